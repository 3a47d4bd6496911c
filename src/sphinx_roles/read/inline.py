"""Inline markup: `key`, and references to what the domain knows.

Belongs here: what an author types inside a line, left in the doctree as it is. Does not belong
here: `this` (see `read.this`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import states
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_roles.doctree.markers import key_mark
from sphinx_roles.read.noted import clean_name, note_use, place

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.handbook.problems import Place


class LocatedRole(SphinxRole):
    """Inline markup that knows its line, also after MyST-Parser's `eval-rst`."""

    def get_source_info(self, lineno: int | None = None) -> tuple[str, int]:
        inliner: object = self.inliner
        if isinstance(inliner, states.Inliner):
            return super().get_source_info(lineno)
        # MyST-Parser counts lines itself, and `eval-rst` leaves docutils' count behind.
        return self.inliner.document["source"], lineno or self.lineno

    @property
    def place(self) -> Place:
        return place(self.env, *self.get_source_info())


class KeyRole(LocatedRole):
    """``key``: names the expectation at whose start it stands."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        note_use(self.env)
        mark = key_mark("", key=clean_name(self.env, self.text, self.place))
        self.set_source_info(mark)
        return [mark], []


class RolesXRefRole(LocatedRole, XRefRole):
    """A reference to something of the domain, under its bare name too."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        note_use(self.env)
        self.name = "roles:" + self.name.rpartition(":")[2]
        return super().run()

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        if target.startswith("~") and not has_explicit_title:
            refnode["roles:short"] = True
            title, target = title[1:], target[1:]
        return title, target
