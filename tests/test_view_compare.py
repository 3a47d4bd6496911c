"""`roles:compare`: what one holder is expected to do, as against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roles.html.marked_words import mark_changes

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built, Project

BACKEND = """\
Backend
=======

.. role::

Responsibilities
----------------

- :key:`scope` Solve problems of moderate scope and size.
- :key:`rota` Be on call.
- Answer the phone.

Requirements
------------

- Experience.

Junior
------

.. level:: junior

.. extends:: backend

- Pair.

Mid
---

.. level:: mid

The same.

Senior
------

.. level:: senior

.. extends:: junior
   :without: rota

- :key:`scope` Solve problems of high scope and size.
- Mentor.

Requirements
~~~~~~~~~~~~

- Years.
"""
FRONTEND = """\
Frontend
========

.. role::

Responsibilities
----------------

- :key:`scope` Solve problems of one screen.
- Answer the phone!
"""
HANDBOOK = {
    # Sphinx writes a page again when one of its toctree is read
    "index.rst": "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n",
    "backend.rst": BACKEND,
    "frontend.rst": FRONTEND,
}


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf.update(roles_intro=None, roles_keys={"scope": "Scope"})
    return project.write(HANDBOOK)


def page(names: str) -> str:
    return f"Compared\n========\n\n.. roles:compare:: {names}\n"


def compare(project: Project, names: str, builder: str = "html") -> Built:
    return project.write({"compared.rst": page(names)}).build(builder)


def text(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def shown(built: Built, name: str = "compared") -> dict[str, list[str]]:
    """Heading, or count of the fold → its items."""
    view = built.main(name).select_one("div.roles-compare")
    assert view is not None
    found: dict[str, list[str]] = {}
    for heading in view.select("p.roles-group, summary"):
        if heading.name == "summary":
            fold = heading.parent
            assert fold is not None
            found[text(heading)] = [text(p) for p in fold.select("p.roles-group, li")]
        elif heading.find_parent("details") is None:
            items = heading.find_next("ul")
            assert items is not None
            found[text(heading)] = [text(li) for li in items.find_all("li", recursive=False)]  # type: ignore[union-attr]
    return found


EARLIER = "Solve problems of moderate scope and size."
LATER = "Solve problems of high scope and size."


def test_two_levels(handbook: Project) -> None:
    built = compare(handbook, "backend/junior backend/senior")
    assert built.warnings == []
    assert shown(built) == {
        "Adds": ["Mentor."],
        "Adds: Requirements": ["Years."],
        "Raises": [f"Scope {LATER} Instead of {EARLIER}"],
        "Drops": ["Be on call."],
        "Keeps: 3": [
            "Responsibilities",
            "Pair.",
            "Answer the phone.",
            "Requirements",
            "Experience.",
        ],
    }
    view = built.main("compared").select_one("div.roles-compare")
    assert view is not None
    assert text(view).startswith("Senior compared with Junior :")
    assert [a["href"] for a in view.select("a")] == [
        "backend.html#backend.senior",
        "backend.html#backend.junior",
        # where each wording is written
        "backend.html#backend.senior.scope",
        "backend.html#backend.scope",
    ]
    assert [(word.name, text(word)) for word in view.select("del, ins")] == [
        ("ins", "high"),
        ("del", "moderate"),
    ]
    (earlier,) = view.select("dl dd")
    assert text(earlier) == EARLIER


def test_downwards(handbook: Project) -> None:
    found = shown(compare(handbook, "backend/senior, backend"))
    assert found["Adds"] == ["Be on call."]
    assert found["Drops"] == ["Mentor.", "Pair."]
    assert found["Drops: Requirements"] == ["Years."]
    # The role page does not raise what its level says.
    assert found["Words differently"] == [f"Scope {EARLIER} Instead of {LATER}"]
    assert "Raises" not in found


def test_two_roles(handbook: Project) -> None:
    assert shown(compare(handbook, "backend frontend")) == {
        "Words differently": [
            f"Scope Solve problems of one screen. Instead of {EARLIER}",
        ],
        "Drops": ["Be on call."],
        "Drops: Requirements": ["Experience."],
        "Keeps: 1": ["Responsibilities", "Answer the phone!"],
    }


def test_nothing_differs(handbook: Project) -> None:
    built = compare(handbook, "backend backend/mid")
    assert list(shown(built)) == ["Keeps: 4"]
    assert "Nothing differs." in built.main("compared").get_text()


def test_bare_names_on_a_role_page(handbook: Project) -> None:
    handbook.write({"backend.rst": f"{BACKEND}\n.. roles:compare:: junior senior\n"})
    built = handbook.build()
    assert built.warnings == []
    assert shown(built, "backend")["Adds"] == ["Mentor."]


def test_names_with_spaces(handbook: Project) -> None:
    handbook.write(
        {
            "backend.rst": BACKEND.replace(".. role::\n", ".. role::\n   :name: back end\n")
            .replace("level:: senior", "level:: very senior")
            .replace("extends:: backend", "extends:: back end")
        }
    )
    for names in ("back end back end/very senior", "back end, back end/very senior"):
        built = compare(handbook, names)
        assert built.warnings == []
        assert shown(built)["Drops"] == ["Be on call."]


TEXT = """\
Compared
********

