"""What stands where `extends` stands: whom a page builds on, and what follows from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.choose.inherited import Again, noted
from sphinx_roles.choose.quotes import Link
from sphinx_roles.handbook.names import anchor
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import (
    area_label,
    details,
    enumeration,
    expand_all,
    group_heading,
    led,
    origin_note,
    override_words,
    part_label,
    sentence,
    smaller,
    unsearched,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.choose.inherited import Inherited, Note
    from sphinx_roles.choose.page import Override
    from sphinx_roles.choose.quotes import Item
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
    again
        Holder → what books and paper do not show again.
    """

    def __init__(
        self,
        sheet: Sheet,
        facts: Mapping[str, Mapping[str, str]],
        again: Mapping[str, Again],
    ) -> None:
        self._sheet = sheet
        self._facts = facts
        self._has_controls = False
        self._again = again

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
        is_count = is_browser and shows == "link"
        has_list = inherited is not None and bool(inherited.groups) and not is_count
        if has_list and is_browser and not self._has_controls:
            self._has_controls = True  # once on a page
            yield from unsearched([nodes.container("", expand_all())])
        again = self._again.get(holder, Again()) if has_list else Again()
        if bases:
            yield from self._builds_on(bases, again)
        if inherited is None:
            return
        if inherited.nothing_more_than:
            same = [self._sheet.link(inherited.nothing_more_than)]
            yield self._line(_("Nothing more is expected here than of {holders}."), same)
        if inherited.left_out:
            yield self._line(_("Left out here:"), [])
            transplant = self._transplant(holder, "without")
            items = [self._item(item, transplant) for item in inherited.left_out]
            yield from unsearched([nodes.bullet_list("", *items, classes=["roles-list"])])
            yield from transplant.footnotes()
        if not inherited.groups:
            return
        new = _("New or changed here") if is_followed else ""
        if is_count:
            yield nodes.paragraph("", "", *self._count(inherited), classes=["roles-inherited"])
        elif is_browser:
            summary = "".join(node.astext() for node in self._count(inherited))
            around = unsearched([nodes.container("", *self._blocks(holder, inherited, again))])
            yield from details("roles-inherited", summary, around, new, is_open=shows == "open")
        else:
            blocks = self._blocks(holder, inherited, again)
            yield from blocks
            if new and (blocks or again.of):
                yield nodes.rubric("", new, classes=["roles-group"])

    def _builds_on(self, bases: Sequence[Link], again: Again) -> Iterator[nodes.Node]:
        """The line, and in books and on paper one that names whose list is not shown again."""
        is_browser = self._sheet.is_browser
        line = self._line(_("Builds on {holders}."), self._sheet.links(bases))
        if is_browser and set(again.of).issuperset(bases):
            line["classes"].append("roles-again")  # on paper the line below says it
        yield line
        if again.of:
            text = _("All that this page lists for {holders} is expected here, too.")
            line = self._line(text, self._sheet.links(again.of))
            if is_browser:
                line["classes"] = ["roles-paper"]
            yield line

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

    def _blocks(self, holder: str, inherited: Inherited, again: Again) -> list[nodes.Node]:
        slots = self._sheet.slots
        if slots is not None and all(group.is_plain for group in inherited.groups):
            comment = slots.inherit(holder, inherited, again)
            return [nodes.raw("", comment, format="html")]
        return self._parts(holder, inherited, again)

    def _parts(self, holder: str, inherited: Inherited, again: Again) -> list[nodes.Node]:
        """Lists of what is inherited.

        What a page has shown before is not shown again in a book, nor on paper, where the
        stylesheet hides it.
        """
        is_browser = self._sheet.is_browser
        transplant = self._transplant(holder, "inherited")
        blocks: list[nodes.Node] = []

        def add(block: nodes.Element, items: Iterable[Item]) -> None:
            if not again.items.issuperset(items):
                blocks.append(block)
            elif is_browser:
                block["classes"].append("roles-again")
                blocks.append(block)

        for part in noted(inherited.groups, () if is_browser else again.items):
            heading = [nodes.Text(part_label(part.part))]
            note = self._note(part.note)
            add(group_heading(heading, note, is_browser=is_browser), part.items)
            for group, of_area, notes in part.groups:
                if group.area:
                    add(area_label(group.area, self._note(of_area)), group.items)
                listed = nodes.bullet_list(classes=["roles-list"])
                is_all_again = again.items.issuperset(group.items)
                for item, of_item in zip(group.items, notes, strict=True):
                    if item in again.items and not is_browser:
                        continue
                    copy = self._item(item, transplant, self._note(of_item))
                    if is_browser:  # a place to link to, opened by the link
                        copy["ids"] = [anchor(*holder.split("/"), item.name)]
                    if item in again.items and not is_all_again:
                        copy["classes"].append("roles-again")
                    listed += copy
                add(listed, group.items)
        return [*blocks, *transplant.footnotes()]

    def _item(
        self, item: Item, transplant: Transplant, note: Sequence[nodes.Node] = ()
    ) -> nodes.list_item:
        (copy,) = self._sheet.copy(item, transplant, [self._sheet.original(item)])
        assert isinstance(copy, nodes.list_item)
        if note:
            first = next(iter(copy.children), None)
            if isinstance(first, nodes.paragraph):
                first.extend(note)
            else:
                copy += nodes.paragraph("", "", *note[1:])
        return copy

    def _note(self, note: Note | None) -> list[nodes.Node]:
        if note is None:
            return []
        origin = note.origin
        holder = self._sheet.link(origin) if note.is_first else nodes.Text(origin.title)
        return origin_note(holder, is_browser=self._sheet.is_browser)

    def _transplant(self, name: str, what: str) -> Transplant:
        return self._sheet.transplant(
            f"{anchor(*name.split('/'))}.{what}", self._facts.get(name, {})
        )


def earlier_wording(
    sheet: Sheet, override: Override, transplant: Transplant
) -> Iterable[nodes.Node]:
    """What an expectation overrides: the wording; in books, where the same page says it."""
    base = sheet.link(override.base)
    if sheet.is_browser:
        says = sentence(_("{label}:"), label=[base])
        words: list[nodes.Node] = [nodes.inline("", "", *says, classes=["roles-says"])]
        words.append(nodes.Text(" "))
    elif override.is_here:
        item = override.earlier
        base = sheet.link(Link(override.base.title, item.docname, item.anchor))
        words = [*override_words(override.is_raised, [base]), nodes.Text(".")]
        blocks: list[nodes.Node] = [nodes.paragraph("", "", *words, classes=["roles-earlier"])]
        return smaller(blocks) if sheet.is_paper else blocks
    else:
        words = [*override_words(override.is_raised, [base]), nodes.Text(": ")]
    first, *rest = led(words, sheet.copy_contents(override.earlier, transplant))
    assert isinstance(first, nodes.paragraph)
    first["classes"] = ["roles-earlier"]
    blocks = [first, *rest, *transplant.footnotes()]
    if sheet.is_browser:
        words = override_words(override.is_raised, [nodes.Text(override.base.title)])
        summary = "".join(node.astext() for node in words)
        name = "roles-override roles-stated" if override.is_here else "roles-override"
        return details(name, summary, unsearched(blocks), is_open=False)
    return smaller(blocks) if sheet.is_paper else blocks
