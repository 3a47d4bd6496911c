"""What the documentation shows of the code: the table of warnings, the headings of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_roles.config import DEFAULT_PARTS
from sphinx_roles.warnings import Warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HEAD = ("Warning", "Cause", "Cure")


class WarningsDirective(SphinxDirective):
    """A table of every kind of warning: its type, cause and cure."""

    def run(self) -> list[nodes.Node]:
        group = nodes.tgroup("", cols=len(HEAD))
        group.extend(nodes.colspec("", colwidth=width) for width in (24, 38, 38))
        group += nodes.thead("", self._row(nodes.paragraph("", title) for title in HEAD))
        body = nodes.tbody()
        for kind in sorted(Warn, key=lambda kind: kind.subtype):
            name = f"roles.{kind.subtype}"
            # an address for each warning
            head = nodes.paragraph("", "", nodes.literal("", name), ids=[name])
            body += self._row([head, self._text(kind.cause), self._text(kind.cure)])
        group += body
        return [nodes.table("", group, classes=["roles-warnings"])]

    def _row(self, cells: Iterable[nodes.Node]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", cell) for cell in cells))

    def _text(self, text: str) -> nodes.paragraph:
        inline, messages = self.state.inline_text(text, self.lineno)
        return nodes.paragraph(text, "", *inline, *messages)


class HeadingsDirective(SphinxDirective):
    """The headings that open a part by default."""

    def run(self) -> list[nodes.Node]:
        entries = []
        for part, headings in DEFAULT_PARTS.items():
            term = nodes.term("", "", nodes.literal("", part))
            text = nodes.paragraph("", " · ".join(headings))
            entries.append(nodes.definition_list_item("", term, nodes.definition("", text)))
        return [nodes.definition_list("", *entries)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("roles-warnings", WarningsDirective)
    app.add_directive("roles-headings", HeadingsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
