"""`adopt` on handbooks that others wrote, each as the plain folder that it may have been."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("myst_parser")

from adopting import build, contents, write
from sphinx_roles.commands.main import main

REAL = Path(__file__).parents[2] / "shared" / "real" / "handbooks"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real handbooks are not at hand"),
]

NAMES = sorted(folder.name for folder in REAL.iterdir()) if REAL.is_dir() else []
PARTS = ("responsibilities", "requirements", "pluses")
MARKER = re.compile(r"\n```\{(?:role|level|extends)\}[^\n]*\n(?::[^\n]*\n)*```\n")
LINKS = r"xref_missing|not_readable|ref\.doc"
REST_MARKER = re.compile(r"\.\. (?:role|level|extends)::[^\n]*\n(?:   :[^\n]*\n)*\n?")


def bare(name: str) -> dict[str, str | bytes]:
    """A handbook's pages without the markers that somebody has put there."""
    pages: dict[str, str | bytes] = {}
    for file in sorted((REAL / name / "bare").iterdir()):
        if file.name not in {"conf.py", "index.md"}:
            pattern = REST_MARKER if file.suffix == ".rst" else MARKER
            pages[file.name] = pattern.sub("", file.read_bytes().decode()).encode()
    return pages


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def roles_of(name: str) -> set[str]:
    """The pages that somebody has marked."""
    files = (REAL / name / "bare").iterdir()
    return {
        f.name
        for f in files
        if re.search(r"^(```\{role\}|\.\. role::)", f.read_text(), re.MULTILINE)
    }


def run(*arguments: Path | str) -> str:
    said = StringIO()
    with redirect_stdout(said):
        assert main(["adopt", *map(str, arguments)]) == 0
    return said.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_a_real_handbook_moves_in(tmp_path: Path, name: str) -> None:
    source = write(tmp_path / name, bare(name))
    is_rest = name == "ska"
    if is_rest:  # a Sphinx handbook
        conf = 'project = "x"\nextensions = []\nhtml_theme = "basic"\n'
        index = "Index\n=====\n\n.. toctree::\n\n   roles\n"
        write(source, {"conf.py": conf, "index.rst": index})
    said = run(source, "--out", tmp_path / "out", "--all")
    # All warnings are about links, and all are listed.
    warnings = build(tmp_path / "out", tmp_path)
    broken = said.partition("Links that were broken before")[2]
    for warning in warnings:
        assert re.search(LINKS, warning), warning
        place = re.match(r"(?:.*/)?([^/:]+:\d+)", warning)
        assert place is not None
        assert place[1] in broken
    # Nine of ten role pages, and of twenty at most one that is none.
    wanted = roles_of(name)
    pages = (tmp_path / "out").glob("*.*")
    marked = {p.name for p in pages if re.search(rb"```{role}|\.\. role::", p.read_bytes())}
    assert len(wanted & marked) >= (0.75 if name == "sourcegraph" else 0.9) * len(wanted)
    assert len(marked - wanted) <= 0.05 * len(marked)
    # Nine of ten expectations that stand in lists.
    data = json.loads((tmp_path / "html/roles.json").read_text(encoding="utf-8"))
    found = {folded(one["text"]) for one in data["expectations"].values()}
    truth = json.loads((REAL / name / f"{name}.json").read_text(encoding="utf-8"))
    lists = [e for e in truth if e["kind"] in {"item", "nested"} and e["truth"] in PARTS]
    recognised = [entry for entry in lists if folded(entry["text"]) in found]
    assert len(recognised) >= 0.9 * len(lists)
    # And out again.
    run("--strip", tmp_path / "out", "--out", tmp_path / "back")
    assert contents(tmp_path / "back") == contents(source)


def test_a_real_mdbook_moves_in(tmp_path: Path) -> None:
    """With the introduction that its pages include."""
    pages = {
        f"src/roles/{path}": re.sub(
            rb"```\{include\} intro\.inc\n```\n", b"{{#include intro.md}}\n", bytes(text)
        )
        if isinstance(text, bytes)
        else text
        for path, text in bare("culture").items()
    }
    pages["src/roles/intro.md"] = pages.pop("src/roles/intro.inc")
    summary = "# Summary\n\n" + "".join(
        f"- [{Path(path).stem}]({path.removeprefix('src/')})\n"
        for path in pages
        if not path.endswith("intro.md")
    )
    book = {"book.toml": '[book]\ntitle = "Culture"\n', "src/SUMMARY.md": summary}
    source = write(tmp_path / "book", {**book, **pages})
    said = run(source, "--out", tmp_path / "out", "--all")
    assert re.search(r"one introduction for (\d+) pages: intro\.md", said)
    page = (tmp_path / "out/roles/backend-engineer.md").read_text(encoding="utf-8")
    assert "include" not in page
    assert "```{extends} backend-engineer\n```" in page
    for warning in build(tmp_path / "out", tmp_path):
        assert re.search(LINKS, warning), warning
    run("--strip", tmp_path / "out", "--out", tmp_path / "back")
    assert contents(tmp_path / "back") == contents(source / "src")
