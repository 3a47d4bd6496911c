"""Levels in tables: columns are levels, cells are expectations."""

from __future__ import annotations

import csv
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from textwrap import dedent
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from conftest import HAS_MYST

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

INDEX = "Workshop\n========\n\n.. toctree::\n   :glob:\n\n   *\n"
ROLE = "Potter\n======\n\n.. role::\n\nResponsibilities\n----------------\n\n- Open the kiln.\n\n"
HEAD = f"{ROLE}Levels\n------\n\n"

LIST = """\
.. list-table::
   :header-rows: 1

   * - Area
     - Apprentice
     - Master
   * - Clay
     - Centres the clay.
     - Teaches centring.
   * - Floor
     - Sweeps the floor.
     -
"""
CSV = """\
.. csv-table::
   :header: Area, Apprentice, Master

   Clay, Centres the clay., Teaches centring.
   Floor, Sweeps the floor.,
"""
GRID = """\
+-------+-------------------+-------------------+
| Area  | Apprentice        | Master            |
+=======+===================+===================+
| Clay  | Centres the clay. | Teaches centring. |
+-------+-------------------+-------------------+
| Floor | Sweeps the floor. |                   |
+-------+-------------------+-------------------+
"""
SIMPLE = """\
=====  =================  =================
Area   Apprentice         Master
=====  =================  =================
Clay   Centres the clay.  Teaches centring.
Floor  Sweeps the floor.
=====  =================  =================
"""
PIPE = """\
| Area | Apprentice | Master |
|---|---|---|
| Clay | Centres the clay. | Teaches centring. |
| Floor | Sweeps the floor. | |
"""
TURNED = """\
.. list-table::
   :header-rows: 1
   :stub-columns: 1

   * -
     - Clay
     - Floor
   * - Apprentice
     - Centres the clay.
     - Sweeps the floor.
   * - Master
     - Teaches centring.
     - --
"""


def page(table: str, options: str = "", head: str = HEAD) -> dict[str, str]:
    lines = "".join(f"   {line}\n" for line in options.splitlines())
    return {"index.rst": INDEX, "potter.rst": f"{head}.. levels::\n{lines}\n{dedent(table)}"}


def said(built: Built, *holders: str) -> list[tuple[str, str, str | None, str]]:
    """Holder, key, area and text of all that is declared."""
    assert built.warnings == []
    expectations = built.data["expectations"].values()
    told = [(e["holder"], e["key"], e["area"], e["text"]) for e in expectations]
    return sorted((entry for entry in told if entry[0] in holders), key=str)


def effective(built: Built, holder: str) -> list[str]:
    data = built.data
    return [data["expectations"][name]["text"] for name in data["holders"][holder]["effective"]]


def text_of(built: Built, page: str) -> str:
    return " ".join(built.main(page).get_text().replace("¶", "").split())


TOLD = [
    ("potter/apprentice", "clay", "Clay", "Centres the clay."),
    ("potter/apprentice", "floor", "Floor", "Sweeps the floor."),
    ("potter/master", "clay", "Clay", "Teaches centring."),
]


@pytest.mark.versions
@pytest.mark.parametrize(
    ("table", "options"),
    [(LIST, ""), (CSV, ""), (GRID, ""), (SIMPLE, ""), (TURNED, "transposed:")],
    ids=["list", "csv", "grid", "simple", "transposed"],
)
def test_a_table_of_any_kind(build_once: Callable[..., Built], table: str, options: str) -> None:
    option = f":{options}" if options else ""
    built = build_once(page(table, option), roles_intro=None)
    assert said(built, "potter/apprentice", "potter/master") == TOLD
    assert effective(built, "potter/master") == ["Teaches centring.", "Open the kiln."]
    potter = built.main("potter")
    cell = potter.find(id="potter.master.clay")
    assert cell is not None
    assert cell.name == "td"
    assert cell.find("a", class_="roles-permalink")["href"] == "#potter.master.clay"  # type: ignore[index]
    assert potter.find(id="potter.master").get_text() == "Master"  # type: ignore[union-attr]
    assert built.data["holders"]["potter/master"]["url"] == "potter.html#potter.master"
    assert "All that is expected of Potter is expected on each of these levels" in potter.get_text()


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_a_pipe_table(build_once: Callable[..., Built]) -> None:
    head = "# Potter\n\n```{role}\n```\n\n## Levels\n\n```{levels}\n:chain:\n```\n\n"
    files = {"index.rst": INDEX, "potter.md": head + PIPE}
    built = build_once(files, roles_intro=None)
    assert said(built, "potter/apprentice", "potter/master") == TOLD


