"""The directives that show views.

Belongs here: names and options. What they mean is asked of the handbook (see `request`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.doctree.markers import view
from sphinx_roles.read.directives import RolesDirective

if TYPE_CHECKING:
    from docutils import nodes


class ViewDirective(RolesDirective):
    """A directive that shows what other pages say."""

    def leave(self) -> nodes.Element:
        options = {k: v for k, v in self.options.items() if k in self.known}
        return view(
            "",
            kind=self.kind,
            docname=self.env.docname,
            argument=self.argument,
            options=options,
        )


class ChangesDirective(ViewDirective):
    """What changed since an earlier edition of the handbook."""

    kind = "changes"
    known = ("since",)

    def leave(self) -> nodes.Element:
        if self.options.get("since"):
            # From here on the file is named from the source folder.
            self.options["since"], _file = self.env.relfn2path(self.options["since"])
            self.env.note_dependency(self.options["since"])
        return super().leave()


class CompareDirective(ViewDirective):
    """What one holder is expected to do, as against another."""

    kind = "compare"
    known = ()


class ExpectedOfDirective(ViewDirective):
    """Who is expected to work as a craft page says."""

    kind = "expected-of"
    known = ()


class ChecklistDirective(ViewDirective):
    """All that is expected of a holder, with room to write beside it."""

    kind = "checklist"
    known = ("parts", "own-only", "columns", "scale")


class ExpectationsDirective(ViewDirective):
    """The expectations that fit a query."""

    kind = "expectations"
    known = ("part", "key", "area", "track", "craft", "of", "format", "show")


class GradesDirective(ViewDirective):
    """Which levels have the same grade."""

    kind = "grades"
    known = ("track",)


class IndexDirective(ViewDirective):
    """The role pages by track, with their levels."""

    kind = "index"
    known = ("track", "order", "depth", "where", "download")


class LadderDirective(ViewDirective):
    """The levels of a role page side by side."""

    kind = "ladder"
    known = ("parts", "levels", "inherited")


class LevelsDirective(ViewDirective):
    """The levels of a role page, one below the other."""

    kind = "levels"
    known = ()


class MapDirective(ViewDirective):
    """Who extends whom."""

    kind = "map"
    known = ("track", "depth")


VIEWS = {
    directive.kind: directive
    for directive in (
        ChangesDirective,
        ChecklistDirective,
        CompareDirective,
        ExpectationsDirective,
        ExpectedOfDirective,
        GradesDirective,
        IndexDirective,
        LadderDirective,
        LevelsDirective,
        MapDirective,
    )
}
"""Name in the domain → directive."""
