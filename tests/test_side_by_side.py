"""The handbook beside other extensions: their content is right on every page that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from conftest import HAS_MYST, Project

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from conftest import Built

BASE = "team/base"
"""Where the content stands."""
HEIRS = ("heir", "far/off/second")
"""The pages that inherit it."""

FILES = {
    "index.rst": """\
Handbook
========

.. toctree::
   :glob:

   *
   team/*
   far/off/*
""",
    "intro.rst": """\
:orphan:

Introduction
============

Opens every page.

{intro}
""",
    f"{BASE}.rst": """\
Base
====

.. role::

Responsibilities
----------------

- :key:`it` It: stands here.

{item}

Prose
-----

Nothing to do.
""",
    "heir.rst": """\
Heir
====

.. role::

.. extends:: base

Responsibilities
----------------

- :key:`own` Own: more.

{own}
""",
    "far/off/second.rst": """\
Second
======

.. role::

.. extends:: base

First rung
----------

.. level:: one

- :key:`it` It: raised.
""",
}
MYST_FILES = {
    "intro.md": "---\norphan: true\n---\n# Introduction\n\nOpens every page.\n\n{intro}\n",
    f"{BASE}.md": """\
# Base

```{{role}}
```

## Responsibilities

- {{key}}`it` It: stands here.

{item}

## Prose

Nothing to do.
""",
}


@dataclass(frozen=True)
class Beside:
    """Content of another extension, NAME in it another word in each place."""

    extension: str
    content: str
    shows: dict[str, int]
    """CSS selector → how often it is found where the content stands once."""
    loads: tuple[str, ...] = ()
    """Scripts that each page with the content loads."""
    conf: dict[str, Any] = field(default_factory=dict)
    needs: str | None = None
    """A module, where it is not the extension."""

    @property
    def is_myst(self) -> bool:
        return "myst_enable_extensions" in self.conf

    @property
    def lacks(self) -> str | None:
        """The first module that is not installed."""
        modules = [self.needs or self.extension.partition(".")[0]]
        modules += ["myst_parser"] if self.is_myst else []
        return next((m for m in modules if not find_spec(m)), None)


def myst(*extensions: str) -> dict[str, Any]:
    return {"myst_enable_extensions": list(extensions)}


BESIDE = {
    "sphinx-tabs": Beside(
        "sphinx_tabs.tabs",
        """\
.. tabs::

   .. tab:: Apples

      Apple text.

   .. group-tab:: Linux

      Linux text.

   .. code-tab:: python

      print("NAME")
""",
        {"button[role=tab]": 3, "div[role=tabpanel]": 3, "div[role=tabpanel]:not([hidden])": 1},
        ("tabs.js",),
    ),
    "sphinx-inline-tabs": Beside(
        "sphinx_inline_tabs",
        ".. tab:: Apples\n\n   Apple text.\n\n.. tab:: *Pears*\n\n   Pear text.\n",
        {".tab-set": 1, "input[type=radio]": 2, "input[checked]": 1, "label em": 1},
        ("tabs.js",),
    ),
    "sphinx-design": Beside(
        "sphinx_design",
        """\
.. tab-set::

   .. tab-item:: Apples
      :name: NAME

      Apple text.

   .. tab-item:: Pears

      Pear text.

.. dropdown:: Fold

   Folded text.

.. card:: Card
   :link: NAME
   :link-type: ref

   Card text.

:bdg-primary:`badge` :octicon:`report` :bdg-link-info:`linked <https://example.org/NAME>`

.. button-ref:: NAME
   :ref-type: ref

   Go
""",
        {
            "input[type=radio]": 2,
            "input[checked]": 1,
            "details.sd-dropdown": 1,
            ".sd-card a.sd-stretched-link": 1,
            ".sd-badge": 2,
            "p > svg.sd-octicon": 1,
            "a.sd-btn": 1,
        },
    ),
    "autosectionlabel": Beside(
        "sphinx.ext.autosectionlabel",
        "See :ref:`the prose <team/base:Prose>` and :ref:`heir:Heir`.",
        {'a.reference[href$="#prose"]': 1, "span.std-ref": 2},
        conf={"autosectionlabel_prefix_document": True},
    ),
    "mathjax": Beside(
        "sphinx.ext.mathjax",
        "As :math:`a^2`\n\n.. math:: e = 1\n   :label: NAME\n\nand :eq:`NAME`.",
        {"span.math": 1, "div.math": 1, 'a.reference[href*="#equation-"]': 1},
        ("mathjax",),
    ),
    "copybutton": Beside(
        "sphinx_copybutton",
        ".. code-block:: console\n\n   $ run NAME\n",
        {"div.highlight pre": 1},
        ("copybutton.js",),
    ),
    "notfound": Beside("notfound.extension", "See :doc:`/heir`.", {"span.doc": 1}),
    "dollarmath": Beside(
        "myst_parser",
        "As $a^2$\n\n$$\ne = 1\n$$ (NAME)\n\nand {eq}`NAME`.",
        {"span.math": 1, "div.math": 1, 'a.reference[href*="#equation-"]': 1},
        ("mathjax",),
        conf=myst("dollarmath"),
    ),
    "substitution": Beside(
        "myst_parser",
        "Know {{ word }}.\n\n{{ block }}",
        {"strong.none, p:not(.roles-group) > strong": 1, "div.note": 1},
        conf={
            **myst("substitution"),
            "myst_substitutions": {"word": "**this**", "block": "```{note}\nNoted.\n```"},
        },
    ),
    "attrs_inline": Beside(
        "myst_parser",
        "A [span]{.marked #NAME}, [a link](#NAME){.out} and `code`{l=python}.",
        {"span.marked": 1, "a.out[href]": 1, "code.highlight-python": 1},
        conf=myst("attrs_inline"),
    ),
    "tasklist": Beside(
        "myst_parser",
        "- [ ] Not yet\n- [x] Done",
        {"input[type=checkbox]": 2, "input[checked]": 1, "li.task-list-item": 2},
        conf=myst("tasklist"),
    ),
    "linkify": Beside(
        "myst_parser",
        "See www.example.org and https://example.org/NAME.",
        {'a[href*="example.org"]': 2},
        conf=myst("linkify"),
        needs="linkify_it",
    ),
    "sphinx-design in MyST": Beside(
        "sphinx_design",
        "::::{tab-set}\n:::{tab-item} A\nText $a$.\n:::\n:::{tab-item} B\nB.\n:::\n::::\n",
        {"input[type=radio]": 2, "label": 2, "span.math": 1},
        ("mathjax",),
        conf=myst("colon_fence", "dollarmath"),
    ),
}


def indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


def handbook(project: Project, *besides: Beside) -> Project:
    """A handbook with the content in its intro, in what others inherit and in an heir's own."""
    is_myst = any(b.is_myst for b in besides)
    files = dict(FILES)
    if is_myst:
        for name, text in MYST_FILES.items():
            del files[name.replace(".md", ".rst")]
            files[name] = text
    content = "\n\n".join(b.content for b in besides)
    own = "" if is_myst else indented(content.replace("NAME", "third"))
    first, second = content.replace("NAME", "first"), indented(content.replace("NAME", "second"))
    # ours stands in the middle: the order of the list must not matter
    others = list(dict.fromkeys(b.extension for b in besides if b.extension != "myst_parser"))
    project.conf["extensions"] = [*others[::2], *project.conf["extensions"], *others[1::2]]
    for beside in besides:
        enabled = project.conf.get("myst_enable_extensions", [])
        project.conf.update(beside.conf)
        if is_myst:
            project.conf["myst_enable_extensions"] = [
                *enabled,
                *beside.conf.get("myst_enable_extensions", []),
            ]
    filled = {n: t.format(intro=first, item=second, own=own) for n, t in files.items()}
    return project.write(filled)


def pointed(soup: BeautifulSoup) -> set[str]:
    """The ids that labels, tabs and links on the page point to."""
    found = {str(tag["for"]) for tag in soup("label") if tag.get("for")}
    for name in ("aria-controls", "aria-labelledby"):
        found |= {str(tag[name]) for tag in soup.find_all(attrs={name: True})}
    return found | {str(a["href"])[1:] for a in soup.select('a[href^="#"]')} - {""}


@pytest.mark.parametrize("name", BESIDE)
def test_content_of_others_is_right_on_every_page(project: Project, name: str) -> None:
    beside = BESIDE[name]
    if beside.lacks:
        pytest.skip(f"{beside.lacks} is not installed")
    built = handbook(project, beside).build(nitpicky=True)
    assert built.warnings == []
    # in the intro and in an item of its own, inherited, or raised by a level
    times = {BASE: 2, "heir": 2 if beside.is_myst else 3, "far/off/second": 3}
    for page, count in times.items():
        soup, body = built.html(page), built.main(page)
        shown = {css: len(body.select(css)) for css in beside.shows}
        assert shown == {css: n * count for css, n in beside.shows.items()}, page
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), page
        assert pointed(body) <= set(ids), page
        scripts = [str(tag.get("src")) for tag in soup("script")]
        for script in beside.loads:
            assert sum(script in s for s in scripts) == 1, (page, script)
    # each tab of ours has a panel of its own
    for page in HEIRS:
        for css in ("button[aria-controls]", "label[for]"):
            tabs = [tag.get("aria-controls") or tag["for"] for tag in built.main(page).select(css)]
            assert len(tabs) == len(set(tabs)), page


# sphinx-tabs decides while it reads, for one builder only, and has the directive `tab` as
# sphinx-inline-tabs has.
TOGETHER = [name for name in BESIDE if name != "sphinx-tabs"]


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One handbook with all of them."""
    pytest.importorskip("myst_parser")
    besides = [b for n in TOGETHER if not (b := BESIDE[n]).lacks and (b.is_myst or b.shows)]
    in_myst = [b for b in besides if b.is_myst]
    # one equation and one target of each name
    in_myst = [b for b in in_myst if b.content.count("(NAME)") == 0 or b is BESIDE["dollarmath"]]
    loaded = [Beside(b.extension, "", {}, conf=b.conf) for b in besides if not b.is_myst]
    return handbook(Project(tmp_path_factory.mktemp("together")), *in_myst, *loaded)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub", "latex", "text"])
def test_all_of_them_together(together: Project, builder: str) -> None:
    assert together.build(builder, nitpicky=True).warnings == []


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_a_task_stays_one_where_it_is_inherited(project: Project) -> None:
    handbook(project, BESIDE["tasklist"])
    base = project.srcdir / f"{BASE}.md"
    base.write_text(base.read_text("utf-8").replace("- {key}", "- [x] {key}"), encoding="utf-8")
    built = project.build(nitpicky=True)
    assert built.warnings == []
    for page in HEIRS:
        item = next(li for li in built.main(page)("li") if "It: stands" in li.get_text())
        assert item["class"] == ["task-list-item"]
        assert item.select("p > input[checked]")


def test_opengraph_describes_the_page_by_what_it_says(project: Project) -> None:
    pytest.importorskip("sphinxext.opengraph")
    described = Beside("sphinxext.opengraph", "Said in place.", {})
    conf = {"ogp_site_url": "https://example.org/", "ogp_social_cards": {"enable": False}}
    built = handbook(project, described).build(nitpicky=True, **conf)
    assert built.warnings == []
    found = {}
    for page in (BASE, *HEIRS):
        metas = built.html(page)("meta", attrs={"property": True})
        found[page] = {str(m["property"]): str(m["content"]) for m in metas}
    assert [found[p]["og:title"] for p in found] == ["Base", "Heir", "Second"]
    for said in found.values():
        assert said["og:description"].startswith("Opens every page. Said in place.")
        assert not set("<>\0") & set(said["og:description"])
    assert "Builds on Base." in found["heir"]["og:description"]


def test_a_page_for_what_is_not_found_is_no_page_of_ours(project: Project) -> None:
    pytest.importorskip("notfound")
    built = handbook(project, BESIDE["notfound"]).build(nitpicky=True)
    assert "Page not found" in built.file("404.html")
    assert "sphinx-roles" not in built.file("404.html")


# Two handbooks that link to each other.

LINKS = {
    ":role:`{other}lead`": ("Lead of {other}", "role.{other}lead"),
    ":roles:level:`rungs <{other}lead/one>`": ("rungs", "{other}lead.one"),
    ":expectation:`{other}lead#plan`": ("Lead of {other}: Plan", "{other}lead.plan"),
    ":external:roles:expectation:`{other}lead/one#deed`": (
        "Rung of {other}: Deed",
        "{other}lead.one.deed",
    ),
    ":external+{other}:roles:role:`theirs <{other}lead>`": ("theirs", "role.{other}lead"),
    ":external+{other}:roles:level:`{other}lead/one`": ("Rung of {other}", "{other}lead.one"),
    ":external+{other}:roles:expectation:`plans <{other}lead#plan>`": (
        "plans",
        "{other}lead.plan",
    ),
    # both have one of this name: the reader's own, unless the other is named
    ":role:`shared <common>`": ("shared", "common.html#role.common"),
    ":external+{other}:roles:role:`common`": ("Common of {other}", "common.html#role.common"),
}
WRONG = {
    ":role:`{other}led`": "no role page is named '{other}led'; did you mean",
    ":level:`{other}lead/none`": "[ref.level]",
    ":external+{other}:roles:expectation:`{other}lead#none`": (
        "external roles:expectation reference target not found: {other}lead#none [ref.expectation]"
    ),
    ":external:roles:role:`nowhere`": (
        "external roles:role reference target not found: nowhere [ref.role]"
    ),
}


def linking(project: Project, own: str, text: str) -> Project:
    """A handbook whose intro, expectation and heir's own item have the text."""
    lead = ".. role::\n   :name: {own}lead\n\nResponsibilities\n----------------\n\n"
    lead += "- :key:`plan` Plan\n- :key:`links` Links: {text}\n\nRung of {own}\n-----------\n\n"
    lead += ".. level:: one\n\n- :key:`deed` Deeds\n"
    files = {
        "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n   */*\n   */*/*\n",
        "intro.rst": ":orphan:\n\nIntro\n=====\n\nIntro: {text}\n",
        "in/lead.rst": "Lead of {own}\n=============\n\n" + lead,
        "common.rst": "Common of {own}\n===============\n\n.. role::\n\n.. extends:: {own}lead\n",
        # an item that HTML does not share, for the note in it
        "in/deep/heir.rst": "Heir\n====\n\n.. role::\n\n.. extends:: {own}lead, noted\n",
        "noted.rst": "Noted\n=====\n\n.. role::\n\nResponsibilities\n----------------\n\n"
        "- Noted:\n\n  .. note:: {text}\n",
    }
    project.conf["extensions"] += ["sphinx.ext.intersphinx"]
    return project.write({n: t.format(own=own, text=text) for n, t in files.items()})


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The inventory of the handbook `b`."""
    project = linking(Project(tmp_path_factory.mktemp("b")), "b", "no links")
    return str(project.build().outdir / "objects.inv")


def build_linking(project: Project, markup: list[str], inventory: str, uri: str) -> Built:
    """The handbook `a`, which links to `b`."""
    text = " \u2020 ".join(markup).format(other="b")
    mapping = {"b": (uri, inventory)}
    return linking(project, "a", text).build(nitpicky=True, intersphinx_mapping=mapping)


@pytest.mark.parametrize("home", ["https://example.org/b", "../../b/html"])
def test_a_handbook_links_to_another(project: Project, inventory: str, home: str) -> None:
    built = build_linking(project, list(LINKS), inventory, home)
    assert built.warnings == []
    for page in ("in/lead", "common", "in/deep/heir", "noted"):
        up = "../" * page.count("/")
        other = home if "://" in home else up + home
        due = {}
        for text, anchor in LINKS.values():
            address = anchor if anchor.startswith("common") else f"in/lead.html#{anchor}"
            address = f"{up if text == 'shared' else f'{other}/'}{address}"
            due[text.format(other="b")] = urljoin(f"{page}.html", address.format(other="b"))
        shown = [
            tag
            for tag in built.main(page).find_all(["p", "li"])
            if tag.get_text().count("\u2020") == len(LINKS) - 1
        ]
        assert len(shown) >= 2, page  # the intro, and what stands here or is inherited
        for tag in shown:
            links = {
                a.get_text(): urljoin(f"{page}.html", str(a["href"]))
                for a in tag.select("a:not(.headerlink, .roles-origin a)")
            }
            assert links == due, page


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_a_handbook_in_markdown_links_to_another(project: Project, inventory: str) -> None:
    """By `external` and by MyST's own `inv:`, in text that is inherited.

    The address is a full one: MyST-Parser takes a relative one as it is, on any page.
    """
    uri = "https://example.org/b"
    own = linking(project, "a", "no links")
    links = "{external+b:roles:level}`one <blead/one>` † [two](inv:b:roles:level#blead/one)"
    links += " † <inv:b:roles:role#blead>"
    text = f"# Lead\n\n```{{role}}\n:name: alead\n```\n\n## Responsibilities\n\n- {links}\n"
    (own.srcdir / "in/lead.rst").unlink()
    own.write({"in/lead.md": text})
    mapping = {"b": (uri, inventory)}
    built = own.build(nitpicky=True, intersphinx_mapping=mapping)
    assert built.warnings == []
    for page in ("in/lead", "common", "in/deep/heir"):
        shown = [li for li in built.main(page)("li") if li.get_text().count("†") == 2]
        assert len(shown) == 1, page
        links = shown[0].select("a:not(.headerlink, .roles-origin a)")
        found = {a.get_text(): a["href"] for a in links}
        assert found == {
            "one": f"{uri}/in/lead.html#blead.one",
            "two": f"{uri}/in/lead.html#blead.one",
            "Lead of b": f"{uri}/in/lead.html#role.blead",
        }


def test_a_wrong_link_to_another_handbook_is_reported_once(
    project: Project, inventory: str
) -> None:
    built = build_linking(project, list(WRONG), inventory, "https://example.org/b")
    # by each of the three pages that it is written on, and by none that shows it
    assert len(built.warnings) == 3 * len(WRONG)
    for says in WRONG.values():
        places = {w.split(": ")[0] for w in built.warnings if says.format(other="b") in w}
        assert {p.split(":")[0] for p in places} == {"intro.rst", "in/lead.rst", "noted.rst"}, says


def test_a_handbook_that_is_not_there_is_reported_once(project: Project) -> None:
    linking(project, "a", ":external+gone:roles:role:`lead`")
    warnings = project.build("dummy").warnings
    assert len(warnings) == 3
    assert all("inventory for external cross-reference not found: 'gone'" in w for w in warnings)
