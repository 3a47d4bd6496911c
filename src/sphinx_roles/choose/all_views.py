"""All views of a handbook, chosen.

Belongs here: which function chooses what a directive shows, and on which pages views are
shown: on their own, and those of a shared intro on every page that it opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_roles.choose.request import Request
from sphinx_roles.choose.sources import Views
from sphinx_roles.choose.views.changes import choose_changes
from sphinx_roles.choose.views.checklist import choose_checklist
from sphinx_roles.choose.views.compare import Compare, choose_compare
from sphinx_roles.choose.views.expectations import choose_expectations
from sphinx_roles.choose.views.expected_of import choose_expected_of
from sphinx_roles.choose.views.grades import choose_grades
from sphinx_roles.choose.views.index import choose_index
from sphinx_roles.choose.views.ladder import choose_ladder
from sphinx_roles.choose.views.levels import choose_levels
from sphinx_roles.choose.views.map import choose_map
from sphinx_roles.handbook.names import anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_roles.choose.sources import Sources
    from sphinx_roles.handbook.problems import Problem
    from sphinx_roles.handbook.records import DocumentRecord
    from sphinx_roles.handbook.resolved import Handbook

CHOOSERS: Mapping[str, Callable[[Request], tuple[Any, ...]]] = {
    "changes": choose_changes,
    "checklist": choose_checklist,
    "compare": choose_compare,
    "expectations": choose_expectations,
    "expected-of": choose_expected_of,
    "grades": choose_grades,
    "index": choose_index,
    "ladder": choose_ladder,
    "levels": choose_levels,
    "map": choose_map,
}
"""Name of a directive → the function that chooses what it shows, as a named tuple."""


def choose_views(sources: Sources, documents: Mapping[str, DocumentRecord]) -> Views:
    """Choose what all views of a handbook show."""
    handbook = sources.handbook
    problems: list[Problem] = []
    intros = {intro for intro in handbook.intros.values() if intro is not None}
    shown: dict[tuple[str, str], tuple[tuple[Any, ...], ...]] = {}

    def choose(docname: str, role: str, noted: list[Problem]) -> None:
        chosen = []
        is_intro = docname in intros and not role
        for view in documents[docname].views:
            request = Request(sources, view, role or view.holder, noted, is_intro=is_intro)
            chosen.append(CHOOSERS[view.kind](request))
        shown[docname, role] = tuple(chosen)

    for docname, record in documents.items():
        if record.views:
            choose(docname, "", problems)
    for role, intro in handbook.intros.items():
        if intro is not None and intro in documents and documents[intro].views:
            choose(intro, role, [])  # its own document has reported what is wrong
    return Views(shown, _comparisons(handbook, documents, shown), tuple(problems))


def _comparisons(
    handbook: Handbook,
    documents: Mapping[str, DocumentRecord],
    shown: Mapping[tuple[str, str], tuple[tuple[Any, ...], ...]],
) -> dict[tuple[str, str], tuple[str, str]]:
    """Where two holders are compared: on the page of the later one, if there is a choice."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for docname, role in sorted(shown):  # in whichever order they were read
        page, around = (handbook.holders[role].docname, [role]) if role else (docname, [])
        for view, chosen in zip(documents[docname].views, shown[docname, role], strict=True):
            if isinstance(chosen, Compare):
                own = handbook.holders[chosen.names[1]].docname
                before, _anchor = found.get(chosen.names, (None, ""))
                if before is None or (page == own != before):
                    found[chosen.names] = (page, anchor(*around, view.anchor))
    return found
