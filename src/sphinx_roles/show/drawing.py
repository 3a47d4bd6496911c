"""From chosen data to standard docutils nodes.

Belongs here: which function draws a view, and what all of them draw with.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_roles.choose.page import Link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.views.checklist import Checklist
from sphinx_roles.choose.views.compare import Compare
from sphinx_roles.choose.views.expectations import Expectations
from sphinx_roles.choose.views.expected_of import ExpectedOf
from sphinx_roles.choose.views.index import Index
from sphinx_roles.choose.views.ladder import Ladder
from sphinx_roles.choose.views.map import Map
from sphinx_roles.html.fragments import link_html
from sphinx_roles.html.search import UNSEARCHED
from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.pieces import group_heading, paragraph_html, sentence
from sphinx_roles.show.views.checklist import draw_checklist
from sphinx_roles.show.views.compare import draw_compare
from sphinx_roles.show.views.expectations import draw_expectations
from sphinx_roles.show.views.expected_of import draw_expected_of
from sphinx_roles.show.views.index import draw_index
from sphinx_roles.show.views.ladder import draw_ladder
from sphinx_roles.show.views.map import draw_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_roles.choose.request import Quoted
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Copies


class Drawing:
    """One view on one page.

    Parameters
    ----------
    page
        The page.
    anchor
        The id of the view there.
    """

    def __init__(self, page: Copies, anchor: str) -> None:
        self.page = page
        self.is_folding = page.is_folding
        """Whether the page is HTML that a browser shows, and not a book."""
        self.has_columns = page.builder.format in {"html", "latex"}
        """Whether sentences can be read side by side, unlike in plain text."""
        self._anchor = anchor
        self._links: dict[Link, str] = {}  # a view may show one hundreds of times
        self._transplants: dict[tuple[tuple[str, str], ...], Transplant] = {}

    def link(self, link: Link) -> nodes.Node:
        """A link to a holder, or its title where a builder has no links."""
        return self.page.link(link)

    def place(self, quoted: Quoted, text: str) -> nodes.Node:
        """A link to where an expectation is written."""
        return self.link(Link(text, quoted.item.docname, quoted.item.anchor))

    def address(self, link: Link) -> str:
        """Where a holder stands, as HTML of this page writes it."""
        if link.docname == self.page.docname:
            return f"#{link.anchor}"
        address = self.page.uri(link.docname) or ""
        if link.anchor and "#" in address:  # a single page
            return f"#{link.anchor}"
        return f"{address}#{link.anchor}" if link.anchor else address

    def link_html(self, link: Link) -> str:
        """A link as HTML of this page writes it."""
        if link not in self._links:
            self._links[link] = link_html(self.address(link), link.title)
        return self._links[link]

    def words(self, text: str, **words: Link | str) -> list[nodes.Node]:
        """A sentence with links, or with text, in the place of `{word}`."""
        shown = {
            name: [self.link(word) if isinstance(word, Link) else nodes.Text(word)]
            for name, word in words.items()
        }
        return sentence(text, **shown)

    def html(self, text: str, **words: Link | str) -> str:
        """The same as HTML of this page."""
        shown = {
            name: self.link_html(word) if isinstance(word, Link) else escape(word)
            for name, word in words.items()
        }
        return escape(text).format(**shown)

    def line(self, text: str, name: str = "", /, **words: Link | str) -> nodes.Node:
        """A paragraph of the class `name`; for a browser, as HTML.

        Views of a large handbook have thousands of links, of which transforms and writers would
        make heavy work.
        """
        if self.is_folding:
            return paragraph_html(self.html(text, **words), name)
        return nodes.paragraph("", "", *self.words(text, **words), classes=name.split())

    def bullets(
        self, items: Iterable[Iterable[nodes.Node]], name: str, *, is_simple: bool = False
    ) -> nodes.Node:
        """A list of the class `name`; for a browser, where all of its items are HTML, as HTML.

        Parameters
        ----------
        items
            The blocks of each item.
        is_simple
            Whether each is a line, with or without a list of lines below, so that HTML may set
            them close together. Lists inside are then part of this one, and do not say so.
        """
        blocks = [list(item) for item in items]
        if not self.is_folding or not all(_is_html(block) for item in blocks for block in item):
            listed = [nodes.list_item("", *item) for item in blocks]
            return nodes.bullet_list("", *listed, classes=[name])
        if is_simple and self.page.builder.config.html_compact_lists:
            name += " simple"
        html = [f"<li>{''.join(block.astext() for block in item)}</li>\n" for item in blocks]
        return nodes.raw("", f'<ul class="{name}">\n{"".join(html)}</ul>\n', format="html")

    def heading(self, text: str, *rest: nodes.Node) -> nodes.Element:
        """A heading inside a view, which no table of contents lists."""
        return group_heading([nodes.Text(text), *rest], is_folding=self.is_folding)

    def quote(self, quoted: Quoted) -> list[nodes.Node]:
        """The contents of an expectation: blocks, as in its list item."""
        if self.page.is_splicing and quoted.item.is_plain:
            return [nodes.raw("", self.page.splices.quote(quoted.item), format="html")]
        if quoted.facts not in self._transplants:
            prefix = f"{self._anchor}.{len(self._transplants)}"
            self._transplants[quoted.facts] = self.page.transplant(prefix, dict(quoted.facts))
        return self.page.copy_contents(quoted.item, self._transplants[quoted.facts])

    def quote_change(
        self, earlier: Quoted, later: Quoted
    ) -> tuple[list[nodes.Node], list[nodes.Node]]:
        """The contents of two wordings of an expectation, changed words marked where HTML can."""
        if self.page.is_splicing and earlier.item.is_plain and later.item.is_plain:
            first, second = self.page.splices.change(earlier.item, later.item)
            return [nodes.raw("", first, format="html")], [nodes.raw("", second, format="html")]
        return self.quote(earlier), self.quote(later)

    def identifier(self, name: str) -> str:
        """An id inside the view."""
        return f"{self._anchor}.{name}"

    def footnotes(self) -> Iterator[nodes.Node]:
        """The footnotes of all that was quoted."""
        for transplant in self._transplants.values():
            yield from transplant.footnotes()


def _is_html(block: nodes.Node) -> bool:
    return isinstance(block, nodes.raw) and block["format"] == "html" and not block["classes"]


def draw(
    page: Copies, kind: str, anchor: str, view: tuple[Any, ...], *, is_in_table: bool
) -> list[nodes.Node]:
    """A view as nodes, to be put where its directive stands, which may be a table."""
    drawing = Drawing(page, anchor)
    blocks = [*DRAWERS[type(view)](drawing, view), *drawing.footnotes()]
    # A search finds what pages say, not what views repeat of it.
    around = nodes.container("", *blocks, classes=["roles-view", f"roles-{kind}", UNSEARCHED])
    if page.builder.format == "html":
        around["ids"] = [anchor]
        return [around]
    tables.unnest(around, is_in_table=is_in_table)
    # writers of other formats look at targets only
    return [nodes.target("", "", ids=[anchor]), around]


def _draw_nothing(_drawing: Drawing, nothing: Nothing) -> Iterable[nodes.Node]:
    yield nodes.paragraph("", _(nothing.why), classes=["roles-nothing"])


DRAWERS: Mapping[type, Callable[[Drawing, Any], Iterable[nodes.Node]]] = {
    Checklist: draw_checklist,
    Compare: draw_compare,
    Expectations: draw_expectations,
    ExpectedOf: draw_expected_of,
    Index: draw_index,
    Ladder: draw_ladder,
    Map: draw_map,
    Nothing: _draw_nothing,
}
"""What a view shows → the function that draws it."""