Senior compared with Junior:

-[ Adds ]-

* Mentor.

-[ Adds: Requirements ]-

* Years.

-[ Raises ]-

* **Scope**

  Solve problems of high scope and size.

  Instead of
     Solve problems of moderate scope and size.

-[ Drops ]-

* Be on call.

-[ Keeps ]-

* Pair.

* Answer the phone.

-[ Keeps: Requirements ]-

* Experience.
"""


def test_other_builders(handbook: Project) -> None:
    names = "backend/junior, backend/senior"
    assert compare(handbook, names, "text").file("compared.txt") == TEXT
    book = compare(handbook, names, "epub").file("compared.xhtml")
    assert EARLIER in book
    assert LATER in book
    assert "<details" not in book
    places = [book.index(words) for words in (">Adds", "Years", ">Raises", ">Drops", ">Keeps")]
    assert places == sorted(places)


WRONG = [
    (
        "backend/junior backend/senoir",
        (
            "'compare' finds no role page or level named 'backend/senoir'; did you mean "
            "'backend/senior'? [roles.view]"
        ),
        "There is nothing to compare here.",
    ),
    *(
        (
            names,
            (
                "'compare' needs two names, the earlier one first, as in 'roles:compare mid "
                "senior' [roles.view]"
            ),
            "There is nothing to compare here.",
        )
        for names in ("", "backend", "backend,", "backend, frontend, backend/mid")
    ),
    (
        "backend/mid, backend/mid",
        "'compare' compares 'backend/mid' with itself; name two different ones [roles.view]",
        "Both names are the same, so there is nothing to compare.",
    ),
]


def test_bad_input(handbook: Project) -> None:
    """A page for each mistake."""
    handbook.write({f"compared{n}.rst": page(names) for n, (names, _, _) in enumerate(WRONG)})
    built = handbook.build()
    for number, (_, message, said) in enumerate(WRONG):
        start = f"compared{number}.rst:"
        found = [w for w in built.warnings if w.startswith(start)]
        assert found == [f"{start}4: WARNING: {message}"]
        assert said in built.main(f"compared{number}").get_text()


def test_two_wrong_names_are_two_mistakes(handbook: Project) -> None:
    warnings = compare(handbook, "nobody, none").warnings
    assert [w.partition("named ")[2] for w in warnings] == [
        "'nobody' [roles.view]",
        "'none' [roles.view]",
    ]


def test_nothing_is_expected_of_either(handbook: Project) -> None:
    empty = "{}\n=====\n\n.. role::\n"
    handbook.write({"one.rst": empty.format("One"), "two.rst": empty.format("Two")})
    built = compare(handbook, "one two")
    assert (
        "compared.rst:4: WARNING: 'compare' has nothing to show: nothing is expected of 'one' or "
        "of 'two' [roles.nothing]"
    ) in built.warnings
    assert "There is nothing to compare here." in built.main("compared").get_text()


def test_nothing_is_lost_when_a_text_changes_its_key(handbook: Project) -> None:
    head = "{0}\n=====\n\n.. role::\n\nResponsibilities\n----------------\n\n"
    handbook.write(
        {
            "one.rst": head.format("One") + "- :key:`a` Say it.\n- :key:`b` Do it.\n",
            "two.rst": head.format("Two") + "- :key:`a` Do it.\n- :key:`c` Say it.\n",
        }
    )
    assert shown(compare(handbook, "one two")) == {
        "Words differently": ["A Do it. Instead of Say it."],
        "Keeps: 1": ["Responsibilities", "Say it."],
    }


def test_expectations_that_are_not_plain(handbook: Project) -> None:
    handbook.write(
        {
            "backend.rst": BACKEND.replace("high scope", "high scope for :this:`level`").replace(
                "Be on call.", "Be on call.\\ [#f]_"
            )
            + "\n.. [#f] Politely.\n",
        }
    )
    built = compare(handbook, "backend/junior backend/senior")
    assert built.warnings == []
    view = built.main("compared").select_one("div.roles-compare")
    assert view is not None
    assert [text(dd) for dd in view.select("dd")] == [EARLIER]
    assert "Solve problems of high scope for Senior and size." in text(view)
    assert view.select("del, ins") == []
    assert "Politely." in view.get_text()


def test_areas(handbook: Project) -> None:
    """Each part once, with its areas below."""
    team = "**Team:**\n\n- Talk.\n- Listen.\n\n**Code:**\n\n- Test.\n\n"
    handbook.write(
        {
            "frontend.rst": FRONTEND
            + f"\n{team}Requirements\n------------\n\n**Team:**\n\n- English.\n"
        }
    )
    view = compare(handbook, "backend frontend").main("compared").select_one("div.roles-compare")
    assert view is not None
    heads = [text(p) for p in view.select("p.roles-group, p.roles-area")]
    adds = heads[: heads.index("Words differently")]
    assert adds == ["Adds", "Team", "Code", "Adds: Requirements", "Team"]
    assert [text(ul) for ul in view.select("ul.roles-list")[:3]] == [
        "Talk. Listen.",
        "Test.",
        "English.",
    ]


# -- what changes at the next level, on the page of each


def test_each_level_says_what_changes_at_the_next(handbook: Project) -> None:
    built = handbook.build()
    assert built.warnings == []
    folds = built.main("backend").select("details.roles-next")
    assert [text(fold.summary) for fold in folds] == [  # type: ignore[arg-type]
        "What changes at Mid",
        "What changes at Senior",
    ]
    down, up = folds
    assert [text(p) for p in down.select("p.roles-group")] == ["Drops"]
    assert [text(p) for p in up.select("p.roles-group")] == [
        "Adds",
        "Adds: Requirements",
        "Raises",
        "Drops",
    ]
    assert [(word.name, text(word)) for word in up.select("del, ins")] == [
        ("ins", "high"),
        ("del", "moderate"),
    ]
    (raised,) = up.select("ul:has(dl)")
    assert text(raised) == f"Scope {LATER} Instead of {EARLIER}"


def test_levels_without_a_next_one_or_a_change(handbook: Project) -> None:
    same = BACKEND.replace("- Pair.", "As everybody.").partition("Senior\n------")[0]
    handbook.write({"backend.rst": same})
    assert handbook.build().main("backend").select("details.roles-next") == []
    posts = BACKEND.replace(".. role::\n", ".. role::\n   :posts:\n")
    handbook.write({"backend.rst": posts})
    assert handbook.build().main("backend").select("details.roles-next") == []


def test_what_changes_is_for_browsers_and_can_be_switched_off(handbook: Project) -> None:
    assert handbook.build(roles_next=False).main("backend").select("details.roles-next") == []
    text_file = handbook.build("text").file("backend.txt")
    assert text_file.count("Mentor.") == 1
    # it finds nothing twice
    built = handbook.build()
    assert built.main("backend").select("details.roles-next > .no-search")


def test_a_page_is_written_when_the_next_level_elsewhere_changes(project: Project) -> None:
    head = "{0}\n======\n\n.. level:: {1}\n   :role: backend\n\n- :key:`scope` {2}\n"
    project.conf["roles_intro"] = None
    first, second = (
        head.format("Junior", "junior", "Small."),
        head.format("Senior", "senior", "Large."),
    )
    role = BACKEND.partition("Junior\n------")[0]
    files = {**HANDBOOK, "backend.rst": role, "junior.rst": first, "senior.rst": second}
    project.write(files).build()
    project.write({"senior.rst": second.replace("Large.", "Huge.")})
    built = project.build()
    assert "junior" in built.written
    (fold,) = built.main("junior").select("details.roles-next")
    assert "Huge." in text(fold)


# -- the words that differ


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (
            "<p>Ship small features.</p>",
            "<p>Ship moderately sized features, alone.</p>",
            (
                '<p>Ship <del class="roles-changed">small</del> features.</p>',
                (
                    '<p>Ship <ins class="roles-changed">moderately sized</ins> features, '
                    '<ins class="roles-changed">alone.</ins></p>'
                ),
            ),
        ),
        (
            "<p>See <a>our reviews</a> now</p>",
            "<p>See <a>all reviews</a> Now.</p>",
            (
                '<p>See <a><del class="roles-changed">our</del> reviews</a> now</p>',
                '<p>See <a><ins class="roles-changed">all</ins> reviews</a> Now.</p>',
            ),
        ),
        # all has changed
        ("<p>One two three four</p>", "<p>One five six</p>", None),
        # code
        ("<p>Run a</p>", "<p>Run b</p><pre>run</pre>", None),
    ],
)
def test_marks(earlier: str, later: str, expected: tuple[str, str] | None) -> None:
    assert mark_changes(earlier, later) == (expected or (earlier, later))


# -- the way there from a level


def links(built: Built) -> dict[str, str]:
    """Of each level, the link of its facts line to a comparison."""
    facts = built.main("backend").select("p.roles-facts span.roles-fact")
    said = {text(fact): fact.a for fact in facts if text(fact).startswith("Compare")}
    return {words: str(a["href"]) for words, a in said.items() if a is not None}


def test_a_level_links_to_its_comparison_with_the_previous_one(handbook: Project) -> None:
    assert links(handbook.build()) == {}
    # of the levels, but not of neighbours
    assert links(compare(handbook, "backend/junior backend/senior")) == {}
    built = compare(handbook, "backend/mid backend/senior")
    assert {"backend", "compared"} <= set(built.written)
    address = "compared.html#compare.backend.mid.backend.senior"
    assert links(built) == {"Compare with Mid": address}
    anchor = address.partition("#")[2]
    assert built.main("compared").find(id=anchor) is not None
    # in either order, and gone with its target
    assert list(links(compare(handbook, "backend/senior backend/mid"))) == ["Compare with Mid"]
    (handbook.srcdir / "compared.rst").unlink()
    assert links(handbook.build()) == {}


def test_a_level_links_to_a_comparison_in_the_shared_intro(handbook: Project) -> None:
    handbook.conf["roles_intro"] = "intro"
    intro = "Intro\n=====\n\n.. roles:compare:: backend/mid backend/senior\n"
    built = handbook.write({"intro.rst": intro}).build()
    assert built.warnings == []
    (address,) = links(built).values()
    assert address == "#backend.compare.backend.mid.backend.senior"
    assert built.main("backend").find(id=address[1:]) is not None


def test_a_page_is_written_when_what_it_compares_changes(handbook: Project) -> None:
    handbook.write(
        {
            "two.rst": page("backend/junior backend/senior").replace("Compared", "Two levels"),
            "roles.rst": page("backend frontend"),
            "pages.rst": "Pages\n=====\n\n.. roles:index::\n",
        }
    )
    handbook.build()

    def write(file: str, old: str, new: str) -> set[str]:
        handbook.edit(file, old, new)
        return set(handbook.build().written) - {"index"}

    assert write("backend.rst", "Mentor", "Teach") == {"backend", "two"}
    assert write("frontend.rst", "screen", "page") == {"frontend", "roles"}
    assert write("backend.rst", "Answer", "Hear") == {"backend", "roles", "two"}
    assert write("backend.rst", "Junior\n", "Young\n") == {"backend", "two", "pages"}
