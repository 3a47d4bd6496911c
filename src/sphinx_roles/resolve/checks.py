"""What is wrong with a handbook besides its inheritance.

Belongs here: checks of shared intros, craft pages, `this` and emptiness. Each notes its
problems in the list that it is given.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_roles.handbook.hints import Hints, is_near
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.lookup import find_page
from sphinx_roles.handbook.messages import NOTHING_EXPECTED
from sphinx_roles.handbook.names import level_name
from sphinx_roles.handbook.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx_roles.handbook.lookup import CraftPages
    from sphinx_roles.handbook.records import DocumentRecord, LevelRecord, RoleRecord
    from sphinx_roles.handbook.resolved import Holder
    from sphinx_roles.resolve.classes import Records


def find_intros(
    records: Records,
    documents: Mapping[str, DocumentRecord],
    docs: Collection[str],
    configured: str | None,
    problems: list[Problem],
) -> dict[str, str | None]:
    """Holder → docname of its shared intro, None for a role page that has none."""
    intros: dict[str, str | None] = {}
    missing: list[Place] = []
    wrong: set[str] = set()
    for holder, (record, role) in records.items():
        name = configured if record.intro is None and record is role else record.intro
        if name is None or record.intro == "none":
            if record is role:
                intros[holder] = None
            continue
        found = find_page(name, record.place.docname, docs)
        if found == record.place.docname:
            wrong.add(found)
            found = None
        elif found is None and record.intro is None:
            missing.append(record.place)
        elif found is None:
            words = (("intro", name), ("others", ""))
            problems.append(Problem(Warn.INTRO, record.place, words))
        elif found in documents and documents[found].roles:
            wrong.add(found)
        intros[holder] = found
    if missing and configured is not None:  # one mistake, however many pages it shows on
        others = str(len(missing) - 1) if len(missing) > 1 else ""
        first = min(missing, key=lambda place: (place.docname, place.line))
        words = (("intro", configured), ("others", others))
        problems.append(Problem(Warn.INTRO, first, words))
    for docname in sorted(wrong):
        said = documents[docname]
        marked = said.roles[0] if said.roles else said.levels[0]
        problems.append(Problem(Warn.INTRO_IS_ROLE, marked.place))
    return intros


def check_empty(
    roles: Mapping[str, RoleRecord],
    documents: Mapping[str, DocumentRecord],
    problems: list[Problem],
) -> None:
    """Find levels that say nothing, and role pages on which nothing is an expectation."""
    for name, role in roles.items():
        levels = {level.name: level for level in reversed(role.levels)}  # the first of a name
        for level in levels.values():
            if level.is_blank and not level.own:
                words = (("level", level_name(name, level.name)),)
                problems.append(Problem(Warn.EMPTY, level.place, words))
        holders: tuple[RoleRecord | LevelRecord, ...] = (role, *role.levels)
        is_explained = bool(documents[role.place.docname].ignored)
        if not (is_explained or any(holder.own or holder.extends for holder in holders)):
            nothing = (("message", NOTHING_EXPECTED), ("role", name))
            problems.append(Problem(Warn.EMPTY, role.place, nothing))


def check_crafts(
    documents: Mapping[str, DocumentRecord], crafts: CraftPages, problems: list[Problem]
) -> None:
    """Find references to craft pages that do not exist."""
    hints = Hints()
    for docname in sorted(documents):
        for target, place in documents[docname].crafts:
            if crafts.find(target) is None:
                words = (
                    ("target", target),
                    ("folders", ", ".join(map(repr, crafts.prefixes)) or "no folder"),
                    ("hint", hints.of(target, crafts.names())),
                )
                problems.append(Problem(Warn.CRAFT, place, words))


def check_this(
    documents: Mapping[str, DocumentRecord],
    roles: Mapping[str, RoleRecord],
    intros: Mapping[str, str | None],
    configured: str | None,
    problems: list[Problem],
) -> None:
    """Find uses of `this` that have no meaning, and facts that role pages do not give."""
    used = set(intros.values())

    def is_of_an_intro(place: Place) -> bool:
        """Whether a page that is no role page includes the text of an intro."""
        name = place.source.rpartition(".")[0]
        return name != place.docname and (
            name in used or (configured is not None and is_named(name, configured))
        )

    def is_named(docname: str, intro: str) -> bool:
        return docname.rsplit("/", maxsplit=1)[-1] == intro.rsplit("/", maxsplit=1)[-1]

    for docname in sorted(documents):
        # The configured intro may wait for its first role page.
        is_intro = docname in used or (configured is not None and is_named(docname, configured))
        problems += [
            Problem(Warn.THIS, use.place)
            for use in documents[docname].this
            if use.role is None and not is_intro and not is_of_an_intro(use.place)
        ]
    for name, role in roles.items():
        if role.track is None:
            levels = (level.place.docname for level in role.levels)
            pages = dict.fromkeys([role.place.docname, *levels])
            own = [use for page in pages for use in documents[page].this]
            names = (name, *(level_name(name, level.name) for level in role.levels))
            shown = [documents.get(intros.get(holder) or "", None) for holder in names]
            own_uses = [use.place for use in own if use.fact == "track" and use.role == name]
            intro_uses = any(use.fact == "track" for intro in shown if intro for use in intro.this)
            if own_uses or intro_uses:
                place = own_uses[0] if own_uses else role.place
                words = (("role", name), ("fact", "track"))
                problems.append(Problem(Warn.FACT, place, words))


def check_near_keys(holders: Mapping[str, Holder], problems: list[Problem]) -> None:
    """Find keys that are one or two letters away from an inherited one, and used once."""
    uses = Counter(own.key for holder in holders.values() for own in holder.own if own.key)
    for name, holder in holders.items():
        alone = [own for own in holder.own if own.key and uses[own.key] == 1]
        if not alone:
            continue
        mine = {own.key for own in holder.own}
        inherited = {e.key for run in holder.inherited for e in run.expectations if e.key} - mine
        for own in alone:
            near = [key for key in sorted(inherited) if is_near(str(own.key), key)]
            if near:
                words = (("holder", name), ("key", str(own.key)), ("hint", near[0]))
                problems.append(Problem(Warn.NEAR_KEY, own.place, words))
