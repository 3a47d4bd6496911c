"""What readers see of an expectation, as plain text.

Belongs here: from nodes to text. This is the only place where text is made of nodes.
"""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.doctree.markers import key_mark, marker, this_fact, view
from sphinx_roles.doctree.xrefs import xref_of
from sphinx_roles.handbook.records import Xref

if TYPE_CHECKING:
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


_SPECIAL = (
    *_HIDDEN,
    nodes.raw,
    nodes.footnote_reference,
    nodes.image,
    this_fact,
    addnodes.pending_xref,
)
"""What does not simply say the text inside."""


@cache
def _is_special(kind: type) -> bool:
    return issubclass(kind, _SPECIAL)


def said(node: nodes.Node, docname: str) -> tuple[Said, ...]:
    """The text of a node on the page `docname`: what an author wrote, and references.

    A reference stands for the title of its target, where the author has given no text.
    """
    joined: list[Said] = []
    _add(node, docname, joined)
    return tuple(joined)


def plain_text(node: nodes.Node) -> str:
    """The text of a node, white space folded; references as they were written."""
    return fold_space(said(node, ""))


def fold_space(pieces: tuple[Said, ...]) -> str:
    """Pieces in one, white space folded; references as they were written."""
    text = "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces)
    return " ".join(text.split())


def _add(node: nodes.Node, docname: str, joined: list[Said]) -> None:
    """Add what a node says to what was said before it."""
    if isinstance(node, nodes.Text):
        _add_text(node.astext(), joined)  # without the NUL of escapes
    elif isinstance(node, nodes.Element) and _is_special(type(node)):  # type: ignore[arg-type]
        _add_special(node, docname, joined)
    else:
        _add_children(node, docname, joined)


def _add_children(node: nodes.Node, docname: str, joined: list[Said]) -> None:
    separator = getattr(node, "child_text_separator", "")
    for child in node.children:
        _add(child, docname, joined)
        if separator:
            _add_text(separator, joined)


def _add_text(text: str, joined: list[Said]) -> None:
    if joined and isinstance(joined[-1], str):
        joined[-1] += text
    else:
        joined.append(text)


def _add_special(node: nodes.Element, docname: str, joined: list[Said]) -> None:
    """Add what is not simply the text inside."""
    if isinstance(node, nodes.raw):
        if "html" in node.get("format", "").split():
            _add_text(_Html.text(node.astext()), joined)
    elif isinstance(node, nodes.footnote_reference):
        _add_text(f"[{node.astext()}]", joined)
    elif isinstance(node, nodes.image):
        _add_text(str(node.get("alt", "")), joined)
    elif isinstance(node, this_fact):
        fact = Xref("roles", "this", node["fact"], node.get("holder", ""))
        joined.append((fact, node.astext()))
    elif isinstance(node, addnodes.pending_xref):
        if node.get("refexplicit"):
            _add_children(node, docname, joined)
        else:
            joined.append((xref_of(node, docname), node.astext()))


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
