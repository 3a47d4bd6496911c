"""The handbook as data: `roles.json`."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from sphinx_roles.data.export import export
from sphinx_roles.handbook.names import text_name
from sphinx_roles.resolve.resolve import Handbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

NOTHING: dict[str, Any] = {
    "url": lambda docname, anchor: f"{docname}#{anchor}",
    "read": "".join,
}

HANDBOOK = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   **\n",
    "craft/review.rst": "Review\n======\n\nText.\n",
    "roles/engineer.rst": """\
        Engineer
        ========

        .. role::
           :track: Engineering
           :summary: Builds things.

        Responsibilities
        ----------------

        - :key:`scope` Solve *small* problems.
        - :key:`writing` Write.
        - Review as :craft:`review` says.

        Requirements
        ------------

        **Languages:**

        - :key:`python` Speak Python.

        Senior Engineer
        ---------------

        .. level:: senior
           :grade: 3

        .. extends:: engineer
           :without: writing

        - :key:`scope` Solve large problems.
        """,
}
UNKEYED = f"engineer#{text_name('Review as review says')}"


def page(expectation: str) -> str:
    return f"roles/engineer.html#{expectation.replace('#', '.').replace('/', '.')}"


def expected_expectation(identifier: str, text: str, line: int, **other: Any) -> dict[str, Any]:
    holder, _, key = identifier.partition("#")
    usual = {"part": "responsibilities", "area": None, "key": key, "craft": [], "depth": None}
    place = {"source": "roles/engineer.rst", "line": line, "url": page(identifier)}
    return {**usual, "holder": holder, "text": text, **place, **other}


EXPECTED: dict[str, Any] = {
    "version": 2,
    "expectations": {
        UNKEYED: expected_expectation(
            UNKEYED,
            "Review as Review says.",
            13,
            key=None,
            craft=["craft/review"],
        ),
        "engineer#python": expected_expectation(
            "engineer#python", "Speak Python.", 20, part="requirements", area="Languages"
        ),
        "engineer#scope": expected_expectation(
            "engineer#scope",
            "Solve small problems.",
            11,
        ),
        "engineer#writing": expected_expectation("engineer#writing", "Write.", 12),
        "engineer/senior#scope": expected_expectation(
            "engineer/senior#scope", "Solve large problems.", 31
        ),
    },
    "holders": {
        "engineer": {
            "kind": "role",
            "title": "Engineer",
            "role": "engineer",
            "position": None,
            "grade": None,
            "track": "Engineering",
            "summary": "Builds things.",
            "abstract": False,
            "posts": False,
            "short": "Engineer",
            "facts": {},
            "url": "roles/engineer.html#role.engineer",
            "extends": [],
            "without": [],
            "mro": ["engineer"],
            "own": ["engineer#scope", "engineer#writing", UNKEYED, "engineer#python"],
            "effective": ["engineer#scope", "engineer#writing", UNKEYED, "engineer#python"],
            "raises": {},
        },
        "engineer/senior": {
            "kind": "level",
            "title": "Senior Engineer",
            "role": "engineer",
            "position": 1,
            "grade": "3",
            "track": "Engineering",
            "summary": None,
            "abstract": False,
            "posts": False,
            "short": "Senior",
            "facts": {},
            "url": "roles/engineer.html#engineer.senior",
            "extends": ["engineer"],
            "without": ["writing"],
            "mro": ["engineer/senior", "engineer"],
            "own": ["engineer/senior#scope"],
            "effective": ["engineer/senior#scope", UNKEYED, "engineer#python"],
            "raises": {"engineer/senior#scope": "engineer#scope"},
        },
    },
    "craft": {"craft/review": [UNKEYED]},
    "headings": [],
    "ignored": [],
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    # As a user finds it: in the installed package.
    text = files("sphinx_roles").joinpath("data", "roles.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.versions
def test_the_data_says_what_the_page_says(project: Project) -> None:
    built = project.write(HANDBOOK).build(roles_intro=None)
    assert built.warnings == []
    assert built.data == EXPECTED


def test_a_second_build_elsewhere_writes_the_same_bytes(
    projects: Callable[[str], Project],
) -> None:
    built = [
        projects(name).write(HANDBOOK).build(roles_intro=None, parallel=parallel)
        for name, parallel in (("one", 1), ("two", 2))
    ]
    assert built[0].file("roles.json") == built[1].file("roles.json")


@pytest.mark.parametrize(
    ("builder", "page", "start"),
    [
        ("html", "roles/engineer.html", "index.html"),
        ("dirhtml", "roles/engineer/", "index.html"),
        ("singlehtml", "index.html", "index.html"),
    ],
)
def test_addresses_are_the_builder_s(project: Project, builder: str, page: str, start: str) -> None:
    home = ".. role::\n   :name: home\n\nYou will\n--------\n\n- :key:`a` Do.\n"
    files = {**HANDBOOK, "index.rst": f"{HANDBOOK['index.rst']}\n{home}"}
    data = project.write(files).build(builder, roles_intro=None).data
    assert data["expectations"]["engineer#scope"]["url"] == f"{page}#engineer.scope"
    # Never empty before '#': that would be an address inside `roles.json`.
    assert data["expectations"]["home#a"]["url"] == f"{start}#home.a"


@pytest.mark.parametrize("builder", ["epub", "latex", "text"])
def test_a_builder_without_an_inventory_writes_no_data(project: Project, builder: str) -> None:
    built = project.write(HANDBOOK).build(builder, roles_intro=None)
    assert built.outdir.is_dir()
    assert not (built.outdir / "roles.json").exists()


def test_references_in_texts_read_as_titles(project: Project) -> None:
    """A reference without a text of its own, to whatever finds its target."""
    page = "{0}\n======\n\n.. role::\n\nYou will\n--------\n\n- :key:`a` {1}\n"
    links = ":any:`plumber`, :any:`plumber#a`, :role:`plumber`, :any:`plumber-page`"
    files = {
        "index.rst": "Home\n====\n\n.. toctree::\n\n   roles/joiner\n   roles/plumber-page\n",
        "roles/joiner.rst": page.format("Joiner", f"Ask {links} and :doc:`/index`."),
        "roles/plumber-page.rst": page.format("Pipe", "Fix.").replace(
            ".. role::", ".. role::\n   :name: plumber"
        ),
    }
    built = project.write(files).build(roles_intro=None)
    assert built.warnings == []
    text = built.data["expectations"]["joiner#a"]["text"]
    assert text == "Ask Pipe, Pipe: A, Pipe, Pipe and Home."
    assert text in " ".join(built.main("roles/joiner").get_text().split())


OBJECTS = """\
def setup(app):
    app.connect("env-updated", note, priority=100)

