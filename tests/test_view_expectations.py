"""`roles:expectations`: the expectations that fit a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from conftest import Built, Project

INDEX = """\
Handbook
========

.. toctree::
   :hidden:

   query
   base
   dev
   pm
   craft/review
   craft/docs
"""
BASE = """\
Base
====

.. role::
   :name: base
   :track: Eng

Responsibilities
----------------

- :key:`scope` Small problems.
- :key:`review` Read changes as :craft:`review` says.

Requirements
------------

- Some English.
"""
DEV = """\
Developer
=========

.. role::
   :track: Eng

.. extends:: base

Responsibilities
----------------

**Design, in part:**

- Draw it, see :craft:`docs`.

Developer, senior
-----------------

.. level:: senior

- :key:`scope` Large problems.

Lead
----

.. level:: lead

.. extends:: senior

**Technical:**

- :key:`scope` All problems.
"""
PM = """\
Manager
=======

.. role::
   :track: Product, mostly

Pluses
------

- :key:`scope` Markets.
"""


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf["roles_intro"] = None
    project.conf["roles_keys"] = {"scope": "Scope of work"}
    return project.write(
        {
            "index.rst": INDEX,
            "base.rst": BASE,
            "dev.rst": DEV,
            "pm.rst": PM,
            "craft/review.rst": "Reviewing\n=========\n",
            "craft/docs.rst": "Documents\n=========\n",
        }
    )


def page(*options: str, argument: str = "") -> str:
    lines = "".join(f"\n   {option}" for option in options)
    return f"Query\n=====\n\n.. roles:expectations:: {argument}{lines}\n"


def query(project: Project, *options: str, builder: str = "html", argument: str = "") -> Built:
    return project.write({"query.rst": page(*options, argument=argument)}).build(builder)


def found(built: Built, name: str = "query") -> list[str]:
    """The links to where expectations stand, in order."""
    links = built.main(name).select("div.roles-expectations .roles-facts a")
    return [str(a["href"]).partition("#")[2] for a in links]


def rows(body: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.get_text().split()) for cell in row(["td", "th"])]
        for row in body.select("table.roles-table tr")
    ]


TEXT = """\
Query
*****

-[ Base ]-

* Small problems.

  Responsibilities

* Read changes as *Reviewing* says.

  Responsibilities

* Some English.

  Requirements

-[ Developer ]-

* Draw it, see *Documents*.

  Responsibilities · Design, in part

* Large problems.

  Developer, senior · Responsibilities

* All problems.

  Lead · Responsibilities · Technical

-[ Manager ]-

* Markets.

  Pluses
"""
EFFECTIVE = """\
Query
*****

-[ Base ]-

* Small problems.

  Holds for Base and Developer.

-[ Developer ]-

* Large problems.

  Developer, senior

* All problems.

  Lead · Technical
