"""Sphinx's own search: an expectation is found on the page that owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from browser import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

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
    "mend small things as you pass them": EVERY,
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


@pytest.fixture(scope="module")
def search(chromium: Browser) -> Iterator[Callable[[Path, str], list[str]]]:
    """The addresses that Sphinx's search page lists for a query, best first."""
    servers: dict[Path, Iterator[str]] = {}
    addresses: dict[Path, str] = {}

    def find(folder: Path, query: str) -> list[str]:
        if folder not in addresses:
            servers[folder] = serve(folder)
            addresses[folder] = next(servers[folder])
        name = "search.html" if (folder / "search.html").is_file() else "search/"
        page = chromium.new_page()  # with a cache of its own: the index changes
        found = results(page, f"{addresses[folder]}/{name}?{urlencode({'q': query})}")
        page.close()
        return found

    yield find
    for server in servers.values():
        server.close()  # type: ignore[attr-defined]


def results(page: Page, address: str) -> list[str]:
    page.goto(address, wait_until="commit")
    # Sphinx writes the number when the last result is listed.
    page.wait_for_function(
        "document.querySelector('#search-results .search-summary')?.textContent.length > 0"
    )
    links = "links => links.map(link => link.getAttribute('href'))"
    return page.locator("#search-results ul.search > li > a").evaluate_all(links)


def pages(found: list[str]) -> list[str]:
    """The documents of results, each once, best first."""
    pages = (address.partition("#")[0].removesuffix(".html").strip("./") for address in found)
    return list(dict.fromkeys(pages))


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request: pytest.FixtureRequest, sample: Callable[[str], Built]) -> Path:
    return sample(request.param).outdir


def test_the_owner_comes_first(built: Path, search: Callable[[Path, str], list[str]]) -> None:
    found = {query: pages(search(built, query)) for query in QUERIES}
    assert {query: names[:1] for query, names in found.items()} == {
        query: [owner] for query, owner in QUERIES.items()
    }
    # Who merely inherits it is not listed: for what all engineers share, that would be five more.
    assert sum(map(len, found.values())) < len(QUERIES) * 1.2


def test_a_shared_intro_is_found_once(
    built: Path, search: Callable[[Path, str], list[str]]
) -> None:
    # Without "doing", whose stem has two letters: for each such word, Sphinx lets a page lack
    # one of the others. Newer ones drop words as common as these first.
    query = "confirms what you have already been"
    assert pages(search(built, query)) == ["intro"]


def test_a_role_page_is_found_by_its_title(
    built: Path, search: Callable[[Path, str], list[str]]
) -> None:
    found = search(built, "Senior Backend Engineer")
    assert pages(found)[0] == BACKEND
    assert any(address.endswith("#senior-backend-engineer") for address in found)
    assert pages(search(built, "Every Engineer"))[0] == EVERY


def test_words_of_the_page_itself_are_not_found(
    built: Path, search: Callable[[Path, str], list[str]]
) -> None:
    assert search(built, "expand all") == []
    assert search(built, "raises earlier") == []


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


def test_incremental_builds_find_the_same(
    project: Project, search: Callable[[Path, str], list[str]]
) -> None:
    """Also what is not plain, which is rendered on each page: here, a footnote."""
    project.conf["roles_intro"] = None
    built = project.write(FILES).build()
    assert built.warnings == []

    def found(query: str) -> list[str]:
        return pages(search(built.outdir, query))

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
def test_however_it_is_shown(
    project: Project, search: Callable[[Path, str], list[str]], shows: str
) -> None:
    built = project.write(FILES).build(roles_intro=None, roles_inherited=shows)
    assert pages(search(built.outdir, "groom zebra")) == [ENGINEER]
    assert pages(search(built.outdir, "feed okapi")) == [ENGINEER]
