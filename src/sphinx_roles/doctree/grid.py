"""Tables as grids: which cell stands in which row and column, merged cells in all that they cover.

Belongs here: cells as nodes, and cells made list items for copies. Does not belong here: what
they mean (see `read.outline.tables`).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_roles.doctree.markers import CELLS
from sphinx_roles.doctree.walk import tree

if TYPE_CHECKING:
    from collections.abc import Sequence


class Grid(NamedTuple):
    """The cells of a table by row and column."""

    rows: Sequence[Sequence[nodes.entry | None]]
    """A merged cell stands wherever it reaches. None where the table has no cell."""
    head: int
    """How many rows are headers, by the table itself."""
    stubs: int
    """The same of columns."""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def turned(self) -> Grid:
        """Columns as rows, and rows as columns."""
        return Grid([*zip(*self.rows, strict=True)], self.stubs, self.head)


def grid_of(table: nodes.table) -> Grid:
    """The cells of a table."""
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    head = [child for child in group.children if isinstance(child, nodes.thead)]
    body = [child for child in group.children if isinstance(child, nodes.tbody)]
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    rows = [row for part in (*head, *body) for row in part.children]
    found: list[list[nodes.entry | None]] = [[None] * len(columns) for _ in rows]
    for number, row in enumerate(rows):
        for entry in row.children:
            if isinstance(entry, nodes.entry) and None in found[number]:
                first = found[number].index(None)
                down, across = entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1
                for line in found[number : number + down]:
                    line[first : first + across] = [entry] * len(line[first : first + across])
    stubs = len([*takewhile(lambda column: column.get("stub"), columns)])
    return Grid(found, sum(len(part.children) for part in head), stubs)


def place_rows(table: nodes.table, grid: Grid, before: nodes.Element) -> None:
    """Give cells the lines that their authors see.

    MyST-Parser and docutils give all rows of a pipe table, and of a CSV table, the same one.

    Parameters
    ----------
    before
        A node in front of the table.
    """
    lines: dict[str | None, int] = {}
    """File with rows of a CSV table → the line of the next row."""
    for number, cells in enumerate(grid.rows):
        row = next(cell.parent for cell in cells if cell is not None)
        inside = [node for node in tree(row) if isinstance(node, nodes.Element)]
        found = [(node.source, node.line, node) for node in inside if node.line is not None]
        if row.line is not None and table.line is not None:  # a pipe table: a line for each row
            source, line = table.source, table.line + number + (number > 0)
        elif found and found[0][0] != before.source:
            source = found[0][0]
            line = lines.get(source, 1)
            lines[source] = line + max(at + n.rawsource.count("\n") for _, at, n in found)
        elif found and before.line is not None and found[0][1] < before.line:
            source, line = before.source, before.line
        else:
            continue
        for node in inside:
            if isinstance(node, (nodes.entry, nodes.list_item)):
                node.source, node.line = source, line


def gather(entry: nodes.entry) -> nodes.list_item:
    """Move what a cell says into a list item, for copies elsewhere.

    A cell that names a row may say that the next ones belong to it: its text stands bold in front
    of theirs.
    """
    item = nodes.list_item()
    item.source, item.line = entry.source, entry.line
    more = entry.get(CELLS, 1) - 1
    first = entry.parent.index(entry)
    following = entry.parent.children[first + 1 : first + 1 + more]
    rest = [block for cell in following for block in cell.children]
    if rest:
        bold = nodes.strong("", "", *_inline(entry.children))
        lead = rest[0] if isinstance(rest[0], nodes.paragraph) else nodes.paragraph()
        between = [nodes.Text(": ")] if lead.children else []
        said = nodes.paragraph("", "", bold, *between, *lead.children)
        said.source, said.line = entry.source, entry.line
        item += said
        item.extend(rest[1:] if lead is rest[0] else rest)
        for cell in following:
            cell.children = []
    else:
        item.extend(entry.children)
    entry.children = []
    entry += item
    return item


def _inline(blocks: Sequence[nodes.Node]) -> list[nodes.Node]:
    return [child for block in blocks for child in block.children]
