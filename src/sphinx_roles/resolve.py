"""What every holder is expected to do: names, bases, MRO, effective expectations.

The semantics are Python's own. A holder is a class, a key is the name of an attribute,
`without` sets an attribute that hides the inherited one. Whatever is wrong becomes a
`Problem`, and the rest resolves as if the wrong line were not there.

Belongs here: computation over the whole handbook. Does not belong here: docutils, Sphinx,
or anything that one page tells by itself (see `collect`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles import checks, linearize
from sphinx_roles.handbook import Handbook, Holder
from sphinx_roles.lookup import Hints
from sphinx_roles.model import LevelRecord, Place, Problem, RoleRecord, fold, level_name
from sphinx_roles.warnings import Warn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.model import DocumentRecord, Expectation


def resolve(
    documents: Mapping[str, DocumentRecord],
    *,
    docs: Collection[str],
    intro: str | None = None,
    craft: Sequence[str] = (),
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
    craft
        The folders in which craft pages are looked up.

    Never raises for what an author wrote: `Handbook.problems` says what is wrong, ordered
    by document and line.
    """
    problems = [p for name in sorted(documents) for p in documents[name].problems]
    roles = _roles(documents, problems)
    records = dict(_records(roles, problems))
    targets = _targets(records, problems)
    _break_cycles(targets, records, problems)
    classes = _Classes(records, targets, problems)
    holders = {}
    pages: dict[str, list[Holder]] = {}
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
        if holder.is_level:
            ladder.append(holder)
    intros = checks.find_intros(roles, documents, docs, intro, problems)
    checks.check_empty(roles, problems)
    checks.check_crafts(documents, docs, craft, problems)
    checks.check_this(documents, roles, intros, intro, problems)
    problems.sort(key=lambda p: (p.place.docname, p.place.line, p.kind.subtype, p.words))
    return Handbook(holders, intros, tuple(problems), pages, ladders)


def _roles(
    documents: Mapping[str, DocumentRecord], problems: list[Problem]
) -> dict[str, RoleRecord]:
    roles: dict[str, RoleRecord] = {}
    for docname in sorted(documents):
        for role in documents[docname].roles:
            first = roles.setdefault(role.name, role)
            if first is not role:
                words = (("name", role.name), ("other", first.place.docname))
                problems.append(Problem(Warn.DUPLICATE_ROLE, role.place, words))
    return roles


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
                words = (("name", level.name), ("other", str(first.place.line)))
                problems.append(Problem(Warn.DUPLICATE_LEVEL, level.place, words))


_Records = dict[str, tuple[RoleRecord | LevelRecord, RoleRecord]]
_Targets = dict[str, list[tuple[str, Place]]]
"""Holder → the holders that its author named as bases, and where."""


def _targets(records: _Records, problems: list[Problem]) -> _Targets:
    targets: _Targets = {name: [] for name in records}
    hints = Hints()
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
                    suggestion = ("hint", hints.of(written, [*siblings, *records], role.name))
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


def _break_cycles(targets: _Targets, records: _Records, problems: list[Problem]) -> None:
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


