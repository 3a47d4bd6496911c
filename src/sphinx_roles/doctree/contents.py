"""What the nodes of an expectation say: whether they are plain, and a digest of them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = {
    nodes.Text,
    nodes.paragraph,
    nodes.emphasis,
    nodes.strong,
    nodes.literal,
    nodes.inline,
    nodes.title_reference,
    nodes.subscript,
    nodes.superscript,
    nodes.reference,
    addnodes.pending_xref,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.list_item,
    nodes.literal_block,
}


def is_plain(node: nodes.Node) -> bool:
    """Whether a node needs no id, no number, no file and nothing of the page around it."""
    if not isinstance(node, nodes.Element):
        return type(node) in _PLAIN
    return type(node) in _PLAIN and not node["ids"] and "refid" not in node


def digest(inside: Iterable[nodes.Node]) -> str:
    """Another one for other contents. Of the tree, the number of children is enough."""
    said = [
        (node.tagname, node.attributes, len(node.children))
        if isinstance(node, nodes.Element)
        else (type(node).__name__, str(node))
        for node in inside
    ]
    return sha256(repr(said).encode(errors="surrogatepass")).hexdigest()[:16]
