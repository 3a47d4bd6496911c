"""What columns of tables say, given to the levels and role pages that they are about.

Belongs here: which column is whose, and columns and sections of one level made one. Pure Python.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sphinx_roles.handbook.hints import Hints
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import COLUMN_OF_NOBODY
from sphinx_roles.handbook.names import level_name, text_name
from sphinx_roles.handbook.problems import Problem
from sphinx_roles.handbook.records import LevelRecord, RoleRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = TypeVar("Record", RoleRecord, LevelRecord)


def fill_columns(
    roles: dict[str, RoleRecord],
    described: dict[str, list[LevelRecord]],
    problems: list[Problem],
) -> None:
    """Give role pages and levels what columns say of them.

    Parameters
    ----------
    roles
        By name, with all levels. They are replaced.
    described
        Full name → columns of tables that stand on no role page of theirs. Those on their own
        role page are among its levels.
    """
    for name, role in list(roles.items()):
        sections = {level.name for level in role.levels if not level.is_column}
        left = []
        for level in role.levels:
            if level.is_named and level.name not in sections and level.name in roles:
                described.setdefault(level.name, []).append(level)
            else:
                left.append(level)
        roles[name] = replace(role, levels=tuple(_joined(role.name, left, problems)))
    hints = Hints()
    for name, columns in described.items():
        role_name, _, level_part = name.partition("/")
        levels = list(roles[role_name].levels) if role_name in roles else []
        index = next((n for n, level in enumerate(levels) if level.name == level_part), None)
        if name in roles:
            for column in columns:
                roles[name] = _with(name, roles[name], column, problems)
        elif index is not None:
            for column in columns:
                levels[index] = _with(name, levels[index], column, problems)
            roles[role_name] = replace(roles[role_name], levels=tuple(levels))
        else:
            known = [level_name(r.name, level.name) for r in roles.values() for level in r.levels]
            hint = hints.of(name, [*roles, *known])
            for column in columns:
                words = (("message", COLUMN_OF_NOBODY), ("name", name), ("hint", hint))
                problems.append(Problem(Warn.TABLE, column.place, words))


def _joined(
    role: str, levels: Sequence[LevelRecord], problems: list[Problem]
) -> Iterator[LevelRecord]:
    """Levels with what columns of the same name say."""
    sections: dict[str, LevelRecord] = {}
    for level in levels:
        if not level.is_column:
            sections.setdefault(level.name, level)
    told: set[str] = set()
    for level in levels:
        section = sections.get(level.name)
        if section is None:
            # Two tables may have a column of one name.
            same = [other for other in levels if other.name == level.name]
            if level is same[0]:
                for other in same[1:]:
                    level = _with(level_name(role, level.name), level, other, problems)  # noqa: PLW2901
                yield level
        elif level.is_column:  # in the place of the first column, with the words of the section
            if level.name not in told:
                told.add(level.name)
                columns = (one for one in levels if one.is_column and one.name == level.name)
                for column in columns:
                    section = _with(level_name(role, level.name), section, column, problems)
                yield section
        elif level is not section or not _has_column(levels, level.name):
            yield level


def _has_column(levels: Sequence[LevelRecord], name: str) -> bool:
    return any(level.is_column and level.name == name for level in levels)


def _with(name: str, record: Record, column: LevelRecord, problems: list[Problem]) -> Record:
    """A level or role page, and what a column says of it."""
    own = {expectation.name: expectation for expectation in record.own}
    for said in column.own:
        expectation = said._replace(holder=name)
        if expectation.name in own and expectation.key is not None:
            first = own[expectation.name].place
            other = first.source if first.docname != said.place.docname else str(first.line)
            words = (("key", expectation.key), ("holder", name), ("other", other))
            problems.append(Problem(Warn.DUPLICATE_KEY, said.place, words))
            expectation = expectation._replace(key=None, name=text_name(said.text))
        own.setdefault(expectation.name, expectation)
    extends = (*column.extends, *record.extends)
    if isinstance(record, RoleRecord):
        return replace(record, own=tuple(own.values()), extends=extends)
    return replace(
        record,
        own=tuple(own.values()),
        extends=extends,
        grade=record.grade or column.grade,
        is_chained=record.is_chained or column.is_chained,
    )
