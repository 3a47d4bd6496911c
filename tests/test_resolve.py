"""What every holder is expected to do, and what is said of a handbook that is wrong."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.lookup import CraftPages
from sphinx_roles.handbook.names import text_name
from sphinx_roles.handbook.problems import Place, Problem, wording
from sphinx_roles.handbook.records import (
    PLUSES,
    RESPONSIBILITIES,
    DocumentRecord,
    Expectation,
    Extends,
    IgnoredRecord,
    LevelRecord,
    RoleRecord,
    ThisUse,
)
from sphinx_roles.handbook.resolved import Handbook
from sphinx_roles.resolve import checks, classes, recognition
from sphinx_roles.resolve import resolve as resolve_module
from sphinx_roles.resolve.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

ADA = "ada: scope=Build"
LADDER = f"{ADA}; Correct | ada/junior | ada/senior < ada/junior: scope=Build more"


def documents(text: str) -> dict[str, DocumentRecord]:
    """Role pages in short: `holder < base, base - key, key < base: key=text; text | holder ...`.

    Each `<` is an `extends`, with what it leaves out behind ` - `. A holder's line is ten times
    its number; each of its `extends` stands one line below the last.
    """
    roles: dict[str, RoleRecord] = {}
    for number, said in enumerate(text.split("|"), start=1):
        head, _, items = said.partition(":")
        name, *extended = (part.strip() for part in head.split("<"))
        role, _, level = name.partition("/")
        place = Place(role, f"{role}.rst", number * 10)
        own = []
        for item in filter(None, (item.strip() for item in items.split(";"))):
            key, _, words = item.rpartition("=")
            own.append(
                Expectation(
                    holder=name,
                    name=key or text_name(words),
                    key=key or None,
                    part=RESPONSIBILITIES,
                    area=None,
                    text=words,
                    place=place,
                    anchor="",
                    digest="",
                )
            )
        extends = []
        for line, bases in enumerate(extended, start=place.line + 1):
            names, _, without = bases.partition(" - ")
            parts = [
                tuple(part.strip() for part in s.split(",") if part.strip())
                for s in (names, without)
            ]
            extends.append(Extends(parts[0], parts[1], place._replace(line=line)))
        common: dict[str, Any] = {
            "title": name.title(),
            "summary": None,
            "place": place,
            "anchor": "",
            "own": tuple(own),
            "extends": tuple(extends),
        }
        if level:
            new = LevelRecord(name=level, grade=None, is_blank=False, **common)
            roles[role] = replace(roles[role], levels=(*roles[role].levels, new))
        else:
            roles[role] = RoleRecord(name=role, track=None, intro=None, levels=(), **common)
    return {name: DocumentRecord(roles=(role,)) for name, role in roles.items()}


def resolved(text: str) -> Handbook:
    records = documents(text)
    return resolve(records, docs=records)


def expected(handbook: Handbook, holder: str) -> list[str]:
    """All that is expected of a holder: `holder: text`."""
    return [f"{e.holder}: {e.text}" for e in handbook.holders[holder].effective]


def message(problem: Problem) -> str:
    return wording(problem)


# -- the order of ancestors


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param("ada | ada/x", "ada/x ada", id="a level descends from its role"),
        pytest.param("ben | ada < ben | ada/x", "ada/x ada ben", id="and from the role's bases"),
        pytest.param(
            "ada | ada/x | ada/y < x", "ada/y ada/x ada", id="a level below, then its own role"
        ),
        pytest.param("ben | ada | ada/x < ben", "ada/x ben ada", id="its own role comes last"),
        pytest.param(
            "ben | ada | ada/x < ada, ben", "ada/x ada ben", id="unless it is named first"
        ),
        pytest.param("ben | ada | ada/x < ben, ada", "ada/x ben ada", id="or last"),
        pytest.param(
            "ben | ben/x | ada | ada/x < ben/x", "ada/x ben/x ben ada", id="another role's level"
        ),
        pytest.param(
            "cleo | ben | ada < ben, cleo", "ada ben cleo", id="several bases, as written"
        ),
        pytest.param("cleo | ben | ada < cleo < ben", "ada cleo ben", id="and several directives"),
        pytest.param(
            "dan | ben < dan | cleo < dan | ada < ben, cleo", "ada ben cleo dan", id="a diamond"
        ),
        pytest.param(
            "ben | ada | ada/x < ben | ada/y < ada/x", "ada/y ada/x ben ada", id="no role twice"
        ),
        pytest.param(
            "ben | ben/senior | ada < ben/senior | ada/senior < ben/senior, ada",
            "ada/senior ada",
            id="refused: the base of the role before the role",
        ),
    ],
)
def test_mro(text: str, order: str) -> None:
    handbook = resolved(text)
    last = text.rpartition("|")[2].split("<")[0].strip()
    wanted = order.split()
    assert list(handbook.holders[last].mro[: len(wanted)]) == wanted


def test_a_level_has_its_role_as_a_base_only_where_no_other_base_descends_from_it() -> None:
    handbook = resolved("ben | ada | ada/x < ben | ada/y < x")
    assert handbook.holders["ada/x"].bases == ("ben", "ada")
    assert handbook.holders["ada/y"].bases == ("ada/x",)


@pytest.mark.parametrize(
    ("text", "holder", "base"),
    [
        pytest.param("ada | ada/x | ada/y < x", "ada/y", "ada/x", id="a level of the page"),
        pytest.param("ada | ada/x | x | ada/y < x", "ada/y", "ada/x", id="before a role"),
        pytest.param("ada | x | x/y | ada/y < x/y", "ada/y", "x/y", id="a level by its full name"),
        pytest.param("x | x/x < x", "x/x", "x", id="a level named like its role extends the role"),
        pytest.param("x | ada < x | ada/x", "ada", "x", id="a role cannot mean its own level"),
    ],
)
def test_names(text: str, holder: str, base: str) -> None:
    handbook = resolved(text)
    assert handbook.holders[holder].bases[0] == base
    assert not [p for p in handbook.problems if p.kind is not Warn.EMPTY]


# -- what is inherited


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "ada: Correct | ada/x: Build",
            ["ada/x: Build", "ada: Correct"],
            id="own first, then the role's",
        ),
        pytest.param(
            "ada: k=Build; Correct | ada/x: k=Build more",
            ["ada/x: Build more", "ada: Correct"],
            id="raised",
        ),
        pytest.param(
            "ada: k=Build | ada/x: k=More | ada/y < x: k=Most", ["ada/y: Most"], id="raised twice"
        ),
        pytest.param("ada: k=Build; Correct | ben < ada - k", ["ada: Correct"], id="left out"),
        pytest.param(
            "ada: k=Build; Correct | ben < ada - k | ben/x", ["ada: Correct"], id="for all below"
        ),
        pytest.param(
            "ada: k=Build | ben < ada - k | ben/x: k=Draw",
            ["ben/x: Draw"],
            id="until declared again",
        ),
        pytest.param(
            "ada: k=Build | ben < ada - k: k=Draw", ["ben: Draw"], id="even by the holder itself"
        ),
        pytest.param(
            "ada: k=Build; Correct | ben < ada - k | cleo < ada | dan < ben, cleo",
            ["ada: Correct"],
            id="a diamond: left out by one branch, silent in the other",
        ),
        pytest.param(
            "ada: k=Build | ben < ada - k | cleo < ada: k=Draw | dan < ben, cleo",
            [],
            id="a diamond: left out by the first branch, declared by the second",
        ),
        pytest.param(
            "ada: k=Build | ben < ada - k | cleo < ada: k=Draw | dan < cleo, ben",
            ["cleo: Draw"],
            id="a diamond: declared by the first branch",
        ),
        pytest.param(
            "ada: k=Build | ben: k=Draw | cleo < ada, ben - k",
            [],
            id="left out of all bases at once",
        ),
        pytest.param(
            "ada: Build it | ben: BUILD  it. | cleo < ada, ben",
            ["ada: Build it"],
            id="the same text from two bases",
        ),
        pytest.param(
            "ada: k=Build | ben: Build! | cleo < ben, ada",
            ["ben: Build!"],
            id="the same text, once with a key",
        ),
        pytest.param(
            "ada: k=Build | ada/x: build", ["ada/x: build"], id="the same text as its own"
        ),
        pytest.param(
            "ada: a=Build; b=Build", ["ada: Build", "ada: Build"], id="what it says itself counts"
        ),
        pytest.param(
            "ada: k=Build | ben: k=Draw | cleo: build | dan < ben, ada, cleo",
            ["ben: Draw", "cleo: build"],
            id="a text that was raised hides no other",
        ),
        pytest.param(
            "ada: a=Build | ben: b=Build | cleo < ada - a, x | dan < ada, ben - a",
            ["ben: Build"],
            id="of the same text, the second where the first is left out",
        ),
    ],
)
def test_effective(text: str, wanted: list[str]) -> None:
    handbook = resolved(text)
    last = text.rpartition("|")[2].split("<")[0].split(":")[0].strip()
    assert expected(handbook, last) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("ada: k=Build | ada/x: k=More", "ada", id="the role's"),
        pytest.param("ada: k=Build | ada/x: k=More | ada/y < x: k=Most", "ada/x", id="the nearest"),
        pytest.param("ada: k=Build | ada/x | ada/y < x: k=Most", "ada", id="past the silent"),
        pytest.param(
            "ada: k=Build | ben < ada - k | ben/x: k=Draw", None, id="not what is left out"
        ),
        pytest.param("ada: k=Build | ben < ada - k: k=Draw", None, id="not by the holder itself"),
        pytest.param("ada: Build | ada/x: Build; k=More", None, id="nothing without a key"),
    ],
)
def test_raises(text: str, wanted: str | None) -> None:
    handbook = resolved(text)
    raises = list(handbook.holders.values())[-1].raises
    assert {key: raised.holder for key, raised in raises.items()} == (
        {"k": wanted} if wanted else {}
    )


def test_what_is_left_out_is_in_the_order_of_its_keys() -> None:
    """By name, not as a set has them: the order must not change from build to build."""
    keys = "lathe", "anvil", "kiln", "bench", "wheel", "forge"
    said = "; ".join(f"{key}=Clean the {key}" for key in keys)
    handbook = resolved(f"ada: {said} | ben < ada - {', '.join(keys)} | cid < ben")
    left_out = handbook.left_out(handbook.holders["ben"])
    assert [own.key for own in left_out] == sorted(keys)
    assert list(handbook.left_out(handbook.holders["cid"])) == []


def test_what_is_left_out_is_the_nearest_wording() -> None:
    handbook = resolved("ada: k=Build | ben < ada: k=Build more | cid < ben - k")
    assert [own.text for own in handbook.left_out(handbook.holders["cid"])] == ["Build more"]


def test_which_level_stands_below_which() -> None:
    handbook = resolved("ada: Build | ada/x: Mix | ada/y: Fold | ben: Draw | ben/z: Paint")
    names = ("ada", "ada/x", "ada/y", "ben/z")
    pairs = product(names, names)
    lower = [p for p in pairs if handbook.is_lower(*(handbook.holders[name] for name in p))]
    assert lower == [("ada/x", "ada/y")]


def test_the_part_is_that_of_the_one_that_raises() -> None:
    records = documents("ada: k=Build | ben < ada: k=More")
    ben = records["ben"].roles[0]
    own = (ben.own[0]._replace(part=PLUSES),)
    records["ben"] = DocumentRecord(roles=(replace(ben, own=own),))
    handbook = resolve(records, docs=records)
    assert [e.part for e in handbook.holders["ben"].effective] == [PLUSES]
    assert [e.part for e in handbook.holders["ada"].effective] == [RESPONSIBILITIES]


# -- what is wrong: one problem each, and the rest resolves without the wrong line


class Wrong(NamedTuple):
    text: str
    kind: Warn
    line: int
    says: str
    instead: str
    """The same handbook without the wrong line."""


WRONG = {
    "unknown": Wrong(f"{ADA} | ben < adda", Warn.UNKNOWN, 21, "mean 'ada'?", f"{ADA} | ben"),
    "unknown, like nothing": Wrong(
        f"{ADA} | ben < qqq",
        Warn.UNKNOWN,
        21,
        "no level of its role page and no role",
        f"{ADA} | ben",
    ),
    "unknown level of the page": Wrong(
        f"{LADDER} | ada/staff < senor",
        Warn.UNKNOWN,
        41,
        "ada/staff extends 'senor', which is no level of its role page and no role; did you mean "
        "'senior'?",
        f"{LADDER} | ada/staff",
    ),
    "one unknown of two": Wrong(
        f"{ADA} | ben < nobody, ada", Warn.UNKNOWN, 21, "'nobody'", f"{ADA} | ben < ada"
    ),
    "unknown, and what it leaves out": Wrong(
        f"{ADA} | ben < adda - scope", Warn.UNKNOWN, 21, "'adda'", f"{ADA} | ben"
    ),
    "one unknown of two, and what it leaves out": Wrong(
        f"{ADA} | ben < ada, nobody - scope, reach",
        Warn.UNKNOWN,
        21,
        "'nobody'",
        f"{ADA} | ben < ada - scope",
    ),
    "itself": Wrong(f"{ADA} | ben < ben", Warn.SELF, 21, "remove 'ben'", f"{ADA} | ben"),
    "itself, a level": Wrong(
        f"{ADA} | ada/x < x", Warn.SELF, 21, "ada/x extends itself; remove 'x'", f"{ADA} | ada/x"
    ),
    "the same twice": Wrong(
        f"{ADA} | ben < ada, ada", Warn.DUPLICATE_BASE, 21, "twice", f"{ADA} | ben < ada"
    ),
    "the same in two directives": Wrong(
        f"{ADA} | ben < ada < ada - scope",
        Warn.DUPLICATE_BASE,
        22,
        "ben extends 'ada' twice",
        f"{ADA} | ben < ada",
    ),
    "two names for the same": Wrong(
        f"{ADA} | ada/x | ada/y < x, ada/x",
        Warn.DUPLICATE_BASE,
        31,
        "'ada/x' twice",
        f"{ADA} | ada/x | ada/y < x",
    ),
    "circle of two": Wrong(
        "ada < ben: Build | ben < ada: Correct",
        Warn.CYCLE,
        21,
        "ben cannot extend 'ada', which already descends from it: ben → ada → ben",
        "ada < ben: Build | ben: Correct",
    ),
    "circle of three": Wrong(
        "ada < ben: Build | cleo < ada: Draw | ben < cleo: Correct",
        Warn.CYCLE,
        21,
        "cleo → ada → ben → cleo",
        "ada < ben: Build | cleo: Draw | ben < cleo: Correct",
    ),
    "its own level": Wrong(
        "ada < ada/x: Build | ada/x: Correct",
        Warn.CYCLE,
        11,
        "ada → ada/x → ada",
        "ada: Build | ada/x: Correct",
    ),
    "another role's level, which extends it": Wrong(
        "ada < ben/x: Build | ben: Draw | ben/x < ada: Correct",
        Warn.CYCLE,
        31,
        "ben/x → ada → ben/x",
        "ada < ben/x: Build | ben: Draw | ben/x: Correct",
    ),
    "a level of a role that extends it": Wrong(
        "ada < ben: Build | ada/x: Draw | ben < ada/x: Correct",
        Warn.CYCLE,
        31,
        "ben → ada/x → ada → ben",
        "ada < ben: Build | ada/x: Draw | ben: Correct",
    ),
    "the general one first": Wrong(
        f"{ADA} | ben < ada: Correct | cleo < ada, ben",
        Warn.ORDER,
        31,
        "cleo extends ada, ben, for which no consistent order exists; name the more specific",
        f"{ADA} | ben < ada: Correct | cleo",
    ),
    "the base of its own role": Wrong(
        f"{ADA} | ben < ada: Correct | ben/x < ada",
        Warn.ORDER,
        31,
        "ben/x extends ada, ben, for",  # its role too, though nobody wrote it
        f"{ADA} | ben < ada: Correct | ben/x",
    ),
    "bases that disagree": Wrong(
        "ada | ben | cleo < ada, ben: Draw | dan < ben, ada: Correct | eve < cleo, dan | fay < eve",
        Warn.ORDER,
        51,
        "cleo, dan",
        "ada | ben | cleo < ada, ben: Draw | dan < ben, ada: Correct | eve | fay < eve",
    ),
    "no order for the first directive of two": Wrong(
        f"{ADA} | ben < ada: Correct | cleo: Draw | dan < ada, ben < cleo",
        Warn.ORDER,
        41,
        "dan extends ada, ben,",
        f"{ADA} | ben < ada: Correct | cleo: Draw | dan < cleo",
    ),
    "no order for the second directive": Wrong(
        f"{ADA} | ben < ada: Correct | cleo: Draw | dan < ada < ben - scope < cleo",
        Warn.ORDER,
        42,
        "dan extends ada, ben,",
        f"{ADA} | ben < ada: Correct | cleo: Draw | dan < ada < cleo",
    ),
    "leaves out what is not there": Wrong(
        f"{ADA} | ben < ada - scop",
        Warn.WITHOUT,
        21,
        "ben does not inherit 'scop', so ':without:' has nothing to remove; did you mean 'scope'?",
        f"{ADA} | ben < ada",
    ),
    "leaves out its own": Wrong(
        f"{ADA} | ben < ada - reach: reach=Draw",
        Warn.WITHOUT,
        21,
        "'reach'",
        f"{ADA} | ben < ada: reach=Draw",
    ),
    "leaves out what is left out above": Wrong(
        f"{ADA} | ben < ada - scope | ben/x < ben - scope",
        Warn.WITHOUT,
        31,
        "ben/x does not inherit 'scope'",
        f"{ADA} | ben < ada - scope | ben/x < ben",
    ),
    "leaves out a text's hash": Wrong(
        f"ada: Build | ben < ada - {text_name('Build')}",
        Warn.WITHOUT,
        21,
        text_name("Build"),
        "ada: Build | ben < ada",
    ),
}


def resolution(handbook: Handbook) -> dict[str, Any]:
    return {
        name: (h.bases, h.mro, expected(handbook, name), h.without, h.raises.keys())
        for name, h in handbook.holders.items()
    }


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_one_mistake_is_one_problem(wrong: Wrong) -> None:
    handbook = resolved(wrong.text)
    found = [p for p in handbook.problems if p.kind is not Warn.EMPTY]
    assert [(p.kind, p.place.line) for p in found] == [(wrong.kind, wrong.line)]
    assert wrong.says in message(found[0])


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_the_rest_resolves_as_if_the_wrong_line_were_not_there(wrong: Wrong) -> None:
    assert resolution(resolved(wrong.text)) == resolution(resolved(wrong.instead))


def test_two_circles_with_a_line_in_common() -> None:
    """One line closes both, and is named; the next circle is another mistake."""
    common = resolved("ada < ben | ben < cleo, dan | cleo < ada | dan < ada")
    cycles = [dict(p.words) for p in common.problems if p.kind is Warn.CYCLE]
    assert [words["path"] for words in cycles] == [
        "cleo → ada → ben → cleo",
        "dan → ada → ben → dan",
    ]
    assert common.holders["ada"].mro == ("ada", "ben", "cleo", "dan")


def test_circles_break_at_the_same_line_in_every_order_of_documents() -> None:
    roles = documents("ada < ben, cleo | ben < cleo, dan | cleo < dan, ada | dan < ada")
    outcomes = set()
    for order in permutations(roles):
        records = {
            f"{index}": DocumentRecord(
                roles=(replace(role, place=role.place._replace(docname=f"{index}")),)
            )
            for index, name in enumerate(order)
            for role in roles[name].roles
        }
        handbook = resolve(records, docs=records)
        cycles = sorted(dict(p.words)["path"] for p in handbook.problems if p.kind is Warn.CYCLE)
        mros = sorted(holder.mro for holder in handbook.holders.values())
        outcomes.add((*cycles, *mros))
    assert len(outcomes) == 1
    assert any("→" in outcome for outcome in outcomes.pop())


# -- names that stand twice


def test_of_two_role_pages_of_one_name_the_first_counts() -> None:
    records = {"z": documents("ada: Correct")["ada"], **documents("ada: Build | ben < ada")}
    (second,) = records["z"].roles
    records["z"] = DocumentRecord(roles=(replace(second, place=Place("z", "z.rst", 3)),))
    handbook = resolve(records, docs=records)
    assert [(p.kind, p.place.docname) for p in handbook.problems] == [(Warn.DUPLICATE_ROLE, "z")]
    assert "role 'ada' is already on the page 'ada'" in message(handbook.problems[0])
    assert expected(handbook, "ben") == ["ada: Build"]


def test_of_two_levels_of_one_name_the_first_counts() -> None:
    handbook = resolved("ada: Build | ada/x: Correct | ada/x: Draw | ada/y < x")
    assert [(p.kind, p.place.line) for p in handbook.problems] == [(Warn.DUPLICATE_LEVEL, 30)]
    assert "first in line 20" in message(handbook.problems[0])
    assert expected(handbook, "ada/y") == ["ada/x: Correct", "ada: Build"]
    assert [level.name for level in handbook.ladders["ada"]] == ["ada/x", "ada/y"]


# -- what else is wrong


@pytest.mark.parametrize(
    ("intro", "option", "docs", "found"),
    [
        pytest.param("intro", None, {"intro", "eng/intro"}, "eng/intro", id="beside the page"),
        pytest.param("intro", None, {"intro"}, "intro", id="above"),
        pytest.param("start", None, {"start", "intro"}, "start", id="of another name"),
        pytest.param("texts/intro", None, {"texts/intro"}, "texts/intro", id="a path above"),
        pytest.param("/intro", None, {"intro", "eng/intro"}, "intro", id="configured from the top"),
        pytest.param("intro", "start", {"intro", "start"}, "start", id="named and configured"),
        pytest.param("missing", "intro", {"intro"}, "intro", id="named, where there is no other"),
        pytest.param("intro", "none", {"intro"}, None, id="not wanted"),
        pytest.param("intro", "eng/other", {"intro", "eng/other"}, "eng/other", id="named"),
        pytest.param("intro", "/top", {"eng/top", "top"}, "top", id="from the top"),
        pytest.param(None, None, {"intro"}, None, id="no intro configured"),
        pytest.param(None, "intro", {"intro"}, "intro", id="but named"),
    ],
)
def test_intro(intro: str | None, option: str | None, docs: set[str], found: str | None) -> None:
    (role,) = documents(ADA)["ada"].roles
    role = replace(role, intro=option, place=Place("eng/ada", "eng/ada.rst", 3))
    records = {"eng/ada": DocumentRecord(roles=(role,))}
    handbook = resolve(records, docs={"eng/ada", *docs}, intro=intro)
    assert handbook.intros == {"ada": found}
    assert handbook.problems == ()


def with_this(record: DocumentRecord, *facts: str) -> DocumentRecord:
    role = record.roles[0].name if record.roles else None
    docname = role or "intro"
    uses = [ThisUse(fact, role, Place(docname, f"{docname}.rst", 5)) for fact in facts]
    return replace(record, this=tuple(uses))


BOOK = documents(f"{ADA} | ben < ada")


def test_a_missing_intro_is_one_mistake_on_however_many_pages() -> None:
    handbook = resolve(BOOK, docs=BOOK, intro="intro")
    assert [(p.kind, p.place.docname) for p in handbook.problems] == [(Warn.INTRO, "ada")]
    assert message(handbook.problems[0]).endswith("conf.py (and 1 more role pages)")
    assert handbook.intros == {"ada": None, "ben": None}


def test_a_missing_intro_that_a_page_names() -> None:
    (role,) = BOOK["ada"].roles
    records = {**BOOK, "ada": DocumentRecord(roles=(replace(role, intro="nowhere"),))}
    handbook = resolve(records, docs={*records, "intro"}, intro="intro")
    assert [(p.kind, p.place.docname) for p in handbook.problems] == [(Warn.INTRO, "ada")]
    assert "'nowhere'" in message(handbook.problems[0])
    assert handbook.intros == {"ada": None, "ben": "intro"}


def test_an_intro_that_is_a_role_page() -> None:
    handbook = resolve(BOOK, docs=BOOK, intro="ada")
    assert [(p.kind, p.place.docname) for p in handbook.problems] == [(Warn.INTRO_IS_ROLE, "ada")]
    assert handbook.intros["ada"] is None  # not itself


def test_unknown_craft_page() -> None:
    place = Place("ada", "ada.rst", 7)
    used = tuple((name, place) for name in ("releases", "code-reviews", "eng/style"))
    records = {**BOOK, "ada": replace(BOOK["ada"], crafts=used)}
    docs = {*records, "craft/code-review", "how/releases", "craft/eng/style"}
    handbook = resolve(records, docs=docs, crafts=CraftPages(["craft", "how/"], docs))
    assert [(p.kind, p.place) for p in handbook.problems] == [(Warn.CRAFT, place)]
    assert message(handbook.problems[0]) == (
        "no craft page 'code-reviews' in 'craft/', 'how/'; did you mean 'code-review'?"
    )


def test_this_outside_role_pages_and_intros() -> None:
    records = {**BOOK, "intro": with_this(DocumentRecord(), "role", "level")}
    assert resolve(records, docs=records, intro="intro").problems == ()
    handbook = resolve(records, docs=records)
    assert [p.kind for p in handbook.problems] == [Warn.THIS, Warn.THIS]
    assert "neither a role page nor a shared intro" in message(handbook.problems[0])


def test_a_fact_that_a_role_page_does_not_give() -> None:
    """Located at its first use on the page, else where the role page could give it."""
    (ben,) = BOOK["ben"].roles
    records = {
        **documents(f"{ADA} | cleo: Draw"),
        "ben": with_this(DocumentRecord(roles=(replace(ben, track="Work"),)), "track"),
        "intro": with_this(DocumentRecord(), "track"),
    }
    records["cleo"] = with_this(records["cleo"], "role", "track", "track")
    handbook = resolve(records, docs=records, intro="intro")
    assert [(p.kind, p.place.docname, p.place.line) for p in handbook.problems] == [
        (Warn.FACT, "ada", 10),
        (Warn.FACT, "cleo", 5),
    ]
    assert "add ':track:' to its 'role' directive" in message(handbook.problems[0])


def test_empty_levels_and_role_pages() -> None:
    records = documents(f"{ADA} | ada/x | ada/y | ben | ben/x | cleo < ada")
    (ada,) = records["ada"].roles
    blank = replace(ada.levels[0], is_blank=True)
    records["ada"] = DocumentRecord(roles=(replace(ada, levels=(blank, ada.levels[1])),))
    handbook = resolve(records, docs=records)
    assert [(p.kind, p.place.line) for p in handbook.problems] == [
        (Warn.EMPTY, 20),
        (Warn.EMPTY, 40),
    ]
    assert [message(p).split(";")[0] for p in handbook.problems] == [
        "level ada/x is empty",
        "nothing on role page ben is an expectation",
    ]
    assert expected(handbook, "ada/x") == ["ada: Build"]


def ignored(*records: IgnoredRecord, known: Iterable[str] = ()) -> Handbook:
    """A handbook of one role page for each docname of the records."""
    book = documents(" | ".join(f"{name}: Work" for name in {r.place.docname for r in records}))
    for record in records:
        name = record.place.docname
        book[name] = replace(book[name], ignored=(*book[name].ignored, record))
    return resolve(book, docs=book, known_headings=known)


def left(heading: str, where: str = "ada:7", kind: str = "list", **more: Any) -> IgnoredRecord:
    docname, _, line = where.partition(":")
    place = Place(docname, f"{docname}.rst", int(line))
    return IgnoredRecord(heading, kind, place=place, **{"is_part": False, "section": 5, **more})


def test_a_heading_that_is_ignored_is_named_once_with_its_first_place() -> None:
    records = [left("Tea!", "ben:9"), left("tea", "ada:8", "table"), left("Tea", "ada:7")]
    handbook = ignored(*records, left("Tea", "cleo:3"), left("Coffee", "cleo:5"))
    assert [(p.kind, p.place.docname, p.place.line) for p in handbook.problems] == [
        (Warn.IGNORED, "ada", 7),
        (Warn.IGNORED, "cleo", 5),
    ]
    assert message(handbook.problems[0]) == (
        "the list, the table below 'Tea' is ignored (and in 2 more places); say in conf.py what "
        'the heading is: roles_parts = {"responsibilities": ["Tea"]} (or "requirements" or '
        '"pluses"), {"areas": ["Tea"]} or {"prose": ["Tea"]}'
    )
    assert [(h.heading, h.kinds, h.times) for h in handbook.ignored] == [
        ("Coffee", ("list",), 1),
        ("Tea", ("list", "table"), 3),
    ]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (left("Dutties"), "; did you mean 'Duties'?"),
        (left("Duty"), '{"prose": ["Duty"]}'),
        (left('Say "a\\b"'), '["Say \\"a\\\\b\\""]'),
        (left("Tea", kind="html"), "the raw HTML below 'Tea' is ignored;"),
        (left("Tea", kind="paragraph"), "the paragraph with a key below 'Tea' is ignored;"),
        (left("Duties", kind="table", is_part=True), "the table below 'Duties' is ignored; write"),
        (left("Duties", kind="part", is_part=True), "nothing below 'Duties' is an expectation;"),
    ],
)
def test_what_is_said_of_a_heading_that_is_ignored(record: IgnoredRecord, says: str) -> None:
    (problem,) = ignored(record, known=["Duties"]).problems
    assert problem.kind is Warn.IGNORED
    assert says in message(problem)
    assert ("did you mean" in message(problem)) is ("did you mean" in says)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ada: scope=Build | ada/x: scpoe=More", "scope"),
        ("ada: scope=Build | ada/x: csope=More", "scope"),
        ("ada: scope=Build | ada/x: scopes=More", "scope"),
        ("ada: decisions=Build | ada/x: descision=More", "decisions"),
        ("ada: scope=Build | ada/x: shape=More", None),
        ("ada: pay1=Build | ada/x: pay2=More", None),
        ("ada: log=Build | ada/x: lag=More", None),
        ("ada: scope=Build | ada/x: scope=More; scpoe=Less", None),
        ("ada: scope=Build | ada/x: scopes=More | ada/y < x: scopes=Most", None),
        ("ada: scope=Build | ben: scopes=More", None),
    ],
)
def test_a_key_that_is_nearly_an_inherited_one(text: str, meant: str | None) -> None:
    """Said where the key is used once, and the holder does not have the other one as well."""
    problems = resolved(text).problems
    assert {p.kind for p in problems} == ({Warn.NEAR_KEY} if meant else set())
    assert [dict(p.words)["hint"] for p in problems] == ([meant] if meant else [])


# -- odd sizes


def test_many_levels() -> None:
    """A ladder that is longer than Python's stack is deep."""
    count = 1100
    rungs = [f"ada/l{n} < {f'l{n - 1}' if n else 'ada'}: k=Do {n}" for n in range(count)]
    handbook = resolved(" | ".join(["ada: k=Do; Stay", *rungs]))
    last = f"ada/l{count - 1}"
    assert expected(handbook, last) == [f"{last}: Do {count - 1}", "ada: Stay"]
    assert len(handbook.holders[last].mro) == count + 1
    assert len(handbook.ladders["ada"]) == count


