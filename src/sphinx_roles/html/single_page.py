"""One HTML page for all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.builders import Builder


def join_anchors(document: nodes.document, builder: Builder) -> None:
    """Make all links of a single page right: what is linked to stands on the same page.

    Sphinx 9 writes `#document-page#anchor`, which leads nowhere. Older versions correct
    that in a step of their own.
    """
    if builder.name != "singlehtml":
        return
    for reference in document.findall(nodes.reference):
        uri = reference.get("refuri", "")
        if uri.startswith("#document-") and uri.count("#") > 1:
            reference["refuri"] = uri[uri.rindex("#") :]
