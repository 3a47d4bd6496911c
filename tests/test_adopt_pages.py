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
from sphinx_roles.adopt.judge.levels import find_levels
from sphinx_roles.adopt.judge.roles import judge_page
from sphinx_roles.adopt.judge.titles import (
    is_guide_of_role,
    is_job,
    is_ladder,
    is_rung,
    level_name,
)
from sphinx_roles.adopt.keys import suggest
from sphinx_roles.adopt.mark import judge, marked_pages, share_intro
from sphinx_roles.adopt.pages.lines import Edit, Text, restored
from sphinx_roles.adopt.pages.markdown import read_markdown
from sphinx_roles.adopt.pages.rest import read_rest
from sphinx_roles.adopt.plan import Plan, start
from sphinx_roles.adopt.record import Record, read_record, strip, write_record
from sphinx_roles.adopt.sources import mkdocs
from sphinx_roles.adopt.sources.book import MDBOOK, MKDOCS, PLAIN, SPHINX, Book
from sphinx_roles.adopt.sources.links import resolve
from sphinx_roles.adopt.sources.mdbook import read_summary
from sphinx_roles.adopt.sources.navigation import by_navigation
from sphinx_roles.handbook.headings.parts import fold_heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"made": [], "marked": []}',
        '{"changes": {}, "made": 1, "marked": []}',
        '{"changes": {"a.md": [[{"line": 1, "was": "b"}]]}, "made": [], "marked": []}',
        '{"changes": {"a.md": [[{"line": "b"}]]}, "made": [], "marked": []}',
        '{"changes": {"a.md": [[{}]]}, "made": [], "marked": []}',
    ],
)
def test_a_record_that_is_damaged(content: str) -> None:
    with pytest.raises(ValueError, match=r"\w|\W"):
        read_record(content)


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
        "",
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


def test_guides_of_roles() -> None:
    guides = ["Greeter role guide", "The On-call role handbook", "Board manual", "Editors guide"]
    assert all(map(is_guide_of_role, guides))
    others = ["New editors guide", "Garden handbook", "Guide", "Role of the editor"]
    assert not any(map(is_guide_of_role, others))


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


