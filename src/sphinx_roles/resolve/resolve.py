"""What every holder is expected to do: names, bases, MRO, effective expectations.

The semantics are Python's own. A holder is a class, a key is the name of an attribute,
`without` sets an attribute that hides the inherited one. Whatever is wrong becomes a
`Problem`, and the rest resolves as if the wrong line were not there.

Belongs here: computation over the whole handbook. Does not belong here: docutils, Sphinx,
or anything that one page tells by itself (see `collect`).
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_roles.handbook.hints import Hints
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.lookup import CraftPages
from sphinx_roles.handbook.messages import LEVEL_ELSEWHERE
from sphinx_roles.handbook.names import fold, level_name
from sphinx_roles.handbook.problems import Problem
from sphinx_roles.handbook.resolved import Handbook, Holder
from sphinx_roles.resolve import checks, linearize, recognition
from sphinx_roles.resolve.classes import Classes
from sphinx_roles.resolve.join import join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sphinx_roles.handbook.records import DocumentRecord, LevelRecord, RoleRecord, Xref
    from sphinx_roles.resolve.classes import Records, Targets


def resolve(
    documents: Mapping[str, DocumentRecord],
    *,
    docs: Collection[str],
    intro: str | None = None,
    crafts: CraftPages | None = None,
    known_headings: Iterable[str] = (),
    holds: Callable[[str], bool] = lambda _expression: True,
    order: Mapping[str, int] = MappingProxyType({}),
) -> Handbook:
    """Resolve a handbook.

    Parameters
    ----------
    documents
        docname → what that document holds.
    docs
        The docnames of all documents that exist.
    intro
        The configured name of the shared intro, None for none.
    crafts
        The craft pages of the handbook, None for none.
    known_headings
        Known headings, for "did you mean" where a heading is ignored.
    holds
        Whether the expression of an `only` directive holds in this build.
    order
        docname → its place in the table of contents, which is the order of levels on pages of
        their own.

    Never raises for what an author wrote: `Handbook.problems` says what is wrong, ordered
    by document and line.
    """
    problems = [p for name in sorted(documents) for p in documents[name].problems]
    joined = join(documents, order, holds, problems)
    roles, documents = joined.roles, joined.documents
    records = dict(_records(roles, problems))
    targets = _targets(records, problems)
    _break_cycles(targets, records, problems)
    classes = Classes(records, targets, problems)
    holders = {}
    pages: dict[str, list[Holder]] = {}
    guests: dict[str, list[Holder]] = {}
    ladders: dict[str, list[Holder]] = {name: [] for name in roles}
    for name, (record, role) in records.items():
        ladder = ladders[role.name]
        holder = holders[name] = Holder(
            name=name,
            record=record,
            role=role,
            bases=classes.bases[name],
            extended=tuple(
                tuple(base for base, place in targets[name] if place == extends.place)
                for extends in record.extends
            ),
            without=frozenset(classes.without[name]),
            mro=classes.mros[name],
            runs=tuple(classes.runs(name)),
            position=None if record is role else len(ladder) + 1,
            raises=classes.raises(name),
        )
        pages.setdefault(holder.docname, []).append(holder)
        for docname in dict.fromkeys(own.place.docname for own in record.own):
            if docname != holder.docname:
                guests.setdefault(docname, []).append(holder)
        if holder.is_level:
            ladder.append(holder)
    intros = checks.find_intros(records, documents, docs, intro, problems)
    ignored = recognition.headings_ignored(documents)
    recognition.check_ignored(ignored, known_headings, problems)
    checks.check_empty(roles, documents, problems)
    checks.check_near_keys(holders, problems)
    crafts = crafts or CraftPages()
    checks.check_crafts(documents, crafts, problems)
    checks.check_this(documents, roles, intros, intro, problems)
    problems.sort(key=lambda problem: problem.order)
    return Handbook(
        holders=holders,
        intros=intros,
        crafts=dict(_resting(holders, crafts)),
        problems=tuple(problems),
        headings=recognition.headings_read(documents),
        ignored=ignored,
        pages=pages,
        guests=guests,
        tables={name: record.tables for name, record in documents.items() if record.tables},
        ladders=ladders,
    )


def _resting(
    holders: Mapping[str, Holder], crafts: CraftPages
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The expectations that rest on craft pages: id and docnames."""
    known: dict[Xref, str | None] = {}
    for holder in holders.values():
        for own in holder.own:
            found = set()
            for link in own.links:
                if link not in known:
                    known[link] = crafts.of(link)
                if (page := known[link]) is not None:
                    found.add(page)
            if found:
                yield own.id, tuple(sorted(found))


