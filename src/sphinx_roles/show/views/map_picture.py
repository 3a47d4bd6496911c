"""The map as a picture: SVG in the page itself, in the colours and the font of the theme.

Only HTML has it, and only where its links work: in a page, not in an image.
"""

from __future__ import annotations

import textwrap
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.choose.views.map import Map
from sphinx_roles.i18n import _
from sphinx_roles.show.views.map_layout import Layout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def _svg(
    spots: Sequence[Spot],
    labels: Sequence[Sequence[str]],
    heights: Sequence[float],
    layout: Layout,
    addresses: Sequence[str],
) -> Iterator[str]:
    widths = [
        max([*(_width(line, 14) for line in lines), _width(spot.track or "", 11.5)]) + 2 * PADDING
        for spot, lines in zip(spots, labels, strict=True)
    ]
    columns = [0.0] * (max(layout.layers) + 1)  # all boxes of a layer are equally wide
    for layer, width in zip(layout.layers, widths, strict=True):
        columns[layer] = max(columns[layer], width)
    starts = [1 + sum(columns[:layer]) + layer * BETWEEN for layer in range(len(columns))]
    width, height = starts[-1] + columns[-1] + 1, layout.height + 2
    label = escape(_("Who builds on whom"))
    yield (
        f'<svg style="width:100%;min-width:{width * LEAST:.0f}px;max-width:{width:.0f}px" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 -1 {width:.0f} {height:.0f}" '
        f'role="group" aria-label="{label}">'
    )
    for heir, base, bends in layout.lines:
        layer = layout.layers[base]
        end = starts[layer] + columns[layer]
        y = layout.middles[base]
        path = f"M{end + ARROW:.0f} {y:.1f}"
        for step, bend in enumerate([*bends, layout.middles[heir]], layer + 1):
            x = starts[step]
            half = x - BETWEEN / 2
            path += f"C{half:.0f} {y:.1f} {half:.0f} {bend:.1f} {x:.0f} {bend:.1f}"
            if step < layout.layers[heir]:
                path += f"H{x + columns[step]:.0f}"
            y = bend
        yield f'<path class="roles-line" d="{path}"/>'
        tip = layout.middles[base]
        points = (
            f"{end:.0f},{tip:.1f} {end + ARROW:.0f},{tip - 4:.1f} {end + ARROW:.0f},{tip + 4:.1f}"
        )
        yield f'<polygon class="roles-arrow" points="{points}"/>'
    tracks = list(dict.fromkeys(spot.track for spot in spots if spot.track))
    for number, spot in enumerate(spots):
        layer, lines = layout.layers[number], labels[number]
        x, y = starts[layer], layout.middles[number] - heights[number] / 2
        middle = x + columns[layer] / 2
        names = ["roles-box"]
        names += ["roles-foundation"] if spot.is_abstract else []
        if spot.track:
            names.append(f"roles-colour-{tracks.index(spot.track) % COLOURS + 1}")
        yield f'<a href="{escape(addresses[number])}" class="{" ".join(names)}">'
        corner = min(heights[number] / 2, 14) if spot.is_level else 3
        yield (
            f'<rect x="{x:.0f}" y="{y:.1f}" width="{columns[layer]:.0f}" '
            f'height="{heights[number]:.0f}" rx="{corner:.0f}"/>'
        )
        for row, line in enumerate(lines):
            at = y + PADDING / 2 + row * LINE + LINE * 0.74
            yield f'<text x="{middle:.0f}" y="{at:.1f}">{escape(line, quote=False)}</text>'
        if spot.track:
            at = y + PADDING / 2 + len(lines) * LINE + SMALL * 0.7
            track = escape(spot.track, quote=False)
            yield f'<text class="roles-track" x="{middle:.0f}" y="{at:.1f}">{track}</text>'
        yield "</a>"
    yield "</svg>"
