"""The layout of the code: `[tool.sphinx-roles]` in pyproject.toml has the order."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = Path(sphinx_roles.__file__).parent
LAYOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "sphinx-roles"
]
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""Module → file; `__init__` is the package itself, `read` the folder of that name."""
FOLDERS = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))
MODULES = sorted(name for name in FILES if not name.startswith("__"))


def step_of(module: str) -> str:
    """The step that a module belongs to."""
    first = module.partition(".")[0]
    return "base" if first in LAYOUT["base"] else first


def allowed(step: str) -> set[str]:
    """The steps that a step may import."""
    if step == "base":
        return {"handbook", "base"}
    steps: list[str] = LAYOUT["steps"]
    before = set(steps[: steps.index(step) + 1])
    return before - {"base"} if step == "handbook" else before


def imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, for typing or inside functions too."""
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "sphinx_roles":
                inner = rest.split(".")
                known = (".".join(inner[:n]) for n in range(len(inner), 0, -1))
                yield next((found for found in known if found in FILES), "__init__")


def about(step: str) -> str:
    """What belongs to a step, in one line: from the docstring of its folder or module."""
    text = ast.get_docstring(ast.parse(FILES[step].read_text("utf-8"))) or ""
    if step in LAYOUT["base"]:
        text = text.partition("\n\n")[0]
    return " ".join(text.split())


def table() -> str:
    """The steps as a table in Markdown; a row for each module that is a step by itself."""
    rows = ["| step | what belongs there |", "| --- | --- |"]
    for step in LAYOUT["steps"]:
        names = LAYOUT["base"] if step == "base" else [step]
        rows += [f"| `{name}` | {about(name)} |" for name in names]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())  # noqa: T201 - for CONTRIBUTING.md
