"""What a role page or level says again, though it inherits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.check.findings import at, find, key_line, quoted
from sphinx_roles.handbook.finding_kinds import Kind
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_roles.check.findings import Finding
    from sphinx_roles.check.likeness import NearCopy
    from sphinx_roles.check.subject import Subject
    from sphinx_roles.handbook.problems import Place
    from sphinx_roles.handbook.records import Expectation

REMOVE = "Remove this line."


def copies(subject: Subject) -> Iterator[Finding]:
    """Own expectations in the very words of an inherited one."""
    for name, holder in subject.handbook.holders.items():
        if not holder.own:
            continue
        inherited = {
            (found.part, subject.normal[found.id]): found
            for found in reversed([*subject.inherited(name).values()])
        }
        for own in holder.own:
            other = inherited.get((own.part, subject.normal[own.id]))
            if other is None:
                continue
            words = {
                "holder": subject.title(name),
                "other": subject.title(other.holder),
                "there": at(other.place),
                "text": quoted(subject.text(own)),
            }
            others = (other.place,)
            if own.key is None:
                yield find(Kind.COPY, own.place, REMOVE, others=others, **words)
            elif own.key == other.key:
                words["key"] = own.key
                yield find(Kind.SAME_OVERRIDE, own.place, REMOVE, others=others, **words)


def near_copies(
    subject: Subject, texts: Sequence[str], pairs: Sequence[NearCopy]
) -> Iterator[Finding]:
    """Own expectations without a key in nearly the words of an inherited one.

    Parameters
    ----------
    texts, pairs
        The texts of the handbook, and which of them are nearly the same.
    """
    by_text: dict[str, list[Expectation]] = {}
    for own in subject.own():
        by_text.setdefault(subject.normal[own.id], []).append(own)
    best: dict[str, tuple[float, Expectation, Expectation]] = {}
    for pair in pairs:
        for one, copied in ((pair.first, pair.second), (pair.second, pair.first)):
            for own in by_text[texts[one]]:
                if own.key is not None:
                    continue
                inherited = subject.inherited(own.holder)
                for found in by_text[texts[copied]]:
                    if found.id in inherited and pair.likeness > best.get(own.id, (0.0,))[0]:
                        best[own.id] = (pair.likeness, own, found)
    for likeness, own, other in best.values():
        yield find(
            Kind.NEAR_COPY,
            own.place,
            *_named(subject, own, other),
            others=(other.place,),
            holder=subject.title(own.holder),
            other=subject.title(other.holder),
            there=at(other.place),
            like=str(int(likeness)),
            text=quoted(subject.text(own)),
        )


def _named(subject: Subject, own: Expectation, other: Expectation) -> Iterator[str]:
    text = subject.text(own)
    if other.key is not None:
        yield "Remove this line, or say that it replaces the inherited one:"
        yield key_line(own.place, other.key, text)
        return
    key = suggested(subject.text(other))
    yield "Remove this line, or give both the same key, so that it replaces the inherited one:"
    yield key_line(own.place, key, text)
    yield f"In {at(other.place)}:"
    yield key_line(other.place, key, subject.text(other))


def suggested(text: str) -> str:
    """A key for an expectation: its first two words that say something."""
    words = re.findall(r"\w+", text.casefold())
    return "-".join(([word for word in words if len(word) > 3] or words or ["key"])[:2])


def said_twice(subject: Subject) -> Iterator[Finding]:
    """What a holder says twice in a part, and pluses that are required already."""
    for problem in subject.handbook.problems:
        if problem.kind is Warn.DUPLICATE_TEXT:
            words = dict(problem.words)
            holder = subject.handbook.holders.get(words["holder"])  # none has a level of nobody
            lines = holder.own if holder is not None else ()
            first = next((one for one in lines if str(one.place.line) == words["other"]), None)
            if first is not None:
                yield _twice(subject, words["holder"], problem.place, first, "")
    for name, holder in subject.handbook.holders.items():
        pluses = [own for own in holder.own if own.part == PLUSES]
        if not pluses:
            continue
        required = {
            subject.normal[found.id]: found
            for found in (*subject.inherited(name).values(), *holder.own)
            if found.part == REQUIREMENTS
        }
        for own in pluses:
            if (other := required.get(subject.normal[own.id])) is not None:
                how = ", as a requirement and as a plus"
                yield _twice(subject, name, own.place, other, how)


def _twice(subject: Subject, name: str, place: Place, first: Expectation, how: str) -> Finding:
    return find(
        Kind.TWICE,
        place,
        f"Remove this line, or {at(first.place)}.",
        others=(first.place,),
        holder=subject.title(name),
        there=at(first.place),
        how=how,
        text=quoted(subject.text(first)),
    )
