"""A text as lines that keep their endings, edits of it, and the way back.

Every line that no edit names stays as it is, byte for byte: its ending, tabs, and a missing
newline at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Edit(NamedTuple):
    """Lines that take the place of others."""

    line: int
    """The first line that goes, from 0; where none goes, the line before which the new stand."""
    removed: int
    """So many lines go."""
    lines: tuple[str, ...]
    """What comes, without line endings."""
    is_marker: bool = False
    """Whether the lines are a marker of ours, which `strip` knows by itself."""
    breaks: tuple[str, ...] = ()
    """The breaks between lines that come back; others are the file's usual ones."""


class Change(NamedTuple):
    """What an edit took away and put there: what `strip` needs for the way back."""

    line: int
    """In the new text, without its markers."""
    was: tuple[str, ...]
    now: tuple[str, ...]
    breaks: tuple[str, ...] = ()
    """The breaks that went, where fewer lines came than went."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as lines and what stands between them."""

    lines: tuple[str, ...]
    breaks: tuple[str, ...]
    """The break after each line but the last."""
    bom: str = ""

    @classmethod
    def of(cls, text: str) -> Text:
        bom = BOM if text.startswith(BOM) else ""
        pieces = re.split(r"(\r\n|\n|\r)", text.removeprefix(bom))
        return cls(tuple(pieces[::2]), tuple(pieces[1::2]), bom)

    def __str__(self) -> str:
        joined = [piece for pair in zip(self.lines, self.breaks, strict=False) for piece in pair]
        return "".join([self.bom, *joined, self.lines[-1]])

    @property
    def content(self) -> str:
        """What a parser reads: one kind of break, no mark at the start."""
        return "\n".join(self.lines)

    def edited(self, edits: Iterable[Edit]) -> tuple[Text, tuple[Change, ...]]:
        """The text with edits, and what `strip` needs to take back those that are no markers."""
        lines, breaks = list(self.lines), list(self.breaks)
        usual = max(set(breaks), key=breaks.count) if breaks else "\n"
        changes: list[Change] = []
        in_order = sorted(enumerate(edits), key=lambda pair: (pair[1].line, pair[0]))
        shift = shift_without_markers = 0
        for _, edit in in_order:
            at = edit.line + shift
            was = tuple(lines[at : at + edit.removed])
            # The breaks of the lines before stay; the new ones come before those that go.
            extra = len(edit.lines) - edit.removed
            gone: tuple[str, ...] = ()
            lines[at : at + edit.removed] = edit.lines
            if extra > 0:
                place = max(at + edit.removed - 1, 0)
                breaks[place:place] = edit.breaks or [usual] * extra
            elif extra < 0:
                place = max(at + len(edit.lines) - 1, 0)
                gone = tuple(breaks[place : place - extra])
                del breaks[place : place - extra]
            if not edit.is_marker:
                at_ = edit.line + shift_without_markers
                changes.append(Change(at_, was, edit.lines, gone))
                shift_without_markers += extra
            shift += extra
        return Text(tuple(lines), tuple(breaks), self.bom), tuple(changes)


def restored(text: Text, changes: Sequence[Change]) -> tuple[Text, tuple[Change, ...]]:
    """A text without its markers, before the changes; and those that nobody finds any more."""
    lost: list[Change] = []
    edits: list[Edit] = []
    free = 0
    for change in changes:
        at = _find(text.lines, change, free)
        if at is None:
            lost.append(change)
            continue
        edits.append(Edit(at, len(change.now), change.was, breaks=change.breaks))
        free = at + len(change.now)
    return text.edited(edits)[0], tuple(lost)


def _find(lines: Sequence[str], change: Change, free: int) -> int | None:
    """Where a change stands: at its line, or where the same lines are nearest to it."""
    size = len(change.now)
    if size == 0:
        return change.line if free <= change.line <= len(lines) else None
    places = [
        at
        for at in range(free, len(lines) - size + 1)
        if tuple(lines[at : at + size]) == change.now
    ]
    return min(places, key=lambda at: abs(at - change.line), default=None)
