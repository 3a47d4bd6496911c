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
        ("junior", "Grade 1 · Level 1 of 3 · Next: Mid Backend Engineer", ["backend.mid"]),
        (
            "mid",
            (
                "Grade 2 · Level 2 of 3 · Previous: Junior Backend Engineer"
                " · Next: Senior Backend Engineer"
            ),
            ["backend.junior", "backend.senior"],
        ),
        ("senior", "Level 3 of 3 · Previous: Mid Backend Engineer", ["backend.mid"]),
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
        ("mid", "Mid Backend Engineer adds nothing to Backend Engineer.", "#role.backend"),
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
    assert text(said) == "Backend Engineer extends Engineer."
    assert [a["href"] for a in said.find_all("a")] == ["engineer.html#role.engineer"]


def test_what_is_inherited_is_grouped_by_part_origin_and_area(built: Built) -> None:
    mid = section(built.main("backend"), "backend.mid")
    assert text(mid.summary) == "1 more from Backend Engineer and 4 from Engineer"
    assert shown(mid) == [
        "Responsibilities from Backend Engineer",
        "Solve moderate problems.",
        "Responsibilities from Engineer",
        "Review.",
        "Team",
        "Talk.",
        "Requirements from Engineer",
        "Experience.",
        "Pluses from Engineer",
        "Books.",
    ]


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
    words = "1 more from Backend Engineer and 4 from Engineer"
    if is_open is None:
        assert details is None
        said = mid.find("p", class_="roles-inherited")
        assert text(said) == words
        hrefs = [a["href"] for a in said.find_all("a")]
        assert hrefs == ["#role.backend", "engineer.html#role.engineer"]
    else:
        assert details.has_attr("open") is is_open
        assert text(details.summary) == words


def test_a_raised_expectation_has_the_earlier_wording_at_hand(built: Built) -> None:
    item = built.main("backend").find("li", id="backend.senior.scope")
    raises = item.find("details")  # type: ignore[union-attr]
    assert text(raises.summary) == "Raises Backend Engineer\u2019s"  # type: ignore[union-attr]
    said = raises.p  # type: ignore[union-attr]
    assert text(said) == "Earlier, for Backend Engineer: Solve moderate problems."
    assert said.a["href"] == "#role.backend"  # type: ignore[union-attr,index]


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
        "Backend Engineer extends Engineer.",
        "Responsibilities from Engineer",
        "Grade 2 · Level 2 of 3",
        "Shares all that is expected of Backend Engineer.",
        "Mid Backend Engineer adds nothing to Backend Engineer.",
        "Raises Backend Engineer\u2019s: Solve moderate problems.",
    ):
        assert said in words
    # Three holders extend; each of theirs shows what it does not say itself.
    assert words.count("Review.") == 3
    assert words.count("Books.") == 3
    assert words.count("Solve moderate problems.") == 3  # own, inherited by mid, raised by senior


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
        assert "Heir adds nothing to " in page
