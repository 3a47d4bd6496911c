"""One introduction that several role pages share: included, or pasted."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.pages.outline import PARAGRAPH
from sphinx_roles.handbook.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_roles.adopt.judge.verdicts import RoleVerdict
    from sphinx_roles.adopt.pages.outline import Block


class Pasted(NamedTuple):
    """Paragraphs that open several role pages in the same words."""

    roles: tuple[RoleVerdict, ...]
    blocks: int
    """So many paragraphs, from the first below the title on."""
    names_title: bool
    """Whether they name the role page they stand on."""


def find_pasted(roles: Iterable[RoleVerdict], *, least: int = 3) -> Pasted | None:
    """The paragraphs that open the most role pages; None where none open at least so many."""
    openings: dict[int, tuple[str, ...]] = {}
    listed = [role for role in roles if role.section.rank == 1]
    for role in listed:
        said = []
        for block in role.section.blocks:
            if block.kind != PARAGRAPH or block.is_bold or block.text.endswith(":"):
                break
            said.append(_folded(block, role.title))
        openings[id(role)] = tuple(said)
    firsts = Counter(said[0] for said in openings.values() if said and len(said[0].split()) > 7)
    if not firsts:
        return None
    first, count = firsts.most_common(1)[0]
    if count < least:
        return None
    sharing = [role for role in listed if openings[id(role)][:1] == (first,)]
    size = 1
    while len({openings[id(role)][: size + 1] for role in sharing}) == 1 and all(
        len(openings[id(role)]) > size for role in sharing
    ):
        size += 1
    names = any(_TITLE in line for line in openings[id(sharing[0])][:size])
    return Pasted(tuple(sharing), size, names)


def _folded(block: Block, title: str) -> str:
    text = fold(block.text)
    return re.sub(rf"(?<!\w){re.escape(fold(title))}(?!\w)", _TITLE, text)


def shared_lines(lines: Sequence[str], title: str) -> list[str]:
    """The lines of an intro, with the title of the page that it is shown on in place of one's."""
    pattern = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")
    return [pattern.sub("{this}`role`", line) for line in lines]


_TITLE = "\N{WHITE SQUARE}"
