"""Pages that end in `.mdx`: Markdown, and what only a JavaScript tool knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from sphinx_roles.adopt.pages.lines import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from sphinx_roles.adopt.pages.lines import Text

MDX = ".mdx"
_MODULE = re.compile(
    r"import\s[^\"']*\sfrom\s+[\"']|import\s+[\"']|"
    r"export\s+(?:const|let|default|function|async)\b"
)
_COMPONENT = re.compile(r"</?(?:[A-Z]|>)|=\s*\{")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}\s*\Z")
_FRONT = re.compile(r"---\n.*?\n---(?=\n)", re.DOTALL)


def convert_code(text: Text) -> tuple[list[Edit], list[tuple[int, str]]]:
    """Imports and exports as comments; and what stays as it is."""
    # The lines keep their numbers without the front matter.
    body = _FRONT.sub(lambda front: "\n" * front[0].count("\n"), text.content, count=1)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    edits: list[Edit] = []
    doubts: list[tuple[int, str]] = []
    for token in tokens:
        if token.type not in {"inline", "html_block"} or token.map is None:
            continue
        start, end = token.map
        if token.type == "inline" and token.level == 1 and _MODULE.match(token.content):
            edits += [Edit(at, 1, (f"% {text.lines[at]}",)) for at in range(start, end)]
        elif any(map(_is_code, _pieces([token]))):
            doubts.append((start, _STAYS))
    return edits, doubts[:1]


def _pieces(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _is_code(token: Token) -> bool:
    if token.type in {"html_block", "html_inline"}:
        return bool(_COMPONENT.search(token.content))
    return token.type == "text" and bool(re.search(r"[{}]", _ANCHOR.sub("", token.content)))


_STAYS = "components and expressions of this page stay as they are: only MDX knows them"
