"""Revisions of a git repository.

Belongs here: every call of git.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles import __version__
from sphinx_roles.commands.errors import CommandError
from sphinx_roles.data.export import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = "sphinx-role-pages"
"""The folder beside git's own data in which built revisions are kept."""
_PACKAGES = ("sphinx", "docutils", "myst-parser")


class Repository:
    """A git repository.

    Parameters
    ----------
    root
        The top folder of the working tree.
    here
        The current folder, relative to it.
    """

    def __init__(self, root: Path, here: str) -> None:
        self.root = root
        self.here = here

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository in which a folder is.

        Raises
        ------
        CommandError
            Where git is not installed, or there is no repository.
        """
        try:
            found = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix")
        except subprocess.CalledProcessError as error:
            message = (
                "This folder is in no git repository that git can use, so no revision can be "
                f"built: give two roles.json files. Git says: {_first_line(error.stderr)}"
            )
            raise CommandError(message) from error
        root, *here = found.splitlines()
        return cls(Path(root), here[0].rstrip("/") if here else "")

    def commit(self, revision: str) -> str:
        """The full name of a commit.

        Raises
        ------
        CommandError
            Where the repository does not have it.
        """
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        try:
            return self._git(*arguments, f"{revision}^{{commit}}").strip()
        except subprocess.CalledProcessError as error:
            message = f"There is no revision {revision!r} in this repository."
            if self._git("rev-parse", "--is-shallow-repository").strip() == "true":
                message = (
                    f"This clone is shallow, and the revision {revision!r} is not in it: run "
                    "'git fetch --unshallow', or have CI fetch more ('fetch-depth: 0' for "
                    "actions/checkout, 'GIT_DEPTH: 0' for GitLab)."
                )
            elif "/" in revision:
                remote, _, branch = revision.partition("/")
                message += f" Run 'git fetch {remote} {branch}' if it is a branch elsewhere."
            raise CommandError(message) from error

    def has_file(self, commit: str, path: str) -> bool:
        """Whether a commit has a file."""
        try:
            self._git("cat-file", "-e", f"{commit}:{path}")
        except subprocess.CalledProcessError:
            return False
        return True

    def cached(self, commit: str, folder: str) -> Path:
        """Where the data of a commit is kept, by its tree and by what builds it."""
        tree = self._git("rev-parse", f"{commit}^{{tree}}").strip()
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        parts = [tree, folder, python, __version__, str(VERSION), *map(_version, _PACKAGES)]
        name = sha256("\n".join(parts).encode()).hexdigest()[:32]
        common = self._git("rev-parse", "--git-common-dir").strip()
        return (self.root / common / CACHE / name).with_suffix(".json")

    @contextmanager
    def worktree(self, commit: str) -> Iterator[Path]:
        """A commit's files in a temporary folder, which is removed whatever happens."""
        folder = Path(tempfile.mkdtemp(prefix="sphinx-role-pages-"))
        tree = folder / "tree"
        try:
            hooks = f"core.hooksPath={os.devnull}"  # checking out must not run the project's hooks
            arguments = ("worktree", "add", "--detach", "--quiet", str(tree), commit)
            try:
                self._git("-c", hooks, *arguments)
            except subprocess.CalledProcessError as error:
                message = f"Git cannot check {commit[:12]} out: {_first_line(error.stderr)}"
                raise CommandError(message) from error
            self._fill_submodules(commit, tree)
            yield tree
        finally:
            _remove(self.root, folder)

    def _fill_submodules(self, commit: str, tree: Path) -> None:
        """Put the files of submodules in, as the commit has them, whatever is checked out here.

        Those that are not checked out here either stay empty.
        """
        for line in self._git("ls-tree", "-r", "-z", commit).split("\0"):
            about, _, path = line.partition("\t")
            if not about.startswith("160000") or not (self.root / path / ".git").exists():
                continue
            wanted = about.split()[2]
            module = self.root / path
            index = {"GIT_INDEX_FILE": str(tree.parent / "index")}
            try:
                _git(module, "read-tree", wanted, **index)
                _git(module, "checkout-index", "--all", f"--prefix={tree / path}{os.sep}", **index)
            except subprocess.CalledProcessError as error:
                message = (
                    f"The submodule {path!r} does not have its commit {wanted[:12]}, which the "
                    f"revision {commit[:12]} needs: run 'git -C {path} fetch'."
                )
                raise CommandError(message) from error

    def _git(self, *arguments: str) -> str:
        return _git(self.root, *arguments)


def _git(folder: Path, *arguments: str, **environment: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env={**os.environ, **environment, "LC_ALL": "C"},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError as error:
        message = "git is not installed, so no revision can be built: give two roles.json files."
        raise CommandError(message) from error
    return done.stdout


def _remove(root: Path, folder: Path) -> None:
    """Remove a worktree, and do not stop half-way."""
    signals = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in signals}
    try:
        shutil.rmtree(folder, ignore_errors=True)
        # Git forgets a worktree whose folder is gone.
        subprocess.run(["git", "worktree", "prune"], cwd=root, capture_output=True, check=False)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "nothing")
