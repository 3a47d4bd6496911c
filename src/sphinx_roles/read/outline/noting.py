"""What the walk finds for one holder: headings, expectations, and what is left over.

Belongs here: one heading or block, and the findings. Does not belong here: the order of blocks
on the page (see `sections`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.handbook.headings.parts import WORDS, Meaning
from sphinx_roles.handbook.headings.vocabulary import PROSE
from sphinx_roles.handbook.headings.word_families import UNCLEAR
from sphinx_roles.read.outline.found import Findings, Item, Left, Opening, Read, Scope
from sphinx_roles.read.outline.texts import glued_label, key_of, label_before_key

if TYPE_CHECKING:
    from sphinx_roles.handbook.headings.parts import Headings, Titles


class Noting:
    """Headings and findings of one holder.

    Parameters
    ----------
    headings
        What headings mean in this handbook.
    titles
        The titles of the holder and of its role page.
    """

    def __init__(self, headings: Headings, titles: Titles) -> None:
        self._headings = headings
        self._titles = titles
        self._only: list[str] = []
        self._found = Findings()
        self._may_be_prose = False
        """Whether words may say that a heading is prose, though all lists count."""

    def _meaning(self, text: str, node: nodes.Element, base: Scope) -> Meaning | None:
        meaning = self._headings.whole(text, self._titles)
        if meaning is not None or not (base.part is None or self._may_be_prose):
            return meaning
        meaning = self._headings.words(text, self._titles)
        if meaning is None or (
            base.part is not None and not (meaning.name in (PROSE, UNCLEAR) and meaning.is_sure)
        ):
            return None
        if meaning.by == WORDS and meaning.name != UNCLEAR:
            self._found.read.append(Read(node, meaning))
        return meaning

    def _open(self, meaning: Meaning, node: nodes.Element, base: Scope) -> Scope:
        opening = Opening(node, base.opening)
        is_weak = meaning.by == WORDS
        is_description = bool(_DESCRIPTION.search(node.astext()))
        if not is_weak and not is_description:
            self._found.openings.append(opening)
            self._found.has_part = True
        return Scope(meaning.name, heading=node, opening=opening, is_weak=is_weak)

    def _check(self, paragraph: nodes.Element) -> None:
        has_bold = any(isinstance(child, nodes.strong) for child in paragraph.children)
        if has_bold and isinstance(paragraph, nodes.paragraph) and glued_label(paragraph):
            self._found.glued.append(paragraph)

    def _note(self, items: list[Item], now: Scope) -> None:
        self._found.items += items
        self._use(now)
        for item in items:
            if isinstance(item.node, nodes.list_item):
                for block in item.node.children:
                    if isinstance(block, nodes.paragraph):
                        self._check(block)

    def _keyed(self, paragraph: nodes.paragraph, now: Scope) -> bool:
        """Note a paragraph that a `key` makes an expectation; whether it is one."""
        key, area = key_of(paragraph), now.area
        if key is None:
            labelled = label_before_key(paragraph)
            if labelled is None:
                return False
            area, key = labelled
        if now.part is None:
            self._leave(paragraph, "paragraph", now)
        elif now.part != PROSE:
            self._note([Item(paragraph, key, now.part, area, tuple(self._only))], now)
        return True

    def _leave(self, node: nodes.Element, kind: str, now: Scope) -> None:
        if now.part != PROSE:
            self._found.left.append(Left(node, kind, now.heading))
            self._use(now)

    def _use(self, now: Scope) -> None:
        opening = now.opening
        while opening is not None and not opening.is_used:
            opening.is_used = True
            self._found.has_part = True
            opening = opening.around


_DESCRIPTION = re.compile(
    r"\b(?:role|description|about|job|position)\b(?!.*respons)", re.IGNORECASE
)
