"""What belongs to a build: what stands in `only` directives that hold in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_roles.handbook.records import Expectation, LevelRecord, RoleRecord


def roles_that_hold(
    roles: Iterable[RoleRecord], holds: Callable[[str], bool]
) -> Iterator[RoleRecord]:
    """Role pages without what stands in `only` directives that do not hold."""
    for role in roles:
        if not all(map(holds, role.only)):
            continue
        own = chain(role.own, *(level.own for level in role.levels))
        if not (any(one.only for one in own) or any(level.only for level in role.levels)):
            yield role
            continue
        levels = tuple(levels_that_hold(role.levels, holds))
        yield replace(role, own=_kept(role.own, holds), levels=levels)


def levels_that_hold(
    levels: Iterable[LevelRecord], holds: Callable[[str], bool]
) -> Iterator[LevelRecord]:
    """The same for levels."""
    for level in levels:
        if all(map(holds, level.only)):
            is_whole = not any(one.only for one in level.own)
            yield level if is_whole else replace(level, own=_kept(level.own, holds))


def _kept(own: tuple[Expectation, ...], holds: Callable[[str], bool]) -> tuple[Expectation, ...]:
    return tuple(e for e in own if all(map(holds, e.only)))
