"""The graph algorithms of inheritance, against CPython's and the standard library's."""

from __future__ import annotations

import os
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_roles.resolve.linearize import bases_first, c3, circles, path

CI = "CI" in os.environ  # there, every run has the same examples
DEEP = 5000  # holders that descend from one another: more than Python's stack holds


def linearize(graph: dict[str, list[str]]) -> dict[str, tuple[str, ...] | None]:
    """The order of every class, None for those that have none and for their descendants."""
    orders: dict[str, tuple[str, ...] | None] = {}
    for name in bases_first(graph):
        above = [orders[base] for base in graph[name]]
        known = [order for order in above if order is not None]
        orders[name] = c3(name, known) if len(known) == len(above) else None
    return orders


def by_python(graph: dict[str, list[str]]) -> dict[str, tuple[str, ...] | None]:
    classes: dict[str, type | None] = {}
    for name in TopologicalSorter(graph).static_order():
        bases = [classes[base] for base in graph[name]]
        try:
            classes[name] = type(name, tuple(bases), {})  # type: ignore[arg-type]
        except TypeError:
            classes[name] = None
    return {
        name: cls and tuple(c.__name__ for c in cls.__mro__[:-1]) for name, cls in classes.items()
    }


@pytest.mark.parametrize(
    ("graph", "order"),
    [
        pytest.param({"a": []}, "a", id="alone"),
        pytest.param({"a": [], "b": ["a"], "c": ["b"]}, "cba", id="chain"),
        pytest.param({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}, "dbca", id="diamond"),
        pytest.param({"a": [], "b": ["a"], "c": ["b", "a"]}, "cba", id="specific first"),
        pytest.param({"a": [], "b": ["a"], "c": ["a", "b"]}, None, id="general first"),
        pytest.param(
            # From the Dylan paper: bases that disagree about one another.
            {"a": [], "b": [], "c": ["a", "b"], "d": ["b", "a"], "e": ["c", "d"]},
            None,
            id="bases disagree",
        ),
        pytest.param(
            # "The Python 2.3 Method Resolution Order", second example.
            {
                "f": [],
                "e": [],
                "d": [],
                "c": ["d", "f"],
                "b": ["e", "d"],
                "a": ["b", "c"],
            },
            "abecdf",
            id="Simionato",
        ),
        pytest.param({"a": [], "b": ["a", "a"]}, None, id="duplicate base"),
    ],
)
def test_c3(graph: dict[str, list[str]], order: str | None) -> None:
    last = list(graph)[-1]
    assert linearize(graph)[last] == (tuple(order) if order else None)
    assert by_python(graph) == linearize(graph)


@st.composite
def graphs(draw: st.DrawFn, *, acyclic: bool) -> dict[str, list[str]]:
    names = "abcdefgh"[: draw(st.integers(1, 8))]
    return {
        name: draw(st.lists(st.sampled_from(pool), unique=True, max_size=3)) if pool else []
        for index, name in enumerate(names)
        for pool in [names[:index] if acyclic else names.replace(name, "")]
    }


@given(graphs(acyclic=True))
@settings(deadline=None, derandomize=CI, max_examples=100)
def test_c3_is_cpythons(graph: dict[str, list[str]]) -> None:
    assert linearize(graph) == by_python(graph)


@given(graphs(acyclic=True))
@settings(deadline=None, derandomize=CI)
def test_bases_come_first(graph: dict[str, list[str]]) -> None:
    order = list(bases_first(dict(reversed(graph.items()))))
    assert sorted(order) == sorted(graph)
    assert all(order.index(b) < order.index(name) for name in graph for b in graph[name])


@given(graphs(acyclic=False))
@settings(deadline=None, derandomize=CI, max_examples=100)
def test_circles_are_the_nodes_that_lead_back_to_themselves(graph: dict[str, list[str]]) -> None:
    def leads(start: str, end: str) -> bool:
        return path(graph, start, end) is not None

    found = circles(graph)
    together = {frozenset(b for b in graph if leads(a, b) and leads(b, a)) for a in graph}
    assert {frozenset(circle) for circle in found} == {c for c in together if len(c) > 1}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        assert found
    else:
        assert not found


@given(graphs(acyclic=False))
@settings(deadline=None, derandomize=CI, max_examples=100)
def test_a_path_is_one(graph: dict[str, list[str]]) -> None:
    reached = {"a"}
    for _ in graph:
        reached |= {target for node in reached for target in graph[node]}
    for end in graph:
        steps = path(graph, "a", end)
        assert (steps is not None) == (end in reached)
        if steps is not None:
            assert (steps[0], steps[-1]) == ("a", end)
            assert all(b in graph[a] for a, b in pairwise(steps))


def test_nothing_is_too_deep() -> None:
    graph = {str(n): [str(n + 1)] for n in range(DEEP)} | {str(DEEP): []}
    assert list(bases_first(graph)) == list(reversed(graph))
    assert circles(graph) == []
    steps = path(graph, "0", str(DEEP))
    assert steps == list(graph)
    assert circles({**graph, str(DEEP): ["0"]}) == [set(graph)]
