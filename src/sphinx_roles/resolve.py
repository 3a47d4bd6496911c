"""What every holder is expected to do: names, bases, MRO, effective expectations.

The semantics are Python's own. A holder is a class, a key is the name of an attribute,
`without` sets an attribute that hides the inherited one. Whatever is wrong becomes a
`Problem`, and the rest resolves as if the wrong line were not there.

Belongs here: computation over the whole handbook. Does not belong here: docutils, Sphinx,
or anything that one page tells by itself (see `collect`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_roles import linearize
from sphinx_roles.model import LevelRecord, Place, Problem, RoleRecord, fold, level_name
from sphinx_roles.warnings import Warn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.model import DocumentRecord, Expectation


@dataclass(frozen=True, slots=True)
class Holder:
    """A role or a level, resolved."""

    name: str
    """Full name: `backend-engineer` or `backend-engineer/senior`."""
    record: RoleRecord | LevelRecord
    role: RoleRecord
    """The role page that it belongs to: for a role, itself."""
    bases: tuple[str, ...]
    """Direct bases in order: what it extends, then its own role where no base descends from it."""
    extended: tuple[tuple[str, ...], ...]
    """The bases that its author named, for each `extends` directive."""
    without: frozenset[str]
    """The inherited keys that it leaves out."""
    mro: tuple[str, ...] = field()  # explicit: every class has an attribute of this name
    """The holder itself and all its ancestors, in C3 order."""
    effective: tuple[Expectation, ...]
    """All that is expected, in MRO order."""
    raises: Mapping[str, Expectation]
    """Of its own expectations with a key, name → the inherited one that it replaces."""

    @property
    def is_level(self) -> bool:
        return isinstance(self.record, LevelRecord)

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def docname(self) -> str:
        return self.role.place.docname

    @property
    def anchor(self) -> str:
        return self.record.anchor

    @property
    def own(self) -> tuple[Expectation, ...]:
        return self.record.own

    @property
    def inherited(self) -> tuple[Expectation, ...]:
        """What it is expected to do and does not declare itself."""
        return tuple(e for e in self.effective if e.holder != self.name)

    def find(self, name: str) -> Expectation | None:
        """The expectation that a key or text hash names here, inherited or own."""
        return next((e for e in self.effective if e.name == name), None)


@dataclass(frozen=True, slots=True)
class Handbook:
    """All holders of a handbook, resolved."""

    holders: Mapping[str, Holder] = field(default_factory=dict)
    """By full name: role pages in the order of their documents, levels after their role."""
    intros: Mapping[str, str | None] = field(default_factory=dict)
    """Role name → docname of its shared intro."""
    problems: tuple[Problem, ...] = ()

    def levels(self, role: str) -> list[Holder]:
        """The levels of a role page, in the order of the page."""
        record = self.holders[role].role
        names = dict.fromkeys(level_name(role, level.name) for level in record.levels)
        return [self.holders[name] for name in names]

    def on_page(self, docname: str) -> Iterator[Holder]:
        return (holder for holder in self.holders.values() if holder.docname == docname)


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
    for name, (record, role) in records.items():
        holders[name] = Holder(
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
            effective=tuple(classes.effective(name)),
            raises=classes.raises(name),
        )
    intros = _intros(roles, documents, docs, intro, problems)
    _check_empty(roles, problems)
    _check_crafts(documents, docs, craft, problems)
    _check_this(documents, roles, intros, intro, problems)
    problems.sort(key=lambda p: (p.place.docname, p.place.line, p.kind.subtype, p.words))
    return Handbook(holders, intros, tuple(problems))


def hint(name: str, candidates: Iterable[str]) -> str:
    """`; did you mean 'x'?` where one of the candidates is close, else nothing."""
    from difflib import get_close_matches  # only where something is wrong

    by_fold = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    close = get_close_matches(name.casefold(), by_fold, n=1)
    return f"; did you mean {by_fold[close[0]]!r}?" if close else ""


def find_page(name: str, docname: str, docs: Collection[str]) -> str | None:
    """Look a page up beside `docname`, then in each folder above it; `/name` from the top."""
    if name.startswith("/"):
        return name[1:] if name[1:] in docs else None
    folders = docname.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        candidate = "/".join([*folders[:depth], name])
        if candidate in docs:
            return candidate
    return None


def find_craft(target: str, folders: Iterable[str], docs: Collection[str]) -> str | None:
    """The docname of a craft page, from its name inside one of the folders."""
    candidates = (f"{folder.strip('/')}/{target}".lstrip("/") for folder in folders)
    return next((candidate for candidate in candidates if candidate in docs), None)


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
                    suggestion = ("hint", hint(written, [*siblings, *records]))
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
        self._own = {
            name: {e.name: e for e in record.own} for name, (record, _) in records.items()
        }
        self._folded = {
            e.id: fold(e.text) for record, _ in records.values() for e in record.own
        }
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
                self._leave_out(name, extends.without, extends.place, problems)

    def _linearize(
        self,
        name: str,
        role: str | None,
        targets: list[tuple[str, Place]],
        problems: list[Problem],
    ) -> None:
        refused: tuple[list[str], Place] | None = None
        while True:
            bases = [base for base, _ in targets]
            if role is not None and not any(role in self.mros[base] for base in bases):
                bases.append(role)
            mro = linearize.c3(name, [self.mros[base] for base in bases])
            if mro is not None:
                break
            refused = [base for base, _ in targets], targets[-1][1]
            # The wrong line is a whole directive: the last one, then the one before it.
            targets[:] = [target for target in targets if target[1] != targets[-1][1]]
        if refused is not None:
            words = (("holder", name), ("names", ", ".join(refused[0])))
            problems.append(Problem(Warn.ORDER, refused[1], words))
        self.bases[name] = tuple(bases)
        self.mros[name] = mro

    def _leave_out(
        self, name: str, keys: Iterable[str], place: Place, problems: list[Problem]
    ) -> None:
        for key in keys:
            inherited = self._inherited(name, key)
            if inherited is not None and inherited.key is not None:
                self.without[name].add(key)
                continue
            keyed = {e.key for e in self.effective(name) if e.key and e.holder != name}
            words = (("holder", name), ("key", key), ("hint", hint(key, keyed)))
            problems.append(Problem(Warn.WITHOUT, place, words))

    def _inherited(self, name: str, attribute: str) -> Expectation | None:
        """Attribute lookup as by Python's `super()`."""
        for ancestor in self.mros[name][1:]:
            if attribute in self._own[ancestor]:
                return self._own[ancestor][attribute]
            if attribute in self.without[ancestor]:
                return None
        return None

    def effective(self, name: str) -> Iterator[Expectation]:
        seen: set[str] = set()
        texts: set[str] = set()
        for ancestor in self.mros[name]:
            for attribute, expectation in self._own[ancestor].items():
                if attribute in seen:
                    continue
                text = self._folded[expectation.id]
                if text not in texts:
                    yield expectation
                    texts.add(text)
            seen.update(self._own[ancestor], self.without[ancestor])

    def raises(self, name: str) -> dict[str, Expectation]:
        raised = {}
        for attribute, expectation in self._own[name].items():
            if expectation.key is not None and attribute not in self.without[name]:
                inherited = self._inherited(name, attribute)
                if inherited is not None:
                    raised[attribute] = inherited
        return raised


