"""The pictures of the README and the documentation, taken from the sample handbook.

Builds `roles/`, and an example or two, and photographs them in Chromium:
`tox run -e screenshots`. Chromium itself comes from the system.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures import SHOTS, take_pictures
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent


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
        built = {shot.handbook: Path(out, shot.handbook) for shot in SHOTS}
        for handbook, to in built.items():
            build(ROOT / handbook, to)
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        take_pictures(browser, built, folder)
        browser.close()


def build(source: Path, to: Path) -> None:
    """Build a handbook as HTML; what has no configuration gets that of the examples."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(to)]
    if not (source / "conf.py").exists():
        settings = {"extensions": "myst_parser,sphinx_roles", "html_theme": "furo"}
        command += ["-C", *(f"-D{name}={value}" for name, value in settings.items())]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
