"""`roles:index` as nodes: a list for each track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.views.drawing import Drawing
    from sphinx_roles.views.index import Entry, Index


def draw_index(drawing: Drawing, index: Index) -> Iterator[nodes.Node]:
    """Role pages with their summaries, and below each its levels."""
    for track in index.tracks:
        if len(index.tracks) > 1:
            yield drawing.heading(track.title or _("Other role pages"))
        yield _list(drawing, track.roles)


def _list(drawing: Drawing, entries: Iterable[Entry]) -> nodes.bullet_list:
    items = nodes.bullet_list(classes=["roles-list"])
    for entry in entries:
        line = nodes.paragraph("", "", drawing.link(entry.link))
        if entry.summary:
            line += nodes.Text(f" \N{EN DASH} {entry.summary}")
        item = nodes.list_item("", line)
        if entry.levels:
            item += _list(drawing, entry.levels)
        items += item
    return items
