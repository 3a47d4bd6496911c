"""What each page shows of the handbook, as plain data.

The same values are turned into nodes (`show`) and into the digest that says whether a page is
out of date (`build`). So nothing can be shown that the digest does not know.

Belongs here: the choice and order of what is shown. Does not belong here: nodes, wording. The
values are named tuples: there are hundreds on a page, and their text is digested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.choose.quotes import Item, Link, facts, item, link
from sphinx_roles.handbook.records import PARTS, LevelRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.all_views import Views
    from sphinx_roles.handbook.resolved import Handbook, Holder, Run


class Group(NamedTuple):
    """Inherited expectations of one part, origin and area."""

    part: str
    origin: Link
    area: str | None
    items: tuple[Item, ...]
    is_plain: bool
    """All of its items are."""


class Sentence(NamedTuple):
    """One `extends` directive: who extends whom."""

    holder: Link
    bases: tuple[Link, ...]


class Inherited(NamedTuple):
    """What a holder inherits, shown at its last `extends`."""

    adds_nothing_to: tuple[Link, ...]
    """The bases, where the holder has nothing of its own."""
    groups: tuple[Group, ...]


class LevelFacts(NamedTuple):
    """The facts line of a level."""

    grade: str | None
    position: int
    """From 1."""
    total: int
    previous: Link | None
    next: Link | None
    shares: Link | None
    """Whose expectations it has, where it has none of its own."""
    comparison: Link | None
    """A view somewhere that compares it with the previous level, under that one's title."""


class Raised(NamedTuple):
    """An own expectation that replaces an inherited one."""

    base: Link
    earlier: Item


class Page(NamedTuple):
    """All that one document shows of the handbook."""

    intros: tuple[tuple[str, str | None], ...] = ()
    """Role name → docname of the intro."""
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Holder → what `this` reads there."""
    levels: tuple[tuple[str, LevelFacts], ...] = ()
    sentences: tuple[tuple[str, tuple[Sentence | None, ...]], ...] = ()
    inherited: tuple[tuple[str, Inherited], ...] = ()
    raised: tuple[tuple[str, Raised], ...] = ()
    """Anchor of an own expectation → what it raises."""
    views: tuple[tuple[Any, ...], ...] = ()
    """What its views show, in its order."""
    intro_views: tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...] = ()
    """Role name → what the views of its shared intro show on this page."""

    def items(self) -> Iterator[Item]:
        """Every expectation that is shown, apart from what is inherited."""
        yield from _items((self.raised, self.views, self.intro_views))


def choose_page(handbook: Handbook, views: Views, docname: str) -> Page:
    """What the document `docname` shows."""
    holders = handbook.pages.get(docname, ())
    extending = [holder for holder in holders if any(holder.extended)]
    return Page(
        intros=tuple((h.name, handbook.intros[h.name]) for h in holders if not h.is_level),
        facts=tuple((h.name, tuple(facts(h).items())) for h in holders),
        levels=tuple((h.name, _level_facts(handbook, views, h)) for h in holders if h.is_level),
        sentences=tuple((h.name, tuple(_sentences(handbook, h))) for h in extending),
        inherited=tuple((h.name, _inherited(handbook, h)) for h in extending),
        raised=tuple(
            (own.anchor, Raised(link(handbook.holders[earlier.holder]), item(earlier)))
            for h in holders
            for own in h.own
            if (earlier := h.raises.get(own.name)) is not None
        ),
        views=views.shown.get((docname, ""), ()),
        intro_views=tuple(
            (h.name, shown)
            for h in holders
            if not h.is_level
            and (shown := views.shown.get((handbook.intros[h.name] or "", h.name)))
        ),
    )


def _items(values: tuple[object, ...]) -> Iterator[Item]:
    """Every expectation inside nested tuples."""
    for value in values:
        if isinstance(value, Item):
            yield value
        elif isinstance(value, tuple) and not isinstance(value, Link):  # there are thousands
            yield from _items(value)


def _level_facts(handbook: Handbook, views: Views, holder: Holder) -> LevelFacts:
    ladder = handbook.ladders[holder.role.name]
    assert holder.position is not None
    index = holder.position - 1
    is_bare = not holder.own and not holder.record.extends
    assert isinstance(holder.record, LevelRecord)
    previous = ladder[index - 1] if index else None
    return LevelFacts(
        grade=holder.record.grade,
        position=holder.position,
        total=len(ladder),
        previous=link(previous) if previous else None,
        next=link(ladder[index + 1]) if index + 1 < len(ladder) else None,
        shares=link(handbook.holders[holder.bases[0]]) if is_bare else None,
        comparison=_comparison(views, previous, holder) if previous else None,
    )


def _comparison(views: Views, previous: Holder, holder: Holder) -> Link | None:
    names = (previous.name, holder.name)
    place = views.comparisons.get(names) or views.comparisons.get(names[::-1])
    return Link(previous.title, *place) if place else None


def _sentences(handbook: Handbook, holder: Holder) -> Iterator[Sentence | None]:
    for bases in holder.extended:
        links = tuple(link(handbook.holders[base]) for base in bases)
        yield Sentence(link(holder), links) if links else None


def _inherited(handbook: Handbook, holder: Holder) -> Inherited:
    named = [base for bases in holder.extended for base in bases]
    groups = [group for run in holder.inherited for group in _groups(handbook, run)]
    # Parts in the order of `PARTS`, origins in the order of the MRO, areas as written.
    groups.sort(key=lambda group: PARTS.index(group.part))
    return Inherited(
        adds_nothing_to=() if holder.own else tuple(link(handbook.holders[base]) for base in named),
        groups=tuple(groups),
    )


def _groups(handbook: Handbook, run: Run) -> Iterator[Group]:
    origin = link(handbook.holders[run.origin])
    areas: dict[str | None, dict[str, list[Item]]] = {}
    for expectation in run.expectations:
        area = areas.setdefault(expectation.area, {})
        area.setdefault(expectation.part, []).append(item(expectation))
    for area_name, parts in areas.items():
        for part, items in parts.items():
            is_plain = all(item.is_plain for item in items)
            yield Group(part, origin, area_name, tuple(items), is_plain)
