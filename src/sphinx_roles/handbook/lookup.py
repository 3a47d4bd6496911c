"""Finding pages by name, and what was meant where nothing is found.

Belongs here: look-ups of documents by name, and suggestions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Hints:
    """Suggestions for one kind of name; for so many of them that a reader can use.

    A base with a thousand children that is renamed gives a thousand warnings, and the
    comparison is slow.
    """

    def __init__(self, limit: int = 100) -> None:
        self._limit = limit
        self._known: dict[tuple[str, str], str] = {}

    def of(self, name: str, candidates: Iterable[str], scope: str = "") -> str:
        """As `hint`, worked out once for each name in each scope of candidates."""
        key = (scope, name)
        if key not in self._known:
            is_enough = len(self._known) >= self._limit
            self._known[key] = "" if is_enough else hint(name, candidates)
        return self._known[key]


def hint(name: str, candidates: Iterable[str]) -> str:
    """The one of the candidates that was meant, '' where none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    most = max(2, len(name) // 3)
    near = [c for c in candidates if abs(len(c) - len(name)) <= most or name.endswith(f"/{c}")]
    by_fold = {candidate.casefold(): candidate for candidate in sorted(near, reverse=True)}
    close = get_close_matches(name.casefold(), by_fold, n=1)
    return by_fold[close[0]] if close else ""


def is_near(one: str, other: str) -> bool:
    """Whether two keys differ by a letter or two, as after a slip of the pen.

    Keys that differ in digits alone, or of fewer than four letters, are different on purpose.
    The distance is that of Damerau and Levenshtein, in its restricted form.
    """
    most = 1 if min(len(one), len(other)) < 6 else 2
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > most or one == other:
        return False
    if re.sub(r"\d", "", one) == re.sub(r"\d", "", other):
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most


def find_page(name: str, docname: str, docs: Collection[str]) -> str | None:
    """Look a page up beside `docname`, then in each folder above it; `/name` from the top."""
    if name.startswith("/"):
        return name[1:] if name[1:] in docs else None
    folders = docname.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        candidate = "/".join([*folders[:depth], name])
        if candidate in docs:
            return candidate
    return None


def craft_names(folders: Iterable[str], docs: Iterable[str]) -> list[str]:
    """The names of all craft pages, as `find_craft` takes them."""
    prefixes = tuple(f"{folder.strip('/')}/".lstrip("/") for folder in folders)
    return [doc[len(prefix) :] for prefix in prefixes for doc in docs if doc.startswith(prefix)]


def find_craft(target: str, folders: Iterable[str], docs: Collection[str]) -> str | None:
    """The docname of a craft page, from its name inside one of the folders."""
    candidates = (f"{folder.strip('/')}/{target}".lstrip("/") for folder in folders)
    return next((candidate for candidate in candidates if candidate in docs), None)
