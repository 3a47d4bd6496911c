"""The builder `rolecheck`: what it finds, where, what cures it, and how it is silenced."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz import fuzz
from sphinx.errors import ConfigError

from conftest import HAS_MYST
from sphinx_roles.check.check import CHECKS
from sphinx_roles.check.findings import Finding
from sphinx_roles.check.formats.github import summary
from sphinx_roles.check.likeness import near_copies, normalised
from sphinx_roles.check.silence import is_commented
from sphinx_roles.handbook.finding_kinds import Kind
from sphinx_roles.handbook.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built, Project

TODAY = "1767225600"
"""2026-01-01, for `SOURCE_DATE_EPOCH`."""

HANDBOOK = {
    "index.rst": """\
        Home
        ====

        .. toctree::

           every
           backend
           frontend
           unheard
           craft/index

        .. toctree::
           :hidden:

           lonely
        """,
    "craft/index.rst": "Craft\n=====\n\n.. toctree::\n\n   review\n   forgotten\n",
    "craft/review.rst": "Review\n======\n\nText.\n",
    "craft/forgotten.rst": "Forgotten\n=========\n\nText.\n",
    "every.rst": """\
        Every Engineer
        ==============

        .. role::
           :abstract:

        Responsibilities
        ----------------

        - :key:`review` Review each change within a day, as :craft:`review` says.
        - Write down what you have learnt.
        - Keep the calendar of the team up to date.
        """,
    "backend.rst": """\
        Backend Engineer
        ================

        .. role::
           :reviewed: 2024-01-01

        .. extends:: every

        Responsibilities
        ----------------

        - Write down what you have learnt.
        - Review each change within two days, as :craft:`review` says.
        - Keep the calendar of a team up to date.
        - Answer the questions of customers.
        - Look after the office plants.
        - Tidy the shared kitchen on Friday evenings.

        Requirements
        ------------

        - Knowledge of databases.

        Pluses
        ------

        - Knowledge of databases.

        Odds and ends
        -------------

        - Free plants.

        Junior
        ------

        .. level:: junior
           :grade: L1

        As on the page.

        Senior
        ------

        .. level:: senior
           :grade: L11

        All of the above, and more.

        - :key:`review` Review each change within a day, as :craft:`review` says.
        - :key:`reviews` Read what others have reviewed.

        Pluses
        ~~~~~~

        - Knowledge of databases.
        """,
    "frontend.rst": """\
        Frontend Engineer
        =================

        .. role::
           :reviewed: last year

        This role extends the Backend Engineer role.

        Responsibilities
        ----------------

        - Answer the questions of customers.
        - Look after the office plants.
        - Tidy the shared kitchen on Fridays in the evening.
        """,
    "lonely.rst": """\
        Lonely
        ======

        .. role::

        Responsibilities
        ----------------

        - Stay.
        """,
    "unheard.rst": """\
        Unheard
        =======

        .. role::
           :abstract:

        Responsibilities
        ----------------

        - Wait.
        """,
}
CONF: dict[str, Any] = {
    "roles_intro": None,
    "roles_facts": {"reviewed": "Reviewed"},
    "roles_grades": ["L1", "L2"],
    "roles_review_days": 365,
}
FOUND = [
    ("backend.rst:4", "overdue"),
    ("backend.rst:12", "copy"),
    ("backend.rst:13", "near-copy"),
    ("backend.rst:14", "near-copy"),
    ("backend.rst:15", "shared"),
    ("backend.rst:17", "near-shared"),
    ("backend.rst:27", "twice"),
    ("backend.rst:32", "ignored"),
    ("backend.rst:37", "adds-nothing"),
    ("backend.rst:45", "unknown-grade"),
    ("backend.rst:48", "says-extends"),
    ("backend.rst:50", "same-override"),
    ("backend.rst:51", "near-key"),
    ("backend.rst:56", "twice"),
    ("craft/forgotten.rst:1", "unused-craft"),
    ("frontend.rst:4", "no-date"),
    ("frontend.rst:7", "says-extends"),
    ("lonely.rst:4", "unlinked"),
    ("unheard.rst:4", "unused-abstract"),
]


@pytest.fixture(autouse=True)
def outside_github(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables of a CI that runs these tests are not meant."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf.update(CONF)
    return project.write(HANDBOOK)


def findings(built: Built) -> list[dict[str, Any]]:
    return [json.loads(line) for line in built.file("output.json").splitlines()]


def places(built: Built) -> list[tuple[str, str]]:
    return [(f"{one['filename']}:{one['lineno']}", one["kind"]) for one in findings(built)]


def of_kind(built: Built, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in findings(built) if one["kind"] == kind)
    return found


@pytest.mark.versions
def test_each_kind_is_found_at_its_line(handbook: Project) -> None:
    built = handbook.build("rolecheck")
    assert places(built) == FOUND
    assert {kind for _, kind in FOUND} == set(Kind.labels())
    assert sorted(file.name for file in built.outdir.iterdir()) == ["output.json", "output.txt"]


def test_what_is_said(handbook: Project) -> None:
    built = handbook.build("rolecheck")
    said = {one["kind"]: one["message"] for one in findings(built)}
    assert said["copy"] == (
        "Backend Engineer says again what it inherits from Every Engineer (every.rst:11): "
        '"Write down what you have learnt."'
    )
    near = of_kind(built, "near-copy")
    assert near["message"].startswith(
        "Backend Engineer nearly repeats what Every Engineer says (every.rst:10, 9"
    )
    assert near["cure"] == [
        "Remove this line, or say that it replaces the inherited one:",
        "- :key:`review` Review each change within two days, as Review says.",
    ]
    assert near["others"] == [{"filename": "every.rst", "lineno": 10}]
    assert said["shared"] == (
        "Backend Engineer and Frontend Engineer say the same, and none inherits it from another: "
        '"Answer the questions of customers.", and 1 more'
    )
    cure = of_kind(built, "shared")["cure"]
    assert "- Look after the office plants." in cure
    assert cure[-2:] == ["backend.rst:15, frontend.rst:12", "backend.rst:16, frontend.rst:13"]
    cures = [one["cure"][1:] for one in findings(built) if one["kind"] == "says-extends"]
    assert cures == [[".. extends:: junior"], [".. extends:: backend"]]
    twice = [one["message"] for one in findings(built) if one["kind"] == "twice"]
    how = (": ", ", as a requirement and as a plus: ")
    assert [message.partition("backend.rst:22)")[2] for message in twice] == [
        f'{one}"Knowledge of databases."' for one in how
    ]
    assert (
        said["near-key"] == "the key 'reviews' is nearly 'review', which stands in backend.rst:50"
    )
    assert said["overdue"] == "Backend Engineer was last reviewed on 2024-01-01, 731 days ago"
    assert said["unknown-grade"].endswith("'roles_grades' does not have; did you mean 'L1'?")
    assert of_kind(built, "ignored")["cure"][1] == (
        'roles_parts = {"responsibilities": ["Odds and ends"]}'
    )


def test_the_text_is_that_of_linkcheck(handbook: Project) -> None:
    lines = handbook.build("rolecheck").file("output.txt").splitlines()
    assert re.match(r"backend\.rst:4: \[overdue\] Backend Engineer was last reviewed on", lines[0])
    assert lines[1:3] == ["    Review the page, and write:", "      :reviewed: 2026-01-01"]
    starts = [line for line in lines if line[0] != " "]
    assert len(starts) == len(FOUND)


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_cures_for_markdown(project: Project) -> None:
    every = "# Every\n\n```{role}\n```\n\n## Duties\n\n- {key}`a` Review what others have done.\n"
    heir = every.replace("Every", "Heir").replace("{key}`a` ", "").replace("done", "made")
    files = {"index.md": "# Home\n\n[](every.md) [](heir.md)\n", "every.md": every}
    files["heir.md"] = heir.replace("## Duties", "```{extends} every\n```\n\n## Duties")
    built = project.write(files).build("rolecheck", roles_intro=None)
    (found,) = findings(built)
    assert found["cure"][-1] == "- {key}`a` Review what others have made."


# -- what is no finding


def test_right_as_it_is(project: Project) -> None:
    """A level that inherits, raises and moves; a text that two bases share by a third.

    And a copy with a key of its own, a phrase that speaks of something else, a review last month.
    """
    base = HANDBOOK["every.rst"]
    leaf = """\
        {title}
        {line}

        .. role::
           :reviewed: 2025-12-01

        .. extends:: every

        This role extends the Every Engineer role, in addition to what is written below.

        Responsibilities
        ----------------

        - :key:`calendar` Keep the calendar of the team up to date.

        Pluses
        ------

        - Knowledge of {title}.

        Junior
        ------

        .. level:: junior

        In addition to the above, a junior asks.

        - :key:`review` Review small changes to {title}.

        Senior
        ------

        .. level:: senior

        Requirements
        ~~~~~~~~~~~~

        - Knowledge of {title}.

        We extend the garden each year.
        """
    files = {
        "index.rst": "Home\n====\n\n.. roles:index::\n",
        "craft/review.rst": ":orphan:\n\nReview\n======\n",
        "every.rst": base,
        "one.rst": leaf.format(title="One", line="==="),
        "another.rst": leaf.format(title="Quite Another", line="============="),
    }
    conf = {name: CONF[name] for name in ("roles_intro", "roles_facts", "roles_review_days")}
    assert places(project.write(files).build("rolecheck", **conf)) == []


def small(title: str, *lines: str, above: str = "", below: str = "") -> str:
    """A small role page."""
    rule = "=" * len(title)
    said = "".join(f"- {line}\n" for line in lines)
    return (
        f"{title}\n{rule}\n\n.. role::\n\n{above}\n\nResponsibilities\n----------------\n\n"
        f"{said}\n{below}"
    )


def test_what_many_share_and_what_they_nearly_share_with_their_base(project: Project) -> None:
    """Few of many are named; what heirs say nearly as their base does, they do not share."""
    names = ("Ant", "Bee", "Cat", "Dog", "Elk", "Fox", "Gnu")
    base = "Tidy the shared kitchen on Friday evenings."
    files = {"base.rst": small("Base", base)}
    own = {"Ant": base, "Bee": base.replace("on Friday", "each Friday")}
    for name in names:
        above = ".. extends:: base" if name in own else ""
        said = own.get(name, "Look after the birds of the lake.")
        files[f"{name.casefold()}.rst"] = small(name, said, above=above)
    more = {"hen.rst": small("Hen", "Look after the birds of the lake.")}
    files["index.rst"] = "Home\n====\n\n.. roles:index::\n"
    built = project.write(files).build("rolecheck", roles_intro=None)
    assert places(built) == [
        ("ant.rst:11", "copy"),
        ("bee.rst:11", "near-copy"),
        ("cat.rst:11", "shared"),
    ]
    assert of_kind(built, "shared")["message"].startswith("Cat, Dog, Elk, Fox and Gnu say the same")
    built = project.write(more).build("rolecheck", roles_intro=None)
    said = of_kind(built, "shared")["message"]
    assert said.startswith("Cat, Dog, Elk, Fox and 2 others say the same")


def test_what_does_not_count_is_not_checked(project: Project) -> None:
    """The level of nobody, and a level whose name stands twice; a base that nobody names."""
    level = "Senior\n------\n\n.. level:: senior\n{}\n- Stay calm.\n{}\n"
    again = level.format("", "- Stay awake.\n- Stay awake.\n").replace("Senior\n------", "Se\n--")
    above = "This role extends another role."
    files = {
        "one.rst": small("One", "Write.", above=above, below=level.format("", "") + again),
        "two.rst": level.format("   :role: nobody\n", "- Stay calm.\n"),
        "index.rst": "Home\n====\n\n:doc:`one` :doc:`two`\n",
    }
    built = project.write(files).build("rolecheck", roles_intro=None)
    assert sorted(w.rpartition("[")[2] for w in built.warnings if "roles." in w) == [
        "roles.duplicate_level]",
        "roles.duplicate_text]",
        "roles.duplicate_text]",
        "roles.level_page]",
    ]
    assert places(built) == [("one.rst:6", "says-extends")]
    assert of_kind(built, "says-extends")["cure"][-1] == ".. extends:: NAME"


def test_whatever_links_to_a_role_page(project: Project) -> None:
    """Each is found as a link, by its page, its label, its name or an address in Markdown."""
    links = [":doc:`r0`", ":ref:`label-1`", ":any:`r2`", ":any:`label-3`", ":any:`r4/senior`"]
    links += [":role:`~r5`", ":level:`r6/senior`", ":ref:`Words <label-7>`"]
    markdown = ["[x](r8.rst)", "[x](#label-9)", "<project:#label-10>"] if HAS_MYST else []
    count = len(links) + 3
    page = (
        ".. _label-{0}:\n\nRole {0}\n=======\n\n.. role::\n\nDuties\n------\n\n- Do {0}.\n\n"
        "Senior\n------\n\n.. level:: senior\n\n- Help {0}.\n"
    )
    toctree = ".. toctree::\n   :hidden:\n   :glob:\n\n   r*\n"
    project.conf["roles_intro"] = None
    project.write({f"r{number}.rst": page.format(number) for number in range(count)})
    project.write({"index.rst": f"Home\n====\n\n{toctree}\n" + "\n\n".join(links) + "\n"})
    if HAS_MYST:
        lines = "\n\n".join(markdown)
        project.write({"more.md": f"---\norphan: true\n---\n# More\n\n{lines}\n"})
    built = project.build("rolecheck")
    unlinked = [f"r{number}.rst" for number in range(len(links + markdown), count)]
    found = [one["filename"] for one in findings(built) if one["kind"] == "unlinked"]
    assert sorted(found) == unlinked
    project.write({"index.rst": f"Home\n====\n\n{toctree}", "more.md": "# More\n"})
    built = project.build("rolecheck")
    assert len([one for one in findings(built) if one["kind"] == "unlinked"]) == count


def test_keys_with_labels_are_right(handbook: Project) -> None:
    labels = {"review": "Review", "reviews": "Reviews"}
    built = handbook.build("rolecheck", roles_keys=labels)
    assert ("backend.rst:51", "near-key") not in places(built)
    built = handbook.build("rolecheck", roles_keys={"reviews": "Reviews"})
    assert of_kind(built, "near-key")["message"].startswith("the key 'review' is nearly 'reviews'")


def test_a_level_with_an_ignored_list_may_add_something(handbook: Project) -> None:
    handbook.edit("backend.rst", "As on the page.", "Lots\n~~~~\n\n#. One.")
    handbook.edit("backend.rst", "~\n\n#. One.", "~\n\n=== ===\nOne Two\n=== ===\n")
    assert ("backend.rst:37", "adds-nothing") not in places(handbook.build("rolecheck"))


# -- near copies


def generated(number: int) -> list[str]:
    """Bullets with copies that drift apart: words changed, added, lost, and letters swapped."""
    chance = random.Random(20)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(400)]
    texts: list[str] = []
    while len(texts) < number:
        text = chance.choices(words, k=chance.randint(3, 20))
        texts.append(" ".join(text))
        for _ in range(chance.choice([0, 0, 1, 3])):
            copy = list(text)
            for _ in range(chance.randint(1, 4)):
                place = chance.randrange(len(copy))
                copy[place : place + chance.randint(0, 1)] = chance.choices(
                    words, k=chance.randint(0, 1)
                )
                copy = copy or ["gone"]
            texts.append(" ".join(copy))
    return texts[:number]


@pytest.mark.parametrize(
    "least",
    [pytest.param(60, marks=pytest.mark.slow), 85, pytest.param(95.5, marks=pytest.mark.slow)],
)
def test_no_near_copy_is_lost(least: float) -> None:
    """As all pairs of 2,000 bullets."""
    texts = generated(2000)
    first = {normalised(text): place for place, text in reversed([*enumerate(texts)])}
    distinct = sorted(first.items(), key=lambda entry: entry[1])
    expected = [
        (place, other, likeness)
        for rank, (text, place) in enumerate(distinct)
        for second, other in distinct[rank + 1 :]
        if (likeness := fuzz.ratio(text, second, score_cutoff=least))
    ]
    assert len(expected) > 150
    assert near_copies(texts, least) == expected


def test_texts_of_other_letters_and_sizes() -> None:
    texts = ["", "!", "Größe.", "größe", "Große", "ёж", "x" * 5000, "x" * 4900 + "y" * 9]
    assert [pair[:2] for pair in near_copies(texts, 75)] == [(2, 4), (6, 7)]


def test_how_near_is_near_enough(handbook: Project) -> None:
    assert ("backend.rst:13", "near-copy") not in places(
        handbook.build("rolecheck", roles_check_near=99)
    )


def test_without_rapidfuzz(handbook: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence; all other findings are there."""
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    built = handbook.build("rolecheck")
    (warning,) = [w for w in built.warnings if "[roles.check]" in w]
    assert "because rapidfuzz is not installed; run: pip install rapidfuzz" in warning
    assert places(built) == [one for one in FOUND if one[1] not in {"near-copy", "near-shared"}]


