"""The shape of the code: which module may import which, and what loading the extension costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import sphinx_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sphinx_roles.__file__).parent
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
MODULES = sorted(FILES)

# A view is two modules: what it shows, and the nodes of that.
VIEWS = {
    "checklist",
    "compare",
    "expectations",
    "expected_of",
    "index",
    "ladder",
    "map",
}

# The way of the data. A new module goes into one layer; a layer imports itself and what its line
# in MAY_IMPORT says. What reads documents and what writes pages know nothing of one another:
# they meet in the records.
LAYERS = {
    # plain data and computation, with neither docutils nor Sphinx
    "records": {"model", "warnings"},
    "resolve": {"changes", "checks", "classes", "export", "handbook", "linearize", "lookup"}
    | {"resolve", "shown", "views", "views.choose", "views.messages", "views.request"}
    | {f"views.{view}" for view in VIEWS},
    # what both sides share
    "shared": {"config", "headings", "i18n", "nodes", "reading", "report", "targets"},
    "read": {"collect", "directives", "docutils_role", "outline", "views.directives"},
    "domain": {"domain"},
    "render": {
        "assets",
        "book",
        "copies",
        "fragments",
        "garbage",
        "incremental",
        "origins",
        "output",
        "pieces",
        "render",
        "search",
        "show",
        "splice",
    }
    | {"transplant", "views.drawing", "views.pictures", "views.tables"}
    | {f"views.{view}_nodes" for view in VIEWS},
    "build": {"build"},
    "setup": {"__init__", "extension"},
}
MAY_IMPORT = {
    "records": set(),
    "resolve": {"records"},
    "shared": {"records", "resolve"},
    "read": {"records", "resolve", "shared"},
    "domain": {"records", "resolve", "shared", "read"},
    "render": {"records", "resolve", "shared"},
    "build": {"records", "resolve", "shared", "render"},
    "setup": set(LAYERS),
}
LAYER_OF = {module: layer for layer, modules in LAYERS.items() for module in modules}
PURE = sorted(LAYERS["records"] | LAYERS["resolve"])

MOST_LINES = 300


def imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports when it is used, by any spelling."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    nodes: list[ast.AST] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            nodes += node.orelse
            continue
        nodes += ast.iter_child_nodes(node)
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
                yield next((module for module in known if module in FILES), "__init__")


def run(code: str) -> list[str]:
    """What a script prints, in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_module_has_a_layer() -> None:
    assert sorted(LAYER_OF) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    layer = LAYER_OF[module]
    allowed = {layer, *MAY_IMPORT[layer]}
    # The version is the one thing that the package itself holds, and `extension` passes it on.
    wrong = {name for name in imports(module) if LAYER_OF[name] not in allowed}
    assert not wrong


def test_no_imports_go_in_a_circle() -> None:
    graph = {module: {name for name in imports(module) if name != "__init__"} for module in MODULES}
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError
    assert graph["__init__"] == {"extension"}  # what `imports` finds at all


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_long(module: str) -> None:
    lines = len(FILES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES


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
    assert {name.removeprefix("sphinx_roles.") for name in loaded if "_roles." in name} <= {*PURE}
    assert not {"difflib", "json", "logging"} & set(loaded)


def test_a_handbook_resolves_without_docutils_and_sphinx() -> None:
    printed = run(
        """
        import sys
        sys.modules.update(dict.fromkeys(["docutils", "sphinx"]))
        from sphinx_roles.export import export
        from sphinx_roles.model import DocumentRecord, Place, RoleRecord
        from sphinx_roles.resolve import resolve
        from sphinx_roles.shown import page
        place = Place("ada", "ada.rst", 1)
        role = RoleRecord("ada", "Ada", None, None, None, place, "", (), (), ())
        handbook = resolve({"ada": DocumentRecord(roles=(role,))}, docs=["ada"])
        data = export(handbook, url="{}#{}".format, rendered={}, craft=lambda link: None)
        print(*data["holders"], page(handbook, "ada").intros[0][0], *handbook.intros)
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
