"""Keeping Python's garbage collector out of it.

Loading a document makes ten thousand objects, of which the copies need a tenth. Nodes know
their parents, so that no tree goes by itself: the collector must find it, and looks through
everything else meanwhile.

Belongs here: not making garbage, and not looking for it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sphinx_roles.doctree.markers import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes


@contextmanager
def paused() -> Iterator[None]:
    """Without looking for garbage, while much is made and what is not kept is dissolved."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def dissolve(document: nodes.document) -> None:
    """Take apart a document that nobody needs any more, so that it goes at once."""
    for node in tree(document):
        node.parent = None
        node.document = None  # type: ignore[assignment]
    document.reporter = document.transformer = None  # type: ignore[assignment]
