"""`sphinx-role-pages adopt`: handbooks of other tools move in, and out again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("myst_parser")

import adopting
from adopting import AWKWARD, MDBOOK, MKDOCS, PLAIN, adopt, build, contents, write
from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.pages.lines import Text
from sphinx_roles.adopt.plan import Plan, start
from sphinx_roles.adopt.sources.book import PLAIN as PLAIN_BOOK
from sphinx_roles.adopt.sources.book import Book
from sphinx_roles.commands.adopting import planning, reading, report
from sphinx_roles.commands.adopting.trying import Tried
from sphinx_roles.commands.adopting.writing import write_over
from sphinx_roles.commands.main import main

if TYPE_CHECKING:
    from collections.abc import Callable


class Adopted(NamedTuple):
    """A handbook that has moved in, and what Sphinx says of it."""

    source: Path
    out: Path
    said: str
    warnings: list[str]
    html: Path

    def file(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    @property
    def data(self) -> dict[str, dict[str, Any]]:
        """`roles.json`."""
        return json.loads((self.html / "roles.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Adopted]:
    """Adopt a handbook into a new folder and build it, once: `adopted("mdbook")`."""
    books = {"mdbook": MDBOOK, "mkdocs": MKDOCS, "plain": PLAIN, "awkward": AWKWARD}
    done: dict[str, Adopted] = {}

    def run(name: str) -> Adopted:
        if name not in done:
            root = tmp_path_factory.mktemp(name)
            source, out = write(root / "source", books[name]), root / "out"
            said = StringIO()
            with redirect_stdout(said):
                assert main(["adopt", str(source), "--out", str(out)]) == 0
            warnings = build(out, root)
            done[name] = Adopted(source, out, said.getvalue(), warnings, root / "html")
        return done[name]

    return run


# -- each kind of handbook


@pytest.mark.parametrize(
    ("name", "broken"),
    [("mdbook", ["craft/review.md"]), ("mkdocs", []), ("plain", []), ("awkward", [])],
)
def test_the_result_builds_but_for_links_that_were_broken(
    adopted: Callable[[str], Adopted], name: str, broken: list[str]
) -> None:
    run = adopted(name)
    assert [warning.partition(":")[0] for warning in run.warnings] == broken
    assert ("Links that were broken before: 1" in run.said) == bool(broken)


def test_an_mdbook(adopted: Callable[[str], Adopted]) -> None:
    run = adopted("mdbook")
    holders = run.data["holders"]
    assert sorted(holders) == [
        "designer",
        "tester",
        "tester/junior",
        "tester/senior",
        "tester/tester",
    ]
    assert holders["tester/senior"]["extends"] == ["tester/tester"]
    assert len(holders["tester"]["own"]) == 3
    # One introduction, shown by `role`; the navigation of the summary; links to folders and HTML.
    assert "{{#include" not in run.file("roles/tester.md")
    assert 'roles_intro = "intro"' in run.file("conf.py")
    shown = (run.html / "roles/designer.html").read_text(encoding="utf-8")
    assert "that nobody gets lost with" in shown
    welcome = run.file("welcome.md")
    assert "[the roles](roles/README.md) and [review](craft/review.md#ask)" in welcome
    assert ":end-line: 3" in run.file("roles/README.md")
    assert ":caption: Drawing" in run.file("roles/README.md")
    assert ":caption: Work" in run.file("index.md")
    assert "'Our week': it holds a list of names or links" in run.said


def test_a_mkdocs_site(adopted: Callable[[str], Adopted]) -> None:
    run = adopted("mkdocs")
    page = run.file("careers/engineer.md")
    assert "# Engineer\n" in page  # the front matter's title
    assert "::::{admonition} How to read this" in page
    assert ":::{warning}\n- Not a promise.\n:::" in page
    # Tabs stand below one another; each is an area of its level.
    assert "asleep.\n\n**By day**\n\n- Answers each" in page
    assert '\n```text\n=== "no tab"\n```\n\n**By night**\n\n- Wakes' in page
    assert ":class: tip\n\n**Before**\n\nSleep well.\n\n:::" in page
    assert (
        "alarms.\n\n    **On paper**\n\n    Ink is blue.\n\n    ```\n    !!! note\n    ```" in page
    )
    areas = {one["text"]: one["area"] for one in run.data["expectations"].values()}
    assert areas["Answers each alarm within the hour."] == "By day"
    assert "careers/engineer.md:26: the content tabs of this page stand below" in run.said
    assert "```{include} /snippets/hello.txt" in run.file("index.md")
    assert "[engineers](careers/engineer.md)" in run.file("index.md")
    holders = run.data["holders"]
    # "Each level builds on the one before", though only an admonition says so.
    assert [*holders] == ["engineer", "engineer/junior", "engineer/senior"]
    assert "other.md: stands in no navigation" in run.said
    assert 'project = "Green Site"' in run.file("conf.py")
    assert 'language = "en_GB"' in run.file("conf.py")


def test_a_folder_of_markdown(adopted: Callable[[str], Adopted]) -> None:
    run = adopted("plain")
    found = run.data
    assert sorted(found["holders"]) == ["analyst", "ranger", "warden"]
    assert found["holders"]["warden"]["extends"] == ["ranger"]
    # Pasted on three pages, the introduction is one now.
    assert run.file("jobs/intro.md").endswith("counts birds, in every weather.\n")
    assert "in every weather" not in run.file("jobs/ranger.md")
    # What the extension left over was judged by what its list says.
    assert "'Red flags' opens areas" in run.said
    # As prose, "Flocks" would be "All flocks" as well: its table is unread on its page alone.
    said = [one["text"] for one in found["expectations"].values()]
    assert "Counts the flocks of the lake." in said
    assert ":unread: flocks\n" in run.file("jobs/analyst.md")
    assert "prose" not in run.file("conf.py")
    # What no key tells apart is silenced, and a doubt.
    assert said.count("Greets all guests.") == 1
    assert 'suppress_warnings = ["roles.duplicate_text"]' in run.file("conf.py")
    assert "Warnings that conf.py silences: 1\n  roles.duplicate_text (1)" in run.said
    assert re.search(r"jobs/ranger.md:\d+: ranger says this twice", run.said)
    assert 'root_doc = "README"' in run.file("conf.py")
    assert "/guides/how-to-count" in run.file("README.md")
    assert run.file("guides/how-to-count.md").startswith("# How to count\n\n## How to count")


@pytest.mark.parametrize("name", ["mdbook", "mkdocs", "plain", "awkward"])
def test_strip_gives_the_source_back(
    adopted: Callable[[str], Adopted], tmp_path: Path, name: str
) -> None:
    run = adopted(name)
    assert main(["adopt", "--strip", str(run.out), "--out", str(tmp_path / "back")]) == 0
    folder = {"mdbook": "pages", "mkdocs": "docs", "plain": "", "awkward": ""}[name]
    assert contents(tmp_path / "back") == contents(run.source / folder)


def test_an_awkward_book(adopted: Callable[[str], Adopted]) -> None:
    """Each answer to what the extension says of a page."""
    run = adopted("awkward")
    page = run.file("roles/keeper.md")
    # A part of paragraphs gets keys; a long sentence opens a part, where no area is named by it.
    assert "{key}`a-keeper-lights` A keeper lights" in page
    assert "ships and the sea:' opens responsibilities" in run.said
    # Tables and raw HTML are prose, and doubts.
    assert "'Numbers': it holds a table, which is not read" in run.said
    assert "'Pictures': it holds raw HTML, which is not read" in run.said
    # What is there twice gets a key, and nothing is silenced: later copies are still warned of.
    assert "says this twice" in run.said
    assert "- Trains the junior keepers.\n- {key}`trains-the-junior-2` Trains" in page
    assert "\n| {key}`light-2` Light | Cleans" in page
    assert "roles." not in run.file("conf.py")
    # What no name of a heading helps with is said on its page, and silenced nowhere else.
    ferry = run.file("roles/ferry/index.md")
    assert ferry.startswith("# Ferry pilot\n\n```{role}\n:unread: ferry pilot; responsib")
    assert "'Responsibilities': a table stays unread" in run.said
    assert "roles.ignored" not in run.file("conf.py")
    # Levels on pages of their own, in the order of their ladder.
    holders = run.data["holders"]
    levels = [name for name in holders if name.startswith("ferry/")]
    assert levels == ["ferry/junior", "ferry/senior"]
    assert holders["ferry/senior"]["extends"] == ["ferry/junior"]
    assert "\n```{level} senior\n```\n" in run.file("roles/ferry/senior.md")
    # Nobody is found for a name; two that extend each other are one too many; an empty level goes.
    assert "for 'baker of bread'" in run.said
    assert ("{extends}" in run.file("roles/smith.md")) != (
        "{extends}" in run.file("roles/wright.markdown")
    )
    assert "```{level} junior" not in page
    # Settings that only these pages need.
    conf = run.file("conf.py")
    for said in ("tasklist", '"tel"', ".markdown", "roles/smith.markdown"):
        assert said in conf
    assert "the shortcode {{< figure" in run.said
    assert run.file("notes/index.md").startswith("# Notes\n\n```{toctree}")


@pytest.mark.slow
def test_a_book_that_is_never_settled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One answer asks for another, and then for one more: the last is a doubt, and silenced."""
    table = "| Name | Since |\n| --- | --- |\n| Red | 1904 |\n"
    pages = {"README.md": "# Home\n", "jobs/cook.md": f"# Head Cook\n\n## Our barns\n\n{table}"}
    for name, base in (("Baker", "Cook"), ("Miller", "Baker"), ("Smith", "Miller")):
        said = f"The Head {name} role extends the Head {base} role."
        pages[f"jobs/{name.casefold()}.md"] = f"# Head {name}\n\n{said}\n"
    for name in ("barn", "gate", "mill", "yard"):
        duties = f"## Responsibilities\n\n- Opens the {name} each day.\n"
        note = f"```{{note}}\n{table}```\n"
        pages[f"jobs/{name}.md"] = f"# Keeper of the {name}\n\n{duties}\n{note}"
    source = write(tmp_path / "book", pages)
    run = adopt(
        capsys, source, "--out", tmp_path / "out", "--roles", "jobs/*", out=tmp_path / "out"
    )
    # Each page without expectations takes the next one with it.
    for name in ("cook", "baker", "miller"):
        assert f"jobs/{name}.md:3: nothing on role page {name} is an expectation" in run.said
        assert run.file(f"jobs/{name}.md") == pages[f"jobs/{name}.md"]
    assert "jobs/smith.md:6: smith extends 'miller', which is no" in run.said
    # Each page says what stays unread in its note.
    assert ":unread: responsibilities" in run.file("jobs/mill.md")
    assert "jobs/yard.md:11: the table below 'Responsibilities' is ignored" in run.said
    assert 'suppress_warnings = ["roles.unknown", "roles.ignored"]' in run.file("conf.py")
    assert build(tmp_path / "out", tmp_path) == []


