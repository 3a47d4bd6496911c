"""`roles:index` as nodes: a list for each track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import enumeration, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.views.index import Entry, Index
    from sphinx_roles.show.drawing import Drawing


def draw_index(drawing: Drawing, index: Index) -> Iterator[nodes.Node]:
    """Role pages with their summaries, and below each its levels."""
    for track in index.tracks:
        if track.are_foundations:
            yield drawing.heading(_("Foundations"))
        elif len(index.tracks) > 1:
            yield drawing.heading(track.title or _("Other role pages"))
        yield _list(drawing, track.roles)
    if index.files and drawing.has_data:
        files = enumeration([drawing.file(name)] for name in index.files)
        yield nodes.paragraph(
            "", "", *sentence(_("Download: {files}"), files=files), classes=["roles-download"]
        )


def _list(drawing: Drawing, entries: Iterable[Entry]) -> nodes.Node:
    items = (_item(drawing, entry) for entry in entries)
    return drawing.bullets(items, "roles-list")


def _item(drawing: Drawing, entry: Entry) -> Iterator[nodes.Node]:
    summary = f" \N{EN DASH} {entry.summary}" if entry.summary else ""
    yield drawing.line("{role}{summary}", role=entry.link, summary=summary)
    if entry.levels:
        yield _list(drawing, entry.levels)
