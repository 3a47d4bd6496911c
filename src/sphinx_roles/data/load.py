"""`roles.json` in: one edition of a handbook as typed, frozen records.

Belongs here: reading the file, and refusing what is not one. Fields that it does not know are
ignored: later versions of the extension may add some.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.data.text_changes import untypeset
from sphinx_roles.handbook.names import fold, full_title

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSIONS = (1, 2)
"""The versions of the data that this module reads."""


class DataError(Exception):
    """A file that cannot be read as `roles.json`: one sentence says why, and what to do."""


class StatedExpectation(NamedTuple):
    """An expectation, as the data states it."""

    id: str
    holder: str
    """Full name of the role page or level that declares it."""
    key: str | None
    part: str
    area: str | None
    text: str
    depth: str | None
    """How deep it is expected, where the handbook says so."""
    url: str
    source: str
    """The file in which it is written, relative to the source folder."""
    line: int
    """From 1; 0 where it is not known."""
    folded: str
    """The text as it is compared."""
    place: tuple[str, str]
    """Part and area as they are compared."""


class StatedHolder(NamedTuple):
    """A role page or a level, as the data states it."""

    name: str
    is_level: bool
    title: str
    role: str
    position: int | None
    grade: str | None
    track: str | None
    url: str
    extends: tuple[str, ...]
    without: tuple[str, ...]
    mro: tuple[str, ...] = ()  # explicit: every class has an attribute of this name
    own: tuple[str, ...] = ()
    effective: tuple[str, ...] = ()
    """Ids of all that is expected."""
    raises: Mapping[str, str] = {}
    """Id of an own expectation → id of the inherited one that it overrides."""


class Edition(NamedTuple):
    """A handbook as one `roles.json` states it."""

    expectations: Mapping[str, StatedExpectation]
    holders: Mapping[str, StatedHolder]

    def full_title(self, name: str) -> str:
        """The title of a holder, which names its role page too where a level's does not."""
        holder = self.holders[name]
        role = self.holders.get(holder.role, holder).title
        return full_title(holder.title, role)


def load(file: Path, name: str | None = None) -> Edition:
    """Read a file; `name` is what messages call it, if not its path.

    Raises
    ------
    DataError
        Where there is no such file, or it is not a `roles.json` that this version reads.
    """
    name = name or str(file)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror or error}."
        raise DataError(message) from error
    except (ValueError, RecursionError) as error:  # nested too deeply to be ours
        message = f"{name} is not a roles.json file: it holds no valid JSON."
        raise DataError(message) from error
    return edition(data, name)


def edition(data: Any, name: str) -> Edition:
    """The records of a `roles.json`, already parsed; `name` tells readers which one.

    Raises
    ------
    DataError
        Where it is not the data of a handbook, or of another version.
    """
    if not isinstance(data, dict) or not {"version", "expectations", "holders"} <= data.keys():
        message = f"{name} is not a roles.json file of sphinx-roles."
        raise DataError(message)
    version = data["version"]
    if isinstance(version, bool) or version not in VERSIONS:
        known = " and ".join(map(str, VERSIONS))
        message = (
            f"{name} has version {version!r} of the data, and this sphinx-roles reads versions "
            f"{known}: build that handbook again with this version, or update sphinx-roles."
        )
        raise DataError(message)
    try:
        found = Edition(
            {id_: _expectation(id_, entry) for id_, entry in data["expectations"].items()},
            {name: _holder(name, entry) for name, entry in data["holders"].items()},
        )
        _check(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{name} is damaged: it does not hold what a roles.json file must ({error!r})."
        raise DataError(message) from error
    return found


def _expectation(id_: str, entry: Mapping[str, Any]) -> StatedExpectation:
    depth = entry.get("depth")
    return StatedExpectation(
        id_,
        _text(entry["holder"]),
        entry["key"],
        _text(entry["part"]),
        entry["area"],
        _text(entry["text"]),
        None if depth is None else str(depth),
        _text(entry["url"]),
        _text(entry["source"]),
        int(entry["line"]),
        fold(untypeset(entry["text"])),
        (entry["part"], _folded(entry["area"] or "")),
    )


@lru_cache  # of thousands of expectations, a few areas
def _folded(area: str) -> str:
    return fold(area)


def _holder(name: str, entry: Mapping[str, Any]) -> StatedHolder:
    return StatedHolder(
        name,
        entry["kind"] == "level",
        _text(entry["title"]),
        _text(entry["role"]),
        entry["position"],
        entry["grade"],
        entry["track"],
        _text(entry["url"]),
        tuple(entry["extends"]),
        tuple(entry["without"]),
        tuple(entry["mro"]),
        tuple(entry["own"]),
        tuple(entry["effective"]),
        dict(entry["raises"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"{value!r} should be text"
        raise TypeError(message)
    return value


def _check(found: Edition) -> None:
    """Every name that is used is there."""
    for expectation in found.expectations.values():
        found.holders[expectation.holder]
    for holder in found.holders.values():
        found.holders[holder.role]
        for name in (*holder.mro, *holder.extends):
            found.holders[name]
        ids = {*holder.own, *holder.effective, *holder.raises, *holder.raises.values()}
        if not ids <= found.expectations.keys():
            raise KeyError(min(ids - found.expectations.keys()))
