"""`roles:changes`: what changed since an earlier edition that the handbook keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

EVERY = """\
    Every Engineer
    ==============

    .. role::

    Responsibilities
    ----------------

    - :key:`review` Review within one day.
    - Say "I am stuck" early.
    """
BACKEND = """\
    Backend Engineer
    ================

    .. role::

    .. extends:: every

    Responsibilities
    ----------------

    - :key:`scope` Solve problems.
    """
VIEW = """\
    Changes
    =======

    .. roles:changes::
       :since: 2025.json
    """
INDEX = "Index\n=====\n\n.. toctree::\n\n   every\n   backend\n   changes\n"


@pytest.fixture
def handbook(project: Project) -> Project:
    """A handbook with an earlier edition that is the same as now."""
    project.conf["roles_intro"] = None
    project.write({"every.rst": EVERY, "backend.rst": BACKEND, "index.rst": INDEX})
    project.write({"changes.rst": "Changes\n=======\n"})
    data = project.build("roles").file("roles.json")
    return project.write({"changes.rst": VIEW, "2025.json": data})


def test_what_changed(handbook: Project) -> None:
    built = handbook.build()
    assert built.warnings == []
    assert "Nothing changed in what is expected." in built.main("changes").get_text()
    handbook.edit("every.rst", "one day", "half a day")
    built = handbook.build()
    assert set(built.written) == {"every", "backend", "index", "changes"}
    view = built.main("changes").select_one(".roles-changes")
    assert view is not None
    assert view.select_one("del.roles-changed").get_text() == "one"
    assert view.select_one("ins.roles-changed").get_text() == "half a"
    assert [a["href"] for a in view.select("a")][:3] == [
        "every.html#role.every",
        "backend.html#role.backend",
        "every.html#role.every",
    ]
    text = handbook.build("text").file("changes.txt")  # with straight quotation marks
    assert "* **Reworded:** Review within half a day.\n\n  Before: Review within one day." in text
    assert "stuck" not in text


LEVELS = """
    Levels
    ------

    Mid
    ~~~

    .. level:: mid

    - Know the tools.

    Senior
    ~~~~~~

    .. level:: senior

    .. extends:: mid
    """


def test_what_else_there_is_to_say(handbook: Project) -> None:
    """Where something stands now, who says the same, what is raised, and for whom it holds."""
    handbook.write({"backend.rst": BACKEND + LEVELS, "changes.rst": "Changes\n=======\n"})
    data = handbook.build("roles", outdir="before").file("roles.json")
    handbook.write({"2025.json": data, "changes.rst": VIEW})
    handbook.edit("backend.rst", "- Know the tools.", "- :key:`scope` Solve hard problems.")
    handbook.edit(
        "backend.rst",
        "- :key:`scope` Solve problems.\n",
        '- :key:`scope` Solve problems.\n- Say "I am stuck" early.\n',
    )
    handbook.edit(
        "every.rst", '- Say "I am stuck" early.', '\n**Talk:**\n\n- Say "I am stuck" early.'
    )
    built = handbook.build()
    assert built.warnings == []
    said = " ".join(built.main("changes").get_text().split())
    for words in (
        "Replaces what Backend Engineer says",
        "all levels of Backend Engineer",
        "Every Engineer says the same.",
        "Responsibilities → Responsibilities: Talk",
    ):
        assert words in said, said


def test_incremental(handbook: Project) -> None:
    handbook.edit("every.rst", "one day", "half a day")
    handbook.build()
    # Lines that moved change nothing that is shown.
    handbook.edit("every.rst", "Responsibilities", "New words.\n\nResponsibilities")
    assert "changes" not in handbook.build().written
    # Another edition does.
    data = json.loads((handbook.srcdir / "2025.json").read_text(encoding="utf-8"))
    data["expectations"]["backend#scope"]["text"] = "Solve small problems."
    handbook.write({"2025.json": json.dumps(data)})
    built = handbook.build()
    assert built.read == ["changes"]
    assert "Solve small problems." in built.main("changes").get_text()
    assert handbook.build().written == []


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (
            ".. roles:changes::",
            "needs an earlier edition to compare with, as in ':since: editions/2025.json'",
        ),
        (
            ".. roles:changes::\n   :since: 2024.json",
            "has nothing to compare with: 2024.json cannot be read: No such file or directory",
        ),
        (
            ".. roles:changes::\n   :since: conf.py",
            "has nothing to compare with: conf.py is not a roles.json file: it holds no valid JSON",
        ),
    ],
)
def test_mistakes(handbook: Project, view: str, message: str) -> None:
    handbook.write({"changes.rst": f"Changes\n=======\n\n{view}\n"})
    built = handbook.build()
    assert built.warnings == [f"changes.rst:4: WARNING: 'changes' {message} [roles.view]"]
    assert "There is no earlier edition to compare with." in built.main("changes").get_text()


def test_depths_bases_and_many_heirs(handbook: Project) -> None:
    """The depth of a cell, what a base is left without, and a fold where many are concerned."""
    handbook.conf["roles_depths"] = {"B": "Basic", "A": "Advanced"}
    names = [f"heir-{number}" for number in range(9)]
    title = "Heir {}\n======\n\n.. role::\n\n.. extends:: every\n"
    matrix = ".. levels::\n   :cells: depth\n   :names: backend\n\n.. csv-table::\n"
    cells = "   :header-rows: 1\n\n   Topic, Backend\n   Git, B\n"
    handbook.write({f"{name}.rst": title.format(name[-1]) for name in names})
    handbook.write({"matrix.rst": f"Matrix\n======\n\n{matrix}{cells}"})
    handbook.write({"changes.rst": "Changes\n=======\n"})
    handbook.edit("index.rst", "   changes\n", "   changes\n   matrix\n   heir-*\n")
    handbook.edit("index.rst", ".. toctree::\n", ".. toctree::\n   :glob:\n")
    data = handbook.build("roles", outdir="before").file("roles.json")
    handbook.write({"2025.json": data, "changes.rst": VIEW})
    handbook.edit("matrix.rst", "Git, B", "Git, A")
    handbook.edit("every.rst", 'stuck" early', 'stuck" soon')
    handbook.edit("backend.rst", "extends:: every", "extends:: every\n       :without: review")
    built = handbook.build()
    assert built.warnings == []
    view = built.main("changes").select_one(".roles-changes")
    assert view is not None
    said = " ".join(view.get_text().split())
    assert "Depth: Basic → Advanced" in said
    assert "Every Engineer (without review)" in said
    (heirs,) = view.select("details.roles-heirs")
    assert heirs.summary is not None
    assert heirs.summary.get_text() == "For 11 role pages and levels"
    assert all(f"Heir {number}" in heirs.get_text() for number in range(9))
    assert not heirs.has_attr("open")
