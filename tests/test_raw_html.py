"""Raw HTML and classes in expectations and titles: permalinks stay, and pages stay whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import HAS_MYST

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

pytestmark = pytest.mark.skipif(not HAS_MYST, reason="MyST-Parser is not installed")

FILES = {
    "index.md": "# Handbook\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "base.md": """\
        # Base

        ```{role}
        ```

        ## Responsibilities

        - {key}`one` First, as {craft}`locks` says.
        - {key}`two` Second:

          <ul><li>gate<li>door</ul>

        - {.morning}
          {key}`three` Third.
        - {key}`four` Fourth:

          <div>More.
        - {key}`größe-x--y` Fifth: <b>soon.
        - {key}`last` Last.
        """,
    "heir.md": """\
        # Heir

        ```{role}
        ```

        ```{extends} base
        ```

        ## Responsibilities

        - {key}`two` Both doors.
        - {key}`three` {.evening}`Third`, later.
        - {key}`four` Fourth, later.
        - {.late}
          {key}`last` Last, later.
        """,
    "plain.md": "# Plain\n\n```{role}\n```\n\n## Responsibilities\n\n- Plain.\n- Very.\n",
    "craft/locks.md": "---\norphan: true\n---\n# Locks<sup>new</sup>\n",
}
CONF = {"roles_intro": None, "myst_enable_extensions": ["attrs_block", "attrs_inline"]}


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Callable[[str], Built]:
    return lambda builder: build_once(FILES, builder, **CONF)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_every_expectation_has_its_permalink(built: Callable[[str], Built], builder: str) -> None:
    pages = {"html": ["base.html", "heir.html"], "dirhtml": ["base/index.html", "heir/index.html"]}
    html = "".join(built(builder).file(name) for name in pages.get(builder, ["index.html"]))
    for anchor in ("base.one", "base.two", "base.three", "base.four", "base.last", "heir.four"):
        assert html.count(f'href="#{anchor}"') == 1, anchor
    assert 'href="#base.größe-x--y"' in html
    assert "roles-item" not in html


@pytest.mark.parametrize("name", ["base.html", "heir.html"])
def test_no_paragraph_stands_inside_another(built: Callable[[str], Built], name: str) -> None:
    html = built("html").file(name)
    assert not re.search(r"<p\b[^>]*>(?:(?!</p>).)*<(p|div|ul)\b", html, re.DOTALL)
    assert "Third." in built("html").main("heir").text


def test_a_list_stays_as_simple_as_its_author_wrote_it(built: Callable[[str], Built]) -> None:
    """What marks the items is no block of theirs."""
    lists = built("html").main("plain").select("#responsibilities > ul")
    assert [entry["class"] for entry in lists] == [["simple"]]


def test_titles_are_shown_without_tags(built: Callable[[str], Built]) -> None:
    assert "First, as Locksnew says." in built("html").main("base").text
    assert built("html").data["expectations"]["base#one"]["text"] == "First, as Locksnew says."
