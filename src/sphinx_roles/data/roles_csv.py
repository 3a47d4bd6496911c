"""The handbook as a table: `roles.csv`, for those who work in a spreadsheet.

There is one row for each role page or level and each expectation that holds for it.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from sphinx_roles.data.json_ld import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

COLUMNS = (
    "role",
    "level",
    "grade",
    "track",
    "part",
    "area",
    "expectation",
    "depth",
    "inherited from",
    "overrides",
    "craft pages",
    "url",
)

_FORMULA = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""What a cell begins with that a spreadsheet would run; the last four are full-width."""


def table(data: Mapping[str, Any], title: Callable[[str], str], base: str = "") -> str:
    """The text of `roles.csv`.

    Parameters
    ----------
    data
        The handbook, as `export` gives it.
    title
        From the docname of a craft page to its title.
    base
        The address of the handbook, before those of its pages; '' where it is not known.
    """
    text = StringIO()
    # Excel takes a file for UTF-8 where it begins with this mark.
    text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(data, title, base):
        writer.writerow({name: _safe(cell) for name, cell in row.items()})
    return text.getvalue()


def _rows(
    data: Mapping[str, Any], title: Callable[[str], str], base: str
) -> Iterator[dict[str, str]]:
    """Name of each column → its cell."""
    holders, expectations = data["holders"], data["expectations"]
    for name, holder in holders.items():
        role = holders[holder["role"]]
        for identifier in holder["effective"]:
            expectation = expectations[identifier]
            origin = expectation["holder"]
            overridden = holders[origin]["raises"].get(identifier)
            earlier = holders[expectations[overridden]["holder"]] if overridden else None
            yield {
                "role": role["title"],
                "level": holder["title"] if holder["kind"] == "level" else "",
                "grade": holder["grade"] or "",
                "track": role["track"] or "",
                "part": expectation["part"],
                "area": expectation["area"] or "",
                "expectation": expectation["text"],
                "depth": expectation.get("depth") or "",
                "inherited from": holders[origin]["title"] if origin != name else "",
                "overrides": earlier["title"] if earlier else "",
                "craft pages": "; ".join(map(title, expectation["craft"])),
                "url": joined(base, expectation["url"]),
            }


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: as text, behind an apostrophe.

    Source: OWASP, "CSV Injection".
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
