"""The pages of `adopt`: edits by lines, the way back, and what is judged of them."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown_it")
pytest.importorskip("yaml")

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_roles.adopt import settle
from sphinx_roles.adopt.conf import Conf, Settings, new_conf
from sphinx_roles.adopt.convert import add_navigation, convert
from sphinx_roles.adopt.judge.headings import Left
from sphinx_roles.adopt.judge.roles import judge_page
from sphinx_roles.adopt.judge.titles import is_job, is_ladder, is_rung
from sphinx_roles.adopt.keys import suggest
from sphinx_roles.adopt.mark import judge, marked_pages, share_intro
from sphinx_roles.adopt.pages.lines import Edit, Text, restored
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.adopt.plan import Plan, start
from sphinx_roles.adopt.record import Record, read_record, strip, write_record
from sphinx_roles.adopt.sources.book import MDBOOK, MKDOCS, PLAIN, Book
from sphinx_roles.adopt.sources.links import resolve
from sphinx_roles.adopt.sources.mdbook import read_summary

if TYPE_CHECKING:
    from collections.abc import Mapping


def planned(pages: Mapping[str, str], kind: str = PLAIN, *wanted: str) -> Plan:
    """A plan for pages, without any build."""
    texts = {path: Text.of(text) for path, text in pages.items()}
    plan = start(Book(kind, "Book", texts, frozenset(texts)))
    convert(plan)
    judge(plan, wanted)
    share_intro(plan)
    add_navigation(plan)
    return plan


def holders(plan: Plan) -> dict[str, list[str]]:
    """Role page → its levels, with what each builds on."""
    return {
        role.name: [" < ".join([level.name, *level.extends]) for level in role.levels]
        for role in plan.roles
    }


# -- lines, and the way back

BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.sampled_from(
    [
        "# Tester",
        "## Responsibilities",
        "## Levels",
        "### Junior Tester",
        "### Senior Tester",
        "### Tester",
        "Senior Designer",
        "---------------",
        "- Finds what is broken.",
        "\t- Finds what is *nearly* broken.",
        "1. Reads each change.",
        "In addition to the responsibilities of previous levels:",
        "The Senior Tester role extends the Tester role.",
        "**Nice to have:**",
        "{{#include intro.md}}",
        '!!! note "Mind"',
        "    Indented text.",
        "",
        "  ",
        "```",
        "```{note}",
        "~~~~",
        ":::{tip}",
        ":::",
        "| Junior | Senior | Lead |",
        "| --- | --- | --- |",
        "| Asks when a task is not clear at all | Answers what others ask of them | Leads |",
        "[to](b) and [there](a/c.html#x)",
        "---",
        "title: Warden",
        "<details>",
        "\N{ZERO WIDTH SPACE}caf\u00e9 \x0c \x85 end",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.tuples(LINES, BREAKS), max_size=25))
    usual = draw(st.one_of(st.none(), BREAKS))
    text = "".join(line + (usual or own) for line, own in lines)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return draw(st.sampled_from(["", "\N{ZERO WIDTH NO-BREAK SPACE}"])) + text


@settings(max_examples=150, deadline=None)
@given(
    pages=st.fixed_dictionaries(
        {name: texts() for name in ("README.md", "roles/a.md", "roles/b.md", "roles/intro.md")}
    ),
    kind=st.sampled_from([PLAIN, MDBOOK, MKDOCS]),
)
def test_strip_gives_the_bytes_back(pages: dict[str, str], kind: str) -> None:
    """Whatever was judged, converted, and answered to a build."""
    plan = (
        planned(pages, kind, "roles/*.md") if len(pages["README.md"]) % 2 else planned(pages, kind)
    )
    left = [Left(role.title, ("list",), role.page, 1) for role in plan.roles]
    left += [Left("Responsibilities", ("part",), role.page, 3) for role in plan.roles]
    settle.settle(plan, marked_pages(plan), [], left)
    marked = marked_pages(plan)
    record = read_record(write_record(Record(plan.changes, plan.made, pages)))
    for path, text in pages.items():
        was, lost = strip(marked[path], record.changes.get(path, ()), is_rest=False)
        assert (str(was), lost) == (text, [])


@settings(max_examples=100, deadline=None)
@given(text=texts(), data=st.data())
def test_edits_can_be_taken_back(text: str, data: st.DataObject) -> None:
    before = Text.of(text)
    assert str(before) == text
    edits, line = [], 0
    while line < len(before.lines) and data.draw(st.booleans()):
        line += data.draw(st.integers(0, 3))
        count = min(data.draw(st.integers(0, 2)), max(len(before.lines) - line, 0))
        if line > len(before.lines) or count == len(before.lines):
            break
        new = data.draw(st.lists(st.sampled_from(["new", "other", ""]), max_size=3))
        edits.append(Edit(line, count, tuple(new)))
        line += count + 1
    after, changes = before.edited(edits)
    if all(edit.lines for edit in edits):
        assert str(restored(after, changes)[0]) == text


def test_markers_in_examples_stay() -> None:
    page = "# How\n\n````\n```{role}\n```\n````\n\n```{role} my-role(code)\n```\n"
    assert str(strip(Text.of(page), [], is_rest=False)[0]).startswith("# How\n\n````\n```{role}")


# -- what is judged


@pytest.mark.parametrize(
    "title",
    ["Backend Engineer", "Head of Design", "VP Engineering", "Engineer II", "Scrum Master (team)"],
)
def test_names_of_jobs(title: str) -> None:
    assert is_job(title)


@pytest.mark.parametrize(
    "title",
    [
        "Resources for Managers",
        "Engineer onboarding",
        "Working with designers",
        "Developer Infrastructure",
        "Text files",
        "Interviewing a Product Manager",
    ],
)
def test_what_is_no_job(title: str) -> None:
    assert not is_job(title)


def test_rungs_and_ladders() -> None:
    assert all(map(is_rung, ["IC3", "Level 2", "Senior Engineer", "Engineer II", "Staff"]))
    assert not any(map(is_rung, ["Step 1", "Version 5.2", "Groups", "Why seniors leave"]))
    assert all(map(is_ladder, ["Design career framework", "Engineering ladder", "Engineer levels"]))
    assert not is_ladder("How to interview for our ladder")


LEVELS = """\
# Software Engineer

