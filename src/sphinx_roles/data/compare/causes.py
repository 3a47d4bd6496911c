"""The change that is the reason why something else is expected of somebody.

Belongs here: finding the change of an expectation, or else of who builds on whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from sphinx_roles.data.compare.changes import Change, HolderChange
    from sphinx_roles.data.compare.match import Matching
    from sphinx_roles.data.load import Edition, StatedExpectation, StatedHolder

    Cause = Change | HolderChange

_STRUCTURE = {"bases", "page-added", "page-removed", "level-added", "level-removed", "renamed"}
"""What makes somebody inherit from others. A level that is renamed may be on another page."""


def said(expectation: StatedExpectation) -> tuple[Hashable, ...]:
    """What is compared to see whether an expectation changed for those of whom it is expected."""
    return expectation.folded, *expectation.place, expectation.depth


class Causes:
    """Which change happened to what."""

    def __init__(
        self,
        old: Edition,
        new: Edition,
        matching: Matching,
        holders: Iterable[HolderChange],
        changes: Iterable[Change],
    ) -> None:
        self.old = old
        self.new = new
        self.names = matching.holders
        self.earlier_names = {later: earlier for earlier, later in matching.holders.items()}
        self.said_before = {name: said(e) for name, e in old.expectations.items()}
        self.said_after = {name: said(e) for name, e in new.expectations.items()}
        self.changed = {
            later
            for earlier, later in matching.expectations.items()
            if self.said_before[earlier] != self.said_after[later]
        }
        """Ids of what is said in another way."""
        self.of_old: dict[str, Change] = {}
        self.of_new: dict[str, Change] = {}
        for change in changes:
            if change.old is not None and change.old.id not in matching.split.values():
                self.of_old[change.old.id] = change
            if change.new is not None and change.new.id not in matching.joined.values():
                self.of_new[change.new.id] = change
        for change in changes:  # a copy that went or came, beside the other one's own change
            if change.old is not None and change.old.id not in self.of_old:
                self.of_old[change.old.id] = change
            if change.new is not None and change.new.id not in self.of_new:
                self.of_new[change.new.id] = change
        self.of_old_holder = {change.old.name: change for change in holders if change.old}
        self.of_new_holder = {change.new.name: change for change in holders if change.new}


class Why:
    """Why something else is expected of one role page or level."""

    def __init__(
        self,
        before: StatedHolder | None,
        after: StatedHolder | None,
        ids_before: Iterable[str],
        ids_after: Iterable[str],
        all_causes: Causes,
    ) -> None:
        self._before = before
        self._after = after
        self._all = all_causes
        self._mro_before = before.mro if before else ()
        self._mro_after = after.mro if after else ()
        self._expected_before = [all_causes.old.expectations[name] for name in ids_before]
        self._expected_after = [all_causes.new.expectations[name] for name in ids_after]

    def causes(
        self, earlier: StatedExpectation | None, later: StatedExpectation | None
    ) -> list[Cause]:
        """What changed in the expectations themselves; else who builds on others now."""
        found: list[Cause] = []
        changes = (
            None if later is None else self._change_of_new(later),
            None if earlier is None else self._change_of_old(earlier),
        )
        found += (change for change in changes if change is not None)
        found = found or [*self._structure(earlier, later)] or [*self._instead(earlier, later)]
        if self._before is None and self._after is not None:
            found.append(self._all.of_new_holder[self._after.name])
        elif self._after is None and self._before is not None:
            found.append(self._all.of_old_holder[self._before.name])
        return list({id(change): change for change in found}.values())

    def _change_of_new(self, later: StatedExpectation) -> Change | None:
        """The change that made it count here: not one of those who were inherited from newly."""
        change = self._all.of_new.get(later.id)
        if change is None or change.old is None:
            return change
        is_inherited_before = self._all.earlier_names.get(later.holder) in self._mro_before
        return change if is_inherited_before or self._is_elsewhere(change) else None

    def _change_of_old(self, earlier: StatedExpectation) -> Change | None:
        change = self._all.of_old.get(earlier.id)
        if change is None or change.new is None:
            return change
        is_inherited_now = self._all.names.get(earlier.holder) in self._mro_after
        return change if is_inherited_now or self._is_elsewhere(change) else None

    def _is_elsewhere(self, change: Change) -> bool:
        assert change.old is not None
        assert change.new is not None
        return self._all.names.get(change.old.holder) != change.new.holder

    def _structure(
        self, earlier: StatedExpectation | None, later: StatedExpectation | None
    ) -> Iterator[HolderChange]:
        """Who of those inherited from builds on others now, or leaves out something else."""
        all_ = self._all
        for name in self._mro_after:
            change = all_.of_new_holder.get(name)
            if change is not None and _STRUCTURE & {*change.kinds}:
                yield from self._if_it_matters(change, earlier, later)
        for name in self._mro_before:
            change = all_.of_old_holder.get(name)
            if change is not None and change.new is None:
                yield from self._if_it_matters(change, earlier, later)

    def _if_it_matters(
        self,
        change: HolderChange,
        earlier: StatedExpectation | None,
        later: StatedExpectation | None,
    ) -> Iterator[HolderChange]:
        """The change, where its holder inherits from others, or leaves out the expectation."""
        expectation = later or earlier
        assert expectation is not None
        mro_before = change.old.mro if change.old else ()
        mro_after = change.new.mro if change.new else ()
        origins = {
            *([self._all.earlier_names.get(later.holder) in mro_before] if later else []),
            *([later.holder in mro_after] if later else []),
        }
        origins_before = {
            *([earlier.holder in mro_before] if earlier else []),
            *([self._all.names.get(earlier.holder) in mro_after] if earlier else []),
        }
        without_before = change.old.without if change.old else ()
        without_after = change.new.without if change.new else ()
        is_left_out = expectation.key in {*without_before} ^ {*without_after}
        if len(origins) > 1 or len(origins_before) > 1 or is_left_out:
            yield change

    def _instead(
        self, earlier: StatedExpectation | None, later: StatedExpectation | None
    ) -> Iterator[Cause]:
        """What stood in its place, or stands there now; else anybody who changed above."""
        if later is not None:
            for other in self._expected_before:
                change = self._all.of_old.get(other.id)
                if change is not None and _is_in_place(other, later):
                    yield change
                    return
        if earlier is not None:
            for other in self._expected_after:
                change = self._all.of_new.get(other.id)
                if change is not None and _is_in_place(other, earlier):
                    yield change
                    return
        for name in self._mro_after:
            change_above = self._all.of_new_holder.get(name)
            if change_above is not None and _STRUCTURE & {*change_above.kinds}:
                yield change_above


def _is_in_place(one: StatedExpectation, other: StatedExpectation) -> bool:
    is_same_key = one.key is not None and one.key == other.key
    return is_same_key or one.folded == other.folded
