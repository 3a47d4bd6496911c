"""How far the edits since the last build reach, and what of the handbook has to be known for that.

Whatever does not fit leads to the same answer: that anything may have changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_roles.build.edit import basis as bases
from sphinx_roles.build.edit.basis import Basis
from sphinx_roles.build.edit.part import Part
from sphinx_roles.build.whole import put_together
from sphinx_roles.data.summary import Counts, counts
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.packed import unpack
from sphinx_roles.resolve.reach import Reach, affected, needed, reach_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx.builders import Builder

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.build.edit.kept import State
    from sphinx_roles.build.whole import Whole
    from sphinx_roles.handbook.problems import Problem
    from sphinx_roles.handbook.records import Xref


COUNTED = {Warn.INTRO, Warn.IGNORED, Warn.NEIGHBOUR}
"""The kinds of problems that are said once for many documents."""


@dataclass
class Since:
    """What may be another one than at the last build, for one output folder."""

    basis: Basis
    """Of the last build."""
    affected: set[str]
    """The documents that may show something else."""
    reaches: dict[str, Reach] = field(default_factory=dict)
    """Of those that hold something of ours: how far edits of them reach now."""


def put_together_since(
    domain: RolesDomain, builder: Builder, before: State | None
) -> tuple[Since | None, Sequence[Problem]]:
    """Put together what may have changed of the handbook; how far that is, and all problems.

    `before` is the state in which the output folder was left, if it is known.
    """
    since = compare(domain, builder, before) if before is not None else None
    if since is not None and before is not None:
        # A part does not know all that views, other data and some problems speak of.
        has_views, more = domain.documents.has_views(), {*domain.config.data} - {"json"}
        is_whole = has_views or more or any(p.kind in COUNTED for p in before.problems)
        if not (since.affected and is_whole) and narrow(domain, since, before.problems):
            return since, before.problems
    whole = domain.put_together_again()
    is_within_since = since is not None and is_within(whole, since)
    return since if is_within_since else None, whole.problems


def compare(domain: RolesDomain, builder: Builder, before: State) -> Since | None:
    """How far the edits since the last build reach; None where that may be everywhere."""
    basis = Basis.unpacked(before.basis) if before.edition else None
    if basis is None or basis.ground != bases.ground(domain, builder):
        return None
    now = {docname: bases.read(domain, docname) for docname in basis.reaches}
    changed = [docname for docname in now if now[docname] != basis.read[docname]]
    return Since(basis, affected(basis.reaches, changed))


def narrow(domain: RolesDomain, since: Since, problems: Iterable[Problem]) -> bool:
    """Have the domain make do with the part of the handbook that an edit reaches, if it can.

    `problems` are those of the last build: the part must have none of them, and no others.
    """
    if bases.declared(domain) != since.basis.declared:
        return False  # a builder with the same doctrees has seen other edits
    docnames = needed(since.basis.reaches, since.affected)
    if any(problem.place.docname in docnames for problem in problems):
        return False
    some = {name: domain.documents[name] for name in docnames if name in domain.documents}
    whole = put_together(domain.env, domain.config, some, domain.holds)
    part = Part(whole, since.affected, lambda: unpack(domain.data["declared"][1]))
    for docname in since.affected & some.keys():
        reach = reach_of(whole.handbook, docname, some[docname], lambda name: name in part.names)
        old = since.basis.reaches[docname]
        if reach is None or reach[:2] != old[:2] or not docnames.issuperset(reach.rests):
            return False
        since.reaches[docname] = reach
    if whole.problems:
        return False
    domain.part = part
    domain.data["declared"] = (domain.edition, domain.data["declared"][1])
    return True


def is_within(whole: Whole, since: Since) -> bool:
    """Whether an edit reaches no farther than it seemed, once the whole handbook is known.

    Pages with views are among those that it reaches from now on.
    """
    if bases.compared(whole) != since.basis.compared:
        return False
    for docname in since.affected & whole.documents.keys():
        reach = reach_of(whole.handbook, docname, whole.documents[docname])
        assert reach is not None
        if reach.face != since.basis.reaches[docname].face:
            return False
        since.reaches[docname] = reach
    since.affected |= {*_with_views(whole)}
    return True


def leads_on(domain: RolesDomain, since: Since) -> bool:
    """Whether all links of the last build lead to what they led to."""
    return bases.linked(domain, since.basis.reaches) == since.basis.linked


def _with_views(whole: Whole) -> Iterator[str]:
    for docname, holder in whole.views.shown:
        yield whole.handbook.holders[holder].docname if holder else docname


def basis_after(
    domain: RolesDomain,
    builder: Builder,
    since: Since | None,
    links: Callable[[str], tuple[Xref, ...]],
) -> Basis:
    """What the next build need not work out again, once all is known in this one.

    `links` gives the links of a shared intro that holds nothing else of ours.
    """
    if since is None:
        whole = domain.whole
        reaches = {
            docname: reach
            for docname, record in whole.documents.items()
            if (reach := reach_of(whole.handbook, docname, record)) is not None
        }
        intros = {intro for intro in whole.handbook.intros.values() if intro is not None}
    else:
        reaches = {**since.basis.reaches, **since.reaches}
        intros = since.affected
    for intro in intros - domain.documents.keys():
        reaches[intro] = Reach.of("", "", (), (), (), links(intro), 0)
    if domain.part is None:
        found = counts(domain.whole.handbook)
    else:
        assert since is not None
        expectations = sum(reach.expectations for reach in reaches.values())
        found = Counts(*since.basis.counts)._replace(expectations=expectations)
    if since is not None and bases.links(reaches) == bases.links(since.basis.reaches):
        linked = since.basis.linked
    else:
        linked = bases.linked(domain, reaches)
    return Basis(
        ground=bases.ground(domain, builder),
        linked=linked,
        declared=bases.declared(domain),
        compared=since.basis.compared if since else bases.compared(domain.whole),
        counts=list(found),
        read={docname: bases.read(domain, docname) for docname in reaches},
        reaches=reaches,
    )
