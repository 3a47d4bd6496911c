"""A role page in every theme, light and dark, at three widths, on one page to look at.

Builds `roles/` in each installed theme and photographs the mid level of a role page, folded and
expanded, into `build/screenshots`: `tox run -e screenshots`.
"""

from __future__ import annotations

import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from browser import PAGE, THEMES, WIDTHS, build, launch  # noqa: E402

TO = ROOT / "build/screenshots"
ANCHOR = "backend-engineer.mid"


def main() -> None:
    """Take the pictures, and write the page that shows them."""
    TO.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        for theme in [theme for theme in THEMES.values() if theme.is_installed]:
            out = Path(folder, theme.name)
            build(theme, out)
            for scheme in ("light", "dark") if theme.has_dark else ("light",):
                names = []
                for width in WIDTHS:
                    page = browser.new_page(
                        viewport={"width": width, "height": 900}, color_scheme=scheme
                    )
                    page.goto(f"{(out / PAGE).as_uri()}#{ANCHOR}")
                    for state in ("folded", "expanded"):
                        if state == "expanded":
                            page.locator(".roles-controls > button").click()
                            page.locator(f"[id='{ANCHOR}']").scroll_into_view_if_needed()
                        names.append(f"{theme.name}-{scheme}-{width}-{state}.png")
                        page.screenshot(path=TO / names[-1])
                    page.close()
                pictures = "".join(f'<img src="{n}" alt="{n}" title="{n}">' for n in names)
                rows.append(f"<h2>{escape(theme.name)}, {scheme}</h2>\n<p>{pictures}</p>\n")
    style = "<style>img { height: 30vw; margin: 2px; border: 1px solid } </style>"
    head = f"<!doctype html><meta charset=utf-8><title>Role pages</title>{style}\n"
    sheet = TO / "index.html"
    sheet.write_text(head + "".join(rows), encoding="utf-8")
    sys.stdout.write(f"Contact sheet: {sheet}\n")


if __name__ == "__main__":
    main()
