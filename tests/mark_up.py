"""Mark a role page up from the file itself, as its maintainer would.

`python mark_up.py backend-engineer.md > marked.md`. Sentences that directives replace go,
markers come, and keys for the pairs in which a bullet of a level raises one of the role page.
Every other line stays as it is.
"""

from __future__ import annotations

import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

INCLUDE = re.compile(r"\{\{#include intro\.md\}\}")
EXTENDS = re.compile(r"The (?P<holder>.+) role extends the (?P<base>.+) role\.")
HEADING = re.compile(r"(?P<marks>#+) +(?P<title>.+)")
BULLET = re.compile(r"- +(?P<text>.+)")
ALIKE = 0.6
"""The share of words, in order, from which on one bullet raises the other."""


def directive(name: str, argument: str = "") -> str:
    return f"```{{{name}}} {argument}".rstrip() + "\n```\n"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold())


def raised_pairs(base: list[str], level: list[str]) -> list[tuple[str, str]]:
    """(bullet of the base, bullet of the level that raises it), each bullet in one pair at most."""
    found: list[tuple[str, str]] = []
    scored = (
        (SequenceMatcher(None, words(b), words(own), autojunk=False).ratio(), b, own)
        for b in base
        for own in level
    )
    for score, b, own in sorted(scored, reverse=True):
        if score >= ALIKE and all(b != x and own != y for x, y in found):
            found.append((b, own))
    return found


def key_of(pair: tuple[str, str], taken: set[str]) -> str:
    """A word of some length that both say."""
    shared = set(words(pair[1])) - taken
    return next(word for word in words(pair[0]) if len(word) > 4 and word in shared)


def level_name(title: str, role: str) -> str:
    """`Senior Backend Engineer` → `senior`; the rung that has the role's own title is `mid`."""
    return next(iter(words(title.replace(role, ""))), "mid")


def mark_up(text: str) -> str:
    """The same page with markers and keys."""
    role = title = ""
    level_marks: str | None = None
    bullets: dict[str, list[str]] = {}
    lines = []
    for line in text.splitlines():
        heading, bullet, extends = (p.fullmatch(line) for p in (HEADING, BULLET, EXTENDS))
        if bullet and title:
            bullets.setdefault(title, []).append(bullet["text"])
        if extends:
            line = directive("extends", "-".join(words(extends["base"])))  # noqa: PLW2901
        lines.append(INCLUDE.sub(directive("role"), line))
        if heading:
            role = role or heading["title"]
            if heading["title"].endswith("Levels"):
                level_marks = heading["marks"] + "#"
            elif heading["marks"] == level_marks:
                title = heading["title"]
                lines.extend(["", directive("level", level_name(title, role))])
            elif len(heading["marks"]) <= 2:
                title = heading["title"]
    keys: dict[str, str] = {}
    for pair in raised_pairs(bullets["Responsibilities"], bullets[f"Senior {role}"]):
        keys |= dict.fromkeys(pair, key_of(pair, set(keys.values())))
    for index, line in enumerate(lines):
        bullet = BULLET.fullmatch(line)
        if bullet and bullet["text"] in keys:
            lines[index] = f"- {{key}}`{keys[bullet['text']]}` {bullet['text']}"
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(mark_up(Path(sys.argv[1]).read_text(encoding="utf-8")))
