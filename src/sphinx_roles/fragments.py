"""Expectations rendered to HTML once, for all the pages that inherit them.

A page that inherits a hundred expectations would have its writer visit a thousand nodes that
it has visited on other pages before. So plain expectations are rendered once, on their own
page's terms, and their HTML is put into the pages that show them (see `splice`).

Belongs here: from an origin's nodes to HTML that is right on any page.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.utils import new_document
from sphinx.transforms import SphinxTransformer

from sphinx_roles.transplant import Transplant

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_roles.domain import RolesDomain

ROOT = "\0/"
"""In a fragment: the way from the page that shows it to the output folder."""


class Fragments:
    """The HTML of the expectations that other pages show, by page of origin."""

    def __init__(self, app: Sphinx, domain: RolesDomain) -> None:
        self._app = app
        self._domain = domain
        self._pages: dict[str, dict[str, str]] = {}
        self._placed: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, docname: str) -> dict[str, str]:
        """anchor → HTML, with `ROOT` where an address starts, for the plain expectations."""
        if docname not in self._pages:
            self._pages[docname] = self._render(docname)
        return self._pages[docname]

    def at(self, root: str, docname: str) -> dict[str, str]:
        """The same for pages from which the output folder is at `root`, `../` say."""
        if (root, docname) not in self._placed:
            placed = {anchor: html.replace(ROOT, root) for anchor, html in self.of(docname).items()}
            self._placed[root, docname] = placed
        return self._placed[root, docname]

    def _render(self, docname: str) -> dict[str, str]:
        builder: Any = self._app.builder
        origin = self._domain.build.origins.page(docname)
        transplant = Transplant(builder, docname, "fragment", {}, lambda: 0)
        document = new_document(docname, origin.settings)
        anchors = []
        for holder in self._domain.handbook.pages[docname]:
            for own in holder.own:
                if own.is_plain:
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
