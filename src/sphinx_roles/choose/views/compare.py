"""`roles:compare`: what one holder is expected to do, as against another.

Belongs here: what is added, raised, dropped and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.choose.differences import Differences, differences
from sphinx_roles.choose.quotes import Link, link
from sphinx_roles.choose.request import Nothing
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_

if TYPE_CHECKING:
    from sphinx_roles.choose.request import Request
    from sphinx_roles.handbook.resolved import Holder


class Compare(NamedTuple):
    """What one `roles:compare` shows."""

    names: tuple[str, str]
    """Full names of the two holders."""
    earlier: Link
    later: Link
    differences: Differences


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
    found = differences(request.handbook, earlier, later)
    return Compare((earlier.name, later.name), link(earlier), link(later), found)
