"""Pages that end in `.mdx`: Markdown, and what only a JavaScript tool knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.pages.markdown import flat, parse

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_roles.adopt.pages.lines import Text

_MODULE = re.compile(
    r"import\s[^\"']*\sfrom\s+[\"']|import\s+[\"']|"
    r"export\s+(?:const|let|default|function|async)\b"
)
_COMPONENT = re.compile(r"</?(?:[A-Z]|>)|=\s*\{")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}\s*\Z")


def convert_code(text: Text) -> tuple[list[Edit], list[tuple[int, str]]]:
    """Imports and exports as comments; and what stays as it is."""
    edits: list[Edit] = []
    doubts: list[tuple[int, str]] = []
    for token in parse(text.content):
        if token.type not in {"inline", "html_block"} or token.map is None:
            continue
        start, end = token.map
        if token.type == "inline" and token.level == 1 and _MODULE.match(token.content):
            edits += [Edit(at, 1, (f"% {text.lines[at]}",)) for at in range(start, end)]
        elif any(map(_is_code, flat([token]))):
            doubts.append((start, _STAYS))
    return edits, doubts[:1]


def _is_code(token: Token) -> bool:
    if token.type in {"html_block", "html_inline"}:
        return bool(_COMPONENT.search(token.content))
    return token.type == "text" and bool(re.search(r"[{}]", _ANCHOR.sub("", token.content)))


_STAYS = "components and expressions of this page stay as they are: only MDX knows them"
