"""Walking over nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes


def parents(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, from the inside out."""
    while node.parent is not None:
        node = node.parent
        yield node


def tree(start: nodes.Node) -> list[nodes.Node]:
    """A node and all below it, as `findall` yields them, in a fraction of the time."""
    found = [start]
    _add_below(start, found.append)
    return found


def _add_below(node: nodes.Node, add: Callable[[nodes.Node], None]) -> None:
    for child in node.children:
        add(child)
        if child.children:
            _add_below(child, add)


def pick(start: nodes.Node, *kinds: type[nodes.Node]) -> tuple[list[Any], ...]:
    """All nodes of some kinds below a node, a list for each, from one walk."""
    found: tuple[list[Any], ...] = tuple([] for _ in kinds)
    lists: dict[type[nodes.Node], list[list[Any]]] = {}
    for node in tree(start):
        own = type(node)
        if own not in lists:
            lists[own] = [p for k, p in zip(kinds, found, strict=True) if issubclass(own, k)]
        for picked in lists[own]:
            picked.append(node)
    return found
