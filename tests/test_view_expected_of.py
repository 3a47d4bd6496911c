"""`roles:expected-of`: who is expected to work as a craft page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import Built, Project

BASE = """\
Engineer
========

.. role::

Responsibilities
----------------

- :key:`review` Have changes reviewed, see :craft:`review`.
- Ask early, as :doc:`/craft/review` says.
- :key:`scope` Solve tasks.

Junior
------

.. level:: junior
   :grade: 1

Senior
------

.. level:: senior

- :key:`scope` Solve problems, by :craft:`review`.

Staff
-----

.. level:: staff

.. extends:: senior

- :key:`review` Teach what :craft:`review` says.
- :key:`scope` Solve what nobody has named.
"""
MANAGER = """\
Manager
=======

.. role::

.. extends:: engineer
   :without: review

Requirements
------------

- Patience.
"""
TESTER = """\
Tester
======

.. role::

.. extends:: engineer/staff

Responsibilities
----------------

- :key:`review` Test.

Lead
----

.. level:: lead

- :key:`review` Test, then read by :craft:`review` again.
"""
CRAFT = "Reviews\n=======\n\n.. roles:expected-of::\n"


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf["roles_intro"] = None
    return project.write(
        {
            "index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n   */*\n",
            "engineer.rst": BASE,
            "manager.rst": MANAGER,
            "tester.rst": TESTER,
            "craft/review.rst": CRAFT,
            "craft/other.rst": "Other\n=====\n",
        }
    )


TEXT = """\
Reviews
*******

* **Engineer**

  Have changes reviewed, see Reviews.

  And by inheritance: Junior and Senior.

  * **In other words for Staff**

    Teach what Reviews says.

  * Tester says it in other words, which do not refer to Reviews.

  * **In other words for Lead**

    Test, then read by Reviews again.

  * Left out for Manager.

* **Engineer**

  Ask early, as Reviews says.

  And by inheritance: all levels of Engineer, Manager, Tester and
  Lead.

* **Senior**

  Solve problems, by Reviews.

  Replaces what Engineer says, which does not refer to Reviews.

  * Staff says it in other words, which do not refer to Reviews.
