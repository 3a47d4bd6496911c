"""Sphinx's own search: an expectation is found on the page that owns it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from sphinx.search.en import SearchEnglish

from browser import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Built, Project

pytest.importorskip("myst_parser")
pytest.importorskip("furo")

ENGINEERING = "engineering/"
BACKEND = f"{ENGINEERING}backend-engineer"
FRONTEND = f"{ENGINEERING}frontend-engineer"
EVERY = f"{ENGINEERING}every-engineer"
ON_CALL = f"{ENGINEERING}on-call"
DATA = f"{ENGINEERING}platform/data-engineer"
RELIABILITY = f"{ENGINEERING}platform/site-reliability-engineer"
QUERIES = {
    # inherited by all engineers
    "bring large things to planning": EVERY,
    "loan history never leaves production": EVERY,
    "say early when you are stuck": EVERY,
    "leave behind the test that would have caught it": EVERY,
    "most of our decisions are made in writing, a few hours apart": EVERY,
    "correct small things as you pass them": EVERY,
    # inherited by other role pages
    "acknowledge a page within ten minutes": ON_CALL,
    "hand over in writing what fired": ON_CALL,
    "weeks of shadowing the rota": ON_CALL,
    # inherited by the levels of their own page, and by others
    "compatible with the kiosks": BACKEND,
    "migrations while libraries are lending": BACKEND,
    "know the slowest query": BACKEND,
    "dashboard and alerts a borrower would notice": BACKEND,
    "estimate in ranges": BACKEND,
    "pair twice a week": BACKEND,
    "make yourself dispensable": BACKEND,
    "fluency in Kotlin": BACKEND,
    "catalogue usable on a five-year-old phone": FRONTEND,
    "interface text that can be translated": FRONTEND,
    "restore a backup into an empty environment": RELIABILITY,
    "enough shell to know when to stop": RELIABILITY,
    "write the definition of every figure": DATA,
    "report never sees the day empty": DATA,
    "fluency in SQL and Python": DATA,
}
"""What a reader types → the page of the expectation that says so."""


# -- the index


class Index:
    """What Sphinx's search page loads, and the pages that hold all words of a query in it."""

    def __init__(self, outdir: Path) -> None:
        text = (outdir / "searchindex.js").read_text(encoding="utf-8")
        self.index = json.loads(text[text.index("{") : text.rindex("}") + 1])
        self.language = SearchEnglish({})

    def pages(self, query: str) -> list[str]:
        stems = [
            self.language.stem(word.lower())
            for word in self.language.split(query)
            if self.language.word_filter(self.language.stem(word.lower()))
        ]
        assert stems
        found = set.intersection(*(self._holding(stem) for stem in stems))
        return sorted(self.index["docnames"][number] for number in found)

    def _holding(self, stem: str) -> set[int]:
        every: set[int] = set()
        for name in ("terms", "titleterms"):
            found = self.index[name].get(stem, [])
            every |= {found} if isinstance(found, int) else set(found)
        return every


@pytest.mark.versions
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_expectation_is_in_the_index_of_its_owner(
    sample: Callable[[str], Built], builder: str
) -> None:
    index = Index(sample(builder).outdir)
    found = {query: index.pages(query) for query in QUERIES}
    # Whoever inherits it is not listed; now and then, a page holds the same words by chance.
    assert [query for query, owner in QUERIES.items() if owner not in found[query]] == []
    assert sum(map(len, found.values())) < len(QUERIES) * 1.2
    assert index.pages("confirms what you have already been doing") == ["intro"]
    assert index.pages("raises earlier") == []


FILES = {
    "index.md": "# Handbook\n\n```{toctree}\nengineer\ntester\n```\n",
    "engineer.md": """
        # Engineer

        ```{role}
        ```

        ## Responsibilities

        - {key}`zebra` Groom the zebra.[^brush]
        - {key}`okapi` Feed the okapi.

        [^brush]: With a toothbrush.
        """,
    "tester.md": """
        # Tester

        ```{role}
        ```

        ```{extends} engineer
        ```

        ## Responsibilities

        - {key}`okapi` Weigh the quokka.
        - Count things.
        """,
}
ENGINEER, TESTER = "engineer", "tester"


