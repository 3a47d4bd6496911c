"""The markers of the extension as lines of a page, and the page without them.

Belongs here: the one form in which markers are written, so that they can be taken out again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.pages.lines import Edit, Text
from sphinx_roles.adopt.pages.markdown import fences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARKERS = ("role", "level", "extends", "levels")
_FENCE = re.compile(r"`{3,}\{(?:roles:)?(?:role|levels?|extends)\}(?! .*\()")
_DIRECTIVE = re.compile(r"\.\. (?:roles:)?(role|levels?|extends)::(?: (?!.*\().*)?\Z")


def marker_lines(
    kind: str, argument: str = "", options: Mapping[str, str] | None = None, *, is_rest: bool
) -> tuple[str, ...]:
    """A marker with a blank line: above it in Markdown, below it in reStructuredText.

    There text right below a directive would be a mistake, and a directive right below a title is
    none.
    """
    said = [f":{name}: {value}".rstrip() for name, value in (options or {}).items()]
    if is_rest:
        return (f".. {kind}:: {argument}".rstrip(), *(f"   {line}" for line in said), "")
    return ("", f"```{{{kind}}} {argument}".rstrip(), *said, "```")


def marker(
    line: int,
    kind: str,
    argument: str = "",
    options: Mapping[str, str] | None = None,
    *,
    is_rest: bool,
) -> Edit:
    """The edit that puts a marker in front of a line, numbered from 0."""
    return Edit(line, 0, marker_lines(kind, argument, options, is_rest=is_rest), is_marker=True)


def has_markers(text: Text, *, is_rest: bool) -> bool:
    """Whether a page is marked up already."""
    return bool(_marked(text, is_rest=is_rest))


def without_markers(text: Text, *, is_rest: bool) -> Text:
    """A page without the markers, each with the blank line above it."""
    return text.edited(Edit(at, count, ()) for at, count in _marked(text, is_rest=is_rest))[0]


def marked_before(text: Text, line: int, *, is_rest: bool) -> int:
    """How many lines of markers stand above a line."""
    return sum(count for at, count in _marked(text, is_rest=is_rest) if at < line)


def _marked(text: Text, *, is_rest: bool) -> list[tuple[int, int]]:
    """(line, count) of each marker with its blank line."""
    lines = text.lines
    if is_rest:
        found = [*_in_rest(lines)]
        return [(at, end - at + (end < len(lines) and not lines[end].strip())) for at, end in found]
    return [
        (at - 1, end - at + 1) if at and not lines[at - 1].strip() else (at, end - at)
        for at, end in _in_markdown(lines)
    ]


def _in_markdown(lines: tuple[str, ...]) -> Iterable[tuple[int, int]]:
    """Where markers begin and end. One inside another fence is an example, and stays."""
    if not any(map(_FENCE.match, lines)):
        return  # most pages: there is nothing to parse
    for start, end in fences("\n".join(lines)):
        is_closed = lines[end - 1].strip().startswith("```") and end - start > 1
        if _FENCE.match(lines[start]) and is_closed:
            yield start, end


def _in_rest(lines: tuple[str, ...]) -> Iterable[tuple[int, int]]:
    for at, line in enumerate(lines):
        if _DIRECTIVE.match(line):
            end = at + 1
            while end < len(lines) and re.match(r" {3}:[\w-]+:", lines[end]):
                end += 1
            yield at, end
