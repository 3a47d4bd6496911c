"""Two editions of a handbook, compared.

Belongs here: which changes there are. What is the same: `match`. For whom they count: `reach`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.data.compare.changes import Change, Comparison, HolderChange
from sphinx_roles.data.compare.match import match
from sphinx_roles.data.compare.reach import effects
from sphinx_roles.handbook.names import fold
from sphinx_roles.handbook.records import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.data.compare.match import Matching
    from sphinx_roles.data.load import Edition, StatedExpectation, StatedHolder


def compare(old: Edition, new: Edition) -> Comparison:
    """What changed from one edition to another, in the order of the role pages' titles."""
    matching = match(old, new)
    order = _order(old, new, matching)
    holders = sorted(_holder_changes(old, new, matching), key=lambda change: _place(order, change))
    changes = sorted(_changes(old, new, matching), key=lambda change: _place(order, change))
    affected, reach = effects(old, new, matching, holders, changes)
    affected.sort(key=lambda one: order[one.site])
    places = {id(one): place for place, one in enumerate(affected)}
    ranked = {
        change: tuple(sorted(reached, key=lambda one: places[id(one)]))
        for change, reached in reach.items()
    }
    return Comparison(
        old, new, tuple(holders), tuple(changes), tuple(affected), ranked, matching.holders, order
    )


# -- expectations


def _changes(old: Edition, new: Edition, matching: Matching) -> Iterator[Change]:
    seen = set()
    for earlier in old.expectations.values():
        name = matching.expectations.get(earlier.id)
        joined = matching.joined.get(earlier.id)
        if name is not None:
            seen.add(name)
            yield from _changed(old, new, matching, earlier, new.expectations[name])
        elif joined is not None:
            yield Change(("moved",), earlier, new.expectations[joined], copy="gone")
        else:
            yield Change(("removed",), earlier, None)
    for later in new.expectations.values():
        if later.id not in seen:
            before = matching.split.get(later.id)
            earlier_or_none = None if before is None else old.expectations[before]
            kind = "added" if before is None else "moved"
            overrides = _overridden(new, later)
            kinds = (kind, *_override_kind(new, later, overrides))
            overridden = overrides if len(kinds) > 1 else None
            copy = "" if before is None else "new"
            yield Change(kinds, earlier_or_none, later, overridden, copy)


def _changed(
    old: Edition,
    new: Edition,
    matching: Matching,
    earlier: StatedExpectation,
    later: StatedExpectation,
) -> Iterator[Change]:
    """What is different in an expectation, if anything."""
    kinds = []
    if earlier.folded != later.folded:
        kinds.append("reworded")
    if earlier.depth != later.depth:
        kinds.append("deeper")
    is_elsewhere = matching.holders.get(earlier.holder) != later.holder
    if is_elsewhere or earlier.place != later.place:
        kinds.append("moved")
    is_named = earlier.key != later.key
    if is_named:
        kinds.append("renamed")
    overrides = None
    if is_elsewhere or is_named:
        overrides = _overridden(new, later)
        before = _overridden(old, earlier)
        is_same = before is not None and overrides is not None
        if is_same and matching.expectations.get(before.id) == overrides.id:  # type: ignore[union-attr]
            overrides = None
        kinds += _override_kind(new, later, overrides)
    if kinds:
        is_overriding = {"raised", "replaced"} & {*kinds}
        yield Change(tuple(kinds), earlier, later, overrides if is_overriding else None)


def _overridden(edition: Edition, expectation: StatedExpectation) -> StatedExpectation | None:
    name = edition.holders[expectation.holder].raises.get(expectation.id)
    return None if name is None else edition.expectations[name]


def _override_kind(
    edition: Edition, later: StatedExpectation, overridden: StatedExpectation | None
) -> tuple[str, ...]:
    if overridden is None or overridden.folded == later.folded:
        return ()
    level, base = edition.holders[later.holder], edition.holders[overridden.holder]
    is_raised = (
        level.role == base.role
        and level.position is not None
        and base.position is not None
        and base.position < level.position
    )
    return ("raised",) if is_raised else ("replaced",)


# -- role pages and levels


