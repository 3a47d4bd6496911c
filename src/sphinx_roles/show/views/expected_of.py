"""`roles:expected-of` as nodes: a list of expectations, each with whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import details, enumeration, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.choose.quotes import Link
    from sphinx_roles.choose.views.expected_of import Expected, ExpectedOf, Heirs, Raised
    from sphinx_roles.show.drawing import Drawing

FOLDED_FROM = 9
"""So many role pages that inherit an expectation are folded in HTML."""


def draw_expected_of(drawing: Drawing, shown: ExpectedOf) -> Iterator[nodes.Node]:
    """Who, what, who inherits it; below, those who raise it and those for whom it ends."""
    items = (_item(drawing, expected, shown.craft) for expected in shown.expected)
    yield drawing.bullets(items, "roles-list")


def _item(drawing: Drawing, expected: Expected, craft: Link) -> Iterator[nodes.Node]:
    yield _who(drawing, "{holder}", expected.holder)
    yield from drawing.quote(expected.quoted)
    if expected.earlier:
        text = _("Raises {holder}\u2019s, which does not refer to {craft}.")
        yield drawing.line(text, "roles-remark", holder=expected.earlier, craft=craft)
    yield from _heirs(drawing, expected.heirs)
    if expected.raised or expected.left_out:
        yield drawing.bullets(_further(drawing, expected, craft), "roles-further")


def _further(drawing: Drawing, expected: Expected, craft: Link) -> Iterator[Iterable[nodes.Node]]:
    for raised in expected.raised:
        yield _raised(drawing, raised, craft)
    for holder in expected.left_out:
        yield [drawing.line(_("Left out for {holder}."), "roles-remark", holder=holder)]


def _raised(drawing: Drawing, raised: Raised, craft: Link) -> Iterator[nodes.Node]:
    if raised.quoted is None:
        text = _("Ends with {holder}, whose wording does not refer to {craft}.")
        yield drawing.line(text, "roles-remark", holder=raised.holder, craft=craft)
        return
    yield _who(drawing, _("Raised for {holder}"), raised.holder)
    yield from drawing.quote(raised.quoted)
    yield from _heirs(drawing, raised.heirs)


def _who(drawing: Drawing, text: str, holder: Link) -> nodes.Node:
    words = nodes.strong("", "", *drawing.words(text, holder=holder))
    return nodes.paragraph("", "", words, classes=["roles-who"])


def _heirs(drawing: Drawing, heirs: Sequence[Heirs]) -> Iterator[nodes.Node]:
    if not heirs:
        return
    entries = enumeration(drawing.words(text, **links) for text, links in _entries(heirs))
    if drawing.is_browser and len(heirs) >= FOLDED_FROM:
        summary = _("And by inheritance, on {count} role pages").format(count=len(heirs))
        line = nodes.paragraph("", "", *entries)
        yield from details("roles-heirs", summary, [line], is_open=False)
        return
    said = sentence(_("And by inheritance: {holders}."), holders=entries)
    yield nodes.paragraph("", "", *said, classes=["roles-remark"])


def _entries(heirs: Sequence[Heirs]) -> Iterator[tuple[str, dict[str, Link]]]:
    """Words and links for each role page, or each of its levels where these are not all."""
    for of_role in heirs:
        if of_role.has_all and of_role.has_role:
            yield _("{role} with all its levels"), {"role": of_role.role}
        elif of_role.has_all:
            yield _("all levels of {role}"), {"role": of_role.role}
        else:
            holders = [of_role.role] if of_role.has_role else []
            for holder in (*holders, *of_role.levels):
                yield "{holder}", {"holder": holder}
