"""Holders as Python's classes: bases, MROs, attributes, and what is overridden.

Belongs here: what a holder inherits, once names are known and circles broken (see `resolve`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.handbook.hints import Hints
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import NAMES_NEED_COMMAS
from sphinx_roles.handbook.problems import Problem
from sphinx_roles.handbook.resolved import Run, as_compared
from sphinx_roles.resolve import linearize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_roles.handbook.problems import Place
    from sphinx_roles.handbook.records import Expectation, LevelRecord, RoleRecord

    Records = Mapping[str, tuple[RoleRecord | LevelRecord, RoleRecord]]
    """Full name → record and role page of every holder."""
    Targets = dict[str, list[tuple[str, Place]]]
    """Holder → the holders that its author named as bases, and where."""


class Classes:
    """Bases, MROs and attributes of all holders, computed bases first."""

    def __init__(self, records: Records, targets: Targets, problems: list[Problem]) -> None:
        self.bases: dict[str, tuple[str, ...]] = {}
        self.mros: dict[str, tuple[str, ...]] = {}
        self.without: dict[str, set[str]] = {}
        self._hints = Hints()
        self._own = {name: {e.name: e for e in record.own} for name, (record, _) in records.items()}
        self._folded = {
            name: {attribute: as_compared(e) for attribute, e in own.items()}
            for name, own in self._own.items()
        }
        self._texts = {name: set(texts.values()) for name, texts in self._folded.items()}
        self._shared: dict[tuple[str, ...], Run] = {}
        """By the ids of the expectations."""
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
            runs = (run for run in self.runs(name) if run.origin != name)
            keyed = {e.key for run in runs for e in run.expectations if e.key}
            if " " in key and keyed.issuperset(key.split()):
                commas = ", ".join(key.split())
                said = (("message", NAMES_NEED_COMMAS), ("names", commas))
                problems.append(Problem(Warn.WITHOUT, place, said))
                continue
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

    def runs(self, name: str) -> Iterator[Run]:
        """What each class of the MRO adds to what is expected."""
        seen: set[str] = set()
        texts: set[str] = set()
        for ancestor in self.mros[name]:
            own, folded = self._own[ancestor], self._folded[ancestor]
            if own.keys() <= seen:  # all is overridden, as most is in long chains
                seen |= self.without[ancestor]
                continue
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
                    if folded[attribute] not in texts:  # else it is inherited twice
                        run.append(expectation)
                    texts.add(folded[attribute])
            if run:
                ids = tuple(expectation.id for expectation in run)
                yield self._shared.setdefault(ids, Run(ancestor, tuple(run)))
            seen.update(own, self.without[ancestor])

    def raises(self, name: str) -> dict[str, Expectation]:
        """Own expectations with the key of an inherited one, and with another text → that one."""
        raised = {}
        for attribute, expectation in self._own[name].items():
            if expectation.key is not None and attribute not in self.without[name]:
                inherited = self._inherited(name, attribute)
                if inherited is not None and as_compared(inherited) != as_compared(expectation):
                    raised[attribute] = inherited
        return raised