def test_an_mdbook_without_a_summary(tmp_path: Path) -> None:
    """Its folders are its navigation; what it was built into is no page of it."""
    toml = '[book]\nlanguage = "of old"\n[build]\nbuild-dir = "src/made"\n'
    pages = {"src/README.md": "# Home\n", "src/made/a.md": "# A\n", "src/b.md": "# B\n"}
    found = reading.find(write(tmp_path / "blue-book", {"book.toml": toml, **pages}))
    assert found.book.navigation is None
    assert (found.book.title, found.book.language) == ("Blue book", "en")
    assert sorted(found.book.pages) == ["README.md", "b.md"]


# -- a Sphinx handbook, in place

SPHINX = {
    "docs/conf.py": (
        "# ours\nimport os\n\nproject = 'Red'  # the project\nextensions = ('myst_parser',)\n"
        "html_theme = 'basic'\nhtml_static_path = ['_static']\n"
    ),
    "docs/index.rst": "Red\n===\n\n.. toctree::\n\n   pilot\n   baker\n   hall\n   yard\n",
    "docs/pilot.rst": (
        "#####\nPilot\n#####\nFlies.\n\nResponsibilities\n================\n\n- Lands the plane.\n"
        "\nLevels\n======\n\nJunior Pilot\n------------\n- Lands with help.\n\n"
        "Senior Pilot\n------------\nIn addition to the expectations of previous levels:\n\n"
        "- Lands in fog without help."
    ),
    "docs/baker.md": "# Baker\r\n\r\n## Responsibilities\r\n\r\n- Bakes\tbread before six.",
    "docs/hall.md": "# Hall\n\nNo [way](nowhere.md) to go.\n",
    "docs/yard.rst": "Yard\n====\n\n.. image::\n",
}


