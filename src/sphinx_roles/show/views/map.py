"""`roles:map` as nodes: a nested list, which HTML folds where it shows a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.i18n import _
from sphinx_roles.show.pieces import details
from sphinx_roles.show.views.picture.picture import picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes

    from sphinx_roles.choose.views.map import Map
    from sphinx_roles.show.drawing import Drawing

MOST_DEPTH = {"html": 10}
"""Format → how deep lists are nested; what lies deeper has a list of its own."""
LEAST_DEPTH = 4
"""In formats that say nothing: LaTeX refuses more."""


def draw_map(drawing: Drawing, shown: Map) -> Iterator[nodes.Node]:
    """Those who extend nobody, and below each holder those who extend it."""
    lists = list(_Lists(drawing, shown))
    addresses = [drawing.address(spot.link) for spot in shown.spots] if drawing.is_browser else []
    drawn = list(picture(shown, addresses)) if drawing.is_browser else None
    if not drawn:
        yield from lists
        return
    yield from drawn
    yield from details("roles-as-list", _("The map as a list"), lists, is_open=False)


class _Lists:
    """The nested lists, each holder in full in one place only."""

    def __init__(self, drawing: Drawing, shown: Map) -> None:
        self._drawing = drawing
        self._spots = shown.spots
        self._depth = MOST_DEPTH.get(drawing.sheet.builder.format, LEAST_DEPTH)
        self._heirs: dict[int, list[int]] = {}
        for number, spot in enumerate(shown.spots):
            for base in spot.bases:
                self._heirs.setdefault(base, []).append(number)
        self._cut: list[int] = []
        """Those whose heirs are too deep, in the order of the lists."""

    def __iter__(self) -> Iterator[nodes.Node]:
        roots = (n for n, spot in enumerate(self._spots) if not spot.bases)
        yield self._list(roots)
        for number in self._cut:  # grows on the way
            yield self._list([number])

    def _list(self, numbers: Iterable[int], base: int | None = None, depth: int = 1) -> nodes.Node:
        items = (self._item(number, base, depth) for number in numbers)
        return self._drawing.bullets(items, "roles-list")

    def _item(self, number: int, base: int | None, depth: int) -> Iterator[nodes.Node]:
        spot, heirs = self._spots[number], self._heirs.get(number)
        text, below = "{holder}", False
        first = spot.bases[0] if spot.bases else None
        words = {"holder": spot.link}
        if heirs and base is not None and base != first and first is not None:
            text = _("{holder} (more below {base})")
            words["base"] = self._spots[first].link
        elif heirs and depth == self._depth:
            text = _("{holder} (continued below)")
            self._cut.append(number)
        else:
            below = True
        yield self._drawing.line(text, **words)
        if heirs and below:
            yield self._list(heirs, number, depth + 1)
