"""Which role page and level of one edition is which of another.

Belongs here: recognising those that have another name now. A name that both editions have
means the same in both.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_roles.handbook.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_roles.data.load import Edition, StatedHolder

_MOST_POSTINGS = 50
"""A text that so many role pages share says little about one of them."""


def match_holders(old: Edition, new: Edition) -> dict[str, str]:
    """Earlier name → later name."""
    found = {name: name for name in old.holders if name in new.holders}
    _match_roles(old, new, found)
    _match_levels(old, new, found)
    return found


def _match_roles(old: Edition, new: Edition, found: dict[str, str]) -> None:
    """Those with the same title, then those with half of the expectations in common."""
    before, after = _left(old, new, found, is_level=False)
    found.update(_unique(before, after, key=lambda role: fold(role.title)))
    before, after = _left(old, new, found, is_level=False)
    found.update(_alike(_said(old, before), _said(new, after)))


def _match_levels(old: Edition, new: Edition, found: dict[str, str]) -> None:
    """On the same role page by name, title and expectations; then on any by expectations."""
    before, after = _left(old, new, found, is_level=True)
    if not before or not after:
        return
    roles_after: dict[str, list[StatedHolder]] = {}
    for level in after:
        roles_after.setdefault(level.role, []).append(level)
    roles_before: dict[str, list[StatedHolder]] = {}
    for level in before:
        if level.role in found:
            roles_before.setdefault(level.role, []).append(level)
    for role, levels in roles_before.items():
        others = roles_after.get(found[role], [])
        for key in (_bare_name, lambda level: fold(level.title)):
            found.update(_unique(*_remaining(levels, others, found), key=key))
        left, others_left = _remaining(levels, others, found)
        found.update(_alike(_said(old, left), _said(new, others_left)))
    before, after = _left(old, new, found, is_level=True)
    found.update(_alike(_said(old, before), _said(new, after)))


def _bare_name(level: StatedHolder) -> str:
    return level.name.rpartition("/")[2]


def _left(
    old: Edition, new: Edition, found: Mapping[str, str], *, is_level: bool
) -> tuple[list[StatedHolder], list[StatedHolder]]:
    levels = [holder for holder in old.holders.values() if holder.is_level == is_level]
    others = [holder for holder in new.holders.values() if holder.is_level == is_level]
    return _remaining(levels, others, found)


def _remaining(
    before: Iterable[StatedHolder], after: Iterable[StatedHolder], found: Mapping[str, str]
) -> tuple[list[StatedHolder], list[StatedHolder]]:
    taken = set(found.values())
    return (
        [holder for holder in before if holder.name not in found],
        [holder for holder in after if holder.name not in taken],
    )


def _unique(
    before: Iterable[StatedHolder],
    after: Iterable[StatedHolder],
    key: Callable[[StatedHolder], str],
) -> Iterator[tuple[str, str]]:
    """Pairs that agree in something in which no other agrees."""
    first, second = Counter(map(key, before)), Counter(map(key, after))
    names = {key(holder): holder.name for holder in after}
    for holder in before:
        value = key(holder)
        if value and first[value] == 1 == second[value]:
            yield holder.name, names[value]


def _said(edition: Edition, holders: Iterable[StatedHolder]) -> dict[str, set[str]]:
    """Holder → the texts that it declares; of a role page those of its levels, too."""
    levels: dict[str, list[StatedHolder]] = {}
    found = {}
    for holder in holders:
        if not holder.is_level and not levels:
            for other in edition.holders.values():
                levels.setdefault(other.role, []).append(other)
        group = [holder] if holder.is_level else levels[holder.name]
        ids = [name for one in group for name in one.own]
        found[holder.name] = {edition.expectations[name].folded for name in ids}
    return found


def _alike(
    before: Mapping[str, set[str]], after: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Pairs with half of the texts in common, or more: best pairs first."""
    postings: dict[str, list[str]] = {}
    for name, texts in after.items():
        for text in texts:
            postings.setdefault(text, []).append(name)
    scored = []
    for rank, (name, texts) in enumerate(before.items()):
        shared: Counter[str] = Counter()
        for text in texts:
            shared.update(postings.get(text, ())[:_MOST_POSTINGS])
        for other, count in shared.items():
            most = max(len(texts), len(after[other]))
            if count * 2 >= most:
                scored.append((-count / most, rank, name, other))
    seen: set[str] = set()
    taken: set[str] = set()
    for _score, _rank, name, other in sorted(scored, key=lambda entry: entry[:2]):
        if name not in seen and other not in taken:
            seen.add(name)
            taken.add(other)
            yield name, other
