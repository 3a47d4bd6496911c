"""docutils' `role` directive stays docutils', and only its bare form is ours.

Every use of docutils' directive is built twice, without and with the extension, in
reStructuredText and in MyST: the doctrees and the warnings must be the same to the letter.
docutils' own tests of the directive are run, too, from its source package.
"""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
import tarfile
import unittest
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import docutils
import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives, roles
from docutils.parsers.rst.directives.misc import Role
from docutils.utils import new_document
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import SphinxDirective

from sphinx_roles.read import docutils_role
from sphinx_roles.read.docutils_role import RoleDispatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

MARKUPS = ["rst", "md"]


def needs(markup: str) -> list[str]:
    """The extensions that `markup` needs; the test is skipped where they are missing."""
    if markup == "rst":
        return []
    pytest.importorskip("myst_parser")
    return ["myst_parser"]


def build(srcdir: Path, name: str, extensions: list[str], **config: Any) -> SphinxTestApp:
    """Build `srcdir` into a folder of its own; the caller cleans up."""
    app = SphinxTestApp(
        "dummy",
        srcdir=srcdir,
        builddir=srcdir.parent / name,
        confoverrides={"extensions": extensions, "keep_warnings": True, **config},
    )
    app.build()
    return app


# -- docutils' form ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """One use of docutils' directive; `{name}` is a name that no other use defines."""

    argument: str = "{name}"
    block: tuple[str, ...] = ()
    early: bool = False
    markups: tuple[str, ...] = ("rst", "md")

    def source(self, case: str, markup: str) -> str:
        """Write the directive, and a text that uses what it defines."""
        name = case.replace(" ", "-")
        argument = f" {self.argument.format(name=name)}".rstrip()
        block = [line.format(name=name) for line in self.block]
        if markup == "rst":
            text = f"Some :{name}:`interpreted text`, more."
            lines = [f".. role::{argument}", *(f"   {line}".rstrip() for line in block)]
        else:
            text = f"Some {{{name}}}`interpreted text`, more."
            lines = [f"```{{role}}{argument}", *block, "```"]
        before = [text, ""] if self.early else []
        return "\n".join(["Title", "=====", "", *before, *lines, "", text, ""])


USES = {
    "plain": Use(),
    "used too early": Use(early=True),
    "class": Use(block=(":class: special",)),
    "classes": Use(block=(":class: special more",)),
    "empty class": Use(block=(":class:",)),
    "capitals": Use("CAPITALS"),
    "not ascii": Use("größe"),
    "trailing space": Use("{name}   "),
    "base": Use("{name}(emphasis)"),
    "spaced base": Use("{name} ( emphasis ) "),
    "base with class": Use("{name}(strong)", (":class: special",)),
    "raw": Use("{name}(raw)", (":format: html",)),
    "raw formats": Use("{name}(raw)", (":format: latex html", ":class: special")),
    "raw without format": Use("{name}(raw)"),
    "code": Use("{name}(code)", (":language: python",)),
    "code with class": Use("{name}(code)", (":language: python", ":class: highlight")),
    "math": Use("{name}(math)"),
    "unknown base": Use("{name}(nobody-knows)"),
    "unknown option": Use(block=(":colour: red",)),
    "option of another base": Use("{name}(emphasis)", (":format: html",)),
    "our options": Use(block=(":intro: none", ":track: Engineering")),
    "bad class": Use(block=(":class: 1",)),
    "bad option line": Use(block=(":class: special", "unindented")),
    "duplicate option": Use(block=(":class: one", ":class: two")),
    "content": Use(block=("", "Content of the directive.")),
    "content after options": Use(block=(":class: special", "", "Content of the directive.")),
    "content without blank line": Use(block=("Content of the directive.",)),
    "bad name": Use("1"),
    "no name": Use("(error)"),
    "two names": Use("two names"),
    "punctuation": Use("really?"),
    "open parenthesis": Use("{name}(emphasis"),
    "text after base": Use("{name}(emphasis) more"),
    "two bases": Use("{name}(emphasis, strong)"),
    # docutils takes a name from the second line as well
    "second line": Use("", ("{name}",)),
    "base on second line": Use("", ("{name}(emphasis)",)),
    "second line with options": Use("", ("{name}", ":class: special")),
    # MyST-Parser before 5.2 gives this to directives just as if it stood on the second line
    "options on first line": Use(":class: special", markups=("rst",)),
    "option-like name": Use(":intro:", (":track: Engineering",), markups=("rst",)),
    "yaml": Use("{name}(emphasis)", ("---", "class: special", "---"), markups=("md",)),
    "yaml unknown option": Use(block=("---", "colour: red", "---"), markups=("md",)),
    "yaml malformed": Use(block=("---", "class: [", "---"), markups=("md",)),
}

