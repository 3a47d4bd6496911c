"""What a build writes besides its pages: `roles.json`.

Belongs here: collecting the HTML of every expectation from the pages that are written, and
writing the file. The shape of the data is `export`'s.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_roles.build.outdated import state_file, write_atomically
from sphinx_roles.data.export import Rendered, export
from sphinx_roles.doctree.xrefs import craft_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_roles.build.domain import RolesDomain

FILE = "roles.json"


class Spool:
    """The HTML of the expectations on the pages that a build writes.

    A folder with a file for each process that writes pages, and in it a line for each page.
    """

    def __init__(self, builder: Builder) -> None:
        self._folder = state_file(builder, ".spool")
        self.clear()  # of a build that was killed

    def put(self, docname: str, captured: Mapping[str, str]) -> None:
        """Keep the HTML of a page's expectations, by anchor."""
        self._folder.mkdir(exist_ok=True)
        with Path(self._folder, str(os.getpid())).open("a", encoding="utf-8") as file:
            file.write(json.dumps([docname, captured]) + "\n")

    def take(self) -> dict[str, dict[str, str]]:
        """All that was kept, by page and anchor; nothing is kept any more."""
        found = {}
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                for line in file.read_text(encoding="utf-8").splitlines():
                    docname, captured = json.loads(line)
                    found[docname] = captured
        self.clear()
        return found

    def clear(self) -> None:
        """Keep nothing."""
        shutil.rmtree(self._folder, ignore_errors=True)


def write(app: Sphinx, domain: RolesDomain) -> Path | None:
    """Write `roles.json` beside `objects.inv`, where the builder writes one; the file."""
    builder = app.builder
    file = Path(builder.outdir, FILE)
    captured = domain.build.spool.take()
    if not Path(builder.outdir, "objects.inv").is_file():
        return None
    before = read_rendered(file)
    rendered: dict[str, Rendered] = {}
    # A single page holds those of all documents.
    single = captured.get(app.config.root_doc, {}) if builder.name == "singlehtml" else None
    for holder in domain.handbook.holders.values():
        on_page = captured.get(holder.docname, {}) if single is None else single
        for own in holder.own:
            if own.anchor in on_page:
                markup = on_page[own.anchor]
                rendered[own.id] = {"text": _text(markup), "markup": markup}
            elif own.id in before:  # its page is as it was
                rendered[own.id] = before[own.id]

    @cache
    def address(docname: str) -> str:
        # Empty for the start page, and for all of a single page.
        start = f"{app.config.root_doc}{builder.out_suffix}"  # type: ignore[attr-defined]
        return builder.get_target_uri(docname).partition("#")[0] or start

    def url(docname: str, anchor: str) -> str:
        return f"{address(docname)}#{anchor}"

    data = export(
        domain.handbook,
        url=url,
        rendered=rendered,
        craft=lambda xref: craft_page(app.env, xref, domain.config.craft),
    )
    write_atomically(file, _lines(data))
    return file


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    """JSON with an entry a line: differences are read by people, and `indent` is slow."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield "{"
    for number, (name, value) in enumerate(data.items()):
        yield f"{',' if number else ''}\n{json.dumps(name)}: "
        if not isinstance(value, dict):
            yield json.dumps(value)
            continue
        yield "{"
        for index, (key, entry) in enumerate(value.items()):
            yield f"{',' if index else ''}\n {encode(key)}: {encode(entry)}"
        yield "\n}"
    yield "\n}\n"


def read_rendered(file: Path) -> dict[str, Rendered]:
    """Expectation id → how the last build rendered it; nothing from a damaged file."""
    try:
        expectations = json.loads(file.read_text(encoding="utf-8"))["expectations"]
        return {
            name: {"text": str(old["text"]), "markup": str(old["markup"])}
            for name, old in expectations.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _text(markup: str) -> str:
    """What a reader sees of HTML, white space folded."""
    for start, pattern, text in _NOT_TEXT:
        if start in markup:  # most have neither
            markup = pattern.sub(text, markup)
    return " ".join(unescape(markup).split())


_NOT_TEXT = (
    ('<a class="headerlink"', re.compile(r'<a class="headerlink".*?</a>', re.DOTALL), ""),
    ("<img", re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>'), r"\1"),
    ("<", re.compile(r"<[^>]+>"), ""),
)
