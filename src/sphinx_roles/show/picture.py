"""Pictures of a map, drawn by extensions that a handbook may have loaded.

Belongs here: what Graphviz and Mermaid are told, and what becomes of their answer. Only HTML
has pictures, and only where their links work: in a page, not in an image.
"""

from __future__ import annotations

import re
import subprocess
from html import escape
from importlib import import_module
from shutil import which
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.i18n import _, __

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.config import Config

    from sphinx_roles.choose.views.map import Map

logger = logging.getLogger(__name__)

MOST_SPOTS = 1000
"""Of more, nobody could read a picture, and drawing it takes minutes."""


def picture(config: Config, shown: Map, addresses: Sequence[str]) -> nodes.Node | None:
    """A picture with a link from each spot to its address; None where no extension draws it.

    Called for HTML only. `sphinx.ext.graphviz` comes first: its pictures need no JavaScript.
    """
    if len(shown.spots) > MOST_SPOTS:
        return None
    if "graphviz_dot" in config and which(config.graphviz_dot):
        svg = _drawn(config, dot(shown, addresses))
        if svg is not None:
            html = f'<div class="roles-picture">{inline_svg(svg)}</div>'
            return nodes.raw("", html, format="html")
    if getattr(config, "mermaid_output_format", None) == "raw":
        diagram: nodes.Element = import_module("sphinxcontrib.mermaid").mermaid()
        diagram["code"] = mermaid(shown, addresses)
        diagram["options"] = {}
        return nodes.container("", diagram, classes=["roles-picture"])
    return None


def _drawn(config: Config, code: str) -> str | None:
    command = [config.graphviz_dot, *config.graphviz_dot_args, "-Tsvg"]
    try:
        done = subprocess.run(command, input=code.encode(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = __("Graphviz cannot draw the map, so it is shown as a list: %s")
        logger.warning(message, error, type="roles", subtype=Warn.VIEW.subtype)
        return None
    return done.stdout.decode(errors="replace")


def dot(shown: Map, addresses: Sequence[str]) -> str:
    """The map in Graphviz's language: bases on the left, levels with round corners."""

    def lines() -> Iterator[str]:
        yield "digraph {"
        yield "rankdir=LR; bgcolor=transparent; nodesep=0.15; ranksep=0.4;"
        yield 'node [shape=box, fontname="sans-serif", fontsize=14, height=0.4, margin="0.15,0"];'
        yield "edge [dir=back, arrowsize=0.7];"  # bases come first, and arrows point to them
        for number, (spot, address) in enumerate(zip(shown.spots, addresses, strict=True)):
            style = ", style=rounded" if spot.is_level else ""
            label, href = _in_dot(escape(spot.link.title, quote=False)), _in_dot(address)
            yield f'n{number} [label="{label}", href="{href}"{style}];'
        for number, spot in enumerate(shown.spots):
            yield from (f"n{base} -> n{number};" for base in spot.bases)
        yield "}\n"

    return "\n".join(lines())


def _in_dot(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def inline_svg(svg: str) -> str:
    """Graphviz's drawing as a part of a page: in its colours, with no ids and no tooltips."""
    attributes, _end, inside = svg.partition("<svg")[2].partition(">")
    box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', attributes)
    size = f'width="{float(box[1]):.0f}" height="{float(box[2]):.0f}"' if box else ""
    viewbox = f" {box[0]}" if box else ""
    for pattern, text in _NOT_INLINE:
        inside = pattern.sub(text, inside)
    label = escape(_("Who extends whom"))
    return f'<svg {size}{viewbox} fill="currentColor" role="group" aria-label="{label}">{inside}'


_NOT_INLINE = (
    (re.compile(r"<!--.*?-->|<title>.*?</title>", re.DOTALL), ""),
    (re.compile(r' (?:id|xlink:title)="[^"]*"'), ""),
    (re.compile(r"\bxlink:href="), "href="),
    (re.compile(r'"black"'), '"currentColor"'),
    (re.compile(r"\s*\n\s*"), "\n"),
)


def mermaid(shown: Map, addresses: Sequence[str]) -> str:
    """The map in Mermaid's language, drawn in the same way."""

    def lines() -> Iterator[str]:
        yield "flowchart RL"
        for number, (spot, address) in enumerate(zip(shown.spots, addresses, strict=True)):
            label = f'"{_in_mermaid(spot.link.title)}"'
            yield f"  n{number}({label})" if spot.is_level else f"  n{number}[{label}]"
            yield f'  click n{number} href "{address}"'
        for number, spot in enumerate(shown.spots):
            yield from (f"  n{number} --> n{base}" for base in spot.bases)

    return "\n".join(lines())


def _in_mermaid(text: str) -> str:
    """Characters that Mermaid reads as markup, by their numbers."""
    return re.sub(r'["#&<>`\\*_.;]', lambda found: f"#{ord(found[0])};", text)
