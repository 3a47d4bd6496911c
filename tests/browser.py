"""Chromium and the themes: shared by the browser tests and the script of the screenshots.

Belongs here: how to build a handbook in each theme, and how to start the browser.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Page, Playwright

HANDBOOK = Path(__file__).parent.parent / "roles"
WIDTHS = (360, 768, 1440)
PAGE = "engineering/backend-engineer.html"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Theme:
    """A theme, and how a handbook asks for it."""

    name: str
    """Its name on the package index."""
    has_dark: bool = False
    is_extension: bool = False
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def module(self) -> str:
        return self.name.replace("-", "_")

    @property
    def is_installed(self) -> bool:
        return self.name in {"basic", "classic"} or find_spec(self.module) is not None

    @property
    def conf(self) -> dict[str, Any]:
        extensions = ["myst_parser", "sphinx_roles", *([self.module] if self.is_extension else [])]
        return {
            "extensions": extensions,
            "html_theme": self.module,
            "html_theme_options": self.options,
        }


THEMES = {
    theme.name: theme
    for theme in (
        Theme("alabaster"),
        Theme("basic"),
        Theme("classic"),
        Theme("furo", has_dark=True),
        Theme("pydata-sphinx-theme", has_dark=True),
        Theme("sphinx-book-theme", has_dark=True),
        Theme("sphinx-rtd-theme", is_extension=True),
        Theme(
            "sphinx-immaterial",
            has_dark=True,
            is_extension=True,
            options={
                "font": False,  # or its build fetches fonts from the network
                "palette": [
                    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
                ],
            },
        ),
    )
}


def build(theme: Theme, out: Path, source: Path = HANDBOOK, **conf: Any) -> str:
    """Build a handbook in a theme, in a process of its own; the warnings.

    Themes change what they import, and one of them leaves Playwright waiting for ever.
    """
    settings = json.dumps([str(source), str(out), {**theme.conf, **conf}])
    command = [sys.executable, "-W", "ignore", __file__, settings]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _build(source: str, out: str, conf: dict[str, Any]) -> None:
    app = Sphinx(
        source, source, out, f"{out}-doctrees", "html", conf, status=None, warning=sys.stdout
    )
    app.build()


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def need() -> None:
    """Skip a test where the browser is missing, but not in CI."""
    import required  # here, because scripts do without pytest

    required.package("playwright")
    if chromium() is None:
        required.missing("Chromium")


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=chromium(), headless=True, args=ARGUMENTS)


def load_axe(page: Page) -> None:
    """Load the checker of accessibility into a page."""
    import required

    required.package("axe_playwright_python")
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    page.evaluate(Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8"))


def violations(page: Page, rules: list[str]) -> dict[str, list[str]]:
    """Rule of axe → the elements that break it; of all rules where none is named."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = rules
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


def serve(folder: Path) -> Generator[str]:
    """The address of a server of this folder, until the iterator is closed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    _build(*json.loads(sys.argv[1]))
