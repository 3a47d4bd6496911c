"""What several role pages say alike, though none inherits it from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.check.findings import at, directive_lines, find, listed, quoted
from sphinx_roles.handbook.finding_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.check.findings import Finding
    from sphinx_roles.check.likeness import NearCopy
    from sphinx_roles.check.subject import Subject
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder

_MOST_NAMED = 5
"""So many role pages or levels are named in a message."""


def shared(subject: Subject) -> Iterator[Finding]:
    """The same texts of the same holders, as one finding: a candidate for a shared base."""
    groups: dict[tuple[str, ...], list[list[Expectation]]] = {}
    for alike in _by_text(subject, Kind.SHARED).values():
        lines = _unrelated(subject, alike)
        if len(lines) > 1:
            groups.setdefault(tuple(line.holder for line in lines), []).append(lines)
    for names, found in groups.items():
        places = [line.place for lines in found for line in lines]
        first = subject.text(found[0][0])
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield find(
            Kind.SHARED,
            places[0],
            *_base(subject, names, found),
            others=tuple(places[1:]),
            holders=_titles(subject, names),
            text=f"{quoted(first)}{more}",
        )


def near_shared(
    subject: Subject, texts: Sequence[str], pairs: Sequence[NearCopy]
) -> Iterator[Finding]:
    """Texts of unrelated holders that are nearly the same: one finding for all that are near.

    Two expectations with keys are different on purpose, or the same on purpose.
    """
    by_text = _by_text(subject, Kind.NEAR_SHARED)
    leader: dict[str, str] = {}

    def lead(text: str) -> str:
        while text in leader:
            text = leader[text]
        return text

    for first, second, _likeness in pairs:
        one, other = texts[first], texts[second]
        is_apart = any(
            not _is_related(subject, a, b) and (a.key is None or b.key is None)
            for a in by_text.get(one, ())
            for b in by_text.get(other, ())
        )
        if is_apart and lead(one) != lead(other):
            leader[lead(other)] = lead(one)
    leaders = set(leader.values())
    clusters: dict[str, list[Expectation]] = {}
    for text, alike in by_text.items():
        if text in leader or text in leaders:
            clusters.setdefault(lead(text), []).extend(alike)
    for alike in clusters.values():
        lines = _unrelated(subject, alike)
        if len(lines) > 1:
            names = tuple(line.holder for line in lines)
            yield find(
                Kind.NEAR_SHARED,
                lines[0].place,
                *_base(subject, names, [lines]),
                others=tuple(line.place for line in lines[1:]),
                holders=_titles(subject, names),
                text=quoted(subject.text(lines[0])),
            )


def _by_text(subject: Subject, kind: Kind) -> dict[str, list[Expectation]]:
    found: dict[str, list[Expectation]] = {}
    for own in subject.own():
        if not subject.is_silenced(own.place, kind):
            found.setdefault(subject.normal[own.id], []).append(own)
    return found


def _unrelated(subject: Subject, alike: Sequence[Expectation]) -> list[Expectation]:
    """One of each holder that inherits none of the others, in the order of files."""
    names = {own.holder for own in alike}
    lines: dict[str, Expectation] = {}
    for own in sorted(alike, key=lambda own: (own.place.source, own.place.line)):
        if names.isdisjoint(_holder(subject, own).mro[1:]):
            lines.setdefault(own.holder, own)
    return list(lines.values())


def _is_related(subject: Subject, one: Expectation, other: Expectation) -> bool:
    return subject.is_related(_holder(subject, one), _holder(subject, other))


def _holder(subject: Subject, expectation: Expectation) -> Holder:
    return subject.handbook.holders[expectation.holder]


def _titles(subject: Subject, names: Sequence[str]) -> str:
    titles = [subject.title(name) for name in names]
    if len(titles) > _MOST_NAMED:
        titles[_MOST_NAMED - 1 :] = [f"{len(titles) - _MOST_NAMED + 1} others"]
    return listed(titles)


def _base(
    subject: Subject, names: Sequence[str], found: Sequence[Sequence[Expectation]]
) -> Iterator[str]:
    """Where the lines can go, and which would."""
    holders = [subject.handbook.holders[name] for name in names]
    common = [n for n in holders[0].mro[1:] if all(n in holder.mro for holder in holders)]
    lines = [f"  {', '.join(at(line.place) for line in alike)}" for alike in found]
    if common:
        place = subject.handbook.holders[common[0]].record.place
        yield (
            f"If it holds for all that build on {subject.title(common[0])}, write it there "
            f"({at(place)}), and remove these lines:"
        )
        yield from lines
        return
    place = found[0][0].place
    yield "Write a page for what they share:"
    yield from directive_lines(place, "role", "", ":name: NAME", ":abstract:")
    yield from (f"  - {subject.text(alike[0])}" for alike in found)
    yield "Extend it on each of them:"
    yield from directive_lines(place, "extends", "NAME")
    yield "Remove these lines:"
    yield from lines
