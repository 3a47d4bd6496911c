"""The handbook as data: `roles.json`.

Belongs here: the shape of the data, as `roles.schema.json` describes it. Does not belong
here: docutils or Sphinx; what only a builder knows is passed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_roles.handbook.records import Xref
    from sphinx_roles.handbook.resolved import Handbook

SCHEMA_VERSION = 1


class Rendered(TypedDict):
    """An expectation as a builder rendered it."""

    text: str
    markup: str


def export(
    handbook: Handbook,
    *,
    url: Callable[[str, str], str],
    rendered: Mapping[str, Rendered],
    craft: Callable[[Xref], str | None],
) -> dict[str, Any]:
    """The data of a handbook.

    Parameters
    ----------
    url
        From docname and anchor to the address, relative to the output folder.
    rendered
        Expectation id → its text and HTML.
    craft
        From a cross-reference to the docname of the craft page that it rests on.
    """
    ids: dict[int, list[str]] = {}
    """Of a run, that many holders may share."""
    expectations: dict[str, Any] = {}
    pages: dict[str, list[str]] = {}
    holders: dict[str, Any] = {}
    for name, holder in handbook.holders.items():
        for _, run in holder.runs:
            if id(run) not in ids:
                ids[id(run)] = [expectation.id for expectation in run]
        for own in holder.own:
            identifier = own.id
            crafts = sorted({page for link in own.links if (page := craft(link)) is not None})
            for page in crafts:
                pages.setdefault(page, []).append(identifier)
            as_shown = rendered.get(identifier, {"text": own.text, "markup": ""})
            expectations[identifier] = {
                "part": own.part,
                "area": own.area,
                "key": own.key,
                "text": as_shown["text"],
                "markup": as_shown["markup"],
                "holder": own.holder,
                "craft": crafts,
                "url": url(own.place.docname, own.anchor),
                "source": own.place.source,
                "line": own.place.line,
            }
        holders[name] = {
            "kind": "level" if holder.is_level else "role",
            "title": holder.title,
            "role": holder.role.name,
            "position": holder.position,
            "grade": getattr(holder.record, "grade", None),
            "track": holder.role.track,
            "summary": holder.record.summary,
            "url": url(holder.docname, holder.anchor),
            "extends": [base for bases in holder.extended for base in bases],
            "without": sorted(holder.without),
            "mro": list(holder.mro),
            "own": [own.id for own in holder.own],
            "effective": [name for _, run in holder.runs for name in ids[id(run)]],
            "raises": {
                own.id: holder.raises[own.name].id
                for own in holder.own
                if own.name in holder.raises
            },
        }
    return {
        "version": SCHEMA_VERSION,
        "expectations": dict(sorted(expectations.items())),
        "holders": dict(sorted(holders.items())),
        "craft": {page: sorted(ids) for page, ids in sorted(pages.items())},
    }
