"""Something that is wrong: where it is, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.messages import (
    AND_MORE_PAGES,
    DID_YOU_MEAN,
    IGNORED_KINDS,
    IN_MORE_PLACES,
    IN_ONE_MORE_PLACE,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_roles.handbook.kinds import Warn


class Place(NamedTuple):
    """Where an author wrote something."""

    docname: str
    """The document in which it was read. A correction there makes Sphinx read it again."""
    source: str
    """The file, as a POSIX path relative to the source folder: another file than the
    document's own where text was included."""
    line: int
    """The line in that file, from 1; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, where, and the words that its message needs."""

    kind: Warn
    place: Place
    words: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Problems are reported in this order."""
        place = self.place
        return (place.docname, place.line, self.kind.subtype, self.words)


def wording(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """The whole message of a problem, in the language of `translate`."""
    words = dict(problem.words)
    message = words.pop("message", problem.kind.message)
    if words.get("hint"):
        words["hint"] = translate(DID_YOU_MEAN) % words["hint"]
    if words.get("others"):
        words["others"] = translate(AND_MORE_PAGES) % words["others"]
    if "kinds" in words:
        kinds = words["kinds"].split()
        words["kinds"] = ", ".join(translate(IGNORED_KINDS[kind]) for kind in kinds)
        count = words["elsewhere"]
        words["elsewhere"] = {"": "", "1": translate(IN_ONE_MORE_PLACE)}.get(
            count, translate(IN_MORE_PLACES) % count
        )
    return translate(message) % words
