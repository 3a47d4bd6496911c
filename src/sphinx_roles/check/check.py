"""All that `rolecheck` finds in a handbook.

Belongs here: which checks there are, and their order. What is silenced is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.check import copies, prose, shared, upkeep
from sphinx_roles.check.likeness import NoRapidfuzzError, near_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_roles.check.findings import Finding
    from sphinx_roles.check.subject import Subject

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    copies.copies,
    copies.said_twice,
    shared.shared,
    prose.says_extends,
    upkeep.adding_nothing,
    upkeep.near_keys,
    upkeep.ignored,
    upkeep.unlinked,
    upkeep.unused_crafts,
    upkeep.unused_abstract,
    upkeep.grades,
    upkeep.reviews,
)


class Checked(NamedTuple):
    """What a check came to."""

    findings: tuple[Finding, ...]
    """Those that are not silenced, by file and line."""
    silenced: int
    """How many others there are."""
    has_near: bool
    """Whether near copies were looked for, which needs `rapidfuzz`."""


def check(subject: Subject) -> Checked:
    """Check a handbook."""
    found = [finding for check_for in CHECKS for finding in check_for(subject)]
    has_near = True
    texts = sorted(set(subject.normal.values()))
    try:
        pairs = near_copies(texts, subject.config.check_near)
    except NoRapidfuzzError:
        has_near = False
    else:
        found += copies.near_copies(subject, texts, pairs)
        found += shared.near_shared(subject, texts, pairs)
    kept = [one for one in found if not subject.is_silenced(one.place, one.kind)]
    kept.sort(key=lambda finding: finding.order)
    return Checked(tuple(kept), len(found) - len(kept), has_near)
