"""What a handbook says, as plain data: one record for each thing an author wrote.

Belongs here: frozen records and the names of things. Does not belong here: any
computation over several records (see `resolve`), docutils or Sphinx. Those of which a page
has dozens are named tuples: made, compared and pickled in a fraction of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_roles.handbook.problems import Place, Problem

RESPONSIBILITIES = "responsibilities"
REQUIREMENTS = "requirements"
PLUSES = "pluses"
PARTS = (RESPONSIBILITIES, REQUIREMENTS, PLUSES)
"""The parts of a holder, in the order in which views show them."""


class Xref(NamedTuple):
    """A cross-reference as written, before anything of another page is looked at."""

    domain: str
    type: str
    target: str
    """From the source folder where it names a page."""
    origin: str = ""
    """The page that it is written on, where its meaning may depend on that."""


Said = str | tuple[Xref, str]
"""A piece of text: as it was written; or a reference whose target's title is read there, and
what is read where that has none."""


class Depth(NamedTuple):
    """How deep something is expected."""

    rank: int
    """From 0; more is deeper."""
    name: str


class Expectation(NamedTuple):
    """One list item of a holder."""

    holder: str
    """Full name of the holder that declares it: `role` or `role/level`."""
    name: str
    """Its key, or a short hash of its text: the attribute's name in Python's terms."""
    key: str | None
    part: str
    area: str | None
    text: str
    """The whole item as plain text, white space folded; references as they were written."""
    place: Place
    anchor: str
    """The fragment of its permalink on the page `place.docname`."""
    digest: str
    """Changes when what a reader sees of the item changes."""
    links: tuple[Xref, ...] = ()
    only: tuple[str, ...] = ()
    """The expressions of the `only` directives around it: it counts where all of them hold."""
    said: tuple[Said, ...] = ()
    """The text again, where it holds references that readers see by a title; else nothing."""
    is_plain: bool = False
    """Text, inline markup, lists and code only: its HTML is the same wherever it is shown."""
    depth: Depth | None = None
    """How deep it is expected, where a table says so."""

    @property
    def id(self) -> str:
        return f"{self.holder}#{self.name}"


@dataclass(frozen=True, slots=True)
class Extends:
    """One `extends` directive."""

    names: tuple[str, ...]
    without: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class LevelRecord:
    """A section marked by `level`, on its role page or on a page of its own."""

    name: str
    """The bare name, `senior`."""
    title: str
    grade: str | None
    summary: str | None
    place: Place
    anchor: str
    own: tuple[Expectation, ...]
    extends: tuple[Extends, ...]
    is_blank: bool
    """The section says nothing but its heading: no text, no option, no `extends`."""
    short: str | None = None
    """Its name in tables, where its author gives one."""
    facts: tuple[tuple[str, str], ...] = ()
    """Of `roles_facts`, in that order: name and text."""
    only: tuple[str, ...] = ()
    """The expressions of the `only` directives around it: it is there where all of them hold."""
    role: str | None = None
    """The name of its role page, where it stands on another page; '' for the index page of its
    folder. None where it stands on its role page."""
    intro: str | None = None
    """The `:intro:` option as written; None where there is none."""
    is_column: bool = False
    """Whether it is only a column of a table, without a section."""
    is_named: bool = False
    """Whether `:names:` gives the name of the column, which may be that of a role page."""
    is_chained: bool = False
    """Whether a table says whom it extends, in the first of `extends`."""


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table that `levels` reads."""

    holders: tuple[str, ...]
    """Full names, as far as the document tells, in the order of the columns."""
    is_chain: bool
    is_depth: bool


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A section marked by `role`: a role page."""

    name: str
    title: str
    track: str | None
    summary: str | None
    intro: str | None
    """The `:intro:` option as written; None where there is none."""
    place: Place
    anchor: str
    own: tuple[Expectation, ...]
    extends: tuple[Extends, ...]
    levels: tuple[LevelRecord, ...]
    is_abstract: bool = False
    """Nobody has this job: the page is there to be extended."""
    has_posts: bool = False
    """Its levels are posts side by side, without an order."""
    facts: tuple[tuple[str, str], ...] = ()
    """Of `roles_facts`, in that order: name and text."""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThisUse:
    """One `this`: a fact of the page that the text is shown on."""

    fact: str
    role: str | None
    """The role page around it, None outside role pages."""
    place: Place


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """One directive that shows a view: of a ladder, say."""

    kind: str
    """The directive's name in the domain, `index`."""
    argument: str
    """As written, white space folded; '' where there is none."""
    options: tuple[tuple[str, str], ...]
    """As written; '' for the value of a flag."""
    holder: str | None
    """Full name of the holder around it; None outside role pages."""
    place: Place
    anchor: str


class HeadingRecord(NamedTuple):
    """A heading that was read by its words."""

    heading: str
    """As its author wrote it, white space folded."""
    meaning: str
    """A part, `areas` or `prose`."""
    word: str
    """The word that decided."""
    place: Place


class IgnoredRecord(NamedTuple):
    """A list, a table or a part that is read as nothing."""

    heading: str
    """The one that it stands below, as its author wrote it."""
    kind: str
    """`list`, `table`, `html`, `paragraph` (with a key) or `part`."""
    is_part: bool
    """Whether the heading opens a part, so that another name for it is no cure."""
    place: Place
    section: int
    """The line of the heading."""
    is_meant: bool = False
    """Whether the page says by `:unread:` that nothing below the heading need be read."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What one document holds."""

    roles: tuple[RoleRecord, ...] = ()
    levels: tuple[LevelRecord, ...] = ()
    """The levels of role pages that are other documents."""
    columns: tuple[LevelRecord, ...] = ()
    """Columns about role pages and levels of other documents, by full name."""
    tables: tuple[TableRecord, ...] = ()
    crafts: tuple[tuple[str, Place], ...] = ()
    """Every `craft` reference: target and place."""
    views: tuple[ViewRecord, ...] = ()
    """In the order of the page."""
    this: tuple[ThisUse, ...] = ()
    links: tuple[Xref, ...] = ()
    """All cross-references of the document, in order, without repetition."""
    only: tuple[str, ...] = ()
    """The expressions of the `only` directives around what it holds."""
    headings: tuple[HeadingRecord, ...] = ()
    ignored: tuple[IgnoredRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