Every level includes the previous one.

## Levels

### Associate Software Engineer

- Asks when a task is not clear.

### Software Engineer

- Ships small changes alone.

### Senior Software Engineer

The expectations for Software Engineer are still applicable here.

- Ships large changes alone.

## Interview process

- A talk of an hour or so.
"""


def test_levels_and_what_they_build_on() -> None:
    plan = planned({"README.md": "# Home\n", "engineer.md": LEVELS})
    assert holders(plan) == {
        "engineer": [
            "associate",
            "software-engineer < associate",
            "senior < software-engineer",
        ]
    }


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("The Senior Tester role extends the Tester role.", "tester"),
        ("In addition to the responsibilities of a Tester, they lead.", "tester"),
        ("They are comfortable with all the responsibilities of a Junior Tester.", "junior"),
        ("Builds on the preceding levels.", "tester"),
        ("Embodies all the requirements of less senior roles.", "tester"),
        ("The expectations for Junior Tester are still applicable here.", "junior"),
        ("As described above.", ""),
        ("No differences.", ""),
        ("They do not build on the previous levels.", ""),
        ("Additional responsibilities include:", ""),
    ],
)
def test_sentences(sentence: str, base: str) -> None:
    page = (
        "# Tester\n\n## Responsibilities\n\n- Finds what is broken.\n\n## Levels\n\n"
        "### Junior Tester\n\n- Asks a lot of them.\n\n### Tester\n\n- Reads a lot of them.\n\n"
        f"### Senior Tester\n\n{sentence}\n\n- Leads a lot of them.\n"
    )
    wanted = f"senior < {base}" if base else "senior"
    assert holders(planned({"tester.md": page}))["tester"][-1] == wanted


def test_role_pages_that_share_a_document() -> None:
    page = (
        "# Roles of the team\n\n## Product Manager\n\n### Responsibilities\n\n- Says what.\n\n"
        "## Product Designer\n\n### Responsibilities\n\n- Draws what the others say.\n"
    )
    plan = planned({"README.md": "# Home\n", "team.md": page})
    assert holders(plan) == {"product-manager": [], "product-designer": []}
    marked = str(marked_pages(plan)["team.md"])
    assert "## Product Manager\n\n```{role}\n:name: product-manager\n```\n" in marked


@pytest.mark.parametrize(
    "page",
    [
        "# Release process\n\n## Responsibilities\n\n- Tag the commit that was tested.\n",
        "# Onboarding of engineers\n\n## Junior Engineer\n\n- Get a laptop from us.\n",
        "# Meeting notes\n\n- We talked about a lot of things.\n",
        "# Resources for managers\n\n## Expectations\n\n- Read all of these pages first.\n",
    ],
)
def test_other_pages(page: str) -> None:
    assert judge_page("guides/page.md", read_markdown(page))[0] == []


def test_a_glob_settles_it() -> None:
    pages = {"README.md": "# Home\n", "odd.md": "# Odd\n\n- Does it.\n", "cook.md": LEVELS}
    plan = planned(pages, PLAIN, "o*.md")
    assert [*holders(plan)] == ["odd"]


def test_a_doubt_names_its_line() -> None:
    page = "---\nx: 1\n---\n\n# Tester\n\n- Finds all of it.\n- Reads all of it.\n- Says it all.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": page})
    assert [(doubt.page, doubt.line) for doubt in plan.doubts] == [("tester.md", 5)]


def test_sections_of_restructuredtext() -> None:
    page = "====\nHome\n====\n\n.. unknown:: x\n\n   - Item\n\nBaker\n-----\n\n- Bakes it.\n"
    home = read_rest(page).top.sections[0]
    assert (home.title, home.below) == ("Home", 3)
    assert (home.sections[0].title, home.sections[0].below) == ("Baker", 10)


LADDER = """\
# Ladder of designers

