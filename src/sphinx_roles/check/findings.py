"""What `rolecheck` finds: records, and their cures as lines to paste.

Belongs here: one finding. Which there are is found by the other modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_roles.handbook.finding_kinds import Kind
    from sphinx_roles.handbook.problems import Place

_MOST = 100
"""So many letters of an expectation are shown."""
_MARKDOWN = (".md", ".markdown", ".myst")


class Finding(NamedTuple):
    """One thing to cure."""

    kind: Kind
    place: Place
    """The line to change; the first of several."""
    message: str
    cure: tuple[str, ...]
    """Sentences, and lines to paste, which are indented by two spaces."""
    others: tuple[Place, ...] = ()
    """Other lines that are concerned."""

    @property
    def order(self) -> tuple[object, ...]:
        """Findings are reported in this order."""
        return (self.place.source, self.place.line, self.kind.label, self.message)


def find(
    kind: Kind, place: Place, *cure: str, others: tuple[Place, ...] = (), **words: str
) -> Finding:
    """A finding, from the words that its message needs."""
    return Finding(kind, place, kind.message % words, cure, others)


def at(place: Place) -> str:
    """A line as messages name it."""
    return f"{place.source}:{place.line}"


def quoted(text: str) -> str:
    """The beginning of an expectation, in quotation marks."""
    return f'"{text if len(text) <= _MOST else text[: _MOST - 3].rstrip() + "..."}"'


def listed(names: list[str]) -> str:
    """Names as a sentence has them."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


# -- lines to paste, in the language of the file


def _is_markdown(place: Place) -> bool:
    return place.source.endswith(_MARKDOWN)


def key_line(place: Place, key: str, text: str) -> str:
    """A list item with a key."""
    mark = f"{{key}}`{key}`" if _is_markdown(place) else f":key:`{key}`"
    return f"  - {mark} {text}"


def directive_lines(place: Place, name: str, argument: str = "", *options: str) -> tuple[str, ...]:
    """A directive."""
    if _is_markdown(place):
        return (f"  ```{{{name}}} {argument}".rstrip(), *(f"  {o}" for o in options), "  ```")
    return (f"  .. {name}:: {argument}".rstrip(), *(f"     {option}" for option in options))


def craft_mark(place: Place, page: str) -> str:
    """A reference to a craft page."""
    return f"{{craft}}`{page}`" if _is_markdown(place) else f":craft:`{page}`"
