"""`roles:levels`: the levels of a role page, one below the other.

Belongs here: the choice of what the list shows. A role page with levels on other pages shows
the same list of its own accord.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.records import LevelRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Handbook, Holder


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
    holder = request.holder_or_around("roles:levels backend-engineer")
    if holder is None:
        return Nothing(N_("There are no levels to show here."))
    role = holder.role.name
    if request.argument and holder.is_level:
        request.note(Warn.VIEW, message=messages.NOT_A_ROLE, level=holder.name, role=role)
    if not request.handbook.ladders[role]:
        request.note(Warn.NOTHING, message=messages.NO_LEVELS, role=role)
        return Nothing(N_("This role page has no levels."))
    return Levels(role, tuple(rungs(request.handbook, role)))


def rungs(handbook: Handbook, role: str) -> Iterator[Rung]:
    """The levels of a role page."""
    for level in handbook.ladders[role]:
        yield Rung(link(level), _grade(level), level.record.summary)


def _grade(level: Holder) -> str | None:
    assert isinstance(level.record, LevelRecord)
    return None if level.role.has_posts else level.record.grade