def test_the_first_sentence_counts_and_the_lowest_level_builds_on_none() -> None:
    page = (
        "# Tester\n\n## Junior Tester\n\nBuilds on the previous levels.\n\n- Asks a lot.\n\n"
        "## Tester\n\nBuilds on the previous levels. In addition to the skills of a Senior "
        "Tester, they ask.\n\n- Reads a lot.\n\n## Senior Tester\n\n- Leads a lot.\n"
    )
    plan = planned({"README.md": "# Home\n", "tester.md": page})
    assert holders(plan) == {"tester": ["junior", "tester < junior", "senior"]}
    assert plan.doubts == []


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
                "jobs/tester.md": f"# Tester\n\n{DUTIES}\n## Levels\n\n- [A](a.md)\n- [B](b/)\n"
                "- [All](https://example.org)\n- [Gone](gone.md)\n",
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
        pytest.param(
            {
                "jobs/teams/index.md": f"# Teams\n\n## Head Baker\n\n#{DUTIES}\n"
                f"## Head Cook\n\n#{DUTIES}",
                "jobs/teams/baker.md": f"# Senior Head Baker\n\n{DUTIES}",
            },
            {"baker": [], "head-baker": [], "head-cook": []},
            id="nobody knows of which role page of the index",
        ),
        pytest.param(
            {
                "jobs/tester/index.md": "# Interviews with a tester\n\nThey take an hour.\n",
                "jobs/tester/junior.md": "# Junior Tester\n\n- Ask how they search.\n",
                "jobs/tester/senior.md": "# Senior Tester\n\n- Ask what they found.\n",
            },
            {},
            id="the index is about something else",
        ),
        pytest.param(
            {
                "jobs/tester/index.md": f"# Tester\n\n{DUTIES}\n## Junior Tester\n\n- Asks.\n\n"
                "## Senior Tester\n\n- Answers.\n",
                "jobs/tester/lead.md": "# Senior Tester\n\n- Leads the search.\n",
                "jobs/tester/senior.md": "# Senior Tester\n\n- Leads the search.\n",
                "jobs/tester/staff.md": "# Staff Tester\n\n- Plans the search.\n",
            },
            {
                "tester": [
                    "junior in ",
                    "senior in ",
                    "lead in jobs/tester/lead.md",
                    "staff in jobs/tester/staff.md",
                ]
            },
            id="the role page has a level of this name itself",
        ),
    ],
)
def test_levels_on_pages_of_their_own(pages: dict[str, str], wanted: dict[str, list[str]]) -> None:
    plan = planned({"README.md": "# Home\n", **pages})
    found = {r.name: [f"{v.name} in {v.page}" for v in r.levels] for r in plan.roles}
    assert found == wanted
    marked = marked_pages(plan)
    for role in plan.roles:
        for level in [level for level in role.levels if level.page]:
            is_beside = role.page.rpartition("/")[2] in {"index.md", "README.md"}
            assert (f":role: {role.name}\n" in str(marked[level.page])) != is_beside
    for page, text in pages.items():
        was, _ = strip(marked[page], plan.changes.get(page, ()), is_rest=False)
        assert str(was) == text


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(["Senior", "Senior", "Junior"], ["senior", "senior-2", "junior"], id="twice"),
        pytest.param(
            ["IC1", "IC2", "Senior", "Senior Baker"], ["ic1", "ic2", "senior"], id="numbers"
        ),
        pytest.param(["Junior Baker", "Senior Baker"], ["junior-baker", "senior-baker"], id="job"),
        pytest.param(["Junior Baker", "Senior Cook"], [], id="jobs that share nothing"),
    ],
)
def test_sections_that_are_levels(titles: list[str], names: list[str]) -> None:
    """Those of one ladder, each with a name of its own."""
    page = "# Craft of the mill\n\n" + "".join(f"## {title}\n\n- Does it.\n\n" for title in titles)
    (top,) = read_markdown(page).top.sections
    assert [level.name for level in find_levels(top)] == names


@pytest.mark.parametrize(
    ("title", "role", "name"),
    [
        ("Senior Engineer in Research", "Engineer (Research)", "senior"),
        ("Engineer", "Engineer", "engineer"),
        ("!", "Engineer", "level"),
    ],
)
def test_names_of_levels(title: str, role: str, name: str) -> None:
    """Without what the title of the role page says."""
    assert level_name(title, role) == name


def test_role_pages_of_one_file_name_get_different_names() -> None:
    """By their folders; and by a number where these have one name, too."""
    paths = (
        "tester.md",
        "a/lab/tester.md",
        "b/lab/tester.md",
        "c/lab/tester.md",
        "jobs/x/tester.md",
    )
    pages = dict.fromkeys(paths, f"# Tester\n\n{DUTIES}")
    plan = planned({"README.md": "# Home\n", **pages})
    assert {role.page: role.name for role in plan.roles} == {
        "a/lab/tester.md": "tester",
        "b/lab/tester.md": "lab-tester",
        "c/lab/tester.md": "lab-tester-2",
        "jobs/x/tester.md": "x-tester",
        "tester.md": "page-tester",
    }
    marked = marked_pages(plan)
    assert ":name:" not in str(marked["a/lab/tester.md"])
    assert "```{role}\n:name: lab-tester-2\n```" in str(marked["c/lab/tester.md"])


OPENING = "Here in the house of lamps a {} knows each lamp by its name."
SECOND = "All of us sleep well."