def _intros(
    roles: Mapping[str, RoleRecord],
    documents: Mapping[str, DocumentRecord],
    docs: Collection[str],
    configured: str | None,
    problems: list[Problem],
) -> dict[str, str | None]:
    intros: dict[str, str | None] = {}
    missing: list[Place] = []
    wrong: set[str] = set()
    for role in roles.values():
        name = configured if role.intro is None else role.intro
        if role.intro == "none" or name is None:
            intros[role.name] = None
            continue
        found = find_page(name, role.place.docname, docs)
        if found == role.place.docname:
            wrong.add(found)
            found = None
        elif found is None and role.intro is None:
            missing.append(role.place)
        elif found is None:
            words = (("intro", name), ("others", ""))
            problems.append(Problem(Warn.INTRO, role.place, words))
        elif found in documents and documents[found].roles:
            wrong.add(found)
        intros[role.name] = found
    if missing and configured is not None:  # one mistake, however many pages it shows on
        others = f" (and {len(missing) - 1} more role pages)" if len(missing) > 1 else ""
        first = min(missing, key=lambda place: (place.docname, place.line))
        words = (("intro", configured), ("others", others))
        problems.append(Problem(Warn.INTRO, first, words))
    for docname in sorted(wrong):
        problems.append(Problem(Warn.INTRO_IS_ROLE, documents[docname].roles[0].place))
    return intros


def _check_empty(roles: Mapping[str, RoleRecord], problems: list[Problem]) -> None:
    for name, role in roles.items():
        for level in role.levels:
            if level.is_blank:
                problem = f"level {level_name(name, level.name)} is empty; say what it expects, or "
                problem += "in a sentence that it shares the role page's expectations"
                problems.append(Problem(Warn.EMPTY, level.place, (("problem", problem),)))
        if not any(holder.own or holder.extends for holder in (role, *role.levels)):
            problem = f"nothing on role page {name} is an expectation; put lists below a heading "
            problem += "such as 'Responsibilities', or add your headings to 'roles_parts'"
            problems.append(Problem(Warn.EMPTY, role.place, (("problem", problem),)))


def _check_crafts(
    documents: Mapping[str, DocumentRecord],
    docs: Collection[str],
    folders: Sequence[str],
    problems: list[Problem],
) -> None:
    for docname in sorted(documents):
        for target, place in documents[docname].crafts:
            if find_craft(target, folders, docs) is None:
                prefixes = tuple(f"{folder.strip('/')}/" for folder in folders)
                known = [d[len(p) :] for p in prefixes for d in docs if d.startswith(p)]
                words = (
                    ("target", target),
                    ("folders", ", ".join(repr(prefix) for prefix in prefixes) or "no folder"),
                    ("hint", hint(target, known)),
                )
                problems.append(Problem(Warn.CRAFT, place, words))


def _check_this(
    documents: Mapping[str, DocumentRecord],
    roles: Mapping[str, RoleRecord],
    intros: Mapping[str, str | None],
    configured: str | None,
    problems: list[Problem],
) -> None:
    used = set(intros.values())
    for docname in sorted(documents):
        # The configured intro may wait for its first role page.
        is_intro = docname in used or (
            configured is not None and docname.split("/")[-1] == configured.split("/")[-1]
        )
        for use in documents[docname].this:
            if use.role is None and not is_intro:
                words = (("problem", "the page is neither a role page nor a shared intro"),)
                problems.append(Problem(Warn.THIS, use.place, words))
    for name, role in roles.items():
        if role.track is None:
            own = documents[role.place.docname].this
            intro = documents.get(intros[name] or "", None)
            own_uses = [use.place for use in own if use.fact == "track" and use.role == name]
            intro_uses = intro and any(use.fact == "track" for use in intro.this)
            if own_uses or intro_uses:
                place = own_uses[0] if own_uses else role.place
                words = (("role", name), ("fact", "track"))
                problems.append(Problem(Warn.FACT, place, words))
