"""What is put onto one page from others: links to holders, and copies of expectations.

Belongs here: what everything that is shown is made with (see `render` and `views`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri

from sphinx_roles.doctree.markers import pick, view
from sphinx_roles.doctree.transplant import Transplant
from sphinx_roles.html.splice import Splices
from sphinx_roles.show.pieces import enumeration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.choose.page import Item, Link


class Copies:
    """Links and copies on the page of one document."""

    def __init__(self, domain: RolesDomain, docname: str, document: nodes.Element) -> None:
        self.domain = domain
        self.docname = docname
        self.builder = domain.build.builder
        self.is_folding = domain.build.is_folding
        self.is_splicing = domain.build.is_splicing
        self.is_paper = domain.build.is_paper
        self.splices = domain.build.splices[docname] = Splices()
        self._document = document
        self._uris: dict[str, str | None] = {}
        self._footnotes: int | None = None
        """The last number of a footnote, once one is asked for."""

    def original(self, item: Item) -> nodes.list_item:
        """An expectation where it stands, not to be changed."""
        return self.domain.build.origins.page(item.docname).items[item.anchor]

    def copy(
        self, item: Item, transplant: Transplant, originals: Iterable[nodes.Node]
    ) -> list[nodes.Node]:
        """Copies of nodes of an expectation."""
        origin = self.domain.build.origins.page(item.docname)
        copies = nodes.Element()
        copies.extend(transplant.copy(originals, origin.footnotes, item.docname))
        for inside in pick(copies, view)[0]:  # its author has been warned
            inside.parent.remove(inside)
        return copies.children

    def copy_contents(self, item: Item, transplant: Transplant) -> list[nodes.Node]:
        """The blocks inside an expectation."""
        return self.copy(item, transplant, self.original(item).children)

    def transplant(self, prefix: str, facts: Mapping[str, str]) -> Transplant:
        """One lot of copies onto this page."""
        return Transplant(self.builder, self.docname, prefix, facts, self._next_footnote)

    def _next_footnote(self) -> int:
        if self._footnotes is None:
            labels = [label.astext() for label in self._document.findall(nodes.label)]
            self._footnotes = max((int(n) for n in labels if n.isdecimal()), default=0)
        self._footnotes += 1
        return self._footnotes

    def link(self, link: Link) -> nodes.Node:
        """A link to a holder, or its title where a builder has no links."""
        text = nodes.Text(link.title)
        if link.docname == self.docname and link.anchor:
            return nodes.reference("", "", text, internal=True, refid=link.anchor)
        uri = self.uri(link.docname)
        if uri is None:
            return text
        uri += f"#{link.anchor}" if link.anchor else ""
        return nodes.reference("", "", text, internal=True, refuri=uri)

    def uri(self, docname: str) -> str | None:
        """The way to another page, None where a builder has no links."""
        # A view links to a page many times, and Sphinx quotes its name each time.
        if docname not in self._uris:
            try:
                self._uris[docname] = self.builder.get_relative_uri(self.docname, docname)
            except NoUri:
                self._uris[docname] = None
        return self._uris[docname]

    def links(self, links: Iterable[Link]) -> list[nodes.Node]:
        return enumeration([self.link(link)] for link in links)
