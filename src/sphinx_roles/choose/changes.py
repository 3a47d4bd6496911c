"""What a report of changes shows: sections, lines, and for whom they count.

Belongs here: the choice and order of what readers see of a comparison, as plain data. The words
around it are the business of those who show it.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.change_lines import change_facts, change_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.change_lines import Fact, Line
    from sphinx_roles.data.compare.changes import Affected, Change, Comparison

    Site = tuple[bool, str]


class Named(NamedTuple):
    """A role page or level as it is called."""

    title: str
    name: str
    """Full name, the earlier one of what is gone."""
    is_gone: bool


class Group(NamedTuple):
    """A role page and its levels, or some of them, of whom something else is expected."""

    page: Named
    has_page: bool
    levels: tuple[Named, ...]
    has_all: bool
    """Whether these are all levels of the role page."""


class Reach(NamedTuple):
    """Of whom something else is expected."""

    pages: int
    """How many role pages."""
    levels: int
    groups: tuple[Group, ...]
    is_here_only: bool
    """Whether it reaches only where it stands."""

    @property
    def total(self) -> int:
        """Role pages and levels."""
        return self.pages + self.levels


class Entry(NamedTuple):
    """A line, and whom it reaches."""

    line: Line
    reach: Reach


class Section(NamedTuple):
    """What changed on one role page or level."""

    holder: Named
    is_new: bool
    source: str
    """The file of one of its expectations; '' where it has none."""
    facts: tuple[Fact, ...]
    """What happened to the role page or level itself."""
    reach: Reach
    """Of that."""
    entries: tuple[Entry, ...]


class Whom(NamedTuple):
    """Those for whom the same number of things changed, because of the same pages."""

    holders: tuple[Named, ...]
    state: str
    """`new`, `gone` or ''."""
    added: int
    removed: int
    reworded: int
    moved: int
    because: tuple[Named, ...]
    """The role pages and levels on which the changes stand, apart from its own."""
    is_own: bool
    """Whether changes of its own are among them."""


class Report(NamedTuple):
    """All that a report shows."""

    kinds: tuple[tuple[str, int], ...]
    """What happened, and how often; each change is counted once."""
    reach: Reach
    sections: tuple[Section, ...]
    whom: tuple[Whom, ...]

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return sum(count for _kind, count in self.kinds)


def report(comparison: Comparison) -> Report:
    """What readers see of a comparison."""
    return _Reporter(comparison).report()


class _Reporter:
    """What is asked again and again while a report is made."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._levels = {
            is_gone: Counter(h.role for h in edition.holders.values() if h.is_level)
            for is_gone, edition in ((False, comparison.new), (True, comparison.old))
        }
        """Of either edition, role page → how many levels it has."""
        self._groups: dict[tuple[Site, ...], tuple[Group, ...]] = {}

    def report(self) -> Report:
        """All of it."""
        sections = tuple(self._sections())
        kinds: Counter[str] = Counter()
        for section in sections:
            kinds.update(fact.kind for fact in section.facts)
            for entry in section.entries:
                kinds[entry.line.kind] += len(entry.line.texts)
        return Report(
            kinds=tuple(kinds.most_common()),
            reach=self._reach(self._comparison.affected),
            sections=sections,
            whom=tuple(self._whom()),
        )

    def _named(self, site: Site) -> Named:
        return Named(self._comparison.title(site), site[1], site[0])

    def _sections(self) -> Iterator[Section]:
        comparison = self._comparison
        holders = {comparison.site(change): change for change in comparison.holders}
        lines: dict[Site, list[Change]] = {}
        for change in comparison.expectations:
            lines.setdefault(comparison.site(change), []).append(change)
        for site in sorted({*holders, *lines}, key=comparison.order.__getitem__):
            of_holder = holders.get(site)
            edition = comparison.old if site[0] else comparison.new
            own = comparison.holder(site).own
            yield Section(
                holder=self._named(site),
                is_new=of_holder is not None and of_holder.old is None,
                source=next((edition.expectations[name].source for name in own), ""),
                facts=tuple(change_facts(comparison, of_holder)) if of_holder else (),
                reach=self._reach(comparison.reach_of(of_holder) if of_holder else (), site),
                entries=tuple(self._entries(site, lines.get(site, ()))),
            )

    def _entries(self, site: Site, changes: Iterable[Change]) -> Iterator[Entry]:
        comparison = self._comparison
        entries = (
            Entry(change_line(comparison, change), self._reach(comparison.reach_of(change), site))
            for change in changes
        )
        # What moved with its whole area is one line.
        for _key, together in groupby(entries, key=_moved_together):
            first, *others = together
            texts = [first.line.texts[0], *(entry.line.texts[0] for entry in others)]
            yield first._replace(line=first.line._replace(texts=tuple(texts)))

    def _reach(self, affected: Iterable[Affected], site: Site | None = None) -> Reach:
        sites = tuple(one.site for one in affected)
        if sites not in self._groups:
            self._groups[sites] = tuple(self._group(sites))
        groups = self._groups[sites]
        levels = sum(len(group.levels) for group in groups)
        return Reach(len(sites) - levels, levels, groups, sites == (site,))

    def _group(self, sites: Iterable[Site]) -> Iterator[Group]:
        comparison = self._comparison
        pages: dict[Site, list[Site]] = {}
        for site in sites:
            name = comparison.holder(site).role
            is_gone = site[0] and name not in comparison.names
            page = (is_gone, comparison.names.get(name, name) if site[0] else name)
            pages.setdefault(page, []).append(site)
        for page, inside in pages.items():
            levels = tuple(self._named(s) for s in inside if comparison.holder(s).is_level)
            yield Group(
                page=self._named(page),
                has_page=len(levels) < len(inside),
                levels=levels,
                has_all=len(levels) == self._levels[page[0]][page[1]] > 1,
            )

    def _whom(self) -> Iterator[Whom]:
        found: dict[Whom, list[Named]] = {}
        for one in self._comparison.affected:
            found.setdefault(self._of_one(one), []).append(self._named(one.site))
        for whom, holders in found.items():
            yield whom._replace(holders=tuple(holders))

    def _of_one(self, one: Affected) -> Whom:
        comparison = self._comparison
        counts: Counter[str] = Counter()
        because: dict[Site, None] = {}
        for effect in one.effects:
            if effect.old is None:
                counts["added"] += 1
            elif effect.new is None:
                counts["removed"] += 1
            else:
                is_same = effect.old.folded == effect.new.folded
                counts["moved" if is_same else "reworded"] += 1
            because.update((comparison.site(cause), None) for cause in effect.causes)
        sites = sorted(because, key=comparison.order.__getitem__)
        return Whom(
            holders=(),
            state="new" if one.old is None else "gone" if one.new is None else "",
            added=counts["added"],
            removed=counts["removed"],
            reworded=counts["reworded"],
            moved=counts["moved"],
            because=tuple(self._named(site) for site in sites if site != one.site),
            is_own=one.site in because,
        )


def _moved_together(entry: Entry) -> object:
    line = entry.line
    if line.kinds == ("moved",) and line.was is not None:
        return (line.was, line.now, entry.reach)
    return id(entry)
