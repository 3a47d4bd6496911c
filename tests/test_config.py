"""The configuration: what each value does, and what a wrong one says at start-up."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from conftest import Project

PARTS = "'responsibilities', 'requirements', 'pluses', 'areas', 'prose'"

WRONG = [
    ("roles_intro", 1, "the name of a page, or None"),
    ("roles_intro", "", "the name of a page, or None"),
    ("roles_intro", "/", "the name of a page, or None"),
    ("roles_intro", ["intro"], "the name of a page, or None"),
    ("roles_intro", False, "the name of a page, or None"),
    ("roles_intro", "intro.md", "the name of a page without the suffix of its file"),
    ("roles_craft", ["craft", "/"], "a list of folders below the source folder"),
    ("roles_craft", ["."], "a list of folders below the source folder"),
    ("roles_craft", ["../craft"], "a list of folders below the source folder"),
    ("roles_craft", "craft", "a list of folders"),
    ("roles_craft", None, "a list of folders"),
    ("roles_craft", [1], "a list of folders"),
    ("roles_craft", [""], "a list of folders"),
    ("roles_craft", {"craft": "x"}, "a list of folders"),
    ("roles_parts", ["Duties"], f"a dictionary from {PARTS} to lists of headings"),
    ("roles_parts", None, f"a dictionary from {PARTS} to lists of headings"),
    ("roles_parts", {"duties": ["Duties"]}, f"a dictionary from {PARTS} to lists of headings"),
    ("roles_parts", {"pluses": "Extra"}, f"a dictionary from {PARTS} to lists of headings"),
    ("roles_parts", {"pluses": [None]}, f"a dictionary from {PARTS} to lists of headings"),
    ("roles_parts", {1: ["Extra"]}, f"a dictionary from {PARTS} to lists of headings"),
    ("roles_keys", ["scope"], "a dictionary from keys to labels"),
    ("roles_keys", None, "a dictionary from keys to labels"),
    ("roles_keys", {"scope": 1}, "a dictionary from keys to labels"),
    ("roles_keys", {1: "Scope"}, "a dictionary from keys to labels"),
    ("roles_data", ["yaml"], "a list of some of 'json', 'csv', 'jsonld'"),
    ("roles_data", "json", "a list of some of 'json', 'csv', 'jsonld'"),
    ("roles_inherited", "closed", "one of 'fold', 'open', 'link'"),
    ("roles_inherited", None, "one of 'fold', 'open', 'link'"),
    ("roles_inherited", ["fold"], "one of 'fold', 'open', 'link'"),
    ("roles_inherited_book", "fold", "one of 'once', 'open'"),
    ("roles_next", "yes", "True or False"),
    ("roles_strict_keys", 1, "True or False"),
    ("roles_depths", ["B"], "a dictionary from what cells say to depths"),
    ("roles_depths", {"B": 1}, "a dictionary from what cells say to depths"),
    ("roles_facts", ["owner"], "a dictionary from names of options to labels"),
    ("roles_facts", {"owner": " "}, "a dictionary from names of options to labels"),
    ("roles_facts", {"grade": "G"}, "a dictionary without 'grade', which 'role' or 'level' has"),
]

JOB = """\
    Job
    ===

    .. role::

    Responsibilities
    ----------------

    - :key:`scope` Work
    - Follow :craft:`review`

    Senior
    ------

    .. level:: senior

    .. extends:: {name}
    """


@pytest.mark.versions
@pytest.mark.parametrize(("name", "value", "what"), WRONG)
def test_a_wrong_value_is_refused_at_start_up(
    project: Project, name: str, value: Any, what: str
) -> None:
    with pytest.raises(ConfigError) as error:
        project.write({"conf.py": f"{name} = {value!r}\n", "index.rst": "Handbook\n"}).build()
    message = str(error.value)
    assert message.startswith(f"The configuration value {name} must be {what}")
    assert message.endswith(f", not {value!r}.")
    assert not (project.root / "html" / "index.html").exists()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"pluses": ["Extra:", "--"]}, "a heading without a word: '--'"),
        (
            {"pluses": ["Extra:"], "requirements": ["extra"]},
            "the heading 'extra' below 'pluses' and below 'requirements'",
        ),
    ],
)
def test_a_heading_that_cannot_be_meant(
    project: Project, parts: dict[str, list[str]], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        project.write({"index.rst": "Handbook\n========\n"}).build(roles_parts=parts)


def test_a_wrong_value_ends_the_program(project: Project) -> None:
    project.write({"conf.py": "extensions = ['sphinx_roles']\nroles_craft = 'craft'\n"})
    project.write({"index.rst": "Handbook\n========\n"})
    command = [sys.executable, "-m", "sphinx", "-q", str(project.srcdir), str(project.root / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Configuration error" in done.stderr
    assert "roles_craft must be a list of folders" in done.stderr


@pytest.mark.parametrize(
    "conf",
    [
        {"roles_intro": None},
        {"roles_craft": ("craft",)},
        {"roles_craft": []},
        {"roles_parts": {}},
        {"roles_parts": {"pluses": ("Extra",), "requirements": []}},
        {"roles_keys": {"scope": "Scope"}},
        {"roles_inherited": "link"},
    ],
)
def test_a_right_value_is_not_warned_of(project: Project, conf: dict[str, Any]) -> None:
    project.write({"index.rst": "Handbook\n========\n"})
    assert project.build("dummy", **conf).warnings == []


@pytest.mark.parametrize(
    ("intro", "option", "shown"),
    [
        ("texts/intro", "", "texts"),  # a path counts from any folder above
        (None, ":intro: intro", "team"),
        ("start", ":intro: none", None),
    ],
)
def test_intro(project: Project, intro: str | None, option: str, shown: str | None) -> None:
    """How it is found is tested with `resolve`."""
    page = f"Job\n===\n\n.. role::\n   {option}\n\nRequirements\n------------\n\n- Work\n"
    files = {
        "index.rst": "Handbook\n========\n",
        "start.rst": "Start\n=====\n\nFor everyone.\n",
        "texts/intro.rst": "Intro\n=====\n\nFor texts.\n",
        "teams/a/intro.rst": "Intro\n=====\n\nFor team.\n",
        "teams/a/job.rst": page,
    }
    built = project.write(files).build("text", roles_intro=intro)
    assert [w for w in built.warnings if "[roles." in w] == []
    text = built.file("teams/a/job.txt")
    assert [name for name in ("team", "everyone", "texts") if f"For {name}." in text] == (
        [shown] if shown else []
    )


def test_craft_folders_are_searched_in_order(project: Project) -> None:
    files = {
        "index.rst": JOB.format(name="index"),
        "one/other.rst": "Other\n=====\n",
        "two/deep/review.rst": "Second\n======\n",
        "three/review.rst": "Third\n=====\n",
    }
    folders = ["one", "/two/deep/", "three"]
    built = project.write(files).build(roles_intro=None, roles_craft=folders)
    assert [w for w in built.warnings if "[roles." in w] == []
    assert list(built.data["craft"]) == ["two/deep/review"]
    (link,) = built.main("index").select('a[href="two/deep/review.html"]')[:1]
    assert link.get_text() == "Second"


def test_keys_have_labels(project: Project) -> None:
    text = "Handbook\n========\n\n:expectation:`job#scope`, :expectation:`~job#scope`\n"
    files = {"index.rst": text, "job.rst": JOB.format(name="job"), "craft/review.rst": "R\n=\n"}
    conf = {"roles_intro": None, "roles_keys": {"scope": "The scope"}}
    text = project.write(files).build("text", **conf).file("index.txt")
    assert "*Job: The scope*, *The scope*" in text


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_strict_keys(project: Project, syntax: str) -> None:
    texts = {
        "rst": "Job\n===\n\n.. role::\n\nDuties\n------\n\n- :key:`scoop` A.\n- :key:`pay` B.\n",
        "md": "# Job\n\n```{role}\n```\n\n## Duties\n\n- {key}`scoop` A.\n- {key}`pay` B.\n",
    }
    project.write({f"index.{syntax}": texts[syntax]})
    conf: dict[str, Any] = {"roles_intro": None, "roles_keys": {"scope": "Scope", "pay": "Pay"}}
    assert project.build("roles", **conf).warnings == []
    built = project.build("roles", roles_strict_keys=True, **conf)
    line = 9 if syntax == "rst" else 8
    says = "'roles_strict_keys' does not allow the key 'scoop', which 'roles_keys' does not have"
    assert built.warnings == [
        f"index.{syntax}:{line}: WARNING: {says}; did you mean 'scope'? [roles.key]"
    ]
    assert [*built.data["expectations"]] == ["index#pay", "index#scoop"]
    conf["roles_keys"]["scoop"] = "Scoop"
    assert project.build("roles", roles_strict_keys=True, **conf).warnings == []


@pytest.mark.parametrize(
    ("inherited", "folds", "is_open"), [("fold", 1, False), ("open", 1, True), ("link", 0, False)]
)
def test_inherited(project: Project, inherited: str, folds: int, is_open: bool) -> None:
    files = {"index.rst": JOB.format(name="index"), "craft/review.rst": "Review\n======\n"}
    built = project.write(files).build(roles_intro=None, roles_inherited=inherited)
    details = built.main("index").select("details.roles-inherited")
    assert len(details) == folds
    assert ["open" in d.attrs for d in details] == [is_open] * folds
    assert "Also expected: 2 from Job" in built.main("index").get_text()
    assert built.main("index").get_text().count("Work") == 1 + folds
    # what is no page in a browser has a value of its own
    conf = {"roles_intro": None, "roles_inherited": inherited}
    for value, count in {"once": 1, "open": 2}.items():
        text = project.build("text", roles_inherited_book=value, **conf).file("index.txt")
        assert text.count("Work") == count


def test_a_changed_value_rebuilds_what_it_changes(project: Project) -> None:
    files = {"index.rst": JOB.format(name="index"), "craft/review.rst": "Review\n======\n"}
    project.write(files).build(roles_intro=None)
    assert project.build(roles_intro=None).written == []
    assert project.build(roles_intro=None, roles_inherited="open").written != []
    extra = {"roles_intro": None, "roles_inherited": "open", "roles_parts": {"pluses": ["Job"]}}
    assert "index" in project.build(**extra).read
