"""Suggestions: which name was meant where a name is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


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
