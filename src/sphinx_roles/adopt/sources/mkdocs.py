"""What a MkDocs site says: `nav`, admonitions, snippets."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped,unused-ignore]

from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.sources.book import Entry, folder_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sphinx_roles.adopt.pages.lines import Text


class _Loader(yaml.SafeLoader):  # type: ignore[misc,unused-ignore]
    """Reads `!ENV` and `!!python/name:` as nothing: no code of a site's own is run."""


_Loader.add_multi_constructor("", lambda *_: None)


def read_configuration(content: str) -> dict[str, Any]:
    """`mkdocs.yml`; empty where it is no YAML."""
    try:
        found = yaml.load(content, Loader=_Loader)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def read_nav(nav: object) -> tuple[Entry, ...] | None:
    """The navigation, None where the site has none of its own."""
    return tuple(_entries(nav)) if isinstance(nav, list) else None


def _entries(nav: object) -> Iterator[Entry]:
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, str):
            yield Entry("", _path(entry))
        elif isinstance(entry, dict):
            for title, inside in entry.items():
                if isinstance(inside, str):
                    yield Entry(str(title), _path(inside))
                else:
                    yield Entry(str(title), None, tuple(_entries(inside)), is_caption=True)


def _path(entry: str) -> str:
    return entry if re.match(r"[a-z]+:", entry) else posixpath.normpath(entry)


KINDS = {
    **{n: n for n in ("note", "tip", "hint", "important", "warning", "caution", "danger", "error")},
    "attention": "attention",
}
_HEAD = re.compile(r'(?:!!!|\?\?\?\+?)\s+(?P<kinds>[\w -]+?)\s*(?:"(?P<title>.*)")?\s*\Z')
_TAB = re.compile(r'===[!+]?\s+(["\'])(?P<title>.+)\1\s*\Z')
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_SNIPPET = re.compile(r"-{1,}8<-{1,}\s+[\"'](?P<path>[^\"':]+)(?::(?P<part>[^\"']*))?[\"']\s*\Z")


def convert_blocks(
    page: str, text: Text, files: Collection[str], in_code: Collection[int]
) -> tuple[list[Edit], list[tuple[int, str]]]:
    """Admonitions as directives, tabs below titles, snippets as includes; and what is in doubt."""
    edits: list[Edit] = []
    doubts: list[tuple[int, str]] = []
    tabs: list[int] = []
    line = 0
    fence = ""
    while line < len(text.lines):
        said = text.lines[line]
        snippet = _SNIPPET.match(said)
        fence = _fence_behind(said, fence)
        block = said.lstrip(" ")  # it may stand in a list
        if (_HEAD.match(block) or _TAB.match(block)) and line not in in_code and not fence:
            indent = said[: len(said) - len(block)]
            end = _end(text.lines, line + 1, len(indent))
            lines = [one.removeprefix(indent) for one in text.lines[line:end]]
            new = [f"{indent}{one}" if one else one for one in _converted(lines)]
            if _TAB.match(block):
                tabs.append(line)
                if line and text.lines[line - 1].strip():  # or it would belong to that paragraph
                    new.insert(0, "")
            if end < len(text.lines) and not new[-1] and not text.lines[end].strip():
                new.pop()
            edits.append(Edit(line, end - line, tuple(new)))
            line = end
            continue
        if snippet is not None and line not in in_code:
            path = _found(snippet["path"], page, files)
            if path is None or snippet["part"]:
                doubts.append((line, "this snippet stays as text"))
            else:
                edits.append(Edit(line, 1, (f"```{{include}} /{path}", "```")))
        line += 1
    if tabs:
        reason = "the content tabs of this page stand below one another, with bold titles"
        doubts.append((tabs[0], reason))
    return edits, doubts


def _fence_behind(line: str, fence: str) -> str:
    """The fence of code that is open behind a line, '' for none."""
    mark = _FENCE.match(line)
    if mark is None or (fence and not (line.strip() == mark[1] and mark[1] >= fence)):
        return fence
    return "" if fence else mark[1]


def _end(lines: Sequence[str], start: int, indent: int = 0) -> int:
    """Where an indented block ends, blank lines behind it left out."""
    inside = re.compile(rf" {{{indent + 4}}}" if indent else r" {4}|\t")
    end = at = start
    while at < len(lines) and (not lines[at].strip() or inside.match(lines[at])):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _converted(lines: Sequence[str]) -> list[str]:
    """Lines without the blocks of MkDocs, whatever stands inside them."""
    said: list[str] = []
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _fence_behind(line, fence)
        head = None if fence else _HEAD.match(line) or _TAB.match(line)
        if head is None:
            said.append(line)
            at += 1
            continue
        end = _end(lines, at + 1)
        inside = _converted([re.sub(r"\A(?: {4}|\t)", "", line) for line in lines[at + 1 : end]])
        if head.re is _HEAD:
            said += _admonition(head, inside)
        else:
            before = [""] if said and said[-1].strip() else []
            inside = inside if inside and not inside[0].strip() else ["", *inside]
            said += [*before, f"**{head['title'].strip()}**", *inside]
            said += [""] if inside[-1].strip() else []
        at = end
    return said


def _admonition(head: re.Match[str], said: list[str]) -> list[str]:
    """An admonition as a directive."""
    depth = max([2, *(len(found[0]) for line in said if (found := re.match(r":{3,}", line)))])
    fence = ":" * (depth + 1)
    kind, title = head["kinds"].split()[0].casefold(), head["title"]
    name = KINDS.get(kind)
    if name is not None and not title:
        return [f"{fence}{{{name}}}", *said, fence]
    shown = title or kind.capitalize()
    options = [f":class: {name or 'note'}"]
    return [f"{fence}{{admonition}} {shown}", *options, "", *said, fence]


def _found(path: str, page: str, files: Collection[str]) -> str | None:
    tries = (path, posixpath.join(folder_of(page), path), path.removeprefix("docs/"))
    return next((found for name in tries if (found := posixpath.normpath(name)) in files), None)
