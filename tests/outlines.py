"""Pages as nested blocks, written out in reStructuredText and in MyST."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RST = "rst"
MD = "md"
UNDERLINES = "=-~^\"'+*#"


@dataclass(frozen=True)
class Heading:
    """A heading and all blocks below it; headings come last."""

    title: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True)
class Text:
    """A paragraph, or any text that both languages write alike."""

    text: str


@dataclass(frozen=True)
class Bold:
    """A paragraph of bold text, and the punctuation behind it."""

    text: str
    end: str = ""


@dataclass(frozen=True)
class Keyed:
    """A paragraph with a key, behind a bold label or none."""

    key: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class List:
    """A list. An item is its text, or its text and the blocks below it."""

    items: Sequence[str | tuple[str, Sequence[Block]]]
    mark: str = "-"


@dataclass(frozen=True)
class Terms:
    """A definition list, or a field list."""

    items: Sequence[tuple[str, str]]
    is_fields: bool = False


@dataclass(frozen=True)
class Table:
    """A table of one row below its head."""

    cells: Sequence[str]


@dataclass(frozen=True)
class Wrapped:
    """Blocks in something: `quote`, or the name of a directive and its argument."""

    kind: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Written:
    """What the two languages write differently."""

    rst: str
    md: str


Block = Heading | Text | Bold | Keyed | List | Terms | Table | Wrapped | Written


def write(blocks: Sequence[Block], language: str, rank: int = 0) -> str:
    """All blocks, in one of the languages."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(before, (List, Terms, Wrapped)) and not isinstance(block, (Heading, Text)):
            pieces.append(".." if language == RST else "% apart")  # not one list of two
        pieces.append(_written(block, language, rank))
        before = block
    return "\n\n".join(pieces)


def _written(block: Block, language: str, rank: int) -> str:
    if isinstance(block, Heading):
        inner = write(block.blocks, language, rank + 1)
        if language == MD:
            return f"{'#' * (rank + 1)} {block.title}\n\n{inner}"
        return f"{block.title}\n{UNDERLINES[rank] * 80}\n\n{inner}"
    if isinstance(block, Text):
        return block.text
    if isinstance(block, Bold):
        return f"**{block.text}**{block.end}"
    if isinstance(block, Keyed):
        label = f"**{block.label}:** " if block.label else ""
        return f"{label}{key(block.key, language)} {block.text}"
    if isinstance(block, List):
        return "\n".join(_item(item, block.mark, language) for item in block.items)
    if isinstance(block, Terms):
        return _terms(block, language)
    if isinstance(block, Table):
        return _table(block, language)
    if isinstance(block, Written):
        return block.rst if language == RST else block.md
    return _wrapped(block, language)


def key(name: str, language: str) -> str:
    """The inline markup of a key."""
    return f":key:`{name}`" if language == RST else f"{{key}}`{name}`"


def _item(item: str | tuple[str, Sequence[Block]], mark: str, language: str) -> str:
    text, blocks = (item, ()) if isinstance(item, str) else item
    inner = write(blocks, language)
    mark = mark.replace("1", "#") if language == RST else mark  # the same number is no list
    if not inner:
        return f"{mark} {text}"
    return f"{mark} {text}\n\n{indent(inner, ' ' * (len(mark) + 1))}\n"


def _terms(block: Terms, language: str) -> str:
    if block.is_fields:
        return "\n".join(f":{term}: {text}" for term, text in block.items)
    between = "\n   " if language == RST else "\n: "
    return "\n\n".join(f"{term}{between}{text}" for term, text in block.items)


def _table(block: Table, language: str) -> str:
    if language == MD:
        rows = [["Head"] * len(block.cells), ["---"] * len(block.cells), block.cells]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    rows = [["Head"] * len(block.cells), block.cells]
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for row in rows:
        lines += [f"   {'*' if n == 0 else ' '} - {cell}" for n, cell in enumerate(row)]
    return "\n".join(lines)


def _wrapped(block: Wrapped, language: str) -> str:
    inner = write(block.blocks, language)
    if block.kind == "quote":
        return indent(inner, "   ") if language == RST else indent(inner, "> ", lambda _line: True)
    name, _, argument = block.kind.partition(" ")
    if language == RST:
        return f".. {name}:: {argument}".rstrip() + f"\n\n{indent(inner, '   ')}"
    inner = f"% apart\n{inner}" if inner.startswith(":") else inner  # no options
    fence = "`" * max(3, 1 + max(map(len, _runs(inner)), default=0))
    return f"{fence}{{{name}}} {argument}".rstrip() + f"\n{inner}\n{fence}"


def _runs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if set(line.strip()) == {"`"}]


def role(title: str, blocks: Sequence[Block], language: str) -> str:
    """A role page."""
    return write([Heading(title, (Written(".. role::", "```{role}\n```"), *blocks))], language)


def level(name: str, title: str, *blocks: Block) -> Heading:
    """A level of it."""
    return Heading(title, (Written(f".. level:: {name}", f"```{{level}} {name}\n```"), *blocks))
