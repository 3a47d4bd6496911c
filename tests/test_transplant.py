"""What is copied onto another page reads and links there as on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import HAS_MYST, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built

needs_myst = pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

# What authors put into list items, in reST and in MyST, each after a colon.
REST = {
    "admonition": """\
Know

  .. note:: A note with :doc:`sibling`.

  .. admonition:: Titled

     With |pic|.""",
    "any": "See :any:`sibling` and :any:`a-label`.",
    "citation": "As [Knuth]_ says.",
    "cls": """\
Know

  .. rst-class:: special

  a classy paragraph""",
    "code": """\
Run:

  .. code-block:: python
     :caption: Captioned
     :name: a-code
     :linenos:
     :emphasize-lines: 1

     print(1)
     print(2)""",
    "comment": """\
Know

  .. a comment

  more""",
    "container": """\
Know

  .. container:: card

     Boxed :doc:`sibling`.""",
    "csv": """\
Know:

  .. csv-table::

     a, :doc:`sibling`""",
    "deflist": """\
Know

  term : classifier
     definition :doc:`sibling`""",
    "doc-relative": "See :doc:`sibling`, :doc:`up <../craft>` and :doc:`/index`.",
    "doctest": """\
Know

  >>> 1 + 1
  2""",
    "download": "Take :download:`this <file.txt>` and :download:`/deep/er/file.txt`.",
    "epigraph": """\
Know

  .. epigraph:: Words :doc:`sibling`""",
    "fields": """\
Know

  :field: value :doc:`sibling`""",
    "figure": """\
Look:

  .. figure:: pic.png
     :name: a-figure

     Caption with :doc:`sibling`.

     Legend.""",
    "figure-plain": """\
Look:

  .. figure:: pic.png

     Plain caption.""",
    "footnote": """\
