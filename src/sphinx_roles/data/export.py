"""The handbook as data: `roles.json`.

Belongs here: the shape of the data, as `roles.schema.json` describes it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.handbook.records import Expectation, Said
    from sphinx_roles.handbook.resolved import Handbook, Holder, Run

FILES = {"json": "roles.json", "csv": "roles.csv", "jsonld": "roles.jsonld"}
"""Form of the data → file."""
VERSION = 2
"""Of the shape. Version 1 had the HTML of each expectation besides, as `markup`."""


def export(
    handbook: Handbook,
    *,
    url: Callable[[str, str], str],
    read: Callable[[Sequence[Said]], str],
    names: Collection[str] | None = None,
) -> dict[str, Any]:
    """The data of a handbook.

    Parameters
    ----------
    names
        Of which holders; None for all.
    url
        From docname and anchor to the address, relative to the output folder.
    read
        From pieces of text to what readers see.
    """
    expectations: dict[str, Any] = {}
    resting: dict[str, list[str]] = {}
    ids: dict[Run, list[str]] = {}
    holders: dict[str, Any] = {}
    for name, holder in handbook.holders.items():
        if names is not None and name not in names:
            continue
        for own in holder.own:
            crafts = handbook.crafts.get(own.id, ())
            for page in crafts:
                resting.setdefault(page, []).append(own.id)
            text = read(own.said) if own.said else own.text
            expectations[own.id] = _expectation(own, text, crafts, url)
        effective = []
        for run in holder.runs:  # many holders share one
            if run not in ids:
                ids[run] = [expectation.id for expectation in run.expectations]
            effective += ids[run]
        holders[name] = _holder(holder, effective, url)
    return {
        "version": VERSION,
        "expectations": dict(sorted(expectations.items())),
        "holders": dict(sorted(holders.items())),
        "craft": {page: sorted(found) for page, found in sorted(resting.items())},
        "headings": [
            {
                "heading": read.heading,
                "read_as": read.meaning,
                "by": read.word,
                "count": read.times,
                "source": read.place.source,
                "line": read.place.line,
            }
            for read in handbook.headings
        ],
        "ignored": [
            {
                "heading": left.heading,
                "kinds": list(left.kinds),
                "count": left.times,
                "source": left.place.source,
                "line": left.place.line,
            }
            for left in handbook.ignored
        ],
    }


def _expectation(
    own: Expectation, text: str, crafts: tuple[str, ...], url: Callable[[str, str], str]
) -> dict[str, Any]:
    return {
        "part": own.part,
        "area": own.area,
        "key": own.key,
        "text": text,
        "depth": None if own.depth is None else own.depth.name,
        "holder": own.holder,
        "craft": list(crafts),
        "url": url(own.place.docname, own.anchor),
        "source": own.place.source,
        "line": own.place.line,
    }


def _holder(holder: Holder, effective: list[str], url: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "kind": "level" if holder.is_level else "role",
        "title": holder.title,
        "role": holder.role.name,
        "position": holder.position,
        "grade": holder.grade,
        "track": holder.role.track,
        "summary": holder.record.summary,
        "abstract": not holder.is_level and holder.role.is_abstract,
        "posts": not holder.is_level and holder.role.has_posts,
        "short": holder.short_title,
        "facts": holder.facts,
        "url": url(holder.docname, holder.anchor),
        "extends": [base for bases in holder.extended for base in bases],
        "without": sorted(holder.without),
        "mro": list(holder.mro),
        "own": [own.id for own in holder.own],
        "effective": effective,
        "raises": {
            own.id: holder.raises[own.name].id for own in holder.own if own.name in holder.raises
        },
    }


def lines(data: Mapping[str, Any]) -> Iterator[str]:
    """JSON with an entry on each line: people read differences, and `indent` is slow."""
    return joined((name, value, entries(value)) for name, value in data.items())


def entries(value: object) -> Iterable[str]:
    """The entries of a section, each as JSON."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    if isinstance(value, dict):
        return (f"{encode(key)}: {encode(entry)}" for key, entry in value.items())
    return map(encode, value) if isinstance(value, list) else ()


def joined(sections: Iterable[tuple[str, object, Iterable[str]]]) -> Iterator[str]:
    """JSON from sections: name, value (for its kind) and entries."""
    yield "{"
    for number, (name, value, inside) in enumerate(sections):
        yield f"{',' if number else ''}\n{json.dumps(name)}: "
        if not isinstance(value, dict) and not (isinstance(value, list) and value):
            yield json.dumps(value)
            continue
        first, last = "{}" if isinstance(value, dict) else "[]"
        yield first
        for index, entry in enumerate(inside):
            yield f"{',' if index else ''}\n {entry}"
        yield f"\n{last}"
    yield "\n}\n"
