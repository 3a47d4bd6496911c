"""The builder `roles`: it writes `roles.json`, and no page.

Belongs here: what Sphinx asks of a builder. The file is written as for any builder (see
`build.output`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.builders import Builder

from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from collections.abc import Iterable


class RolesBuilder(Builder):
    """Reads the handbook and writes it as data: what it costs is the reading."""

    name = "roles"
    epilog = __("The handbook as data is in %(outdir)s/roles.json.")
    allow_parallel = True
    has_pages = False

    def init(self) -> None:
        # The data is that of the HTML pages: what `only:: html` holds is a part of it.
        self.tags.add("html")
        suffix = self.config.html_file_suffix
        self.out_suffix = ".html" if suffix is None else suffix

    def get_outdated_docs(self) -> Iterable[str]:
        return []

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        suffix = self.config.html_link_suffix
        return quote(docname) + (self.out_suffix if suffix is None else suffix)

    def write(self, *_names: object) -> None:  # type: ignore[misc]
        """Write no page, and resolve none to be written."""
