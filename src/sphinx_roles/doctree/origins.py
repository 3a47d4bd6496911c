"""What copies are made from: expectations and intros as they are stored after reading.

Belongs here: asking for stored doctrees (`build.stored_doctrees` loads them), and keeping what is
asked for again.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from sphinx_roles.doctree.grid import gather
from sphinx_roles.doctree.markers import ITEM, heading, marker
from sphinx_roles.doctree.walk import pick, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Kind = TypeVar("_Kind", bound="Origin")

_DROPPED = (
    addnodes.index,
    addnodes.toctree,
    addnodes.highlightlang,
    heading,
    marker,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.footnote,  # arrives with its reference
    nodes.citation,  # its references find it on its page
    nodes.pending,
)


class Origins:
    """The documents that copies are made from.

    Of most documents only the expectations are kept, and only of those that were asked for last.
    Of the few that are shared intros the whole text is kept.

    Parameters
    ----------
    load
        From a docname to its doctree as it was stored after reading, a new one each time.
    language
        The language of code that says none.
    kept
        Of how many documents the expectations are kept. They take some 0.2 MB each.
    """

    def __init__(
        self, load: Callable[[str], nodes.document], language: str, kept: int = 512
    ) -> None:
        self._load = load
        self._language = language
        self.page = lru_cache(maxsize=kept)(self.read)
        """The expectations of a document, not to be changed."""
        self.intro = cache(self._intro)
        """The text of a shared intro, not to be changed."""

    def read(self, docname: str) -> Origin:
        """The expectations of a document, for somebody who keeps what he makes of them."""
        origin = self._loaded(docname, Origin)
        origin.leave()
        return origin

    def _intro(self, docname: str) -> Intro:
        return self._loaded(docname, Intro)

    def _loaded(self, docname: str, kind: type[_Kind]) -> _Kind:
        document = self._load(docname)
        origin = kind(document)
        if origin.has_highlight:
            # `highlight` counts for what follows it on its own page only.
            document.walkabout(HighlightLanguageVisitor(document, self._language))
        return origin


class Origin:
    """What may be copied from one document."""

    def __init__(self, document: nodes.document) -> None:
        footnotes, items, cells, languages = pick(
            document, nodes.footnote, nodes.list_item, nodes.entry, addnodes.highlightlang
        )
        self.footnotes: dict[str, nodes.footnote] = {
            identifier: footnote for footnote in footnotes for identifier in footnote["ids"]
        }
        self.items: dict[str, nodes.list_item] = {
            item[ITEM]: item for item in items if ITEM in item
        } | {cell[ITEM]: gather(cell) for cell in cells if ITEM in cell}
        """Anchor → expectation."""
        self.has_highlight = bool(languages)
        """Whether the page says in which language its code is."""

    def leave(self) -> None:
        """Take all of it out of the document, which it would keep in memory."""
        for node in {*self.items.values(), *self.footnotes.values()}:
            node.parent.remove(node)
            node.parent = None
            for inner in tree(node):
                inner.document = None  # type: ignore[assignment]


class Intro(Origin):
    """A shared intro."""

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        super().__init__(document)

    def body(self) -> list[nodes.Node]:
        """The text: all but its title, sections flattened."""
        return [node for node in _flatten(self.document) if not is_dropped(node)]


def _flatten(element: nodes.Element, *, depth: int = 0) -> Iterable[nodes.Node]:
    # Sections cannot be added after reading: the contents are settled by then.
    for child in element.children:
        if isinstance(child, nodes.section):
            yield from _flatten(child, depth=depth + 1)
        elif isinstance(child, nodes.title):
            if depth > 1:
                following = child.next_node(descend=False, siblings=True)
                written = following if isinstance(following, heading) else child
                yield nodes.rubric("", "", *(c.deepcopy() for c in written.children))
        else:
            yield child


def is_dropped(node: nodes.Node) -> bool:
    """Whether a node means something on its own page only."""
    # MyST-Parser sets footnotes off by a transition.
    is_rule = isinstance(node, nodes.transition) and "footnotes" in node["classes"]
    return is_rule or isinstance(node, _DROPPED)
