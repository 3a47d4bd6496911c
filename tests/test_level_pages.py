"""Levels on pages of their own."""

from __future__ import annotations

import zlib
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from conftest import HAS_MYST

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

POTTER = """\
    Potter
    ======

    .. role::
       :track: Clay

    Responsibilities
    ----------------

    - :key:`kiln` Watch the kiln.
"""


def level(name: str, title: str, text: str = "", **options: str) -> str:
    lines = "".join(f"   :{option}: {value}\n" for option, value in options.items())
    return f"{title}\n{'=' * 40}\n\n.. level:: {name}\n{lines}\n{dedent(text)}\n"


def contents(*pages: str) -> str:
    return "Workshop\n========\n\n.. toctree::\n\n" + "".join(f"   {page}\n" for page in pages)


FILES = {
    "index.rst": contents("potter", "young", "old", "views"),
    "intro.rst": "Intro\n=====\n\nGrow as a :this:`role`.\n",
    "potter.rst": POTTER,
    "young.rst": level("young", "Young Potter", "- Centre the clay.", role="potter"),
    "old.rst": level(
        "old",
        "Old Potter",
        """\
        .. extends:: young

        - :key:`kiln` Plan the kiln as a :this:`level`, who is a :this:`role`.
        """,
        role="potter",
        grade="L3",
        summary="Teaches others.",
    ),
    "views.rst": """\
        Views
        =====

        .. roles:index::

        .. roles:map:: potter
           :depth: 2

        .. roles:checklist:: potter/old

        .. roles:compare:: potter/young, potter/old

        :level:`potter/old` and :expectation:`potter/old#kiln`
        """,
}


def text_of(built: Built, page: str) -> str:
    return " ".join(built.main(page).get_text().replace("¶", "").split())


@pytest.mark.versions
def test_a_level_page_is_a_level_like_any_other(build_once: Callable[..., Built]) -> None:
    built = build_once(FILES)
    assert built.warnings == []
    young, old = text_of(built, "young"), text_of(built, "old")
    assert "Level 1 of 2" in young
    assert "Next: Old" in young
    assert "Grade L3" in old
    assert "Previous: Young" in old
    assert "A level of Potter" in old
    assert "Builds on Young Potter." in old
    assert "Centre the clay." in old
    assert "Plan the kiln as a Old Potter, who is a Potter." in old
    assert "All that is expected of Potter is expected here, too." in young
    links = {a["href"] for a in built.main("old").find_all("a")}
    assert {"young.html#potter.young", "potter.html#role.potter"} <= links
    assert "Grow as a Potter." in text_of(built, "potter")
    assert "Grow as a" not in old  # not where it is not asked for
    raised = built.data["holders"]["potter/old"]
    assert raised["raises"] == {"potter/old#kiln": "potter#kiln"}
    assert (raised["position"], raised["url"]) == (2, "old.html#potter.old")
    assert built.data["expectations"]["potter/old#kiln"]["source"] == "old.rst"
    views = built.main("views")
    assert {"old.html#potter.old", "old.html#potter.old.kiln"} <= {
        a["href"] for a in views.find_all("a")
    }
    assert "Young \N{EN DASH} " not in text_of(built, "views")
    assert "Old \N{EN DASH} Teaches others." in text_of(built, "views")


@pytest.mark.parametrize("builder", ["html", "text", "epub", "latex", "singlehtml", "man"])
def test_the_role_page_lists_its_levels(build_once: Callable[..., Built], builder: str) -> None:
    built = build_once(FILES, builder)
    assert built.warnings == []
    page = {"text": "potter.txt", "epub": "potter.xhtml", "latex": "handbook.tex"}
    page |= {"singlehtml": "index.html", "man": "handbook.1", "html": "potter.html"}
    text = built.file(page[builder])
    assert "Teaches others." in text
    if builder == "text":
        assert "* Young Potter\n\n* Old Potter (grade L3) \N{EN DASH} Teaches others.\n" in text
        assert text.index("Old Potter") < text.index("Responsibilities")
    if builder == "html":
        levels = [a["href"] for a in built.main("potter").select(".roles-list a")]
        assert levels == ["young.html#potter.young", "old.html#potter.old"]


