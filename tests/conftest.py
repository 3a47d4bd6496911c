"""Real projects, built by real builders: what every test of pages starts from."""

from __future__ import annotations

import json
import logging as python_logging
import re
import shutil
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jsonschema import Draft202012Validator
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util import logging
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

import browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2.bccache import Bucket
    from playwright.sync_api import Browser

try:
    import myst_parser  # noqa: F401

    HAS_MYST = True
except ImportError:
    HAS_MYST = False


ROOT = Path(__file__).parents[1]

# A busy machine is no fault of a property.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# Of each build Sphinx says thousands of things to its developers, which cost time though nobody
# reads them.
python_logging.disable(python_logging.DEBUG)


class Templates(BytecodeCache):
    """The templates of themes, compiled once and not for each of a thousand builds."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        compiled = self._compiled.get((bucket.key, bucket.checksum))
        if compiled is not None:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


TEMPLATES = Templates()


ORPHANS = """\
def setup(app):
    def updated(_app, env):
        for docname in env.all_docs:
            env.metadata[docname]["orphan"] = True
    app.connect("env-updated", updated)
"""
"""A `conf.py` without warnings of pages in no toctree: Sphinx 7 has no name to suppress them by."""


@dataclass(eq=False)
class Built:
    """What one build left behind."""

    outdir: Path
    warnings: list[str]
    """One entry for each warning: `path:line: WARNING: message [type.subtype]`, the path
    relative to the source folder."""
    read: list[str]
    """The documents that were read."""
    written: list[str]
    """The documents that were resolved to be written."""

    def html(self, docname: str) -> BeautifulSoup:
        """A page, parsed."""
        return BeautifulSoup(self.file(f"{docname}.html"), "html.parser")

    def main(self, docname: str) -> BeautifulSoup:
        """The body of a page, without navigation."""
        found = self.html(docname).find(attrs={"role": "main"})
        assert found is not None, docname
        return found  # type: ignore[return-value]

    def file(self, name: str) -> str:
        return (self.outdir / name).read_text(encoding="utf-8")

    @property
    def data(self) -> dict[str, Any]:
        """`roles.json`."""
        found: dict[str, Any] = json.loads(self.file("roles.json"))
        return found


@cache
def schema() -> Draft202012Validator:
    """The JSON Schema of `roles.json`, as a user finds it: in the installed package."""
    text = files("sphinx_roles").joinpath("data", "roles.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


@lru_cache  # the same one is written again and again
def errors_of(text: str) -> list[str]:
    return [error.message for error in schema().iter_errors(json.loads(text))]


def check_data(outdir: Path) -> None:
    """Every `roles.json` that any test makes is what its schema says."""
    file = outdir / "roles.json"
    if file.is_file():
        assert errors_of(file.read_text(encoding="utf-8")) == []


class Stopped(BaseException):
    """A build that somebody has stopped, as from the keyboard."""


class Project:
    """A handbook on disk.

    `write` takes file names and (dedented) texts. `build` builds it; keyword arguments are
    configuration values on top of `conf`.
    """

    is_inside = False
    """Whether somebody has opened a namespace of docutils for several applications at once."""

    def __init__(self, root: Path) -> None:
        self.srcdir = root / "source"
        self.srcdir.mkdir()
        self.root = root
        self.conf: dict[str, Any] = {
            "extensions": [*(["myst_parser"] if HAS_MYST else []), "sphinx_roles"],
            "html_theme": "basic",
            "html_copy_source": False,
            "show_warning_types": True,  # the default from Sphinx 8 on
            "project": "Handbook",
            "author": "The team",
            "copyright": "2026",
            "version": "1",
            "release": "1",
        }
        (self.srcdir / "conf.py").write_text("", encoding="utf-8")

    def write(self, files: dict[str, str]) -> Project:
        for name, text in files.items():
            file = self.srcdir / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), encoding="utf-8")
        return self

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace some text of a file, which must hold it."""
        file = self.srcdir / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, builder: str = "html", *files: str, **options: Any) -> Built:
        """Build, or build some files alone. Options are those of `application`."""
        with self.application(builder, **options) as build:
            return build(*files)

    @contextmanager
    def application(
        self,
        builder: str = "html",
        *,
        outdir: str | None = None,
        doctrees: str = "doctrees",
        parallel: int = 1,
        fresh: bool = False,
        tags: Sequence[str] = (),
        stop: tuple[str, int] | None = None,
        **conf: Any,
    ) -> Iterator[Callable[..., Built]]:
        """One application that may build many times, all or some files by their names.

        Several builders share the doctrees, as with `make html epub`. `stop` names an event, and
        how many times it comes before the build is stopped by `Stopped`.
        """
        out = self.root / (outdir or builder)
        warnings = StringIO()
        read: list[str] = []
        written: list[str] = []
        settings = {
            name: value
            for name, value in {**self.conf, **conf}.items()
            if HAS_MYST or not name.startswith("myst_")
        }
        translators.clear()  # Sphinx keeps the languages of earlier builds of the process
        namespace = nullcontext() if self.is_inside else docutils_namespace()
        with patch_docutils(str(self.srcdir)), namespace:
            app = Sphinx(
                srcdir=self.srcdir,
                confdir=self.srcdir,
                outdir=out,
                doctreedir=self.root / doctrees,
                buildername=builder,
                confoverrides=settings,
                status=None,
                warning=warnings,
                freshenv=fresh,
                parallel=parallel,
                tags=list(tags),
            )
            if templates := getattr(app.builder, "templates", None):
                templates.environment.bytecode_cache = TEMPLATES
            app.connect("doctree-read", lambda app, _tree: read.append(app.env.docname))
            app.connect("doctree-resolved", lambda _app, _tree, name: written.append(name))

            if stop is not None:
                event, times = stop
                come = iter(range(times))

                def cut(*_: object) -> list[str]:
                    if next(come, None) is None:
                        raise Stopped
                    return []  # Sphinx asks some of these events for names of pages

                app.connect(event, cut, priority=400)

            def build(*files: str) -> Built:
                # Another application may have been made meanwhile.
                logging.setup(app, StringIO(), warnings)
                app.build(filenames=[str(self.srcdir / file) for file in files])
                lines = strip_colors(warnings.getvalue()).replace(f"{self.srcdir}/", "")
                found = [w for w in re.split(r"\n(?=\S)", lines.strip()) if w]
                check_data(out)
                built = Built(out, found, list(read), list(written))
                for past in (read, written):
                    past.clear()
                warnings.seek(0)
                warnings.truncate()
                return built

            yield build


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty handbook: `project.write({...}).build()`."""
    return Project(tmp_path)


@pytest.fixture
def projects(tmp_path: Path) -> Callable[[str], Project]:
    """Several handbooks in one test: `projects("one")`."""

    def make(name: str) -> Project:
        root = tmp_path / name
        root.mkdir()
        return Project(root)

    return make


@pytest.fixture(scope="module")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Build a handbook that no test changes: `build_once(files, "text", roles_intro=None)`.

    The same files with the same configuration share their doctrees; the same builder is not
    called again.
    """
    projects: dict[str, Project] = {}
    done: dict[str, Built] = {}

    def build(files: dict[str, str], builder: str = "html", **conf: Any) -> Built:
        name = repr((sorted(files.items()), sorted(conf.items())))
        if name not in projects:
            projects[name] = Project(tmp_path_factory.mktemp("once")).write(files)
        if f"{builder} {name}" not in done:
            done[f"{builder} {name}"] = projects[name].build(builder, **conf)
        return done[f"{builder} {name}"]

    return build


