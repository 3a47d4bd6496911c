"""Building what is planned, in a temporary folder, and reading what the build says."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.adopt.answers.settle import Warned
from sphinx_roles.adopt.judge.headings import Left
from sphinx_roles.commands.building import run_sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator

_WARNING = re.compile(
    r"(?:(?P<file>.+?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.*)"
)
_KIND = re.compile(r"\s*\[(?P<kind>[\w.-]+)\]\Z")


class Tried(NamedTuple):
    """What a build left behind."""

    warned: tuple[Warned, ...]
    data: dict[str, Any] | None
    """`roles.json`."""
    failure: str
    """What Sphinx says of an error that ended the build, '' where none did."""

    @property
    def places(self) -> dict[tuple[str, str], int]:
        """Page and text of each expectation → its line."""
        found = (self.data or {}).get("expectations", {}).values()
        return {(one["source"], one["text"]): one["line"] for one in found}

    @property
    def left(self) -> list[Left]:
        """The headings below which something was read as nothing."""
        return [
            Left(one["heading"], tuple(one["kinds"]), one["source"], one["line"])
            for one in (self.data or {}).get("ignored", ())
        ]


def try_build(
    source: Path, work: Path, builder: str, *, is_ours: bool, conf: Path | None = None
) -> Tried:
    """Build a handbook.

    Parameters
    ----------
    work
        A temporary folder for what is built; builds that share it share what they have read.
    is_ours
        Whether its configuration is written by `adopt`, so that nothing of it need be tried.
    conf
        The folder of another `conf.py` than the handbook's own.
    """
    settings = [
        "-n",
        "-D",
        "show_warning_types=1",
        "-D",
        "html_copy_source=0",
        "-D",
        "html_use_index=0",
    ]
    if builder == "html":
        settings.append("-E")  # what is said while reading is said again
    if conf is not None:
        settings += ["-c", str(conf)]
    if is_ours:
        settings += ["-D", "html_theme=basic"]
    status, said = run_sphinx(builder, source, work, source, *settings)
    file = work / builder / "roles.json"
    data = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    failure = "" if status == 0 else _last_line(said)
    return Tried(tuple(_warnings(said, source)), data, failure)


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?:\w+\.)*\w*(?:Error|Exception)\b", line)]
    return (errors or lines or ["Sphinx does not say why"])[-1]


def _warnings(said: str, source: Path) -> Iterator[Warned]:
    """The warnings; one may have several lines."""
    listed: list[list[str]] = []
    for line in said.splitlines():
        if _WARNING.match(line):
            listed.append([line])
        elif listed and line.strip():
            listed[-1].append(line)
    for lines in listed:
        head = _WARNING.match(lines[0])
        assert head is not None
        message = " ".join([head["message"], *(line.strip() for line in lines[1:])])
        kind = next(
            (k for line in [head["message"], *lines[1:]] if (k := _KIND.search(line))), None
        )
        file = head["file"] or ""
        if file.startswith(str(source)):
            file = Path(file).relative_to(source).as_posix()
        file = re.sub(r":docstring of .*|\A<.*>\Z", "", file)
        text = message.replace(kind[0], "") if kind is not None else message
        text = text.replace(f"{source}{os.sep}", "")
        yield Warned(file, int(head["line"] or 0), kind["kind"] if kind else "", text)
