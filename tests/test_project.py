"""The project's own promises: its commands and what its package holds."""

from __future__ import annotations

import re
import struct
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, section = readme.partition("## Run the tests")
    command = re.search(r"^    (\S.*)$", section, re.MULTILINE)
    assert command
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert command[1] in script.splitlines()


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
    [("sphinx-roles.css", 8192), ("sphinx-roles-views.css", 8192), ("sphinx-roles.js", 4096)],
)
def test_assets_stay_small(name: str, limit: int) -> None:
    asset = files("sphinx_roles").joinpath("html", "static", name).read_bytes()
    assert len(asset) < limit
    assert not re.search(rb"https?://|@import|url\(", asset)  # nothing loads from outside


def test_pictures_are_small_and_crisp() -> None:
    shown: set[str] = set()
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        shown |= set(re.findall(r"_static/(\w+-(?:light|dark)\.png)", page.read_text("utf-8")))
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
            "html/changed_words",
            "show/pieces",
            "show/page",
            "show/inherited",
            "show/level",
            "html/splice",
        )
    )
    page = (ROOT / "docs/page.md").read_text(encoding="utf-8")
    classes = set(re.findall(r"`(roles-[a-z]+)`", page))
    assert len(classes) > 10
    assert classes <= set(re.findall(r"(?<!-)roles-[a-z]+", code))
    # all of the variables, so that none is overridden in vain
    assert set(re.findall(r"`(--roles-[a-z]+)`", page)) == set(re.findall(r"--roles-[a-z]+", css))
