"""`adopt --strip`: the pages as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.pages.lines import Text
from sphinx_roles.adopt.record import RECORD, Record, read_record, strip
from sphinx_roles.adopt.sources.book import MARKDOWN
from sphinx_roles.commands.adopting.reading import files_of
from sphinx_roles.commands.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path


class Stripped(NamedTuple):
    """A handbook without what `adopt` put there."""

    texts: dict[str, bytes]
    """Path → each file that is another one then."""
    gone: list[str]
    """The files that `adopt` made."""
    lost: list[tuple[str, int]]
    """(path, line) of what has been edited since and stays as it is."""


def strip_folder(folder: Path) -> Stripped:
    """Work out the pages as they were.

    Raises
    ------
    CommandError
        Where the record of what was changed is damaged.
    """
    record: Record | None = None
    if (folder / RECORD).is_file():
        try:
            record = read_record((folder / RECORD).read_text(encoding="utf-8"))
        except ValueError as error:
            message = f"{folder / RECORD} is damaged: take it from an earlier commit ({error})."
            raise CommandError(message) from error
    texts: dict[str, bytes] = {}
    lost: list[tuple[str, int]] = []
    for path in files_of(folder):
        if (record and path in record.made) or not path.endswith((*MARKDOWN, ".rst", "conf.py")):
            continue
        data = (folder / path).read_bytes()
        try:
            text = Text.of(
                data.decode("utf-8", "surrogateescape" if path == "conf.py" else "strict")
            )
        except UnicodeDecodeError:
            continue
        steps = record.changes.get(path, ()) if record else ()
        is_marked = path != "conf.py" and (record is None or path in record.marked)
        is_rest = path.endswith(".rst")
        was, missing = strip(text, steps, is_rest=is_rest, is_marked=is_marked)
        new = str(was).encode("utf-8", "surrogateescape")
        if new != data:
            texts[path] = new
        lost += [(path, change.line + 1) for change in missing]
    made = record.made if record else ()
    gone = [path for path in (*made, RECORD) if (folder / path).is_file()]
    return Stripped(texts, gone, lost)
