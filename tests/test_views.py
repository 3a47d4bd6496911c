"""What all views have in common; each view has a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roles.choose.all_views import CHOOSERS
from sphinx_roles.read.view_directives import VIEWS

if TYPE_CHECKING:
    from conftest import Project

PAGE = """\
{title}
{line}

.. role::
   :track: Engineering

Responsibilities
----------------

- Review.

Senior
------

.. level:: senior
   :grade: 3
"""


def page(title: str) -> str:
    return PAGE.format(title=title, line="=" * len(title))


def test_every_directive_has_a_chooser() -> None:
    assert VIEWS.keys() == CHOOSERS.keys()


@pytest.mark.versions
def test_a_view_stands_anywhere(project: Project) -> None:
    project.conf["roles_intro"] = None
    project.write(
        {
            "index.rst": """\
                Handbook
                ========

                .. toctree::
                   :hidden:

                   ada

                - In a list:

                  .. roles:index::

                .. note::

                   .. roles:index::
                      :depth: 1
                """,
            "ada.rst": page("Ada"),
        }
    )
    built = project.build()
    assert built.warnings == []
    assert "sphinx-roles-views.css" in built.file("index.html")
    assert "sphinx-roles-views.css" not in built.file("ada.html")
    body = built.main("index")
    assert [a["href"] for a in body.select("li div.roles-index a.internal")] == [
        "ada.html#role.ada",
        "ada.html#ada.senior",
    ]
    assert [a["href"] for a in body.select("div.note div.roles-index a.internal")] == [
        "ada.html#role.ada"
    ]
    assert {div["id"] for div in body.select("div.roles-view")} == {"index", "index-2"}
    assert "Ada" in project.build("text").file("index.txt")
    assert project.build("gettext", fresh=True).warnings == []


def test_a_view_in_the_intro_is_shown_on_every_role_page(project: Project) -> None:
    project.write(
        {
            "index.rst": """\
                Handbook
                ========

                .. toctree::

                   ada
                   far/bob
                """,
            "intro.rst": "Intro\n=====\n\n.. roles:index::\n",
            "ada.rst": page("Ada"),
            "far/bob.rst": page("Bob"),
        }
    )
    built = project.build()
    assert built.warnings == []
    shown = [a["href"] for a in built.main("far/bob").select("div.roles-index a.internal")]
    assert shown == ["../ada.html#role.ada", "../ada.html#ada.senior", "#role.bob", "#bob.senior"]
    assert len(built.main("intro").select("div.roles-index a.internal")) == 4
    (project.srcdir / "ada.rst").write_text(page("Ada again"))
    again = project.build()
    assert {"ada", "intro", "far/bob"} <= set(again.written)
    assert "Ada again" in again.main("far/bob").get_text()


def test_a_view_in_an_expectation_is_a_warning(project: Project) -> None:
    project.conf["roles_intro"] = None
    project.write(
        {
            "index.rst": """\
                Handbook
                ========

                .. role::
                   :name: handbook

                Responsibilities
                ----------------

                - Know the others:

                  .. roles:index::

                Senior
                ------

                .. level:: senior

                .. extends:: handbook
                """,
        }
    )
    built = project.build()
    assert built.warnings == [
        (
            "index.rst:12: WARNING: 'index' stands inside an expectation, and is not shown where "
            "that is inherited; move it out of the list item [roles.view]"
        )
    ]
    body = built.main("index")
    assert len(body.select("div.roles-index")) == 1
    assert "Know the others:" in body.select_one("details.roles-inherited").get_text()  # type: ignore[union-attr]


def test_a_page_of_views_is_written_when_what_it_shows_changes(project: Project) -> None:
    project.conf["roles_intro"] = None

    def write(name: str, old: str = "", new: str = "") -> list[str]:
        project.write({f"{name}.rst": page(name.title()).replace(old, new)})
        return sorted(project.build().written)

    project.write(
        {
            # Sphinx writes a page again when one of its toctree is read
            "index.rst": "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n",
            "all.rst": "All\n===\n\n.. roles:index::\n",
            "product.rst": "Product\n=======\n\n.. roles:index::\n   :track: Product\n",
            "ada.rst": page("Ada"),
        }
    )
    write("bob", "Engineering", "Product")
    assert write("ada", "Review", "Read") == ["ada", "index"]
    assert write("ada", ":track:", ":summary: Short\n   :track:") == ["ada", "all", "index"]
    product = write("bob", "Engineering", "Product\n   :summary: New")
    assert product == ["all", "bob", "index", "product"]


@pytest.mark.versions
def test_quotes_are_the_same_from_this_build_and_from_an_earlier_one(project: Project) -> None:
    """`highlight` counts for its whole page, wherever that is quoted."""
    project.conf["roles_intro"] = None
    said = """\
- Read :doc:`/zoo/bob`, `the site <https://example.org>`__ and ::

     SELECT 1;

  - before *anything* else,
  - or :ref:`after it <here>`.
"""
    ada = page("Ada").replace("- Review.\n", said)
    project.write(
        {
            "index.rst": "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   **\n",
            "ada.rst": f".. _here:\n\n{ada}",
            "zoo/bob.rst": page("Bob").replace("- Review.\n", said),
            "team/sql.rst": f".. highlight:: sql\n\n{page('Sql')}".replace("- Review.\n", said),
            "view.rst": "View\n====\n\n.. roles:expectations::\n",
        }
    )
    first = project.build()
    quoted = first.main("view").select("div.roles-expectations")[0]
    code = [div["class"][0] for div in quoted.select("div[class*=highlight-]")]
    assert sorted(code) == ["highlight-default", "highlight-default", "highlight-sql"]
    assert len(quoted.select('a[href="ada.html#here"]')) == 3
    assert len(quoted.select('a[href="zoo/bob.html"]')) == 3
    project.edit("view.rst", "View\n====\n", "View\n====\n\nOnce more.\n")
    again = project.build()
    assert again.main("view").select("div.roles-expectations")[0] == quoted
