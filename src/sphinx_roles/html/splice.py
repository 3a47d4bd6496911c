"""The last step of an HTML page: permalinks, and fragments in the place of their tokens.

Belongs here: work on the HTML of a page's body. `render` has left a token for each block of
inherited expectations whose HTML is known already, and the list items with their ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinx_roles.handbook.names import anchor as anchor_of
from sphinx_roles.html.changed_words import mark_changes, mark_removed
from sphinx_roles.html.fragments import HOLDER, group_html, link_html
from sphinx_roles.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx

    from sphinx_roles.build.current import Build
    from sphinx_roles.choose.page import Group, Inherited, Item, Link, Raised

_TOKEN = re.compile(r"<!--sphinx-roles:(\w+-)?(\d+)-->")
_LI = re.compile(r"<(/?)li\b([^>]*)>")
_ID = re.compile(r'\bid="([^"]*)"')


@dataclass
class Splices:
    """What is put into the HTML of one page."""

    inherited: list[tuple[str, Inherited]] = field(default_factory=list)
    """Holder and what it inherits, in the order of the tokens."""
    quotes: list[Item] = field(default_factory=list)
    """What views show, in the order of the tokens."""
    changes: list[tuple[Item, Item]] = field(default_factory=list)
    """What views show in an earlier and a later wording, in the order of the tokens."""
    raised: dict[str, Raised] = field(default_factory=dict)
    """Anchor of an own expectation → what it raises."""

    def token(self, holder: str, inherited: Inherited) -> str:
        """Leave a block for later; the comment that holds its place."""
        self.inherited.append((holder, inherited))
        return f"<!--sphinx-roles:{len(self.inherited) - 1}-->"

    def quote(self, item: Item) -> str:
        """Leave the contents of an expectation for later; the comment that holds its place."""
        self.quotes.append(item)
        return f"<!--sphinx-roles:quote-{len(self.quotes) - 1}-->"

    def change(self, earlier: Item, later: Item) -> tuple[str, str]:
        """The same for two wordings, in which the words that differ are marked."""
        self.changes.append((earlier, later))
        number = len(self.changes) - 1
        return f"<!--sphinx-roles:earlier-{number}-->", f"<!--sphinx-roles:later-{number}-->"


def splice(app: Sphinx, build: Build, docname: str, context: dict[str, Any]) -> None:
    """Finish the body of a page. Connected to `html-page-context`."""
    body = context.get("body")
    if not body or not build.is_folding:
        return
    own = build.own_anchors(docname)
    if not own and docname not in build.splices:  # a page may hold what it inherits alone
        return
    page = _Page(app, build, docname)
    context["body"] = page.finish(body, own)
    if own:
        build.spool.put(docname, page.captured)


class _Page:
    def __init__(self, app: Sphinx, build: Build, docname: str) -> None:
        self._build = build
        self._docname = docname
        self._builder = app.builder
        self._splices = build.splices.pop(docname, Splices())
        self._root = "../" * app.builder.get_target_uri(docname).partition("#")[0].count("/")
        config = app.config
        is_linked = config.html_permalinks and getattr(app.builder, "add_permalinks", False)
        self._icon = config.html_permalinks_icon if is_linked else None
        self._icon_title = escape(_("Link to this expectation"))
        self._groups: dict[tuple[int, bool], str] = {}
        self.captured: dict[str, str] = {}
        """Anchor of an own expectation → its HTML, without what is added here."""

    def finish(self, body: str, own: Collection[str]) -> str:
        found = []
        for anchor, start, stop in _list_items(body, own):
            content, *raises = body[start:stop].partition('<details class="roles-raises"')
            self.captured[anchor] = content.strip()
            found.append((anchor, start, content, "".join(raises), stop))
        found.sort(key=lambda item: item[1])
        pieces: list[str] = []
        end = 0
        for anchor, start, content, details, stop in found:
            pieces += [body[end:start], self._permalinked(anchor, content), details]
            if anchor in self._splices.raised:
                pieces.append(self._raises(self._splices.raised[anchor], content))
            end = stop
        body = "".join([*pieces, body[end:]])
        quoted = chain(self._splices.quotes, *self._splices.changes)
        self._build.fragments.prepare(i for i in quoted if i.docname != self._docname)
        return _TOKEN.sub(self._for_token, body)

    def _for_token(self, token: re.Match[str]) -> str:
        kind, number = token[1], int(token[2])
        if kind is None:
            return self._block(number)
        if kind == "quote-":
            return self._content(self._splices.quotes[number])
        earlier, later = map(self._content, self._splices.changes[number])
        return mark_changes(earlier, later)[kind == "later-"]

    def _permalinked(self, anchor: str, content: str) -> str:
        if self._icon is None:
            return content
        link = (
            f'<a class="headerlink roles-permalink" href="#{escape(anchor)}" '
            f'title="{self._icon_title}">{self._icon}</a>'
        )
        before, paragraph, after = content.partition("</p>")
        return f"{before}{link}{paragraph}{after}" if paragraph else content + link

    def _block(self, number: int) -> str:
        holder, inherited = self._splices.inherited[number]
        groups = []
        before = None
        for group in inherited.groups:
            has_heading = (group.part, group.origin) != before
            before = (group.part, group.origin)
            if group.origin.docname != self._docname:
                fragments = self._build.fragments
                groups.append(fragments.group(group, self._root, has_heading=has_heading))
            else:
                groups.append(self._own_group(group, has_heading=has_heading))
        return "".join(groups).replace(HOLDER, f"{anchor_of(*holder.split('/'))}.")

    def _own_group(self, group: Group, *, has_heading: bool) -> str:
        """A group that levels of this page inherit from one another, or from their role."""
        key = (id(group), has_heading)
        if key not in self._groups:
            contents = [self._content(item) for item in group.items]
            heading = f"#{group.origin.anchor}" if has_heading else None
            self._groups[key] = group_html(group, contents, heading)
        return self._groups[key]

    def _raises(self, raised: Raised, own: str) -> str:
        earlier = mark_removed(self._content(raised.earlier), own)
        first, paragraph, rest = earlier.partition("</p>")
        summary = escape(_("Raises {holder}\u2019s").format(holder=raised.base.title))
        says = _("Earlier, for {holder}: ").format(holder=self._link(raised.base))
        if paragraph:
            says += first.removeprefix("<p>")
        else:  # it starts with code, say
            rest = first
        return (
            f'<details class="roles-raises"><summary>{summary}</summary>'
            f'<p class="roles-earlier">{says}</p>{rest}</details>'
        )

    def _content(self, item: Item) -> str:
        if item.docname == self._docname and item.anchor in self.captured:
            return self.captured[item.anchor]
        return self._build.fragments.item(item, self._root)

    def _link(self, link: Link) -> str:
        is_here = link.docname == self._docname
        uri = "" if is_here else self._builder.get_relative_uri(self._docname, link.docname)
        return link_html(f"{uri}#{link.anchor}", link.title)


def _list_items(body: str, anchors: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Anchor, start and end of the contents of the list items with these ids, in order."""
    open_items: list[tuple[str | None, int]] = []
    for tag in _LI.finditer(body):
        if not tag[1]:
            identifier = _ID.search(tag[2])
            name = identifier[1] if identifier and identifier[1] in anchors else None
            open_items.append((name, tag.end()))
        elif open_items:
            name, start = open_items.pop()
            if name is not None:
                yield name, start, tag.start()
