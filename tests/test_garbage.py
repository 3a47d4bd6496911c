"""What is loaded to be copied from goes at once: Python's garbage collector need not find it."""

from __future__ import annotations

import gc
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sphinx.environment import BuildEnvironment

from sphinx_roles.garbage import paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from conftest import Project


@pytest.fixture
def _uncollected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_uncollected")
def test_nothing_of_a_loaded_page_stays(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages inherit and quote is rendered from stored doctrees, of which nothing is kept."""
    seen: list[weakref.ref[nodes.Node]] = []
    loaded = []
    get_doctree = BuildEnvironment.get_doctree

    def noted(env: BuildEnvironment, docname: str) -> nodes.document:
        document = get_doctree(env, docname)
        loaded.append(docname)
        seen.extend(map(weakref.ref, document.findall()))
        return document

    monkeypatch.setattr(BuildEnvironment, "get_doctree", noted)
    project.write(
        {
            "index.rst": """
                Handbook
                ========

                .. toctree::
                   :glob:

                   *

                .. roles:checklist:: other
            """,
            "base.rst": """
                Base
                ====

                .. roles:role::

                Responsibilities
                ----------------

                - Say *what* you do, `as here <https://example.org>`__.
                - Do it.
            """,
            "heir.rst": """
                Heir
                ====

                .. roles:role::

                .. roles:extends:: base
            """,
            # `highlight`: or it would be quoted from what the build holds, and never loaded
            "other.rst": """
                .. highlight:: python

                Other
                =====

                .. roles:role::

                Responsibilities
                ----------------

                - Do something else.
            """,
        }
    )
    built = project.build(suppress_warnings=["roles.intro"])
    assert not built.warnings
    assert "Do it." in built.main("heir").get_text()
    assert "Do something else." in built.main("index").get_text()
    assert sorted(loaded) == ["base", "other"]
    assert len(seen) > 20
    assert not [node for node in (reference() for reference in seen) if node is not None]


def test_the_collector_works_again_as_before() -> None:
    with suppress(KeyError), paused():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with paused(), paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
