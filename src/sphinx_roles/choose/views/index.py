"""`roles:index`: the role pages by track, with their levels.

Belongs here: the choice and order of what the index shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.quotes import Link, link, short_link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.choose.sources import roles_by_title, tracks
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    are_foundations: bool = False
    """Nobody has these jobs: the pages are there to be extended."""


class Index(NamedTuple):
    """What one `roles:index` shows."""

    tracks: tuple[Track, ...]
    files: tuple[str, ...] = ()
    """Those to download, in the output folder."""


def choose_index(request: Request) -> Index | Nothing:
    """Tracks and role pages by title or as the author lists them, levels as on their page.

    Pages without a track come last, and behind them those that are there to be extended.
    """
    request.refuse_argument("track")
    where = _where(request)
    roles = [role for role in roles_by_title(request.handbook) if _fits(role, where)]
    abstract = [role for role in roles if role.role.is_abstract]
    roles = [role for role in roles if not role.role.is_abstract]
    order = request.listed("order", [holder.name for holder in roles])
    roles.sort(key=lambda role: order.index(role.name) if role.name in order else len(order))
    known = tracks(request.handbook)
    chosen = request.listed("track", known) or known
    has_levels = request.choice("depth", ("2", "1")) == "2"
    wanted: list[str | None] = [*chosen, *([] if request.words("track") else [None])]
    found = []
    for track in wanted:
        inside = [holder for holder in roles if holder.role.track == track]
        if inside:
            entries = (_entry(request, h, has_levels=has_levels) for h in inside)
            found.append(Track(track, tuple(entries)))
    inside = [role for role in abstract if role.role.track in wanted]
    if inside:
        entries = (_entry(request, h, has_levels=has_levels) for h in inside)
        found.append(Track(None, tuple(entries), are_foundations=True))
    if not found:
        request.note(Warn.NOTHING, message=messages.NO_ROLES)
        return Nothing(N_("There are no role pages yet."))
    return Index(tuple(found), _files(request))


def _files(request: Request) -> tuple[str, ...]:
    if not request.flag("download"):
        return ()
    if not request.sources.files:
        request.note(Warn.VIEW, message=messages.NO_FILES)
    return tuple(request.sources.files)


def _where(request: Request) -> dict[str, str]:
    """What `:where:` asks for: fact → folded text."""
    wanted = {}
    for entry in request.words("where"):
        name, _, text = (word.strip() for word in entry.partition("="))
        if name in request.sources.facts:
            wanted[name] = fold(text)
        else:
            request.refuse("where", name, tuple(request.sources.facts))
    return wanted


def _fits(role: Holder, wanted: Mapping[str, str]) -> bool:
    return all(fold(role.facts.get(name, "")) == text for name, text in wanted.items())


def _entry(request: Request, holder: Holder, *, has_levels: bool) -> Entry:
    levels = request.handbook.ladders[holder.name] if has_levels else ()
    return Entry(
        link(holder),
        holder.record.summary,
        tuple(Entry(short_link(level), level.record.summary, ()) for level in levels),
    )
