"""Whose section is which: the holders of a document, and what stands in them.

Belongs here: where `role`, `level` and `extends` may stand, and what is wrong with them there.
Does not belong here: what the sections say (see `sections`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.doctree.walk import parents
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.names import default_name, level_name
from sphinx_roles.read import noted
from sphinx_roles.read.outline.found import HolderDraft
from sphinx_roles.read.outline.texts import title_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.doctree.markers import marker


class Owners:
    """The holders of one document."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self._env = env
        self._document = document
        self._has_roles = False
        self.holders: dict[nodes.Element, HolderDraft] = {}
        """By section."""
        self.adopted: dict[nodes.Element, HolderDraft] = {}
        """Further top-level sections → the holder of the first one; and cells of tables."""
        self.columns: list[HolderDraft] = []
        """Those that are only columns of tables."""

    def mark(self, found: list[marker]) -> None:
        """Find whose section each marker stands in; those that mean nothing are taken out."""
        marks = []
        for mark in found:
            if mark["kind"] == "levels":
                continue  # it stands where its table does
            if isinstance(mark.parent, (nodes.section, nodes.document)):
                marks.append(mark)
            else:
                is_cell = isinstance(mark.parent, nodes.entry)
                parent = "cell" if is_cell else type(mark.parent).__name__.replace("_", " ")
                self._refuse(mark, Warn.PLACEMENT, directive=mark["kind"], parent=parent)
        for mark in marks:
            if mark["kind"] == "role":
                self._role(mark)
        self._adopt()
        self._has_roles = bool(self.holders)
        for mark in marks:
            if mark["kind"] == "level":
                self._level(mark)
        self._adopt()
        for mark in marks:
            if mark["kind"] == "extends" and self.holders:
                self._extends(mark)
            elif mark["kind"] == "extends":
                self._refuse_once(mark)

    def _role(self, mark: marker) -> None:
        section = mark.parent
        if isinstance(section, nodes.document):
            self._note(Warn.TITLE, mark, directive="role")
        if self._is_free(section, mark):
            self.holders[section] = HolderDraft(section, mark, mark["name"])

    def _adopt(self) -> None:
        """Give a holder in the first of several top-level sections the others as well."""
        tops = [child for child in self._document.children if isinstance(child, nodes.section)]
        if not tops or self._document in self.holders:  # which holds all of them
            return
        first = self.holders.get(tops[0])
        for section in tops[1:] if first is not None else ():
            if section in self.holders or section in self.adopted:
                break
            assert first is not None
            self.adopted[section] = first
            first.more.append(section)

    def _level(self, mark: marker) -> None:
        section = mark.parent
        around = self.adopted.get(section) or self.around(section.parent)
        role = (around.role or around) if around and "of" not in around.mark else None
        if not self._is_free(section, mark):
            return
        if role is None and not self._is_page(mark, around):
            return
        of = mark["options"].get("role")
        if role is not None and of not in {None, role.name}:
            words = {"message": messages.LEVEL_OF_ANOTHER, "level": mark["name"], "role": of}
            self._note(Warn.LEVEL_PAGE, mark, **words, other=role.name)
        name = mark["name"] or re.sub(r"\W+", "-", title_of(section).casefold()).strip("-")
        mark["name"] = name or "level"
        owner = role.name if role is not None else mark["owner"]
        level = HolderDraft(section, mark, level_name(owner, mark["name"]), role)
        if role is not None:
            role.levels.append(level)
        self.holders[section] = level

    def _is_page(self, mark: marker, around: HolderDraft | None) -> bool:
        """Whether a level that stands on no role page may belong to one on another page."""
        of = mark["options"].get("role")
        docname = self._env.docname
        if around is not None:  # a level below another one
            mark["of"], mark["owner"] = around.mark["of"], around.mark["owner"]
            return True
        if of is None and self._has_roles:
            self._refuse(mark, Warn.OUTSIDE, directive="level")
        elif of is None and (noted.problems(self._env) or noted.docutils_role(self._env)):
            mark.parent.remove(mark)  # one mistake of a page
        elif any(mark.parent in parents(holder.section) for holder in self.holders.values()):
            words = {"message": messages.LEVEL_AROUND_ROLE, "level": mark["name"]}
            self._refuse(mark, Warn.LEVEL_PAGE, **words)
        else:
            if isinstance(mark.parent, nodes.document):
                self._note(Warn.TITLE, mark, directive="level")
            index = f"{docname.rpartition('/')[0]}/index".lstrip("/")
            mark["of"], mark["owner"] = of or "", of or default_name(index)
            return True
        return False

    def _extends(self, mark: marker) -> None:
        holder = self.around(mark)
        if holder is None:
            self._refuse(mark, Warn.OUTSIDE, directive="extends")
        elif not mark["names"]:
            mark.parent.remove(mark)
        else:
            mark["index"] = len(holder.extends)
            holder.extends.append(mark)

    def _is_free(self, section: nodes.Element, mark: marker) -> bool:
        taken = self.holders.get(section)
        if taken is not None:
            line = str(noted.place_of(self._env, taken.mark).line)
            self._refuse(mark, Warn.DUPLICATE_MARKER, other=taken.mark["kind"], line=line)
        return taken is None

    def around(self, node: nodes.Node | None) -> HolderDraft | None:
        """The holder that a node stands in."""
        while node is not None:
            holder = self.holders.get(node) or self.adopted.get(node)  # type: ignore[call-overload]
            if holder is not None:
                return holder  # type: ignore[no-any-return]
            node = node.parent
        return None

    def _refuse_once(self, mark: marker) -> None:
        if noted.problems(self._env) or noted.docutils_role(self._env) is not None:
            mark.parent.remove(mark)
        else:
            self._refuse(mark, Warn.OUTSIDE, directive=mark["kind"])

    def _note(self, kind: Warn, node: nodes.Element, **words: str) -> None:
        noted.note_problem(self._env, kind, noted.place_of(self._env, node), **words)

    def _refuse(self, mark: marker, kind: Warn, **words: str) -> None:
        self._note(kind, mark, **words)
        mark.parent.remove(mark)
