"""Builds after an edit: the pages that change are written again, and no others."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx import version_info

from conftest import Stopped
from fuzzing import UNLIKE, Handbook, fuzz, normal, write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

PAGES = ("intro", "other", "review", "base", "middle", "leaf", "alone", "mentions")
INDEX = "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n"


def role_page(title: str, *, extends: str = "", items: str, levels: str = "") -> str:
    extends = f".. extends:: {extends}\n" if extends else ""
    heading = f"{title}\n{'=' * 40}\n\n.. role::\n\n{extends}\n"
    return f"{heading}Responsibilities\n{'-' * 40}\n\n{items}\n\n{levels}"


@pytest.fixture
def handbook(project: Project) -> Project:
    """A chain of three role pages, one that stands alone, an intro and a craft page."""
    return project.write(
        {
            "index.rst": INDEX,
            "intro.rst": "Intro\n=====\n\nGrow as a :this:`role`.\n",
            "other.rst": "Other\n=====\n\nNo markup.\n",
            "craft/review.rst": ":orphan:\n\nReview\n======\n\nText.\n",
            "base.rst": role_page("Base", items="- :key:`a` Do a.\n- Do b as :craft:`review`."),
            "middle.rst": role_page("Middle", extends="base", items="- :key:`a` Do more a."),
            "leaf.rst": role_page("Leaf", extends="middle", items="- Do c."),
            "alone.rst": role_page("Alone", items="- Do d."),
            "mentions.rst": "Mentions\n========\n\nSee :role:`base` and :craft:`review`.\n",
        }
    )


@pytest.mark.versions
@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "text", "xml", "json"])
def test_nothing_changed(handbook: Project, builder: str) -> None:
    """Nothing is read, no page is written, and no file of ours or with the doctrees changes."""
    handbook.build(builder)
    files = [file for file in handbook.root.rglob("*") if file.is_file()]
    before = {file: file.stat().st_mtime_ns for file in files}
    again = handbook.build(builder)
    assert again.read == []
    # A book is packed anew, and its table of contents is made of the start page: from 8.2 on.
    is_packed = builder == "epub" and version_info >= (8, 2)
    assert set(again.written) == ({"index"} if is_packed else set())
    changed = {f for f in before if f.stat().st_mtime_ns != before[f]}
    # Sphinx itself writes its index, search and static files every time.
    assert not [f for f in changed if f.stem in {*PAGES, "roles"} or f.parent.name in PAGES]
    kept = [f for f in changed if f.is_relative_to(handbook.root / "doctrees")]
    assert bool(kept) == is_packed


def test_a_handbook_without_role_pages(project: Project) -> None:
    """It is as without the extension, to the last file and byte."""
    project.write({"index.rst": INDEX, "other.rst": "Other\n=====\n\nNo markup.\n"})
    with_ours, plain = project.build(), project.build(outdir="plain", doctrees="d", extensions=[])

    def files(folder: Path) -> dict[str, object]:
        return {
            file.relative_to(folder).as_posix(): normal(file)
            for file in folder.rglob("*")
            if file.is_file() and file.name not in UNLIKE
        }

    assert files(with_ours.outdir) == files(plain.outdir)


def test_a_footnote_is_a_part_of_what_refers_to_it(handbook: Project) -> None:
    footnotes = ".. [#one] See :doc:`craft/review` [#two]_.\n.. [#two] A second note."
    items = f"- Do e [#one]_.\n\n{footnotes}"
    handbook.write({"middle.rst": role_page("Middle", extends="base", items=items)}).build()
    handbook.edit("middle.rst", "A second note", "Another note")
    again = handbook.build()
    assert sorted(again.written) == ["index", "leaf", "middle"]
    assert "Another note" in again.main("leaf").get_text()
    handbook.edit("craft/review.rst", "Review\n======", "Reviews\n=======")
    again = handbook.build()
    assert {"leaf", "middle"} < set(again.written)
    assert "See Reviews" in again.main("leaf").get_text()


EDITS = [
    ("leaf.rst", "Do c", "Do cc", ["leaf"]),
    ("alone.rst", "Do d", "Do dd", ["alone"]),
    ("base.rst", "Do b", "Do bb", ["base", "leaf", "middle"]),
    # Prose of a base is on its own page only.
    ("base.rst", "Responsibilities\n", "Prose.\n\nResponsibilities\n", ["base"]),
    # The leaf inherits the middle's `a`, which raises the base's.
    ("base.rst", "Do a", "Do aa", ["base", "middle"]),
    # The title is in sentences, groups, links; Sphinx rewrites the toctree's page.
    ("base.rst", "Base\n", "Base Two\n", ["base", "index", "leaf", "mentions", "middle"]),
    ("intro.rst", "Grow", "Thrive", ["alone", "base", "intro", "leaf", "middle"]),
    (
        "craft/review.rst",
        "Review\n",
        "Reviews\n",
        ["base", "craft/review", "leaf", "mentions", "middle"],
    ),
]


@pytest.mark.versions
def test_what_shows_an_edit_is_written(handbook: Project) -> None:
    """One edit after the other, each a build."""
    handbook.build()
    for name, old, new, written in EDITS:
        handbook.edit(name, old, new)
        again = handbook.build()
        assert again.read == [name.removesuffix(".rst")]
        # Sphinx itself writes a page again when the page of its toctree entry was read.
        assert {*again.written} - {"index"} == {*written} - {"index"}, (name, old, new)


def test_builders_that_share_doctrees(handbook: Project) -> None:
    """As `make html text html`: what one builder has written says nothing of the other."""
    for builder in ("html", "text"):
        handbook.build(builder)
    handbook.edit("base.rst", "Do b", "Do bb")
    assert "Do bb" in handbook.build("text").file("leaf.txt")
    assert "Do bb" in handbook.build("html").main("leaf").text


def test_what_a_build_for_another_output_read(handbook: Project) -> None:
    """As `make html text html`, and a file that a page includes is edited before the text."""
    handbook.write({"shared.txt": "Once."})
    handbook.edit("base.rst", "Responsibilities\n", ".. include:: shared.txt\n\nRequirements\n")
    handbook.build()
    handbook.write({"shared.txt": "Later."})
    assert handbook.build("text").read == ["base"]
    again = handbook.build()
    assert again.read == []
    assert set(again.written) - {"index"} == {"base"}  # Sphinx: a page goes with its toctree
    assert "Later." in again.main("base").text


def test_problems_come_on_every_build(handbook: Project) -> None:
    handbook.edit("leaf.rst", "extends:: middle", "extends:: midle")
    first = handbook.build()
    again = handbook.build()
    assert len(first.warnings) == 1
    assert "[roles.unknown]" in first.warnings[0]
    assert again.warnings == first.warnings
    assert again.written == []


@pytest.mark.versions
def test_one_application_builds_many_times(handbook: Project) -> None:
    """As editors' previews do: each build shows what the files say then."""
    with handbook.application() as build:
        build()
        handbook.edit("base.rst", "Do b", "Do bb")
        assert "Do bb" in build().main("leaf").text
        # A page that was not read is loaded, then read again, and then loaded again.
        handbook.edit("intro.rst", "Grow", "Thrive")
        assert "Thrive as a Leaf" in build().main("leaf").text
        handbook.edit("base.rst", "- Do bb", "- :key:`new` Do n.\n- Do bb")
        again = build()
        assert "Do n." in again.main("leaf").text
        assert "leaf.new" in again.file("leaf.html")
        assert "base#new" in again.data["expectations"]
        handbook.edit("base.rst", "Do n.", "Do m.")
        handbook.edit("leaf.rst", "Do c", "Do cc")
        assert "Do m." in build().main("leaf").text