"""


def view(built: Built, docname: str = "craft/review") -> Tag:
    found = built.main(docname).select_one("div.roles-expected-of")
    assert found is not None
    return found


def test_what_it_shows(handbook: Project) -> None:
    built = handbook.build("text")
    assert built.warnings == []
    assert built.file("craft/review.txt").replace("*Reviews*", "Reviews") == TEXT


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_it_links_to_where_each_expectation_stands(handbook: Project, builder: str) -> None:
    built = handbook.build(builder)
    assert [w for w in built.warnings if "roles" in w] == []
    suffix = {"html": ".html", "epub": ".xhtml", "dirhtml": "/"}[builder]
    file = f"craft/review{suffix}" + ("index.html" if builder == "dirhtml" else "")
    up = "../../" if builder == "dirhtml" else "../"
    text = built.file(file)
    for page, anchor in (
        ("engineer", "engineer.review"),
        ("engineer", "engineer.staff.review"),
        ("tester", "tester.review"),
        ("tester", "tester.lead.review"),
        ("engineer", "engineer.senior.scope"),
        ("manager", "role.manager"),
    ):
        assert f'href="{up}{page}{suffix}#{anchor}"' in text


def test_the_words_are_the_same_in_html(handbook: Project) -> None:
    words = view(handbook.build()).get_text()
    said = "".join(TEXT.replace("*", " ").split()[1:])
    assert "".join(words.split()) == said


def test_with_a_name_it_stands_anywhere(handbook: Project) -> None:
    handbook.write({"who.rst": "Who\n===\n\n.. roles:expected-of:: review\n"})
    built = handbook.build()
    assert built.warnings == []
    here, there = view(built, "who"), view(built)
    assert here.get_text() == there.get_text()
    assert here.select_one("p.roles-who a")["href"] == "engineer.html#engineer.review"  # type: ignore[index]


def test_the_index_of_the_craft_pages_is_one_of_them(handbook: Project) -> None:
    handbook.write(
        {
            "craft/index.rst": "Craft\n=====\n\n.. roles:expected-of::\n",
            "manager.rst": MANAGER.replace("Patience", ":doc:`Craft <craft/index>`"),
        }
    )
    built = handbook.build()
    assert built.warnings == []
    assert view(built, "craft/index").get_text(" ", strip=True) == "Manager Craft ."


@pytest.mark.parametrize(
    ("page", "directive", "message", "shown"),
    [
        (
            "who.rst",
            "roles:expected-of:: reviews",
            (
                "'expected-of' finds no craft page 'reviews' in the folders of 'roles_craft'; "
                "did you mean 'review'? [roles.view]"
            ),
            "There is no such craft page.",
        ),
        (
            "who.rst",
            "roles:expected-of::",
            (
                "'expected-of' does not stand on a craft page, so it needs the name of one, as in "
                "'expected-of code-review' [roles.view]"
            ),
            "There is no such craft page.",
        ),
        (
            "craft/other.rst",
            "roles:expected-of::",
            (
                "'expected-of' has nothing to show: no expectation refers to the page "
                "'craft/other' [roles.nothing]"
            ),
            "No expectation refers to this craft page yet.",
        ),
    ],
)
def test_bad_input(handbook: Project, page: str, directive: str, message: str, shown: str) -> None:
    handbook.write({page: f"Page\n====\n\n.. {directive}\n"})
    built = handbook.build()
    assert built.warnings == [f"{page}:4: WARNING: {message}"]
    assert view(built, page.removesuffix(".rst")).get_text(strip=True) == shown


def test_many_heirs_are_folded_in_html(handbook: Project) -> None:
    pages = {f"heir{n}.rst": MANAGER.replace("Manager", f"Heir {n}") for n in range(9)}
    handbook.write(pages)
    fold = view(handbook.build()).select("details.roles-heirs")
    assert [d.summary.get_text() for d in fold] == ["And by inheritance, on 12 role pages"]  # type: ignore[union-attr]
    assert len(fold[0].select("p a")) == 13
    text = handbook.build("text").file("craft/review.txt")
    assert "And by inheritance: all levels of Engineer, Heir 0, Heir 1," in " ".join(text.split())


def test_many_expectations_stand_by_role_page(handbook: Project) -> None:
    items = "".join(f"- Number {n}, see :craft:`review`.\n" for n in range(40))
    again = "Lead\n----\n\n.. level:: lead\n\n- Number 0, see :craft:`review`.\n"
    handbook.write({"manager.rst": MANAGER.replace("- Patience.\n", f"{items}\n{again}")})
    built = handbook.build()
    assert built.warnings == []
    shown = view(built)
    assert shown.p is not None
    assert shown.p.get_text() == "Expectations that refer to Reviews: 45."
    folds = shown.select("details.roles-page")
    assert [fold.summary.get_text() for fold in folds] == [
        "Engineer: 4",
        "Manager: 40",
        "Tester: 1",
    ]  # type: ignore[union-attr]
    assert not any(fold.has_attr("open") for fold in folds)
    # each wording once, and behind it those for whom it holds
    said = [" ".join(item.get_text().split()) for item in folds[1].select("ul.roles-list > li")]
    assert said[:2] == [
        "Number 0, see Reviews.Manager and Lead.",
        "Number 1, see Reviews.Manager and Lead.",
    ]
    said = [" ".join(item.get_text().split()) for item in folds[0].select("ul.roles-list > li")]
    assert said[0] == "Have changes reviewed, see Reviews.Engineer, Junior and Senior."
    assert said[2] == "Solve problems, by Reviews.Senior."
    text = handbook.build("text").file("craft/review.txt")
    words = "Expectations that refer to Reviews: 45. * Engineer: 4 * Manager: 40 * Tester: 1"
    assert " ".join(text.split()).endswith(words)


def test_expectations_that_are_not_plain_arrive_whole(handbook: Project) -> None:
    (handbook.srcdir / "dot.png").write_bytes(
        bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
    )
    items = (
        "- See :craft:`review` [#one]_ as a :this:`role`.\n\n  .. [#one] A note.\n\n"
        "- By :craft:`review`:\n\n  .. image:: dot.png\n     :alt: A dot\n"
    )
    handbook.write({"manager.rst": MANAGER.replace("- Patience.\n", items)})
    for builder in ("html", "epub", "text"):
        built = handbook.build(builder)
        assert [w for w in built.warnings if "mimetype" not in w] == []
    text = " ".join(built.file("craft/review.txt").split())
    assert "See *Reviews* [1] as a Manager." in text
    assert "[1] A note." in text
    shown = view(handbook.build())
    assert shown.select_one("img")["src"] == "../_images/dot.png"  # type: ignore[index]
    reference = shown.select_one("a.footnote-reference")
    assert reference is not None
    assert "A note." in shown.select_one(reference["href"].replace(".", r"\.")).get_text()  # type: ignore[union-attr, union-attr, arg-type]


def test_it_is_written_again_when_what_it_shows_changes(handbook: Project) -> None:
    handbook.write(
        {
            "craft/other.rst": "Other\n=====\n\n.. roles:expected-of::\n",
            "manager.rst": MANAGER.replace("Patience.", "Keep :craft:`other`."),
            # Sphinx writes a page again when one of its toctree is read
            "index.rst": "Index\n=====\n\n.. toctree::\n   :hidden:\n\n   craft/review\n",
        }
    )
    handbook.build()

    def edit(page: str, old: str, new: str) -> set[str]:
        handbook.edit(page, old, new)
        return set(handbook.build().written) & {"craft/review", "craft/other"}

    assert edit("engineer.rst", "Have changes", "Have all changes") == {"craft/review"}
    assert edit("engineer.rst", "Solve tasks", "Do tasks") == set()
    assert edit("tester.rst", "Tester\n======", "Mender\n======") == {"craft/review"}
    assert edit("tester.rst", "- :key:`review` Test.", "- Test.") == {"craft/review"}
    assert edit("manager.rst", "Keep", "Always keep") == {"craft/other"}


def test_a_craft_page_that_gets_another_title_changes_views_of_it(handbook: Project) -> None:
    handbook.write({"who.rst": "Who\n===\n\n.. roles:expected-of:: review\n"})
    handbook.build()
    handbook.write({"craft/review.rst": CRAFT.replace("Reviews\n=======", "Reading\n=======")})
    again = handbook.build()
    assert "who" in again.written
    assert "does not refer to Reading." in view(again, "who").get_text()