def test_diamonds() -> None:
    """64 bases over one, and diamonds on top of one another."""
    bases = [f"m{n} < base: Do {n}" for n in range(64)]
    lines = ["base: Do", *bases, f"both0 < {', '.join(f'm{n}' for n in range(64))}: Do it"]
    for n in range(1, 11):
        lines += [f"{side}{n} < both{n - 1}: Go {side}" for side in ("left", "right")]
        lines.append(f"both{n} < left{n}, right{n}: Both {n}")
    handbook = resolved(" | ".join(lines))
    assert handbook.holders["both0"].mro == ("both0", *(f"m{n}" for n in range(64)), "base")
    # of each layer the sentence that is new: its own; left and right once; then both0's 66
    assert len(expected(handbook, "both10")) == 10 + 2 + 66


# -- the whole


def test_problems_of_documents_stay_and_all_are_ordered_by_place() -> None:
    records = documents("ben < nobody: Correct | ada < ben, nowhere: Build")
    noted = Problem(Warn.KEY, Place("ada", "ada.rst", 99), (("key", "k"),))
    records["ada"] = replace(records["ada"], problems=(noted,))
    handbook = resolve(records, docs=records)
    assert [(p.kind, p.place.docname, p.place.line) for p in handbook.problems] == [
        (Warn.UNKNOWN, "ada", 21),
        (Warn.KEY, "ada", 99),
        (Warn.UNKNOWN, "ben", 11),
    ]


def test_a_handbook_of_nothing() -> None:
    assert resolve({}, docs=["index"], intro="intro") == Handbook()


def test_every_kind_of_problem_is_tested_here() -> None:
    modules = (resolve_module, classes, checks, recognition)
    made = "".join(map(inspect.getsource, modules))
    tested = Path(__file__).read_text(encoding="utf-8")
    kinds = set(re.findall(r"Problem\(\s*Warn\.(\w+)", made))
    assert "ORDER" in kinds
    assert kinds <= set(re.findall(r"Warn\.(\w+)[,)}]", tested))