def opened(titles: Sequence[str], **more: str) -> Plan:
    """A plan for role pages that all open with the same words but for their titles."""
    said = f"{OPENING}\n\n{SECOND}"
    pages = {
        f"jobs/{title.casefold()}.md": f"# {title}\n\n{said.format(title)}\n\n{DUTIES}"
        for title in titles
    }
    return planned({"README.md": "# Home\n", **pages, **more})


def test_an_introduction_that_names_the_role_page() -> None:
    """One text for all that open with it; another page has none."""
    other = f"# Baker\n\n{DUTIES}"
    plan = opened(["Tester", "Designer", "Writer"], **{"jobs/baker.md": other})
    assert plan.made["jobs/intro.md"] == (
        f"# Introduction\n\n{OPENING.format('{this}`role`')}\n\n{SECOND}\n"
    )
    marked = marked_pages(plan)
    assert "lamps" not in str(marked["jobs/writer.md"])
    assert SECOND not in str(marked["jobs/writer.md"])
    assert ":intro:" not in str(marked["jobs/writer.md"])
    assert "```{role}\n:intro: none\n```" in str(marked["jobs/baker.md"])


def test_what_two_pages_open_with_stays() -> None:
    plan = opened(["Tester", "Designer"])
    assert plan.made == {}
    assert "lamps" in str(marked_pages(plan)["jobs/tester.md"])


THREE = "- Turns all day long.\n- Grinds what is there.\n- Stops in the night.\n"


@pytest.mark.parametrize(
    ("page", "doubt"),
    [
        (
            f"# The mill and its wheel\n\n## Responsibilities\n\n{THREE}",
            "'The mill and its wheel' has responsibilities, but its title is not that of a job",
        ),
        (
            f"# Career path of millers\n\n{THREE}",
            "'Career path of millers' may describe a job, but has neither levels nor known parts",
        ),
        (f"# The mill and its wheel\n\n{THREE}", None),
    ],
)
def test_pages_beside_role_pages_that_may_be_some(page: str, doubt: str | None) -> None:
    found, doubts = judge_page("roles/page.md", read_markdown(page))
    assert found == []
    assert [one.reason for one in doubts] == ([doubt] if doubt else [])


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


def test_a_heading_is_no_prose_where_another_would_be_so_too() -> None:
    page = "# Tester\n\n## Week\n\n- Red Barn\n- Blue Barn\n"
    assert answered(page, "Week", 3).meaning == "prose"
    verdict = answered(f"{page}\n## Our week\n\n- Finds what others lose.\n", "Week", 3)
    assert (verdict.meaning, verdict.reason) == ("", "as prose, it would be 'Our week' as well")


def test_a_heading_that_no_name_helps_with() -> None:
    """One answer after another, until none is left."""
    page = f"# Tester\n\n{DUTIES}\n## Week\n\n- Writes down what was found.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": page})
    left = [Left("Week", ("list",), "tester.md", 9)]

    def settled() -> tuple[bool, dict[str, list[str]], str]:
        is_changed = settle.settle(plan, plan.pages, [], left)
        (verdict,) = plan.judged
        return is_changed, {**plan.settings.parts}, verdict.reason

    why = "its list says what somebody does or has"
    assert settled() == (True, {"areas": ["Week"]}, why)
    assert settled() == (True, {"responsibilities": ["Week"]}, why)
    why = "no part takes what it holds"
    assert settled() == (True, {"prose": ["Week"]}, why)
    assert settled() == (False, {}, why)
    assert settled() == (False, {}, why)


def test_what_is_left_in_a_file_that_is_no_page_is_not_judged() -> None:
    plan = planned({"README.md": "# Home\n", "tester.md": f"# Tester\n\n{DUTIES}"})
    left = [Left("Week", ("list",), "parts/more.txt", 9)]
    assert not settle.settle(plan, plan.pages, [], left)
    assert plan.judged == []


