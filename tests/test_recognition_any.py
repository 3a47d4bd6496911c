"""No list item of any page is lost in silence, and both languages read a page alike."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import HAS_MYST, Project
from outlines import (
    MD,
    RST,
    Bold,
    Heading,
    Keyed,
    List,
    Table,
    Terms,
    Text,
    Wrapped,
    level,
    role,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlines import Block

LANGUAGES = [RST, MD] if HAS_MYST else [RST]
CONF: dict[str, Any] = {
    "roles_intro": None,
    "roles_parts": {"prose": ["Tea *"]},
    "myst_enable_extensions": ["deflist", "fieldlist"],
}
# `#` becomes a number, so that each text is there once.
LABELS = ["Duties", "Required skills", "Nice to have", "Impact", "Cellar #", "Experience with #"]
PROSE = ["Tea #"]
LINES = ["You need:", "Attic #:", "What follows here is remark number #:", "A remark, number #."]
ITEMS = ["Sweep floor number # with care.", "Sweep #", "**Brooms #**", "Brooms #:"]
WRAPPERS = ["quote", "container box", "note", "admonition See", "only not nothing"]


class Pages:
    """Random blocks, each text with a number of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.number = 0

    def text(self, choices: Sequence[str]) -> str:
        self.number += 1
        return str(self.draw(st.sampled_from(choices))).replace("#", f"n{self.number}n")

    def page(self) -> list[Block]:
        blocks = self.flow(3)
        headings: list[Block] = [self.heading(1) for _ in range(self.draw(st.integers(0, 3)))]
        if self.draw(st.booleans()):
            headings.append(level("x", "Level", *self.flow(2), self.heading(2)))
        return [*blocks, *headings]

    def heading(self, rank: int) -> Heading:
        below = self.draw(st.integers(0, 2)) if rank < 4 else 0
        blocks: list[Block] = [*self.flow(3), *(self.heading(rank + 1) for _ in range(below))]
        return Heading(self.text(LABELS + PROSE), blocks)

    def flow(self, depth: int) -> list[Block]:
        return [self.block(depth) for _ in range(self.draw(st.integers(0, 3)))]

    def block(self, depth: int) -> Block:
        kinds = ["list", "list", "bold", "line", "keyed", "terms", "table"]
        kind = self.draw(st.sampled_from([*kinds, "wrapped"] if depth else kinds))
        if kind == "list":
            return self.list(depth)
        if kind == "bold":
            return Bold(self.text(LABELS + PROSE), self.draw(st.sampled_from(["", ":"])))
        if kind == "line":
            return Text(self.text(LINES))
        if kind == "keyed":
            self.number += 1
            return Keyed(f"key{self.number}", self.text(ITEMS[:1]))
        if kind == "terms":
            return Terms([(self.text(["Term #"]), self.text(ITEMS[:2]))], self.draw(st.booleans()))
        if kind == "table":
            return Table([self.text(["Cell #"])])
        return Wrapped(self.draw(st.sampled_from(WRAPPERS)), self.flow(depth - 1) or [Text("So.")])

    def list(self, depth: int) -> List:
        items: list[str | tuple[str, Sequence[Block]]] = []
        for _ in range(self.draw(st.integers(1, 3))):
            is_nested = depth and self.draw(st.integers(0, 2)) == 0
            text = self.text(ITEMS)
            items.append((text, [self.list(depth - 1)]) if is_nested else text)
        return List(items, self.draw(st.sampled_from(["-", "1."])))


@st.composite
def pages(draw: st.DrawFn) -> list[Block]:
    return Pages(draw).page()


class Item(NamedTuple):
    """Something that may be an expectation."""

    number: str
    above: Sequence[str]
    """The labels that stand above it."""
    below: Sequence[str] = ()
    """The numbers of what is nested in it."""


def items(blocks: Sequence[Block], above: Sequence[str]) -> Iterator[Item]:
    above = [*above]
    for block in blocks:
        if isinstance(block, Heading):
            yield from items(block.blocks, [*above, block.title])
        elif isinstance(block, Wrapped):
            yield from items(block.blocks, above)
        elif isinstance(block, (Bold, Text)):
            above.append(block.text)
        elif isinstance(block, List):
            yield from list_items(block, above)
        elif isinstance(block, Terms):
            yield from (Item(number(term), above) for term, _ in block.items)
        elif isinstance(block, Table):
            yield from (Item(number(cell), above) for cell in block.cells)
        elif isinstance(block, Keyed):
            yield Item(number(block.text), above)


def list_items(block: List, above: Sequence[str]) -> Iterator[Item]:
    for item in block.items:
        text, inner = (item, ()) if isinstance(item, str) else item
        nested = [*items(inner, above)]
        yield Item(number(text), above, [one.number for one in nested])
        yield from nested


def number(text: str) -> str:
    return re.findall(r"n\d+n", text)[0]


def check(blocks: list[Block]) -> None:
    expectations = []
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder))
            project.write({f"index.{language}": role("Cook", blocks, language) + "\n"})
            built = project.build("roles", **CONF)
            data = built.data
        assert all("[roles." in warning for warning in built.warnings), built.warnings
        expectations.append([*found(data)])
        texts = [text for _, _, text in expectations[-1]]
        ignored = [left["heading"].rstrip(":") for left in data["ignored"]]
        for item in items(blocks, ["Cook"]):
            times = sum(item.number in text for text in texts)
            is_frame = any(one in text for text in texts for one in item.below)
            is_prose = any(text.startswith("Tea") for text in item.above)
            is_named = any(text.rstrip(":") in ignored for text in item.above)
            assert times <= 1, (item, texts)
            assert times or is_frame or is_prose or is_named, (language, item, ignored)
    assert expectations[1:] in ([], [expectations[0]])


def found(data: dict[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    """Part, area and text of each expectation, in the order of the page."""
    for holder in data["holders"].values():
        for name in holder["own"]:
            one = data["expectations"][name]
            yield f"{holder['kind']} {one['part']}", one["area"], one["text"]


RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=6, deadline=None, suppress_health_check=RELAXED)
@given(blocks=pages())
def test_nothing_is_lost_in_silence(blocks: list[Block]) -> None:
    check(blocks)


@pytest.mark.slow
@settings(max_examples=24, deadline=None, suppress_health_check=RELAXED)
@given(blocks=pages())
def test_nothing_is_lost_in_silence_on_many_pages(blocks: list[Block]) -> None:
    check(blocks)
