"""Builds that were killed, damaged caches, pages that are not text, and handbooks of odd sizes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from fuzzing import normal

if TYPE_CHECKING:

    from conftest import Built, Project

# Kills its own process, as hard as the kernel does, some time after an event was seen.
KILLER = """
import os, signal, threading

def setup(app):
    event, nth, delay = os.environ["KILL"].split()
    seen = []

    def kill():
        os.kill(os.getpid(), signal.SIGKILL)

    def count(*_):
        seen.append(1)
        if len(seen) == int(nth):
            threading.Timer(float(delay), kill).start() if float(delay) else kill()

    app.connect(event, count, priority=int(os.environ.get("KILL_PRIORITY", "400")))
"""
CONF = """
extensions = {extensions!r}
templates_path = ["_templates"]
exclude_patterns = ["_templates"]
html_theme = "basic"
html_copy_source = False
html_sidebars = {{}}
show_warning_types = True
project = "Handbook"
"""
INDEX = "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n"


def page(title: str, items: str, *, extends: str = "", levels: str = "") -> str:
    extends = f".. extends:: {extends}\n\n" if extends else ""
    start = f"{title}\n{'=' * 40}\n\n.. role::\n\n{extends}"
    return f"{start}Responsibilities\n{'-' * 40}\n\n{items}\n\n{levels}"


def small(project: Project) -> Project:
    """A base, its descendant, an intro, and a warning of ours."""
    return project.write(
        {
            "index.rst": INDEX,
            "intro.rst": "Intro\n=====\n\nGrow as a :this:`role`.\n",
            "base.rst": page("Base", "- :key:`a` Do a.\n- Do b."),
            "leaf.rst": page("Leaf", "- :key:`a` Do more.", extends="base, nobody"),
        }
    )


def same(one: Built, other: Built, ours: str = "[roles.") -> None:
    """The same files with the same contents, and the same warnings of ours."""

    def files(built: Built) -> dict[str, object]:
        return {
            file.relative_to(built.outdir).as_posix(): normal(file)
            for file in sorted(built.outdir.rglob("*"))
            if file.is_file() and file.name != ".buildinfo"
        }

    found, expected = files(one), files(other)
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []
    assert [w for w in one.warnings if ours in w] == [w for w in other.warnings if ours in w]


def killed(project: Project, event: str, nth: int, delay: float, priority: int = 400) -> bool:
    """Build in a process that kills itself; whether it died before the end."""
    (project.root / "killer.py").write_text(KILLER, encoding="utf-8")
    extensions = [*project.conf["extensions"], "killer"]
    # The same configuration as `clean`: else every page would be read again.
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    command += ["-d", str(project.root / "doctrees"), str(project.srcdir)]
    command += [str(project.root / "html"), "-D", f"extensions={','.join(extensions)}"]
    paths = [str(project.root), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "KILL": f"{event} {nth} {delay}",
        "KILL_PRIORITY": str(priority),
    }
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0
