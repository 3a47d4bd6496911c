"""One build: what is known only while it runs, and never stored.

Belongs here: the builder, and what is computed at most once in a build.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_roles.build.outdated import Written, digests
from sphinx_roles.build.output import Spool
from sphinx_roles.choose.page import Page, page
from sphinx_roles.doctree.origins import Origins
from sphinx_roles.html.fragments import Fragments

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.html.splice import Splices


class Build:
    """What one build needs to know."""

    def __init__(self, app: Sphinx, domain: RolesDomain, version: str) -> None:
        self.version = version
        """The version of the extension."""
        self.builder = app.builder
        self.origins = Origins(domain.env)
        """The documents that copies are made from."""
        self.fragments = Fragments(app, domain)
        """The HTML that pages share."""
        self.splices: dict[str, Splices] = {}
        """docname → what its HTML still lacks, between resolving and writing it."""
        self.written = Written(app.builder)
        """The state in which the output folder was last written."""
        self.spool = Spool(app.builder)
        """The expectations as this build writes them."""
        self._domain = domain

    @cached_property
    def is_folding(self) -> bool:
        """Whether the pages are HTML that a browser shows, and not a book."""
        return self.builder.format == "html" and self.builder.name != "epub"

    @cached_property
    def is_paper(self) -> bool:
        """Whether the pages are to be printed."""
        return self.builder.format in {"latex", "pdf"}

    @cached_property
    def is_splicing(self) -> bool:
        """Whether the HTML of each page passes through our hands, a page a document."""
        builder = type(self.builder)
        return (
            self.is_folding
            and getattr(builder, "handle_page", None) is StandaloneHTMLBuilder.handle_page
            and self.builder.name != "singlehtml"
        )

    @cached_property
    def digests(self) -> dict[str, str]:
        """docname → digest of what it shows from elsewhere, now."""
        return digests(self._domain, self.origins)

    def shown(self, docname: str) -> Page:
        """What a document shows of the handbook."""
        if docname not in self._domain.documents:
            return Page()
        return page(self._domain.handbook, docname)

    def own_anchors(self, docname: str) -> Collection[str]:
        """The anchors of the expectations that a written page declares."""
        documents = self._domain.documents
        on_page = [docname] if self.builder.name != "singlehtml" else list(documents)
        return {
            own.anchor
            for name in on_page
            if name in documents
            for role in documents[name].roles
            for own in chain(role.own, *(level.own for level in role.levels))
        }