@pytest.mark.parametrize("with_heading", [True, False])
def test_the_list_stands_before_the_own_levels(project: Project, with_heading: bool) -> None:
    heading = "Levels\n------\n\n" if with_heading else ""
    own = f"{heading}Chief\n{'~' * 5 if with_heading else '-' * 5}\n\n.. level:: chief\n\n- Lead.\n"
    files = {name: FILES[name] for name in ("young.rst", "old.rst", "intro.rst")}
    files["index.rst"] = contents("potter", "young", "old")
    built = project.write({**files, "potter.rst": dedent(POTTER) + "\n" + own}).build("text")
    text = built.file("potter.txt")
    levels = text[text.index("Watch the kiln.") :]
    assert levels.index("* Chief") < levels.index("* Young Potter") < levels.index("* Old Potter")
    assert levels.index("* Old Potter") < levels.index("Level 1 of 3")
    assert text.count("Levels") == 1  # said once, by its author where there is a heading


def test_the_list_is_not_taken_for_what_is_new(project: Project) -> None:
    """Where the role page extends another one, and says nothing itself before its sections."""
    base = "Base\n====\n\n.. role::\n\nPluses\n------\n\n- Sleep.\n"
    files = {**FILES, "base.rst": base, "views.rst": "Views\n=====\n"}
    files["potter.rst"] = dedent(POTTER).replace("Clay\n", "Clay\n\n.. extends:: base\n")
    text = project.write(files).build("text").file("potter.txt")
    assert "Sleep." in text
    assert "New or changed here" not in text
    assert text.index("Sleep.") < text.index("* Young Potter") < text.index("Watch the kiln.")


def test_a_view_takes_the_place_of_the_list(project: Project) -> None:
    view = dedent(POTTER) + "\nGrowing\n-------\n\n.. roles:levels::\n"
    built = project.write({**FILES, "potter.rst": view}).build("text")
    text = built.file("potter.txt")
    assert text.count("* Old Potter (grade L3) \N{EN DASH} Teaches others.") == 1
    assert text.index("Growing") < text.index("* Old Potter")


@pytest.mark.versions
def test_the_order_is_that_of_the_toctree(project: Project) -> None:
    """Also where the toctree is on the role page; pages in no toctree come last, by name."""
    project.write({**FILES, "index.rst": contents("old", "young", "potter", "views")})
    project.write({"more.rst": ":orphan:\n\n" + level("more", "More", "- More.", role="potter")})
    project.write({"also.rst": ":orphan:\n\n" + level("also", "Also", "- Also.", role="potter")})

    def order(built: Built) -> list[str]:
        assert built.warnings == []
        holders = built.data["holders"].items()
        return [name for _, name in sorted((h["position"], n) for n, h in holders if h["position"])]

    assert order(project.build()) == ["potter/old", "potter/young", "potter/also", "potter/more"]
    project.write({"index.rst": contents("young", "old", "potter", "views")})
    again = project.build()
    assert order(again) == ["potter/young", "potter/old", "potter/also", "potter/more"]
    assert {"young", "old", "also", "potter"} <= {*again.written}
    inside = dedent(POTTER) + "\n.. toctree::\n\n   more\n   old\n   young\n"
    project.write({"index.rst": contents("also", "potter", "views"), "potter.rst": inside})
    assert order(project.build()) == ["potter/also", "potter/more", "potter/old", "potter/young"]


