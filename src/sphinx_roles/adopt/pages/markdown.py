"""The outline of a page in Markdown, from the tokens of markdown-it-py and their lines."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from sphinx_roles.adopt.pages.outline import (
    HTML,
    LIST,
    OTHER,
    PARAGRAPH,
    TABLE,
    Block,
    Link,
    Outline,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    """The parser as MyST-Parser sets it up by default."""
    return (
        MarkdownIt("commonmark")
        .enable("table")
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )


def read_markdown(content: str) -> Outline:
    """Read a page."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(content, env)
    top = Section(0)
    front, front_end = _front(tokens)
    top.below = front_end
    here = top
    for token, inside in _blocks(tokens):
        assert token.map is not None
        start, end = token.map
        if token.type == "heading_open":
            rank = int(token.tag[1:])
            while here.rank >= rank and here.parent is not None:
                here = here.parent
            section = Section(rank, _plain(inside[0]), start, end, here)
            here.sections.append(section)
            here = section
        elif token.type != "front_matter":
            here.blocks.append(_block(token, inside, start, end))
    links = [link for token in tokens if token.type == "inline" for link in _links(token)]
    html = [t.content for t in flat(tokens) if t.type in {"html_block", "html_inline"}]
    return Outline(
        top,
        tuple(links),
        tuple(_definitions(env)),
        tuple(re.findall(r"<\w+[^>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", "\n".join(html))),
        front,
        front_end,
        tuple(t.info.split()[0] for t in tokens if t.type == "fence" and t.info.strip()),
    )


def parse(content: str) -> list[Token]:
    """The tokens of a page."""
    return _parser().parse(content)


def fences(content: str) -> list[tuple[int, int]]:
    """The lines of a page's own fences, from the first to behind the last."""
    return [
        (token.map[0], token.map[1])
        for token in parse(content)
        if token.type == "fence" and token.level == 0 and token.map is not None
    ]


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """The blocks of a page's own flow, each with the tokens inside it."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at
        if token.nesting == 1:
            while not (tokens[end].nesting == -1 and tokens[end].level == token.level):
                end += 1
        yield token, tokens[at + 1 : end]
        at = end + 1


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tokens, each followed by those of its line."""
    for token in tokens:
        yield token
        yield from token.children or ()


def _block(token: Token, inside: Sequence[Token], start: int, end: int) -> Block:
    if token.type == "paragraph_open":
        inline = inside[0]
        text, is_bold = _plain(inline), _is_bold(inline)
        return Block(PARAGRAPH, start, end, text, is_bold, raw=inline.content)
    if token.type in {"bullet_list_open", "ordered_list_open"}:
        items, links = _items(inside)
        return Block(LIST, start, end, items=items, links=links)
    if token.type == "table_open":
        return Block(TABLE, start, end, rows=tuple(_rows(inside)))
    if token.type == "html_block":
        return Block(HTML, start, end, raw=token.content)
    if token.type in {"blockquote_open", "fence"}:
        return Block(OTHER, start, end, token.info.strip(), raw=token.content)
    return Block(OTHER, start, end, raw=token.content)


def _items(inside: Sequence[Token]) -> tuple[tuple[str, ...], int]:
    """The texts of all items, those of nested lists too; and how many are links alone."""
    texts: list[str] = []
    links = 0
    for at, token in enumerate(inside):
        if token.type != "list_item_open":
            continue
        first = next((t for t in inside[at + 1 : at + 3] if t.type == "inline"), None)
        texts.append(_plain(first) if first is not None else "")
        links += first is not None and _is_link(first)
    return tuple(texts), links


def _rows(inside: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in inside:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(_plain(token))
        elif token.type == "tr_close":
            yield tuple(row)


def _plain(inline: Token) -> str:
    """The text of a line without markup, white space folded."""
    said = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline"}:
            said.append(child.content)
        elif child.type in {"softbreak", "hardbreak"} or _is_break(child):
            said.append(" ")
        elif child.type == "image":
            said.append(_plain(child))
    return " ".join("".join(said).split())


def _is_break(child: Token) -> bool:
    return child.type == "html_inline" and child.content.casefold().startswith("<br")


def _is_bold(inline: Token) -> bool:
    inside = [c for c in inline.children or () if c.type != "text" or c.content.strip()]
    if not inside or inside[0].type != "strong_open":
        return False
    end = next((n for n, c in enumerate(inside) if c.type == "strong_close"), len(inside))
    return all(c.type == "text" and not re.search(r"\w", c.content) for c in inside[end + 1 :])


def _is_link(inline: Token) -> bool:
    inside = [c for c in inline.children or () if c.type != "text" or c.content.strip()]
    return bool(inside) and inside[0].type == "link_open" and inside[-1].type == "link_close"


def _links(inline: Token) -> Iterator[Link]:
    start, end = inline.map or (0, 0)
    for child in inline.children or ():
        if child.type in {"link_open", "image"}:
            target = child.attrGet("src" if child.type == "image" else "href")
            yield Link(str(target or ""), start, end, child.type == "image")


def _definitions(env: Mapping[str, Any]) -> Iterator[int]:
    for found in env.get("references", {}).values():
        yield from range(*found["map"])


def _front(tokens: Sequence[Token]) -> tuple[tuple[tuple[str, str], ...], int]:
    if not tokens or tokens[0].type != "front_matter" or tokens[0].map is None:
        return (), 0
    simple = re.findall(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", tokens[0].content, re.MULTILINE)
    return tuple((name, value.strip("\"'")) for name, value in simple), tokens[0].map[1]
