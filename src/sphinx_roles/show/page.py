"""What one page shows of the handbook, as standard docutils nodes.

Belongs here: the wording and the nodes of what `choose.page` says. Does not belong here:
finding the markers in a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_roles.choose.inherited import shown_again
from sphinx_roles.doctree.markers import CELLS, ITEM, marker, this_fact, view
from sphinx_roles.doctree.this_text import read_fact
from sphinx_roles.doctree.walk import parents, pick
from sphinx_roles.handbook.names import anchor
from sphinx_roles.i18n import _
from sphinx_roles.show.columns import described, prepare_table, scroll, table_facts
from sphinx_roles.show.facts import level_facts, role_facts
from sphinx_roles.show.inherited import InheritedBlocks, earlier_wording
from sphinx_roles.show.pieces import (
    anchor_inside,
    group_heading,
    unsearched,
)
from sphinx_roles.show.sheet import Sheet
from sphinx_roles.show.views.levels import levels_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.page import Page
    from sphinx_roles.choose.views.levels import Rung
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Setting
    from sphinx_roles.show.slots import Slots


LEVELS = "roles-levels"
"""The class of a list of levels that a role page shows of its own accord."""


class PageSheet(Sheet):
    """Shows what one document shows of the handbook."""

    def __init__(
        self,
        setting: Setting,
        docname: str,
        document: nodes.Element,
        slots: Slots | None,
        shown: Page,
    ) -> None:
        super().__init__(setting, docname, document, slots)
        self.intros = dict(shown.intros)
        self.facts = {name: dict(facts) for name, facts in shown.facts}
        self.roles = dict(shown.roles)
        self.levels = dict(shown.levels)
        self.bases = dict(shown.bases)
        self.inherited = dict(shown.inherited)
        self.overrides = dict(shown.overrides)
        self.tables = shown.tables
        self.described = dict(shown.described)
        self.chained = shown.chained
        self.views = shown.views
        self.intro_views = dict(shown.intro_views)
        is_once = setting.config.inherited_book == "once"
        self._is_once = is_once
        again = shown_again(docname, shown.inherited) if is_once else {}
        self._inherited_blocks = InheritedBlocks(self, self.facts, again)

    def show(self, node: nodes.Element) -> None:
        """Put standard nodes in the place of one of ours."""
        if isinstance(node, this_fact):
            text = read_fact(self.facts.get(node["holder"], {}), node["fact"])
            node.replace_self(nodes.Text(text or node.astext()))
        elif isinstance(node, marker):
            node.parent.replace(node, list(self._marker(node)))
        elif isinstance(node, view):
            self._view(node, self.views)
        else:
            self._own(node)

    def _marker(self, mark: marker) -> Iterator[nodes.Node]:
        if mark["kind"] == "levels":
            yield from self._table(mark)
            return
        holder = mark.get("holder", "")
        holders = self.handbook.holders
        if holder not in holders or not self._is_resolved(mark, holder):
            return
        if mark["kind"] == "role":
            if self.is_paper:
                yield anchor_inside(mark.parent, holders[holder].anchor)
            yield from role_facts(self, self.roles[holder])
            yield from self._intro(holder)
            yield from self._described(holder)
            if self.roles[holder].levels:
                self._list_levels(mark, self.roles[holder].levels)
        elif mark["kind"] == "level":
            if self.is_paper and holders[holder].is_elsewhere:
                yield anchor_inside(mark.parent, holders[holder].anchor)
            yield from level_facts(self, self.levels[holder], holders[holder].anchor)
            if holder in self.intros:
                yield from self._intro(holder)
            if holder in self.chained:
                yield from self._chained(holder)
            yield from self._described(holder)
        elif holder in self.bases:
            index, bases = mark["index"], self.bases[holder]
            is_last = index == len(bases) - 1
            inherited = self.inherited[holder] if is_last else None
            following = mark.next_node(descend=False, siblings=True)
            is_followed = isinstance(following, nodes.Element) and not (
                isinstance(following, nodes.section) or LEVELS in following["classes"]
            )
            yield from self._inherited_blocks.extends(
                holder, bases[index], inherited, is_followed=is_followed
            )

    def _is_resolved(self, mark: marker, holder: str) -> bool:
        """Whether the holder is the one marked here, not another one of the same name."""
        record = self.handbook.holders[holder]
        if mark["kind"] == "extends":
            return record.docname == self.docname
        return record.docname == self.docname and record.record.place.line == (mark.line or 0)

    # -- the blocks

    def _intro(self, role: str) -> Iterator[nodes.Node]:
        docname = self.intros[role]
        if docname is not None:
            transplant = self._transplant(role, "intro")
            origin = self.setting.origins.intro(docname)
            copied = transplant.copy(origin.body(), origin.footnotes, docname)
            copies = nodes.Element("", *copied)
            for inside in pick(copies, view)[0]:
                self._view(inside, self.intro_views[role], role)
            blocks = [*copies.children, *transplant.footnotes()]
            if self.is_browser:
                unsearched(blocks)
            yield from blocks

    def _table(self, mark: marker) -> Iterator[nodes.Node]:
        number = mark.get("number")
        if number is not None and number < len(self.tables):
            yield from table_facts(self, self.tables[number])
        siblings = mark.parent.children[mark.parent.index(mark) :]
        table = next((node for node in siblings if isinstance(node, nodes.table)), None)
        if table is not None:
            prepare_table(table, is_html=self.builder.format == "html")
            if self.is_browser:
                start, end = scroll(len(table.next_node(nodes.row) or ()))
                mark.parent.insert(mark.parent.index(table) + 1, end)
                yield start

    def _described(self, holder: str) -> Iterator[nodes.Node]:
        if holder in self.described:
            yield from described(self, self.described[holder], self._transplant(holder, "table"))

    def _chained(self, holder: str) -> Iterator[nodes.Node]:
        """What a level with a section inherits by its place in a table."""
        bases = self.bases[holder]
        inherited = self.inherited[holder] if len(bases) == 1 else None
        yield from self._inherited_blocks.extends(holder, bases[0], inherited, is_followed=True)

    def _list_levels(self, mark: marker, rungs: Sequence[Rung]) -> None:
        """List levels that have pages of their own where sections of levels would stand."""
        section = mark.parent
        own = (
            inner.parent
            for inner in section.findall(marker)
            if inner["kind"] == "level" and inner["docname"] == mark["docname"]
        )
        below = (child for child in section.children if isinstance(child, nodes.section))
        before = next(own, None) or next(below, None)
        around = section if before is None else before.parent
        blocks: list[nodes.Element] = [levels_list(self, rungs)]
        if around is section:
            heading = [nodes.Text(_("Levels"))]
            blocks.insert(0, group_heading(heading, is_browser=self.is_browser))
        for block in blocks:
            block["classes"].append(LEVELS)
        index = len(around) if before is None else around.index(before)
        around[index:index] = unsearched([*blocks])

    def _view(self, node: view, views: Sequence[tuple[Any, ...]], *around: str) -> None:
        from sphinx_roles.show.all_views import draw  # noqa: PLC0415 - only where there are views

        identifier = anchor(*around, node["anchor"])
        shown = views[node["number"]]
        is_in_table = any(isinstance(outer, nodes.entry) for outer in parents(node))
        drawn = draw(self, node["kind"], identifier, shown, is_in_table=is_in_table)
        node.parent.replace(node, drawn)

    def _own(self, node: nodes.Element) -> None:
        """An expectation where it stands: its permalink, and what it overrides."""
        identifier = node[ITEM]
        is_row = node.attributes.pop(CELLS, None) is not None
        if self.builder.format != "html":  # writers of other formats look at targets only
            node["ids"].remove(identifier)
            first = node.children[0] if node.children else node
            inside = first if isinstance(first, nodes.paragraph) else node
            inside.insert(0, nodes.target("", "", ids=[identifier]))
        if not self.is_browser:  # for a browser, the HTML is finished where this attribute is
            del node[ITEM]
        override = None if is_row else self.overrides.get(identifier)
        is_cell = isinstance(node, nodes.entry)
        if override is None or (is_cell and override.earlier.docname == self.docname):
            return  # a table says it beside
        if not self._is_once:
            override = override._replace(is_here=False)
        if self.slots is not None and override.earlier.is_plain:
            self.slots.overrides[identifier] = override
        else:
            transplant = self._transplant(identifier, "earlier")
            node.extend(earlier_wording(self, override, transplant))

    def _transplant(self, name: str, what: str) -> Transplant:
        return self.transplant(f"{anchor(*name.split('/'))}.{what}", self.facts.get(name, {}))
