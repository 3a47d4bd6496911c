"""`roles:ladder` as nodes: a table in a browser, elsewhere a list.

A table of whole sentences in seven columns is unreadable in print, in e-readers and as plain
text, so a list by row says the same there.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import area_label, enumeration, graded, led, part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.views.ladder import Cell, Column, Ladder, Row
    from sphinx_roles.show.drawing import Drawing


FITTING = 5
"""The number of levels that fit beside one another in a page; more scroll in a box."""


def draw_ladder(drawing: Drawing, ladder: Ladder) -> Iterator[nodes.Node]:
    """Levels as columns, expectations as rows."""
    return _table(drawing, ladder) if drawing.is_browser else _list(drawing, ladder)


# -- in a browser: raw tags around nodes, for docutils has no scopes, groups of rows or captions


def _table(drawing: Drawing, ladder: Ladder) -> Iterator[nodes.Node]:
    labels = [row.label for group in ladder.groups for row in group.rows if row.label]
    has_labels = bool(labels)
    width = len(ladder.columns) + has_labels
    words = _("Levels of {role}")
    box = '<div class="roles-scroll roles-fits">'
    if len(ladder.columns) > FITTING:  # to be scrolled with the keyboard, too
        label = escape(words.format(role=ladder.role.title))
        box = f'<div class="roles-scroll" role="region" tabindex="0" aria-label="{label}">'
    style = f"--roles-levels: {len(ladder.columns)}"
    if labels:
        style += f"; --roles-first: {_label_width([_('Expectation'), *labels]):.3g}em"
    yield _raw(f'{box}<table class="roles-grid" style="{style}"><caption><div class="roles-stay">')
    yield nodes.paragraph("", "", *sentence(words, role=[drawing.link(ladder.role)]))
    corner = (
        f'<th scope="col" class="roles-label">{escape(_("Expectation"))}</th>' if has_labels else ""
    )
    yield _raw(f"</div></caption><thead><tr>{corner}")
    for column in ladder.columns:
        yield _raw('<th scope="col">')
        yield from _head(drawing, column)
        yield _raw("</th>")
    yield _raw("</tr></thead>")
    part = None
    for group in ladder.groups:
        yield _raw("<tbody>")
        if group.part != part:
            part = group.part
            yield _raw(_group("roles-part", part_label(part), width))
        if group.area:
            yield _raw(_group("roles-area", group.area, width))
        for row in group.rows:
            yield from _row(drawing, ladder, row, has_labels=has_labels)
        yield _raw("</tbody>")
    yield _raw("</table></div>")


def _head(drawing: Drawing, column: Column) -> Iterator[nodes.Node]:
    yield nodes.paragraph("", "", drawing.link(column.link))
    if column.grade is not None:
        grade = _("Grade {grade}").format(grade=column.grade)
        yield nodes.paragraph("", grade, classes=["roles-note"])


def _label_width(labels: Iterable[str]) -> float:
    """Width of the first column in em: its longest word, in bold, is not broken, within limits."""
    longest = max(len(word) for label in labels for word in label.replace("-", "- ").split())
    return min(max(0.7 * longest, 5), 12) + 1.2


def _group(name: str, label: str, width: int) -> str:
    head = f'<th scope="rowgroup" colspan="{width}">'
    return f'<tr class="{name}">{head}<div class="roles-stay">{escape(label)}</div></th></tr>'


def _row(drawing: Drawing, ladder: Ladder, row: Row, *, has_labels: bool) -> Iterator[nodes.Node]:
    yield _raw("<tr>")
    if row.label:
        yield _raw('<th scope="row" class="roles-label">')
        yield nodes.paragraph("", "", drawing.link_to(row.cells[0].quoted, row.label))
        yield _raw("</th>")
    elif has_labels:
        yield _raw('<td class="roles-label"></td>')
    column = 0
    for cell in row.cells:
        yield _raw("<td></td>" * (cell.first - column))
        yield from _cell(drawing, ladder, cell)
        column = cell.last + 1
    yield _raw(f"{'<td></td>' * (len(ladder.columns) - column)}</tr>")


def _cell(drawing: Drawing, ladder: Ladder, cell: Cell) -> Iterator[nodes.Node]:
    span = cell.last - cell.first + 1
    # narrow screens show cells below one another
    levels = escape("".join(node.astext() for node in _levels(drawing, ladder, cell)))
    yield _raw(
        f'<td colspan="{span}" class="roles-held" data-levels="{levels}"><div class="roles-stay">'
    )
    if cell.is_raised:
        raised = nodes.strong("", "", drawing.link_to(cell.quoted, _("Raised")))
        yield nodes.paragraph("", "", raised, classes=["roles-note"])
    yield from drawing.quote_cell(cell.quoted)
    if cell.origin:
        origin = drawing.link_to(cell.quoted, cell.origin)
        words = sentence(_("From {holder}"), holder=[origin])
        yield nodes.paragraph("", "", *words, classes=["roles-note"])
    yield _raw("</div></td>")


def _levels(drawing: Drawing, ladder: Ladder, cell: Cell) -> list[nodes.Node]:
    """Whom a cell holds for: `Senior`, `Senior to Staff` or `All levels`."""
    if cell.last - cell.first + 1 == len(ladder.columns) > 1:
        return [nodes.Text(_("All levels"))]
    first, last = (drawing.link(ladder.columns[index].link) for index in (cell.first, cell.last))
    if cell.first == cell.last:
        return [first]
    return sentence(_("{first} to {last}"), first=[first], last=[last])


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


# -- elsewhere


def _list(drawing: Drawing, ladder: Ladder) -> Iterator[nodes.Node]:
    levels = enumeration(graded(drawing.link(c.link), c.grade) for c in ladder.columns)
    words = _("Levels of {role}: {levels}.")
    says = sentence(words, role=[drawing.link(ladder.role)], levels=levels)
    yield nodes.paragraph("", "", *says)
    part = None
    for group in ladder.groups:
        if group.part != part:
            part = group.part
            yield drawing.heading(part_label(part))
        if group.area:
            yield area_label(group.area)
        items = nodes.bullet_list(classes=["roles-list"])
        for row in group.rows:
            cells = [nodes.list_item("", *_entry(drawing, ladder, cell)) for cell in row.cells]
            if row.label:
                place = drawing.link_to(row.cells[0].quoted, row.label)
                label = nodes.paragraph("", "", place)
                items += nodes.list_item("", label, nodes.bullet_list("", *cells))
            else:
                items.extend(cells)
        yield items


def _entry(drawing: Drawing, ladder: Ladder, cell: Cell) -> list[nodes.Node]:
    """An expectation after its levels, as in `Senior, raised: Solve large problems.`."""
    says = _levels(drawing, ladder, cell)
    if cell.is_raised:
        says = sentence(_("{levels}, raised"), levels=says)
    if cell.origin:
        origin = [drawing.link_to(cell.quoted, cell.origin)]
        says = sentence(_("{levels}, from {holder}"), levels=says, holder=origin)
    return led(sentence(_("{levels}: "), levels=says), drawing.quote_cell(cell.quoted))
