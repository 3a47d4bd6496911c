"""From a read document to its records.

`outline` has found the structure before translations came in; here are the words that
readers see.

Belongs here: one document's records and the ids of its nodes. Does not belong here: anything
about another document.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roles.doctree import contents
from sphinx_roles.doctree.grid import gather
from sphinx_roles.doctree.markers import CELLS, ITEM, key_mark, marker, this_fact, view
from sphinx_roles.doctree.walk import pick, tree
from sphinx_roles.doctree.xrefs import xrefs
from sphinx_roles.handbook.names import anchor
from sphinx_roles.handbook.records import (
    DocumentRecord,
    Expectation,
    Extends,
    LevelRecord,
    RoleRecord,
    ThisUse,
    ViewRecord,
)
from sphinx_roles.read import noted
from sphinx_roles.read.outline.found import Drafts, HolderDraft, ItemDraft
from sphinx_roles.read.outline.texts import title_of
from sphinx_roles.read.outline.transform import DRAFTS
from sphinx_roles.read.wording import fold_space, plain_text, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.handbook.problems import Place


def collect(env: BuildEnvironment, document: nodes.document) -> DocumentRecord | None:
    """What a document holds; None where it has no markup of ours.

    Called when Sphinx's own collectors are done.
    """
    return _Reader(env, document).record() if noted.is_used(env) else None


class _Reader:
    """Turns the drafts of a document into records, and its nodes into what `show` expects."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self.env = env
        self.document = document
        self.drafts: Drafts = env.temp_data.get(DRAFTS) or Drafts()

    def record(self) -> DocumentRecord:
        docname = self.env.docname
        crafts = []
        this = list(noted.this_uses(self.env))
        keys, facts, refs, views = pick(
            self.document, key_mark, this_fact, addnodes.pending_xref, view
        )
        for key in keys:
            key.parent.remove(key)  # a translation repeats the author's
        for use in facts:
            role = use["holder"].partition("/")[0] or None
            this.append(ThisUse(use["fact"], role, self._place(use)))
        for ref in refs:
            if ref.get("refdomain") == "roles":
                ref["roles:docname"] = docname
                if ref["reftype"] == "craft":
                    crafts.append((ref["reftarget"], self._place(ref)))
        columns = self.drafts.columns
        drafts = (*self.drafts.holders.values(), *columns)
        items = [item for draft in drafts for item in draft.items.values()]
        only = {*chain(*(draft.only for draft in drafts), *(item.only for item in items))}
        return DocumentRecord(
            roles=tuple(self._role(d) for d in drafts if not d.is_level),
            levels=tuple(
                self._level(d) for d in drafts if d.is_level and not (d.role or d.is_column)
            ),
            columns=tuple(self._level(d) for d in columns if d.role is None),
            tables=tuple(self.drafts.tables),
            crafts=tuple(crafts),
            this=tuple(this),
            views=tuple(self._views(views)),
            links=xrefs(refs, docname),
            only=tuple(sorted(only)),
            headings=tuple(self.drafts.headings),
            ignored=tuple(self.drafts.ignored),
            problems=noted.problems(self.env),
        )

    def _role(self, draft: HolderDraft) -> RoleRecord:
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
            **noted.of_role(self.env, options),
            only=draft.only,
        )

    def _level(self, draft: HolderDraft) -> LevelRecord:
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
            is_blank=not (draft.extends or {*options} - {"role"})
            and all(isinstance(c, nodes.Invisible) for c in prose),
            short=options.get("short"),
            facts=noted.facts(self.env, options),
            only=draft.only,
            role=None if draft.role or draft.is_column else draft.mark["of"],
            intro=options.get("intro"),
            is_column=draft.is_column,
            is_named=draft.is_named,
            is_chained=draft.base is not None,
        )

    def _views(self, views: Iterable[view]) -> Iterator[ViewRecord]:
        for number, node in enumerate(views):
            node["number"] = number
            names = re.split(r"[\s,/]+", node["argument"])
            node["anchor"] = self._identify(node, anchor(node["kind"], *filter(None, names)))
            node["ids"] = []  # what is put in its place has it
            yield ViewRecord(
                kind=node["kind"],
                argument=node["argument"],
                options=tuple(node["options"].items()),
                holder=node["holder"] or None,
                place=self._place(node),
                anchor=node["anchor"],
            )

    def _title(self, draft: HolderDraft) -> str:
        title = plain_text(draft.section) if draft.is_column else title_of(draft.section)
        return " ".join(title.split()) or draft.mark["name"]

    def _mark_section(self, draft: HolderDraft, *names: str) -> str:
        """Give the section an address that edits of its title leave alone."""
        draft.mark["holder"] = draft.name
        for extends in draft.extends:
            extends["holder"] = draft.name
            extends["index"] += draft.base is not None
        if draft.column is not None and not draft.is_column:
            self._identify(draft.column, anchor(*draft.name.split("/"), "column"))
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

    def _own(self, draft: HolderDraft) -> tuple[Expectation, ...]:
        return tuple(self._expectation(draft, item) for item in draft.items.values())

    def _expectation(self, draft: HolderDraft, item: ItemDraft) -> Expectation:
        copied: nodes.Element = item.node
        if isinstance(item.node, nodes.entry) and item.node.get(CELLS, 1) > 1:  # a row of cells
            row = item.node.parent.deepcopy()
            cell = row.children[item.node.parent.index(item.node)]
            assert isinstance(cell, nodes.entry)
            copied = gather(cell)
        inside = tree(copied)
        whole = self._with_footnotes(inside)
        links = xrefs(whole, self.env.docname)
        digest = contents.digest(whole)
        is_plain = not item.node["classes"] and all(map(contents.is_plain, inside[1:]))
        identifier = item.node.get(ITEM)
        if identifier is None:
            names = ["row"] if item.depth else draft.name.split("/")  # a row is of all columns
            identifier = self._identify(item.node, anchor(*names, item.name))
        item.node[ITEM] = identifier
        text = said(copied, self.env.docname)
        area = plain_text(item.area) if item.area is not None else None
        return Expectation(
            holder=draft.name,
            name=item.name,
            key=item.key,
            part=item.part,
            area=re.sub(r"[\s:.,;]+\Z", "", " ".join(area.split())) if area else None,
            text=fold_space(text),
            said=text if any(not isinstance(piece, str) for piece in text) else (),
            place=item.place,
            anchor=identifier,
            digest=digest,
            links=links,
            only=item.only,
            is_plain=is_plain,
            depth=item.depth,
        )

    def _with_footnotes(self, inside: Sequence[nodes.Node]) -> list[nodes.Node]:
        """All nodes that are shown where an item is: its footnotes are copied with it."""
        whole = list(inside)
        seen = set()
        for node in whole:  # which grows: footnotes may refer to others
            if isinstance(node, nodes.footnote_reference):
                footnote = self.document.ids.get(node.get("refid", ""))
                if isinstance(footnote, nodes.footnote) and id(footnote) not in seen:
                    seen.add(id(footnote))
                    whole += tree(footnote)
        return whole

    def _extends(self, draft: HolderDraft) -> tuple[Extends, ...]:
        said = [
            Extends(mark["names"], mark["without"], self._place(mark)) for mark in draft.extends
        ]
        if draft.base is not None and draft.column is not None:
            place = self._place(draft.column)
            said.insert(0, Extends((draft.base,), tuple(draft.without), place))
        return tuple(said)

    def _place(self, node: nodes.Element) -> Place:
        return noted.place_of(self.env, node)
