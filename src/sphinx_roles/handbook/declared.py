"""What a handbook declares: names that others can refer to.

Belongs here: the names of all role pages, with those of their levels and expectations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.names import level_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_roles.handbook.records import LevelRecord, RoleRecord


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


def declared(roles: Iterable[RoleRecord]) -> Iterator[Declared]:
    """All that role pages declare, each name once: the first of two counts."""
    seen: set[str] = set()
    for role in roles:
        if role.name in seen:
            continue
        levels = ((level_name(role.name, level.name), level) for level in role.levels)
        holders: Iterable[tuple[str, RoleRecord | LevelRecord]] = ((role.name, role), *levels)
        for name, holder in holders:
            if name in seen:
                continue
            seen.add(name)
            kind = "role" if holder is role else "level"
            title, docname = holder.title, holder.place.docname
            yield Declared(kind, name, title, None, docname, holder.anchor)
            for own in holder.own:
                if own.key is not None:
                    docname = own.place.docname
                    yield Declared("expectation", own.id, title, own.key, docname, own.anchor)
