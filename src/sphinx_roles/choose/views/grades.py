"""`roles:grades`: which levels of which role pages have the same grade.

Belongs here: the choice and order of rows and columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link, short_link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import roles_by_title, tracks
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Holder


class Row(NamedTuple):
    """A grade."""

    grade: str
    cells: tuple[tuple[Link, ...], ...]
    """For each column the levels of that grade, under their short titles."""


class Table(NamedTuple):
    """The role pages of one track."""

    track: str | None
    columns: tuple[Link, ...]
    rows: tuple[Row, ...]
    """From the lowest grade of these pages to the highest one, so that gaps are seen."""


class Grades(NamedTuple):
    """What one `roles:grades` shows."""

    tables: tuple[Table, ...]


def choose_grades(request: Request) -> Grades | Nothing:
    """A table for each track: grades as `roles_grades` lists them, or in their natural order."""
    request.refuse_argument("track")
    known = tracks(request.handbook)
    listed = request.listed("track", known)
    roles = [role for role in roles_by_title(request.handbook) if _graded(request, role)]
    order = _order(request, roles)
    tables = []
    wanted: list[str | None] = [*(listed or known), *([] if listed else [None])]
    for track in wanted:
        inside = [role for role in roles if role.role.track == track]
        if inside:
            tables.append(_table(request, track, inside, order))
    if not tables:
        request.note(Warn.NOTHING, message=messages.NO_GRADES)
        return Nothing(N_("No level has a grade yet."))
    return Grades(tuple(tables))


def _graded(request: Request, role: Holder) -> list[Holder]:
    """The levels of a role page that have a grade."""
    levels = () if role.role.has_posts else request.handbook.ladders[role.name]
    return [level for level in levels if level.grade]


def _order(request: Request, roles: Sequence[Holder]) -> list[str]:
    """All grades: those that the handbook lists, then others as people sort them."""
    said = {level.grade or "" for role in roles for level in _graded(request, role)}
    listed = list(request.sources.grades)
    return [*listed, *sorted(said - set(listed), key=_natural)]


def _natural(grade: str) -> list[tuple[int, str]]:
    """`L2` before `L10`."""
    return [(int(n), "") if n else (-1, text) for n, text in re.findall(r"(\d+)|(\D+)", grade)]


def _table(
    request: Request, track: str | None, roles: Sequence[Holder], order: Sequence[str]
) -> Table:
    by_grade: dict[str, list[list[Link]]] = {}
    for column, role in enumerate(roles):
        for level in _graded(request, role):
            cells = by_grade.setdefault(level.grade or "", [[] for _role in roles])
            cells[column].append(short_link(level))
    places = [order.index(grade) for grade in by_grade]
    empty: list[list[Link]] = [[] for _role in roles]
    rows = (
        Row(grade, tuple(map(tuple, by_grade.get(grade, empty))))
        for grade in order[min(places) : max(places) + 1]
    )
    return Table(track, tuple(map(link, roles)), tuple(rows))
