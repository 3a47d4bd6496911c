"""Levels in a table: a column for each level, a row for each thing that is expected.

Belongs here: what `levels` makes of the table behind it. Does not belong here: the cells as a
grid (see `doctree.grid`), and whose names the columns are in other documents (see `resolve.join`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_roles.doctree.grid import grid_of, place_rows
from sphinx_roles.doctree.markers import CELLS, READ, marker
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.names import fold, slug
from sphinx_roles.handbook.records import PARTS, Depth, TableRecord
from sphinx_roles.read.outline.columns import Asked, Columns, is_blank, is_nothing
from sphinx_roles.read.outline.found import Item
from sphinx_roles.read.outline.lists import items_of
from sphinx_roles.read.outline.texts import content, key_of, label_text, take_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.doctree.grid import Grid
    from sphinx_roles.read.outline.columns import Column
    from sphinx_roles.read.outline.found import HolderDraft
    from sphinx_roles.read.outline.owners import Owners


class Row(NamedTuple):
    """What a row is about."""

    number: int
    name: nodes.entry
    key: str | None
    group: nodes.entry | None
    """The name of the rows to which it belongs."""
    cells: int
    """How many cells, with the one of its name, say what it is about."""


class LevelsTable:
    """One table that `levels` reads.

    Parameters
    ----------
    mark
        The directive.
    depths
        Letter → name of each depth, in order.
    """

    def __init__(
        self, env: BuildEnvironment, owners: Owners, mark: marker, depths: Mapping[str, str]
    ) -> None:
        self._owners = owners
        self._mark = mark
        self._asked = Asked(env, mark)
        self._columns = Columns(self._asked, owners)
        self._is_depth = self._asked.choice("cells", ("text", "depth")) == "depth"
        self._part = self._asked.choice("part", PARTS)
        self._depths = [(fold(name), Depth(n, name)) for n, name in enumerate(depths.values())]
        self._depths += [(fold(x) or x, Depth(n, depths[x])) for n, x in enumerate(depths)]
        self.found: list[tuple[HolderDraft, Item]] = []
        """What is expected of whom."""
        self.record: TableRecord | None = None

    def read(self) -> None:
        """Find the columns and all that their cells say."""
        table = _behind(self._mark)
        if table is None:
            if not _is_refused(self._mark):
                self._asked.note(messages.NO_TABLE, self._mark)
            self._mark.parent.remove(self._mark)
            return
        table[READ] = True
        if self._is_depth and not self._depths:
            self._asked.note(messages.NO_DEPTHS, self._mark)
            return
        grid = grid_of(table)
        place_rows(table, grid, self._mark)
        if self._asked.is_transposed:
            grid = grid.turned()
        head = self._asked.head(grid)
        if head >= len(grid.rows):
            self._asked.note(messages.NO_ROWS, self._mark)
            return
        columns = list(self._columns.read(grid, head))
        rows = list(self._rows(grid, head))
        for row in rows:
            self._read_row(grid, row, columns)
        self.record = TableRecord(
            tuple(column.holder.name for column in columns),
            self._asked.is_chain,
            self._is_depth,
        )

    # -- rows

    def _rows(self, grid: Grid, head: int) -> Iterator[Row]:
        group: nodes.entry | None = None
        seen: dict[str, int] = {}
        before: nodes.entry | None = None
        for number in range(head, len(grid.rows)):
            row = grid.rows[number]
            # With two leading columns, the first is a group in a table of texts, else the name.
            lead = self._columns.lead
            first = 0 if self._is_depth else lead - 1
            is_merged = row[0] is not None and bool(row[0].get("morerows"))
            if lead > 1 and is_merged and not self._asked.is_transposed:
                first = max(first, 1)
            if first and not self._is_depth and label_text(row[0]):
                group = row[0]
            around = row[0] if first and self._is_depth else group
            name = row[first]
            if name is None:
                continue
            if all(cell is None or cell is name or is_blank(cell) for cell in row[1:]):
                if label_text(name):
                    group = name
                continue
            title = label_text(name)
            mark = key_of(next(iter(content(name)), None))  # it tells rows of one name apart
            key: str | None = (take_key(mark) if mark is not None else slug(title)) or None
            if name is before:  # a cell that reaches over several rows
                key = None
            elif key is not None and key in seen:
                words = {
                    "name": title,
                    "other": str(seen[key] + 1),
                    **self._asked.where(number, None),
                }
                self._asked.note(messages.SAME_ROW, name, **words)
                key = None
            elif key is not None:
                seen[key] = number
            before = name
            cells = len(dict.fromkeys(row[first:lead]))
            yield Row(number, name, key, around, 1 if self._asked.is_transposed else cells)

    def _read_row(self, grid: Grid, row: Row, columns: Sequence[Column]) -> None:
        cells = [(column, grid.rows[row.number][column.number]) for column in columns]
        if self._is_depth:
            self._read_depths(row, cells)
            return
        is_long = any(cell is not None and _lists(cell) for _, cell in cells)
        area = row.name if is_long or row.group is None else row.group
        done: list[nodes.entry] = []
        for column, cell in cells:
            above = grid.rows[row.number - 1][column.number]
            if cell is None or cell is above or is_nothing(cell):
                continue
            if cell in done and self._asked.is_chain:  # it reaches over columns: inherited
                continue
            done.append(cell)
            self._owners.adopted.setdefault(cell, column.holder)
            only = column.holder.only if column.holder.is_column else ()
            if lists := _lists(cell):
                for inside in lists:
                    for item in items_of(inside, self._part, area, only):
                        self.found.append((column.holder, item))
                continue
            first = next(iter(content(cell)), None)
            mark = key_of(first)
            key = take_key(mark) if mark is not None else row.key
            item = Item(cell, None, self._part, area, only, name=key)
            self.found.append((column.holder, item))

    def _read_depths(self, row: Row, cells: Sequence[tuple[Column, nodes.entry | None]]) -> None:
        row.name[CELLS] = row.cells
        earlier: list[str] = []
        for column, cell in cells:
            said = label_text(cell)
            if is_nothing(cell):
                if self._asked.is_chain and row.key and row.key in earlier:
                    column.holder.without.append(row.key)
                continue
            depth = dict(self._depths).get(fold(said) or said)
            if depth is None:
                where = self._asked.where(row.number, column.number)
                meant = hint(said, [depth.name for _, depth in self._depths])
                self._asked.note(
                    messages.NO_DEPTH, cell or self._mark, text=said, hint=meant, **where
                )
                continue
            if row.key:
                earlier.append(row.key)
            only = column.holder.only if column.holder.is_column else ()
            item = Item(row.name, None, self._part, row.group, only, name=row.key, depth=depth)
            self.found.append((column.holder, item))


def _behind(mark: marker) -> nodes.table | None:
    """The table right behind a directive."""
    siblings = mark.parent.children
    for node in siblings[siblings.index(mark) + 1 :]:
        if isinstance(node, nodes.table):
            return node
        if isinstance(node, marker) or not isinstance(node, _BETWEEN):
            return None
    return None


_BETWEEN = (nodes.Invisible, nodes.target, nodes.system_message)
"""What may stand between: docutils says there, in other languages, that a name is English."""


def _is_refused(mark: marker) -> bool:
    """Whether docutils has said what is wrong with the table."""
    following = mark.next_node(descend=False, siblings=True)
    return isinstance(following, nodes.system_message) and following["level"] > 1


def _lists(cell: nodes.entry) -> list[nodes.Element]:
    """The lists of a cell that holds nothing else."""
    blocks = content(cell)
    is_lists = all(
        isinstance(block, (nodes.bullet_list, nodes.enumerated_list)) for block in blocks
    )
    return blocks if is_lists else []
