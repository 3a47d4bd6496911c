"""Places in the HTML of a page that are filled when its body is written.

A page that inherits a hundred expectations would have its writer visit nodes that the writer
has visited on other pages before. So `show` leaves a comment for each, and `html` puts the
HTML there that all pages share.

Belongs here: what is left for `html`, as plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_roles.choose.inherited import Again, Inherited
    from sphinx_roles.choose.page import Override
    from sphinx_roles.choose.quotes import Item

SCRIPT = "<!--sphinx-roles:script-->"
"""The comment where the script of a page runs, if the page loads one."""


@dataclass
class Slots:
    """What is put into the HTML of one page."""

    inherited: list[tuple[str, Inherited, Again]] = field(default_factory=list)
    """Holder, what it inherits, and what of that the page has shown before, in the order of the
    comments."""
    quotes: list[Item] = field(default_factory=list)
    """What views show, in the order of the comments."""
    changes: list[tuple[Item, Item]] = field(default_factory=list)
    """What views show in an earlier and a later wording, in the order of the comments."""
    overrides: dict[str, Override] = field(default_factory=dict)
    """Anchor of an own expectation → what it overrides."""

    def inherit(self, holder: str, inherited: Inherited, again: Again) -> str:
        """Leave all that a holder inherits; the comment that holds its place."""
        self.inherited.append((holder, inherited, again))
        return f"<!--sphinx-roles:{len(self.inherited) - 1}-->"

    def quote(self, item: Item) -> str:
        """Leave the contents of an expectation; the comment that holds its place."""
        self.quotes.append(item)
        return f"<!--sphinx-roles:quote-{len(self.quotes) - 1}-->"

    def change(self, earlier: Item, later: Item) -> tuple[str, str]:
        """The same for two wordings, in which the words that differ are marked."""
        self.changes.append((earlier, later))
        number = len(self.changes) - 1
        return f"<!--sphinx-roles:earlier-{number}-->", f"<!--sphinx-roles:later-{number}-->"
