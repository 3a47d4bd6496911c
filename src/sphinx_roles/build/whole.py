"""From the records of all documents to the whole handbook.

Belongs here: what resolving and choosing need of the environment, gathered in one place.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.build.references import References
from sphinx_roles.build.targets import Targets, label, page_title
from sphinx_roles.choose.sources import Sources, Views
from sphinx_roles.data.editions import Editions
from sphinx_roles.data.export import FILES
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.lookup import CraftPages
from sphinx_roles.resolve.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.config import RolesConfig
    from sphinx_roles.handbook.problems import Problem
    from sphinx_roles.handbook.records import DocumentRecord
    from sphinx_roles.handbook.resolved import Handbook


class Whole(NamedTuple):
    """All that is known once every document is read."""

    documents: Mapping[str, DocumentRecord]
    handbook: Handbook
    views: Views
    problems: tuple[Problem, ...]
    """All of them, by document and line."""


def put_together(
    env: BuildEnvironment,
    config: RolesConfig,
    documents: Mapping[str, DocumentRecord],
    holds: Callable[[str], bool],
) -> Whole:
    """Resolve the handbook and choose what its views show.

    `holds` says whether the expression of an `only` directive holds in this build.
    """
    crafts = craft_pages(env, config)
    handbook = resolve(
        documents,
        docs=env.all_docs,
        intro=config.intro,
        crafts=crafts,
        known_headings=_known_headings(config),
        holds=holds,
        order=contents_order(env),
    )
    views = Views()
    if any(record.views for record in documents.values()):
        from sphinx_roles.choose.all_views import choose_views  # noqa: PLC0415 - many modules

        targets = Targets(env, References(handbook, config.keys), crafts)
        sources = Sources(
            handbook,
            config.keys,
            crafts,
            title=lambda docname: page_title(env, docname) or docname,
            editions=Editions(Path(env.srcdir), handbook, targets.read),
            facts=config.facts,
            grades=env.config.roles_grades,
            files=[file for form, file in FILES.items() if form in config.data],
        )
        views = choose_views(sources, documents)
    problems = sorted((*handbook.problems, *views.problems), key=lambda problem: problem.order)
    return Whole(documents, handbook, views, tuple(_once(problems)))


def _known_headings(config: RolesConfig) -> Iterator[str]:
    """Worked out when it is asked for: where something is ignored."""
    yield from config.headings.known()


def contents_order(env: BuildEnvironment) -> dict[str, int]:
    """docname → its place in the table of contents. Pages in no toctree are not there."""
    order: dict[str, int] = {}
    waiting = [str(env.config.root_doc)]
    while waiting:
        docname = waiting.pop()
        if docname not in order:
            order[docname] = len(order)
            waiting += reversed(env.toctree_includes.get(docname, []))
    return order


def craft_pages(env: BuildEnvironment, config: RolesConfig) -> CraftPages:
    """The craft pages of a handbook."""
    return CraftPages(config.craft, env.all_docs, lambda name: label(env, name)[0])


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems without those that are one mistake of the handbook, not of each page."""
    seen = set()
    for problem in problems:
        mistake = problem.words if problem.kind is Warn.NEIGHBOUR else problem
        if mistake not in seen:
            seen.add(mistake)
            yield problem
