"""The pictures of the README and the documentation: parts of a page of the sample handbook.

Belongs here: which part of which page a picture shows, and taking it, light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SCHEMES = ("light", "dark")
SCALE = 2
MOST_BYTES = 100_000
MARGIN = 20
"""Around what is shown, in CSS pixels."""


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
    """

    name: str
    page: str
    shows: str
    until: str | None = None
    clicks: tuple[str, ...] = ()
    width: int = 760

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
            "y": max(box["y"] - MARGIN, 0),
            "width": min(box["width"] + 2 * MARGIN, self.width),
            "height": last["y"] + last["height"] - box["y"] + 2 * MARGIN,
        }
        page.screenshot(path=file, clip=clip)


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
        until="section > ul > li:nth-child(3)",
        clicks=("details.roles-override > summary",),
    ),
    # what the same level inherits, unfolded
    Shot(
        "inherited",
        BACKEND,
        f"{SENIOR} {FOLD}",
        until="ul.roles-list:nth-of-type(2) > li:nth-child(1)",
        clicks=("summary",),
    ),
    # one expectation with the earlier wording that it raises
    Shot("raised", BACKEND, f"{SENIOR} li:has(> details.roles-override)", clicks=("summary",)),
)


def take_pictures(browser: Browser, built: Path, folder: Path) -> None:
    """Take all pictures of a handbook that is built as HTML."""
    for shot in SHOTS:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": shot.width, "height": 6000},  # nothing scrolls
                device_scale_factor=SCALE,
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto((built / f"{shot.page}.html").as_uri())
            file = folder / f"{shot.name}-{scheme}.png"
            shot.take(page, file)
            page.close()
            make_small(file)


def make_small(file: Path) -> None:
    """Few colours are enough for text, and the file is a fifth of the size."""
    image = Image.open(file).convert("RGB")
    for colours in (64, 32, 16):
        image.quantize(colours).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            return
    raise SystemExit(f"{file} has more than {MOST_BYTES} bytes: show less of the page")
