"""Walking over nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes


def parents(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, from the inside out."""
    while node.parent is not None:
        node = node.parent
        yield node


def tree(start: nodes.Node) -> list[nodes.Node]:
    """A node and all below it, as `findall` yields them, in a fraction of the time."""
    found = []
    stack = [start]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(node.children[::-1])
    return found


def pick(start: nodes.Node, *kinds: type[nodes.Node]) -> tuple[list[Any], ...]:
    """All nodes of some kinds below a node, a list for each, from one walk."""
    found: tuple[list[Any], ...] = tuple([] for _ in kinds)
    for node in tree(start):
        if isinstance(node, kinds):
            for kind, picked in zip(kinds, found, strict=True):
                if isinstance(node, kind):
                    picked.append(node)
    return found
