"""The shape of the code: which module may import which, and what loading the extension costs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from layout import FILES, FOLDERS, LAYOUT, MODULES, ROOT, allowed, imports, step_of, table

if TYPE_CHECKING:
    from pathlib import Path

PURE = [module for module in MODULES if step_of(module) in LAYOUT["pure"]]
MOST_LINES = 250
MOST_MODULES = 10


def run(code: str) -> list[str]:
    """What a script prints, in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_module_belongs_to_a_step() -> None:
    assert {step_of(module) for module in MODULES if module != "__main__"} <= set(LAYOUT["steps"])


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_back_only(module: str) -> None:
    """Those for typing and inside functions as well."""
    # The version is the one thing that the package itself holds.
    found = {name for name in imports(module) if name != "__init__"}
    assert {step_of(name) for name in found} <= allowed(step_of(module))


def test_no_imports_go_in_a_circle() -> None:
    graph = {module: set(imports(module)) - {"__init__"} for module in MODULES}
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError
    assert set(imports("__init__")) == {"extension"}  # what `imports` finds at all


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_long(module: str) -> None:
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_folder_is_crowded(folder: Path) -> None:
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_folder_says_what_belongs_there(folder: Path) -> None:
    assert (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')


def test_the_order_of_the_steps_is_documented_as_it_is() -> None:
    assert table() in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    story = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    assert "```{code-steps}\n```" in story


def test_what_to_change_where_names_what_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| .* \|$", text.partition("Where to change what:")[2])
    table_end = next(n for n, row in enumerate(rows) if row.startswith("| step "))
    named = {name for row in rows[:table_end] for name in re.findall(r"`([\w./-]+/[\w./-]*)`", row)}
    assert len(named) > 20
    missing = [
        n
        for n in named
        if not any((at / n).exists() for at in (ROOT / "src" / "sphinx_roles", ROOT))
    ]
    assert missing == []


@pytest.mark.parametrize("module", MODULES)
def test_only_read_and_build_touch_the_environment(module: str) -> None:
    """Nothing else may ask Sphinx's environment or our domain: it gets what it needs."""
    if step_of(module) in {"read", "build", "builders", "commands"}:
        return
    nodes = ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8")))
    touched = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert not touched & {"env", "environment", "domains"}


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_work_without_docutils_and_sphinx(module: str) -> None:
    """And load nothing but the standard library, of that nothing slow."""
    loaded = run(
        f"""
        import sys
        sys.modules.update(dict.fromkeys(["docutils", "sphinx", "myst_parser"]))  # blocks them
        before = set(sys.modules)
        import sphinx_roles.{module}
        print(*sorted(set(sys.modules) - before))
        """
    )
    assert f"sphinx_roles.{module}" in loaded
    assert {name.partition(".")[0] for name in loaded} <= {"sphinx_roles", *sys.stdlib_module_names}
    ours = {name.removeprefix("sphinx_roles.") for name in loaded if "_roles." in name}
    assert {step_of(name) for name in ours} <= {*LAYOUT["pure"]}
    assert not {"difflib", "logging"} & set(loaded)


def test_a_handbook_resolves_without_docutils_and_sphinx() -> None:
    printed = run(
        """
        import sys
        sys.modules.update(dict.fromkeys(["docutils", "sphinx"]))
        from sphinx_roles.choose.all_views import Views
        from sphinx_roles.choose.page import choose_page
        from sphinx_roles.data.export import export
        from sphinx_roles.handbook.problems import Place
        from sphinx_roles.handbook.records import DocumentRecord, RoleRecord
        from sphinx_roles.resolve.resolve import resolve
        place = Place("ada", "ada.rst", 1)
        role = RoleRecord("ada", "Ada", None, None, None, place, "", (), (), ())
        handbook = resolve({"ada": DocumentRecord(roles=(role,))}, docs=["ada"])
        data = export(handbook, url="{}#{}".format, read="".join)
        page = choose_page(handbook, Views(), "ada")
        print(*data["holders"], page.intros[0][0], *handbook.intros)
        """
    )
    assert printed == ["ada", "ada", "ada"]


def test_setup_loads_nothing_heavy(tmp_path: Path) -> None:
    """Beside what Sphinx itself has loaded."""
    (tmp_path / "index.rst").write_text("Handbook\n========\n", encoding="utf-8")
    added = run(
        f"""
        import sys
        from sphinx.application import Sphinx
        app = Sphinx({str(tmp_path)!r}, None, *[{str(tmp_path / "out")!r}] * 2, "html", status=None)
        # Newer or older, Sphinx may load it for itself: what we would load must show.
        for name in [n for n in sys.modules if n.partition(".")[0] in {{"difflib", "jsonschema"}}]:
            del sys.modules[name]
        before = set(sys.modules)
        app.setup_extension("sphinx_roles")
        print(*sorted(set(sys.modules) - before))
        """
    )
    assert "sphinx_roles.extension" in added
    packages = {name.partition(".")[0] for name in added} - {"sphinx_roles", "sphinx", "docutils"}
    assert packages <= set(sys.stdlib_module_names)
    assert not {"difflib", "jsonschema", "rapidfuzz", "concurrent", "sqlite3", "zipfile"} & packages
