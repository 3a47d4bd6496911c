"""Changes for GitHub Actions: annotations at the lines, and the summary of the step.

GitHub shows ten annotations of a kind for each step, so those that reach most come first.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.commands.formats import markdown, words
from sphinx_roles.data.annotations import MOST, SUMMARY, annotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.changes import Entry, Report


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
    return annotation(
        "notice",
        "\n".join(_message(entry)),
        file=f"{folder}/{line.source}".lstrip("/"),
        line=line.line,
        title=f"{title}: {words.label(line).lower()}, {words.reach_line(entry.reach, 0)}",
    )


def _message(entry: Entry) -> Iterator[str]:
    for text in entry.line.texts:
        yield words.marked(text)
    yield from words.notes(entry.line, words.PLAIN)
    yield words.reach_line(entry.reach)