@pytest.fixture
def sphinx(tmp_path: Path) -> Path:
    """A handbook in a git repository, all of it committed."""
    write(tmp_path / "red", SPHINX)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"]):
        user = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *user, *command], cwd=tmp_path / "red", check=True)
    return tmp_path / "red"


def test_a_sphinx_handbook_in_place(sphinx: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(sphinx)
    run = adopt(capsys, sphinx, out=sphinx / "docs")
    assert run.status == 0, run.said
    conf = SPHINX["docs/conf.py"]
    assert run.file("conf.py") == f'{conf}extensions += ("sphinx_roles",)\nroles_intro = None\n'
    assert run.file("pilot.rst").startswith("#####\nPilot\n#####\n.. role::\n\nFlies.\n")
    assert "------------\n.. level:: senior\n\n.. extends:: junior\n\nIn addition" in run.file(
        "pilot.rst"
    )
    assert (sphinx / "docs/baker.md").read_bytes() == SPHINX["docs/baker.md"].replace(
        "# Baker", "# Baker\r\n\r\n```{role}\r\n```"
    ).encode()
    assert "4 expectations recognised" in run.said
    assert "Links that were broken before: 1\n  hall.md:3" in run.said
    others = run.said.partition("Other warnings, as before: 2\n")[2].partition("\n\n")[0]
    assert sorted(others.splitlines()) == [
        "  html_static_path entry '_static' does not exist",
        '  yard.rst:4: Error in "image" directive: 1 argument(s) required, 0 supplied. .. image::',
    ]
    main(["adopt", "--strip", str(sphinx / "docs"), "--force"])
    assert contents(sphinx) == before


def test_a_sphinx_handbook_in_a_new_folder_has_its_hidden_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One keeps a folder that `conf.py` writes into. No git is needed where nothing is lost."""
    sphinx = write(tmp_path / "red", SPHINX)
    keep = sphinx / "docs/made/.keep"
    keep.parent.mkdir()
    keep.touch()
    with (sphinx / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write("open('made/x.txt', 'w').close()\n")
    out = tmp_path / "out"
    run = adopt(capsys, sphinx / "docs", "--out", out, out=out)
    assert "Sphinx stops" not in run.said
    assert (out / "made/.keep").is_file()
    assert "```{role}" in run.file("baker.md")
    assert main(["adopt", "--strip", str(out), "--out", str(tmp_path / "back")]) == 0
    assert (tmp_path / "back/made/.keep").is_file()


def test_a_conf_that_python_cannot_read_is_left_alone(
    sphinx: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sphinx / "docs/conf.py").write_text("extensions = ['myst_parser',\n", encoding="utf-8")
    run = adopt(capsys, sphinx, "--force", out=sphinx / "docs")
    assert run.status == 0
    assert run.file("conf.py") == "extensions = ['myst_parser',\n"
    assert 'extensions += ["sphinx_roles"]' in run.said
    assert "```{role}" in run.file("baker.md")


def test_pages_are_judged_where_the_handbook_does_not_build(
    sphinx: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (sphinx / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write("extensions += ('no_such_extension',)\n")
    run = adopt(capsys, sphinx, "--force", out=sphinx / "docs")
    assert "no_such_extension" in run.said
    assert "4 expectations recognised" in run.said
    # Nothing is promised, and nothing said of pages that only the whole handbook can have.
    assert "- install what conf.py needs" in run.said
    assert "sphinx-build -n -b html" in run.said
    assert "Other warnings" not in run.said


# -- what it refuses, and what it leaves behind


def test_it_does_not_write_over_work(sphinx: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sphinx / "docs/hall.md").write_text("# Hall, edited\n", encoding="utf-8")
    before = contents(sphinx)
    run = adopt(capsys, sphinx, out=sphinx)
    assert run.status == 2
    assert "not committed (docs/hall.md" in run.said
    assert contents(sphinx) == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["book"], "is in no git repository"),
        (["book", "--out", "full"], "holds other content"),
        (["book", "--out", "book/inside"], "is inside the handbook"),
        (["book", "--out", "full/file.txt"], "is a file"),
        (["nothing", "--out", "new"], "is no folder"),
        (["full", "--out", "new"], "has no page"),
        (["toml", "--out", "new"], "book.toml cannot be read"),
        (["odd", "--out", "new"], "names the folder 'src', which is not there"),
        (["yaml", "--out", "new"], "names the folder 'docs', which is not there"),
        (["book", "--out", "full/file.txt/new"], "full/file.txt cannot be read or written"),
        (["--strip", "kept"], "adopted.json is damaged"),
    ],
)
def test_it_refuses_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    why: str,
) -> None:
    write(tmp_path, {"book/tester.md": "# Tester\n", "full/file.txt": "mine\n"})
    write(tmp_path, {"toml/book.toml": "[", "odd/book.toml": "book = 1", "yaml/mkdocs.yml": "[-"})
    write(tmp_path, {"kept/adopted.json": '{"made": []}'})
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    run = adopt(capsys, *arguments, out=tmp_path)
    assert run.status == 2
    assert why in run.said
    assert contents(tmp_path) == before


def test_a_dry_run_prints_a_patch_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "# Warden\n\n## Responsibilities\n\n- Signs the permits.\n"
    conf = "extensions = ['myst_parser']\n"
    source = write(tmp_path, {"conf.py": conf, "warden.md": page, "index.md": "# Book"})
    before = contents(tmp_path)
    run = adopt(capsys, source, "--dry-run", "--roles", "w*.md", out=tmp_path)
    assert run.status == 0
    assert run.said.startswith("--- a/conf.py\n+++ b/conf.py\n")
    assert '\n+extensions += ["sphinx_roles"]\n' in run.said
    assert contents(tmp_path) == before
    assert "+++ b/warden.md\n" in run.said
    assert "\n+```{role}\n+```\n" in run.said
    assert "nothing is written" in run.said


def test_interrupted_it_leaves_nothing_behind(
    sphinx: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(sphinx)
    replace, calls = Path.replace, []

    def fail(self: Path, target: Path) -> Path:
        if self.suffix == ".new":
            calls.append(target)
        if len(calls) == 2 and self.suffix == ".new":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    assert adopt(capsys, sphinx, out=sphinx).status == 2
    assert calls
    assert contents(sphinx) == before


def test_pages_that_are_no_text_are_named(adopted: Callable[[str], Adopted]) -> None:
    run = adopted("plain")
    assert "jobs/latin.md: it is not in UTF-8" in run.said
    assert (run.out / "jobs/latin.md").read_bytes() == b"# Caf\xe9\n"


def test_pages_with_markers_are_left_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "# Tester\n\n```{role}\n```\n\n## Responsibilities\n\n- Finds what is broken.\n"
    source = write(tmp_path / "book", {"README.md": "# Book\n", "tester.md": page})
    run = adopt(capsys, source, "--out", tmp_path / "out", "--dry-run", out=tmp_path / "out")
    assert run.said.startswith("--- a/README.md\n")
    assert "\n--- /dev/null\n+++ b/conf.py\n" in run.said
    assert "+++ b/tester.md" not in run.said
    assert "it has markers already" in run.said


def test_what_was_edited_since_is_named(
    adopted: Callable[[str], Adopted], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "out", contents(adopted("plain").out))
    page = tmp_path / "out/guides/how-to-count.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# How to count\n\n#", "#"))
    run = adopt(capsys, "--strip", tmp_path / "out", "--force", out=tmp_path)
    assert "guides/how-to-count.md:1: edited since" in run.said
    assert page.read_text(encoding="utf-8") == adopting.PLAIN["guides/how-to-count.md"]


# -- when something is wrong


def test_without_myst_parser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(sys.modules, "myst_parser", None)
    run = adopt(capsys, tmp_path, out=tmp_path)
    assert (run.status, run.said) == (
        2,
        "sphinx-role-pages: adopt needs MyST-Parser: run pip install 'sphinx-role-pages[myst]'.\n",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are those of POSIX")
def test_what_cannot_be_copied_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With no traceback."""
    write(tmp_path / "red", {"conf.py": "extensions = ['myst_parser']\n", "a.md": "# Baker\n"})
    os.mkfifo(tmp_path / "red/pipe")
    run = adopt(capsys, tmp_path / "red", "--out", tmp_path / "out", out=tmp_path)
    assert run.status == 2
    assert run.said.startswith(f"sphinx-role-pages: {tmp_path}/red/pipe cannot be copied: ")
    assert not (tmp_path / "out").exists()


def test_where_sphinx_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages are marked all the same, and the report promises nothing."""
    page = "# Warden\n\n## Responsibilities\n\n- Signs the permits.\n\n```{toctree}\n/README\n```\n"
    source = write(tmp_path / "book", {"README.md": "# Book\n", "roles/warden.md": page})
    run = adopt(capsys, source, "--out", tmp_path / "out", out=tmp_path / "out")
    assert run.status == 0
    assert "\n  conf.py: Sphinx stops: " in run.said
    assert "\n  - Sphinx stops: " in run.said
    assert "sphinx-build -n -b html" in run.said
    assert "```{role}" in run.file("roles/warden.md")


def test_a_folder_with_other_content_keeps_it(
    adopted: Callable[[str], Adopted], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--force` writes over files of the same names alone."""
    out = write(tmp_path / "out", {"jobs/mine.md": "mine\n", "README.md": "old\n"})
    run = adopt(capsys, "--strip", adopted("plain").out, "--out", out, "--force", out=out)
    assert run.status == 0
    assert contents(out) == {
        **contents(adopted("plain").source),
        "jobs/mine.md": b"mine\n",
    }


def test_a_dry_strip_lists_files(
    adopted: Callable[[str], Adopted], capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that would change, and those that would go."""
    before = contents(adopted("plain").out)
    run = adopt(capsys, "--strip", adopted("plain").out, "--dry-run", out=adopted("plain").out)
    assert run.status == 0
    listed = run.said.splitlines()
    assert "adopted.json (removed)" in listed
    assert "jobs/intro.md (removed)" in listed
    assert "jobs/ranger.md" in listed
    assert "jobs/latin.md" not in listed
    assert contents(adopted("plain").out) == before


def test_strip_without_a_record_takes_markers_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knows what else was changed."""
    page = "# Tester\n\n```{role}\n```\n\nSee [all](all.md).\n"
    rest = "Baker\n=====\n\n.. role::\n   :name: b\n   :unread: x\n\nText.\n"
    out = write(tmp_path, {"tester.md": page, "baker.rst": rest, "conf.py": "# ours\n"})
    run = adopt(capsys, "--strip", out, "--force", out=out)
    assert "2 files are as they were, 0 are removed." in run.said
    assert contents(out) == {
        "tester.md": b"# Tester\n\nSee [all](all.md).\n",
        "baker.rst": b"Baker\n=====\n\nText.\n",
        "conf.py": b"# ours\n",
    }


@pytest.mark.parametrize(
    ("texts", "gone"),
    [
        (["a.md", "new/b.md", "a.md/c.md"], []),
        (["a.md", "new/b.md"], ["no-more.md", "old.md", "folder"]),
    ],
)
def test_where_one_file_cannot_be_written_all_are_as_they_were(
    tmp_path: Path, texts: list[str], gone: list[str]
) -> None:
    """Those that were changed, new or removed before it."""
    before = contents(write(tmp_path, {"a.md": "a\n", "old.md": "o\n", "folder/c.md": "c\n"}))
    with pytest.raises(OSError, match=r"\Wa\.md|\Wfolder"):
        write_over(tmp_path, dict.fromkeys(texts, b"new"), gone)
    assert contents(tmp_path) == before


# -- the report


def reported(plan: Plan, *, shows_all: bool = False, data: Any = None, failure: str = "") -> str:
    """What the command says of a plan."""
    tried = Tried((), data, failure)
    done = planning.Adopted(plan, {}, tried, "", [], is_bare=False)
    return "\n".join(report.lines(done, is_dry=False, target="out", shows_all=shows_all))


@pytest.fixture
def plan() -> Plan:
    return start(Book(PLAIN_BOOK, "Book", {"a.md": Text.of("# A\n")}, frozenset({"a.md"})))


def test_a_long_list_is_shortened(plan: Plan) -> None:
    plan.doubts += [Doubt("a.md", line, "look at it") for line in range(1, 43)]
    short = reported(plan).splitlines()
    at = short.index("Doubts: 42")
    assert short[at + 40 : at + 42] == [
        "  a.md:40: look at it",
        "  ... and 2 more; --all shows them",
    ]
    assert "a.md:42: look at it" in reported(plan, shows_all=True)
    assert "--all" not in reported(plan, shows_all=True)


def test_expectations_that_are_copied_are_counted(plan: Plan) -> None:
    """Those of another role page, not those of its own levels."""
    texts = {"a": "Bakes bread.", "a/b": "Bakes  bread", "c": "bakes bread;", "d": "Sells bread."}
    holders = {
        name: {"kind": "level" if "/" in name else "role", "role": name[0]}
        | {"own": [], "effective": []}
        for name in texts
    }
    said = {
        f"{name}#x": {"text": text, "holder": name, "part": "pluses"}
        for name, text in texts.items()
    }
    data = {"holders": holders, "expectations": said}
    assert "  1 expectation said again elsewhere in the same words" in reported(plan, data=data)
    del said["c#x"]
    assert "said again" not in reported(plan, data=data)


def test_nothing_is_promised_where_sphinx_stops(plan: Plan) -> None:
    assert "sphinx-build -n -W -b html out" in reported(plan)
    said = reported(plan, failure="OSError: no room")
    assert "  - Sphinx stops: OSError: no room\n  - sphinx-build -n -b html out" in said
