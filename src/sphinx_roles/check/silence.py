"""Which findings are silenced: by a comment at their line, or by configuration.

A comment says `rolecheck: ignore`, and perhaps which kinds, and why: in Markdown
`<!-- rolecheck: ignore near-copy, shared: another law holds there -->`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.handbook.finding_kinds import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.handbook.finding_kinds import Kind
    from sphinx_roles.handbook.problems import Place

_KIND = "[a-z]+(?:-[a-z]+)*"
_COMMENT = re.compile(rf"\brolecheck:\s*ignore\b[ \t]*({_KIND}(?:\s*,\s*{_KIND})*)?")
_STARTS = ("<!--", "%", "..")
"""What a line begins with that is a comment by itself."""


def is_commented(lines: Sequence[str], line: int, label: str) -> bool:
    """Whether a comment silences a kind of finding at a line, from 1.

    The comment stands in the line, in the lines that are indented below it, or by itself above it.
    """
    for text in _around(lines, line):
        found = _COMMENT.search(text)
        if found and (found[1] is None or label in re.split(r"\s*,\s*", found[1])):
            return True
    return False


def _around(lines: Sequence[str], line: int) -> Iterator[str]:
    if not 0 < line <= len(lines):
        return
    yield lines[line - 1]
    indent = _indent(lines[line - 1])
    above = next((text for text in reversed(lines[: line - 1]) if text.strip()), "")
    if above.lstrip().startswith(_STARTS) and _indent(above) <= indent:
        yield above
    for text in lines[line:]:
        if text.strip() and _indent(text) <= indent:
            return
        yield text


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def is_configured(ignore: Iterable[tuple[str, re.Pattern[str]]], kind: Kind, place: Place) -> bool:
    """Whether `roles_check_ignore` silences a kind of finding in a document."""
    return any(
        label in (ALL, kind.label) and pattern.match(place.docname) for label, pattern in ignore
    )
