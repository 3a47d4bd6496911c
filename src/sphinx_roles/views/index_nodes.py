"""`roles:index` as nodes: a list for each track.

A browser gets the list as HTML: of a handbook of hundreds of pages it has thousands of links, of
which transforms and writers would make heavy work.
"""

from __future__ import annotations

from html import escape
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
        if drawing.is_folding:
            html = "".join(_html(drawing, track.roles, "roles-list simple"))
            yield nodes.raw("", html, format="html")
        else:
            yield _list(drawing, track.roles)


def _list(drawing: Drawing, entries: Iterable[Entry]) -> nodes.bullet_list:
    items = nodes.bullet_list(classes=["roles-list"])
    for entry in entries:
        line = nodes.paragraph("", "", drawing.link(entry.link), nodes.Text(_summary(entry)))
        item = nodes.list_item("", line)
        if entry.levels:
            item += _list(drawing, entry.levels)
        items += item
    return items


def _html(drawing: Drawing, entries: Iterable[Entry], classes: str) -> Iterator[str]:
    yield f'<ul class="{classes}">\n'
    for entry in entries:
        yield f"<li><p>{drawing.link_html(entry.link)}{escape(_summary(entry))}</p>"
        if entry.levels:
            yield "\n"
            yield from _html(drawing, entry.levels, "roles-list")
        yield "</li>\n"
    yield "</ul>\n"


def _summary(entry: Entry) -> str:
    return f" \N{EN DASH} {entry.summary}" if entry.summary else ""