def test_paragraphs_of_parts_without_lists_get_keys() -> None:
    """Each another one; a title, a word or code gets none."""
    page = (
        "# Tester\n\n## Responsibilities\n\nReads all of the maps.\n\nReads all of the signs.\n"
        "\nReads all of the maps.\n\n**What is asked of all:**\n\nAnd:\n\n```text\na b c d\n```\n\n"
        "<b>Reads</b> what is bold here.\n\nB - c - .\n\n## Requirements\n\nReads all of it."
    )
    plan = planned({"README.md": "# Home\n", "tester.md": page}, PLAIN, "tester.md")
    for heading in ("Responsibilities", "Requirements"):
        left = Left(heading, ("part",), "tester.md", 3)
        assert settle.settle(plan, plan.pages, [], [left])
        assert not settle.settle(plan, plan.pages, [], [left])
    assert [line for line in plan.pages["tester.md"].lines if "{key}" in line] == [
        "{key}`reads-all-of` Reads all of the maps.",
        "{key}`reads-all-of-the` Reads all of the signs.",
        "{key}`reads-all-of-the-maps` Reads all of the maps.",
        "{key}`b-c` B - c - .",
        "{key}`reads-all-of-it` Reads all of it.",
    ]
    assert [doubt.line for doubt in plan.doubts] == [3, 23]


CHEF = "# Chef\n\n## Responsibilities\n\n- Cooks what is there.\n\n## Levels\n\n"
CHEF += "### Junior Chef\n\nLater.\n\n### Senior Chef\n\n- Cooks for a hundred.\n"


def test_a_level_that_is_empty_is_none() -> None:
    plan = planned({"README.md": "# Home\n", "chef.md": CHEF})
    for name, others in (("senior", ["junior"]), ("junior", [])):
        said = f"level chef/{name} is empty; say what it expects"
        empty = settle.Warned("chef.md", 12, "roles.empty", said)
        assert settle.settle(plan, marked_pages(plan), [empty], [])
        assert holders(plan) == {"chef": others}
        assert f"{{level}} {name}" not in str(marked_pages(plan)["chef.md"])
        assert plan.doubts[-1] == ("chef.md", 12, said)


def test_a_role_page_on_which_nothing_is_expected_is_none() -> None:
    """The one that is named, where several share a page."""
    page = "# Our jobs\n\n## Product Manager\n\n### Responsibilities\n\n- Says what.\n\n"
    page += "## Product Designer\n\n### Responsibilities\n\n- Draws what others say.\n"
    chef = "# Head Chef\n\n## Responsibilities\n\n- Cooks what is there.\n"
    plan = planned({"README.md": "# Home\n", "jobs.md": page, "chef.md": chef})
    said = "nothing on role page product-designer is an expectation"
    warned = [
        settle.Warned("jobs.md", 9, "roles.empty", said),
        settle.Warned("README.md", 1, "roles.empty", said),
        settle.Warned("jobs.md", 9, "roles.empty", "nothing on role page x is an expectation"),
    ]
    assert settle.settle(plan, marked_pages(plan), warned[:1], [])
    assert [*holders(plan)] == ["chef", "product-manager"]
    assert not settle.settle(plan, marked_pages(plan), warned[1:2], [])
    # A page with one role page needs no name.
    assert settle.settle(plan, marked_pages(plan), warned[2:], [])
    assert [*holders(plan)] == ["chef"]


def test_a_role_page_of_several_that_nobody_names_stays() -> None:
    page = "# Our jobs\n\n## Head Cook\n\n### Duties\n\n- Says what.\n\n## Head Baker\n\n"
    page += "### Duties\n\n- Bakes what others say.\n"
    plan = planned({"README.md": "# Home\n", "jobs.md": page})
    warned = settle.Warned("jobs.md", 3, "roles.empty", "nothing is an expectation")
    assert not settle.settle(plan, marked_pages(plan), [warned], [])
    assert [*holders(plan)] == ["head-cook", "head-baker"]


