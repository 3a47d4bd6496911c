"""Nodes of other extensions, in copies.

An extension may draw a node on the page where it was written and on no other, and may find
what it knows of a node by its id, which no copy has. Such a node is not copied: a link to
where it stands takes its place.

Belongs here: which nodes those are. Does not belong here: the link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_KNOWN = ("docutils.", "sphinx.", "sphinx_roles.")
"""Modules whose nodes stand on any page: Sphinx's own extensions draw theirs everywhere."""


class Writer:
    """What a writer can do with nodes.

    Parameters
    ----------
    visitor
        The class that visits nodes; None where the builder has none, or does not say.
    handled
        The names of the nodes for which extensions have registered visits.
    numbered
        The kinds of nodes that writers number by their ids.
    """

    def __init__(
        self,
        visitor: type[nodes.NodeVisitor] | None,
        handled: Collection[str],
        numbered: Collection[type[nodes.Node]],
    ) -> None:
        self._visitor = visitor
        self._handled = handled
        self.numbered = tuple(numbered)
        self._placed: dict[type[nodes.Node], bool] = {}

    def left_out(self, around: nodes.Element, kept: Collection[str]) -> Iterator[nodes.Element]:
        """The nodes that cannot be copied, without what is inside them.

        Parameters
        ----------
        kept
            Ids that the copies get anew, and that what points to them follows.
        """
        for node in list(around.children):
            if not isinstance(node, nodes.Element):
                continue
            if self._is_foreign(type(node)) and not self._can_copy(node, kept):
                yield node
            else:
                yield from self.left_out(node, kept)

    def _can_copy(self, node: nodes.Element, kept: Collection[str]) -> bool:
        is_known_by_id = any(identifier not in kept for identifier in node["ids"])
        if is_known_by_id and not isinstance(node, self.numbered):
            return False
        kind = type(node)
        if kind not in self._placed:
            self._placed[kind] = self._has_visit(kind)
        return self._placed[kind]

    def _is_foreign(self, kind: type[nodes.Node]) -> bool:
        return not f"{kind.__module__}.".startswith(_KNOWN)

    def _has_visit(self, kind: type[nodes.Node]) -> bool:
        if self._visitor is None or kind.__name__ in self._handled:
            return True
        # Sphinx's writers fall back on what a kind is made of.
        return any(hasattr(self._visitor, f"visit_{base.__name__}") for base in kind.__mro__)
