"""The pages of `adopt`: edits by lines, the way back, and what is judged of them."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown_it")
pytest.importorskip("yaml")

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_roles.adopt.answers import settle
from sphinx_roles.adopt.answers.prose import name_lists_of_links, take_back_prose
from sphinx_roles.adopt.answers.unread import leave_unread
from sphinx_roles.adopt.conf import Conf, Settings, new_conf
from sphinx_roles.adopt.convert import add_navigation, convert
from sphinx_roles.adopt.judge.headings import HeadingVerdict, Left, judge_heading
from sphinx_roles.adopt.judge.roles import judge_page
from sphinx_roles.adopt.judge.titles import is_job, is_ladder, is_rung
from sphinx_roles.adopt.keys import suggest
from sphinx_roles.adopt.mark import judge, marked_pages, share_intro
from sphinx_roles.adopt.pages.lines import Edit, Text, restored
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.adopt.plan import Plan, start
from sphinx_roles.adopt.record import Record, read_record, strip, write_record
from sphinx_roles.adopt.sources.book import MDBOOK, MKDOCS, PLAIN, SPHINX, Book
from sphinx_roles.adopt.sources.links import resolve
from sphinx_roles.adopt.sources.mdbook import read_summary
from sphinx_roles.handbook.headings.parts import fold_heading

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
        "## Why? {#why}",
        "- Finds what is broken, as [here](#why).",
        "\t- Finds what is *nearly* broken.",
        "1. Reads each change.",
        "In addition to the responsibilities of previous levels:",
        "The Senior Tester role extends the Tester role.",
        "**Nice to have:**",
        "{{#include intro.md}}",
        '!!! note "Mind"',
        "    Indented text.",
        '=== "Tab"',
        '    === "Inner tab"',
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
    marked = marked_pages(plan)
    kinds = ("roles.duplicate_text", "roles.table")
    warned = [
        settle.Warned(role.page, number + 1, kinds[number % 2], "twice")
        for role in plan.roles
        for number, line in enumerate(marked[role.page].lines)
        if line[:1] in {"-", "|"}
    ]
    settle.settle(plan, marked, warned, left)
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
    [
        "Backend Engineer",
        "Head of Design",
        "VP Engineering",
        "Engineer II",
        "Scrum Master (team)",
        "Manager en Chile",
    ],
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
    assert is_ladder("Developers path")
    assert not is_ladder("tool settings path")


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


DUTIES = "## Responsibilities\n\n- Finds what others lose.\n"


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        pytest.param(
            {
                "jobs/README.md": "# All jobs\n",
                "jobs/tester/index.md": f"# Tester\n\n{DUTIES}",
                "jobs/tester/senior.md": "# Senior Tester\n\n- Leads the search.\n",
                "jobs/tester/junior.md": "# Junior\n\n- Searches with help.\n",
                "jobs/tester/notes.md": "# Notes\n\n- Of a long search.\n",
            },
            {"tester": ["junior in jobs/tester/junior.md", "senior in jobs/tester/senior.md"]},
            id="the index is the role page",
        ),
        pytest.param(
            {
                "jobs/tester.md": f"# Tester\n\n{DUTIES}",
                "jobs/tester/one.md": "# Tester I\n\n- Searches with help.\n",
                "jobs/tester/two.md": "# Tester II\n\n- Searches alone.\n",
            },
            {"tester": ["i in jobs/tester/one.md", "ii in jobs/tester/two.md"]},
            id="the role page is called as the folder",
        ),
        pytest.param(
            {
                "jobs/tester.md": f"# Tester\n\n{DUTIES}\n## Levels\n\n- [A](a.md)\n- [B](b/)\n",
                "jobs/a.md": "# Junior Tester\n\n- Searches with help.\n",
                "jobs/b.md": "# Senior Tester\n\n- Searches alone.\n",
                "jobs/c.md": f"# Senior Baker\n\n{DUTIES}",
            },
            {"c": [], "tester": ["junior in jobs/a.md", "senior in jobs/b.md"]},
            id="the role page lists them",
        ),
        pytest.param(
            {
                "ladder/README.md": "# Ladder of testers\n\nSee below.\n",
                "ladder/a.md": "# Senior Tester\n\n- Searches alone.\n",
                "ladder/b.md": f"# Tester\n\n{DUTIES}",
                "ladder/c.md": "# Junior Tester\n\n- Searches with help.\n",
            },
            {
                "ladder": [
                    "junior in ladder/c.md",
                    "tester in ladder/b.md",
                    "senior in ladder/a.md",
                ]
            },
            id="the index is a ladder",
        ),
        pytest.param(
            {
                "jobs/tester.md": f"# Tester\n\n{DUTIES}",
                "jobs/senior-tester.md": f"# Senior Tester\n\n{DUTIES}",
            },
            {"senior-tester": [], "tester": []},
            id="pages beside one another stay role pages",
        ),
        pytest.param(
            {
                "jobs/README.md": "# Jobs\n\nAll of them.\n",
                "jobs/a.md": f"# Senior Tester\n\n{DUTIES}",
                "jobs/b.md": f"# Senior Baker\n\n{DUTIES}",
            },
            {"a": [], "b": []},
            id="levels of several jobs stay role pages",
        ),
    ],
)
def test_levels_on_pages_of_their_own(pages: dict[str, str], wanted: dict[str, list[str]]) -> None:
    plan = planned({"README.md": "# Home\n", **pages})
    found = {r.name: [f"{v.name} in {v.page}" for v in r.levels] for r in plan.roles}
    assert found == wanted
    marked = marked_pages(plan)
    for role in plan.roles:
        for level in role.levels:
            is_beside = role.page.rpartition("/")[2] in {"index.md", "README.md"}
            assert (f":role: {role.name}\n" in str(marked[level.page])) != is_beside
    for page, text in pages.items():
        was, _ = strip(marked[page], plan.changes.get(page, ()), is_rest=False)
        assert str(was) == text


def test_a_glob_names_the_pages_of_levels_too() -> None:
    pages = {
        "jobs/tester/index.md": f"# Tester\n\n{DUTIES}",
        "jobs/tester/senior.md": "# Senior Tester\n\n- Leads the search.\n",
        "jobs/tester/junior.md": "# Junior Tester\n\n- Searches with help.\n",
    }
    plan = planned({"README.md": "# Home\n", **pages}, PLAIN, "jobs/tester/[is]*.md")
    assert holders(plan) == {"tester": ["senior"]}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        pytest.param(
            "# Moderators Handbook\n\n## Roles and responsibilities\n\n- Calm all who shout.\n",
            ["Moderators Handbook"],
            id="a guide of a role",
        ),
        pytest.param(
            "# Garden Handbook\n\n## Roles and responsibilities\n\n- Water the plants.\n",
            [],
            id="a guide of a thing",
        ),
        pytest.param(
            "# Our teams\n\n## Expectations of all members\n\n- Be kind to others.\n"
            "- Come when you can.\n\n## The groups\n\n### Friends\n\n#### Responsibilities\n\n"
            "- Tell others of it.\n\n### Steering Council\n\n#### Responsibilities\n\n- Decide.\n",
            ["Expectations of all members", "Friends", "Steering Council"],
            id="teams, each with its responsibilities",
        ),
        pytest.param(
            "# Who we are\n\n## Friend\n\n### Responsibilities and privileges\n\n- Tell others.\n"
            "\n## Keeper\n\n### Responsibilities and privileges\n\n- Open the gate.\n\n## Helper\n"
            "\n### Responsibilities and privileges\n\nA helper does what a keeper asks.\n\n"
            "## Group Lead\n\n### Responsibilities and privileges\n\n- Set the course.\n",
            ["Friend", "Keeper", "Helper", "Group Lead"],
            id="ranks of members, one of them with no list, one with a name of a level",
        ),
        pytest.param(
            "# Our structure\n\n## Our Executive\n\n### President\n\nThe duties include:\n\n"
            "- Speaks for all of us.\n\n### Secretary General\n\nThe duties include:\n\n"
            "- Writes down all that is said.\n\n## The vote\n\n- In May.\n",
            ["President", "Secretary General"],
            id="posts of a body",
        ),
        pytest.param(
            "# Staff\n\n## Beds\n\nResponsibilities:\n\n- Digs the beds.\n\nNames:\n\n- Ann\n\n"
            "## Trees\n\nResponsibilities:\n\n- Cuts the trees.\n\n## Of leads\n\n- For us.\n",
            ["Beds", "Trees"],
            id="responsibilities below a line of their own",
        ),
        pytest.param(
            "# People\n\n## Site Administrators\n\nThese are responsible for the site:\n\n"
            "- [Ann Lee](a.md), Red Barn\n- [Bo Oak](b.md), Blue Barn\n- Cy Elm, Old Mill\n",
            [],
            id="a list of people",
        ),
        pytest.param(
            "# The Explorer\n\n## Deliverables\n\n- A map of the whole garden.\n",
            [],
            id="a project with deliverables",
        ),
        pytest.param(
            "# New Contributor Guide\n\n## Prerequisites\n\n- A spade of your own.\n\n"
            "## Expectations and roles\n\n- Be kind to all others.\n",
            [],
            id="a guide for those who are new",
        ),
        pytest.param(
            "# Plant Review Team\n\n## Responsibilities of the review team\n\n- Look at it.\n",
            ["Plant Review Team"],
            id="a team that a heading names",
        ),
        pytest.param(
            "# Plant Team\n\n## Responsibilities\n\n- All plants of the house.\n",
            [],
            id="a team of a firm",
        ),
        pytest.param(
            "# Garden Board\n\n## Responsibilities\n\n- Decides what is planted.\n",
            ["Garden Board"],
            id="a board",
        ),
        pytest.param(
            "# Seed Working Group\n\n## Responsibilities\n\n- Decides what is sown.\n",
            ["Seed Working Group"],
            id="a working group",
        ),
        pytest.param(
            "# A garden in a year\n\n## Spring\n\n**What you'll do:**\n\n- Dig the beds of it.\n\n"
            "## Prerequisites\n\n- A spade and boots.\n\n## Not required\n\n- A bed of your own.\n",
            [],
            id="a course",
        ),
        pytest.param(
            "# Our year\n\n## Phase 1\n\n### Responsibilities\n\n- Dig.\n\n## Phase 2\n\n"
            "### Responsibilities\n\n- Sow.\n",
            [],
            id="steps, each with its responsibilities",
        ),
        pytest.param(
            "# Growing here\n\n| | Junior Gardener | Senior Gardener |\n| --- | --- | --- |\n"
            "| Beds | Digs the beds that others plan | Plans the beds for the whole of a year |\n",
            ["Growing here"],
            id="a ladder in a table, whatever its title",
        ),
        pytest.param(
            "# How bad it is\n\n| | Level 1 | Level 2 |\n| --- | --- | --- |\n"
            "| Loss | Some of the plants of a bed | All of the plants in all of the beds |\n",
            [],
            id="levels of a thing in a table",
        ),
        pytest.param(
            "# Titles for beds\n\n| | Junior | Senior |\n| --- | --- | --- |\n| Beds | Digs beds "
            "that others plan | Plans all of them |\n\n# Titles for trees\n\n"
            "| | Junior | Senior |\n| --- | --- | --- |\n"
            "| Trees | Cuts what others have marked | Marks what is cut |\n",
            ["Titles for beds", "Titles for trees"],
            id="two ladders on a page",
        ),
        pytest.param(
            "# Engineering levels\n\n| Level | Page |\n| --- | --- |\n| One | [one](one.md) |\n",
            [],
            id="a table of links is no ladder",
        ),
        pytest.param(
            "# Data levels\n\n## Level 1: open\n\n- All may read it.\n\n## Level 2: ours\n\n"
            "- Only we may read it.\n",
            [],
            id="levels of a thing",
        ),
    ],
)
def test_kinds_of_role_pages(page: str, names: list[str]) -> None:
    found, _ = judge_page("pages/page.md", read_markdown(page))
    assert [one.section.title for one in found] == names


def test_a_title_that_repeats_the_role_page_is_no_level() -> None:
    page = (
        "# Executive Committee\n\n## Responsibilities\n\n- Sign what must be signed.\n\n"
        "## Term of an Executive Committee\n\n- Two years and no more.\n\n"
        "## Who elects the Executive Committee\n\n- All who work here.\n"
    )
    assert holders(planned({"README.md": "# Home\n", "board.md": page})) == {"board": []}


def test_a_page_on_careers_is_no_role_page() -> None:
    page = "\n\n## Requirements\n\n- A suit and a tie.\n\n## Responsibilities\n\n- Ask for it.\n"
    assert judge_page("career/index.md", read_markdown(f"# Career{page}- Wait.\n"))[0] == []
    assert judge_page("career/index.md", read_markdown(f"# Warden{page}- Wait.\n"))[0] != []
    rules = (
        "\n\nThese are expected to be there:\n\n- a shed\n\n## Requirements\n\n- A door of oak.\n"
    )
    rules += "- A window to the south.\n- A roof of straw.\n"
    assert judge_page("roles/shed.md", read_markdown(f"# Shed of rules{rules}"))[0] == []


def test_a_page_among_role_pages_is_judged_as_theirs() -> None:
    """By what most pages of its folder hold, whatever the folder is called."""
    pages = {"README.md": "# Home\n"}
    others = {f"people/{name}.md": f"# {name} Engineer\n\n{DUTIES}" for name in ("Bee", "Bat")}
    mason = "# Operator on trial\n\n## Is expected to\n\n- Lays stone on stone.\n"
    assert "wall" not in holders(planned({**pages, "people/wall.md": mason}))
    assert "wall" in holders(planned({**pages, **others, "people/wall.md": mason}))
    written = "# Bird Engineer\n\n## Responsibilities\n\nCounts all birds of the lake.\n"
    assert "bird" in holders(planned({**pages, **others, "people/bird.md": written}))


def test_a_break_in_a_title_parts_words() -> None:
    (top,) = read_markdown("# Job<br>Bee Engineer\n").top.sections
    assert top.title == "Job Bee Engineer"


def answered(page: str, heading: str, line: int) -> HeadingVerdict:
    """What a heading is judged to be that a build has left over."""
    top = read_markdown(page).top
    titles = {fold_heading(top.sections[0].title)}
    return judge_heading(Left(heading, ("list",), "p.md", line), top, [*top.walk()], titles)


def test_facts_below_a_title_are_no_responsibilities() -> None:
    facts = "# Tester\n\n- Place: the old harbour\n- Grade: 4 of 9 or so\n"
    assert answered(facts, "Tester", 3).meaning == ""
    tasks = "# Tester\n\n- Finds what others lose.\n- Says where it was.\n"
    assert answered(tasks, "Tester", 3).meaning == "responsibilities"


def test_contents_and_guides_are_prose() -> None:
    page = "# Tester\n\n## On this page\n\n- This list will be made anew\n"
    assert answered(page, "On this page", 3).meaning == "prose"
    steps = "\n\n## Away\n\n- Tell all others of it first.\n"
    assert answered(f"# Tester{steps}", "Away", 3).meaning == "areas"
    assert answered(f"# Testers Handbook{steps}", "Away", 3).meaning == "prose"


def test_what_stays_unread_is_said_on_its_page_alone() -> None:
    table = "# Tester\n\n## Duties\n\n- Finds it all.\n\n| A | B |\n| --- | --- |\n| c | d |\n"
    lists = "# Baker\n\n## Duties\n\n- Bakes it all.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": table, "baker.md": lists})
    left = [Left("Duties", ("table",), "tester.md", 7)]
    assert leave_unread(plan, left)
    assert not leave_unread(plan, left)  # it is said already
    marked = marked_pages(plan)
    assert "```{role}\n:unread: duties\n```\n" in str(marked["tester.md"])
    assert "unread" not in str(marked["baker.md"])
    assert ("tester.md", 7) in {(doubt.page, doubt.line) for doubt in plan.doubts}
    assert str(strip(marked["tester.md"], [], is_rest=False)[0]) == table


def test_what_stays_unread_in_an_included_file_is_said_where_it_is_shown() -> None:
    page = "# Tester\n\n```{include} ../parts/more.md\n```\n\n## Duties\n\n- Finds it all.\n"
    other = "# Baker\n\n## Duties\n\n- Bakes it all.\n"
    pages = {"jobs/tester.md": page, "jobs/baker.md": other, "parts/more.md": "Links:\n- x\n"}
    plan = planned({"README.md": "# Home\n", **pages})
    assert leave_unread(plan, [Left("Links:", ("list",), "parts/more.md", 2)])
    unread = {role.name: [*role.unread.values()] for role in plan.roles}
    assert unread == {"tester": [["links"]], "baker": []}


def twice(plan: Plan, page: str, line: int, kind: str = "duplicate_text") -> bool:
    """Answer a warning of what is there twice."""
    warned = settle.Warned(page, line, f"roles.{kind}", "twice")
    return settle.settle(plan, marked_pages(plan), [warned], [])


def test_what_is_there_twice_gets_a_key() -> None:
    page = (
        "# Baker\n\n## Responsibilities\n\n- Bakes the bread by day.\n- Bakes the bread by day.\n"
        "1. [ ] Bakes the bread by day.\n- Bakes the bread by night.\n* Bakes the bread by night.\n"
        "+ > Bakes.\n\n| Bread | Rye |\n| --- | --- |\n| Bread | Oat |\n"
    )
    plan = planned({"README.md": "# Home\n", "baker.md": page})
    down = 3  # the marker stands above
    assert twice(plan, "baker.md", 6 + down)
    assert twice(plan, "baker.md", 7 + down)
    assert twice(plan, "baker.md", 9 + down)
    assert not twice(plan, "baker.md", 6 + down)  # it has one already
    assert not twice(plan, "baker.md", 10 + down)  # a key would be no part of the quotation
    assert twice(plan, "baker.md", 14 + down, "table")
    lines = plan.pages["baker.md"].lines
    assert lines[5] == "- {key}`bakes-the-bread-2` Bakes the bread by day."
    assert lines[6] == "1. [ ] {key}`bakes-the-bread-3` Bakes the bread by day."
    assert lines[8] == "* {key}`bakes-the-bread-by-2` Bakes the bread by night."
    assert lines[13] == "| {key}`bread-2` Bread | Oat |"
    marked = marked_pages(plan)["baker.md"]
    assert str(strip(marked, plan.changes["baker.md"], is_rest=False)[0]) == page


def test_copies_on_two_levels_get_the_same_key() -> None:
    item = "- Lands the plane.\n- Lands the plane.\n"
    rungs = [f"{rung} Tester\n-------------\n\n{item}" for rung in ("Junior", "Senior")]
    page = "\n".join(["Tester\n======\n", *rungs])
    book = Book(SPHINX, "Book", {"tester.rst": Text.of(page)}, frozenset({"tester.rst"}))
    plan = start(book)
    judge(plan)
    assert twice(plan, "tester.rst", 8 + 4)
    assert twice(plan, "tester.rst", 14 + 6)
    keyed = "- :key:`lands-the-plane-2` Lands the plane."
    assert [*plan.pages["tester.rst"].lines].count(keyed) == 2
    steps = plan.changes["tester.rst"]
    assert str(strip(marked_pages(plan)["tester.rst"], steps, is_rest=True)[0]) == page


def test_lists_of_links_are_prose() -> None:
    page = "# Tester\n\n## Way\n\n- [a](a.md)\n- [b](b.md)\n\n## Other\n\n- [a](a.md)\n\n"
    page += "## Responsibilities\n\n- [Finds all](a.md)\n"
    other = "# Baker\n\n## Duties\n\n- Bakes it all.\n\n## Other\n\n- Sells it all.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": page, "baker.md": other})
    name_lists_of_links(plan)
    assert plan.settings.parts == {"prose": ["Way"]}


def test_prose_is_taken_back_only_where_it_costs_expectations() -> None:
    page = "# Tester\n\n## Responsibilities\n\n### Levels\n\n- Finds it all.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": page})
    plan.judged += [HeadingVerdict(name, "prose", "") for name in ("Levels", "Links")]
    plan.settings.parts["prose"] = ["Levels", "Links"]
    names = frozenset(plan.settings.parts["prose"])
    assert not take_back_prose(plan, names, plan.pages, [])
    assert take_back_prose(plan, names, plan.pages, [("tester.md", 7)])
    assert plan.settings.parts["prose"] == ["Links"]


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


def test_pages_of_a_javascript_tool() -> None:
    page = (
        "---\nid: x\n---\nimport Chart from '@site/chart'\nexport const a = 1\n\n# Tester {#t}\n\n"
        "## Responsibilities\n\n- Finds <b>all</b>.\n\n```js\nimport a from 'b'\n```\n"
    )
    plan = planned({"README.md": "# Home\n", "tester.mdx": page})
    lines = plan.pages["tester.mdx"].lines
    assert lines[3:5] == ("% import Chart from '@site/chart'", "% export const a = 1")
    assert "import a from 'b'" in lines
    assert [*holders(plan)] == ["tester"]
    assert plan.doubts == []
    assert '".mdx": "markdown"' in new_conf(plan.settings)
    marked = marked_pages(plan)["tester.mdx"]
    assert str(strip(marked, plan.changes["tester.mdx"], is_rest=False)[0]) == page
    for code in ("<Chart of={1} />", "It is {year} now.", "<Chart>\n\nText\n\n</Chart>"):
        plan = planned({"README.md": "# Home\n", "tester.mdx": f"{page}\n{code}\n"})
        assert [(doubt.page, doubt.line) for doubt in plan.doubts] == [("tester.mdx", 17)]


def test_names_of_headings() -> None:
    """Links find a heading by its title once its own name is gone."""
    page = (
        '# Tester {#t}\n\nSee [below](#why).\n\n## Why, then? { .big #why data-x="1" }\n\n## {b}\n'
    )
    other = "# Home\n\n[Why](roles/tester/#why), [who](https://x.org/#why), [what](#why).\n"
    plan = planned({"README.md": other, "roles/tester.md": page})
    assert plan.pages["roles/tester.md"].lines == (
        *("# Tester", "", "See [below](#why-then).", "", "## Why, then?", "", "## {b}", ""),
    )
    assert plan.pages["README.md"].lines[2] == (
        "[Why](roles/tester.md#why-then), [who](https://x.org/#why), [what](#why)."
    )
    steps = plan.changes["roles/tester.md"]
    assert str(strip(plan.pages["roles/tester.md"], steps, is_rest=False)[0]) == page


def test_links_that_only_a_code_host_or_a_tool_follows() -> None:
    page = (
        "# Home\n\n![a](a.png#only-dark) ![a](a.png?raw=true) ![b](b.png#only-dark)\n\n"
        "[x](#The-End) [y](roles#readme) [z](roles/README.md#Duties) [w](#the-end) [v](#Gone)\n\n"
        "[u](b.md#readme)\n\n"
        "## The End\n"
    )
    pages = {"README.md": page, "roles/README.md": "# Roles\n\n## Duties\n", "b.md": "# B\n"}
    texts = {path: Text.of(text) for path, text in pages.items()}
    plan = start(Book(PLAIN, "Book", texts, frozenset({*pages, "a.png"})))
    convert(plan)
    assert plan.pages["README.md"].lines[6] == "[u](b.md)"
    assert plan.pages["README.md"].lines[2:5] == (
        "![a](a.png) ![a](a.png) ![b](b.png#only-dark)",
        "",
        "[x](#the-end) [y](roles/README.md) [z](roles/README.md#duties) [w](#the-end) [v](#Gone)",
    )


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
        ("c", "02-c.md"),
        ("/people/d#x", "/9_people/1.d.md#x"),
        ("#here", None),
        ("https://example.org/b", None),
    ],
)
def test_links(target: str, new: str | None) -> None:
    pages = {"README.md", "roles/README.md", "roles/a.md", "roles/b.md"}
    pages |= {"roles/02-c.md", "9_people/1.d.md"}
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