RST_DOCUMENTS = {
    "in a list": "- item\n\n  .. role:: in-list(emphasis)\n     :class: x\n\n  :in-list:`a`\n",
    "in a note": ".. note::\n\n   .. role:: in-note\n   .. role:: 1\n\n   :in-note:`a`\n",
    "in a table": "+---------------------+\n| .. role:: in-table  |\n+---------------------+\n",
    "in a substitution": ".. |here| role:: in-substitution\n\n|here|\n",
    "followed by text": ".. role:: followed\nunindented\n",
    "followed by another": ".. role:: one-of-two\n.. role:: two-of-two(code)\n   :language: c\n",
    "included": ".. include:: included.txt\n",
    "defined twice": ".. role:: twice\n.. role:: twice(strong)\n\n:twice:`a`\n",
    "made the default": ".. role:: other\n.. default-role:: other\n\n`a`\n\n.. default-role::\n",
}
MD_DOCUMENTS = {
    "in a list": "- item\n\n  ```{role} md-list(emphasis)\n  :class: x\n  ```\n\n  {md-list}`a`\n",
    "in a note": "````{note}\n```{role} md-in-note\n```\n{md-in-note}`a`\n```{role} 1\n```\n````\n",
    "eval-rst": "```{eval-rst}\n.. role:: md-rst(emphasis)\n\n:md-rst:`a`\n```\n",
    "tildes": "~~~{role} md-tildes(emphasis)\n:class: x\n~~~\n{md-tildes}`a`\n",
}


def sources(markup: str) -> dict[str, str]:
    """Every document that is built both ways, by the name of its case."""
    uses = {case: use.source(case, markup) for case, use in USES.items() if markup in use.markups}
    return uses | (RST_DOCUMENTS if markup == "rst" else MD_DOCUMENTS)


@dataclass(frozen=True)
class Reading:
    """What a project's documents were read to."""

    doctree: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)


def read(srcdir: Path, markup: str, name: str, extensions: list[str]) -> Reading:
    """Build the project and keep each document's doctree and warnings."""
    app = build(srcdir, name, extensions)
    reading = Reading()
    try:
        for case in sources(markup):
            reading.doctree[case] = app.env.get_doctree(docname(case)).pformat()
            reading.warnings[case] = [
                line
                for line in app.warning.getvalue().splitlines()
                if f"{docname(case)}.{markup}" in line
            ]
        # what runs over several lines is told apart by case only as a whole
        reading.warnings[""] = app.warning.getvalue().splitlines()
    finally:
        app.cleanup()
    return reading


