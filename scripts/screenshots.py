"""The pictures of the README and the documentation, taken from the sample handbook.

Builds `roles/` and photographs the senior level of a role page, light and dark, in Chromium:
`tox run -e screenshots`. Chromium itself comes from the system.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PAGE = "engineering/backend-engineer.html"
SECTION = "section:has(> h3:text-is('Senior Backend Engineer'))"
HEIGHT = 620


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs/_static")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(ROOT / "roles"), out]
        subprocess.run(command, check=True)
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 760, "height": 6000},  # as tall as the page: nothing scrolls
                device_scale_factor=2,
                color_scheme=scheme,
            )
            page.goto(Path(out, PAGE).as_uri())
            section = page.locator(SECTION)
            section.locator("details.roles-raises summary").first.click()
            page.mouse.move(0, 0)
            file = folder / f"senior-{scheme}.png"
            box = section.bounding_box()
            assert box is not None
            clip = {"x": box["x"] - 12, "y": box["y"], "width": box["width"] + 24}
            page.screenshot(path=file, clip={**clip, "height": HEIGHT})
            # Few colours are enough for text, and the file is a fifth of the size.
            Image.open(file).convert("RGB").quantize(64).save(file, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
