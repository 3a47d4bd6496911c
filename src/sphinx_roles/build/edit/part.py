"""A part of the handbook, which says all that is shown on some pages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_roles.resolve.reach import named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sphinx_roles.build.whole import Whole


class Part:
    """What a build makes do with, after an edit that does not reach the rest.

    Parameters
    ----------
    whole
        What some documents say by themselves.
    shown
        Those documents of which it says all that they show.
    declared
        Gives all that the handbook declares, as `RolesDomain.get_objects` does.
    """

    def __init__(
        self,
        whole: Whole,
        shown: Collection[str],
        declared: Callable[[], Iterable[tuple[str, str, str, str, str, int]]],
    ) -> None:
        self.whole = whole
        self.shown = shown
        self._declared = declared

    def knows(self, target: str, docname: str) -> bool:
        """Whether it tells what a cross-reference on a page leads to, be that nothing."""
        name = named(target)
        if name in self.whole.handbook.holders:
            return True
        is_level = docname not in self.whole.documents and name in self._levels
        return not (is_level or name in self.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all holders of the handbook."""
        return frozenset(name for name, _, kind, *_ in self._declared() if kind != "expectation")

    @cached_property
    def _levels(self) -> frozenset[str]:
        return frozenset(name.partition("/")[2] for name in self.names)
