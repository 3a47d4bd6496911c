"""Measurements as tables, JSON and plots.

Belongs here: everything that is read. Does not belong here: measuring.
"""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.measure import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.measure import Run, Runs

GOALS = (
    ("ours", "clean", "cpu", "copied", 0.4),
    ("ours", "clean", "cpu", "floor", 1.2),
    ("ours", "clean", "memory", "copied", 0.5),
    ("ours", "no change", "cpu", "floor", 1.1),
    ("ours", "ordinary", "cpu", "floor", 1.03),
    ("ours", "leaf", "cpu", "floor", 1.2),
    ("ours", "intro", "cpu", "copied", 0.25),
    ("ours", "base", "cpu", "copied", 0.45),
    ("ours", "clean", "cpu", "needs", 0.143),
    ("loaded", "clean", "cpu", "floor", 1.02),
    ("views", "clean", "cpu", "ours", 1.15),
    ("views_first", "clean", "cpu", "ours", 1.15),
)
"""Variant, step, measure, the variant to compare with, and the most that it may be of that.

Set for 400 and for 2,000 pages in the theme basic.
"""


def middle(runs: Sequence[Run], what: str) -> float:
    """The median of `wall`, `cpu` or `memory`."""
    return median(getattr(run, what) for run in runs)


def environment() -> dict[str, str]:
    """What the figures depend on."""
    found = {"Python": platform.python_version(), "machine": platform.machine()}
    found["processors"] = str(os.cpu_count())
    for name in ("sphinx", "docutils", "myst-parser", "furo", "sphinx-needs"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def as_data(runs: Runs) -> dict[str, Any]:
    """All runs, for JSON."""
    return {
        name: {step: [vars(run) for run in rounds] for step, rounds in steps.items()}
        for name, steps in runs.items()
    }


def tables(runs: Runs) -> str:
    """Markdown: times and memory, the ratios to `copied` and `floor`, and the goals."""
    heads = [*STEPS, "peak memory"]
    blocks = [
        "Processor time in seconds, median (least to most), and memory of the clean build:",
        _table(["", *heads], ([name, *_times(steps)] for name, steps in runs.items())),
    ]
    for base in ("copied", "floor"):
        if base in runs:
            rows = ([name, *_ratios(steps, runs[base])] for name, steps in runs.items())
            blocks += [f"The same, as multiples of *{base}*:", _table(["", *heads], rows)]
    goals = [*_goals(runs)]
    if goals:
        blocks += [
            "The goals, set for 400 and 2,000 pages in the theme basic:",
            _table(["build", "measured", "at most", ""], goals),
        ]
    return "\n\n".join(blocks) + "\n"


def growth_table(series: dict[str, list[dict[str, Any]]]) -> str:
    """Markdown: how each shape grows."""
    heads = ["shape", "size", "pages", "time", "time / page", "output", "time / MB", "peak memory"]
    rows = [
        [
            shape,
            str(point["size"]),
            str(point["pages"]),
            f"{point['cpu']:.2f} s",
            f"{1000 * point['cpu'] / point['pages']:.1f} ms",
            f"{point['output'] / 1e6:.2f} MB",
            f"{point['cpu'] / point['output'] * 1e6:.2f} s",
            f"{point['memory'] / 2**20:.0f} MiB",
            *(f"{point[clock] / point['cpu']:.1%}" for clock in ("resolve", "digests", "data")),
        ]
        for shape, points in series.items()
        for point in points
    ]
    return _table([*heads, "resolve", "digests", "data"], rows) + "\n"


def plot(runs: Runs, file: Path) -> None:
    """Bars: each step of each variant, as a multiple of *copied*."""
    figure, axes = _figure()
    width = 0.8 / len(runs)
    for index, (name, steps) in enumerate(runs.items()):
        places = [number + (index - (len(runs) - 1) / 2) * width for number in range(len(STEPS))]
        values = [
            middle(steps[step], "cpu") / middle(runs["copied"][step], "cpu") for step in STEPS
        ]
        axes.bar(places, values, width * 0.9, label=name)
    axes.axhline(1, color="gray", linewidth=0.8)
    axes.set_xticks(range(len(STEPS)), STEPS)
    axes.set_ylabel("processor time, multiple of copied")
    axes.legend(frameon=False)
    _save(figure, file)


def plot_growth(series: dict[str, list[dict[str, Any]]], file: Path) -> None:
    """Lines: time against output; a slope of one decade in one decade is linear growth."""
    figure, axes = _figure()
    for shape, points in series.items():
        output = [point["output"] / 1e6 for point in points]
        axes.plot(output, [point["cpu"] for point in points], marker="o", label=shape)
    axes.set(xscale="log", yscale="log", xlabel="HTML written, MB", ylabel="processor time, s")
    axes.legend(frameon=False)
    _save(figure, file)


def _figure() -> tuple[Any, Any]:
    import matplotlib as mpl  # noqa: PLC0415 - only in the environment that plots

    mpl.use("svg")
    # The same figures give the same file.
    mpl.rcParams.update({"svg.hashsalt": "sphinx-roles", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Any, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None})


def _times(steps: dict[str, list[Run]]) -> Iterator[str]:
    for step in STEPS:
        seconds = [run.cpu for run in steps[step]]
        spread = f" ({min(seconds):.2f} to {max(seconds):.2f})" if len(seconds) > 1 else ""
        yield f"{middle(steps[step], 'cpu'):.2f}{spread}"
    yield f"{middle(steps['clean'], 'memory') / 2**20:.0f} MiB"


def _ratios(steps: dict[str, list[Run]], base: dict[str, list[Run]]) -> Iterator[str]:
    for step in STEPS:
        yield f"{middle(steps[step], 'cpu') / middle(base[step], 'cpu'):.2f}"
    yield f"{middle(steps['clean'], 'memory') / middle(base['clean'], 'memory'):.2f}"


def _goals(runs: Runs) -> Iterator[list[str]]:
    for name, step, what, base, most in GOALS:
        if name in runs and base in runs:
            found = middle(runs[name][step], what) / middle(runs[base][step], what)
            words = "memory, " if what == "memory" else ""
            verdict = "reached" if found <= most else "not reached"
            build = f"{name}, {words}{step}"
            yield [build, f"{found:.2f} of {base}", f"{most:.2f}", verdict]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
