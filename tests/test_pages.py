"""What a reader of a role page sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from conftest import Project

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built

ENGINEER = """\
Engineer
========

.. role::
   :track: Engineering

Lead text.

You will
--------

- :key:`scope` Solve small problems.
- Review.

**Team:**

- Talk.

Must have
---------

- Experience.

Nice to have
------------

- Books.
"""
BACKEND = """\
Backend Engineer
================

.. role::
   :track: Platform

.. extends:: engineer

Backend Engineer Responsibilities
---------------------------------

- :key:`scope` Solve moderate problems.

Junior Backend Engineer
-----------------------

.. level:: junior
   :grade: 1

Mid Backend Engineer
--------------------

.. level:: mid
   :grade: 2

.. extends:: backend

Senior Backend Engineer
-----------------------

.. level:: senior

.. extends:: backend

- :key:`scope` Solve large problems.
- Mentor.

A :this:`level` stays a :this:`role` in :this:`track`.
"""
HANDBOOK = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   **\n",
    "intro.rst": "How to read\n===========\n\nBuild your :this:`role` career in :this:`track`.\n",
    "engineer.rst": ENGINEER,
    "backend.rst": BACKEND,
    "writer.rst": "Writer\n======\n\n.. role::\n   :intro: none\n\n.. extends:: backend\n",
}

ITEMS = [
    "Solve small problems.",
    "Solve moderate problems.",
    "Solve large problems.",
    "Review.",
    "Talk.",
    "Experience.",
    "Books.",
    "Mentor.",
]


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("pages")).write(HANDBOOK)


@pytest.fixture(scope="module")
def built(handbook: Project) -> Built:
    found = handbook.build()
    assert found.warnings == []
    return found


def text(node: Any) -> str:
    """The text of a part of a page, without the signs that link to it."""
    for sign in node.select("a.headerlink"):
        sign.extract()
    return " ".join(node.get_text().split())


def section(page: Tag | BeautifulSoup, anchor: str) -> Any:
    found = page.find(id=anchor)
    assert found is not None, anchor
    return found if found.name == "section" else found.find_parent("section")


# -- the intro


@pytest.mark.parametrize(
    ("docname", "words"),
    [
        ("engineer", "Build your Engineer career in Engineering."),
        ("backend", "Build your Backend Engineer career in Platform."),
        ("intro", "Build your this role career in this track."),
    ],
)
def test_the_intro_opens_every_role_page_with_its_facts(
    built: Built, docname: str, words: str
) -> None:
    title, first = built.main(docname).find_all(["h1", "p"])[:2]
    assert text(first) == words
    assert title.name == "h1"


def test_intro_none_has_no_intro(built: Built) -> None:
    assert "Build your" not in text(built.main("writer"))


def test_the_intro_stands_where_the_marker_stands(project: Project) -> None:
    page = "Late\n====\n\nBefore.\n\n.. role::\n   :track: T\n\nAfter.\n"
    built = project.write({**HANDBOOK, "late.rst": page}).build()
    words = [text(p) for p in built.main("late").find_all("p")]
    assert words[:3] == ["Before.", "Build your Late career in T.", "After."]


def test_this_in_a_level_is_that_level_s(built: Built) -> None:
    words = "A Senior Backend Engineer stays a Backend Engineer in Platform."
    assert words in text(section(built.main("backend"), "backend.senior"))


# -- levels


@pytest.mark.parametrize(
    ("level", "facts", "links"),
    [
        ("junior", "Grade 1 · Level 1 of 3 · Next: Mid", ["backend.mid"]),
        (
            "mid",
            "Grade 2 · Level 2 of 3 · Previous: Junior · Next: Senior",
            ["backend.junior", "backend.senior"],
        ),
        ("senior", "Level 3 of 3 · Previous: Mid", ["backend.mid"]),
    ],
)
def test_a_level_says_where_it_stands(
    built: Built, level: str, facts: str, links: list[str]
) -> None:
    line = section(built.main("backend"), f"backend.{level}").select_one(".roles-facts")
    assert text(line) == facts
    assert [a["href"] for a in line.find_all("a")] == [f"#{link}" for link in links]


def test_a_lone_level_without_a_grade_has_no_facts(project: Project) -> None:
    page = "One\n===\n\n.. role::\n\nOnly\n----\n\n.. level:: only\n\n- Do.\n"
    built = project.write({"index.rst": page}).build(roles_intro=None)
    assert text(section(built.main("index"), "index.only")) == "Only Do."


@pytest.mark.parametrize(
    ("level", "says", "link"),
    [
        ("junior", "Shares all that is expected of Backend Engineer.", "#role.backend"),
        ("mid", "Nothing more is expected here than of Backend Engineer.", "#role.backend"),
    ],
)
def test_a_level_of_nothing_says_so(built: Built, level: str, says: str, link: str) -> None:
    paragraphs = section(built.main("backend"), f"backend.{level}").find_all("p")
    (said,) = [p for p in paragraphs if text(p) == says]
    assert said.a["href"] == link


# -- what is inherited


def shown(part: Any) -> list[str]:
    """The rubrics, areas and items of what is inherited, in order."""
    details = part.find("details", class_="roles-inherited")
    blocks = details.select(".roles-group, .roles-area, .roles-list > li")
    return [text(block) for block in blocks]


def test_extends_says_whom_it_links(built: Built) -> None:
    said = built.main("backend").select_one(".roles-extends")
    assert said is not None
    assert text(said) == "Builds on Engineer."
    assert [a["href"] for a in said.find_all("a")] == ["engineer.html#role.engineer"]


def test_what_is_inherited_is_grouped_by_part_and_area(built: Built) -> None:
    """A quiet note says once where each is from: on the part, on the area or on the item."""
    mid = section(built.main("backend"), "backend.mid")
    assert (
        text(mid.select_one(".roles-inherited > summary"))
        == "Also expected: 1 from Backend Engineer and 4 from Engineer"
    )
    assert shown(mid) == [
        "Responsibilities",
        "Solve moderate problems. from Backend Engineer",
        "Review. from Engineer",
        "Team from Engineer",
        "Talk.",
        "Requirements from Engineer",
        "Experience.",
        "Pluses from Engineer",
        "Books.",
    ]
    notes = mid.select(".roles-origin")
    # each origin is a link once
    assert [note.a and note.a["href"] for note in notes] == [
        "#role.backend",
        "engineer.html#role.engineer",
        *[None] * 3,
    ]


def test_nothing_is_noted_where_all_is_from_one(built: Built) -> None:
    page = built.main("backend")
    first = page.find("details", class_="roles-inherited")
    assert text(first.summary) == "Also expected: 4 from Engineer"  # type: ignore[union-attr]
    assert first.select(".roles-origin") == []  # type: ignore[union-attr]


def test_what_is_raised_is_not_among_what_is_inherited(built: Built) -> None:
    found = shown(section(built.main("backend"), "backend.senior"))
    assert "Review." in found
    assert not any("problems" in words for words in found)


@pytest.mark.parametrize(("value", "is_open"), [("fold", False), ("open", True), ("link", None)])
def test_roles_inherited_folds_opens_or_links(
    handbook: Project, value: str, is_open: bool | None
) -> None:
    built = handbook.build(outdir=value, roles_inherited=value)
    mid = section(built.main("backend"), "backend.mid")
    details = mid.find("details", class_="roles-inherited")
    words = "Also expected: 1 from Backend Engineer and 4 from Engineer"
    if is_open is None:
        assert details is None
        said = mid.find("p", class_="roles-inherited")
        assert text(said) == words
        hrefs = [a["href"] for a in said.find_all("a")]
        assert hrefs == ["#role.backend", "engineer.html#role.engineer"]
    else:
        assert details.has_attr("open") is is_open
        assert text(details.summary) == words


def test_an_override_has_the_earlier_wording_at_hand(built: Built) -> None:
    item = built.main("backend").find("li", id="backend.senior.scope")
    fold = item.find("details")  # type: ignore[union-attr]
    assert text(fold.summary) == "Replaces what Backend Engineer says"  # type: ignore[union-attr]
    said = fold.p  # type: ignore[union-attr]
    assert text(said) == "Backend Engineer: Solve moderate problems."
    assert said.a["href"] == "#role.backend"  # type: ignore[union-attr,index]


POTTER = """\
Potter
======

