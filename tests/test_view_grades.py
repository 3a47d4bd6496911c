"""`roles:grades`: which levels of which role pages have the same grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Built, Project


def role(title: str, track: str, **grades: str) -> str:
    text = f"{title}\n{'=' * len(title)}\n\n.. role::\n   :track: {track}\n\n- Review.\n"
    for level, grade in grades.items():
        text += f"\n{level} {title}\n{'-' * 40}\n\n.. level:: {level.lower()}\n"
        text += f"   :grade: {grade}\n" if grade else ""
        text += f"\n- Be {level}.\n"
    return text


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf["roles_intro"] = None
    return project.write(
        {
            "backend.rst": role("Backend", "Eng", Junior="L2", Senior="L10", Guest=""),
            "data.rst": role("Data", "Eng", Mid="L3", Old="L10", Lead="L10"),
            "design.rst": role("Design", "Product", Senior="L10"),
            "plain.rst": role("Plain", "Eng"),
        }
    )


def grades(project: Project, *options: str, builder: str = "html", **conf: object) -> Built:
    lines = "".join(f"\n   {option}" for option in options)
    toctree = ".. toctree::\n   :hidden:\n   :glob:\n\n   *\n"
    page = f"Grades\n======\n\n{toctree}\n.. roles:grades::{lines}\n"
    return project.write({"index.rst": page}).build(builder, **conf)


def shown(built: Built) -> list[list[list[str]]]:
    tables = built.main("index").select("div.roles-grades table")
    rows = [table.select("tr") for table in tables]
    return [
        [[" ".join(c.get_text().split()) for c in row(["td", "th"])] for row in table]
        for table in rows
    ]


def test_what_it_shows(handbook: Project) -> None:
    """A table for each track, from its lowest to its highest grade."""
    built = grades(handbook)
    assert built.warnings == []
    assert shown(built) == [
        [
            ["Grade", "Backend", "Data"],
            ["L2", "Junior", ""],
            ["L3", "", "Mid"],
            ["L10", "Senior", "Old and Lead"],
        ],
        [["Grade", "Design"], ["L10", "Senior"]],
    ]
    links = [a["href"] for a in built.main("index").select("div.roles-grades td a")]
    assert links[:2] == ["backend.html#backend.junior", "data.html#data.mid"]


def test_grades_as_the_handbook_lists_them(handbook: Project) -> None:
    listed = ["L10", "L9", "L3", "L2"]
    eng, _product = shown(grades(handbook, roles_grades=listed))
    assert [row[0] for row in eng[1:]] == listed
    assert eng[2] == ["L9", "", ""]  # a gap is seen
    # another order writes the page again, and no other
    built = handbook.build(roles_grades=listed[::-1])
    assert built.written == ["index"]
    assert [row[0] for row in shown(built)[0][1:]] == listed[::-1]


def test_some_tracks_in_their_order(handbook: Project) -> None:
    product, eng = shown(grades(handbook, ":track: product, Eng"))
    assert (product[0][1], eng[0][1]) == ("Design", "Backend")


def test_posts_have_no_grade(handbook: Project) -> None:
    page = role("Design", "Product", Chair="L1").replace(".. role::", ".. role::\n   :posts:")
    handbook.write({"design.rst": page})
    assert len(shown(grades(handbook))) == 1


def test_other_builders_list_it(handbook: Project) -> None:
    text = grades(handbook, builder="text").file("index.txt")
    assert "* Grade L10" in text
    assert "  * Data: Old and Lead" in text


def test_bad_input(handbook: Project) -> None:
    for name in ("backend", "data", "design"):
        handbook.write({f"{name}.rst": role(name.title(), "Eng")})
    built = grades(handbook)
    (warning,) = built.warnings
    assert "'grades' has nothing to show: no level has a ':grade:' [roles.nothing]" in warning
    assert "No level has a grade yet." in built.main("index").get_text()
    warnings = grades(handbook, ":track: Enk", builder="dummy").warnings
    assert any("did you mean 'Eng'?" in warning for warning in warnings)
