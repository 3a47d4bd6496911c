"""Handbooks made up for tests of comparisons, resolved by Python itself.

Each holder is a class, and what is expected of it is worked out of `__mro__`: apart from the
code that is tested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

PARTS = ["responsibilities", "requirements", "pluses"]
AREAS = [None, "Technical", "Collaboration", "Leadership"]
WORDS = [
    first + second + third
    for first in ("ba", "ko", "mi", "ru", "te", "lo", "sa")
    for second in ("dar", "lin", "mok", "pes", "tur", "wan", "gil")
    for third in ("a", "e", "in", "os", "um", "ar", "ek")
]
_numbers = count()


@dataclass
class Line:
    """An expectation; `number` stays the same when it is edited."""

    text: str
    part: str = PARTS[0]
    area: str | None = None
    key: str | None = None
    depth: str | None = None
    number: int = field(default_factory=lambda: next(_numbers))


@dataclass
class One:
    """A role page or a level; `number` stays the same when it is edited."""

    name: str
    title: str
    page: str
    role: str = ""
    grade: str | None = None
    track: str | None = None
    extends: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    own: list[Line] = field(default_factory=list)
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def is_level(self) -> bool:
        return bool(self.role)


@cache
def fold(text: str) -> str:
    return re.sub(r"\W+\Z", "", text).casefold()


class Resolved:
    """A handbook, which is a list of role pages and levels, and its `roles.json`."""

    def __init__(self, handbook: list[One]) -> None:
        self.ones = {one.name: one for one in handbook}
        self.lines = {line.number: (one, line) for one in handbook for line in one.own}
        self.ids: dict[str, int] = {}
        """Id in the data → number of the line."""
        self.id_of: dict[int, str] = {}
        for one in handbook:
            for line in one.own:
                name = line.key or sha256(fold(line.text).encode()).hexdigest()[:8]
                while f"{one.name}#{name}" in self.ids:
                    name += "-2"
                self.ids[f"{one.name}#{name}"] = line.number
                self.id_of[line.number] = f"{one.name}#{name}"
        self.classes: dict[str, type] = {}
        for one in handbook:
            self._class(one.name)
        self.mro = {
            name: [c.__name__ for c in found.__mro__[:-1]] for name, found in self.classes.items()
        }

    @cached_property
    def effective(self) -> dict[str, list[Line]]:
        return {name: self._effective(name) for name in self.ones}

    def _class(self, name: str) -> type:
        if name not in self.classes:
            one = self.ones[name]
            bases = [self._class(base) for base in one.extends]
            if one.is_level:
                role = self._class(one.role)
                if not any(issubclass(base, role) for base in bases):
                    bases.append(role)
            self.classes[name] = type(name, tuple(bases) or (object,), {})
        return self.classes[name]

    def _effective(self, name: str) -> list[Line]:
        seen: set[str] = set()
        texts: set[str] = set()
        found = []
        for ancestor in self.mro[name]:
            for line in self.ones[ancestor].own:
                attribute = line.key or fold(line.text)
                if attribute in seen:
                    continue
                if ancestor == name or fold(line.text) not in texts:
                    found.append(line)
                texts.add(fold(line.text))
            seen |= {line.key or fold(line.text) for line in self.ones[ancestor].own}
            seen |= set(self.ones[ancestor].without)
        return found

    def overridden(self, number: int) -> int | None:
        """The number of the line that this one overrides."""
        one, line = self.lines[number]
        if line.key is None or line.key in one.without:
            return None
        for ancestor in self.mro[one.name][1:]:
            for other in self.ones[ancestor].own:
                if other.key == line.key:
                    return other.number
            if line.key in self.ones[ancestor].without:
                return None
        return None

    def said(self, name: str) -> set[tuple[object, ...]]:
        """What is expected of somebody, as far as it counts."""
        return {(fold(e.text), e.part, e.area, e.depth) for e in self.effective.get(name, ())}

    def position(self, one: One) -> int | None:
        ladder = [other.name for other in self.ones.values() if other.role == one.role]
        return ladder.index(one.name) + 1 if one.is_level else None

    def data(self) -> dict[str, Any]:
        expectations = {}
        for number, (one, line) in self.lines.items():
            expectations[self.id_of[number]] = {
                "part": line.part,
                "area": line.area,
                "key": line.key,
                "text": line.text,
                "holder": one.name,
                "craft": [],
                "url": f"{one.page}.html#{line.number}",
                "source": f"{one.page}.md",
                "line": line.number + 1,
            } | ({"depth": line.depth} if line.depth else {})
        holders = {}
        for name, one in self.ones.items():
            overridden = {
                self.id_of[line.number]: self.id_of[other]
                for line in one.own
                if (other := self.overridden(line.number)) is not None
            }
            holders[name] = {
                "kind": "level" if one.is_level else "role",
                "title": one.title,
                "role": one.role or name,
                "position": self.position(one),
                "grade": one.grade,
                "track": one.track,
                "summary": None,
                "url": f"{one.page}.html#{name}",
                "extends": one.extends,
                "without": one.without,
                "mro": self.mro[name],
                "own": [self.id_of[line.number] for line in one.own],
                "effective": [self.id_of[line.number] for line in self.effective[name]],
                "raises": overridden,
            }
        return {"version": 2, "expectations": expectations, "holders": holders, "craft": {}}


def sentence(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(6, 12))).capitalize() + "."


def handbook(random: Random, roles: int = 8) -> list[One]:
    """Role pages that build on one another, with ladders, keys, overrides, copies."""
    found: list[One] = []
    copies = [sentence(random) for _ in range(4)]
    for number in range(roles):
        bases = [one.name for one in found if not one.is_level]
        role = One(f"role-{number}", sentence(random)[:-1], f"team-{number % 3}/role-{number}")
        role.track = random.choice([None, "Engineering", "Product"])
        role.extends = random.sample(bases, k=min(len(bases), random.choice([0, 0, 1, 1, 2])))
        role.own = lines(random, random.randint(2, 6), copies)
        found.append(role)
        before = ""
        for rank in range(random.choice([0, 2, 3, 4])):
            level = One(f"{role.name}/level-{rank}", f"{sentence(random)[:-1]}", role.page)
            level.role = role.name
            level.grade = str(rank + 1)
            if before and random.random() < 0.7:
                level.extends.append(before)
            if bases and random.random() < 0.2:
                level.extends.append(random.choice(bases))
            level.own = lines(random, random.randint(0, 4), copies)
            found.append(level)
            before = level.name
        try:
            Resolved(found)
        except TypeError:  # no order of ancestors: without the bases there is one
            for one in found:
                if one.role == role.name or one is role:
                    one.extends = []
    return found


def lines(random: Random, number: int, copies: list[str]) -> list[Line]:
    keys = random.sample(["scope", "shipping", "reviews", "mentoring", "cost", "calm"], k=6)
    found = []
    for _ in range(number):
        line = Line(sentence(random), random.choice(PARTS), random.choice(AREAS))
        if random.random() < 0.4:
            line.key = keys.pop()
        elif random.random() < 0.15:
            line.text = random.choice(copies)
        if line.text not in {other.text for other in found}:
            found.append(line)
    return found