.. role::

Responsibilities
----------------

- :key:`clay` Knead clay.
- :key:`floor` Sweep the floor.

**Kiln:**

- Watch the fire.

Apprentice
----------

.. level:: apprentice

- :key:`clay` Knead soft clay.

Journeyman
----------

.. level:: journeyman

.. extends:: apprentice
   :without: floor

- :key:`clay` Knead any clay.

Master Potter
-------------

.. level:: master

.. extends:: journeyman, guild

Text of its own.
"""
GUILD = """\
Guild members
=============

.. role::

Responsibilities
----------------

- Pay the fee.

**KILN**

- Share the kiln.
"""


@pytest.mark.parametrize("value", ["once", "open"])
def test_what_each_level_says_of_those_below(project: Project, value: str) -> None:
    """Raised or replaced, left out, the role page's as well; in books, what stands above."""
    project.conf["roles_inherited_book"] = value
    files = {"index.rst": POTTER, "guild.rst": f":orphan:\n\n{GUILD}"}
    built = project.write(files).build(roles_intro=None)
    assert built.warnings == []
    apprentice, journeyman, master = (
        section(built.main("index"), f"index.{level}")
        for level in ("apprentice", "journeyman", "master")
    )
    # a level without `extends`
    says = apprentice.select_one(".roles-shares")
    assert text(says) == "All that is expected of Potter is expected here, too."
    assert says.a["href"] == "#role.index"
    assert text(apprentice.select_one(".roles-override > summary")) == "Replaces what Potter says"
    # less, and more
    builds, left_out = journeyman.select(".roles-extends")
    assert text(builds) == "Builds on Apprentice."
    assert text(left_out) == "Left out here:"
    assert text(left_out.find_next("ul")) == "Sweep the floor."
    own = journeyman.find("li", id="index.journeyman.clay")
    assert text(own.summary) == "Raised from Apprentice"
    assert text(own.p) == "Knead any clay."
    # several bases, in one order, and areas of the same name are one
    assert text(master.select_one(".roles-facts")) == "Level 3 of 3 · Previous: Journeyman"
    (builds,) = master.select(".roles-extends")
    assert text(builds) == "Builds on Journeyman and Guild members."
    assert shown(master) == [
        "Responsibilities",
        "Knead any clay. from Journeyman",
        "Pay the fee. from Guild members",
        "Kiln",
        "Watch the fire. from Potter",
        "Share the kiln. from Guild members",
    ]
    # on paper, what the page says above is named; its items are there for links
    again = [text(item) for item in master.select("li.roles-again, .roles-again > li")]
    paper = [text(line) for line in master.select(".roles-paper")]
    assert master.details["data-then"] == "New or changed here"
    found = " ".join(project.build("text", roles_intro=None).file("index.txt").split())
    words = "All that this page lists for Journeyman is expected here, too."
    if value == "once":
        assert again == ["Knead any clay. from Journeyman", "Watch the fire. from Potter"]
        assert paper == [words]
        assert master.select("p.roles-again, ul.roles-again") == []
        # nothing is left to be listed
        hidden = journeyman.select_one("details.roles-inherited").select(".roles-group, ul")
        assert all("roles-again" in block["class"] for block in hidden)
        master_says = (
            f"{words} -[ Responsibilities ]- * Pay the fee. (from Guild members) **Kiln** * Share"
            " the kiln. (from Guild members)"
        )
        # the line of whom it builds on is left out only where the other one names them all
        assert "roles-again" not in builds["class"]
        lines = journeyman.select(".roles-extends, .roles-paper")[:2]
        assert [line["class"] for line in lines] == [
            ["roles-extends", "roles-again"],
            ["roles-paper"],
        ]
    else:
        assert (again, paper) == ([], [])
        assert words not in found
        master_says = (
            "-[ Responsibilities ]- * Knead any clay. (from Journeyman) * Pay the fee. (from"
            " Guild members) **Kiln** * Watch the fire. (from Potter) * Share the kiln. (from Guild"
            " members)"
        )
    assert (
        f"Builds on Journeyman and Guild members. {master_says} -[ New or changed here ]- Text"
        in found
    )


