"""Writing a handbook: all of it or nothing, and never over work that is not kept elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.commands.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def refuse_to_lose(folder: Path, *, force: bool) -> None:
    """Refuse to write into a folder whose files are kept nowhere else.

    Raises
    ------
    CommandError
        Where git does not have all of them: what to do.
    """
    if force:
        return
    command = ["git", "status", "--porcelain", "--untracked-files=all", "--", "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = (
            f"{folder} is in no git repository, so what is changed there could not be taken back: "
            "give '--out DIR', or '--force' to write there all the same."
        )
        raise CommandError(message) from error
    if done.stdout.strip():
        first = done.stdout.splitlines()[0][3:]
        message = (
            f"{folder} has changes that are not committed ({first} and maybe more): commit them, "
            "give '--out DIR', or '--force' to write there all the same."
        )
        raise CommandError(message)


def refuse_to_cover(out: Path, source: Path, *, force: bool) -> None:
    """Refuse to write into a folder that holds other content.

    Raises
    ------
    CommandError
        Where it does, or where it is the handbook's own.
    """
    if out.exists() and not out.is_dir():
        message = f"{out} is a file: name a folder after '--out'."
        raise CommandError(message)
    if out.resolve() == source.resolve() or source.resolve() in out.resolve().parents:
        message = f"{out} is inside the handbook: name another folder after '--out'."
        raise CommandError(message)
    if not force and out.exists() and any(out.iterdir()):
        message = (
            f"{out} holds other content: name another folder after '--out', or give '--force' to "
            "write into it all the same."
        )
        raise CommandError(message)


def write_new(out: Path, source: Path, files: Iterable[str], texts: Mapping[str, bytes]) -> None:
    """Write a handbook as a new folder, which appears when it is whole.

    Parameters
    ----------
    files
        What is copied from the source, below it.
    texts
        Path → what is written in place of that.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with _temporary(out.parent) as stage:
        new = stage / "new"
        new.mkdir()
        for path in files:
            if path not in texts:
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / path, new / path)
        for path, data in texts.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        if out.exists() and any(out.iterdir()):
            every = {
                p.relative_to(new).as_posix(): p.read_bytes() for p in new.rglob("*") if p.is_file()
            }
            write_over(out, every)
            return
        with suppress(FileNotFoundError):
            out.rmdir()
        new.replace(out)


def write_over(folder: Path, texts: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    """Write files into a folder, and remove others. Where one fails, all are as they were."""
    with _temporary(folder) as stage:
        staged: dict[str, Path] = {}
        for number, (path, data) in enumerate(texts.items()):
            staged[path] = stage / f"{number}.new"
            staged[path].write_bytes(data)
            if (folder / path).is_file():
                shutil.copymode(folder / path, staged[path])
        saved: dict[str, Path | None] = {}
        try:
            for number, path in enumerate([*texts, *gone]):
                file = folder / path
                if file.is_file():
                    old = stage / f"{number}.old"
                    shutil.copy2(file, old)
                    saved[path] = old
                elif path in staged:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    saved[path] = None
                if path in staged:
                    staged[path].replace(file)
                else:
                    file.unlink(missing_ok=True)
        except BaseException:
            for path, was in saved.items():
                if was is not None:
                    was.replace(folder / path)
                else:
                    (folder / path).unlink(missing_ok=True)
            raise


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, which is gone in the end."""
    stage = Path(tempfile.mkdtemp(prefix=".adopt-", dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
