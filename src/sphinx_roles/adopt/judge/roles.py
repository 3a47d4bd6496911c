"""Which sections are role pages, by what they hold.

A folder's name never decides: it only adds to what a page says itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.judge.content import HEADINGS, Found, is_prose, look, opens_part
from sphinx_roles.adopt.judge.levels import find_levels
from sphinx_roles.adopt.judge.tables import ladders_in
from sphinx_roles.adopt.judge.titles import (
    base_of,
    is_job,
    is_ladder,
    is_other,
    is_rung,
    may_be_job,
    names_job,
)
from sphinx_roles.adopt.judge.verdicts import Doubt, LevelVerdict
from sphinx_roles.adopt.pages.outline import Section
from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roles.adopt.pages.outline import Outline


class Judged(NamedTuple):
    """A section that is a role page."""

    section: Section
    levels: tuple[LevelVerdict, ...]
    reason: str


_OTHER_FOLDERS = re.compile(r"\b(?:interview\w*|onboarding|hiring|templates?)\b")
_FOLDERS = re.compile(r"\b(?:roles?|jobs?|careers?|ladders?|levels?|positions?|competenc\w+)\b")


def judge_page(
    path: str, outline: Outline, *, is_wanted: bool | None = None
) -> tuple[list[Judged], list[Doubt]]:
    """The role pages of a page, and what is in doubt.

    Parameters
    ----------
    path
        The file, whose folders may say that it stands among role pages.
    is_wanted
        Whether somebody has said that it is one, or is none.
    """
    if is_wanted is False or not outline.top.sections:
        return [], []
    names = re.sub(r"[-_/.]", " ", path.casefold())
    is_among = bool(_FOLDERS.search(names)) and not _OTHER_FOLDERS.search(names)
    first = _whole(outline)
    if several := _several(first, is_among=is_among):
        return several, []
    judged, doubt = _judge(first, is_among=is_among, is_wanted=bool(is_wanted))
    found = [judged] if judged is not None else []
    return found, [Doubt(path, first.start + 1, doubt)] if doubt else []


def _whole(outline: Outline) -> Section:
    """The first section, which holds further ones of its rank as well."""
    first, *others = outline.top.sections
    if not others:
        return first
    whole = Section(first.rank, first.title, first.start, first.below, first.parent)
    whole.blocks = first.blocks
    whole.sections = [*first.sections, *others]
    return whole


def _several(first: Section, *, is_among: bool) -> list[Judged]:
    """Role pages that share a document: sections named as jobs, each with parts or lists."""
    if is_ladder(first.title) or (is_job(first.title) and look(first, deep=False).items):
        return []
    if is_other(first.title) and not is_among:
        return []
    levels = {level.section for level in find_levels(first)}
    named = [s for s in first.sections if s not in levels and is_job(s.title) and s.items]
    jobs = [s for s in named if _has_parts(s)]
    found = [s for s in named if s in jobs or look(s).expected >= _FEW]
    if len(found) > 1 and (jobs or is_among or len(found) * 2 >= len(first.sections)):
        return [_job(section) for section in named]
    is_alone = is_job(first.title) or _is_part_page(first)
    return [_job(section) for section in jobs] if not is_alone else []


def _job(section: Section) -> Judged:
    return Judged(section, tuple(find_levels(section)), "a job with its parts")


def _is_part_page(section: Section) -> bool:
    return any(opens_part(inside.title) for inside in section.sections)


def _has_parts(section: Section) -> bool:
    found = look(section)
    return bool({RESPONSIBILITIES, REQUIREMENTS} & found.parts) or RESPONSIBILITIES in found.worded


def _judge(
    section: Section, *, is_among: bool, is_wanted: bool
) -> tuple[Judged | None, str | None]:
    """One section; and why there is a doubt."""
    judged = Judged(section, tuple(find_levels(section)), "named by --roles")
    if is_wanted:
        return judged, None
    said = _Said.of(section, judged.levels, is_among=is_among)
    if is_other(section.title) and not said.is_ladder:
        doubt = said.has_levels and names_job(section.title) and said.found.expected >= _FEW
        reason = f"{section.title!r} has levels, but its title is not that of a job"
        return None, reason if doubt else None
    reason = said.reason()
    if reason:
        return judged._replace(reason=reason), None
    return None, said.doubt()


class _Said(NamedTuple):
    """What a section says of itself."""

    section: Section
    found: Found
    has_levels: bool
    has_levels_of_jobs: bool
    has_own_levels: bool
    """Whether levels have the title of the page: "Junior Pilot" of "Pilot"."""
    has_ladder_table: bool
    is_job: bool
    is_ladder: bool
    is_among: bool

    @classmethod
    def of(cls, section: Section, levels: Sequence[LevelVerdict], *, is_among: bool) -> _Said:
        of_jobs = [level.section.items for level in levels if is_job(level.section.title)]
        own = base_of(section.title)
        of_own = [level for level in levels if own and own <= base_of(level.section.title)]
        return cls(
            section,
            look(section),
            bool(levels),
            len(of_jobs) > 1 and sum(of_jobs) >= _MANY,
            len(of_own) > 1,
            any(ladders_in(section)),
            is_job(section.title),
            is_ladder(section.title),
            is_among,
        )

    @property
    def parts(self) -> frozenset[str]:
        """Those that count: by words among role pages only."""
        return self.found.parts | self.found.worded if self.is_among else self.found.parts

    @property
    def holds_something(self) -> bool:
        return self.has_levels or self.has_ladder_table or self.found.expected >= _FEW

    @property
    def is_named(self) -> bool:
        """Whether its title may be a job's that no list of jobs knows: "Ranger"."""
        title = self.section.title
        is_short = len(title.split()) <= _FEW and not title.endswith("?")
        is_general = re.search(r"\broles?\b|\bjobs?\b|\bteams?\b|responsib", title.casefold())
        return is_short and not is_general and not opens_part(title) and not is_prose(title)

    def reason(self) -> str:
        """Why it is a role page, '' where it is none."""
        title, found = self.section.title, self.found
        named = self.is_job or self.is_ladder
        main = {RESPONSIBILITIES, REQUIREMENTS} & self.parts
        tables = self.has_ladder_table and (named or names_job(title))
        rules = (
            (named and self.has_levels, "a job or ladder with levels"),
            (self.is_ladder and found.tables and not found.parts, "a ladder in tables"),
            (tables, "a job or ladder with a table of levels"),
            (self.is_job and main and (found.items or found.tables), "a job with its parts"),
            (
                self.is_job and found.expected >= _FEW and (self.is_among or is_rung(title)),
                "a job with a list of what it does",
            ),
            (
                self.is_ladder
                and found.expected >= _MANY
                and (found.parts or names_job(title))
                and self.is_among,
                "a description of a job",
            ),
            (self.has_levels_of_jobs, "a page with levels"),
            (
                found.parts >= {RESPONSIBILITIES, REQUIREMENTS, PLUSES},
                "responsibilities, requirements and pluses",
            ),
            (
                self.is_among and len(main) > 1 and self.holds_something and not is_prose(title),
                "responsibilities and requirements",
            ),
            (
                (self.has_own_levels or (self.is_among and self.is_named) or may_be_job(title))
                and RESPONSIBILITIES in found.parts
                and found.items,
                "responsibilities, below a name",
            ),
        )
        return next((reason for holds, reason in rules if holds), "")

    def doubt(self) -> str | None:
        """Why it may be a role page all the same."""
        title = self.section.title
        if not self.holds_something:
            return None
        if self.is_job:
            return f"{title!r} is the title of a job, but nothing says what its lists are"
        if self.is_among and RESPONSIBILITIES in self.found.parts:
            return f"{title!r} has responsibilities, but its title is not that of a job"
        if self.is_among and (self.is_ladder or HEADINGS.own_title(title)):
            return f"{title!r} may describe a job, but has neither levels nor known parts"
        return None


_FEW, _MANY = 3, 5
