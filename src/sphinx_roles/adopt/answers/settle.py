"""What a build of the plan says, and what follows from it for the plan.

The extension itself reads the marked pages. What it left over, and what it warns of, is
answered here: by `roles_parts`, by a key, by taking a marker back, or as a doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.answers import twice
from sphinx_roles.adopt.answers.prose import without_meaning
from sphinx_roles.adopt.judge.headings import Left, judge_heading
from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.outline import HTML, PARAGRAPH, TABLE
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.handbook.headings.parts import fold_heading
from sphinx_roles.handbook.headings.vocabulary import AREAS, PROSE
from sphinx_roles.handbook.names import slug
from sphinx_roles.handbook.records import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_roles.adopt.judge.headings import HeadingVerdict
    from sphinx_roles.adopt.judge.verdicts import LevelVerdict, RoleVerdict
    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.pages.outline import Outline, Section
    from sphinx_roles.adopt.plan import Plan

LINKS = frozenset(
    {
        "myst.xref_missing",
        "myst.iref_missing",
        "image.not_readable",
        "download.not_readable",
        "ref.doc",
        "ref.ref",
        "ref.any",
        "ref.myst",
    }
)
"""Kinds of warning that say that a link leads nowhere."""
OURS = "roles."


class Warned(NamedTuple):
    """A warning of a build."""

    page: str
    line: int
    """From 1, in the marked page; 0 where there is none."""
    kind: str
    """Type and subtype, '' where there is none."""
    message: str


def settle(
    plan: Plan,
    marked: Mapping[str, Text],
    warned: Sequence[Warned],
    left: Sequence[Left],
) -> bool:
    """Answer what a build says; whether anything of the plan is another now."""
    is_changed = _judge_headings(plan, marked, left)
    for warning in warned:
        if warning.kind.startswith(OURS) and warning.kind != "roles.ignored":
            is_changed |= _answer(plan, marked, warning)
        elif warning.kind and not warning.kind.startswith(OURS) and warning.kind not in LINKS:
            is_changed |= _suppress(plan, warning)
    return is_changed


def suppress_rest(plan: Plan, warned: Sequence[Warned]) -> bool:
    """Silence what nothing answers; each place is a doubt. Whether there is anything."""
    rest = [w for w in warned if w.kind.startswith(OURS)]
    for warning in rest:
        plan.doubts.append(Doubt(warning.page, warning.line, warning.message))
        _suppress(plan, warning)
    return bool(rest)


def _suppress(plan: Plan, warning: Warned) -> bool:
    counts = plan.settings.suppressed
    is_new = warning.kind not in counts
    counts[warning.kind] = counts.get(warning.kind, 0) + 1
    return is_new


def _judge_headings(plan: Plan, marked: Mapping[str, Text], left: Sequence[Left]) -> bool:
    titles, sections = plan.titles(), plan.sections()
    outlines: dict[str, Outline] = {}
    is_changed = False
    for one in left:
        if one.page not in marked:
            continue
        if one.page not in outlines:
            read = read_rest if one.page.endswith(".rst") else read_markdown
            outlines[one.page] = read(marked[one.page].content)
        earlier = next((v for v in plan.judged if v.heading == one.heading), None)
        if earlier is None:
            verdict = judge_heading(one, outlines[one.page].top, sections, titles)
        else:
            verdict = _another(plan, earlier)
        plan.judged.append(verdict)
        where = Doubt(one.page, one.line, f"{one.heading!r}: {verdict.reason}")
        if verdict.meaning:
            listed = plan.settings.parts.setdefault(verdict.meaning, [])
            listed.append(one.heading)
            is_changed = True
            if verdict.meaning == PROSE and {"table", "html"} & {*one.kinds}:
                plan.doubts.append(where._replace(reason=f"{where.reason}, which is not read"))
        elif _give_keys(plan, one):
            is_changed = True
    return is_changed


def _another(plan: Plan, earlier: HeadingVerdict) -> HeadingVerdict:
    """The next answer, where one has not helped: a long sentence names no area, say."""
    plan.judged.remove(earlier)
    if not earlier.meaning:
        return earlier
    verdict = without_meaning(plan, earlier, _NEXT.get(earlier.meaning, ""))
    if verdict.meaning == PROSE:
        return verdict._replace(reason="no part takes what it holds")
    return verdict


_NEXT = {AREAS: RESPONSIBILITIES, RESPONSIBILITIES: PROSE}


def _give_keys(plan: Plan, left: Left) -> bool:
    """Mark the paragraphs of parts that have no list: each becomes an expectation."""
    if "part" not in left.kinds:
        return False
    heading = fold_heading(left.heading)
    edits: dict[str, list[Edit]] = {}
    taken: dict[str, set[str]] = {}
    for role in plan.roles:
        for page, section in role.sections():
            is_it = fold_heading(section.title) == heading and section is not role.section
            others = {block.kind for inside in section.walk() for block in inside.blocks}
            is_it &= not others & {TABLE, HTML}
            if is_it and section.items == 0 and not page.endswith(".rst"):
                text = plan.pages[page]
                there = taken.setdefault(page, {*twice.KEY.findall(text.content)})
                found = [*_keys_in(section, text, there)]
                edits.setdefault(page, []).extend(found)
                if found:
                    reason = f"{section.title!r} has no list: its paragraphs are given keys"
                    plan.doubts.append(Doubt(page, section.start + 1, reason))
    for page, found in edits.items():
        plan.edit(page, found)
    return any(edits.values())


def _keys_in(section: Section, text: Text, taken: set[str]) -> Iterator[Edit]:
    for inside in section.walk():
        for block in inside.blocks:
            if block.kind != PARAGRAPH or len(block.text.split()) < _FEWEST or block.is_bold:
                continue
            line = text.lines[block.start]
            keys = twice.first_words(slug(block.text))
            key = next((key for key in keys if key not in taken), "")
            if key and re.match(r"[\w\"'*_\[]", line):
                taken.add(key)
                yield Edit(block.start, 1, (f"{{key}}`{key}` {line}",))


def _answer(plan: Plan, marked: Mapping[str, Text], warning: Warned) -> bool:
    """Take back what a warning of ours names, or tell apart what it says is there twice."""
    lines = marked[warning.page].lines if warning.page in marked else ()
    mine = [role for role in plan.roles if warning.page in role.pages]
    said = lines[warning.line - 1] if 0 < warning.line <= len(lines) else ""
    extends = re.match(r"(?:```\{extends\}|\.\. extends::) (.+)", said)
    doubt = Doubt(warning.page, warning.line, warning.message)
    if warning.kind in {twice.TEXT, twice.TABLE} and mine:
        page, line, kind, message = warning
        return twice.tell_apart(plan, marked[page], page, line, kind, message)
    if extends is not None:
        names = [name.strip() for name in extends[1].split(",")]
        holders: list[RoleVerdict | LevelVerdict] = [*mine]
        holders += [level for role in mine for level in role.levels]
        for holder in holders:
            if holder.extends == names:
                holder.extends = []
                plan.doubts.append(doubt)
                return True
    if warning.kind == "roles.empty":
        for role in mine:
            for level in role.levels:
                if re.search(rf"(?<![\w-]){re.escape(level.name)}(?![\w-])", warning.message):
                    role.levels.remove(level)
                    plan.doubts.append(doubt)
                    return True
        for role in mine:
            is_named = re.search(rf"(?<![\w-]){re.escape(role.name)}(?![\w-])", warning.message)
            if len(mine) == 1 or is_named:
                plan.roles.remove(role)
                plan.doubts.append(doubt)
                return True
    return False


_FEWEST = 4
