"""`roles:compare` as nodes: a list for each kind of difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.choose.views.compare import Change
from sphinx_roles.handbook.records import RESPONSIBILITIES
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import area_label, details, part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.views.compare import Compare, Part
    from sphinx_roles.show.drawing import Drawing


def draw_compare(drawing: Drawing, compare: Compare) -> Iterator[nodes.Node]:
    """What differs, in full; what does not, folded where that is possible."""
    words = sentence(
        _("{later} compared with {earlier}:"),
        later=[drawing.link(compare.later)],
        earlier=[drawing.link(compare.earlier)],
    )
    yield nodes.paragraph("", "", *words)
    differences = (
        (_("Adds"), compare.adds),
        (_("Raises"), compare.raises),
        (_("Words differently"), compare.rewords),
        (_("Drops"), compare.drops),
    )
    for heading, parts in differences:
        for part in parts:
            yield drawing.heading(_of_part(heading, part))
            yield _entries(drawing, compare, part)
    if not any(parts for _heading, parts in differences):
        yield nodes.paragraph("", _("Nothing differs."))
    if not drawing.is_browser:
        for part in compare.keeps:
            yield drawing.heading(_of_part(_("Keeps"), part))
            yield _entries(drawing, compare, part)
    elif compare.keeps:
        blocks: list[nodes.Node] = []
        for part in compare.keeps:
            blocks += [drawing.heading(part_label(part.part)), _entries(drawing, compare, part)]
        count = str(sum(len(part.entries) for part in compare.keeps))
        summary = _("Keeps: {count}").format(count=count)
        yield from details("roles-inherited roles-keeps", summary, blocks, is_open=False)


def _of_part(change: str, part: Part) -> str:
    """`Adds`, or `Adds: Requirements` for another part than the usual one."""
    if part.part == RESPONSIBILITIES:
        return change
    return _("{change}: {part}").format(change=change, part=part_label(part.part))


def _entries(drawing: Drawing, compare: Compare, part: Part) -> nodes.bullet_list:
    items = nodes.bullet_list(classes=["roles-list"])
    for entry in part.entries:
        if isinstance(entry, Change):
            items += nodes.list_item("", *_change(drawing, compare, entry))
        else:
            items += nodes.list_item("", *drawing.quote(entry))
    return items


def _change(drawing: Drawing, compare: Compare, change: Change) -> Iterator[nodes.Node]:
    yield area_label(change.label)
    wordings = nodes.definition_list(classes=["roles-wordings"])
    both = drawing.quote_change(change.earlier, change.later)
    said = ((compare.earlier, change.earlier), (compare.later, change.later))
    for (holder, quoted), blocks in zip(said, both, strict=True):
        term = nodes.term("", "", drawing.link_to(quoted, holder.title))
        wordings += nodes.definition_list_item("", term, nodes.definition("", *blocks))
    yield wordings
