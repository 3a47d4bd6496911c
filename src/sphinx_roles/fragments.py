"""Expectations rendered to HTML once, for all the pages that inherit them.

A page that inherits a hundred expectations would have its writer visit a thousand nodes that
it has visited on other pages before. So plain expectations are rendered once, on their own
page's terms, and their HTML is put into the pages that show them (see `splice`).

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

from sphinx_roles.i18n import _
from sphinx_roles.model import fragment
from sphinx_roles.pieces import part_label
from sphinx_roles.transplant import Transplant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx.application import Sphinx

    from sphinx_roles.domain import RolesDomain
    from sphinx_roles.shown import Group, Item

ROOT = "\0/"
"""In a fragment: the way from the page that shows it to the output folder."""

HOLDER = "\0#"
"""In a group: the anchor of the holder that inherits it, with a dot."""


class Fragments:
    """The HTML of the expectations that other pages show, by page of origin."""

    def __init__(self, app: Sphinx, domain: RolesDomain) -> None:
        self._app = app
        self._domain = domain
        self._pages: dict[str, dict[str, str]] = {}
        self._groups: dict[tuple[str, int, bool], tuple[Group, str]] = {}

    def item(self, item: Item, root: str, *, is_quote: bool = False) -> str:
        """The HTML of one for a page from which the output folder is at `root`, `../` say.

        Who inherits one from a page inherits most of them; views quote one or two.
        """
        page = self._pages.setdefault(item.docname, {})
        if item.anchor not in page:
            wanted = self._domain.handbook.quoted[item.docname] if is_quote else None
            page.update(self._render(item.docname, wanted))
        return page[item.anchor].replace(ROOT, root)

    def group(self, group: Group, root: str, *, has_heading: bool) -> str:
        """The HTML of a group, with `HOLDER` where an id starts; made once for all pages."""
        key = (root, id(group), has_heading)
        if key not in self._groups:
            uri = root + self._app.builder.get_target_uri(group.origin.docname)
            uri += f"#{group.origin.anchor}" if group.origin.anchor else ""
            contents = [self.item(item, root) for item in group.items]
            # Kept with its group, so that no other object can have the same `id`.
            html = group_html(group, contents, uri if has_heading else None)
            self._groups[key] = (group, html)
        return self._groups[key][1]

    def _render(self, docname: str, wanted: Collection[str] | None = None) -> dict[str, str]:
        """anchor → HTML, with `ROOT` where an address starts, for plain expectations of a page."""
        builder: Any = self._app.builder
        origin = self._domain.build.origins.page(docname, is_kept=False)
        transplant = Transplant(builder, docname, "fragment", {}, lambda: 0)
        document = new_document(docname, origin.settings)
        anchors = []
        for holder in self._domain.handbook.pages[docname]:
            for own in holder.own:
                if own.is_plain and (wanted is None or own.anchor in wanted):
                    items = transplant.copy([origin.items[own.anchor]], origin, docname)
                    document += nodes.bullet_list("", *items)
                    anchors.append(own.anchor)
        self._resolve(document, docname)
        uri = builder.get_target_uri(docname)
        for reference in document.findall(nodes.reference):
            _start_at_root(reference, uri)
        document.settings = builder.docsettings
        visitor: Any = builder.create_translator(document, builder)
        rendered = {}
        for anchor, shown in zip(anchors, document.children, strict=True):
            start = len(visitor.body)
            for child in shown[0].children:  # type: ignore[index]
                child.walkabout(visitor)
            rendered[anchor] = "".join(visitor.body[start:]).strip()
        return rendered

    def _resolve(self, document: nodes.document, docname: str) -> None:
        """Resolve references as on the page itself, but tell no other extension of a page."""
        env = self._app.env
        before = env.temp_data.get("docname")
        env.temp_data["docname"] = docname
        try:
            transformer = SphinxTransformer(document)
            transformer.set_environment(env)
            transformer.add_transforms(self._app.registry.get_post_transforms())
            transformer.apply_transforms()
        finally:
            env.temp_data["docname"] = before or docname


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
