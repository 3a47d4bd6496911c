"""The structure of one document, by its author's own words.

A transform that runs before translations come in: it finds holders, parts, areas and
expectations by the headings and texts that the author wrote, so that names and permalinks are
the same in every language. What it finds waits as drafts until the document is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_roles.doctree.markers import key_mark, marker, this_fact, view
from sphinx_roles.doctree.walk import parents, pick, tree
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.headings.parts import Titles, fold_heading
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.names import fold, text_name
from sphinx_roles.handbook.records import PARTS, HeadingRecord, IgnoredRecord, TableRecord
from sphinx_roles.read import noted
from sphinx_roles.read.outline.found import Drafts, ItemDraft
from sphinx_roles.read.outline.lists import leave_out_frames
from sphinx_roles.read.outline.owners import Owners
from sphinx_roles.read.outline.sections import Sections
from sphinx_roles.read.outline.tables import LevelsTable
from sphinx_roles.read.outline.texts import (
    glued_label,
    label_text,
    last_sentence,
    other_markup,
    take_key,
    title_of,
)
from sphinx_roles.read.outline.to_list_items import as_list_items
from sphinx_roles.read.wording import plain_text

if TYPE_CHECKING:
    from sphinx_roles.config import RolesConfig
    from sphinx_roles.handbook.headings.parts import Meaning
    from sphinx_roles.read.outline.found import HolderDraft, Item, Left

DRAFTS = "sphinx_roles:drafts"


class Outline(SphinxTransform):
    """Finds the holders of a document and what they hold, by the author's own words."""

    default_priority = 15  # before Sphinx's Locale, 20

    def apply(self, **_kwargs: object) -> None:
        if not noted.is_used(self.env):
            return
        self.drafts = Drafts()
        found, uses, views, keys, literals, texts = pick(
            self.document, marker, this_fact, view, key_mark, nodes.literal, nodes.Text
        )
        owners = Owners(self.env, self.document)
        owners.mark(found)
        self.holders = self.drafts.holders = owners.holders
        self._tables(owners, found)
        self.drafts.columns = owners.columns
        if not (self.holders or owners.columns):
            self._say_what_is_missing(keys)
        if self._config.strict_keys:
            self._check_keys(keys)
        self._walk()
        lost = [key for key in keys if key.parent is not None]  # no expectation has taken it
        has_role = any(not holder.is_level for holder in self.holders.values())
        for index, key in enumerate(lost):
            if has_role or (index == 0 and (self.holders or owners.columns)):
                self._note(Warn.KEY, key, key=key["key"])  # without a role page, one mistake
            key.parent.remove(key)
        for text in (*literals, *texts):
            if (right := other_markup(text)) is not None:
                self._note(Warn.MARKUP, text, wrong=right[0], right=right[1])
                break  # one mistake of a page
        for node in (*uses, *views):
            around = owners.around(node)
            node["holder"] = around.name if around else ""
        drafts = (*self.holders.values(), *owners.columns)
        items = {item.node for holder in drafts for item in holder.items.values()}
        for inside in views:
            if not items.isdisjoint(parents(inside)):
                words = {"message": messages.IN_ITEM, "view": inside["kind"]}
                self._note(Warn.VIEW, inside, **words)
        self.env.temp_data[DRAFTS] = self.drafts

    def _tables(self, owners: Owners, found: list[marker]) -> None:
        """Read the tables of levels; all levels of a page are in its order."""
        marks = [mark for mark in found if mark["kind"] == "levels"]
        for mark in marks:
            table = LevelsTable(self.env, owners, mark, self._config.depths)
            table.read()
            for holder, item in table.found:
                self._item(item, holder)
            mark["number"] = len(self.drafts.tables)
            self.drafts.tables.append(table.record or TableRecord((), False, False))
        if marks:
            order = {node: number for number, node in enumerate(tree(self.document))}
            for holder in self.holders.values():
                holder.levels.sort(key=lambda level: order[level.column or level.section])

    # -- parts, areas and expectations

    def _walk(self) -> None:
        headings = self._config.headings
        walks = []
        for holder in self.holders.values():
            titles = Titles(title_of(h.section) for h in (holder, holder.role) if h)
            walk = Sections(headings, titles, self.holders)
            if holder.is_level:
                found = walk.level([holder.section, *holder.more])
            else:
                found = walk.role([holder.section, *holder.more])
            walks.append((holder, titles, found))
        leave_out_frames([found for _, _, found in walks], self._level_titles())
        for holder, titles, found in walks:
            for item in found.items:
                self._item(item, holder)
            for left in found.left:
                self._left(holder, left, headings.whole(label_text(left.heading), titles))
            for node, meaning in found.read:
                text = last_sentence(label_text(node))
                place = noted.place_of(self.env, node)
                record = HeadingRecord(text, meaning.name, meaning.word, place)
                self.drafts.headings.append(record)
            for paragraph in found.glued:
                self._note(Warn.BLANK_LINE, paragraph, label=glued_label(paragraph) or "")
        for holder in self.holders.values():  # now that nothing walks over the lists any more
            as_list_items(holder.items.values())

    @property
    def _config(self) -> RolesConfig:
        return self.env.domains["roles"].config  # type: ignore[attr-defined, no-any-return]

    def _level_titles(self) -> list[str]:
        return [title_of(holder.section) for holder in self.holders.values() if holder.is_level]

    def _left(self, holder: HolderDraft, left: Left, meaning: Meaning | None) -> None:
        for key in pick(left.node, key_mark)[0]:  # one mistake, one warning
            take_key(key)
        is_part = meaning is not None and meaning.name in PARTS
        text = last_sentence(label_text(left.heading))
        place = noted.place_of(self.env, left.node)
        above = noted.place_of(self.env, left.heading or left.node).line
        is_meant = fold_heading(text) in holder.unread
        record = IgnoredRecord(text, left.kind, is_part, place, above, is_meant)
        self.drafts.ignored.append(record)

    def _item(self, item: Item, holder: HolderDraft) -> None:
        place = noted.place_of(self.env, item.node)
        key = take_key(item.key) if item.key is not None else item.name
        first = holder.items.get(key) if key else None
        if key and first is not None:
            words = {"key": key, "holder": holder.name, "other": str(first.place.line)}
            noted.note_problem(self.env, Warn.DUPLICATE_KEY, place, **words)
            key = None
        name = key or text_name(_text(item))
        twin = holder.items.get(name)
        area = fold(item.area.astext()) if twin is not None and item.area is not None else ""
        if twin is not None and area != (fold(twin.area.astext()) if twin.area else ""):
            name = text_name(f"{area}: {_text(item)}")
            twin = holder.items.get(name)
        if twin is not None:
            words = {"holder": holder.name, "other": str(twin.place.line)}
            noted.note_problem(self.env, Warn.DUPLICATE_TEXT, place, **words)
            return
        holder.items[name] = ItemDraft(
            item.node, key, name, item.part, item.area, place, item.only, item.depth
        )

    # -- problems

    def _check_keys(self, keys: list[key_mark]) -> None:
        """Say which keys the handbook does not know."""
        known = self._config.keys
        for key in keys:
            if key["key"] not in known:
                words = {"key": key["key"], "hint": hint(key["key"], known)}
                self._note(Warn.KEY, key, message=messages.UNKNOWN_KEY, **words)

    def _say_what_is_missing(self, keys: list[key_mark]) -> None:
        """Say once what is wrong with a page that has markers or keys and no role page."""
        wrong = noted.docutils_role(self.env)
        if wrong is not None:
            name, place = wrong
            words = {"message": messages.ROLE_TAKES_NO_ARGUMENT, "argument": name}
            noted.note_problem(self.env, Warn.ARGUMENT, place, **words)
        elif keys and not noted.problems(self.env):
            self._note(Warn.KEY, keys[0], key=keys[0]["key"])

    def _note(self, kind: Warn, node: nodes.Element, **words: str) -> None:
        noted.note_problem(self.env, kind, noted.place_of(self.env, node), **words)


def _text(item: Item) -> str:
    return plain_text(item.node) or item.node.pformat()  # an image, say