# -- silenced


def test_silenced_by_a_comment(handbook: Project) -> None:
    handbook.edit(
        "backend.rst",
        "- Write down what you have learnt.\n",
        "- Write down what you have learnt.\n\n  .. rolecheck: ignore copy: law\n\n",
    )
    handbook.edit("lonely.rst", ".. role::", ".. rolecheck: ignore\n\n.. role::")
    handbook.edit(
        "frontend.rst",
        "- Look after",
        "- .. rolecheck: ignore shared, near-shared\n\n  Look after",
    )
    built = handbook.build("rolecheck")
    left = {kind for _, kind in places(built)}
    assert not left & {"copy", "unlinked"}
    assert "and 1 more" not in of_kind(built, "shared")["message"]


@pytest.mark.parametrize(
    ("text", "line", "kinds"),
    [
        ("- A. <!-- rolecheck: ignore copy -->", 1, {"copy"}),
        ("- A. <!-- rolecheck: ignore copy, shared: why -->", 1, {"copy", "shared"}),
        ("- A. <!-- rolecheck: ignore -->", 1, {"copy", "shared"}),
        ("- A. <!-- rolecheck: ignore copy -->\n- B.", 2, set()),
        ("- A.\n  % rolecheck: ignore\n- B.", 1, {"copy", "shared"}),
        ("- A.\n  % rolecheck: ignore\n- B.", 3, set()),
        ("% rolecheck: ignore\n\n- A.", 3, {"copy", "shared"}),
        ("- A.\n\n  B.\n\n  .. rolecheck: ignore\n\n- B.", 1, {"copy", "shared"}),
        ("- A.\n\nrolecheck: ignore", 1, set()),
        ("- A.", 9, set()),
        ("% rolecheck: ignore", 0, set()),
    ],
)
def test_which_comment_belongs_to_which_line(text: str, line: int, kinds: set[str]) -> None:
    labels = {"copy", "shared"}
    assert {one for one in labels if is_commented(text.splitlines(), line, one)} == kinds


