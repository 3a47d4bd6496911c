"""What each page shows of the handbook, as plain data.

The same values are turned into nodes (`show`) and into the digest that says whether a page is
out of date (`build`). So nothing can be shown that the digest does not know.

Belongs here: the choice and order of what is shown. Does not belong here: nodes, wording. The
values are named tuples: there are hundreds on a page, and their text is digested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.choose.columns import choose_described, choose_tables
from sphinx_roles.choose.differences import differences
from sphinx_roles.choose.inherited import choose_inherited
from sphinx_roles.choose.quotes import (
    Item,
    Link,
    facts,
    item,
    link,
    short_link,
)
from sphinx_roles.choose.views.levels import Levels, rungs
from sphinx_roles.handbook.records import LevelRecord
from sphinx_roles.handbook.resolved import is_shallower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.columns import Described, TableFacts
    from sphinx_roles.choose.differences import Differences
    from sphinx_roles.choose.inherited import Inherited
    from sphinx_roles.choose.sources import Views
    from sphinx_roles.choose.views.levels import Rung
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Handbook, Holder


class RoleFacts(NamedTuple):
    """What is said below the heading of a role page."""

    summary: str | None
    facts: tuple[tuple[str, str], ...]
    """Of the handbook's own: name and text."""
    foundation_of: tuple[Link, ...]
    """Who extends it, where it is there for that alone."""
    levels: tuple[Rung, ...]
    """All its levels, where some are on other pages and no view on its own page lists them."""


class LevelFacts(NamedTuple):
    """What is said below the heading of a level."""

    summary: str | None
    of: Link | None
    """The role page of a level that stands on another page."""
    facts: tuple[tuple[str, str], ...]
    """Facts from `roles_facts` that the level itself gives."""
    grade: str | None
    position: int
    """From 1."""
    total: int
    previous: Link | None
    """With a short title, as `next`."""
    next: Link | None
    step: Differences | None
    """What changes at the next level; None where nothing does."""
    role: Link | None
    """The role page, where the level extends nothing and inherits from it alone."""
    is_bare: bool
    """Whether the level has nothing of its own."""
    comparison: Link | None
    """A view somewhere that compares it with the previous level, under that one's short title."""


class Override(NamedTuple):
    """An own expectation that replaces an inherited one."""

    base: Link
    earlier: Item
    is_raised: bool
    """Whether the earlier one is of a lower level on the same ladder."""
    is_here: bool
    """Whether the earlier one stands on the same page."""


