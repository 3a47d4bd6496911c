"""The walk over the sections of one holder: which part and area each list stands in.

One pass over the blocks of the page, with the part and area carried along. What a heading
means by itself is `handbook.parts`'s, what a list gives is `lists`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.doctree.markers import marker, view
from sphinx_roles.handbook.parts import WORDS, Meaning
from sphinx_roles.handbook.records import PARTS, RESPONSIBILITIES
from sphinx_roles.handbook.vocabulary import AREAS, PROSE
from sphinx_roles.handbook.word_families import UNCLEAR
from sphinx_roles.read.found import Findings, Item, Left, Opening, Read, Scope
from sphinx_roles.read.lists import LISTS, is_contents, items_of
from sphinx_roles.read.texts import (
    MOST_WORDS_OF_A_LABEL,
    glued_label,
    is_label,
    key_of,
    label_before_key,
    label_text,
    last_sentence,
    leading_bold,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_roles.handbook.parts import Headings, Titles

_SKIPPED = (
    nodes.Invisible,
    nodes.TextElement,
    nodes.footnote,
    nodes.citation,
    nodes.sidebar,
    nodes.figure,
    nodes.image,
    nodes.title,
    nodes.attribution,
    nodes.system_message,
    addnodes.toctree,
    addnodes.index,
)
_HTML = re.compile(r"<(?:li|td|th)\b", re.IGNORECASE)


class Sections:
    """The walk for one holder.

    Parameters
    ----------
    headings
        What headings mean in this handbook.
    titles
        The titles of the holder and of its role page.
    holders
        The sections of all holders of the document: each is walked by itself.
    """

    def __init__(
        self, headings: Headings, titles: Titles, holders: Collection[nodes.Element]
    ) -> None:
        self._headings = headings
        self._titles = titles
        self._holders = holders
        self._only: list[str] = []
        self._found = Findings()
        self._may_be_prose = False

    def level(self, section: nodes.Element) -> Findings:
        """What stands in a level: all lists are responsibilities, sub-headings are areas."""
        title = _title(section)
        opened = self._headings.whole(label_text(title)) if title is not None else None
        part = opened.name if opened is not None and opened.name in PARTS else RESPONSIBILITIES
        self._flow(section, Scope(part, heading=title))
        return self._done()

    def role(self, sections: Sequence[nodes.Element]) -> Findings:
        """What stands on a role page outside its levels."""
        title = _title(sections[0])
        opened = self._headings.own_title(label_text(title)) if title is not None else None
        if opened is not None:
            is_weak = opened.by == WORDS
            scope = Scope(opened.name, heading=title, is_weak=is_weak)
        else:
            scope = Scope(heading=title)
        found = self._walk(sections, scope)
        if opened is not None or found.has_part:
            return found
        # Nothing opens a part: the page is read as a level is.
        self._found = Findings()
        self._may_be_prose = True
        return self._walk(sections, Scope(RESPONSIBILITIES, heading=title, is_weak=True))

    def _walk(self, sections: Sequence[nodes.Element], scope: Scope) -> Findings:
        self._flow(sections[0], scope)
        for section in sections[1:]:
            self._section(section, scope)
        return self._done()

    def _done(self) -> Findings:
        for opening in self._found.openings:
            if not opening.is_used:
                self._found.left.append(Left(opening.node, "part", opening.node))
        return self._found

    # -- headings

    def _section(self, section: nodes.Element, base: Scope) -> None:
        if section in self._holders:
            self._use(base)
            return
        title = _title(section)
        if title is None:
            self._flow(section, base)
            return
        meaning = self._meaning(label_text(title), title, base)
        name = meaning.name if meaning is not None else None
        if meaning is not None and name in PARTS:
            area = base.area if base.part in PARTS else None
            scope = self._open(meaning, title, base)._replace(area=area)
        elif PROSE in (name, base.part):
            scope = Scope(PROSE, heading=title)
        elif base.part is not None and name != UNCLEAR:
            scope = base._replace(area=title, heading=title)
        elif name == AREAS:
            scope = Scope(RESPONSIBILITIES, title, title)
        else:
            scope = Scope(heading=title)
        self._flow(section, scope)

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

    # -- blocks

    def _flow(self, element: nodes.Element, base: Scope, start: Scope | None = None) -> None:
        """Walk the blocks of a section or of something inside it.

        `base` is what the headings around say; `start` what the paragraphs before say as well.
        """
        now = start or base
        before: Scope | None = None  # what counts again after a list behind a label
        blocks = element.children
        for index, child in enumerate(blocks):
            if isinstance(child, (nodes.paragraph, nodes.rubric)):
                if before is not None:
                    now, before = before, None
                now, before = self._paragraph(child, _next(blocks, index), base, now)
            elif isinstance(child, LISTS):
                self._list(child, now)
            elif isinstance(child, nodes.section):
                self._section(child, base)
            elif isinstance(child, nodes.table):
                self._leave(child, "table", now)
            elif isinstance(child, nodes.raw):
                if "html" in child.get("format", "") and _HTML.search(child.astext()):
                    self._leave(child, "html", now)
            elif isinstance(child, (marker, view)):
                self._use(now)
            elif isinstance(child, addnodes.only):
                self._only.append(child["expr"])
                self._flow(child, base, now)
                self._only.pop()
            elif isinstance(child, (nodes.option_list, addnodes.glossary)):
                self._leave(child, "list", now)
            elif isinstance(child, nodes.topic) and "contents" in child["classes"]:
                pass
            elif isinstance(child, nodes.Element) and not isinstance(child, _SKIPPED):
                self._flow(child, base, now)

    def _paragraph(
        self, node: nodes.TextElement, following: nodes.Node | None, base: Scope, now: Scope
    ) -> tuple[Scope, Scope | None]:
        """What counts after a paragraph; and what counts again after the list behind it."""
        self._check(node)
        if isinstance(node, nodes.paragraph) and self._keyed(node, now):
            return now, None
        if isinstance(node, nodes.rubric) or leading_bold(node) is not None:
            return self._bold(node, base, now), None
        if following is None or not node.astext().rstrip().endswith((":", "\N{FULLWIDTH COLON}")):
            return now, None
        if is_contents(following) and now.is_weak | (now.part is None):
            return now, None
        text = label_text(node)
        sentence = last_sentence(text)
        meaning = self._meaning(sentence, node, base)
        name = meaning.name if meaning is not None else None
        if meaning is not None and name in PARTS:
            scope = self._open(meaning, node, base)
            return scope._replace(area=base.area, is_by_paragraph=True), None
        if name == PROSE:
            return Scope(PROSE, heading=node), now
        is_short = sentence == text and is_label(text, MOST_WORDS_OF_A_LABEL)
        if is_short and isinstance(following, LISTS) and now.part is not None:
            return now._replace(area=node, heading=node), now
        if is_short and name == AREAS and now.part is None:
            return Scope(RESPONSIBILITIES, node, node), now
        if not is_short and now.is_by_paragraph and now.part != PROSE:
            return base._replace(heading=node), None
        if now.part is None:
            return now._replace(heading=node), now
        return now, None

    def _bold(self, node: nodes.TextElement, base: Scope, now: Scope) -> Scope:
        """What counts after a paragraph of bold text alone."""
        meaning = self._meaning(label_text(node), node, base)
        name = meaning.name if meaning is not None else None
        if meaning is not None and name in PARTS:
            scope = self._open(meaning, node, base)
            return scope._replace(area=base.area, is_by_paragraph=True)
        if name == PROSE:
            return Scope(PROSE, heading=node, is_by_paragraph=True)
        if now.is_by_area or (now.part == PROSE and now.is_by_paragraph):
            now = base
        if now.part == PROSE:
            return now
        if now.part is not None:
            return now._replace(area=node, heading=node)
        if name == AREAS:
            return Scope(RESPONSIBILITIES, node, node, is_by_area=True)
        return now._replace(heading=node)

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

    def _check(self, paragraph: nodes.Element) -> None:
        has_bold = any(isinstance(child, nodes.strong) for child in paragraph.children)
        if has_bold and isinstance(paragraph, nodes.paragraph) and glued_label(paragraph):
            self._found.glued.append(paragraph)

    def _list(self, node: nodes.Element, now: Scope) -> None:
        if now.part is None or now.is_weak:
            if is_contents(node):
                return
            if now.part is None:
                self._leave(node, "list", now)
                return
        if now.part == PROSE:
            return
        items = items_of(node, str(now.part), now.area, tuple(self._only))
        if now.is_weak:
            self._found.weak.append((node, now, items))
        self._note(items, now)

    def _note(self, items: list[Item], now: Scope) -> None:
        self._found.items += items
        self._use(now)
        for item in items:
            if isinstance(item.node, nodes.list_item):
                for block in item.node.children:
                    if isinstance(block, nodes.paragraph):
                        self._check(block)

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


def _title(section: nodes.Element) -> nodes.title | None:
    return next((c for c in section.children if isinstance(c, nodes.title)), None)


def _next(blocks: Sequence[nodes.Node], index: int) -> nodes.Node | None:
    """The list right behind a block, or what holds nothing but an indented one."""
    for child in blocks[index + 1 :]:
        if isinstance(child, (nodes.Invisible, nodes.target)):
            continue
        is_quote = isinstance(child, (nodes.block_quote, nodes.compound, addnodes.hlist))
        if isinstance(child, LISTS) or (is_quote and next(child.findall(nodes.list_item), None)):
            return child
        return None
    return None
