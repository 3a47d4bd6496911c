"""Other extensions that have a directive `role`: theirs stays theirs, in both orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Project

PAGE = """\
{title}
======================

.. {role}::

Responsibilities
----------------

- Do {title}.
"""
SETUP = """
def setup(app):
    app.add_crossref_type("role", "role")
"""
INDEX_OF_ALL = "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n"
NEED = {"directive": "role", "title": "Role", "prefix": "R_", "color": "#fff", "style": "node"}


def write(project: Project, theirs: str) -> None:
    project.write(
        {
            "index.rst": f"Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n\n{theirs}\n",
            "bare.rst": PAGE.format(title="bare", role="role"),
            "other.rst": PAGE.format(title="other", role="role"),
            "long.rst": PAGE.format(title="long", role="roles:role"),
        }
    )


@pytest.mark.parametrize("first", [True, False])
def test_sphinx_needs_with_a_type_role(project: Project, *, first: bool) -> None:
    pytest.importorskip("sphinx_needs")
    write(project, ".. role:: Keeper of keys\n   :id: R_0001")
    both = ["sphinx_needs", "sphinx_roles"]
    conf: dict[str, Any] = {"extensions": both if first else both[::-1], "needs_types": [NEED]}
    built = project.build(roles_intro=None, **conf)
    ours = [warning for warning in built.warnings if "needs." not in warning]
    assert len(ours) == 1
    assert ours[0].startswith("bare.rst:4: WARNING: 'role' is a directive of sphinx_needs")
    assert "'roles:role'" in ours[0]
    assert "Keeper of keys" in built.main("index").text
    assert [*built.data["holders"]] == ["long"]


def test_a_type_of_cross_reference(project: Project) -> None:
    write(project, ".. role:: bell-ringer\n\nBells\n-----\n\nSee :role:`bell-ringer`.")
    project.write({"conf.py": SETUP})
    built = project.build(roles_intro=None)
    ours = [warning for warning in built.warnings if "argument(s) required" not in warning]
    assert len(ours) == 1
    assert ours[0].startswith("bare.rst:4: WARNING: 'role' is a directive of add_crossref_type")
    assert built.main("index").select("a.reference[href$=bell-ringer]")
    assert [*built.data["holders"]] == ["long"]


def test_long_names_alone_cause_no_warning(project: Project) -> None:
    write(project, ".. role:: bell-ringer")
    for name in ("bare.rst", "other.rst"):
        (project.srcdir / name).unlink()
    project.write({"conf.py": SETUP})
    assert project.build(roles_intro=None).warnings == []


def test_a_page_with_a_text_role_of_the_same_name(project: Project) -> None:
    """docutils would keep it for the pages after it."""
    shortcuts = "Shortcuts\n=========\n\n.. role:: key(strong)\n\nPress :key:`F1`.\n"
    page = PAGE.format(title="bare", role="role").replace("- Do", "- :key:`round` Do")
    project.write({"index.rst": INDEX_OF_ALL, "a.rst": shortcuts, "bare.rst": page})
    built = project.build(roles_intro=None)
    assert built.warnings == []
    assert [*built.data["expectations"]] == ["bare#round"]
    assert built.main("a").select_one("strong") is not None


def test_a_directive_levels(project: Project) -> None:
    """The long name of ours is another one than that of the view."""
    setup = (
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n"
        "class Levels(Directive):\n    def run(self):\n        return [nodes.comment()]\n\n"
        "def setup(app):\n    app.add_directive('levels', Levels)\n"
    )
    table = ".. csv-table::\n   :header: Area, Low\n\n   Clay, Mix\n"
    page = PAGE.format(title="{}", role="role") + "\n.. {}::\n\n" + table
    project.write(
        {
            "conf.py": setup,
            "index.rst": INDEX_OF_ALL,
            "long.rst": page.replace("{}", "long", 2).replace("{}", "roles:levels-table"),
            "bare.rst": page.replace("{}", "bare", 2).replace("{}", "levels"),
        }
    )
    built = project.build(roles_intro=None)
    neighbour, ignored = sorted(built.warnings, key=lambda warning: "ignored" in warning)
    assert neighbour.startswith("bare.rst:11: WARNING: 'levels' is a directive of")
    assert "'roles:levels-table'" in neighbour
    assert "[roles.ignored]" in ignored
    assert "long/low#clay" in built.data["expectations"]
