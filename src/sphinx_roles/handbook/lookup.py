"""Finding pages by name.

Belongs here: look-ups of documents by name. Suggestions for names that are wrong are in `hints`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sphinx_roles.handbook.records import Xref


def find_page(name: str, docname: str, docs: Collection[str]) -> str | None:
    """Look a page up beside `docname`, then in each folder above it; `/name` from the top."""
    if name.startswith("/"):
        return name[1:] if name[1:] in docs else None
    folders = docname.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        candidate = "/".join([*folders[:depth], name])
        if candidate in docs:
            return candidate
    return None


def join_docname(origin: str, target: str) -> str:
    """A docname that is written relative to the page `origin`, from the source folder."""
    return normpath(join("/", dirname(origin), target)).lstrip("/")


def _no_label(_name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class CraftPages:
    """The craft pages of a handbook: all pages in some folders.

    Parameters
    ----------
    folders
        From the source folder.
    docs
        The docnames of all pages.
    page_of_label
        From a label, as of `ref`, to the docname of the page that it is on.
    """

    folders: Sequence[str] = ()
    docs: Collection[str] = ()
    page_of_label: Callable[[str], str | None] = field(default=_no_label)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the docnames begin with."""
        return tuple(f"{folder.strip('/')}/".lstrip("/") for folder in self.folders)

    def names(self) -> list[str]:
        """The names of all craft pages, as `find` takes them."""
        return [
            doc[len(prefix) :]
            for prefix in self.prefixes
            for doc in self.docs
            if doc.startswith(prefix)
        ]

    def find(self, name: str) -> str | None:
        """The docname of a craft page, from its name inside one of the folders."""
        candidates = (f"{prefix}{name}" for prefix in self.prefixes)
        return next((candidate for candidate in candidates if candidate in self.docs), None)

    def has(self, docname: str | None) -> bool:
        """Whether a page is a craft page."""
        return docname in self.docs and f"{docname}".startswith(self.prefixes)

    def of(self, xref: Xref) -> str | None:
        """The docname of the craft page that a cross-reference rests on, None for none."""
        target = xref.target
        docname: str | None = None
        if (xref.domain, xref.type) == ("roles", "craft"):
            return self.find(target)
        if xref.type == "doc":
            docname = target
        elif xref.domain == "doc":  # MyST's links to a path
            docname = target.partition("#")[0]
        elif (xref.domain, xref.type) == ("std", "ref"):
            docname = self.page_of_label(target)
        elif xref.domain == "":
            docname = join_docname(xref.origin, target)
            if docname not in self.docs:
                docname = self.page_of_label(target)
        return docname if self.has(docname) else None