Note [#note]_ and again [#note]_ and [1]_ and [*]_.

  - nested [#note]_""",
    "footnote-shared": "Note [#note]_ elsewhere [#]_.",
    "glossary": """\
Know

  .. glossary::

     shelf
        A :doc:`sibling` thing.

     shelf two
        other""",
    "hlist": """\
Know

  .. hlist::
     :columns: 2

     * a
     * :doc:`sibling`""",
    "ifconfig": """\
Do

  .. ifconfig:: True

     configured""",
    "home": "See :ref:`home-part` and :any:`home <home-part>`.",
    "image": """\
Look:

  .. image:: pic.png
     :alt: A picture
     :target: sibling.html""",
    "image-doc": """\
Look:

  .. image:: pic.png
     :alt: P2
     :target: sibling_""",
    "index": """\
Know :index:`indexed` words

  .. index:: single: other

  and more""",
    "indirect": "See `Section two`_ and own_ and aliased_.",
    "inline-image": "Look |pic| here, |release| and |word|.",
    "intersphinx-like": "Know :py:func:`frob` and :option:`-x`.",
    "kbd": "Press :kbd:`Ctrl+C`, :guilabel:`&File`, :samp:`x{y}`, :pep:`8`.",
    "label-inside": """\
Know

  .. _label-inside:

  this paragraph. See :ref:`it <label-inside>`.""",
    "lines": """\
Know

  | one :doc:`sibling`
  |   two""",
    "listtable": """\
Know:

  .. list-table:: LT
     :header-rows: 1

     * - a
       - b
     * - 1
       - .. image:: pic.png""",
    "literal": """\
Run::

    SELECT 1;""",
    "literalinclude": """\
Know

  .. literalinclude:: file.txt
     :caption:""",
    "math": """\
Solve :math:`a^2` and

  .. math:: e = 1
     :label: energy

  and :eq:`energy`.""",
    "named": """\
See `the site <https://example.org/>`_, `the site`_, `ext name`_, anon__ and `two`__.

  __ https://example.org/anon
  __ sibling.html""",
    "nested": """\
Know

  - one :doc:`sibling`

    1. two :doc:`../craft`

       .. image:: pic.png""",
    "numref": "See :numref:`a-figure` and :numref:`Code %s <a-code>`.",
    "only": """\
Know

  .. only:: html

     this in HTML :doc:`sibling`

  .. only:: not html

     that elsewhere""",
    "option": """\
Use :option:`-x` and

  .. option:: -x

     Option x.""",
    "options": """\
Know

  -a, --all  everything :doc:`sibling`""",
    "parsed": """\
Know

  .. parsed-literal::

     see :doc:`sibling`""",
    "productionlist": """\
Know

  .. productionlist::
     digit: "0" | zero
     zero: `digit`""",
    "pyfunc": """\
Call

  .. py:function:: frob(x: int) -> str

     Frobs :py:func:`frob`.""",
    "quote": """\
Know

    Quoted :doc:`sibling`

    -- Somebody""",
    "raw": """\
Know

  .. raw:: html

     <b class="rawhtml">raw</b>""",
    "ref": "See :ref:`a-label` and :ref:`titled <a-label>` and :ref:`on-own-page`.",
    "roles": """\
Know :role:`top`, :level:`top/senior`, :level:`own-level`, :expectation:`base#doc-relative`,
  :craft:`review`, :role:`~top`.""",
    "rubric": """\
Know

  .. rubric:: Rubric

  more""",
    "seealso": """\
Know

  .. seealso:: :doc:`sibling`""",
    "table": """\
Know:

  .. table:: Numbered
     :name: a-table

     ===  =========
     a    b
     ===  =========
     1    :doc:`sibling`
     ===  =========""",
    "tabularcol": """\
Know

  .. tabularcolumns:: |l|l|

  .. csv-table::

     a, b""",
    "target": "Know _`inline target` and later `inline target`_.",
    "term": "A :term:`kiosk` is :abbr:`WWW (wait)`.",
    "todo": """\
Do

  .. todo:: Remember :doc:`sibling`.""",
    "version": """\
Know

  .. versionadded:: 1.2
     New :doc:`sibling`.

  .. deprecated:: 1.3""",
}

MYST = {
    "md-admonition": """\
Know
  :::{note}
  A [text](sibling2.md) ![x](pic.png)
  :::""",
    "md-anchor": """\
See [](sibling2.md#second), [here](#levels-of-it), [](#a-label), [x](sibling2.md#third).""",
    "md-attr": "Know [span]{#span-id .cls} and [to](#span-id)",
    "md-auto": "<https://example.org> https://example.com [e](https://example.org/x)",
    "md-code": """\
Know
  ```python
  print(1)
  ```

  ```{code-block} js
  :caption: Cap
  var x;
  ```""",
    "md-colon": """\
Know
  :::{admonition} Titled [](sibling2.md)
  x
  :::""",
    "md-def": """\
Know

  Term
  : definition [text](sibling2.md)""",
    "md-doc": """\
{doc}`sibling2` {ref}`a-label` {any}`sibling2` {term}`kiosk` {download}`file.txt`
  {numref}`a-figure`""",
    "md-eval": """\
Know
  ```{eval-rst}
  :doc:`sibling2`

  .. image:: pic.png
  ```""",
    "md-fig": """\
Know
  ```{figure} pic.png
  :name: md-figure
  Caption [](sibling2.md)
  ```
  {numref}`md-figure`""",
    "md-file": """\
Take [file](file.txt), <project:sibling2.md>, <path:file.txt>, [](<project:#a-label>).""",
    "md-foot": """\
Note[^n] and[^n] two[^other].
  - nested[^n]
    - deep[^deep]""",
    "md-html": """\
Know <b>bold</b>

  <div class='x'>block</div>""",
    "md-image": "![alt](pic.png) and <img src='pic.png' class='raw'>",
    "md-link": "[](sibling2.md), [text](sibling2.md), [up](../craft.rst), [root](/index.rst).",
    "md-math": """\
$a$ and
  $$b = 1$$ (lab)

  more""",
    "md-own-doc": "See [own](base2.md#levels-of-it), [own again](base2.md), [](#levels-of-it).",
    "md-ref": "See [reffed] and [text][reffed].",
    "md-subst": "Know {{ word }} and {{ linked }}",
    "md-table": """\
Know

  | a | b |
  |---|---|
  | [text](sibling2.md) | c |""",
    "md-target": """\
Know

  (md-label)=
  Know {ref}`self <md-label>`""",
    "md-task": "[ ] Task [text](sibling2.md)",
}


REST_PAGE = """\
.. highlight:: sql

Base
====

.. role::
   :track: Low

Responsibilities
----------------

{items}

.. |pic| image:: pic.png
.. |word| replace:: replaced :doc:`sibling`
.. [#note] The note :doc:`sibling` |pic| with [#second]_.
.. [#second] The second.
.. [1] Numbered.
.. [*] Star.
.. [#] Auto.
.. [Knuth] Donald, :doc:`sibling`.
.. _ext name: https://example.org/named
.. _own: `Section two`_
.. _aliased: https://example.org/aliased
.. _sibling: sibling.html

Definitions
-----------

.. glossary::

   kiosk
      A machine.

.. _on-own-page:

Section two
-----------

.. level:: own-level

Prose.
"""

MYST_PAGE = """\
---
myst:
  substitutions:
    word: a word
    linked: "[text](sibling2.md)"
---
# Base two

```{{role}}
:name: base-two
```

## Responsibilities

{items}

[reffed]: sibling2.md

[^n]: The note [text](sibling2.md) ![p](pic.png).
[^other]: Other.
[^deep]: Deep.

## Levels of it

Prose.
"""

EXTENDING = """\
{title}
{line}

.. role::
   :track: High

.. extends:: {bases}

Of this page itself [#]_.

.. [#] Its own note.

Senior
------

.. level:: senior

- An item.
"""

CONF: dict[str, Any] = {
    "extensions": [
        *(["myst_parser"] if HAS_MYST else []),
        "sphinx.ext.todo",
        "sphinx.ext.ifconfig",
        "sphinx.ext.doctest",
        "sphinx_roles",
    ],
    "roles_intro": None,
    "roles_inherited_book": "open",  # so that there are copies
    "numfig": True,
    "nitpicky": True,
    "todo_include_todos": True,
    "myst_heading_anchors": 3,
    "myst_enable_extensions": [
        "attrs_inline",
        "colon_fence",
        "deflist",
        "dollarmath",
        "html_image",
        "substitution",
        "tasklist",
    ],
}
ROOT = """\
Home
====

.. toctree::
   :glob:

   **

.. _home-part:

Part of home
------------

Text.
"""


def extending(title: str) -> str:
    bases = "base, base-two" if HAS_MYST else "base"
    return EXTENDING.format(title=title, line="=" * len(title), bases=bases)


def kitchen_sink(project: Project) -> Project:
    """Everything on two pages deep down, extended at the top and deep down elsewhere."""
    rest = "\n\n".join(f"- :key:`{key}` {key}: {text}" for key, text in REST.items())
    myst = "\n\n".join(f"- {{key}}`{key}` {key}: {text}" for key, text in MYST.items())
    project.write(
        {
            "index.rst": ROOT,
            "deep/er/base.rst": REST_PAGE.format(items=rest),
            "deep/er/sibling.rst": ".. _a-label:\n\nSibling\n=======\n\nText.\n",
            "deep/craft.rst": "Craft up\n========\n\nText.\n",
            "craft/review.rst": "Review\n======\n\nText.\n",
            "top.rst": extending("Top"),
            "other/deep/down/page.rst": extending("Page"),
        }
    )
    if HAS_MYST:
        sibling = "# Sibling two\n\n## Second\n\n## Third\n"
        files = {"base2.md": MYST_PAGE.format(items=myst), "sibling2.md": sibling}
        project.write({f"deep/er/{name}": text for name, text in files.items()})
    (project.srcdir / "deep/er/pic.png").write_bytes(PNG)
    (project.srcdir / "deep/er/file.txt").write_text("hello\n", encoding="utf-8")
    return project


def pages(out: Path) -> dict[str, BeautifulSoup]:
    files = sorted([*out.rglob("*.html"), *out.rglob("*.xhtml")])
    return {
        f.relative_to(out).as_posix(): BeautifulSoup(f.read_text("utf-8"), "html.parser")
        for f in files
    }


def absolute(url: str, page: str) -> str:
    """Where a link of a page leads, from the output folder."""
    # Some of Sphinx's own are more explicit.
    return re.sub(r"\bindex\.html(?=#|$)", "", urljoin(f"http://x/{page}", url))


def as_read(item: Tag, page: str) -> str:
    """The HTML of an item, without what must be different in a copy."""
    item = BeautifulSoup(str(item), "html.parser")  # type: ignore[assignment]
    # An equation, as a figure, is numbered where it stands first; only there it is a target.
    for target in item.select("span.target"):
        target.unwrap()
    for gone in item.select("a.headerlink, .caption-number, .eqno, .roles-origin, details"):
        gone.extract()
    for tag in item.find_all(True):
        tag.attrs.pop("id", None)
        for name in {"href", "src"} & set(tag.attrs):
            tag[name] = absolute(tag[name], page)  # type: ignore[arg-type]
        if str(tag.get("alt", "")).endswith("pic.png"):
            del tag["alt"]  # docutils puts the path there where the author says nothing
        if "footnote-reference" in tag.get("class", []):  # type: ignore[operator]
            tag.string, tag["href"] = "1", ""
    return re.sub(r" (?=<)|(?<=>) ", "", " ".join(str(item).split()))


@dataclass
class Sink:
    """The kitchen sink as one builder writes it."""

    builder: str
    built: Built
    pages: dict[str, BeautifulSoup]
    items: dict[str, list[str]]
    """Key → the item and its copies."""


def html_items(pages: dict[str, BeautifulSoup]) -> Iterator[tuple[str, str]]:
    """Key and HTML of every item of the kitchen sink on every page."""
    for page, soup in pages.items():
        for item in soup.find_all("li"):
            key, colon, _ = item.get_text().strip().partition(": ")
            if colon and (key in REST or key in MYST):
                yield key, as_read(item, page)


def text_items(outdir: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(outdir.rglob("*.txt")):
        text = file.read_text(encoding="utf-8")
        pattern = r"^\* ([\w-]+): (.*(?:\n(?:  .*)?)*)"
        for key, found in re.findall(pattern, text, re.MULTILINE):
            # without the note of its origin
            said = re.sub(r"\s+\(from\s+Base(\s+two)?\)(?=\n\n|\s*\Z)", "", found)
            yield key, re.sub(r"\[(\d+|\*)\]", "[1]", said).strip()


BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "text")


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sink]:
    project = kitchen_sink(Project(tmp_path_factory.mktemp("sink")))
    done: dict[str, Sink] = {}

    def build(builder: str) -> Sink:
        if builder not in done:
            built = project.build(builder, **CONF)
            found = pages(built.outdir)
            items: dict[str, list[str]] = {}
            every = text_items(built.outdir) if builder == "text" else html_items(found)
            for key, item in every:
                items.setdefault(key, []).append(item)
            done[builder] = Sink(builder, built, found, items)
        return done[builder]

    return build


