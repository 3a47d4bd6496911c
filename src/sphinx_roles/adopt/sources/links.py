"""Links as Sphinx finds them: to a page's file, and not to a folder or an HTML page.

Only the target of a link changes, and only where its page is there under another path.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_roles.adopt.pages.lines import Edit
from sphinx_roles.adopt.sources.book import MARKDOWN, docname, folder_of, index_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx_roles.adopt.pages.lines import Text
    from sphinx_roles.adopt.pages.outline import Link, Outline

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
KNOWN_SCHEMES = ("http", "https", "mailto", "ftp")
# What a destination follows: an inline link or image, or a definition.
_TARGET = re.compile(r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?)(?P<target>[^)\s>]+)")


def scheme_of(link: Link) -> str:
    """The scheme of an address, '' for a path."""
    found = _SCHEME.match(link.target)
    return found[1].casefold() if found else ""


def resolve(target: str, page: str, pages: Collection[str], files: Collection[str]) -> str | None:
    """What a link must say for Sphinx, None where it can stay as it is or leads nowhere."""
    if not target or target[0] in "#?" or _SCHEME.match(target) or target.startswith("//"):
        return None
    path, mark, fragment = target.partition("#")
    path = unquote(path.partition("?")[0])
    for base in _bases(page, path):
        full = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        full = "" if full == "." else full
        if full in pages or (full in files and not full.endswith(MARKDOWN)):
            is_right = "?" not in target and (not base or not path.startswith("/"))
            return None if is_right else _written(full, page, path, mark + fragment)
        found = _page_at(full, frozenset(pages))
        if found is not None:
            return _written(found, page, path, mark + fragment)
    return None


def linked_page(target: str, page: str, pages: Collection[str]) -> str | None:
    """The page that a link leads to."""
    if not target or target[0] in "#?" or _SCHEME.match(target):
        return None
    path = unquote(re.split(r"[#?]", target)[0])
    for base in _bases(page, path):
        full = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        found = full if full in pages else _page_at(full, frozenset(pages))
        if found is not None:
            return found
    return None


def _bases(page: str, path: str) -> Iterator[str]:
    """The folders from which a link may start.

    A site's own top may be a folder of ours, and a page's address that of a folder.
    """
    if not path.startswith("/"):
        yield folder_of(page)
        if "." not in posixpath.basename(path):
            yield docname(page)
        return
    yield ""
    pieces = page.split("/")[:-1]
    yield from ("/".join(pieces[:size]) for size in range(1, len(pieces) + 1))


@lru_cache(maxsize=4096)
def _page_at(full: str, pages: frozenset[str]) -> str | None:
    """The page that a web server would show at a path."""
    stem = re.sub(r"\.html?\Z|/\Z", "", full)
    tries = [f"{stem}{suffix}" for suffix in MARKDOWN]
    if stem != full and posixpath.basename(stem) == "index":
        tries.append(f"{posixpath.dirname(stem)}/README.md".lstrip("/"))
    for name in tries:
        if name in pages:
            return name
    return index_of(stem, pages) or _without_numbers(pages).get(stem)


@lru_cache(maxsize=2)
def _without_numbers(pages: frozenset[str]) -> dict[str, str]:
    """Path without suffix and without the numbers that only order pages → page: `2-b` is `b`."""
    return {
        plain: page
        for page in sorted(pages, reverse=True)
        if (plain := _NUMBER.sub("", docname(page))) != docname(page)
    }


_NUMBER = re.compile(r"(?<![^/])\d+[-_. ]+(?=[^/])")


def _written(found: str, page: str, path: str, fragment: str) -> str:
    if path.startswith("/"):
        return quote(f"/{found}") + fragment
    return quote(posixpath.relpath(found, folder_of(page) or ".")) + fragment


def correct(
    page: str,
    text: Text,
    outline: Outline,
    pages: Collection[str],
    files: Collection[str],
    named: Mapping[str, Mapping[str, str]],
) -> list[Edit]:
    """The lines of a page whose links must be written anew.

    Parameters
    ----------
    named
        Page → name that links give to a heading → the one by which Sphinx finds it.
    """
    wanted: dict[str, str] = {}
    for link in outline.links:
        if link.is_image:
            new = _image(link.target, page, files)
        else:
            new = _named(link.target, resolve(link.target, page, pages, files), page, pages, named)
        if new is not None:
            wanted[unquote(link.target)] = new
    if not wanted:
        return []
    lines = {line for link in outline.links for line in range(link.line, link.end)}
    lines |= set(outline.definitions)
    return [*_edits(text, sorted(lines), wanted)]


def _image(target: str, page: str, files: Collection[str]) -> str | None:
    """An image without what only a tool or a code host reads: `#only-dark`, `?raw=true`."""
    path = re.split(r"[#?]", target)[0]
    full = posixpath.normpath(posixpath.join(folder_of(page), unquote(path)))
    return path if path != target and full in files else None


def _named(
    target: str,
    new: str | None,
    page: str,
    pages: Collection[str],
    named: Mapping[str, Mapping[str, str]],
) -> str | None:
    """A link that names its heading as Sphinx does: code hosts ignore case, and have `#readme`."""
    before, mark, fragment = (new or target).partition("#")
    there = (linked_page(before, page, pages) if before else page) or ""
    names = named.get(there, {})
    name = names.get(fragment) or names.get(fragment.casefold())
    if mark and name:
        return f"{before}#{name}" if name != fragment else new
    is_whole = before and there and fragment.casefold() == "readme"
    return before if is_whole else new


def _edits(text: Text, lines: list[int], wanted: Mapping[str, str]) -> Iterator[Edit]:
    def put(found: re.Match[str]) -> str:
        return found["before"] + wanted.get(unquote(found["target"]), found["target"])

    for line in lines:
        new = _TARGET.sub(put, text.lines[line])
        if new != text.lines[line]:
            yield Edit(line, 1, (new,))
