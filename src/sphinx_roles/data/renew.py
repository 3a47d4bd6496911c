"""`roles.json` after an edit: the text of before, with new lines for some holders.

Belongs here: finding lines in the file without reading what the others say. An entry is a line, and
the lines of a section are in the order of their keys. The file of 2,000 role pages has 56 MB: to
make all of it anew takes longer than all else that an edit costs.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from sphinx_roles.data.export import VERSION, entries, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    Pieces = list[bytes | memoryview]

_START = f'{{\n"version": {VERSION},\n"expectations": {{'.encode()
_HOLDERS = b'\n},\n"holders": {'
_CRAFT = b'\n},\n"craft": {'
_KEY = re.compile(rb' ("(?:[^"\\]|\\.)*"): ')


class UnlikeError(ValueError):
    """A text is not as `lines` writes it."""


def renewed(
    before: bytes, data: Mapping[str, Any], names: Collection[str], *, has_words: bool
) -> Pieces:
    """The text in pieces.

    Parameters
    ----------
    before
        The text of the file.
    data
        The data of some holders, as `export` gives it.
    names
        The names of these holders: what the file says of them is replaced.
    has_words
        Whether `data` counts the headings of all pages, and not only of some.

    Raises
    ------
    UnlikeError
        Where the text is not as `lines` writes it.
    """
    holders, craft = before.find(_HOLDERS), before.rfind(_CRAFT)
    if not before.startswith(_START) or not 0 < holders < craft:
        raise UnlikeError
    rest = json.loads(b"{" + before[craft + 4 :])
    crafts = _crafts(rest["craft"], data["craft"], names)
    words = {name: (data if has_words else rest)[name] for name in ("headings", "ignored")}
    sections = {"craft": crafts, **words}
    end = "".join(joined((name, value, entries(value)) for name, value in sections.items()))
    ordered = sorted(names)
    ours = [(f"{name}#", f"{name}$") for name in ordered]
    themselves = [(name, f"{name}\0") for name in ordered]
    return [
        _START,
        *_replaced(before, len(_START), holders, ours, data["expectations"]),
        _HOLDERS,
        *_replaced(before, holders + len(_HOLDERS), craft, themselves, data["holders"]),
        b"\n},",
        end.removeprefix("{").encode(),
    ]


def _replaced(
    text: bytes, start: int, end: int, ranges: list[tuple[str, str]], new: Mapping[str, Any]
) -> Iterator[bytes | memoryview]:
    """The lines between two places of the text, with others for those in some ranges of keys."""
    view = memoryview(text)
    keys, lines = [*new], [f" {line}".encode() for line in entries(new)]
    pieces: Pieces = []
    done = start + 1  # where a line begins
    for low, high in ranges:
        first = _first(text, done, end + 1, low)
        pieces.append(view[done : first - 2])  # without the comma and the end of the line
        pieces += lines[bisect_left(keys, low) : bisect_left(keys, high)]
        done = _first(text, first, end + 1, high)
    pieces.append(view[done:end])
    separator = b"\n"
    for piece in filter(len, pieces):
        yield separator
        yield piece
        separator = b",\n"


def _first(text: bytes, start: int, end: int, key: str) -> int:
    """Where the first line begins that has not a lower key; `end` where there is none."""
    while start < end:
        middle = (start + end) // 2
        line = text.rfind(b"\n", start, middle) + 1 or start
        found = _KEY.match(text, line)
        if found is None:
            raise UnlikeError
        if json.loads(found[1]) < key:
            start = text.index(b"\n", middle) + 1
        else:
            end = line
    return start


def _crafts(
    old: Mapping[str, list[str]], new: Mapping[str, list[str]], names: Collection[str]
) -> dict[str, list[str]]:
    """Craft page → the ids that rest on it."""
    kept = {page: [i for i in ids if i.partition("#")[0] not in names] for page, ids in old.items()}
    pages = sorted({*kept, *new})
    merged = {page: sorted([*kept.get(page, ()), *new.get(page, ())]) for page in pages}
    return {page: ids for page, ids in merged.items() if ids}
