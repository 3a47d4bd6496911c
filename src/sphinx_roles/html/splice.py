"""The last step of an HTML page: permalinks, and shared HTML in the place of its comments.

Belongs here: work on the HTML of a page's body. `show` has left a comment for each block of
inherited expectations whose HTML all pages share; each own expectation still has its attribute.
"""

from __future__ import annotations

import re
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from docutils import nodes

from sphinx_roles.choose.inherited import noted
from sphinx_roles.doctree import contents
from sphinx_roles.doctree.markers import ITEM
from sphinx_roles.doctree.walk import tree
from sphinx_roles.handbook.names import anchor as anchor_of
from sphinx_roles.handbook.names import fragment
from sphinx_roles.html.fragments import with_note
from sphinx_roles.html.marked_words import mark_changes, mark_removed
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import fold_start, override_words, part_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinx_roles.choose.inherited import Inherited, Note
    from sphinx_roles.choose.page import Override
    from sphinx_roles.choose.quotes import Item, Link
    from sphinx_roles.html.fragments import Fragments
    from sphinx_roles.show.slots import Slots

_COMMENT = re.compile(r"<!--sphinx-roles:(\w+-)?(\d+)-->")
_ONLY, _START, _END = "roles-item:", "roles-item-start:", "roles-item-end:"
"""How temporary ids begin that mark an own expectation; its anchor follows."""
_ITEM = re.compile(
    rf'(?P<tag><p\b[^>]*?) id="{_ONLY}(?P<only>[^"]+)"(?P<text>.*?</p>)'
    rf'|<span\b[^>]*\bid="{_START}(?P<first>[^"]+)"[^>]*></span>(?P<blocks>.*?)'
    rf'<span\b[^>]*\bid="{_END}(?P=first)"[^>]*></span>',
    re.DOTALL,
)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)


def mark_items(document: nodes.document) -> None:
    """Mark the contents of each own expectation, before its HTML is written.

    Most are one plain paragraph, which gets an id. Around all others are targets, for the HTML does
    not tell where an item ends: authors may leave their own tags open, and other extensions may
    write paragraphs. This is done last, so that no transform of Sphinx or of others walks over the
    targets.
    """
    for node in tree(document):
        if isinstance(node, (nodes.list_item, nodes.entry)) and ITEM in node:
            name = quote(node.attributes.pop(ITEM), safe="")
            paragraph = _only_paragraph(node)
            if paragraph is not None:
                paragraph["ids"].append(f"{_ONLY}{name}")
            else:
                node.insert(0, nodes.target(ids=[f"{_START}{name}"]))
                node.append(nodes.target(ids=[f"{_END}{name}"]))


def _only_paragraph(item: nodes.Element) -> nodes.paragraph | None:
    """The only paragraph of an item, if the HTML of the item ends with the first `</p>`."""
    first = item.children[0] if len(item.children) == 1 else None
    if not isinstance(first, nodes.paragraph):
        return None
    return first if all(map(contents.is_plain, tree(first))) else None


