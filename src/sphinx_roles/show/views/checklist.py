"""`roles:checklist` as nodes: in a browser tables and a button, elsewhere lists.

The buttons stay hidden without their script, `sphinx-roles-checklist.js`, which reads the
Markdown and the CSV off the tables.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show import tables
from sphinx_roles.show.pieces import part_label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.views.checklist import Checklist, Entry, Group
    from sphinx_roles.show.drawing import Drawing

BUTTON = '<div class="roles-copy" hidden'
"""Starts what needs the script."""


def draw_checklist(drawing: Drawing, checklist: Checklist) -> Iterator[nodes.Node]:
    """What is expected, and room to write beside it."""
    about = sentence(
        _(
            "What is expected of {holder}, as material for a conversation: note examples, "
            "questions and what would help. It is not a score."
        ),
        holder=[drawing.link(checklist.holder)],
    )
    yield nodes.paragraph("", "", *about)
    if drawing.is_browser:
        yield _buttons(checklist, "".join(node.astext() for node in about))
    for number, group in enumerate(checklist.groups, start=1):
        if drawing.is_browser:
            yield _table(drawing, checklist, group, drawing.identifier(str(number)))
        else:
            yield drawing.heading(_label(group))
            items = (_item(drawing, checklist, entry) for entry in group.entries)
            yield nodes.bullet_list("", *items, classes=["roles-list"])


def _label(group: Group) -> str:
    label = part_label(group.part)
    return _("{part}: {area}").format(part=label, area=group.area) if group.area else label


def _columns(checklist: Checklist) -> tuple[str, ...]:
    """What there is room for beside each expectation."""
    return checklist.columns or (_("Notes"),)


def _scale(checklist: Checklist) -> str:
    return " ".join(f"\N{BALLOT BOX}\N{NO-BREAK SPACE}{word}" for word in checklist.scale)


def _table(drawing: Drawing, checklist: Checklist, group: Group, identifier: str) -> nodes.table:
    names = [*([_("Scale")] if checklist.scale else []), *_columns(checklist)]
    head = [tables.cell(name) for name in (_("Expectation"), *names)]
    scale = _scale(checklist)
    rows = (
        [
            nodes.entry("", *_entry(drawing, entry), classes=["roles-said"]),
            *([tables.cell(scale)] if scale else []),
            *(nodes.entry("", classes=["roles-room"]) for _column in _columns(checklist)),
        ]
        for entry in group.entries
    )
    said = 60 if len(names) == 1 else 40
    widths = (said, *[(100 - said) // len(names)] * len(names))
    table = tables.table(head, rows, widths=widths)
    table.insert(0, nodes.title("", _label(group)))
    table["ids"] = [identifier]  # writers ask for it, to number the table
    return table


def _entry(drawing: Drawing, entry: Entry) -> list[nodes.Node]:
    place = nodes.paragraph("", "", drawing.link(entry.place), classes=["roles-place"])
    return [*drawing.quote(entry.quoted), place]


def _item(drawing: Drawing, checklist: Checklist, entry: Entry) -> nodes.list_item:
    room = nodes.line_block()
    if checklist.scale:
        room += nodes.line("", _scale(checklist))
    for name in _columns(checklist):
        room += nodes.line("", _("{label}:").format(label=name))
        room.extend(nodes.line("", "\N{NO-BREAK SPACE}") for _line in range(2))
    return nodes.list_item("", *_entry(drawing, entry), room)


def _buttons(checklist: Checklist, about: str) -> nodes.raw:
    title = checklist.holder.title
    room = [_("{label}:").format(label=name) for name in _columns(checklist)]
    words = {
        "start": f"# {title}\n\n{about}",
        "notes": "".join(f"\n  - {line}" for line in filter(None, (_scale(checklist), *room))),
        "copied": _("Copied"),
        "part": _("Part"),
        "file": f"{title}.csv",
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    labels = (_("Copy as Markdown"), _("Save as CSV"))
    buttons = " ".join(f'<button type="button">{escape(label)}</button>' for label in labels)
    return nodes.raw(
        "", f'{BUTTON}{data}>{buttons} <span role="status"></span></div>', format="html"
    )
