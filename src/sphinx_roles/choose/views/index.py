"""`roles:index`: the role pages by track, with their levels.

Belongs here: the choice and order of what the index shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import roles_by_title, tracks
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Holder


class Entry(NamedTuple):
    """A role page or a level."""

    link: Link
    summary: str | None
    levels: tuple[Entry, ...]


class Track(NamedTuple):
    """The role pages of one track."""

    title: str | None
    """None for those that name no track."""
    roles: tuple[Entry, ...]


class Index(NamedTuple):
    """What one `roles:index` shows."""

    tracks: tuple[Track, ...]


def choose_index(request: Request) -> Index | Nothing:
    """Tracks and role pages by title, levels as on their page; pages without a track last."""
    request.refuse_argument("track")
    roles = roles_by_title(request.handbook)
    chosen = request.choices("track", tracks(request.handbook))
    has_levels = request.choice("depth", ("2", "1")) == "2"
    wanted: list[str | None] = [*chosen, *([] if request.words("track") else [None])]
    found = []
    for track in wanted:
        inside = [holder for holder in roles if holder.role.track == track]
        if inside:
            entries = (_entry(request, h, has_levels=has_levels) for h in inside)
            found.append(Track(track, tuple(entries)))
    if not found:
        request.note(Warn.NOTHING, message=messages.NO_ROLES)
        return Nothing(N_("There are no role pages yet."))
    return Index(tuple(found))


def _entry(request: Request, holder: Holder, *, has_levels: bool) -> Entry:
    levels = request.handbook.ladders[holder.name] if has_levels else ()
    return Entry(
        link(holder),
        holder.record.summary,
        tuple(Entry(link(level), level.record.summary, ()) for level in levels),
    )
