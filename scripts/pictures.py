"""The pictures of the README and the documentation: parts of a page of the sample handbook.

Belongs here: which part of which page a picture shows, and taking it, light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SAMPLE = "roles"
SCHEMES = ("light", "dark")
SCALE = 2
MOST_BYTES = 100_000
MARGIN = 20
"""Around what is shown, in CSS pixels."""
CLOSE = 8
"""The same above and below what stands near to something else."""


@dataclass(frozen=True)
class Shot:
    """One picture, `name-light.png` and `name-dark.png`.

    Parameters
    ----------
    name
        Of the files.
    page
        The page, without its suffix.
    shows
        A selector: the first such element is shown.
    until
        A selector inside it: the first such element is the last that is shown. None for all.
    clicks
        Selectors inside it of what is clicked before.
    width
        Of the window, in CSS pixels.
    height
        The most that is shown, in CSS pixels. None for all.
    handbook
        Its folder, from the top of the project.
    space
        Above and below what is shown, in CSS pixels.
    """

    name: str
    page: str
    shows: str
    until: str | None = None
    clicks: tuple[str, ...] = ()
    width: int = 760
    height: int | None = None
    handbook: str = SAMPLE
    space: int = MARGIN

    def take(self, page: Page, file: Path) -> None:
        """Photograph it, on the page that is open."""
        element = page.locator(self.shows).first
        for selector in self.clicks:
            element.locator(selector).first.click()
        page.mouse.move(0, 0)
        box = element.bounding_box()
        last = element.locator(self.until).first.bounding_box() if self.until else box
        assert box is not None, self.shows
        assert last is not None, self.until
        clip = {
            "x": max(box["x"] - MARGIN, 0),
            "y": max(box["y"] - self.space, 0),
            "width": min(box["width"] + 2 * MARGIN, self.width),
            "height": last["y"] + last["height"] - box["y"] + 2 * self.space,
        }
        if self.height:
            clip["height"] = min(clip["height"], self.height)
        page.screenshot(path=file, clip=clip)


def of_view(
    view: str, page: str, until: str | None, shows: str = "", handbook: str = SAMPLE
) -> Shot:
    """The beginning of a view."""
    shows = shows or f".roles-view.roles-{view}"
    return Shot(f"view-{view}", page, shows, until, handbook=handbook, space=CLOSE)


BACKEND = "engineering/backend-engineer"
SENIOR = "section:has(> h3:text-is('Senior Backend Engineer'))"
FOLD = "details.roles-inherited"
SHOTS = (
    # the page as it opens: its intro, and what it inherits in one line
    Shot("role", BACKEND, "article[role=main]", until=FOLD),
    # a level: where it stands, what it inherits, what it adds, one earlier wording
    Shot(
        "senior",
        BACKEND,
        SENIOR,
        until="section > ul > li:nth-child(2)",
        clicks=("details.roles-override > summary",),
        space=CLOSE,
    ),
    # what the same level inherits, unfolded
    Shot(
        "inherited",
        BACKEND,
        f"{SENIOR} {FOLD}",
        height=500,
        clicks=("summary",),
    ),
    # one expectation with the earlier wording that it raises
    Shot("raised", BACKEND, f"{SENIOR} li:has(> details.roles-override)", clicks=("summary",)),
    # each view, from its beginning
    of_view("changes", "index", "ul:nth-of-type(2)", handbook="docs/examples/view-changes/md"),
    of_view("checklist", "engineering/review-talk", "tbody tr:nth-child(2)"),
    of_view("compare", "engineering/backend-ladder", "dl.roles-wordings"),
    of_view("expectations", "hiring", "li:nth-child(3)"),
    of_view("expected-of", "craft/code-review", ".roles-further > li:nth-child(2)"),
    of_view("grades", "engineering/ladder", "table"),
    of_view("index", "index", ".roles-list"),
    of_view("ladder", "engineering/backend-ladder", "tbody tr:nth-child(2)"),
    of_view("levels", "product/product-designer/index", None, "ul.roles-levels"),
    of_view("map", "engineering/ladder", ".roles-legend"),
)


def take_pictures(browser: Browser, built: Mapping[str, Path], folder: Path) -> None:
    """Take all pictures; `built` has the folder in which each handbook is HTML."""
    for shot in SHOTS:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": shot.width, "height": 6000},  # nothing scrolls
                device_scale_factor=SCALE,
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto((built[shot.handbook] / f"{shot.page}.html").as_uri())
            file = folder / f"{shot.name}-{scheme}.png"
            shot.take(page, file)
            page.close()
            make_small(file)


def make_small(file: Path) -> None:
    """Few colours are enough for text, and the file is a fifth of the size."""
    image = Image.open(file).convert("RGB")
    for colours in (32, 16):
        image.quantize(colours).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            return
    raise SystemExit(f"{file} has more than {MOST_BYTES} bytes: show less of the page")
