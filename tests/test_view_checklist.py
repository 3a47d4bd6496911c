"""`roles:checklist`: all that is expected of a holder, with room to write beside it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import browser
import sphinx_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

    from conftest import Built, Project

SCRIPT = Path(sphinx_roles.__file__).parent / "html" / "static" / "sphinx-roles-checklist.js"
BASE = """\
Base
====

.. role::

Responsibilities
----------------

- :key:`scope` Small problems.
- Read it **all**, as ``a_b`` and :doc:`craft` say:

  - *first* things <first>
  - \\2. then others

  And run

  .. code-block:: sh

     echo "# 1"

     exit

**Team:**

- Talk.

Requirements
------------

- Some English.
"""
DEV = """\
Developer
=========

.. role::

.. extends:: base

Responsibilities
----------------

**Team.**

- Grow as :this:`role`.

Senior
------

.. level:: senior

- :key:`scope` Large problems.

.. roles:checklist::
"""
INDEX = """\
Handbook
========

.. toctree::
   :hidden:

   talk
   base
   dev
   craft
"""


def talk(name: str) -> str:
    return f"Talk\n====\n\n.. roles:checklist:: {name}\n"


FILES = {
    "index.rst": INDEX,
    "base.rst": BASE,
    "dev.rst": DEV,
    "craft.rst": "Craft\n=====\n",
    "talk.rst": talk("dev/senior"),
}


@pytest.fixture
def handbook(project: Project) -> Project:
    """The handbook, for tests that edit it."""
    project.conf["roles_intro"] = None
    return project.write(FILES)


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Callable[..., Built]:
    """The handbook as it is: `built("text")`."""

    def build(builder: str = "html", **conf: Any) -> Built:
        return build_once(FILES, builder, roles_intro=None, **conf)

    return build


def scripts(built: Built, docname: str) -> list[str]:
    sources = (str(s.get("src", "")) for s in built.html(docname)("script"))
    return [s.partition("?")[0] for s in sources if "sphinx-roles" in s]


TEXT = """\
Talk
****

What is expected of Developer: Senior, as material for a conversation:
note examples, questions and what would help. It is not a score.

-[ Responsibilities ]-

* Large problems.

  Developer: Senior

     Notes:
     \N{NO-BREAK SPACE}
     \N{NO-BREAK SPACE}

* Read it **all**, as "a_b" and Craft say:

  * *first* things <first>

  * 2. then others

  And run

     echo "# 1"

     exit

  Base

     Notes:
     \N{NO-BREAK SPACE}
     \N{NO-BREAK SPACE}

-[ Responsibilities: Team ]-

* Grow as Developer.

  Developer

     Notes:
     \N{NO-BREAK SPACE}
     \N{NO-BREAK SPACE}

* Talk.

  Base

     Notes:
     \N{NO-BREAK SPACE}
     \N{NO-BREAK SPACE}

-[ Requirements ]-

* Some English.

  Base

     Notes:
     \N{NO-BREAK SPACE}
     \N{NO-BREAK SPACE}
"""
MARKDOWN = """\
# Developer: Senior

What is expected of Developer: Senior, as material for a conversation: note examples, questions \
and what would help. It is not a score.

## Responsibilities

- Large problems.
  - Notes:
- Read it **all**, as `a_b` and {craft} say:
  - *first* things \\<first\\>
  - 2\\. then others

  And run

  ```
  echo "# 1"

  exit
  ```
  - Notes:

## Responsibilities: Team

- Grow as Developer.
  - Notes:
- Talk.
  - Notes:

## Requirements

