"""Changes for GitHub Actions: annotations at the lines, and the summary of the step.

GitHub shows ten annotations of a kind for each step, so those that reach most come first.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.commands.formats import markdown, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.changes import Entry, Report

MOST = 10
"""So many annotations are shown."""
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file of the step's summary."""


def write(report: Report, folder: str) -> str:
    """The annotations, as commands that GitHub reads from the output.

    Parameters
    ----------
    folder
        The source folder, relative to the repository.
    """
    if SUMMARY in os.environ:
        with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as summary:
            summary.write(markdown.write(report))
    entries = [
        (section.holder.title, entry) for section in report.sections for entry in section.entries
    ]
    entries.sort(key=lambda pair: -pair[1].reach.total)
    annotations = [_annotation(title, entry, folder) for title, entry in entries[:MOST]]
    return "\n".join([*annotations, words.headline(report)]) + "\n"


def _annotation(title: str, entry: Entry, folder: str) -> str:
    line = entry.line
    properties = {
        "file": f"{folder}/{line.source}".lstrip("/"),
        **({"line": str(line.line)} if line.line else {}),
        "title": f"{title}: {words.label(line).lower()}, {words.reach_line(entry.reach, 0)}",
    }
    listed = ",".join(f"{name}={_escape(value, ':,')}" for name, value in properties.items())
    message = _escape("\n".join(_message(entry)))
    return f"::notice {listed}::{message}"


def _message(entry: Entry) -> Iterator[str]:
    for text in entry.line.texts:
        yield words.marked(text)
    yield from words.notes(entry.line, words.PLAIN)
    yield words.reach_line(entry.reach)


def _escape(text: str, others: str = "") -> str:
    """As GitHub's own toolkit escapes data, and in properties `:` and `,` too."""
    for character in ("%", "\r", "\n", *others):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
