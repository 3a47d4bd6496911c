"""The handbook, resolved: what `resolve` works out and everything after it reads.

Belongs here: resolved holders and questions about them. Does not belong here: how they are
worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.handbook.records import LevelRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx_roles.choose.page import Group
    from sphinx_roles.handbook.problems import Place, Problem
    from sphinx_roles.handbook.records import Expectation, RoleRecord


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
    runs: tuple[tuple[str, tuple[Expectation, ...]], ...]
    """All that is expected, in MRO order: ancestor and what of its own still counts here.
    Holders share equal runs."""
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
    def docname(self) -> str:
        return self.role.place.docname

    @property
    def anchor(self) -> str:
        return self.record.anchor

    @property
    def own(self) -> tuple[Expectation, ...]:
        return self.record.own

    @property
    def effective(self) -> tuple[Expectation, ...]:
        """All that is expected, in MRO order."""
        return tuple(chain.from_iterable(run for _, run in self.runs))

    @property
    def inherited(self) -> Iterator[tuple[Expectation, ...]]:
        """The runs that it does not declare itself."""
        return (run for ancestor, run in self.runs if ancestor != self.name)

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
    """Role name → docname of its shared intro."""
    problems: tuple[Problem, ...] = ()
    headings: tuple[HeadingRead, ...] = ()
    """Those read by their words, in the order of their names."""
    ignored: tuple[HeadingIgnored, ...] = ()
    """Those below which something is read as nothing, in the order of their names."""
    pages: Mapping[str, Sequence[Holder]] = field(default_factory=dict)
    """docname → the holders on that page, in its order."""
    ladders: Mapping[str, Sequence[Holder]] = field(default_factory=dict)
    """Role name → its levels, in the order of the page."""
    quoted: Mapping[str, Collection[str]] = field(default_factory=dict)
    """docname → the anchors of the expectations there that views show."""
    views: Mapping[tuple[str, str], tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    """What the views of a document show, in its order: for its docname and '', on its own page;
    for a shared intro and a role name, on that role page."""
    groups: dict[int, tuple[Group, ...]] = field(default_factory=dict)
    """By the `id` of a run, how all pages show it, once one does (see `shown`)."""
    comparisons: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Earlier and later holder → document and anchor of a view that compares them."""
