"""`roles:expectations` as nodes: a list for each role page, or one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.pieces import enumeration, facts_line, part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.views.expectations import Bound, Expectations, Result
    from sphinx_roles.show.drawing import Drawing


def draw_expectations(drawing: Drawing, found: Expectations) -> Iterator[nodes.Node]:
    """Each expectation with the holder that says it, linked to where it stands."""
    if found.is_table and drawing.has_columns:
        yield _table(drawing, [result for group in found.groups for result in group.results])
        return
    for group in found.groups:
        if len(found.groups) > 1:
            yield drawing.heading("", drawing.link(group.role))
        items = (_item(drawing, result) for result in group.results)
        yield nodes.bullet_list("", *items, classes=["roles-list"])


def _item(drawing: Drawing, result: Result) -> nodes.list_item:
    place = result.place
    part = result.part and part_label(result.part)
    said = [*filter(None, ("" if result.is_headed else place.title, part, result.area))]
    # The first of them leads to where the expectation stands.
    facts: list[nodes.Node] = [drawing.link(place._replace(title=t)) for t in said[:1]]
    facts += [nodes.Text(text) for text in said[1:]]
    if result.key:
        facts.insert(0, nodes.Text(result.key))
    item = nodes.list_item("", *drawing.quote(result.quoted))
    if facts:
        item += facts_line(nodes.inline("", "", fact, classes=["roles-fact"]) for fact in facts)
    if result.bound:
        words = sentence(_("Holds for {holders}."), holders=_bound(drawing, result.bound))
        item += nodes.paragraph("", "", *words, classes=["roles-bound"])
    return item


def _bound(drawing: Drawing, bound: Sequence[Bound]) -> list[nodes.Node]:
    def words(holder: Bound) -> list[nodes.Node]:
        link = drawing.link(holder.link)
        return sentence(_("{role} and all its levels"), role=[link]) if holder.is_whole else [link]

    return enumeration(map(words, bound))


def _table(drawing: Drawing, results: Sequence[Result]) -> nodes.table:
    """Columns that are blank in every row are left out; four or five fit beside one another."""
    has_parts = any(r.part for r in results)
    columns = [
        (_("Topic"), 14, [tables.cell(r.key) for r in results], any(r.key for r in results)),
        (_("Expectation"), 36, [_said(drawing, r) for r in results], True),
        (_("Role or level"), 18, [tables.cell(drawing.link(r.place)) for r in results], True),
        (
            _("Part") if has_parts else _("Area"),
            22,
            [tables.cell(_where(r)) for r in results],
            has_parts or any(r.area for r in results),
        ),
        (
            _("Holds for"),
            24,
            [tables.cell(*(_bound(drawing, r.bound) if r.bound else ())) for r in results],
            any(r.bound for r in results),
        ),
    ]
    kept = [column for column in columns if column[3]]
    rows = zip(*(cells for _title, _width, cells, _is_kept in kept), strict=True)
    head = [tables.cell(title) for title, *_rest in kept]
    return tables.table(head, rows, widths=[column[1] for column in kept])


def _where(result: Result) -> str | None:
    """Part and area."""
    if result.part is None:
        return result.area
    label = part_label(result.part)
    return _("{part}: {area}").format(part=label, area=result.area) if result.area else label


def _said(drawing: Drawing, result: Result) -> nodes.entry:
    return nodes.entry("", *drawing.quote(result.quoted), classes=["roles-said"])
