"""Tables that views draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.doctree.walk import parents

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
    kept = ["colwidths-given"] if widths else []  # or HTML leaves the widths to the browser
    return nodes.table("", group, classes=["roles-table", "longtable", *kept, *classes])


def cell(*content: nodes.Node | str | None) -> nodes.entry:
    """A cell with one line."""
    line = [nodes.Text(piece) if isinstance(piece, str) else piece for piece in content if piece]
    return nodes.entry("", *([nodes.paragraph("", "", *line)] if line else []))


def unnest(around: nodes.Element, *, is_in_table: bool) -> None:
    """Make lists of tables inside a table, an expectation's say: only HTML takes them."""
    for table in reversed(list(around.findall(nodes.table))):  # the innermost first
        if is_in_table or any(isinstance(outer, nodes.table) for outer in parents(table)):
            rows = [
                nodes.list_item("", *(block for entry in row for block in entry.children))
                for row in table.findall(nodes.row)
            ]
            titles = [
                nodes.paragraph("", "", *child.children)
                for child in table.children
                if isinstance(child, nodes.title)
            ]
            table.parent.replace(table, [*titles, nodes.bullet_list("", *rows)])
