"""What a holder inherits, as one reads it.

Belongs here: which inherited expectations are shown in which order, which notes say where they
are from, and which of them a page has shown before.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Item, Link, by_area, item, link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.handbook.resolved import Handbook, Holder


class Group(NamedTuple):
    """Inherited expectations of one part and area, in the order in which one reads them."""

    part: str
    area: str | None
    items: tuple[Item, ...]
    origins: tuple[Link, ...]
    """Who says each of them."""
    is_plain: bool
    """All of its items are."""


class Inherited(NamedTuple):
    """What a holder inherits, shown at its last `extends`."""

    nothing_more_than: Link | None
    """The one base whose expectations are the very same."""
    here: tuple[tuple[str, Link], ...]
    """Its bases on the same page of which anything is expected, by name."""
    left_out: tuple[Item, ...]
    """What its `:without:` names."""
    groups: tuple[Group, ...]

    @property
    def counts(self) -> dict[str, tuple[Link, int]]:
        """Title of an origin → link, and how many expectations are from there."""
        found: dict[str, tuple[Link, int]] = {}
        for group in self.groups:
            for origin in group.origins:
                link, count = found.get(origin.title, (origin, 0))
                found[origin.title] = (link, count + 1)
        return found


class Note(NamedTuple):
    """Who says it."""

    origin: Link
    is_first: bool
    """Whether nothing above names it, so that it is a link."""


class NotedGroup(NamedTuple):
    """A group, and where notes say who says it."""

    group: Group
    note: Note | None
    """On the area."""
    notes: tuple[Note | None, ...]
    """On each item."""


class NotedPart(NamedTuple):
    """All groups of one part."""

    part: str
    note: Note | None
    """On the part."""
    groups: tuple[NotedGroup, ...]

    @property
    def items(self) -> list[Item]:
        return [item for noted in self.groups for item in noted.group.items]


class Again(NamedTuple):
    """What of all that a holder inherits its page has shown before."""

    items: frozenset[Item] = frozenset()
    of: tuple[Link, ...] = ()
    """For whom they are shown."""


def choose_inherited(handbook: Handbook, holder: Holder) -> Inherited:
    """What a holder inherits."""
    same = None
    if not holder.own:
        expected = {expectation.id for expectation in holder.effective}
        bases = (handbook.holders[base] for base in holder.bases)
        same = next((b for b in bases if {e.id for e in b.effective} == expected), None)
    bases = (handbook.holders[base] for base in holder.bases)
    here = (base for base in bases if base.docname == holder.docname and base.runs)
    return Inherited(
        nothing_more_than=link(same) if same else None,
        here=tuple((base.name, link(base)) for base in here),
        left_out=tuple(item(left_out) for left_out in handbook.left_out(holder)),
        groups=tuple(_groups(handbook, holder)),
    )


def _groups(handbook: Handbook, holder: Holder) -> Iterator[Group]:
    said = (
        (expectation, (item(expectation), origin))
        for run in holder.inherited
        for origin in [link(handbook.holders[run.origin])]
        for expectation in run.expectations
    )
    for part, area, inside in by_area(said):
        items, origins = zip(*inside, strict=True)
        yield Group(part, area, items, origins, all(item.is_plain for item in items))


def noted(groups: Sequence[Group], hidden: Collection[Item] = ()) -> Iterator[NotedPart]:
    """Groups by part, with each origin noted once: on the part, on an area or on an item.

    Nothing is noted where all is from one origin, which the line above names.

    Parameters
    ----------
    hidden
        What is not shown, so that no note on it is the first.
    """
    has_notes = _only(origin for group in groups for origin in group.origins) is None
    told: set[Link] = set()

    def note(origin: Link | None, items: Iterable[Item]) -> Note | None:
        if origin is None or not has_notes:
            return None
        if origin in told:
            return Note(origin, is_first=False)
        if not all(item in hidden for item in items):
            told.add(origin)
        return Note(origin, is_first=True)

    for part, found in groupby(groups, key=lambda group: group.part):
        inside = tuple(found)
        origin = _only(origin for group in inside for origin in group.origins)
        of_part = note(origin, (item for group in inside for item in group.items))
        shown = []
        for group in inside:
            origin = _only(group.origins) if group.area and not of_part else None
            of_area = note(origin, group.items)
            notes: tuple[Note | None, ...] = (None,) * len(group.items)
            if not of_part and not of_area:
                pairs = zip(group.items, group.origins, strict=True)
                notes = tuple(note(origin, [item]) for item, origin in pairs)
            shown.append(NotedGroup(group, of_area, notes))
        yield NotedPart(part, of_part, tuple(shown))


def _only(origins: Iterable[Link]) -> Link | None:
    """The one origin; None where there are several."""
    different = set(origins)
    return different.pop() if len(different) == 1 else None


def shown_again(docname: str, inherited: Sequence[tuple[str, Inherited]]) -> Mapping[str, Again]:
    """Holder → what of all that it inherits its page has shown before, or shows as its own.

    Parameters
    ----------
    inherited
        Holders of the page in its order, and what they inherit.
    """
    items = {
        name: [item for group in found.groups for item in group.items] for name, found in inherited
    }
    told: set[Item] = set()
    found = {}
    for name, inherits in inherited:
        again = {item for item in items[name] if item in told or item.docname == docname}
        told.update(items[name])
        of = [base for _, base in inherits.here]
        known = {item for base, _ in inherits.here for item in items.get(base, ())}
        for group in inherits.groups:
            for each, origin in zip(group.items, group.origins, strict=True):
                if each in again and each not in known and origin not in of:
                    of.append(origin)
        found[name] = Again(frozenset(again), tuple(of) if again else ())
    return found
