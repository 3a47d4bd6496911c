"""What pages show of tables of levels: of those that stand on them, and of those elsewhere.

Belongs here: the choice and order of what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Item, Link, item, link
from sphinx_roles.choose.views.levels import Rung
from sphinx_roles.handbook.names import fold
from sphinx_roles.handbook.records import PARTS, LevelRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.handbook.records import Expectation, TableRecord
    from sphinx_roles.handbook.resolved import Handbook, Holder


class TableFacts(NamedTuple):
    """What is said above a table of levels."""

    role: Link | None
    """The role page of all of its levels, where anything is expected of all of them."""
    is_chain: bool
    is_depth: bool
    graded: tuple[Rung, ...]
    """Its levels, where grades are given that stand nowhere else."""


class Described(NamedTuple):
    """What a table on another page says of a holder, of one part and area."""

    table: Link
    part: str
    area: str | None
    items: tuple[Item, ...]


def choose_tables(handbook: Handbook, docname: str) -> tuple[TableFacts, ...]:
    """What is said above each table of a page."""
    return tuple(_table(handbook, table) for table in handbook.tables.get(docname, ()))


def _table(handbook: Handbook, table: TableRecord) -> TableFacts:
    holders = [handbook.holders[name] for name in table.holders if name in handbook.holders]
    is_whole = len(holders) == len(table.holders)  # no column is about another role page
    roles = {holder.role.name for holder in holders if holder.is_level}
    role = handbook.holders[roles.pop()] if len(roles) == 1 else None
    if role and not (is_whole and role.runs and all(holder.is_level for holder in holders)):
        role = None
    rungs = [Rung(link(h), h.grade, None) for h in holders if h.is_level]
    is_graded = any(rung.grade for rung in rungs) and any(
        isinstance(holder.record, LevelRecord) and holder.record.is_column for holder in holders
    )
    return TableFacts(
        role=link(role) if role else None,
        is_chain=table.is_chain,
        is_depth=table.is_depth,
        graded=tuple(rungs) if is_graded else (),
    )


def choose_described(holder: Holder) -> tuple[Described, ...]:
    """What tables on other pages say of a holder, by part and area."""
    return tuple(_described(holder))


def _described(holder: Holder) -> Iterator[Described]:
    found: dict[tuple[str, str, str], list[Expectation]] = {}
    for own in holder.own:
        if own.place.docname != holder.docname:
            key = (own.place.docname, own.part, fold(own.area or ""))
            found.setdefault(key, []).append(own)
    for docname, part, area in sorted(found, key=lambda key: (key[0], PARTS.index(key[1]))):
        said = found[docname, part, area]
        table = Link("", docname, said[0].anchor)
        yield Described(table, part, said[0].area, tuple(map(item, said)))
