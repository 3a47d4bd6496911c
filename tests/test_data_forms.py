"""The handbook as data in other forms than JSON: a table, and linked data."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from sphinx_roles.build.edit.kept import write_atomically
from sphinx_roles.data.json_ld import linked_data
from sphinx_roles.data.load import DataError, load
from sphinx_roles.data.roles_csv import COLUMNS, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Built, Project

DEFINITIONS = json.loads((Path(__file__).parent / "schema_org.jsonld").read_text(encoding="utf-8"))


def ids(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value] if value else []
    return [entry["@id"].removeprefix("schema:") for entry in entries]


NODES = {node["@id"].removeprefix("schema:"): node for node in DEFINITIONS["@graph"]}


def classes(name: str) -> set[str]:
    """A class of schema.org, and all that it is a kind of."""
    above = ids(NODES[name].get("rdfs:subClassOf")) if name in NODES else []
    return {name}.union(*map(classes, above))


def check_linked(graph: dict[str, Any]) -> None:
    """Hold linked data to schema.org's own definitions: classes, properties, types of values."""
    assert graph["@context"] == "https://schema.org"
    for node in graph["@graph"]:
        kinds = classes(node["@type"])
        assert "Thing" in kinds
        for name, value in node.items():
            if name[0] == "@":
                continue
            assert kinds & set(ids(NODES[name]["schema:domainIncludes"])), name
            ranges = set(ids(NODES[name]["schema:rangeIncludes"]))
            assert ranges & {"Text", "URL"}, name
            texts = value if isinstance(value, list) else [value]
            assert texts
            assert all(isinstance(text, str) and text for text in texts)
            if "Text" not in ranges:
                assert all(urlsplit(text).path or urlsplit(text).netloc for text in texts)


HANDBOOK = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   potter\n   craft/glazing\n",
    "craft/glazing.rst": "Glazing, step by step\n=====================\n\nText.\n",
    "potter.rst": """\
        Potter
        ======

        .. role::
           :track: Clay
           :summary: Makes pots.
           :occupation: 7314

        Responsibilities
        ----------------

        - :key:`kiln` Watch the "kiln", and note it.
        - Glaze as :craft:`glazing` says.
        - =1+1 is no formula here.

        Requirements
        ------------

        **Hands:**

        - @steady.

        Master
        ------

        .. level:: master
           :grade: 3

        .. extends:: potter

        - :key:`kiln` Plan the kiln.
        """,
}


CONF: dict[str, Any] = {"roles_intro": None, "roles_facts": {"occupation": "ISCO-08"}}


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Built:
    """The handbook in all forms."""
    return build_once(HANDBOOK, "roles", **CONF, roles_data=["json", "csv", "jsonld"])


