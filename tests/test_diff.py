"""`sphinx-role-pages diff`: formats, exit statuses, and what it compares."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

import jsonschema
import pytest

from editions import Line, One, Resolved, handbook
from sphinx_roles.commands import revisions
from sphinx_roles.commands.formats import markdown
from sphinx_roles.commands.main import main
from sphinx_roles.commands.revisions import Repository
from sphinx_roles.data.compare.changes import KINDS

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads(files("sphinx_roles").joinpath("data", "changes.schema.json").read_text())


def example() -> list[One]:
    """A base, a role page that builds on it, and two levels."""
    base = One("every", "Every Engineer", "every")
    base.own = [Line("Review within a day.", key="review"), Line("Say early that you are stuck.")]
    role = One("backend", "Backend Engineer", "team/backend", extends=["every"])
    role.own = [
        Line("Solve problems of moderate scope.", key="scope"),
        Line("Know *SQL* | @joins."),
    ]
    mid = One("backend/mid", "Mid", "team/backend", role="backend", grade="2")
    senior = One("backend/senior", "Senior", "team/backend", role="backend", grade="3")
    senior.extends = ["mid"] and ["backend/mid"]
    return [base, role, mid, senior]


def examples() -> tuple[list[One], list[One]]:
    """Two editions of it, the same so far."""
    old, new = example(), example()
    for before, after in zip(old, new, strict=True):
        after.number = before.number
    return old, new


@pytest.fixture
def files_of(tmp_path: Path):
    """Two `roles.json`, of the example before and after some edits."""

    def write(old: list[One], new: list[One]) -> tuple[str, str]:
        names = []
        for name, edition in (("old.json", old), ("new.json", new)):
            file = tmp_path / name
            file.write_text(json.dumps(Resolved(edition).data()), encoding="utf-8")
            names.append(str(file))
        return names[0], names[1]

    return write


@pytest.fixture
def edited(files_of) -> tuple[str, str]:
    old, new = examples()
    new[0].own[0].text = "Review within half a day."
    new[0].own.append(Line("Write down what you decided."))
    new[1].own.pop()
    new[2].own.append(Line("Solve problems of high scope.", key="scope"))
    new[3].grade = "4"
    return files_of(old, new)


def test_text(edited: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *edited]) == 0
    text = re.sub(r":\d+", ":1", capsys.readouterr().out)
    assert text == (
        """\
5 changes, for 2 role pages and 2 levels
1 removed, 1 replaced, 1 grade changed, 1 reworded, 1 added

Backend Engineer
  - Know *SQL* | @joins.
      for 1 role page and 2 levels: Backend Engineer and its 2 levels

Backend Engineer: Mid
  ~ Solve problems of [-moderate-] {+high+} scope.
      replaces what Backend Engineer says; for 2 levels: all 2 levels of Backend Engineer; \
team/backend.md:1

Backend Engineer: Senior
  * grade 3 → 4

Every Engineer
  ~ Review within {+half+} a day.
      for 2 role pages and 2 levels: Backend Engineer and its 2 levels, Every Engineer; every.md:1
  + Write down what you decided.
      for 2 role pages and 2 levels: Backend Engineer and its 2 levels, Every Engineer; every.md:1

For whom
  Backend Engineer: 1 added, 1 removed, 1 reworded, because of Every Engineer and itself
  Backend Engineer: Mid: 1 added, 1 removed, 2 reworded, because of Backend Engineer, Every \
Engineer and itself
  Backend Engineer: Senior: 1 added, 1 removed, 2 reworded, because of Backend Engineer, Backend \
Engineer: Mid and Every Engineer
  Every Engineer: 1 added, 1 reworded
