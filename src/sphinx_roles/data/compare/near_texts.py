"""Which texts are nearly the same.

Belongs here: pairing texts of two sets by the words that they share. Texts are compared only
with those that share their rarest words, so the work grows with the number of texts, not with
its square.
"""

from __future__ import annotations

import re
from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    T = TypeVar("T", bound=Hashable)
    U = TypeVar("U", bound=Hashable)

_WORD = re.compile(r"\w+")
_COMMON = 0.3
"""What a common word ("the", "team") weighs; any other weighs 1."""
_SHARE_OF_COMMON = 20
"""A word is common that one in so many texts has."""
_MOST_POSTINGS = 64
"""So many texts with a word are looked at."""
_MOST_CANDIDATES = 8
"""So many of the texts that share most are compared."""
_SHORT = 6
"""Texts of so many words at most are compared letter by letter: of longer ones a word or two say
little."""
_MOST_BY_LETTERS = 400
"""So many pairs at most are compared letter by letter."""
_BY_LETTERS = 0.75
"""The least likeness letter by letter."""


class Weights:
    """What each word says about a text: little, where many texts have it."""

    def __init__(self, *editions: Iterable[str]) -> None:
        self._common: set[str] = set()
        for texts in editions:
            counts: Counter[str] = Counter()
            number = 0
            for text in texts:
                number += 1
                counts.update(set(_words(text)))
            least = max(3, number // _SHARE_OF_COMMON)
            self._common.update(word for word, count in counts.items() if count > least)

    def of(self, word: str) -> float:
        """Between 0 and 1."""
        return _COMMON if word in self._common else 1.0


def near_pairs(
    earlier: Mapping[T, str], later: Mapping[U, str], weights: Weights, least: float
) -> list[tuple[T, U]]:
    """Pairs of texts that share at least the share `least` of their words, best pairs first.

    Each text is in one pair at most. A pair that shares so much has at least one of the rarest
    words of each in common, so only texts with those are looked at ("prefix filtering",
    Chaudhuri and others, 2006).
    """
    if not earlier or not later:
        return []
    after = {name: Counter(_words(text)) for name, text in later.items()}
    postings: dict[str, list[U]] = {}
    for name, counts in after.items():
        for word in counts:
            postings.setdefault(word, []).append(name)
    weigh = {name: _weight(counts, weights) for name, counts in after.items()}
    scored = []
    for rank, (one, text) in enumerate(earlier.items()):
        counts = Counter(_words(text))
        total = _weight(counts, weights)
        for other in _candidates(counts, postings, least):
            score = 2 * _shared(counts, after[other], weights) / (total + weigh[other])
            if score >= least:
                scored.append((-score, rank, one, other))
    scored.sort(key=lambda entry: entry[:2])
    return _greedy((one, other) for _score, _rank, one, other in scored)


def near_pairs_by_letters(earlier: Mapping[T, str], later: Mapping[U, str]) -> list[tuple[T, U]]:
    """Pairs of short texts that differ by a few letters; none where there are many of them."""
    before = {name: text for name, text in earlier.items() if len(text.split()) <= _SHORT}
    after = {name: text for name, text in later.items() if len(text.split()) <= _SHORT}
    if not 0 < len(before) * len(after) <= _MOST_BY_LETTERS:
        return []
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is reworded

    scored = []
    for rank, (name, text) in enumerate(before.items()):
        matcher = SequenceMatcher(None, b=text.casefold(), autojunk=False)
        for other, words in after.items():
            matcher.set_seq1(words.casefold())
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
            if all(bound() >= _BY_LETTERS for bound in bounds):
                scored.append((-matcher.ratio(), rank, name, other))
    scored.sort(key=lambda entry: entry[:2])
    return _greedy((name, other) for _score, _rank, name, other in scored)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _weight(counts: Counter[str], weights: Weights) -> float:
    return sum(count * weights.of(word) for word, count in counts.items())


def _shared(counts: Counter[str], others: Counter[str], weights: Weights) -> float:
    return sum(
        min(count, others[word]) * weights.of(word)
        for word, count in counts.items()
        if word in others
    )


def _candidates(counts: Counter[str], postings: Mapping[str, list[U]], least: float) -> list[U]:
    words = sorted(counts, key=lambda word: len(postings.get(word, ())))
    most = len(words) - ceil(least / (2 - least) * len(words)) + 1
    shared: Counter[U] = Counter()
    for word in words[:most]:
        shared.update(postings.get(word, ())[:_MOST_POSTINGS])
    return [name for name, _count in shared.most_common(_MOST_CANDIDATES)]


def _greedy(pairs: Iterable[tuple[T, U]]) -> list[tuple[T, U]]:
    """The first pair of each."""
    seen_earlier: set[T] = set()
    seen_later: set[U] = set()
    found = []
    for name, other in pairs:
        if name not in seen_earlier and other not in seen_later:
            seen_earlier.add(name)
            seen_later.add(other)
            found.append((name, other))
    return found
