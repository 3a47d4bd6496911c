"""The lines below the title of a role page or a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.i18n import _
from sphinx_roles.show.drawing import Drawing
from sphinx_roles.show.pieces import details, facts_line, sentence, unsearched
from sphinx_roles.show.views.compare import draw_differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.choose.page import LevelFacts, RoleFacts
    from sphinx_roles.show.sheet import Sheet


def summary_line(summary: str | None) -> Iterator[nodes.Node]:
    """The job or the level in one line."""
    if summary:
        yield nodes.paragraph("", summary, classes=["roles-summary"])


def own_facts(sheet: Sheet, facts: Sequence[tuple[str, str]]) -> list[nodes.inline]:
    """Facts of the handbook's own, with the labels that it gives them."""
    labels = sheet.setting.config.facts
    shown = [f"{_('{label}:').format(label=labels[name])} {text}" for name, text in facts]
    return [nodes.inline("", said, classes=["roles-fact", "roles-chip"]) for said in shown]


def role_facts(sheet: Sheet, role: RoleFacts) -> Iterator[nodes.Node]:
    """The summary, the facts line, and who builds on a page that nobody has as a job."""
    yield from summary_line(role.summary)
    if facts := own_facts(sheet, role.facts):
        yield facts_line(facts)
    if role.foundation_of:
        says = sentence(_("Foundation of {holders}."), holders=sheet.links(role.foundation_of))
        yield nodes.paragraph("", "", *says, classes=["roles-shares"])


def level_facts(sheet: Sheet, level: LevelFacts, anchor: str) -> Iterator[nodes.Node]:
    """The facts line, what changes at the next level, and that the role page holds here, too."""
    yield from summary_line(level.summary)
    facts = own_facts(sheet, level.facts)
    if level.of:
        says = sentence(_("A level of {role}"), role=[sheet.link(level.of)])
        facts.insert(0, nodes.inline("", "", *says, classes=["roles-fact"]))

    def add(text: str, *classes: str, **words: Sequence[nodes.Node]) -> None:
        fact = sentence(text, **words)
        facts.append(nodes.inline("", "", *fact, classes=["roles-fact", *classes]))

    if level.grade is not None:
        add(_("Grade {grade}"), "roles-chip", grade=[nodes.Text(level.grade)])
    if level.total > 1:
        words = {"position": str(level.position), "count": str(level.total)}
        text = _("Level {position} of {count}")
        add(text, "roles-chip", **{k: [nodes.Text(v)] for k, v in words.items()})
    # Paper says where a level stands. It has no links, so no Previous and Next.
    if level.previous and not sheet.is_paper:
        add(_("Previous: {level}"), level=[sheet.link(level.previous)])
    if level.next and not sheet.is_paper:
        add(_("Next: {level}"), level=[sheet.link(level.next)])
    if level.comparison and not sheet.is_paper:
        add(_("Compare with {level}"), level=[sheet.link(level.comparison)])
    if facts:
        yield facts_line(facts)
    if level.step and level.next:
        drawing = Drawing(sheet, f"{anchor}.next")
        blocks = [*draw_differences(drawing, level.step), *drawing.footnotes()]
        summary = _("What changes at {level}").format(level=level.next.title)
        name = "roles-next"
        yield from details(name, summary, unsearched(blocks), is_open=False)
    if level.role:
        text = _("All that is expected of {holder} is expected here, too.")
        if level.is_bare:
            text = _("Shares all that is expected of {holder}.")
        says = sentence(text, holder=[sheet.link(level.role)])
        yield nodes.paragraph("", "", *says, classes=["roles-shares"])