- Some English.
  - Notes:"""


def test_what_it_shows(built: Callable[..., Built]) -> None:
    assert built("text").file("talk.txt") == TEXT
    html = built()
    assert html.warnings == []
    view = html.main("talk").select_one("div.roles-checklist")
    assert view is not None
    assert [c.span.get_text() for c in view("caption")] == [
        "Responsibilities",
        "Responsibilities: Team",
        "Requirements",
    ]
    heads = [[th.get_text() for th in head("th")] for head in view("thead")]
    assert heads == [["Expectation", "Notes"]] * 3
    rows = [row("td", recursive=False) for body in view("tbody") for row in body("tr")]
    assert [(said.p.get_text(), room.get_text().strip()) for said, room in rows] == [
        ("Large problems.", ""),
        ("Read it all, as a_b and Craft say:", ""),
        ("Grow as Developer.", ""),
        ("Talk.", ""),
        ("Some English.", ""),
    ]
    places = [str(a["href"]).rpartition(".")[0] for a in view.select("p.roles-place a")]
    assert (
        places == ["dev.html#dev.senior", "base.html#base", "dev.html#dev"] + ["base.html#base"] * 2
    )
    assert "Small problems" not in view.get_text()  # the raised wording only
    assert view("input") == []  # no score
    button = view.select_one("div.roles-copy")
    assert button is not None
    assert button.has_attr("hidden")
    # the one on the level's own page means the level
    (own,) = html.main("dev").select("div.roles-checklist")
    assert own.get_text().strip().startswith("What is expected of Developer: Senior,")


def options(*lines: str, name: str = "dev/senior") -> str:
    return talk(name) + "".join(f"   {line}\n" for line in lines)


def test_some_parts_and_what_a_level_says_itself(handbook: Project) -> None:
    def shown(*lines: str) -> list[str]:
        handbook.write({"talk.rst": options(*lines)})
        built = handbook.build()
        assert built.warnings == []
        return [said.p.get_text() for said in built.main("talk").select("td.roles-said")]

    assert shown(":parts: requirements, pluses") == ["Some English."]
    assert shown(":own-only:") == ["Large problems."]
    assert shown(":parts: Responsibilities", ":own-only:") == ["Large problems."]


def test_columns_and_a_scale(handbook: Project) -> None:
    lines = (":columns: Evidence, What would help", ":scale: not yet, often")
    handbook.write({"talk.rst": options(*lines)})
    html = handbook.build()
    assert html.warnings == []
    view = html.main("talk").select_one("div.roles-checklist")
    assert view is not None
    heads = [[th.get_text() for th in head("th")] for head in view("thead")]
    assert heads == [["Expectation", "Scale", "Evidence", "What would help"]] * 3
    ticks = "\N{BALLOT BOX}\N{NO-BREAK SPACE}not yet \N{BALLOT BOX}\N{NO-BREAK SPACE}often"
    for body in view("tbody"):
        for row in body("tr"):
            _said, scale, *room = row("td", recursive=False)
            assert scale.get_text().strip() == ticks
            assert [cell.get_text().strip() for cell in room] == ["", ""]
    text = handbook.build("text").file("talk.txt")
    assert text.count(ticks) == text.count("Evidence:") == text.count("What would help:") == 5
    assert "Notes:" not in text


@pytest.mark.parametrize(
    ("lines", "warning", "says"),
    [
        (
            [":parts: duties"],
            (
                "'checklist' has no 'duties' for ':parts:'; choose from responsibilities, "
                "requirements, pluses [roles.view]"
            ),
            "Large problems.",
        ),
        (
            [":own-only: yes"],
            "'checklist' takes no value for ':own-only:'; remove 'yes' [roles.view]",
            "Large problems.",
        ),
        (
            [":parts: pluses"],
            "'checklist' has nothing to show: no expectation fits its options [roles.nothing]",
            "No expectation is to be shown here.",
        ),
    ],
)
def test_options_that_do_not_fit(
    handbook: Project, lines: list[str], warning: str, says: str
) -> None:
    handbook.write({"talk.rst": options(*lines)})
    built = handbook.build()
    assert built.warnings == [f"talk.rst:4: WARNING: {warning}"]
    assert says in built.main("talk").get_text()


def test_the_script_is_loaded_where_there_is_a_button(built: Callable[..., Built]) -> None:
    html = built()
    assert scripts(html, "talk")[-1] == "_static/sphinx-roles-checklist.js"
    assert scripts(html, "base") == ["_static/sphinx-roles.js"]
    assert html.file("_static/sphinx-roles-checklist.js") == SCRIPT.read_text("utf-8")
    single = built("singlehtml")
    assert len([s for s in scripts(single, "index") if "checklist" in s]) == 1
    assert len(single.html("index").select("div.roles-copy")) == 2
    epub = built("epub").file("talk.xhtml")
    assert "roles-copy" not in epub
    assert "<script" not in epub
    assert epub.count("Notes:") == 5


def test_the_script_is_small() -> None:
    assert SCRIPT.stat().st_size < 2.75 * 1024


@pytest.mark.parametrize("name", ["index", "tables"])
def test_other_builders_have_room_to_write(handbook: Project, name: str) -> None:
    if name == "tables":  # also where the writer takes no tables inside others
        handbook.write({"talk.rst": talk("dev") + "\n.. csv-table::\n\n   a, b\n"})
        base = BASE.replace("- Talk.", "- Talk:\n\n  .. csv-table:: Rota\n\n     one, two")
        handbook.write({"base.rst": base})
    built = handbook.build("latex", latex_documents=[("index", "all.tex", "All", "", "manual")])
    assert built.warnings == []
    assert built.file("all.tex").count("Notes:") == 2 * 5
    assert handbook.build("man", man_pages=[("index", "all", "All", "", "1")]).warnings == []


def test_in_a_shared_intro(handbook: Project) -> None:
    intro = "Intro\n=====\n\n.. roles:checklist::\n"
    handbook.write({"intro.rst": intro, "dev.rst": DEV.replace(".. roles:checklist::", "")})
    built = handbook.build(roles_intro="intro")
    assert built.warnings == []
    for page, title in (("base", "Base"), ("dev", "Developer")):
        view = built.main(page).select_one("div.roles-checklist")
        assert view is not None
        assert view.p is not None
        assert view.p.get_text().startswith(f"What is expected of {title},")
        assert "_static/sphinx-roles-checklist.js" in scripts(built, page)
    assert "There is no role page or level to talk about." in built.main("intro").get_text()


@pytest.mark.parametrize(
    ("name", "warning", "says"),
    [
        (
            "dev/sennior",
            (
                "'checklist' finds no role page or level named 'dev/sennior'; "
                "did you mean 'dev/senior'? [roles.view]"
            ),
            "There is no role page or level to talk about.",
        ),
        (
            "",
            (
                "'checklist' needs a name here, as in 'roles:checklist backend-engineer/senior' "
                "[roles.view]"
            ),
            "There is no role page or level to talk about.",
        ),
        (
            "none",
            "'checklist' has nothing to show: nothing is expected of 'none' [roles.nothing]",
            "Nothing is expected here yet.",
        ),
    ],
)
def test_bad_input(handbook: Project, name: str, warning: str, says: str) -> None:
    none = ":orphan:\n\nNone\n====\n\n.. role::\n\nProse.\n"
    handbook.write({"talk.rst": talk(name), "none.rst": none})
    built = handbook.build(suppress_warnings=["roles.empty"])
    assert built.warnings == [f"talk.rst:4: WARNING: {warning}"]
    assert says in built.main("talk").get_text()
    assert says in handbook.build("text").file("talk.txt")


def test_expectations_that_are_not_plain(handbook: Project) -> None:
    note = "- See [#n]_.\n- .. figure:: dot.png\n\n     Figure of it\n\n.. [#n] At the foot.\n"
    handbook.write({"base.rst": BASE + note})
    (handbook.srcdir / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    built = handbook.build()
    assert built.warnings == []
    view = built.main("talk").select_one("div.roles-checklist")
    assert view is not None
    assert len(view("img")) == 1
    (link,) = view.select("a.footnote-reference")
    foot = view.find(id=str(link["href"])[1:])
    assert foot is not None
    assert "At the foot." in foot.get_text()


def test_a_page_is_written_when_what_it_shows_changes(handbook: Project) -> None:
    def write(**files: str) -> set[str]:
        handbook.write({f"{name}.rst": text for name, text in files.items()})
        return set(handbook.build().written) & {"talk", "other", "craft"}

    other = ":orphan:\n\nOther\n=====\n\n.. roles:index::\n"
    write(other=other)
    assert write(base=BASE.replace("Some English", "English")) == {"talk"}
    assert write(base=BASE.replace("Small", "Tiny")) == {"talk"}  # the requirement, again
    assert write(base=BASE.replace("Small", "Mini")) == set()  # raised by another
    assert write(dev=DEV.replace("Large", "Huge")) == {"talk"}
    assert write(base=BASE.replace("Team", "Others")) == {"talk"}
    assert write(dev=DEV.replace("Developer", "Engineer")) == {"talk", "other"}


# -- in a browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that may use the clipboard."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def pasted(page: Page) -> str:
    """What is in the clipboard, as a reader would paste it."""
    page.evaluate("document.body.append(document.createElement('textarea'))")
    field = page.locator("textarea").last
    field.focus()
    page.keyboard.press("Control+V")
    return field.input_value()


def test_the_button_copies_markdown(built: Callable[..., Built], page: Page) -> None:
    served = browser.serve(built().outdir)
    try:
        address = next(served)
        page.goto(f"{address}/talk.html")
        craft = f"[Craft]({address}/craft.html)"
        page.get_by_role("button", name="Copy as Markdown").click()
        page.get_by_role("status").filter(has_text="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == MARKDOWN.format(craft=craft)
        # with the keyboard
        page.evaluate("navigator.clipboard.writeText('')")
        page.get_by_role("button", name="Copy as Markdown").press("Enter")
        page.get_by_role("status").filter(has_text="Copied").wait_for()
        assert pasted(page) == MARKDOWN.format(craft=craft)
    finally:
        served.close()


def test_the_button_works_from_a_file(built: Callable[..., Built], page: Page) -> None:
    page.goto((built().outdir / "talk.html").as_uri())
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    # no links to where this computer keeps its files
    assert pasted(page) == MARKDOWN.format(craft="Craft")


@pytest.mark.parametrize("is_allowed", [True, False])
def test_the_button_over_plain_http(
    built: Callable[..., Built], page: Page, is_allowed: bool
) -> None:
    outdir = built().outdir
    site = "http://handbook.example"

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{site}/").partition("?")[0]
        route.fulfill(path=outdir / name)

    page.route(f"{site}/**", answer)
    page.goto(f"{site}/talk.html")
    assert page.evaluate("navigator.clipboard") is None
    expected = MARKDOWN.format(craft=f"[Craft]({site}/craft.html)")
    button = page.get_by_role("button", name="Copy as Markdown")
    if is_allowed:
        button.click()
        page.get_by_role("status").filter(has_text="Copied").wait_for()
        assert page.locator("textarea").count() == 0
        assert page.evaluate("document.activeElement.localName") == "button"
        assert pasted(page) == expected
    else:  # the reader can still copy by hand
        page.evaluate("document.execCommand = () => false")
        button.click()
        assert page.locator(".roles-copy textarea").input_value() == expected
        assert page.evaluate("String(getSelection())") == expected
        assert page.get_by_role("status").inner_text() == ""


def test_without_javascript(built: Callable[..., Built], page: Page) -> None:
    uri = (built().outdir / "talk.html").as_uri()
    started = page.context.browser
    assert started is not None
    plain = started.new_context(java_script_enabled=False).new_page()
    plain.goto(uri)
    assert not plain.get_by_role("button", name="Copy as Markdown").is_visible()
    assert plain.get_by_text("Large problems.").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_it_fits_the_screen(built: Callable[..., Built], page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((built(html_theme="furo").outdir / "talk.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    said = page.locator("td.roles-said").first
    assert said.bounding_box()["width"] > 250  # type: ignore[index]
    assert page.locator("td.roles-said + td").first.is_visible() == (width > 360)


SCROLLING = """
[...document.querySelectorAll(".roles-checklist *")]
  .filter((e) => getComputedStyle(e).overflowX != "visible" && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML)
