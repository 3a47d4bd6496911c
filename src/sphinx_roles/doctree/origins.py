"""What copies are made from: expectations and intros as they are stored after reading.

Belongs here: loading stored doctrees, and keeping of them what is asked for again.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from sphinx_roles.doctree.markers import ITEM, marker, pick, tree
from sphinx_roles.garbage import dissolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

_Kind = TypeVar("_Kind", bound="Origin")

_DROPPED = (
    addnodes.index,
    addnodes.toctree,
    addnodes.highlightlang,
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

    Of most only the expectations are kept, those of the last documents that were asked for;
    of the few that are intros the whole text. Whoever asks has `paused` the collector.

    Parameters
    ----------
    env
        The environment that stores the doctrees.
    kept
        Of how many documents the expectations are kept. Some 0.2 MB each.
    """

    def __init__(self, env: BuildEnvironment, kept: int = 512) -> None:
        self._env = env
        self._kept = kept
        self._origins: OrderedDict[str, Origin] = OrderedDict()
        self._intros: dict[str, Intro] = {}

    def page(self, docname: str) -> Origin:
        """The expectations of a document, not to be changed."""
        origin = self._origins.pop(docname, None)
        if origin is None:
            document, origin = self._load(docname, Origin)
            origin.leave()
            dissolve(document)
        self._origins[docname] = origin
        if len(self._origins) > self._kept:
            self._origins.popitem(last=False)
        return origin

    @contextmanager
    def once(self, docname: str) -> Iterator[Origin]:
        """The same for whoever asks but once: nothing of it may be kept."""
        if docname in self._origins:
            yield self._origins[docname]
            return
        # In a serial build Sphinx holds what it has read until it is written.
        at_hand = getattr(self._env, "_write_doc_doctree_cache", {}).get(docname)
        if at_hand is not None:
            origin = Origin(at_hand)
            if not origin.has_highlight:  # code would have to follow it, on the page itself as well
                yield origin
                return
        document, origin = self._load(docname, Origin)
        yield origin
        dissolve(document)

    def intro(self, docname: str) -> Intro:
        """The text of a shared intro, not to be changed."""
        if docname not in self._intros:
            _document, self._intros[docname] = self._load(docname, Intro)
        return self._intros[docname]

    def _load(self, docname: str, kind: type[_Kind]) -> tuple[nodes.document, _Kind]:
        document = self._env.get_doctree(docname)
        # Sphinx keeps the pickle as well, for good.
        getattr(self._env, "_pickled_doctree_cache", {}).pop(docname, None)
        origin = kind(document)
        if origin.has_highlight:
            # `highlight` counts for what follows it on its own page only.
            default = self._env.config.highlight_language
            document.walkabout(HighlightLanguageVisitor(document, default))
        return document, origin


class Origin:
    """What may be copied from one document."""

    def __init__(self, document: nodes.document) -> None:
        footnotes, items, languages = pick(
            document, nodes.footnote, nodes.list_item, addnodes.highlightlang
        )
        self.footnotes: dict[str, nodes.footnote] = {
            identifier: footnote for footnote in footnotes for identifier in footnote["ids"]
        }
        self.items: dict[str, nodes.list_item] = {
            item[ITEM]: item for item in items if ITEM in item
        }
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
                yield nodes.rubric("", "", *(c.deepcopy() for c in child.children))
        else:
            yield child


def is_dropped(node: nodes.Node) -> bool:
    """Whether a node means something on its own page only."""
    # MyST-Parser sets footnotes off by a transition.
    is_rule = isinstance(node, nodes.transition) and "footnotes" in node["classes"]
    return is_rule or isinstance(node, _DROPPED)
