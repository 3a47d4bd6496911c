"""The handbook as linked data: `roles.jsonld`, with the words of schema.org.

Each role page and each level is an `Occupation`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONTEXT = "https://schema.org"
PROPERTIES = {
    "responsibilities": "responsibilities",
    "requirements": "qualifications",
    "pluses": "skills",
}
"""Part → the property of `Occupation` that says it."""


CATEGORY = "occupation"
"""The fact of a handbook's own that gives the code of a taxonomy, such as ISCO-08 or O*NET-SOC."""


def linked_data(
    data: Mapping[str, Any], base: str = "", names: Iterable[str] | None = None
) -> dict[str, Any]:
    """Role pages and levels.

    Parameters
    ----------
    data
        The handbook, as `export` gives it.
    base
        The address of the handbook, before those of its pages; '' where it is not known.
    names
        Which of them; None for all.
    """
    return {
        "@context": CONTEXT,
        "@graph": [occupation(data, name, base) for name in names or data["holders"]],
    }


def occupation(data: Mapping[str, Any], name: str, base: str = "") -> dict[str, Any]:
    """One role page or level, with all that is expected there."""
    holder, expectations = data["holders"][name], data["expectations"]
    role = data["holders"][holder["role"]]["title"]
    is_whole = role.casefold() in holder["title"].casefold()
    address = joined(base, holder["url"])
    found: dict[str, Any] = {
        "@type": "Occupation",
        "@id": address,
        "name": holder["title"] if is_whole else f"{role}: {holder['title']}",
        "url": address,
    }
    if holder["summary"]:
        found["description"] = holder["summary"]
    if CATEGORY in holder["facts"]:
        found["occupationalCategory"] = holder["facts"][CATEGORY]
    for part, word in PROPERTIES.items():
        texts = [
            _with_depth(expectations[identifier])
            for identifier in holder["effective"]
            if expectations[identifier]["part"] == part
        ]
        if texts:
            found[word] = texts
    return found


def _with_depth(expectation: Mapping[str, Any]) -> str:
    text: str = expectation["text"]
    depth = expectation.get("depth")
    return f"{text} ({depth})" if depth else text


def joined(base: str, url: str) -> str:
    """The address of a page, with that of the handbook before it where it is known."""
    return f"{base.rstrip('/')}/{url}" if base else url


def script(graph: Mapping[str, Any]) -> str:
    """Linked data as HTML for the head of a page."""
    text = json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")  # no end of the script
    return f'<script type="application/ld+json">{text}</script>\n'


def text_of(graph: Mapping[str, Any]) -> str:
    """The text of `roles.jsonld`."""
    return json.dumps(graph, ensure_ascii=False, indent=1) + "\n"
