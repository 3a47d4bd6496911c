"""What `rolecheck` reads of the pages themselves: sentences, and which page links to which.

Belongs here: one walk over each stored doctree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.build.stored_doctrees import load
from sphinx_roles.build.targets import label
from sphinx_roles.check.prose import may_count
from sphinx_roles.check.subject import Paragraph
from sphinx_roles.choose.page import choose_page
from sphinx_roles.choose.quotes import Link
from sphinx_roles.doctree.markers import marker
from sphinx_roles.doctree.walk import parents, pick
from sphinx_roles.doctree.xrefs import xref_of
from sphinx_roles.handbook.lookup import join_docname
from sphinx_roles.handbook.problems import Place
from sphinx_roles.paths import path_from
from sphinx_roles.read.wording import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.handbook.records import Xref


class Pages(NamedTuple):
    """What pages say besides their records."""

    paragraphs: list[Paragraph]
    """Those of role pages that may say that something is extended."""
    linked: set[str]
    """The documents that another page links to, the start page included."""


def read_pages(domain: RolesDomain) -> Pages:
    """Read all pages."""
    env = domain.env
    paragraphs: list[Paragraph] = []
    linked = {env.config.root_doc}
    for docname in sorted(env.all_docs):
        document = load(env, docname)
        marks, texts, xrefs, trees = pick(
            document, marker, nodes.paragraph, addnodes.pending_xref, addnodes.toctree
        )
        # Markers of tables, and of levels without a role page, have no holder of their own.
        named = (mark for mark in marks if mark["kind"] != "extends" and mark.get("holder"))
        holders = {id(mark.parent): mark["holder"] for mark in named}
        if holders:
            paragraphs += _paragraphs(env, docname, holders, texts)
        found = {_target(domain, xref_of(node, docname)) for node in xrefs}
        found.update(name for tree in trees if not tree["hidden"] for name in tree["includefiles"])
        shown = choose_page(domain.whole.handbook, domain.whole.views, docname, has_steps=False)
        found.update(_links(shown))
        linked.update(name for name in found if name is not None and name != docname)
    return Pages(paragraphs, linked)


def _paragraphs(
    env: BuildEnvironment, docname: str, holders: dict[int, str], texts: list[nodes.paragraph]
) -> Iterator[Paragraph]:
    for node in texts:
        text = plain_text(node)
        if may_count(text):
            around = (holders[id(p)] for p in parents(node) if id(p) in holders)
            holder = next(around, None)
            if holder:
                source = path_from(node.source or env.doc2path(docname), env.srcdir)
                place = Place(docname, source.replace("\\", "/"), node.line or 0)
                yield Paragraph(holder, text, place)


def _target(domain: RolesDomain, xref: Xref) -> str | None:
    """The document that a cross-reference leads to."""
    target = xref.target
    if xref.domain == "doc":
        return target.partition("#")[0]
    if xref.type == "doc":
        return target
    if xref.domain == "roles":
        found = domain.references.find(xref.type, target.removeprefix("~"), xref.origin)
        return found and found.docname
    docname = label(domain.env, target.partition("#")[2] or target)[0]
    if docname is None and xref.domain == "":
        docname = join_docname(xref.origin, target.partition("#")[0])
        if docname not in domain.env.all_docs:
            ours = (one.docname for _kind, one in domain.references.any(target, xref.origin))
            docname = next(ours, None)
    return docname


def _links(value: object) -> Iterator[str]:
    """The documents of all links inside nested tuples."""
    if isinstance(value, Link):
        yield value.docname
    elif isinstance(value, tuple):
        for inner in value:
            yield from _links(inner)