def test_silenced_by_configuration(handbook: Project) -> None:
    ignore = ["*: back", "unlinked", "no-date: lonely"]
    built = handbook.build("rolecheck", roles_check_ignore=ignore)
    kept = [one for one in FOUND if "backend" not in one[0] and one[1] != "unlinked"]
    # What is shared with the other page is no longer shared.
    assert places(built) == kept


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("roles_check_near", 0, "a number above 0, and up to 100"),
        ("roles_check_near", "85", "a number above 0, and up to 100"),
        ("roles_check_ignore", "copy", "a list of kinds of finding"),
        ("roles_check_ignore", ["copys"], "a list of kinds of finding"),
        ("roles_check_ignore", [1], "a list of kinds of finding"),
        ("roles_check_ignore", ["copy: ("], "a list with regular expressions after the colons"),
        ("roles_grades", "L1", "a list of grades"),
        ("roles_grades", [""], "a list of grades"),
        ("roles_review_days", -1, "a number of days, or None"),
        ("roles_review_days", True, "a number of days, or None"),
    ],
)
def test_a_wrong_value_is_refused_at_start_up(
    project: Project, name: str, value: Any, what: str
) -> None:
    with pytest.raises(ConfigError) as error:
        project.write({"conf.py": f"{name} = {value!r}\n", "index.rst": "Home\n====\n"}).build(
            "dummy"
        )
    assert str(error.value).startswith(f"The configuration value {name} must be {what}")


