"""What an mdBook says: `SUMMARY.md`, and `{{#include}}` lines."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.sources.book import Entry, folder_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from sphinx_roles.adopt.pages.lines import Text

SUMMARY = "SUMMARY.md"
_INCLUDE = re.compile(
    r"\{\{\s*#(?:rustdoc_)?include\s+(?P<path>[^}\s:]+)(?::(?P<part>[^}\s]*))?\s*\}\}"
)
_OTHER = re.compile(r"(?<!\\)\{\{\s*#(\w+)[^}]*\}\}")


def read_summary(content: str) -> tuple[Entry, ...]:
    """The navigation that `SUMMARY.md` holds."""
    tokens = MarkdownIt("commonmark").parse(content)
    entries: list[Entry] = []
    parts: list[tuple[str, list[Entry]]] = [("", entries)]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            title = tokens[at + 1].content
            if title.casefold() != "summary":
                parts.append((title, []))
        elif token.type == "paragraph_open":
            parts[-1][1].extend(_entries_of(tokens[at + 1], ()))
            at += 2
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            end = _end(tokens, at)
            parts[-1][1].extend(_list(tokens[at + 1 : end]))
            at = end
        at += 1
    named = [Entry(title, None, tuple(e), is_caption=True) for title, e in parts if title]
    return (*parts[0][1], *named)


def _end(tokens: Sequence[Token], at: int) -> int:
    level = tokens[at].level
    return next(n for n in range(at + 1, len(tokens)) if tokens[n].level == level)


def _list(tokens: Sequence[Token]) -> Iterator[Entry]:
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        inside = tokens[at + 1 : end]
        inline = next((t for t in inside if t.type == "inline"), None)
        start = next((n for n, t in enumerate(inside) if t.type.endswith("_list_open")), None)
        nested = _list(inside[start + 1 : _end(inside, start)]) if start is not None else ()
        if inline is not None:
            yield from _entries_of(inline, tuple(nested))
        at = end + 1


def _entries_of(inline: Token, nested: tuple[Entry, ...]) -> Iterator[Entry]:
    children = inline.children or []
    for at, child in enumerate(children):
        if child.type == "link_open":
            title = "".join(
                c.content for c in children[at + 1 :] if c.type in {"text", "code_inline"}
            )
            href = unquote(str(child.attrGet("href") or ""))
            page = (
                href if re.match(r"[a-z]+:", href) else posixpath.normpath(href) if href else None
            )
            yield Entry(title.strip(), page, nested)
            return


class Included(NamedTuple):
    """A line that includes another file."""

    line: int
    path: str
    """Below the folder of the pages."""
    is_whole: bool
    """Whether all of the file is included."""


class Includes(NamedTuple):
    """What the includes of a page become."""

    edits: tuple[Edit, ...]
    included: tuple[Included, ...]
    doubts: tuple[tuple[int, str], ...]
    """(line, what was left as it is)."""


def convert_includes(
    page: str,
    text: Text,
    files: Collection[str],
    in_code: Collection[int],
    pages: Mapping[str, Text],
) -> Includes:
    """Includes as directives.

    Parameters
    ----------
    files
        The paths that may be included.
    in_code
        The lines of code blocks.
    pages
        Path → text of those files that are pages.
    """
    edits: list[Edit] = []
    included: list[Included] = []
    doubts: list[tuple[int, str]] = []
    for line, said in enumerate(text.lines):
        if "{{" not in said:
            continue
        found = _INCLUDE.fullmatch(said.strip())
        other = _OTHER.search(said)
        if found is None or line in in_code or said[:1] in {" ", "\t"}:
            if other is not None:
                doubts.append((line, f"{other[0]} stays as text: Sphinx does not know it here"))
            continue
        path = posixpath.normpath(posixpath.join(folder_of(page), found["path"]))
        if path not in files:
            doubts.append((line, f"{found[0]} names a file that is not there"))
            continue
        included.append(Included(line, path, not found["part"]))
        there = pages[path].lines if path in pages else ()
        options = [*_options(found["part"] or "", there)]
        new = (f"```{{include}} {found['path']}", *options, "```")
        edits.append(Edit(line, 1, new))
    return Includes(tuple(edits), tuple(included), tuple(doubts))


def _options(part: str, text: Sequence[str]) -> Iterator[str]:
    """The lines of a file that are included: `2`, `2:10`, `:10`, `2:`, or an anchor's name."""
    if not part:
        return
    lines = re.fullmatch(r"(\d*)(:?)(\d*)", part)
    if lines is None:
        yield f":start-after: {_anchor('ANCHOR', part, text)}"
        yield f":end-before: {_anchor('ANCHOR_END', part, text)}"
        return
    first, colon, last = lines.groups()
    if first and int(first) > 1:
        yield f":start-line: {int(first) - 1}"
    if last or not colon:
        yield f":end-line: {last or first}"


def _anchor(mark: str, name: str, text: Sequence[str]) -> str:
    """What an include looks for: the whole line, or the rest of its comment would be shown."""
    pattern = re.compile(rf"\b{mark}:\s*{re.escape(name)}(?![\w-])")
    said = next((line.strip() for line in text if pattern.search(line)), f"{mark}: {name}")
    return "'" + said.replace("'", "''") + "'"