@pytest.mark.parametrize("builder", ["html", "text", "epub", "latex", "xml", "man", "singlehtml"])
def test_other_builders_have_the_table(build_once: Callable[..., Built], builder: str) -> None:
    view = "\n:level:`potter/master`\n\n.. roles:ladder::\n"
    built = build_once(page(LIST + view, ":chain:"), builder, roles_intro=None)
    assert built.warnings == []
    name = {"html": "potter.html", "text": "potter.txt", "epub": "potter.xhtml"}
    name |= {"latex": "handbook.tex", "xml": "potter.xml", "man": "handbook.1"}
    text = built.file(name.get(builder, "index.html"))
    assert "Teaches centring." in text
    assert "roles-levels=" not in text
    if builder == "latex":
        label = r"\label{\detokenize{potter:potter.master}}Master"
        assert label in text


def test_a_chain(build_once: Callable[..., Built]) -> None:
    table = """\
    .. list-table::
       :header-rows: 1

       * - Area
         - Apprentice
         - Mid
         - Master
       * - Clay
         - Centres the clay as a :this:`level`.
         - \N{EM DASH}
         - Teaches centring.
       * - Floor
         - Sweeps the floor.
         - Same as above
         - :key:`rooms` Plans the rooms.
    """
    built = build_once(page(table, ":chain:\n:grades: 1, 2, 3"), roles_intro=None)
    assert built.warnings == []
    master = built.data["holders"]["potter/master"]
    assert master["extends"] == ["potter/mid"]
    assert master["raises"] == {"potter/master#clay": "potter/apprentice#clay"}
    assert master["grade"] == "3"
    assert effective(built, "potter/mid") == [
        "Centres the clay as a Apprentice.",
        "Sweeps the floor.",
        "Open the kiln.",
    ]
    assert "Plans the rooms." in effective(built, "potter/master")
    text = text_of(built, "potter")
    assert "Levels: Apprentice (grade 1), Mid (grade 2) and Master (grade 3)." in text
    assert "Each level builds on the one before." in text
    assert "Raised from" not in text  # the neighbour says it
    assert text.count("Teaches centring.") == 1


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_a_key_in_front_of_a_name_tells_rows_apart(build_once: Callable[..., Built]) -> None:
    table = "Clay | Centres it. | Teaches it.\n{key}`slip` Clay | Pours it. | Stirs it.\n"
    head = "# Potter\n\n```{role}\n```\n\n## Levels\n\n```{levels}\n:chain:\n```\n"
    rows = f"Area | Apprentice | Master\n--- | --- | ---\n{table}"
    built = build_once({"index.rst": INDEX, "potter.md": head + rows}, roles_intro=None)
    assert said(built, "potter/master") == [
        ("potter/master", "clay", "Clay", "Teaches it."),
        ("potter/master", "slip", "Clay", "Stirs it."),
    ]
    assert "slip" not in text_of(built, "potter")


def test_groups_lists_merged_cells_and_parts(build_once: Callable[..., Built]) -> None:
    table = """\
    +-----------+----------------------------------+-----------+
    | Area      | Levels                                       |
    |           +----------------------------------+-----------+
    |           | First            | Second        | Third     |
    +===========+==================+===============+===========+
    | **Craft**                                                |
    +-----------+----------------------------------+-----------+
    | Tools     | Knows all the tools.             | Buys.     |
    +-----------+------------------+---------------+-----------+
    | Wood      | - Carries.       | Chooses.      |           |
    |           | - Saws.          |               |           |
    +-----------+------------------+---------------+-----------+
    | **People**|                  |               |           |
    +-----------+------------------+---------------+-----------+
    | Team      | Helps.           | Leads.        | Hires.    |
    +-----------+------------------+               +-----------+
    | Firm      | Reads.           |               | Writes.   |
    +-----------+------------------+---------------+-----------+
    """
    options = ":names: one, two, three\n:part: requirements\n:header-rows: 2"
    built = build_once(page(table, options), roles_intro=None)
    told = said(built, "potter/one", "potter/two", "potter/three")
    assert told == [
        ("potter/one", "firm", "People", "Reads."),
        ("potter/one", "team", "People", "Helps."),
        ("potter/one", "tools", "Craft", "Knows all the tools."),
        ("potter/one", None, "Wood", "Carries."),
        ("potter/one", None, "Wood", "Saws."),
        ("potter/three", "firm", "People", "Writes."),
        ("potter/three", "team", "People", "Hires."),
        ("potter/three", "tools", "Craft", "Buys."),
        ("potter/two", "team", "People", "Leads."),
        ("potter/two", "tools", "Craft", "Knows all the tools."),
        ("potter/two", "wood", "Wood", "Chooses."),
    ]
    parts = {e["part"] for e in built.data["expectations"].values() if "/" in e["holder"]}
    assert parts == {"requirements"}


