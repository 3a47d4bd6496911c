"""Changes as Markdown, for a comment on a pull request.

GitHub refuses comments of more than 65,536 characters: what does not fit is counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.commands.formats import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.choose.changes import Entry, Reach, Report, Section
    from sphinx_roles.data.text_changes import Piece

LIMIT = 65_000
"""Characters, with some room for what a recipe adds."""
_FOR_WHOM = LIMIT // 4
"""The most that the table "For whom" takes, if there is more than fits."""
_MOST_NAMES = 20
_MOST_TEXTS = 10
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&!$])")
_REFERENCE = re.compile(r"@(?=\w)")
MARK = "<!-- sphinx-role-pages diff -->"
"""Ends the report: a recipe finds its own comment by it."""


def write(report: Report) -> str:
    """All of it."""
    if not report.changes:
        return f"**{words.headline(report)}**\n\n{MARK}\n"
    changes, _, rest = words.headline(report).partition(",")
    head = f"**{changes}**,{rest}\n\n{_sentence(words.kinds_line(report.kinds))}\n"
    whom = _fold("For whom", _table(_whom_rows(report), ("Who", "What changed"), _FOR_WHOM))
    left = LIMIT - len(head) - len(whom)
    blocks = [head]
    missing = 0
    for section in report.sections:
        if missing or left < len(_summary(section)) + 400:
            missing += _size(section)
            continue
        rows = list(_rows(section))
        table = _table(rows, ("What changed", "For whom"), left - len(_summary(section)) - 200)
        block = _fold(_summary(section), table)
        left -= len(block)
        blocks.append(block)
    if missing:
        more = words.plural(missing, "1 more change is", "{} more changes are")
        blocks.append(f"{more} not shown here: there is no room. The command shows all.\n")
    return "\n".join([*blocks, whom, MARK]) + "\n"


def _size(section: Section) -> int:
    return len(section.facts) + sum(len(entry.line.texts) for entry in section.entries)


def _fold(summary: str, table: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{table}\n</details>\n"


def _summary(section: Section) -> str:
    kinds: dict[str, int] = {}
    for fact in section.facts:
        kinds[fact.kind] = kinds.get(fact.kind, 0) + 1
    for entry in section.entries:
        kinds[entry.line.kind] = kinds.get(entry.line.kind, 0) + len(entry.line.texts)
    return f"<b>{_html(section.holder.title)}</b>: {words.kinds_line(kinds.items())}"


def _table(rows: Iterable[tuple[str, str]], head: tuple[str, str], room: int) -> str:
    """A table of as many rows as there is room for."""
    lines = [f"| {' | '.join(head)} |", "| --- | --- |"]
    missing = 0
    for row in rows:
        line = f"| {' | '.join(row)} |"
        room -= len(line) + 1
        if room < 0:
            missing += 1
        else:
            lines.append(line)
    if missing:
        lines.append(f"| and {words.plural(missing, '1 more row', '{} more rows')} | |")
    return "\n".join(lines) + "\n"


def _rows(section: Section) -> Iterator[tuple[str, str]]:
    for fact in section.facts:
        reach = _reach(section.reach) if section.reach.total else ""
        yield _sentence(words.fact(fact, _MARKUP)), reach
    for entry in section.entries:
        yield _cell(entry), _reach(entry.reach)


def _reach(reach: Reach) -> str:
    return _escape(words.reach_line(reach, _MOST_NAMES).removeprefix("for "))


def _cell(entry: Entry) -> str:
    line = entry.line
    texts = [_pieces(text) for text in line.texts[:_MOST_TEXTS]]
    if len(line.texts) > _MOST_TEXTS:
        texts.append(f"and {len(line.texts) - _MOST_TEXTS} more")
    notes = [_sentence(note) for note in words.notes(line, _MARKUP)]
    where = [f"{_code(f'{line.source}:{line.line}')}"] if line.line else []
    label = f"**{words.label(line)}.** "
    return "<br>".join([label + texts[0], *texts[1:], " ".join([*notes, *where])]).removesuffix(
        "<br>"
    )


def _pieces(pieces: Iterable[Piece]) -> str:
    listed = list(pieces)
    if len(listed) == 1:  # the label says what happened to all of it
        return _escape(listed[0].text)
    marks = {"removed": "<del>{}</del>", "added": "<ins>{}</ins>", "kept": "{}"}
    return " ".join(marks[piece.kind].format(_escape(piece.text)) for piece in listed)


def _whom_rows(report: Report) -> Iterator[tuple[str, str]]:
    for one in report.whom:
        titles = [_escape(holder.title) for holder in one.holders[:_MOST_NAMES]]
        if len(one.holders) > _MOST_NAMES:
            titles.append(f"{len(one.holders) - _MOST_NAMES} more")
        yield ", ".join(titles), _escape(words.whom(one))


def _sentence(text: str) -> str:
    """With a capital letter and a full stop; already escaped."""
    return f"{text[:1].upper()}{text[1:]}."


def _escape(text: str) -> str:
    """Text that shows as it is: no markup, and nobody is notified by an `@name` in it."""
    return _REFERENCE.sub("@<!-- -->", _SPECIAL.sub(r"\\\1", text))


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _code(name: str) -> str:
    return f"`{name.replace('`', '')}`"


_MARKUP = words.Markup(_escape, _code)