def rows(built: Built) -> list[dict[str, str]]:
    text = (built.outdir / "roles.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_row_for_each_holder_and_each_expectation_of_it(built: Built) -> None:
    assert built.warnings == []
    found = [
        (row["level"], row["part"], row["area"], row["expectation"], row["inherited from"])
        for row in rows(built)
    ]
    whole = [
        ("responsibilities", "", "Watch the \u201ckiln\u201d, and note it."),
        ("responsibilities", "", "Glaze as Glazing, step by step says."),
        ("responsibilities", "", "'=1+1 is no formula here."),
        ("requirements", "Hands", "'@steady."),
    ]
    of_master = [("Master", "responsibilities", "", "Plan the kiln.", "")]
    of_master += [("Master", *said, "Potter") for said in whole[1:]]
    assert found == [("", *said, "") for said in whole] + of_master


def test_a_row_says_where_it_comes_from(built: Built) -> None:
    row = next(row for row in rows(built) if row["expectation"] == "Plan the kiln.")
    assert row == {
        "role": "Potter",
        "level": "Master",
        "grade": "3",
        "track": "Clay",
        "part": "responsibilities",
        "area": "",
        "expectation": "Plan the kiln.",
        "depth": "",
        "inherited from": "",
        "overrides": "Potter",
        "craft pages": "",
        "url": "potter.html#potter.master.kiln",
    }
    glazing = next(row for row in rows(built) if row["expectation"].startswith("Glaze"))
    assert glazing["craft pages"] == "Glazing, step by step"


def test_spreadsheets_take_the_table_for_utf_8(built: Built) -> None:
    start = (built.outdir / "roles.csv").read_bytes()[:12]
    assert start == b"\xef\xbb\xbfrole,leve"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_runs_as_a_formula(start: str) -> None:
    said = {"part": "pluses", "area": None, "text": f"{start}SUM(A1)", "holder": "a", "craft": []}
    holder = {
        "kind": "role",
        "title": f"{start}A",
        "role": "a",
        "grade": None,
        "track": None,
        "effective": ["a#b"],
        "raises": {},
    }
    data = {"holders": {"a": holder}, "expectations": {"a#b": {**said, "url": "a.html#b"}}}
    (row,) = csv.DictReader(StringIO(table(data, str).lstrip("\ufeff"), newline=""))
    assert set(row) == set(COLUMNS)
    assert not any(cell.startswith(start) for cell in row.values())


def test_linked_data_is_an_occupation_of_schema_org(built: Built) -> None:
    graph = json.loads(built.file("roles.jsonld"))
    check_linked(graph)
    assert {one["@type"] for one in graph["@graph"]} == {"Occupation"}
    assert [one["name"] for one in graph["@graph"]] == ["Potter", "Potter: Master"]
    assert graph["@graph"][0]["description"] == "Makes pots."
    assert graph["@graph"][0]["qualifications"] == ["@steady."]
    assert [one.get("occupationalCategory") for one in graph["@graph"]] == ["7314", "7314"]


@pytest.mark.parametrize(
    ("wrong", "value"), [("duties", ["Do."]), ("sameAs", [""]), ("occupationLocation", "Here")]
)
def test_the_check_of_linked_data_finds_what_is_wrong(
    built: Built, wrong: str, value: object
) -> None:
    graph = json.loads(built.file("roles.jsonld"))
    graph["@graph"][0][wrong] = value
    with pytest.raises((AssertionError, KeyError)):
        check_linked(graph)


# -- in the head of pages


def heads(built: Built, docname: str) -> list[dict[str, Any]]:
    scripts = built.html(docname).select('head > script[type="application/ld+json"]')
    return [json.loads(script.get_text()) for script in scripts]


@pytest.mark.versions
def test_linked_data_in_the_head_of_a_page(project: Project) -> None:
    conf = {**CONF, "html_baseurl": "https://example.org/"}
    project.write(HANDBOOK).edit("potter.rst", "Watch the", "Watch </script> the")
    built = project.build(roles_data=["jsonld", "jsonld-head"], **conf)
    (graph,) = heads(built, "potter")
    check_linked(graph)
    assert graph == json.loads(built.file("roles.jsonld"))
    assert graph["@graph"][1]["url"] == "https://example.org/potter.html#potter.master"
    assert "</script>" in graph["@graph"][0]["responsibilities"][0]
    assert heads(built, "index") == heads(built, "craft/glazing") == []
    assert heads(project.build(roles_data=["json"], **conf), "potter") == []


def test_the_head_follows_what_other_pages_say(project: Project) -> None:
    """A page is written again where its linked data changes, even if nothing else does."""
    heir = "Heir\n====\n\n.. role::\n\n.. extends:: potter\n"
    conf = {**CONF, "roles_data": ["jsonld-head"], "roles_inherited": "link"}
    project.write({**HANDBOOK, "heir.rst": f":orphan:\n\n{heir}"}).build(**conf)
    project.edit("potter.rst", "@steady", "Calm")
    built = project.build(**conf)
    assert "heir" in built.written
    (graph,) = heads(built, "heir")
    assert graph["@graph"][0]["qualifications"] == ["Calm."]
    assert project.build(**conf).written == []
    (graph,) = heads(project.build("singlehtml", **conf), "index")
    assert len(graph["@graph"]) == 3


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_no_linked_data_in_books(project: Project, builder: str) -> None:
    built = project.write(HANDBOOK).build(builder, **CONF, roles_data=["jsonld-head"])
    found = [file for file in built.outdir.rglob("*.*html") if "ld+json" in file.read_text("utf-8")]
    assert found == []


def test_linked_data_has_the_address_of_the_handbook() -> None:
    holder: dict[str, Any] = {"title": "A", "role": "a", "url": "a.html#role.a", "summary": None}
    holder["facts"] = {}
    data = {"holders": {"a": {**holder, "effective": []}}, "expectations": {}}
    (one,) = linked_data(data, "https://example.org/book/")["@graph"]
    assert one["@id"] == one["url"] == "https://example.org/book/a.html#role.a"


def test_a_form_that_is_no_longer_wanted_goes(project: Project) -> None:
    project.write(HANDBOOK).build(**CONF, roles_data=["csv", "jsonld"])
    built = project.build(**CONF, roles_data=["json"])
    assert sorted(path.name for path in built.outdir.glob("roles.*")) == ["roles.json"]
    (built.outdir / "roles.json").unlink()
    assert "expectations" in project.build(**CONF, roles_data=["json"]).data


# -- files


def test_the_table_has_whole_addresses_where_the_site_is_known(project: Project) -> None:
    conf = {**CONF, "html_baseurl": "https://example.org"}
    built = project.write(HANDBOOK).build("roles", roles_data=["csv"], **conf)
    assert rows(built)[0]["url"] == "https://example.org/potter.html#potter.kiln"


def test_line_endings_are_the_same_on_any_system(built: Built) -> None:
    text = (built.outdir / "roles.csv").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 1
    assert b"\r" not in (built.outdir / "roles.json").read_bytes()


LIMIT = """
def setup(app):
    def fill(app, exception):
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = resource.RLIM_INFINITY if exception else 100
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    app.connect("build-finished", fill, priority=100)
"""
"""Files grow no further than to 100 bytes, as on a disk that is full, until the build ends."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the system")
@pytest.mark.parametrize(
    "form", ["json", *(pytest.param(name, marks=pytest.mark.slow) for name in ("csv", "jsonld"))]
)
def test_a_full_disk(project: Project, form: str) -> None:
    """One sentence; the earlier file is whole, and nothing half-written is beside it."""
    conf = f"extensions = ['sphinx_roles']\nroles_intro = None\nroles_data = [{form!r}]\n"
    conf += f"roles_facts = {CONF['roles_facts']}\n"
    out = project.root / "roles"
    command = [sys.executable, "-m", "sphinx", "-Nqb", "roles", str(project.srcdir), str(out)]
    project.write({**HANDBOOK, "conf.py": conf})
    assert subprocess.run(command, check=False).returncode == 0
    (before,) = [file for file in out.iterdir() if file.name.startswith("roles.")]
    text = before.read_bytes()
    project.write({"conf.py": conf + LIMIT}).edit("potter.rst", "Plan the", "Plan out the")
    # Files of coverage would grow no further, too.
    env = {name: v for name, v in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    assert done.stderr == f"ERROR: {before} cannot be written: File too large.\n"
    assert [file.name for file in out.iterdir() if file.is_file()] == [before.name]
    assert before.read_bytes() == text
    project.write({"conf.py": conf})
    assert subprocess.run(command, check=False).returncode == 0
    assert before.read_bytes() != text


@pytest.mark.parametrize("error", [KeyboardInterrupt, UnicodeError, OSError])
def test_an_interrupted_write(tmp_path: Path, error: type[BaseException]) -> None:
    """Whatever ends it, the file is what it was, and nothing is beside it."""

    def pieces() -> Iterator[str]:
        yield "half"
        raise error

    file = tmp_path / "roles.json"
    file.write_text("whole", encoding="utf-8")
    with pytest.raises(error):
        write_atomically(file, pieces())
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [
        ("roles.json", "whole")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "holds no valid JSON"),
        ('{"version": true, "expectations": {}, "holders": {}}', "has version True"),
        ('{"version": 3, "expectations": {}, "holders": {}}', "has version 3"),
    ],
)
def test_what_is_no_data_is_refused_in_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "roles.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=why):
        load(file)
