"""Translated handbooks, and the interface in the reader's language."""

from __future__ import annotations

import gettext
import locale
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import sphinx_roles
from sphinx_roles.i18n import LOCALE_DIR

if TYPE_CHECKING:
    from conftest import Project

HANDBOOK = {
    "index.rst": "Handbook\n========\n\n.. toctree::\n\n   engineer\n   backend\n",
    "intro.rst": ":orphan:\n\nIntro\n=====\n\nGrow as a :this:`role`.\n",
    "engineer.rst": """\
        Engineer
        ========

        .. role::

        Responsibilities
        ----------------

        - :key:`scope` Solve small problems.
        - Write tests.
        """,
    "backend.rst": """\
        Backend Engineer
        ================

        .. role::

        .. extends:: engineer

        Responsibilities
        ----------------

        - :key:`scope` Solve large problems.

        Levels
        ------

        Junior
        ~~~~~~

        .. level:: junior
           :grade: 1

        Senior
        ~~~~~~

        .. level:: senior

        .. extends:: junior

        **Technical:**

        - Mentor.
        """,
}

GERMAN = {
    "intro": {"Grow as a :this:`role`.": "Werden Sie als :this:`role` besser."},
    "engineer": {
        "Engineer": "Ingenieur",
        "Responsibilities": "Pflichten",
        # The key is the author's; a translator need not repeat it.
        ":key:`scope` Solve small problems.": "Kleine Probleme lösen.",
        "Write tests.": "Tests schreiben.",
    },
    "backend": {
        "Backend Engineer": "Backend-Ingenieur",
        "Responsibilities": "Pflichten",
        ":key:`scope` Solve large problems.": ":key:`scope` Große Probleme lösen.",
        "**Technical:**": "**Technik:**",
        "Mentor.": "Andere anleiten.",
    },
}


def catalogue(file: Path, messages: dict[str, str]) -> None:
    """Write translations, as text and compiled."""
    entries = "".join(f'msgid "{k}"\nmsgstr "{v}"\n\n' for k, v in messages.items())
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(head + entries, encoding="utf-8")
    with file.open("rb") as po, file.with_suffix(".mo").open("wb") as mo:
        write_mo(mo, read_po(po))


@pytest.fixture
def german(project: Project) -> Project:
    """The handbook with its German catalogues."""
    project.write(HANDBOOK)
    folder = project.srcdir / "locale/de/LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, messages in GERMAN.items():
        catalogue(folder / f"{name}.po", messages)
    project.conf |= {"locale_dirs": ["locale"], "gettext_compact": False}
    return project


@pytest.mark.versions
def test_each_message_is_in_the_catalogue_of_its_page(project: Project) -> None:
    built = project.write(HANDBOOK).build("gettext", doctrees="gettext-doctrees")
    assert built.warnings == []
    found = {
        file.stem: {message.id for message in read_po(file.open("rb")) if message.id}
        for file in built.outdir.glob("*.pot")
    }
    assert found["engineer"] == {
        "Engineer",
        "Responsibilities",
        ":key:`scope` Solve small problems.",
        "Write tests.",
    }
    assert found["intro"] == {"Intro", "Grow as a :this:`role`."}
    # Neither what it inherits nor the words of the interface.
    assert found["backend"] == {
        "Backend Engineer",
        "Responsibilities",
        ":key:`scope` Solve large problems.",
        "Levels",
        "Junior",
        "Senior",
        "**Technical:**",
        "Mentor.",
    }


@pytest.mark.versions
def test_what_is_inherited_is_inherited_translated(german: Project) -> None:
    built = german.build(language="de")
    assert built.warnings == []
    text = " ".join(built.main("backend").text.split())
    assert "Werden Sie als Backend-Ingenieur besser." in text
    assert "Baut auf Ingenieur auf." in text
    assert "Außerdem erwartet: 1 von Backend-Ingenieur und 1 von Ingenieur" in text
    assert "Tests schreiben." in text
    assert "Ersetzt, was bei Ingenieur steht" in text
    assert "Kleine Probleme lösen." in text
    assert "Stufe 2 von 2 · Vorige: Junior" in text
    assert "Große Probleme lösen. von Backend-Ingenieur" in text
    assert "Solve" not in text