def test_what_cannot_be_extended_is_taken_back_once() -> None:
    """Two warnings of one line are one doubt."""
    page = CHEF.replace("Later.", "The Junior Chef role extends the Cook role.")
    page = page.replace("- Cooks for", "Builds on the previous level.\n\n- Cooks for")
    cook = "# Head Cook (cook)\n\n## Responsibilities\n\n- Cooks all of it.\n"
    plan = planned({"README.md": "# Home\n", "chef.md": page, "cook.md": cook})
    assert holders(plan)["chef"] == ["junior < cook", "senior < junior"]
    marked = marked_pages(plan)
    at = marked["chef.md"].lines.index("```{extends} junior") + 1
    warned = [settle.Warned("chef.md", at, f"roles.{kind}", kind) for kind in ("cycle", "self")]
    assert settle.settle(plan, marked, warned, [])
    assert holders(plan)["chef"] == ["junior < cook", "senior"]
    assert plan.doubts == [("chef.md", at, "cycle")]
    assert not settle.settle(plan, marked, warned, [])


def test_what_nothing_answers_is_silenced_and_a_doubt() -> None:
    """Each place is a doubt; links and remarks of others are not ours."""
    plan = planned({"README.md": "# Home\n", "tester.md": f"# Tester\n\n{DUTIES}"})
    warned = [
        settle.Warned("tester.md", 4, "roles.table", "two rows"),
        settle.Warned("tester.md", 9, "roles.table", "two more"),
        settle.Warned("tester.md", 9, "myst.xref_missing", "no way"),
    ]
    assert settle.suppress_rest(plan, warned)
    assert plan.settings.suppressed == {"roles.table": 2}
    assert plan.doubts == [("tester.md", 4, "two rows"), ("tester.md", 9, "two more")]
    assert not settle.suppress_rest(plan, warned[2:])


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


@pytest.mark.parametrize("heading", ["Duties; more", "Duties of C# users", "..."])
def test_a_heading_that_no_option_can_hold_is_left_to_the_report(heading: str) -> None:
    page = f"# Tester\n\n## {heading}\n\n- Finds it all.\n"
    plan = planned({"README.md": "# Home\n", "tester.md": page}, PLAIN, "tester.md")
    assert not leave_unread(plan, [Left(heading, ("list",), "tester.md", 5)])
    assert "unread" not in str(marked_pages(plan)["tester.md"])


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


def test_what_no_key_tells_apart() -> None:
    """Marks alone, the ninth copy of three words, and a line that is not there."""
    copies = "- Finds all mistakes.\n" * 9
    page = f'# Baker\n\n## Responsibilities\n\n{copies}\n- "..."\n- "..."\n'
    plan = planned({"README.md": "# Home\n", "baker.md": page})
    down = 3  # the marker stands above
    answers = [twice(plan, "baker.md", line + down) for line in range(6, 14)]
    assert answers == [True] * 7 + [False]
    assert not twice(plan, "baker.md", 16 + down)
    assert not twice(plan, "baker.md", 0)
    assert not twice(plan, "baker.md", 99)
    lines = plan.pages["baker.md"].lines
    assert lines[11] == "- {key}`finds-all-mistakes-8` Finds all mistakes."
    assert lines[12] == "- Finds all mistakes."
    assert lines[15] == '- "..."'


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


def test_odd_titles_of_restructuredtext() -> None:
    """With a tab or a form feed, or of marks alone: nothing below them is lost."""
    page = "A\tb\n========\n\nC\x0cd\n---\n\n- Bakes it.\n\n?\n--\n\n- Sells it.\n"
    (top,) = read_rest(page).top.sections
    places = [(section.title, section.below, section.items) for section in top.walk()]
    assert places == [("A       b", 2, 2), ("C d", 5, 1), ("?", 10, 1)]


