"""The nodes that wait in stored doctrees until the handbook is resolved.

Belongs here: node classes, and walking over nodes. None of the classes reaches a writer:
`render` puts standard docutils nodes in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEM = "roles-expectation"
"""Attribute of a list item that is an expectation: its anchor."""


class marker(nodes.Invisible, nodes.Element):  # noqa: N801
    """A `role`, `level` or `extends` directive, in the section that it marks.

    Attributes: `kind`, `docname`, `name` and `options` from the author; `holder`, the full
    name of the enclosing holder, and `index`, which of the holder's `extends` it is, once
    the document is read.
    """


class view(nodes.General, nodes.Element):  # noqa: N801
    """A directive that shows a view, where it stands.

    Attributes: `kind`, `docname`, `argument` and `options` from the author; `holder`, the full
    name of the holder around it or '', and `number`, which of the document's views it is, once
    the document is read.
    """


class key_mark(nodes.Invisible, nodes.Inline, nodes.Element):  # noqa: N801
    """An inline `key`, before the document is read; `key` is the name."""


class this_fact(nodes.inline):  # noqa: N801
    """An inline `this`: `fact` is which one, `holder` the enclosing holder or ''."""


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


def pick(start: nodes.Node, *kinds: type[nodes.Element]) -> tuple[list[Any], ...]:
    """All nodes of some kinds below a node, a list for each, from one walk."""
    found: tuple[list[Any], ...] = tuple([] for _ in kinds)
    for node in tree(start):
        if isinstance(node, kinds):
            for kind, picked in zip(kinds, found, strict=True):
                if isinstance(node, kind):
                    picked.append(node)
    return found
