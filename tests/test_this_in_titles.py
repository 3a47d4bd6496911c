"""`this` in titles: the word is there wherever Sphinx takes a title to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_roles.handbook.names import text_name
from test_languages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

HANDBOOK = {
    "index.rst": """\
        Handbook
        ========

        .. toctree::

           intro
           keeper
           head

        See :doc:`keeper`, :ref:`week` and :doc:`intro`.
        """,
    "intro.rst": """\
        What a :this:`role` is
        ======================

        .. _start:

        How a *new* :this:`role` starts
        -------------------------------

        Text.

        Then a :this:`role` at *work*
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

        Text.
        """,
    "keeper.rst": """\
        Keeper
        ======

        .. role::
           :track: Gates

        Responsibilities of a :this:`role`
        ----------------------------------

        **As a** :this:`role` **at night:**

        - Lock the gate as a :this:`role`.

        .. _week:

        A week as a :this:`role` of :this:`track`
        -----------------------------------------

        Senior :this:`role`
        -------------------

        .. level:: senior

        Days of a :this:`level`
        ~~~~~~~~~~~~~~~~~~~~~~~

        - Train others.
        """,
    "head.rst": """\
        Head
        ====

        .. role::

        .. extends:: keeper/senior

        Responsibilities
        ----------------

        - Lead.
        """,
}
CONF = {"roles_parts": {"responsibilities": ["Responsibilities of a Keeper"]}}


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Callable[[str], Built]:
    return lambda builder: build_once(HANDBOOK, builder, **CONF)


@pytest.mark.parametrize("builder", ["html", "text", "latex", "singlehtml", "xml"])
def test_every_builder_writes_the_word(built: Callable[[str], Built], builder: str) -> None:
    found = built(builder)
    assert found.warnings == []
    files = [f for f in found.outdir.rglob("*") if f.suffix in {".html", ".txt", ".tex", ".xml"}]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert text.count("A week as a Keeper of Gates") >= 2
    assert "Days of a Senior Keeper" in text
    assert "roles:" not in text.replace("sphinx-roles:", "")
    assert "this_fact" not in text
    assert "heading>" not in text


def test_titles_on_other_pages(built: Callable[[str], Built]) -> None:
    index = built("html").main("index").get_text(" ", strip=True)
    assert "See Keeper , A week as a Keeper of Gates and What a this role is ." in index
    assert "How a new this role starts" in index.replace("  ", " ")
    inventory = InventoryFile.loads(
        (built("html").outdir / "objects.inv").read_bytes(), uri=""
    ).data
    assert inventory["std:label"]["week"].display_name == "A week as a Keeper of Gates"
    assert '"A week as a Keeper of Gates":' in built("html").file("searchindex.js")


def test_an_intro_reads_as_the_page_that_shows_it(built: Callable[[str], Built]) -> None:
    for page, role in {"keeper": "Keeper", "head": "Head", "intro": "this role"}.items():
        text = " ".join(built("html").main(page).get_text().split())
        assert f"How a new {role} starts" in text
        assert f"Then a {role} at work" in text


def test_data_has_the_word(built: Callable[[str], Built]) -> None:
    data = built("html").data
    assert data["holders"]["keeper/senior"]["title"] == "Senior Keeper"
    (lock,) = (data["expectations"][own] for own in data["holders"]["keeper"]["own"])
    assert lock["text"] == "Lock the gate as a Keeper."
    # Its name is made of its text, and does not change with the title of the page.
    assert f"keeper#{text_name('Lock the gate as a this role.')}" in data["expectations"]


def test_a_translated_title(project: Project) -> None:
    folder = project.write(HANDBOOK).srcdir / "locale/de/LC_MESSAGES"
    folder.mkdir(parents=True)
    week = "A week as a :this:`role` of :this:`track`"
    catalogue(folder / "keeper.po", {week: "Die Woche als :this:`role`", "Keeper": "Wärter"})
    conf = {"locale_dirs": ["locale"], "gettext_compact": False, "language": "de"}
    built = project.build(**conf, **CONF)
    assert built.warnings == []
    assert "Die Woche als Wärter" in built.main("index").text
    assert "Die Woche als Wärter" in built.main("keeper").text


def test_a_fact_that_a_title_asks_for_in_vain(project: Project) -> None:
    files = {**HANDBOOK, "keeper.rst": HANDBOOK["keeper.rst"].replace(":track:", ":summary:")}
    built = project.write(files).build("dummy", **CONF)
    (warning,) = built.warnings
    assert "keeper.rst:16: " in warning
    assert "[roles.fact]" in warning
