"""Names and look-ups of the handbook: pure functions, tested without a build."""

from __future__ import annotations

import pytest

from sphinx_roles.handbook.hints import Hints, hint
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.lookup import CraftPages, find_page, join_docname
from sphinx_roles.handbook.names import anchor, fold, text_name
from sphinx_roles.handbook.problems import Place, Problem, wording
from sphinx_roles.handbook.records import Xref
from sphinx_roles.handbook.resolved import Declared, declared
from test_resolve import resolved

PLACE = Place("ada", "ada.rst", 3)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("You  Will:", "you will"),
        ("What you\N{RIGHT SINGLE QUOTATION MARK}ll do?!", "what you'll do"),
        ("Skills & Experience", "skills and experience"),
        ("C++", "c"),
        ("_name_", "_name"),
        ("STRASSE", fold("Straße")),
        ("...", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_text_is_named_by_eight_digits_of_what_is_folded() -> None:
    assert text_name("Build it.") == text_name("build  it!") != text_name("Build more.")
    assert len(text_name("Build it.")) == 8
    assert int(text_name("Build it."), 16)


@pytest.mark.parametrize(
    ("parts", "fragment"),
    [
        (("ada", "senior", "scope"), "ada.senior.scope"),
        (("größe",), "größe"),
        (("a b+c", "d#e"), "a-b-c.d-e"),
        (("1st",), "_1st"),
        (("_x",), "_x"),
        (("-",), "_-"),
    ],
)
def test_anchor(parts: tuple[str, ...], fragment: str) -> None:
    assert anchor(*parts) == fragment


# -- suggestions


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("enginer", ["engineer", "manager"], "engineer"),
        ("Senor", ["senior", "junior"], "senior"),
        ("ada/senior", ["senior"], "senior"),  # a level of this page, written in full
        ("qqq", ["engineer"], ""),
        ("ab", ["abcd"], "abcd"),
        ("ab", ["abcde"], ""),  # more than two letters longer
        ("backend-engineer", ["backend-engineers-of"], "backend-engineers-of"),
        ("abc", ["ABCD", "abcd"], "ABCD"),  # of the same in other letters, the first by name
        ("abc", [], ""),
    ],
)
def test_hint(name: str, candidates: list[str], meant: str) -> None:
    assert hint(name, candidates) == meant


def test_so_many_suggestions_and_no_more() -> None:
    hints = Hints(limit=2)
    known = ["senior", "junior"]
    assert [hints.of(name, known) for name in ("senor", "junor", "senoir")] == [
        "senior",
        "junior",
        "",
    ]
    assert hints.of("senor", []) == "senior"  # worked out before
    assert Hints().of("senor", known, "ada") == "senior"
    scoped = Hints()
    assert (scoped.of("senor", known, "ada"), scoped.of("senor", [], "bob")) == ("senior", "")


def test_a_hundred_suggestions_are_given_by_default() -> None:
    hints = Hints()
    found = [hints.of(f"senior{n}", [f"seniors{n}"]) for n in range(101)]
    assert found[99] == "seniors99"
    assert found[100] == ""


# -- pages


@pytest.mark.parametrize(
    ("name", "docname", "found"),
    [
        ("intro", "eng/team/ada", "eng/intro"),
        ("intro", "ada", "intro"),
        ("intro", "eng/ada", "eng/intro"),
        ("intro", "other/ada", "intro"),
        ("/intro", "eng/ada", "intro"),
        ("/eng/intro", "ada", "eng/intro"),
        ("/none", "ada", None),
        ("none", "eng/ada", None),
        ("eng/intro", "eng/team/ada", "eng/intro"),
    ],
)
def test_find_page(name: str, docname: str, found: str | None) -> None:
    assert find_page(name, docname, {"intro", "eng/intro"}) == found


@pytest.mark.parametrize(
    ("origin", "target", "docname"),
    [
        ("a/b", "c", "a/c"),
        ("a/b", "../c", "c"),
        ("a", "../../c", "c"),
        ("a/b", "/c", "c"),
        ("a/b", "./d/c", "a/d/c"),
    ],
)
def test_join_docname(origin: str, target: str, docname: str) -> None:
    assert join_docname(origin, target) == docname


CRAFT = CraftPages(
    ("craft", "/how/to/"),
    ["index", "craft/review", "how/to/review", "how/to/ship", "crafts"],
    {"a-label": "craft/review", "elsewhere": "index"}.get,
)


def test_craft_pages() -> None:
    assert CRAFT.prefixes == ("craft/", "how/to/")
    assert CRAFT.names() == ["review", "review", "ship"]
    assert CRAFT.find("review") == "craft/review"  # the folders in order
    assert CRAFT.find("ship") == "how/to/ship"
    assert CRAFT.find("index") is None
    assert [CRAFT.has(name) for name in ("craft/review", "craft/gone", "crafts", None)] == [
        True,
        False,
        False,
        False,
    ]
    assert not CraftPages().has("index")
    assert CraftPages(("/",), ["index"]).names() == ["index"]