@pytest.mark.versions
@pytest.mark.parametrize("builder", BUILDERS)
def test_a_copy_reads_and_links_as_the_original(sink: Callable[[str], Sink], builder: str) -> None:
    items = sink(builder).items
    keys = {*REST, *(MYST if HAS_MYST else ())}
    # Sphinx's text builder leaves out the text of a target, and a copy has none.
    keys -= {"target"} if builder == "text" else set()
    different = {key: items.get(key) for key in keys if len(items.get(key, [])) != 3}
    assert different == {}  # each stands in its own place, and on two other pages
    for key in sorted(keys):
        first, *others = items[key]
        assert others == [first, first], key


@pytest.mark.versions
@pytest.mark.parametrize("builder", [*BUILDERS, "latex", "man", "texinfo", "xml"])
def test_copies_cause_no_warning(sink: Callable[[str], Sink], builder: str) -> None:
    assert sink(builder).built.warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_no_page_has_an_id_twice(sink: Callable[[str], Sink], builder: str) -> None:
    found = sink(builder)
    assert found.pages
    for page, soup in found.pages.items():
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert (page, sorted(ids)) == (page, sorted(set(ids)))  # type: ignore[type-var]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_every_link_of_a_page_leads_somewhere(sink: Callable[[str], Sink], builder: str) -> None:
    found = sink(builder)
    ids = {
        page: {tag["id"] for tag in soup.find_all(id=True)} for page, soup in found.pages.items()
    }
    checked = 0
    for page, soup in found.pages.items():
        for tag in (soup.find(attrs={"role": "main"}) or soup).find_all(["a", "img"]):
            address = urlsplit(urljoin(f"http://x/{page}", str(tag.get("href") or tag.get("src"))))
            if address.netloc != "x":
                continue
            if address.path.endswith("/sibling.html") and builder != "html":
                continue  # as its author wrote it, right for `html` alone
            if address.fragment == "document-index":
                continue  # Sphinx's `singlehtml` has no such place
            path = unquote(address.path)[1:]
            path += "index.html" if path.endswith("/") or not path else ""
            assert (found.built.outdir / path).is_file(), (page, tag)
            if address.fragment:
                assert unquote(address.fragment) in ids[path], (page, tag)
            checked += 1
    assert checked > (300 if HAS_MYST else 250)


