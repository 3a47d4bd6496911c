"""Which pages are levels of the role page on another page.

A page is one where its title is a rung of the other page's job, and the other page is the index
of its folder, is called as that folder, or has it in a list below a heading such as "Levels".
Pages that only stand beside one another stay role pages: nothing says that one builds on another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.levels import says_levels
from sphinx_roles.adopt.judge.roles import Judged
from sphinx_roles.adopt.judge.titles import (
    base_of,
    is_ladder,
    is_other,
    is_rung,
    level_name,
    names_job,
    rung_order,
)
from sphinx_roles.adopt.judge.verdicts import LevelVerdict
from sphinx_roles.adopt.sources.book import docname, folder_of, index_of
from sphinx_roles.adopt.sources.links import linked_page
from sphinx_roles.handbook.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_roles.adopt.pages.outline import Section
    from sphinx_roles.adopt.plan import Plan


@dataclass(slots=True)
class Elsewhere:
    """Levels on pages of their own."""

    levels: dict[str, LevelVerdict] = field(default_factory=dict)
    """Page → the level that it is."""
    homes: dict[str, Judged] = field(default_factory=dict)
    """Page of a role page → that role page."""
    _homes_of: dict[str, list[str]] = field(default_factory=dict)

    def of(self, home: str) -> list[LevelVerdict]:
        """The levels of a role page, in their order."""
        return [self.levels[page] for page in self._homes_of.get(home, ())]

    def add(self, home: Judged, page: str, levels: Mapping[str, LevelVerdict]) -> None:
        self.homes[page] = home
        self.levels.update(levels)
        self._homes_of[page] = [*levels]


def find_level_pages(
    plan: Plan, judged: Mapping[str, Sequence[Judged]], *, only: bool = False
) -> Elsewhere:
    """Find the pages that are levels, each with its role page.

    Parameters
    ----------
    judged
        Page → its role pages.
    only
        Whether no other page may become a role page, since somebody has named them all.
    """
    found = Elsewhere()
    for home, pages in _families(plan, judged):
        if len(judged.get(home, ())) > 1 or home in found.levels:
            continue
        if only and home not in judged:
            continue
        free = [p for p in pages if p != home and p not in found.levels and p not in found.homes]
        rungs = {page: top for page in free if (top := _rung(plan, judged, page, only=only))}
        role = _home(plan, judged, home, [*rungs.values()])
        if role is not None:
            rungs |= _middle(plan, judged, role, free, rungs)
            found.add(role, home, _levels(role, rungs))
    return found


def _families(
    plan: Plan, judged: Mapping[str, Sequence[Judged]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Pages that may be role pages, each with those that may be its levels."""
    kept = sorted({*plan.pages} - plan.excluded - {*plan.intros})
    for home in kept:
        if home in judged and (linked := [*_linked(plan, home)]):
            yield home, linked
    folders: dict[str, list[str]] = {}
    for page in kept:
        folders.setdefault(folder_of(page), []).append(page)
    for folder, pages in folders.items():
        if (index := index_of(folder, frozenset(pages))) is not None:
            yield index, pages
        for page in kept:
            if folder and docname(page) == folder:
                yield page, pages


def _linked(plan: Plan, home: str) -> Iterator[str]:
    """The pages that a page has in lists below a heading such as "Levels"."""
    outline = plan.outline(home)
    lines = {
        line
        for section in outline.top.walk()
        if says_levels(section.title)
        for block in section.blocks
        if block.links * 2 > len(block.items)
        for line in range(block.start, block.end)
    }
    for link in outline.links:
        if link.line in lines:
            page = linked_page(link.target, home, plan.pages)
            if page is not None:
                yield page


def _rung(
    plan: Plan, judged: Mapping[str, Sequence[Judged]], page: str, *, only: bool
) -> Section | None:
    """The section of a page that may be a level."""
    tops = plan.outline(page).top.sections
    mine = judged.get(page, ())
    if len(tops) != 1 or len(mine) > 1 or (only and not mine):
        return None
    is_ladder_itself = any(one.levels for one in mine)
    top = tops[0]
    is_one = is_rung(top.title) and not is_ladder_itself and (bool(mine) or top.items > 0)
    return top if is_one else None


def _home(
    plan: Plan, judged: Mapping[str, Sequence[Judged]], page: str, rungs: Sequence[Section]
) -> Judged | None:
    """The role page that rungs are levels of; None where they are of several jobs."""
    tops = plan.outline(page).top.sections
    if not rungs or not tops:
        return None
    title = tops[0].title
    bases = [base_of(rung.title) for rung in rungs]
    shared = frozenset.union(*bases)
    job = base_of(title)
    is_theirs = all(base <= job for base in bases)
    is_ladder_of_one = is_ladder(title) and all(base in (shared, frozenset()) for base in bases)
    if not (is_theirs or is_ladder_of_one):
        return None
    if page in judged:
        return judged[page][0] if len(rungs) > 1 or shared else None
    is_named = names_job(title) or is_ladder(title)
    if len(rungs) < _FEWEST or is_other(title) or not is_named:
        return None
    return Judged(tops[0], (), "its levels have pages of their own")


def _middle(
    plan: Plan,
    judged: Mapping[str, Sequence[Judged]],
    role: Judged,
    pages: Sequence[str],
    rungs: Mapping[str, Section],
) -> dict[str, Section]:
    """The rungs of a ladder that no word tells: "Tester", between a junior and a senior one."""
    if not is_ladder(role.section.title):
        return {}
    shared = frozenset.union(*(base_of(rung.title) for rung in rungs.values()))
    found = {}
    for page in pages:
        tops = plan.outline(page).top.sections
        is_one = page in judged and len(tops) == 1 and not judged[page][0].levels
        if is_one and page not in rungs and shared and base_of(tops[0].title) == shared:
            found[page] = tops[0]
    return found


def _levels(role: Judged, rungs: Mapping[str, Section]) -> dict[str, LevelVerdict]:
    taken = {level.name for level in role.levels}
    found: dict[str, LevelVerdict] = {}
    for page in sorted(rungs, key=lambda page: (rung_order(rungs[page].title), page)):
        name = level_name(rungs[page].title, role.section.title)
        if name in taken:
            name = slug(docname(page).rpartition("/")[2])
        if name not in taken:
            taken.add(name)
            found[page] = LevelVerdict(rungs[page], name, page=page)
    return found


_FEWEST = 2
