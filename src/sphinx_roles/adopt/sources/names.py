"""Names that authors gave to headings, as in `## Title {#name}`: Sphinx shows them as text.

They go, and links to them say the name that the heading has by its title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.pages.lines import Edit

if TYPE_CHECKING:
    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.pages.outline import Outline

_ATTRIBUTE = r"(?:#[^\s{}]+|\.[\w-]+|[\w-]+=(?:\"[^\"{}]*\"|[^\s{}]+))"
_NAMED = re.compile(
    r"(?P<before> {0,3}#{1,6} .*?\S)\s*"
    rf"\{{:?\s*(?P<said>{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*)\s*\}}[\s#]*"
)


def take_names(text: Text, outline: Outline) -> tuple[list[Edit], dict[str, str]]:
    """The headings without names, and name → the one by which links find the heading then."""
    edits: list[Edit] = []
    names: dict[str, str] = {}
    for section in outline.top.walk():
        found = _NAMED.fullmatch(text.lines[section.start]) if section.title else None
        if found is None:
            names.setdefault(_slug(section.title), _slug(section.title))
            continue
        edits.append(Edit(section.start, 1, (found["before"],)))
        name = re.search(r"#(\S+)", found["said"])
        title = re.sub(r"\s*\{[^{}]*\}\s*\Z", "", section.title)
        if name is not None:
            names[name[1]] = _slug(title)
        names.setdefault(_slug(title), _slug(title))
    return edits, names


def _slug(title: str) -> str:
    """The name of a heading, as code hosts make it."""
    return re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-")
