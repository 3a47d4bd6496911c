"""What an ePub leaves out.

A shared intro that no toctree has stands in no reading order. In a book its page cannot be
reached, which EPUBCheck reports (OPF-096), and its text is on every role page anyway.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_HREF = re.compile(r'\bhref="([^"#]+)')


def unlinked(folder: Path, suffix: str, pages: Collection[str]) -> list[str]:
    """Those of some pages that no other page links to.

    Parameters
    ----------
    folder
        The output folder, with all pages written.
    suffix
        How the files of pages end.
    pages
        Paths from the output folder, with slashes.
    """
    return sorted(set(pages).difference(_linked(folder, suffix, pages)))


def _linked(folder: Path, suffix: str, pages: Collection[str]) -> Iterator[str]:
    """The pages that other pages than these link to."""
    for file in folder.rglob(f"*{suffix}"):
        page = file.relative_to(folder).as_posix()
        if page not in pages:
            for address in _HREF.findall(file.read_text(encoding="utf-8", errors="replace")):
                path = posixpath.join(posixpath.dirname(page), unquote(unescape(address)))
                yield posixpath.normpath(path)