@pytest.mark.parametrize(
    ("page", "message", "other", "written"),
    [
        ("engineer", "Write tests.", "Tests verfassen.", {"engineer", "backend"}),
        ("intro", "Grow as a :this:`role`.", "Wachsen als :this:`role`.", {*GERMAN}),
        ("backend", "Mentor.", "Vorbild sein.", {"backend"}),
    ],
)
def test_an_edited_translation_is_shown_by_all_that_show_it(
    german: Project,
    page: str,
    message: str,
    other: str,
    written: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german.build(language="de")
    monkeypatch.setattr(gettext, "_translations", {})  # each build is a process of its own
    messages = {**GERMAN[page], message: other}
    catalogue(german.srcdir / f"locale/de/LC_MESSAGES/{page}.po", messages)
    again = german.build(language="de")
    assert again.read == [page]
    assert {*again.written} - {"index"} == written
    for name in written - {"intro"}:
        assert other.partition(":")[0].strip() in again.main(name).text


def test_names_and_addresses_are_the_same_in_every_language(german: Project) -> None:
    english = german.build(outdir="en", doctrees="en-doctrees").data
    translated = german.build(outdir="de", doctrees="de-doctrees", language="de").data
    for data in (english, translated):
        for expectation in data["expectations"].values():
            for name in ("text", "area"):
                expectation.pop(name)
        for holder in data["holders"].values():
            holder.pop("title")
            holder.pop("short")
    assert translated == english


def test_areas_are_translated(german: Project) -> None:
    expectations = german.build(language="de").data["expectations"]
    assert {e["area"] for e in expectations.values()} == {None, "Technik"}


def test_warnings_are_in_the_language_of_the_console(
    german: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Sphinx's own, whatever the language of the handbook."""
    monkeypatch.setattr(locale, "getlocale", lambda *_: ("de_DE", "UTF-8"))
    german.write({"lone.rst": ":orphan:\n\nLone\n====\n\n.. role::\n\n.. extends:: enginer\n"})
    (warning,) = german.build().warnings
    assert "lone erweitert 'enginer'" in warning
    assert "; meinten Sie 'engineer'?" in warning


SOURCES = Path(sphinx_roles.__file__).parent
EXTRACTED = {
    message
    for _, _, message, _, _ in extract_from_dir(
        SOURCES, keywords={"_": None, "__": None, "N_": None}
    )
}


def test_the_template_is_up_to_date() -> None:
    with (LOCALE_DIR / "sphinx_roles.pot").open("rb") as file:
        assert {message.id for message in read_po(file) if message.id} == EXTRACTED


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_catalogues_are_complete(language: str) -> None:
    folder = LOCALE_DIR / language / "LC_MESSAGES"
    with (folder / "sphinx_roles.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    translated = {m.id: m.string for m in catalogue if m.id and m.string and not m.fuzzy}
    assert set(translated) == EXTRACTED
    for message in catalogue:
        if message.id:
            assert list(message.check()) == [], message.id  # the same places for words
    with (folder / "sphinx_roles.mo").open("rb") as file:
        assert {m.id: m.string for m in read_mo(file) if m.id} == translated


def test_words_are_those_of_people_who_manage_people() -> None:
    """What the code calls its things is said nowhere: on no page, in no message."""
    with (LOCALE_DIR / "sphinx_roles.pot").open("rb") as file:
        said = [message.id for message in read_po(file) if message.id]
    plain = (re.sub(r"\{\w+\}|%\(\w+\)[rs]", "", str(text)) for text in said)
    assert [text for text in plain if re.search(r"(?i)\b(holders?|mro|c3)\b", text)] == []
