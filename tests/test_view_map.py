"""`roles:map`: who extends whom."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from sphinx_roles.show import picture

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built, Project

needs_dot = pytest.mark.skipif(
    shutil.which("dot") is None and "CI" not in os.environ, reason="needs Graphviz"
)
needs_mermaid = pytest.mark.skipif(
    find_spec("sphinxcontrib.mermaid") is None, reason="needs sphinxcontrib-mermaid"
)

ROLE = """\
{title}
{line}

.. role::
   :track: {track}
{extends}
Responsibilities
----------------

- Do what {title} does.

"""
LEVEL = """\
{title} {name}
--------------------

.. level:: {name}
{extends}
- Do what {title} {name} does.

"""
INDEX = "Index\n=====\n\n.. toctree::\n   :glob:\n   :hidden:\n\n   *\n   */*\n"


def role(title: str, *levels: str, extends: str = "", track: str = "Eng") -> str:
    """A role page; a level is `name` or `name < base`."""
    line = f"\n.. extends:: {extends}\n" if extends else ""
    text = ROLE.format(title=title, line="=" * len(title), extends=line, track=track)
    for level in levels:
        name, _, base = level.partition(" < ")
        line = f"\n.. extends:: {base}\n" if base else ""
        text += LEVEL.format(title=title, name=name, extends=line)
    return text


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf |= {"roles_intro": None, "smartquotes": False}
    return project.write(
        {
            "index.rst": INDEX,
            "base.rst": role("Base", track="All"),
            "far/ada.rst": role("Ada", "one", "two < one", extends="base"),
            "bob.rst": role('Bob "B" & co', extends="base"),
            # A diamond, with somebody below it
            "cid.rst": role("Cid", extends="ada/two, bob"),
            "dan.rst": role("Dan", extends="cid", track="Ops"),
            "eve.rst": role("Eve", track="Ops"),
        }
    )


def add_map(project: Project, docname: str = "map", *lines: str, argument: str = "") -> Project:
    options = "".join(f"\n   {line}" for line in lines)
    text = f"Map\n===\n\n.. roles:map:: {argument}".rstrip() + f"{options}\n"
    return project.write({f"{docname}.rst": text})


def built_list(built: Built) -> str:
    return "\n".join(line for line in built.file("map.txt").splitlines()[3:] if line)


def view(built: Built, docname: str = "map") -> Tag:
    found = built.main(docname).select_one("div.roles-map")
    assert found is not None
    return found


ROLES = """\
* Base
  * Ada
    * Cid
      * Dan
  * Bob "B" & co
    * Cid (more below Ada)
* Eve"""
LEVELS = """\
* Base
  * Ada
    * Ada one
      * Ada two
        * Cid
          * Dan
  * Bob "B" & co
    * Cid (more below Ada two)
