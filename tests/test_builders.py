"""The sample handbook in every builder that Sphinx brings, and in two from outside."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from conftest import Project
from sphinx_roles.doctree import markers

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

pytest.importorskip("myst_parser")
pytest.importorskip("furo")

SAMPLE = Path(__file__).parents[1] / "roles"
DOCS = SAMPLE.with_name("docs")

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
OUTSIDE = {"markdown": "sphinx_markdown_builder", "rst": "sphinxcontrib.restbuilder"}
"""Builder → the extension that brings it."""
OTHERS = ("gettext", "changes", "dummy", "doctest", "linkcheck")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    project = Project(tmp_path_factory.mktemp("sample"))
    shutil.rmtree(project.srcdir)
    shutil.copytree(SAMPLE, project.srcdir, ignore=shutil.ignore_patterns("_build"))
    return builds(project, ["myst_parser", "sphinx_roles"])


@pytest.fixture(scope="module")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    project = Project(tmp_path_factory.mktemp("docs"))
    project.srcdir = DOCS  # where it stands: it includes the files beside it
    return builds(project, ["myst_parser", "sphinx_roles", "from_code"])


def builds(project: Project, extensions: list[str]) -> Callable[[str], Built]:
    """Builds of one project, each once, with the configuration of its own."""
    project.conf = {"show_warning_types": True}
    done: dict[str, Built] = {}

    def build(builder: str) -> Built:
        if builder not in done:
            # gettext refuses doctrees of others, and some builders are extensions of their own.
            extension = {"doctest": "sphinx.ext.doctest", **OUTSIDE}.get(builder)
            doctrees = builder if extension or builder == "gettext" else "doctrees"
            conf: dict[str, Any] = {}
            if extension:
                pytest.importorskip(extension)
                conf["extensions"] = [*extensions, extension]
            done[builder] = project.build(builder, doctrees=f"{doctrees}.d", **conf)
        return done[builder]

    return build


def letters(text: str) -> str:
    """Text without what builders wrap, escape or hyphenate."""
    return re.sub(r"\W", "", text)


def plain_run(markup: str) -> str:
    """The longest stretch of an expectation that every builder writes as it is."""
    text = BeautifulSoup(re.sub(r"<[^>]*>", "\0", markup), "html.parser").get_text()
    return letters(max(re.findall(r"[\w\s,.]+", text), key=len))


def times_shown(data: dict[str, Any]) -> Counter[str]:
    """How often a reader finds each expectation: its own place, its heirs, where it is raised."""
    shown = Counter(dict.fromkeys(data["expectations"], 1))
    for holder in data["holders"].values():
        if holder["extends"]:
            shown.update(set(holder["effective"]) - set(holder["own"]))
        shown.update(holder["raises"].values())
    return shown


def output(built: Built, pattern: str) -> str:
    # htmlhelp writes in the encoding of Windows; no run of words has what is lost here.
    found = sorted(built.outdir.glob(pattern))
    read = [f.read_text(encoding="utf-8", errors="replace") for f in found]
    if pattern.endswith("fjson"):
        read = [json.loads(text).get("body", "") for text in read]
    return without_marks("".join(read))


def without_marks(text: str) -> str:
    """Without the marks of what a raise changes, which stand inside the wordings."""
    return re.sub(r"</?(?:del|ins)\b[^>]*>", "", text)


def in_views(built: Built) -> str:
    """What the views of all pages show, as HTML."""
    pages = (page.read_text(encoding="utf-8") for page in sorted(built.outdir.rglob("*.html")))
    views = (BeautifulSoup(page, "html.parser").select("div.roles-view") for page in pages)
    return without_marks("".join(str(view) for found in views for view in found))


@pytest.mark.parametrize("builder", [*WRITING, *OTHERS])
def test_the_sample_builds_without_a_warning(sample: Callable[[str], Built], builder: str) -> None:
    # sphinx-markdown-builder knows no admonition with a title of its own
    known = "unknown node type: <admonition" if builder == "markdown" else "\0"
    assert [w for w in sample(builder).warnings if known not in w] == []


@pytest.mark.parametrize("builder", [*WRITING, *OTHERS])
def test_the_documentation_builds_without_a_warning_of_ours(
    documentation: Callable[[str], Built], builder: str
) -> None:
    assert [w for w in documentation(builder).warnings if "[roles." in w] == []


@pytest.fixture(params=["sample", "documentation"])
def handbook(request: pytest.FixtureRequest) -> Callable[[str], Built]:
    """The sample handbook, and the example that is a part of the documentation."""
    found: Callable[[str], Built] = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("builder", WRITING)
def test_every_expectation_is_shown_as_often_as_the_data_says(
    sample: Callable[[str], Built], builder: str
) -> None:
    data = sample("html").data
    shown = times_shown(data)
    text = letters(output(sample(builder), WRITING[builder]))
    texts = {name: letters(e["text"]) for name, e in data["expectations"].items()}
    views = letters(in_views(sample("html")))  # other builders show as much
    wrong = {}
    for name, expectation in data["expectations"].items():
        run = plain_run(expectation["markup"])
        due = sum(shown[other] * texts[other].count(run) for other in texts) + views.count(run)
        if text.count(run) != due:
            wrong[name] = (run, due, text.count(run))
    assert len(texts) > 100
    assert max(shown.values()) > 5
    assert wrong == {}


@pytest.mark.parametrize("builder", WRITING)
def test_the_documentation_loses_no_expectation(
    documentation: Callable[[str], Built], builder: str
) -> None:
    """At least: its pages quote what the example shows."""
    data = documentation("html").data
    shown = times_shown(data)
    text = letters(output(documentation(builder), WRITING[builder]))
    for name, expectation in data["expectations"].items():
        assert text.count(plain_run(expectation["markup"])) >= shown[name] > 0, name


def test_gettext_has_every_expectation_once(sample: Callable[[str], Built]) -> None:
    data = sample("html").data
    text = letters(output(sample("gettext"), "**/*.pot"))
    texts = [letters(e["text"]) for e in data["expectations"].values()]
    for expectation in data["expectations"].values():
        run = plain_run(expectation["markup"])
        assert text.count(run) == sum(other.count(run) for other in texts), run


def parsed(file: Path) -> BeautifulSoup:
    text = file.read_text(encoding="utf-8")
    # no declaration, which would make the parser warn: it need not be told of XML
    return BeautifulSoup(re.sub(r"\A<\?xml.*?\?>", "", text), "html.parser")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_every_internal_link_arrives(handbook: Callable[[str], Built], builder: str) -> None:
    out = handbook(builder).outdir
    pages = {
        file.relative_to(out).as_posix(): parsed(file)
        for file in [*out.rglob("*.html"), *out.rglob("*.xhtml"), *out.glob("toc.ncx")]
    }
    ids = {page: {tag["id"] for tag in soup.find_all(id=True)} for page, soup in pages.items()}
    checked, lost = 0, []
    # A single page has no index and no search, yet its head names them.
    names = ["a", "img", "content", *(["link"] if builder != "singlehtml" else [])]
    for page, soup in pages.items():
        for tag in soup.find_all(names):
            address = urlsplit(urljoin(f"http://x/{page}", tag.get("href") or tag.get("src") or ""))
            if address.netloc != "x" or not (tag.get("href") or tag.get("src")):
                continue
            path = unquote(address.path)[1:]
            path += "index.html" if not path or path.endswith("/") else ""
            checked += 1
            is_lost = not (out / path).is_file()
            if address.fragment and not is_lost:
                is_lost = unquote(address.fragment) not in ids[path]
            if is_lost:
                lost.append((page, tag))
    assert checked > 150
    assert lost == []


def test_every_reference_in_latex_arrives(handbook: Callable[[str], Built]) -> None:
    text = output(handbook("latex"), WRITING["latex"])
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))
    referred = re.findall(r"\\(?:hyper|page)ref\[?\{?\\detokenize\{([^}]*)\}", text)
    assert len(referred) > 30
    assert set(referred) <= set(labels)
    assert max(labels.values()) == 1


def test_every_reference_in_texinfo_arrives(handbook: Callable[[str], Built]) -> None:
    text = output(handbook("texinfo"), WRITING["texinfo"])
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
