"""Pages in a browser: every theme, light and dark, narrow and wide, by mouse, keys and on paper."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

import browser
import required
from browser import PAGE, THEMES, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page

    from conftest import Built

PROBES = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")

FONTS = re.compile(r"\.(woff2?|ttf|eot)\b")
FOLDED = ".roles-list li, .roles-earlier"
# Inherited by the mid level from the base page, and so in a fold of the mid level.
INSIDE = "backend-engineer.mid.observability"
INSIDE_WORDS = "Give each service you own a dashboard"
USUAL = "furo"
"""The theme of the sample handbook. `tox run -e slow` looks at the others as well."""


def in_themes(names: Iterable[str], *more: str) -> list[Any]:
    """Parameters: a theme, and whatever else; all but the usual theme are slow."""
    return [
        pytest.param(name, *more, marks=() if name == USUAL else pytest.mark.slow, id=label)
        for name in names
        for label in ["-".join([name, *more])]
    ]


EVERY_THEME = pytest.mark.parametrize("theme", in_themes(THEMES))
EVERY_LOOK = pytest.mark.parametrize(
    ("theme", "scheme"),
    [
        *in_themes(THEMES, "light"),
        *in_themes((name for name, theme in THEMES.items() if theme.has_dark), "dark"),
    ],
)


@pytest.fixture(scope="module")
def sites(
    sample: Callable[[str], Built], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """The address of the sample handbook in a theme; built when it is first asked for."""
    folder = tmp_path_factory.mktemp("sites")
    servers: dict[str, Iterator[str]] = {}
    addresses: dict[str, str] = {}

    def site(name: str, language: str = "en") -> str:
        theme = THEMES[name]
        if not theme.is_installed:
            required.missing(name)
        site = f"{name}-{language}"
        if site not in addresses:
            if site == f"{USUAL}-en":
                out = sample("html").outdir
            else:
                out = folder / site
                # Sphinx has no stemmer for some languages.
                conf = {"language": language, "html_search_language": "en"}
                assert browser.build(theme, out, **conf) == ""
            servers[site] = browser.serve(out)
            addresses[site] = next(servers[site])
        return addresses[site]

    yield site
    for server in servers.values():
        server.close()  # type: ignore[attr-defined]


@pytest.fixture
def visit(chromium: Browser, sites: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    """Open the role page in a theme: `visit("furo", "#anchor", color_scheme="dark")`."""
    contexts = []

    def visit(
        theme: str,
        address: str = "",
        *,
        page: str = PAGE,
        language: str = "en",
        script: str = "",
        fonts: bool = True,
        **options: Any,
    ) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        contexts.append(chromium.new_context(**options))
        contexts[-1].add_init_script(f"{PROBES}\n{script}")
        if not fonts:
            contexts[-1].route(FONTS, lambda route: route.abort())
        opened = contexts[-1].new_page()
        opened.goto(f"{sites(theme, language)}/{page}{address}")
        return opened

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def furo(visit: Callable[..., Page]) -> Page:
    return visit("furo")


def ask(page: Page, probe: str) -> Any:
    return page.evaluate(f"probes.{probe}")


def settled(page: Page, probe: str) -> Any:
    """What a probe finds at last: themes take a moment to lay a page out in another width."""
    for _ in range(50):
        found = ask(page, probe)
        if not found:
            break
        page.wait_for_timeout(100)
    return found


def expand(page: Page) -> None:
    page.locator(".roles-controls > button").click()
    page.mouse.move(0, 0)


def is_seen(page: Page, words: str) -> bool:
    """Whether an expectation with these words can be read in the fold of the mid level."""
    return page.locator(f"li[id='{INSIDE}']", has_text=words).is_visible()


# -- every theme


@EVERY_LOOK
def test_nothing_overflows_overlaps_or_fades(
    visit: Callable[..., Page], theme: str, scheme: str
) -> None:
    page = visit(theme, color_scheme=scheme)
    # What is dark has other colours, and else is the same page.
    widths = [*product((False, True), WIDTHS)] if scheme == "light" else [(True, WIDTHS[0])]
    for expanded, width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if expanded and width == WIDTHS[0]:
            expand(page)
        assert settled(page, "outside()") == [], width
        assert settled(page, "overlaps()") == [], width
    assert settled(page, "faint()") == []
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    ours = ask(page, "width()")
    ask(page, "bare()")
    assert ours <= max(WIDTHS[0], ask(page, "width()"))


@pytest.mark.slow
@EVERY_LOOK
def test_axe_finds_nothing_that_the_theme_does_not_have(
    visit: Callable[..., Page], theme: str, scheme: str
) -> None:
    page = visit(theme, color_scheme=scheme)
    expand(page)
    browser.load_axe(page)
    # What is dark has other colours, and else is the same page.
    rules = [] if scheme == "light" else ["color-contrast"]
    found = browser.violations(page, rules)
    ask(page, "bare()")
    known = {*browser.violations(page, rules)}
    if found.keys() - known:  # a theme's code block scrolls where it is narrow, as in a fold
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        known |= {*browser.violations(page, rules)}
    assert {rule: where for rule, where in found.items() if rule not in known} == {}


@EVERY_THEME
def test_the_keyboard_reaches_everything(visit: Callable[..., Page], theme: str) -> None:
    page = visit(theme)
    expected = page.evaluate("() => (window.stops = probes.focusable().slice(0, 30)).length")
    assert expected == 30
    page.evaluate("stops[0].focus({focusVisible: true})")
    reached = []
    for _ in range(4 * expected):
        number, is_ringed = page.evaluate(
            "[stops.indexOf(document.activeElement), probes.isFocusSeen(document.activeElement)]"
        )
        if number >= 0:
            reached.append(number)
            assert is_ringed, ask(page, f"name(stops[{number}])")
        if number == expected - 1:
            break
        page.keyboard.press("Tab")
    assert reached == list(range(expected))  # in the order of the page
    summary = page.locator(f"details:has([id='{INSIDE}']) > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert is_seen(page, INSIDE_WORDS)
    page.keyboard.press("Space")
    assert not is_seen(page, INSIDE_WORDS)


@EVERY_THEME
def test_print_shows_everything_once(visit: Callable[..., Page], theme: str) -> None:
    """By the stylesheet alone, as without JavaScript."""
    page = visit(theme)
    assert len(ask(page, f"unseen('{FOLDED}')")) > 50
    assert page.locator(".roles-paper:visible").count() == 0
    page.emulate_media(media="print")
    left_out = ".roles-again, .roles-again *, .roles-next *, .roles-stated *"
    new = f":is(.roles-list li, .roles-earlier):not({left_out})"
    assert ask(page, f"unseen('{new}')") == []
    again = ":is(li.roles-again, .roles-again > li)"
    assert page.locator(again).count() == len(ask(page, f"unseen('{again}')")) > 30
    # each level names whose list it does not repeat
    lines = page.locator(".roles-paper:visible").all_inner_texts()
    assert [line.partition(" is ")[0] for line in lines] == [
        "All that this page lists for Backend Engineer",
        "All that this page lists for Backend Engineer",
        "All that this page lists for Mid-level Backend Engineer",
        "All that this page lists for Senior Backend Engineer",
    ]
    assert len(ask(page, "unseen('.roles-controls, .roles-permalink')")) > 30
    assert page.locator(".roles-controls:visible, .roles-permalink:visible").count() == 0


# Notes each frame in which a fold is not as it is remembered, and whatever text moved.
WATCH = """
localStorage.setItem("sphinx-roles-expanded", "true");
window.seen = [];
const watch = () => {
  if (document.querySelector("details.roles-inherited:not([open])")) seen.push("closed");
  requestAnimationFrame(watch);
};
watch();
new PerformanceObserver((list) => list.getEntries().forEach((entry) =>
  seen.push(...probes.moved(entry))
)).observe({type: "layout-shift", buffered: true});
"""


@EVERY_THEME
def test_what_is_remembered_as_expanded_is_never_seen_closed(
    visit: Callable[..., Page], theme: str
) -> None:
    page = visit(theme, script=WATCH, fonts=False)  # or text moves when a theme's font is there
    page.wait_for_timeout(100)
    assert page.locator(".roles-controls > button").get_attribute("aria-pressed") == "true"
    assert ask(page, f"unseen('{FOLDED}')") == []
    assert page.evaluate("seen") == []


@EVERY_THEME
def test_a_page_stays_within_itself(
    visit: Callable[..., Page], sites: Callable[..., str], theme: str
) -> None:
    """No error in the console, nothing loaded from elsewhere, nothing that moves."""
    page = visit(theme, page="genindex.html", reduced_motion="reduce")
    errors: list[str] = []
    requests: list[str] = []
    page.on(
        "console",
        lambda m: errors.append(f"{m.text} {m.location['url']}") if m.type == "error" else None,
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.reload()  # a page with nothing of ours, for the theme's own errors
    assert not [url for url in requests if "sphinx-roles" in url]
    known = {*errors}
    page.goto(f"{sites(theme)}/{PAGE}")
    expand(page)
    assert ask(page, "moving()") == []
    # a browser asks for the icon of a site when it likes
    assert [e for e in {*errors} - known if not e.endswith("/favicon.ico")] == []
    assert [url for url in requests if not url.startswith((sites(theme), "data:"))] == []
    # one stylesheet and one script: the page shows no view
    assert len([url for url in requests if "sphinx-roles" in url and "?v=" in url]) == 2


@EVERY_THEME
def test_the_target_of_a_link_is_in_sight(visit: Callable[..., Page], theme: str) -> None:
    """In its fold, and not below the theme's bar."""
    page = visit(theme, f"#{INSIDE}", reduced_motion="reduce")
    assert is_seen(page, INSIDE_WORDS)
    page.wait_for_timeout(50)
    assert page.evaluate(
        """id => {
          const item = document.getElementById(id);
          const {left, top} = item.getBoundingClientRect();
          return item.contains(document.elementFromPoint(left + 5, top + 5));
        }""",
        INSIDE,
    )


