"""All views as nodes.

Belongs here: which function draws which view, and what stands around each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.views.changes import Changes
from sphinx_roles.choose.views.checklist import Checklist
from sphinx_roles.choose.views.compare import Compare
from sphinx_roles.choose.views.expectations import Expectations
from sphinx_roles.choose.views.expected_of import ExpectedOf
from sphinx_roles.choose.views.grades import Grades
from sphinx_roles.choose.views.index import Index
from sphinx_roles.choose.views.ladder import Ladder
from sphinx_roles.choose.views.levels import Levels
from sphinx_roles.choose.views.map import Map
from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.drawing import Drawing
from sphinx_roles.show.pieces import UNSEARCHED
from sphinx_roles.show.views.changes import draw_changes
from sphinx_roles.show.views.checklist import draw_checklist
from sphinx_roles.show.views.compare import draw_compare
from sphinx_roles.show.views.expectations import draw_expectations
from sphinx_roles.show.views.expected_of import draw_expected_of
from sphinx_roles.show.views.grades import draw_grades
from sphinx_roles.show.views.index import draw_index
from sphinx_roles.show.views.ladder import draw_ladder
from sphinx_roles.show.views.levels import draw_levels
from sphinx_roles.show.views.map import draw_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_roles.show.sheet import Sheet


def draw(
    sheet: Sheet, kind: str, anchor: str, view: tuple[Any, ...], *, is_in_table: bool
) -> list[nodes.Node]:
    """A view as nodes, to be put where its directive stands, which may be a table."""
    drawing = Drawing(sheet, anchor)
    blocks = [*DRAWERS[type(view)](drawing, view), *drawing.footnotes()]
    # A search finds what pages say, not what views repeat of it.
    around = nodes.container("", *blocks, classes=["roles-view", f"roles-{kind}", UNSEARCHED])
    if sheet.builder.format == "html":
        around["ids"] = [anchor]
        return [around]
    tables.unnest(around, is_in_table=is_in_table)
    # writers of other formats look at targets only
    return [nodes.target("", "", ids=[anchor]), around]


def _draw_nothing(_drawing: Drawing, nothing: Nothing) -> Iterable[nodes.Node]:
    yield nodes.paragraph("", _(nothing.why), classes=["roles-nothing"])


DRAWERS: Mapping[type, Callable[[Drawing, Any], Iterable[nodes.Node]]] = {
    Changes: draw_changes,
    Checklist: draw_checklist,
    Compare: draw_compare,
    Expectations: draw_expectations,
    ExpectedOf: draw_expected_of,
    Grades: draw_grades,
    Index: draw_index,
    Ladder: draw_ladder,
    Levels: draw_levels,
    Map: draw_map,
    Nothing: _draw_nothing,
}
"""What a view shows → the function that draws it."""
