"""What the documentation shows of the code, so that it cannot say anything else."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from layout import LAYOUT, about
from sphinx_roles.data.compare.changes import KINDS
from sphinx_roles.handbook.finding_kinds import Kind
from sphinx_roles.handbook.headings.vocabulary import HEADINGS
from sphinx_roles.handbook.kinds import Warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SCHEMA = files("sphinx_roles").joinpath("data", "roles.schema.json")


class TableDirective(SphinxDirective):
    """A table whose rows are told by the code."""

    head: ClassVar[tuple[str, ...]]
    widths: ClassVar[tuple[int, ...]]
    has_content = False

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Names, shown as code, and texts about them."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        group = nodes.tgroup("", cols=len(self.head))
        group.extend(nodes.colspec("", colwidth=width) for width in self.widths)
        group += nodes.thead("", self._row(nodes.paragraph("", title) for title in self.head))
        body = nodes.tbody()
        for name, *texts in self.rows():
            # an address for each row
            first = nodes.paragraph("", "", nodes.literal("", name), ids=[self.anchor(name)])
            body += self._row([first, *map(self._text, texts)])
        group += body
        return [nodes.table("", group, classes=[self.name])]

    def anchor(self, name: str) -> str:
        return name

    def _row(self, cells: Iterable[nodes.Node]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", cell) for cell in cells))

    def _text(self, text: str) -> nodes.paragraph:
        inline, messages = self.state.inline_text(text, self.lineno)
        return nodes.paragraph(text, "", *inline, *messages)


class WarningsDirective(TableDirective):
    """A table of every kind of warning: its type, cause and cure."""

    head = ("Warning", "Cause", "Cure")
    widths = (24, 38, 38)

    def rows(self) -> Iterable[tuple[str, ...]]:
        for kind in sorted(Warn, key=lambda kind: kind.subtype):
            yield f"roles.{kind.subtype}", kind.cause, kind.cure


class StepsDirective(TableDirective):
    """The folders of the code in the order of the data, with their docstrings."""

    head = ("Step", "What belongs there")
    widths = (20, 80)

    def rows(self) -> Iterable[tuple[str, ...]]:
        for step in LAYOUT["steps"]:
            for name in LAYOUT["base"] if step == "base" else [step]:
                yield name, about(name)

    def anchor(self, name: str) -> str:
        return nodes.make_id(f"step-{name}")


class FieldsDirective(TableDirective):
    """A table of the fields of `roles.json`, by its schema: of a `holder`, say."""

    head = ("Field", "Meaning")
    widths = (20, 80)
    required_arguments = 1

    def rows(self) -> Iterable[tuple[str, ...]]:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        for name, field in schema["$defs"][self.arguments[0]]["properties"].items():
            yield name, field["description"]

    def anchor(self, name: str) -> str:
        return f"{self.arguments[0]}.{name}"


class KindsDirective(TableDirective):
    """A table of the kinds of change that `diff` reports."""

    head = ("Kind", "Meaning")
    widths = (24, 76)

    def rows(self) -> Iterable[tuple[str, ...]]:
        for kind, meaning in KINDS.items():
            yield kind, f"{meaning[0].upper()}{meaning[1:]}."


class FindingsDirective(TableDirective):
    """A table of the kinds of finding of `rolecheck`."""

    head = ("Kind", "Cause", "Cure")
    widths = (20, 40, 40)

    def rows(self) -> Iterable[tuple[str, ...]]:
        for kind in Kind:
            yield kind.label, kind.cause, kind.cure

    def anchor(self, name: str) -> str:
        return f"finding.{name}"


class HeadingsDirective(SphinxDirective):
    """The headings that open a part, an area or prose by default."""

    def run(self) -> list[nodes.Node]:
        entries = []
        for part, headings in HEADINGS.items():
            term = nodes.term("", "", nodes.literal("", part))
            text = nodes.paragraph("", " · ".join(headings))
            entries.append(nodes.definition_list_item("", term, nodes.definition("", text)))
        return [nodes.definition_list("", *entries)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("roles-warnings", WarningsDirective)
    app.add_directive("roles-fields", FieldsDirective)
    app.add_directive("code-steps", StepsDirective)
    app.add_directive("diff-kinds", KindsDirective)
    app.add_directive("roles-findings", FindingsDirective)
    app.add_directive("roles-headings", HeadingsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
