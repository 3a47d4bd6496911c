"""What nobody looks after: pages that are not used, names and dates that are not right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sphinx_roles.check.findings import at, craft_mark, directive_lines, find
from sphinx_roles.handbook.finding_kinds import Kind
from sphinx_roles.handbook.hints import hint, is_near
from sphinx_roles.handbook.messages import DID_YOU_MEAN, IGNORED_KINDS
from sphinx_roles.handbook.names import is_index
from sphinx_roles.handbook.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.check.findings import Finding
    from sphinx_roles.check.subject import Subject
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder

REVIEWED = "reviewed"
"""The fact that says when a page was last reviewed."""


def adding_nothing(subject: Subject) -> Iterator[Finding]:
    """Levels whose expectations are those of one base."""
    for name, holder in subject.handbook.holders.items():
        if not holder.is_level or _is_partly_read(subject, holder):
            continue
        said = _said(subject, holder)
        for base in holder.bases:
            if said and said == _said(subject, subject.handbook.holders[base]):
                yield find(
                    Kind.ADDS_NOTHING,
                    holder.record.place,
                    "Say what this level expects, or remove it.",
                    holder=subject.title(name),
                    other=subject.title(base),
                )
                break


def _said(subject: Subject, holder: Holder) -> set[tuple[str, str]]:
    return {(found.part, subject.normal[found.id]) for found in holder.effective}


def _is_partly_read(subject: Subject, holder: Holder) -> bool:
    """Whether something in the section of a level counts as nothing."""
    start = holder.record.place
    places = (other.record.place for other in subject.handbook.pages[holder.docname])
    end = min((p.line for p in places if p.line > start.line), default=None)
    return any(
        left.place.source != start.source
        or (left.place.line > start.line and (end is None or left.place.line < end))
        for left in subject.documents[holder.docname].ignored
    )


def near_keys(subject: Subject) -> Iterator[Finding]:
    """Keys that are nearly another one: one with a label, or one that is used more often."""
    uses: dict[str, list[Expectation]] = {}
    for own in subject.own():
        if own.key is not None:
            uses.setdefault(own.key, []).append(own)
    right = sorted(subject.keys)
    for key in sorted(uses.keys() - subject.keys, key=lambda key: (-len(uses[key]), key)):
        meant = next((other for other in right if is_near(key, other)), None)
        if meant is None:
            right.append(key)
            continue
        first, *others = uses[key]
        known = uses.get(meant)
        why = f"stands in {at(known[0].place)}" if known else "has a label in 'roles_keys'"
        yield find(
            Kind.NEAR_KEY,
            first.place,
            f"Write {meant!r} if it is the same; else give both a label in 'roles_keys'.",
            others=tuple(own.place for own in others),
            key=key,
            other=meant,
            why=why,
        )


def ignored(subject: Subject) -> Iterator[Finding]:
    """Headings below which something counts as nothing."""
    for left in subject.handbook.ignored:
        kinds = [IGNORED_KINDS.get(kind, "the part") for kind in left.kinds]
        more = f" (and in {left.times - 1} more)" if left.times > 1 else ""
        named = f'["{left.heading}"]'
        ways = ("prose",) if left.is_part else ("responsibilities", "areas", "prose")
        yield find(
            Kind.IGNORED,
            left.place,
            "Say in conf.py what the heading is:",
            *(f'  roles_parts = {{"{way}": {named}}}' for way in ways),
            kinds=", ".join(kinds),
            heading=left.heading,
            elsewhere=more,
        )


def unlinked(subject: Subject) -> Iterator[Finding]:
    """Documents with role pages that no other page links to."""
    for docname, holders in subject.handbook.pages.items():
        if docname not in subject.linked:
            role = holders[0]
            yield find(
                Kind.UNLINKED,
                role.record.place,
                "Link to it, or show it on another page:",
                *directive_lines(role.record.place, "roles:index"),
                holder=subject.title(role.name),
            )


def unused_crafts(subject: Subject) -> Iterator[Finding]:
    """Craft pages on which nothing rests, indexes of their folders aside."""
    used = {page for pages in subject.handbook.crafts.values() for page in pages}
    for name in subject.crafts.names():
        page = subject.crafts.find(name)
        if page is None or page in used or is_index(name):
            continue
        place = Place(page, subject.file(page), 1)
        yield find(
            Kind.UNUSED_CRAFT,
            place,
            "Refer to it in an expectation:",
            f"  {craft_mark(place, name)}",
            page=page,
        )


def unused_abstract(subject: Subject) -> Iterator[Finding]:
    """Pages that are there to be extended, and are not."""
    extended = {
        base
        for holder in subject.handbook.holders.values()
        for bases in holder.extended
        for base in bases
    }
    for name, holder in subject.handbook.holders.items():
        if not holder.is_level and holder.role.is_abstract and name not in extended:
            yield find(
                Kind.UNUSED_ABSTRACT,
                holder.record.place,
                "Extend it on other pages, or remove it:",
                *directive_lines(holder.record.place, "extends", name),
                holder=subject.title(name),
            )


def grades(subject: Subject) -> Iterator[Finding]:
    """Grades that are not listed."""
    known = subject.config.grades
    for name, holder in subject.handbook.holders.items() if known else ():
        grade = holder.grade
        if grade is not None and grade not in known:
            meant = hint(grade, known)
            yield find(
                Kind.UNKNOWN_GRADE,
                holder.record.place,
                f"Write ':grade: {meant or known[0]}', or list {grade!r} in 'roles_grades'.",
                holder=subject.title(name),
                grade=grade,
                hint=DID_YOU_MEAN % meant if meant else "",
            )


def reviews(subject: Subject) -> Iterator[Finding]:
    """Facts `reviewed` that are too old, or no dates."""
    most = subject.config.review_days
    today = subject.today
    for name, holder in subject.handbook.holders.items() if most is not None else ():
        text = dict(holder.record.facts).get(REVIEWED)
        if text is None:
            continue
        place, title, now = holder.record.place, subject.title(name), today.isoformat()
        cure = f"  :{REVIEWED}: {now}"
        try:
            days = (today - date.fromisoformat(text.strip())).days
        except ValueError:
            said = "Write a date:"
            yield find(Kind.NO_DATE, place, said, cure, holder=title, date=text, today=now)
            continue
        if most is not None and days > most:
            said = "Review the page, and write:"
            yield find(Kind.OVERDUE, place, said, cure, holder=title, date=text, days=str(days))
