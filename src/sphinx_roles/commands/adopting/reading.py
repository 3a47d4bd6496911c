"""Reading a handbook from the disk: which tool it is for, its pages and its files."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_roles.adopt.convert import spoken
from sphinx_roles.adopt.pages.lines import Text
from sphinx_roles.adopt.sources.book import (
    MARKDOWN,
    MDBOOK,
    MKDOCS,
    MYST,
    PLAIN,
    SPHINX,
    Book,
    Entry,
)
from sphinx_roles.adopt.sources.mdbook import SUMMARY, read_summary
from sphinx_roles.adopt.sources.mkdocs import read_configuration, read_nav
from sphinx_roles.commands.errors import CommandError

_SKIPPED = {"node_modules", "__pycache__", "_build"}
_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")


class Found(NamedTuple):
    """A handbook on the disk."""

    book: Book
    folder: Path
    """The folder of its pages."""


def find(source: Path) -> Found:
    """Read the handbook in a folder.

    Raises
    ------
    CommandError
        Where there is none.
    """
    if (source / "conf.py").is_file():
        return Found(_read(source, SPHINX, spoken(_name(source))), source)
    if (source / "book.toml").is_file():
        return _mdbook(source)
    for name in _MKDOCS:
        if (source / name).is_file():
            return _mkdocs(source, source / name)
    for folder in ("docs", "doc", "source", "docs/source", "doc/source", "src"):
        if (source / folder / "conf.py").is_file():
            return Found(_read(source / folder, SPHINX, spoken(_name(source))), source / folder)
    return Found(_read(source, PLAIN, spoken(_name(source))), source)


def _name(source: Path) -> str:
    return f"{source.resolve().name or 'handbook'}."


def _mdbook(source: Path) -> Found:
    try:
        config = tomllib.loads((source / "book.toml").read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{source / 'book.toml'} cannot be read: {error}."
        raise CommandError(message) from error
    about, build = (_table(config, name) for name in ("book", "build"))
    folder = source / str(about.get("src", "src"))
    if not folder.is_dir():
        message = f"book.toml names the folder {about.get('src', 'src')!r}, which is not there."
        raise CommandError(message)
    summary = folder / SUMMARY
    navigation = None
    if summary.is_file():
        navigation = read_summary(summary.read_text(encoding="utf-8-sig", errors="replace"))
    title = str(about.get("title") or spoken(_name(source)))
    language = _language(str(about.get("language", "en")))
    return Found(
        _read(
            folder,
            MDBOOK,
            title,
            skipped=source / str(build.get("build-dir", "book")),
            navigation=navigation,
            language=language,
        ),
        folder,
    )


def _table(config: dict[str, Any], name: str) -> dict[str, Any]:
    found = config.get(name)
    return found if isinstance(found, dict) else {}


def _mkdocs(source: Path, file: Path) -> Found:
    config = read_configuration(file.read_text(encoding="utf-8-sig", errors="replace"))
    folder = source / str(config.get("docs_dir", "docs"))
    if not folder.is_dir():
        message = f"{file.name} names the folder {folder.name!r}, which is not there."
        raise CommandError(message)
    title = str(config.get("site_name") or spoken(_name(source)))
    site = source / str(config.get("site_dir", "site"))
    theme = config.get("theme")
    language = str(theme.get("language", "en")) if isinstance(theme, dict) else "en"
    navigation = read_nav(config.get("nav"))
    return Found(
        _read(
            folder,
            MKDOCS,
            title,
            skipped=site,
            navigation=navigation,
            language=_language(language),
        ),
        folder,
    )


def _language(said: str) -> str:
    """A language as Sphinx names it, English where that is not clear."""
    name = said.replace("-", "_")
    return name if re.fullmatch(r"[a-z]{2}(_[A-Z]{2})?", name) else "en"


def _read(
    folder: Path,
    kind: str,
    title: str,
    *,
    skipped: Path | None = None,
    navigation: tuple[Entry, ...] | None = None,
    language: str = "en",
) -> Book:
    pages: dict[str, Text] = {}
    troubles: list[tuple[str, str]] = []
    files = files_of(folder, skipped)
    suffixes: tuple[str, ...] = MARKDOWN
    if kind == SPHINX:  # Markdown is for code hosts alone where nothing of it is loaded
        conf = (folder / "conf.py").read_bytes()
        suffixes = (".rst", *MYST) if b"myst" in conf else (".rst",)
    for path in files:
        if not path.endswith(suffixes):
            continue
        try:
            text = (folder / path).read_bytes().decode()
        except UnicodeDecodeError:
            troubles.append((path, "it is not in UTF-8, and is left out"))
        else:
            pages[path] = Text.of(text)
    if not pages:
        message = f"{folder} has no page that could be adopted: no file ends in {suffixes[0]}."
        raise CommandError(message)
    return Book(
        kind, title, pages, frozenset(files), navigation, tuple(troubles), language=language
    )


def files_of(folder: Path, skipped: Path | None = None, *, with_hidden: bool = False) -> list[str]:
    """The files of a folder, without hidden folders and what tools have made.

    Parameters
    ----------
    with_hidden
        Whether hidden files are wanted: one may keep a folder that `conf.py` writes into.
    """
    found: list[str] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not (name.startswith(".") or name in _SKIPPED)
            and Path(here, name) != skipped
            and not Path(here, name, "pyvenv.cfg").exists()
        )
        found += [
            Path(here, name).relative_to(folder).as_posix()
            for name in sorted(names)
            if (with_hidden or not name.startswith(".")) and Path(here, name).is_file()
        ]
    return found
