"""What every page is made with: links, and copies of expectations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri

from sphinx_roles.doctree.markers import view
from sphinx_roles.doctree.transplant import Transplant
from sphinx_roles.doctree.walk import pick
from sphinx_roles.show.pieces import depth_note, enumeration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx.builders import Builder

    from sphinx_roles.choose.quotes import Item, Link
    from sphinx_roles.config import RolesConfig
    from sphinx_roles.doctree.foreign import Writer
    from sphinx_roles.doctree.origins import Origins
    from sphinx_roles.handbook.resolved import Handbook
    from sphinx_roles.show.slots import Slots


@dataclass(frozen=True, slots=True)
class Setting:
    """What all pages of a build share."""

    handbook: Handbook
    config: RolesConfig
    builder: Builder
    writer: Writer
    docs: Collection[str]
    """The docnames of all pages."""
    origins: Origins
    """The documents that copies are made from."""
    is_browser: bool
    """Whether the pages are HTML that a browser shows, and not a book."""
    has_data: bool
    """Whether the data of the handbook are written beside the pages."""
    is_paper: bool
    """Whether the pages are to be printed."""


class Sheet:
    """The page of one document.

    Parameters
    ----------
    slots
        What is left for `html`; None where the HTML does not pass through our hands.
    """

    def __init__(
        self, setting: Setting, docname: str, document: nodes.Element, slots: Slots | None
    ) -> None:
        self.setting = setting
        self.handbook = setting.handbook
        self.builder = setting.builder
        self.is_browser = setting.is_browser
        self.is_paper = setting.is_paper
        self.docname = docname
        self.slots = slots
        self._document = document
        self._uris: dict[str, str | None] = {}
        self._footnotes: int | None = None
        """The last number of a footnote, once one is asked for."""

    def original(self, item: Item) -> nodes.list_item:
        """An expectation where it stands, not to be changed."""
        return self.setting.origins.page(item.docname).items[item.anchor]

    def copy(
        self, item: Item, transplant: Transplant, originals: Sequence[nodes.Node]
    ) -> list[nodes.Node]:
        """Copies of nodes of an expectation."""
        origin = self.setting.origins.page(item.docname)
        copies = nodes.Element()
        copies.extend(transplant.copy(originals, origin.footnotes, item.docname))
        for inside in pick(copies, view)[0]:  # its author has been warned
            inside.parent.remove(inside)
        if item.depth is not None:
            note = depth_note(item.depth)
            first = next(copies.findall(nodes.paragraph), None)
            if first is None:
                copies += nodes.paragraph("", "", *note[1:])
            else:
                first.extend(note)
        return copies.children

    def copy_contents(self, item: Item, transplant: Transplant) -> list[nodes.Node]:
        """The blocks inside an expectation."""
        return self.copy(item, transplant, self.original(item).children)

    def transplant(self, prefix: str, facts: Mapping[str, str]) -> Transplant:
        """One lot of copies onto this page."""
        return Transplant(
            self.builder,
            self.setting.writer,
            self.setting.docs,
            self.docname,
            prefix,
            facts,
            self._next_footnote,
        )

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
        """Links to several holders, as in `a, b and c`."""
        return enumeration([self.link(link)] for link in links)