def test_two_leading_columns_are_group_and_name(build_once: Callable[..., Built]) -> None:
    table = """\
    .. csv-table::
       :header-rows: 1

       Group, Name, One, Two
       Craft, Clay, Centres., Teaches.
       , Floor, Sweeps., Plans.
    """
    built = build_once(page(table, ":names: one, two"), roles_intro=None)
    assert said(built, "potter/one") == [
        ("potter/one", "clay", "Craft", "Centres."),
        ("potter/one", "floor", "Craft", "Sweeps."),
    ]


def test_merged_cells_along_a_chain(build_once: Callable[..., Built]) -> None:
    """A name over two rows is the area of both; what reaches over columns is inherited."""
    table = """\
    +-------+-----------+-----------+
    | Area  | One       | Two       |
    +=======+===========+===========+
    | Clay  | Pours.    | Stirs.    |
    |       +-----------+-----------+
    |       | Cuts.     | Dries.    |
    +-------+-----------+-----------+
    | Wood  | Saws.                 |
    +-------+-----------+-----------+
    """
    built = build_once(page(table, ":chain:"), roles_intro=None)
    assert said(built, "potter/one", "potter/two") == [
        ("potter/one", "clay", "Clay", "Pours."),
        ("potter/one", "wood", "Wood", "Saws."),
        ("potter/one", None, "Clay", "Cuts."),
        ("potter/two", "clay", "Clay", "Stirs."),
        ("potter/two", None, "Clay", "Dries."),
    ]
    assert effective(built, "potter/two")[:4] == ["Stirs.", "Dries.", "Cuts.", "Saws."]


def test_a_column_without_a_name_and_with_nothing_in_it(build_once: Callable[..., Built]) -> None:
    """It holds no expectation, so nothing is lost and nothing is warned of."""
    table = ".. csv-table::\n   :header-rows: 1\n\n   Area, One, , Two\n   Clay, Pours., , Stirs.\n"
    built = build_once(page(table), roles_intro=None)
    assert said(built, "potter/one", "potter/two") == [
        ("potter/one", "clay", "Clay", "Pours."),
        ("potter/two", "clay", "Clay", "Stirs."),
    ]


def test_columns_of_one_name_in_several_tables(build_once: Callable[..., Built]) -> None:
    """Two on a role page, one on another page, and one that is about another role page."""
    second = """\
    .. csv-table::
       :header-rows: 1

       Area, One, Two
       Clay, Pours., Stirs.

    More.

    .. levels::
       :names: one, mason, two

    .. csv-table::
       :header-rows: 1

       Area, One, Mason, Two
       Wood, Saws., Lays., Planes.
    """
    elsewhere = """\
    Other
    =====

    .. levels::
       :names: potter/one, mason

    .. csv-table::
       :header-rows: 1

       Area, A, B
       **Hot**, ,
       Iron, Melts., Forges.
    """
    mason = "Mason\n=====\n\n.. role::\n\nResponsibilities\n----------------\n\n- Builds.\n"
    files = {**page(second), "mason.rst": mason, "other.rst": dedent(elsewhere)}
    built = build_once(files, roles_intro=None)
    assert said(built, "potter/one", "potter/two", "mason") == [
        ("mason", "iron", "Hot", "Forges."),
        ("mason", "wood", "Wood", "Lays."),
        ("mason", None, None, "Builds."),
        ("potter/one", "clay", "Clay", "Pours."),
        ("potter/one", "iron", "Hot", "Melts."),
        ("potter/one", "wood", "Wood", "Saws."),
        ("potter/two", "clay", "Clay", "Stirs."),
        ("potter/two", "wood", "Wood", "Planes."),
    ]
    assert [level for level in built.data["holders"] if level.startswith("potter/")] == [
        "potter/one",
        "potter/two",
    ]
    assert "Expected as this table says: Hot Forges. Expected as this table says: Wood Lays." in (
        text_of(built, "mason")
    )
    # Not of the second table, which has a mason, too.
    assert text_of(built, "potter").count("is expected on each of these levels, too") == 1


