"""Which tables are ladders: their header cells name levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.content import is_prose
from sphinx_roles.adopt.judge.titles import base_of, is_code, is_job, is_rung, level_name
from sphinx_roles.adopt.pages.outline import HTML, TABLE
from sphinx_roles.handbook.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.adopt.pages.outline import Block, Section


def ladders_in(section: Section) -> Iterator[Block]:
    """The tables of a section whose columns are levels."""
    for inside in section.walk():
        if not is_prose(inside.title):
            yield from (b for b in inside.blocks if b.kind == TABLE and is_ladder_table(b))


def is_ladder_table(table: Block) -> bool:
    """Whether a table's header names levels, and its cells say something."""
    if len(table.rows) < 2:
        return False
    header = table.rows[0][1:]
    if len(header) < 2 or not all(is_rung(cell) or is_job(cell) for cell in header):
        return False
    cells = [cell for row in table.rows[1:] for cell in row[1:] if cell]
    return sum(len(cell.split()) for cell in cells) >= _WORDS * len(cells) > 0


def names_people(table: Block) -> bool:
    """Whether the columns of a ladder are people's, and not levels of anything."""
    return any(is_job(cell) or base_of(cell) or not is_code(cell) for cell in table.rows[0][1:])


def is_wordy(block: Block) -> bool:
    """Whether a table says something, and does not only list names or numbers."""
    if block.kind == HTML:
        is_table = "<t" in block.raw.casefold()
        return is_table and len(re.sub(r"<[^>]*>", " ", block.raw).split()) >= _MANY_WORDS
    cells = [cell for row in block.rows[1:] for cell in row[1:] if cell]
    return sum(len(cell.split()) for cell in cells) >= max(_WORDS * len(cells), _MANY_WORDS)


def names_in(table: Block, role: str) -> list[str]:
    """The names of the levels in a table's header, each once."""
    names: list[str] = []
    for cell in table.rows[0][1:]:
        name = level_name(cell, role)
        names.append(name if name not in names else slug(cell))
    return names


_WORDS = 4
"""A cell says so much on average; shorter ones are numbers and check marks."""
_MANY_WORDS = 40
