"""How far an edit of one document reaches.

Belongs here: which documents rest on which, and what other documents say of one besides what they
inherit. With that, a build after an edit resolves and digests only what the edit can change.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.names import level_name
from sphinx_roles.handbook.records import Xref
from sphinx_roles.handbook.resolved import declared_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_roles.handbook.records import DocumentRecord
    from sphinx_roles.handbook.resolved import Handbook, Holder


class Reach(NamedTuple):
    """What is known of one document from build to build."""

    face: str
    """Digest of what any document may say of it: names, titles, addresses, bases. While it stays,
    an edit changes nothing but what is inherited."""
    words: str
    """Digest of the headings that were read by their words or ignored, with their places: the
    handbook counts them all."""
    rests: tuple[str, ...]
    """The documents that its own text is shown with: of bases, of other levels, of intros."""
    names: tuple[str, ...]
    """The documents of holders that its links name."""
    quotes: tuple[str, ...]
    """Those of which its links name an expectation, which may be an inherited one."""
    links: tuple[Xref, ...]
    """All its links."""
    expectations: int
    """How many its holders have."""

    @classmethod
    def of(
        cls,
        face: str,
        words: str,
        rests: Iterable[str],
        names: Iterable[str],
        quotes: Iterable[str],
        links: Iterable[Iterable[str]],
        expectations: int,
    ) -> Reach:
        """From what JSON makes of one."""
        found = tuple(Xref(*link) for link in links)
        return cls(face, words, tuple(rests), tuple(names), tuple(quotes), found, expectations)


def reach_of(
    handbook: Handbook,
    docname: str,
    record: DocumentRecord,
    is_name: Callable[[str], bool] = lambda _name: False,
) -> Reach | None:
    """How a document stands among the others.

    `is_name` says of a name that the handbook does not know whether a larger one does: where
    it does, this handbook cannot tell, and nothing is returned.
    """
    holders = handbook.pages.get(docname, ())
    names: set[str] = set()
    quotes: set[str] = set()
    for link in record.links:
        if link.domain not in {"", "roles"} or link.type in {"craft", "this"}:
            continue
        name = named(link.target)
        here = (level_name(holder.role.name, name) for holder in holders)
        target = next((n for n in (name, *here) if n in handbook.holders), None)
        if target != name and is_name(name):
            return None
        if target is not None:
            names.add(handbook.holders[target].docname)
            if "#" in link.target:
                quotes.add(handbook.holders[target].docname)
    return Reach(
        face=_face(holders, record),
        words=_digest((record.headings, record.ignored)),
        rests=tuple(sorted({*_rests(handbook, docname, record)} - {docname})),
        names=tuple(sorted(names - {docname})),
        quotes=tuple(sorted(quotes - {docname})),
        links=record.links,
        expectations=sum(len(holder.own) for holder in holders),
    )


def named(target: str) -> str:
    """The name of the holder that the target of a cross-reference may name."""
    target = target.removeprefix("~")
    return target.rpartition("#")[0] if "#" in target else target


def _face(holders: Iterable[Holder], record: DocumentRecord) -> str:
    said = [
        (
            *map(tuple, declared_of(holder)),
            (holder.bases, holder.extended, sorted(holder.without), holder.record.intro),
            (holder.role.name, holder.role.is_abstract, holder.role.has_posts, holder.position),
        )
        for holder in holders
    ]
    views = [(v.kind, v.argument, v.options, v.holder, v.anchor) for v in record.views]
    others = [(one.name, one.role) for one in (*record.levels, *record.columns)]
    return _digest((said, views, record.tables, others))


def _digest(thing: object) -> str:
    return sha256(repr(thing).encode(errors="surrogatepass")).hexdigest()[:16]


def _rests(handbook: Handbook, docname: str, record: DocumentRecord) -> Iterator[str]:
    holders = handbook.holders
    found = (*handbook.pages.get(docname, ()), *handbook.guests.get(docname, ()))
    for role in {holder.role.name for holder in found}:
        yield from (level.docname for level in handbook.ladders[role])
    for holder in found:
        yield holder.docname
        yield holder.role.place.docname
        yield from (holders[base].docname for base in holder.bases)
        # What tables on other pages say of it.
        yield from (own.place.docname for own in holder.own)
        yield from (extends.place.docname for extends in holder.record.extends)
        intro = handbook.intros.get(holder.name)
        if intro is not None:
            yield intro
    described = (name for table in record.tables for name in table.holders)
    for name in (*described, *(column.name for column in record.columns)):
        if name in holders:
            yield holders[name].docname


def affected(reaches: Mapping[str, Reach], changed: Iterable[str]) -> set[str]:
    """The documents that show, or may show, something that others do not say as before."""
    heirs = _turned(reaches, "rests")
    found = _closure(heirs, changed)
    quoting = _turned(reaches, "quotes")
    return _closure(heirs, {*found, *(by for name in found for by in quoting.get(name, ()))})


def needed(reaches: Mapping[str, Reach], documents: Iterable[str]) -> set[str]:
    """All documents that must be known to say what some show."""
    rests = {docname: reach.rests for docname, reach in reaches.items()}
    found = _closure(rests, documents)
    named = {name for docname in found if docname in reaches for name in reaches[docname].names}
    return _closure(rests, found | named)


def _turned(reaches: Mapping[str, Reach], what: str) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for docname, reach in reaches.items():
        for other in getattr(reach, what):
            turned.setdefault(other, []).append(docname)
    return turned


def _closure(graph: Mapping[str, Iterable[str]], start: Iterable[str]) -> set[str]:
    found = set(start)
    waiting = list(found)
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