"""


def test_in_print(built: Callable[..., Built], page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 990})
    page.emulate_media(media="print")
    page.goto((built(html_theme="furo").outdir / "talk.html").as_uri())
    assert not page.get_by_role("button", name="Copy as Markdown").is_visible()
    room = page.locator("td.roles-said + td").first
    box = room.bounding_box()
    assert box is not None
    assert box["width"] > 200
    assert box["height"] > 80
    assert "gradient" in room.evaluate("cell => getComputedStyle(cell).backgroundImage")
    assert room.evaluate("cell => getComputedStyle(cell.parentNode).breakInside") == "avoid"
    assert page.evaluate(SCROLLING) == []


def test_the_button_saves_a_file_for_spreadsheets(handbook: Project, page: Page) -> None:
    formula = '- =1+1 is a formula: ``"=1"``.\n'
    lines = (":columns: Evidence", ":scale: no, yes", ":parts: requirements")
    handbook.write({"base.rst": BASE + formula, "talk.rst": options(*lines)})
    served = browser.serve(handbook.build().outdir)
    try:
        page.goto(f"{next(served)}/talk.html")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as CSV").click()
        assert download.value.suggested_filename.endswith(".csv")
        saved = Path(download.value.path()).read_bytes().decode("utf-8")
    finally:
        served.close()
    assert saved.startswith("\ufeff")
    ticks = "\N{BALLOT BOX} no \N{BALLOT BOX} yes"
    assert list(csv.reader(io.StringIO(saved.removeprefix("\ufeff"), newline=""))) == [
        ["Part", "Expectation", "Scale", "Evidence"],
        ["Requirements", "Some English.", ticks, ""],
        ["Requirements", '\'=1+1 is a formula: "=1".', ticks, ""],
    ]
