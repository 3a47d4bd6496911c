"""`roles:expected-of`: who is expected to work as a craft page says.

Belongs here: the choice and order of what the view shows.

An expectation *begins* for this view with the first wording of its key, from the base down,
that rests on the craft page. One that raises it and no longer refers to the page ends it for
its holder and all below, since what they inherit is the new wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, Quoted, link, quote
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import by_title
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.resolved import as_compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.choose.request import Request
    from sphinx_roles.choose.sources import Sources
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder, Run


class Heirs(NamedTuple):
    """Those of one role page who inherit an expectation."""

    role: Link
    has_role: bool
    levels: tuple[Link, ...]
    has_all: bool
    """Whether these are all levels of the role page, and more than one."""


class Raised(NamedTuple):
    """A wording further down of the same key."""

    holder: Link
    """Leads to the expectation."""
    quoted: Quoted | None
    """None where it does not refer to the craft page."""
    heirs: tuple[Heirs, ...]


class Expected(NamedTuple):
    """An expectation where it begins, and what becomes of it."""

    holder: Link
    """Leads to the expectation."""
    quoted: Quoted
    earlier: Link | None
    """Whose expectation it raises, which does not refer to the craft page."""
    heirs: tuple[Heirs, ...]
    raised: tuple[Raised, ...]
    left_out: tuple[Link, ...]
    """The holders whose `without` names it."""


class Said(NamedTuple):
    """A wording of an expectation, and all for whom it holds."""

    quoted: Quoted
    holders: tuple[Heirs, ...]
    """Those who say it first."""


class Page(NamedTuple):
    """What one role page and its levels say."""

    role: Link
    said: tuple[Said, ...]


class ExpectedOf(NamedTuple):
    """What one `roles:expected-of` shows: expectations one by one, or many by role page."""

    craft: Link
    expected: tuple[Expected, ...]
    pages: tuple[Page, ...] = ()


MOST = 40
"""So many expectations are read one by one; more are looked up by role page."""


def choose_expected_of(request: Request) -> ExpectedOf | Nothing:
    """By title of the role page; levels and expectations as on their page."""
    craft = request.craft_or_around("expected-of code-review")
    if craft is None:
        return Nothing(N_("There is no such craft page."))
    index = request.sources.once(_Index)
    resting = {e.id: e for e in index.resting.get(craft, ())}
    if not resting:
        request.note(Warn.NOTHING, message=messages.NOT_EXPECTED, name=craft)
        return Nothing(N_("No expectation refers to this craft page yet."))
    title = Link(request.sources.title(craft), craft, "")
    line_of = _Line(request, index, resting)
    if len(resting) > MOST:
        return ExpectedOf(title, (), tuple(line_of.pages()))
    lines: dict[str, list[Expectation]] = {}
    begins: dict[str, str | None] = {}
    for expectation in resting.values():
        begin = index.begin(expectation, resting, begins)
        lines.setdefault(begin, []).append(expectation)
    expected = (line_of(resting[begin], line) for begin, line in lines.items())
    return ExpectedOf(title, tuple(expected))


class _Line:
    """One key from where it begins to where it ends."""

    def __init__(self, request: Request, index: _Index, resting: Mapping[str, Expectation]) -> None:
        self._handbook = request.handbook
        self._index = index
        self._resting = resting

    def __call__(self, first: Expectation, line: list[Expectation]) -> Expected:
        index = self._index
        raised = [e for e in line if e is not first]
        ended = (e for own in line for e in index.raisers.get(own.id, ()))
        raised += [e for e in ended if e.id not in self._resting]
        raised.sort(key=lambda e: index.rank[e.id])
        left_out = (holder for own in line for holder in index.left_out.get(own.id, ()))
        earlier = index.raises.get(first.id)
        return Expected(
            holder=self._link(first),
            quoted=self._quote(first),
            earlier=None if earlier is None else self._link(earlier),
            heirs=self._heirs(first),
            raised=tuple(self._raised(e) for e in raised),
            left_out=tuple(map(link, left_out)),
        )

    def pages(self) -> Iterator[Page]:
        """Each wording once, on the role page that says it."""
        holders = self._handbook.holders
        by_role: dict[str, dict[str, list[Expectation]]] = {}
        for own in self._resting.values():
            texts = by_role.setdefault(holders[own.holder].role.name, {})
            texts.setdefault(as_compared(own) if own.is_plain else own.id, []).append(own)
        for role, texts in by_role.items():
            said = (Said(self._quote(alike[0]), self._holding(alike)) for alike in texts.values())
            yield Page(link(holders[role]), tuple(said))

    def _holding(self, alike: Sequence[Expectation]) -> tuple[Heirs, ...]:
        saying = [self._handbook.holders[own.holder] for own in alike]
        heirs = (heir for own in alike for heir in self._index.heirs.get(own.id, ()))
        return self._by_role({holder.name: holder for holder in (*saying, *heirs)}.values())

    def _raised(self, expectation: Expectation) -> Raised:
        is_resting = expectation.id in self._resting
        return Raised(
            holder=self._link(expectation),
            quoted=self._quote(expectation) if is_resting else None,
            heirs=self._heirs(expectation) if is_resting else (),
        )

    def _link(self, expectation: Expectation) -> Link:
        title = self._handbook.holders[expectation.holder].title
        return Link(title, expectation.place.docname, expectation.anchor)

    def _quote(self, expectation: Expectation) -> Quoted:
        return quote(expectation, self._handbook.holders[expectation.holder])

    def _heirs(self, expectation: Expectation) -> tuple[Heirs, ...]:
        return self._by_role(self._index.heirs.get(expectation.id, ()))

    def _by_role(self, holders: Iterable[Holder]) -> tuple[Heirs, ...]:
        by_role: dict[str, list[Holder]] = {}
        for holder in holders:
            by_role.setdefault(holder.role.name, []).append(holder)
        return tuple(self._heirs_of(*of_role) for of_role in by_role.items())

    def _heirs_of(self, role: str, heirs: list[Holder]) -> Heirs:
        levels = [holder for holder in heirs if holder.is_level]
        return Heirs(
            role=link(self._handbook.holders[role]),
            has_role=len(levels) < len(heirs),
            levels=tuple(map(link, levels)),
            has_all=1 < len(levels) == len(self._handbook.ladders[role]),
        )


class _Index:
    """What all views of the kind ask of a handbook, in the order in which they show it."""

    def __init__(self, sources: Sources) -> None:
        self.resting: dict[str, list[Expectation]] = {}
        """Craft page → the expectations that rest on it."""
        self.raises: dict[str, Expectation] = {}
        """Expectation id → the inherited one that it replaces."""
        self.raisers: dict[str, list[Expectation]] = {}
        """Expectation id → those that replace it."""
        self.heirs: dict[str, list[Holder]] = {}
        """Id of an expectation that rests on a craft page → those who inherit it."""
        self.left_out: dict[str, list[Holder]] = {}
        """Expectation id → those who leave it out."""
        self.rank: dict[str, int] = {}
        """Expectation id → its place in the order."""
        holders = list(by_title(sources.handbook))
        for holder in holders:
            for own in holder.own:
                self.rank[own.id] = len(self.rank)
                for craft in sources.handbook.crafts.get(own.id, ()):
                    self.resting.setdefault(craft, []).append(own)
                if own.name in holder.raises:
                    self.raises[own.id] = holder.raises[own.name]
                    self.raisers.setdefault(holder.raises[own.name].id, []).append(own)
            for inherited in sources.handbook.left_out(holder):
                self.left_out.setdefault(inherited.id, []).append(holder)
        wanted = {e.id for resting in self.resting.values() for e in resting}
        found: dict[Run, list[str]] = {}
        for holder in holders:
            for run in holder.inherited:
                if run not in found:  # many holders share one
                    found[run] = [name for e in run.expectations if (name := e.id) in wanted]
                for name in found[run]:
                    self.heirs.setdefault(name, []).append(holder)

    def begin(
        self,
        expectation: Expectation,
        resting: Mapping[str, Expectation],
        known: dict[str, str | None],
    ) -> str:
        """The id of the first wording of its key that rests on the page; noted in `known`."""
        path = []
        current: Expectation | None = expectation
        while current is not None and current.id not in known:
            path.append(current.id)
            current = self.raises.get(current.id)
        begin = known[current.id] if current is not None else None
        for name in reversed(path):
            begin = begin or (name if name in resting else None)
            known[name] = begin
        return begin or expectation.id
