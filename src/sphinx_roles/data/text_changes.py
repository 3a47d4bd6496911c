"""What differs between two wordings, word by word.

Belongs here: comparing two plain texts. HTML is compared in `html`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TYPOGRAPHY = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{EN DASH}": "--",
        "\N{EM DASH}": "---",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def untypeset(text: str) -> str:
    """Text as it is typed: not every builder has typographic quotes and dashes."""
    return text.translate(_TYPOGRAPHY)


class Piece(NamedTuple):
    """Some words of both texts, of the earlier one only, or of the later one only."""

    kind: str
    """`kept`, `removed` or `added`."""
    text: str


def changed_words(earlier: str, later: str) -> tuple[Piece, ...]:
    """The pieces of two texts, in reading order.

    Where little of the earlier text is kept, all of it counts as changed: marks on single words
    would only be noise.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is reworded

    before, after = earlier.split(), later.split()
    matcher = SequenceMatcher(
        None, [_plain(word) for word in before], [_plain(word) for word in after], autojunk=False
    )
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept * 3 < len(before):
        return (Piece("removed", earlier), Piece("added", later))
    found = []
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("kept", " ".join(after[start:stop])))
            continue
        if first < last:
            found.append(Piece("removed", " ".join(before[first:last])))
        if start < stop:
            found.append(Piece("added", " ".join(after[start:stop])))
    return tuple(found)


def _plain(word: str) -> str:
    core = _CORE.search(word)
    return untypeset(core[0] if core else word).casefold()
