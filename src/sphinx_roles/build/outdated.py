"""Which pages must be written again because of what other pages say.

Belongs here: the digest of all that is put into a page from elsewhere.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from sphinx_roles import __version__
from sphinx_roles.doctree.walk import tree
from sphinx_roles.doctree.xrefs import xrefs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.choose.inherited import Group
    from sphinx_roles.choose.page import Page
    from sphinx_roles.choose.quotes import Item
    from sphinx_roles.doctree.origins import Origins
    from sphinx_roles.handbook.records import Xref


def digests(
    domain: RolesDomain,
    origins: Origins,
    page: Callable[[str], Page],
    head: Callable[[str], str],
    names: Collection[str] | None = None,
) -> dict[str, str]:
    """docname → digest of what it shows from elsewhere, for documents that use our markup.

    `page` gives what a document shows, `head` what the head of its HTML says of the handbook;
    `names` says for which documents, None for all.
    """
    env, whole = domain.env, domain.known
    targets = domain.targets
    links = {
        (own.place.docname, own.anchor): own.links
        for holder in whole.handbook.holders.values()
        for own in holder.own
        if own.links
    }

    @cache
    def describe(xref: Xref) -> str:
        return repr(targets.of(xref))

    @cache
    def intro(docname: str) -> tuple[object, ...]:
        document = origins.intro(docname).document
        return (_digest(document.pformat()), *map(describe, xrefs(tree(document), docname)))

    def linked(item: Item) -> list[str]:
        return [describe(link) for link in links.get((item.docname, item.anchor), ())]

    @cache
    def group(group: Group) -> str:  # many pages show an equal one
        return _digest(repr((group, [linked(item) for item in group.items])))

    found = {}
    for docname in whole.documents if names is None else whole.documents.keys() & names:
        record = whole.documents[docname]
        shows = page(docname)
        everything = (
            __version__,  # another one may show the same in other words
            domain.config.edition,  # not every builder asks which values were changed
            # When it was read: perhaps in a build for another output, because of a file that it
            # includes. Sphinx compares the age of a page with that of its source alone.
            env.all_docs.get(docname),
            env.config.roles_inherited_book,
            shows._replace(inherited=()),
            [(name, i._replace(groups=()), *map(group, i.groups)) for name, i in shows.inherited],
            [linked(item) for item in shows.items()],
            [intro(name) for _, name in shows.intros if name],
            [describe(link) for link in record.links],
            head(docname),
        )
        found[docname] = _digest(repr(everything))
    return found


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
