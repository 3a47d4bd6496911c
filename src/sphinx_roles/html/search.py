"""What Sphinx's search passes over: it finds a text where it was written.

Belongs here: marking copies for the search index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx
from docutils import nodes

from sphinx_roles.show.pieces import UNSEARCHED

if TYPE_CHECKING:
    from sphinx.builders import Builder


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
