"""`roles:expected-of` as nodes: a list of expectations, each with whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.pieces import details, enumeration, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.shown import Link
    from sphinx_roles.views.drawing import Drawing
    from sphinx_roles.views.expected_of import Expected, ExpectedOf, Heirs, Raised

FOLDED_FROM = 9
"""So many role pages that inherit an expectation are folded in HTML."""


def draw_expected_of(drawing: Drawing, shown: ExpectedOf) -> Iterator[nodes.Node]:
    """Who, what, who inherits it; below, those who raise it and those for whom it ends."""
    items = nodes.bullet_list(classes=["roles-list"])
    for expected in shown.expected:
        item = nodes.list_item("", _who([drawing.link(expected.holder)]))
        item += drawing.quote(expected.quoted)
        if expected.earlier:
            text = _("Raises {holder}\u2019s, which does not refer to {craft}.")
            item += _note(drawing, text, holder=expected.earlier, craft=shown.craft)
        item += list(_heirs(drawing, expected.heirs))
        further = list(_further(drawing, expected, shown.craft))
        if further:
            item += nodes.bullet_list("", *further, classes=["roles-further"])
        items += item
    yield items


def _further(drawing: Drawing, expected: Expected, craft: Link) -> Iterator[nodes.list_item]:
    for raised in expected.raised:
        yield nodes.list_item("", *_raised(drawing, raised, craft))
    for holder in expected.left_out:
        yield nodes.list_item("", _note(drawing, _("Left out for {holder}."), holder=holder))


def _raised(drawing: Drawing, raised: Raised, craft: Link) -> Iterator[nodes.Node]:
    if raised.quoted is None:
        text = _("Ends with {holder}, whose wording does not refer to {craft}.")
        yield _note(drawing, text, holder=raised.holder, craft=craft)
        return
    yield _who(sentence(_("Raised for {holder}"), holder=[drawing.link(raised.holder)]))
    yield from drawing.quote(raised.quoted)
    yield from _heirs(drawing, raised.heirs)


def _who(words: Sequence[nodes.Node]) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", "", *words), classes=["roles-who"])


def _note(drawing: Drawing, text: str, **links: Link) -> nodes.paragraph:
    words = {word: [drawing.link(link)] for word, link in links.items()}
    return nodes.paragraph("", "", *sentence(text, **words), classes=["roles-remark"])


def _heirs(drawing: Drawing, heirs: Sequence[Heirs]) -> Iterator[nodes.Node]:
    if not heirs:
        return
    holders = enumeration(entry for h in heirs for entry in _entries(drawing, h))
    if drawing.is_folding and len(heirs) >= FOLDED_FROM:
        summary = _("And by inheritance, on {count} role pages").format(count=len(heirs))
        line = nodes.paragraph("", "", *holders)
        yield from details("roles-heirs", summary, [line], is_open=False)
    else:
        words = sentence(_("And by inheritance: {holders}."), holders=holders)
        yield nodes.paragraph("", "", *words, classes=["roles-remark"])


def _entries(drawing: Drawing, heirs: Heirs) -> Iterator[list[nodes.Node]]:
    role = [drawing.link(heirs.role)]
    if heirs.has_all:
        text = _("{role} with all its levels") if heirs.has_role else _("all levels of {role}")
        yield sentence(text, role=role)
        return
    if heirs.has_role:
        yield role
    for level in heirs.levels:
        yield [drawing.link(level)]
