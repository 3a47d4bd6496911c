"""`roles:checklist`: all that is expected of a holder, with room to write beside it.

Belongs here: the choice and order of what it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, Quoted, by_area, link, quote
from sphinx_roles.choose.request import Nothing
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.records import PARTS

if TYPE_CHECKING:
    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder


class Entry(NamedTuple):
    """One expectation, as it holds: raised wordings only."""

    quoted: Quoted
    place: Link
    """Where it stands, with the title of its holder."""


class Group(NamedTuple):
    """The expectations of one part and area."""

    part: str
    area: str | None
    entries: tuple[Entry, ...]


class Checklist(NamedTuple):
    """What one `roles:checklist` shows."""

    holder: Link
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    """What there is room for, in the author's words; none where the author gives none."""
    scale: tuple[str, ...]
    """The words of a scale to tick."""


def choose_checklist(request: Request) -> Checklist | Nothing:
    """Parts in their order; in each what has no area, then areas as they come in the MRO."""
    holder = request.holder_or_around("roles:checklist backend-engineer/senior")
    if holder is None:
        return Nothing(N_("There is no role page or level to talk about."))
    if not holder.effective:
        request.note(Warn.NOTHING, message=messages.NOT_EXPECTED_OF, name=holder.name)
        return Nothing(N_("Nothing is expected here yet."))
    parts = request.choices("parts", PARTS)
    is_own = request.flag("own-only")
    shown = [
        expectation
        for expectation in holder.effective
        if expectation.part in parts and (expectation.holder == holder.name or not is_own)
    ]
    if not shown:
        request.note(Warn.NOTHING, message=messages.NO_EXPECTATIONS)
        return Nothing(N_("No expectation is to be shown here."))
    entries = ((each, _entry(request, holder, each)) for each in shown)
    return Checklist(
        link(holder)._replace(title=holder.full_title),
        tuple(Group(part, area, tuple(inside)) for part, area, inside in by_area(entries)),
        columns=request.words("columns"),
        scale=request.words("scale"),
    )


def _entry(request: Request, holder: Holder, expectation: Expectation) -> Entry:
    origin = request.handbook.holders[expectation.holder]
    place = Link(origin.full_title, expectation.place.docname, expectation.anchor)
    return Entry(quote(expectation, holder), place)
