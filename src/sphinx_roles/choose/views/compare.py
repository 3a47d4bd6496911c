"""`roles:compare`: what one holder is expected to do, as against another.

Belongs here: what is added, raised, dropped and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing, Quoted
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.records import PARTS
from sphinx_roles.handbook.resolved import as_compared, is_shallower

if TYPE_CHECKING:
    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Holder


class Change(NamedTuple):
    """An expectation in two wordings."""

    label: str
    earlier: Quoted
    later: Quoted


class Part(NamedTuple):
    """What is added, say, in one part."""

    part: str
    entries: tuple[Quoted | Change, ...]


class Compare(NamedTuple):
    """What one `roles:compare` shows."""

    names: tuple[str, str]
    """Full names of the two holders."""
    earlier: Link
    later: Link
    adds: tuple[Part, ...]
    raises: tuple[Part, ...]
    rewords: tuple[Part, ...]
    """Of the same key, without one of them raising the other's."""
    drops: tuple[Part, ...]
    keeps: tuple[Part, ...]


_Entries = list[tuple[str, Quoted | Change]]
"""With the part of each."""


def choose_compare(request: Request) -> Compare | Nothing:
    """The second holder of the argument as against the first."""
    names = _names(request)
    if len(names) != 2:
        request.note(Warn.VIEW, message=messages.TWO_NAMES)
        return Nothing(N_("There is nothing to compare here."))
    earlier, later = (request.holder(name) for name in names)
    if earlier is None or later is None:
        return Nothing(N_("There is nothing to compare here."))
    if earlier is later:
        request.note(Warn.VIEW, message=messages.SAME, name=later.name)
        return Nothing(N_("Both names are the same, so there is nothing to compare."))
    if not (earlier.effective or later.effective):
        words = {"earlier": earlier.name, "later": later.name}
        request.note(Warn.NOTHING, message=messages.NEITHER, **words)
        return Nothing(N_("There is nothing to compare here."))
    return _compare(request, earlier, later)


def _names(request: Request) -> list[str]:
    """The names in the argument, between commas or spaces; a name may hold spaces itself."""
    words = request.argument.split()
    if "," in request.argument:
        return [name for entry in request.argument.split(",") if (name := entry.strip())]
    if len(words) > 2:
        splits = ((words[:index], words[index:]) for index in range(1, len(words)))
        for split in splits:
            names = [" ".join(part) for part in split]
            if all(map(request.find, names)):
                return names
    return words


def _compare(request: Request, earlier: Holder, later: Holder) -> Compare:
    before = {expectation.name: expectation for expectation in earlier.effective}
    after = {expectation.name: expectation for expectation in later.effective}
    texts_before = set(map(as_compared, before.values()))
    texts_after = set(map(as_compared, after.values()))
    adds: _Entries = []
    raises: _Entries = []
    rewords: _Entries = []
    keeps: _Entries = []
    for name, expectation in after.items():
        part, shown = expectation.part, request.quote(expectation, later)
        other = before.get(name)
        text = as_compared(expectation)
        if other is None:
            (keeps if text in texts_before else adds).append((part, shown))
        elif other.id == expectation.id or as_compared(other) == text:
            keeps.append((part, shown))
        else:
            label = request.sources.label(name)
            change = Change(label, request.quote(other, earlier), shown)
            is_raised = request.handbook.is_lower(earlier, later)
            is_raised = is_raised and not is_shallower(expectation, other)
            (raises if is_raised else rewords).append((part, change))
    drops: _Entries = [
        (expectation.part, request.quote(expectation, earlier))
        for name, expectation in before.items()
        if name not in after and as_compared(expectation) not in texts_after
    ]
    return Compare(
        (earlier.name, later.name),
        link(earlier),
        link(later),
        _by_part(adds),
        _by_part(raises),
        _by_part(rewords),
        _by_part(drops),
        _by_part(keeps),
    )


def _by_part(entries: _Entries) -> tuple[Part, ...]:
    found: dict[str, list[Quoted | Change]] = {}
    for part, entry in entries:
        found.setdefault(part, []).append(entry)
    return tuple(Part(part, tuple(found[part])) for part in PARTS if part in found)
