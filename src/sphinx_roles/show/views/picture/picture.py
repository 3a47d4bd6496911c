"""The map as a picture: SVG in the page itself, in the colours and the font of the theme.

Only HTML has it, and only where its links work: in a page, not in an image.
"""

from __future__ import annotations

import textwrap
import unicodedata
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_roles.choose.views.map import Map
from sphinx_roles.i18n import _
from sphinx_roles.show.views.picture.layout import Layout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_roles.choose.views.map import Spot

MOST_SPOTS = 500
"""Of more, nobody could read a picture."""
COLOURS = 6
"""How many colours the stylesheet has for tracks; further tracks use them again."""

LINE, SMALL, PADDING = 19, 15, 10
"""Heights of a line of a title and of a track's name, and the space round them, in pixels."""
BESIDE, BETWEEN = 14, 44
"""Space between the boxes of a layer, and between layers."""
LETTERS = 20
"""Titles longer than this have several lines."""
ARROW = 7
LEAST = 0.72
"""How much smaller a narrow page may show the picture, before it scrolls."""


def picture(shown: Map, addresses: Sequence[str]) -> Iterator[nodes.Node]:
    """A picture with a link from each box to its address, and its legend; nothing if too large.

    Called for HTML only.
    """
    if len(shown.spots) > MOST_SPOTS:
        return
    labels = [_lines(spot.link.title) for spot in shown.spots]
    if len({spot.track for spot in shown.spots if spot.track}) < 2:  # it would say nothing
        shown = Map(tuple(spot._replace(track=None) for spot in shown.spots))
    heights = [
        len(lines) * LINE + (SMALL if spot.track else 0) + PADDING
        for spot, lines in zip(shown.spots, labels, strict=True)
    ]
    layout = lay_out([spot.bases for spot in shown.spots], heights, BESIDE)
    if layout is None:
        return
    svg = "\n".join(_svg(shown.spots, labels, heights, layout, addresses))
    yield nodes.raw("", f'<div class="roles-picture">{svg}</div>', format="html")
    legend = " ".join(_legend(shown))
    if legend:
        yield nodes.paragraph("", legend, classes=["roles-legend"])


def _legend(shown: Map) -> Iterator[str]:
    if any(spot.bases for spot in shown.spots):
        yield _("An arrow points to what a role page or a level builds on.")
    if any(spot.is_level for spot in shown.spots):
        yield _("Round boxes are levels.")
    if any(spot.is_abstract for spot in shown.spots):
        yield _("Dashed boxes are foundations, not jobs.")


def _lines(title: str) -> list[str]:
    return textwrap.wrap(title, LETTERS, break_long_words=False) or [""]


def _width(text: str, size: float) -> float:
    """An estimate that is rather too large: the reader's font is not known here."""
    return sum(_letter(letter) for letter in text) * size


def _letter(letter: str) -> float:
    if letter in "iljtfrI.,:;'|!()[] ":
        return 0.38
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.92 if letter in "mwMW@%&" else 0.74 if letter.isupper() else 0.61


class _Box(NamedTuple):
    """A box on the picture, in pixels from its corner."""

    spot: Spot
    lines: Sequence[str]
    x: float
    middle: float
    """From the top."""
    width: float
    height: float

    @property
    def end(self) -> float:
        return self.x + self.width


def _svg(
    spots: Sequence[Spot],
    labels: Sequence[Sequence[str]],
    heights: Sequence[float],
    layout: Layout,
    addresses: Sequence[str],
) -> Iterator[str]:
    columns = [0.0] * (max(layout.layers) + 1)  # all boxes of a layer are equally wide
    for layer, spot, lines in zip(layout.layers, spots, labels, strict=True):
        inside = max([*(_width(line, 14) for line in lines), _width(spot.track or "", 11.5)])
        columns[layer] = max(columns[layer], inside + 2 * PADDING)
    starts = [1 + sum(columns[:layer]) + layer * BETWEEN for layer in range(len(columns))]
    boxes = [
        _Box(spot, lines, starts[layer], middle, columns[layer], height)
        for spot, lines, layer, middle, height in zip(
            spots, labels, layout.layers, layout.middles, heights, strict=True
        )
    ]
    width, height = starts[-1] + columns[-1] + 1, layout.height + 2
    label = escape(_("Who builds on whom"))
    yield (
        f'<svg style="width:100%;min-width:{width * LEAST:.0f}px;max-width:{width:.0f}px" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 -1 {width:.0f} {height:.0f}" '
        f'role="group" aria-label="{label}">'
    )
    for heir, base, bends in layout.lines:
        passed = range(layout.layers[base] + 1, layout.layers[heir])
        between = [(starts[n], columns[n], bend) for n, bend in zip(passed, bends, strict=True)]
        yield from _line(boxes[heir], boxes[base], between)
    tracks = dict.fromkeys(spot.track for spot in spots if spot.track)
    colours = {track: number % COLOURS + 1 for number, track in enumerate(tracks)}
    for box, address in zip(boxes, addresses, strict=True):
        yield from _drawn(box, address, colours)
    yield "</svg>"


def _line(heir: _Box, base: _Box, between: Iterable[tuple[float, float, float]]) -> Iterator[str]:
    """A line to a base, straight through the layers between, whose start, width and y it gets."""
    x, y = base.end + ARROW, base.middle
    path = f"M{x:.0f} {y:.1f}"
    for x, width, bend in [*between, (heir.x, 0.0, heir.middle)]:
        half = x - BETWEEN / 2
        path += f"C{half:.0f} {y:.1f} {half:.0f} {bend:.1f} {x:.0f} {bend:.1f}"
        path += f"H{x + width:.0f}" if width else ""
        y = bend
    yield f'<path class="roles-line" d="{path}"/>'
    back, tip = base.end + ARROW, base.middle
    corners = ((base.end, tip), (back, tip - 4), (back, tip + 4))
    yield f'<polygon points="{" ".join(f"{x:.0f},{y:.1f}" for x, y in corners)}"/>'


def _drawn(box: _Box, address: str, colours: Mapping[str, int]) -> Iterator[str]:
    """A box with its title and track, as a link."""
    spot, top = box.spot, box.middle - box.height / 2
    middle = box.x + box.width / 2
    classes = ["roles-box"]
    classes += ["roles-foundation"] if spot.is_abstract else []
    classes += [f"roles-colour-{colours[spot.track]}"] if spot.track else []
    corner = min(box.height / 2, 14) if spot.is_level else 3
    yield f'<a href="{escape(address)}" class="{" ".join(classes)}">'
    yield (
        f'<rect x="{box.x:.0f}" y="{top:.1f}" width="{box.width:.0f}" '
        f'height="{box.height:.0f}" rx="{corner:.0f}"/>'
    )
    for row, line in enumerate(box.lines):
        at = top + PADDING / 2 + row * LINE + LINE * 0.74
        yield f'<text x="{middle:.0f}" y="{at:.1f}">{escape(line, quote=False)}</text>'
    if spot.track:
        at = top + PADDING / 2 + len(box.lines) * LINE + SMALL * 0.7
        track = escape(spot.track, quote=False)
        yield f'<text class="roles-track" x="{middle:.0f}" y="{at:.1f}">{track}</text>'
    yield "</a>"
