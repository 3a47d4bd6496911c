"""From an argument of the command line to an edition of a handbook.

Belongs here: what an argument may be. Reading is `data.load`'s, git is `revisions`', and Sphinx
is run by `building`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.commands.building import build
from sphinx_roles.commands.errors import CommandError
from sphinx_roles.commands.revisions import Repository
from sphinx_roles.data.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_roles.data.load import Edition

FILE = "roles.json"
FOLDERS = ("docs", "doc", "docs/source", "doc/source", "source", "")
"""Where a handbook is looked for in a repository, besides the current folder."""


class Source(NamedTuple):
    """Where an edition comes from."""

    edition: Edition
    label: str
    folder: str | None
    """The source folder, relative to the repository; None where that is not known."""


def find_source(argument: str, *, use_cache: bool) -> Source:
    """The edition that an argument names.

    Raises
    ------
    CommandError, DataError
        Where there is none.
    """
    path = Path(argument)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return Source(load(path), argument, None)
    revision, colon, folder = argument.partition(":")
    if colon and revision:
        return _revision(revision, folder, use_cache=use_cache)
    message = (
        f"There is no file or folder {argument!r}. A revision is written with a colon: "
        f"'{argument.strip(':') or 'main'}:' or '{argument.strip(':') or 'main'}:docs'."
    )
    raise CommandError(message)


def find_working_tree(folder: str | None) -> Source:
    """The handbook as it stands on the disk; in the folder of the earlier edition, if it is there.

    Raises
    ------
    CommandError
        Where there is none.
    """
    repository = Repository.around(Path.cwd())
    has = _has_conf(repository.root)
    if folder is None or not has(folder):
        folder = _find_folder(has, repository.here)
    if folder is None:
        message = "The working tree has no conf.py where one is looked for: give NEW as well."
        raise CommandError(message)
    label = "the working tree"
    edition = build(repository.root / folder, label, repository.root)
    return Source(edition, label, folder)


def _has_conf(root: Path) -> Callable[[str], bool]:
    return lambda folder: (root / folder / "conf.py").is_file()


def _find_folder(has: Callable[[str], bool], here: str) -> str | None:
    return next((folder for folder in (here, *FOLDERS) if has(folder)), None)


def _in_folder(folder: Path) -> Source:
    if (folder / FILE).is_file():
        return Source(load(folder / FILE), str(folder), None)
    if (folder / "conf.py").is_file():
        return Source(build(folder, str(folder), folder), str(folder), str(folder))
    message = f"The folder {str(folder)!r} has no roles.json and no conf.py."
    raise CommandError(message)


def _revision(revision: str, folder: str, *, use_cache: bool) -> Source:
    repository = Repository.around(Path.cwd())
    commit = repository.commit(revision)

    def has(name: str) -> bool:
        return repository.has_file(commit, f"{name}/conf.py".lstrip("/"))

    wanted = folder.strip("/")
    found = _find_folder(has, repository.here) if not wanted else wanted if has(wanted) else None
    label = f"{revision}:{wanted}"
    if found is None:
        where = f"in its folder {wanted!r}" if wanted else "where one is looked for"
        message = f"The revision {revision!r} has no conf.py {where}: write '{revision}:FOLDER'."
        raise CommandError(message)
    cached = repository.cached(commit, found)
    if use_cache and cached.is_file():
        cached.touch()  # the oldest are removed
        return Source(load(cached), label, found)
    with repository.worktree(commit) as tree:
        edition = build(tree / found, label, tree, keep=cached)
    return Source(edition, label, found)
