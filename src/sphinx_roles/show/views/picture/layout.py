"""Where the boxes of a map stand: a drawing in layers, bases on the left.

The steps are those of Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of
Hierarchical System Structures" (1981): layers, order within them, places. A line that passes
a layer has a place of its own in it, so that it crosses no box. The places of a layer are a
least-squares fit with distances (isotonic regression, by pooling adjacent violators).
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SWEEPS = 6
"""Passes over the layers, to and fro; more of them change little."""
MOST_KNOTS = 3000
"""Boxes and bends; what needs more of them cannot be read as a picture."""


class Layout(NamedTuple):
    """Places in the unit of the heights that were given."""

    layers: list[int]
    """The layer of each box, 0 on the left."""
    middles: list[float]
    """The middle of each box, from the top."""
    lines: list[tuple[int, int, list[float]]]
    """Of each line the heir, the base, and its middles in the layers between, from the base."""
    height: float


def lay_out(bases: Sequence[Sequence[int]], heights: Sequence[float], gap: float) -> Layout | None:
    """Place boxes whose bases are known by number; None where a picture would be too large."""
    layers = _layers(bases)
    lines = [(heir, base) for heir, of_it in enumerate(bases) for base in of_it]
    knots = len(bases) + sum(layers[heir] - layers[base] - 1 for heir, base in lines)
    if knots > MOST_KNOTS:
        return None
    rows: list[list[int]] = [[] for _ in range(max(layers, default=-1) + 1)]
    for box, layer in enumerate(layers):
        rows[layer].append(box)
    sizes = [*heights]
    left: list[list[int]] = [[] for _ in bases]
    right: list[list[int]] = [[] for _ in bases]
    ways: list[list[int]] = []
    for heir, base in lines:
        way = [base]
        for layer in range(layers[base] + 1, layers[heir]):
            rows[layer].append(len(sizes))
            way.append(len(sizes))
            sizes.append(0)
            left.append([])
            right.append([])
        way.append(heir)
        ways.append(way)
        for one, next_one in pairwise(way):
            right[one].append(next_one)
            left[next_one].append(one)
    _order(rows, left, right)
    middles = _places(rows, left, right, sizes, gap)
    edges = [place + size / 2 for place, size in zip(middles, sizes, strict=True)]
    between = [[middles[knot] for knot in way[1:-1]] for way in ways]
    return Layout(
        layers,
        middles[: len(bases)],
        [(heir, base, bends) for (heir, base), bends in zip(lines, between, strict=True)],
        max(edges, default=0),
    )


def _layers(bases: Sequence[Sequence[int]]) -> list[int]:
    """One more than the highest layer of what a box extends; nothing extends itself."""
    layers = [0] * len(bases)
    for box in TopologicalSorter(dict(enumerate(bases))).static_order():
        layers[box] = max((layers[base] + 1 for base in bases[box]), default=0)
    return layers


def _order(rows: list[list[int]], left: list[list[int]], right: list[list[int]]) -> None:
    """Sort each layer by the means of its neighbours' places, to and fro."""
    rank: dict[int, float] = {}

    def note(row: list[int]) -> None:
        rank.update((knot, place / max(1, len(row) - 1)) for place, knot in enumerate(row))

    for row in rows:
        note(row)
    for sweep in range(SWEEPS):
        there, ways = (rows[1:], left) if sweep % 2 == 0 else (rows[-2::-1], right)
        for row in there:
            means = {knot: _mean(rank, ways[knot], rank[knot]) for knot in row}
            row.sort(key=means.__getitem__)
            note(row)


def _places(
    rows: list[list[int]],
    left: list[list[int]],
    right: list[list[int]],
    sizes: Sequence[float],
    gap: float,
) -> list[float]:
    """The middle of each knot: near its neighbours, at a distance from those beside it."""
    middles = dict.fromkeys(range(len(sizes)), 0.0)

    def move(rows: Iterable[list[int]], ways: list[list[int]]) -> None:
        for row in rows:
            wished = [_mean(middles, ways[knot], middles[knot]) for knot in row]
            middles.update(zip(row, _fit(wished, row, sizes, gap), strict=True))

    move(rows, [[] for _ in sizes])
    for _sweep in range(SWEEPS // 2):
        move(reversed(rows), right)
        move(rows, left)
    top = min((middles[knot] - sizes[knot] / 2 for knot in middles), default=0)
    return [middle - top for middle in middles.values()]


def _mean(values: Mapping[int, float], knots: Sequence[int], without: float) -> float:
    return sum(values[knot] for knot in knots) / len(knots) if knots else without


def _fit(
    wished: Sequence[float], row: Sequence[int], sizes: Sequence[float], gap: float
) -> Iterator[float]:
    """The places nearest to those wished for whose boxes do not overlap, in this order."""
    offsets = [0.0]
    for one, other in pairwise(row):
        offsets.append(offsets[-1] + (sizes[one] + sizes[other]) / 2 + gap)
    pools: list[tuple[float, int]] = []  # sum and count of places that share one value
    for wish, offset in zip(wished, offsets, strict=False):
        total, count = wish - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, number = pools.pop()
            total, count = total + before, count + number
        pools.append((total, count))
    values = (total / count for total, count in pools for _ in range(count))
    yield from (value + offset for value, offset in zip(values, offsets, strict=False))