* Eve"""


@pytest.mark.parametrize(("option", "shown"), [("", ROLES), (":depth: 2", LEVELS)])
def test_the_list(handbook: Project, option: str, shown: str) -> None:
    add_map(handbook, "map", *filter(None, [option]))
    text = handbook.build("text")
    assert text.warnings == []
    cut = shown.replace(
        "        * Cid\n          * Dan\n  * Bob", "  * Bob"
    )  # deeper than LaTeX can, it has a list of its own
    if cut != shown:
        cut = cut.replace("* Ada two", "* Ada two (continued below)") + (
            "\n* Ada two\n  * Cid\n    * Dan"
        )
    assert built_list(text) == cut
    html = view(handbook.build())
    links = [a.get_text() for a in html.select("a")]
    names = [line.strip("* ").partition(" (")[0] for line in shown.splitlines()]
    above = [line.partition("below ")[2].strip(")") for line in shown.splitlines()]
    assert links == [n for pair in zip(names, above, strict=True) for n in pair if n]
    assert html.select("svg, details") == []


@pytest.mark.parametrize(
    ("argument", "option", "names"),
    [
        ("bob", "", ["Base", 'Bob "B" & co', "Cid", "Dan"]),
        ("dan", "", ["Ada", "Base", 'Bob "B" & co', "Cid", "Dan"]),
        ("ada/one", "", ["Ada", "Ada one", "Ada two", "Base", "Cid", "Dan"]),
        ("", ":track: ops", ["Ada", "Base", 'Bob "B" & co', "Cid", "Dan", "Eve"]),
        ("", ":track: All", ["Base"]),
        ("bob", ":track: Ops", ["Base", 'Bob "B" & co', "Cid", "Dan"]),
        ("eve", "", ["Eve"]),
    ],
)
def test_its_limits(handbook: Project, argument: str, option: str, names: list[str]) -> None:
    add_map(handbook, "map", *filter(None, [option]), argument=argument)
    built = handbook.build()
    assert built.warnings == []
    assert sorted({a.get_text() for a in view(built).select("a")}) == names


def test_a_role_page_and_the_intro_show_their_own(project: Project) -> None:
    project.write(
        {
            "index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   [!i]*\n",
            "intro.rst": "Intro\n=====\n\n.. roles:map::\n",
            "base.rst": role("Base"),
            "ada.rst": role("Ada", "one", extends="base") + ".. roles:map::\n   :depth: 2\n",
            "bob.rst": role("Bob", extends="base"),
        }
    )
    built = project.build()
    assert built.warnings == []
    names = {
        page: [
            [a.get_text() for a in shown.select("a")]
            for shown in built.main(page).select("div.roles-map")
        ]
        for page in ("intro", "base", "ada", "bob")
    }
    assert names == {
        "intro": [["Base", "Ada", "Bob"]],
        "base": [["Base", "Ada", "Bob"]],
        "ada": [["Base", "Ada"], ["Base", "Ada", "Ada one"]],
        "bob": [["Base", "Bob"]],
    }


@pytest.mark.parametrize(
    ("argument", "option", "message", "count"),
    [
        ("bobb", "", "'map' shows no holder named 'bobb'; did you mean 'bob'? [roles.view]", 0),
        (
            "",
            ":track: Opps",
            (
                "'map' has no 'Opps' for ':track:'; choose from All, Eng, Ops; did you mean "
                "'Ops'? [roles.view]"
            ),
            6,
        ),
        ("", ":depth: 3", "'map' has no '3' for ':depth:'; choose from 1, 2 [roles.view]", 6),
        (
            "eve",
            ":track: All",
            "'map' has nothing to show: no role page fits its options [roles.nothing]",
            0,
        ),
    ],
)
def test_bad_input(handbook: Project, argument: str, option: str, message: str, count: int) -> None:
    add_map(handbook, "map", *filter(None, [option]), argument=argument)
    built = handbook.build()
    assert built.warnings == [f"map.rst:4: WARNING: {message}"]
    shown = view(built)
    assert len({a.get_text() for a in shown.select("a")}) == count
    if not count:
        assert shown.get_text(strip=True).startswith(("There is no such", "There are no"))


def test_many_diamonds_and_a_long_chain_stay_short(project: Project) -> None:
    project.conf["roles_intro"] = None
    pages, above = {}, ["top"]
    for rank in range(16):
        for side in "ab":
            pages[f"{side}{rank}.rst"] = role(f"{side}{rank}", extends=", ".join(above))
        above = [f"a{rank}", f"b{rank}"]
    chain = {f"c{n}.rst": role(f"c{n}", extends=f"c{n - 1}" if n else "") for n in range(45)}
    project.write({**pages, **chain, "top.rst": role("top"), "index.rst": "Index\n=====\n"})
    add_map(project)
    found = view(project.build(suppress_warnings=["toc"]))
    names = [li.p.a.get_text() for li in found.select("li")]  # type: ignore[union-attr]
    assert {"top", "a15", "b15", "c0", "c44"} <= set(names)
    assert len(names) < 2 * 78 + 10
    assert max(len(li.find_parents("li")) for li in found.select("li")) == 9


# -- pictures


def addresses(shown: Tag, folder: str) -> set[str]:
    return {urljoin(folder, a["href"]) for a in shown.select("svg a")}  # type: ignore[arg-type]


@needs_dot
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_graphviz_draws_a_picture_whose_links_work(handbook: Project, builder: str) -> None:
    handbook.conf["extensions"] = [*handbook.conf["extensions"], "sphinx.ext.graphviz"]
    handbook.write({"index.rst": f"{INDEX}   */*/*\n"})
    add_map(handbook, "one/two/map", argument="ada")
    built = handbook.build(builder)
    assert built.warnings == []
    file = {"html": "one/two/map", "dirhtml": "one/two/map/index", "singlehtml": "index"}[builder]
    shown = built.main(file).select_one("div.roles-map")
    assert shown is not None
    drawing = shown.select_one("svg")
    assert drawing is not None
    assert {t.get_text() for t in drawing.select("text")} == {"Ada", "Base", "Cid", "Dan"}
    assert not drawing.select("[id], title")
    assert (
        addresses(shown, f"/{file}.html")
        == {
            "html": {"/far/ada.html#role.ada", "/base.html#role.base"}
            | {"/cid.html#role.cid", "/dan.html#role.dan"},
            "dirhtml": {
                "/far/ada/#role.ada",
                "/base/#role.base",
                "/cid/#role.cid",
                "/dan/#role.dan",
            },
            "singlehtml": {f"/index.html#role.{n}" for n in ("ada", "base", "cid", "dan")},
        }[builder]
    )
    fold = shown.select_one("details")
    assert fold is not None
    assert "open" not in fold.attrs
    assert {a["href"] for a in fold.select("a")} == {a["href"] for a in drawing.select("a")}


@needs_dot
def test_a_picture_keeps_every_title(handbook: Project) -> None:
    handbook.conf["extensions"] = [*handbook.conf["extensions"], "sphinx.ext.graphviz"]
    titles = ['A "quoted" \\N title', "R&D &amp; <b>", "Größe: 职责"]
    source = {f"t{n}.rst": role(t.replace("\\", "\\\\")) for n, t in enumerate(titles)}
    handbook.write({name: text.replace("- Do", "- Go") for name, text in source.items()})
    add_map(handbook)
    shown = view(handbook.build())
    drawn = {text.get_text() for text in shown.select("svg text")}
    assert drawn == {a.get_text() for a in shown.select("details a")}
    assert set(titles) <= drawn


@needs_dot
def test_elsewhere_there_is_no_picture(handbook: Project) -> None:
    handbook.conf["extensions"] = [*handbook.conf["extensions"], "sphinx.ext.graphviz"]
    add_map(handbook)
    for builder, file in (("epub", "map.xhtml"), ("text", "map.txt"), ("latex", "handbook.tex")):
        built = handbook.build(builder)
        text = built.file(file)
        assert "Dan" in text
        assert not any(sign in text for sign in ("<svg", "[graph", "includegraphics", "<details"))


@pytest.mark.parametrize("command", ["no-such-dot", "false"])
def test_without_a_working_graphviz_there_is_the_list(handbook: Project, command: str) -> None:
    if shutil.which("false") is None:
        pytest.skip("needs a command that fails")
    handbook.conf["extensions"] = [*handbook.conf["extensions"], "sphinx.ext.graphviz"]
    add_map(handbook)
    built = handbook.build(graphviz_dot=command)
    failed = [w for w in built.warnings if "Graphviz cannot draw the map" in w]
    assert built.warnings == failed
    assert len(failed) == (command == "false")
    shown = view(built)
    assert shown.select("svg, details") == []
    assert "Dan" in shown.get_text()


@needs_mermaid
def test_mermaid_draws_where_graphviz_does_not(handbook: Project) -> None:
    extensions = [*handbook.conf["extensions"], "sphinxcontrib.mermaid"]
    handbook.conf["extensions"] = extensions
    add_map(handbook, "one/map", argument="bob")
    built = handbook.build()
    assert built.warnings == []
    shown = view(built, "one/map")
    code = shown.select_one("div.roles-picture pre.mermaid")
    assert code is not None
    assert [line.strip() for line in code.get_text().strip().splitlines()] == [
        "flowchart RL",
        'n0["Base"]',
        'click n0 href "../base.html#role.base"',
        'n1["Bob #34;B#34; #38; co"]',
        'click n1 href "../bob.html#role.bob"',
        'n2["Cid"]',
        'click n2 href "../cid.html#role.cid"',
        'n3["Dan"]',
        'click n3 href "../dan.html#role.dan"',
        "n1 --> n0",
        "n2 --> n1",
        "n3 --> n2",
    ]
    assert "mermaid" in str(built.html("one/map").select("script"))
    assert [a.get_text() for a in shown.select("details a")][:2] == ["Base", 'Bob "B" & co']
    # What Mermaid would draw at build time has no links.
    image = handbook.build(mermaid_output_format="svg", fresh=True)
    assert view(image, "one/map").select("pre, details") == []


def test_levels_are_told_apart_in_both_languages() -> None:
    link = SimpleNamespace(title="Ada", docname="ada", anchor="")
    spots = [SimpleNamespace(link=link, is_level=level, bases=()) for level in (False, True)]
    shown = SimpleNamespace(spots=spots)
    dot = picture.dot(shown, ["a", "b"]).splitlines()  # type: ignore[arg-type]
    assert [("rounded" in line) for line in dot if line.startswith("n")][-2:] == [False, True]
    drawn = picture.mermaid(shown, ["a", "b"])  # type: ignore[arg-type]
    assert 'n0["Ada"]' in drawn
    assert 'n1("Ada")' in drawn


def test_it_is_written_again_when_what_it_shows_changes(handbook: Project) -> None:
    add_map(handbook)
    add_map(handbook, "ops", argument="eve")
    handbook.write({"index.rst": "Index\n=====\n\n.. toctree::\n   :hidden:\n\n   map\n"})
    handbook.build()

    def edit(page: str, old: str, new: str) -> set[str]:
        handbook.edit(page, old, new)
        return set(handbook.build().written) & {"map", "ops"}

    assert edit("base.rst", "- Do what", "- Say what") == set()
    assert edit("dan.rst", "extends:: cid", "extends:: bob") == {"map"}
    assert edit("base.rst", "Base\n====", "Root\n====") == {"map"}
    assert edit("eve.rst", "Eve\n===", "Eva\n===") == {"map", "ops"}
