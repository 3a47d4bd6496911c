"""A real role page, marked up as its maintainer would, builds and says what it means."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from sphinx.cmd.build import main

from mark_up import mark_up

if TYPE_CHECKING:
    from conftest import Project

pytest.importorskip("myst_parser")

PAGE = Path(__file__).parents[2] / "shared" / "real" / "backend-engineer.md"
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the real page is not at hand")

ROLE = "backend-engineer"
CONF = """\
extensions = ["myst_parser", "sphinx_roles"]
project = author = "Handbook"
version = "1"
copyright = "2026"
"""
INDEX = """\
# Handbook

```{toctree}
backend-engineer
craft/code-review
```
"""
INTRO = """\
# Introduction

Here you build your {this}`role` career.
"""


@pytest.fixture(scope="module")
def marked() -> str:
    return mark_up(PAGE.read_text(encoding="utf-8"))


@pytest.fixture
def handbook(project: Project, marked: str) -> Project:
    files = {"conf.py": CONF, "index.md": INDEX, "intro.md": INTRO, f"{ROLE}.md": marked}
    return project.write({**files, "craft/code-review.md": "# Code review\n\nBe kind.\n"})


def build(handbook: Project, builder: str) -> Path:
    """`sphinx-build -n -W`."""
    out = handbook.root / builder
    doctrees = str(handbook.root / "doctrees")  # in the output, the ePub would pack them
    command = ["-q", "-n", "-W", "--keep-going", "-b", builder, "-d", doctrees]
    assert main([*command, str(handbook.srcdir), str(out)]) == 0
    return out


def test_no_sentence_is_changed(marked: str) -> None:
    """Only the sentences that directives replace are gone."""
    original = PAGE.read_text(encoding="utf-8").splitlines()
    plain = re.sub(r"```\{\w+\}.*\n```\n|\{key\}`\w+` ", "", marked).splitlines()
    gone = [line for line in original if line and line not in plain]
    assert gone == [
        "{{#include intro.md}}",
        "The Senior Backend Engineer role extends the Backend Engineer role.",
    ]
    assert [line for line in plain if line] == [x for x in original if x and x not in gone]


def test_the_data(handbook: Project) -> None:
    data = json.loads((build(handbook, "html") / "roles.json").read_text(encoding="utf-8"))
    expectations: dict[str, Any] = data["expectations"]
    holders: dict[str, Any] = data["holders"]
    assert sorted(holders) == [ROLE, f"{ROLE}/junior", f"{ROLE}/mid", f"{ROLE}/senior"]
    role, senior = holders[ROLE], holders[f"{ROLE}/senior"]
    parts = [expectations[i]["part"] for i in role["effective"]]
    counts = {part: parts.count(part) for part in dict.fromkeys(parts)}
    assert counts == {"responsibilities": 11, "requirements": 10, "pluses": 4}
    for level in ("junior", "mid"):
        assert holders[f"{ROLE}/{level}"]["own"] == []
        assert holders[f"{ROLE}/{level}"]["effective"] == role["effective"]
    assert len(senior["own"]) == 10
    raised = senior["raises"]
    assert {
        expectations[i]["text"][:29]: expectations[j]["text"][:31] for i, j in raised.items()
    } == {
        "Advocate for improvements to ": "Advocate for improvements to pr",
        "Solve technical problems of h": "Solve technical problems of mod",
        "Help to define and improve ou": "Craft code that meets industry ",
        "Represent MayaData and its va": "Represent MayaData and its valu",
        "Confidently ship moderately s": "Confidently ship small features",
    }
    kept = [i for i in role["effective"] if i not in raised.values()]
    assert senior["effective"] == senior["own"] + kept
    assert data["craft"] == {
        "craft/code-review": [i for i in role["own"] if "code-reviews" in expectations[i]["text"]]
    }


@pytest.mark.parametrize("builder", ["html", "epub", "text"])
def test_what_readers_see(handbook: Project, builder: str) -> None:
    out = build(handbook, builder)
    if builder == "epub":
        with ZipFile(next(out.glob("*.epub"))) as book:
            name = next(name for name in book.namelist() if name.endswith(f"{ROLE}.xhtml"))
            page = book.read(name).decode()
    else:
        page = next(out.glob(f"{ROLE}.*")).read_text(encoding="utf-8")
    page = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Here you build your Backend Engineer career." in page
    assert "Builds on Backend Engineer." in page
    # once where it stands, in a browser once below the senior level; what it replaces, at hand,
    # and once more at the level before it
    assert page.count("Keep tikets updated") == (2 if builder == "html" else 1)
    assert page.count("Solve technical problems of moderate scope") == (
        3 if builder == "html" else 1
    )
    assert page.count("Solve technical problems of high scope") == (2 if builder == "html" else 1)
