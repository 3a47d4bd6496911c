"""What a raised expectation changes in the earlier wording.

Belongs here: comparing two texts word by word.
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
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is raised

    if "<pre" in earlier:
        return earlier
    tokens = _BETWEEN.split(earlier)  # words at the even places
    places = [index for index in range(0, len(tokens), 2) if tokens[index]]
    before = [_plain(tokens[index]) for index in places]
    after = [_plain(word) for word in _BETWEEN.split(later)[::2] if word]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept * 3 < len(before):
        return earlier
    for kind, first, last, *_ in matcher.get_opcodes():
        if kind in {"replace", "delete"}:
            for index in places[first:last]:
                tokens[index] = f'<del class="roles-changed">{tokens[index]}</del>'
    # One mark for neighbours, so that screen readers announce it once.
    return re.sub(r'</del>(\s+)<del class="roles-changed">', r"\1", "".join(tokens))


@lru_cache(maxsize=4096)  # most words come again
def _plain(word: str) -> str:
    core = _CORE.search(word)
    return core[0].casefold() if core else word