# -- folds


def test_a_link_on_the_page_opens_the_fold(furo: Page) -> None:
    assert not is_seen(furo, INSIDE_WORDS)
    furo.evaluate(f"location.hash = '{INSIDE}'")
    assert is_seen(furo, INSIDE_WORDS)
    # and only that one
    assert furo.locator("details.roles-inherited[open]").count() == 1


def test_words_that_the_search_marks_are_shown(visit: Callable[..., Page]) -> None:
    page = visit("furo", "?highlight=dashboard")
    page.locator(f"li[id='{INSIDE}'] .highlighted").wait_for(state="visible")
    assert page.locator("details.roles-inherited:not([open])").count() > 0


def test_the_search_of_the_browser_finds_folded_words(visit: Callable[..., Page]) -> None:
    """A text fragment takes the same way as "find in page"."""
    before = "Say early when you are stuck"
    page = visit("furo", f"#:~:text={quote(before)}")
    page.locator(".roles-inherited li", has_text=before).first.wait_for(
        state="visible", timeout=5000
    )


def test_expand_all_is_remembered(visit: Callable[..., Page]) -> None:
    page = visit("furo")
    button = page.get_by_role("button", name="Expand all")
    button.click()
    assert is_seen(page, INSIDE_WORDS)
    page.goto(page.url.replace("backend", "frontend"))
    assert ask(page, f"unseen('{FOLDED}')") == []
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    page.reload()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("details.roles-inherited[open]").count() == 0


