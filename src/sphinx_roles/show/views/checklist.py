"""`roles:checklist` as nodes: in a browser tables and a button, elsewhere lists.

The button stays hidden without its script, `sphinx-roles-checklist.js`, which reads the
Markdown that it copies off the tables.
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
        yield _button(checklist.holder.title, "".join(node.astext() for node in about))
    for number, group in enumerate(checklist.groups, start=1):
        if drawing.is_browser:
            yield _table(drawing, group, drawing.identifier(str(number)))
        else:
            yield drawing.heading(_label(group))
            items = (_item(drawing, entry) for entry in group.entries)
            yield nodes.bullet_list("", *items, classes=["roles-list"])


def _label(group: Group) -> str:
    label = part_label(group.part)
    return _("{part}: {area}").format(part=label, area=group.area) if group.area else label


def _table(drawing: Drawing, group: Group, identifier: str) -> nodes.table:
    head = [tables.cell(_("Expectation")), tables.cell(_("Notes"))]
    rows = (
        [nodes.entry("", *_entry(drawing, entry), classes=["roles-said"]), tables.cell()]
        for entry in group.entries
    )
    table = tables.table(head, rows, widths=(60, 40))
    table.insert(0, nodes.title("", _label(group)))
    table["ids"] = [identifier]  # writers ask for it, to number the table
    return table


def _entry(drawing: Drawing, entry: Entry) -> list[nodes.Node]:
    place = nodes.paragraph("", "", drawing.link(entry.place), classes=["roles-place"])
    return [*drawing.quote(entry.quoted), place]


def _item(drawing: Drawing, entry: Entry) -> nodes.list_item:
    room = nodes.line_block("", nodes.line("", _("Notes:")))
    room.extend(nodes.line("", "\N{NO-BREAK SPACE}") for _line in range(2))
    return nodes.list_item("", *_entry(drawing, entry), room)


def _button(title: str, about: str) -> nodes.raw:
    words = {
        "start": f"# {title}\n\n{about}",
        "notes": "\n  - " + _("Notes:"),
        "copied": _("Copied"),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    label = escape(_("Copy as Markdown"))
    button = f'<button type="button">{label}</button> <span role="status"></span>'
    return nodes.raw("", f"{BUTTON}{data}>{button}</div>", format="html")
