"""What a build says of the handbook at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.handbook.resolved import Handbook


def closing_line(handbook: Handbook) -> str:
    """How much there is, and how much of it was read by words or not at all."""
    holders = handbook.holders.values()
    levels = sum(holder.is_level for holder in holders)
    counts = [
        _count(len(holders) - levels, "role page"),
        _count(levels, "level"),
        _count(sum(len(holder.own) for holder in holders), "expectation"),
    ]
    line = "roles: " + ", ".join(counts)
    if handbook.headings or handbook.ignored:
        read = _count(len(handbook.headings), "heading")
        whose = "its" if len(handbook.headings) == 1 else "their"
        line += f"; {read} read by {whose} words, {len(handbook.ignored)} ignored"
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
