"""What `adopt` has changed besides markers, as a file: `adopt --strip` takes it back.

Belongs here: the file's form. It is JSON, and stands beside `conf.py`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.pages.lines import Change, Text, restored
from sphinx_roles.adopt.pages.markers import without_markers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

RECORD = "adopted.json"
VERSION = 1


class Record(NamedTuple):
    """What was changed, and made."""

    changes: Mapping[str, Sequence[Sequence[Change]]]
    """Path → the changes of each step, in their order."""
    made: Collection[str]
    """The files that were not there before."""
    marked: Collection[str]
    """The pages that got markers: those of others are their authors' own."""


def write_record(record: Record) -> str:
    """The file."""
    pages = {
        page: [[_written(change) for change in step] for step in steps]
        for page, steps in sorted(record.changes.items())
    }
    data: dict[str, object] = {
        "version": VERSION,
        "made": sorted(record.made),
        "marked": sorted(record.marked),
        "changes": pages,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_record(content: str) -> Record:
    """The record of a file; ValueError where it is none."""
    try:
        data = json.loads(content)
        changes = {
            str(page): [[_read(change) for change in step] for step in steps]
            for page, steps in data["changes"].items()
        }
        made, marked = ([str(path) for path in data[name]] for name in ("made", "marked"))
        return Record(changes, made, marked)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(str(error)) from error


def strip(
    text: Text, steps: Sequence[Sequence[Change]], *, is_rest: bool, is_marked: bool = True
) -> tuple[Text, list[Change]]:
    """A page as it was, and the changes that nobody finds any more."""
    if is_marked:
        text = without_markers(text, is_rest=is_rest)
    lost: list[Change] = []
    for step in reversed(steps):
        text, missing = restored(text, step)
        lost += missing
    return text, lost


def _written(change: Change) -> dict[str, object]:
    data: dict[str, object] = {
        "line": change.line,
        "was": list(change.was),
        "now": list(change.now),
    }
    return {**data, "breaks": list(change.breaks)} if change.breaks else data


def _read(data: Mapping[str, object]) -> Change:
    def lines(name: str) -> tuple[str, ...]:
        found = data.get(name, [])
        if not isinstance(found, list):
            raise TypeError(name)
        return tuple(map(str, found))

    return Change(int(str(data["line"])), lines("was"), lines("now"), lines("breaks"))
