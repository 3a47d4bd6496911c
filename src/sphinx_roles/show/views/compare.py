"""`roles:compare` as nodes: a list for each kind of difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.choose.differences import Change
from sphinx_roles.handbook.names import key_label
from sphinx_roles.handbook.records import RESPONSIBILITIES
from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import area_label, details, part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.differences import Differences, Group
    from sphinx_roles.choose.views.compare import Compare
    from sphinx_roles.show.drawing import Drawing


def draw_compare(drawing: Drawing, compare: Compare) -> Iterator[nodes.Node]:
    """What differs, in full; what does not, folded where that is possible."""
    words = sentence(
        _("{later} compared with {earlier}:"),
        later=[drawing.link(compare.later)],
        earlier=[drawing.link(compare.earlier)],
    )
    yield nodes.paragraph("", "", *words)
    differences = compare.differences
    yield from draw_differences(drawing, differences)
    if not any(differences[:-1]):
        yield nodes.paragraph("", _("Nothing differs."))
    if not drawing.is_browser:
        yield from _groups(drawing, differences.keeps, _("Keeps"))
    elif differences.keeps:
        count = str(sum(len(group.entries) for group in differences.keeps))
        summary = _("Keeps: {count}").format(count=count)
        blocks = _groups(drawing, differences.keeps)
        yield from details("roles-inherited roles-keeps", summary, blocks, is_open=False)


def draw_differences(drawing: Drawing, differences: Differences) -> Iterator[nodes.Node]:
    """What is added, raised, worded differently and dropped."""
    yield from _groups(drawing, differences.adds, _("Adds"))
    yield from _groups(drawing, differences.raises, _("Raises"))
    yield from _groups(drawing, differences.rewords, _("Words differently"))
    yield from _groups(drawing, differences.drops, _("Drops"))


def _groups(drawing: Drawing, groups: Iterable[Group], change: str = "") -> Iterator[nodes.Node]:
    """Lists with a heading for each part, and a smaller one for each area."""
    part = None
    for group in groups:
        if group.part != part:
            part = group.part
            yield drawing.heading(_of_part(change, part))
        if group.area:
            yield area_label(group.area)
        yield _entries(drawing, group)


def _of_part(change: str, part: str) -> str:
    """`Adds`, or `Adds: Requirements` for another part than the usual one."""
    if not change:
        return part_label(part)
    if part == RESPONSIBILITIES:
        return change
    return _("{change}: {part}").format(change=change, part=part_label(part))


def _entries(drawing: Drawing, group: Group) -> nodes.bullet_list:
    items = nodes.bullet_list(classes=["roles-list"])
    for entry in group.entries:
        if isinstance(entry, Change):
            items += nodes.list_item("", *_change(drawing, entry))
        else:
            items += nodes.list_item("", *drawing.quote(entry))
    return items


def _change(drawing: Drawing, change: Change) -> Iterator[nodes.Node]:
    """The wording that holds, and the one that it stands for."""
    earlier, later = drawing.quote_change(change.earlier, change.later)
    label = key_label(change.key, drawing.sheet.setting.config.keys)
    name = nodes.strong("", "", drawing.link_to(change.later, label))
    yield nodes.paragraph("", "", name, classes=["roles-area"])
    yield from later
    term = nodes.term("", "", drawing.link_to(change.earlier, _("Instead of")))
    item = nodes.definition_list_item("", term, nodes.definition("", *earlier))
    yield nodes.definition_list("", item, classes=["roles-wordings"])
