"""`roles:changes` as nodes: a list for each role page and level, and one of whom it concerns."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.handbook.records import PARTS
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import details, enumeration, part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.change_lines import Fact, Line, Where
    from sphinx_roles.choose.changes import Entry, Group, Named, Reach, Section, Whom
    from sphinx_roles.choose.quotes import Link
    from sphinx_roles.choose.views.changes import Changes
    from sphinx_roles.data.text_changes import Piece
    from sphinx_roles.show.drawing import Drawing

FOLDED_FROM = 9
"""A list of so many names is folded in HTML."""


def draw_changes(drawing: Drawing, shown: Changes) -> Iterator[nodes.Node]:
    """First how much changed, then what, then for whom."""
    yield from _Sheet(drawing, dict(shown.links)).draw(shown)


class _Sheet:
    """The links of one view."""

    def __init__(self, drawing: Drawing, links: dict[str, Link]) -> None:
        self._drawing = drawing
        self._links = links

    def draw(self, shown: Changes) -> Iterator[nodes.Node]:
        """All of it."""
        drawing, report = self._drawing, shown.report
        if not report.changes:
            yield drawing.line(_("Nothing changed in what is expected."))
            return
        text = _("Changes: {changes}. Role pages and levels that they concern: {count}.")
        yield drawing.line(text, changes=str(report.changes), count=str(report.reach.total))
        for section in report.sections:
            yield drawing.heading("", self._named(section.holder))
            yield drawing.bullets(self._items(section), "roles-list")
        if report.whom:
            yield drawing.heading(_("For whom"))
            yield drawing.bullets(map(self._whom, report.whom), "roles-list")

    def _named(self, named: Named) -> nodes.Node:
        link = None if named.is_gone else self._links.get(named.name)
        return nodes.Text(named.title) if link is None else self._drawing.link(link)

    def _items(self, section: Section) -> Iterator[Iterable[nodes.Node]]:
        for number, fact in enumerate(section.facts):
            blocks = [self._drawing.line(_fact(fact), before=fact.before, after=fact.after)]
            is_last = number == len(section.facts) - 1
            reach = self._reach(section.reach) if is_last and section.reach.total else ()
            yield [*blocks, *reach]
        for entry in section.entries:
            yield self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[nodes.Node]:
        line = entry.line
        label = nodes.strong("", _("{label}:").format(label=_label(line.kind)))
        first, *others = line.texts
        yield nodes.paragraph("", "", label, nodes.Text(" "), *self._pieces(first))
        for text in others:
            yield nodes.paragraph("", "", *self._pieces(text))
        earlier = _wording(first, "added")
        if not self._drawing.is_browser and len(first) > 1 and earlier:
            yield self._drawing.line(_("Before: {wording}"), "roles-remark", wording=earlier)
        yield from self._notes(line)
        yield from self._reach(entry.reach)

    def _pieces(self, pieces: tuple[Piece, ...]) -> Iterator[nodes.Node]:
        """The wording now, or of what is gone; in a browser with both, changed words marked."""
        if len(pieces) == 1 or not self._drawing.is_browser:
            yield nodes.Text(_wording(pieces, "removed" if len(pieces) > 1 else ""))
            return
        tags = {"removed": "del", "added": "ins"}
        for number, piece in enumerate(pieces):
            if number:
                yield nodes.Text(" ")
            if piece.kind == "kept":
                yield nodes.Text(piece.text)
            else:
                tag = tags[piece.kind]
                html = f'<{tag} class="roles-changed">{escape(piece.text)}</{tag}>'
                yield nodes.raw("", html, format="html")

    def _notes(self, line: Line) -> Iterator[nodes.Node]:
        remark = "roles-remark"
        if line.kind == "raised":
            yield self._drawing.line(_("Raised from {holder}"), remark, holder=line.other)
        elif line.kind == "replaced":
            yield self._drawing.line(_("Replaces what {holder} says"), remark, holder=line.other)
        elif line.copy:
            yield self._drawing.line(_("{holder} says the same."), remark, holder=line.other)
        if line.was is not None and line.now is not None:
            words = {"before": _place(line.was), "after": _place(line.now)}
            yield self._drawing.line("{before} → {after}", remark, **words)
        if line.depths is not None:
            before, after = (depth or "-" for depth in line.depths)
            text = _("Depth: {before} → {after}")
            yield self._drawing.line(text, remark, before=before, after=after)

    def _reach(self, reach: Reach) -> Iterator[nodes.Node]:
        if not reach.total:
            text = _("Nothing else is expected of anybody.")
            yield self._drawing.line(text, "roles-remark")
        elif not reach.is_here_only:
            names = [entry for group in reach.groups for entry in self._group(group)]
            if self._drawing.is_browser and len(names) >= FOLDED_FROM:
                summary = _("For {count} role pages and levels").format(count=reach.total)
                block = nodes.paragraph("", "", *enumeration(names))
                yield from details("roles-heirs", summary, [block], is_open=False)
                return
            said = sentence(_("For {holders}."), holders=enumeration(names))
            yield nodes.paragraph("", "", *said, classes=["roles-remark"])

    def _group(self, group: Group) -> Iterator[list[nodes.Node]]:
        page = [self._named(group.page)]
        if group.has_all and group.has_page:
            yield sentence(_("{role} with all its levels"), role=page)
        elif group.has_all:
            yield sentence(_("all levels of {role}"), role=page)
        else:
            if group.has_page:
                yield page
            for level in group.levels:
                yield [self._named(level)]

    def _whom(self, whom: Whom) -> Iterator[nodes.Node]:
        names = enumeration([self._named(holder)] for holder in whom.holders)
        counts = (
            ("added", whom.added),
            ("removed", whom.removed),
            ("reworded", whom.reworded),
            ("moved", whom.moved),
        )
        said = [
            _("{label}: {count}").format(label=_label(kind), count=count)
            for kind, count in counts
            if count
        ]
        yield nodes.paragraph("", "", *names)
        line = nodes.paragraph("", ", ".join(said), classes=["roles-remark"])
        if whom.because:
            origins = enumeration([self._named(named)] for named in whom.because)
            line += nodes.Text(" \N{MIDDLE DOT} ")
            line.extend(sentence(_("because of {holders}"), holders=origins))
        yield line


def _wording(pieces: tuple[Piece, ...], without: str) -> str:
    return " ".join(piece.text for piece in pieces if piece.kind != without)


def _place(where: Where) -> str:
    label = part_label(where.part) if where.part in PARTS else where.part
    place = _("{part}: {area}").format(part=label, area=where.area) if where.area else label
    return f"{where.title}, {place}" if where.title else place


def _label(kind: str) -> str:
    return {
        "added": _("Added"),
        "removed": _("Removed"),
        "reworded": _("Reworded"),
        "deeper": _("Another depth"),
        "moved": _("Moved"),
        "raised": _("Raised"),
        "replaced": _("Replaced"),
        "renamed": _("Another address"),
    }[kind]


def _fact(fact: Fact) -> str:
    return {
        "page-added": _("New role page."),
        "page-removed": _("Removed role page."),
        "level-added": _("New level."),
        "level-removed": _("Removed level."),
        "renamed": _("Another address: {before} → {after}"),
        "retitled": _("Another title: {before} → {after}"),
        "regraded": _("Grade: {before} → {after}"),
        "track": _("Track: {before} → {after}"),
        "bases": _("Builds on: {before} → {after}"),
        "page-moved": _("Another page: {before} → {after}"),
        "levels-reordered": _("Another order of levels: {after}"),
    }[fact.kind]