def test_a_page_with_other_line_breaks_is_left_as_it_is() -> None:
    """docutils counts its lines in another way."""
    pages = {"tester.rst": "Tester\n======\n\nDuties\n------\n\n- Finds\x85all of it.\n"}
    plan = sphinx_plan(pages)
    assert plan.roles == []
    assert [doubt.reason for doubt in plan.doubts] == [
        "it is not read: it has line breaks of another kind inside its lines"
    ]
    assert str(marked_pages(plan)["tester.rst"]) == pages["tester.rst"]


def sphinx_plan(pages: Mapping[str, str]) -> Plan:
    """A plan for a Sphinx handbook, without any build."""
    texts = {path: Text.of(text) for path, text in pages.items()}
    plan = start(Book(SPHINX, "Book", texts, frozenset(texts)))
    judge(plan)
    return plan


def test_lists_of_restructuredtext() -> None:
    """Terms, fields and what is set off count as what they are."""
    page = "Baker\n=====\n\nBread\n   Is baked by six.\n\n"
    page += ":Place: the old mill\n:Grade: 4 of 9 or so\n\n.. said by all\n"
    terms, fields, _comment = read_rest(page).top.sections[0].blocks
    assert terms.items == ("Bread Is baked by six.",)
    assert fields.items == ("Place: the old mill", "Grade: 4 of 9 or so")
    quoted = read_rest("Baker\n=====\n\nHe says:\n\n   So it is.\n\n   - Bakes it.\n")
    kinds = [(block.kind, block.text, block.items) for block in quoted.top.sections[0].blocks]
    assert kinds == [
        ("paragraph", "He says:", ()),
        ("paragraph", "So it is.", ()),
        ("list", "", ("Bakes it.",)),
    ]


def test_fields_below_a_title_are_no_responsibilities() -> None:
    top = read_rest("Tester\n======\n\n:Place: the old harbour\n:Grade: 4 of 9 or so\n").top
    left = Left("Tester", ("list",), "p.rst", 4)
    assert judge_heading(left, top, [*top.walk()], {"tester"}).meaning == ""


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


CELLS = (
    ("Topic", "Junior Designer", "Senior Designer"),
    ("Scope", "Draws one page at a time", "Plans what is drawn and when"),
)


def rest_table(form: str) -> str:
    """A table in reStructuredText, one way or another."""
    if form == "csv-table":
        header, row = (", ".join(f'"{cell}"' for cell in cells) for cells in CELLS)
        return f".. csv-table::\n   :header: {header}\n\n   {row}\n"
    if form == "list-table":
        rows = ("   * - " + "\n     - ".join(cells) + "\n" for cells in CELLS)
        return ".. list-table:: A ladder\n   :header-rows: 1\n\n" + "".join(rows)
    rule = " ".join(["=" * 30] * 3)
    rows = [" ".join(f"{cell:30}" for cell in cells).rstrip() for cells in CELLS]
    return "\n".join([rule, rows[0], rule, rows[1], rule, ""])


@pytest.mark.parametrize("form", ["table", "list-table", "csv-table"])
def test_ladders_in_tables_of_restructuredtext(form: str) -> None:
    """The marker stands right above the table, and no other."""
    numbers = "==== ====\nYear Ships\n==== ====\n2024 3\n==== ====\n"
    start = f"Ladder of designers\n===================\n\n.. note::\n\n   Read it.\n\n{numbers}\n"
    table = rest_table(form)
    page = f"{start}{table}\nThe end.\n"
    marked = marked_pages(sphinx_plan({"ladder.rst": page}))["ladder.rst"]
    marker = ".. levels::\n   :names: junior, senior\n\n"
    assert str(marked).count("levels::") == 1
    assert f"{numbers}\n{marker}{table}" in str(marked)
    assert str(strip(marked, [], is_rest=True)[0]) == page