class _Classes:
    """Bases, MROs and attributes of all holders, computed bases first."""

    def __init__(self, records: _Records, targets: _Targets, problems: list[Problem]) -> None:
        self.bases: dict[str, tuple[str, ...]] = {}
        self.mros: dict[str, tuple[str, ...]] = {}
        self.without: dict[str, set[str]] = {}
        self._hints = Hints()
        self._own = {name: {e.name: e for e in record.own} for name, (record, _) in records.items()}
        self._folded = {
            name: {e.name: fold(e.text) for e in record.own}
            for name, (record, _) in records.items()
        }
        self._texts = {name: set(texts.values()) for name, texts in self._folded.items()}
        self._shared: dict[tuple[int, ...], tuple[Expectation, ...]] = {}
        graph = {
            name: [*(base for base, _ in targets[name]), role.name]
            if record is not role
            else [base for base, _ in targets[name]]
            for name, (record, role) in records.items()
        }
        for name in linearize.bases_first(graph):
            record, role = records[name]
            self._linearize(name, None if record is role else role.name, targets[name], problems)
            self.without[name] = set()
            for extends in record.extends:
                left = sum(place == extends.place for _, place in targets[name])
                if left:  # else the whole line counts as if it were not there
                    is_mended = left < len(extends.names)  # one mistake, one warning
                    noted = [] if is_mended else problems
                    self._leave_out(name, extends.without, extends.place, noted)

    def _linearize(
        self,
        name: str,
        role: str | None,
        targets: list[tuple[str, Place]],
        problems: list[Problem],
    ) -> None:
        kept: list[tuple[str, Place]] = []
        self._try(name, role, kept)
        # A wrong line is a whole directive. An order that exists for all of them exists for the
        # first ones too, so each is judged by itself and by those before it.
        for place in dict.fromkeys(place for _, place in targets):
            tried = [*kept, *(target for target in targets if target[1] == place)]
            refused = self._try(name, role, tried)
            if refused is None:
                kept = tried
            else:
                words = (("holder", name), ("names", ", ".join(refused)))
                problems.append(Problem(Warn.ORDER, place, words))
        targets[:] = kept

    def _try(
        self, name: str, role: str | None, targets: list[tuple[str, Place]]
    ) -> list[str] | None:
        """Note bases and MRO; where there is no MRO, return the bases and note nothing."""
        bases = [base for base, _ in targets]
        if role is not None and not any(role in self.mros[base] for base in bases):
            bases.append(role)
        mro = linearize.c3(name, [self.mros[base] for base in bases])
        if mro is None:
            return bases
        self.bases[name] = tuple(bases)
        self.mros[name] = mro
        return None

    def _leave_out(
        self, name: str, keys: Iterable[str], place: Place, problems: list[Problem]
    ) -> None:
        for key in keys:
            inherited = self._inherited(name, key)
            if inherited is not None and inherited.key is not None:
                self.without[name].add(key)
                continue
            inherited_runs = [run for ancestor, run in self.runs(name) if ancestor != name]
            keyed = {e.key for run in inherited_runs for e in run if e.key}
            words = (("holder", name), ("key", key), ("hint", self._hints.of(key, keyed, name)))
            problems.append(Problem(Warn.WITHOUT, place, words))

    def _inherited(self, name: str, attribute: str) -> Expectation | None:
        """Attribute lookup as by Python's `super()`."""
        for ancestor in self.mros[name][1:]:
            if attribute in self._own[ancestor]:
                return self._own[ancestor][attribute]
            if attribute in self.without[ancestor]:
                return None
        return None

    def runs(self, name: str) -> Iterator[tuple[str, tuple[Expectation, ...]]]:
        """What each class of the MRO adds to what is expected."""
        seen: set[str] = set()
        texts: set[str] = set()
        for ancestor in self.mros[name]:
            own, folded = self._own[ancestor], self._folded[ancestor]
            is_all = len(own) == len(self._texts[ancestor]) and texts.isdisjoint(
                self._texts[ancestor]
            )
            if ancestor == name or (is_all and seen.isdisjoint(own)):
                run = list(own.values())
                texts |= self._texts[ancestor]
            else:
                run = []
                for attribute, expectation in own.items():
                    if attribute in seen:
                        continue
                    if folded[attribute] not in texts:  # inherited twice, it counts once
                        run.append(expectation)
                    texts.add(folded[attribute])
            if run:
                # Holders share equal runs, and later steps do the same work once for each.
                yield ancestor, self._shared.setdefault(tuple(map(id, run)), tuple(run))
            seen.update(own, self.without[ancestor])

    def raises(self, name: str) -> dict[str, Expectation]:
        raised = {}
        for attribute, expectation in self._own[name].items():
            if expectation.key is not None and attribute not in self.without[name]:
                inherited = self._inherited(name, attribute)
                if inherited is not None:
                    raised[attribute] = inherited
        return raised
