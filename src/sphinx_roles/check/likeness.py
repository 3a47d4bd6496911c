"""Which texts are nearly the same, letter by letter.

Belongs here: pairing the texts of one handbook. The function knows nothing of expectations.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.data.text_changes import untypeset
from sphinx_roles.handbook.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 85.0
"""The usual likeness from which on two texts count as copies, of 100."""
_GROUPS = 32
_MOST = 16
"""Letters are counted in so many groups, and so far in each."""


class NoRapidfuzzError(ImportError):
    """The package `rapidfuzz` is not installed."""


class NearCopy(NamedTuple):
    """Two texts that are nearly the same."""

    first: int
    """Position in the list of texts."""
    second: int
    """Another one, further on."""
    likeness: float
    """Less than 100."""


def normalised(text: str) -> str:
    """Text as it is compared: case, white space, final punctuation and typography aside."""
    return fold(untypeset(text))


def near_copies(texts: Sequence[str], least: float = LEAST) -> list[NearCopy]:
    """All pairs of texts that are nearly the same, in the order of the list.

    Texts that are equal once they are normalised count once, at the first of them.

    Parameters
    ----------
    texts
        In any order.
    least
        The least likeness, above 0 and up to 100: twice the number of letters that both have in
        the same order, as a share of all letters (`rapidfuzz.fuzz.ratio`).

    Raises
    ------
    NoRapidfuzzError
        Where `rapidfuzz` is not installed.

    No pair is lost: a text is compared with all those whose length allows so much likeness. Most of
    them are ruled out by their letters, in whichever order those stand: that halves the time.
    """
    try:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NoRapidfuzzError from error

    positions: dict[str, int] = {}
    for position, text in enumerate(texts):
        positions.setdefault(normalised(text), position)
    by_length: dict[int, tuple[list[str], list[int]]] = {}
    for text in positions:
        group, counts = by_length.setdefault(len(text), ([], []))
        group.append(text)
        counts.append(_letters(text))

    found = []
    for length, (group, counts) in by_length.items():
        others = [
            (longer, int((100 - least) / 100 * (length + longer) + 1e-9), *by_length[longer])
            for longer in by_length
            if longer >= length and 200 * length >= least * (length + longer)
        ]
        for rank, (text, letters) in enumerate(zip(group, counts, strict=True)):
            alike = [
                other
                for longer, most, rest, more in others
                for other, count in zip(
                    rest[rank + 1 :] if longer == length else rest,
                    more[rank + 1 :] if longer == length else more,
                    strict=True,
                )
                if (letters ^ count).bit_count() <= most
            ]
            for other, likeness, _ in process.extract(
                text, alike, scorer=fuzz.ratio, score_cutoff=least, limit=None
            ):
                first, second = sorted((positions[text], positions[other]))
                found.append(NearCopy(first, second, likeness))
    return sorted(found)


def _letters(text: str) -> int:
    """How often each letter stands in a text, as ones in a row for each group of letters.

    The ones that only one of two such numbers has are at most the letters to add and to remove.
    """
    counts = Counter(ord(letter) % _GROUPS for letter in text)
    return sum(((1 << min(count, _MOST)) - 1) << (group * _MOST) for group, count in counts.items())
