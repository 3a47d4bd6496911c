"""`roles:map`: who extends whom.

Belongs here: the choice and order of what the map shows. It is flat, since a chain of role
pages may be longer than Python nests calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import by_title, roles_by_title, tracks
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx_roles.choose.request import Request
    from sphinx_roles.choose.sources import Sources
    from sphinx_roles.handbook.resolved import Handbook, Holder


class Spot(NamedTuple):
    """A role page or a level on the map."""

    link: Link
    is_level: bool
    is_abstract: bool
    """Whether it is a foundation: a role page that nobody has as a job."""
    track: str | None
    """The track of a role page."""
    bases: tuple[int, ...]
    """What it extends, in that order, as numbers of spots."""


class Map(NamedTuple):
    """What one `roles:map` shows."""

    spots: tuple[Spot, ...]
    """Role pages by title, each followed by its levels."""


def choose_map(request: Request) -> Map | Nothing:
    """All of the handbook, or what has to do with a holder or with the role pages of a track."""
    holders = request.handbook.holders
    chosen = request.choices("track", tracks(request.handbook)) if request.words("track") else ()
    has_levels = request.choice("depth", ("1", "2")) == "2"
    middle: Holder | None = None
    if request.argument:
        middle = request.holder(request.argument)
        if middle is None:
            return Nothing(N_("There is no such role page or level."))
    elif request.around is not None and not chosen:
        middle = holders[request.around.role.name]
    if has_levels or (middle is not None and middle.is_level):
        graph = request.sources.once(_with_levels)
    else:
        graph = request.sources.once(_roles_only)
    shown: Collection[str] = graph.bases
    if middle is not None:
        shown = reached([middle.name], graph.bases) | reached([middle.name], graph.heirs)
    if chosen:
        inside = (name for name in shown if holders[name].role.track in chosen)
        shown = reached(inside, graph.bases) & set(shown)
    if not shown:
        request.note(Warn.NOTHING, message=messages.NO_ROLES)
        return Nothing(N_("There are no role pages yet."))
    return _map(request.handbook, graph, shown)


def _map(handbook: Handbook, graph: _Graph, shown: Collection[str]) -> Map:
    names = sorted(shown, key=lambda name: graph.rank[name])
    numbers = {name: number for number, name in enumerate(names)}
    return Map(
        tuple(
            Spot(
                link=link(holder),
                is_level=holder.is_level,
                is_abstract=not holder.is_level and holder.role.is_abstract,
                track=None if holder.is_level else holder.role.track,
                bases=tuple(numbers[base] for base in graph.bases[name] if base in numbers),
            )
            for name, holder in ((name, handbook.holders[name]) for name in names)
        )
    )


class _Graph:
    """Who extends whom in a handbook."""

    def __init__(self, bases: Mapping[str, Sequence[str]]) -> None:
        self.bases = bases
        self.rank = {name: number for number, name in enumerate(bases)}
        self.heirs: dict[str, list[str]] = {name: [] for name in bases}
        for name, extended in bases.items():
            for base in extended:
                self.heirs[base].append(name)


def _with_levels(sources: Sources) -> _Graph:
    return _Graph({holder.name: holder.bases for holder in by_title(sources.handbook)})


def _roles_only(sources: Sources) -> _Graph:
    """A role page that extends another one's level descends from that other one."""
    handbook = sources.handbook
    return _Graph(
        {
            role.name: tuple(dict.fromkeys(handbook.holders[b].role.name for b in role.bases))
            for role in roles_by_title(handbook)
        }
    )


def reached(starts: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Where the ways lead, the starts included."""
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        for name in ways[waiting.pop()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found
