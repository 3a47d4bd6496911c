"""One change, as a report shows it.

Belongs here: what readers see of a change of an expectation, or of a role page or level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.data.text_changes import Piece, changed_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.data.compare.changes import Change, Comparison, HolderChange
    from sphinx_roles.data.load import Edition, StatedExpectation, StatedHolder


class Where(NamedTuple):
    """Where an expectation stands."""

    part: str
    area: str | None
    title: str
    """Of the role page or level; '' where that is the same before and after."""


class Line(NamedTuple):
    """A change of an expectation, or the same change of several."""

    kind: str
    """The one that says most."""
    kinds: tuple[str, ...]
    texts: tuple[tuple[Piece, ...], ...]
    """The wording, with the words marked that changed; several where several moved together."""
    was: Where | None
    """None where it has not moved."""
    now: Where | None
    other: str
    """The title of the role page or level whose expectation it overrides, or repeats."""
    copy: str
    """As `Change.copy`."""
    names: tuple[str | None, str | None] | None
    """Its names, before and after; None where they are the same."""
    depths: tuple[str | None, str | None] | None
    source: str
    line: int
    """0 where it stands nowhere any more."""
    url: str


class Fact(NamedTuple):
    """What happened to a role page or level."""

    kind: str
    before: str
    after: str


_MOST_TELLING = ("raised", "replaced", "added", "removed", "reworded", "deeper", "moved", "renamed")


def change_line(comparison: Comparison, change: Change) -> Line:
    """A change of an expectation."""
    stated = change.old if change.is_gone else change.new
    assert stated is not None
    was, now = _places(comparison, change)
    is_named = change.old is not None and change.new is not None and not change.copy
    names = depths = None
    if is_named and change.old and change.new:
        names = (change.old.key, change.new.key) if "renamed" in change.kinds else None
        depths = (change.old.depth, change.new.depth) if "deeper" in change.kinds else None
    return Line(
        kind=next(kind for kind in _MOST_TELLING if kind in change.kinds),
        kinds=change.kinds,
        texts=(_pieces(change, stated),),
        was=was,
        now=now,
        other=_other(comparison, change),
        copy=change.copy,
        names=names,
        depths=depths,
        source=stated.source,
        line=0 if change.is_gone else stated.line,
        url="" if change.is_gone else stated.url,
    )


def _pieces(change: Change, stated: StatedExpectation) -> tuple[Piece, ...]:
    if change.new is None:
        return (Piece("removed", stated.text),)
    if change.overrides is not None:
        return changed_words(change.overrides.text, change.new.text)
    if change.old is None:
        return (Piece("added", stated.text),)
    if "reworded" in change.kinds:
        return changed_words(change.old.text, change.new.text)
    return (Piece("kept", stated.text),)


def _places(comparison: Comparison, change: Change) -> tuple[Where | None, Where | None]:
    if "moved" not in change.kinds or change.copy or change.old is None or change.new is None:
        return None, None
    is_same = comparison.names.get(change.old.holder) == change.new.holder
    return (
        _where(comparison.old, change.old, has_title=not is_same),
        _where(comparison.new, change.new, has_title=not is_same),
    )


def _where(edition: Edition, stated: StatedExpectation, *, has_title: bool) -> Where:
    title = edition.full_title(stated.holder) if has_title else ""
    return Where(stated.part, stated.area, title)


def _other(comparison: Comparison, change: Change) -> str:
    if change.overrides is not None:
        return comparison.new.full_title(change.overrides.holder)
    if change.copy == "gone" and change.new is not None:
        return comparison.new.full_title(change.new.holder)
    if change.copy == "new" and change.old is not None:
        return comparison.old.full_title(change.old.holder)
    return ""


def change_facts(comparison: Comparison, change: HolderChange) -> Iterator[Fact]:
    """What happened to a role page or level, a fact for each kind of change."""
    if change.old is None or change.new is None:
        holder = change.old or change.new
        assert holder is not None
        yield Fact(change.kinds[0], "", str(len(holder.own)))
        return
    old, new = change.old, change.new
    facts = {
        "renamed": (old.name, new.name),
        "retitled": (old.title, new.title),
        "regraded": (old.grade or "", new.grade or ""),
        "track": (old.track or "", new.track or ""),
        "bases": (_bases(comparison.old, old), _bases(comparison.new, new)),
        "page-moved": (old.url.partition("#")[0], new.url.partition("#")[0]),
        "levels-reordered": (_ladder(comparison.old, old), _ladder(comparison.new, new)),
    }
    for kind in change.kinds:
        yield Fact(kind, *facts[kind])


def _bases(edition: Edition, holder: StatedHolder) -> str:
    """`Every Engineer, On-Call Engineer (without scope)`."""
    titles = ", ".join(edition.full_title(base) for base in holder.extends)
    if not holder.without:
        return titles
    return f"{titles} (without {', '.join(sorted(holder.without))})"


def _ladder(edition: Edition, role: StatedHolder) -> str:
    levels = [h for h in edition.holders.values() if h.is_level and h.role == role.name]
    return ", ".join(h.title for h in sorted(levels, key=lambda level: level.position or 0))
