"""What is kept beside the doctrees: the state in which an output folder was last written.

Belongs here: the record, and files that are written whole or not at all.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.problems import Place, Problem
from sphinx_roles.paths import path_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder


@dataclass
class State:
    """What an output folder was last written from."""

    edition: str
    """The edition of the records; '' where some page was written from other ones."""
    pages: dict[str, str]
    """docname → digest of what the page shows from elsewhere."""
    problems: list[Problem]
    data: dict[str, list[int] | None]
    """Name of each file of data → its size and time as it was written."""
    last: tuple[str, int] | None
    """The page that was written last, a path from the output folder, and the time."""
    basis: str
    """What the next build need not work out again: see `edit.basis`; '' for nothing."""


class Kept:
    """The record of what an output folder was last written from.

    There is one file for each output folder: builders that share the doctrees write at
    different times. A build that was cut off leaves no record, because nobody knows which of the
    pages it wrote. The next build writes all of them.
    """

    def __init__(self, builder: Builder) -> None:
        output = path_from(builder.outdir, builder.doctreedir)
        name = sha256(f"{builder.name}:{output}".encode(errors="surrogateescape")).hexdigest()[:16]
        self._file = Path(builder.doctreedir, f"sphinx-roles-{name}.json")
        self._outdir = Path(builder.outdir)
        self.is_forgotten = False

    @cached_property
    def before(self) -> State | None:
        """The state after the last complete build; None where there is no such record."""
        try:
            found = json.loads(_unsealed(self._file.read_text(encoding="utf-8")))
            problems = [
                Problem(
                    Warn.of(subtype),
                    Place(docname, source, int(line)),
                    tuple((str(word), str(text)) for word, text in words),
                )
                for subtype, docname, source, line, words in found["problems"]
            ]
            pages = {str(name): str(digest) for name, digest in found["pages"].items()}
            last = (str(found["last"][0]), int(found["last"][1])) if found["last"] else None
            return State(
                edition=str(found["edition"]),
                pages=pages,
                problems=problems,
                data=dict(found["data"]),
                last=last,
                basis=str(found["basis"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def forget(self) -> None:
        """Remove the record while pages are written; `before` still has it."""
        if not self.is_forgotten:
            self.is_forgotten = True
            _ = self.before
            with suppress(OSError):  # the folder may be read-only
                self._file.unlink()

    def write(self, state: State) -> None:
        """Record a build that has ended."""
        problems = [
            [p.kind.subtype, p.place.docname, p.place.source, p.place.line, p.words]
            for p in state.problems
        ]
        found = {**vars(state), "problems": problems}
        with suppress(OSError):
            write_atomically(self._file, [sealed(json.dumps(found, sort_keys=True))])

    def is_output_here(self) -> bool:
        """Whether the output folder is the one that the last build left, not an older one."""
        before = self.before
        if before is None:
            return True
        if before.data != stamps(self._outdir / name for name in before.data):
            return False
        if before.last is None:
            return True
        name, time = before.last
        found = _stamp(self._outdir / name)
        return found is not None and found[1] >= time  # others may change pages afterwards


def sealed(text: str) -> str:
    """JSON with its digest before it."""
    return f'["{sha256(text.encode()).hexdigest()}",\n{text}]'


def _unsealed(whole: str) -> str:
    """The JSON that was sealed; ValueError where anybody has changed it since."""
    text = whole.partition("\n")[2].removesuffix("]")
    if whole != sealed(text):
        raise ValueError
    return text


def last_of(files: Iterable[Path], outdir: Path) -> tuple[str, int] | None:
    """The file that was written last, from the output folder, and its time in nanoseconds."""
    found = [(status[1], file) for file in files if (status := _stamp(file)) is not None]
    if not found:
        return None
    time, file = max(found)
    return file.relative_to(outdir).as_posix(), time


def stamps(files: Iterable[Path]) -> dict[str, list[int] | None]:
    """Name of each file → its size in bytes and time in nanoseconds; None where it is gone."""
    return {file.name: _stamp(file) for file in files}


def _stamp(file: Path) -> list[int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def write_atomically(file: Path, pieces: Iterable[str | bytes | memoryview]) -> None:
    """Write a file so that a build that is interrupted leaves the old one or the new one.

    Raises
    ------
    OSError
        Where it cannot be written; nothing half-written is left.
    """
    temporary = file.with_name(f"{file.name}.tmp")
    try:
        # The line endings are those of the pieces, on any system.
        with temporary.open("wb") as opened:
            opened.writelines(p.encode() if isinstance(p, str) else p for p in pieces)
        temporary.replace(file)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