def docname(case: str) -> str:
    return "case-" + case.replace(" ", "-")


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Reading, Reading]]:
    """Read the documents of a markup without the extension and with it, once."""
    made: dict[str, tuple[Reading, Reading]] = {}

    def make(markup: str) -> tuple[Reading, Reading]:
        if markup not in made:
            extensions = needs(markup)
            srcdir = tmp_path_factory.mktemp(markup) / "src"
            srcdir.mkdir()
            (srcdir / "conf.py").touch()
            listed = "\n".join(docname(case) for case in sources(markup))
            toctree = (
                ".. toctree::\n\n" + "".join(f"   {line}\n" for line in listed.splitlines())
                if markup == "rst"
                else f"```{{toctree}}\n{listed}\n```\n"
            )
            (srcdir / f"index.{markup}").write_text(f"Cases\n=====\n\n{toctree}", "utf-8")
            (srcdir / "included.txt").write_text(
                "Text.\n\n.. role:: included(emphasis)\n.. role:: (error)\n\n:included:`a`\n",
                "utf-8",
            )
            for case, source in sources(markup).items():
                (srcdir / f"{docname(case)}.{markup}").write_text(source, "utf-8")
            made[markup] = (
                read(srcdir, markup, "without", extensions),
                read(srcdir, markup, "with", [*extensions, "sphinx_roles"]),
            )
        return made[markup]

    return make


@pytest.mark.versions
@pytest.mark.parametrize(
    ("markup", "case"), [(markup, case) for markup in MARKUPS for case in sources(markup)]
)
def test_docutils_form_is_untouched(
    readings: Callable[[str], tuple[Reading, Reading]], markup: str, case: str
) -> None:
    without, with_extension = readings(markup)
    assert with_extension.doctree[case] == without.doctree[case]
    assert with_extension.warnings[case] == without.warnings[case]


@pytest.mark.versions
@pytest.mark.parametrize("markup", MARKUPS)
def test_all_warnings_are_docutils_own(
    readings: Callable[[str], tuple[Reading, Reading]], markup: str
) -> None:
    without, with_extension = readings(markup)
    assert with_extension.warnings[""] == without.warnings[""]
    # the cases do reach docutils' errors: nobody compares nothing with nothing
    log = "\n".join(without.warnings[""])
    for message in ("not valid role names", "Unknown interpreted text role", "class name"):
        assert message in log


# -- the bare form ----------------------------------------------------------------------------


class Recorder(SphinxDirective):
    """Stands in for `RoleDirective` and keeps what it is given."""

    class _Options(dict[str, Any]):
        def __bool__(self) -> bool:
            return True

        def __contains__(self, key: object) -> bool:
            return True

        def __missing__(self, key: str) -> Any:
            return directives.unchanged

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = _Options()
    runs: ClassVar[list[Recorder]] = []

    def run(self) -> list[nodes.Node]:
        self.runs.append(self)
        return []

    def body(self) -> str:
        """Arguments and content: reST reads text right below as an argument, MyST as content."""
        return " ".join([*self.arguments, *(line for line in self.content if line)])


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Recorder]]:
    monkeypatch.setattr(docutils_role, "RoleDirective", Recorder)
    yield Recorder
    Recorder.runs.clear()


def project(tmp_path: Path, **files: str) -> Path:
    srcdir = tmp_path / "src"
    srcdir.mkdir()
    (srcdir / "conf.py").touch()
    for name, text in files.items():
        (srcdir / name.replace("_", ".")).write_text(text, "utf-8")
    return srcdir


def bare(markup: str, *block: str) -> str:
    """A page whose bare directive stands on line 4."""
    lines = (
        [".. role::", *(f"   {line}".rstrip() for line in block)]
        if markup == "rst"
        else ["```{role}", *block, "```"]
    )
    return "\n".join(["Captain", "=======", "", *lines, "", "Text.", ""])


@dataclass(frozen=True)
class Bare:
    """A bare directive and what `RoleDirective` must be given."""

    block: tuple[str, ...] = ()
    options: dict[str, str | None] = field(default_factory=dict)
    body: str = ""
    markups: tuple[str, ...] = ("rst", "md")


