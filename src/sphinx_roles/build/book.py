"""What an ePub leaves out.

A shared intro that no toctree has stands in no reading order: in a book its page is out of
reach, which EPUBCheck reports (OPF-096), and its text is on every role page anyway.

Belongs here: choosing the pages that a book does without.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_roles.handbook.resolved import Handbook

_HREF = re.compile(r'\bhref="([^"#]+)')


def leave_out_intros(app: Sphinx, handbook: Handbook) -> None:
    """Have the ePub builder leave out the intros that no toctree has and no page links to.

    Called when all pages are written, and before they are packed.
    """
    in_toctrees = {name for names in app.env.toctree_includes.values() for name in names}
    suffix: str = app.builder.out_suffix  # type: ignore[attr-defined]
    intros = {f"{name}{suffix}" for name in handbook.intros.values() if name not in in_toctrees}
    intros &= {f"{name}{suffix}" for name in app.env.all_docs}
    if intros:
        unlinked = sorted(intros.difference(_linked(Path(app.outdir), suffix, intros)))
        exclude = app.config.epub_exclude_files
        app.config.epub_exclude_files = [*exclude, *(str(Path(page)) for page in unlinked)]


def _linked(folder: Path, suffix: str, intros: Iterable[str]) -> Iterator[str]:
    """The pages that other pages than intros link to."""
    for file in folder.rglob(f"*{suffix}"):
        page = file.relative_to(folder).as_posix()
        if page not in intros:
            for address in _HREF.findall(file.read_text(encoding="utf-8", errors="replace")):
                path = posixpath.join(posixpath.dirname(page), unquote(unescape(address)))
                yield posixpath.normpath(path)
