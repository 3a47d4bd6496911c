"""The build that runs: what is known only while it runs, and never stored.

Belongs here: what is worked out at most once in a build.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms import SphinxTransformer

from sphinx_roles.build.edit.kept import Kept
from sphinx_roles.build.edit.since import basis_after, leads_on, put_together_since
from sphinx_roles.build.outdated import Digests
from sphinx_roles.build.output import data_of
from sphinx_roles.build.stored_doctrees import load
from sphinx_roles.choose.page import Page, choose_page, viewed
from sphinx_roles.config import HEAD
from sphinx_roles.data.json_ld import linked_data, script
from sphinx_roles.doctree.foreign import Writer
from sphinx_roles.doctree.origins import Origins
from sphinx_roles.doctree.transplant import Transplant
from sphinx_roles.doctree.walk import tree
from sphinx_roles.doctree.xrefs import xrefs
from sphinx_roles.html.fragments import Fragments
from sphinx_roles.show.sheet import Setting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.build.edit.basis import Basis
    from sphinx_roles.build.edit.since import Since
    from sphinx_roles.build.whole import Whole
    from sphinx_roles.handbook.problems import Problem
    from sphinx_roles.handbook.records import Xref
    from sphinx_roles.show.slots import Slots


_CHECKERS = {"doctest", "gettext", "linkcheck", "spelling"}
"""Builders that look at what authors wrote, so they look at it once, where it stands."""


class Build:
    """What one build knows."""

    def __init__(self, app: Sphinx, domain: RolesDomain) -> None:
        self._app = app
        self._domain = domain
        self.builder = app.builder
        self.kept = Kept(app.builder)
        """The state in which the output folder was last written."""
        self.origins = Origins(partial(load, app.env), app.config.highlight_language)
        self.slots: dict[str, Slots] = {}
        """docname → what its HTML still lacks, between resolving and writing it."""
        self._heads: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        """docname → its digest, of the documents that this build has looked at so far."""
        self.written: set[str] = set()
        """The pages that this build has resolved to be written."""
        self.is_cut_off = False
        """Whether the last build for the output folder did not end."""
        self.since: Since | None = None
        """How far the edits since the last build reach; None where that may be everywhere."""
        self.problems: Sequence[Problem] = ()
        """What is wrong."""

    # -- what is written

    @cached_property
    def has_pages(self) -> bool:
        """Whether the builder writes pages: our own ones do not."""
        return bool(getattr(self.builder, "has_pages", True))

    @cached_property
    def is_browser(self) -> bool:
        """Whether the pages are HTML that a browser shows, and not a book."""
        return self.builder.format == "html" and self.builder.name != "epub"

    @cached_property
    def is_spliced(self) -> bool:
        """Whether the HTML of each page passes through our hands, one page for each document."""
        return (
            self.is_browser
            and getattr(type(self.builder), "handle_page", None)
            is StandaloneHTMLBuilder.handle_page
            and self.builder.name != "singlehtml"
        )

    @cached_property
    def is_for_readers(self) -> bool:
        """Whether pages are to show what others say, and not to be checked as written."""
        return self.builder.name not in _CHECKERS

    @cached_property
    def writer(self) -> Writer:
        """What the builder's writer can do with nodes of other extensions."""
        registry, builder = self._app.registry, self.builder
        handlers = registry.translation_handlers
        handled = handlers.get(builder.name) or handlers.get(builder.format, {})
        default = getattr(builder, "default_translator_class", None)
        visitor = registry.translators.get(builder.name, default)
        numbered = self._app.env.get_domain("std").enumerable_nodes
        return Writer(visitor, handled, numbered)

    def is_ours(self, docname: str) -> bool:
        """Whether a page is written from markup of ours: a document's, or the one page of all."""
        documents = self._domain.documents
        return docname in documents or (self.builder.name == "singlehtml" and bool(documents))

    # -- how far edits reach

    def put_together(self) -> Sequence[Problem]:
        """Put together what may have changed of the handbook; all its problems."""
        is_here = self.has_pages and self.kept.is_output_here()
        before = self.kept.before if is_here else None
        self.since, self.problems = put_together_since(self._domain, self.builder, before)
        return self.problems

    def look_at_links(self) -> None:
        """Where links lead to something else than before, anything may have changed."""
        if self.since is not None and not leads_on(self._domain, self.since):
            self.since = self._domain.part = None

    def basis(self) -> Basis:
        """What the next build need not work out again."""

        def links(intro: str) -> tuple[Xref, ...]:
            return xrefs(tree(self.origins.intro(intro).document), intro)

        return basis_after(self._domain, self.builder, self.since, links)

    # -- what pages show

    def _whole(self, docname: str) -> Whole:
        """What is known of the handbook, with all that a document shows of it."""
        part = self._domain.part
        if part is None or (docname in self._domain.documents and docname not in part.shown):
            return self._domain.whole
        return part.whole

    def setting(self, docname: str) -> Setting:
        """What is at hand for a page."""
        return Setting(
            handbook=self._whole(docname).handbook,
            config=self._domain.config,
            builder=self.builder,
            writer=self.writer,
            docs=self._app.env.all_docs,
            origins=self.origins,
            is_browser=self.is_browser,
            has_data=self.has_data,
            is_paper=self.builder.format in {"latex", "pdf"},
        )

    def page(self, docname: str) -> Page:
        """What a document shows of the handbook."""
        whole = self._whole(docname)
        has_steps = self.is_browser and self._domain.config.next
        page = choose_page(whole.handbook, whole.views, docname, has_steps=has_steps)
        if docname in self._digested and docname not in self._digests:  # now that it is at hand
            self._digests[docname] = self._digester.of(docname, page)
        return page

    @cached_property
    def digests(self) -> dict[str, str]:
        """docname → digest of what it shows from elsewhere, now; of those that may have another."""
        for docname in self._digested:
            if docname not in self._digests:
                self.page(docname)
        return self._digests

    @cached_property
    def _digested(self) -> Collection[str]:
        """The documents whose digest may be another one."""
        documents = self._domain.known.documents
        return documents if self.since is None else documents.keys() & self.since.affected

    @cached_property
    def _digester(self) -> Digests:
        return Digests(self._domain, self.origins, self.head, sorted(self.builder.tags))

    # -- data

    @cached_property
    def data(self) -> dict[str, Any]:
        """The handbook as data, with the addresses of this builder's pages."""
        return data_of(self.builder, self._domain.whole.handbook, self._domain.targets)

    @cached_property
    def has_data(self) -> bool:
        """Whether the data are written beside the pages."""
        return self.is_browser and not getattr(self.builder, "embedded", False)

    def head(self, docname: str) -> str:
        """Linked data of the role pages in a document, for the head of its HTML."""
        if HEAD not in self._domain.config.data or not self.has_data:
            return ""
        page = "" if self.builder.name == "singlehtml" else docname
        if page not in self._heads:
            pages = self._whole(docname).handbook.pages
            holders = pages.get(page, ()) if page else chain.from_iterable(pages.values())
            names = [holder.name for holder in holders]
            found = linked_data(self.data, self._app.config.html_baseurl, names)
            self._heads[page] = script(found) if names else ""
        return self._heads[page]

    # -- HTML

    @cached_property
    def fragments(self) -> Fragments:
        """The HTML that pages share."""
        env = self._app.env
        root = self._app.config.root_doc
        transplant = Transplant(
            self.builder, self.writer, env.all_docs, root, "fragment", {}, lambda: 0
        )
        return Fragments(
            self.builder,
            self.origins,
            transplant,
            self._plain,
            lambda: viewed(self._domain.whole.views),
            self._resolve,
        )

    def _plain(self, docname: str) -> list[str]:
        known = self._domain.known  # a part has all that its own documents say
        whole = known if docname in known.documents else self._domain.whole
        said = whole.handbook.said_on(docname)
        return [*dict.fromkeys(own.anchor for own in said if own.is_plain)]

    def _resolve(self, document: nodes.document) -> None:
        """Resolve references as on the root document, but tell no other extension of it."""
        env = self._app.env
        before = env.temp_data.get("docname")
        env.temp_data["docname"] = self._app.config.root_doc
        try:
            transformer = SphinxTransformer(document)
            transformer.set_environment(env)
            transformer.add_transforms(self._app.registry.get_post_transforms())
            transformer.apply_transforms()
        finally:
            env.temp_data["docname"] = before or self._app.config.root_doc
