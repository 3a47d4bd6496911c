"""Paper: what LaTeX and the browser print could be handed to a candidate."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import required

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from conftest import Built, Project

pytest.importorskip("myst_parser")

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs/examples"
RECIPE = EXAMPLES / "printing"
SYNTAXES = pytest.mark.parametrize("syntax", ["md", pytest.param("rst", marks=pytest.mark.slow)])


def run(command: Path, folder: Path, *more: str) -> None:
    """Run a command of the documentation."""
    program, *words = shlex.split(command.read_text(encoding="utf-8"))
    start = {"sphinx-build": [sys.executable, "-m", "sphinx"], "chromium": [_chromium()]}[program]
    done = subprocess.run(
        [*start, *words, *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _chromium() -> str:
    from browser import chromium

    return chromium() or required.missing("Chromium")


def handbook(folder: Path, syntax: str) -> Path:
    """The example of the documentation, with the recipe's configuration."""
    shutil.copytree(EXAMPLES / "start" / syntax, folder)
    shutil.copy(RECIPE / "conf.py", folder)
    return folder


def words(text: str) -> str:
    return " ".join(text.split())


def pdf_words(file: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    text = subprocess.check_output(["pdftotext", file, "-"], text=True)
    # without the numbers of pages, which end where the TeX and the Sphinx at hand end them
    return words(re.sub(r"\n\d+\s*\f", "\n", text).replace("\f", "\n"))


def dangling(tex: str) -> set[str]:
    """What links in LaTeX lead to and is not in the same document."""
    label = r"\\detokenize\{([^}]*)\}"
    linked = set(re.findall(rf"\\hyperref\[{label}\]", tex))
    return linked - set(re.findall(rf"\\label\{{{label}\}}", tex))


# -- LaTeX


@SYNTAXES
def test_the_recipe_of_a_job_description(tmp_path: Path, syntax: str) -> None:
    folder = handbook(tmp_path / "handbook", syntax)
    command = RECIPE / "latex.sh"
    if shutil.which("latexmk") is None:
        pytest.skip("needs TeX with latexmk")
    run(command, folder)
    (file,) = (folder / "_build/jobs").glob("**/*.pdf")
    assert file.name == "backend-engineer.pdf"
    text = pdf_words(file)
    assert text.startswith("Backend Engineer The team")
    assert "What follows is what Backend Engineer means here" in text
    assert words((RECIPE / "senior.txt").read_text(encoding="utf-8")) in text
    for absent in ("¶", "Previous", "Next:", "Expand", "▸", "CONTENTS", "(in "):
        assert absent not in text
    tex = file.with_suffix(".tex").read_text(encoding="utf-8")
    assert dangling(tex) == set()


def test_without_its_tag_the_recipe_changes_nothing(tmp_path: Path) -> None:
    folder = handbook(tmp_path / "handbook", "md")
    command = [sys.executable, "-m", "sphinx", "-qW", "-b", "latex", ".", "_build"]
    subprocess.run(command, cwd=folder, check=True)
    (file,) = (folder / "_build").glob("*.tex")
    assert file.name == "examplehandbook.tex"


@pytest.fixture(scope="module")
def sample_tex(sample: Callable[[str], Built]) -> str:
    built = sample("latex")
    assert built.warnings == []
    (file,) = built.outdir.glob("*.tex")
    return file.read_text(encoding="utf-8")


def test_no_link_of_the_sample_dangles(sample_tex: str) -> None:
    assert sample_tex.count(r"\hyperref[") > 100
    assert dangling(sample_tex) == set()


def test_a_level_says_where_it_stands_and_no_ways_to_go(sample_tex: str) -> None:
    assert re.search(r"Grade 3.{1,80}Level 3 of 4", sample_tex, flags=re.DOTALL)
    assert "Previous: " not in sample_tex
    assert "Next: " not in sample_tex


def test_an_earlier_wording_is_smaller(sample_tex: str) -> None:
    opened = sample_tex.count("\\begingroup\\small\n")
    assert opened > 20
    assert sample_tex.count("\\par\\endgroup\n") == opened
    for block in re.findall(r"\\begingroup\\small\n(.*?)\\par\\endgroup\n", sample_tex, re.DOTALL):
        assert "Replaces what " in block or "Raised from " in block


def test_chapters_are_the_parts_of_the_handbook(sample_tex: str) -> None:
    chapters = re.findall(r"\\chapter\{(\w+)\}", sample_tex)
    assert chapters[:3] == ["Engineering", "Product", "Craft"]


def test_a_link_out_of_the_document_becomes_its_title(project: Project) -> None:
    shutil.copytree(ROOT / "roles", project.srcdir, dirs_exist_ok=True)
    page = "engineering/backend-engineer"
    built = project.build("latex", latex_documents=[(page, "job.tex", "", "", "howto")])
    assert built.warnings == []
    tex = built.file("job.tex")
    assert dangling(tex) == set()
    text = re.sub(r"\\DUrole\{[\w,-]+\}|\\\w+|[{}]", "", tex)
    assert "a Product Manager and a Product Designer" in words(text)
    assert "follow Incidents when something breaks" in words(text)
    assert "Replaces what Every Engineer says: " in words(text)


# -- the browser


@pytest.fixture(scope="module")
def browser_page(chromium: Browser) -> Page:
    return chromium.new_page()


def printed(page: Page) -> str:
    """What of the page's body has a place on paper."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    body = page.locator("[role=main]")
    return words(body.inner_text())


@SYNTAXES
def test_the_browser_prints_a_page_without_folds_and_signs(
    project: Project, browser_page: Page, syntax: str
) -> None:
    shutil.copytree(EXAMPLES / "start" / syntax, project.srcdir, dirs_exist_ok=True)
    built = project.build()
    browser_page.goto((built.outdir / "backend-engineer.html").as_uri())
    on_paper = printed(browser_page)
    _, _, senior = on_paper.partition("Senior Backend Engineer Grade 3 · Level 2 of 2 ")
    again = "All that this page lists for Backend Engineer is expected here, too."
    assert senior.startswith(f"{again} Solve problems of high scope")
    assert "Builds on" not in senior  # the line above says it
    assert on_paper.count("Ship small features with little guidance.") == 1
    assert "Replaces what Backend Engineer says Mentor the juniors" in on_paper  # the next item
    assert on_paper.count("Solve problems of moderate scope") == 1
    for absent in ("Previous", "Next", "Expand", "Also expected", "Backend Engineer:"):
        assert absent not in on_paper, absent
    marks = browser_page.locator("[role=main] a.headerlink.roles-permalink")
    assert marks.count() > 3
    assert not any(mark.is_visible() for mark in marks.all())


def test_a_role_page_of_four_levels_prints_on_five_pages(
    sample: Callable[[str], Built], chromium: Browser
) -> None:
    page = chromium.new_page()  # A4 with the margins that Chromium proposes
    page.goto((sample("html").outdir / "engineering/backend-engineer.html").as_uri())
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
    file = page.pdf(format="A4", margin=margin)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", file)) <= 5


def test_the_browser_ends_what_is_inherited(browser_page: Page, project: Project) -> None:
    shutil.copytree(EXAMPLES / "start/md", project.srcdir, dirs_exist_ok=True)
    built = project.build()
    browser_page.goto((built.outdir / "backend-engineer.html").as_uri())
    script = """media => {
        const fold = document.querySelector("details.roles-inherited");
        return getComputedStyle(fold, "::after").content;
    }"""
    browser_page.emulate_media(media="screen")
    assert browser_page.evaluate(script) == "none"
    browser_page.emulate_media(media="print")
    assert browser_page.evaluate(script) == '"New or changed here"'


@SYNTAXES
def test_the_command_that_prints_a_page(tmp_path: Path, project: Project, syntax: str) -> None:
    chromium = _chromium()
    assert chromium
    shutil.copytree(EXAMPLES / "start" / syntax, project.srcdir, dirs_exist_ok=True)
    project.build(outdir="_build/html")
    # as root, and without a screen
    from browser import ARGUMENTS

    run(RECIPE / "browser.sh", project.root, *ARGUMENTS)
    text = pdf_words(project.root / "backend-engineer.pdf")
    before, _, senior = text.partition("Senior Backend Engineer Grade 3 · Level 2 of 2")
    assert "Shares all that is expected of Backend Engineer." in before
    assert "Review and be reviewed as Code review describes." in before
    assert "Review and be reviewed" not in senior
    assert "New or changed here" in senior
    assert "Replaces what Backend Engineer says" in senior
    assert text.count("Solve problems of moderate") == 1
    for absent in ("¶", "Previous", "Next:", "Expand", "▸", "Also expected"):
        assert absent not in text


def test_the_stylesheet_for_candidates(project: Project, browser_page: Page) -> None:
    shutil.copytree(EXAMPLES / "start/md", project.srcdir, dirs_exist_ok=True)
    (project.srcdir / "_static").mkdir()
    shutil.copy(RECIPE / "candidate.css", project.srcdir / "_static")
    built = project.build(html_static_path=["_static"], html_css_files=["candidate.css"])
    browser_page.goto((built.outdir / "backend-engineer.html").as_uri())
    on_paper = printed(browser_page)
    assert "Mentor the juniors" in on_paper
    assert "Replaces" not in on_paper