def test_what_a_page_shows_of_others_stands_there_once_in_books(project: Project) -> None:
    """Also where levels do not build on one another: the line names who said it."""
    levels = "".join(
        f"{name}\n------\n\n.. level:: {name}\n\n.. extends:: guild\n\n"
        for name in ("first", "third")
    )
    page = f"Potter\n======\n\n.. role::\n\n{levels}"
    files = {"index.rst": page, "guild.rst": f":orphan:\n\n{GUILD}"}
    built = project.write(files).build("text", roles_intro=None)
    found = " ".join(built.file("index.txt").split())
    assert found.count("Pay the fee.") == 1
    assert "All that this page lists for Guild members is expected here, too." in found


# -- permalinks


def test_every_expectation_has_a_permalink(built: Built) -> None:
    page = built.main("backend")
    own = [holder["own"] for name, holder in built.data["holders"].items() if "backend" in name]
    anchors = {name.replace("#", ".").replace("/", ".") for names in own for name in names}
    assert {a["href"] for a in page.select("a.roles-permalink")} == {f"#{a}" for a in anchors}
    for anchor in anchors:
        assert page.find("li", id=anchor)


@pytest.mark.parametrize("anchor", ["backend.mid.scope", "backend.senior.scope"])
def test_a_key_has_an_anchor_in_every_holder_own_or_inherited(built: Built, anchor: str) -> None:
    assert built.main("backend").find("li", id=anchor)


