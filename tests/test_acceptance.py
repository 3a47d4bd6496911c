"""Real handbooks and small ones, with what a careful reader says of them.

They are not a part of the project, so these tests are skipped where they are not at hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("myst_parser")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SCORE, RUNNER = SHARED / "real" / "score.py", SHARED / "cases" / "run.py"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(
        not (SCORE.is_file() and RUNNER.is_file()), reason="the real handbooks are not at hand"
    ),
]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_real_handbooks_are_recognised() -> None:
    told: dict[str, Any] = json.loads(run(SCORE, "--json").stdout)
    sums: Counter[str] = Counter()
    for figures in told.values():
        if isinstance(figures, dict) and figures.get("set") == "handbooks":
            sums.update({k: v for k, v in figures.items() if isinstance(v, int)})
    assert sums["list truth"] > 2000
    assert sums["list right"] >= 0.98 * sums["list truth"]
    assert sums["list wrong part"] + sums["list wrong area"] <= 0.01 * sums["list truth"]
    assert sums["false"] <= 0.03 * sums["prose"]
    # Paragraphs cannot be recognised without a marker, and nobody expects a warning for prose.
    silent = [kind for kind in sums if kind.endswith("silent") and sums[kind]]
    assert set(silent) <= {"paragraph silent"}


@pytest.mark.parametrize("group", ["recognition", "message", "level-file", "table"])
def test_small_handbooks_have_the_right_values(group: str) -> None:
    done = run(RUNNER, "--group", group)
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert (failed, done.returncode) == ([], 0)
