"""What is expected of one holder, as against another: added, raised, dropped and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Quoted, quote
from sphinx_roles.handbook.names import fold
from sphinx_roles.handbook.records import PARTS, Expectation
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


def differences(handbook: Handbook, earlier: Holder, later: Holder) -> Differences:
    """What is expected of `later` as against `earlier`."""
    before = {expectation.name: expectation for expectation in earlier.effective}
    after = {expectation.name: expectation for expectation in later.effective}
    texts_before = set(map(as_compared, before.values()))
    texts_after = set(map(as_compared, after.values()))
    is_upwards = handbook.is_lower(earlier, later)
    adds: _Entries = []
    raises: _Entries = []
    rewords: _Entries = []
    keeps: _Entries = []
    for name, expectation in after.items():
        shown = quote(expectation, later)
        other = before.get(name)
        text = as_compared(expectation)
        if other is None:
            (keeps if text in texts_before else adds).append((expectation, shown))
        elif other.id == expectation.id or as_compared(other) == text:
            keeps.append((expectation, shown))
        else:
            change = Change(name, quote(other, earlier), shown)
            is_raised = is_upwards and not is_shallower(expectation, other)
            (raises if is_raised else rewords).append((expectation, change))
    drops: _Entries = [
        (expectation, quote(expectation, earlier))
        for name, expectation in before.items()
        if name not in after and as_compared(expectation) not in texts_after
    ]
    return Differences(*map(_grouped, (adds, raises, rewords, drops, keeps)))


def _grouped(entries: _Entries) -> tuple[Group, ...]:
    """By part; in each what has no area, then areas in the order in which they come."""
    found: dict[tuple[str, str], list[Quoted | Change]] = {}
    areas: dict[str, str | None] = {"": None}
    for expectation, entry in entries:
        area = fold(expectation.area or "")
        areas.setdefault(area, expectation.area)
        found.setdefault((expectation.part, area), []).append(entry)
    order = list(areas)
    keys = sorted(found, key=lambda key: (PARTS.index(key[0]), order.index(key[1])))
    return tuple(Group(part, areas[area], tuple(found[part, area])) for part, area in keys)
