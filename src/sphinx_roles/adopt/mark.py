"""The steps that follow from judgements: markers, and one intro for many pages."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.elsewhere import find_level_pages
from sphinx_roles.adopt.judge.intro import find_pasted, shared_lines
from sphinx_roles.adopt.judge.roles import judge_page
from sphinx_roles.adopt.judge.sentences import name_bases
from sphinx_roles.adopt.judge.tables import is_ladder_table, names_in
from sphinx_roles.adopt.judge.verdicts import Doubt, RoleVerdict
from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.pages.markers import has_markers, marker
from sphinx_roles.adopt.pages.outline import TABLE
from sphinx_roles.adopt.sources.book import docname, folder_of, is_index
from sphinx_roles.handbook.names import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roles.adopt.judge.roles import Judged
    from sphinx_roles.adopt.judge.verdicts import LevelVerdict
    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.plan import Plan


def judge(plan: Plan, wanted: Sequence[str] = ()) -> None:
    """Find the role pages, their levels, and what they build on.

    Parameters
    ----------
    wanted
        Patterns of the paths that are role pages; without any, all pages are judged.
    """
    judged = _judge_all(plan, wanted)
    elsewhere = find_level_pages(plan, judged, only=bool(wanted))
    names: set[str] = set()
    for page in sorted({*judged, *elsewhere.homes}):
        if page not in elsewhere.levels:
            found = judged.get(page) or [elsewhere.homes[page]]
            roles = [_role(page, one, names, is_alone=len(found) == 1) for one in found]
            for level in elsewhere.of(page):
                roles[0].levels.append(level)
            plan.roles += roles
    plan.doubts += [Doubt(*doubt) for doubt in name_bases(plan.roles)]


def _judge_all(plan: Plan, wanted: Sequence[str]) -> dict[str, list[Judged]]:
    """Page → its role pages.

    Where most pages of a folder are role pages, the others are judged once more, as theirs.
    """
    found = {page: _judge(plan, page, wanted) for page in sorted(plan.pages)}
    folders: dict[str, list[str]] = {}
    for page in found:
        if not is_index(page) and page not in plan.excluded:
            folders.setdefault(folder_of(page), []).append(page)
    for pages in folders.values():
        count = sum(bool(found[page][0]) for page in pages)
        if count >= _LEAST and count * 2 >= len(pages):
            again = {p: _judge(plan, p, wanted, is_among=True) for p in pages if not found[p][0]}
            found.update(again)
    plan.doubts += [doubt for _, doubts in found.values() for doubt in doubts]
    return {page: roles for page, (roles, _) in found.items() if roles}


def _judge(
    plan: Plan, page: str, wanted: Sequence[str], *, is_among: bool = False
) -> tuple[list[Judged], list[Doubt]]:
    """The role pages of a page, and what is in doubt."""
    outline = plan.outline(page)
    if outline.trouble:
        return [], [Doubt(page, 0, f"it is not read: {outline.trouble}")]
    if page in plan.excluded or page in plan.intros:
        return [], []
    if has_markers(plan.pages[page], is_rest=page.endswith(".rst")):
        return [], [Doubt(page, 0, "it has markers already, and is left as it is")]
    is_wanted = any(fnmatch.fnmatch(page, glob) for glob in wanted) if wanted else None
    return judge_page(page, outline, is_wanted=is_wanted, is_among=is_among)


def _role(page: str, judged: Judged, taken: set[str], *, is_alone: bool) -> RoleVerdict:
    """A role page with a name that no other has."""
    own = _name_of(page) if is_alone else slug(judged.section.title)
    name = own
    if name in taken:
        name = f"{slug(folder_of(page).rpartition('/')[2]) or 'page'}-{own}"
    while name in taken:
        name += "-2"
    taken.add(name)
    return RoleVerdict(
        judged.section,
        page,
        judged.section.title,
        name,
        has_name=not is_alone or name != own,
        levels=list(judged.levels),
        reason=judged.reason,
    )


def _name_of(page: str) -> str:
    """The name that the extension gives to the role page of a file."""
    name = docname(page)
    if is_index(page):
        name = folder_of(page) or name
    return name.rpartition("/")[2]


def share_intro(plan: Plan) -> None:
    """Let `role` show what role pages include or paste below their titles."""
    if not _share_included(plan):
        _share_pasted(plan)


def _share_included(plan: Plan) -> bool:
    pages = {role.page for role in plan.roles if role.section.rank == 1}
    counted = {path: len(users & pages) for path, users in plan.intros.items()}
    path = max(sorted(counted), key=lambda path: counted[path], default=None)
    for other in plan.intros:
        if other != path or counted[other] < _LEAST:
            plan.settings.excluded.append(other)
    if path is None or counted[path] < _LEAST:
        return False
    plan.settings.intro = docname(path.rpartition("/")[2])
    plan.intros = {path: plan.intros[path] & pages}
    for page in sorted(plan.intros[path]):
        lines = [*plan.pages[page].lines, "end"]
        shown = re.compile(r"```\{include\} .*" + re.escape(path.rpartition("/")[2]))
        for at in [at for at, line in enumerate(lines) if shown.fullmatch(line)][:1]:
            is_blank_too = at > 0 and not lines[at - 1].strip() and not lines[at + 2].strip()
            _take(plan, page, at, 2 + is_blank_too)
    return True


def _share_pasted(plan: Plan) -> None:
    if any(docname(page.rpartition("/")[2]) == "intro" for page in plan.pages):
        return
    found = find_pasted(role for role in plan.roles if role.page.endswith(".md"))
    if found is None:
        return
    first = found.roles[0]
    folders = {folder_of(role.page) for role in found.roles}
    folder = folders.pop() if len(folders) == 1 else ""
    path = f"{folder}/intro.md".lstrip("/")
    blocks = first.section.blocks[: found.blocks]
    said = plan.pages[first.page].lines[blocks[0].start : blocks[-1].end]
    lines = shared_lines(said, first.title) if found.names_title else said
    plan.made[path] = "\n".join(["# Introduction", "", *lines]) + "\n"
    plan.settings.intro = "intro"
    plan.intros = {path: {role.page for role in found.roles}}
    for role in found.roles:
        blocks = role.section.blocks[: found.blocks]
        _take(plan, role.page, blocks[0].start, blocks[-1].end - blocks[0].start)


def _take(plan: Plan, page: str, line: int, count: int) -> None:
    """Take lines out of a page, and say of the sections below that they have moved."""
    plan.edit(page, [Edit(line, count, ())])
    sections = {s for role in plan.roles for where, s in role.sections() if where == page}
    for section in sections:
        if section.start >= line:
            section.start -= count
            section.below -= count
        section.blocks = [
            block._replace(start=block.start - count, end=block.end - count)
            if block.start >= line + count
            else block
            for block in section.blocks
            if not line <= block.start < line + count
        ]


def marked_pages(plan: Plan) -> dict[str, Text]:
    """The pages with their markers."""
    edits: dict[str, list[Edit]] = {}
    for role in plan.roles:
        is_rest = role.page.endswith(".rst")
        mine = edits.setdefault(role.page, [])
        options: dict[str, str] = {}
        if role.has_name:
            options["name"] = role.name
        if plan.settings.intro and not any(role.page in users for users in plan.intros.values()):
            options["intro"] = "none"
        options |= _unread(role, role.page)
        mine.append(marker(role.section.below, "role", "", options, is_rest=is_rest))
        mine += _extends(role, role.section.below, is_rest=is_rest)
        for level in role.levels:
            page = level.page or role.page
            edits.setdefault(page, []).extend(_level(role, level, is_rest=page.endswith(".rst")))
        for page, section in role.sections():
            for table in section.blocks:
                if table.kind == TABLE and is_ladder_table(table):
                    named = {"names": ", ".join(names_in(table, role.title))}
                    marked = marker(table.start, "levels", "", named, is_rest=page.endswith(".rst"))
                    edits.setdefault(page, []).append(marked)
    return {page: text.edited(edits.get(page, ()))[0] for page, text in plan.pages.items()}


def _level(role: RoleVerdict, level: LevelVerdict, *, is_rest: bool) -> list[Edit]:
    at = level.section.below
    options: dict[str, str] = {}
    if level.page:
        options = {} if _is_beside(role, level.page) else {"role": role.name}
        options |= _unread(role, level.page)
    mine = [marker(at, "level", level.name, options, is_rest=is_rest)]
    return mine + _extends(level, at, is_rest=is_rest)


def _unread(role: RoleVerdict, page: str) -> dict[str, str]:
    headings = role.unread.get(page)
    return {"unread": "; ".join(headings)} if headings else {}


def _is_beside(role: RoleVerdict, page: str) -> bool:
    """Whether the extension knows by itself whose level a page is: that of its folder's index."""
    folder = folder_of(page)
    name = folder.rpartition("/")[2]
    return (
        bool(name) and is_index(role.page) and folder_of(role.page) == folder and role.name == name
    )


def _extends(holder: RoleVerdict | LevelVerdict, at: int, *, is_rest: bool) -> list[Edit]:
    names = ", ".join(holder.extends)
    return [marker(at, "extends", names, is_rest=is_rest)] if names else []


_LEAST = 2
