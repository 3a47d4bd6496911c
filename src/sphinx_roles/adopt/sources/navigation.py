"""Toctrees from a navigation, or from folders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.sources.book import (
    Entry,
    docname,
    folder_of,
    index_of,
    is_index,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


class Toctree(NamedTuple):
    """A toctree of a page."""

    caption: str
    entries: tuple[tuple[str, str], ...]
    """(title or '', path of a page or address)."""

    def lines(self, page: str, *, is_hidden: bool) -> tuple[str, ...]:
        """The directive, in Markdown."""
        options = [f":caption: {self.caption}"] if self.caption else []
        options += [":hidden:"] if is_hidden else [":maxdepth: 2"]
        named = [_entry(title, target, page) for title, target in self.entries]
        return ("```{toctree}", *options, "", *named, "```")


def _entry(title: str, target: str, _page: str) -> str:
    name = target if re.match(r"[a-z]+:", target) else f"/{docname(target)}"
    is_plain = not title or not re.search(r"[<>\n]", title)
    return f"{title} <{name}>" if title and is_plain else name


def by_folders(pages: Collection[str], root: str) -> dict[str, list[Toctree]]:
    """The toctrees of folders' pages: each holds the pages of its folder and of those below."""
    found: dict[str, list[Toctree]] = {}
    kept = frozenset(pages)
    homes = {"": root}
    for folder in sorted({f for page in pages for f in _folders(page)}):
        homes[folder] = index_of(folder, kept) or homes[folder_of(folder)]
    groups: dict[tuple[str, str], list[str]] = {}
    for page in sorted(pages, key=_order):
        if page == root:
            continue
        folder = folder_of(page)
        if homes[folder] == page:
            folder = folder_of(folder)
        home = homes[folder]
        caption = "" if folder_of(home) == folder else _spoken(folder, folder_of(home))
        groups.setdefault((home, caption), []).append(page)
    for (home, caption), group in groups.items():
        tree = Toctree(caption, tuple(("", page) for page in group))
        found.setdefault(home, []).append(tree)
    return found


def by_navigation(
    navigation: Sequence[Entry], pages: Collection[str], root: str
) -> tuple[dict[str, list[Toctree]], set[str]]:
    """The toctrees that a navigation asks for, and the pages that stand in them."""
    found: dict[str, list[Toctree]] = {}
    placed = {root}

    def place(home: str, caption: str, entries: Iterable[Entry]) -> None:
        row: list[tuple[str, str]] = []
        later: list[tuple[str, str, tuple[Entry, ...]]] = []
        for entry in entries:
            target = entry.page
            is_page = target in pages
            if target is not None and (is_page or re.match(r"https?:", target)):
                if target not in placed:
                    row.append((entry.title, target))
                    placed.add(target)
                if entry.entries and is_page:
                    later.append((target, "", entry.entries))
                elif entry.entries:
                    later.append((home, entry.title, entry.entries))
            elif entry.entries:
                above = caption if caption and not entry.is_caption else ""
                name = f"{above}: {entry.title}" if above else entry.title
                later.append((home, name, entry.entries))
        if row:
            found.setdefault(home, []).append(Toctree(caption, tuple(row)))
        for inner_home, inner_caption, inner in later:
            place(inner_home, inner_caption, inner)

    place(root, "", navigation)
    return found, placed


def _folders(page: str) -> list[str]:
    pieces = page.split("/")[:-1]
    return ["/".join(pieces[: n + 1]) for n in range(len(pieces))]


def _order(page: str) -> tuple[str, bool, str]:
    return folder_of(page), not is_index(page), page


def _spoken(folder: str, home: str) -> str:
    below = folder.removeprefix(f"{home}/") if home else folder
    words = re.sub(r"[-_]+", " ", below.replace("/", ": "))
    return words[:1].upper() + words[1:]


def root_of(pages: Mapping[str, object], navigation: Sequence[Entry] | None) -> tuple[str, bool]:
    """The page that comes first, and whether it is there already."""
    first = next((e.page for e in navigation or () if e.page in pages), None)
    found = index_of("", frozenset(pages))
    if first is not None and is_index(first) and not folder_of(first):
        return first, True
    if found is not None:
        return found, True
    return "index.md", False
