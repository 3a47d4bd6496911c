"""What Sphinx's search passes over: it finds a text where it was written.

Belongs here: marking copies for the search index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx
from docutils import nodes

if TYPE_CHECKING:
    from sphinx.builders import Builder

UNSEARCHED = "no-search"
"""The class that keeps an element and all in it out of the index, from Sphinx 8.2 on."""


def unsearched(blocks: list[nodes.Node]) -> list[nodes.Node]:
    """Blocks that Sphinx's search is to pass over."""
    for block in blocks:
        # classes of raw HTML would become an element around it
        if isinstance(block, nodes.Element) and not isinstance(block, nodes.raw):
            block["classes"].append(UNSEARCHED)
    return blocks


def teach(builder: Builder) -> None:
    """Have the builders of older Sphinxes heed the class: they index comments in its place."""
    if sphinx.version_info >= (8, 2) or not hasattr(builder, "index_page"):
        return
    index_page = builder.index_page

    def index_what_is_own(docname: str, doctree: nodes.document, title: str) -> None:
        found = (e for e in doctree.findall(nodes.Element) if UNSEARCHED in e["classes"])
        away = [(element, nodes.comment()) for element in found]
        for element, comment in away:
            element.parent.replace(element, comment)
        try:
            index_page(docname, doctree, title)
        finally:  # the page itself is written from the same nodes
            for element, comment in away:
                comment.parent.replace(comment, element)

    builder.index_page = index_what_is_own
