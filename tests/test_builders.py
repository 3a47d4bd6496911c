"""The sample handbook in every builder that Sphinx brings, and in two from outside."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from conftest import is_in_table
from sphinx_roles.doctree import markers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

pytest.importorskip("myst_parser")
pytest.importorskip("furo")

WRITING = {
    "html": "**/*.html",
    "dirhtml": "**/*.html",
    "singlehtml": "index.html",
    "htmlhelp": "**/*.html",
    "json": "**/*.fjson",
    "epub": "**/*.xhtml",
    "latex": "*.tex",
    "texinfo": "*.texi",
    "man": "*.1",
    "text": "**/*.txt",
    "xml": "**/*.xml",
    "pseudoxml": "**/*.pseudoxml",
    "markdown": "**/*.md",
    "rst": "**/*.rst",
}
FIRST = ("html", "singlehtml", "json", "epub", "latex", "text")
"""One of each kind; the others are slow tests."""
EVERY_WRITING = [
    pytest.param(name, marks=[] if name in FIRST else pytest.mark.slow) for name in WRITING
]
OTHERS = ("gettext", "changes", "dummy", "doctest", "linkcheck")


def letters(text: str) -> str:
    """Text without what builders wrap, escape or hyphenate."""
    return re.sub(r"\W", "", text)


def plain_run(markup: str) -> str:
    """The longest stretch of an expectation that every builder writes as it is."""
    text = BeautifulSoup(re.sub(r"<[^>]*>", "\0", markup), "html.parser").get_text()
    return letters(max(re.findall(r"[\w\s,.]+", text), key=len))


@cache  # to parse all pages takes seconds
def runs(built: Built) -> dict[str, str]:
    """Expectation → its longest stretch without markup, as its own page has it."""
    found = {}
    pages: dict[str, BeautifulSoup] = {}
    for name, expectation in built.data["expectations"].items():
        page, _, anchor = expectation["url"].partition("#")
        if page not in pages:
            pages[page] = built.main(page.removesuffix(".html"))
        item = pages[page].find(id=unquote(anchor))
        assert item is not None, name
        for other in item.select(".headerlink, .roles-override"):
            other.decompose()
        found[name] = plain_run(item.decode_contents())
    return found


BROWSED = ("html", "dirhtml", "singlehtml", "htmlhelp", "json")
"""What is inherited is behind folds there, whole; all others say once what a page says."""


def times_shown(data: dict[str, Any], builder: str) -> Counter[str]:
    """How often a reader finds each: its own place, heirs, where it is replaced or left out."""
    expectations, holders = data["expectations"], data["holders"]
    shown = Counter(dict.fromkeys(expectations, 1))
    told: dict[str, set[str]] = {}
    """Page → what it shows."""
    places = {name: page(expectation) for name, expectation in expectations.items()}
    for name, place in places.items():
        told.setdefault(place, set()).add(name)
    for holder in holders.values():
        if is_in_table(holder):
            continue
        if holder["extends"]:
            inherited = set(holder["effective"]) - set(holder["own"])
            if builder not in BROWSED:
                inherited -= told.setdefault(page(holder), set())
                told[page(holder)] |= inherited
            shown.update(inherited)
        raised = holder["raises"].items()
        if builder not in BROWSED:  # what the same page says is named
            raised = [(o, e) for o, e in raised if places[o] != places[e]]
        shown.update(earlier for _own, earlier in raised)
        shown.update(filter(None, (left_out(holders, holder, key) for key in holder["without"])))
    return shown


def page(entry: dict[str, Any]) -> str:
    return str(entry["url"].partition("#")[0])


def left_out(holders: dict[str, Any], holder: dict[str, Any], key: str) -> str | None:
    """What a key that a holder leaves out names."""
    for ancestor in holder["mro"][1:]:
        if f"{ancestor}#{key}" in holders[ancestor]["own"]:
            return f"{ancestor}#{key}"
        if key in holders[ancestor]["without"]:
            return None
    return None


def output(built: Built, pattern: str) -> str:
    # htmlhelp writes in the encoding of Windows; no run of words has what is lost here.
    found = sorted(built.outdir.glob(pattern))
    read = [f.read_text(encoding="utf-8", errors="replace") for f in found]
    if pattern.endswith("fjson"):
        read = [json.loads(text).get("body", "") for text in read]
    # what changes at the next level is said there
    text = re.sub(r'<details class="roles-next">.*?</details>', "", "".join(read), flags=re.DOTALL)
    return without_marks(text)


def without_marks(text: str) -> str:
    """Without the marks of what a raise changes, which stand inside the wordings."""
    return re.sub(r"</?(?:del|ins)\b[^>]*>", "", text)


@cache  # to parse all pages takes seconds
def in_views(built: Built) -> str:
    """What the views of all pages show, as HTML."""
    pages = (page.read_text(encoding="utf-8") for page in sorted(built.outdir.rglob("*.html")))
    views = (BeautifulSoup(page, "html.parser").select("div.roles-view") for page in pages)
    return without_marks("".join(str(view) for found in views for view in found))


@pytest.mark.versions
@pytest.mark.parametrize("builder", [*EVERY_WRITING, *OTHERS])
def test_the_sample_builds_without_a_warning(sample: Callable[[str], Built], builder: str) -> None:
    # sphinx-markdown-builder knows no admonition with a title of its own
    known = "unknown node type: <admonition" if builder == "markdown" else "\0"
    assert [w for w in sample(builder).warnings if known not in w] == []


def due(sample: Callable[[str], Built], builder: str) -> dict[str, int]:
    """A run of words of each expectation → how often a reader must find it."""
    data = sample("html").data
    shown = times_shown(data, builder)
    texts = {name: letters(e["text"]) for name, e in data["expectations"].items()}
    assert len(texts) > 100
    assert max(shown.values()) > 4
    views = letters(in_views(sample("html")))  # other builders show as much
    return {
        run: sum(shown[other] * text.count(run) for other, text in texts.items() if run in text)
        + views.count(run)
        for run in runs(sample("html")).values()
    }


@pytest.mark.versions
@pytest.mark.parametrize("builder", EVERY_WRITING)
def test_every_expectation_is_shown_as_often_as_the_data_says(
    sample: Callable[[str], Built], builder: str
) -> None:
    text = letters(output(sample(builder), WRITING[builder]))
    wanted = due(sample, builder)
    if builder in {"text", "rst"}:  # which break the lines of a table across its cells
        data = sample("html").data
        own = [name for h in data["holders"].values() if is_in_table(h) for name in h["own"]]
        cells = {runs(sample("html"))[name] for name in own}
        wanted = {run: times for run, times in wanted.items() if run not in cells}
    assert {run: text.count(run) for run in wanted} == wanted


def test_gettext_has_every_expectation_once(sample: Callable[[str], Built]) -> None:
    data = sample("html").data
    text = letters(output(sample("gettext"), "**/*.pot"))
    texts = [letters(e["text"]) for e in data["expectations"].values()]
    for run in runs(sample("html")).values():
        assert text.count(run) == sum(other.count(run) for other in texts), run


class Tags(HTMLParser):
    """The ids of a page, and what its tags link to or load."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.urls: list[tuple[str, str]] = []
        """Name of the tag, address."""
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if url := found.get("href") or found.get("src"):
            self.urls.append((tag, url))


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_every_internal_link_of_the_sample_arrives(
    sample: Callable[[str], Built], builder: str
) -> None:
    check_links(sample(builder).outdir, builder)


