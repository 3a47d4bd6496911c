"""What differs between two wordings of an expectation.

Belongs here: comparing two texts word by word.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"<[^>]*>|\s+|[^<\s]+")


def mark_removed(earlier: str, later: str) -> str:
    """HTML of an earlier wording, with the words that the later one does not keep in `del`.

    Both are HTML. Nothing is marked in code, nor where little of the wording is kept: then
    all of it has changed, and marks would only be noise.
    """
    return earlier if "<pre" in earlier else _marked(earlier, later)[0]


def mark_changes(earlier: str, later: str) -> tuple[str, str]:
    """The same, and the later wording with the words that are new in `ins`: both or neither."""
    has_code = "<pre" in earlier or "<pre" in later
    return (earlier, later) if has_code else _marked(earlier, later)


def _marked(earlier: str, later: str) -> tuple[str, str]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is raised

    before, after = _Wording(earlier), _Wording(later)
    matcher = SequenceMatcher(None, before.words, after.words, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept * 3 < len(before.words):
        return earlier, later
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind != "equal":
            before.mark("del", first, last)
            after.mark("ins", start, stop)
    return before.html("del"), after.html("ins")


class _Wording:
    """HTML as a list of words that can be marked."""

    def __init__(self, html: str) -> None:
        self._tokens = _TOKEN.findall(html)
        self._places = [i for i, token in enumerate(self._tokens) if _is_word(token)]
        self.words = [_plain(self._tokens[place]) for place in self._places]

    def mark(self, tag: str, first: int, last: int) -> None:
        for place in self._places[first:last]:
            self._tokens[place] = f'<{tag} class="roles-changed">{self._tokens[place]}</{tag}>'

    def html(self, tag: str) -> str:
        # One mark for neighbours, so that screen readers announce it once.
        pattern = rf'</{tag}>(\s+)<{tag} class="roles-changed">'
        return re.sub(pattern, r"\1", "".join(self._tokens))


def _is_word(token: str) -> bool:
    return not (token.startswith("<") or token.isspace())


def _plain(word: str) -> str:
    return re.sub(r"\A\W+|\W+\Z", "", word).casefold() or word
