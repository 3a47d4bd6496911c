"""A handbook as it is found: its files, pages and navigation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_roles.adopt.pages.lines import Text

PLAIN, MDBOOK, MKDOCS, SPHINX = "plain", "mdbook", "mkdocs", "sphinx"
KINDS = {
    PLAIN: "a folder of Markdown",
    MDBOOK: "an mdBook",
    MKDOCS: "a MkDocs site",
    SPHINX: "a Sphinx handbook",
}
MYST = (".md", ".markdown")
"""What MyST-Parser reads of its own accord."""
MDX = ".mdx"
MARKDOWN = (*MYST, MDX)


class Entry(NamedTuple):
    """An entry of the navigation."""

    title: str
    """'' where the page's own title does."""
    page: str | None
    """The path of a page or an address; None for a title alone."""
    entries: tuple[Entry, ...] = ()
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook.

    Paths are those below the folder of its pages, with slashes.
    """

    kind: str
    title: str
    pages: Mapping[str, Text]
    files: frozenset[str]
    """All files, pages too."""
    navigation: tuple[Entry, ...] | None = None
    """None where folders say it."""
    troubles: tuple[tuple[str, str], ...] = ()
    """(file, what is wrong with it)."""
    root_document: str = "index"
    """Of a Sphinx handbook."""
    language: str = "en"
    extensions: frozenset[str] = field(default_factory=frozenset)
    """Markdown extensions that a MkDocs site names."""


def docname(path: str) -> str:
    """A path without its suffix."""
    return path.rpartition(".")[0]


def is_index(path: str) -> bool:
    """Whether a page is that of its folder."""
    return docname(path.rpartition("/")[2]).casefold() in {"index", "_index", "readme"}


def folder_of(path: str) -> str:
    """The folder of a path, '' for the top one."""
    return path.rpartition("/")[0]


def index_of(folder: str, pages: Mapping[str, object] | frozenset[str]) -> str | None:
    """The page of a folder: its index, or its README."""
    here = [page for page in pages if folder_of(page) == folder and is_index(page)]
    order = ("index", "_index", "readme")
    here.sort(key=lambda p: (order.index(docname(p.rpartition("/")[2]).casefold()), p))
    return here[0] if here else None
