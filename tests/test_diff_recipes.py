"""The recipes for CI in the documentation run here, with stand-ins for the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_diff import PAGE, git

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "docs" / "examples" / "diff"
NOTED = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$NOTED"
case "$*" in
  *POST*|*PATCH*|*PUT*) cat comment.md >> "$NOTED";;
  *) printf '%s\\n' "$EARLIER";;
esac
"""


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A checkout of a pull request, as CI makes it: a merge, and what it is merged into."""
    root = tmp_path / "merged"
    (root / "docs").mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    (root / "docs" / "conf.py").write_text("extensions = ['sphinx_roles']\n", encoding="utf-8")
    (root / "docs" / "index.rst").write_text(PAGE, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "before")
    git(root, "checkout", "--quiet", "-b", "pull")
    (root / "docs" / "index.rst").write_text(PAGE.replace("a day", "half a day"), encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "edit")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "merge", "pull")
    return root


def run(root: Path, lines: list[str], command: str, **environment: str) -> str:
    """Run lines as CI does, with a stand-in for a command; what that was called with."""
    if shutil.which("bash") is None:
        pytest.skip("the recipes are for bash")
    tools = root.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / command).write_text(NOTED, encoding="utf-8")
    (tools / command).chmod(0o755)
    noted = root.parent / "noted"
    noted.write_text("", encoding="utf-8")
    path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],
        cwd=root,
        env={**os.environ, "PATH": path, "NOTED": str(noted), **environment},
        check=True,
    )
    return noted.read_text(encoding="utf-8")


def test_github(merged: Path) -> None:
    recipe = yaml.safe_load((RECIPES / "github.yml").read_text(encoding="utf-8"))
    steps = recipe["jobs"]["changes"]["steps"]
    lines = [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]
    summary = merged.parent / "summary.md"
    names = {"GITHUB_REPOSITORY": "fernwood/handbook", "GITHUB_STEP_SUMMARY": str(summary)}
    noted = run(merged, lines, "gh", NUMBER="7", EARLIER="", **names)
    assert (
        "--method POST repos/fernwood/handbook/issues/7/comments --field body=@comment.md" in noted
    )
    assert "**1 change**, for 1 role page" in noted
    assert summary.read_text(encoding="utf-8").startswith("**1 change**")
    noted = run(merged, lines, "gh", NUMBER="7", EARLIER="42\n43", **names)
    assert "--method PATCH repos/fernwood/handbook/issues/comments/42 " in noted


def test_gitlab(merged: Path) -> None:
    recipe = yaml.safe_load((RECIPES / "gitlab.yml").read_text(encoding="utf-8"))
    lines = [line for line in recipe["role-changes"]["script"] if "pip install" not in line]
    names = {
        "CI_API_V4_URL": "https://gitlab.example/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(merged, "rev-parse", "HEAD^1").strip(),
        "NOTES_TOKEN": "token",
    }
    noted = run(merged, lines, "curl", EARLIER="[]", **names)
    assert "--request POST " in noted
    assert "api/v4/projects/3/merge_requests/7/notes\n**1 change**, for 1 role page" in noted
    earlier = '[{"id": 8, "body": "Nice."}, {"id": 9, "body": "<!-- sphinx-role-pages diff -->"}]'
    noted = run(merged, lines, "curl", EARLIER=earlier, **names)
    assert "--request PUT " in noted
    assert "/merge_requests/7/notes/9\n" in noted


@pytest.mark.slow
def test_rolecheck(tmp_path: Path) -> None:
    """The recipe for the sample handbook, which passes, and fails where a comment is gone."""
    pytest.importorskip("myst_parser")
    pytest.importorskip("furo")
    file = ROOT / "docs" / "examples" / "rolecheck" / "github.yml"
    steps = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]["check"]["steps"]
    lines = [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "roles", root / "roles", ignore=shutil.ignore_patterns("_build"))
    run(root, lines, "unused")
    page = root / "roles" / "product" / "product-manager.md"
    text = page.read_text(encoding="utf-8")
    assert "<!-- rolecheck: ignore" in text
    page.write_text(text.replace("<!-- rolecheck: ignore", "<!--"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as error:
        run(root, lines[:1], "unused")
    assert error.value.returncode == 1
