"""What changed between two editions of a handbook, as records.

Belongs here: what a comparison holds, and questions about it. How it is worked out: `compare`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_roles.data.load import Edition, StatedExpectation, StatedHolder

KINDS: Mapping[str, str] = {
    "added": "an expectation was added",
    "removed": "an expectation was removed",
    "reworded": "an expectation has another wording",
    "deeper": "an expectation is expected in another depth",
    "moved": "an expectation stands in another part or area, or on another role page or level",
    "raised": "a level raises an expectation of a lower level, and did not before",
    "replaced": "an expectation replaces an inherited one, and did not before",
    "renamed": "the name of an expectation, a role page or a level changed, and so its address",
    "page-added": "a role page was added",
    "page-removed": "a role page was removed",
    "page-moved": "a role page stands in another document",
    "level-added": "a level was added",
    "level-removed": "a level was removed",
    "levels-reordered": "the levels of a role page are in another order",
    "retitled": "a role page or level has another title",
    "regraded": "a level has another grade",
    "track": "a role page is in another track",
    "bases": "a role page or level builds on others than before",
}
"""Every kind of change, and what it means."""


class Change(NamedTuple):
    """What happened to one expectation."""

    kinds: tuple[str, ...]
    old: StatedExpectation | None
    new: StatedExpectation | None
    overrides: StatedExpectation | None = None
    """Of the later edition: what it raises or replaces now, and did not before."""
    copy: str = ""
    """`gone` or `new` where one of two that say the same went or came, and the other stays."""

    @property
    def is_gone(self) -> bool:
        """Whether it is no longer there."""
        return self.new is None or self.copy == "gone"


class HolderChange(NamedTuple):
    """What happened to one role page or level."""

    kinds: tuple[str, ...]
    old: StatedHolder | None
    new: StatedHolder | None


class Effect(NamedTuple):
    """What changed in what is expected of somebody.

    Gained where there is no `old`, lost where there is no `new`, else said in another way.
    """

    old: StatedExpectation | None
    new: StatedExpectation | None
    causes: tuple[Change | HolderChange, ...]


class Affected(NamedTuple):
    """Of whom something else is expected now."""

    old: StatedHolder | None
    """None for a role page or level that is new."""
    new: StatedHolder | None
    """None for one that is gone."""
    effects: tuple[Effect, ...]

    @property
    def site(self) -> tuple[bool, str]:
        """Whether it is gone, and its name."""
        holder = self.new or self.old
        assert holder is not None
        return self.new is None, holder.name


class Comparison(NamedTuple):
    """All that changed."""

    old: Edition
    new: Edition
    holders: tuple[HolderChange, ...]
    expectations: tuple[Change, ...]
    affected: tuple[Affected, ...]
    reach: Mapping[int, tuple[Affected, ...]]
    """By the `id` of a change: of whom it changes what is expected."""
    names: Mapping[str, str]
    """Earlier name of a role page or level → later name."""
    order: Mapping[tuple[bool, str], int]
    """Whether a name is an earlier one, and the name → place in the order of titles."""

    def site(self, change: Change | HolderChange) -> tuple[bool, str]:
        """On which role page or level a change stands: whether that is gone, and its name."""
        if isinstance(change, Change):
            expectation = change.old if change.is_gone else change.new
            assert expectation is not None
            is_earlier, name = change.is_gone, expectation.holder
        else:
            holder = change.new or change.old
            assert holder is not None
            is_earlier, name = change.new is None, holder.name
        if is_earlier and name in self.names:
            return False, self.names[name]
        return is_earlier, name

    def reach_of(self, change: Change | HolderChange) -> tuple[Affected, ...]:
        """Of whom a change changes what is expected, in the order of the handbook."""
        return self.reach.get(id(change), ())

    def changes(self) -> Iterator[Change | HolderChange]:
        """Every change: role pages and levels first."""
        yield from self.holders
        yield from self.expectations

    def kinds(self) -> dict[str, int]:
        """How often each kind of change is there; no kind that is not."""
        found = dict.fromkeys(KINDS, 0)
        for change in self.changes():
            for kind in change.kinds:
                found[kind] += 1
        return {kind: count for kind, count in found.items() if count}

    def holder(self, site: tuple[bool, str]) -> StatedHolder:
        """A role page or level, the earlier one of what is gone."""
        is_gone, name = site
        return (self.old if is_gone else self.new).holders[name]

    def title(self, site: tuple[bool, str]) -> str:
        """What readers call it."""
        is_gone, name = site
        return (self.old if is_gone else self.new).full_title(name)
