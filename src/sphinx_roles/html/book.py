"""What an ePub leaves out.

A shared intro that no toctree has stands in no reading order. In a book its page cannot be
reached, which EPUBCheck reports (OPF-096), and its text is on every role page anyway.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx

_HREF = re.compile(r'\bhref="([^"#]+)')


def leave_out(app: Sphinx, docnames: Collection[str]) -> None:
    """Leave those of some pages out of an ePub that no other page links to.

    Called when all pages are written.
    """
    suffix: str = app.builder.out_suffix  # type: ignore[attr-defined]
    pages = {f"{docname}{suffix}" for docname in docnames}
    if pages:
        unlinked = sorted(pages.difference(_linked(Path(app.outdir), suffix, pages)))
        exclude = [*app.config.epub_exclude_files, *(str(Path(page)) for page in unlinked)]
        app.config.epub_exclude_files = exclude


def _linked(folder: Path, suffix: str, pages: Collection[str]) -> Iterator[str]:
    """The pages that other pages than these link to."""
    for file in folder.rglob(f"*{suffix}"):
        page = file.relative_to(folder).as_posix()
        if page not in pages:
            for address in _HREF.findall(file.read_text(encoding="utf-8", errors="replace")):
                path = posixpath.join(posixpath.dirname(page), unquote(unescape(address)))
                yield posixpath.normpath(path)
