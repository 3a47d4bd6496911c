"""Role pages put together from all documents: first those that are there, then their levels.

Belongs here: which record of several of one name counts, and in which order. Pure Python.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_roles.handbook.hints import Hints
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import LEVEL_OUTSIDE
from sphinx_roles.handbook.names import default_name, is_index
from sphinx_roles.handbook.problems import Problem
from sphinx_roles.resolve.columns import fill_columns
from sphinx_roles.resolve.only import levels_that_hold, roles_that_hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_roles.handbook.records import DocumentRecord, LevelRecord, RoleRecord


@dataclass(frozen=True, slots=True)
class Joined:
    """The role pages of a handbook, each with all its levels."""

    roles: dict[str, RoleRecord]
    """By name, in the order of their documents."""
    documents: Mapping[str, DocumentRecord]
    """Without those whose levels all lack a role page."""


def join(
    documents: Mapping[str, DocumentRecord],
    order: Mapping[str, int],
    holds: Callable[[str], bool],
    problems: list[Problem],
) -> Joined:
    """Put role pages and their levels together.

    Parameters
    ----------
    order
        docname → its place in the table of contents. Others come last.
    holds
        Whether the expression of an `only` directive holds in this build.
    """
    roles: dict[str, RoleRecord] = {}
    for docname in sorted(documents):
        for role in roles_that_hold(documents[docname].roles, holds):
            first = roles.setdefault(role.name, role)
            if first is not role:
                words = (("name", role.name), ("other", first.place.docname))
                problems.append(Problem(Warn.DUPLICATE_ROLE, role.place, words))
    hints = Hints()
    levels: dict[str, list[LevelRecord]] = {}
    forlorn = set()
    for docname in sorted(documents, key=lambda name: (order.get(name, len(order)), name)):
        record = documents[docname]
        lost = []
        for level in levels_that_hold(record.levels, holds):
            name = level.role or default_name(_index_beside(docname))
            if name in roles:
                levels.setdefault(name, []).append(level)
            else:
                lost.append(level)
        if lost and len(lost) == len(record.levels) and not record.roles:
            forlorn.add(docname)
        problems += _of_nobody(docname, lost, roles, hints)
    for name, found in levels.items():
        roles[name] = replace(roles[name], levels=(*roles[name].levels, *found))
    described: dict[str, list[LevelRecord]] = {}
    for docname in sorted(documents):
        for column in levels_that_hold(documents[docname].columns, holds):
            described.setdefault(column.name, []).append(column)
    fill_columns(roles, described, problems)
    kept = {name: record for name, record in documents.items() if name not in forlorn}
    return Joined(roles, kept if forlorn else documents)


def _of_nobody(
    docname: str, lost: Sequence[LevelRecord], roles: Mapping[str, RoleRecord], hints: Hints
) -> Iterator[Problem]:
    """What is wrong with the levels of a page whose role page is not there."""
    is_told = False
    for level in lost:
        if level.role:
            bare = level.role.partition("/")[0]
            hint = bare if bare in roles else hints.of(level.role, roles)
            words = (("level", level.name), ("role", level.role), ("hint", hint))
            yield Problem(Warn.LEVEL_PAGE, level.place, words)
        elif not is_told:  # one mistake of a page
            is_told = True
            said = (("message", LEVEL_OUTSIDE), ("example", _beside(docname, roles)))
            yield Problem(Warn.OUTSIDE, level.place, said)


def _index_beside(docname: str) -> str:
    return f"{docname.rpartition('/')[0]}/index".lstrip("/")


def _beside(docname: str, roles: Mapping[str, RoleRecord]) -> str:
    """The name of the role page on the index page of the same folder; else an example."""
    folder = docname.rpartition("/")[0]
    for role in roles.values():
        page = role.place.docname
        if is_index(page) and page.rpartition("/")[0] == folder:
            return role.name
    return "backend-engineer"
