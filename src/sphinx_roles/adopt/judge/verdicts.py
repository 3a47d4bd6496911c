"""What was judged of a page: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.adopt.pages.outline import Section


class Doubt(NamedTuple):
    """What somebody who knows the handbook must look at."""

    page: str
    """The path of the file."""
    line: int
    """From 1; 0 for the whole file."""
    reason: str


@dataclass(eq=False, slots=True)
class LevelVerdict:
    """A section that is a level."""

    section: Section
    name: str
    extends: list[str] = field(default_factory=list)
    page: str = ""
    """Its page, '' where that is its role page's."""


@dataclass(eq=False, slots=True)
class RoleVerdict:
    """A section that is a role page."""

    section: Section
    page: str
    title: str
    name: str
    """What others call it by."""
    has_name: bool = False
    """Whether the name must be said, since it is not that of the file."""
    levels: list[LevelVerdict] = field(default_factory=list)
    extends: list[str] = field(default_factory=list)
    reason: str = ""
    unread: dict[str, list[str]] = field(default_factory=dict)
    """Page → the headings of it below which something stays unread, folded."""

    def sections(self) -> Iterator[tuple[str, Section]]:
        """All that belong to it, each with its page: those of levels elsewhere, too."""
        yield from ((self.page, section) for section in self.section.walk())
        for level in self.levels:
            if level.page:
                yield from ((level.page, section) for section in level.section.walk())

    @property
    def pages(self) -> list[str]:
        """Its page, and those of levels that have one of their own."""
        return [self.page, *(level.page for level in self.levels if level.page)]
