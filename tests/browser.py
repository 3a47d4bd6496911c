"""Chromium and the themes: shared by the browser tests and the script of the screenshots.

Belongs here: how to build a handbook in each theme, and how to start the browser.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Playwright

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


def build(source: Path, out: Path, builder: str = "html", **conf: Any) -> str:
    """Build a handbook; the warnings."""
    warnings = StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        Sphinx(
            srcdir=source,
            confdir=source,
            outdir=out,
            doctreedir=out.with_name(f"{out.name}-doctrees"),
            buildername=builder,
            confoverrides=conf,
            status=None,
            warning=warnings,
        ).build()
    return warnings.getvalue()


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def need() -> None:
    """Skip a test where the browser is missing; there is one wherever the project is tested."""
    import pytest

    if find_spec("playwright") is None or chromium() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs playwright and Chromium")


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=chromium(), headless=True, args=ARGUMENTS)


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
