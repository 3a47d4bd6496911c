"""What headings are that the extension left over: areas, or prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.judge.content import HEADINGS, is_prose, reads_as_expectation
from sphinx_roles.adopt.judge.titles import is_guide_of_role, is_other
from sphinx_roles.adopt.pages.outline import LIST
from sphinx_roles.handbook.headings.parts import AUTHOR, Headings, fold_heading
from sphinx_roles.handbook.headings.vocabulary import AREAS, PROSE
from sphinx_roles.handbook.records import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sphinx_roles.adopt.pages.outline import Block, Section


class Left(NamedTuple):
    """A heading below which something was read as nothing."""

    heading: str
    kinds: tuple[str, ...]
    page: str
    line: int
    """From 1."""


class HeadingVerdict(NamedTuple):
    """What a heading is."""

    heading: str
    meaning: str
    """A name of `roles_parts`, '' where no name helps."""
    reason: str


def judge_heading(
    left: Left, top: Section, others: Iterable[Section], titles: Collection[str]
) -> HeadingVerdict:
    """What a heading of a role page is, by the lists below it.

    Parameters
    ----------
    top
        The page on which it was found first.
    others
        The sections of role pages: what stands below the same heading elsewhere counts as well.
    titles
        The folded titles of all role pages.
    """
    known = HEADINGS.whole(left.heading)
    heading = fold_heading(left.heading)
    if known is not None or "*" in left.heading or not heading:
        return HeadingVerdict(left.heading, "", "this heading is known, and what it holds is not")
    blocks = [*_blocks_below(top, left.line - 1)]
    elsewhere = [section for section in others if fold_heading(section.title) == heading]
    blocks += [block for section in elsewhere for block in section.blocks if block.kind == LIST]
    items = [item for block in blocks for item in block.items]
    links = sum(block.links for block in blocks)
    expected = sum(map(reads_as_expectation, items))
    reads = bool(items) and expected * 5 >= len(items) * 3 and links * 2 < len(items)
    if heading in titles:
        if reads and not _are_facts(items):
            return HeadingVerdict(left.heading, RESPONSIBILITIES, "the list right below the title")
        return HeadingVerdict(left.heading, "", "it is the title of a role page")
    why_prose = _why_prose(heading, top)
    if reads and not why_prose and not (is_prose(left.heading) or is_other(left.heading)):
        return HeadingVerdict(left.heading, AREAS, "its list says what somebody does or has")
    return _as_prose(left, heading, others, why_prose)


def _why_prose(heading: str, top: Section) -> str:
    """Why a heading is prose though its list may read as expectations, '' for no reason."""
    if _CONTENTS.fullmatch(heading):
        return "it holds a table of contents"
    if any(is_guide_of_role(section.title) for section in top.sections):
        return "outside the responsibilities, a guide says how things are done"
    return ""


def _as_prose(left: Left, heading: str, others: Iterable[Section], reason: str) -> HeadingVerdict:
    named = Headings({PROSE: [left.heading]})
    for section in others:  # "Levels" is "All levels" as well
        meaning = named.whole(section.title)
        if fold_heading(section.title) != heading and meaning is not None and meaning.by == AUTHOR:
            said = f"as prose, it would be {section.title!r} as well"
            return HeadingVerdict(left.heading, "", said)
    what = {"table": "a table", "html": "raw HTML", "part": "no list"}
    kind = next((what[kind] for kind in left.kinds if kind in what), "a list of names or links")
    return HeadingVerdict(left.heading, PROSE, reason or f"it holds {kind}")


def _are_facts(items: Sequence[str]) -> bool:
    """Whether items are facts with their names: "Location: Leeds"."""
    facts = [item for item in items if _FACT.match(item) and len(item.split()) < _LONG]
    return len(facts) * 5 >= len(items) * 3


_FACT = re.compile(r"\W*[\w /&'-]{2,30}: +\S")
_LONG = 16
_CONTENTS = re.compile(r"(?:on this page|in this (?:page|document)|(?:table of )?contents|toc)")


def _blocks_below(top: Section, line: int) -> Iterable[Block]:
    """The list that stands at a line, or those of the section whose heading is there."""
    for section in top.walk():
        for block in section.blocks:
            if block.kind == LIST and block.start <= line < max(block.end, block.start + 2):
                return [block]
    for section in top.walk():
        if section.start <= line <= section.below and section.title:
            return [block for block in section.blocks if block.kind == LIST]
    return []