NUMBERED = """
- See :numref:`plan`, :numref:`part` and :eq:`sum`.
"""
FIGURES = """
Figures
=======

.. figure:: p.svg
   :name: %s

   A plan.

.. _part:

Part
----

.. math:: 1
   :label: %s
"""


def test_pages_as_data_list_all_files_that_they_may_need(handbook: Project) -> None:
    """An application that builds again has the same list as one that begins anew."""
    handbook.write({"talk.rst": "Talk\n====\n\n.. roles:checklist:: leaf\n"})
    with handbook.application("json") as build:
        build()
        handbook.write({"talk.rst": "Talk\n====\n\nNo view.\n"})
        again = build()
    clean = handbook.build("json", outdir="clean", doctrees="clean.d")
    listed = [json.loads(b.file("globalcontext.json"))["script_files"] for b in (again, clean)]
    assert listed[0] == listed[1]


def test_numbers_that_change(handbook: Project) -> None:
    """What an heir shows of numbers is written again when others are numbered before them."""
    handbook.write(
        {
            "z/p.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "index.rst": f"{INDEX}\n.. toctree::\n   :numbered:\n\n   z/second\n",
            "z/first.rst": ":orphan:\n\nFirst\n=====\n",
            "z/second.rst": FIGURES % ("plan", "sum"),
            "base.rst": role_page("Base", items=NUMBERED),
        }
    )
    conf = {"numfig": True, "math_numfig": True}
    handbook.build(**conf)
    handbook.edit("index.rst", "   z/second", "   z/first\n   z/second")
    again = handbook.build(**conf)
    clean = handbook.build(outdir="clean", doctrees="clean.d", **conf)
    assert {"base", "middle", "leaf"} <= set(again.written)
    assert "alone" not in again.written
    assert again.main("leaf").text == clean.main("leaf").text
    assert "Fig. 2.1, Section 2.1 and (2.1)" in clean.main("leaf").text


