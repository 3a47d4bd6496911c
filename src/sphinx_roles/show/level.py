"""Lines about a level: its facts, and how much it inherits from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import enumeration, facts_line, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_roles.choose.page import Group, LevelFacts
    from sphinx_roles.choose.quotes import Link
    from sphinx_roles.show.sheet import Sheet


def level_facts(sheet: Sheet, level: LevelFacts) -> Iterator[nodes.Node]:
    """The facts line, and whose expectations a level shares that has none of its own."""
    facts: list[nodes.inline] = []

    def add(text: str, *classes: str, **words: Sequence[nodes.Node]) -> None:
        fact = sentence(text, **words)
        facts.append(nodes.inline("", "", *fact, classes=["roles-fact", *classes]))

    if level.grade is not None:
        add(_("Grade {grade}"), "roles-chip", grade=[nodes.Text(level.grade)])
    if level.total > 1:
        words = {"position": str(level.position), "count": str(level.total)}
        text = _("Level {position} of {count}")
        add(text, "roles-chip", **{k: [nodes.Text(v)] for k, v in words.items()})
    # Paper says where a level stands; it has no ways to go.
    if level.previous and not sheet.is_paper:
        add(_("Previous: {level}"), level=[sheet.link(level.previous)])
    if level.next and not sheet.is_paper:
        add(_("Next: {level}"), level=[sheet.link(level.next)])
    if level.comparison and not sheet.is_paper:
        add(_("Compare with {level}"), level=[sheet.link(level.comparison)])
    if facts:
        yield facts_line(facts)
    if level.shares:
        text = _("Shares all that is expected of {holder}.")
        shares = sentence(text, holder=[sheet.link(level.shares)])
        yield nodes.paragraph("", "", *shares, classes=["roles-shares"])


def count_by_origin(
    groups: Sequence[Group], linked: Callable[[Link], nodes.Node]
) -> list[nodes.Node]:
    """`8 more from Backend Engineer and 3 from Engineer`."""
    counts: dict[Link, int] = {}
    for group in groups:
        counts[group.origin] = counts.get(group.origin, 0) + len(group.items)
    return enumeration(
        sentence(
            _("{count} from {holder}") if index else _("{count} more from {holder}"),
            count=[nodes.Text(str(count))],
            holder=[linked(origin)],
        )
        for index, (origin, count) in enumerate(counts.items())
    )
