"""What a handbook says, as plain data: one record for each thing an author wrote.

Belongs here: frozen records and the names of things. Does not belong here: any
computation over several records (see `resolve`), docutils or Sphinx. Those of which a page
has dozens are named tuples: made, compared and pickled in a fraction of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.names import level_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What one document holds."""

    roles: tuple[RoleRecord, ...] = ()
    levels: tuple[LevelRecord, ...] = ()
    """The levels of role pages that are other documents."""
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


class Declared(NamedTuple):
    """Something that a document declares and others can refer to."""

    kind: str
    """`role`, `level` or `expectation`."""
    name: str
    """Full name of a holder, id of an expectation."""
    title: str
    """Of the holder."""
    key: str | None
    """Of an expectation; those without a key cannot be referred to."""
    docname: str
    anchor: str


def declared(roles: Iterable[RoleRecord]) -> Iterator[Declared]:
    """All that role pages declare, each name once: the first of two counts."""
    seen: set[str] = set()
    for role in roles:
        if role.name in seen:
            continue
        levels = ((level_name(role.name, level.name), level) for level in role.levels)
        holders: Iterable[tuple[str, RoleRecord | LevelRecord]] = ((role.name, role), *levels)
        for name, holder in holders:
            if name in seen:
                continue
            seen.add(name)
            kind = "role" if holder is role else "level"
            title, docname = holder.title, holder.place.docname
            yield Declared(kind, name, title, None, docname, holder.anchor)
            for own in holder.own:
                if own.key is not None:
                    docname = own.place.docname
                    yield Declared("expectation", own.id, title, own.key, docname, own.anchor)
