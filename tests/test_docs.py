"""The documentation: it builds, it is complete, and what it shows works."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import shutil
import subprocess
import sys
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import main as sphinx_build
from sphinx.util.console import strip_colors
from sphinx.util.inventory import InventoryFile

import test_epub
from conftest import Project
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.commands.main import main as main_command
from sphinx_roles.config import RolesConfig
from sphinx_roles.handbook.finding_kinds import Kind
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.read.view_directives import VIEWS
from sphinx_roles.rolecheck_config import CheckConfig
from test_builders import (
    WRITING,
    check_latex,
    check_links,
    check_texinfo,
    letters,
    output,
    runs,
    times_shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Built
    from test_epub import Book

pytest.importorskip("myst_parser")

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "md").is_dir())
QUOTED = {
    "start": "start",
    "semantics": "diamond",
    "level-pages": "level-pages",
    "depths": "level-depths",
    "reference/levels": "level-table",
    "reference/crossrefs": "crossrefs",
    **{f"reference/{n}": n for n in ("role", "level", "extends", "key", "craft", "this")},
    **{f"views/roles-{n}": f"view-{n}" for n in VIEWS},
}
"""Page of the documentation → the example whose result it quotes."""


DIRECTIVES = {
    f"roles:{name}" if name in VIEWS else name.removesuffix("-table"): directive
    for name, directive in RolesDomain.directives.items()
}
"""As an author spells them → directive."""


def settings(example: str) -> dict[str, Any]:
    """The configuration that an example shows."""
    conf = EXAMPLES / example / "conf.py"
    found = runpy.run_path(str(conf)) if conf.is_file() else {}
    return {name: value for name, value in found.items() if name.startswith("roles_")}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Build an example, once: `examples("start", "rst", "text")`. Nothing may be wrong with it."""
    projects: dict[str, Project] = {}
    done: dict[str, Built] = {}

    def build(example: str, syntax: str = "md", builder: str = "html") -> Built:
        folder = f"{example}/{syntax}"
        if folder not in projects:
            projects[folder] = Project(tmp_path_factory.mktemp("example"))
            copy(example, projects[folder], syntax)
        name = f"{folder} {builder}"
        if name not in done:
            done[name] = projects[folder].build(builder, nitpicky=True, **settings(example))
            assert done[name].warnings == []
        return done[name]

    return build


def copy(example: str, project: Project, syntax: str = "md") -> None:
    shutil.copytree(EXAMPLES / example / syntax, project.srcdir, dirs_exist_ok=True)


def without_places(data: dict[str, Any]) -> dict[str, Any]:
    """`roles.json` apart from where the text was written."""
    for expectation in data["expectations"].values():
        del expectation["source"], expectation["line"]
    return data


def words(text: str) -> str:
    """Text without the signs of permalinks and folds, white space folded."""
    return " ".join(re.sub("[¶▸▾]", "", text).split())


def visible(built: Built) -> dict[str, str]:
    """Page → the words of its body."""
    pages = (path.relative_to(built.outdir) for path in built.outdir.rglob("*.html"))
    names = {page.with_suffix("").as_posix() for page in pages} - {"genindex", "search"}
    return {name: words(built.main(name).get_text()) for name in names}


@pytest.fixture(scope="module")
def docs(documentation: Callable[[str], Built]) -> Path:
    """The documentation as HTML; nothing may be wrong with it."""
    built = documentation("html")
    assert built.warnings == []
    return built.outdir


def inventory(docs: Path) -> Mapping[str, Any]:
    with (docs / "objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda _base, name: name)
    return getattr(found, "data", found)


def main(docs: Path, page: str) -> BeautifulSoup:
    html = (docs / f"{page}.html").read_text(encoding="utf-8")
    found = BeautifulSoup(html, "html.parser").find(attrs={"role": "main"})
    assert found is not None
    return found  # type: ignore[return-value]


# -- in several builders

# As text and as paper it is built elsewhere; here are those that link.
LINKING = [
    "singlehtml",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("epub", "latex", "texinfo")),
]
CHECKS: dict[str, Callable[[str], None]] = {"latex": check_latex, "texinfo": check_texinfo}