BARE = {
    "empty": Bare(),
    "options": Bare((":name: captain", ":intro: none"), {"name": "captain", "intro": "none"}),
    "option without value": Bare((":summary:",), {"summary": None}),
    "wrong option": Bare((":colour: red",), {"colour": "red"}),
    "yaml": Bare(("---", "name: captain", "---"), {"name": "captain"}, markups=("md",)),
    "yaml block": Bare(
        ("---", "summary: >-", "  Leads", "  the ship", "---"),
        {"summary": "Leads the ship"},
        markups=("md",),
    ),
    "options and content": Bare(
        (":name: captain", "", "Some text."), {"name": "captain"}, "Some text."
    ),
    "text below a blank line": Bare(("", "Some text."), body="Some text."),
    "word below a blank line": Bare(("", "word"), body="word"),
    # as in every other directive, these are content
    "options below a blank line": Bare(("", ":name: captain"), body=":name: captain"),
}


@pytest.mark.versions
@pytest.mark.parametrize(
    ("markup", "case"),
    [(markup, case) for markup in MARKUPS for case in BARE if markup in BARE[case].markups],
)
def test_bare_form_is_ours(
    tmp_path: Path, recorder: type[Recorder], markup: str, case: str
) -> None:
    expected = BARE[case]
    extensions = needs(markup)
    srcdir = project(tmp_path, **{f"index_{markup}": bare(markup, *expected.block)})
    app = build(srcdir, "out", [*extensions, "sphinx_roles"])
    try:
        assert app.warning.getvalue() == ""
        [run] = recorder.runs
        assert run.name == "role"
        assert {key: value or None for key, value in run.options.items()} == expected.options
        assert run.body() == expected.body
        assert run.lineno == 4
        source, line = run.get_source_info()
        assert (Path(source).name, line) == (f"index.{markup}", 4)
        if expected.body:
            # the offset is the document's in reST and the directive's in MyST
            first = next(i for i, text in enumerate(expected.block) if text == expected.body)
            assert run.content_offset == first + (4 if markup == "rst" else 0)
    finally:
        app.cleanup()


@pytest.mark.versions
@pytest.mark.parametrize("markup", MARKUPS)
def test_text_below_the_bare_form_is_one_warning(
    tmp_path: Path, recorder: type[Recorder], markup: str
) -> None:
    extensions = needs(markup)
    srcdir = project(tmp_path, **{f"index_{markup}": bare(markup, "intro: none, please")})
    app = build(srcdir, "out", [*extensions, "sphinx_roles"])
    try:
        told_apart = markup == "rst" or release("myst-parser") >= (5, 2)
        if told_apart:
            [run] = recorder.runs
            assert run.body() == "intro: none, please"
            assert app.warning.getvalue() == ""
        else:
            # it may have stood on the first line: docutils' own error
            assert recorder.runs == []
            assert app.warning.getvalue().count("not valid role names") == 1
    finally:
        app.cleanup()


def release(distribution: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version(distribution).split(".")[:2])


@pytest.mark.versions
@pytest.mark.parametrize("markup", MARKUPS)
def test_malformed_options_are_one_located_error(
    tmp_path: Path, recorder: type[Recorder], markup: str
) -> None:
    extensions = needs(markup)
    block = {"rst": [":name: captain", "unindented"], "md": ["---", 'name: "captain', "---"]}
    srcdir = project(tmp_path, **{f"index_{markup}": bare(markup, *block[markup])})
    app = build(srcdir, "out", [*extensions, "sphinx_roles"])
    try:
        log = app.warning.getvalue()
        assert recorder.runs == []
        assert log.count("ERROR") == 1
        assert f"index.{markup}:4: " in log
        assert 'Error in "role" directive' in log
    finally:
        app.cleanup()


@pytest.mark.versions
@pytest.mark.parametrize("markup", MARKUPS)
def test_bare_form_marks_a_role_page(tmp_path: Path, markup: str) -> None:
    extensions = needs(markup)
    reference = {"rst": ":roles:role:`skipper`", "md": "{roles:role}`skipper`"}[markup]
    page = bare(markup, ":name: skipper", ":intro: none")
    page += f"\nResponsibilities\n----------------\n\n- Sails, as {reference} says.\n"
    srcdir = project(tmp_path, **{f"index_{markup}": page})
    app = build(srcdir, "out", [*extensions, "sphinx_roles"], nitpicky=True)
    try:
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()