class Page(NamedTuple):
    """All that one document shows of the handbook."""

    intros: tuple[tuple[str, str | None], ...] = ()
    """Holder → docname of the intro."""
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Holder → what `this` reads there."""
    roles: tuple[tuple[str, RoleFacts], ...] = ()
    levels: tuple[tuple[str, LevelFacts], ...] = ()
    bases: tuple[tuple[str, tuple[tuple[Link, ...], ...]], ...] = ()
    """Holder → for each of its `extends`, who is named there."""
    inherited: tuple[tuple[str, Inherited], ...] = ()
    overrides: tuple[tuple[str, Override], ...] = ()
    """Anchor of an own expectation → what it overrides."""
    tables: tuple[TableFacts, ...] = ()
    """What is said above its tables of levels, in its order."""
    described: tuple[tuple[str, tuple[Described, ...]], ...] = ()
    """Holder → what tables on other pages say of it."""
    chained: tuple[str, ...] = ()
    """Those whose first base is named by a table."""
    views: tuple[tuple[Any, ...], ...] = ()
    """What its views show, in its order."""
    intro_views: tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...] = ()
    """Holder → what the views of its shared intro show on this page."""

    def items(self) -> Iterator[Item]:
        """Every expectation that is shown."""
        shown = (self.levels, self.inherited, self.overrides, self.described)
        yield from _items((*shown, self.views, self.intro_views))


def viewed(views: Views) -> Iterator[Item]:
    """Every expectation that some view shows."""
    return _items(tuple(views.shown.values()))


def choose_page(handbook: Handbook, views: Views, docname: str, *, has_steps: bool = True) -> Page:
    """What the document `docname` shows; `has_steps`: with what changes at each next level."""
    holders = handbook.pages.get(docname, ())
    guests = handbook.guests.get(docname, ())
    extending = [holder for holder in holders if any(holder.extended)]
    return Page(
        intros=tuple(
            (h.name, handbook.intros[h.name]) for h in holders if h.name in handbook.intros
        ),
        facts=tuple((h.name, tuple(facts(h).items())) for h in (*holders, *guests)),
        roles=tuple((h.name, _role_facts(handbook, views, h)) for h in holders if not h.is_level),
        levels=tuple(
            (h.name, _level_facts(handbook, views, h, has_steps=has_steps))
            for h in holders
            if isinstance(h.record, LevelRecord) and not h.record.is_column  # a table says it
        ),
        bases=tuple((h.name, tuple(_bases(handbook, h))) for h in extending),
        inherited=tuple((h.name, choose_inherited(handbook, h)) for h in extending),
        overrides=tuple(
            (own.anchor, _override(handbook, h, own, earlier))
            for h in (*holders, *guests)
            for own in h.own
            if own.place.docname == docname
            and own.depth is None
            and (earlier := h.raises.get(own.name)) is not None
        ),
        tables=choose_tables(handbook, docname),
        described=tuple((h.name, found) for h in holders if (found := choose_described(h))),
        chained=tuple(h.name for h in extending if getattr(h.record, "is_chained", False)),
        views=views.shown.get((docname, ""), ()),
        intro_views=tuple(
            (h.name, shown)
            for h in holders
            if (shown := views.shown.get((handbook.intros.get(h.name) or "", h.name)))
        ),
    )


def _items(values: tuple[object, ...]) -> Iterator[Item]:
    """Every expectation inside nested tuples."""
    for value in values:
        if isinstance(value, Item):
            yield value
        elif isinstance(value, tuple) and not isinstance(value, Link):  # there are thousands
            yield from _items(value)


def _role_facts(handbook: Handbook, views: Views, holder: Holder) -> RoleFacts:
    shown = views.shown.get((holder.docname, ""), ())
    is_listed = any(isinstance(view, Levels) and view.role == holder.name for view in shown)
    is_split = any(level.is_elsewhere for level in handbook.ladders[holder.name])
    heirs = (other for other in handbook.holders.values() if holder.name in other.bases)
    return RoleFacts(
        summary=holder.record.summary,
        facts=holder.record.facts,
        foundation_of=tuple(link(heir) for heir in heirs if heir.role is not holder.role)
        if holder.role.is_abstract
        else (),
        levels=tuple(rungs(handbook, holder.name)) if is_split and not is_listed else (),
    )


def _level_facts(
    handbook: Handbook, views: Views, holder: Holder, *, has_steps: bool
) -> LevelFacts:
    ladder: Sequence[Holder] = handbook.ladders[holder.role.name]
    assert holder.position is not None
    index = holder.position - 1
    previous = ladder[index - 1] if index else None
    following = ladder[index + 1] if index + 1 < len(ladder) else None
    role = handbook.holders[holder.role.name]
    is_shared = bool(role.runs) and not holder.record.extends
    if holder.role.has_posts:  # side by side: none is higher or next
        ladder, previous, following = (holder,), None, None
    return LevelFacts(
        summary=holder.record.summary,
        of=link(role) if holder.is_elsewhere and not is_shared else None,
        facts=holder.record.facts,
        grade=holder.grade if not holder.role.has_posts else None,
        position=holder.position,
        total=len(ladder),
        previous=short_link(previous) if previous else None,
        next=short_link(following) if following else None,
        step=_step(handbook, holder, following) if following and has_steps else None,
        role=link(role) if is_shared else None,
        is_bare=not holder.own,
        comparison=_comparison(views, previous, holder) if previous else None,
    )


def _step(handbook: Handbook, holder: Holder, following: Holder) -> Differences | None:
    found = differences(handbook, holder, following, has_keeps=False)
    return found if any(found) else None


def _comparison(views: Views, previous: Holder, holder: Holder) -> Link | None:
    names = (previous.name, holder.name)
    place = views.comparisons.get(names) or views.comparisons.get(names[::-1])
    return Link(previous.short_title, *place) if place else None


def _override(
    handbook: Handbook, holder: Holder, own: Expectation, earlier: Expectation
) -> Override:
    base = handbook.holders[earlier.holder]
    is_raised = handbook.is_lower(base, holder) and not is_shallower(own, earlier)
    is_here = earlier.place.docname == own.place.docname
    return Override(link(base), item(earlier), is_raised, is_here)


def _bases(handbook: Handbook, holder: Holder) -> Iterator[tuple[Link, ...]]:
    for bases in holder.extended:
        yield tuple(link(handbook.holders[base]) for base in bases)
