"""What an output folder was last written from, in short: kept to tell how far an edit reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sphinx.errors import NoUri

from sphinx_roles import __version__
from sphinx_roles.build.references import References
from sphinx_roles.build.targets import Targets, page_title
from sphinx_roles.build.whole import contents_order
from sphinx_roles.handbook.lookup import CraftPages
from sphinx_roles.handbook.resolved import Handbook
from sphinx_roles.resolve.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.builders import Builder

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.build.whole import Whole
    from sphinx_roles.handbook.records import Xref


@dataclass
class Basis:
    """What the next build need not work out again."""

    ground: str
    """Digest of what all of the handbook depends on, besides its documents."""
    linked: str
    """Digest of what all links lead to, outside the handbook."""
    declared: str
    """Digest of what the handbook declares."""
    compared: str
    """Digest of where views compare levels, to which their pages link."""
    counts: list[int]
    """How much there is: see `data.summary`."""
    read: dict[str, str]
    """docname → what was read, and when: of all documents that hold something of ours, and of
    shared intros."""
    reaches: dict[str, Reach]
    """The same documents → how far an edit of each reaches."""

    def packed(self) -> str:
        """As text. A build without changes unpacks nothing of it."""
        return json.dumps(vars(self))

    @classmethod
    def unpacked(cls, text: str) -> Basis | None:
        """From text; None where it is not what this version writes."""
        try:
            found = json.loads(text)
            read = {str(name): str(read) for name, read in found["read"].items()}
            reaches = {str(name): Reach.of(*reach) for name, reach in found["reaches"].items()}
            return cls(**{**found, "read": read, "reaches": reaches})
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def ground(domain: RolesDomain, builder: Builder) -> str:
    """What all of the handbook depends on, besides its documents and what they link to."""
    env, config = domain.env, domain.env.config
    documents = sorted(domain.documents)
    titles: tuple[str | None, ...] = ()
    if domain.documents.has_views():  # which may show any title
        titles = tuple(page_title(env, docname) for docname in sorted(env.all_docs))
    return digest(
        __version__,
        domain.config.edition,
        sorted(builder.tags),
        config.roles_grades,
        config.roles_inherited_book,
        sorted(env.all_docs),
        titles,
        list(contents_order(env)),  # of levels on pages of their own
        documents,
        list(_addresses(builder, documents)),
    )


def _addresses(builder: Builder, docnames: Iterable[str]) -> Iterator[str]:
    for docname in docnames:
        try:
            yield builder.get_target_uri(docname)
        except (NoUri, NotImplementedError):
            yield ""  # a page that a book does not have, or a builder without addresses: `changes`


def read(domain: RolesDomain, docname: str) -> str:
    """What a document holds, and when it was read."""
    return f"{domain.documents.digest(docname)} {domain.env.all_docs.get(docname)}"


def links(reaches: Mapping[str, Reach]) -> set[Xref]:
    """All links of some documents."""
    return {link for reach in reaches.values() for link in reach.links}


def linked(domain: RolesDomain, reaches: Mapping[str, Reach]) -> str:
    """What all links lead to, outside the handbook."""
    crafts = CraftPages(domain.config.craft, domain.env.all_docs)
    targets = Targets(domain.env, References(Handbook(), {}), crafts)
    return digest([targets.of(link) for link in sorted(links(reaches))])


def declared(domain: RolesDomain) -> str:
    """What the handbook declares, as it is stored."""
    return sha256(domain.data["declared"][1]).hexdigest()[:16]


def compared(whole: Whole) -> str:
    """Where views compare levels."""
    return digest(sorted(whole.views.comparisons.items()))


def digest(*things: object) -> str:
    """Digest of plain data."""
    return sha256(repr(things).encode(errors="surrogatepass")).hexdigest()[:16]
