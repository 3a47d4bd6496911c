"""What readers see of an expectation, as plain text.

Belongs here: from nodes to text. This is the only place where text is made of nodes.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.doctree.markers import key_mark, marker, this_fact, view
from sphinx_roles.doctree.xrefs import xref_of
from sphinx_roles.handbook.records import Xref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.handbook.records import Said

_HIDDEN = (
    nodes.comment,
    nodes.pending,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
    key_mark,
    marker,
    view,
)


def said(node: nodes.Node, docname: str) -> tuple[Said, ...]:
    """The text of a node on the page `docname`: what an author wrote, and references.

    A reference stands for the title of its target, where the author has given no text.
    """
    joined: list[Said] = []
    for piece in _pieces(node, docname):
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)


def plain_text(node: nodes.Node) -> str:
    """The text of a node, white space folded; references as they were written."""
    return fold_space(said(node, ""))


def fold_space(pieces: tuple[Said, ...]) -> str:
    """Pieces in one, white space folded; references as they were written."""
    text = "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces)
    return " ".join(text.split())


def _pieces(node: nodes.Node, docname: str) -> Iterator[Said]:
    if isinstance(node, nodes.Text):
        yield node.astext()  # without the NUL of escapes
    elif isinstance(node, nodes.raw):
        if "html" in node.get("format", "").split():
            yield _Html.text(node.astext())
    elif isinstance(node, nodes.footnote_reference):
        yield f"[{node.astext()}]"
    elif isinstance(node, nodes.image):
        yield str(node.get("alt", ""))
    elif isinstance(node, this_fact):
        fact = Xref("roles", "this", node["fact"], node.get("holder", ""))
        yield fact, node.astext()
    elif isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
        yield xref_of(node, docname), node.astext()
    elif isinstance(node, nodes.Element) and not isinstance(node, _HIDDEN):
        separator = getattr(node, "child_text_separator", "")
        for child in node.children:
            yield from _pieces(child, docname)
            yield separator


class _Html(HTMLParser):
    """The text of HTML: no tags, no comments, but what images stand for."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    @classmethod
    def text(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        return "".join(parser.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.words.append(dict(attrs).get("alt") or "")
        elif tag in {"br", "dd", "div", "dt", "li", "p", "td", "th", "tr"}:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
