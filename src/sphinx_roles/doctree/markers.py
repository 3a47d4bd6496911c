"""The nodes that wait in stored doctrees until the handbook is resolved.

None of them reaches a writer: `show` puts standard docutils nodes in their place.
"""

from __future__ import annotations

from docutils import nodes

ITEM = "roles-expectation"
"""Attribute of a list item or table cell that is an expectation: its anchor."""

CELLS = "roles-cells"
"""Attribute of a cell that names a row: how many cells, with it, say what is expected."""

READ = "roles-levels"
"""Attribute of a table that `levels` reads, and of the cell that names a level in it."""


class marker(nodes.Invisible, nodes.Element):  # noqa: N801
    """A `role`, `level` or `extends` directive, in the section that it marks; or a `levels`.

    Attributes: `kind`, `docname`, `name` and `options` from the author; `holder`, the full
    name of the enclosing holder, and `index`, which of the holder's `extends` it is, once
    the document is read.
    """


class view(nodes.General, nodes.Element):  # noqa: N801
    """A directive that shows a view, where it stands.

    Attributes: `kind`, `docname`, `argument` and `options` from the author; `holder`, the full
    name of the holder around it or '', and `number`, which of the document's views it is, once
    the document is read.
    """


class key_mark(nodes.Invisible, nodes.Inline, nodes.Element):  # noqa: N801
    """An inline `key`, before the document is read; `key` is the name."""


class this_fact(nodes.inline):  # noqa: N801
    """An inline `this`: `fact` is which one, `holder` the enclosing holder or ''."""


class heading(nodes.Invisible, nodes.Element):  # noqa: N801
    """Behind a title of a document that is no role page: the title as written, for copies."""