@pytest.mark.parametrize("builder", LINKING)
def test_in_another_builder_nothing_is_wrong_and_nothing_lost(
    documentation: Callable[[str], Built], builder: str
) -> None:
    """At least: its pages quote what the example shows."""
    built = documentation(builder)
    assert [w for w in built.warnings if "[roles." in w] == []
    whole = output(built, WRITING[builder])
    data, text = documentation("html").data, letters(whole)
    shown = times_shown(data, builder)
    for name, run in runs(documentation("html")).items():
        assert text.count(run) >= shown[name] > 0, name
    if builder in CHECKS:
        CHECKS[builder](whole)
    else:
        check_links(built.outdir, builder)


def test_every_internal_link_arrives(docs: Path) -> None:
    check_links(docs, "html")


@pytest.mark.slow
def test_epubcheck_finds_no_fault(documentation: Callable[[str], Built]) -> None:
    assert test_epub.messages(test_epub.book_of(documentation).file) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "check",
    [
        test_epub.test_every_link_arrives,
        test_epub.test_both_tables_of_contents_list_the_levels,
        test_epub.test_what_is_inherited_is_plain_lists_with_their_origin,
    ],
)
def test_the_book_is_as_good_as_that_of_the_sample(
    documentation: Callable[[str], Built], check: Callable[[Book], None]
) -> None:
    check(test_epub.book_of(documentation))


# -- complete


def test_every_warning_is_in_the_table(docs: Path) -> None:
    rows = {
        row[0]: row[1:]
        for tr in main(docs, "warnings").select("table.roles-warnings tbody tr")
        if (row := [words(td.get_text()) for td in tr.find_all("td")])
    }
    assert rows.keys() == {f"roles.{kind.subtype}" for kind in Warn}
    for cause, cure in rows.values():
        assert cause.endswith(".")
        assert cure.endswith(".")
        assert "`" not in cause + cure


@pytest.mark.parametrize(
    ("objects", "names"),
    [
        ("rst:directive", sorted(DIRECTIVES)),
        ("rst:role", sorted(RolesDomain.roles)),
        (
            "rst:directive:option",
            sorted(
                f"{name}:{option}"
                for name, directive in DIRECTIVES.items()
                for option in directive.known
            ),
        ),
    ],
)
def test_all_markup_is_documented(docs: Path, objects: str, names: list[str]) -> None:
    assert sorted(inventory(docs)[objects]) == names


def test_every_configuration_value_is_documented(docs: Path) -> None:
    both = (*fields(RolesConfig), *fields(CheckConfig))
    ours = [field.name for field in both if field.name != "language"]  # Sphinx's
    names = [f"roles_{name}" for name in ours]
    assert sorted(inventory(docs)["std:confval"]) == sorted(names)


def test_every_field_of_the_data_is_documented(docs: Path, examples: Callable[..., Built]) -> None:
    data = examples("start").data
    schema = json.loads(
        files("sphinx_roles").joinpath("data", "roles.schema.json").read_text("utf-8")
    )
    page = main(docs, "data")
    said = {c.get_text() for td in page.select("tr > td:first-child") for c in td.select("code")}
    kinds = ("expectation", "holder", "heading", "ignored")
    assert said == {name for kind in kinds for name in schema["$defs"][kind]["properties"]}
    described = {c.get_text() for c in page.select("#what-it-holds dt > code")}
    assert described == schema["properties"].keys() == data.keys()


def test_every_kind_of_finding_is_in_the_table(docs: Path) -> None:
    rows = [
        [words(td.get_text()) for td in tr.find_all("td")]
        for tr in main(docs, "rolecheck").select("table.roles-findings tbody tr")
    ]
    assert [row[0] for row in rows] == [kind.label for kind in Kind]
    assert all(text.endswith(".") and "`" not in text for row in rows for text in row[1:])


def test_the_schema_is_printed(docs: Path) -> None:
    text = files("sphinx_roles").joinpath("data", "roles.schema.json").read_text("utf-8")
    blocks = [block.get_text() for block in main(docs, "data").select("pre")]
    assert any(block.strip() == text.strip() for block in blocks)


