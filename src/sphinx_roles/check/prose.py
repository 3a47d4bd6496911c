"""Sentences that say that something is extended, where nothing is.

The phrases are English ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.check.findings import directive_lines, find, quoted
from sphinx_roles.handbook.finding_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.check.findings import Finding
    from sphinx_roles.check.subject import Subject
    from sphinx_roles.handbook.resolved import Holder

_CLEAR = re.compile(
    r"\b(same as (?:the )?above|(?:all|everything|any) (?:of the |from |listed )?above)\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"\b(extends?|in addition to|on top of|plus all)\b", re.IGNORECASE)
"""These speak of other things as well: they count beside a word of `_OTHERS`, or a title."""
_OTHERS = re.compile(
    r"\b(above|previous|preceding|below|roles?|levels?|responsibilities|requirements|expectations|"
    r"expected of)\b",
    re.IGNORECASE,
)


def may_count(text: str) -> bool:
    """Whether a paragraph has one of the phrases."""
    return bool(_CLEAR.search(text) or _PERHAPS.search(text))


def says_extends(subject: Subject) -> Iterator[Finding]:
    """Paragraphs with one of the phrases in holders without `extends`.

    A level inherits from its role page, so the first one may speak of what stands above it.
    """
    holders = subject.handbook.holders
    by_length = sorted(holders.values(), key=lambda one: (-len(one.title), one.name))
    for holder_name, text, place in subject.paragraphs:
        holder = holders.get(holder_name)
        if holder is None or holder.record.extends:
            continue
        meant = _named(holder, text, by_length)
        clear, perhaps = _CLEAR.search(text), _PERHAPS.search(text)
        if meant in holder.mro[1:] or (meant is None and holder.position == 1):
            continue  # a level inherits from its role page
        if clear is None and (perhaps is None or not (meant or _OTHERS.search(text))):
            continue
        phrase = clear or perhaps
        assert phrase is not None
        base = meant or _level_below(subject, holder) or "NAME"
        yield find(
            Kind.SAYS_EXTENDS,
            place,
            "Add below the heading, and remove the sentence if it says nothing else:",
            *directive_lines(place, "extends", base),
            holder=subject.title(holder_name),
            phrase=phrase[0],
            text=quoted(text),
        )


def _named(holder: Holder, text: str, by_length: list[Holder]) -> str | None:
    """Who is named in a text besides the holder itself, by the longest title.

    A level such as "Senior" is named on its own page only.
    """
    for other in (holder, *by_length):
        title = rf"(?i)(?<!\w){re.escape(other.title)}s?(?!\w)"
        is_whole = other.role.title.casefold() in other.title.casefold()
        if (is_whole or other.role is holder.role) and re.search(title, text):
            if other is not holder:
                return other.name
            text = re.sub(title, " ", text)
    return None


def _level_below(subject: Subject, holder: Holder) -> str | None:
    """The bare name of the level before this one on its ladder."""
    if holder.position is None or holder.position < 2 or holder.role.has_posts:
        return None
    below = subject.handbook.ladders[holder.role.name][holder.position - 2]
    return below.record.name
