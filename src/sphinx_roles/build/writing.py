"""From our nodes to what they stand for, once the handbook is resolved.

Belongs here: the transform that finds our nodes in a document that is about to be written. It
runs before references are resolved, so that what is put in place is resolved as on any page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_roles.doctree.markers import ITEM, heading, marker, this_fact, view
from sphinx_roles.doctree.walk import pick
from sphinx_roles.show.page import PageSheet
from sphinx_roles.show.slots import Slots

if TYPE_CHECKING:
    from sphinx_roles.build.course import Course
    from sphinx_roles.build.current import Build


def show_for(course: Course) -> type[SphinxPostTransform]:
    """The transform of one application. Sphinx makes its transforms itself, from their class."""
    return type("Show", (Show,), {"course": course})


class Show(SphinxPostTransform):
    """Replaces our nodes in a document, or in all those that a builder put into one."""

    default_priority = 4  # before Sphinx's transforms for LaTeX, 5, and all resolvers, from 9 on
    course: ClassVar[Course]

    def run(self, **_kwargs: object) -> None:
        build = self.course.build
        if not self.course.domain.documents:
            return
        uses, items, cells, views, marks, starts, headings = pick(
            self.document,
            *(this_fact, nodes.list_item, nodes.entry, view),
            *(marker, addnodes.start_of_file, heading),
        )
        for written in headings:
            written.parent.remove(written)
        items = [item for item in (*items, *cells) if ITEM in item]
        for start in starts:
            for child in start.children:  # Sphinx leaves them with the parent they had
                child.parent = start
        if not build.is_for_readers:
            for mark in (*marks, *views):
                mark.parent.remove(mark)
            return
        sheets: dict[str, PageSheet] = {}
        for node in [*uses, *items, *views, *marks]:
            # A builder that writes one document assembles it from several.
            docname = self._docname(node) if starts else self.env.docname
            if docname not in sheets:
                sheets[docname] = _sheet(build, docname, _around(node))
            sheets[docname].show(node)

    def _docname(self, node: nodes.Element) -> str:
        start: nodes.Node | None = node
        while start is not None and not isinstance(start, addnodes.start_of_file):
            start = start.parent
        if start is not None:
            return str(start["docname"])
        return str(node.get("docname") or self.env.docname)


def _sheet(build: Build, docname: str, around: nodes.Element) -> PageSheet:
    slots = None
    if build.is_spliced:
        slots = build.slots[docname] = Slots()
    return PageSheet(build.setting(docname), docname, around, slots, build.page(docname))


def _around(node: nodes.Node) -> nodes.Element:
    """The document that a node was written in, as it stands in the whole."""
    while node.parent is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    assert isinstance(node, nodes.Element)
    return node