def test_permalinks_go_with_those_of_headings(handbook: Project) -> None:
    built = handbook.build(outdir="bare", html_permalinks=False)
    assert built.main("backend").select(".headerlink") == []
    assert built.main("backend").find("li", id="backend.senior.scope")


def test_permalinks_outlive_edits_elsewhere_on_the_page(project: Project) -> None:
    def items() -> dict[str, str]:
        found = project.build(roles_intro=None).main("backend").find_all("li", id=True)
        return {text(item): item["id"] for item in found if not item.find_parent("details")}

    project.write(HANDBOOK)
    before = items()
    edited = (
        BACKEND.replace("- Mentor.", "- New, at the top.\n- Mentor.")
        .replace("Backend Engineer", "Server Engineer")
        .replace("Solve large problems", "Solve enormous problems")
    )
    project.write({"backend.rst": edited})
    after = items()
    assert after["Mentor."] == before["Mentor."]
    keyed = {"backend.scope", "backend.senior.scope"}
    assert keyed <= set(before.values())
    assert keyed <= set(after.values())


# -- other builders and themes


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_other_builders_show_all_of_it_as_plain_lists(handbook: Project, builder: str) -> None:
    built = handbook.build(builder)
    if builder == "epub":
        page = BeautifulSoup(built.file("backend.xhtml"), "html.parser")
        assert page.find("details") is None
        assert page.select(".roles-permalink") == []
        words = text(page.body)
    else:
        words = " ".join(built.file("backend.txt").split())
    for said in (
        "Build your Backend Engineer career in Platform.",
        "Builds on Engineer.",
        "Grade 2 · Level 2 of 3",
        "Shares all that is expected of Backend Engineer.",
        "Nothing more is expected here than of Backend Engineer.",
        "All that this page lists for Backend Engineer is expected here, too.",
        "Replaces what Backend Engineer says.",
    ):
        assert said in words
    # Three holders inherit it; the page says it once.
    assert words.count("Review.") == 1
    assert words.count("Books.") == 1
    assert words.count("Solve moderate problems.") == 1  # where senior replaces it, it is named
    opened = handbook.build(builder, roles_inherited_book="open")
    page = opened.file("backend.xhtml" if builder == "epub" else "backend.txt")
    assert page.count("Solve moderate problems.") > 1


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_page_reads_the_same_in_another_theme(
    handbook: Project, built: Built, theme: str
) -> None:
    pytest.importorskip(theme)
    other = handbook.build(outdir=theme, html_theme=theme)
    start = other.html("backend").find("section")
    assert text(start) == text(built.main("backend").section)