def note(app, env):
    (app.outdir / "names.txt").write_text(" ".join(sorted(n for n, *_ in objects(env))))

def objects(env):
    return env.domains["roles"].get_objects()
"""


def test_names_are_right_before_the_handbook_is_resolved(project: Project) -> None:
    """Other extensions may ask for them as soon as all documents are read."""
    project.write({**HANDBOOK, "conf.py": OBJECTS})
    first = project.build(roles_intro=None).file("names.txt").split()
    assert first
    assert {name.partition("#")[0] for name in first} == set(project.build().data["holders"])
    text = HANDBOOK["index.rst"]
    role = f"{text}\n.. role::\n   :name: home\n\nYou will\n--------\n\n- :key:`a` Do.\n"
    project.write({"index.rst": role})
    again = project.build(roles_intro=None).file("names.txt").split()
    assert sorted({*first, "home", "home#a"}) == again


def test_data_that_cannot_be_written(project: Project) -> None:
    """The build says so and goes on, and the next build tries again."""
    obstacle = project.root / "html" / "roles.json" / "inside"
    obstacle.mkdir(parents=True)
    built = project.write(HANDBOOK).build(roles_intro=None)
    (error,) = built.warnings
    assert re.fullmatch(r"ERROR: \S+/roles\.json cannot be written: .+\.", error)
    assert "roles/engineer" in built.written
    obstacle.rmdir()
    obstacle.parent.rmdir()
    assert project.build(roles_intro=None).data["holders"]


def test_the_schema_describes_the_data(project: Project, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    data = project.write(HANDBOOK).build(roles_intro=None).data
    assert list(validator.iter_errors(data)) == []
    assert list(validator.iter_errors(export(Handbook(), **NOTHING))) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("version",), 1),
        (("expectations", "engineer#scope", "part"), "duties"),
        (("expectations", "engineer#scope", "line"), None),
        (("expectations", "engineer"), {}),
        (("holders", "engineer", "position"), 1),
        (("holders", "engineer/senior", "position"), None),
        (("holders", "engineer", "colour"), "green"),
        (("craft", "craft/review"), []),
    ],
)
def test_the_schema_refuses_what_is_not_the_data(
    schema: dict[str, Any], place: tuple[str, ...], wrong: object
) -> None:
    data: Any = json.loads(json.dumps(EXPECTED))
    *path, last = place
    inside = data
    for step in path:
        inside = inside[step]
    inside[last] = wrong
    assert not Draft202012Validator(schema).is_valid(data)


def test_everything_in_the_schema_is_described(schema: dict[str, Any]) -> None:
    named = {**schema["properties"], **schema["$defs"]}
    for name in ("expectation", "holder"):
        properties = schema["$defs"][name]["properties"]
        assert set(schema["$defs"][name]["required"]) == set(properties)
        named.update(properties)
    bare = [
        name for name, about in named.items() if "description" not in about and "$ref" not in about
    ]
    assert bare == []
