"""The project's own promises: its commands and what its package holds."""

from __future__ import annotations

import re
import struct
from importlib.metadata import PackageNotFoundError
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from sphinx_roles import config

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, section = readme.partition("## Run the tests")
    command = re.search(r"^    (\S.*)$", section, re.MULTILINE)
    assert command
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert command[1] in script.splitlines()


def test_the_clash_of_names_is_told_where_people_install() -> None:
    cure = ("pip uninstall sphinx-roles", "pip install --force-reinstall --no-deps")
    for name in ("README.md", "docs/start.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all(command in text for command in cure)
        bounds = re.search(r"^sphinx(>=.*)$", text, re.MULTILINE)
        assert bounds
        assert f'"sphinx{bounds[1]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", [("sphinx-roles",), ("sphinx-role-pages",), ()])
def test_one_distribution_alone_is_no_clash(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    monkeypatch.setattr(config, "distribution", finder(*names))
    config.refuse_namesake()


def test_two_distributions_of_one_package_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "distribution", finder("sphinx-roles", "sphinx-role-pages"))
    with pytest.raises(ConfigError, match="pip uninstall sphinx-roles"):
        config.refuse_namesake()


def finder(*names: str) -> Callable[[str], None]:
    """Finds these distributions and no others."""

    def find(name: str) -> None:
        if name not in names:
            raise PackageNotFoundError(name)

    return find


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "data/roles.schema.json",
        "html/static/sphinx-roles.css",
        "html/static/sphinx-roles-views.css",
        "html/static/sphinx-roles.js",
        "locale/de/LC_MESSAGES/sphinx_roles.mo",
        "locale/fr/LC_MESSAGES/sphinx_roles.mo",
    ],
)
def test_the_package_holds_its_data(name: str) -> None:
    """The tests of tox run on an installed wheel."""
    assert files("sphinx_roles").joinpath(name).is_file()


@pytest.mark.parametrize(
    ("name", "limit"),
    [("sphinx-roles.css", 9728), ("sphinx-roles-views.css", 8192), ("sphinx-roles.js", 4096)],
)
def test_assets_stay_small(name: str, limit: int) -> None:
    asset = files("sphinx_roles").joinpath("html", "static", name).read_bytes()
    assert len(asset) < limit
    assert not re.search(rb"https?://|@import|url\(", asset)  # nothing loads from outside


def test_pictures_are_small_and_crisp() -> None:
    shown: set[str] = set()
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        shown |= set(re.findall(r"_static/([\w-]+-(?:light|dark)\.png)", page.read_text("utf-8")))
    assert len(shown) > 2
    for name in shown:
        other = name.replace("light", "dark") if "light" in name else name.replace("dark", "light")
        assert other in shown  # what is shown in the light is shown in the dark
        data = (ROOT / "docs/_static" / name).read_bytes()
        assert len(data) < 100_000, name
        width, height = struct.unpack(">II", data[16:24])  # of a PNG
        assert 2 * 360 < width < 2 * 800
        assert height < 2 * 700


def test_names_for_themes_are_documented_as_they_are() -> None:
    package = files("sphinx_roles")
    css = package.joinpath("html", "static", "sphinx-roles.css").read_text(encoding="utf-8")
    code = "".join(
        package.joinpath(f"{name}.py").read_text(encoding="utf-8")
        for name in (
            "html/marked_words",
            "show/pieces",
            "show/page",
            "show/inherited",
            "show/facts",
            "html/splice",
        )
    )
    page = (ROOT / "docs/page.md").read_text(encoding="utf-8")
    classes = set(re.findall(r"`(roles-[a-z]+)`", page))
    assert len(classes) > 10
    assert classes <= set(re.findall(r"(?<!-)roles-[a-z]+", code))
    # all of the variables, so that none is overridden in vain
    assert set(re.findall(r"`(--roles-[a-z]+)`", page)) == set(re.findall(r"--roles-[a-z]+", css))