def check_links(out: Path, builder: str) -> None:
    pages = {
        file.relative_to(out).as_posix(): Tags(file)
        for file in [*out.rglob("*.html"), *out.rglob("*.xhtml"), *out.glob("toc.ncx")]
    }
    checked, lost = 0, []
    # A single page has no index and no search, yet its head names them.
    names = {"a", "img", "content", *(["link"] if builder != "singlehtml" else [])}
    for page, tags in pages.items():
        for tag, url in tags.urls:
            address = urlsplit(urljoin(f"http://x/{page}", url))
            if tag not in names or address.netloc != "x":
                continue
            path = unquote(address.path)[1:]
            path += "index.html" if not path or path.endswith("/") else ""
            checked += 1
            is_lost = not (out / path).is_file()
            if address.fragment and not is_lost:
                is_lost = unquote(address.fragment) not in pages[path].ids
            if is_lost:
                lost.append((page, tag, url))
    assert checked > 150
    assert lost == []


def test_every_reference_in_latex_arrives(sample: Callable[[str], Built]) -> None:
    check_latex(output(sample("latex"), WRITING["latex"]))


def check_latex(text: str) -> None:
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))
    referred = re.findall(r"\\(?:hyper|page)ref\[?\{?\\detokenize\{([^}]*)\}", text)
    assert len(referred) > 30
    assert set(referred) <= set(labels)
    assert max(labels.values()) == 1


def test_every_reference_in_texinfo_arrives(sample: Callable[[str], Built]) -> None:
    check_texinfo(output(sample("texinfo"), WRITING["texinfo"]))


def check_texinfo(text: str) -> None:
    anchors = Counter(re.findall(r"@anchor\{([^}]*)\}", text))
    referred = re.findall(r"@ref\{([^,}]*),", text)
    nodes = set(re.findall(r"^@node ([^,\n]*)", text, re.MULTILINE))
    assert len(referred) > 30
    assert set(referred) <= {*anchors, *nodes}
    assert max(anchors.values()) == 1


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_no_node_of_ours_reaches_a_writer(sample: Callable[[str], Built], builder: str) -> None:
    text = output(sample(builder), WRITING[builder])
    for node in (markers.marker, markers.key_mark, markers.this_fact):
        assert f"<{node.__name__}" not in text
    # Nor what we note on the nodes of others.
    assert not re.search(r"\broles[-:]\w*=", re.sub(r'"[^"]*"', '""', text))


def test_the_data_of_the_sample_is_as_its_schema_says(sample: Callable[[str], Built]) -> None:
    schema = json.loads(
        files("sphinx_roles").joinpath("data", "roles.schema.json").read_text("utf-8")
    )
    assert list(Draft202012Validator(schema).iter_errors(sample("html").data)) == []
    assert sample("dirhtml").data["holders"].keys() == sample("html").data["holders"].keys()