def test_two_tables_of_a_page_about_several_parts(build_once: Callable[..., Built]) -> None:
    table = "\n.. csv-table::\n   :header-rows: 1\n\n   Area, Potter\n   {0}, {1}\n"
    tables = [
        ".. levels::\n   :names: potter\n" + table.format("Iron", "Melts."),
        ".. levels::\n   :names: potter\n   :part: pluses\n" + table.format("Wear", "Gloves."),
    ]
    other = "Other\n=====\n\n" + "\n".join(tables)
    files = {"index.rst": INDEX, "potter.rst": ROLE, "other.rst": other}
    built = build_once(files, roles_intro=None)
    assert built.warnings == []
    found = {e["text"]: e["part"] for e in built.data["expectations"].values()}
    assert (found["Melts."], found["Gloves."]) == ("responsibilities", "pluses")
    said = text_of(built, "potter")
    assert "Expected as this table says: Responsibilities Iron Melts. Pluses Wear Gloves." in said


def test_images_links_and_blocks_in_cells(project: Project) -> None:
    table = """\
    .. list-table::
       :header-rows: 1

       * - Area
         - One
         - Two
       * - Clay
         - .. image:: clay.png
              :alt: A pot
         - See :doc:`index` and :craft:`firing`.

           .. code-block:: text

              clay
    """
    files = page(table) | {"craft/firing.rst": "Firing\n======\n"}
    files["views.rst"] = "Views\n=====\n\n.. roles:ladder:: potter\n"
    files["index.rst"] = INDEX + "   craft/*\n"
    project.write(files)
    pixel = b"\x89PNG\r\n\x1a\n"
    (project.srcdir / "clay.png").write_bytes(pixel)
    built = project.build(roles_intro=None)
    assert built.warnings == []
    assert built.data["craft"] == {"craft/firing": ["potter/two#clay"]}
    assert built.data["expectations"]["potter/one#clay"]["text"] == "A pot"
    ladder = built.main("views")
    assert ladder.find("img", alt="A pot")
    assert ladder.find("div", class_="highlight")
    assert ladder.find("a", href="craft/firing.html")


def test_a_column_and_a_section(build_once: Callable[..., Built]) -> None:
    """One level: here, on the role page, and on a page of its own."""
    section = "\nMaster Potter\n~~~~~~~~~~~~~\n\n.. level:: master\n   :grade: L3\n\n- Hires.\n"
    lone = "Chief Potter\n============\n\n.. level:: chief\n   :role: potter\n\n- Decides.\n"
    table = LIST.replace("     - Master\n", "     - Master\n     - Chief\n")
    table = table.replace("centring.\n", "centring.\n     - Rests.\n").replace(
        "     -\n", "     -\n     -\n"
    )
    files = page(table + section, ":chain:") | {"lone.rst": lone}
    built = build_once(files, roles_intro=None)
    assert built.warnings == []
    holders = built.data["holders"]
    assert [
        holders[f"potter/{name}"]["position"] for name in ("apprentice", "master", "chief")
    ] == [
        1,
        2,
        3,
    ]
    assert holders["potter/master"]["title"] == "Master Potter"
    assert len(holders["potter/master"]["own"]) == 2
    assert holders["potter/chief"]["url"] == "lone.html#potter.chief"
    assert holders["potter/chief"]["extends"] == ["potter/master"]
    lone_text = text_of(built, "lone")
    assert "Expected as this table says: Clay Rests." in lone_text
    assert "Builds on Master Potter." in lone_text
    assert "Hires." in lone_text
    assert "Builds on Apprentice." in text_of(built, "potter")


DEPTHS = {"B": "Basic", "I": "Intermediate", "A": "Advanced", "E": "Expert"}
MATRIX = """\
Matrix
======

.. levels::
   :cells: depth
   :names: dev, ops
   :header-rows: 2

.. csv-table::
   :header-rows: 1

   Topic, Description, For whom,
   , , Developer, Operator
   **Code**, , ,
   Git, "Knows *branches*, as :doc:`index` says.", E, b
   Python, Writes it., Advanced,
   **People**, , ,
   Teaching, Explains., -, I
"""
MATRIX_FILES = {
    "index.rst": INDEX,
    "matrix.rst": MATRIX,
    "dev.rst": "Developer\n=========\n\n.. role::\n\nPluses\n------\n\n- Codes.\n",
    "ops.rst": (
        "Operator\n========\n\n.. role::\n\n.. extends:: dev\n\nPluses\n------\n\n- Operates.\n"
    ),
    "views.rst": (
        "Views\n=====\n\n.. roles:compare:: dev, ops\n\n.. roles:expectations::\n   :of: dev\n"
    ),
}