def test_what_is_no_ladder_in_a_table() -> None:
    """A header alone, and a table in a quotation, which no marker can stand above."""
    header, rule, _row = LADDER.split("\n")[4:7]
    page = f"# Ladder of designers\n\n{header}\n{rule}\n\n- Draws it.\n"
    assert "{levels}" not in str(marked_pages(planned({"l.md": page}, PLAIN, "l.md"))["l.md"])
    table = "\n".join(f"   {line}" for line in rest_table("table").splitlines())
    page = f"Ladder of designers\n===================\n\nThey say:\n\n{table}\n"
    assert "levels::" not in str(marked_pages(sphinx_plan({"l.rst": page}))["l.rst"])


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
        "# Tester {#t}\n\nSee [below](#why), [big](#big).\n\n"
        '## Why, then? { .big #why data-x="1" }\n\n## {b}\n\n'
        "## Big { .big }\n"
    )
    other = "# Home\n\n[Why](roles/tester/#why), [who](https://x.org/#why), [what](#why).\n"
    plan = planned({"README.md": other, "roles/tester.md": page})
    assert plan.pages["roles/tester.md"].lines == (
        *("# Tester", "", "See [below](#why-then), [big](#big).", "", "## Why, then?"),
        *("", "## {b}", "", "## Big", ""),
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


def test_definitions_of_links() -> None:
    """Right where they stand, in front of the text or behind it."""
    page = "[all]: roles/ 'All'\n\n# Home\n\nSee [all] and [b][B].\n\n[b]: roles/b.html\n"
    pages = {"README.md": page, "roles/README.md": "# Roles\n", "roles/b.md": "# B\n"}
    lines = planned(pages).pages["README.md"].lines
    assert lines[0] == "[all]: roles/README.md 'All'"
    assert lines[4:7] == ("See [all] and [b][B].", "", "[b]: roles/b.md")


@pytest.mark.parametrize(
    ("part", "options"),
    [
        ("", []),
        (":2", [":start-line: 1", ":end-line: 2"]),
        (":2:3", [":start-line: 1", ":end-line: 3"]),
        ("::3", [":end-line: 3"]),
        (":1:3", [":end-line: 3"]),
        (":2:", [":start-line: 1"]),
        (
            ":why",
            [
                ":start-after: '<!-- ANCHOR: why -->'",
                ":end-before: '<!--ANCHOR_END:why (''so'') -->'",
            ],
        ),
    ],
)
def test_parts_of_files_that_an_mdbook_includes(part: str, options: list[str]) -> None:
    """The lines of anchors are comments, and nothing of them may be shown."""
    tale = "<!-- ANCHOR: why-not -->\n<!-- ANCHOR: why -->\nSo.\n<!--ANCHOR_END:why ('so') -->\n"
    pages = {"README.md": f"# Home\n\n{{{{#include tale.md{part}}}}}\n", "tale.md": tale}
    lines = planned(pages, MDBOOK).pages["README.md"].lines
    assert [*lines[2 : 4 + len(options)]] == ["```{include} tale.md", *options, "```"]


def test_what_an_mdbook_includes_and_adopt_does_not() -> None:
    """A file that is no page, one that is not there, code, and what is no include."""
    page = (
        "# Home\n\n{{#include tale.txt:why}}\n\n{{#include gone.md}}\n\n"
        "```\n{{#include tale.txt}}\n```\n\n{{#title Book}}\n\n{{ year }}\n"
    )
    book = Book(MDBOOK, "Book", {"README.md": Text.of(page)}, frozenset({"README.md", "tale.txt"}))
    plan = start(book)
    convert(plan)
    assert [(doubt.line, doubt.reason) for doubt in plan.doubts] == [
        (5, "{{#include gone.md}} names a file that is not there"),
        (8, "{{#include tale.txt}} stays as text: Sphinx does not know it here"),
        (11, "{{#title Book}} stays as text: Sphinx does not know it here"),
    ]
    (edit,) = plan.changes["README.md"][0]
    assert edit.now == (
        "```{include} tale.txt",
        ":start-after: 'ANCHOR: why'",
        ":end-before: 'ANCHOR_END: why'",
        "```",
    )


def test_snippets_that_a_mkdocs_site_may_not_have() -> None:
    text = Text.of('--8<-- "gone.txt"\n--8<-- "here.txt:2"\n--8<-- "docs/here.txt"\n')
    edits, doubts = mkdocs.convert_blocks("a.md", text, {"here.txt"}, ())
    assert edits == [Edit(2, 1, ("```{include} /here.txt", "```"))]
    assert doubts == [(0, "this snippet stays as text"), (1, "this snippet stays as text")]


def test_a_navigation_with_other_things() -> None:
    """Numbers are no pages; what stands below an address stands below its title."""
    nav = mkdocs.read_nav(["a.md", 3, None, {"B": "b.md", "C": ["c.md"]}])
    assert nav is not None
    assert [(entry.title, entry.page) for entry in nav] == [
        ("", "a.md"),
        ("B", "b.md"),
        ("C", None),
    ]
    content = (
        "- [Site](https://example.org)\n  - [B](b.md)\n- [Later]()\n- Words\n- *The* [C](c.md)\n"
    )
    content += "-\n- [D](a/d.md)\n  1. [E](e.md)\n"
    trees, placed = by_navigation(read_summary(content), {"b.md", "c.md", "a/d.md", "e.md"}, "i.md")
    assert placed == {"i.md", "https://example.org", "b.md", "c.md", "a/d.md", "e.md"}
    assert {home: [tree.lines(home, is_hidden=True) for tree in trees[home]] for home in trees} == {
        "i.md": [
            (
                *("```{toctree}", ":hidden:", "", "Site <https://example.org>"),
                *("C </c>", "D </a/d>", "```"),
            ),
            ("```{toctree}", ":caption: Site", ":hidden:", "", "B </b>", "```"),
        ],
        "a/d.md": [("```{toctree}", ":hidden:", "", "E </e>", "```")],
    }


@pytest.mark.parametrize(
    ("path", "title"),
    [("roles/README.md", "Roles"), ("index.md", "Index"), ("on_call/how-to_ask.md", "How to ask")],
)
def test_a_title_from_the_name_of_a_file(path: str, title: str) -> None:
    """That of its folder for an index."""
    page = planned({path: "Words.\n", "a.md": "# A\n"}).pages[path]
    assert page.lines[0] == f"# {title}"


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
        ("/b.md", "/roles/b.md"),
        ("/../b.md", None),
        ("index.html", "README.md"),
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


@pytest.mark.parametrize("silenced", ["['a.b']", "('a.b',)", None])
def test_settings_for_a_conf_that_has_some(silenced: str | None) -> None:
    """What it silences itself stays silent, whether it is a list or a tuple."""
    before = "html_theme_options = {}\nhtml_theme_options['x'], y = 1, 2\nextensions: list = []\n"
    before += f"suppress_warnings = {silenced}\n" if silenced else ""
    conf = Conf.read(before)
    assert conf is not None
    parts = {"prose": ["Our week"]}
    edits = conf.edits(Settings(parts=parts, suppressed={"c.d": 2, "e.f": 1}))
    text, changes = conf.text.edited(edits)
    found: dict[str, object] = {}
    exec(str(text), found)
    assert found["extensions"] == ["sphinx_roles"]
    assert found["roles_parts"] == parts
    assert found["suppress_warnings"] == [*["a.b"] * bool(silenced), "c.d", "e.f"]
    assert str(restored(text, changes)[0]) == before


def test_a_new_conf_is_python() -> None:
    parts = {"prose": ['Say "no"', "Back\\slash", "caf\u00e9"], "areas": ["x" * 90]}
    found: dict[str, object] = {}
    exec(new_conf(Settings(title="A \\ 'b'", parts=parts)), found)
    assert found["roles_parts"] == parts
    assert found["project"] == "A \\ 'b'"
