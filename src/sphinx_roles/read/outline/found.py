"""What is found in a document before its records are made.

Belongs here: plain data about nodes. Does not belong here: how it is found (see `sections`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx import addnodes

from sphinx_roles.doctree.walk import parents
from sphinx_roles.handbook.headings.parts import fold_heading

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_roles.doctree.markers import key_mark, marker
    from sphinx_roles.handbook.headings.parts import Meaning
    from sphinx_roles.handbook.problems import Place
    from sphinx_roles.handbook.records import Depth, HeadingRecord, IgnoredRecord, TableRecord


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
    """A list item, an item of a definition list, a field, a paragraph, or a cell of a table."""
    key: key_mark | None
    part: str
    area: nodes.Element | None
    only: tuple[str, ...]
    """The expressions of the `only` directives around it."""
    name: str | None = None
    """The key that its row gives it, in a table."""
    depth: Depth | None = None


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
    glued: list[nodes.paragraph] = field(default_factory=list)
    """Paragraphs with a bold line that lacks its blank line."""
    has_part: bool = False
    """Whether a part was opened and used."""


@dataclass(slots=True)
class ItemDraft:
    """An expectation to be: its list item, and what was settled before translation."""

    node: nodes.Element
    key: str | None
    name: str
    part: str
    area: nodes.Element | None
    place: Place
    only: tuple[str, ...]
    depth: Depth | None = None


@dataclass(eq=False, slots=True)
class HolderDraft:
    """A holder to be."""

    section: nodes.Element
    mark: marker
    name: str
    """Full name."""
    role: HolderDraft | None = None
    """The role page of a level on that page, else None."""
    more: list[nodes.Element] = field(default_factory=list)
    """Further top-level sections of the document that belong to it."""
    items: dict[str, ItemDraft] = field(default_factory=dict)
    """By name, in the order of the page."""
    extends: list[marker] = field(default_factory=list)
    levels: list[HolderDraft] = field(default_factory=list)
    column: nodes.Element | None = None
    """The cell of a table that names it."""
    is_column: bool = False
    """Whether that cell is all that it has: no section."""
    is_named: bool = False
    """Whether `:names:` gives the name of that column."""
    base: str | None = None
    """The column that it extends, in a table whose levels build on one another."""
    without: list[str] = field(default_factory=list)
    """What of that column it does not inherit."""

    @property
    def is_level(self) -> bool:
        return bool(self.mark["kind"] == "level")

    @property
    def unread(self) -> set[str]:
        """The headings, folded, below which nothing need be read; those of its role page too."""
        said = self.mark["options"].get("unread", "").split(";")
        mine = {fold_heading(heading) for heading in said if heading.strip()}
        return mine | self.role.unread if self.role is not None else mine

    @property
    def only(self) -> tuple[str, ...]:
        """The expressions of the `only` directives that its section stands in."""
        around = parents(self.section)
        return tuple(node["expr"] for node in around if isinstance(node, addnodes.only))


@dataclass(slots=True)
class Drafts:
    """All that was found in a document."""

    holders: dict[nodes.Element, HolderDraft] = field(default_factory=dict)
    """By section."""
    columns: list[HolderDraft] = field(default_factory=list)
    """Those that are only columns of tables."""
    tables: list[TableRecord] = field(default_factory=list)
    headings: list[HeadingRecord] = field(default_factory=list)
    ignored: list[IgnoredRecord] = field(default_factory=list)
