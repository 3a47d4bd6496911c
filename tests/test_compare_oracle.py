"""Random edits of random handbooks: the report says what was edited, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from pickle import dumps, loads
from random import Random
from typing import TYPE_CHECKING

import pytest

from editions import AREAS, PARTS, WORDS, Line, One, Resolved, fold, handbook, sentence
from sphinx_roles.data.compare.changes import Change
from sphinx_roles.data.compare.compare import compare
from sphinx_roles.data.load import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_roles.data.compare.changes import Comparison

    Expected = tuple[str, int | None, int | None]
    """Kind, number of the line or holder before, and after."""


class Edits:
    """A handbook that is edited, and what a report has to say about it."""

    def __init__(self, random: Random, before: list[One]) -> None:
        self.random = random
        self.handbook = deepcopy(before)
        self.expected: list[Expected] = []
        self.touched: set[int] = set()
        self.texts: set[str] = set()
        """No two edits are about the same text: who could say which of the copies moved?"""

    def holder(self, *, is_level: bool | None = None) -> One | None:
        """One that no edit has touched."""
        left = [
            one
            for one in self.handbook
            if one.number not in self.touched and is_level in {None, one.is_level}
        ]
        if not left:
            return None
        one = self.random.choice(left)
        self.touched.add(one.number)
        return one

    def line(self, *, has_key: bool | None = None) -> tuple[One, Line] | None:
        left = [
            (one, line)
            for one in self.handbook
            for line in one.own
            if line.number not in self.touched and fold(line.text) not in self.texts
            if has_key in {None, line.key is not None}
        ]
        if not left:
            return None
        one, line = self.random.choice(left)
        self.touched.add(line.number)
        self.texts.add(fold(line.text))
        return one, line

    def expect(self, kind: str, number: int | None, after: int | None) -> None:
        self.expected.append((kind, number, after))

    def free_key(self) -> str:
        return f"key-{len(self.touched)}"

    # -- what is expected

    def add(self) -> None:
        if one := self.random.choice(self.handbook):
            line = Line(sentence(self.random), self.random.choice(PARTS))
            one.own.insert(self.random.randint(0, len(one.own)), line)
            self.touched.add(line.number)
            self.expect("added", None, line.number)

    def override(self) -> None:
        """A key that an ancestor has, said anew."""
        resolved = Resolved(self.handbook)
        one = self.random.choice(self.handbook)
        keys = {line.key for name in resolved.mro[one.name][1:] for line in resolved.ones[name].own}
        keys -= {None, *(line.key for line in one.own)}
        if keys:
            line = Line(sentence(self.random), key=self.random.choice(sorted(map(str, keys))))
            one.own.append(line)
            self.touched.add(line.number)
            self.expect("added", None, line.number)

    def remove(self) -> None:
        if found := self.line():
            one, line = found
            one.own.remove(line)
            self.expect("removed", line.number, None)

    def reword(self) -> None:
        if found := self.line():
            words = found[1].text.split()
            words[self.random.randrange(1, len(words) - 1)] = self.random.choice(WORDS) + "x"
            found[1].text = " ".join(words)
            self.expect("reworded", found[1].number, found[1].number)

    def deepen(self) -> None:
        if found := self.line():
            found[1].depth = "Advanced"
            self.expect("deeper", found[1].number, found[1].number)

    def move_to_part(self) -> None:
        if found := self.line():
            found[1].part = self.random.choice([p for p in PARTS if p != found[1].part])
            self.expect("moved", found[1].number, found[1].number)

    def move_to_area(self) -> None:
        if found := self.line():
            found[1].area = self.random.choice([a for a in AREAS if a != found[1].area])
            self.expect("moved", found[1].number, found[1].number)

    def move_to_holder(self) -> None:
        others = [one for one in self.handbook if one.own]
        other = self.random.choice(others)
        found = self.line()
        if found is None or found[0] is other or found[1].key in {e.key for e in other.own}:
            return
        if fold(found[1].text) in {fold(line.text) for line in other.own}:
            return
        found[0].own.remove(found[1])
        other.own.append(found[1])
        self.expect("moved", found[1].number, found[1].number)

    def rename_key(self) -> None:
        if found := self.line(has_key=True):
            found[1].key = self.free_key()
            self.expect("renamed", found[1].number, found[1].number)

    def give_key(self) -> None:
        if found := self.line(has_key=False):
            found[1].key = self.free_key()
            self.expect("renamed", found[1].number, found[1].number)

    # -- what changes nothing

    def reorder(self) -> None:
        self.random.shuffle(self.random.choice(self.handbook).own)

    def punctuate(self) -> None:
        if found := self.line():
            found[1].text = found[1].text.removesuffix(".").upper()

    # -- role pages and levels

    def rename(self) -> None:
        if one := self.holder():
            new = f"{one.role}/{one.number}" if one.is_level else f"renamed-{one.number}"
            for other in self.handbook:
                other.extends = [new if base == one.name else base for base in other.extends]
                if other.role == one.name:
                    other.role = new
                    renamed = f"{new}/{other.name.rpartition('/')[2]}"
                    for heir in self.handbook:
                        heir.extends = [renamed if b == other.name else b for b in heir.extends]
                    other.name = renamed
            one.name = new
            self.expect("renamed", one.number, one.number)

    def retitle(self) -> None:
        if one := self.holder():
            one.title = sentence(self.random)[:-1]
            self.expect("retitled", one.number, one.number)

    def regrade(self) -> None:
        if one := self.holder(is_level=True):
            one.grade = "L9"
            self.expect("regraded", one.number, one.number)

    def move_page(self) -> None:
        if one := self.holder(is_level=False):
            page = f"moved/{one.number}"
            for other in self.handbook:
                if other.role == one.name:
                    other.page = page
            one.page = page
            self.expect("page-moved", one.number, one.number)

    def change_track(self) -> None:
        if one := self.holder(is_level=False):
            one.track = f"Track {one.number}"
            self.expect("track", one.number, one.number)

    def reorder_levels(self) -> None:
        if one := self.holder(is_level=False):
            levels = [other for other in self.handbook if other.role == one.name]
            if len(levels) > 1 and not {level.number for level in levels} & self.touched:
                self.handbook = [other for other in self.handbook if other.role != one.name]
                self.handbook += reversed(levels)
                self.expect("levels-reordered", one.number, one.number)

    def change_bases(self) -> None:
        if one := self.holder():
            before = list(one.extends)
            bases = [other.name for other in self.handbook if not other.is_level]
            if one.extends and self.random.random() < 0.5:
                one.extends.pop()
            else:
                one.extends.append(self.random.choice(bases))
            try:
                self.check()
            except (TypeError, RecursionError):
                one.extends = before
            else:
                self.expect("bases", one.number, one.number)

    def leave_out(self) -> None:
        if one := self.holder():
            ancestors = Resolved(self.handbook).mro[one.name][1:]
            keys = {e.key for o in self.handbook if o.name in ancestors for e in o.own if e.key}
            if keys := keys - {*one.without, *(line.key for line in one.own)}:
                one.without.append(self.random.choice(sorted(map(str, keys))))
                self.expect("bases", one.number, one.number)

    def check(self) -> None:
        for one in self.handbook:
            if len(set(one.extends)) < len(one.extends) or one.name in one.extends:
                raise TypeError
        Resolved(self.handbook)

    def add_level(self) -> None:
        role = self.random.choice([one for one in self.handbook if not one.is_level])
        level = One(f"{role.name}/new-{len(self.touched)}", sentence(self.random), role.page)
        level.role = role.name
        level.own = [Line(sentence(self.random)) for _ in range(self.random.randint(0, 3))]
        self.handbook.append(level)
        self.added(level, "level-added")

    def add_page(self) -> None:
        name = f"new-{len(self.touched)}"
        page = One(name, sentence(self.random), name)
        page.own = [Line(sentence(self.random)) for _ in range(self.random.randint(1, 3))]
        page.extends = [self.random.choice([o.name for o in self.handbook if not o.is_level])]
        self.handbook.append(page)
        self.added(page, "page-added")

    def added(self, one: One, kind: str) -> None:
        self.touched |= {one.number, *(line.number for line in one.own)}
        self.expect(kind, None, one.number)
        for line in one.own:
            self.expect("added", None, line.number)

    def remove_level(self) -> None:
        one = self.holder(is_level=True)
        self.remove_holder(one, "level-removed")

    def remove_page(self) -> None:
        one = self.holder(is_level=False)
        if one is not None and not any(other.role == one.name for other in self.handbook):
            self.remove_holder(one, "page-removed")

    def remove_holder(self, one: One | None, kind: str) -> None:
        if one is None or any(one.name in other.extends for other in self.handbook):
            return
        numbers = {line.number for line in one.own}
        texts = {fold(line.text) for line in one.own}
        if numbers & self.touched or texts & self.texts or len(self.handbook) < 4:
            return
        self.handbook.remove(one)
        self.touched |= numbers
        self.texts |= texts
        self.expect(kind, one.number, None)
        for line in one.own:
            self.expect("removed", line.number, None)


EDITS: list[Callable[[Edits], None]] = [
    Edits.add,
    Edits.override,
    Edits.remove,
    Edits.reword,
    Edits.deepen,
    Edits.move_to_part,
    Edits.move_to_area,
    Edits.move_to_holder,
    Edits.rename_key,
    Edits.give_key,
    Edits.reorder,
    Edits.punctuate,
    Edits.rename,
    Edits.retitle,
    Edits.regrade,
    Edits.move_page,
    Edits.change_track,
    Edits.reorder_levels,
    Edits.change_bases,
    Edits.leave_out,
    Edits.add_level,
    Edits.add_page,
    Edits.remove_level,
    Edits.remove_page,
]


def edited(random: Random, number: int, edits: list[Callable[[Edits], None]]) -> tuple[Edits, int]:
    """A handbook after some edits, and how many there were."""
    before = handbook(random)
    found = Edits(random, before)
    found.before = Resolved(before)  # type: ignore[attr-defined]
    done = 0
    for _ in range(number):
        known = loads(dumps((found.handbook, found.expected, found.touched, found.texts)))
        random.choice(edits)(found)
        try:
            found.check()
        except (TypeError, RecursionError):  # no order of ancestors: the edit was none
            found.handbook, found.expected, found.touched, found.texts = known
        else:
            done += 1
    return found, done


def expected_changes(before: Resolved, after: Resolved, edits: Edits) -> set[object]:
    """What the report has to name: kinds, and the lines or holders by their numbers."""
    found: dict[tuple[int | None, int | None], set[str]] = {}
    for kind, earlier, later in edits.expected:
        found.setdefault((earlier, later), set()).add(kind)
    holders = {one.number for one in (*before.ones.values(), *after.ones.values())}
    for (earlier, later), kinds in found.items():
        if {earlier, later} & holders:
            continue
        is_new = earlier is None and later is not None
        if (
            is_new
            or "renamed" in kinds
            or ("moved" in kinds and is_elsewhere(before, after, later))
        ):
            assert later is not None
            kinds.update(override(before, after, earlier, later))
    # A copy that goes, while somebody else's counts in its place, has moved.
    result: set[object] = set()
    for (earlier, later), kinds in found.items():
        if kinds == {"removed"} and earlier is not None:
            one, line = before.lines[earlier]
            now = [o.name for o in after.ones.values() if o.number == one.number]
            same = [
                e for name in now for e in after.effective[name] if fold(e.text) == fold(line.text)
            ]
            if same:
                result.add((frozenset({"moved"}), earlier, same[-1].number))
                continue
        result.add((frozenset(kinds), earlier, later))
    return result


def is_elsewhere(before: Resolved, after: Resolved, number: int | None) -> bool:
    assert number is not None
    return before.lines[number][0].number != after.lines[number][0].number


def override(before: Resolved, after: Resolved, earlier: int | None, later: int) -> set[str]:
    overridden = after.overridden(later)
    if overridden is None or (earlier is not None and before.overridden(earlier) == overridden):
        return set()
    (one, line), (base, other) = after.lines[later], after.lines[overridden]
    if fold(line.text) == fold(other.text):
        return set()
    if one.is_level and base.is_level and one.role == base.role:
        positions = after.position(base), after.position(one)
        return {"raised"} if positions[0] < positions[1] else {"replaced"}  # type: ignore[operator]
    return {"replaced"}


def reported(before: Resolved, after: Resolved, comparison: Comparison) -> list[object]:
    def number(resolved: Resolved, thing: object) -> int | None:
        if thing is None:
            return None
        name = getattr(thing, "id", None)
        if name is not None:
            return resolved.ids[name]
        return resolved.ones[thing.name].number  # type: ignore[attr-defined]

    return [
        (frozenset(c.kinds), number(before, c.old), number(after, c.new))
        for c in comparison.changes()
    ]


def check_reach(before: Resolved, after: Resolved, comparison: Comparison) -> set[int]:
    """The reach is the difference of what is expected, worked out apart; the holders in it."""
    numbers = {one.number: one.name for one in before.ones.values()}
    now = {one.number: one.name for one in after.ones.values()}
    affected = {
        (after.ones[a.new.name] if a.new else before.ones[a.old.name]).number: a  # type: ignore[union-attr]
        for a in comparison.affected
    }
    different = set()
    for number in {*numbers, *now}:
        said, says = before.said(numbers.get(number, "")), after.said(now.get(number, ""))
        if said == says:
            assert number not in affected
            continue
        different.add(number)
        effects = affected[number].effects
        lost = [before.lines[before.ids[e.old.id]][1] for e in effects if e.old]
        gained = [after.lines[after.ids[e.new.id]][1] for e in effects if e.new]
        assert {(fold(e.text), e.part, e.area, e.depth) for e in lost} == said - says
        assert {(fold(e.text), e.part, e.area, e.depth) for e in gained} == says - said
        for effect in effects:
            assert effect.causes
            for cause in effect.causes:
                assert affected[number] in comparison.reach_of(cause)
    return different


SEEDS = [*range(15), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(15, 50))]
"""Each is 20 edits: 1,000 in all."""


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits(seed: int) -> None:
    edits, done = edited(Random(seed), 20, EDITS)
    assert done > 10
    before, after = edits.before, Resolved(edits.handbook)  # type: ignore[attr-defined]
    comparison = compare(edition(before.data(), "old"), edition(after.data(), "new"))
    said = reported(before, after, comparison)
    assert len(said) == len(set(said))
    assert set(said) == expected_changes(before, after, edits)
    check_reach(before, after, comparison)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_reach_of_one_edit(edit: Callable[[Edits], None]) -> None:
    """The reach of the only change is all that differs."""
    for seed in range(8):
        edits, _ = edited(Random(seed), 1, [edit])
        before, after = edits.before, Resolved(edits.handbook)  # type: ignore[attr-defined]
        comparison = compare(edition(before.data(), "old"), edition(after.data(), "new"))
        assert set(reported(before, after, comparison)) == expected_changes(before, after, edits)
        different = check_reach(before, after, comparison)
        changes = list(comparison.changes())
        if len(changes) == 1:
            (change,) = changes
            reach = comparison.reach_of(change)
            assert len(reach) == len(different)
        for change in changes:
            if isinstance(change, Change) and change.kinds == ("added",):
                heirs = {
                    name
                    for name, effective in after.effective.items()
                    if after.ids[change.new.id] in {e.number for e in effective}  # type: ignore[union-attr]
                }
                assert {one.site[1] for one in comparison.reach_of(change)} == heirs


def test_nothing_changed() -> None:
    same = edition(Resolved(handbook(Random(0))).data(), "it")
    comparison = compare(same, same)
    assert not list(comparison.changes())
    assert not comparison.affected
