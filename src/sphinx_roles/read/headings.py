"""Recognising parts, areas and keys in ordinary headings, paragraphs and lists.

Belongs here: what a heading, a bold paragraph or the start of a list item means by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roles.doctree.markers import key_mark
from sphinx_roles.handbook.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Headings:
    """The headings that open a part inside one holder.

    Parameters
    ----------
    parts
        Folded heading → part.
    titles
        The titles of the holder and of its role page: ignored wherever they stand, as in
        "Backend Engineer Responsibilities".
    """

    def __init__(self, parts: Mapping[str, str], titles: Iterable[str]) -> None:
        self._parts = parts
        self._words = sorted({fold(title) for title in titles} - {""}, key=len, reverse=True)

    def part(self, heading: str) -> str | None:
        """The part that a heading opens, None where it opens none."""
        text = re.sub(r"\A[\W_]+", "", fold(heading))
        if text in self._parts or not any(word in text for word in self._words):
            return self._parts.get(text)
        alternatives = "|".join(map(re.escape, self._words))
        rest = re.sub(rf"(?<!\w)(?:{alternatives})(?:'s)?(?!\w)", " ", text)
        return self._parts.get(fold(rest.strip(" -:\N{EN DASH}")))


def title_of(section: nodes.Element) -> str:
    """The title of a section, or of the first section of a document; '' where there is none."""
    title = next(iter(section.findall(nodes.title)), None)
    if title is None or (title.parent is not section and not isinstance(section, nodes.document)):
        return ""
    return title.astext()


def leading_bold(paragraph: nodes.paragraph) -> nodes.strong | None:
    """The bold text of a paragraph that is nothing else but punctuation."""
    # MyST-Parser puts empty text around inline markup.
    inside = [c for c in paragraph.children if not isinstance(c, nodes.Text) or c.strip()]
    if not inside or not isinstance(inside[0], nodes.strong):
        return None
    follows = all(isinstance(n, nodes.Text) and not re.search(r"\w", n) for n in inside[1:])
    return inside[0] if follows else None


def item_key(item: nodes.list_item) -> key_mark | None:
    """Take the `key` from the start of a list item, None where there is none."""
    paragraph = next((c for c in item.children if not isinstance(c, nodes.Invisible)), None)
    if not isinstance(paragraph, nodes.paragraph):
        return None
    for child in paragraph.children:
        if isinstance(child, key_mark):
            following = child.next_node(descend=False, siblings=True)
            paragraph.remove(child)
            if isinstance(following, nodes.Text):
                paragraph.replace(following, nodes.Text(following.lstrip()))
            return child
        # A check box of a task list is raw; targets and index entries show nothing.
        is_blank = isinstance(child, nodes.Text) and not child.strip()
        if not is_blank and not isinstance(child, (nodes.raw, nodes.Invisible, nodes.target)):
            return None
    return None
