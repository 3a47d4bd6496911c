"""What the items of a list are: expectations, or labels of areas around nested lists.

Belongs here: one list and what is nested in it. Does not belong here: the part it stands in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.handbook.headings.parts import bare, fold_heading
from sphinx_roles.read.outline.found import Item, Left
from sphinx_roles.read.outline.texts import content, is_item_label, key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sphinx_roles.read.outline.found import Findings

LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list)
_LABELS = (nodes.paragraph, nodes.term, nodes.field_name)


def items_of(
    node: nodes.Element, part: str, area: nodes.Element | None, only: tuple[str, ...]
) -> list[Item]:
    """The expectations of a list."""
    return list(_items(node, part, area, only))


def _items(
    node: nodes.Element, part: str, area: nodes.Element | None, only: tuple[str, ...]
) -> Iterator[Item]:
    for item in node.children:
        if not isinstance(item, nodes.Element):
            continue
        label: nodes.Node | None
        if isinstance(item, (nodes.definition_list_item, nodes.field)):
            label, nested = item.children[0], content(item.children[-1])
            key = key_of(nested[0]) if nested else None
            is_area = bool(nested) and all(isinstance(block, LISTS) for block in nested)
        else:
            blocks = content(item)
            first = label = blocks[0] if blocks else None
            nested = blocks[1:] if isinstance(first, nodes.paragraph) else blocks
            key = key_of(first)
            is_area = key is None and bool(nested) and _is_area(first, nested)
        if not is_area:
            yield Item(item, key, part, area, only)
            continue
        inner = label if isinstance(label, _LABELS) else area
        for block in nested:
            if isinstance(block, LISTS):
                yield from _items(block, part, inner, only)


def _is_area(first: nodes.Element | None, nested: list[nodes.Element]) -> bool:
    """Whether a list item is only the label of an area, its nested items the expectations."""
    if not isinstance(first, nodes.paragraph):
        return all(isinstance(block, LISTS) for block in nested)
    if all(isinstance(block, LISTS) for block in nested) and is_item_label(first):
        return True
    return any(
        key_of(next(iter(content(item)), None)) is not None
        for block in nested
        if isinstance(block, (nodes.bullet_list, nodes.enumerated_list))
        for item in block.children
        if isinstance(item, nodes.Element)
    )


def is_contents(node: nodes.Node) -> bool:
    """Whether a list is a table of contents: each item a link to a place on its own page."""
    if not isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        return False
    items = [item for item in node.children if isinstance(item, nodes.list_item)]
    return bool(items) and all(map(_is_link, items))


def _is_link(item: nodes.list_item) -> bool:
    blocks = content(item)
    if not blocks or not isinstance(blocks[0], nodes.paragraph):
        return False
    if not all(is_contents(block) for block in blocks[1:]):
        return False
    inside = [c for c in blocks[0].children if not (isinstance(c, nodes.Text) and not c.strip())]
    links = [c for c in inside if not isinstance(c, nodes.target)]
    return len(links) == 1 and _is_local(links[0])


def _is_local(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        return bool(node.get("reftype") == "myst" and str(node.get("reftarget", ""))[:1] == "#")
    if not isinstance(node, nodes.reference):
        return False
    return "refid" in node or "refname" in node or str(node.get("refuri", "")).startswith("#")


def leave_out_frames(walks: Sequence[Findings], levels: Iterable[str]) -> None:
    """Take out lists that only name the areas or levels of the page.

    Only where no whole heading says that lists count: "A level has three categories:", with a
    list of those that the levels below have as headings. They are reported.
    """
    candidates = [(found, *weak) for found in walks for weak in found.weak]
    if not candidates:
        return
    titles = [set(bare(fold_heading(title)).split()) for title in levels]
    everywhere = [item for found in walks for item in found.items]
    for found, node, scope, items in candidates:
        mine = set(map(id, items))
        areas = {
            fold_heading(item.area.astext())
            for item in everywhere
            if item.area is not None and id(item) not in mine
        }
        if len(items) > 1 and all(_is_name(item, areas, titles) for item in items):
            found.items[:] = [item for item in found.items if id(item) not in mine]
            found.left.append(Left(node, "list", scope.heading))


def _is_name(item: Item, areas: Collection[str], titles: Sequence[set[str]]) -> bool:
    """Whether an item is the name of an area or a level, or begins with one and a colon."""
    if item.key is not None or not isinstance(item.node, nodes.list_item):
        return False
    label, colon, _rest = item.node.astext().partition(":")
    if not colon and "\n" in label.strip():
        return False
    name = fold_heading(label)
    words = set(bare(name).split())
    return name in areas or (bool(words) and any(words <= title for title in titles))


def kind_of_unread(node: nodes.Element) -> str | None:
    """What kind of thing no rule reads, None for all others."""
    if isinstance(node, nodes.table):
        return "table"
    if isinstance(node, nodes.raw) and "html" in node.get("format", ""):
        return "html" if _HTML.search(node.astext()) else None
    return "list" if isinstance(node, (nodes.option_list, addnodes.glossary)) else None


def list_behind(blocks: Sequence[nodes.Node], index: int) -> nodes.Node | None:
    """The list right behind a block, or what holds nothing but an indented one."""
    for child in blocks[index + 1 :]:
        if isinstance(child, (nodes.Invisible, nodes.target)):
            continue
        is_quote = isinstance(child, (nodes.block_quote, nodes.compound, addnodes.hlist))
        if isinstance(child, LISTS) or (is_quote and next(child.findall(nodes.list_item), None)):
            return child
        return None
    return None


_HTML = re.compile(r"<(?:li|td|th)\b", re.IGNORECASE)