def test_every_reference_in_latex_has_its_label(sink: Callable[[str], Sink]) -> None:
    text = next(sink("latex").built.outdir.glob("*.tex")).read_text(encoding="utf-8")
    labels = re.findall(r"\\label\{\\detokenize\{(.*?)\}", text)
    links = re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text)
    assert len(links) > 100
    assert set(links) - {"deep/er/base2:span-id"} <= set(labels)  # a span has none in LaTeX
    # Sphinx writes this one twice, for the title and for a name that stands for it.
    doubled = {label for label in labels if labels.count(label) > 1}
    assert doubled <= {"deep/er/base:section-two"}
    for words in ("figure: Look:", "code: Run:", "footnote: Note"):
        assert text.count(words) == 3, words


def test_no_entry_of_the_index_is_doubled(sink: Callable[[str], Sink]) -> None:
    index = sink("html").pages["genindex.html"]
    entry = next(a for a in index.find_all("a") if a.get_text() == "indexed")
    assert entry["href"] == "deep/er/base.html#index-0"
    assert not entry.find_parent("li").find_all("li")  # type: ignore[union-attr]


def test_this_in_an_inherited_item_is_the_heir(project: Project) -> None:
    base = "Base\n====\n\n.. role::\n   :track: Low\n\nYou will\n--------\n\n- {}\n"
    heir = "Top\n===\n\n.. role::\n\n.. extends:: base\n"
    project.write(
        {
            "index.rst": ROOT,
            "base.rst": base.format("Be a :this:`role` in :this:`track`."),
            "top.rst": heir,
            "other/deep/down/page.rst": heir,
        }
    )
    built = project.build("text", roles_intro=None)
    assert "Be a Base in Low." in built.file("base.txt")
    for docname in ("top", "other/deep/down/page"):
        assert "Be a Top in this track." in built.file(f"{docname}.txt")


