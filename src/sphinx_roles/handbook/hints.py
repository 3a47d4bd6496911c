"""Suggestions: which name was meant where a name is wrong."""

from __future__ import annotations

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
