"""What is checked: the handbook, and what else is known of its pages."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.check.likeness import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from sphinx_roles.handbook.finding_kinds import Kind
    from sphinx_roles.handbook.lookup import CraftPages
    from sphinx_roles.handbook.problems import Place
    from sphinx_roles.handbook.records import DocumentRecord, Expectation, Said
    from sphinx_roles.handbook.resolved import Handbook, Holder
    from sphinx_roles.rolecheck_config import CheckConfig


class Paragraph(NamedTuple):
    """A paragraph of a role page."""

    holder: str
    """Full name of the role page or level in whose section it stands."""
    text: str
    place: Place


class Subject:
    """What is checked.

    Parameters
    ----------
    handbook, documents
        The resolved handbook, and the records that it was resolved from.
    config
        What to look for.
    keys
        Key → label, as configured.
    crafts
        The craft pages.
    read
        From pieces of text to what readers see.
    paragraphs
        All paragraphs of role pages that say of whom they speak.
    linked
        The documents that another page links to.
    today
        The date of the check.
    file
        From a docname to its file, relative to the source folder.
    is_silenced
        Whether a kind of finding is silenced at a place.
    """

    def __init__(
        self,
        handbook: Handbook,
        documents: Mapping[str, DocumentRecord],
        *,
        config: CheckConfig,
        keys: Mapping[str, str],
        crafts: CraftPages,
        read: Callable[[Sequence[Said]], str],
        paragraphs: Sequence[Paragraph],
        linked: Collection[str],
        today: date,
        file: Callable[[str], str],
        is_silenced: Callable[[Place, Kind], bool],
    ) -> None:
        self.handbook = handbook
        self.documents = documents
        self.config = config
        self.keys = keys
        self.crafts = crafts
        self.paragraphs = paragraphs
        self.linked = linked
        self.today = today
        self.file = file
        self.is_silenced = is_silenced
        self._read = read

    def text(self, expectation: Expectation) -> str:
        """What readers see."""
        return self._read(expectation.said) if expectation.said else expectation.text

    @cached_property
    def normal(self) -> Mapping[str, str]:
        """Id of an expectation → its text as it is compared."""
        return {own.id: normalised(self.text(own)) for own in self.own()}

    def own(self) -> Iterator[Expectation]:
        """All expectations, where they are written."""
        for holder in self.handbook.holders.values():
            yield from holder.own

    def title(self, name: str) -> str:
        """The full title of a holder."""
        return self.handbook.holders[name].full_title

    @cached_property
    def inherited(self) -> Callable[[str], Mapping[str, Expectation]]:
        """From a holder to what it would inherit without its own lines, by id."""

        @cache
        def inherited(name: str) -> dict[str, Expectation]:
            holder = self.handbook.holders[name]
            return {
                found.id: found
                for base in holder.bases
                for found in self.handbook.holders[base].effective
                if found.key is None or found.key not in holder.without
            }

        return inherited

    def is_related(self, one: Holder, other: Holder) -> bool:
        """Whether one of two holders descends from the other, or they are the same."""
        return one.name in other.mro or other.name in one.mro
