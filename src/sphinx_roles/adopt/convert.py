"""The first steps of a plan: what another tool's handbook says, in Sphinx's words.

Pages are converted before anything is judged, so that all later steps see what Sphinx sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.pages.outline import OTHER
from sphinx_roles.adopt.sources import links, mdbook, mdx, mkdocs, names
from sphinx_roles.adopt.sources.book import MARKDOWN, MDBOOK, MDX, MKDOCS, docname
from sphinx_roles.adopt.sources.navigation import (
    Toctree,
    by_folders,
    by_navigation,
    root_of,
)

if TYPE_CHECKING:
    from sphinx_roles.adopt.plan import Plan

_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}")


def convert(plan: Plan) -> None:
    """All steps, in their order."""
    _take_out(plan)
    for page in [*plan.pages]:
        _convert_blocks(plan, page)
    _give_titles(plan)
    _correct_links(plan)


def _take_out(plan: Plan) -> None:
    """Leave out what is no page: the summary of an mdBook, and files of code hosts."""
    if plan.book.kind == MDBOOK and mdbook.SUMMARY in plan.pages:
        plan.settings.excluded.append(mdbook.SUMMARY)
    plan.settings.suffixes = sorted(
        {f".{page.rpartition('.')[2]}" for page in plan.pages} - {".md", ".rst"}
    )
    for page in plan.pages:
        same = [p for p in plan.pages if docname(p) == docname(page) and _rank(p) < _rank(page)]
        twin = next(iter(same), None)
        if twin is not None:
            plan.settings.excluded.append(page)
            plan.doubts.append(Doubt(page, 0, f"left out, since {twin} has the same name"))


def _rank(page: str) -> int:
    return len(page.rpartition(".")[2])  # `.md` before `.markdown`


def _code(plan: Plan, page: str) -> set[int]:
    """The lines of code blocks."""
    return {
        line
        for section in plan.outline(page).top.walk()
        for block in section.blocks
        if block.kind == OTHER
        for line in range(block.start, block.end)
    }


def _convert_blocks(plan: Plan, page: str) -> None:
    text = plan.pages[page]
    code = _code(plan, page)
    doubts: list[tuple[int, str]] = []
    if plan.book.kind == MDBOOK:
        found = mdbook.convert_includes(page, text, plan.book.files, code, plan.pages)
        for one in found.included:
            if one.is_whole and one.path.endswith(MARKDOWN):
                plan.intros.setdefault(one.path, set()).add(page)
        doubts += found.doubts
        plan.edit(page, found.edits)
    elif plan.book.kind == MKDOCS:
        edits, doubts = mkdocs.convert_blocks(page, text, plan.book.files, code)
        if any(":::" in line for edit in edits for line in edit.lines):
            plan.settings.markdown = sorted({*plan.settings.markdown, "colon_fence"})
        plan.edit(page, edits)
    if page.endswith(MDX):
        edits, left = mdx.convert_code(plan.pages[page])
        doubts += left
        plan.edit(page, edits)
    if any(re.match(r"\s*(?:[-*+]|\d+\.) \[[ xX]\] ", line) for line in text.lines):
        plan.settings.markdown = sorted({*plan.settings.markdown, "tasklist"})
    shortcodes = [
        (number, shortcode[0])
        for number, line in enumerate(text.lines)
        if number not in code and (shortcode := _SHORTCODE.search(line))
    ]
    if shortcodes:
        (line, first), count = shortcodes[0], len(shortcodes)
        more = f", and so do {count - 1} more of this page" if count > 1 else ""
        doubts.append((line, f"the shortcode {first} stays as text{more}"))
    plan.doubts += [Doubt(page, line + 1, reason) for line, reason in doubts]


def _give_titles(plan: Plan) -> None:
    """A page without a heading of the first rank gets one: from its front matter, or its name."""
    for page in plan.pages:
        outline = plan.outline(page)
        if page in plan.excluded or page in plan.intros or outline.has_title:
            continue
        title = dict(outline.front).get("title") or spoken(page)
        lines = ("", f"# {title}") if outline.front_end else (f"# {title}", "")
        plan.edit(page, [Edit(outline.front_end, 0, lines)])


def spoken(path: str) -> str:
    """A title from the name of a file."""
    name = docname(path.rpartition("/")[2])
    folder = path.rpartition("/")[0].rpartition("/")[2]
    if name.casefold() in {"index", "_index", "readme"} and folder:
        name = folder
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    return words[:1].upper() + words[1:]


def _correct_links(plan: Plan) -> None:
    excluded = plan.excluded
    kept = frozenset(page for page in plan.pages if page not in excluded)
    named: dict[str, dict[str, str]] = {}
    for page in kept:
        taken, named[page] = names.take_names(plan.pages[page], plan.outline(page))
        plan.edit(page, taken)
    schemes: set[str] = set()
    for page in kept:
        outline = plan.outline(page)
        schemes |= {links.scheme_of(link) for link in outline.links if not link.is_image}
        edits = links.correct(page, plan.pages[page], outline, kept, plan.book.files, named)
        plan.edit(page, edits)
    if more := schemes - {*links.KNOWN_SCHEMES, ""}:
        plan.settings.schemes = [*links.KNOWN_SCHEMES, *sorted(more)]


def add_navigation(plan: Plan) -> None:
    """Toctrees, once it is known which pages are there."""
    kept = {page: plan.pages[page] for page in sorted(plan.pages) if page not in plan.excluded}
    shown = {page: text for page, text in kept.items() if not _is_intro(plan, page)}
    root, is_there = root_of(shown, plan.book.navigation)
    plan.settings.root = docname(root)
    if plan.book.navigation is None:
        trees = by_folders([*shown], root)
    else:
        trees, placed = by_navigation(plan.book.navigation, shown, root)
        others = [page for page in shown if page not in placed]
        if others:
            trees.setdefault(root, []).append(Toctree("", tuple(("", page) for page in others)))
            reason = "stands in no navigation, and is added to that of the first page"
            plan.doubts += [Doubt(page, 0, reason) for page in others]
    for page, found in trees.items():
        if page in plan.pages:
            lines = [line for tree in found for line in ("", *tree.lines(page, is_hidden=True))]
            plan.edit(page, [Edit(*_end_of(plan, page), tuple(lines))])
    if not is_there:
        lines = [f"# {plan.book.title}"]
        for tree in trees.get(root, []):
            lines += ["", *tree.lines(root, is_hidden=False)]
        plan.made[root] = "\n".join(lines) + "\n"


def _is_intro(plan: Plan, page: str) -> bool:
    name = plan.settings.intro
    return name is not None and docname(page.rpartition("/")[2]) == name and page in plan.intros


def _end_of(plan: Plan, page: str) -> tuple[int, int]:
    """Where lines go at the end of a page: before its empty last line.

    Below the title where a fence is open to the end.
    """
    lines = plan.pages[page].lines
    fences = [
        block.start
        for section in plan.outline(page).top.walk()
        for block in section.blocks
        if block.kind == OTHER
        and re.match(r"\s*(`{3,}|~{3,})", lines[block.start])
        and block.end >= len(lines) - 1
        and not re.match(r"\s*(`{3,}|~{3,})\s*\Z", lines[min(block.end, len(lines)) - 1])
    ]
    if fences:
        return plan.outline(page).top.sections[0].below, 0
    return (len(lines) - 1 if lines[-1] == "" else len(lines)), 0
