"""Changes as JSON, as `data/changes.schema.json` describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_roles.choose.change_lines import change_line

if TYPE_CHECKING:
    from sphinx_roles.data.compare.changes import Affected, Change, Comparison, HolderChange
    from sphinx_roles.data.load import StatedExpectation, StatedHolder

VERSION = 1
"""Of the shape. It changes when programs that read it must."""


def write(comparison: Comparison, old: str, new: str) -> str:
    """All of it; `old` and `new` name the editions."""
    data = {
        "version": VERSION,
        "old": old,
        "new": new,
        "kinds": comparison.kinds(),
        "holders": [_holder_change(comparison, change) for change in comparison.holders],
        "expectations": [_change(comparison, change) for change in comparison.expectations],
        "affected": [_affected(comparison, one) for one in comparison.affected],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _holder_change(comparison: Comparison, change: HolderChange) -> dict[str, Any]:
    return {
        "kinds": list(change.kinds),
        "title": comparison.title(comparison.site(change)),
        "old": _holder(change.old),
        "new": _holder(change.new),
        "reach": _reach(comparison, change),
    }


def _change(comparison: Comparison, change: Change) -> dict[str, Any]:
    return {
        "kinds": list(change.kinds),
        "title": comparison.title(comparison.site(change)),
        "old": _expectation(change.old),
        "new": _expectation(change.new),
        "overrides": None if change.overrides is None else change.overrides.id,
        "copy": change.copy or None,
        "words": [piece._asdict() for piece in change_line(comparison, change).texts[0]],
        "reach": _reach(comparison, change),
    }


def _reach(comparison: Comparison, change: Change | HolderChange) -> list[str]:
    return [one.site[1] for one in comparison.reach_of(change)]


def _affected(comparison: Comparison, one: Affected) -> dict[str, Any]:
    return {
        "name": one.site[1],
        "title": comparison.title(one.site),
        "state": "added" if one.old is None else "removed" if one.new is None else "changed",
        "effects": [
            {
                "old": None if effect.old is None else effect.old.id,
                "new": None if effect.new is None else effect.new.id,
                "because": sorted({comparison.site(cause)[1] for cause in effect.causes}),
            }
            for effect in one.effects
        ],
    }


def _expectation(stated: StatedExpectation | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    names = ("id", "holder", "key", "part", "area", "text", "depth", "url", "source", "line")
    return {name: getattr(stated, name) for name in names}


def _holder(stated: StatedHolder | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    names = ("name", "title", "role", "position", "grade", "track", "url", "extends", "without")
    return {name: getattr(stated, name) for name in names}
