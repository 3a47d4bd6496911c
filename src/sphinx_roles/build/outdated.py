"""The digest of all that a page shows from other pages. A page with another one is written again.

Belongs here: what counts. Does not belong here: the decision, which is the course's.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from sphinx_roles import __version__
from sphinx_roles.doctree.walk import tree
from sphinx_roles.doctree.xrefs import xrefs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.choose.page import Page
    from sphinx_roles.choose.quotes import Item
    from sphinx_roles.doctree.origins import Origins


class Digests:
    """Digests of what documents show from elsewhere.

    Parameters
    ----------
    domain
        The handbook, when all documents are read.
    head
        What the head of a document's HTML says of the handbook.
    tags
        Those of the build. Sphinx itself has all pages written again after a change of them, but
        forgets that where the build is stopped.
    """

    def __init__(
        self,
        domain: RolesDomain,
        origins: Origins,
        head: Callable[[str], str],
        tags: Sequence[str],
    ) -> None:
        self._domain = domain
        self._documents = domain.known.documents
        self._origins = origins
        self._head = head
        self._tags = tags
        self._links = {
            (own.place.docname, own.anchor): own.links
            for holder in domain.known.handbook.holders.values()
            for own in holder.own
            if own.links
        }
        targets = domain.targets
        self._describe = cache(lambda xref: repr(targets.of(xref)))
        self._intro = cache(self._digest_of_intro)

    def of(self, docname: str, shows: Page) -> str:
        """The digest of a document that uses our markup."""
        env = self._domain.env
        everything = (
            __version__,  # another version may say it in other words
            self._domain.config.edition,  # some builders do not look at the configuration
            # When it was read: perhaps in a build for another output, because of a file that it
            # includes. Sphinx compares the age of a page with that of its source alone.
            env.all_docs.get(docname),
            env.config.roles_inherited_book,
            self._tags,
            shows,
            [*self._linked(shows.items())],
            [self._intro(name) for _, name in shows.intros if name],
            [self._describe(link) for link in self._documents[docname].links],
            self._head(docname),
        )
        return _digest(repr(everything))

    def _linked(self, items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            for link in self._links.get((item.docname, item.anchor), ()):
                yield self._describe(link)

    def _digest_of_intro(self, docname: str) -> tuple[object, ...]:
        document = self._origins.intro(docname).document
        links = map(self._describe, xrefs(tree(document), docname))
        return (_digest(document.pformat()), *links)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
