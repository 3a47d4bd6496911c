"""`roles:levels`: the levels of a role page, one below the other.

Belongs here: the choice of what the list shows. A role page with levels on other pages shows
the same list of its own accord.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Handbook


class Rung(NamedTuple):
    """A level as the list says it."""

    link: Link
    grade: str | None
    summary: str | None


class Levels(NamedTuple):
    """What one `roles:levels` shows."""

    role: str
    """Name of the role page."""
    rungs: tuple[Rung, ...]


def choose_levels(request: Request) -> Levels | Nothing:
    """Levels in the order of the ladder."""
    role = request.ladder(N_("There are no levels to show here."))
    if isinstance(role, Nothing):
        return role
    return Levels(role.name, tuple(rungs(request.handbook, role.name)))


def rungs(handbook: Handbook, role: str) -> Iterator[Rung]:
    """The levels of a role page."""
    for level in handbook.ladders[role]:
        grade = None if level.role.has_posts else level.grade
        yield Rung(link(level), grade, level.record.summary)
