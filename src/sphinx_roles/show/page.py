"""What one page shows of the handbook, as standard docutils nodes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_roles.doctree.markers import ITEM, marker, this_fact, view
from sphinx_roles.doctree.walk import parents, pick
from sphinx_roles.handbook.names import anchor
from sphinx_roles.i18n import _
from sphinx_roles.show.all_views import draw
from sphinx_roles.show.level import count_by_origin, level_facts
from sphinx_roles.show.pieces import (
    anchor_inside,
    area_label,
    details,
    expand_all,
    group_heading,
    led,
    part_label,
    sentence,
    smaller,
    unsearched,
)
from sphinx_roles.show.sheet import Sheet
from sphinx_roles.show.slots import item_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.choose.page import Group, Inherited, Page, Raised, Sentence
    from sphinx_roles.choose.quotes import Item
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Setting
    from sphinx_roles.show.slots import Slots


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
        self.levels = dict(shown.levels)
        self.sentences = dict(shown.sentences)
        self.inherited = dict(shown.inherited)
        self.raised = dict(shown.raised)
        self.views = shown.views
        self.intro_views = dict(shown.intro_views)
        self._has_controls = False

    def show(self, node: nodes.Element) -> None:
        """Put standard nodes in the place of one of ours."""
        if isinstance(node, this_fact):
            text = self.facts.get(node["holder"], {}).get(node["fact"], node.astext())
            node.replace_self(nodes.Text(text))
        elif isinstance(node, marker):
            node.parent.replace(node, list(self._marker(node)))
        elif isinstance(node, view):
            self._view(node, self.views)
        else:
            self._own(node)

    def _marker(self, mark: marker) -> Iterator[nodes.Node]:
        holder = mark.get("holder", "")
        holders = self.handbook.holders
        if holder not in holders or not self._is_resolved(mark, holder):
            return
        if mark["kind"] == "role":
            if self.is_paper:
                yield anchor_inside(mark.parent, holders[holder].anchor)
            yield from self._intro(holder)
        elif mark["kind"] == "level":
            yield from level_facts(self, self.levels[holder])
        elif holder in self.sentences:
            sentences = self.sentences[holder]
            sentence = sentences[mark["index"]]
            is_last = mark["index"] == len(sentences) - 1
            inherited = self.inherited[holder] if is_last else None
            added = self._added(mark, holder) if inherited and inherited.groups else ""
            yield from self._extends(holder, sentence, inherited, added)
            if added and not self.is_browser:
                yield nodes.rubric("", added, classes=["roles-group"])

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

    def _view(self, node: view, views: Sequence[tuple[Any, ...]], *around: str) -> None:
        identifier = anchor(*around, node["anchor"])
        shown = views[node["number"]]
        is_in_table = any(isinstance(outer, nodes.entry) for outer in parents(node))
        drawn = draw(self, node["kind"], identifier, shown, is_in_table=is_in_table)
        node.parent.replace(node, drawn)

    def _extends(
        self, holder: str, said: Sentence | None, inherited: Inherited | None, added: str
    ) -> Iterator[nodes.Node]:
        is_link = self.is_browser and self.setting.config.inherited == "link"
        if inherited is not None and inherited.groups and self.is_browser and not is_link:
            yield from self._controls()
        if said is not None:
            words = sentence(
                _("{holder} extends {bases}."),
                holder=[nodes.Text(said.holder.title)],
                bases=self.links(said.bases),
            )
            yield nodes.paragraph("", "", *words, classes=["roles-extends"])
        if inherited is None:
            return
        if inherited.adds_nothing_to:
            words = sentence(
                _("{holder} adds nothing to {bases}."),
                holder=[nodes.Text(self.handbook.holders[holder].title)],
                bases=self.links(inherited.adds_nothing_to),
            )
            yield nodes.paragraph("", "", *words, classes=["roles-extends"])
        if not inherited.groups:
            return
        if is_link:
            count = count_by_origin(inherited.groups, self.link)
            yield nodes.paragraph("", "", *count, classes=["roles-inherited"])
            return
        if self.slots is not None and all(group.is_plain for group in inherited.groups):
            comment = self.slots.inherit(holder, inherited)
            blocks: list[nodes.Node] = [nodes.raw("", comment, format="html")]
        else:
            blocks = self._groups(holder, inherited.groups)
        if self.is_browser:
            count = count_by_origin(inherited.groups, lambda link: nodes.Text(link.title))
            summary = "".join(node.astext() for node in count)
            is_open = self.setting.config.inherited == "open"
            around = unsearched([nodes.container("", *blocks)])
            blocks = details("roles-inherited", summary, around, added, is_open=is_open)
        yield from blocks

    def _added(self, mark: marker, holder: str) -> str:
        """A heading where the holder's own list would seem to go on with what is inherited."""
        following = mark.next_node(descend=False, siblings=True)
        if following is None or isinstance(following, nodes.section):
            return ""
        return _("Added by {holder}").format(holder=self.handbook.holders[holder].title)

    def _controls(self) -> Iterator[nodes.Node]:
        """Once a page, a button that stays hidden without its script."""
        if not self._has_controls:
            self._has_controls = True
            yield from unsearched([nodes.container("", expand_all())])

    def _groups(self, holder: str, groups: Sequence[Group]) -> list[nodes.Node]:
        transplant = self._transplant(holder, "inherited")
        blocks: list[nodes.Node] = []
        for (part, origin), areas in groupby(groups, key=lambda g: (g.part, g.origin)):
            words = sentence(
                _("{part} from {holder}"),
                part=[nodes.Text(part_label(part))],
                holder=[self.link(origin)],
            )
            blocks.append(group_heading(words, is_browser=self.is_browser))
            for group in areas:
                if group.area:
                    blocks.append(area_label(group.area))
                items = [self._inherited_item(holder, item, transplant) for item in group.items]
                blocks.append(nodes.bullet_list("", *items, classes=["roles-list"]))
        blocks.extend(transplant.footnotes())
        return blocks

    def _inherited_item(self, holder: str, item: Item, transplant: Transplant) -> nodes.list_item:
        (copy,) = self.copy(item, transplant, [self.original(item)])
        assert isinstance(copy, nodes.list_item)
        if self.is_browser:  # a place to link to, opened by the link
            copy["ids"] = [anchor(*holder.split("/"), item.name)]
        return copy

    def _own(self, node: nodes.Element) -> None:
        """An expectation where it stands: its permalink, and what it raises."""
        identifier = node.attributes.pop(ITEM)
        if self.builder.format != "html":  # writers of other formats look at targets only
            node["ids"].remove(identifier)
            first = node.children[0] if node.children else node
            inside = first if isinstance(first, nodes.paragraph) else node
            inside.insert(0, nodes.target("", "", ids=[identifier]))
        if self.is_browser:
            start, end = item_marks(identifier)
            node.insert(0, start)
            node.append(end)
        raised = self.raised.get(identifier)
        if raised is None:
            return
        if self.slots is not None and raised.earlier.is_plain:
            self.slots.raised[identifier] = raised
        else:
            node.extend(self._raises(identifier, raised))

    def _raises(self, identifier: str, raised: Raised) -> Iterable[nodes.Node]:
        transplant = self._transplant(identifier, "raised")
        text = _("Earlier, for {holder}: ") if self.is_browser else _("Raises {holder}\u2019s: ")
        words = sentence(text, holder=[self.link(raised.base)])
        says, *rest = led(words, self.copy_contents(raised.earlier, transplant))
        assert isinstance(says, nodes.paragraph)
        says["classes"] = ["roles-earlier"]
        blocks = [says, *rest, *transplant.footnotes()]
        if self.is_browser:
            summary = _("Raises {holder}\u2019s").format(holder=raised.base.title)
            unsearched(blocks)
            return details("roles-raises", summary, blocks, is_open=False)
        return smaller(blocks) if self.is_paper else blocks

    def _transplant(self, name: str, what: str) -> Transplant:
        return self.transplant(f"{anchor(*name.split('/'))}.{what}", self.facts.get(name, {}))