# -- footnotes


NOTES_REST = """\
Base
====

.. role::

You will
--------

- One [#a]_ and again [#a]_.

  - Nested [#b]_.
- Two [#a]_, and one more [#c]_.
- Numbered [5]_, starred [*]_.

.. [#a] Note a.
.. [#b] Note b, see [#a]_.
.. [#c] Note c.
.. [5] Note five.
.. [*] Note star.

Upper
-----

.. level:: upper

.. extends:: base

- Own.
"""
NOTES_MYST = """\
# Base

```{role}
```

## You will

- One [^a] and again [^a].

  - Nested [^b].
- Two [^a], and one more [^c].
- Numbered [^5], starred [^star].

[^a]: Note a.
[^b]: Note b, see [^a].
[^c]: Note c.
[^5]: Note five.
[^star]: Note star.

## Upper

```{level} upper
```

```{extends} base
```

- Own.
"""
NOTES_HEIR = """\
Heir
====

.. role::

.. extends:: base

It has a note [#]_ and another [#]_.

.. [#] First of its own.
.. [#] Second of its own.
"""


def notes(part: Tag) -> dict[str, str]:
    """Number → footnote, for every reference in a part of a page."""
    page = part.find_parent("html") or part
    found = {}
    for link in part.select("a.footnote-reference"):
        number = link.get_text().strip("[]")
        note = page.find(id=str(link["href"])[1:])
        assert note is not None, link
        label, *_, text = note.find_all(["span", "p"], recursive=False)  # type: ignore[union-attr]
        assert label.get_text().strip("[]") == number
        found[number] = text.get_text()
        for back in note.select("a[role=doc-backlink]"):  # type: ignore[union-attr]
            assert page.find(id=str(back["href"])[1:]), back  # type: ignore[union-attr]
    return found


@pytest.mark.versions
@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("base.rst", NOTES_REST),
        pytest.param("base.md", NOTES_MYST, marks=needs_myst),
    ],
    ids=["reST", "MyST"],
)
def test_footnotes_arrive_whole_after_the_page_s_own(
    project: Project, name: str, base: str
) -> None:
    project.write({"index.rst": ROOT, name: base, "heir.rst": NOTES_HEIR})
    built = project.build(roles_intro=None, numfig=True)
    assert built.warnings == []
    heir = built.main("heir")
    assert notes(heir) == {
        "1": "First of its own.",
        "2": "Second of its own.",
        "3": "Note a.",
        "4": "Note b, see [3].",
        "5": "Note c.",
        "6": "Note five.",
        "7": "Note star.",
    }
    # Inherited on the page of the notes themselves: once there, and linked.
    page = built.main("base")
    upper = page.find(id="base.upper").find_parent("section")  # type: ignore[union-attr]
    assert set(notes(upper)) <= set(notes(page))  # type: ignore[arg-type]
    assert page.get_text().count("Note star.") == 1
    latex = project.build("latex", roles_intro=None)
    assert latex.warnings == []
    (tex,) = latex.outdir.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    # Once on the page of origin, where its level refers to it, and once on the heir's.
    assert text.count("Note five.") == 2


