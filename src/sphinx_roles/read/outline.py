"""The structure of one document, by its author's own words.

A transform that runs before translations come in: it finds holders, parts, areas and
expectations by the headings and texts that the author wrote, so that names and permalinks are
the same in every language. What it finds waits as drafts until the document is read.

Belongs here: where things stand. Does not belong here: records (see `collect`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_roles.doctree.markers import key_mark, marker, this_fact, view
from sphinx_roles.doctree.walk import parents, pick
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.names import level_name, text_name
from sphinx_roles.handbook.records import RESPONSIBILITIES
from sphinx_roles.read import noted
from sphinx_roles.read.headings import Headings, item_key, leading_bold, title_of
from sphinx_roles.read.wording import plain_text

if TYPE_CHECKING:
    from sphinx_roles.handbook.problems import Place

DRAFTS = "sphinx_roles:drafts"


@dataclass
class ItemDraft:
    """An expectation to be: its list item, and what was settled before translation."""

    node: nodes.list_item
    key: str | None
    name: str
    part: str
    area: nodes.Node | None
    place: Place


@dataclass
class HolderDraft:
    """A holder to be."""

    section: nodes.Element
    mark: marker
    name: str
    """Full name."""
    role: HolderDraft | None = None
    """The role page of a level, None for a role page itself."""
    headings: Headings = field(init=False)
    """The headings that open parts here."""
    items: dict[str, ItemDraft] = field(default_factory=dict)
    """By name, in the order of the page."""
    extends: list[marker] = field(default_factory=list)
    levels: list[HolderDraft] = field(default_factory=list)


class Outline(SphinxTransform):
    """Finds the holders of a document and what they hold, by the author's own words."""

    default_priority = 15  # before Sphinx's Locale, 20

    def apply(self, **_kwargs: object) -> None:
        if not noted.is_used(self.env):
            return
        self.holders: dict[nodes.Element, HolderDraft] = {}
        marks = []
        found, uses, views = pick(self.document, marker, this_fact, view)
        for mark in found:
            if isinstance(mark.parent, (nodes.section, nodes.document)):
                marks.append(mark)
            else:
                parent = type(mark.parent).__name__.replace("_", " ")
                self._refuse(mark, Warn.PLACEMENT, directive=mark["kind"], parent=parent)
        places = {"role": self._role, "level": self._level, "extends": self._extends}
        for kind, place in places.items():
            for mark in marks:
                if mark["kind"] == kind:
                    place(mark)
        parts = self.env.domains["roles"].config.part_of  # type: ignore[attr-defined]
        for holder in self.holders.values():
            titles = [title_of(h.section) for h in (holder, holder.role) if h]
            holder.headings = Headings(parts, titles)
            part = RESPONSIBILITIES if holder.role else None
            self._walk(holder.section, holder, part, None, by_default=True)
        for key in pick(self.document, key_mark)[0]:  # no expectation has taken it
            self._note(Warn.KEY, key, key=key["key"])
            key.parent.remove(key)
        for node in (*uses, *views):
            around = self._around(node)
            node["holder"] = around.name if around else ""
        items = {item.node for holder in self.holders.values() for item in holder.items.values()}
        for inside in views:
            if not items.isdisjoint(parents(inside)):
                words = {"message": messages.IN_ITEM, "view": inside["kind"]}
                self._note(Warn.VIEW, inside, **words)
        self.env.temp_data[DRAFTS] = self.holders

    # -- holders

    def _role(self, mark: marker) -> None:
        section = mark.parent
        if isinstance(section, nodes.document):
            self._note(Warn.TITLE, mark)
        if self._is_free(section, mark):
            self.holders[section] = HolderDraft(section, mark, mark["name"])

    def _level(self, mark: marker) -> None:
        section = mark.parent
        around = self._around(section.parent) if section.parent else None
        role = around and (around.role or around)
        if not self._is_free(section, mark):
            return
        if role is None:
            self._refuse(mark, Warn.OUTSIDE, directive="level")
            return
        name = mark["name"] or re.sub(r"\W+", "-", title_of(section).casefold()).strip("-")
        mark["name"] = name or "level"
        level = HolderDraft(section, mark, level_name(role.name, mark["name"]), role)
        role.levels.append(level)
        self.holders[section] = level

    def _extends(self, mark: marker) -> None:
        holder = self._around(mark)
        if holder is None:
            self._refuse(mark, Warn.OUTSIDE, directive="extends")
        elif not mark["names"]:
            mark.parent.remove(mark)
        else:
            mark["index"] = len(holder.extends)
            holder.extends.append(mark)

    def _is_free(self, section: nodes.Element, mark: marker) -> bool:
        taken = self.holders.get(section)
        if taken is not None:
            line = str(noted.place_of(self.env, taken.mark).line)
            self._refuse(mark, Warn.DUPLICATE_MARKER, other=taken.mark["kind"], line=line)
        return taken is None

    def _around(self, node: nodes.Node | None) -> HolderDraft | None:
        while node is not None:
            if node in self.holders:
                return self.holders[node]
            node = node.parent
        return None

    # -- parts, areas and expectations

    def _walk(
        self,
        section: nodes.Element,
        holder: HolderDraft,
        part: str | None,
        area: nodes.Node | None,
        *,
        by_default: bool = False,
    ) -> None:
        """Collect the items of a section.

        `by_default` says that no heading opened the part: it is that of a level's own lists,
        and sub-headings are prose, not areas.
        """
        headings = holder.headings
        for child in section.children:
            if isinstance(child, nodes.section):
                if child in self.holders:
                    continue
                opened = headings.part(title_of(child))
                if opened:
                    self._walk(child, holder, opened, None)
                elif part and not by_default:
                    self._walk(child, holder, part, child.next_node(nodes.title))
                else:
                    self._walk(child, holder, None, None)
            elif isinstance(child, nodes.paragraph) and (bold := leading_bold(child)) is not None:
                opened = headings.part(bold.astext())
                if opened:
                    part, area, by_default = opened, None, False
                elif part:
                    area = child  # a translation replaces what is inside
            elif isinstance(child, (nodes.bullet_list, nodes.enumerated_list)) and part:
                for item in child.children:
                    if isinstance(item, nodes.list_item):
                        self._item(item, holder, part, area)

    def _item(
        self, node: nodes.list_item, holder: HolderDraft, part: str, area: nodes.Node | None
    ) -> None:
        mark = item_key(node)
        key = mark["key"] if mark is not None else None
        place = noted.place_of(self.env, node)
        first = holder.items.get(key) if key else None
        if key and first is not None:
            words = {"key": key, "holder": holder.name, "other": str(first.place.line)}
            noted.note_problem(self.env, Warn.DUPLICATE_KEY, place, **words)
            key = None
        name = key or text_name(plain_text(node) or node.pformat())  # an image, say
        twin = holder.items.get(name)
        if twin is not None:
            words = {"holder": holder.name, "other": str(twin.place.line)}
            noted.note_problem(self.env, Warn.DUPLICATE_TEXT, place, **words)
            return
        holder.items[name] = ItemDraft(node, key, name, part, area, place)

    def _note(self, kind: Warn, node: nodes.Element, **words: str) -> None:
        noted.note_problem(self.env, kind, noted.place_of(self.env, node), **words)

    def _refuse(self, mark: marker, kind: Warn, **words: str) -> None:
        self._note(kind, mark, **words)
        mark.parent.remove(mark)
