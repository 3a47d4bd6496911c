"""What a handbook declares: names that others can refer to.

Belongs here: the names of all role pages, with those of their levels and expectations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roles.handbook.resolved import Handbook


class Declared(NamedTuple):
    """Something that a document declares and others can refer to."""

    kind: str
    """`role`, `level` or `expectation`."""
    name: str
    """Full name of a holder, id of an expectation."""
    title: str
    """Of the holder."""
    key: str | None
    """Of an expectation; those without a key cannot be referred to."""
    docname: str
    anchor: str


def declared(handbook: Handbook) -> Iterator[Declared]:
    """All that a handbook declares, by role page."""
    for holder in handbook.holders.values():
        kind = "level" if holder.is_level else "role"
        title = holder.title
        yield Declared(kind, holder.name, title, None, holder.docname, holder.anchor)
        for own in holder.own:
            if own.key is not None:
                docname = own.place.docname
                yield Declared("expectation", own.id, title, own.key, docname, own.anchor)
