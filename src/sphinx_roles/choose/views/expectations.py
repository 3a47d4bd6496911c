"""`roles:expectations`: the expectations that fit a query.

Belongs here: the choice and order of what a query finds.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, Quoted, link, quote
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import tracks
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.names import fold
from sphinx_roles.handbook.records import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Handbook, Holder


class Bound(NamedTuple):
    """Whom an expectation holds for."""

    link: Link
    is_whole: bool
    """A role page with all its levels."""


class Result(NamedTuple):
    """One expectation that fits."""

    quoted: Quoted
    place: Link
    """Where it stands, with the title of its holder."""
    is_headed: bool
    """Whether the heading above says that title."""
    key: str | None
    """Its label, where several keys are asked for."""
    part: str | None
    """None where one part is asked for."""
    area: str | None
    bound: tuple[Bound, ...]
    """None of them where the query leaves no doubt."""


class Group(NamedTuple):
    """What is found on one role page."""

    role: Link
    results: tuple[Result, ...]


class Expectations(NamedTuple):
    """What one `roles:expectations` shows."""

    is_table: bool
    groups: tuple[Group, ...]


def choose_expectations(request: Request) -> Expectations | Nothing:
    """By role page, in the order of the handbook; each expectation once, where it stands."""
    request.refuse_argument("of")
    is_table = request.choice("format", ("list", "table")) == "table"
    is_effective = request.choice("show", ("own", "effective")) == "effective"
    asked = _holders(request)
    fits = _filter(request)
    bound: dict[str, list[Holder]] = {}
    for holder in asked:
        for expectation in holder.effective if is_effective else holder.own:
            bound.setdefault(expectation.id, []).append(holder)
    found = [
        (holder, own)
        for holder in request.handbook.holders.values()
        for own in holder.own
        if own.id in bound and fits(own)
    ]
    if not found:
        request.note(Warn.NOTHING, message=messages.NO_EXPECTATIONS)
        return Nothing(N_("No expectation fits."))
    has_headings = not is_table and len({holder.role.name for holder, _ in found}) > 1

    def says_whom(holder: Holder, own: Expectation) -> bool:
        is_obvious = len(asked) == 1 or (not is_table and bound[own.id] == [holder])
        return is_effective and not is_obvious

    def result(holder: Holder, own: Expectation) -> Result:
        title = holder.title if has_headings else holder.full_title
        return Result(
            # Said to the only one who asks, else to the one for whom it was written.
            quote(own, asked[0] if len(asked) == 1 else holder),
            Link(title, own.place.docname, own.anchor),
            has_headings and not holder.is_level,
            request.sources.label(own.key) if own.key and len(request.words("key")) > 1 else None,
            None if len(request.words("part")) == 1 else own.part,
            own.area,
            tuple(_bound(request, bound[own.id])) if says_whom(holder, own) else (),
        )

    return Expectations(
        is_table,
        tuple(
            Group(
                link(request.handbook.holders[role]),
                tuple(result(holder, own) for holder, own in inside),
            )
            for role, inside in groupby(found, key=lambda pair: pair[0].role.name)
        ),
    )


def _holders(request: Request) -> Sequence[Holder]:
    """Those whose expectations are asked for."""
    every = list(request.handbook.holders.values())
    named = [found.name for name in request.words("of") if (found := request.holder(name))]
    chosen = request.narrow("track", tracks(request.handbook))
    return [
        holder
        for holder in every
        if (not named or holder.name in named)
        and (chosen is None or fold(holder.role.track or "") in chosen)
    ]


def _filter(request: Request) -> Callable[[Expectation], bool]:
    """Whether an expectation fits what is said of itself."""
    parts = request.choices("part", PARTS)
    crafts = set(_crafts(request))
    keys = request.narrow("key", (own.key for own in _every(request) if own.key))
    areas = request.narrow("area", (own.area for own in _every(request) if own.area))

    def fits(own: Expectation) -> bool:
        return (
            own.part in parts
            and (keys is None or fold(own.key or "") in keys)
            and (areas is None or fold(own.area or "") in areas)
            and (not crafts or not crafts.isdisjoint(request.handbook.crafts.get(own.id, ())))
        )

    return fits


def _crafts(request: Request) -> Iterator[str]:
    for name in request.words("craft"):
        docname = request.sources.crafts.find(name)
        if docname is not None:
            yield docname
        else:
            request.note(
                Warn.VIEW,
                message=messages.NOTHING_KNOWN,
                option="craft",
                value=name,
                hint=request.sources.hints.of(name, _craft_names(request), "crafts"),
            )


def _craft_names(request: Request) -> Iterator[str]:
    """The craft pages that expectations rest on, as an author names them."""
    crafts = request.sources.crafts
    resting = {page for pages in request.handbook.crafts.values() for page in pages}
    return (name for name in crafts.names() if crafts.find(name) in resting)


def _every(request: Request) -> Iterator[Expectation]:
    return (own for holder in request.handbook.holders.values() for own in holder.own)


def _bound(request: Request, holders: Sequence[Holder]) -> Iterator[Bound]:
    """A role page with all its levels is named once."""
    handbook: Handbook = request.handbook
    for name, inside in groupby(holders, key=lambda holder: holder.role.name):
        of_role = list(inside)
        ladder = handbook.ladders[name]
        if ladder and len(of_role) == 1 + len(ladder):
            yield Bound(link(handbook.holders[name]), is_whole=True)
        else:
            for holder in of_role:
                yield Bound(link(holder)._replace(title=holder.full_title), is_whole=False)
