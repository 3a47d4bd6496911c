"""`roles:ladder`: the levels of a role page side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built, Project

ENGINEER = """\
Engineer
========

.. role::

Responsibilities
----------------

- :key:`review` Have changes reviewed.
- Say when you are stuck.
"""
BACKEND = """\
Backend
=======

.. role::

.. extends:: engineer

Responsibilities
----------------

- :key:`scope` Solve small problems.
- :key:`rota` Be on call.
- Answer the phone.

**Team:**

- :key:`talk` Talk.

Requirements
------------

- Experience.

Junior
------

.. level:: junior
   :grade: 1

.. extends:: backend
   :without: rota

- Pair.

Mid
---

.. level:: mid
   :grade: 2

.. extends:: backend

- :key:`scope` Solve large problems.

Senior
------

.. level:: senior

.. extends:: mid
   :without: talk

- :key:`review` Review designs.
- Mentor.
"""


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf.update(roles_intro=None, roles_keys={"scope": "Scope <of> work"})
    return project.write(
        {
            # Sphinx writes a page again when one of its toctree is read
            "index.rst": "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n",
            "engineer.rst": ENGINEER,
            "backend.rst": BACKEND,
        }
    )


def ladder(project: Project, *lines: str, builder: str = "html") -> Built:
    text = "\n   ".join(lines or ["backend"])
    page = f"Ladder\n======\n\n.. roles:ladder:: {text}\n"
    return project.write({"ladder.rst": page}).build(builder)


def text(cell: Tag) -> str:
    return " ".join(cell.get_text(" ").split())


def rows(built: Built, page: str = "ladder") -> list[list[str]]:
    """The body of the table: of each row its cells, those that span several as often."""
    return [
        [text(cell) for cell in row.select("th, td") for _ in range(int(cell.get("colspan", 1)))]
        if row.get("class") is None
        else [text(row)]
        for row in built.main(page).select("table.roles-grid tbody tr")
    ]


REVIEW = "Have changes reviewed. From Engineer"
STUCK = "Say when you are stuck. From Engineer"
ROWS = [
    ["Responsibilities"],
    ["Scope <of> work", "Solve small problems.", *["Raised Solve large problems."] * 2],
    ["Rota", "", "Be on call.", "Be on call."],
    ["", *["Answer the phone."] * 3],
    ["", "Pair.", "", ""],
    ["Review", REVIEW, REVIEW, "Raised Review designs."],
    ["", "", "", "Mentor."],
    ["", STUCK, STUCK, STUCK],
    ["Team"],
    ["Talk", "Talk.", "Talk.", ""],
    ["Requirements"],
    ["", *["Experience."] * 3],
]


def test_rows_and_cells(handbook: Project) -> None:
    built = ladder(handbook)
    assert built.warnings == []
    assert rows(built) == ROWS
    table = built.main("ladder").select_one("table.roles-grid")
    assert table is not None
    head = [text(th) for th in table.select("thead th[scope=col]")]
    assert head == ["Expectation", "Junior Grade 1", "Mid Grade 2", "Senior"]
    assert len(table.select("th")) == 4 + len(table.select("tbody th"))
    scopes = {th["scope"] for th in table.select("tbody th")}
    assert scopes == {"row", "rowgroup"}
    assert [text(th) for th in table.select("th[scope=rowgroup]")] == [
        "Responsibilities",
        "Team",
        "Requirements",
    ]
    assert [a["href"] for a in table.select("thead a, caption a")] == [
        "backend.html#role.backend",
        "backend.html#backend.junior",
        "backend.html#backend.mid",
        "backend.html#backend.senior",
    ]
    # where it is written: a label, what is raised, what comes from another page
    *places, stuck, talk = (str(a["href"]) for a in table.select("tbody a"))
    assert places == [
        "backend.html#backend.scope",
        "backend.html#backend.mid.scope",
        "backend.html#backend.rota",
        "engineer.html#engineer.review",
        "engineer.html#engineer.review",
        "backend.html#backend.senior.review",
    ]
    assert stuck.startswith("engineer.html#engineer.")
    assert talk == "backend.html#backend.talk"


def test_it_scrolls_in_a_box_that_is_named_and_in_reach_of_the_keyboard(handbook: Project) -> None:
    few = ladder(handbook).main("ladder").select_one("div.roles-scroll")
    assert few is not None
    assert "roles-fits" in few["class"]  # so nothing is to be scrolled
    assert not few.has_attr("tabindex")
    more = "".join(f"\nL{n}\n--\n\n.. level:: l{n}\n\n- Do {n}.\n" for n in range(4))
    page = handbook.srcdir / "backend.rst"
    handbook.write({"backend.rst": page.read_text("utf-8") + more})
    box = ladder(handbook).main("ladder").select_one("div.roles-scroll")
    assert box is not None
    assert (box["role"], box["tabindex"]) == ("region", "0")
    caption = box.select_one("caption")
    assert caption is not None
    assert box["aria-label"] == text(caption) == "Levels of Backend"


def test_cells_name_their_levels_for_narrow_screens(handbook: Project) -> None:
    cells = ladder(handbook).main("ladder").select("td.roles-held")
    named = {str(cell["data-levels"]) for cell in cells}
    assert {"All levels", "Senior"} <= named


TEXT = """\
Ladder
******