def test_a_changed_value_in_a_builder_that_asks_for_none(handbook: Project) -> None:
    handbook.build("json")
    again = handbook.build("json", roles_inherited="link")
    assert again.read == []
    assert "<details" not in again.file("leaf.fjson")


@pytest.mark.parametrize("builder", ["text", "xml"])
def test_an_older_output_beside_newer_doctrees(handbook: Project, builder: str) -> None:
    """As in continuous integration that keeps the output alone."""
    older = handbook.build(builder).outdir
    shutil.copytree(older, handbook.root / "kept", copy_function=shutil.copy2)
    handbook.edit("base.rst", "Do b", "Do bb")
    handbook.build(builder)
    shutil.rmtree(older)
    (handbook.root / "kept").rename(older)
    handbook.edit("other.rst", "No", "No more")
    suffix = {"text": "txt"}.get(builder, builder)
    assert "Do bb" in handbook.build(builder).file(f"leaf.{suffix}")


CUT = """
def cut(app, docname, *_):
    if docname == "middle":  # the leaf is written by then
        raise KeyboardInterrupt

def setup(app):
    app.connect("html-page-context", cut)
"""


def test_a_build_that_was_cut_off(handbook: Project) -> None:
    """Undone after the cut, a base looks as before; a page written in between does not."""
    handbook.build()
    handbook.edit("base.rst", "Do b", "Do bb")
    handbook.write({"conf.py": CUT})
    with pytest.raises(KeyboardInterrupt):
        handbook.build()
    handbook.write({"conf.py": ""})
    handbook.edit("base.rst", "Do bb", "Do b")
    assert "Do bb" not in handbook.build().main("leaf").text


def test_a_build_of_one_file_after_one_that_was_cut_off(handbook: Project) -> None:
    """Pages without markup of ours lack what Sphinx writes at the end, such as the search index."""
    handbook.edit("index.rst", "========\n", "========\n\nWelcome.\n")
    handbook.write({"conf.py": CUT, "aa.rst": ":orphan:\n\nPlain\n=====\n\nZebra.\n"})
    with pytest.raises(KeyboardInterrupt):
        handbook.build()
    assert (handbook.root / "html" / "aa.html").is_file()
    handbook.write({"conf.py": ""})
    handbook.build("html", "base.rst")
    assert "aa" in handbook.build().written
    assert '"zebra"' in (handbook.root / "html" / "searchindex.js").read_text(encoding="utf-8")
    assert handbook.build().written == []