def test_incremental_builds_find_the_same(project: Project) -> None:
    """Also what is not plain, which is rendered on each page: here, a footnote."""
    project.conf["roles_intro"] = None
    built = project.write(FILES).build()
    assert built.warnings == []

    def found(query: str) -> list[str]:
        return Index(built.outdir).pages(query)

    assert found("groom zebra") == found("toothbrush") == found("feed okapi") == [ENGINEER]
    assert found("weigh quokka") == [TESTER]
    project.write({"engineer.md": FILES["engineer.md"].replace("Groom", "Saddle")})
    assert TESTER in project.build().written
    assert found("groom") == []
    assert found("saddle zebra") == [ENGINEER]
    project.write({"tester.md": FILES["tester.md"].replace("Count", "Groom zebra")})
    project.build()
    assert found("groom zebra") == [TESTER]
    # and what nobody inherits any more
    project.write({"engineer.md": FILES["engineer.md"].replace("Feed", "Milk")})
    project.build()
    assert found("milk okapi") == [ENGINEER]


@pytest.mark.parametrize("shows", ["fold", "open", "link"])
def test_however_it_is_shown(project: Project, shows: str) -> None:
    built = project.write(FILES).build(roles_intro=None, roles_inherited=shows)
    index = Index(built.outdir)
    assert index.pages("groom zebra") == [ENGINEER]
    assert index.pages("feed okapi") == [ENGINEER]


# -- the search page


@pytest.fixture(scope="module")
def search(
    chromium: Browser, sample: Callable[[str], Built]
) -> Iterator[Callable[[str], list[str]]]:
    """The addresses that Sphinx's search page lists for a query, best first."""
    served = serve(sample("html").outdir)
    address = next(served)
    page = chromium.new_page()

    def find(query: str) -> list[str]:
        page.goto(f"{address}/search.html?{urlencode({'q': query})}", wait_until="commit")
        # Sphinx writes the number when the last result is listed.
        page.wait_for_function(
            "document.querySelector('#search-results .search-summary')?.textContent.length > 0"
        )
        links = "links => links.map(link => link.getAttribute('href'))"
        return page.locator("#search-results ul.search > li > a").evaluate_all(links)

    yield find
    served.close()


def pages(found: list[str]) -> list[str]:
    """The documents of results, each once, best first."""
    pages = (address.partition("#")[0].removesuffix(".html").strip("./") for address in found)
    return list(dict.fromkeys(pages))


def check_queries(search: Callable[[str], list[str]], queries: Iterable[str]) -> None:
    found = {query: pages(search(query))[:1] for query in queries}
    assert found == {query: [QUERIES[query]] for query in queries}


def test_the_owner_comes_first(search: Callable[[str], list[str]]) -> None:
    check_queries(search, list(QUERIES)[:2])


@pytest.mark.slow
def test_the_owner_comes_first_for_every_query(search: Callable[[str], list[str]]) -> None:
    check_queries(search, list(QUERIES)[2:])


@pytest.mark.slow
def test_a_shared_intro_is_found_once(search: Callable[[str], list[str]]) -> None:
    # Without "doing", whose stem has two letters: for each such word, Sphinx lets a page lack
    # one of the others. Newer ones drop words as common as these first.
    assert pages(search("confirms what you have already been")) == ["intro"]


def test_a_role_page_is_found_by_its_title(search: Callable[[str], list[str]]) -> None:
    found = search("Senior Backend Engineer")
    assert pages(found)[0] == BACKEND
    assert any(address.endswith("#senior-backend-engineer") for address in found)


def test_words_of_the_page_itself_are_not_found(search: Callable[[str], list[str]]) -> None:
    assert search("expand all") == []