def test_edits_reach_all_that_show_them(project: Project) -> None:
    project.write(FILES).build()
    project.edit("young.rst", "Young Potter", "Junior Potter")
    built = project.build()
    assert built.read == ["young"]
    assert {*built.written} - {"index"} == {"young", "old", "potter", "views"}
    assert "Junior Potter" in text_of(built, "potter")
    # renamed, and gone
    project.edit("young.rst", "level:: young", "level:: junior")
    built = project.build()
    assert "old.rst:9: WARNING: potter/old extends 'young'" in built.warnings[0]
    (project.srcdir / "young.rst").unlink()
    project.write({"index.rst": contents("potter", "old", "views")})
    built = project.build()
    assert [w for w in built.warnings if "potter/young" in w and "[roles.view]" in w]
    assert "potter/junior" not in built.data["holders"]
    assert "Level 1 of" not in text_of(built, "old")
    assert "Junior" not in text_of(built, "potter")
    # the role page goes: one warning for each level, nothing else is lost
    (project.srcdir / "potter.rst").unlink()
    project.write({"index.rst": contents("old", "views"), "views.rst": "Views\n=====\n"})
    (warning,) = (w for w in project.build().warnings if "[roles." in w)
    assert "old.rst:4: WARNING: level 'old' is of 'potter', which is no role page" in warning
    # and comes back
    project.write(FILES)
    assert project.build().warnings == []


def test_an_intro_where_it_is_asked_for(project: Project) -> None:
    files = {
        **FILES,
        "young.rst": FILES["young.rst"].replace("potter\n", "potter\n   :intro: intro\n", 1),
    }
    built = project.write(files).build()
    assert built.warnings == []
    assert "Grow as a Potter." in text_of(built, "young")
    project.edit("intro.rst", "Grow", "Live")
    built = project.build()
    assert "Live as a Potter." in text_of(built, "young")


def test_parts_and_several_levels_on_a_page(project: Project) -> None:
    """Parts count as in any level; further levels and top headings belong to the role page."""
    page = """\
        Young Potter
        ============

        .. level:: young
           :role: potter

        Requirements
        ------------

        - Two hands.

        Apprentice
        ----------

        .. level:: apprentice

        - Watch.

        Glaze
        =====

        - Mix the glaze.
        """
    built = project.write({**FILES, "young.rst": page, "views.rst": "Views\n=====\n"}).build()
    assert built.warnings == []
    told = {
        one["text"]: (one["holder"], one["part"], one["area"])
        for one in built.data["expectations"].values()
    }
    assert told["Two hands."] == ("potter/young", "requirements", None)
    assert told["Watch."] == ("potter/apprentice", "responsibilities", None)
    assert told["Mix the glaze."] == ("potter/young", "responsibilities", "Glaze")


def test_only_hides_level_pages(project: Project) -> None:
    hidden = ".. only:: secret\n\n" + "".join(
        f"   {line}\n" if line else "\n" for line in FILES["young.rst"].splitlines()
    )
    files = {
        **FILES,
        "young.rst": hidden,
        "old.rst": level("old", "Old", "- Teach.", role="potter"),
    }
    files["views.rst"] = "Views\n=====\n"
    project.write(files)
    assert "potter/young" not in project.build().data["holders"]
    assert "potter/young" in project.build(tags=["secret"]).data["holders"]


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_markdown_beside_an_index(build_once: Callable[..., Built]) -> None:
    """Where the folder's index page is the role page, nothing more needs to be said."""
    files = {
        "index.md": "# Workshop\n\n```{toctree}\npotter/README\npotter/master\n```\n",
        "potter/README.md": "# Potter\n\n```{role}\n```\n\n## Pluses\n\n- Own tools.\n",
        "potter/master.md": "# Master {this}`level`\n\n```{level} master\n```\n\n- Show it.\n",
    }
    files["potter/master.md"] = "# Master\n\n```{level} master\n```\n\n- As a {this}`level`.\n"
    built = build_once(files, roles_intro=None)
    assert built.warnings == []
    assert built.data["holders"]["potter/master"]["url"] == "potter/master.html#potter.master"
    assert "As a Master." in text_of(built, "potter/master")


def objects(built: Built) -> dict[str, Any]:
    data = (built.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    rows = (line.split(" ", 4) for line in zlib.decompress(data).decode().splitlines())
    return {row[0]: row[3] for row in rows if row[1].startswith("roles:")}


def test_the_inventory_leads_to_the_level_page(build_once: Callable[..., Built]) -> None:
    found = objects(build_once(FILES))
    assert found["potter/old"] == "old.html#potter.old"
    assert found["potter/old#kiln"] == "old.html#potter.old.kiln"
