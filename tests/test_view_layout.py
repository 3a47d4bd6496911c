"""Views in a browser: what fits, and what does not break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import browser
import required
from browser import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytest.importorskip("myst_parser")

LEVELS = ("Junior", "Mid-level", "Senior", "Staff", "Principal")
ROLE = """\
# Backend Engineer

```{role}
:track: Engineering
```

## Responsibilities

- {key}`accessibility` Build what everybody can use, whatever they use it with.
- {key}`scope` Solve problems within one service.

      print("a line of code that is much longer than any column of a table ever could be")

### People

- {key}`mentoring` Answer questions in a friendly manner.

## Levels
"""
LEVEL = """
### {level} Backend Engineer

```{{level}} {name}
:grade: {grade}
```

- {{key}}`scope` Solve problems of the kind that {level} engineers are known for, internationally.
"""
OTHER = "# {title}\n\n```{{role}}\n:track: Engineering\n```\n\n## Responsibilities\n\n- Work.\n"
VIEWS = """\
# Views

```{roles:ladder} backend-engineer
```

```{roles:expectations}
:of: backend-engineer, backend-engineer/junior, site-reliability-engineer
:show: effective
:format: table
```

```{roles:grades}
```

```{roles:compare} backend-engineer/junior backend-engineer/senior
```
"""
SCROLLING = """
[...document.querySelectorAll(".roles-view, .roles-view *:not(pre, pre *, div[class^=highlight])")]
  .filter((e) => getComputedStyle(e).overflowX != "visible" && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 80))
"""
WIDER = """
[...document.querySelectorAll(".roles-view table")].filter((e) =>
  e.getBoundingClientRect().right > e.closest(".roles-view").getBoundingClientRect().right + 1
).map((e) => e.className)
"""
LINES = """
(selector) => [...document.querySelectorAll(selector)].filter((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getClientRects().length > element.textContent.trim().split(/[\\s-]+/).length;
}).map((element) => element.textContent)
"""
"""Those whose words are broken: they have more lines than words."""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Any]:
    """The page of the views in a theme; built when it is first asked for."""
    folder: Path = tmp_path_factory.mktemp("layout")
    source = folder / "handbook"
    source.mkdir()
    levels = (
        LEVEL.format(level=level, name=level.lower(), grade=grade)
        for grade, level in enumerate(LEVELS, start=1)
    )
    pages = {
        "index": "# Index\n\n```{toctree}\n:glob:\n\n*\n```\n",
        "backend-engineer": ROLE + "".join(levels),
        "site-reliability-engineer": OTHER.format(title="Site Reliability Engineer"),
        "views": VIEWS,
    }
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text("project = 'Handbook'\nroles_intro = None\n")

    def visit(name: str, width: int, scheme: str = "light") -> Page:
        if not THEMES[name].is_installed:
            required.missing(name)
        if not (folder / name).exists():
            assert browser.build(THEMES[name], folder / name, source) == ""
        while chromium.contexts:  # an earlier test's
            chromium.contexts[0].close()
        page = chromium.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        page.goto((folder / name / "views.html").as_uri())
        return page

    yield visit
    for context in chromium.contexts:
        context.close()


@pytest.mark.parametrize(
    "theme",
    [
        "furo",
        *(pytest.param(name, marks=pytest.mark.slow) for name in THEMES if name != "furo"),
    ],
)
def test_five_levels_and_all_columns_are_in_sight(views: Callable[..., Page], theme: str) -> None:
    """On a laptop; and no word of a label is broken."""
    page = views(theme, 1280)
    assert page.evaluate(SCROLLING) == []
    assert page.evaluate(WIDER) == []
    assert page.locator(".roles-grid thead th").count() == 1 + len(LEVELS)
    assert page.locator("th", has_text="Holds for").is_visible()
    assert page.evaluate(LINES, ".roles-grid .roles-label a, .roles-grid thead a") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "scheme"),
    [
        *((name, "light") for name in THEMES),
        *((name, "dark") for name, theme in THEMES.items() if theme.has_dark),
    ],
)
def test_axe_finds_nothing_that_the_theme_does_not_have(
    views: Callable[..., Page], theme: str, scheme: str
) -> None:
    page = views(theme, 1280, scheme)
    browser.load_axe(page)
    rules = [] if scheme == "light" else ["color-contrast"]  # else it is the same page
    found = browser.violations(page, rules)
    page.evaluate("document.querySelectorAll('.roles-view').forEach((view) => view.remove())")
    known = browser.violations(page, rules)
    # the colours of code are the theme's
    new = {rule: where for rule, where in found.items() if rule not in known}
    if all("<span" in element for element in new.get("color-contrast", ())):
        new.pop("color-contrast", None)
    assert new == {}


@pytest.mark.parametrize("width", [390, 600, 640, 768])
def test_a_narrow_page_is_not_wider_than_its_window(views: Callable[..., Page], width: int) -> None:
    page = views("furo", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # one below the other, each with its level
    is_phone = page.locator(".roles-held").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content != 'none'"
    )
    assert is_phone == (width < 640)
    assert page.evaluate(LINES, ".roles-grades th a, .roles-grades td a") == []


def test_on_a_phone_a_line_ends_a_row_and_not_each_of_its_cells(views: Callable[..., Page]) -> None:
    """Else a row without a label reads as a part of the row above."""
    page = views("furo", 390)
    widths = page.locator(".roles-grid tbody tr:has(.roles-held)").evaluate_all(
        """rows => rows.map((row) => [row, ...row.querySelectorAll("td")].map(
          (e) => getComputedStyle(e).borderBlockEndWidth))"""
    )
    assert len(widths) > 2
    for row, *cells in widths:
        assert row == "1px"
        assert {*cells} == {"0px"}


def test_parts_and_areas_of_a_ladder_look_different(views: Callable[..., Page]) -> None:
    page = views("furo", 1280)
    sizes = [
        page.locator(f".roles-{row} > th").first.evaluate("e => getComputedStyle(e).fontSize")
        for row in ("part", "area")
    ]
    assert float(sizes[0].removesuffix("px")) > float(sizes[1].removesuffix("px"))


def test_on_paper_what_is_kept_has_its_heading(views: Callable[..., Page]) -> None:
    """Else it reads as what is dropped."""
    page = views("furo", 1280)
    page.emulate_media(media="print")
    assert page.locator(".roles-compare summary:visible", has_text="Keeps").count() == 1
