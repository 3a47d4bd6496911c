"""The directives `role`, `level`, `levels` and `extends`, and the base of all directives.

Belongs here: what an author types, checked by itself and left in the doctree as a marker.
Nothing is looked up: neither the section around it (see `collect`) nor other pages.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_roles.doctree.markers import marker
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import (
    EXTENDS_NEEDS_A_NAME,
    LEVELS_TAKES_NO_ARGUMENT,
    OPTION_NEEDS_COLONS,
    ROLE_TAKES_NO_ARGUMENT,
)
from sphinx_roles.handbook.names import default_name
from sphinx_roles.read.noted import clean_name, note_problem, note_use, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_roles.handbook.problems import Place


class _AnyOption(dict[str, Any]):
    """An option specification that takes every name: unknown ones are our own warning.

    docutils would drop the whole directive for one misspelt option.
    """

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> Callable[[str | None], str]:
        return lambda value: (value or "").strip()


class RolesDirective(SphinxDirective, ABC):
    """A directive of the domain: it checks itself and leaves a node that waits."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = _AnyOption()

    kind: ClassVar[str]
    known: ClassVar[tuple[str, ...]]
    """The names of the options."""

    @property
    def options_known(self) -> tuple[str, ...]:
        """The names of the options in this handbook."""
        return self.known

    def run(self) -> list[nodes.Node]:
        note_use(self.env)
        for option in self.options:
            if option not in self.options_known:
                words = {"option": option, "hint": hint(option, self.options_known)}
                self.note(Warn.OPTION, **words)
        self.read_options()
        node = self.leave()
        self.set_source_info(node)
        if not any(line.strip() for line in self.content):
            return [node]
        # Nothing an author writes is lost: what is indented below counts as if it were not.
        self.note(Warn.CONTENT)
        return [node, *self.parse_content()]

    def read_options(self) -> None:
        """Read options that lack their first colon, which parsers take for content."""
        for index, line in enumerate(self.content):
            option, colon, value = line.partition(":")
            if not (colon and option.strip() in self.options_known):
                break
            words = {"line": line.strip(), "option": option.strip(), "value": value.strip()}
            self.note(Warn.OPTION, message=OPTION_NEEDS_COLONS, **words)
            self.options.setdefault(option.strip(), value.strip())
            self.content[index] = ""

    @abstractmethod
    def leave(self) -> nodes.Element:
        """The node that waits until the handbook is resolved."""

    @property
    def argument(self) -> str:
        """The argument, white space folded; '' where there is none."""
        return " ".join(self.arguments[0].split()) if self.arguments else ""

    def parse_content(self) -> list[nodes.Node]:
        inside = nodes.Element()
        inside.document = self.state.document
        self.state.nested_parse(self.content, self.content_offset, inside)
        return inside.children

    @property
    def place(self) -> Place:
        source, line = self.get_source_info()
        return place(self.env, source, line)

    def note(self, kind: Warn, **words: str) -> None:
        note_problem(self.env, kind, self.place, directive=self.kind, **words)


class MarkerDirective(RolesDirective):
    """A directive that annotates the section it stands in."""

    flags: ClassVar[tuple[str, ...]] = ()
    """Those of its options that have no value."""

    def leave(self) -> nodes.Element:
        mark = marker(
            "",
            kind=self.kind,
            docname=self.env.docname,
            name=self.argument,
            options={
                k: v
                for k, v in self.options.items()
                if k in self.options_known and (v or k in self.flags)
            },
        )
        self.check(mark)
        return mark

    @abstractmethod
    def check(self, mark: marker) -> None:
        """Check and clean what the author typed."""


class HolderDirective(MarkerDirective):
    """A directive with the facts of the handbook's own as options."""

    @property
    def options_known(self) -> tuple[str, ...]:
        return (*self.known, *self.config.roles_facts)


class RoleDirective(HolderDirective):
    """Marks the section it stands in as a role page and puts the shared intro there."""

    kind = "role"
    known = ("name", "intro", "track", "summary", "abstract", "posts", "unread")
    flags = ("abstract", "posts")

    def check(self, mark: marker) -> None:
        if mark["name"]:
            self.note(Warn.ARGUMENT, message=ROLE_TAKES_NO_ARGUMENT, argument=mark["name"])
        name = mark["options"].get("name") or default_name(self.env.docname)
        mark["name"] = clean_name(self.env, name, self.place)


class LevelDirective(HolderDirective):
    """Marks the section it stands in as a level: of the role page around it, or of another one."""

    kind = "level"
    known = ("grade", "intro", "role", "short", "summary", "unread")

    def check(self, mark: marker) -> None:
        if not mark["name"]:
            # `collect` names it by its title, so that nothing that stands there is lost.
            self.note(Warn.ARGUMENT)
        mark["name"] = clean_name(self.env, mark["name"], self.place)


class LevelsTableDirective(MarkerDirective):
    """Reads the table behind it: its columns are levels, its cells expectations."""

    kind = "levels"
    known = ("cells", "chain", "grades", "header-rows", "names", "part", "transposed")
    flags = ("chain", "transposed")

    def check(self, mark: marker) -> None:
        if mark["name"]:
            self.note(Warn.ARGUMENT, message=LEVELS_TAKES_NO_ARGUMENT, argument=mark["name"])


class ExtendsDirective(MarkerDirective):
    """Says that the enclosing holder inherits from others."""

    kind = "extends"
    known = ("without",)

    def check(self, mark: marker) -> None:
        mark["names"] = _split(mark["name"])
        mark["without"] = _split(mark["options"].get("without", ""))
        if not mark["names"]:
            self.note(Warn.ARGUMENT, message=EXTENDS_NEEDS_A_NAME)


def _split(names: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in names.split(",") if name.strip())
