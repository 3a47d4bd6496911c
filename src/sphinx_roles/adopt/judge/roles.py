"""Which sections are role pages, by what they hold.

A folder's name never decides: it only adds to what a page says itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.judge.content import HEADINGS, is_prose, look, opens_duties, opens_part
from sphinx_roles.adopt.judge.levels import find_levels
from sphinx_roles.adopt.judge.rules import Said
from sphinx_roles.adopt.judge.titles import (
    is_guide_of_role,
    is_job,
    is_ladder,
    is_other,
    is_rung,
    names_job,
)
from sphinx_roles.adopt.judge.verdicts import Doubt, LevelVerdict
from sphinx_roles.adopt.pages.outline import LIST, PARAGRAPH, Section
from sphinx_roles.handbook.records import REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.adopt.pages.outline import Outline


class Judged(NamedTuple):
    """A section that is a role page."""

    section: Section
    levels: tuple[LevelVerdict, ...]
    reason: str


_OTHER_FOLDERS = re.compile(r"\b(?:interview\w*|onboarding|hiring|templates?)\b")
_FOLDERS = re.compile(r"\b(?:roles?|jobs?|careers?|ladders?|levels?|positions?|competenc\w+)\b")


def judge_page(
    path: str, outline: Outline, *, is_wanted: bool | None = None, is_among: bool = False
) -> tuple[list[Judged], list[Doubt]]:
    """The role pages of a page, and what is in doubt.

    Parameters
    ----------
    path
        The file, whose folders may say that it stands among role pages.
    is_wanted
        Whether somebody has said that it is one, or is none.
    is_among
        Whether most pages beside it are role pages.
    """
    if is_wanted is False or not outline.top.sections:
        return [], []
    names = re.sub(r"[-_/.]", " ", path.casefold())
    is_among |= bool(_FOLDERS.search(names)) and not _OTHER_FOLDERS.search(names)
    tops = outline.top.sections
    each = [found for top in tops if (found := _judge(top, is_among=False, is_wanted=False)[0])]
    if len(each) > 1 and is_wanted is not True:
        return each, []
    first = _whole(outline)
    if several := _several(first, is_among=is_among):
        return several, []
    judged, doubt = _judge(first, is_among=is_among, is_wanted=bool(is_wanted))
    alone = [judged] if judged is not None else []
    return alone, [Doubt(path, first.start + 1, doubt)] if doubt else []


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
    named = [post for section in named for post in _posts(section) or [section]]
    jobs = [s for s in named if _has_parts(s)]
    found = [s for s in named if s in jobs or look(s).expected >= _FEW]
    if len(found) > 1 and (jobs or is_among or len(found) * 2 >= len(first.sections)):
        return [_job(section) for section in named]
    if is_job(first.title) or is_guide_of_role(first.title) or _is_part_page(first):
        return []
    groups = [*_groups(first)]
    if len(groups) > len(jobs) and {*jobs} <= {judged.section for judged in groups}:
        return groups
    return [_job(section) for section in jobs] or groups


def _posts(section: Section) -> list[Section]:
    """The posts of a body, as Chair and Treasurer of an "Executive": it has no list of its own."""
    if look(section, deep=False).items or any(opens_part(s.title) for s in section.sections):
        return []
    levels = {level.section for level in find_levels(section)}
    jobs = [s for s in section.sections if is_job(s.title) and s.items]
    return jobs if len(jobs) > 1 and not levels & {*jobs} and not is_ladder(section.title) else []


def _groups(page: Section) -> Iterator[Judged]:
    """Sections anywhere on a page, each with its responsibilities: the teams of a project, say."""
    found: list[Section] = []
    for around in page.walk():
        group = [section for section in around.sections if _has_duties(section)]
        if sum(_lists_duties(section) for section in group) > 1:
            beside = (s for s in around.sections if s not in group and is_job(s.title))
            found += [*group, *(s for s in beside if _names_duties(s))]  # "Team Lead"
    if found:
        everybody = [s for s in page.sections if s not in found and _is_of_everybody(s)]
        for section in sorted([*found, *everybody], key=lambda section: section.start):
            yield Judged(section, (), "one of several, each with its responsibilities")


def _has_duties(section: Section) -> bool:
    title = section.title
    if is_other(title) or is_rung(title) or is_prose(title) or _STEPS.search(title.casefold()):
        return False
    return not opens_part(title) and _names_duties(section)


def _lists_duties(section: Section) -> bool:
    lists = any(inside.items and opens_duties(inside.title) for inside in section.sections)
    return lists or _has_lead_of_duties(section)


def _names_duties(section: Section) -> bool:
    named = any(opens_duties(inside.title) for inside in section.sections)
    return named or _has_lead_of_duties(section)


def _has_lead_of_duties(section: Section) -> bool:
    """Whether a line such as "Responsibilities:" stands above a list."""
    pairs = zip(section.blocks, section.blocks[1:], strict=False)
    return any(
        block.kind == PARAGRAPH and following.kind == LIST and opens_duties(block.text)
        for block, following in pairs
    )


def _is_of_everybody(section: Section) -> bool:
    """Whether a section says what is expected of all: "Expectations of all members"."""
    is_named = HEADINGS.own_title(section.title) is not None
    return is_named and bool(_ALL.search(section.title.casefold())) and look(section).expected > 1


_STEPS = re.compile(r"\d|\b(?:phase|step|stage|week|day|month|quarter|sprint)s?\b")
_ALL = re.compile(r"\b(?:all|every|each|everybody|everyone)\b")


def _job(section: Section) -> Judged:
    return Judged(section, tuple(find_levels(section)), "a job with its parts")


def _is_part_page(section: Section) -> bool:
    return any(opens_part(inside.title) for inside in section.sections)


def _has_parts(section: Section) -> bool:
    found = look(section)
    by_words = RESPONSIBILITIES in found.worded and found.expected > 0
    return bool({RESPONSIBILITIES, REQUIREMENTS} & found.parts) or by_words


def _judge(
    section: Section, *, is_among: bool, is_wanted: bool
) -> tuple[Judged | None, str | None]:
    """One section; and why there is a doubt."""
    judged = Judged(section, tuple(find_levels(section)), "named by --roles")
    if is_wanted:
        return judged, None
    said = Said.of(section, judged.levels, is_among=is_among)
    is_named = said.is_ladder or is_guide_of_role(section.title) or said.says_duties_of_team
    if is_other(section.title) and not is_named:
        doubt = said.has_levels and names_job(section.title) and said.found.expected >= _FEW
        reason = f"{section.title!r} has levels, but its title is not that of a job"
        return None, reason if doubt else None
    reason = said.reason()
    if reason:
        return judged._replace(reason=reason), None
    return None, said.doubt()


_FEW = 3
