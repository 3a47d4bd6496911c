"""Which sections of a role page are its levels."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.content import is_prose, opens_part
from sphinx_roles.adopt.judge.titles import (
    base_of,
    is_code,
    is_job,
    is_ladder,
    is_rung,
    level_name,
)
from sphinx_roles.adopt.judge.verdicts import LevelVerdict
from sphinx_roles.handbook.headings.parts import fold_heading
from sphinx_roles.handbook.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.adopt.pages.outline import Section

_LEVELS = re.compile(r"\b(?:levels?(?! \d)|ladder|progression|rungs|grades|seniority)\b")


def find_levels(role: Section) -> Iterator[LevelVerdict]:
    """The levels inside a section, in the order of the page."""
    taken: set[str] = set()
    for group in _groups(role, role.title):
        for section in group:
            name = level_name(section.title, role.title)
            while name in taken:
                name = (
                    f"{name}-{slug(section.title)}" if slug(section.title) != name else f"{name}-2"
                )
            taken.add(name)
            yield LevelVerdict(section, name)


def _groups(section: Section, role: str) -> Iterator[Sequence[Section]]:
    """The groups of sections beside one another that are levels."""
    rungs = _rungs(section, role)
    if rungs:
        yield rungs
    for inside in section.sections:
        if inside not in rungs and not is_prose(inside.title):
            yield from _groups(inside, role)


def _rungs(section: Section, role: str) -> list[Section]:
    """The sections right below one that are levels of it."""
    named = [s for s in section.sections if not (_is_no_level(s) or _only_repeats(s.title, role))]
    found = [s for s in named if is_rung(s.title)]
    codes = [s for s in found if is_code(s.title)]
    if len(codes) > 1:  # "IC1", "Level 2", "Senior": jobs beside them are none of these levels
        return [s for s in found if s in codes or base_of(s.title) <= base_of(section.title)]
    jobs = [s for s in named if s in found or is_job(s.title)]
    is_said = says_levels(section.title) or is_ladder(section.title)
    if is_said and len(jobs) > 1 and (found or says_levels(section.title)):
        return jobs
    if len(found) < 2 or not _are_of_one_ladder(section, found):
        return []
    return jobs if len(found) * 2 >= len(jobs) else found


def _are_of_one_ladder(section: Section, rungs: Sequence[Section]) -> bool:
    """Whether rungs share the job they are of, or are nothing but rungs."""
    bases = [base_of(rung.title) for rung in rungs]
    if all(not base or base <= base_of(section.title) for base in bases):
        return True
    words = Counter(word for base in bases for word in base)
    return is_job(section.title) or max(words.values()) * 5 >= len(bases) * 3


def _only_repeats(title: str, role: str) -> bool:
    """Whether a title is a rung only by the role page's own: "Term of an Executive Member"."""
    own = fold_heading(re.sub(r"\([^)]*\)", " ", role)).removesuffix("s")
    if not own or not is_rung(role) or own not in fold_heading(title):
        return False
    left = re.sub(rf"(?<!\w){re.escape(own)}s?(?!\w)", " ", fold_heading(title))
    return bool(left.strip()) and not is_rung(left)


def says_levels(title: str) -> bool:
    """Whether a heading stands above levels: "Levels", "Ladder"."""
    return bool(_LEVELS.search(fold_heading(title)))


def _is_no_level(section: Section) -> bool:
    title = section.title
    is_named = is_rung(title) or is_job(title)
    is_frame = bool(re.search(r"\blevels\b", title.casefold()))
    is_none = (is_prose(title) and not is_named) or opens_part(title) or is_frame
    return is_none or not _has_any(section)


def _has_any(section: Section) -> bool:
    return any(_has_text(inside) or inside.items for inside in section.walk())


def _has_text(section: Section) -> bool:
    return any(block.text or block.rows or block.items for block in section.blocks)
