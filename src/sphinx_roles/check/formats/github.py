"""Findings for GitHub Actions: annotations at the lines, and the summary of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.check.formats.lines import text_lines
from sphinx_roles.data.annotations import MOST, annotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.check.findings import Finding

_MOST_TEXT = 900_000
"""GitHub takes 1 MiB for a step: so many bytes of it are used."""


def shown(findings: Sequence[Finding], folder: str) -> Iterator[str]:
    """The first findings: GitHub shows no more of them.

    Parameters
    ----------
    folder
        The source folder, relative to the repository.
    """
    for finding in findings[:MOST]:
        yield annotation(
            "warning",
            "\n".join([finding.message, *finding.cure]),
            file=f"{folder}/{finding.place.source}".removeprefix("./").lstrip("/"),
            line=finding.place.line,
            title=f"rolecheck: {finding.kind.label}",
        )


def summary(findings: Sequence[Finding], closing: str) -> str:
    """All findings, in Markdown."""
    if not findings:
        return f"### rolecheck\n\n{closing}\n"
    text = "".join(text_lines(findings))
    while len(text.encode()) > _MOST_TEXT:
        text = text[: len(text) * 9 // 10] + "\n..."
    fence = "````"
    while fence in text:
        fence += "`"
    return f"### rolecheck\n\n{closing}\n\n{fence}text\n{text}\n{fence}\n"
