"""What is shown of tables of levels: lines above them, and on the pages of those they are about.

Belongs here: nodes and wording. The table itself stays its author's.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.doctree.markers import READ
from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.pieces import (
    area_label,
    enumeration,
    graded,
    group_heading,
    part_label,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.columns import Described, TableFacts
    from sphinx_roles.choose.quotes import Item
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Sheet


def table_facts(sheet: Sheet, facts: TableFacts) -> Iterator[nodes.Node]:
    """The lines above a table."""
    if facts.graded:
        levels = enumeration(graded(sheet.link(rung.link), rung.grade) for rung in facts.graded)
        says = sentence(_("Levels: {levels}."), levels=levels)
        yield nodes.paragraph("", "", *says, classes=["roles-shares"])
    if facts.role:
        text = _("All that is expected of {holder} is expected on each of these levels, too.")
        says = sentence(text, holder=[sheet.link(facts.role)])
        yield nodes.paragraph("", "", *says, classes=["roles-shares"])
    if facts.is_chain:
        text = _(
            "Each level builds on the one before. Where a cell says nothing, what was said before "
            "holds."
        )
        yield nodes.paragraph("", text, classes=["roles-shares"])
    depths = sheet.setting.config.depths
    if facts.is_depth and any(said != name for said, name in depths.items()):
        legend = [f"{_('{label}:').format(label=said)} {name}" for said, name in depths.items()]
        yield nodes.paragraph("", " \N{MIDDLE DOT} ".join(legend), classes=["roles-shares"])


def prepare_table(table: nodes.table, *, is_html: bool) -> None:
    """Take our marks off a table, and give each header of a level a target that writers know."""
    table.attributes.pop(READ, None)
    for entry in table.findall(nodes.entry):
        if entry.attributes.pop(READ, None) and not is_html:
            first = entry.children[0] if entry.children else entry
            inside = first if isinstance(first, nodes.paragraph) else entry
            inside.insert(0, [nodes.target("", "", ids=[name]) for name in entry["ids"]])
            entry["ids"] = []


def scroll(columns: int) -> tuple[nodes.raw, nodes.raw]:
    """Raw tags around a table that may be wider than its page: it scrolls, by keyboard too."""
    start = (
        f'<div class="roles-columns" role="region" tabindex="0" aria-label="{escape(_("Levels"))}" '
        f'style="--columns: {columns}">'
    )
    return nodes.raw("", start, format="html"), nodes.raw("", "</div>", format="html")


def described(
    sheet: Sheet, groups: Sequence[Described], transplant: Transplant
) -> Iterator[nodes.Node]:
    """What tables on other pages say of a holder: with depths as a table, else as lists."""
    for _docname, of_table in groupby(groups, key=lambda group: group.table.docname):
        inside = list(of_table)
        table = sheet.link(inside[0].table._replace(title=_("this table")))
        says = sentence(_("Expected as {table} says:"), table=[table])
        yield nodes.paragraph("", "", *says, classes=["roles-extends"])
        part = None
        for group in inside:
            if group.part != part and len({other.part for other in inside}) > 1:
                part = group.part
                heading = [nodes.Text(part_label(part))]
                yield group_heading(heading, is_browser=sheet.is_browser)
            if any(item.depth for item in group.items):
                yield _depths(sheet, group, transplant)
                continue
            if group.area:
                yield area_label(group.area)
            items = [nodes.list_item("", *_quote(sheet, i, transplant)) for i in group.items]
            yield nodes.bullet_list("", *items, classes=["roles-list"])
    yield from transplant.footnotes()


def _depths(sheet: Sheet, group: Described, transplant: Transplant) -> nodes.table:
    head = (tables.cell(group.area or part_label(group.part)), tables.cell(_("Depth")))
    rows = [
        (nodes.entry("", *_quote(sheet, item, transplant)), tables.cell(item.depth or ""))
        for item in group.items
    ]
    return tables.table(head, rows, "roles-depths", widths=(80, 20))


def _quote(sheet: Sheet, item: Item, transplant: Transplant) -> list[nodes.Node]:
    item = item._replace(depth=None)  # it stands beside
    if sheet.slots is not None and item.is_plain:
        return [nodes.raw("", sheet.slots.quote(item), format="html")]
    return sheet.copy_contents(item, transplant)
