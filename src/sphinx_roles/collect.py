"""From a read document to its records.

In two steps. `Outline`, before translations come in, finds holders, parts, areas and
expectations by the author's own headings and text, so that names and permalinks are the same
in every language. `collect`, when the document is read, takes the words that readers see.

Belongs here: the structure of one document. Does not belong here: anything about another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_roles import reading
from sphinx_roles.model import (
    RESPONSIBILITIES,
    DocumentRecord,
    Expectation,
    Extends,
    LevelRecord,
    Place,
    RoleRecord,
    ThisUse,
    anchor,
    fold,
    level_name,
    text_name,
)
from sphinx_roles.nodes import ITEM, key_mark, marker, this_fact
from sphinx_roles.outline import Headings, item_key, leading_bold, title_of
from sphinx_roles.targets import xrefs
from sphinx_roles.warnings import Warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_DRAFTS = "sphinx_roles:drafts"


@dataclass
class _Item:
    """An expectation to be: its list item, and what was settled before translation."""

    node: nodes.list_item
    key: str | None
    name: str
    part: str
    area: nodes.Element | None
    place: Place


@dataclass
class _Holder:
    """A holder to be."""

    section: nodes.Element
    mark: marker
    name: str
    """Full name."""
    role: _Holder | None = None
    """The role page of a level, None for a role page itself."""
    items: list[_Item] = field(default_factory=list)
    extends: list[marker] = field(default_factory=list)
    levels: list[_Holder] = field(default_factory=list)


class Outline(SphinxTransform):
    """Finds the holders of a document and what they hold, by the author's own words."""

    default_priority = 15  # before Sphinx's Locale, 20

    def apply(self, **kwargs: object) -> None:
        if not reading.is_used(self.env):
            return
        self.holders: dict[nodes.Element, _Holder] = {}
        marks = list(self.document.findall(marker))
        for mark in marks:
            if not isinstance(mark.parent, (nodes.section, nodes.document)):
                parent = type(mark.parent).__name__.replace("_", " ")
                self._refuse(mark, Warn.PLACEMENT, directive=mark["kind"], parent=parent)
        for kind, place in (("role", self._role), ("level", self._level), ("extends", self._extends)):
            for mark in marks:
                if mark["kind"] == kind and mark.parent is not None:
                    place(mark)
        for holder in self.holders.values():
            part = RESPONSIBILITIES if holder.role else None
            self._walk(holder.section, holder, part, None, by_default=True)
        for key in list(self.document.findall(key_mark)):
            self._note(Warn.KEY, key, key=key["key"])
            key.parent.remove(key)
        for this in self.document.findall(this_fact):
            holder = self._around(this)
            this["holder"] = holder.name if holder else ""
        self.env.temp_data[_DRAFTS] = self.holders

    # -- holders

    def _role(self, mark: marker) -> None:
        section = mark.parent
        if isinstance(section, nodes.document):
            self._note(Warn.TITLE, mark)
        if self._is_free(section, mark):
            self.holders[section] = _Holder(section, mark, mark["name"])

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
        level = _Holder(section, mark, level_name(role.name, mark["name"]), role)
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
            line = str(reading.place_of(self.env, taken.mark).line)
            self._refuse(mark, Warn.DUPLICATE_MARKER, other=taken.mark["kind"], line=line)
        return taken is None

    def _around(self, node: nodes.Node | None) -> _Holder | None:
        while node is not None:
            if node in self.holders:
                return self.holders[node]  # type: ignore[index]
            node = node.parent
        return None

    # -- parts, areas and expectations

    def _walk(
        self,
        section: nodes.Element,
        holder: _Holder,
        part: str | None,
        area: nodes.Element | None,
        *,
        by_default: bool = False,
    ) -> None:
        """Collect the items of a section.

        `by_default` says that no heading opened the part: it is that of a level's own lists,
        and sub-headings are prose, not areas.
        """
        headings = self._headings(holder)
        for child in section.children:
            if isinstance(child, nodes.section):
                if child in self.holders:
                    continue
                opened = headings.part(title_of(child))
                if opened:
                    self._walk(child, holder, opened, None)
                elif part and not by_default:
                    self._walk(child, holder, part, child[0])
                else:
                    self._walk(child, holder, None, None)
            elif isinstance(child, nodes.paragraph) and (bold := leading_bold(child)) is not None:
                opened = headings.part(bold.astext())
                if opened:
                    part, area, by_default = opened, None, False
                elif part:
                    area = bold
            elif isinstance(child, (nodes.bullet_list, nodes.enumerated_list)) and part:
                for item in child.children:
                    if isinstance(item, nodes.list_item):
                        self._item(item, holder, part, area)

    def _headings(self, holder: _Holder) -> Headings:
        titles = [title_of(h.section) for h in (holder, holder.role) if h]
        return Headings(self.env.domains["roles"].config.part_of, titles)  # type: ignore[attr-defined]

    def _item(
        self, node: nodes.list_item, holder: _Holder, part: str, area: nodes.Element | None
    ) -> None:
        mark = item_key(node)
        key = mark["key"] if mark is not None else None
        place = reading.place_of(self.env, node)
        text = node.astext()
        first = next((i for i in holder.items if key and i.key == key), None)
        if first is not None:
            words = {"key": key or "", "holder": holder.name, "other": str(first.place.line)}
            reading.note_problem(self.env, Warn.DUPLICATE_KEY, place, **words)
            key = None
        name = key or text_name(text)
        twin = next((i for i in holder.items if i.name == name), None)
        if twin is not None:
            words = {"holder": holder.name, "other": str(twin.place.line)}
            reading.note_problem(self.env, Warn.DUPLICATE_TEXT, place, **words)
            return
        holder.items.append(_Item(node, key, name, part, area, place))

    def _note(self, kind: Warn, node: nodes.Element, **words: str) -> None:
        reading.note_problem(self.env, kind, reading.place_of(self.env, node), **words)

    def _refuse(self, mark: marker, kind: Warn, **words: str) -> None:
        self._note(kind, mark, **words)
        mark.parent.remove(mark)