def _holder_changes(old: Edition, new: Edition, matching: Matching) -> Iterator[HolderChange]:
    reordered = _reordered(old, new, matching)
    for earlier in old.holders.values():
        name = matching.holders.get(earlier.name)
        if name is None:
            kind = "level-removed" if earlier.is_level else "page-removed"
            yield HolderChange((kind,), earlier, None)
            continue
        later = new.holders[name]
        kinds = [*_holder_kinds(old, new, matching, earlier, later)]
        if name in reordered:
            kinds.append("levels-reordered")
        if kinds:
            yield HolderChange(tuple(kinds), earlier, later)
    taken = set(matching.holders.values())
    for later in new.holders.values():
        if later.name not in taken:
            kind = "level-added" if later.is_level else "page-added"
            yield HolderChange((kind,), None, later)


def _holder_kinds(
    old: Edition,
    new: Edition,
    matching: Matching,
    earlier: StatedHolder,
    later: StatedHolder,
) -> Iterator[str]:
    names = matching.holders
    is_elsewhere = earlier.is_level and names.get(earlier.role) != later.role
    bare = [holder.name.rpartition("/")[2] for holder in (earlier, later)]
    if bare[0] != bare[1] or is_elsewhere:
        yield "renamed"
    if fold(earlier.title) != fold(later.title):
        yield "retitled"
    if earlier.grade != later.grade:
        yield "regraded"
    if not earlier.is_level and earlier.track != later.track:
        yield "track"
    is_leaving_out = {*earlier.without} != {*later.without}
    if is_leaving_out or [names.get(base) for base in earlier.extends] != [*later.extends]:
        yield "bases"
    if _is_page_moved(old, new, earlier, later):
        yield "page-moved"


def _is_page_moved(old: Edition, new: Edition, earlier: StatedHolder, later: StatedHolder) -> bool:
    """Whether it stands in another document; a level only where it left its role page's."""
    before, after = _page(earlier.url), _page(later.url)
    if before == after:
        return False
    sources = [
        {edition.expectations[name].source for name in holder.own}
        for edition, holder in ((old, earlier), (new, later))
    ]
    if all(sources) and sources[0] & sources[1]:
        return False  # only the builder is another one
    if not earlier.is_level:
        return True
    pages = [_page(old.holders[earlier.role].url), _page(new.holders[later.role].url)]
    return [before, after] != pages


def _page(url: str) -> str:
    """The document of an address, however the builder writes it."""
    path = url.partition("#")[0].removesuffix(".html").removesuffix("index")
    return path.rstrip("/")


def _reordered(old: Edition, new: Edition, matching: Matching) -> set[str]:
    """The names of the role pages, later ones, whose levels are in another order."""
    before, after = _ladders(old), _ladders(new)
    found = set()
    for earlier, levels in before.items():
        role = matching.holders.get(earlier, "")
        kept = [matching.holders.get(level) for level in levels]
        now = after.get(role, [])
        if [name for name in kept if name in now] != [name for name in now if name in kept]:
            found.add(role)
    return found


def _ladders(edition: Edition) -> dict[str, list[str]]:
    levels = [holder for holder in edition.holders.values() if holder.is_level]
    found: dict[str, list[str]] = {}
    for level in sorted(levels, key=lambda level: level.position or 0):
        found.setdefault(level.role, []).append(level.name)
    return found


# -- order


def _order(old: Edition, new: Edition, matching: Matching) -> dict[tuple[bool, str], int]:
    """By whether the name is the earlier one, and name: place in the order of titles.

    Levels come after their role page, and what is gone where it would stand.
    """
    entries = []
    for is_gone, edition in ((False, new), (True, old)):
        for holder in edition.holders.values():
            if not (is_gone and holder.name in matching.holders):
                page = edition.holders[holder.role]
                entry = (page.title.casefold(), page.name, holder.position or 0, holder.name)
                entries.append((entry, (is_gone, holder.name)))
    entries.sort()
    order = {name: place for place, (_entry, name) in enumerate(entries)}
    for earlier, later in matching.holders.items():
        order[True, earlier] = order[False, later]
    return order


def _place(order: dict[tuple[bool, str], int], change: Change | HolderChange) -> tuple[object, ...]:
    if isinstance(change, HolderChange):
        holder = change.new or change.old
        assert holder is not None
        return (order[change.new is None, holder.name],)
    expectation = change.old if change.is_gone else change.new
    assert expectation is not None
    rank = order[change.is_gone, expectation.holder]
    part = PARTS.index(expectation.part) if expectation.part in PARTS else len(PARTS)
    return (rank, part, expectation.source, expectation.line, expectation.id)