def depths(built: Built, holder: str) -> dict[str, Any]:
    expectations = built.data["expectations"].values()
    found = [e for e in expectations if e["holder"] == holder and e["depth"]]
    return {e["key"]: (e["area"], e["text"], e["depth"]) for e in found}


@pytest.mark.versions
def test_depths_of_role_pages(build_once: Callable[..., Built]) -> None:
    built = build_once(MATRIX_FILES, roles_intro=None, roles_depths=DEPTHS)
    assert built.warnings == []
    git = "Git: Knows branches, as Workshop says."
    assert depths(built, "dev") == {
        "git": ("Code", git, "Expert"),
        "python": ("Code", "Python: Writes it.", "Advanced"),
    }
    assert depths(built, "ops") == {
        "git": ("Code", git, "Basic"),
        "teaching": ("People", "Teaching: Explains.", "Intermediate"),
    }
    assert built.data["expectations"]["dev#git"]["url"] == "matrix.html#row.git"
    dev = text_of(built, "dev")
    assert (
        f"Expected as this table says: Code Depth {git} Expert Python: Writes it. Advanced" in dev
    )
    ops = text_of(built, "ops")
    assert "Python: Writes it. (Advanced)" in ops  # inherited
    views = " ".join(built.main("views").get_text(" ").replace("¶", "").split())
    assert "Words differently Code Git" in views
    assert "Git Basic Instead of Expert" in views
    assert "as Workshop says. (Expert)" in views
    assert "B: Basic · I: Intermediate" in text_of(built, "matrix")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml"])
def test_depths_elsewhere(build_once: Callable[..., Built], builder: str) -> None:
    built = build_once(MATRIX_FILES, builder, roles_intro=None, roles_depths=DEPTHS)
    assert built.warnings == []
    if builder == "text":
        assert "**Git**: Knows *branches*, as Workshop says." in built.file("dev.txt")


def test_a_ladder_of_depths(build_once: Callable[..., Built]) -> None:
    """Along a chain, deeper raises, less deep replaces, and an empty cell leaves out."""
    table = """\
    .. list-table::
       :header-rows: 1

       * - Skill
         - Junior
         - Mid
         - Senior
       * - Git
         - B
         - A
         - I
       * - Python
         - B
         -
         - B
       * - Talks
         - I
         - I
         - E
    """
    files = page(table, ":cells: depth\n:chain:")
    files["potter.rst"] += "\n.. roles:ladder::\n"
    built = build_once(files, roles_intro=None, roles_depths=DEPTHS)
    assert built.warnings == []
    data = built.data
    mid, senior = (data["holders"][f"potter/{name}"] for name in ("mid", "senior"))
    assert mid["without"] == ["python"]
    assert mid["effective"] == [
        "potter/mid#git",
        "potter/mid#talks",
        data["holders"]["potter"]["own"][0],
    ]
    assert mid["raises"] == {"potter/mid#git": "potter/junior#git"}
    assert senior["raises"] == {
        "potter/senior#git": "potter/mid#git",
        "potter/senior#talks": "potter/mid#talks",
    }
    rows = {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in built.main("potter").select("table.roles-grid tbody tr")
        if row.th and row.td
    }
    assert rows == {
        "Git": ["Basic", "RaisedAdvanced", "Intermediate"],
        "Python": ["Basic", "", "Basic"],
        "Talks": ["Intermediate", "Intermediate", "RaisedExpert"],
    }


def test_a_merged_cell_in_front_of_depths_is_an_area(build_once: Callable[..., Built]) -> None:
    table = """\
    +-------+--------+---------------+-----+
    | Area  | Skill  | What it means | Low |
    +=======+========+===============+=====+
    | Code  | Git    | Branches.     | B   |
    |       +--------+---------------+-----+
    |       | Python | Writes it.    | I   |
    +-------+--------+---------------+-----+
    | Talks | Speaks.                | E   |
    +-------+------------------------+-----+
    """
    built = build_once(
        page(table, ":cells: depth\n:names: low"), roles_intro=None, roles_depths=DEPTHS
    )
    assert built.warnings == []
    assert depths(built, "potter/low") == {
        "git": ("Code", "Git: Branches.", "Basic"),
        "python": ("Code", "Python: Writes it.", "Intermediate"),
        "talks": (None, "Talks: Speaks.", "Expert"),
    }


