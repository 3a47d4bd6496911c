"""What stands below headings: parts, lists of expectations, areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.pages.outline import HTML, LIST, PARAGRAPH, TABLE, Block
from sphinx_roles.handbook.headings.parts import Headings, Titles
from sphinx_roles.handbook.headings.vocabulary import PROSE
from sphinx_roles.handbook.records import PARTS, PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.adopt.pages.outline import Section

HEADINGS = Headings()


class Found(NamedTuple):
    """The parts that a section and those inside it open, and the lists in them."""

    parts: frozenset[str]
    """By whole headings."""
    worded: frozenset[str]
    """By words of headings."""
    items: int
    """Items of lists, in parts or not."""
    expected: int
    """Items that read as expectations."""
    tables: int


def look(section: Section, *, deep: bool = True) -> Found:
    """Look at what stands in a section."""
    titles = Titles([section.title])
    parts: set[str] = set()
    worded: set[str] = set()
    items = expected = tables = 0
    for inside in section.walk() if deep else [section]:
        if inside is not section and inside.title and _holds_something(inside):
            _open(inside.title, titles, parts, worded)
        for block, following in _pairs(inside.blocks):
            if block.kind == LIST:
                items += len(block.items)
                expected += sum(map(reads_as_expectation, block.items))
            elif block.kind in {TABLE, HTML} and (block.rows or "<t" in block.raw.casefold()):
                tables += 1
            elif (
                block.kind == PARAGRAPH
                and following is not None
                and following.kind == LIST
                and (block.is_bold or block.text.endswith(":"))
            ):
                sentence = re.split(r"(?<=[.!?])\s+", block.text)[-1]
                _open(sentence, titles, parts, worded)
    return Found(frozenset(parts), frozenset(worded), items, expected, tables)


def _holds_something(section: Section) -> bool:
    return section.items > 0 or any(block.text for block in section.blocks)


def _open(text: str, titles: Titles, parts: set[str], worded: set[str]) -> None:
    if _DELIVERED.fullmatch(text.casefold().strip(": ")):
        return  # projects have them as well
    meaning = HEADINGS.whole(text, titles)
    if meaning is not None:
        if meaning.name in PARTS:
            parts.add(meaning.name)
        return
    meaning = HEADINGS.words(text, titles)
    if meaning is not None and meaning.name in PARTS:
        worded.add(meaning.name)


def _pairs(blocks: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    for at, block in enumerate(blocks):
        yield block, blocks[at + 1] if at + 1 < len(blocks) else None


def is_prose(title: str) -> bool:
    """Whether a heading is prose, as a whole or by its words."""
    meaning = HEADINGS.whole(title) or HEADINGS.words(title)
    return meaning is not None and meaning.name == PROSE


def opens_part(title: str) -> bool:
    """Whether a heading opens a part, whole."""
    meaning = HEADINGS.whole(title)
    return meaning is not None and meaning.name in {RESPONSIBILITIES, REQUIREMENTS, PLUSES}


def reads_as_expectation(text: str) -> bool:
    """Whether a list item reads as what somebody does or has, and not as a name or a link."""
    words = re.findall(r"[\w']+", text)
    if len(words) < _FEWEST or text.rstrip().endswith("?"):
        return False
    if all(word[0].isupper() or word[0].isdigit() for word in words):  # "Ann Lee, Red Ltd"
        return False
    return not re.match(r"\W*(?:https?:|see |click |go to |link)", text, re.IGNORECASE)


def opens_duties(text: str) -> bool:
    """Whether a heading says "responsibilities", and not only what is done."""
    meaning = HEADINGS.whole(text)
    if meaning is None:  # "Responsibilities and privileges"
        return bool(re.match(r"(?:responsibilities|duties) (?:and|or|&) ", text.casefold()))
    is_part = meaning.name == RESPONSIBILITIES
    return is_part and bool(re.search(r"respons|expect|duties|accountab", text.casefold()))


_DELIVERED = re.compile(r"(?:\w+ )?deliverables?")
_FEWEST = 3