# -- true


@pytest.mark.versions
@pytest.mark.parametrize("example", NAMES)
def test_an_example_says_the_same_in_both_syntaxes(
    examples: Callable[..., Built], example: str
) -> None:
    myst, rest = (examples(example, syntax) for syntax in ("md", "rst"))
    assert without_places(myst.data) == without_places(rest.data)
    assert visible(myst) == visible(rest)
    assert myst.data["holders"]


@pytest.mark.parametrize("page", QUOTED)
def test_a_quoted_result_is_what_the_example_shows(
    docs: Path, examples: Callable[..., Built], page: str
) -> None:
    shown = "".join(visible(examples(QUOTED[page])).values()).replace(" ", "")
    quotes = main(docs, page).select("blockquote p")
    assert quotes
    for quote in quotes:
        assert words(quote.get_text()).replace(" ", "") in shown


def test_every_example_is_shown() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    for name in NAMES:
        for syntax in ("md", "rst"):
            assert f"examples/{name}/{syntax}/" in pages


def test_the_ladder_that_is_shown(docs: Path, examples: Callable[..., Built]) -> None:
    """As a table in which arrows stand for the rest of a long cell."""
    table = examples("view-ladder").main("index").select_one("table.roles-grid")
    assert table is not None
    rows = [
        [
            text
            for cell in row.select("th, td")
            for text in (cell.get_text(" "), *("→" * (int(cell.get("colspan", 1)) - 1)))  # type: ignore[arg-type]
        ]
        for row in table.select("tr")
    ]
    said = [
        [cell.get_text(" ") for cell in row.select("th, td")]
        for row in main(docs, "views/roles-ladder").select("table tr")
    ]
    said[1][1:] = ["→"] * 3  # the name of a part reaches across
    assert [[words(t) for t in row] for row in said] == [[words(t) for t in row] for row in rows]


def test_the_readme_shows_an_example() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"````markdown\n(.*?)````", readme, flags=re.DOTALL)
    page = (EXAMPLES / "start/md/backend-engineer.md").read_text(encoding="utf-8")
    assert shown
    assert all(page.startswith(part) for part in shown)


def test_the_expectations_of_the_example_of_parts(
    docs: Path, examples: Callable[..., Built]
) -> None:
    data = examples("parts").data
    table = [
        tuple(words(td.get_text()) for td in tr.find_all("td"))
        for tr in main(docs, "writing").select("table tbody tr")
    ]
    ids = data["holders"]["data-engineer"]["own"]
    own = [data["expectations"][name] for name in ids]
    assert table == [(e["text"], e["part"], e["area"] or "") for e in own]


def test_the_diamond_is_the_one_of_the_python_classes(examples: Callable[..., Built]) -> None:
    text = (EXAMPLES / "diamond/classes.txt").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    example = doctest.DocTestParser().get_doctest(text, names, "classes.txt", "classes.txt", 0)
    runner = doctest.DocTestRunner()
    assert runner.run(example, clear_globs=False).failed == 0
    data = examples("diamond").data
    for name, holder in data["holders"].items():
        cls = example.globs["".join(word.title() for word in name.split("-"))]
        mro = [c.__name__ for c in cls.__mro__[:-1]]
        assert mro == [data["holders"][n]["title"].replace(" ", "") for n in holder["mro"]]
        attributes = {
            attribute: value
            for attribute in dir(cls)
            if not attribute.startswith("_") and (value := getattr(cls, attribute)) is not None
        }
        effective = [data["expectations"][e] for e in holder["effective"]]
        assert attributes == {e["key"]: e["text"] for e in effective}