Levels of Backend: Junior (grade 1), Mid (grade 2) and Senior.

-[ Responsibilities ]-

* Scope <of> work

  * Junior: Solve small problems.

  * Mid to Senior, raised: Solve large problems.

* Rota

  * Mid to Senior: Be on call.

* All levels: Answer the phone.

* Junior: Pair.

* Review

  * Junior to Mid, from Engineer: Have changes reviewed.

  * Senior, raised: Review designs.

* Senior: Mentor.

* All levels, from Engineer: Say when you are stuck.

**Team**

* Talk

  * Junior to Mid: Talk.

-[ Requirements ]-

* All levels: Experience.
"""


def test_a_list_where_a_table_would_be_unreadable(handbook: Project) -> None:
    assert ladder(handbook, builder="text").file("ladder.txt") == TEXT
    page = ladder(handbook, builder="epub").file("ladder.xhtml")
    assert "<table" not in page
    assert ">Scope &lt;of&gt; work</a>" in page
    places = [page.index(words) for words in ("large problems", "Pair", "Mentor", "stuck", "Talk")]
    assert places == sorted(places)
    assert 'href="backend.xhtml#backend.mid"' in page


def test_parts(handbook: Project) -> None:
    assert rows(ladder(handbook, "backend", ":parts: Requirements")) == [
        ["Requirements"],
        ["Experience."] * 3,
    ]


def test_levels(handbook: Project) -> None:
    built = ladder(handbook, "backend", ":levels: senior, junior", ":inherited: off")
    assert rows(built)[:4] == [
        ["Responsibilities"],
        ["Scope <of> work", "Solve small problems.", "Raised Solve large problems."],
        ["Rota", "", "Be on call."],
        ["", "Answer the phone.", "Answer the phone."],
    ]


def test_without_what_other_roles_say(handbook: Project) -> None:
    built = ladder(handbook, "backend", ":inherited: off")
    # What a level raises is whole, also where it begins elsewhere.
    assert rows(built) == [row for row in ROWS if STUCK not in row]


def test_of_the_page_around(handbook: Project) -> None:
    handbook.write({"backend.rst": BACKEND + "\n.. roles:ladder::\n"})
    built = handbook.build()
    assert built.warnings == []
    assert rows(built, "backend") == ROWS


def test_in_the_shared_intro(handbook: Project) -> None:
    handbook.conf["roles_intro"] = "intro"
    built = handbook.write({"intro.rst": "Intro\n=====\n\n.. roles:ladder::\n"}).build()
    assert built.warnings == []
    assert rows(built, "backend") == ROWS
    assert "This role page has no levels." in built.main("engineer").get_text()
    assert "There is no ladder to show here." in built.main("intro").get_text()


def test_raised_by_levels_that_do_not_extend_one_another(project: Project) -> None:
    project.conf["roles_intro"] = None
    levels = "".join(
        f"{name}\n------\n\n.. level:: {name}\n\n{item}\n\n"
        for name, item in [
            ("first", "- :key:`a` First."),
            ("second", "- :key:`a` Second."),
            ("third", "- Third."),
        ]
    )
    base = "Ada\n===\n\n.. role::\n\nResponsibilities\n----------------\n\n- :key:`a` Base.\n\n"
    project.write({"index.rst": f"{base}{levels}View\n----\n\n.. roles:ladder::\n"})
    built = project.build()
    assert built.warnings == []
    # The first replaces the role's own wording, but there is no level below it. The third holds
    # the role's, which nobody has raised for it.
    assert rows(built, "index") == [
        ["Responsibilities"],
        ["A", "First.", "Raised Second.", "Base."],
        ["", "", "", "Third."],
    ]


def test_raised_into_another_part(project: Project) -> None:
    project.conf["roles_intro"] = None
    text = """\
        Ada
        ===

        .. role::

        Responsibilities
        ----------------

        - :key:`a` Do it.

        One
        ---

        .. level:: one

        Two
        ---

        .. level:: two

        Requirements
        ~~~~~~~~~~~~

        - :key:`a` Have done it.

        View
        ----

        .. roles:ladder::
        """
    built = project.write({"index.rst": text}).build()
    assert rows(built, "index") == [
        ["Responsibilities"],
        ["A", "Do it.", ""],
        ["Requirements"],
        ["A", "", "Raised Have done it."],
    ]


WRONG = [
    (
        ["bakend"],
        "'ladder' finds no role page or level named 'bakend'; did you mean 'backend'? [roles.view]",
        "There is no ladder to show here.",
    ),
    (
        [""],
        "'ladder' needs a name here, as in 'roles:ladder backend-engineer' [roles.view]",
        "There is no ladder to show here.",
    ),
    (
        ["engineer"],
        ("'ladder' has nothing to show: the role page 'engineer' has no levels [roles.nothing]"),
        "This role page has no levels.",
    ),
    (
        ["backend", ":parts: pluses"],
        "'ladder' has nothing to show: no expectation fits its options [roles.nothing]",
        "No expectation is to be shown here.",
    ),
    (
        ["backend/mid"],
        (
            "'ladder' shows the levels of a role page, not of 'backend/mid'; write 'backend' "
            "[roles.view]"
        ),
        "Solve large problems.",
    ),
    (
        ["backend", ":levels: seniour"],
        (
            "'ladder' has no 'seniour' for ':levels:'; choose from junior, mid, senior; did "
            "you mean 'senior'? [roles.view]"
        ),
        "Pair.",
    ),
    (
        ["backend", ":inherited: no"],
        "'ladder' has no 'no' for ':inherited:'; choose from on, off [roles.view]",
        "Say when you are stuck.",
    ),
    (
        ["backend", ":part: pluses"],
        "'ladder' has no option 'part'; did you mean 'parts'? [roles.option]",
        "Experience.",
    ),
]


def test_bad_input(handbook: Project) -> None:
    """A page for each mistake."""
    for number, (lines, _, _) in enumerate(WRONG):
        text = "\n   ".join(lines)
        page = f"Ladder\n======\n\n.. roles:ladder:: {text}\n"
        handbook.write({f"ladder{number}.rst": page})
    built = handbook.build()
    for number, (_, message, said) in enumerate(WRONG):
        start = f"ladder{number}.rst:"
        found = [w for w in built.warnings if w.startswith(start)]
        assert found == [f"{start}4: WARNING: {message}"]
        assert said in built.main(f"ladder{number}").get_text()


def test_expectations_that_are_not_plain(handbook: Project) -> None:
    handbook.write(
        {
            "backend.rst": BACKEND.replace(
                "Answer the phone.", "Answer as :this:`level` of :this:`role`.\\ [#f]_"
            )
            .replace("- Pair.", "- Pair as :this:`level`.")
            .replace("- Mentor.", "- Mentor.\n\n  .. image:: a.png\n     :alt: Two people\n")
            + "\n.. [#f] Politely.\n",
            "a.png": "",
        }
    )
    built = ladder(handbook)
    assert built.warnings == []
    found = rows(built)
    # What is said to several levels names none of them.
    assert found[3] == ["", *["Answer as this level of Backend. [ 1 ]"] * 3]
    assert found[4] == ["", "Pair as Junior.", "", ""]
    body = built.main("ladder")
    image = body.select_one("table.roles-grid td img")
    assert image is not None
    assert image["alt"] == "Two people"
    note = body.select_one("td a.footnote-reference")
    assert note is not None
    assert "Politely." in body.find(id=str(note["href"])[1:]).get_text()  # type: ignore[union-attr]
    listed = ladder(handbook, builder="text").file("ladder.txt")
    assert "* All levels: Answer as this level of Backend.[1]" in listed
    assert "* Junior: Pair as Junior." in listed
    assert "[image: Two people]" in listed


def test_a_page_is_written_when_what_its_ladder_shows_changes(handbook: Project) -> None:
    handbook.write(
        {
            "all.rst": "All\n===\n\n.. roles:ladder:: backend\n",
            "own.rst": "Own\n===\n\n.. roles:ladder:: backend\n   :inherited: off\n",
            "part.rst": "Part\n====\n\n.. roles:ladder:: backend\n   :parts: requirements\n",
            "pages.rst": "Pages\n=====\n\n.. roles:index::\n",
        }
    )
    handbook.build()

    def write(file: str, old: str, new: str) -> set[str]:
        handbook.edit(file, old, new)
        return set(handbook.build().written) - {"index"}

    assert write("engineer.rst", "stuck", "late") == {"engineer", "backend", "all"}
    assert write("engineer.rst", "reviewed", "read") == {"engineer", "backend", "all", "own"}
    assert write("backend.rst", "Experience", "Years") == {"backend", "all", "own", "part"}
    assert write("backend.rst", ":grade: 2", ":grade: 3") == {"backend", "all", "own", "part"}
    assert write("backend.rst", "=======\n", "=======\n\nProse.\n") == {"backend"}
