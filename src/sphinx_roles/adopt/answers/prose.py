"""Headings that were judged to be prose, and what that costs elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.content import HEADINGS
from sphinx_roles.adopt.judge.headings import HeadingVerdict
from sphinx_roles.adopt.judge.titles import is_guide_of_role
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.outline import LIST
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.handbook.headings.parts import AUTHOR, Headings, fold_heading
from sphinx_roles.handbook.headings.vocabulary import PROSE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.plan import Plan


def name_lists_of_links(plan: Plan) -> None:
    """Call headings prose below which role pages have nothing but links to other pages.

    Right below a title they would count as areas, and nothing would ask for them.
    """
    holding: dict[str, list[tuple[str, bool]]] = {}
    for section in plan.sections():
        lists = [block for block in section.blocks if block.kind == LIST]
        if lists and section.title:
            only_links = all(block.links == len(block.items) for block in lists)
            holding.setdefault(fold_heading(section.title), []).append((section.title, only_links))
    titles = plan.titles()
    for heading, found in holding.items():
        is_known = HEADINGS.whole(heading) or HEADINGS.words(heading) or "*" in heading
        if heading and all(only for _, only in found) and not is_known and heading not in titles:
            title = found[0][0]
            plan.settings.parts.setdefault(PROSE, []).append(title)
            plan.judged.append(HeadingVerdict(title, PROSE, "it holds links to other pages"))


def take_back_prose(
    plan: Plan,
    headings: Collection[str],
    marked: Mapping[str, Text],
    lost: Collection[tuple[str, int]],
) -> bool:
    """Take prose back that has cost expectations elsewhere: "Levels" is "All levels" as well.

    Parameters
    ----------
    marked
        The pages as they were then.
    lost
        Page and line, from 1, of what was an expectation before. What a guide says outside the
        responsibilities is none.
    """
    said = [_said_above(marked[page], page, line - 1) for page, line in lost if page in marked]
    said = [words for words in said if not is_guide_of_role(words[0])]
    if not said or not headings:
        return False
    guilty = set()
    for heading in headings:
        named = Headings({PROSE: [heading]})
        meanings = (named.whole(text) for words in said for text in words)
        if any(meaning is not None and meaning.by == AUTHOR for meaning in meanings):
            guilty.add(heading)
    for verdict in [*plan.judged]:
        if verdict.heading in (guilty or headings) and verdict.meaning == PROSE:
            plan.judged.remove(verdict)
            plan.judged.append(without_meaning(plan, verdict, ""))
    return True


def _said_above(text: Text, page: str, line: int) -> list[str]:
    """The titles above a line, the page's first, and the paragraphs of its section."""
    read = read_rest if page.endswith(".rst") else read_markdown
    sections = [section for section in read(text.content).top.walk() if section.title]
    above = [section for section in sections if section.start <= line]
    here = above[-1] if above else None
    said = [block.text for block in here.blocks if block.start <= line] if here else []
    titles = []
    while here is not None and here.title:
        titles.append(here.title)
        here = here.parent
    return [*reversed(titles), *said] or [""]


def without_meaning(plan: Plan, verdict: HeadingVerdict, meaning: str) -> HeadingVerdict:
    """A verdict with another meaning, and `roles_parts` without the one it had."""
    listed = plan.settings.parts[verdict.meaning]
    listed.remove(verdict.heading)
    if not listed:
        del plan.settings.parts[verdict.meaning]
    return verdict._replace(meaning=meaning)