class Splicer:
    """Finishes the HTML of one page.

    Parameters
    ----------
    builder
        The HTML builder.
    fragments
        The HTML that pages share.
    docname
        The page.
    slots
        What is to be put into it.
    """

    def __init__(self, builder: Any, fragments: Fragments, docname: str, slots: Slots) -> None:
        self._builder = builder
        self._fragments = fragments
        self._docname = docname
        self._slots = slots
        self._root = "../" * builder.get_target_uri(docname).partition("#")[0].count("/")
        is_linked = builder.config.html_permalinks and getattr(builder, "add_permalinks", False)
        self._icon = builder.config.html_permalinks_icon if is_linked else None
        self._icon_title = escape(_("Link to this expectation"))
        self._from = _("from {holder}")
        self._notes: dict[str, str] = {}
        """Title of an origin → the note that names it once more."""
        self._own: dict[str, str] = {}
        """Anchor of an own expectation → its HTML, without what is added here."""

    def finish(self, body: str) -> str:
        """The body of the page, whole."""
        slots = self._slots
        shown = (*slots.quotes, *chain.from_iterable(slots.changes))
        self._fragments.prepare(item for item in shown if item.docname != self._docname)
        return _COMMENT.sub(self._for_comment, _ITEM.sub(self._for_item, body))

    def _for_item(self, found: re.Match[str]) -> str:
        is_paragraph = found["only"] is not None
        anchor = unquote(found["only"] if is_paragraph else found["first"])
        content = found["tag"] + found["text"] if is_paragraph else found["blocks"]
        self._own[anchor] = content.strip()
        override = self._slots.overrides.get(anchor)
        earlier = self._earlier(override, content) if override else ""
        return self._permalinked(anchor, content) + earlier

    def _for_comment(self, comment: re.Match[str]) -> str:
        kind, number = comment[1], int(comment[2])
        if kind is None:
            holder, inherited, again = self._slots.inherited[number]
            prefix = f"{anchor_of(*holder.split('/'))}."
            return "".join(self._parts(prefix, inherited, again.items))
        if kind == "quote-":
            return self._content(self._slots.quotes[number])
        earlier, later = map(self._content, self._slots.changes[number])
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

    # -- lists of what is inherited. They are written as HTML, not as nodes, because they are most
    # of what a handbook shows. Written as nodes, they slow down a clean build of 400 role pages.

    def _parts(self, prefix: str, inherited: Inherited, again: Collection[Item]) -> Iterator[str]:
        """Lists of what is inherited; the ids of the items begin with `prefix`."""

        def hidden(items: Iterable[Item]) -> str:
            return " roles-again" if all(item in again for item in items) else ""

        for part in noted(inherited.groups):
            said = f"<strong>{escape(part_label(part.part))}</strong>{self._note(part.note)}"
            yield f'<p class="roles-group{hidden(part.items)}">{said}</p>\n'
            for group, of_area, notes in part.groups:
                again_here = hidden(group.items)
                if group.area:
                    said = f"<strong>{escape(group.area)}</strong>{self._note(of_area)}"
                    yield f'<p class="roles-area{again_here}">{said}</p>\n'
                contents = [*map(self._noted, group.items, notes)]
                is_simple = all(content.rfind("<p") == 0 for content in contents)
                yield f'<ul class="roles-list{again_here}{" simple" if is_simple else ""}">\n'
                for item, content in zip(group.items, contents, strict=True):
                    is_again = item in again and not again_here
                    start = '<li class="roles-again"' if is_again else "<li"
                    yield f'{start} id="{prefix}{fragment(item.name)}">{content}</li>\n'
                yield "</ul>\n"

    def _noted(self, item: Item, note: Note | None) -> str:
        if note is None:
            return self._content(item)
        if note.is_first or item.depth is not None or item.docname == self._docname:
            return with_note(self._content(item), self._note(note))
        origin = note.origin.title
        if origin not in self._notes:
            self._notes[origin] = self._note(note)
        return self._fragments.noted(item, self._root, self._notes[origin])

    def _note(self, note: Note | None) -> str:
        if note is None:
            return ""
        holder = self._link(note.origin) if note.is_first else escape(note.origin.title)
        words = self._from.format(holder=holder)
        return f' <span class="roles-origin">{words}</span>'

    def _earlier(self, override: Override, own: str) -> str:
        earlier = mark_removed(self._content(override.earlier), own)
        first = _PARAGRAPH.match(earlier)
        rest = earlier[first.end() :] if first else earlier  # it may start with code, say
        words = override_words(override.is_raised, [nodes.Text(override.base.title)])
        summary = "".join(node.astext() for node in words)
        base = _("{label}:").format(label=self._link(override.base))
        says = f'<span class="roles-says">{base}</span> {first[1] if first else ""}'
        stated = " roles-stated" if override.is_here else ""
        start = fold_start(f"roles-override{stated}", summary)
        return f'{start}<p class="roles-earlier">{says}</p>{rest}</details>'

    def _content(self, item: Item) -> str:
        if item.depth is not None:  # of a row, from several cells
            note = f' <span class="roles-depth">({escape(item.depth)})</span>'
            return self._fragments.noted(item, self._root, note)
        if item.docname == self._docname and item.anchor in self._own:
            return self._own[item.anchor]
        return self._fragments.item(item, self._root)

    def _link(self, link: Link) -> str:
        is_here = link.docname == self._docname
        uri = "" if is_here else self._builder.get_relative_uri(self._docname, link.docname)
        address = escape(f"{uri}#{link.anchor}")
        return f'<a class="reference internal" href="{address}">{escape(link.title)}</a>'
