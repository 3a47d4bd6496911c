"""The walk over the sections of one holder: which part and area each list stands in.

It is one pass over the blocks of the page, with the part and area carried along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.doctree.markers import READ, marker, view
from sphinx_roles.handbook.headings.parts import WORDS
from sphinx_roles.handbook.headings.vocabulary import AREAS, PROSE
from sphinx_roles.handbook.headings.word_families import UNCLEAR
from sphinx_roles.handbook.records import PARTS, RESPONSIBILITIES
from sphinx_roles.read.outline.found import Findings, Left, Scope
from sphinx_roles.read.outline.lists import (
    LISTS,
    is_contents,
    items_of,
    kind_of_unread,
    list_behind,
)
from sphinx_roles.read.outline.noting import Noting
from sphinx_roles.read.outline.texts import (
    MOST_WORDS_OF_A_LABEL,
    is_label,
    label_text,
    last_sentence,
    leading_bold,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_roles.handbook.headings.parts import Headings, Titles

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


class Sections(Noting):
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
        super().__init__(headings, titles)
        self._holders = holders

    def level(self, sections: Sequence[nodes.Element]) -> Findings:
        """What stands in a level: all lists are responsibilities, sub-headings are areas."""
        title = _title(sections[0])
        opened = self._headings.whole(label_text(title)) if title is not None else None
        part = opened.name if opened is not None and opened.name in PARTS else RESPONSIBILITIES
        return self._walk(sections, Scope(part, heading=title))

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
                now, before = self._paragraph(child, list_behind(blocks, index), base, now)
            elif isinstance(child, nodes.section):
                self._section(child, base)
            elif isinstance(child, nodes.Element):
                self._block(child, base, now)

    def _block(self, node: nodes.Element, base: Scope, now: Scope) -> None:
        if isinstance(node, LISTS):
            self._list(node, now)
        elif READ not in node and (kind := kind_of_unread(node)) is not None:
            self._leave(node, kind, now)
        elif isinstance(node, (marker, view)):
            self._use(now)
        elif isinstance(node, addnodes.only):
            self._only.append(node["expr"])
            self._flow(node, base, now)
            self._only.pop()
        elif not (isinstance(node, _SKIPPED) or READ in node or "contents" in node["classes"]):
            self._flow(node, base, now)

    def _paragraph(
        self, node: nodes.TextElement, following: nodes.Node | None, base: Scope, now: Scope
    ) -> tuple[Scope, Scope | None]:
        """What counts after a paragraph; and what counts again after the list behind it."""
        self._check(node)
        if isinstance(node, nodes.paragraph) and self._keyed(node, now):
            return now, None
        if isinstance(node, nodes.rubric) or leading_bold(node) is not None:
            return self._bold(node, base, now), None
        if following is None or node.astext().rstrip()[-1:] not in _COLONS:
            return now, None
        if is_contents(following) and (now.is_weak or now.part is None):
            return now, None
        return self._colon(node, isinstance(following, LISTS), base, now)

    def _colon(
        self, node: nodes.TextElement, is_right_before: bool, base: Scope, now: Scope
    ) -> tuple[Scope, Scope | None]:
        """The same after a paragraph that ends with a colon in front of a list."""
        text = label_text(node)
        sentence = last_sentence(text)
        meaning = self._meaning(sentence, node, base)
        name = meaning.name if meaning is not None else None
        is_short = sentence == text and is_label(text, MOST_WORDS_OF_A_LABEL)
        after: Scope | None = now
        if meaning is not None and name in PARTS:
            opened = self._open(meaning, node, base)
            scope, after = opened._replace(area=base.area, is_by_paragraph=True), None
        elif name == PROSE:
            scope = Scope(PROSE, heading=node)
        elif is_short and is_right_before and now.part is not None:
            scope = now._replace(area=node, heading=node)
        elif is_short and name == AREAS and now.part is None:
            scope = Scope(RESPONSIBILITIES, node, node)
        elif not is_short and now.is_by_paragraph and now.part != PROSE:
            scope, after = base._replace(heading=node), None
        elif now.part is None:
            scope = now._replace(heading=node)
        else:
            scope, after = now, None
        return scope, after

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

    def _list(self, node: nodes.Element, now: Scope) -> None:
        if (now.part is None or now.is_weak) and is_contents(node):
            return
        if now.part is None:
            self._leave(node, "list", now)
        if now.part is None or now.part == PROSE:
            return
        items = items_of(node, str(now.part), now.area, tuple(self._only))
        if now.is_weak:
            self._found.weak.append((node, now, items))
        self._note(items, now)


_COLONS = (":", "\N{FULLWIDTH COLON}")


def _title(section: nodes.Element) -> nodes.title | None:
    return next((c for c in section.children if isinstance(c, nodes.title)), None)
