"""Annotations of GitHub Actions: commands that GitHub reads from what a program prints.

GitHub shows ten annotations of a kind for each step.
"""

from __future__ import annotations

MOST = 10
"""So many annotations are shown."""
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file of the step's summary."""


def annotation(kind: str, message: str, *, file: str, line: int, title: str) -> str:
    """One annotation.

    Parameters
    ----------
    kind
        `notice`, `warning` or `error`.
    file
        Relative to the repository.
    line
        From 1; 0 where it is not known.
    """
    properties = {"file": file, **({"line": str(line)} if line else {}), "title": title}
    listed = ",".join(f"{name}={_escape(value, ':,')}" for name, value in properties.items())
    return f"::{kind} {listed}::{_escape(message)}"


def _escape(text: str, others: str = "") -> str:
    """As GitHub's own toolkit escapes data, and in properties `:` and `,` too."""
    for character in ("%", "\r", "\n", *others):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