# -- the handbooks of this project

TABLES = frozenset({"support-specialist"})
"""Those role pages whose levels are a table, which stays as its author wrote it."""


def is_in_table(holder: dict[str, Any]) -> bool:
    """Whether a holder of `roles.json` is a column of a table, without a section of its own."""
    return holder["kind"] == "level" and holder["role"] in TABLES


def builds(project: Project, extensions: list[str]) -> Callable[[str], Built]:
    """Build a project with its own configuration: each builder once."""
    pytest.importorskip("furo")
    project.conf = {"show_warning_types": True}
    done: dict[str, Built] = {}

    def build(builder: str) -> Built:
        if builder not in done:
            # gettext refuses doctrees of others, and some builders are extensions of their own.
            extension = {"doctest": "sphinx.ext.doctest", **OUTSIDE}.get(builder)
            doctrees = builder if extension or builder == "gettext" else "doctrees"
            conf: dict[str, Any] = {}
            if extension:
                pytest.importorskip(extension)
                conf["extensions"] = [*extensions, extension]
            done[builder] = project.build(builder, doctrees=f"{doctrees}.d", **conf)
        return done[builder]

    return build


OUTSIDE = {"markdown": "sphinx_markdown_builder", "rst": "sphinxcontrib.restbuilder"}
"""Builder → the extension that brings it."""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """The sample handbook: `sample("html")`."""
    project = Project(tmp_path_factory.mktemp("sample"))
    shutil.rmtree(project.srcdir)
    shutil.copytree(ROOT / "roles", project.srcdir, ignore=shutil.ignore_patterns("_build"))
    return builds(project, ["myst_parser", "sphinx_roles"])


@pytest.fixture(scope="session")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """The documentation, with the handbook that is an example in it."""
    project = Project(tmp_path_factory.mktemp("docs"))
    project.srcdir = ROOT / "docs"  # where it stands: it includes the files beside it
    return builds(project, ["myst_parser", "sphinx_roles", "from_code"])


# -- the browser


@pytest.fixture(scope="module")  # two at once would be in each other's way
def chromium() -> Iterator[Browser]:
    """The browser; tests that ask for it are skipped without it, but fail in CI."""
    browser.need()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield browser.launch(playwright)  # its end is the browser's
