"""`roles:grades` as nodes: a table for each track where sentences can stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.pieces import enumeration, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.quotes import Link
    from sphinx_roles.choose.views.grades import Grades, Row, Table
    from sphinx_roles.show.drawing import Drawing


def draw_grades(drawing: Drawing, grades: Grades) -> Iterator[nodes.Node]:
    """Grades downwards, role pages across."""
    for number, table in enumerate(grades.tables, start=1):
        if len(grades.tables) > 1:
            yield drawing.heading(table.track or _("Other role pages"))
        if drawing.is_browser:
            yield _table(drawing, table, drawing.identifier(str(number)))
        else:
            yield drawing.bullets((_item(drawing, table, row) for row in table.rows), "roles-list")


def _table(drawing: Drawing, table: Table, identifier: str) -> nodes.table:
    head = [tables.cell(_("Grade")), *(tables.cell(drawing.link(role)) for role in table.columns)]
    rows = [
        [tables.cell(row.grade), *(tables.cell(*_levels(drawing, cell)) for cell in row.cells)]
        for row in table.rows
    ]
    for cells in rows:
        cells[0]["classes"].append("roles-label")
    found = tables.table(head, rows)
    found["ids"] = [identifier]
    return found


def _levels(drawing: Drawing, levels: Sequence[Link]) -> list[nodes.Node]:
    return enumeration([drawing.link(level)] for level in levels) if levels else []


def _item(drawing: Drawing, table: Table, row: Row) -> Iterator[nodes.Node]:
    """A grade, and below it who has it."""
    grade = _("Grade {grade}").format(grade=row.grade)
    yield nodes.paragraph("", grade)
    lines = []
    for role, levels in zip(table.columns, row.cells, strict=True):
        if levels:
            words = {"role": [drawing.link(role)], "levels": _levels(drawing, levels)}
            says = sentence(_("{role}: {levels}"), **words)
            lines.append([nodes.paragraph("", "", *says)])
    if lines:
        yield drawing.bullets(lines, "roles-list")
