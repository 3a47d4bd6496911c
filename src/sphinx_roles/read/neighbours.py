"""Directives of other extensions that have our bare names.

sphinx-needs calls its directive `role` where a type of need is called so, and
`app.add_crossref_type("role", "role")` is an old way to index roles. What is theirs stays
theirs: ours have long names, `roles:role`.

Belongs here: who gets a bare name, and what is said where an author means ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import Directive, directives, roles

from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.read.directives import ExtendsDirective, LevelDirective, LevelsTableDirective
from sphinx_roles.read.docutils_role import RoleDispatch
from sphinx_roles.read.noted import note_problem, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

BARE: dict[str, type[Directive]] = {
    "role": RoleDispatch,
    "level": LevelDirective,
    "levels": LevelsTableDirective,
    "extends": ExtendsDirective,
}
_LONG = {"levels": "roles:levels-table"}
"""Long names that are not the short ones with the domain: `roles:levels` is a view."""


def register(app: Sphinx, _config: Config) -> None:
    """Take the bare names that nobody has taken. For `config-inited`, when all others have."""
    registered: dict[str, Any] = directives._directives  # type: ignore[attr-defined]
    for name, ours in BARE.items():
        theirs = registered.get(name)
        if theirs is None or theirs is ours or theirs.__module__.startswith("docutils."):
            app.add_directive(name, ours, override=True)
        elif isinstance(theirs, type):
            app.add_directive(name, _watched(name, theirs), override=True)


class TextRoles:
    """The text roles that each page begins with.

    docutils keeps a role that a page defines (`.. role:: key(strong)`) for all pages after it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._before: dict[str, Any] = {}

    def note(self, _app: Sphinx) -> None:
        """Note whose the names are. For `builder-inited`, when all extensions are there."""
        local: dict[str, Any] = roles._roles  # type: ignore[attr-defined]
        self._before = {name: local[name] for name in self._names if name in local}

    def restore(self, _app: Sphinx, _docname: str, _source: list[str]) -> None:
        """Take back what an earlier page has given away. For `source-read`."""
        for name, role in self._before.items():
            roles.register_local_role(name, role)


def watch_domains(app: Sphinx) -> None:
    """Watch the names that `add_crossref_type` gives. For `builder-inited`."""
    theirs = app.env.get_domain("std").directives
    for name in BARE:
        if name in theirs:
            theirs[name] = _watched(name, theirs[name], owner="add_crossref_type")


def _watched(name: str, theirs: Any, owner: str = "") -> type[Directive]:
    """The directive of another extension, which notes where an author may mean ours."""
    if getattr(theirs, "is_watched", False):
        return theirs  # type: ignore[no-any-return]
    whose = owner or theirs.__module__.partition(".")[0]
    required = theirs.required_arguments

    class Watched(theirs):  # type: ignore[misc]
        is_watched = True
        required_arguments = 0
        optional_arguments = required + theirs.optional_arguments

        def run(self) -> Any:
            env = self.state.document.settings.env
            if not (self.arguments or self.content) and "roles" in env.domains:
                where = place(env, *self.state_machine.get_source_and_line(self.lineno))
                words = {
                    "directive": name,
                    "owner": whose,
                    "long": _LONG.get(name, f"roles:{name}"),
                }
                note_problem(env, Warn.NEIGHBOUR, where, **words)
            if len(self.arguments) < required:
                supplied = len(self.arguments)
                message = (
                    f"Directive {name!r}: {required} argument(s) required, {supplied} supplied."
                )
                raise self.error(message)
            return super().run()

    Watched.__name__ = theirs.__name__
    Watched.__module__ = theirs.__module__
    return Watched
