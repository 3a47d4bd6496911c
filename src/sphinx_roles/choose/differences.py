"""What is expected of one holder, as against another: added, raised, dropped and kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Quoted, by_area, quote
from sphinx_roles.handbook.records import Expectation
from sphinx_roles.handbook.resolved import as_compared, is_shallower

if TYPE_CHECKING:
    from sphinx_roles.handbook.resolved import Handbook, Holder


class Change(NamedTuple):
    """An expectation in two wordings."""

    key: str
    earlier: Quoted
    later: Quoted


class Group(NamedTuple):
    """What is added, say, in one part and area."""

    part: str
    area: str | None
    entries: tuple[Quoted | Change, ...]


class Differences(NamedTuple):
    """What differs between two holders."""

    adds: tuple[Group, ...]
    raises: tuple[Group, ...]
    rewords: tuple[Group, ...]
    """Of the same key, without one of them raising the other's."""
    drops: tuple[Group, ...]
    keeps: tuple[Group, ...]


_Entries = list[tuple[Expectation, Quoted | Change]]
"""Each with the expectation whose part and area it stands in."""


def differences(
    handbook: Handbook, earlier: Holder, later: Holder, *, has_keeps: bool = True
) -> Differences:
    """What is expected of `later` as against `earlier`; what stays only where it is asked for."""
    before = {expectation.name: expectation for expectation in earlier.effective}
    after = {expectation.name: expectation for expectation in later.effective}

    # Most levels of a ladder differ in little, and folding texts is most of the work.
    @cache
    def texts_before() -> set[str]:
        return set(map(as_compared, before.values()))

    @cache
    def texts_after() -> set[str]:
        return set(map(as_compared, after.values()))

    is_upwards = handbook.is_lower(earlier, later)
    adds: _Entries = []
    raises: _Entries = []
    rewords: _Entries = []
    keeps: _Entries = []
    for name, expectation in after.items():
        other = before.get(name)
        if other is None:
            is_kept = as_compared(expectation) in texts_before()
        else:
            is_same = other.holder == expectation.holder
            is_kept = is_same or as_compared(other) == as_compared(expectation)
        if is_kept:
            if has_keeps:
                keeps.append((expectation, quote(expectation, later)))
        elif other is None:
            adds.append((expectation, quote(expectation, later)))
        else:
            change = Change(name, quote(other, earlier), quote(expectation, later))
            is_raised = is_upwards and not is_shallower(expectation, other)
            (raises if is_raised else rewords).append((expectation, change))
    drops: _Entries = [
        (expectation, quote(expectation, earlier))
        for name, expectation in before.items()
        if name not in after and as_compared(expectation) not in texts_after()
    ]
    return Differences(*map(_grouped, (adds, raises, rewords, drops, keeps)))


def _grouped(entries: _Entries) -> tuple[Group, ...]:
    return tuple(Group(part, area, tuple(inside)) for part, area, inside in by_area(entries))
