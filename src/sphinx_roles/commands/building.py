"""Building a handbook as data, in a process of its own.

Belongs here: running Sphinx with the builder `roles`, and saying why it did not work.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.commands.errors import CommandError
from sphinx_roles.data.load import Edition, load

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST = 5
"""So many warnings are shown."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_HEAD = re.compile(r"[\w ]+ (error|occurred)\b.*[!:]$")
"""Starts what Sphinx says of an error, after the warnings."""
_RAISED = re.compile(r"\s*(?:\w+\.)*(\w*(?:Error|Exception)\w*: .+)")
"""The end of a traceback."""


def build(source: Path, name: str, root: Path, *, keep: Path | None = None) -> Edition:
    """Build the handbook in a source folder.

    Parameters
    ----------
    name
        What readers of a message call the edition.
    root
        The folder in which Sphinx is run.
    keep
        Where to keep a copy of the data.

    Raises
    ------
    CommandError
        Where it does not build.
    """
    with tempfile.TemporaryDirectory(prefix="sphinx-role-pages-") as folder:
        status, stderr = run_sphinx("roles", source.resolve(), Path(folder), root)
        said = [line for line in stderr.splitlines() if line.strip()]
        said = [line.replace(f"{source.resolve()}{os.sep}", "") for line in said]
        if status:
            raise CommandError(_why(name, said))
        if said:
            note = f"Note: {name} builds with warnings. The first is: {said[0]}"
            print(note, file=sys.stderr)  # noqa: T201 - a command prints
        data = Path(folder, "roles", "roles.json")
        if not data.is_file():  # no role pages yet
            return Edition({}, {})
        if keep is not None:
            _keep(data, keep)
        return load(data)


def run_sphinx(builder: str, source: Path, work: Path, cwd: Path, *options: str) -> tuple[int, str]:
    """Run Sphinx in a process of its own: its exit status, and what it says of what is wrong.

    Parameters
    ----------
    work
        A temporary folder. The output is in its subfolder of the builder's name; builds that share
        it share what they have read.
    cwd
        The folder in which Sphinx is run.
    """
    command = [
        *(sys.executable, "-P", "-m", "sphinx", "-q", "-b", builder),
        *("-d", str(work / "doctrees"), *options, str(source), str(work / builder)),
    ]
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "TMPDIR": str(work)},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, _COLOUR.sub("", done.stderr)


def _why(name: str, said: Iterable[str]) -> str:
    lines = list(said)
    if any("Builder name roles not registered" in line for line in lines):
        return f"The conf.py of {name} does not load sphinx_roles, so there is nothing to compare."
    warnings = list(takewhile(lambda line: not _HEAD.match(line), lines))
    rest = lines[len(warnings) :]
    raised = [found[1] for line in rest if (found := _RAISED.match(line))]
    reason = (raised or [line.strip() for line in rest[1:]] or ["Sphinx does not say why"])[
        -1 if raised else 0
    ]
    if rest and rest[0].startswith("Configuration error"):
        return f"The conf.py of {name} fails: {reason}"
    shown = [f"\n  {line}" for line in warnings[:_FIRST]]
    return f"The handbook of {name} does not build: {reason}{''.join(shown)}"


_MOST_KEPT = 20
"""So many built revisions are kept."""


def _keep(data: Path, keep: Path) -> None:
    """Keep a copy, and no more of them than `_MOST_KEPT`; without, if the disk does not allow."""
    try:
        keep.parent.mkdir(exist_ok=True)
        temporary = keep.with_name(f"{keep.name}.{os.getpid()}")
        temporary.write_bytes(data.read_bytes())
        temporary.replace(keep)
        kept = sorted(keep.parent.glob("*.json"), key=lambda file: -file.stat().st_mtime)
        for file in kept[_MOST_KEPT:]:
            file.unlink(missing_ok=True)
    except OSError:
        return