def test_a_footnote_that_refers_to_itself_arrives(project: Project) -> None:
    # Sphinx's LaTeX cannot take this, wherever it stands.
    base = (
        "Base\n====\n\n.. role::\n\nYou will\n--------\n\n- Do [#a]_.\n\n.. [#a] As [#a]_ says.\n"
    )
    heir = "Heir\n====\n\n.. role::\n\n.. extends:: base\n"
    project.write({"index.rst": ROOT, "base.rst": base, "heir.rst": heir})
    assert notes(project.build(roles_intro=None).main("heir")) == {"1": "As [1] says."}


# -- the shared intro


INTRO_REST = """\
.. highlight:: sql

How to read
===========

Build your :this:`role` career; see :doc:`sibling`, :doc:`/index`, :ref:`label`, `Inner heading`_.

Inner heading
-------------

.. toctree::
   :hidden:

   sibling

Take :download:`file.txt` and look at |pic| [#]_; `write <sibling.html>`__.

Deeper
~~~~~~

::

   SELECT 1;

.. |pic| image:: pic.png
   :alt: A picture

.. [#] A note on :doc:`sibling`.
"""
INTRO_MYST = """\
# How to read

Build your {this}`role` career; see [](sibling.rst), [home](/index.rst), [](#label),
[Inner](#inner-heading), [here](intro.md#inner-heading).

## Inner heading

```{toctree}
:hidden:

sibling
```

Take [it](file.txt) and look at ![A picture](pic.png) [^n].

### Deeper

```sql
SELECT 1;
```

[^n]: A note on [](sibling.rst).
"""


