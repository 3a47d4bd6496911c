"""The outline of a page: its sections and what stands in them, whatever the syntax.

Belongs here: plain data. Lines are numbered from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPH = "paragraph"
LIST = "list"
TABLE = "table"
HTML = "html"
OTHER = "other"


class Block(NamedTuple):
    """Something that stands in a section."""

    kind: str
    start: int
    end: int
    """The line after the last one."""
    text: str = ""
    """The text of a paragraph, without markup."""
    is_bold: bool = False
    """Whether a paragraph is bold text alone."""
    items: tuple[str, ...] = ()
    """The texts of a list's items, without those of nested lists."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The texts of a table's cells; the first row is its header."""
    links: int = 0
    """How many items of a list are links alone."""
    raw: str = ""
    """A paragraph as it is written, HTML too."""


class Link(NamedTuple):
    """A link or an image."""

    target: str
    """As it is written."""
    line: int
    """The first line of the text around it."""
    end: int
    is_image: bool = False


@dataclass(eq=False, slots=True)
class Section:
    """A heading and what stands below it; the page itself has the rank 0 and no heading."""

    rank: int
    title: str = ""
    start: int = 0
    """The first line of the heading."""
    below: int = 0
    """The first line below the heading: where a marker goes."""
    parent: Section | None = None
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """This section and all inside it."""
        yield self
        for section in self.sections:
            yield from section.walk()

    @property
    def items(self) -> int:
        """How many list items stand here and in the sections inside."""
        return sum(len(block.items) for section in self.walk() for block in section.blocks)


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands on a page."""

    top: Section
    links: tuple[Link, ...] = ()
    definitions: tuple[int, ...] = ()
    """The lines of definitions that links refer to."""
    anchors: tuple[str, ...] = ()
    """The names that raw HTML gives to places."""
    front: tuple[tuple[str, str], ...] = ()
    """Simple values of the front matter."""
    front_end: int = 0
    """The first line below the front matter."""
    languages: tuple[str, ...] = ()
    """Of code blocks."""
    trouble: str = ""
    """Why the page cannot be read, '' where it can."""

    @property
    def has_title(self) -> bool:
        """Whether a heading of the first rank is there."""
        return any(section.rank == 1 for section in self.top.walk())
