"""Links to holders and expectations, as plain data.

Belongs here: what every page and view is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sphinx_roles.handbook.names import fold
from sphinx_roles.handbook.records import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Holder


T = TypeVar("T")


class Link(NamedTuple):
    """A holder as it is linked to."""

    title: str
    docname: str
    anchor: str


class Item(NamedTuple):
    """An expectation as it is shown elsewhere than where it stands."""

    name: str
    docname: str
    anchor: str
    digest: str
    is_plain: bool
    depth: str | None = None
    """How deep it is expected."""


class Quoted(NamedTuple):
    """An expectation as it is said to a holder."""

    item: Item
    facts: tuple[tuple[str, str], ...]
    """What `this` reads in it; none where it holds no `this`."""


def link(holder: Holder) -> Link:
    """A holder as a link."""
    return Link(holder.title, holder.docname, holder.anchor)


def facts(holder: Holder) -> Mapping[str, str]:
    """What `this` reads in the text of a holder: fact → text, without those it does not give."""
    known = {"role": holder.role.title, "track": holder.role.track, **holder.facts}
    if holder.is_level:
        known["level"] = holder.title
    return {fact: text for fact, text in known.items() if text}


def item(expectation: Expectation) -> Item:
    """An expectation as it is shown elsewhere."""
    place = expectation.place
    return Item(
        expectation.name,
        place.docname,
        expectation.anchor,
        expectation.digest,
        expectation.is_plain,
        None if expectation.depth is None else expectation.depth.name,
    )


def short_link(holder: Holder) -> Link:
    """A level as a link with its short title."""
    return link(holder)._replace(title=holder.short_title)


def quote(expectation: Expectation, to: Holder) -> Quoted:
    """An expectation as it is said to a holder."""
    said = () if expectation.is_plain else tuple(facts(to).items())
    return Quoted(item(expectation), said)


def by_area(shown: Iterable[tuple[Expectation, T]]) -> Iterator[tuple[str, str | None, list[T]]]:
    """What is shown of expectations as one reads it: part, area, and what stands there.

    By part; in each what has no area, then areas in the order in which they come.
    """
    found: dict[str, dict[str, list[T]]] = {part: {"": []} for part in PARTS}
    areas: dict[str, str | None] = {"": None}
    for expectation, what in shown:
        area = fold(expectation.area) if expectation.area else ""
        areas.setdefault(area, expectation.area)
        found[expectation.part].setdefault(area, []).append(what)
    for part, inside in found.items():
        for area, together in inside.items():
            if together:
                yield part, areas[area], together
