"""Pieces of what is shown: sentences with nodes in them, and folds.

Belongs here: nodes and wording for which nothing of the handbook has to be looked up.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS, RESPONSIBILITIES
from sphinx_roles.i18n import _
from sphinx_roles.show.slots import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


UNSEARCHED = "no-search"
"""The class that keeps an element and all in it out of the search index, from Sphinx 8.2 on."""
_SMALLER = (r"\begingroup\small", r"\par\endgroup")


def part_label(part: str) -> str:
    """The name of a part in the reader's language."""
    return {
        RESPONSIBILITIES: _("Responsibilities"),
        REQUIREMENTS: _("Requirements"),
        PLUSES: _("Pluses"),
    }[part]


def enumeration(entries: Iterable[list[nodes.Node]]) -> list[nodes.Node]:
    """`a, b and c`."""
    *firsts, last = entries
    line: list[nodes.Node] = []
    for index, entry in enumerate(firsts):
        if index:
            line.append(nodes.Text(_(", ")))
        line.extend(entry)
    return [*line, nodes.Text(_(" and ")), *last] if firsts else last


def sentence(text: str, **words: Sequence[nodes.Node]) -> list[nodes.Node]:
    """A translated sentence with nodes in the place of `{word}`."""
    found: list[nodes.Node] = []
    for index, piece in enumerate(re.split(r"\{(\w+)\}", text)):
        if index % 2:
            found.extend(words[piece])
        elif piece:
            found.append(nodes.Text(piece))
    return found


def unsearched(blocks: list[nodes.Node]) -> list[nodes.Node]:
    """Blocks that Sphinx's search leaves out: it finds a text where it was written."""
    for block in blocks:
        # classes of raw HTML would become an element around it
        if isinstance(block, nodes.Element) and not isinstance(block, nodes.raw):
            block["classes"].append(UNSEARCHED)
    return blocks


def facts_line(facts: Iterable[nodes.inline]) -> nodes.paragraph:
    """Facts in one line, with dots between them for readers without our stylesheet."""
    line = nodes.paragraph(classes=["roles-facts"])
    for index, fact in enumerate(facts):
        if index:
            dot = " \N{MIDDLE DOT} "
            line += nodes.inline(dot, dot, classes=["roles-dot"])
        line += fact
    return line


def anchor_inside(section: nodes.Element, identifier: str) -> nodes.Element:
    """An anchor of a section, put inside it.

    LaTeX has none for a heading that becomes a document's title, and its writer passes over a
    target that a heading follows.
    """
    section["ids"].remove(identifier)
    return nodes.container("", nodes.target("", "", ids=[identifier]), nodes.comment())


def smaller(blocks: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Blocks that LaTeX sets in smaller type: raw commands around them."""
    start, end = (nodes.raw("", f"{command}\n", format="latex") for command in _SMALLER)
    return [start, *blocks, end]


def group_heading(
    words: Sequence[nodes.Node], note: Sequence[nodes.Node] = (), *, is_browser: bool
) -> nodes.Element:
    """A heading that no table of contents lists."""
    if is_browser:  # not a rubric: themes draw those as headings of the page
        said = nodes.strong("", "", *words)
        return nodes.paragraph("", "", said, *note, classes=["roles-group"])
    return nodes.rubric("", "", *words, *note, classes=["roles-group"])


def area_label(text: str, note: Sequence[nodes.Node] = ()) -> nodes.paragraph:
    """A heading below a heading."""
    return nodes.paragraph("", "", nodes.strong("", text), *note, classes=["roles-area"])


def origin_note(holder: nodes.Node, *, is_browser: bool) -> list[nodes.Node]:
    """A note from whom an expectation is. Books show it as any other text, so it has brackets."""
    words = sentence(_("from {holder}"), holder=[holder])
    if not is_browser:
        words = [nodes.Text("("), *words, nodes.Text(")")]
    return [nodes.Text(" "), nodes.inline("", "", *words, classes=["roles-origin"])]


def depth_note(depth: str) -> list[nodes.Node]:
    """A note how deep an expectation goes."""
    return [nodes.Text(" "), nodes.inline("", f"({depth})", classes=["roles-depth"])]


def led(words: Sequence[nodes.Node], blocks: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Blocks with some words at the start of their first line."""
    first, *rest = blocks or [nodes.paragraph()]
    if isinstance(first, nodes.paragraph):
        return [nodes.paragraph("", "", *words, *first.children), *rest]
    return [nodes.paragraph("", "", *words), first, *rest]


def graded(level: nodes.Node, grade: str | None) -> list[nodes.Node]:
    """A level with its grade."""
    if grade is None:
        return [level]
    return sentence(_("{level} (grade {grade})"), level=[level], grade=[nodes.Text(grade)])


def override_words(is_raised: bool, holder: Sequence[nodes.Node]) -> list[nodes.Node]:
    """What is said of an expectation that overrides that of `holder`."""
    text = _("Raised from {holder}") if is_raised else _("Replaces what {holder} says")
    return sentence(text, holder=holder)


def details(
    name: str, summary: str, blocks: Iterable[nodes.Node], then: str = "", *, is_open: bool
) -> list[nodes.Node]:
    """Blocks that HTML folds: raw tags, which every other writer leaves out, around them.

    `then` is a heading for what follows, which the stylesheet shows on paper.
    """
    attributes = f' data-then="{escape(then)}"' if then else ""
    attributes += " open" if is_open else ""
    start = nodes.raw("", fold_start(name, summary, attributes), format="html")
    return [start, *blocks, nodes.raw("", "</details>", format="html")]


def fold_start(name: str, summary: str, attributes: str = "") -> str:
    """The HTML in front of what is folded; `</details>` ends it."""
    return f'<details class="{name}"{attributes}><summary>{escape(summary)}</summary>'


def expand_all() -> nodes.raw:
    """A button that opens all folds of a page. It is hidden without its script."""
    label = escape(_("Expand all"))
    return nodes.raw(
        "",
        '<p class="roles-controls" hidden>'
        f'<button type="button" aria-pressed="false">{label}</button></p>{SCRIPT}',
        format="html",
    )
