"""The levels of a role page as a list: for `roles:levels`, and for pages without that view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.show.pieces import graded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.views.levels import Levels, Rung
    from sphinx_roles.show.drawing import Drawing
    from sphinx_roles.show.sheet import Sheet


def draw_levels(drawing: Drawing, levels: Levels) -> Iterator[nodes.Node]:
    """Where its author wants them."""
    yield levels_list(drawing.sheet, levels.rungs)


def levels_list(sheet: Sheet, rungs: Sequence[Rung]) -> nodes.bullet_list:
    """The levels of a role page: title, grade and summary."""
    items = []
    for rung in rungs:
        says = graded(sheet.link(rung.link), rung.grade)
        if rung.summary:
            says.append(nodes.Text(f" \N{EN DASH} {rung.summary}"))
        items.append(nodes.list_item("", nodes.paragraph("", "", *says)))
    return nodes.bullet_list("", *items, classes=["roles-list"])
