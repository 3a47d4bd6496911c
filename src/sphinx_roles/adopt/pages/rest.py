"""The outline of a page in reStructuredText, from docutils' own parser.

Directives and text roles that docutils does not know are skipped: what stands inside them is
not seen here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.core import publish_doctree

from sphinx_roles.adopt.pages.outline import (
    LIST,
    OTHER,
    PARAGRAPH,
    TABLE,
    Block,
    Outline,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "docinfo_xform": False,
    "warning_stream": False,
    "_disable_config": True,
    "input_encoding": "unicode",
}
_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*\s*\Z")
_TABLE = re.compile(r"\.\. (?:csv-|list-)?table::|\+[-=]+\+|=+ +=")


def read_rest(content: str) -> Outline:
    """Read a page."""
    plain = re.sub(r"[\v\f]", " ", content)  # as docutils does
    if len(plain.splitlines()) > len(plain.removesuffix("\n").split("\n")):
        return Outline(Section(0), trouble="it has line breaks of another kind inside its lines")
    document = publish_doctree(plain, settings_overrides=_SETTINGS)
    lines = plain.expandtabs().split("\n")
    top = Section(0)
    _fill(document, top, lines)
    return Outline(top)


def _fill(node: nodes.Element, section: Section, lines: Sequence[str]) -> None:
    for child in node.children:
        if isinstance(child, nodes.section):
            found = _heading(child, section, lines)
            section.sections.append(found)
            _fill(child, found, lines)
        elif isinstance(child, nodes.table):
            section.blocks.append(_table(child, section, lines))
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.title):
            section.blocks += _blocks(child)


def _heading(node: nodes.section, parent: Section, lines: Sequence[str]) -> Section:
    """A section, with the line below its title's underline."""
    title = next(node.findall(nodes.title))
    about = (title.line or node.line or 1) - 1
    places = range(max(about - 3, 0), min(about + 4, len(lines) - 1))
    said = title.rawsource.strip()
    at = next(
        (n for n in places if lines[n].strip() == said and _UNDERLINE.match(lines[n + 1])), about
    )
    return Section(parent.rank + 1, title.astext(), at, at + 2, parent)


def _table(node: nodes.table, section: Section, lines: Sequence[str]) -> Block:
    """A table, which has no line of its own: the first one behind what stands above it."""
    rows = tuple(
        tuple(" ".join(entry.astext().split()) for entry in row.findall(nodes.entry))
        for row in node.findall(nodes.row)
    )
    above = max([section.below, *(block.end for block in section.blocks)])
    starts = (n for n in range(above, len(lines)) if n == section.below or not lines[n - 1].strip())
    line = next((n for n in starts if _TABLE.match(lines[n])), above)
    return Block(TABLE, line, line + 1, rows=rows)


def _blocks(node: nodes.Element) -> list[Block]:
    line = max((node.line or 1) - 1, 0)
    if isinstance(node, nodes.paragraph):
        text = " ".join(node.astext().split())
        start = max(line, 0)
        return [Block(PARAGRAPH, start, start + 1, text, _is_bold(node))]
    if isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        items = [_first(item) for item in node.findall(nodes.list_item)]
        links = sum(_is_link(item) for item in node.findall(nodes.list_item))
        return [Block(LIST, line, line + 1, items=tuple(items), links=links)]
    if isinstance(node, nodes.definition_list):
        items = [" ".join(item.astext().split()) for item in node.children]
        return [Block(LIST, line, line + 1, items=tuple(items))]
    if isinstance(node, nodes.field_list):
        named = [": ".join(part.astext() for part in field.children) for field in node.children]
        items = [" ".join(text.split()) for text in named]
        return [Block(LIST, line, line + 1, items=tuple(items))]
    if isinstance(node, nodes.block_quote):
        return [
            block
            for child in node.children
            if isinstance(child, nodes.Element)
            for block in _blocks(child)
        ]
    return [Block(OTHER, line, line + 1)]


def _first(item: nodes.Element) -> str:
    first = next(iter(item.findall(nodes.paragraph)), None)
    return " ".join(first.astext().split()) if first is not None else ""


def _is_bold(paragraph: nodes.paragraph) -> bool:
    first, *rest = paragraph.children or [nodes.Text("")]
    return isinstance(first, nodes.strong) and not re.search(
        r"\w", "".join(child.astext() for child in rest)
    )


def _is_link(item: nodes.Element) -> bool:
    first = next(iter(item.findall(nodes.paragraph)), None)
    return first is not None and all(
        isinstance(child, (nodes.reference, nodes.target)) or not child.astext().strip()
        for child in first.children
    )
