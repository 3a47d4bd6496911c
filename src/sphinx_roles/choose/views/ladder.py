"""`roles:ladder`: the levels of a role page side by side.

Belongs here: which expectation stands in which row, and for which levels it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, Quoted, link, quote, short_link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.records import PARTS
from sphinx_roles.handbook.resolved import is_shallower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder


class Column(NamedTuple):
    """A level."""

    link: Link
    grade: str | None


class Cell(NamedTuple):
    """An expectation, and the columns next to one another that it holds for."""

    first: int
    """Index of the first column, from 0."""
    last: int
    quoted: Quoted
    is_raised: bool
    origin: str | None
    """Title of the holder that says it, if that is not this role page or a level of it."""


class Row(NamedTuple):
    """The expectations of one part that share a key or, without a key, their text."""

    label: str | None
    cells: tuple[Cell, ...]


class Group(NamedTuple):
    """The rows of one part and area."""

    part: str
    area: str | None
    rows: tuple[Row, ...]


class Ladder(NamedTuple):
    """What one `roles:ladder` shows."""

    role: Link
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


_Key = tuple[str, str]
"""Part and name: what is raised into another part begins a row there."""


def choose_ladder(request: Request) -> Ladder | Nothing:
    """Rows in the order of the page, from the role through its levels; other roles' come last."""
    role = request.ladder(N_("There is no ladder to show here."))
    if isinstance(role, Nothing):
        return role
    ladder = request.handbook.ladders[role.name]
    parts = request.choices("parts", PARTS)
    by_name = {level.record.name: level for level in ladder}
    levels = [by_name[name] for name in request.choices("levels", list(by_name))]
    has_inherited = request.choice("inherited", ("on", "off")) == "on"
    order: dict[_Key, int] = {}
    for declaring in (role, *ladder):
        for own in declaring.own:
            order.setdefault((own.part, own.name), len(order))
    found: dict[_Key, list[Expectation | None]] = {}
    for index, level in enumerate(levels):
        for expectation in level.effective:
            key = (expectation.part, expectation.name)
            if expectation.part in parts and (has_inherited or key in order):
                found.setdefault(key, [None] * len(levels))[index] = expectation
    if not found:
        request.note(Warn.NOTHING, message=messages.NO_EXPECTATIONS)
        return Nothing(N_("No expectation is to be shown here."))
    rows = [found[key] for key in sorted(found, key=lambda key: order.get(key, len(order)))]
    columns = (Column(short_link(level), level.grade) for level in levels)
    groups = _groups(request, role, levels, rows)
    return Ladder(link(role), tuple(columns), tuple(groups))


def _groups(
    request: Request,
    role: Holder,
    levels: Sequence[Holder],
    rows: Sequence[Sequence[Expectation | None]],
) -> Iterator[Group]:
    grouped: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        first = next(expectation for expectation in row if expectation is not None)
        label = request.sources.label(first.key) if first.key else None
        cells = tuple(_cells(request, role, levels, row))
        grouped.setdefault((first.part, first.area), []).append(Row(label, cells))
    # What has no area would seem to belong to the one above it.
    for part, area in sorted(grouped, key=lambda key: (PARTS.index(key[0]), key[1] is not None)):
        yield Group(part, area, tuple(grouped[part, area]))


def _cells(
    request: Request, role: Holder, levels: Sequence[Holder], row: Sequence[Expectation | None]
) -> Iterator[Cell]:
    index = 0
    while index < len(row):
        expectation, first = row[index], index
        index += 1
        if expectation is None:
            continue
        while index < len(row) and _is_same(expectation, row[index]):
            index += 1
        level = levels[first]
        holder = request.handbook.holders[expectation.holder]
        yield Cell(
            first,
            index - 1,
            # For several levels `this` cannot name one of them: it reads the role page.
            quote(expectation, level if index - first == 1 else role),
            is_raised=_is_raised(request, expectation, levels[:first]),
            origin=holder.title if holder.role is not role.role else None,
        )


def _is_raised(request: Request, expectation: Expectation, below: Sequence[Holder]) -> bool:
    """Whether an expectation overrides one that an earlier column has with another wording."""
    if next(request.raised_by(expectation), None) is None:
        return False
    earlier = (level.find(expectation.name) for level in below)
    others = [other for other in earlier if other is not None and other.id != expectation.id]
    return bool(others) and not is_shallower(expectation, others[-1])


def _is_same(one: Expectation, other: Expectation | None) -> bool:
    """Whether two of one row are the same. Those without a key share a row by their text."""
    return other is not None and (one.id == other.id or one.key is other.key is None)