@pytest.mark.parametrize(
    ("domain", "kind", "target", "page"),
    [
        ("roles", "craft", "ship", "how/to/ship"),
        ("roles", "craft", "gone", None),
        ("std", "doc", "craft/review", "craft/review"),
        ("std", "doc", "index", None),
        ("doc", "", "craft/review#part", "craft/review"),
        ("std", "ref", "a-label", "craft/review"),
        ("std", "ref", "elsewhere", None),
        ("std", "ref", "gone", None),
        ("std", "term", "a-label", None),
        ("roles", "role", "ship", None),
        ("", "myst", "../how/to/ship", "how/to/ship"),
        ("", "myst", "a-label", "craft/review"),
    ],
)
def test_what_rests_on_a_craft_page(domain: str, kind: str, target: str, page: str | None) -> None:
    assert CRAFT.of(Xref(domain, kind, target, "team/ada")) == page


def test_labels_are_unknown_by_default() -> None:
    pages = CraftPages(("craft",), ["craft/review"])
    assert pages.of(Xref("std", "ref", "a-label", "ada")) is None


# -- problems and records


def test_the_order_of_problems() -> None:
    def problem(line: int, kind: Warn, word: str = "a") -> Problem:
        return Problem(kind, PLACE._replace(line=line), (("key", word),))

    first, second, third, last = (
        problem(3, Warn.CRAFT, "b"),
        problem(3, Warn.KEY, "a"),
        problem(3, Warn.KEY, "b"),
        problem(4, Warn.CRAFT),
    )
    found = sorted([last, third, second, first], key=lambda p: p.order)
    assert found == [first, second, third, last]
    assert Problem(Warn.KEY, Place("a", "z.rst", 9)).order < first.order


def test_wording_is_translated_with_its_ends() -> None:
    words = (("target", "reviw"), ("folders", "'craft/'"), ("hint", "review"))
    problem = Problem(Warn.CRAFT, PLACE, words)
    assert wording(problem) == "no craft page 'reviw' in 'craft/'; did you mean 'review'?"
    german = {
        Warn.CRAFT.message: "keine Seite %(target)r in %(folders)s%(hint)s",
        "; did you mean %r?": "; meinten Sie %r?",
    }
    said = wording(problem, lambda message: german[message])
    assert said == "keine Seite 'reviw' in 'craft/'; meinten Sie 'review'?"
    many = Problem(Warn.INTRO, PLACE, (("intro", "'x'"), ("others", "3")))
    assert wording(many).endswith(" (and 3 more role pages)")
    own = Problem(Warn.CRAFT, PLACE, (("message", "only %(word)s"), ("word", "this")))
    assert wording(own) == "only this"


def test_a_kind_is_known_by_its_subtype() -> None:
    assert all(Warn.of(kind.subtype) is kind for kind in Warn)
    with pytest.raises(KeyError):
        Warn.of("nothing at all")


def test_declared() -> None:
    """Each name once, the first of two; expectations only where they have a key."""
    handbook = resolved("ada: k=Build; Correct | ada/x: j=Draw | ada/x: l=Plan")
    assert list(declared(handbook)) == [
        Declared("role", "ada", "Ada", None, "ada", ""),
        Declared("expectation", "ada#k", "Ada", "k", "ada", ""),
        Declared("level", "ada/x", "Ada/X", None, "ada", ""),
        Declared("expectation", "ada/x#j", "Ada/X", "j", "ada", ""),
    ]


def test_a_resolved_holder() -> None:
    handbook = resolved("ada: k=Build; Correct | ada/x: k=More | ben")
    role, level = handbook.holders["ada"], handbook.holders["ada/x"]
    assert (role.is_level, level.is_level) == (False, True)
    assert (role.position, level.position) == (None, 1)
    assert (level.title, level.docname, level.anchor) == ("Ada/X", "ada", "")
    assert [e.text for e in level.own] == ["More"]
    assert [run.origin for run in level.inherited] == ["ada"]
    assert [e.text for run in level.inherited for e in run.expectations] == ["Correct"]
    assert list(role.inherited) == []
    for name, text in (("k", "More"), (text_name("Correct"), "Correct")):
        found = level.find(name)
        assert found is not None
        assert found.text == text
    assert level.find("gone") is None
    assert [h.name for h in handbook.pages["ada"]] == ["ada", "ada/x"]
    assert {name: len(levels) for name, levels in handbook.ladders.items()} == {"ada": 1, "ben": 0}