def test_a_fold_closed_by_hand_stays_closed(visit: Callable[..., Page]) -> None:
    page = visit("furo")
    page.get_by_role("button", name="Expand all").click()
    page.locator(f"details:has([id='{INSIDE}']) > summary").click()
    page.evaluate("document.body.append(document.createElement('p'))")
    page.wait_for_timeout(20)
    assert not is_seen(page, INSIDE_WORDS)


def test_printing_leaves_the_folds_as_they_were(furo: Page) -> None:
    furo.locator(f"details:has([id='{INSIDE}']) > summary").click()
    opened = "document.querySelectorAll('details[open]').length"
    assert furo.evaluate(opened) == 1
    furo.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert furo.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    furo.evaluate("dispatchEvent(new Event('afterprint'))")
    assert furo.evaluate(opened) == 1


def test_without_javascript_everything_can_be_reached(visit: Callable[..., Page]) -> None:
    page = visit("furo", java_script_enabled=False)
    assert page.locator(".roles-controls").is_hidden()
    for summary in page.locator("details > summary").all():
        summary.click()
    for item in page.locator(FOLDED).all():
        assert item.is_visible()


def test_permalinks_appear_and_move_nothing(furo: Page) -> None:
    item = furo.locator("li[id='backend-engineer.mid.scope']")
    link = item.locator(".roles-permalink")
    item.scroll_into_view_if_needed()
    places = "() => [...document.querySelectorAll('article *')].map(e => e.offsetTop)"
    before = furo.evaluate(places)
    opacity = "link => getComputedStyle(link).opacity"
    assert link.evaluate(opacity) == "0"
    item.hover()
    assert link.evaluate(opacity) == "1"
    assert furo.evaluate(places) == before
    link.click()
    assert furo.url.endswith("#backend-engineer.mid.scope")


@pytest.mark.slow
def test_an_invisible_permalink_takes_no_line(visit: Callable[..., Page]) -> None:
    """Whatever the width, the last line of an expectation holds words."""
    page = visit("sphinx-rtd-theme")
    heights = """display => [...document.querySelectorAll(".roles-permalink")].map(link => {
      link.style.display = display;
      return link.parentElement.clientHeight;
    })"""
    for width in range(360, 460, 12):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(heights, "none") == page.evaluate(heights, "")


# -- languages


@pytest.mark.parametrize(
    ("theme", "language", "direction"),
    [
        ("furo", "ar", "rtl"),
        ("basic", "ar", "rtl"),
        ("sphinx-rtd-theme", "ar", "rtl"),
        ("furo", "ja", "ltr"),
    ],
)
@pytest.mark.slow
def test_other_languages_keep_the_layout(
    visit: Callable[..., Page], theme: str, language: str, direction: str
) -> None:
    """And where a theme writes from right to left, everything of ours is mirrored."""
    page = visit(theme, language=language)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert settled(page, "outside()") == [], width
        assert settled(page, "overlaps()") == [], width
    expand(page)
    facts, chip, button = (
        page.locator(css).first.bounding_box()
        for css in (".roles-facts", ".roles-chip", ".roles-controls")
    )
    assert facts is not None
    assert chip is not None
    assert button is not None
    is_at_left = abs(chip["x"] - facts["x"]) < 1
    assert is_at_left == (direction == "ltr")
    is_button_at_left = abs(button["x"] - facts["x"]) < 1
    assert is_button_at_left == (direction == "rtl")
    side = "right" if direction == "rtl" else "left"
    style = f"e => getComputedStyle(e).border{side.title()}Width"
    assert page.locator(".roles-earlier").first.evaluate(style) == "2px"
