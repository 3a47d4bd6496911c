"""What belongs to a build: what stands in `only` directives that hold in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_roles.handbook.records import Expectation, RoleRecord


def those_that_hold(
    roles: Iterable[RoleRecord], holds: Callable[[str], bool]
) -> Iterator[RoleRecord]:
    """Role pages without what stands in `only` directives that do not hold."""

    def kept(own: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
        return tuple(e for e in own if all(map(holds, e.only)))

    for role in roles:
        if not all(map(holds, role.only)):
            continue
        own = chain(role.own, *(level.own for level in role.levels))
        if not (any(one.only for one in own) or any(level.only for level in role.levels)):
            yield role
            continue
        levels = (level for level in role.levels if all(map(holds, level.only)))
        yield replace(
            role,
            own=kept(role.own),
            levels=tuple(replace(level, own=kept(level.own)) for level in levels),
        )
