"""CPython as the oracle: random handbooks, and the same as classes made by `type()`."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from conftest import Project
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.names import fold, text_name
from sphinx_roles.handbook.problems import Place
from sphinx_roles.handbook.records import (
    PARTS,
    DocumentRecord,
    Expectation,
    Extends,
    LevelRecord,
    RoleRecord,
)
from sphinx_roles.resolve.resolve import resolve

if TYPE_CHECKING:
    import pytest

    from sphinx_roles.handbook.resolved import Handbook

CI = "CI" in os.environ  # there, every run has the same examples

ROLES = ("ada", "ben", "cleo", "dan", "eve")
LEVELS = ("junior", "mid", "senior")
KEYS = ("scope", "reach")
TEXTS = ("Build", "build.", "Correct", "Correct  it", "correct it!")


# -- random handbooks


@dataclass(frozen=True)
class Item:
    key: str | None
    text: str
    part: str = PARTS[0]

    @property
    def name(self) -> str:
        return self.key or text_name(self.text)


@dataclass
class Line:
    """One `extends` directive."""

    names: list[str]
    without: list[str]


@dataclass
class Section:
    """A holder as its author wrote it."""

    role: str
    level: str | None
    items: list[Item]
    lines: list[Line]

    @property
    def name(self) -> str:
        return f"{self.role}/{self.level}" if self.level else self.role


ITEMS = [Item(*said) for said in product((None, *KEYS), TEXTS, PARTS)]
WITHOUT = ([], [], ["scope"], ["reach"], ["scope", "reach"])


@st.composite
def handbooks(draw: st.DrawFn) -> list[Section]:
    """Sections, levels after their role; names mostly of what stands above."""
    sections: list[Section] = []
    for role in ROLES[: draw(st.integers(1, len(ROLES)))]:
        levels = draw(st.lists(st.sampled_from(LEVELS), unique=True, max_size=3))
        sections += [Section(role, level, [], []) for level in (None, *levels)]
    anything = [*(s.name for s in sections), *LEVELS, "nobody"]
    for index, section in enumerate(sections):
        above = [s.name for s in sections[:index]]
        above += [s.level for s in sections[:index] if s.level and s.role == section.role]
        # Most names are right: a handbook of nothing but mistakes has little to resolve.
        names = st.sampled_from([*above * 7, *anything] if above else anything)
        for _ in range(draw(st.sampled_from((0, 1, 1, 2) if above else (0, 0, 0, 1)))):
            line = Line([draw(names)], draw(st.sampled_from(WITHOUT)))
            line.names += [draw(names) for _ in range(draw(st.sampled_from((0, 0, 1, 2))))]
            section.lines.append(line)
        items = draw(st.lists(st.sampled_from(ITEMS), max_size=3))
        section.items = list({item.name: item for item in items}.values())
    return sections


def records(sections: list[Section], order: list[str] | None = None) -> dict[str, DocumentRecord]:
    """The same as `collect` makes it. Every `extends` has a line of its own."""
    roles: dict[str, RoleRecord] = {}
    for index, section in enumerate(sections):
        docname = f"doc{order.index(section.role)}" if order else section.role
        place = Place(docname, f"{docname}.rst", index * 100)
        own = tuple(
            Expectation(section.name, i.name, i.key, i.part, None, i.text, place, i.name, i.text)
            for i in section.items
        )
        extends = tuple(
            Extends(tuple(line.names), tuple(line.without), place._replace(line=place.line + n))
            for n, line in enumerate(section.lines, start=1)
        )
        if section.level is None:
            roles[section.role] = RoleRecord(
                section.role, section.role, None, None, None, place, "", own, extends, ()
            )
        else:
            level = LevelRecord(
                section.level, section.level, None, None, place, "", own, extends, is_blank=False
            )
            role = roles[section.role]
            roles[section.role] = replace(role, levels=(*role.levels, level))
    return {role.place.docname: DocumentRecord(roles=(role,)) for role in roles.values()}


# -- the same in CPython

REMOVED = object()


class Root:
    """Has no attribute named like an expectation."""


def attributes(cls: type) -> dict[str, Any]:
    """All `item:` attributes as Python finds them, in the order of the MRO."""
    names = dict.fromkeys(n for c in cls.__mro__ for n in vars(c) if n.startswith("item:"))
    found = {name: getattr(cls, name) for name in names}
    return {name: value for name, value in found.items() if value is not REMOVED}


@dataclass
class Oracle:
    """A handbook as classes, and how many warnings of each kind its holders deserve."""

    classes: dict[str, type]
    refused: Counter[tuple[str, str]]
    raises: dict[str, dict[str, str]]

    def mro(self, name: str) -> list[str]:
        return [c.__name__ for c in self.classes[name].__mro__[: -len(Root.__mro__)]]

    def effective(self, name: str) -> list[str]:
        """Ids; of the same text inherited twice, the first."""
        texts: set[str] = set()
        ids = []
        for attribute, (holder, text) in attributes(self.classes[name]).items():
            if holder == name or fold(text) not in texts:
                ids.append(f"{holder}#{attribute.removeprefix('item:')}")
            texts.add(fold(text))
        return ids

    def told(self) -> dict[str, Any]:
        return {
            name: (self.mro(name), self.effective(name), self.raises[name]) for name in self.classes
        }


def graph(lines: dict[str, list[list[str]]]) -> dict[str, set[str]]:
    """Holder → all that it extends, and its role."""
    return {
        name: {base for line in names for base in line} | ({name.partition("/")[0]} - {name})
        for name, names in lines.items()
    }


def has_circle(lines: dict[str, list[list[str]]]) -> bool:
    try:
        TopologicalSorter(graph(lines)).prepare()
    except CycleError:
        return True
    return False


def as_classes(sections: list[Section], cut: list[tuple[str, str]]) -> Oracle:
    """What CPython says; `cut` are the names that the resolver left out of circles.

    Circles are the one thing in which CPython has no choice to compare with.
    """
    refused: Counter[tuple[str, str]] = Counter()
    known = {section.name for section in sections}
    lines: dict[str, list[list[str]]] = {}
    for section in sections:
        name = section.name
        taken: set[str] = set()
        lines[name] = []
        for line in section.lines:
            lines[name].append([])
            for written in line.names:
                candidates = (f"{section.role}/{written}", written)
                target = next((c for c in candidates if c in known), None)
                if target is None:
                    refused[name, "unknown"] += 1
                elif target == name:  # NameError
                    refused[name, "self"] += 1
                elif target in taken:  # TypeError: duplicate base class
                    refused[name, "duplicate_base"] += 1
                else:
                    taken.add(target)
                    lines[name][-1].append(target)
    assert has_circle(lines) == bool(cut)
    for holder, base in cut:
        next(line for line in lines[holder] if base in line).remove(base)
        refused[holder, "cycle"] += 1
    assert not has_circle(lines)
    for holder, base in cut:  # each was needed
        assert has_circle({**lines, holder: [*lines[holder], [base]]})

    oracle = Oracle({}, refused, {})
    by_name = {section.name: section for section in sections}
    for name in TopologicalSorter(graph(lines)).static_order():
        _define(oracle, by_name[name], lines[name])
    return oracle


def _define(oracle: Oracle, section: Section, lines: list[list[str]]) -> None:
    def bases_of(lines: list[list[str]]) -> tuple[type, ...]:
        bases = [oracle.classes[base] for line in lines for base in line]
        if section.level and not any(issubclass(b, oracle.classes[section.role]) for b in bases):
            bases.append(oracle.classes[section.role])
        return tuple(bases) or (Root,)

    name = section.name
    kept: list[list[str]] = []
    without: list[tuple[str, bool]] = []
    for line, written in zip(lines, section.lines, strict=True):
        try:
            type(name, bases_of([*kept, line]), {})
        except TypeError:  # "Cannot create a consistent method resolution order (MRO) for bases"
            oracle.refused[name, "order"] += 1
            continue
        kept.append(line)
        if line:  # a line of which nothing is left is ignored
            is_whole = len(line) == len(written.names)
            without += [(key, is_whole) for key in written.without]

    above = attributes(type("super", bases_of(kept), {}))
    namespace: dict[str, Any] = {f"item:{i.name}": (name, i.text) for i in section.items}
    removed = {}
    for key, is_whole in without:
        if f"item:{key}" in above:
            removed[f"item:{key}"] = REMOVED
        elif is_whole:  # AttributeError; of a line that is warned of already, one is enough
            oracle.refused[name, "without"] += 1
    oracle.classes[name] = type(name, bases_of(kept), namespace | removed | namespace)
    oracle.raises[name] = {
        f"{name}#{item.key}": f"{above[f'item:{item.key}'][0]}#{item.key}"
        for item in section.items
        # to say the same words again raises nothing
        if item.key
        and f"item:{item.key}" in {*above} - {*removed}
        and plain(above[f"item:{item.key}"][1]) != plain(item.text)
    }


def plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!")


# -- comparisons


def cut_from(handbook: Handbook) -> list[tuple[str, str]]:
    cycles = (dict(p.words) for p in handbook.problems if p.kind is Warn.CYCLE)
    return [(words["holder"], words["name"]) for words in cycles]


def corrected(sections: list[Section], handbook: Handbook) -> list[Section]:
    """The handbook without what the resolver left out of it."""
    new = []
    for section in sections:
        holder = handbook.holders[section.name]
        lines = [
            Line(list(bases), [key for key in line.without if key in holder.without])
            for line, bases in zip(section.lines, holder.extended, strict=True)
            if bases
        ]
        new.append(replace(section, lines=lines))
    return new


def told(handbook: Handbook) -> dict[str, Any]:
    """All that the resolver says of inheritance."""
    return {
        name: (
            list(holder.mro),
            [e.id for e in holder.effective],
            {f"{name}#{key}": raised.id for key, raised in holder.raises.items()},
        )
        for name, holder in handbook.holders.items()
    }


def problems(handbook: Handbook) -> list[tuple[str, dict[str, str]]]:
    """Those of inheritance: kind and words."""
    found = [(p.kind.subtype, dict(p.words)) for p in handbook.problems]
    return [(kind, words) for kind, words in found if "holder" in words]


def resolved(sections: list[Section], order: list[str] | None = None) -> Handbook:
    documents = records(sections, order)
    return resolve(documents, docs=documents)


@given(handbooks())
@settings(deadline=None, derandomize=CI, max_examples=150)
def test_inheritance_is_pythons(sections: list[Section]) -> None:
    handbook = resolved(sections)
    oracle = as_classes(sections, cut_from(handbook))
    assert told(handbook) == oracle.told()
    refused = Counter((words["holder"], kind) for kind, words in problems(handbook))
    assert refused == oracle.refused
    for kind in {kind for _, kind in refused}:
        event(kind)  # `pytest --hypothesis-show-statistics` says how often each occurs


@given(handbooks())
@settings(deadline=None, derandomize=CI, max_examples=60)
def test_wrong_lines_count_as_if_they_were_not_there(sections: list[Section]) -> None:
    handbook = resolved(sections)
    without_them = resolved(corrected(sections, handbook))
    assert problems(without_them) == []
    assert told(without_them) == told(handbook)


@given(handbooks(), st.permutations(ROLES))
@settings(deadline=None, derandomize=CI, max_examples=60)
def test_the_order_of_documents_says_nothing(sections: list[Section], order: list[str]) -> None:
    one, other = resolved(sections), resolved(sections, order)
    assert told(one) == told(other)
    assert sorted(problems(one), key=repr) == sorted(problems(other), key=repr)


# -- through real documents


def as_rest(sections: list[Section]) -> dict[str, str]:
    """One file for each role page."""
    files: dict[str, str] = {}
    for section in sections:
        title, kind = section.name.replace("/", " "), "-" if section.level else "="
        text = f"{title}\n{kind * len(title)}\n\n"
        text += (
            f".. level:: {section.level}\n   :grade: 1\n\n" if section.level else ".. role::\n\n"
        )
        for line in section.lines:
            text += f".. extends:: {', '.join(line.names)}\n"
            text += f"   :without: {', '.join(line.without)}\n\n" if line.without else "\n"
        for part in PARTS:
            if items := [item for item in section.items if item.part == part]:
                text += f"**{part}**\n\n"
                text += "".join(
                    f"* :key:`{i.key}` {i.text}\n" if i.key else f"* {i.text}\n" for i in items
                )
                text += "\n"
        files[f"{section.role}.rst"] = files.get(f"{section.role}.rst", "") + text
    return files


@given(handbooks())
@settings(
    deadline=None,
    derandomize=CI,
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_through_real_documents(tmp_path_factory: pytest.TempPathFactory, sections: Any) -> None:
    project = Project(tmp_path_factory.mktemp("handbook"))
    # Documents have parts in the order of the page.
    for section in sections:
        section.items.sort(key=lambda item: PARTS.index(item.part))
    project.write({"index.rst": "Handbook\n========\n", **as_rest(sections)})
    built = project.build("roles", extensions=["sphinx_roles"], roles_intro=None)
    found = {
        name: (holder["mro"], holder["effective"], holder["raises"])
        for name, holder in built.data["holders"].items()
    }
    handbook = resolved(sections)
    oracle = as_classes(sections, cut_from(handbook))
    assert found == oracle.told()
    kinds = Counter(re.findall(r"\[roles\.(\w+)\]", "\n".join(built.warnings)))
    kinds -= Counter(empty=kinds["empty"])
    expected: Counter[str] = Counter()
    for (_, kind), count in oracle.refused.items():
        expected[kind] += count
    # The same name three times in one line is said once.
    assert set(kinds) == set(expected)
    assert kinds <= expected
    parts = {f"{s.name}#{i.name}": i.part for s in sections for i in s.items}
    assert {i: e["part"] for i, e in built.data["expectations"].items()} == parts
