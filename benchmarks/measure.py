"""Builds in processes of their own: how long they take, and how much memory.

Belongs here: running and timing. Does not belong here: what is built, and how it is reported.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import model, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"

STEPS = ("clean", "no change", *model.EDITS)


@dataclass(frozen=True)
class Run:
    """What one build cost."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system: what other processes of the machine take does not count."""
    memory: int
    """Bytes, at the peak."""


Runs = dict[str, dict[str, list[Run]]]
"""Variant → step → the rounds."""


def build(srcdir: Path, outdir: Path, theme: str, *options: str) -> Run:
    """Build a project as HTML in one process; any warning is an error.

    Raises
    ------
    RuntimeError
        Where the build fails, with what it printed.
    """
    command = (*arguments(srcdir, outdir, theme), *options)
    return run([sys.executable, "-m", "sphinx", *command])[0]


def arguments(srcdir: Path, outdir: Path, theme: str) -> list[str]:
    """The arguments of `sphinx-build`."""
    values = ["-b", "html", "-j", "1", "-q", "-W", "-D", f"html_theme={theme}"]
    return [*values, str(srcdir), str(outdir)]


def run(command: Sequence[str]) -> tuple[Run, str]:
    """Run a command; return what it cost and what it printed."""
    WORK.mkdir(parents=True, exist_ok=True)
    log = WORK / "log.txt"
    launcher = [sys.executable, str(Path(__file__).with_name("cost.py")), str(log)]
    # An installed extension has its modules compiled.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([*launcher, *command], cwd=ROOT, env=env, capture_output=True, check=True)
    cost = json.loads(done.stdout)
    text = log.read_text(encoding="utf-8")
    if cost.pop("status"):
        raise RuntimeError(f"{' '.join(command)} failed:\n{text[-4000:]}")
    return Run(**cost), text


def compare(
    names: Iterable[str],
    *,
    pages: int,
    folders: int,
    theme: str,
    rounds: int,
    extending: str,
    say: Callable[[str], None],
) -> tuple[Runs, dict[str, Any]]:
    """Measure variants side by side: in each round, each step for all before the next step.

    Returns
    -------
    The runs, and facts about the handbook.
    """
    names = list(names)
    runs: Runs = {name: {step: [] for step in STEPS} for name in names}
    place = WORK / f"{theme}-{pages}-{extending}"
    facts: dict[str, Any] = {"output bytes": {}}
    for number in range(rounds):
        # Whoever comes first finds colder caches: each in its turn.
        order = names[number % len(names) :] + names[: number % len(names)]
        edited: set[str] = set()
        for step in STEPS:
            edited.update({step} & set(model.EDITS))
            handbook = model.handbook(
                pages, folders=folders, extending=extending, edited=frozenset(edited)
            )
            for name in order:
                folder = place / name
                if step == "clean":
                    shutil.rmtree(folder, ignore_errors=True)
                variants.write(variants.VARIANTS[name](handbook), folder / "source")
                found = build(folder / "source", folder / "out", theme)
                runs[name][step].append(found)
                say(f"{number + 1}/{rounds} {step}, {name}: {found.cpu:.2f} s")
            if step == "clean" and number == 0:
                facts["descendants of the edited base"] = handbook.descendants(handbook.roles[1])
                facts["output bytes"] = {name: size(place / name / "out") for name in names}
            if {"copied", "ours"} <= set(names):
                check_same_text(handbook, place / "copied" / "out", place / "ours" / "out")
    return runs, facts


def check_same_text(handbook: model.Handbook, one: Path, other: Path) -> None:
    """Make sure that readers of two outputs see the same text.

    Raises
    ------
    RuntimeError
        Where they do not: the page and the first difference.
    """
    for role in handbook.roles:
        found = []
        for folder in (one, other):
            html = (folder / f"{role.docname}.html").read_text(encoding="utf-8")
            found.append(variants.visible_text(html))
        if found[0] != found[1] or len(found[0]) < 35:
            lines = next(((a, b) for a, b in zip(*found, strict=False) if a != b), "a page ends")
            raise RuntimeError(f"{role.docname} reads differently: {lines}")


def size(folder: Path) -> int:
    """Bytes of all HTML pages in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*.html"))


def timed(srcdir: Path, outdir: Path, theme: str) -> dict[str, float]:
    """Build with clocks in the extension: the cost, and the seconds of each clock."""
    command = [sys.executable, "-m", "benchmarks.inside", *arguments(srcdir, outdir, theme)]
    cost, printed = run(command)
    clocks: dict[str, float] = json.loads(printed.splitlines()[-1])
    return {"cpu": cost.cpu, "memory": cost.memory, **clocks}