@pytest.fixture(scope="module", params=["reST", "MyST"])
def with_intro(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two role pages in different folders with one intro above them."""
    if request.param == "MyST" and not HAS_MYST:
        pytest.skip("needs MyST-Parser")
    name, intro = {
        "reST": ("intro.rst", INTRO_REST),
        "MyST": ("intro.md", INTRO_MYST),
    }[request.param]
    project = Project(tmp_path_factory.mktemp("intro"))
    role = "{0}\n{1}\n\n.. role::\n\nYou will\n--------\n\n- {0} own.\n"
    project.write(
        {
            "index.rst": ROOT,
            f"folder/{name}": intro,
            "folder/sibling.rst": ".. _label:\n\nSibling\n=======\n\nText.\n",
            "folder/near.rst": role.format("Near", "===="),
            "folder/down/and/far.rst": role.format("Far", "==="),
        }
    )
    (project.srcdir / "folder/pic.png").write_bytes(PNG)
    (project.srcdir / "folder/file.txt").write_text("hello\n", encoding="utf-8")
    return project


@pytest.mark.versions
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_the_intro_links_the_same_on_every_page(with_intro: Project, builder: str) -> None:
    built = with_intro.build(builder, myst_heading_anchors=3, nitpicky=True)
    assert built.warnings == []

    found = []
    for page, soup in pages(built.outdir).items():
        for start in soup.find_all("p", string=None):
            if start.get_text().startswith("Build your "):
                section = start.parent
                for gone in section.select("a.headerlink, aside"):  # type: ignore[union-attr]
                    gone.extract()
                links = [
                    (tag.get_text(), absolute(str(tag.get("href") or tag.get("src")), page))
                    for tag in section.find_all(["a", "img"])  # type: ignore[union-attr]
                    if "footnote-reference" not in tag.get("class", [])
                ]
                code = section.find("pre").decode_contents()  # type: ignore[union-attr]
                found.append((start.get_text().split(" career")[0], links, code))
    texts, links, codes = zip(*found, strict=True)
    assert sorted(texts) == ["Build your Far", "Build your Near", "Build your this role"]
    assert links[0] == links[1] == links[2]
    assert len(links[0]) >= 6
    assert codes[0] == codes[1] == codes[2]


# -- mistakes in what is copied


@pytest.mark.versions
def test_a_wrong_link_is_reported_once_by_its_own_page(project: Project) -> None:
    wrong = (
        ":doc:`m1` :ref:`m2` :any:`m3` :term:`m4` :download:`m5` :numref:`m6` :eq:`m7` :option:`m8`"
        " :py:func:`m9` :role:`m10` :level:`m11` :expectation:`m12` :craft:`m13` [M14]_ :any:`twin`"
    )
    files = {
        "index.rst": ROOT,
        "twin.rst": "Dup\n===\n\n.. _twin:\n\nPart\n----\n\nText.\n",
        "intro.rst": "Intro\n=====\n\n:doc:`i1`\n",
        "base.rst": f"Base\n====\n\n.. role::\n\nYou will\n--------\n\n- Do {wrong}\n",
    }
    expected = [*(f"m{n}" for n in range(1, 14)), "M14", "twin", "i1"]
    if HAS_MYST:
        links = "[x](w1.md) [x](#w2) [x](index.rst#w3) <project:w4.md> {doc}`w5`"
        files["md.md"] = f"# Md\n\n```{{role}}\n```\n\n## You will\n\n- Do {links}\n"
        expected += [f"w{n}" for n in range(1, 6)]
    bases = "base, md" if HAS_MYST else "base"
    for name in ("one", "two"):
        files[f"{name}.rst"] = f"{name}\n=====\n\n.. role::\n\n.. extends:: {bases}\n"
    built = project.write(files).build(nitpicky=True, numfig=True)
    reported = [
        [w for w in built.warnings if re.search(rf"\b{target}\b", w)] for target in expected
    ]
    assert [len(found) for found in reported] == [1] * len(expected), built.warnings
    assert len(built.warnings) == len(expected)
    assert {w.split(":")[0] for w in built.warnings} <= {"base.rst", "md.md", "intro.rst"}


MISTAKES = """\
:orphan:

Base
====

.. role::

Local part
----------

Text.

You will
--------

- See `Local part`_ first.
- Do :nonsense:`x` well.
- Note [#nope]_ it.
- Note |nope| it.
"""


def test_mistakes_in_an_item_stay_where_they_are(project: Project) -> None:
    """docutils reports each on its page; copies say what stands there and link to nothing."""
    project.conf["roles_intro"] = None
    heir = "Top\n===\n\n.. role::\n\n.. extends:: base\n\n.. roles:expectations::\n"
    root = "Root\n====\n\n.. toctree::\n\n   top\n"
    project.write({"index.rst": root, "base.rst": MISTAKES, "top.rst": heir})
    built = project.build()
    assert {line.partition(": ")[0] for line in built.warnings} == {
        f"base.rst:{number}" for number in (17, 18, 19)
    }
    top = built.main("top")
    items = [str(li.p) for li in top.select(".roles-inherited li")]
    assert '<a class="reference internal" href="base.html#local-part">Local part</a>' in items[0]
    for item, written in zip(items[1:], (":nonsense:`x`", "[#nope]_", "|nope|"), strict=True):
        assert f'<span class="problematic">{written}</span>' in item
    view = [str(li.p) for li in top.select(".roles-expectations li")]
    assert view == items
    # A book without the page of origin: no link leads to a label that is not there.
    latex = project.build("latex")
    assert latex.warnings == []
    (book,) = latex.outdir.glob("*.tex")
    text = book.read_text(encoding="utf-8")
    assert "See Local part first." in text


@needs_myst
@pytest.mark.parametrize("anchors", [0, 2])
def test_a_link_to_an_anchor_of_the_page_of_an_item(project: Project, anchors: int) -> None:
    """A copy leads to the page of origin. MyST-Parser reports once what leads nowhere."""
    project.conf.update(roles_intro=None, myst_heading_anchors=anchors)
    base = "# Base\n\n```{role}\n```\n\n## You will\n\n- Read [it](#you-will) and [this](#nope).\n"
    heir = "# Top\n\n```{role}\n```\n\n```{extends} base\n```\n"
    index = "# Index\n\n```{toctree}\nbase\ntop\n```\n"
    built = project.write({"index.md": index, "base.md": base, "top.md": heir}).build()
    (warning,) = built.warnings
    assert warning.startswith("base.md:8: WARNING: 'myst' cross-reference target not found")
    assert built.main("top").find("a", string="it")["href"] == "base.html#you-will"
