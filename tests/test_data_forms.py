"""The handbook as data in other forms than JSON: a table, and linked data."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roles.data.json_ld import linked_data
from sphinx_roles.data.table import COLUMNS, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

OCCUPATION = {
    "Thing": {"name", "description", "url"},
    "Occupation": {"responsibilities", "qualifications", "skills", "occupationalCategory"},
}
"""Properties that take a text. Source: https://schema.org/Occupation and https://schema.org/Thing,
version 29."""

HANDBOOK = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   potter\n   craft/glazing\n",
    "craft/glazing.rst": "Glazing, step by step\n=====================\n\nText.\n",
    "potter.rst": """\
        Potter
        ======

        .. role::
           :track: Clay
           :summary: Makes pots.

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


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Built:
    """The handbook in all forms."""
    return build_once(HANDBOOK, "roles", roles_intro=None, roles_data=["json", "csv", "jsonld"])


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
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
    assert graph["@context"] == "https://schema.org"
    assert [one["name"] for one in graph["@graph"]] == ["Potter", "Potter: Master"]
    known = set().union(*OCCUPATION.values()) | {"@type", "@id"}
    for one in graph["@graph"]:
        assert one["@type"] == "Occupation"
        assert set(one) <= known
        values = [value for name, value in one.items() if name[0] != "@"]
        texts = [
            text for value in values for text in ([value] if isinstance(value, str) else value)
        ]
        assert texts
        assert all(isinstance(text, str) and text for text in texts)
    assert graph["@graph"][0]["description"] == "Makes pots."
    assert graph["@graph"][0]["qualifications"] == ["@steady."]


def test_linked_data_has_the_address_of_the_handbook() -> None:
    holder: dict[str, Any] = {"title": "A", "role": "a", "url": "a.html#role.a", "summary": None}
    data = {"holders": {"a": {**holder, "effective": []}}, "expectations": {}}
    (one,) = linked_data(data, "https://example.org/book/")["@graph"]
    assert one["@id"] == one["url"] == "https://example.org/book/a.html#role.a"


def test_a_form_that_is_no_longer_wanted_goes(project: Project) -> None:
    project.write(HANDBOOK).build(roles_intro=None, roles_data=["csv", "jsonld"])
    built = project.build(roles_intro=None, roles_data=["json"])
    assert sorted(path.name for path in built.outdir.glob("roles.*")) == ["roles.json"]
    (built.outdir / "roles.json").unlink()
    assert "expectations" in project.build(roles_intro=None, roles_data=["json"]).data