## What we expect

| Topic | Junior Designer | Designer | Senior Designer |
| --- | --- | --- | --- |
| Scope | Draws one page at a time | Draws all pages of a task | Plans what is drawn and when |

| Year | Junior | Senior |
| --- | --- | --- |
| 2024 | 3 | 4 |
"""


def test_tables_that_are_ladders() -> None:
    """With a marker, and never above a table of numbers."""
    plan = planned({"README.md": "# Home\n", "ladder.md": LADDER})
    assert [*holders(plan)] == ["ladder"]
    marked = marked_pages(plan)["ladder.md"]
    marker = "\n```{levels}\n:names: junior, designer, senior\n```\n| Topic |"
    assert str(marked).count("{levels}") == 1
    assert marker in str(marked)
    assert str(strip(marked, plan.changes.get("ladder.md", ()), is_rest=False)[0]) == LADDER


def test_suggested_keys() -> None:
    base = {"a": "Solve problems of moderate scope.", "b": "Keep tickets up to date."}
    own = {"c": "Solve problems of high scope.", "d": "Lead the weekly meeting."}
    assert [(s.base, s.own) for s in suggest(base, own)] == [("a", "c")]


# -- other tools


def test_a_summary() -> None:
    content = (
        "# Summary\n\n[First](a.md)\n\n# Part\n\n- [B](./b.md)\n  - [C](c/d%20e.md)\n- [D]()\n"
    )
    first, part = read_summary(content)
    assert (first.title, first.page) == ("First", "a.md")
    assert (part.title, part.is_caption, part.entries[0].page) == ("Part", True, "b.md")
    assert [entry.page for entry in part.entries[0].entries] == ["c/d e.md"]
    assert part.entries[1].page is None


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("b.md", None),
        ("b", "b.md"),
        ("b/#x", "b.md#x"),
        ("b.html", "b.md"),
        ("../roles/", "README.md"),
        ("/roles/b/", "/roles/b.md"),
        ("picture.png", None),
        ("gone.md", None),
        ("../b/", "b.md"),
        ("#here", None),
        ("https://example.org/b", None),
    ],
)
def test_links(target: str, new: str | None) -> None:
    pages = {"README.md", "roles/README.md", "roles/a.md", "roles/b.md"}
    assert resolve(target, "roles/a.md", pages, {*pages, "roles/picture.png"}) == new


# -- conf.py


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("extensions = []\n", ['extensions += ["sphinx_roles"]', "roles_intro = None"]),
        ("extensions = ()", ['extensions += ("sphinx_roles",)', "roles_intro = None"]),
        ("", ['extensions = ["sphinx_roles"]', "roles_intro = None"]),
        ('extensions = ["sphinx_roles"]\n', ["roles_intro = None"]),
        ('extensions = ["sphinx_roles"]\nroles_intro = "x"\n', []),
    ],
)
def test_lines_for_a_conf(before: str, added: list[str]) -> None:
    conf = Conf.read(before)
    assert conf is not None
    text, changes = conf.text.edited(conf.edits(Settings()))
    after = str(text)
    assert after.startswith(before)
    assert after.removeprefix(before).strip().splitlines() == added
    assert str(restored(text, changes)[0]) == before


def test_a_new_conf_is_python() -> None:
    parts = {"prose": ['Say "no"', "Back\\slash", "caf\u00e9"], "areas": ["x" * 90]}
    found: dict[str, object] = {}
    exec(new_conf(Settings(title="A \\ 'b'", parts=parts)), found)
    assert found["roles_parts"] == parts
    assert found["project"] == "A \\ 'b'"
