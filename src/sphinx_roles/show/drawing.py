"""What all views are drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_roles.choose.quotes import Link
from sphinx_roles.show.pieces import group_heading, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.quotes import Quoted
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Sheet


class Drawing:
    """One view on one page.

    Parameters
    ----------
    sheet
        The page.
    anchor
        The id of the view there.
    """

    def __init__(self, sheet: Sheet, anchor: str) -> None:
        self.sheet = sheet
        self.is_browser = sheet.is_browser
        """Whether the page is HTML that a browser shows, and not a book."""
        self.has_data = sheet.setting.has_data
        """Whether the data of the handbook are written beside the pages."""
        self.has_columns = sheet.builder.format in {"html", "latex"}
        """Whether sentences can be read side by side, unlike in plain text."""
        self._anchor = anchor
        self._transplants: dict[tuple[tuple[str, str], ...], Transplant] = {}

    def link(self, link: Link) -> nodes.Node:
        """A link to a holder, or its title where a builder has no links."""
        return self.sheet.link(link)

    def link_to(self, quoted: Quoted, text: str) -> nodes.Node:
        """A link to where an expectation is written."""
        return self.link(Link(text, quoted.item.docname, quoted.item.anchor))

    def file(self, name: str) -> nodes.Node:
        """A link to a file that is written into the output folder."""
        page = self.sheet.builder.get_target_uri(self.sheet.docname).partition("#")[0]
        uri = relative_uri(page, name)
        return nodes.reference("", "", nodes.literal("", name), internal=True, refuri=uri)

    def address(self, link: Link) -> str:
        """Where a holder stands, as HTML of this page writes it."""
        if link.docname == self.sheet.docname:
            return f"#{link.anchor}"
        address = self.sheet.uri(link.docname) or ""
        if link.anchor and "#" in address:  # a single page
            return f"#{link.anchor}"
        return f"{address}#{link.anchor}" if link.anchor else address

    def words(self, text: str, **words: Link | str) -> list[nodes.Node]:
        """A sentence with links, or with text, in the place of `{word}`."""
        shown = {
            name: [self.link(word) if isinstance(word, Link) else nodes.Text(word)]
            for name, word in words.items()
        }
        return sentence(text, **shown)

    def line(self, text: str, name: str = "", /, **words: Link | str) -> nodes.paragraph:
        """A sentence as a paragraph of the class `name`."""
        return nodes.paragraph("", "", *self.words(text, **words), classes=name.split())

    def bullets(self, items: Iterable[Iterable[nodes.Node]], name: str) -> nodes.bullet_list:
        """A list of the class `name`, from the blocks of each item."""
        listed = [nodes.list_item("", *item) for item in items]
        return nodes.bullet_list("", *listed, classes=[name])

    def heading(self, text: str, *rest: nodes.Node) -> nodes.Element:
        """A heading inside a view, which no table of contents lists."""
        return group_heading([nodes.Text(text), *rest], is_browser=self.is_browser)

    def quote(self, quoted: Quoted) -> list[nodes.Node]:
        """The contents of an expectation: blocks, as in its list item."""
        slots = self.sheet.slots
        if slots is not None and quoted.item.is_plain:
            return [nodes.raw("", slots.quote(quoted.item), format="html")]
        if quoted.facts not in self._transplants:
            prefix = f"{self._anchor}.{len(self._transplants)}"
            self._transplants[quoted.facts] = self.sheet.transplant(prefix, dict(quoted.facts))
        return self.sheet.copy_contents(quoted.item, self._transplants[quoted.facts])

    def quote_cell(self, quoted: Quoted) -> list[nodes.Node]:
        """An expectation as a cell: its depth, if it has one. The row's label is the text then."""
        if quoted.item.depth is None:
            return self.quote(quoted)
        return [nodes.paragraph("", "", self.link_to(quoted, quoted.item.depth))]

    def quote_change(
        self, earlier: Quoted, later: Quoted
    ) -> tuple[list[nodes.Node], list[nodes.Node]]:
        """The contents of two wordings of an expectation, changed words marked where HTML can.

        Of the same words in two depths, the depths alone.
        """
        depths = earlier.item.depth, later.item.depth
        if all(depths) and earlier.item.digest == later.item.digest:
            said = [[nodes.paragraph("", depth or "")] for depth in depths]
            return [*said[0]], [*said[1]]
        slots = self.sheet.slots
        if slots is not None and earlier.item.is_plain and later.item.is_plain:
            first, second = slots.change(earlier.item, later.item)
            return [nodes.raw("", first, format="html")], [nodes.raw("", second, format="html")]
        return self.quote(earlier), self.quote(later)

    def identifier(self, name: str) -> str:
        """An id inside the view."""
        return f"{self._anchor}.{name}"

    def footnotes(self) -> Iterator[nodes.Node]:
        """The footnotes of all that was quoted."""
        for transplant in self._transplants.values():
            yield from transplant.footnotes()
