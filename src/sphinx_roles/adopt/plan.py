"""The plan: what becomes of every page, and what somebody must look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_roles.adopt.conf import Settings
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.handbook.headings.parts import fold_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_roles.adopt.judge.headings import HeadingVerdict
    from sphinx_roles.adopt.judge.verdicts import Doubt, RoleVerdict
    from sphinx_roles.adopt.pages.lines import Change, Edit, Text
    from sphinx_roles.adopt.pages.outline import Outline, Section
    from sphinx_roles.adopt.sources.book import Book


@dataclass(slots=True)
class Plan:
    """What is planned for a handbook. Each step adds to it."""

    book: Book
    pages: dict[str, Text]
    """Path → the page as it will be."""
    settings: Settings
    changes: dict[str, list[tuple[Change, ...]]] = field(default_factory=dict)
    """Path → what each step changed besides markers, in their order."""
    made: dict[str, str] = field(default_factory=dict)
    """Path → text of a new file."""
    roles: list[RoleVerdict] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    judged: list[HeadingVerdict] = field(default_factory=list)
    intros: dict[str, set[str]] = field(default_factory=dict)
    """Path of a file that whole pages include below their titles → those pages."""
    _outlines: dict[str, Outline] = field(default_factory=dict)

    def outline(self, page: str) -> Outline:
        """What stands on a page now."""
        if page not in self._outlines:
            read = read_rest if page.endswith(".rst") else read_markdown
            self._outlines[page] = read(self.pages[page].content)
        return self._outlines[page]

    def edit(self, page: str, edits: Iterable[Edit]) -> None:
        """Change a page."""
        listed = list(edits)
        if not listed:
            return
        self.pages[page], changes = self.pages[page].edited(listed)
        self._outlines.pop(page, None)
        self.changes.setdefault(page, []).append(changes)

    def sections(self) -> list[Section]:
        """The sections of all role pages and levels."""
        return [section for role in self.roles for _, section in role.sections()]

    def titles(self) -> set[str]:
        """The titles of all role pages and levels, folded."""
        levels = (level.section.title for role in self.roles for level in role.levels)
        return {*map(fold_heading, (*(role.title for role in self.roles), *levels))}

    @property
    def excluded(self) -> set[str]:
        """Pages that Sphinx does not read."""
        return {page for page in self.pages if page in self.settings.excluded}


def start(book: Book) -> Plan:
    """A plan that changes nothing yet."""
    settings = Settings(title=book.title, language=book.language)
    return Plan(book, dict(book.pages), settings)
