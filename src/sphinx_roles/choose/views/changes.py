"""`roles:changes`: what changed since an earlier edition, and for whom.

Belongs here: the choice of what it shows. The earlier edition is a `roles.json` that the handbook
keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.changes import report
from sphinx_roles.choose.quotes import Link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.data.compare.compare import compare
from sphinx_roles.data.load import DataError
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.choose.changes import Report, Section
    from sphinx_roles.choose.request import Request


class Changes(NamedTuple):
    """What one `roles:changes` shows."""

    report: Report
    links: tuple[tuple[str, Link], ...]
    """Name → role page or level, of all that are there."""


def choose_changes(request: Request) -> Changes | Nothing:
    """The handbook as against the file that `:since:` names."""
    request.refuse_argument("since")
    file = request.text("since")
    if not file:
        request.note(Warn.VIEW, message=messages.NEEDS_SINCE)
        return Nothing(N_("There is no earlier edition to compare with."))
    try:
        earlier = request.sources.editions.earlier(file)
    except DataError as error:
        request.note(Warn.VIEW, message=messages.NO_EDITION, why=str(error).rstrip("."))
        return Nothing(N_("There is no earlier edition to compare with."))
    found = report(compare(earlier, request.sources.editions.current))
    # Where lines moved, nothing that is shown has changed.
    shown = found._replace(sections=tuple(_without_lines(found.sections)))
    links = (
        (name, Link(holder.full_title, holder.docname, holder.anchor))
        for name, holder in request.handbook.holders.items()
    )
    return Changes(shown, tuple(links) if found.changes else ())


def _without_lines(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        entries = (
            entry._replace(line=entry.line._replace(line=0, source="")) for entry in section.entries
        )
        yield section._replace(entries=tuple(entries), source="")
