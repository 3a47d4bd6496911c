"""An extension with nodes that stand where they were written, for `test_copies`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class rule(nodes.Admonition, nodes.Element):  # noqa: N801
    """Numbered, by its id."""


class tasks(nodes.General, nodes.Element):  # noqa: N801
    """Drawn where it was written, and on no other page."""


class need(nodes.General, nodes.Element):  # noqa: N801
    """Has a visit, which looks for what it knows by the id."""


class aside(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Inline, and a paragraph of its own in HTML."""


class RuleDirective(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        return [rule("", nodes.paragraph("", "Gates are locked."), ids=["a-rule"])]


class TasksDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [tasks(docname=self.env.docname)]


class NeedDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [need(ids=["R1"])]


class SpellingBuilder(DummyBuilder):
    """Looks at the text of each page, as a spelling checker does."""

    name = "spelling"

    def write_doc(self, _docname: str, doctree: nodes.document) -> None:
        for text in doctree.findall(nodes.Text):
            if "gaet" in text and text.parent is not None:
                place = ":".join(map(str, get_source_line(text.parent)))
                logging.getLogger(__name__).warning("misspelt: 'gaet'", location=place)


def draw(_app: Sphinx, document: nodes.document, docname: str) -> None:
    for node in list(document.findall(tasks)):
        if node["docname"] == docname:
            node.replace_self(nodes.paragraph("", "Nothing is open."))


def visit_need(self: Any, node: need) -> None:
    assert node["ids"] == ["R1"]
    self.body.append("<p>Need R1.</p>")


def visit_rule(self: Any, node: rule) -> None:
    self.body.append(self.starttag(node, "div"))
    self.add_fignumber(node)


def depart_rule(self: Any, node: rule) -> None:
    assert node["ids"]
    self.body.append("</div>")


def visit_aside(self: Any, _node: aside) -> None:
    self.body.append("<span><p>")


def depart_aside(self: Any, _node: aside) -> None:
    self.body.append("</p></span>")


def depart(_self: Any, _node: nodes.Node) -> None:
    pass


def setup(app: Sphinx) -> None:
    app.add_node(tasks)
    app.add_node(need, html=(visit_need, depart))
    app.add_node(aside, html=(visit_aside, depart_aside))
    app.add_generic_role("aside", aside)
    app.add_enumerable_node(rule, "rule", html=(visit_rule, depart_rule))
    app.add_directive("rule", RuleDirective)
    app.add_directive("tasks", TasksDirective)
    app.add_directive("need", NeedDirective)
    app.add_builder(SpellingBuilder)
    app.connect("doctree-resolved", draw)
