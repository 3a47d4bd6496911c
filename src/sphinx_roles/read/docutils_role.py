"""The dispatch between docutils' `role` directive and ours.

Belongs here: deciding whose directive a `role` is, and handing it over. docutils' `role`
defines an interpreted text role and rejects the form that names none, so that form is free:
there, and only there, `RoleDirective` runs. Every other form, with its options, content and
errors, is docutils' own code, called as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils.parsers.rst import states
from docutils.parsers.rst.directives.misc import Role

from sphinx_roles.read.directives import RoleDirective
from sphinx_roles.read.noted import note_docutils_role, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from docutils.statemachine import StringList


class RoleDispatch(Role):
    """`role`: docutils' if it names an interpreted text role, a role page's if it does not.

    The class attributes (content, no arguments, no options) are docutils', because parsers
    read the block by them before `run` is called. MyST-Parser and docutils then give the
    whole block, options included, as `content`.
    """

    # docutils' own field list, or a block as MyST-Parser splits it off (`:key:`, `---`)
    _option_block: ClassVar[re.Pattern[str]] = re.compile(r":(?!::)|---")

    def run(self) -> Sequence[nodes.Node]:
        """Run the directive that the block is written for.

        Raises
        ------
        docutils.parsers.rst.DirectiveError
            For a malformed option block, and whatever docutils' own directive raises.
        """
        if not self._marks_role_page():
            self._note_name()
            return super().run()
        arguments: list[str] = []
        options: dict[str, object] = {}
        content, content_offset = self.content, self.content_offset
        # As in every directive, a blank line before the options makes them content.
        if self._lines_skipped() == 0:
            try:
                arguments, options, content, content_offset = self._parse_block()
            except states.MarkupError as detail:
                message = " ".join(str(arg) for arg in detail.args)
                raise self.error(f'Error in "{self.name}" directive:\n{message}.') from detail
        return RoleDirective(
            self.name,
            arguments,
            options,
            content,
            self.lineno,
            content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        ).run()

    def _note_name(self) -> None:
        """Note the name, which somebody may have written who means a role page."""
        env = getattr(self.state.document.settings, "env", None)
        found = self.argument_pattern.match(self.content[0]) if self.content else None
        if env is not None and found is not None:
            source, line = self.state_machine.get_source_and_line(self.lineno)
            note_docutils_role(env, found[1], place(env, source, line))

    def _marks_role_page(self) -> bool:
        """Whether the block names no interpreted text role and so is ours."""
        # Directives are registered for the whole process. docutils used on its own there, or
        # another Sphinx project built in it, has no role pages and must find docutils' errors.
        env = getattr(self.state.document.settings, "env", None)
        if env is None or "roles" not in env.domains:
            return False
        if not self.content:
            return True
        if self._first_line_may_be_filled():
            return False
        # docutils takes a name on the second line, too
        return self._lines_skipped() > 0 or not self.argument_pattern.match(self.content[0])

    def _in_rst(self) -> bool:
        # MyST-Parser's stand-in is no subclass of docutils' state, whatever the stubs say.
        return isinstance(cast("object", self.state), states.RSTState)

    def _lines_skipped(self) -> int:
        """Count the lines between the directive's first line and its content.

        -1 if the content starts on the first line; MyST-Parser before 5.2 has 0 there, too.
        """
        # docutils counts the offset from the document's start, MyST-Parser from the directive.
        return self.content_offset - (self.lineno if self._in_rst() else 0)

    def _first_line_may_be_filled(self) -> bool:
        """Whether text stands, or cannot be shown not to stand, on the directive's first line."""
        if self._in_rst() or self._lines_skipped() != 0:
            return self._lines_skipped() < 0
        # MyST-Parser before 5.2 gives no sign of where the text stood: the block's text is its
        # content alone. An option is ours then, anything else stays docutils' to accept or reject.
        knows_first_line = self.block_text != "\n".join(self.content)
        return not knows_first_line and not self._option_block.match(self.content[0])

    def _parse_block(self) -> tuple[list[str], dict[str, object], StringList, int]:
        """Split the block into arguments, options and content, as the parser at hand does.

        docutils' own directive does the same for the options of its base role, so
        MyST-Parser supports it.
        """
        # untyped in docutils' stubs, and known to the states of a document's body alone
        state: Any = self.state
        arguments, options, content, content_offset = state.parse_directive_block(
            self.content, self.content_offset, RoleDirective, option_presets={}
        )
        return arguments, options, content, content_offset
