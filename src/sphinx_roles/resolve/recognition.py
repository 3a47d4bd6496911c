"""Which headings were understood by single words, and what was ignored.

Belongs here: sums over all documents, and the warnings about them. Does not belong here: what
a heading means (see `handbook.headings.parts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.handbook.headings.parts import fold_heading
from sphinx_roles.handbook.hints import Hints, is_near
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import EMPTY_PART, IGNORED_IN_PART
from sphinx_roles.handbook.problems import Problem
from sphinx_roles.handbook.resolved import HeadingIgnored, HeadingRead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.handbook.records import DocumentRecord


def headings_read(documents: Mapping[str, DocumentRecord]) -> tuple[HeadingRead, ...]:
    """The headings that were read by their words, in the order of their names."""
    found: dict[tuple[str, str], HeadingRead] = {}
    for docname in sorted(documents):
        for record in documents[docname].headings:
            key = (fold_heading(record.heading), record.meaning)
            first = found.get(key)
            if first is None:
                first = HeadingRead(record.heading, record.meaning, record.word, 0, record.place)
            found[key] = first._replace(times=first.times + 1)
    return tuple(found[key] for key in sorted(found))


def headings_ignored(documents: Mapping[str, DocumentRecord]) -> tuple[HeadingIgnored, ...]:
    """The headings below which something was read as nothing, in the order of their names."""
    groups: dict[str, list[tuple[str, int]]] = {}
    found: dict[str, HeadingIgnored] = {}
    for docname in sorted(documents):
        for record in sorted(documents[docname].ignored, key=lambda record: record.place.line):
            if record.is_meant:
                continue
            key = fold_heading(record.heading)
            groups.setdefault(key, []).append((docname, record.section))
            first = found.get(key)
            if first is None:
                kinds: tuple[str, ...] = ()
                first = HeadingIgnored(record.heading, kinds, record.is_part, 0, record.place)
            kinds = tuple(dict.fromkeys((*first.kinds, record.kind)))
            is_part = first.is_part and record.is_part
            found[key] = first._replace(kinds=kinds, is_part=is_part)
    return tuple(found[key]._replace(times=len(set(groups[key]))) for key in sorted(found))


def check_ignored(
    ignored: Sequence[HeadingIgnored], known: Iterable[str], problems: list[Problem]
) -> None:
    """Name each heading below which something is ignored, once in the handbook."""
    hints = Hints()
    folded = {name: fold_heading(name) for name in known} if ignored else {}
    for heading in ignored:
        kinds = [kind for kind in heading.kinds if kind != "part"]
        is_clear = heading.is_part or len(heading.heading) < _LEAST_LETTERS
        words = [
            ("heading", heading.heading),
            ("kinds", " ".join(kinds)),
            ("quoted", _quoted(heading.heading)),
            ("elsewhere", str(heading.times - 1) if heading.times > 1 else ""),
            ("hint", "" if is_clear else hints.of(heading.heading, _near(heading, folded))),
        ]
        if not kinds:
            words.append(("message", EMPTY_PART))
        elif heading.is_part:
            words.append(("message", IGNORED_IN_PART))
        problems.append(Problem(Warn.IGNORED, heading.place, tuple(words)))


def _near(heading: HeadingIgnored, folded: Mapping[str, str]) -> Iterator[str]:
    """The headings that one may have meant: those with a slip of the pen in a word or two."""
    wrong = fold_heading(heading.heading)
    for name, right in folded.items():
        pairs = [*zip(wrong.split(), right.split(), strict=False)]
        is_as_long = wrong.count(" ") == right.count(" ")
        if is_near(wrong, right) or (is_as_long and all(a == b or is_near(a, b) for a, b in pairs)):
            yield name


_LEAST_LETTERS = 5
"""Of a heading that may be misspelt: "Tea" is not "Team"."""


def _quoted(heading: str) -> str:
    return '"' + heading.replace("\\", "\\\\").replace('"', '\\"') + '"'
