"""What a build says of the handbook at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.handbook.resolved import Handbook


class Counts(NamedTuple):
    """How much there is in a handbook."""

    roles: int
    levels: int
    expectations: int
    headings: int
    """Those that were read by their words."""
    ignored: int


def counts(handbook: Handbook) -> Counts:
    """How much there is in a handbook."""
    holders = handbook.holders.values()
    levels = sum(holder.is_level for holder in holders)
    return Counts(
        roles=len(holders) - levels,
        levels=levels,
        expectations=sum(len(holder.own) for holder in holders),
        headings=len(handbook.headings),
        ignored=len(handbook.ignored),
    )


def closing_line(found: Counts) -> str:
    """How much there is, and how much of it was read by words or not at all."""
    said = [
        _count(found.roles, "role page"),
        _count(found.levels, "level"),
        _count(found.expectations, "expectation"),
    ]
    line = "roles: " + ", ".join(said)
    if found.headings or found.ignored:
        read = _count(found.headings, "heading")
        whose = "its" if found.headings == 1 else "their"
        line += f"; {read} read by {whose} words, {found.ignored} ignored"
    return line


def details(handbook: Handbook) -> Iterator[str]:
    """The same for each heading that was read by its words or ignored."""
    for read in handbook.headings:
        yield (
            f"roles: {read.place.source}:{read.place.line}: {read.heading!r} is read as "
            f"{read.meaning} because of {read.word!r} ({_count(read.times, 'place')})"
        )
    for left in handbook.ignored:
        yield (
            f"roles: {left.place.source}:{left.place.line}: {left.heading!r} is ignored "
            f"({_count(left.times, 'place')})"
        )


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
