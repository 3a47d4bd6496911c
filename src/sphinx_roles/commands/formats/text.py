"""Changes for a terminal: plain text, in colour where that can be shown."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sphinx_roles.commands.formats import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.choose.changes import Entry, Report, Section
    from sphinx_roles.data.text_changes import Piece

    Styled = Sequence[tuple[str, str]]
    """Texts and their styles."""

_STYLES = {"bold": "1", "dim": "2", "removed": "31;9", "added": "32", "": ""}
_SIGNS = {"added": "+", "removed": "-", "moved": ">", "renamed": "="}
_MOST_TEXTS = 3
"""So many of the expectations that moved together are quoted."""


class TextFormat:
    """Writes a report.

    Parameters
    ----------
    is_coloured
        Whether the terminal shows colours.
    width
        The columns of the terminal; None to break no lines.
    """

    def __init__(self, *, is_coloured: bool, width: int | None) -> None:
        self._is_coloured = is_coloured
        self._width = width

    def write(self, report: Report) -> str:
        """All of it."""
        return "\n".join(self._lines(report)) + "\n"

    def _lines(self, report: Report) -> Iterator[str]:
        headline = words.headline(report)
        if not report.changes:
            yield headline
            return
        yield self._style(headline, "bold")
        yield from self._wrap([(words.kinds_line(report.kinds), "")], 0)
        for section in report.sections:
            yield ""
            yield from self._section(section)
        if report.whom:
            yield ""
            yield self._style("For whom", "bold")
        for one in report.whom:
            titles = ", ".join(holder.title for holder in one.holders)
            yield from self._wrap([(f"{titles}:", ""), (words.whom(one), "")], 2)

    def _section(self, section: Section) -> Iterator[str]:
        yield self._style(section.holder.title, "bold")
        for fact in section.facts:
            yield from self._wrap([(words.fact(fact, words.PLAIN), "")], 2, first="* ")
        if section.facts and section.reach.total:
            yield from self._wrap([(words.reach_line(section.reach), "dim")], 6)
        for entry in section.entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[str]:
        line = entry.line
        sign = _SIGNS.get(line.kind, "~")
        if len(line.texts) > 1:
            count = f"{len(line.texts)} expectations {words.notes(line, words.PLAIN)[0]}:"
            yield from self._wrap([(count, "")], 2, first=f"{sign} ")
            for text in line.texts[:_MOST_TEXTS]:
                yield from self._wrap(self._pieces(text), 6)
            if len(line.texts) > _MOST_TEXTS:
                yield from self._wrap([(f"and {len(line.texts) - _MOST_TEXTS} more", "")], 6)
            notes = []
        else:
            yield from self._wrap(self._pieces(line.texts[0]), 2, first=f"{sign} ")
            notes = words.notes(line, words.PLAIN)
        where = f"{line.source}:{line.line}" if line.line else ""
        about = [*notes, words.reach_line(entry.reach), *[where] * bool(where)]
        yield from self._wrap([("; ".join(about), "dim")], 6)

    def _pieces(self, pieces: Iterable[Piece]) -> Styled:
        if self._is_coloured:
            return [(p.text, p.kind if p.kind != "kept" else "") for p in pieces]
        return [(words.marked(pieces), "")]

    def _wrap(self, texts: Styled, indent: int, *, first: str = "") -> Iterator[str]:
        """Lines of words, none longer than the terminal is wide."""
        rest = indent + len(first)
        start = " " * indent + first
        line: list[tuple[str, str]] = []
        column = rest
        for text, style in texts:
            for word in text.split():
                is_full = self._width is not None and column + 1 + len(word) > self._width
                if line and is_full:
                    yield start + self._styled(line)
                    start, line, column = " " * rest, [], rest
                column += len(word) + bool(line)
                line.append((word, style))
        yield start + self._styled(line)

    def _styled(self, line: Styled) -> str:
        """Words, with neighbours of one style as one."""
        runs = groupby(line, key=itemgetter(1))
        return " ".join(self._style(" ".join(w for w, _ in run), style) for style, run in runs)

    def _style(self, text: str, style: str) -> str:
        if not self._is_coloured or not style:
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
