"""What views are chosen from, questions that several views ask of it, and what is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx_roles.handbook.hints import Hints
from sphinx_roles.handbook.names import key_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_roles.data.editions import Editions
    from sphinx_roles.handbook.lookup import CraftPages
    from sphinx_roles.handbook.problems import Problem
    from sphinx_roles.handbook.resolved import Handbook, Holder

T = TypeVar("T")


class Sources:
    """What views are chosen from.

    Parameters
    ----------
    handbook
        The resolved handbook.
    keys
        Key → label, as configured.
    crafts
        The craft pages.
    title
        From a docname to the title of the document.
    editions
        This edition of the handbook as data, and earlier ones.
    facts
        Name of a fact of the handbook's own → label.
    files
        The files in which the handbook is written as data.
    grades
        The grades in their order, as configured.
    """

    def __init__(
        self,
        handbook: Handbook,
        keys: Mapping[str, str],
        crafts: CraftPages,
        title: Callable[[str], str],
        editions: Editions,
        facts: Mapping[str, str],
        files: Sequence[str] = (),
        grades: Sequence[str] = (),
    ) -> None:
        self.handbook = handbook
        self.facts = facts
        self.files = files
        self.grades = grades
        self.crafts = crafts
        self.title = title
        self.editions = editions
        self.hints = Hints()
        self._keys = keys
        self._shared: dict[Callable[[Sources], Any], Any] = {}

    def once(self, work: Callable[[Sources], T]) -> T:
        """What several views need, worked out when the first of them asks."""
        if work not in self._shared:
            self._shared[work] = work(self)
        found: T = self._shared[work]
        return found

    def label(self, key: str) -> str:
        """What readers call a key: `Incident response` for `incident-response`."""
        return key_label(key, self._keys)


@dataclass(frozen=True, slots=True)
class Views:
    """What all views of a handbook show."""

    shown: Mapping[tuple[str, str], tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    """By docname and holder, in the order of the page: the holder is '' for a view on its own
    page. The views of a shared intro have an entry for each role page or level that it opens."""
    comparisons: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Earlier and later holder → document and anchor of a view that compares them."""
    problems: tuple[Problem, ...] = ()


def roles_by_title(handbook: Handbook) -> list[Holder]:
    """All role pages."""
    roles = (holder for holder in handbook.holders.values() if not holder.is_level)
    return sorted(roles, key=lambda role: (role.title.casefold(), role.name))


def by_title(handbook: Handbook) -> Iterator[Holder]:
    """All holders: role pages by title, each followed by its levels."""
    for role in roles_by_title(handbook):
        yield role
        yield from handbook.ladders[role.name]


def tracks(handbook: Handbook) -> list[str]:
    """All tracks that role pages name, in alphabetical order."""
    named = {holder.role.track for holder in handbook.holders.values() if holder.role.track}
    return sorted(named, key=lambda track: (track.casefold(), track))
