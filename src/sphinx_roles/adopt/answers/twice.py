"""What a page says twice: a key tells the second from the first.

It is answered where it stands, so that the build still warns of what is written twice later.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.pages.markers import marked_before
from sphinx_roles.handbook.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.plan import Plan

TEXT, TABLE = "roles.duplicate_text", "roles.table"
_ITEM = re.compile(r"(\s*(?:[-*+]|(?:\d+|#)[.)])\s+)([\w\"'*_(\[].*)")
_ROW = re.compile(r"(\s*\|\s*)([\w\"'*_(\[][^|]*?\s*\|.*)")
_ROW_OF_LISTS = re.compile(r"(\s*\* - +)([\w\"'*_(\[].*)")
KEY = re.compile(r"(?:\{key\}|:key:)`([^`]*)`")
_TASK = re.compile(r"\[[ xX]\] ")
_WORDS = 3
_MOST = 9


def tell_apart(plan: Plan, marked: Text, page: str, line: int, kind: str, message: str) -> bool:
    """Give a key to the second of two items, or of two rows of a table; whether that is possible.

    Parameters
    ----------
    marked
        The page with its markers.
    line
        Where the second stands there, from 1.
    kind
        Of the warning.
    """
    is_rest = page.endswith(".rst")
    at = line - 1 - marked_before(marked, line - 1, is_rest=is_rest)
    lines = plan.pages[page].lines
    if not 0 <= at < len(lines):
        return False
    said = _parts_of(lines[at], kind, is_rest=is_rest)
    if said is None or KEY.match(said[1]):
        return False
    key = _free_key(plan, page, at, said[1])
    if not key:
        return False
    mark = f":key:`{key}` " if is_rest else f"{{key}}`{key}` "
    plan.edit(page, [Edit(at, 1, (f"{said[0]}{mark}{said[1]}",))])
    plan.doubts.append(Doubt(page, line, f"{message} (the key {key!r} tells them apart for now)"))
    return True


def _parts_of(line: str, kind: str, *, is_rest: bool) -> tuple[str, str] | None:
    """What stands before a key, and behind it."""
    patterns = [_ITEM] if kind == TEXT else [_ROW_OF_LISTS] if is_rest else [_ROW, _ROW_OF_LISTS]
    found = next((match for pattern in patterns if (match := pattern.fullmatch(line))), None)
    if found is None:
        return None
    task = _TASK.match(found[2])
    size = task.end() if task and not is_rest else 0
    return found[1] + found[2][:size], found[2][size:]


def _free_key(plan: Plan, page: str, at: int, text: str) -> str:
    """A key from the first words of a text, which nothing else of its role page or level has.

    The copy of a text in another level gets the same key: it is the same expectation. Another text
    gets another one, or it would count as a new wording of the first.
    """
    own = _slug(text)
    if not own:
        return ""
    taken: list[tuple[str, str, bool]] = []
    here = _holder_at(plan, page, at)
    for number, line in enumerate(plan.pages[page].lines):
        if found := KEY.search(line):
            said = _slug(line[found.end() :])
            taken.append((found[1], said, _holder_at(plan, page, number) == here))
    for base in first_words(own):
        for number in range(2, _MOST):
            key = f"{base}-{number}"
            same = [(said, is_here) for name, said, is_here in taken if name == key]
            if any(said != own for said, _ in same):
                break
            if not any(is_here for _, is_here in same):
                return key
    return ""


def first_words(own: str) -> Iterator[str]:
    """The first three words of a slug, then more and more of them."""
    words = own.split("-")
    for size in range(min(_WORDS, len(words)), len(words) + 1):
        yield "-".join(words[:size])


def _slug(text: str) -> str:
    return slug(re.sub(r"[*_`]|\]\([^)]*\)", "", text.partition("|")[0]))


def _holder_at(plan: Plan, page: str, line: int) -> int:
    """The line at which the role page or level begins that a line belongs to."""
    starts = [role.section.start for role in plan.roles if role.page == page]
    levels = ((role, level) for role in plan.roles for level in role.levels)
    starts += [lv.section.start for role, lv in levels if (lv.page or role.page) == page]
    return max((start for start in starts if start <= line), default=0)