@pytest.mark.parametrize(("builder", "suffix"), [("html", "html"), ("text", "txt")])
def test_other_tags_in_a_build_that_was_stopped(
    handbook: Project, builder: str, suffix: str
) -> None:
    """Sphinx notes the tags of a build for HTML before it writes the first page."""
    handbook.edit("base.rst", "- Do b", "- Do e\n\n  .. only:: secret\n\n     Whisper.\n\n- Do b")
    handbook.build(builder)
    with pytest.raises(Stopped):
        handbook.build(builder, tags=("secret",), stop=("env-get-updated", 0))
    again = handbook.build(builder, tags=("secret",))
    clean = handbook.build(
        builder, tags=("secret",), outdir="clean", doctrees="clean.d", roles_inherited="open"
    )
    for name in ("base", "middle", "leaf"):
        assert "Whisper." in clean.file(f"{name}.{suffix}")
        assert "Whisper." in again.file(f"{name}.{suffix}")
    # without the tag, all is as before
    assert "Whisper." not in handbook.build(builder).file(f"leaf.{suffix}")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"base": 1}', "\x00\xff"])
def test_damaged_digests(handbook: Project, damage: str) -> None:
    """A record of digests that cannot be read costs time, and nothing else."""
    handbook.build()
    (file,) = (handbook.root / "doctrees").glob("sphinx-roles-*.json")
    file.write_text(damage, encoding="utf-8")
    handbook.edit("base.rst", "Do b", "Do bb")
    again = handbook.build()
    assert "Do bb" in again.main("leaf").text
    assert again.warnings == []


@pytest.mark.parametrize(
    "damage", [None, "{", '{"expectations": []}', '{"expectations": {"base#a": 1}}']
)
def test_damaged_data(handbook: Project, damage: str | None) -> None:
    """`roles.json` is written anew from what is there, rendered or not."""
    first = handbook.build()
    file = first.outdir / "roles.json"
    whole = file.read_text(encoding="utf-8")
    if damage is None:
        file.unlink()
    else:
        file.write_text(damage, encoding="utf-8")
    handbook.edit("alone.rst", "=\n\n.. role", "=\n\n\n.. role")  # another line number, no more
    handbook.build()
    assert file.read_text(encoding="utf-8") == handbook.build(outdir="clean", fresh=True).file(
        "roles.json"
    )
    assert '"text": "Do a."' in whole


@pytest.mark.versions
@pytest.mark.parametrize(
    ("builder", "parallel"),
    [
        ("html", 4),
        ("json", 2),
        pytest.param("epub", 2, marks=pytest.mark.slow),
        pytest.param("text", 8, marks=pytest.mark.slow),
    ],
)
def test_parallel_is_serial(project: Project, builder: str, parallel: int) -> None:
    """The same bytes and warnings, with more pages than Sphinx needs to split the work."""
    handbook = Handbook(seed=3)
    handbook.pages = [handbook.page(f"role{n}") for n in range(12)]
    write(project, handbook.files())
    conf = {"templates_path": ["_templates"], "exclude_patterns": ["_templates"]}
    serial = project.build(builder, **conf)
    split = project.build(
        builder, outdir="parallel", doctrees="parallel-doctrees", parallel=parallel, **conf
    )
    assert sorted(split.warnings) == sorted(serial.warnings)
    assert any("[roles." in warning for warning in serial.warnings)
    for file in serial.outdir.rglob("*"):
        if file.is_file() and file.name not in UNLIKE and file.suffix != ".epub":
            other = split.outdir / file.relative_to(serial.outdir)
            assert normal(other) == normal(file), file


@pytest.mark.versions
def test_random_edits(tmp_path: Path) -> None:
    """Incremental equals clean. `tox -e fuzz` runs the same for longer."""
    assert fuzz(tmp_path, seed=0, edits=4) == 4
