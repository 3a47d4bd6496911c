"""Copies beside what other extensions do: their nodes, their warnings, and their checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

INDEX = "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n   */*\n"
HEIR = """\
{title}
============

.. role::

.. extends:: keeper

Responsibilities
----------------

- Walk.
"""
KEEPER = """\
Keeper
======

.. role::

Responsibilities
----------------

{items}
"""


def handbook(items: str, heirs: int = 2) -> dict[str, str]:
    return {
        "index.rst": INDEX,
        "team/keeper.rst": KEEPER.format(items=items),
        "all.rst": "All\n===\n\n.. roles:expectations::\n",
        **{f"heir{n}.rst": HEIR.format(title=f"Heir {n}") for n in range(heirs)},
    }


# -- nodes

NODES = """\
- Know the rule:

  .. rule:: gate

- Know what is open:

  .. tasks::

- Meet the need:

  .. need::
"""
OTHERS = {
    "extensions": ["beside_nodes", "sphinx_roles"],
    "roles_intro": None,
    "numfig": True,
    "numfig_format": {"rule": "Rule %s"},
}


def test_nodes_of_another_extension(build_once: Callable[..., Built]) -> None:
    """What stands on its own page alone is there, and linked to from the others."""
    built = build_once(handbook(NODES), **OTHERS)
    assert built.warnings == []
    own, heir = built.main("team/keeper"), built.main("heir0")
    assert "Nothing is open." in own.text
    assert "Need R1." in own.text
    for text in ("Know the rule", "Gates are locked.", "Know what is open", "Meet the need"):
        assert text in heir.text
        assert text in built.main("all").text
    links = [a["href"] for a in heir.find_all("a", string="Shown where this is written.")]
    assert len(links) == 2
    for link in links:
        page, _, anchor = link.partition("#")
        assert page == "team/keeper.html"
        assert own.find(id=anchor)


def test_a_paragraph_inside_a_paragraph(project: Project) -> None:
    """Where an expectation ends is not told by the first paragraph that ends in it."""
    heir = HEIR.format(title="Heir").replace("- Walk.", "- :key:`way` Go :aside:`round` again.")
    files = {"keeper.rst": KEEPER.format(items="- :key:`way` Go."), "heir.rst": heir}
    html = project.write({"index.rst": INDEX, **files}).build(**OTHERS).file("heir.html")
    assert html.index("round") < html.index("again.") < html.index("roles-override")


def test_a_builder_for_which_nothing_is_registered(build_once: Callable[..., Built]) -> None:
    files = handbook(NODES.partition("- Meet")[0].partition("\n\n- ")[2].join(["- ", ""]))
    built = build_once(files, "text", **OTHERS)
    assert "Nothing is open." in built.file("team/keeper.txt")
    assert "Shown where this is written." in built.file("heir0.txt")


@pytest.mark.parametrize("first", [True, False])
def test_sphinx_needs(project: Project, *, first: bool) -> None:
    pytest.importorskip("sphinx_needs")
    items = """\
- Know the rule:

  .. req:: Gates are locked
     :id: R_001

- Know what is open:

  .. needtable::
"""
    both = ["sphinx_needs", "sphinx_roles"]
    conf = {"extensions": both if first else both[::-1], "roles_intro": None}
    built = project.write(handbook(items)).build(**conf)
    assert built.warnings == []
    assert "Gates are locked" in built.main("team/keeper").text
    heir = built.main("heir0")
    assert "Know what is open" in heir.text
    assert len(heir.find_all("a", string="Shown where this is written.")) == 2


# -- warnings

MISTAKES = """\
- Run this:

  .. code-block:: no-such-lexer

     lock

- See `the tracker <https://tracker.example.org/17>`_ and :doc:`nowhere`.
- Know :py:class:`.Gate` and :py:class:`Door`.
- See :numref:`nowhere`.
"""
GATES = """
Gates
=====

.. py:class:: day.Gate

.. py:class:: night.Gate
"""


@pytest.mark.versions
@pytest.mark.parametrize("parallel", [1, 2])
def test_a_mistake_is_reported_once(project: Project, parallel: int) -> None:
    """However many inherit it, and in however many processes."""
    project.write({**handbook(MISTAKES, heirs=8), "gates.rst": GATES})
    conf = {
        "extensions": ["sphinx.ext.extlinks", "sphinx_roles"],
        "extlinks": {"t": ("https://tracker.example.org/%s", "T%s")},
        "extlinks_detect_hardcoded_links": True,
        "roles_intro": None,
        "nitpicky": True,
    }
    found = project.build(parallel=parallel, **conf).warnings
    assert all(warning.startswith("team/keeper.rst:") for warning in found), found
    expected = [
        "no-such-lexer",
        "hardcoded link",
        "nowhere",
        "more than one target found for cross-reference 'Gate'",
        "Door",
        "nowhere",
    ]
    assert len(found) == len(expected), found
    for words in expected:
        assert any(words in warning for warning in found)


def test_a_checker_looks_once(project: Project) -> None:
    """It finds what is wrong where it is written, and nothing besides."""
    project.write(handbook("- Lock the gaet."))
    found = project.build("spelling", **OTHERS).warnings
    assert len(found) == 1
    assert "keeper.rst:9: WARNING: misspelt: 'gaet'" in found[0]


def test_links_are_checked_where_they_are_written(project: Project) -> None:
    items = "- Read `the form <../files/form.html>`__ and `no form <../files/none.html>`__."
    project.write({**handbook(items), "files/form.html": "<p>Form</p>"})
    project.build("linkcheck", roles_intro=None)
    (broken,) = (project.root / "linkcheck/output.txt").read_text("utf-8").splitlines()
    assert broken.startswith("team/keeper.rst:9: [broken] ../files/none.html")
