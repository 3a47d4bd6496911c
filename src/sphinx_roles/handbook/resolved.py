"""The handbook, resolved: what `resolve` works out and every later step reads.

Belongs here: resolved role pages and levels, and questions about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.names import fold, full_title, without_title
from sphinx_roles.handbook.records import LevelRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_roles.handbook.problems import Place, Problem
    from sphinx_roles.handbook.records import Expectation, RoleRecord, TableRecord


def as_compared(expectation: Expectation) -> str:
    """What an expectation says, as it is compared: its text, and how deep it is expected."""
    text = fold(expectation.text)
    return text if expectation.depth is None else f"{text} [{expectation.depth.name}]"


def is_shallower(one: Expectation, other: Expectation) -> bool:
    """Whether an expectation is less deep than another one."""
    return one.depth is not None and other.depth is not None and one.depth < other.depth


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What one ancestor contributes to a holder.

    Holders that inherit the same from the same ancestor share one object. A run is equal to
    itself only, so it can be the key of a dictionary: what is made of it is made once.
    """

    origin: str
    """Full name of the ancestor."""
    expectations: tuple[Expectation, ...]
    """What of its own still counts, in the order of its page."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A role or a level, resolved."""

    name: str
    """Full name: `backend-engineer` or `backend-engineer/senior`."""
    record: RoleRecord | LevelRecord
    role: RoleRecord
    """The role page that it belongs to: for a role, itself."""
    bases: tuple[str, ...]
    """Direct bases in order: what it extends, then its own role where no base descends from it."""
    extended: tuple[tuple[str, ...], ...]
    """The bases that its author named, for each `extends` directive."""
    without: frozenset[str]
    """The inherited keys that it leaves out."""
    mro: tuple[str, ...] = field()  # explicit: every class has an attribute of this name
    """The holder itself and all its ancestors, in C3 order."""
    runs: tuple[Run, ...]
    """All that is expected, in MRO order."""
    position: int | None
    """Of a level, its place on the ladder, from 1."""
    raises: Mapping[str, Expectation]
    """Of its own expectations with a key, name → the inherited one that it replaces."""

    @property
    def is_level(self) -> bool:
        return isinstance(self.record, LevelRecord)

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def short_title(self) -> str:
        """Of a level, as its author shortens it, or without the title of its role page."""
        if not isinstance(self.record, LevelRecord):
            return self.title
        return self.record.short or without_title(self.title, self.role.title) or self.title

    @property
    def full_title(self) -> str:
        """The title, which names the role page too where a level's does not."""
        return full_title(self.title, self.role.title)

    @property
    def grade(self) -> str | None:
        """Of a level, as its author gives it; None for a role page."""
        return self.record.grade if isinstance(self.record, LevelRecord) else None

    @property
    def facts(self) -> dict[str, str]:
        """Facts of the handbook's own: those of the role page, and the level's over them."""
        return {**dict(self.role.facts), **dict(self.record.facts)}

    @property
    def docname(self) -> str:
        """The page that it stands on: of a level, perhaps one of its own."""
        return self.record.place.docname

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a level on another page than its role page."""
        return self.docname != self.role.place.docname

    @property
    def anchor(self) -> str:
        return self.record.anchor

    @property
    def own(self) -> tuple[Expectation, ...]:
        return self.record.own

    @property
    def effective(self) -> tuple[Expectation, ...]:
        """All that is expected, in MRO order."""
        return tuple(chain.from_iterable(run.expectations for run in self.runs))

    @property
    def inherited(self) -> Iterator[Run]:
        """The runs of its ancestors."""
        return (run for run in self.runs if run.origin != self.name)

    def find(self, name: str) -> Expectation | None:
        """The expectation that a key or text hash names here, inherited or own."""
        return next((e for e in self.effective if e.name == name), None)


class HeadingRead(NamedTuple):
    """A heading that was read by its words."""

    heading: str
    """As it stands in its first place."""
    meaning: str
    """A part, `areas` or `prose`."""
    word: str
    """The word that decided."""
    times: int
    """How often it was read so."""
    place: Place
    """The first one."""


class HeadingIgnored(NamedTuple):
    """A heading below which something is read as nothing."""

    heading: str
    kinds: tuple[str, ...]
    """What that is: `list`, `table`, `html`, `paragraph`, `part` (with nothing in it)."""
    is_part: bool
    """Whether it opens a part."""
    times: int
    """The number of sections in which that is so."""
    place: Place
    """The first one."""


@dataclass(frozen=True, slots=True)
class Handbook:
    """All holders of a handbook, resolved."""

    holders: Mapping[str, Holder] = field(default_factory=dict)
    """By full name: role pages in the order of their documents, levels after their role."""
    intros: Mapping[str, str | None] = field(default_factory=dict)
    """Holder → docname of its shared intro: of all role pages, and of levels that ask for one."""
    crafts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of an expectation → the docnames of the craft pages that it rests on, in order.
    Those that rest on none are not there."""
    problems: tuple[Problem, ...] = ()
    headings: tuple[HeadingRead, ...] = ()
    """Those read by their words, in the order of their names."""
    ignored: tuple[HeadingIgnored, ...] = ()
    """Those below which something is read as nothing, in the order of their names."""
    pages: Mapping[str, Sequence[Holder]] = field(default_factory=dict)
    """docname → the holders on that page, in its order."""
    guests: Mapping[str, Sequence[Holder]] = field(default_factory=dict)
    """docname → the holders of other pages of whom a table on that page says something."""
    ladders: Mapping[str, Sequence[Holder]] = field(default_factory=dict)
    """Role name → its levels: those of its page in the order of the page, then those that stand on
    others."""

    tables: Mapping[str, Sequence[TableRecord]] = field(default_factory=dict)
    """docname → the tables of levels on that page, in its order."""

    def said_on(self, docname: str) -> Iterator[Expectation]:
        """What is expected of anybody by the words of a page."""
        for holder in (*self.pages.get(docname, ()), *self.guests.get(docname, ())):
            yield from (own for own in holder.own if own.place.docname == docname)

    def is_lower(self, holder: Holder, than: Holder) -> bool:
        """Whether a level stands below another one on the same ladder."""
        return (
            holder.role is than.role
            and not holder.role.has_posts
            and holder.position is not None
            and than.position is not None
            and holder.position < than.position
        )

    def left_out(self, holder: Holder) -> Iterator[Expectation]:
        """What a holder would inherit if its `without` did not name it, as by `super()`."""
        for key in sorted(holder.without):
            for ancestor in holder.mro[1:]:
                found = next((own for own in self.holders[ancestor].own if own.key == key), None)
                if found is not None:
                    yield found
                if found is not None or key in self.holders[ancestor].without:
                    break


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


def declared(handbook: Handbook) -> Iterator[Declared]:
    """All that a handbook declares, by role page."""
    for holder in handbook.holders.values():
        yield from declared_of(holder)


def declared_of(holder: Holder) -> Iterator[Declared]:
    """The same for one holder."""
    kind = "level" if holder.is_level else "role"
    title = holder.title
    yield Declared(kind, holder.name, title, None, holder.docname, holder.anchor)
    for own in holder.own:
        if own.key is not None:
            docname = own.place.docname
            yield Declared("expectation", own.id, title, own.key, docname, own.anchor)