def collect(app: Sphinx, document: nodes.document) -> None:
    """Record what a document holds. Connected to `doctree-read`, after Sphinx's collectors."""
    env = app.env
    if reading.is_used(env):
        record = _Reader(env, document).record()
        env.domains["roles"].note_document(env.docname, record)  # type: ignore[attr-defined]


class _Reader:
    """Turns the drafts of a document into records, and its nodes into what `render` expects."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self.env = env
        self.document = document
        self.drafts: dict[nodes.Element, _Holder] = env.temp_data.get(_DRAFTS, {})

    def record(self) -> DocumentRecord:
        for key in list(self.document.findall(key_mark)):
            key.parent.remove(key)  # a translation repeats the author's
        docname = self.env.docname
        crafts = []
        for xref in self.document.findall(addnodes.pending_xref):
            if xref.get("refdomain") == "roles":
                xref["roles:docname"] = docname
                if xref["reftype"] == "craft":
                    crafts.append((xref["reftarget"], reading.place_of(self.env, xref)))
        this = [
            ThisUse(t["fact"], t["holder"].partition("/")[0] or None, self._place(t))
            for t in self.document.findall(this_fact)
        ]
        roles = [self._role(d) for d in self.drafts.values() if d.role is None]
        return DocumentRecord(
            roles=tuple(roles),
            crafts=tuple(crafts),
            this=tuple(this),
            links=xrefs(self.document, docname),
            problems=reading.problems(self.env),
        )

    def _role(self, draft: _Holder) -> RoleRecord:
        options = draft.mark["options"]
        return RoleRecord(
            name=draft.name,
            title=self._title(draft),
            track=options.get("track"),
            summary=options.get("summary"),
            intro=options.get("intro"),
            place=self._place(draft.mark),
            anchor=self._mark_section(draft, "role", draft.name),
            own=self._own(draft),
            extends=self._extends(draft),
            levels=tuple(self._level(level) for level in draft.levels),
        )

    def _level(self, draft: _Holder) -> LevelRecord:
        options = draft.mark["options"]
        prose = (c for c in draft.section.children if not isinstance(c, (nodes.title, marker)))
        return LevelRecord(
            name=draft.mark["name"],
            title=self._title(draft),
            grade=options.get("grade"),
            summary=options.get("summary"),
            place=self._place(draft.mark),
            anchor=self._mark_section(draft, *draft.name.split("/")),
            own=self._own(draft),
            extends=self._extends(draft),
            is_blank=not (draft.extends or options)
            and all(isinstance(c, nodes.Invisible) for c in prose),
        )

    def _title(self, draft: _Holder) -> str:
        return " ".join(title_of(draft.section).split()) or draft.mark["name"]

    def _mark_section(self, draft: _Holder, *names: str) -> str:
        """Give the section an address that edits of its title leave alone."""
        draft.mark["holder"] = draft.name
        for extends in draft.extends:
            extends["holder"] = draft.name
        if isinstance(draft.section, nodes.document):
            return ""
        return self._identify(draft.section, anchor(*names))

    def _identify(self, node: nodes.Element, wanted: str) -> str:
        identifier, number = wanted, 1
        while identifier in self.document.ids:
            number += 1
            identifier = f"{wanted}-{number}"
        self.document.ids[identifier] = node
        node["ids"].append(identifier)
        return identifier

    def _own(self, draft: _Holder) -> tuple[Expectation, ...]:
        return tuple(self._expectation(draft, item) for item in draft.items)

    def _expectation(self, draft: _Holder, item: _Item) -> Expectation:
        links = xrefs(item.node, self.env.docname)
        digest = sha256(item.node.pformat().encode(errors="surrogatepass")).hexdigest()[:16]
        identifier = self._identify(item.node, anchor(*draft.name.split("/"), item.name))
        item.node[ITEM] = identifier
        area = item.area.astext() if item.area is not None else None
        return Expectation(
            holder=draft.name,
            name=item.name,
            key=item.key,
            part=item.part,
            area=re.sub(r"[\s:.,;]+\Z", "", " ".join(area.split())) if area else None,
            text=" ".join(item.node.astext().split()),
            place=item.place,
            anchor=identifier,
            digest=digest,
            links=links,
        )

    def _extends(self, draft: _Holder) -> tuple[Extends, ...]:
        return tuple(
            Extends(mark["names"], mark["without"], self._place(mark)) for mark in draft.extends
        )

    def _place(self, node: nodes.Element) -> Place:
        return reading.place_of(self.env, node)