"""


def test_all_that_is_written(handbook: Project) -> None:
    assert query(handbook, builder="text").file("query.txt") == TEXT
    built = query(handbook)
    assert built.warnings == []
    view = built.main("query").select_one("div.roles-expectations")
    assert view is not None
    assert [a["href"] for a in view.select("p.roles-group a")] == [
        "base.html#role.base",
        "dev.html#role.dev",
        "pm.html#role.pm",
    ]
    texts = [li.p.get_text() for li in view.select("li")]
    assert texts == [
        "Small problems.",
        "Read changes as Reviewing says.",
        "Some English.",
        "Draw it, see Documents.",
        "Large problems.",
        "All problems.",
        "Markets.",
    ]
    # each leads to where it stands
    for text, link in zip(texts, view.select("li > p.roles-facts a"), strict=True):
        docname, _, anchor = str(link["href"]).partition(".html#")
        there = built.main(docname).find(id=anchor)
        assert there is not None
        assert there.p.get_text().startswith(text)


def test_what_holds_for_whom(handbook: Project) -> None:
    options = (":show: effective", ":key: scope", ":part: responsibilities")
    assert query(handbook, *options, builder="text").file("query.txt") == EFFECTIVE
    body = query(handbook, ":show: effective", ":key: review").main("query")
    assert [p.get_text() for p in body.select("p.roles-bound")] == [
        "Holds for Base and Developer and all its levels."
    ]
    assert body.select("p.roles-group") == []  # all of it stands on one page


def test_it_is_said_to_the_only_one_who_asks(handbook: Project) -> None:
    handbook.write({"base.rst": BASE + "- Know :this:`role` as :this:`level`.\n"})
    options = (":show: effective", ":part: requirements")
    body = query(handbook, *options, ":of: dev/lead").main("query")
    assert "Know Developer as Lead." in body.get_text()
    assert "Holds for" not in body.get_text()
    body = query(handbook, *options, ":of: dev, dev/lead").main("query")
    assert "Know Base as this level." in body.get_text()
    assert "Holds for Developer and Developer: Lead." in body.get_text()


TABLE = [
    ["Topic", "Expectation", "Role or level", "Part"],
    ["Scope of work", "Small problems.", "Base", "Responsibilities"],
    ["Review", "Read changes as Reviewing says.", "Base", "Responsibilities"],
    ["Scope of work", "Large problems.", "Developer, senior", "Responsibilities"],
    ["Scope of work", "All problems.", "Developer: Lead", "Responsibilities: Technical"],
    ["Scope of work", "Markets.", "Manager", "Pluses"],
]


def test_a_table(handbook: Project) -> None:
    options = (":format: table", ":key: SCOPE, review")
    built = query(handbook, *options)
    assert built.warnings == []
    assert rows(built.main("query")) == TABLE
    assert len(built.main("query").select("thead th")) == 4
    latex = query(handbook, *options, builder="latex").file("handbook.tex")
    assert latex.count(r"Scope of work") == 4
    assert r"\begin{longtable}" in latex
    # as plain text a list is easier to read
    text = query(handbook, *options, builder="text").file("query.txt")
    assert "* Markets.\n\n  Scope of work · Manager · Pluses\n" in text
    epub = query(handbook, *options, builder="epub").file("query.xhtml")
    assert epub.count("<tr") == len(TABLE)


def test_a_column_of_areas_where_the_part_is_asked_for(handbook: Project) -> None:
    options = (":format: table", ":part: responsibilities", ":of: dev/lead")
    assert rows(query(handbook, *options).main("query")) == [
        ["Expectation", "Role or level", "Area"],
        ["All problems.", "Developer: Lead", "Technical"],
    ]


def test_columns_for_whom_it_holds(handbook: Project) -> None:
    options = (":format: table", ":key: review", ":show: effective", ":track: eng")
    assert rows(query(handbook, *options).main("query")) == [
        ["Expectation", "Role or level", "Part", "Holds for"],
        [
            "Read changes as Reviewing says.",
            "Base",
            "Responsibilities",
            "Base and Developer and all its levels",
        ],
    ]


NARROWED = [
    ([":part: pluses, requirements"], ["base.4f0c5bcd", "pm.scope"]),
    ([":key: review"], ["base.review"]),
    ([":area: technical, design, in part"], ["dev.", "dev.lead.scope"]),
    ([":track: product, mostly"], ["pm.scope"]),
    ([":track: Eng", ":key: scope"], ["base.scope", "dev.senior.scope", "dev.lead.scope"]),
    ([":craft: review"], ["base.review"]),
    ([":craft: docs, review", ":of: dev, pm"], ["dev."]),
    ([":craft: review", ":of: dev/lead", ":show: effective"], ["base.review"]),
    ([":of: dev/lead, pm"], ["dev.lead.scope", "pm.scope"]),
]
WRONG = [
    (
        [":key: scop, review"],
        "knows nothing in the handbook for ':key: scop'; did you mean 'scope'?",
        1,
    ),
    (
        [":area: Tecnical", ":key: scope"],
        "knows nothing in the handbook for ':area: Tecnical'; did you mean 'Technical'?",
        4,
    ),
    (
        [":track: Engg, product, mostly"],
        "knows nothing in the handbook for ':track: Engg'; did you mean 'Eng'?",
        1,
    ),
    (
        [":craft: reviw, docs"],
        "knows nothing in the handbook for ':craft: reviw'; did you mean 'review'?",
        1,
    ),
    (
        [":of: dev/sennior, dev/lead"],
        "finds no role page or level named 'dev/sennior'; did you mean 'dev/senior'?",
        1,
    ),
    (
        [":part: plusses, requirements"],
        (
            "has no 'plusses' for ':part:'; choose from responsibilities, requirements, "
            "pluses; did you mean 'pluses'?"
        ),
        1,
    ),
    ([":format: tabel"], "has no 'tabel' for ':format:'; choose from list, table; did", 7),
    ([":show: all"], "has no 'all' for ':show:'; choose from own, effective", 7),
    ([":keys: scope"], "has no option 'keys'; did you mean 'key'?", 7),
]


def test_options_narrow(handbook: Project) -> None:
    """A page for each query."""
    for number, (options, _) in enumerate(NARROWED):
        handbook.write({f"query{number}.rst": ":orphan:\n\n" + page(*options)})
    built = handbook.write({"query.rst": page()}).build()
    assert built.warnings == []
    for number, (options, anchors) in enumerate(NARROWED):
        shown = found(built, f"query{number}")
        assert len(shown) == len(anchors), options
        for one, wanted in zip(shown, anchors, strict=True):
            # an expectation without a key is named by a hash of its text
            assert one == wanted or one.rpartition(".")[0] == wanted.rpartition(".")[0]


def test_wrong_options(handbook: Project) -> None:
    for number, (options, _, _) in enumerate(WRONG):
        handbook.write({f"query{number}.rst": ":orphan:\n\n" + page(*options)})
    built = handbook.write({"query.rst": page()}).build()
    for number, (_, message, count) in enumerate(WRONG):
        start = f"query{number}.rst:"
        (warning,) = (w for w in built.warnings if w.startswith(start))
        assert warning.startswith(f"{start}6: WARNING: 'expectations' {message}")
        assert len(found(built, f"query{number}")) == count  # the rest of the query answers


def test_an_argument(handbook: Project) -> None:
    (warning,) = query(handbook, argument="dev").warnings
    assert warning == (
        "query.rst:4: WARNING: 'expectations' takes no name; say what is meant by an option, as "
        "':of: dev' [roles.view]"
    )


@pytest.mark.parametrize("builder", ["html", "text", "epub"])
def test_nothing_fits(handbook: Project, builder: str) -> None:
    built = query(handbook, ":of: pm", ":part: requirements", builder=builder)
    assert [w for w in built.warnings if "[roles" in w] == [
        (
            "query.rst:4: WARNING: 'expectations' has nothing to show: no expectation fits its "
            "options [roles.nothing]"
        )
    ]
    suffix = {"html": "html", "text": "txt", "epub": "xhtml"}[builder]
    assert "No expectation fits." in built.file(f"query.{suffix}")


RICH = """\

