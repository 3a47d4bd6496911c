"""Marks the words that changed in the HTML of two wordings, by `del` and `ins`.

Belongs here: HTML. Plain texts are compared in `data.text_changes`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BETWEEN = re.compile(r"(<[^>]*>|\s+)")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def mark_removed(earlier: str, later: str) -> str:
    """HTML of an earlier wording, with the words that the later one does not keep in `del`.

    Both are HTML. Nothing is marked in code, nor where little of the wording is kept: then
    all of it has changed, and marks would only be noise.
    """
    if "<pre" in earlier:
        return earlier
    before, after = _Wording(earlier), _Wording(later)
    for first, last, _start, _stop in _changes(before, after):
        before.mark("del", first, last)
    return before.html("del")


def mark_changes(earlier: str, later: str) -> tuple[str, str]:
    """The same, and the later wording with the words that are new in `ins`: both or neither."""
    if "<pre" in earlier or "<pre" in later:
        return earlier, later
    before, after = _Wording(earlier), _Wording(later)
    for first, last, start, stop in _changes(before, after):
        before.mark("del", first, last)
        after.mark("ins", start, stop)
    return before.html("del"), after.html("ins")


def _changes(before: _Wording, after: _Wording) -> list[tuple[int, int, int, int]]:
    """Where words differ, from and to in each; nothing where little of the first is kept."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is raised

    matcher = SequenceMatcher(None, before.words, after.words, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept * 3 < len(before.words):
        return []
    return [places for kind, *places in matcher.get_opcodes() if kind != "equal"]  # type: ignore[misc]


class _Wording:
    """HTML as a list of words that can be marked."""

    def __init__(self, html: str) -> None:
        self._tokens = _BETWEEN.split(html)  # words at the even places
        self._places = [i for i in range(0, len(self._tokens), 2) if self._tokens[i]]
        self.words = [_plain(self._tokens[place]) for place in self._places]

    def mark(self, tag: str, first: int, last: int) -> None:
        for place in self._places[first:last]:
            self._tokens[place] = f'<{tag} class="roles-changed">{self._tokens[place]}</{tag}>'

    def html(self, tag: str) -> str:
        # One mark for neighbours, so that screen readers announce it once.
        pattern = rf'</{tag}>(\s+)<{tag} class="roles-changed">'
        return re.sub(pattern, r"\1", "".join(self._tokens))


@lru_cache(maxsize=4096)  # most words come again
def _plain(word: str) -> str:
    core = _CORE.search(word)
    return core[0].casefold() if core else word
