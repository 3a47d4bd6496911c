"""What the items of a list are: expectations, or labels of areas around nested lists.

Belongs here: one list and what is nested in it. Does not belong here: the part it stands in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.read.found import Item
from sphinx_roles.read.texts import content, is_item_label, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list)


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
        if isinstance(item, (nodes.definition_list_item, nodes.field)):
            label, blocks = item.children[0], content(item.children[-1])
            is_area = bool(blocks) and all(isinstance(block, LISTS) for block in blocks)
            key = None if is_area else key_of(blocks[0]) if blocks else None
            nested = blocks
        else:
            blocks = content(item)
            first = blocks[0] if blocks else None
            label, nested = first, blocks[1:] if isinstance(first, nodes.paragraph) else blocks
            key = key_of(first)
            is_area = key is None and bool(nested) and _is_area(first, nested)
        if not is_area:
            yield Item(item, key, part, area, only)
            continue
        inner = label if isinstance(label, (nodes.paragraph, nodes.term, nodes.field_name)) else area
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


def as_bullet_list(node: nodes.Element) -> tuple[nodes.bullet_list, dict[nodes.Element, nodes.Element]]:
    """A definition or field list as a bulleted one, each term bold in front of its text.

    Also returns, for each item, the list item that stands for it.
    """
    made: dict[nodes.Element, nodes.Element] = {}
    bullets = nodes.bullet_list(node.rawsource, classes=["roles-terms", *node["classes"]])
    for item in node.children:
        assert isinstance(item, nodes.Element)
        terms = [c for c in item.children[:-1] if isinstance(c, nodes.TextElement)]
        body = item.children[-1]
        assert isinstance(body, nodes.Element)
        bold: list[nodes.Node] = []
        for term in terms:
            ids = [*term["ids"]]
            bold += [nodes.Text(" ")] if bold else []
            bold.append(nodes.strong(term.rawsource, "", *term.children, ids=ids))
        raw = " ".join(f"**{term.rawsource or term.astext()}**" for term in terms)
        first = next((c for c in body.children if not isinstance(c, nodes.Invisible)), None)
        paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = item.source, item.line
        if item.line is None and terms:
            paragraph.source, paragraph.line = terms[0].source, terms[0].line
        if isinstance(first, nodes.paragraph):
            body.remove(first)
            is_ended = bool(re.search(r"[.:!?]\Z", bold[-1].astext()))
            between = " " if is_ended else ": "
            paragraph.extend([*bold, nodes.Text(between), *first.children])
            paragraph.rawsource = f"{raw}{between}{first.rawsource or first.astext()}"
        else:
            paragraph.extend(bold)
            paragraph.rawsource = raw
        one = nodes.list_item(item.rawsource, paragraph, *body.children)
        one.source, one.line = item.source, paragraph.line
        made[item] = one
        bullets += one
    bullets.source, bullets.line = node.source, node.line
    return bullets, made
