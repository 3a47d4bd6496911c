"""The columns of a table of levels: whose they are, and what is wrong with their names.

Belongs here: the directive `levels` and the headers of its table. Does not belong here: rows
(see `tables`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_roles.doctree.markers import READ, marker
from sphinx_roles.handbook import messages
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.names import fold, level_name, slug
from sphinx_roles.read import noted
from sphinx_roles.read.outline.found import HolderDraft
from sphinx_roles.read.outline.texts import label_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.doctree.grid import Grid
    from sphinx_roles.read.outline.owners import Owners

NOTHING = frozenset(
    {
        *("", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "\N{LEFTWARDS ARROW}", "\N{DITTO MARK}"),
        *(
            "same",
            "same as before",
            "same as above",
            "same as left",
            "as before",
            "as left",
            "as above",
            "ditto",
        ),
    }
)
"""What a cell says, case aside, that leaves what was said before as it is."""
_LONGEST = 2 * max(map(len, NOTHING))
"""No cell with more letters, white space included, says any of these."""


class Column(NamedTuple):
    """A level, or a role page, as a table has it."""

    number: int
    """From 0, as `Grid` counts."""
    holder: HolderDraft


class Asked:
    """What a `levels` asks for, and what is wrong with its table."""

    def __init__(self, env: BuildEnvironment, mark: marker) -> None:
        self.env = env
        self.mark = mark
        self.options: Mapping[str, str] = mark["options"]
        self.is_chain = "chain" in self.options
        self.is_transposed = "transposed" in self.options

    def head(self, grid: Grid) -> int:
        """How many rows are headers."""
        value = self.options.get("header-rows", "")
        if value.isdecimal() and int(value):
            return int(value)
        if value:
            self.refuse("header-rows", value, ("1", "2", "3"))
        return grid.head or 1

    def where(self, row: int | None, column: int | None) -> dict[str, str]:
        """Row and column as the author counts them."""
        names = ("column", "row") if self.is_transposed else ("row", "column")
        numbers = zip(names, (row, column), strict=True)
        return {name: str(number + 1) for name, number in numbers if number is not None}

    def choice(self, option: str, known: Sequence[str]) -> str:
        value = self.options.get(option, known[0])
        if value not in known:
            self.refuse(option, value, known)
            return known[0]
        return value

    def refuse(self, option: str, value: str, known: Sequence[str]) -> None:
        words = {"view": "levels", "option": option, "value": value, "choices": ", ".join(known)}
        self.note(messages.NO_SUCH_CHOICE, self.mark, hint=hint(value, known), **words)

    def note(self, message: str, node: nodes.Element, **words: str) -> None:
        place = noted.place_of(self.env, node)
        noted.note_problem(self.env, Warn.TABLE, place, message=message, **words)


class Columns:
    """The columns of one table."""

    def __init__(self, asked: Asked, owners: Owners) -> None:
        self._asked = asked
        self._owners = owners
        self.lead = 1
        """How many columns name the rows."""

    def read(self, grid: Grid, head: int) -> Iterator[Column]:
        """The columns that name somebody, in their order."""
        names = _split(self._asked.options.get("names", ""))
        lead = grid.width - len(names) if names else grid.stubs or 1
        if lead < 1 or lead >= grid.width:
            words = {"names": str(len(names)), "columns": str(max(grid.width - 1, 0))}
            self._asked.note(messages.WRONG_NUMBER, self._asked.mark, option="names", **words)
            names = names[: max(grid.width - 1, 0)]
            lead = 1
        self.lead = lead
        grades = _split(self._asked.options.get("grades", ""))
        if grades and len(grades) != grid.width - lead:
            words = {"names": str(len(grades)), "columns": str(grid.width - lead)}
            self._asked.note(messages.WRONG_NUMBER, self._asked.mark, option="grades", **words)
        before: Column | None = None
        seen: dict[str, int] = {}
        for number in range(lead, grid.width):
            entry = grid.rows[head - 1][number]
            given = names[number - lead] if number - lead < len(names) else ""
            title = label_text(entry)
            name = given or slug(title)
            is_empty = all(is_nothing(row[number]) for row in grid.rows[head:])
            if entry is None or not name:
                if not is_empty:
                    self._asked.note(
                        messages.NO_NAME,
                        self._asked.mark,
                        **self._asked.where(None, number),
                    )
                continue
            if name in seen:
                where = self._asked.where(None, number)
                self._asked.note(messages.SAME_COLUMN, entry, name=name, **where)
                continue
            seen[name] = number
            grade = grades[number - lead] if number - lead < len(grades) else ""
            column = Column(number, self._holder(entry, name, grade, is_named=bool(given)))
            if before is not None and self._asked.is_chain:
                self._chain(column.holder, before.holder)
            before = column
            yield column

    def _holder(self, entry: nodes.entry, name: str, grade: str, *, is_named: bool) -> HolderDraft:
        """The draft of a column: that of a section, where the page has one of this name."""
        around = self._owners.around(self._asked.mark)
        role = around and (around.role or around)
        is_free = role is None or "/" in name or "of" in role.mark
        full = name
        if role is not None and "/" not in name:
            owner = role.mark["owner"] if "of" in role.mark else role.name
            full = level_name(owner, name)
        for holder in self._owners.holders.values():
            if full == holder.name or (is_free and name == holder.name):
                holder.column = entry
                return holder
        mark = marker(
            "", kind="level", name=full if is_free else name, docname=self._asked.env.docname
        )
        mark["options"] = {"grade": grade} if grade else {}
        mark.source, mark.line = self._asked.mark.source, self._asked.mark.line
        draft = HolderDraft(entry, mark, full, None if is_free else role)
        draft.column, draft.is_column, draft.is_named = entry, True, is_named
        if role is not None and not is_free:
            role.levels.append(draft)
        self._owners.columns.append(draft)
        entry[READ] = True
        return draft

    def _chain(self, holder: HolderDraft, before: HolderDraft) -> None:
        said = {name for mark in holder.extends for name in mark["names"]}
        if said.isdisjoint({before.name, before.name.rpartition("/")[2]}):
            holder.base = before.name


def _split(value: str) -> list[str]:
    names = [" ".join(name.split()) for name in value.split(",")]
    return names if any(names) else []


def is_blank(cell: nodes.entry) -> bool:
    """Whether a cell shows nothing."""
    return not label_text(cell) and not _has_image(cell)


def is_nothing(cell: nodes.entry | None) -> bool:
    """Whether a cell leaves what was said before as it is."""
    if cell is None:
        return True
    # docutils says inside the cell that it takes "--" for text
    is_told = any(isinstance(child, nodes.system_message) for child in cell.children)
    if len(cell.astext()) > _LONGEST and not is_told:
        return False
    text = label_text(cell)
    return (text.casefold() in NOTHING or fold(text) in NOTHING) and not _has_image(cell)


def _has_image(cell: nodes.entry) -> bool:
    return any(isinstance(node, nodes.image) for node in cell.findall())
