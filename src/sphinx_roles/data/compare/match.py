"""Which expectation of one edition is which of another.

An expectation is recognised by its key, then by its text, then by a text that is nearly the
same: on the same role page or level first, and then on others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.data.compare.match_holders import match_holders
from sphinx_roles.data.compare.near_texts import Weights, near_pairs, near_pairs_by_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from sphinx_roles.data.load import Edition, StatedExpectation

_NEAR_HERE = 0.5
"""The share of words that two wordings on one role page or level have in common."""
_NEAR_ELSEWHERE = 0.7
"""The same for wordings on different ones."""


class Matching(NamedTuple):
    """What of two editions is the same."""

    holders: Mapping[str, str]
    """Earlier name → later name."""
    expectations: Mapping[str, str]
    """Earlier id → later id, one to one."""
    joined: Mapping[str, str]
    """Id of an expectation that is gone → id of another one, inherited now, that says it."""
    split: Mapping[str, str]
    """Id of a new expectation → id of an earlier one, inherited then, that said it."""


def match(old: Edition, new: Edition) -> Matching:
    """What of two editions is the same."""
    matcher = _Matcher(old, new)
    matcher.match_here()
    matcher.match_kept()
    matcher.match_near_here()
    matcher.match_elsewhere()
    return Matching(matcher.holders, matcher.found, *matcher.copies())


class _Matcher:
    """Pairs, and what is in none of them yet."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self._old = old
        self._new = new
        self.holders = match_holders(old, new)
        self._holders_before = {later: earlier for earlier, later in self.holders.items()}
        self.found: dict[str, str] = {}
        self._before = dict(old.expectations)
        """Id → expectation, of those that are in no pair yet."""
        self._after = dict(new.expectations)
        self._old_texts = _Texts(old)
        self._new_texts = _Texts(new)

    def _note(self, earlier: str, later: str) -> None:
        self.found[earlier] = later
        del self._before[earlier], self._after[later]

    def _pair(
        self,
        before: Iterable[StatedExpectation],
        after: Iterable[StatedExpectation],
        key: Callable[[StatedExpectation], Hashable],
    ) -> None:
        """Pair those that agree in something, in the order in which they stand."""
        waiting: dict[Hashable, list[str]] = {}
        for expectation in after:
            if expectation.id in self._after and (value := key(expectation)) is not None:
                waiting.setdefault(value, []).append(expectation.id)
        for ids in waiting.values():
            ids.reverse()
        for expectation in before:
            if expectation.id in self._before and (ids := waiting.get(key(expectation), [])):
                self._note(expectation.id, ids.pop())

    def match_here(self) -> None:
        """By key and by text, on the same role page or level."""
        for earlier, later in self.holders.items():
            before = [self._old.expectations[name] for name in self._old.holders[earlier].own]
            after = [self._new.expectations[name] for name in self._new.holders[later].own]
            self._pair(before, after, lambda e: e.key)
            self._pair(before, after, lambda e: (*e.place, e.folded))
            self._pair(before, after, lambda e: e.folded)

    def match_kept(self) -> None:
        """By text, where somebody who was expected to do it still is, through somebody else."""
        after: dict[str, list[str]] = {}
        for later in self._after.values():
            after.setdefault(later.folded, []).append(later.id)
        for earlier in list(self._before.values()):
            others = after.get(earlier.folded, ())
            heir = self.holders.get(earlier.holder, "")
            for name in others:
                if name not in self._after:
                    continue
                ancestor = self._holders_before.get(self._new.expectations[name].holder, "")
                if self._new_texts.has(heir, name) or self._old_texts.has(ancestor, earlier.id):
                    self._note(earlier.id, name)
                    break

    def match_near_here(self) -> None:
        """By nearly the same text, on the same role page or level."""
        weights = Weights(
            (e.text for e in self._old.expectations.values()),
            (e.text for e in self._new.expectations.values()),
        )
        before = _by_holder(self._before.values())
        after = _by_holder(self._after.values())
        for earlier, texts in before.items():
            others = after.get(self.holders.get(earlier, ""), {})
            for pair in near_pairs(texts, others, weights, _NEAR_HERE):
                self._note(*pair)
                del texts[pair[0]], others[pair[1]]
            for pair in near_pairs_by_letters(texts, others):
                self._note(*pair)

    def match_elsewhere(self) -> None:
        """By the same text, then by nearly the same, wherever it stands."""
        if not self._before or not self._after:
            return
        self._pair(list(self._before.values()), list(self._after.values()), lambda e: e.folded)
        before = {e.id: e.text for e in self._before.values()}
        after = {e.id: e.text for e in self._after.values()}
        weights = Weights(before.values(), after.values())
        for pair in near_pairs(before, after, weights, _NEAR_ELSEWHERE):
            self._note(*pair)

    def copies(self) -> tuple[dict[str, str], dict[str, str]]:
        """What is inherited now instead of said anew, and what is said anew now."""
        joined = {}
        for earlier in self._before.values():
            heir = self.holders.get(earlier.holder, "")
            name = self._new_texts.find(heir, earlier.folded)
            if name is not None:
                joined[earlier.id] = name
        split = {}
        for later in self._after.values():
            heir = self._holders_before.get(later.holder, "")
            name = self._old_texts.find(heir, later.folded)
            if name is not None:
                split[later.id] = name
        return joined, split


class _Texts:
    """What is expected of whom, by text."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._ids: dict[str, frozenset[str]] = {}
        self._texts: dict[str, dict[str, str]] = {}

    def has(self, holder: str, expectation: str) -> bool:
        """Whether an expectation counts for a holder; not, where there is no such holder."""
        if holder not in self._edition.holders:
            return False
        if holder not in self._ids:
            self._ids[holder] = frozenset(self._edition.holders[holder].effective)
        return expectation in self._ids[holder]

    def find(self, holder: str, folded: str) -> str | None:
        """The id of the expectation with this text that counts for a holder."""
        if holder not in self._edition.holders:
            return None
        if holder not in self._texts:
            ids = self._edition.holders[holder].effective
            self._texts[holder] = {self._edition.expectations[i].folded: i for i in ids}
        return self._texts[holder].get(folded)


def _by_holder(expectations: Iterable[StatedExpectation]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for expectation in expectations:
        found.setdefault(expectation.holder, {})[expectation.id] = expectation.text
    return found
