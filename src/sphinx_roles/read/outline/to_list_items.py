"""Expectations that are no list items of their author's, made list items.

All later steps find expectations as list items. A definition list or field list becomes a
bulleted one, each term bold in front of its text; a paragraph becomes a list of one.

Belongs here: the making of nodes. Does not belong here: what counts as an expectation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_roles.read.outline.found import ItemDraft


def as_list_items(drafts: Iterable[ItemDraft]) -> None:
    """Give each draft a list item as its node."""
    made: dict[nodes.Element, nodes.Element] = {}
    for draft in drafts:
        node = draft.node
        if isinstance(node, (nodes.list_item, nodes.entry)):
            continue
        if isinstance(node, nodes.paragraph):
            draft.node = _of_paragraph(draft)
            continue
        if node not in made:
            around = node.parent
            bullets, items = as_bullet_list(around)
            around.replace_self(bullets)
            made |= items
        draft.node = made[node]


def _of_paragraph(draft: ItemDraft) -> nodes.list_item:
    paragraph = draft.node
    assert isinstance(paragraph, nodes.paragraph)
    label: list[nodes.Node] = []
    if draft.area is not None and draft.area.parent is paragraph:
        end = paragraph.index(draft.area) + 1
        while end < len(paragraph) and isinstance(paragraph[end], nodes.Text):
            if re.search(r"\w", paragraph[end].astext()):
                break
            end += 1
        said = nodes.paragraph("", "", *paragraph.children[:end])
        said.source, said.line = paragraph.source, paragraph.line
        said.rawsource = f"**{draft.area.astext()}**"
        draft.area = said
        label.append(said)
        del paragraph.children[:end]
        paragraph.rawsource = _LABEL.sub("", paragraph.rawsource)
    item = nodes.list_item("", classes=[])
    bullets = nodes.bullet_list("", item, classes=["roles-paragraphs"])
    bullets.source, bullets.line = paragraph.source, paragraph.line
    item.source, item.line = paragraph.source, paragraph.line
    paragraph.replace_self([*label, bullets])
    item += paragraph
    return item


_LABEL = re.compile(r"\A\s*(\*\*|__).+?\1[\s:.\N{EN DASH}\N{EM DASH}-]*", re.DOTALL)


def as_bullet_list(
    node: nodes.Element,
) -> tuple[nodes.bullet_list, dict[nodes.Element, nodes.Element]]:
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
