"""For whom changes count: what is expected of each role page and level before and after.

Belongs here: the differences of what is expected. Why they are there: `causes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.data.compare.causes import Causes, Why
from sphinx_roles.data.compare.changes import Affected, Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_roles.data.compare.changes import Change, HolderChange
    from sphinx_roles.data.compare.match import Matching
    from sphinx_roles.data.load import Edition, StatedExpectation, StatedHolder

    Pair = tuple[StatedExpectation | None, StatedExpectation | None]


def effects(
    old: Edition,
    new: Edition,
    matching: Matching,
    holders: Sequence[HolderChange],
    changes: Sequence[Change],
) -> tuple[list[Affected], dict[int, list[Affected]]]:
    """All of whom something else is expected; and by the `id` of a change, its reach."""
    causes = Causes(old, new, matching, holders, changes)
    affected = []
    reach: dict[int, dict[int, Affected]] = {}
    for before, after in _pairs(old, new, matching):
        found = _affected(before, after, old, new, matching, causes)
        if found is None:
            continue
        affected.append(found)
        for effect in found.effects:
            for cause in effect.causes:
                reach.setdefault(id(cause), {})[id(found)] = found
    return affected, {change: list(reached.values()) for change, reached in reach.items()}


def _pairs(
    old: Edition, new: Edition, matching: Matching
) -> Iterator[tuple[StatedHolder | None, StatedHolder | None]]:
    taken = set()
    for earlier in old.holders.values():
        name = matching.holders.get(earlier.name)
        taken.add(name)
        yield earlier, None if name is None else new.holders[name]
    for later in new.holders.values():
        if later.name not in taken:
            yield None, later


def _affected(
    before: StatedHolder | None,
    after: StatedHolder | None,
    old: Edition,
    new: Edition,
    matching: Matching,
    causes: Causes,
) -> Affected | None:
    ids_before = before.effective if before else ()
    ids_after = after.effective if after else ()
    if causes.changed.isdisjoint(ids_after):
        names = matching.expectations
        if tuple(map(names.get, ids_before)) == ids_after:
            return None
    said_before = {causes.said_before[name]: name for name in ids_before}
    said_after = {causes.said_after[name]: name for name in ids_after}
    lost = [old.expectations[name] for key, name in said_before.items() if key not in said_after]
    gained = [new.expectations[name] for key, name in said_after.items() if key not in said_before]
    if not lost and not gained:
        return None
    why = Why(before, after, ids_before, ids_after, causes)
    found = (
        Effect(earlier, later, tuple(why.causes(earlier, later)))
        for earlier, later in _paired(lost, gained, matching)
    )
    return Affected(before, after, tuple(found))


def _paired(
    lost: list[StatedExpectation], gained: list[StatedExpectation], matching: Matching
) -> list[Pair]:
    """What is lost with what is gained in its place: the same one, its key, its text."""
    found: list[Pair] = []
    later = {expectation.id: expectation for expectation in gained}
    left: dict[str, StatedExpectation] = {}
    for expectation in lost:
        name = matching.expectations.get(expectation.id, "")
        if name in later:
            found.append((expectation, later.pop(name)))
        else:
            left[expectation.id] = expectation
    keys: tuple[Callable[[StatedExpectation], str | None], ...] = (
        lambda e: e.key,
        lambda e: e.folded,
    )
    for key in keys:
        by_key = {value: e for e in later.values() if (value := key(e)) is not None}
        for expectation in list(left.values()):
            other = by_key.pop(key(expectation) or "", None)
            if other is not None:
                found.append((left.pop(expectation.id), later.pop(other.id)))
    found += [(expectation, None) for expectation in left.values()]
    found += [(None, expectation) for expectation in later.values()]
    return found
