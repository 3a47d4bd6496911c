"""Facts of role pages and levels: summaries, short names, posts, foundations, a handbook's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roles.doctree.this_text import is_said_with_a_vowel

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

EVERYONE = """\
Everyone
========

.. role::
   :abstract:
   :track: Engineering

Responsibilities
----------------

- :key:`incident-response` Help when something breaks.
"""
ENGINEER = """\
Engineer
========

.. role::
   :summary: Builds & runs it.
   :track: Engineering
   :owner: Platform
   :pay: B

.. extends:: everyone

Owned by :this:`owner`, as :this:`a role` or :this:`A role`.

Junior Engineer
---------------

.. level:: junior
   :grade: 1
   :summary: Learns.

Distinguished Engineer
----------------------

.. level:: top
   :short: DE
   :pay: C

A :this:`level` in :this:`pay`.
"""
BOARD = """\
Board
=====

.. role::
   :posts:

Chair
-----

.. level:: chair
   :grade: 9

- Chair.

Secretary
---------

.. level:: secretary

- Write.
"""
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n.. roles:index::\n",
    "intro.rst": "Intro\n=====\n\nA career as :this:`a role`. Owner: :this:`owner`.\n",
    "everyone.rst": EVERYONE,
    "engineer.rst": ENGINEER,
    "board.rst": BOARD,
    "platform.rst": "Platform\n========\n\n.. roles:index::\n   :where: owner = platform\n",
    "ladder.rst": "Ladder\n======\n\n.. roles:ladder:: engineer\n",
}
CONF = {"roles_facts": {"owner": "Owner", "pay": "Pay band"}}


@pytest.fixture(scope="module")
def built(build_once: Callable[..., Built]) -> Built:
    found = build_once(FILES, "text", **CONF)
    assert found.warnings == []
    return found


def words(built: Built, page: str) -> str:
    return " ".join(built.file(f"{page}.txt").split())


def test_below_the_title_of_a_role_page(built: Built) -> None:
    assert words(built, "engineer").startswith(
        "Engineer ******** Builds & runs it. Owner: Platform · Pay band: B"
        " A career as an Engineer. Owner: Platform."
        " Builds on Everyone. Nothing more is expected here than of Everyone."
        " -[ Responsibilities ]- * Help when something breaks."
        " -[ New or changed here ]- Owned by Platform, as an Engineer or An Engineer."
    )


def test_below_the_title_of_a_level(built: Built) -> None:
    found = words(built, "engineer")
    assert "Learns. Grade 1 · Level 1 of 2 · Next: DE" in found
    assert "Pay band: C · Level 2 of 2 · Previous: Junior" in found
    assert "A Distinguished Engineer in C." in found


def test_a_foundation_says_who_builds_on_it(built: Built) -> None:
    assert "Foundation of Engineer. A career as an Everyone. Owner: Owner." in words(
        built, "everyone"
    )


def test_posts_have_no_order(built: Built) -> None:
    found = words(built, "board")
    for absent in ("Level 1", "Next", "Previous", "Grade"):
        assert absent not in found


def test_foundations_stand_apart_in_the_index(built: Built) -> None:
    listed = words(built, "index").partition("-[ Engineering ]-")[2]
    assert listed == (
        " * Engineer \N{EN DASH} Builds & runs it. * Junior \N{EN DASH} Learns. * DE"
        " -[ Other role pages ]- * Board * Chair * Secretary -[ Foundations ]- * Everyone"
    )


def test_the_index_of_what_has_a_fact(built: Built) -> None:
    found = words(built, "platform")
    assert "Engineer" in found
    assert "Board" not in found
    assert "Everyone" not in found


def test_the_ladder_has_short_names_and_labels(built: Built) -> None:
    found = words(built, "ladder")
    assert "Levels of Engineer: Junior (grade 1) and DE." in found


def test_the_data(build_once: Callable[..., Built]) -> None:
    holders = build_once(FILES, "roles", **CONF).data["holders"]
    assert holders["everyone"]["abstract"] is True
    assert holders["board"]["posts"] is True
    assert holders["engineer"]["abstract"] is holders["engineer"]["posts"] is False
    assert holders["engineer"]["facts"] == {"owner": "Platform", "pay": "B"}
    assert holders["engineer/top"]["facts"] == {"owner": "Platform", "pay": "C"}
    assert [holders[f"engineer/{name}"]["short"] for name in ("junior", "top")] == ["Junior", "DE"]


def test_other_languages_have_the_plain_title(project: Project) -> None:
    found = words(project.write(FILES).build("text", language="de", **CONF), "engineer")
    assert "A career as Engineer." in found
    assert "Owned by Platform, as Engineer or Engineer." in found


@pytest.mark.parametrize(
    ("option", "warning"),
    [
        ("ownr = A", "'index' has no 'ownr' for ':where:'; choose from owner, pay; did you mean"),
        ("x", "'index' has no 'x' for ':where:'; choose from owner, pay"),
    ],
)
def test_a_fact_that_the_handbook_has_not(project: Project, option: str, warning: str) -> None:
    page = f"Home\n====\n\n.. roles:index::\n   :where: {option}\n"
    built = project.write({"index.rst": page, "b.rst": f":orphan:\n\n{BOARD}"}).build(
        "text", roles_intro=None, **CONF
    )
    assert any(warning in found for found in built.warnings)


@pytest.mark.parametrize(
    "title",
    ["Engineer", "Hour Keeper", "Honest Broker", "Umbrella Maker", "Uninstaller", "SRE", "MLE",
     "FBI Agent", "HR Partner", "Heir", "Android Developer", "8-hour Shift", "X-ray Nurse",
     "Usher", "Understudy", "Ombudsperson", "API Designer"],
)  # fmt: skip
def test_titles_with_an(title: str) -> None:
    assert is_said_with_a_vowel(title)


@pytest.mark.parametrize(
    "title",
    ["Backend Engineer", "User Researcher", "Unit Lead", "European Manager", "UX Designer",
     "QA Engineer", "One-stop Contact", "University Lead", "Utility Worker", "Usability Expert",
     "Hotel Manager", "UI Developer", "PM", "Urologist", "Union Delegate", "Zookeeper", "CEO"],
)  # fmt: skip
def test_titles_with_a(title: str) -> None:
    assert not is_said_with_a_vowel(title)
