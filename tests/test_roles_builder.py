"""The builder `roles`: the data that HTML pages come with, and no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

PAGE = """\
    Backend Engineer
    ================

    .. role::

    Responsibilities
    ----------------

    - Review.
    """
INDEX = "Handbook\n========\n\n.. toctree::\n\n   team/backend\n"


@pytest.mark.parametrize("conf", [{}, {"html_link_suffix": "/", "html_file_suffix": ".htm"}])
def test_it_writes_the_data_of_the_html_pages(project: Project, conf: dict[str, str]) -> None:
    project.conf["roles_intro"] = None
    project.write({"index.rst": INDEX, "team/backend.rst": PAGE})
    built = project.build("roles", **conf)
    assert built.warnings == []
    assert [file.name for file in built.outdir.iterdir()] == ["roles.json"]
    assert built.written == []
    assert built.file("roles.json") == project.build("html", **conf).file("roles.json")


def test_incremental(project: Project) -> None:
    project.conf["roles_intro"] = None
    project.write({"index.rst": INDEX, "team/backend.rst": PAGE})
    project.build("roles")
    project.edit("team/backend.rst", "Review.", "Review within a day.")
    built = project.build("roles")
    assert built.read == ["team/backend"]
    assert "Review within a day." in built.file("roles.json")
    (built.outdir / "roles.json").unlink()
    assert "Review within a day." in project.build("roles").file("roles.json")
    project.write({"team/backend.rst": "Nothing\n=======\n"})
    project.build("roles")
    assert not (built.outdir / "roles.json").exists()


@pytest.mark.parametrize("builder", ["roles", "rolecheck"])
def test_a_build_in_which_nothing_changes_stores_nothing(project: Project, builder: str) -> None:
    """Neither the environment, which is large, nor the data; nor does a build after HTML."""
    project.conf["roles_intro"] = None
    project.write({"index.rst": INDEX, "team/backend.rst": PAGE}).build()
    stored = project.root / "doctrees" / "environment.pickle"
    before = stored.stat().st_mtime_ns
    first = project.build(builder)
    files = {file: file.stat().st_mtime_ns for file in first.outdir.glob("roles.*")}
    again = project.build(builder)
    assert stored.stat().st_mtime_ns == before
    assert again.read == []
    assert {file: file.stat().st_mtime_ns for file in files} == files


def test_warnings(project: Project) -> None:
    """They are those of the other builders."""
    project.write(
        {
            "index.rst": INDEX,
            "team/backend.rst": PAGE.replace("role::", "role::\n\n    .. extends:: nobody"),
        }
    )
    first, second = (project.build(name, fresh=True).warnings for name in ("roles", "html"))
    assert any("[roles.unknown]" in warning for warning in first)
    assert first == second