"""
    )


def test_what_else_there_is_to_say(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    """Names, places, depths, and copies of what others say."""
    first = Line("Mentor the juniors of your team.")
    lines = [
        (Line("Write the release notes."), Line("Write the release notes.", key="notes")),
        (Line("Answer the pager at night.", key="pager"), Line("Answer the pager at night.")),
        (
            Line("Draw the map of services.", key="map"),
            Line("Draw the map of services.", key="atlas"),
        ),
        (Line("Explain queries."), Line("Explain queries.", part="requirements")),
        (Line("Read code."), Line("Read code.", area="Technical")),
        (Line("Speak up.", depth="Basic"), Line("Speak up.", depth="Deep")),
        (Line("Say early that you are stuck."), None),
        (None, Line("Review within a day.")),
    ]
    old, new = examples()
    old[1].own = [line for line, _ in lines if line] + [first]
    new[1].own = [line for _, line in lines if line] + [first]
    new[0].own[0].key = old[0].own[0].key = None
    assert main(["diff", *files_of(old, new)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "has the name 'notes' now",
        "has no name any more, it was 'pager'",
        "its name is 'atlas' now, it was 'map'",
        "moved from Responsibilities to Requirements",
        "moved from Responsibilities to Responsibilities: Technical",
        "depth Basic → Deep",
        "only the copy is gone: Every Engineer says the same",
        "Every Engineer said it already",
    ):
        assert words in said


def test_the_same_under_another_name(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    """A role page and a level are known by what they say, an expectation by most of its words."""
    old, new = examples()
    texts = ["Tune the ranking.", "Watch the index grow.", "Ask people what they miss."]
    for edition, name, title, limit in (
        (old, "search", "Search Engineer", "a second"),
        (new, "discovery", "Discovery Engineer", "half a second"),
    ):
        own = [*map(Line, texts), Line(f"Keep latency below {limit}.")]
        level = One(f"{name}/{title[:5].lower()}", title[:5], name, role=name)
        level.own = [Line("Plan the year."), Line("Hire.")]
        edition += [One(name, title, name, own=own), level]
    old[1].own += [
        Line("Mentor juniors."),
        Line("Write the tests that your changes need, and read."),
    ]
    new[1].own += [Line("Mentors junior.")]
    new[0].own += [Line("Write the tests that your change needs, and read.")]
    assert main(["diff", *files_of(old, new)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == "3 reworded, 2 names changed, 2 titles changed, 1 page moved"
    for line in (
        "* its name is 'discovery' now, it was 'search': links to it change",
        "* its title was Search Engineer",
        "* its name is 'discovery/disco' now, it was 'search/searc': links to it change",
        "~ Keep latency below {+half+} a second.",
        "~ [-Mentor juniors.-] {+Mentors junior.+}",
        "~ Write the tests that your [-changes need,-] {+change needs,+} and read.",
    ):
        assert line in lines, lines
    assert any(line.startswith("moved here from Backend Engineer; for 2") for line in lines)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("up", ["moved here from Backend Engineer; only here;", "Every Engineer: 1 added"]),
        (
            "down",
            ["moved here from Every Engineer;", "Backend Engineer: Mid, Every Engineer: 1 rem"],
        ),
        ("over", ["replaces what Every Engineer says;", "Senior: 1 reworded, because of Backend"]),
        ("under", ["- Pair all day.", "Senior: 1 reworded, because of Backend Engineer"]),
    ],
)
def test_what_moves_along_inheritance(
    files_of, capsys: pytest.CaptureFixture[str], case: str, told: list[str]
) -> None:
    """An expectation moves to a base or to an heir; another one covers it, or no longer does."""
    old, new = examples()
    cover = Line("Pair all day.", key="review")
    if case == "up":
        new[0].own.append(new[1].own.pop())
    elif case == "down":
        new[3].own.append(new[0].own.pop())
    else:
        (new if case == "over" else old)[1].own.append(cover)
    assert main(["diff", *files_of(old, new)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 change, for ")
    for words in told:
        assert words in said


def reviewers(count: int, heirs: int, area: str) -> list[One]:
    """A base with lines in an area, and those who build on it."""
    base = One("base", "Base", "base", number=-1)
    base.own = [
        Line(f"Know the tool {number}.", area=area, number=number) for number in range(count)
    ]
    return [
        base,
        *(
            One(f"heir-{n}", f"Heir {n}", "heirs", extends=["base"], number=-2 - n)
            for n in range(heirs)
        ),
    ]


def test_what_moves_together_is_said_once(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    """With three of many, and a word on how many more there are."""
    for count, shown in ((5, "0 1 2"), (2, "0 1")):
        editions = [reviewers(count, 1, area) for area in ("Tools", "Craft")]
        assert main(["diff", *files_of(*editions)]) == 0
        text = capsys.readouterr().out
        lines = "".join(f"      Know the tool {number}.\n" for number in shown.split())
        more = "      and 2 more\n" if count == 5 else ""
        moved = "moved from Responsibilities: Tools to Responsibilities: Craft"
        said = f"\nBase\n  > {count} expectations {moved}:\n{lines}{more}"
        assert f"{said}      for 2 role pages: Base, Heir 0; base.md:1\n" in text


def test_long_lists_of_a_comment_are_shortened(
    files_of, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten texts that move together, and twenty names; a terminal shows all names."""
    names = files_of(*(reviewers(12, 24, area) for area in ("Tools", "Craft")))
    assert main(["diff", *names, "--format", "markdown"]) == 0
    change, whom = (
        line for line in capsys.readouterr().out.splitlines() if "Heir 0, Heir 1, " in line
    )
    assert "Know the tool 9.<br>and 2 more<br>Moved from" in change
    assert change.count("Heir") == 19
    assert change.endswith(" and 5 more |")
    assert whom.count("Heir") == 20
    assert whom.endswith(", 4 more | 12 moved, because of Base |")
    assert main(["diff", *names]) == 0
    assert capsys.readouterr().out.count("Heir 23") == 2


