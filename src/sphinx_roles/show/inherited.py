"""What stands where `extends` stands: whom a page builds on, and what follows from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.handbook.names import anchor
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import (
    area_label,
    details,
    enumeration,
    expand_all,
    group_heading,
    part_label,
    sentence,
    unsearched,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_roles.choose.page import Group, Inherited
    from sphinx_roles.choose.quotes import Item, Link
    from sphinx_roles.doctree.transplant import Transplant
    from sphinx_roles.show.sheet import Sheet


class InheritedBlocks:
    """The blocks of one page.

    Parameters
    ----------
    sheet
        The page.
    facts
        Holder → what `this` reads there.
    """

    def __init__(self, sheet: Sheet, facts: Mapping[str, Mapping[str, str]]) -> None:
        self._sheet = sheet
        self._facts = facts
        self._has_controls = False
        self._told: set[tuple[str, str]] = set()
        """Document and anchor of what a book has said on this page."""

    def extends(
        self,
        holder: str,
        bases: Sequence[Link],
        inherited: Inherited | None,
        *,
        is_followed: bool,
    ) -> Iterator[nodes.Node]:
        """The line, and below a holder's last `extends` what it inherits.

        Parameters
        ----------
        is_followed
            Whether blocks of the holder follow, which must not seem to be inherited.
        """
        is_browser, shows = self._sheet.is_browser, self._sheet.setting.config.inherited
        is_folded = is_browser and shows != "link"
        if inherited and inherited.groups and is_folded and not self._has_controls:
            self._has_controls = True  # once on a page
            yield from unsearched([nodes.container("", expand_all())])
        if bases:
            yield self._line(_("Builds on {holders}."), self._sheet.links(bases))
        if inherited is None:
            return
        if inherited.nothing_more_than:
            same = [self._sheet.link(inherited.nothing_more_than)]
            yield self._line(_("Nothing more is expected here than of {holders}."), same)
        if inherited.left_out:
            yield self._line(_("Left out here:"), [])
            transplant = self._transplant(holder, "without")
            yield self._list(inherited.left_out, transplant, lambda _item: None)
            yield from transplant.footnotes()
        if not inherited.groups:
            return
        if is_browser and shows == "link":
            yield nodes.paragraph("", "", *self._count(inherited), classes=["roles-inherited"])
        elif is_browser:
            summary = "".join(node.astext() for node in self._count(inherited))
            around = unsearched([nodes.container("", *self._blocks(holder, inherited))])
            yield from details("roles-inherited", summary, around, is_open=shows == "open")
        else:
            groups: Sequence[Group] = inherited.groups
            if self._sheet.setting.config.inherited_book == "once":
                if inherited.above:
                    text = _("All that is listed above for {holders} is expected here, too.")
                    yield self._line(text, self._sheet.links(inherited.above))
                groups = self._new(groups)
            yield from self._groups(holder, groups)
            if groups and is_followed:
                yield nodes.rubric("", _("New here"), classes=["roles-group"])

    def _line(self, text: str, holders: Sequence[nodes.Node]) -> nodes.paragraph:
        return nodes.paragraph("", "", *sentence(text, holders=holders), classes=["roles-extends"])

    def _count(self, inherited: Inherited) -> list[nodes.Node]:
        """`Also expected: 8 from Backend Engineer and 3 from Every Engineer`."""
        is_link = self._sheet.setting.config.inherited == "link"
        counts = [
            sentence(
                _("{count} from {holder}"),
                count=[nodes.Text(str(count))],
                holder=[self._sheet.link(origin) if is_link else nodes.Text(origin.title)],
            )
            for origin, count in inherited.counts.values()
        ]
        return sentence(_("Also expected: {counts}"), counts=enumeration(counts))

    def _blocks(self, holder: str, inherited: Inherited) -> list[nodes.Node]:
        slots = self._sheet.slots
        if slots is not None and all(group.is_plain for group in inherited.groups):
            return [nodes.raw("", slots.inherit(holder, inherited), format="html")]
        return self._groups(holder, inherited.groups)

    def _new(self, groups: Sequence[Group]) -> list[Group]:
        """What the page has not said yet: neither itself nor in what it has shown of others."""
        found = []
        for group in groups:
            kept = []
            for item, origin in zip(group.items, group.origins, strict=True):
                place = (item.docname, item.anchor)
                if place not in self._told and item.docname != self._sheet.docname:
                    kept.append((item, origin))
                self._told.add(place)
            if kept:
                items, origins = zip(*kept, strict=True)
                found.append(group._replace(items=items, origins=origins))
        return found

    def _groups(self, holder: str, groups: Sequence[Group]) -> list[nodes.Node]:
        transplant = self._transplant(holder, "inherited")
        has_origins = len({origin.title for group in groups for origin in group.origins}) > 1
        blocks: list[nodes.Node] = []
        part = None
        for group in groups:
            heading = [nodes.Text(part_label(group.part))]
            if group.part != part:
                blocks.append(group_heading(heading, is_browser=self._sheet.is_browser))
            part = group.part
            if group.area:
                blocks.append(area_label(group.area))
            origins = dict(zip(group.items, group.origins, strict=True)) if has_origins else {}
            blocks.append(self._list(group.items, transplant, origins.get, holder))
        blocks.extend(transplant.footnotes())
        return blocks

    def _list(
        self,
        items: Sequence[Item],
        transplant: Transplant,
        origin_of: Callable[[Item], Link | None],
        holder: str = "",
    ) -> nodes.bullet_list:
        listed = nodes.bullet_list(classes=["roles-list"])
        for item in items:
            blocks = self._sheet.copy_contents(item, transplant)
            origin = origin_of(item)
            if origin is not None:
                blocks = self._with_origin(blocks, origin)
            copy = nodes.list_item("", *blocks)
            if self._sheet.is_browser and holder:  # a place to link to, opened by the link
                copy["ids"] = [anchor(*holder.split("/"), item.name)]
            listed += copy
        return listed

    def _with_origin(self, blocks: list[nodes.Node], origin: Link) -> list[nodes.Node]:
        words = sentence(_("from {holder}"), holder=[self._sheet.link(origin)])
        note = nodes.inline("", "", *words, classes=["roles-origin"])
        if blocks and isinstance(blocks[0], nodes.paragraph):
            blocks[0].extend([nodes.Text(" "), note])
            return blocks
        return [*blocks, nodes.paragraph("", "", note)]

    def _transplant(self, name: str, what: str) -> Transplant:
        return self._sheet.transplant(
            f"{anchor(*name.split('/'))}.{what}", self._facts.get(name, {})
        )