@pytest.mark.parametrize("kind", ["text", "depth"])
def test_a_table_from_a_file_comes_out_cell_for_cell(project: Project, kind: str) -> None:
    """34 rows and 5 levels; an edit of the file writes the pages again that show it."""
    letters = [*DEPTHS, ""]
    cells = [
        [
            letters[(row * level) % 5] if kind == "depth" else f"Does {row} on {level}."
            for level in range(5)
        ]
        for row in range(34)
    ]

    def write() -> None:
        with (project.srcdir / "levels.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Topic", *(f"Level {level}" for level in range(5))])
            writer.writerows([f"Topic {row}", *cells[row]] for row in range(34))

    option = ":cells: depth" if kind == "depth" else ""
    table = "\n.. csv-table::\n   :file: levels.csv\n   :header-rows: 1\n"
    files = page(table, option)
    files["views.rst"] = "Views\n=====\n\n.. roles:ladder:: potter\n"
    files["other.rst"] = "Other\n=====\n\n.. role::\n\nPluses\n------\n\n- Sleep.\n"
    project.write(files)
    write()

    def check(built: Built) -> None:
        assert built.warnings == []
        found = built.data["expectations"]
        for row in range(34):
            for level in range(5):
                entry = found.get(f"potter/level-{level}#topic-{row}")
                text = cells[row][level]
                if kind == "depth":
                    assert (entry and entry["depth"]) == DEPTHS.get(text)
                    assert entry is None or entry["text"] == f"Topic {row}"
                else:
                    assert entry["text"] == text
                    assert (entry["source"], entry["line"]) == ("levels.csv", row + 2)

    check(project.build(roles_intro=None, roles_depths=DEPTHS))
    cells[7][3] = "E" if kind == "depth" else "Does it all."
    write()
    built = project.build(roles_intro=None, roles_depths=DEPTHS)
    check(built)
    assert {*built.written} >= {"potter", "views"}
    assert "other" not in built.written


def test_a_table_from_an_address(project: Project) -> None:
    """As docutils has it: an address that does not answer is its error, and no other follows."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/levels.csv" else 404)
            self.end_headers()
            if self.path == "/levels.csv":
                self.wfile.write("Topic,Low,High\nSpeed,Is fast.,Is \u00fcber-fast.\n".encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        table = f"\n.. csv-table::\n   :url: {address}levels.csv\n   :header-rows: 1\n"
        built = project.write(page(table)).build("roles", roles_intro=None)
        assert built.warnings == []
        found = built.data["expectations"].items()
        assert {name: entry["text"] for name, entry in found if "/" in name} == {
            "potter/low#speed": "Is fast.",
            "potter/high#speed": "Is \u00fcber-fast.",
        }
        project.edit("potter.rst", "levels.csv", "gone.csv")
        warnings = project.build("roles", roles_intro=None).warnings
        assert f'"csv-table" directive URL "{address}gone.csv"' in warnings[0]
        assert "[roles" not in "".join(warnings)
        server.shutdown()


def test_an_edit_of_a_table_reaches_the_pages_that_show_it(project: Project) -> None:
    project.write(MATRIX_FILES)
    conf: dict[str, Any] = {"roles_intro": None, "roles_depths": DEPTHS}
    project.build(**conf)
    project.edit("matrix.rst", "Writes it., Advanced", "Reads it., Expert")
    built = project.build(**conf)
    assert built.read == ["matrix"]
    assert {"dev", "ops", "views"} <= {*built.written}
    assert "Python: Reads it. Expert" in text_of(built, "dev")
    built = project.build(**{**conf, "roles_depths": {**DEPTHS, "E": "Master"}})
    assert "Python: Reads it. (Master)" not in text_of(built, "dev")
    assert "Reads it. Master" in text_of(built, "dev") or built.warnings
    (project.srcdir / "matrix.rst").unlink()
    built = project.build(**conf)
    assert "this table" not in text_of(built, "dev")


def test_german(build_once: Callable[..., Built]) -> None:
    """A language of Sphinx's other than English."""
    built = build_once(page(LIST, ":chain:"), roles_intro=None, language="de")
    assert said(built, "potter/apprentice", "potter/master") == TOLD