def test_what_another_page_says_now(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = reviewers(1, 2, "Tools"), reviewers(1, 2, "Tools")
    line = Line("Draw the map of services.")
    old[1].own.append(line)
    new[2].own.append(line)
    assert main(["diff", *files_of(old, new)]) == 0
    said = "Heir 1\n  > Draw the map of services.\n      moved here from Heir 0; for 2 role pages"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_change_that_asks_nothing_else_of_anybody(
    files_of, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A title: nobody is listed. GitHub's summary is written where GitHub asks for it."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    old, new = reviewers(1, 1, "Tools"), reviewers(1, 1, "Tools")
    new[0].title = "Ground"
    assert main(["diff", *files_of(old, new), "--format", form]) == 0
    headline = "1 change, and nothing else is expected of anybody\n"
    more = "1 title changed\n\nGround\n  * its title was Base\n"
    assert capsys.readouterr().out == headline + (more if form == "text" else "")


def test_a_summary_that_cannot_be_written(
    edited: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """One sentence names the file. Windows has no signal for a terminal that is closed."""
    monkeypatch.delattr(signal, "SIGHUP", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert main(["diff", *edited, "--format", "github"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"sphinx-role-pages: {tmp_path} cannot be read or written: ")
    assert error.count("\n") == 1


def test_whoever_reads_may_stop(edited: tuple[str, str]) -> None:
    """As in `sphinx-role-pages diff ... | head -1`: no error, and nothing more to say."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_roles", "diff", *edited],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


def test_nothing_changed(edited: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "markdown"):
        assert main(["diff", edited[0], edited[0], "--format", form, "--fail-on", "any"]) == 0
        assert "Nothing changed in what is expected." in capsys.readouterr().out


def test_fail_on(edited: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *edited, "--fail-on", "removed, raised"]) == 1
    assert "because of --fail-on: 1 removed." in capsys.readouterr().err
    assert main(["diff", *edited, "--fail-on", "raised,page-removed"]) == 0
    assert main(["diff", *edited, "--fail-on", "any"]) == 1
    with pytest.raises(SystemExit) as raised:
        main(["diff", *edited, "--fail-on", "lost"])
    assert raised.value.code == 2
    assert "no kind of change is called 'lost'; choose from any, added" in capsys.readouterr().err


def test_json(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    names = files_of(handbook(Random(1)), handbook(Random(2)))
    assert main(["diff", *names, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, SCHEMA)
    assert data["affected"]
    assert SCHEMA["$defs"]["kind"]["enum"] == list(KINDS)


def test_markdown(edited: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *edited, "--format", "markdown"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("**5 changes**, for 2 role pages and 2 levels\n")
    assert text.endswith(f"{markdown.MARK}\n")
    assert "Review within <ins>half</ins> a day." in text
    assert r"**Removed.** Know \*SQL\* \| @<!-- -->joins." in text  # nobody is notified
    assert text.count("<details>") == text.count("</details>") == 5


def test_markdown_fits_into_a_comment(files_of, capsys: pytest.CaptureFixture[str]) -> None:
    names = files_of(handbook(Random(1), roles=60), handbook(Random(2), roles=60))
    assert main(["diff", *names, "--format", "markdown"]) == 0
    text = capsys.readouterr().out
    assert 40_000 < len(text) < 65_536
    assert "more changes are not shown here" in text
    assert text.count("<details>") == text.count("</details>")
    shown = text.count("\n| **") + text.count(" new role page, with")
    assert shown > 20


def test_github(
    edited: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["diff", *edited, "--format", "github", "--source", "docs"]) == 0
    first, *_, last = re.sub(r"line=\d+", "line=1", capsys.readouterr().out).splitlines()
    assert first == (
        "::notice file=docs/every.md,line=1,title=Every Engineer%3A reworded%2C for 2 role pages "
        "and 2 levels::Review within {+half+} a day.%0Afor 2 role pages and 2 levels: Backend "
        "Engineer and its 2 levels, Every Engineer"
    )
    assert last == "5 changes, for 2 role pages and 2 levels"
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("**5 changes**")


def damaged(**fields: object) -> str:
    """Data of one role page, of which some fields are wrong."""
    data = Resolved([One("a", "A", "a")]).data()
    data["holders"]["a"].update(fields)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not a roles.json file: it holds no valid JSON."),
        ('{"name": "package"}', "is not a roles.json file of sphinx-roles."),
        ("[]", "is not a roles.json file of sphinx-roles."),
        (
            '{"version": 9, "expectations": {}, "holders": {}}',
            "has version 9 of the data, and this sphinx-roles reads versions 1 and 2: build",
        ),
        (
            '{"version": 2, "expectations": {"a#b": {}}, "holders": {}}',
            "is damaged: it does not hold what a roles.json file must (KeyError('depth')).",
        ),
        (
            '{"version": 2, "expectations": {}, "holders": {"a": 1}}',
            "is damaged",
        ),
        (
            damaged(title=1),
            "is damaged: it does not hold what a roles.json file must (TypeError('1 should be",
        ),
        (
            damaged(own=["a#b"]),
            "is damaged: it does not hold what a roles.json file must (KeyError('a#b')).",
        ),
    ],
)
def test_a_file_that_is_not_ours(
    content: str,
    message: str,
    edited: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "it.json").write_text(content, encoding="utf-8")
    assert main(["diff", edited[0], str(tmp_path / "it.json")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert message.replace("KeyError('depth')", "") in error.replace("KeyError('holder')", "")


def test_version_1_of_the_data_and_fields_of_later_ones(
    edited: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))
    data["version"] = 1
    for entry in (*data["expectations"].values(), *data["holders"].values(), data):
        entry["markup"] = "<p>Something.</p>"
    (tmp_path / "first.json").write_text(json.dumps(data), encoding="utf-8")
    assert main(["diff", edited[0], str(tmp_path / "first.json")]) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_other_arguments(
    edited: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["diff", "nowhere.json"]) == 2
    assert "There is no file or folder 'nowhere.json'." in capsys.readouterr().err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["diff", edited[0], str(empty)]) == 2
    assert "has no roles.json and no conf.py." in capsys.readouterr().err
    (empty / "roles.json").write_bytes((tmp_path / "new.json").read_bytes())
    assert main(["diff", edited[0], str(empty)]) == 0


# -- revisions


def git(folder: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


PAGE = """\
Backend Engineer
================

.. role::

Responsibilities
----------------

- Review within a day.
"""


def cloned(repository: Path | str, folder: Path, *options: str) -> Path:
    """A clone of a repository, in a folder."""
    clone = folder / "clone"
    git(folder, "clone", "--quiet", *options, str(repository), str(clone))
    return clone


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits: nothing but a page, a failing conf.py, a handbook; and an edited page."""
    root = tmp_path_factory.mktemp("repository")
    git(root, "init", "--quiet", "--initial-branch", "main")
    docs = root / "docs"
    docs.mkdir()

    def commit(tag: str) -> None:
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", tag)
        git(root, "tag", tag)

    (docs / "index.rst").write_text(PAGE, encoding="utf-8")
    commit("no-conf")
    (docs / "conf.py").write_text("import nowhere\n", encoding="utf-8")
    commit("failing")
    (docs / "conf.py").write_text("", encoding="utf-8")
    commit("without-us")
    (docs / "conf.py").write_text("extensions = ['sphinx_roles']\n", encoding="utf-8")
    (docs / "index.rst").write_text("Handbook\n========\n", encoding="utf-8")
    commit("empty")
    (docs / "index.rst").write_text(PAGE, encoding="utf-8")
    commit("good")
    conf = "extensions = ['sphinx_roles']\nsuppress_warnings = 3\nroles_intro = 3\n"
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    commit("refused")
    git(root, "checkout", "--quiet", "good", "--", ".")
    commit("last")
    text = PAGE.replace("a day", "half a day")
    (docs / "index.rst").write_text(text, encoding="utf-8")
    return root


def is_clean(root: Path) -> bool:
    return len(git(root, "worktree", "list").splitlines()) == 1


def test_a_revision_against_the_working_tree(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert main(["diff", "good:"]) == 0
    first = capsys.readouterr().out
    assert "Review within {+half+} a day." in first
    assert is_clean(repository)
    cache = repository / ".git" / "sphinx-role-pages"
    kept = list(cache.iterdir())
    assert len(kept) == 1
    # What was built is not built again, for another commit with the same tree neither.
    kept[0].write_text(kept[0].read_text().replace("Review within", "Look within"))
    assert main(["diff", "last:docs"]) == 0
    assert "[-Look-]" in capsys.readouterr().out
    # The last twenty are kept.
    for number in range(25):
        (cache / f"{number}.json").write_text("{}", encoding="utf-8")
        os.utime(cache / f"{number}.json", (number, number))
    assert main(["diff", "last:docs", "--no-cache"]) == 0
    assert capsys.readouterr().out == first
    assert {*cache.iterdir()} == {kept[0], *(cache / f"{number}.json" for number in range(6, 25))}
    monkeypatch.chdir(repository / "docs")
    assert main(["diff", "good:", "last:"]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert main(["diff", "empty:", "good:docs"]) == 0
    assert "new role page, with 1 expectation of its own" in capsys.readouterr().out


def test_a_file_against_the_working_tree(
    repository: Path,
    edited: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Its handbook is looked for; a source folder may be named as well."""
    monkeypatch.chdir(repository)
    assert main(["diff", edited[0]]) == 0
    found = capsys.readouterr().out
    assert "half" in found
    assert "\n  Every Engineer: gone: 2 removed, because of Backend Engineer\n" in found
    assert main(["diff", edited[0], "docs"]) == 0
    assert capsys.readouterr().out == found
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(tmp_path)
    assert main(["diff", edited[0]]) == 2
    message = "The working tree has no conf.py where one is looked for: give NEW as well."
    assert message in capsys.readouterr().err


def test_what_is_kept_is_for_one_set_of_packages(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is not installed counts as well: installing it may change what is read."""
    found = Repository.around(repository)
    commit = found.commit("good")
    usual = found.cached(commit, "docs")
    assert usual == found.cached(found.commit("last"), "docs")
    assert usual != found.cached(commit, "doc")
    monkeypatch.setattr(revisions, "_PACKAGES", ("sphinx", "docutils", "no-such-package"))
    assert found.cached(commit, "docs") != usual


def test_a_revision_that_git_cannot_check_out(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A program that its files need is missing, say that of large files."""
    clone = cloned(repository, tmp_path)
    (clone / ".gitattributes").write_text("*.rst filter=large\n", encoding="utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "large files")
    for name, value in (("smudge", "no-such-program"), ("required", "true")):
        git(clone, "config", f"filter.large.{name}", value)
    monkeypatch.chdir(clone)
    commit = git(clone, "rev-parse", "HEAD")[:12]
    assert main(["diff", "HEAD:"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"sphinx-role-pages: Git cannot check {commit} out: ")
    assert is_clean(clone)


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("never:", "There is no revision 'never' in this repository."),
        ("origin/main:", "Run 'git fetch origin main' if it is a branch elsewhere."),
        ("no-conf:", "The revision 'no-conf' has no conf.py where one is looked for"),
        ("good:handbook", "The revision 'good' has no conf.py in its folder 'handbook'"),
        (
            "failing:",
            "The conf.py of failing: fails: ModuleNotFoundError: No module named 'nowhere'",
        ),
        ("without-us:", "The conf.py of without-us: does not load sphinx_roles"),
        ("refused:", "The conf.py of refused: fails: "),
    ],
)
def test_revisions_that_cannot_be_compared(
    revision: str,
    message: str,
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(repository)
    assert main(["diff", revision, "good:"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error
    assert is_clean(repository)


def test_a_revision_that_does_not_build(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    clone = cloned(repository, tmp_path)
    conf = "extensions = ['sphinx_roles']\ndef setup(app):\n    app.connect('env-updated', fail)\n"
    (clone / "docs" / "conf.py").write_text(conf + "def fail(*_): raise ValueError('at night')\n")
    monkeypatch.chdir(clone)
    assert main(["diff", "HEAD:"]) == 2
    error = capsys.readouterr().err
    assert "The handbook of the working tree does not build: " in error
    assert "at night" in error
    assert "\n  index.rst:4: WARNING: no shared intro" in error


def test_a_shallow_clone(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    clone = cloned(f"file://{repository}", tmp_path, "--depth=1")
    monkeypatch.chdir(clone)
    assert main(["diff", "HEAD~1:"]) == 2
    assert "This clone is shallow, and the revision 'HEAD~1' is not in it: run 'git fetch" in (
        capsys.readouterr().err
    )


def test_without_git(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "main:"]) == 2
    assert "This folder is in no git repository" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diff", "main:"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_submodules(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A revision has the files that it names; the working tree has those on the disk."""
    pages = tmp_path / "pages"
    pages.mkdir()
    git(pages, "init", "--quiet")
    (pages / "index.rst").write_text(PAGE, encoding="utf-8")
    git(pages, "add", "--all")
    git(pages, "commit", "--quiet", "--message", "pages")
    root = tmp_path / "root"
    root.mkdir()
    git(root, "init", "--quiet")
    git(root, "submodule", "--quiet", "add", str(pages), "docs/pages")
    (root / "docs" / "conf.py").write_text(
        "extensions = ['sphinx_roles']\nroot_doc = 'pages/index'\n", encoding="utf-8"
    )
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "handbook")
    (root / "docs" / "pages" / "index.rst").write_text(PAGE + "- Mentor the juniors.\n")
    # Where nothing can be kept, it is built each time.
    (root / ".git" / "sphinx-role-pages").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(root)
    assert main(["diff", "HEAD:"]) == 0
    assert "+ Mentor the juniors." in capsys.readouterr().out
    assert (root / ".git" / "sphinx-role-pages").read_text(encoding="utf-8") == "mine"
    assert is_clean(root)
    git(root, "update-index", "--cacheinfo", "160000", "1" * 40, "docs/pages")
    git(root, "commit", "--quiet", "--message", "ahead")
    assert main(["diff", "HEAD:"]) == 2
    assert "run 'git -C docs/pages fetch'" in capsys.readouterr().err
    assert is_clean(root)


HEEDS_INTERRUPTS = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("sphinx_roles", run_name="__main__")
"""
"""The command, as in the foreground: what a shell starts in the background ignores SIGINT."""


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(repository: Path, number: int, tmp_path: Path) -> None:
    clone = cloned(repository, tmp_path)
    conf = "extensions = ['sphinx_roles']\nimport time\ntime.sleep(60)\n"
    (clone / "docs" / "conf.py").write_text(conf, encoding="utf-8")
    git(clone, "commit", "--quiet", "--all", "--message", "slow")
    process = subprocess.Popen(
        [sys.executable, "-c", HEEDS_INTERRUPTS, "diff", "HEAD:", "HEAD~1:"],
        cwd=clone,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(300):
        if list(tmp_path.glob("sphinx-role-pages-*/tree/docs/conf.py")):
            break
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(number)
    _out, error = process.communicate(timeout=30)
    assert process.returncode == 2
    assert error == "sphinx-role-pages: Interrupted; nothing temporary is left behind.\n"
    assert is_clean(clone)
    assert not list(tmp_path.glob("sphinx-role-pages-*"))


def test_colour_is_for_terminals(edited: tuple[str, str]) -> None:
    pty = pytest.importorskip("pty")

    def shown(**environment: str) -> str:
        parent, child = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_roles", "diff", *edited],
            env={**os.environ, "TERM": "xterm", "COLUMNS": "60", **environment},
            stdout=child,
            stderr=child,
        )
        os.close(child)
        found = b""
        try:
            while chunk := os.read(parent, 4096):
                found += chunk
        except OSError:  # Linux says so at the end
            pass
        process.wait()
        os.close(parent)
        return found.decode().replace("\r\n", "\n")

    coloured, plain = shown(NO_COLOR=""), shown(NO_COLOR="1")
    assert "\x1b[31;9mmoderate\x1b[0m \x1b[32mhigh\x1b[0m" in coloured
    assert "\x1b" not in plain
    assert "[-moderate-] {+high+}" in plain
    assert max(map(len, plain.splitlines())) <= 60


def test_it_starts_without_sphinx(edited: tuple[str, str]) -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['docutils', 'sphinx'])); "
        "from sphinx_roles.commands.main import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "diff", *edited], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
