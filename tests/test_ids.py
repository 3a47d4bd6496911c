"""The ids of the data: which of them stay when a handbook is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roles.handbook.names import text_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

KEPT = f"potter#{text_name('Sweep the workshop.')}"
GONE = f"potter#{text_name('Fire the kiln.')}"
MASTER = f"potter/master#{text_name('Teach.')}"
IDS = {"potter#glaze", KEPT, GONE, "potter/master#glaze", MASTER}


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf["roles_intro"] = None
    return project.write(
        {
            "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   **\n",
            "potter.rst": """\
                Potter
                ======

                .. role::

                Responsibilities
                ----------------

                - :key:`glaze` Glaze pots.
                - Sweep the workshop.
                - Fire the kiln.

                Master
                ------

                .. level:: master

                - :key:`glaze` Glaze vases.
                - Teach.
                """,
        }
    )


def moved(project: Project) -> None:
    """To another folder, with the name that its file had."""
    (project.srcdir / "clay").mkdir()
    (project.srcdir / "potter.rst").rename(project.srcdir / "clay" / "potter.rst")


def renamed(project: Project) -> None:
    """Another file, with the name in the directive."""
    project.edit("potter.rst", ".. role::", ".. role::\n   :name: potter")
    (project.srcdir / "potter.rst").rename(project.srcdir / "ceramist.rst")


def reordered(project: Project) -> None:
    text = (project.srcdir / "potter.rst").read_text(encoding="utf-8")
    lines = ["- :key:`glaze` Glaze pots.\n", "- Sweep the workshop.\n", "- Fire the kiln.\n"]
    project.edit("potter.rst", "".join(lines), "".join(reversed(lines)))
    assert (project.srcdir / "potter.rst").read_text(encoding="utf-8") != text


def edited_elsewhere(project: Project) -> None:
    project.edit("potter.rst", "- Sweep", "- Wash up.\n- Sweep")
    project.edit("potter.rst", "Potter\n======", "The Potter\n==========\n\nHow pots are made.")
    project.write({"baker.rst": "Baker\n=====\n\n.. role::\n\nYou will\n--------\n\n- Teach.\n"})


def retitled(project: Project) -> None:
    """The headings of the page, its part and its level; and whom it extends."""
    project.edit("potter.rst", "Responsibilities\n----------------", "Duties\n------")
    project.edit("potter.rst", "Master\n------", "Master Potter\n-------------")
    project.edit("potter.rst", ".. level:: master", ".. level:: master\n\n.. extends:: potter")


def respelt(project: Project) -> None:
    """Case, white space, final punctuation, and what a list item looks like."""
    project.edit("potter.rst", "- Sweep the workshop.", "- *Sweep*  the\n  Workshop")


def put_in_an_area(project: Project) -> None:
    project.edit("potter.rst", "- Sweep", "\n**Cleaning:**\n\n- Sweep")


def reworded(project: Project) -> None:
    project.edit("potter.rst", "Glaze pots", "Glaze pots and plates")
    project.edit("potter.rst", "Fire the kiln", "Fire the large kiln")


def level_renamed(project: Project) -> None:
    project.edit("potter.rst", ".. level:: master", ".. level:: expert")


def page_renamed(project: Project) -> None:
    (project.srcdir / "potter.rst").rename(project.srcdir / "ceramist.rst")


def given_a_key(project: Project) -> None:
    project.edit("potter.rst", "- Fire", "- :key:`fire` Fire")


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (moved, set()),
        (renamed, set()),
        (reordered, set()),
        (edited_elsewhere, set()),
        (retitled, set()),
        (respelt, set()),
        (put_in_an_area, set()),
        (reworded, {GONE}),
        (given_a_key, {GONE}),
        (level_renamed, {"potter/master#glaze", MASTER}),
        (page_renamed, IDS),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_which_ids_stay(
    handbook: Project, change: Callable[[Project], None], gone: set[str]
) -> None:
    before = handbook.build("roles").data
    assert set(before["expectations"]) == IDS
    change(handbook)
    built = handbook.build("roles")
    assert built.warnings == []
    after = built.data
    assert IDS - set(after["expectations"]) == gone
    # What has kept its id is what it was, and stands where it stood.
    for name in IDS - gone:
        one, other = (data["expectations"][name] for data in (before, after))
        assert (one["key"], one["part"], one["holder"]) == (
            other["key"],
            other["part"],
            other["holder"],
        )
        assert one["url"].partition("#")[2] == other["url"].partition("#")[2]
