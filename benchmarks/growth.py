"""How time grows with the handbook: ladders and families of many shapes and sizes.

Belongs here: the shapes. Each is written for sphinx-roles alone.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from benchmarks import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def chain(size: int) -> dict[str, str]:
    """Role k extends role k - 1 and raises all it says: the pages stay equally long."""
    return {_name(k): _page(k, [_name(k - 1)] if k else [], _raising(k)) for k in range(size)}


def adding(size: int) -> dict[str, str]:
    """Role k extends role k - 1 and adds to it: what is shown grows with the square."""
    return {_name(k): _page(k, [_name(k - 1)] if k else [], _adding(k)) for k in range(size)}


def fan(size: int) -> dict[str, str]:
    """One base, extended by all others."""
    return {_name(k): _page(k, [_name(0)] if k else [], _adding(k)) for k in range(size + 1)}


def diamonds(size: int) -> dict[str, str]:
    """Diamonds on top of one another: each top is the bottom of the one before."""
    pages = {_name(0): _page(0, [], _raising(0))}
    for k in range(0, 3 * size, 3):
        left, right, bottom = k + 1, k + 2, k + 3
        pages[_name(left)] = _page(left, [_name(k)], _raising(left))
        pages[_name(right)] = _page(right, [_name(k)], _raising(right))
        pages[_name(bottom)] = _page(bottom, [_name(left), _name(right)], _raising(bottom))
    return pages


def levels(size: int) -> dict[str, str]:
    """Ten role pages of many levels; each extends the one before and raises all it says."""
    pages = {}
    for k in range(10):
        blocks = [_page(k, [], _raising(0))]
        for level in range(size):
            base = f"level-{level - 1}" if level else _name(k)
            marks = f"```{{level}} level-{level}\n```\n\n```{{extends}} {base}\n```"
            blocks.append(f"## Level {level} of {k}\n\n{marks}\n\n{_raising(level + 1)}\n")
        pages[_name(k)] = "\n".join(blocks)
    return pages


def bullets(size: int) -> dict[str, str]:
    """Ten role pages, of which nine extend the first, with many expectations each."""
    return {_name(k): _page(k, [_name(0)] if k else [], _adding(k, size)) for k in range(10)}


SHAPES: dict[Callable[[int], dict[str, str]], tuple[int, ...]] = {
    chain: (10, 30, 100, 300, 1000, 2000),
    adding: (10, 30, 100, 200),
    fan: (10, 30, 100, 300, 1000, 2000, 5000),
    diamonds: (10, 30, 100, 300, 1000),
    levels: (3, 10, 30, 100, 300),
    bullets: (3, 10, 30, 100, 300, 1000),
}


def grow(
    shapes: Iterable[str], *, most: int, theme: str, say: Callable[[str], None]
) -> dict[str, list[dict[str, Any]]]:
    """Build each shape once in each size up to `most`; time, memory, output and the clocks."""
    series: dict[str, list[dict[str, Any]]] = {}
    for shape, sizes in SHAPES.items():
        if shape.__name__ not in shapes:
            continue
        series[shape.__name__] = []
        for size in (n for n in sizes if n <= most):
            pages = shape(size)
            folder = measure.WORK / "growth"
            shutil.rmtree(folder, ignore_errors=True)
            source = folder / "source"
            source.mkdir(parents=True)
            for name, text in {**pages, "index": _index(pages)}.items():
                (source / f"{name}.md").write_text(text, encoding="utf-8")
            (source / "conf.py").write_text(_CONF, encoding="utf-8")
            found = measure.timed(source, folder / "out", theme)
            output = measure.size(folder / "out")
            point = {"size": size, "pages": len(pages), "output": output, **found}
            series[shape.__name__].append(point)
            share = found["resolve"] / found["cpu"]
            say(f"{shape.__name__} {size}: {found['cpu']:.2f} s, resolve {share:.1%}")
    return series


_CONF = """\
project = "Growth"
extensions = ["myst_parser", "sphinx_roles"]
roles_intro = None
roles_inherited = "open"
"""


def _name(k: int) -> str:
    return f"role-{k:04}"


def _index(pages: Iterable[str]) -> str:
    return "# Growth\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"


def _page(k: int, bases: Sequence[str], items: str) -> str:
    extends = f"```{{extends}} {', '.join(bases)}\n```\n\n" if bases else ""
    return f"# Role {k}\n\n```{{role}}\n```\n\n{extends}## Responsibilities\n\n{items}\n"


def _raising(k: int) -> str:
    return "\n".join(f"- {{key}}`key-{i}` Do thing {i} the way of number {k}." for i in range(3))


def _adding(k: int, count: int = 3) -> str:
    return "\n".join(f"- Do thing {i} that is new in number {k}." for i in range(count))
