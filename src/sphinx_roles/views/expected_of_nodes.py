"""`roles:expected-of` as nodes: a list of expectations, each with whom it concerns.

A browser gets what is said of each as HTML: many craft pages concern hundreds of holders, and
transforms and writers would make heavy work of so many links.
"""

from __future__ import annotations

from html import escape
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
        item = nodes.list_item("", _who(drawing, "{holder}", expected.holder))
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
    yield _who(drawing, _("Raised for {holder}"), raised.holder)
    yield from drawing.quote(raised.quoted)
    yield from _heirs(drawing, raised.heirs)


def _who(drawing: Drawing, text: str, holder: Link) -> nodes.Node:
    if drawing.is_folding:
        return _paragraph(f"<strong>{_html(drawing, text, holder=holder)}</strong>", "roles-who")
    words = nodes.strong("", "", *_words(drawing, text, holder=holder))
    return nodes.paragraph("", "", words, classes=["roles-who"])


def _note(drawing: Drawing, text: str, **links: Link) -> nodes.Node:
    if drawing.is_folding:
        return _paragraph(_html(drawing, text, **links), "roles-remark")
    return nodes.paragraph("", "", *_words(drawing, text, **links), classes=["roles-remark"])


def _heirs(drawing: Drawing, heirs: Sequence[Heirs]) -> Iterator[nodes.Node]:
    if not heirs:
        return
    if not drawing.is_folding:
        entries = enumeration(_words(drawing, text, **links) for text, links in _entries(heirs))
        said = sentence(_("And by inheritance: {holders}."), holders=entries)
        yield nodes.paragraph("", "", *said, classes=["roles-remark"])
        return
    *firsts, last = (_html(drawing, text, **links) for text, links in _entries(heirs))
    holders = escape(_(", ")).join(firsts) + (escape(_(" and ")) if firsts else "") + last
    if len(heirs) < FOLDED_FROM:
        said_html = escape(_("And by inheritance: {holders}.")).format(holders=holders)
        yield _paragraph(said_html, "roles-remark")
    else:
        summary = _("And by inheritance, on {count} role pages").format(count=len(heirs))
        line = nodes.raw("", f"<p>{holders}</p>", format="html")
        yield from details("roles-heirs", summary, [line], is_open=False)


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


def _words(drawing: Drawing, text: str, **links: Link) -> list[nodes.Node]:
    """A sentence with links."""
    return sentence(text, **{word: [drawing.link(link)] for word, link in links.items()})


def _html(drawing: Drawing, text: str, **links: Link) -> str:
    """The same as HTML."""
    return escape(text).format(**{word: drawing.link_html(link) for word, link in links.items()})


def _paragraph(html: str, name: str) -> nodes.raw:
    return nodes.raw("", f'<p class="{name}">{html}</p>', format="html")