def test_nothing_is_added_or_hidden_by_a_script(built: Built) -> None:
    page = built.main("backend")
    # but for a button that does nothing without it
    (script,) = page.find_all("script")
    assert script["src"].startswith("_static/sphinx-roles.js?v=")
    assert "roles-controls" in script.find_previous_sibling()["class"]
    assert script.find_next("details") is page.details
    assert page.select("[hidden]:not(.roles-controls), [style*=display]") == []
    words = text(page)
    for item in ITEMS:
        assert item in words


@pytest.mark.parametrize("builder", ["html", "dirhtml", "json", "text"])
def test_a_page_that_only_inherits(project: Project, builder: str) -> None:
    """It holds no expectation of its own, and shows all the same what it inherits."""
    project.conf["roles_intro"] = None
    project.write(
        {
            "index.rst": "Handbook\n========\n\n.. toctree::\n\n   base\n   heir\n",
            "base.rst": "Base\n====\n\n.. role::\n\nYou will\n--------\n\n- Do it.\n",
            "heir.rst": "Heir\n====\n\n.. role::\n\n.. extends:: base\n",
        }
    )
    name = {"html": "heir.html", "dirhtml": "heir/index.html", "json": "heir.fjson"}
    for text in ("Do it.", "Do it well."):
        file = project.srcdir / "base.rst"
        file.write_text(file.read_text(encoding="utf-8").replace("Do it.", text), encoding="utf-8")
        page = project.build(builder).file(name.get(builder, "heir.txt"))
        assert text in page
        assert "sphinx-roles:" not in page
        assert "Nothing more is expected here than of " in page


BLOCKS = """\
Base {n}
======

.. role::

Responsibilities
----------------

- .. code-block:: text

     run {n}

- .. image:: x.png
     :alt: Picture {n}

- .. raw:: html

     <p>Drawn <img alt="by hand {n}" src="x.png"></p>
"""


def test_what_begins_with_no_paragraph_has_its_origin_in_one(project: Project) -> None:
    """Code, pictures and HTML, in lists and in cells."""
    pages = {f"base{n}.rst": BLOCKS.format(n=n) for n in (1, 2)}
    table = """\
        Table
        =====

        .. levels::
           :cells: depth
           :names: top

        .. list-table::
           :header-rows: 1

           * - Topic
             - What
             - Top
           * -
             - .. code-block:: text

                  push
             - B
        """
    files = {
        "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n",
        "table.rst": table,
        "top.rst": "Top\n===\n\n.. role::\n\n.. extends:: base1, base2\n",
        "heir.rst": "Heir\n====\n\n.. role::\n\n.. extends:: top\n",
    }
    project.write({**pages, **files})
    (project.srcdir / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    conf = {"roles_intro": None, "roles_depths": {"B": "Basic"}}
    built = project.build(**conf)
    assert built.warnings == []
    texts = [e["text"] for e in built.data["expectations"].values() if e["holder"] == "base1"]
    assert sorted(texts) == ["Drawn by hand 1", "Picture 1", "run 1"]
    items = built.main("top").select(".roles-list > li")
    assert [" ".join(item.get_text().split()) for item in items] == [
        "run 1 from Base 1",
        "from Base 1",
        "Drawn from Base 1",
        "run 2 from Base 2",
        "from Base 2",
        "Drawn from Base 2",
    ]
    for item in items:
        assert item.find_all("p")[-1].find("span", class_="roles-origin")
    text = project.build("text", **conf).file("top.txt")
    assert "* run 1\n\n  (from Base 1)\n" in text
    assert "(Basic)" in built.main("heir").get_text()
