"""Expectations rendered to HTML once, for all the pages that inherit them.

A page that inherits a hundred expectations would have its writer visit a thousand nodes that
it has visited on other pages before. So plain expectations are rendered once, and their HTML
is put into the pages that show them (see `splice`).

Belongs here: from an origin's nodes to HTML that is right on any page.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.utils import new_document
from sphinx.transforms import SphinxTransformer

from sphinx_roles.doctree.markers import ITEM
from sphinx_roles.doctree.transplant import Transplant
from sphinx_roles.garbage import dissolve, paused
from sphinx_roles.handbook.names import fragment
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import part_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.choose.page import Group, Item
    from sphinx_roles.handbook.records import Expectation

ROOT = "\0/"
"""In a fragment: the way from the page that shows it to the output folder."""

HOLDER = "\0#"
"""In a group: the anchor of the holder that inherits it, with a dot."""

_AT_ONCE = 64
"""Of so many pages quotes are rendered together: work that is the same for one and for many."""


class Fragments:
    """The HTML of the expectations that other pages show, by page of origin."""

    def __init__(self, app: Sphinx, domain: RolesDomain) -> None:
        self._app = app
        self._domain = domain
        self._pages: dict[str, dict[str, str]] = {}
        self._groups: dict[tuple[str, int, bool], tuple[Group, str]] = {}
        self._kept: dict[str, dict[str, nodes.Node]] = {}
        """Copies that wait to be rendered: docname → anchor → expectation."""
        # Onto one page, as it were. What is plain needs neither ids nor facts nor footnotes.
        here = app.config.root_doc
        self._transplant = Transplant(app.builder, here, "fragment", {}, lambda: 0)

    def keep(self, docname: str, items: Iterable[nodes.list_item]) -> None:
        """Copy of a page that is about to be resolved what views quote: it need not be loaded."""
        quoted = self._domain.handbook.quoted.get(docname)
        if not quoted or docname in self._pages:  # a view that was written before had to load it
            return
        wanted = {own.anchor for own in self._plain(docname) if own.anchor in quoted}
        originals = [item for item in items if item[ITEM] in wanted]
        if not originals:  # a document of fragments, say: it passes for the root document
            return
        copies = self._transplant.copy(originals, {}, docname)
        self._kept[docname] = dict(zip((item[ITEM] for item in originals), copies, strict=True))
        if len(self._kept) == _AT_ONCE:  # text takes less memory than nodes
            self._render({name: self._domain.handbook.quoted[name] for name in self._kept})

    def item(self, item: Item, root: str) -> str:
        """The HTML of one for a page from which the output folder is at `root`, `../` say.

        Who inherits one from a page inherits most of them, so they are all rendered.
        """
        if item.anchor not in self._pages.get(item.docname, {}):
            self._render({item.docname: None})
        return self._pages[item.docname][item.anchor].replace(ROOT, root)

    def prepare(self, items: Iterable[Item]) -> None:
        """Render what views quote: of a page one or two, but of hundreds of pages."""
        quoted = self._domain.handbook.quoted
        missing = {i.docname for i in items if i.anchor not in self._pages.get(i.docname, {})}
        names = sorted(missing)
        for start in range(0, len(names), _AT_ONCE):
            self._render({name: quoted[name] for name in names[start : start + _AT_ONCE]})

    def group(self, group: Group, root: str, *, has_heading: bool) -> str:
        """The HTML of a group, with `HOLDER` where an id starts; made once for all pages."""
        key = (root, id(group), has_heading)
        if key not in self._groups:
            page = self._app.builder.get_target_uri(group.origin.docname)
            uri = f"{root}{page}#{group.origin.anchor}"
            contents = [self.item(item, root) for item in group.items]
            # Kept with its group, so that no other object can have the same `id`.
            html = group_html(group, contents, uri if has_heading else None)
            self._groups[key] = (group, html)
        return self._groups[key][1]

    def _render(self, wanted: Mapping[str, Collection[str] | None]) -> None:
        """Render the plain expectations of some pages: those with these anchors, or all.

        They are copied onto one page, as it were, and links written from there.
        """
        builder: Any = self._app.builder
        with paused():
            document, places = self._copied(wanted)
            self._resolve(document)
            visitor: Any = builder.create_translator(document, builder)
            for (docname, anchor), shown in zip(places, document.children, strict=True):
                start = len(visitor.body)
                for child in shown.children:
                    child.walkabout(visitor)
                html = "".join(visitor.body[start:]).strip()
                self._pages.setdefault(docname, {})[anchor] = html
            visitor.document = None  # writers hold methods of their own, and so themselves
            dissolve(document)

    def _copied(
        self, wanted: Mapping[str, Collection[str] | None]
    ) -> tuple[nodes.document, list[tuple[str, str]]]:
        """A document of expectations; page and anchor of each."""
        items: list[nodes.Node] = []
        places = []
        for docname, anchors in wanted.items():
            plain = [own.anchor for own in self._plain(docname)]
            chosen = [anchor for anchor in plain if anchors is None or anchor in anchors]
            kept = self._kept.pop(docname, {})
            if all(anchor in kept for anchor in chosen):
                items += [kept[anchor] for anchor in chosen]
            else:
                with self._domain.build.origins.once(docname) as origin:
                    originals = [origin.items[anchor] for anchor in chosen]
                    items += self._transplant.copy(originals, {}, docname)
            places += [(docname, anchor) for anchor in chosen]
        builder: Any = self._app.builder
        document = new_document(self._app.config.root_doc, builder.docsettings)
        document.extend(items)
        return document, places

    def _plain(self, docname: str) -> Iterator[Expectation]:
        for holder in self._domain.handbook.pages[docname]:
            yield from (own for own in holder.own if own.is_plain)

    def _resolve(self, document: nodes.document) -> None:
        """Resolve references as on a page, but tell no other extension of it."""
        env = self._app.env
        here = self._app.config.root_doc
        before = env.temp_data.get("docname")
        env.temp_data["docname"] = here
        try:
            transformer = SphinxTransformer(document)
            transformer.set_environment(env)
            transformer.add_transforms(self._app.registry.get_post_transforms())
            transformer.apply_transforms()
        finally:
            env.temp_data["docname"] = before or here
        uri = self._app.builder.get_target_uri(here)
        for reference in document.findall(nodes.reference):
            _start_at_root(reference, uri)


def group_html(group: Group, contents: Sequence[str], heading: str | None) -> str:
    """A group as a list.

    Parameters
    ----------
    contents
        The HTML of each item.
    heading
        Address of its origin where it is to have a heading, else None.
    """
    blocks = []
    if heading is not None:
        text = _("{part} from {holder}").format(
            part=escape(part_label(group.part)), holder=link_html(heading, group.origin.title)
        )
        blocks.append(f'<p class="roles-group"><strong>{text}</strong></p>\n')
    if group.area:
        blocks.append(f'<p class="roles-area"><strong>{escape(group.area)}</strong></p>\n')
    is_simple = all(content.rfind("<p") == 0 for content in contents)
    blocks.append(f'<ul class="roles-list{" simple" if is_simple else ""}">\n')
    blocks += [
        f'<li id="{HOLDER}{fragment(item.name)}">{content}</li>\n'
        for item, content in zip(group.items, contents, strict=True)
    ]
    return "".join([*blocks, "</ul>\n"])


def link_html(uri: str, text: str) -> str:
    """A link to a holder."""
    return f'<a class="reference internal" href="{escape(uri)}">{escape(text)}</a>'


def _start_at_root(reference: nodes.reference, uri: str) -> None:
    """Have an address on the page `uri` start at the output folder instead."""
    if "refid" in reference:
        reference["refuri"] = f"{ROOT}{uri}#{reference.attributes.pop('refid')}"
        reference["internal"] = True
        return
    address = reference.get("refuri", "")
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return
    path, sharp, anchor = address.partition("#")
    if path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) + (
            "/" if path.endswith("/") else ""
        )
        path = "" if path in {".", "./"} else path
    else:
        path = uri
    reference["refuri"] = f"{ROOT}{path}{sharp}{anchor}"