# -- as a builder


def test_all_pages_are_checked_on_an_incremental_build(handbook: Project) -> None:
    first = handbook.build("rolecheck").file("output.json")
    again = handbook.build("rolecheck")
    assert again.read == []
    assert again.file("output.json") == first
    handbook.edit("lonely.rst", "Stay.", "Stay here.")
    edited = handbook.build("rolecheck")
    assert edited.read == ["lonely"]
    assert edited.file("output.json") == first
    assert handbook.build("rolecheck", parallel=2, fresh=True).file("output.json") == first


def test_no_page_is_written_again_because_of_a_check(handbook: Project) -> None:
    handbook.build("html")
    assert handbook.build("html", roles_check_near=70, roles_grades=["L9"]).written == []


def run(project: Project, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    conf = {**CONF, "extensions": ["sphinx_roles"]}
    project.write({"conf.py": "".join(f"{name} = {value!r}\n" for name, value in conf.items())})
    command = [sys.executable, "-m", "sphinx", "-b", "rolecheck", *options]
    return subprocess.run(
        [*command, str(project.srcdir), str(project.root / "out")],
        capture_output=True,
        text=True,
        check=False,
        env={
            **{name: v for name, v in os.environ.items() if name.startswith("COVERAGE_")},
            "SOURCE_DATE_EPOCH": TODAY,
            "PYTHONPATH": ":".join(sys.path),
            **environment,
        },
    )


@pytest.mark.parametrize(("options", "stream"), [((), "stdout"), (("-q",), "stderr")])
def test_the_exit_status_and_what_is_printed(
    handbook: Project, options: tuple[str, ...], stream: str
) -> None:
    done = run(handbook, *options)
    assert done.returncode == 1
    assert "[copy] Backend Engineer says again" in getattr(done, stream)
    assert ("19 findings in 5 files" in done.stdout) == (not options)


def test_nothing_found(project: Project) -> None:
    done = run(project.write({"index.rst": "Home\n====\n"}))
    assert done.returncode == 0
    assert "rolecheck: nothing found." in done.stdout
    assert (project.root / "out" / "output.txt").read_text(encoding="utf-8") == ""


def test_on_github(handbook: Project) -> None:
    """Ten annotations, which is what GitHub shows; all in the summary of the step."""
    summary = handbook.root / "summary.md"
    done = run(
        handbook,
        "-q",
        GITHUB_ACTIONS="true",
        GITHUB_WORKSPACE=str(handbook.root),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    shown = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(shown) == 10
    assert shown[0] == (
        "::warning file=source/backend.rst,line=4,title=rolecheck%3A overdue::Backend Engineer "
        "was last reviewed on 2024-01-01, 731 days ago%0AReview the page, and write:"
        "%0A  :reviewed: 2026-01-01"
    )
    written = summary.read_text(encoding="utf-8")
    assert "rolecheck: 19 findings in 5 files." in written
    assert (handbook.root / "out" / "output.txt").read_text(encoding="utf-8") in written


def test_the_summary_on_github() -> None:
    """One sentence for nothing; else all findings in a fence that none of them can close."""
    assert summary([], "Nothing found.") == "### rolecheck\n\nNothing found.\n"
    one = Finding(Kind.COPY, Place("a", "a.md", 3), "says ```` again", ("Remove it.",))
    assert summary([one], "1 finding.") == (
        "### rolecheck\n\n1 finding.\n\n`````text\na.md:3: [copy] says ```` again\n"
        "    Remove it.\n\n`````\n"
    )


def test_a_summary_is_no_longer_than_github_takes() -> None:
    """Of 1 MiB, in bytes."""
    findings = [
        Finding(Kind.COPY, Place("a", "a.md", line), "\N{EN DASH}" * 500, ())
        for line in range(1000)
    ]
    text = summary(findings, "1,000 findings.")
    assert 700_000 < len(text.encode()) < 1_000_000
    assert text.endswith("\n...\n````\n")
    assert "a.md:400: [copy]" in text


@pytest.mark.parametrize("name", ["output.txt", "output.json"])
def test_an_output_that_cannot_be_written(handbook: Project, name: str) -> None:
    (handbook.root / "rolecheck" / name).mkdir(parents=True)
    (error,) = [w for w in handbook.build("rolecheck").warnings if w.startswith("ERROR")]
    assert f"{name} cannot be written: " in error
    left = {file.name for file in (handbook.root / "rolecheck").iterdir()}
    assert left <= {"output.txt", "output.json"}


def test_a_summary_that_cannot_be_written(
    handbook: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(handbook.root))
    (error,) = [w for w in handbook.build("rolecheck").warnings if w.startswith("ERROR")]
    assert error == f"ERROR: {handbook.root} cannot be written: Is a directory."


def test_a_handbook_of_one_page_and_of_none(project: Project) -> None:
    for index in ("Home\n====\n", "Home\n====\n\n.. role::\n\nYou will\n--------\n\n- Do.\n"):
        built = project.write({"index.rst": index}).build("rolecheck", roles_intro=None)
        assert places(built) == []


def test_each_check_is_called(handbook: Project) -> None:
    assert len(set(CHECKS)) == len(CHECKS)


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_the_sample_handbook_passes(sample: Callable[[str], Built], tmp_path: Path) -> None:
    assert sample("rolecheck").file("output.txt") == ""