def test_bare_form_is_docutils_where_there_are_no_role_pages(
    tmp_path: Path, recorder: type[Recorder]
) -> None:
    """Registered for the process, the directive meets documents of other projects, too."""
    srcdir = project(tmp_path, index_rst=bare("rst", ":name: captain"))
    (srcdir / "conf.py").write_text(
        "from sphinx_roles.read.docutils_role import RoleDispatch\n"
        "def setup(app):\n"
        "    app.add_directive('role', RoleDispatch, override=True)\n",
        "utf-8",
    )
    app = build(srcdir, "out", [])
    try:
        assert recorder.runs == []
        assert 'not valid role names: ":name: captain"' in app.warning.getvalue()
    finally:
        app.cleanup()


def test_the_class_is_read_as_docutils_is() -> None:
    """Parsers split a block by these before the directive runs."""
    for name in (
        "required_arguments",
        "optional_arguments",
        "final_argument_whitespace",
        "option_spec",
        "has_content",
    ):
        assert getattr(RoleDispatch, name) == getattr(Role, name)


# -- docutils' own tests ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def docutils_tests(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """docutils' `test_role.py` of the release installed, from its source package.

    Wheels hold no tests. `DOCUTILS_TESTS` may name an unpacked source package; otherwise pip
    gets one, and where it cannot, the tests are skipped.
    """
    where = "test/test_parsers/test_rst/test_directives/test_role.py"
    unpacked = os.environ.get("DOCUTILS_TESTS")
    if unpacked:
        path = Path(unpacked, where)
    else:
        folder = tmp_path_factory.mktemp("docutils")
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", "docutils"]
        pip += ["--dest", str(folder), "--quiet", "--retries", "1"]
        pip += [f"docutils=={docutils.__version__}"]
        done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=300)
        packages = list(folder.glob("docutils-*.tar.gz"))
        if done.returncode or not packages:
            reason = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
            pytest.skip(f"no source package of docutils {docutils.__version__}: {reason}")
        path = folder / "test_role.py"
        with tarfile.open(packages[0]) as package:
            [member] = [name for name in package.getnames() if name.endswith(f"/{where}")]
            content = package.extractfile(member)
            assert content is not None
            path.write_bytes(content.read())
    spec = importlib.util.spec_from_file_location("docutils_test_role", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[SphinxTestApp]:
    """A project with the extension, whose directives are registered meanwhile."""
    app = build(project(tmp_path, index_rst="Title\n=====\n"), "out", ["sphinx_roles"])
    assert directives._directives["role"] is RoleDispatch
    yield app
    app.cleanup()


@pytest.mark.usefixtures("loaded")
def test_docutils_own_tests_pass(
    docutils_tests: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "_roles", {})  # the tests replace it
    suite = unittest.defaultTestLoader.loadTestsFromModule(docutils_tests)
    assert suite.countTestCases() > 0
    log = io.StringIO()
    result = unittest.TextTestRunner(log).run(suite)
    assert result.testsRun > 0
    assert result.wasSuccessful(), log.getvalue()


def test_docutils_own_cases_pass_inside_sphinx(
    docutils_tests: ModuleType,
    loaded: SphinxTestApp,
    monkeypatch: pytest.MonkeyPatch,
    recorder: type[Recorder],
) -> None:
    """The same cases where the bare form is ours: all stand but that one."""
    settings = get_default_settings(Parser)
    settings.warning_stream = ""
    settings.env = loaded.env
    different = []
    for cases in docutils_tests.totest.values():
        for source, expected in cases:
            monkeypatch.setattr(roles, "_roles", {})
            document = new_document("test data", settings)
            Parser().parse(source, document)
            if document.pformat() != expected:
                different.append(source)
    assert different == [".. role::\n"]
    assert len(recorder.runs) == 1