- A picture:

  .. image:: dot.png

- A note [#n]_.
- A table:

  .. csv-table::

     one, two

.. [#n] At the foot.
"""
IN_A_TABLE = """
.. list-table::

   * - In a table:

       .. roles:expectations::
          :format: {form}
"""


@pytest.mark.parametrize("form", ["list", "table"])
def test_expectations_that_are_not_plain(handbook: Project, form: str) -> None:
    handbook.write({"base.rst": BASE + RICH})
    (handbook.srcdir / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    rich = page(":part: requirements", f":format: {form}")
    handbook.write({"query.rst": rich + IN_A_TABLE.format(form=form)})
    man_pages = [("index", "all", "All", "", "1")]
    built = {
        builder: handbook.build(builder, man_pages=man_pages)
        for builder in ("html", "text", "epub", "latex", "man")
    }
    for builder in built.values():
        assert [w for w in builder.warnings if "mimetype" not in w] == []
    body = built["html"].main("query")
    assert len(body.select("div.roles-expectations img")) == 2
    assert len(body.select("a.footnote-reference")) == 2
    assert body.get_text().count("At the foot.") == 2
    for link in body.select("a.footnote-reference"):
        assert body.find(id=str(link["href"])[1:]) is not None
    assert len(body.select("table.roles-table")) == (2 if form == "table" else 0)
    text = built["text"].file("query.txt")  # no table inside another
    assert text.count("| one") == 1
    assert text.count("* one") == 1


def test_a_page_is_written_when_its_answer_changes(handbook: Project) -> None:
    def write(**files: str) -> set[str]:
        handbook.write({f"{name}.rst": text for name, text in files.items()})
        return set(handbook.build().written) & {"query", "other", "index2"}

    handbook.write(
        {
            "query.rst": page(":key: scope"),
            "other.rst": ":orphan:\n\n" + page(":of: dev/senior", ":show: effective"),
        }
    )
    write()
    assert write(base=BASE.replace("Small", "Tiny")) == {"query"}
    assert write(base=BASE.replace("Read changes", "Read all")) == {"query", "other"}
    assert write(base=BASE) == {"query", "other"} - {"query"}
    assert write(dev=DEV.replace("Large", "Huge")) == {"query", "other"}
    assert write(dev=DEV.replace("Draw", "Paint").replace("Large", "Huge")) == {"other"}
    assert write(pm=PM + "- More.\n") == set()
    # the title of a craft page that is linked to
    assert write(**{"craft/review": "Reviews\n=======\n"}) == {"other"}
