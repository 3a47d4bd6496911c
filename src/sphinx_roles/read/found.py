"""What the walk over the sections of one holder finds.

Belongs here: plain data about nodes. Does not belong here: how it is found (see `sections`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_roles.doctree.markers import key_mark
    from sphinx_roles.handbook.parts import Meaning


@dataclass(eq=False, slots=True)
class Opening:
    """A heading or paragraph that opened a part."""

    node: nodes.Element
    around: Opening | None = None
    """The one in which it stands."""
    is_used: bool = False
    """Whether anything stands in the part: an expectation, or something that is reported."""


class Scope(NamedTuple):
    """What a list means where it stands."""

    part: str | None = None
    """A part, `PROSE`, or None outside of both."""
    area: nodes.Element | None = None
    """The innermost label."""
    heading: nodes.Element | None = None
    """What a warning about a list names: a title or a paragraph."""
    opening: Opening | None = None
    is_by_paragraph: bool = False
    """Whether a paragraph opened the part, so that any heading ends it."""
    is_by_area: bool = False
    """Whether a paragraph opened an area outside every part."""
    is_weak: bool = False
    """Whether no whole heading says that lists count here: words do, or nothing does."""


class Item(NamedTuple):
    """An expectation to be."""

    node: nodes.Element
    """A list item, an item of a definition list, a field, or a paragraph."""
    key: key_mark | None
    part: str
    area: nodes.Element | None
    only: tuple[str, ...]
    """The expressions of the `only` directives around it."""


class Left(NamedTuple):
    """Something that no rule reads as an expectation or as prose."""

    node: nodes.Element
    kind: str
    """`list`, `table`, `html` or `part`."""
    heading: nodes.Element | None


class Read(NamedTuple):
    """A heading that was read by its words."""

    node: nodes.Element
    meaning: Meaning


@dataclass(slots=True)
class Findings:
    """All that one walk finds."""

    items: list[Item] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    """Parts that a whole heading opened."""
    weak: list[tuple[nodes.Element, Scope, list[Item]]] = field(default_factory=list)
    """Lists in weak scopes, with their items."""
    has_part: bool = False
    """Whether a part was opened and used."""
