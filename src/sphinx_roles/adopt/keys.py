"""Keys to suggest: expectations of a level that say one of its role page's in other words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Suggested(NamedTuple):
    """Two expectations that may be the same, said anew."""

    key: str
    base: str
    """The id of the one further up."""
    own: str


def suggest(base: Mapping[str, str], own: Mapping[str, str]) -> list[Suggested]:
    """Pairs of texts that differ in a few words, the most alike first.

    Parameters
    ----------
    base, own
        Id → text.
    """
    scored: list[tuple[float, str, str]] = []
    words = {name: _words(text) for name, text in (*base.items(), *own.items())}
    for one in base:
        matcher = SequenceMatcher(None, b=words[one], autojunk=False)
        for other in own:
            if len(words[other]) < _FEWEST or base[one] == own[other]:
                continue
            matcher.set_seq1(words[other])
            if matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                scored.append((-matcher.ratio(), one, other))
    found: list[Suggested] = []
    taken: set[str] = set()
    for _, one, other in sorted(scored):
        if not taken & {one, other}:
            taken |= {one, other}
            key = _key(words[one], words[other], {s.key for s in found})
            found.append(Suggested(key, one, other))
    return found


def _key(one: Sequence[str], other: Sequence[str], taken: set[str]) -> str:
    """A long word that both say."""
    shared = sorted((w for w in dict.fromkeys(one) if w in other and w not in taken), key=len)
    return shared[-1] if shared else f"same-{len(taken) + 1}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


_ALIKE = 0.6
_FEWEST = 4
