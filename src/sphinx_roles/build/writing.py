"""From markers to what they stand for, once the handbook is resolved.

Belongs here: the transform that finds our nodes in a document that is about to be written. It
runs before references are resolved, so that what is put in place is resolved as on any page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_roles.doctree.markers import ITEM, marker, pick, this_fact, view
from sphinx_roles.garbage import paused
from sphinx_roles.show.page import PageRenderer

if TYPE_CHECKING:
    from sphinx_roles.build.domain import RolesDomain


class Show(SphinxPostTransform):
    """Replaces the markers of a document, or of all those that a builder put into one."""

    default_priority = 4  # before Sphinx's transforms for LaTeX, 5, and all resolvers, from 9 on

    def run(self, **_kwargs: object) -> None:
        domain: RolesDomain = self.env.domains["roles"]  # type: ignore[assignment]
        if not domain.users:
            return
        uses, items, views, marks, starts, languages = pick(
            self.document,
            this_fact,
            nodes.list_item,
            view,
            marker,
            addnodes.start_of_file,
            addnodes.highlightlang,
        )
        items = [item for item in items if ITEM in item]
        for start in starts:
            for child in start.children:  # Sphinx leaves them with the parent they had
                child.parent = start
        if domain.build.builder.name == "gettext":
            # Its messages are those of the page that holds them, and no others.
            for mark in (*marks, *views):
                mark.parent.remove(mark)
            return
        pages: dict[str, PageRenderer] = {}
        with paused():  # views make thousands of nodes, and all of them are kept
            if domain.build.is_splicing and not languages:  # code follows its page's `highlight`
                domain.build.fragments.keep(self.env.docname, items)
            for node in [*uses, *items, *views, *marks]:
                # A builder that writes one document assembles it from several.
                docname = self._docname(node) if starts else self.env.docname
                if docname not in pages:
                    around = self._around(node)
                    pages[docname] = PageRenderer(domain, docname, around)
                pages[docname].show(node)

    def _docname(self, node: nodes.Element) -> str:
        start: nodes.Node | None = node
        while start is not None and not isinstance(start, addnodes.start_of_file):
            start = start.parent
        if start is not None:
            return str(start["docname"])
        return str(node.get("docname") or self.env.docname)

    def _around(self, node: nodes.Node) -> nodes.Element:
        while node.parent is not None and not isinstance(node, addnodes.start_of_file):
            node = node.parent
        assert isinstance(node, nodes.Element)
        return node
