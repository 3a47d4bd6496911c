"""`roles:expected-of` as nodes: a list of expectations, each with whom it concerns.

Many are a fold for each role page; books and text say how many there are on each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import details, enumeration, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.choose.quotes import Link
    from sphinx_roles.choose.views.expected_of import Expected, ExpectedOf, Heirs, Raised, Said
    from sphinx_roles.show.drawing import Drawing

FOLDED_FROM = 9
"""So many role pages that inherit an expectation are folded in HTML."""


def draw_expected_of(drawing: Drawing, shown: ExpectedOf) -> Iterator[nodes.Node]:
    """Who, what, who inherits it; below, those who say it in other words."""
    if shown.pages:
        yield from _pages(drawing, shown)
        return
    items = (_item(drawing, expected, shown.craft) for expected in shown.expected)
    yield drawing.bullets(items, "roles-list")


def _pages(drawing: Drawing, shown: ExpectedOf) -> Iterator[nodes.Node]:
    count = sum(len(page.said) for page in shown.pages)
    text = _("Expectations that refer to {craft}: {count}.")
    yield drawing.line(text, craft=shown.craft, count=str(count))
    text = _("{role}: {count}")
    if not drawing.is_browser:
        lines = (drawing.line(text, role=p.role, count=str(len(p.said))) for p in shown.pages)
        yield drawing.bullets(([line] for line in lines), "roles-list")
        return
    for page in shown.pages:
        summary = text.format(role=page.role.title, count=len(page.said))
        items = (_said(drawing, said) for said in page.said)
        listed = drawing.bullets(items, "roles-list")
        yield from details("roles-page", summary, [listed], is_open=False)


def _said(drawing: Drawing, said: Said) -> Iterator[nodes.Node]:
    yield from drawing.quote(said.quoted)
    yield from _folded(drawing, said.holders, "{holders}.", _("Expected on {count} role pages"))


def _item(drawing: Drawing, expected: Expected, craft: Link) -> Iterator[nodes.Node]:
    yield _who(drawing, "{holder}", expected.holder)
    yield from drawing.quote(expected.quoted)
    if expected.earlier:
        text = _("Replaces what {holder} says, which does not refer to {craft}.")
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
        text = _("{holder} says it in other words, which do not refer to {craft}.")
        yield drawing.line(text, "roles-remark", holder=raised.holder, craft=craft)
        return
    yield _who(drawing, _("In other words for {holder}"), raised.holder)
    yield from drawing.quote(raised.quoted)
    yield from _heirs(drawing, raised.heirs)


def _who(drawing: Drawing, text: str, holder: Link) -> nodes.Node:
    words = nodes.strong("", "", *drawing.words(text, holder=holder))
    return nodes.paragraph("", "", words, classes=["roles-who"])


def _heirs(drawing: Drawing, heirs: Sequence[Heirs]) -> Iterator[nodes.Node]:
    few, many = _("And by inheritance: {holders}."), _("And by inheritance, on {count} role pages")
    yield from _folded(drawing, heirs, few, many)


def _folded(drawing: Drawing, heirs: Sequence[Heirs], few: str, many: str) -> Iterator[nodes.Node]:
    """For whom it holds: a sentence for few role pages, a fold for many of them."""
    if not heirs:
        return
    entries = enumeration(drawing.words(text, **links) for text, links in _entries(heirs))
    if drawing.is_browser and len(heirs) >= FOLDED_FROM:
        line = nodes.paragraph("", "", *entries)
        yield from details("roles-heirs", many.format(count=len(heirs)), [line], is_open=False)
        return
    yield nodes.paragraph("", "", *sentence(few, holders=entries), classes=["roles-remark"])


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
