"""Tables that views draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(
    head: Sequence[nodes.entry],
    rows: Iterable[Sequence[nodes.entry]],
    *classes: str,
    widths: Sequence[int] = (),
) -> nodes.table:
    """A table with one row of headers.

    Parameters
    ----------
    widths
        Of the columns, relative to one another; in plain text, in characters.
    """
    group = nodes.tgroup("", cols=len(head))
    group.extend(nodes.colspec("", colwidth=width) for width in widths or [1] * len(head))
    group += nodes.thead("", nodes.row("", *head))
    group += nodes.tbody("", *(nodes.row("", *row) for row in rows))
    # In LaTeX, one that may go over several pages.
    return nodes.table("", group, classes=["roles-table", "longtable", *classes])


def cell(*content: nodes.Node | str | None) -> nodes.entry:
    """A cell with one line."""
    line = [nodes.Text(piece) if isinstance(piece, str) else piece for piece in content if piece]
    return nodes.entry("", *([nodes.paragraph("", "", *line)] if line else []))