def test_the_uses_of_the_data(examples: Callable[..., Built]) -> None:
    built = examples("start")
    script = EXAMPLES / "data/raised.py"
    said = subprocess.check_output([sys.executable, script], cwd=built.outdir, text=True)
    assert said == (EXAMPLES / "data/raised.txt").read_text(encoding="utf-8")
    schema = json.loads(runpy.run_path(str(EXAMPLES / "data/schema.py"))["schema"])
    assert schema["properties"]["version"]["const"] == built.data["version"]
    if shutil.which("jq") is None:
        pytest.skip("needs jq")
    said = subprocess.check_output(["sh", EXAMPLES / "data/effective.sh"], cwd=built.outdir)
    data = built.data
    ids = data["holders"]["backend-engineer/senior"]["effective"]
    assert said.decode().splitlines() == [data["expectations"][e]["text"] for e in ids]


def test_the_text_of_a_level(examples: Callable[..., Built]) -> None:
    built = examples("start", builder="text")
    text = (EXAMPLES / "start/senior.txt").read_text(encoding="utf-8").strip()
    assert text in built.file("backend-engineer.txt")


SENIOR = "backend-engineer/senior"


@pytest.mark.parametrize(
    ("example", "page", "right", "wrong"),
    [
        ("start", "backend-engineer.md", "{extends} backend-engineer", "{extends} backend-enginer"),
        ("crossrefs", "index.md", "{role}`backend-engineer`", "{role}`backend-enginer`"),
        ("crossrefs", "index.md", f"{{level}}`{SENIOR}`", "{level}`senior`"),
        (
            "crossrefs",
            "index.md",
            f"{{expectation}}`{SENIOR}#scope`",
            "{expectation}`backend-engineer#scop`",
        ),
    ],
)
def test_a_warning_that_is_shown(
    project: Project, example: str, page: str, right: str, wrong: str
) -> None:
    copy(example, project)
    project.edit(page, right, wrong)
    (warning,) = project.build("dummy", nitpicky=True, **settings(example)).warnings
    shown = (DOCS / f"{name}.md" for name in ("start", "warnings"))
    assert any(words(warning) in words(file.read_text(encoding="utf-8")) for file in shown)


MOVING = EXAMPLES / "moving-in"
MISSPELT = ("release-engineer.md", "Requirements", "Requirments")


def moved(project: Project, state: str) -> Project:
    """The handbook that is converted, with its own `conf.py` alone."""
    shutil.copytree(MOVING / state, project.srcdir, dirs_exist_ok=True)
    project.conf = {"show_warning_types": True, "nitpicky": True}
    return project


@pytest.mark.versions
def test_a_handbook_before_it_is_converted(project: Project) -> None:
    built = moved(project, "before").build()
    assert built.warnings == []
    assert not (built.outdir / "roles.json").exists()


@pytest.mark.versions
def test_a_handbook_that_is_half_converted(project: Project) -> None:
    conf = (MOVING / "after" / "conf.py").read_text(encoding="utf-8")
    without_answers = conf[: conf.index("roles_parts")]
    moved(project, "after").write({"conf.py": without_answers}).edit(*MISSPELT)
    warnings = [words(warning) for warning in project.build().warnings]
    page = (DOCS / "moving-in.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(release-engineer.*?)```", page, flags=re.DOTALL)
    assert warnings == [words(text) for text in re.split(r"\n(?=release)", shown)]
    more = (DOCS / "warnings.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(release-engineer.*?)```", more, flags=re.DOTALL)
    assert words(shown) in warnings


