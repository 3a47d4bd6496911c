"""Findings as lines, as the builder `linkcheck` writes its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.check.findings import Finding


def text_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """`output.txt`: file, line, kind and message; below it the cure, indented."""
    for finding in findings:
        place = finding.place
        yield f"{place.source}:{place.line or 1}: [{finding.kind.label}] {finding.message}\n"
        yield from (f"    {line}\n" for line in finding.cure)


def json_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """`output.json`: an object on each line."""
    for finding in findings:
        found = {
            "filename": finding.place.source,
            "lineno": finding.place.line or 1,
            "kind": finding.kind.label,
            "message": finding.message,
            "cure": [line.removeprefix("  ") for line in finding.cure],
            "others": [
                {"filename": place.source, "lineno": place.line or 1} for place in finding.others
            ],
        }
        yield json.dumps(found, ensure_ascii=False) + "\n"