def _records(
    roles: Mapping[str, RoleRecord], problems: list[Problem]
) -> Iterator[tuple[str, tuple[RoleRecord | LevelRecord, RoleRecord]]]:
    for role in roles.values():
        yield role.name, (role, role)
        levels: dict[str, LevelRecord] = {}
        for level in role.levels:
            first = levels.setdefault(level.name, level)
            if first is level:
                yield level_name(role.name, level.name), (level, role)
            else:
                words = [("name", level.name), ("other", str(first.place.line))]
                if first.place.docname != level.place.docname:
                    words[1] = ("other", first.place.docname)
                    words.append(("message", LEVEL_ELSEWHERE))
                problems.append(Problem(Warn.DUPLICATE_LEVEL, level.place, tuple(words)))


def _targets(records: Records, problems: list[Problem]) -> Targets:
    targets: Targets = {name: [] for name in records}
    hints = Hints()

    @cache
    def titles() -> dict[str, str]:
        """Folded title → name, the first one whatever the order of documents."""
        named = sorted(records.items(), key=itemgetter(0), reverse=True)
        return {fold(record.title): name for name, (record, _) in named}

    for name, (record, role) in records.items():
        for extends in record.extends:
            for written in extends.names:
                candidates = [level_name(role.name, written), written]
                if record is role:  # its own levels all descend from it
                    candidates.reverse()
                found = [c for c in candidates if c in records]
                # Like Python's `class A(A)`, a name that means the holder itself can also
                # mean another one: the mid level `backend-engineer` extends the role.
                target = next((c for c in found if c != name), found[0] if found else None)
                words = (("holder", name), ("name", written))
                if target is None:
                    siblings = [level.name for level in role.levels]
                    own = {fold(level.title): level.name for level in reversed(role.levels)}
                    title = fold(written)
                    meant = own.get(title) or titles().get(title, "")
                    meant = meant or hints.of(written, [*siblings, *records], role.name)
                    suggestion = ("hint", meant)
                    problem = Problem(Warn.UNKNOWN, extends.place, (*words, suggestion))
                elif target == name:
                    problem = Problem(Warn.SELF, extends.place, words)
                elif any(target == base for base, _ in targets[name]):
                    problem = Problem(Warn.DUPLICATE_BASE, extends.place, words)
                else:
                    targets[name].append((target, extends.place))
                    continue
                problems.append(problem)
    return targets


def _break_cycles(targets: Targets, records: Records, problems: list[Problem]) -> None:
    """Leave out, in the order of names, each base that closes a circle."""
    graph = {
        name: [
            *(base for base, _ in targets[name]),
            *([] if record is role else [role.name]),  # every level descends from its role
        ]
        for name, (record, role) in records.items()
    }
    for circle in linearize.circles(graph):
        kept = {
            name: [role.name] if records[name][0] is not role else []
            for name, role in ((n, records[n][1]) for n in circle)
        }
        for name in sorted(circle):
            for base, place in list(targets[name]):
                if base not in circle:
                    continue
                path = linearize.path(kept, base, name)
                if path is None:
                    kept[name].append(base)
                    continue
                targets[name].remove((base, place))
                words = (("holder", name), ("name", base), ("path", " → ".join([name, *path])))
                problems.append(Problem(Warn.CYCLE, place, words))
