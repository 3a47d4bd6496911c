"""`roles:map`: who extends whom."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_roles.show.views.picture import layout as map_layout
from sphinx_roles.show.views.picture import picture as map_picture

if TYPE_CHECKING:
    from random import Random

    from bs4 import Tag

    from conftest import Built, Project

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
    links = [a.get_text() for a in html.select("details a")]
    names = [line.strip("* ").partition(" (")[0] for line in shown.splitlines()]
    above = [line.partition("below ")[2].strip(")") for line in shown.splitlines()]
    assert links == [n for pair in zip(names, above, strict=True) for n in pair if n]
    assert len(html.select("svg a")) == len({*links})


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
    assert sorted({a.get_text() for a in view(built).select("details a")}) == names


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
            [a.get_text() for a in shown.select("details a")]
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
        (
            "bobb",
            "",
            "'map' finds no role page or level named 'bobb'; did you mean 'bob'? [roles.view]",
            0,
        ),
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
    assert len({a.get_text() for a in shown.select("details a")}) == count
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

TITLES = "text:not(.roles-track)"


def addresses(shown: Tag, folder: str) -> set[str]:
    return {urljoin(folder, a["href"]) for a in shown.select("svg a")}  # type: ignore[arg-type]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_picture_whose_links_work(handbook: Project, builder: str) -> None:
    handbook.write({"index.rst": f"{INDEX}   */*/*\n"})
    add_map(handbook, "one/two/map", argument="ada")
    built = handbook.build(builder)
    assert built.warnings == []
    file = {"html": "one/two/map", "dirhtml": "one/two/map/index", "singlehtml": "index"}[builder]
    shown = built.main(file).select_one("div.roles-map")
    assert shown is not None
    drawing = shown.select_one("svg")
    assert drawing is not None
    assert {t.get_text() for t in drawing.select(TITLES)} == {"Ada", "Base", "Cid", "Dan"}
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


def test_a_picture_keeps_every_title(handbook: Project) -> None:
    titles = ['A "quoted" \\N title', "R&D &amp; <b>", "Größe: 职责", "Lead of all the long titles"]
    source = {f"t{n}.rst": role(t.replace("\\", "\\\\")) for n, t in enumerate(titles)}
    handbook.write({name: text.replace("- Do", "- Go") for name, text in source.items()})
    add_map(handbook)
    shown = view(handbook.build())
    drawn = {" ".join(t.get_text() for t in a.select(TITLES)) for a in shown.select("svg a")}
    assert drawn == {a.get_text() for a in shown.select("details a")}
    assert set(titles) <= drawn


def test_elsewhere_there_is_no_picture(handbook: Project) -> None:
    add_map(handbook)
    for builder, file in (("epub", "map.xhtml"), ("text", "map.txt"), ("latex", "handbook.tex")):
        built = handbook.build(builder)
        text = built.file(file)
        assert "Dan" in text
        assert not any(sign in text for sign in ("<svg", "includegraphics", "<details"))


def test_a_legend_says_what_is_drawn(handbook: Project) -> None:
    handbook.edit("base.rst", ".. role::\n", ".. role::\n   :abstract:\n")
    handbook.write({"ops.rst": role("Ops", "one", track="Ops").replace("- Do", "- Go")})
    add_map(handbook, "map", ":depth: 2")
    shown = view(handbook.build())
    legend = shown.select_one("p.roles-legend")
    assert legend is not None
    assert legend.get_text().split(". ") == [
        "An arrow points to what a role page or a level builds on",
        "Round boxes are levels",
        "Dashed boxes are foundations, not jobs.",
    ]
    boxes = {a.text_of_title: a for a in map(Box, shown.select("svg a"))}
    assert boxes["Base"].is_dashed
    assert not boxes["Ada"].is_dashed
    assert boxes["Ops one"].corner > boxes["Ops"].corner == boxes["Ada"].corner
    assert (boxes["Ops"].track, boxes["Ada"].track) == ("Ops", "Eng")
    assert boxes["Ops"].colour != boxes["Ada"].colour
    handbook.write({"solo.rst": role("Solo", track="Solo").replace("- Do", "- Try")})
    add_map(handbook, "map", ":track: Solo")
    shown = view(handbook.build())
    assert shown.select(".roles-legend, .roles-track, [class*=roles-colour]") == []


def test_too_large_a_picture_is_a_list(handbook: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    add_map(handbook)
    for name, least in ((map_picture, "MOST_SPOTS"), (map_layout, "MOST_KNOTS")):
        with monkeypatch.context() as patch:
            patch.setattr(name, least, 3)
            shown = view(handbook.build(fresh=True))
        assert shown.select("svg, details") == []
        assert "Dan" in shown.get_text()


class Box:
    """What is seen of a box."""

    def __init__(self, tag: Tag) -> None:
        classes = [*tag["class"]]
        self.is_dashed = "roles-foundation" in classes
        self.colour = [name for name in classes if "colour" in name]
        self.text_of_title = " ".join(t.get_text() for t in tag.select(TITLES))
        track = tag.select_one("text.roles-track")
        self.track = track.get_text() if track else None
        rect = tag.select_one("rect")
        assert rect is not None
        self.corner = int(str(rect["rx"]))


@st.composite
def graphs(draw: st.DrawFn) -> list[list[int]]:
    """For each box the boxes before it that it extends, and then all in some other order."""
    count = draw(st.integers(1, 12))
    bases = [
        draw(st.lists(st.integers(0, n - 1), unique=True, max_size=3)) if n else []
        for n in range(count)
    ]
    order = draw(st.permutations(range(count)))
    mixed: list[list[int]] = [[] for _ in bases]
    for number, of_it in enumerate(bases):
        mixed[order[number]] = [order[base] for base in of_it]
    return mixed


@given(graphs(), st.randoms(use_true_random=False))
def test_boxes_and_lines_do_not_cover_each_other(bases: list[list[int]], random: Random) -> None:
    heights = [random.choice([20.0, 34.0, 50.0]) for _ in bases]
    layout = map_layout.lay_out(bases, heights, 10)
    assert layout is not None
    taken: dict[int, list[tuple[float, float]]] = {}
    for number, (layer, middle) in enumerate(zip(layout.layers, layout.middles, strict=True)):
        taken.setdefault(layer, []).append((middle - heights[number] / 2, heights[number]))
    assert {(heir, base) for heir, base, _ in layout.lines} == {
        (heir, base) for heir, of_it in enumerate(bases) for base in of_it
    }
    for heir, base, bends in layout.lines:
        between = range(layout.layers[base] + 1, layout.layers[heir])
        assert layout.layers[base] < layout.layers[heir]  # bases stand on the left
        assert len(bends) == len(between)
        for layer, bend in zip(between, bends, strict=True):
            taken[layer].append((bend, 0))
    for column in taken.values():
        column.sort()
        for (top, height), (below, _) in pairwise(column):
            assert below - (top + height) >= 10 - 1e-6
    assert min(top for column in taken.values() for top, _ in column) >= -1e-6
    assert max(t + h for column in taken.values() for t, h in column) <= layout.height + 1e-6


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
