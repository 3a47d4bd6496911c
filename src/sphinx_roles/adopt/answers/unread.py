"""What nothing reads on a role page, and no name of its heading helps: the page says so itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.pages.outline import HTML, LIST, PARAGRAPH, TABLE
from sphinx_roles.handbook.headings.parts import fold_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roles.adopt.judge.headings import Left
    from sphinx_roles.adopt.pages.outline import Section
    from sphinx_roles.adopt.plan import Plan


def leave_unread(plan: Plan, left: Sequence[Left]) -> bool:
    """Say on the pages what stays unread, each a doubt; whether there is anything.

    `roles_parts` would say it of all pages, also of those where the heading opens a part.
    """
    is_changed = False
    for one in left:
        heading = fold_heading(one.heading)
        if not heading or re.search(r"[;#]", heading):
            continue  # no option could hold it
        kinds = [_UNREAD[kind] for kind in one.kinds if kind in _UNREAD]
        reason = f"{one.heading!r}: {' and '.join(kinds) or 'what it holds'} stays unread"
        shown_on = {one.page, *_pages_with(plan, one.page)}
        for role in plan.roles:
            places = {page: section for page, section in role.sections() if _holds(section, one)}
            for page in shown_on & {*role.pages}:
                places.setdefault(page, role.section)
            for page, section in places.items():
                said = role.unread.setdefault(page, [])
                if heading not in said:
                    said.append(heading)
                    line = one.line if page == one.page else section.start + 1
                    plan.doubts.append(Doubt(page, line, reason))
                    is_changed = True
    return is_changed


def _pages_with(plan: Plan, file: str) -> list[str]:
    """The pages that include a file which is no role page: what is said of it stands there."""
    if any(file in role.pages for role in plan.roles):
        return []
    name = re.escape(file.rpartition("/")[2])
    line = re.compile(rf"(?:```\{{include\}}|\.\. include::) (?:.*/)?{name}\s*")
    return [page for page, text in plan.pages.items() if any(map(line.fullmatch, text.lines))]


_UNREAD = {"list": "a list", "table": "a table", "html": "raw HTML", "part": "a part with no list"}


def _holds(section: Section, left: Left) -> bool:
    """Whether a section has a heading, and what is left below it elsewhere."""
    heading = fold_heading(left.heading)
    if fold_heading(section.title) != heading:
        said = (block.text for block in section.blocks if block.kind == PARAGRAPH)
        return any(fold_heading(re.split(r"(?<=[.!?])\s+", text)[-1]) == heading for text in said)
    inside = {block.kind for part in section.walk() for block in part.blocks}
    beside = {block.kind for block in section.blocks}
    return (
        ("part" in left.kinds and LIST not in inside)
        or ("table" in left.kinds and TABLE in inside)
        or ("html" in left.kinds and HTML in inside)
        or ("list" in left.kinds and LIST in beside)
    )