@pytest.mark.versions
def test_a_handbook_that_is_converted(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = str(moved(project, "after").srcdir), str(project.root / "html")
    assert sphinx_build(["-nW", "-b", "html", source, out]) == 0
    last = re.findall(r"^roles: .*", strip_colors(capsys.readouterr().out), flags=re.MULTILINE)
    assert f"```text\n{last[0]}\n```" in (DOCS / "moving-in.md").read_text(encoding="utf-8")
    data = project.build().data
    own = {
        name: [
            (e["part"], e["area"], e["text"]) for e in map(data["expectations"].get, holder["own"])
        ]
        for name, holder in data["holders"].items()
    }
    duties = "responsibilities"
    assert own == {
        "release-engineer": [
            (duties, None, "Publish a release every second week."),
            (duties, None, "Keep the pipeline below twenty minutes."),
            (duties, "Release days", "Decide at noon whether we publish."),
            (duties, "Release days", "Watch the error rate until the evening."),
            ("requirements", None, "Experience with packaging."),
            ("requirements", None, "Calm on a bad day."),
        ],
        "support-engineer": [
            (duties, None, "Answer each customer within two days."),
            (duties, None, "Report faults so that a developer can reproduce them."),
            ("pluses", None, "A second language."),
        ],
        "support-engineer/junior": [],
        "support-engineer/senior": [
            (duties, None, "Answer each customer within a day."),
            (duties, None, "Teach the juniors."),
        ],
    }


def test_only_markers_and_answers_set_a_converted_handbook_apart() -> None:
    for page in (MOVING / "before").glob("*.md"):
        before, after = (
            (MOVING / state / page.name).read_text(encoding="utf-8").splitlines()
            for state in ("before", "after")
        )
        plain = [re.sub(r"{key}`\w+` ", "", line) for line in after]
        gone = [line for line in before if line not in plain]
        assert all(re.match(r"Read |A |## Requirments", line) for line in gone)


def test_addresses_that_are_shown(examples: Callable[..., Built]) -> None:
    shown = re.findall(r"`#(designer\.\S+)`", (DOCS / "reference/key.md").read_text("utf-8"))
    body = examples("key").main("index")
    assert shown
    for anchor in shown:
        item = body.find(id=anchor)
        assert item is not None, anchor
        assert item.name == "li"


def test_craft_pages_that_are_shown(examples: Callable[..., Built]) -> None:
    text = (DOCS / "reference/craft.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)
    assert json.loads(f"{{{shown}}}")["craft"] == examples("craft").data["craft"]


# -- adopt


def test_the_output_of_adopt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLES / "adopt" / "handbook", tmp_path / "handbook")
    monkeypatch.chdir(tmp_path)
    assert main_command(["adopt", "handbook", "--out", "adopted"]) == 0
    shown = {
        "report.txt": capsys.readouterr().out,
        "crane-operator.md": (tmp_path / "adopted/roles/crane-operator.md").read_text("utf-8"),
        "conf.py": (tmp_path / "adopted/conf.py").read_text("utf-8"),
    }
    for name, text in shown.items():
        assert text == (EXAMPLES / "adopt" / name).read_text(encoding="utf-8")


# -- diff


def test_the_output_of_diff(
    examples: Callable[..., Built], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(examples("view-changes").outdir)
    earlier = str(EXAMPLES / "view-changes" / "md" / "edition-2025.json")
    for name, form in (("text.txt", "text"), ("comment.md", "markdown")):
        assert main_command(["diff", earlier, folder, "--format", form]) == 0
        shown = (EXAMPLES / "diff" / name).read_text(encoding="utf-8")
        assert capsys.readouterr().out == shown


# -- rolecheck


@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_the_output_of_rolecheck(project: Project, syntax: str) -> None:
    copy("rolecheck", project, syntax)
    built = project.build("rolecheck", **settings("rolecheck"))
    found = [json.loads(line) for line in built.file("output.json").splitlines()]
    shown = (EXAMPLES / "rolecheck" / "output.txt").read_text(encoding="utf-8")
    kinds = re.findall(r"^\S+: \[(.*?)\]", shown, flags=re.MULTILINE)
    assert [one["kind"] for one in found] == kinds
    if syntax == "md":
        assert built.file("output.txt") == shown
        first = json.loads((EXAMPLES / "rolecheck" / "first.json").read_text(encoding="utf-8"))
        assert found[0] == first


def test_the_forms_of_data_that_are_shown(project: Project) -> None:
    copy("start", project)
    conf = settings("start") | settings("data")
    project.edit("backend-engineer.md", "```{role}\n", "```{role}\n:occupation: 2512\n")
    built = project.build(**conf)
    assert built.warnings == []
    names = {file.name for file in built.outdir.glob("roles.*")}
    assert names == {"roles.json", "roles.csv", "roles.jsonld"}
    head = built.html("backend-engineer").select_one('head > script[type="application/ld+json"]')
    assert head is not None
    assert '"occupationalCategory": "2512"' in head.get_text()
