"""What a section says of itself, and whether that makes it a role page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.judge.content import HEADINGS, Found, is_prose, look, opens_part
from sphinx_roles.adopt.judge.tables import is_wordy, ladders_in, names_people
from sphinx_roles.adopt.judge.titles import (
    base_of,
    is_guide_of_role,
    is_job,
    is_ladder,
    is_other,
    is_rung,
    may_be_job,
    names_body,
    names_job,
)
from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_roles.adopt.judge.verdicts import LevelVerdict
    from sphinx_roles.adopt.pages.outline import Section
    from sphinx_roles.handbook.headings.parts import Meaning


class Said(NamedTuple):
    """What a section says of itself."""

    section: Section
    found: Found
    has_levels: bool
    has_levels_of_jobs: bool
    has_own_levels: bool
    """Whether levels have the title of the page: "Junior Pilot" of "Pilot"."""
    has_ladder_table: bool
    has_ladder_of_people: bool
    has_wordy_table: bool
    is_job: bool
    is_ladder: bool
    is_among: bool

    @classmethod
    def of(cls, section: Section, levels: Sequence[LevelVerdict], *, is_among: bool) -> Said:
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
            any(map(names_people, ladders_in(section))),
            any(is_wordy(block) for inside in section.walk() for block in inside.blocks),
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
        return is_short and not self.is_general and not opens_part(title) and not is_prose(title)

    @property
    def is_general(self) -> bool:
        """Whether its title is that of pages on jobs in general: "Roles", "Career"."""
        return bool(_GENERAL.search(self.section.title.casefold()))

    @property
    def has_duties(self) -> bool:
        """Whether a heading, and no sentence alone, opens responsibilities."""
        return _has_duties(map(HEADINGS.whole, self.titles))

    @property
    def has_duties_by_words(self) -> bool:
        """The same by words: "expected" in a sentence may say what is expected of a thing."""
        return _has_duties(HEADINGS.whole(title) or HEADINGS.words(title) for title in self.titles)

    @property
    def says_duties_of_team(self) -> bool:
        """Whether a heading says whose responsibilities follow: most pages of teams have others."""
        if not self.section.title.casefold().endswith(" team"):
            return False
        titles = map(str.casefold, self.titles)
        return any(re.match(r"(?:responsibilities|duties) of .*\bteam\b", t) for t in titles)

    @property
    def titles(self) -> list[str]:
        """Its title, and those of all sections in it."""
        return [inside.title for inside in self.section.walk()]

    def reason(self) -> str:
        """Why it is a role page, '' where it is none."""
        title, found = self.section.title, self.found
        named = self.is_job or self.is_ladder
        main = {RESPONSIBILITIES, REQUIREMENTS} & self.parts
        tables = self.has_ladder_table and (named or names_job(title))
        tables |= self.has_ladder_of_people and not is_other(title)
        by_words = RESPONSIBILITIES in found.worded
        rules = (
            (named and self.has_levels, "a job or ladder with levels"),
            (self.is_ladder and self.has_wordy_table and not found.parts, "a ladder in tables"),
            (tables, "a job or ladder with a table of levels"),
            (self.is_job and main and (found.items or found.tables), "a job with its parts"),
            (self.is_job and self.is_among and main, "a job, described in paragraphs"),
            (
                is_guide_of_role(title) and found.items and (main or by_words),
                "a guide for those who have a role, with its responsibilities",
            ),
            (
                self.is_among and self.is_named and names_job(title) and by_words and found.items,
                "a job, with what is expected of it",
            ),
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
                found.parts >= {RESPONSIBILITIES, REQUIREMENTS, PLUSES} and self.has_duties,
                "responsibilities, requirements and pluses",
            ),
            (
                self.is_among
                and len(main) > 1
                and self.holds_something
                and self.has_duties_by_words
                and not (is_prose(title) or _GENERAL.fullmatch(title.casefold())),
                "responsibilities and requirements",
            ),
            (
                (
                    self.has_own_levels
                    or (self.is_among and self.is_named)
                    or may_be_job(title)
                    or names_body(title)
                )
                and RESPONSIBILITIES in found.parts
                and found.items,
                "responsibilities, below a name",
            ),
            (
                found.items and self.says_duties_of_team,
                "a team with its responsibilities",
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


def _has_duties(meanings: Iterable[Meaning | None]) -> bool:
    return any(meaning and meaning.name == RESPONSIBILITIES for meaning in meanings)


_GENERAL = re.compile(
    r"(?:our )?(?:\b(?:roles?|jobs?|teams?|careers?|positions?)\b|responsib\w*)(?: at \w+)?"
)
_FEW, _MANY = 3, 5
