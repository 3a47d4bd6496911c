"""Whatever an author may type wrong: one located warning each, and the build goes on."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.cmd.build import main

from conftest import HAS_MYST, ORPHANS, Project
from sphinx_roles.handbook.kinds import Warn

if TYPE_CHECKING:
    from conftest import Built

needs_myst = pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")

# What comes next stands in line 11, in MyST in line 10.
REST = "Job\n===\n\n.. role::\n\nPluses\n------\n\n- Work\n\n"
MYST = "# Job\n\n```{role}\n```\n\n## Pluses\n\n- Work\n\n"

# Behind those: in line 18, in MyST in line 17.
REST_LEVEL = "Senior\n------\n\n.. level:: senior\n\n- Lead\n\n"
MYST_LEVEL = "## Senior\n\n```{level} senior\n```\n\n- Lead\n\n"


def job(name: str, text: str = "", work: str = "Work") -> str:
    """Another role page; `text` starts in line 6."""
    return f"{name}\n{'=' * 40}\n\n.. role::\n\n{text}\n\nPluses\n------\n\n- {work}\n"


def level_page(role: str, text: str = "") -> str:
    """A level on a page of its own; its directive is in line 4."""
    option = f"   :role: {role}\n" if role else ""
    return f"Senior\n{'=' * 40}\n\n.. level:: senior\n{option}\n- Lead\n\n{text}\n"


def table(options: str, *rows: str, head: str = "Area, Low, High") -> str:
    """A role page with a table of levels; the directive is in line 11."""
    option = f"   {options}\n" if options else ""
    lines = "".join(f"   {row}\n" for row in (head, *rows))
    return f"{REST}.. levels::\n{option}\n.. csv-table::\n   :header-rows: 1\n\n{lines}"


def myst_table(options: str, *rows: str, head: str = "Area | Low | High") -> str:
    """The same in MyST; the directive is in line 10."""
    option = f"{options}\n" if options else ""
    lines = "".join(f"| {row} |\n" for row in (head, "---|---|---", *rows))
    return f"{MYST}```{{levels}}\n{option}```\n\n{lines}"


@dataclass(frozen=True)
class Case:
    """One mistake: the warning's kind, place and words, and the files."""

    name: str
    kind: Warn
    where: str
    says: str
    files: dict[str, str]
    conf: dict[str, Any] = field(default_factory=dict)


def pair(name: str, kind: Warn, lines: tuple[int, int], says: str, rest: str, myst: str) -> Any:
    """The same mistake on a page in reST and in MyST."""
    yield Case(f"{name}, reST", kind, f"job.rst:{lines[0]}", says, {"job.rst": rest})
    yield Case(f"{name}, MyST", kind, f"job.md:{lines[1]}", says, {"job.md": myst})


REVIEW = {"craft/review.rst": "Review\n======\n"}
ORDER = {
    "a.rst": job("A"),
    "b.rst": job("B", ".. extends:: a"),
    "job.rst": job("Job", ".. extends:: a, b"),
}

CASES = [
    # -- the intro
    Case(
        "no intro", Warn.INTRO, "job.rst:4", "'intro'", {"job.rst": REST}, {"roles_intro": "intro"}
    ),
    Case(
        "excluded intro",
        Warn.INTRO,
        "job.rst:4",
        "'intro'",
        {"job.rst": REST, "intro.rst": "Intro\n=====\n"},
        {"roles_intro": "intro", "exclude_patterns": ["intro.rst"]},
    ),
    Case(
        "no intro for several pages",
        Warn.INTRO,
        "a.rst:4",
        "and 2 more role pages",
        {f"{n}.rst": job(n, work=f"Work for {n}") for n in "abc"},
        {"roles_intro": "intro"},
    ),
    Case(
        "no such intro",
        Warn.INTRO,
        "job.rst:4",
        "'gone'",
        {"job.rst": REST.replace("role::", "role::\n   :intro: gone")},
    ),
    Case(
        "an intro that is a role page",
        Warn.INTRO_IS_ROLE,
        "intro.rst:4",
        "remove its 'role' directive",
        {"job.rst": REST, "other.rst": job("Other"), "intro.rst": job("Intro", work="Intro")},
        {"roles_intro": "/intro"},
    ),
    Case(
        "a page that is its own intro",
        Warn.INTRO_IS_ROLE,
        "job.rst:4",
        "remove its 'role' directive",
        {"job.rst": REST.replace("role::", "role::\n   :intro: job")},
    ),
    # -- craft pages
    *pair(
        "unknown craft page",
        Warn.CRAFT,
        (11, 10),
        "'reviw' in 'craft/'",
        REST + ":craft:`reviw`",
        MYST + "{craft}`reviw`",
    ),
    Case(
        "misspelt craft page",
        Warn.CRAFT,
        "job.rst:11",
        "did you mean 'review'?",
        {"job.rst": REST + ":craft:`reviews <reviw>`", **REVIEW},
    ),
    Case(
        "a craft page's wrong folder",
        Warn.CRAFT,
        "job.rst:11",
        "did you mean 'review'?",
        {"job.rst": REST + ":roles:craft:`craft/review`", **REVIEW},
    ),
    Case(
        "no craft folders",
        Warn.CRAFT,
        "job.rst:11",
        "in no folder",
        {"job.rst": REST + ":craft:`review`", **REVIEW},
        {"roles_craft": []},
    ),
    Case(
        "unknown craft page in what is inherited",
        Warn.CRAFT,
        "base.rst:11",
        "'gone'",
        {
            "base.rst": job("Base", work=":craft:`gone`"),
            "job.rst": REST + ".. extends:: base",
            "more.rst": job("More", ".. extends:: base", "More"),
        },
    ),
    Case(
        "unknown craft page in the intro",
        Warn.CRAFT,
        "intro.rst:4",
        "'gone'",
        {"intro.rst": "Intro\n=====\n\n:craft:`gone`\n", "job.rst": REST, "b.rst": job("B")},
        {"roles_intro": "intro"},
    ),
    # -- extends
    *pair(
        "unknown base",
        Warn.UNKNOWN,
        (11, 10),
        "'jov'",
        REST + ".. extends:: jov",
        MYST + "```{extends} jov\n```",
    ),
    Case(
        "misspelt level",
        Warn.UNKNOWN,
        "job.rst:22",
        "did you mean 'senior'?",
        {"job.rst": REST + REST_LEVEL + "Staff\n-----\n\n.. level:: staff\n.. extends:: Seniors"},
    ),
    Case(
        "misspelt level of another page",
        Warn.UNKNOWN,
        "other.rst:6",
        "did you mean 'job/senior'?",
        {"job.rst": REST + REST_LEVEL, "other.rst": job("Other", ".. extends:: job/snior")},
    ),
    *pair(
        "role page that extends itself",
        Warn.SELF,
        (11, 10),
        "job extends itself; remove 'job'",
        REST + ".. extends:: job",
        MYST + "```{extends} job\n```",
    ),
    Case(
        "level that extends itself",
        Warn.SELF,
        "job.rst:18",
        "job/senior extends itself",
        {"job.rst": REST + REST_LEVEL + ".. extends:: senior"},
    ),
    Case(
        "circle of two",
        Warn.CYCLE,
        "b.rst:6",
        "b → a → b",
        {"a.rst": job("A", ".. extends:: b"), "b.rst": job("B", ".. extends:: a", "More")},
    ),
    Case(
        "circle of three",
        Warn.CYCLE,
        "c.rst:6",
        "c → a → b → c",
        {
            "a.rst": job("A", ".. extends:: b", "a"),
            "b.rst": job("B", ".. extends:: c", "b"),
            "c.rst": job("C", ".. extends:: a", "c"),
        },
    ),
    Case(
        "role page that extends its own level",
        Warn.CYCLE,
        "job.rst:11",
        "job → job/senior → job",
        {"job.rst": REST + ".. extends:: senior\n\n" + REST_LEVEL},
    ),
    Case("an order that C3 refuses", Warn.ORDER, "job.rst:6", "job extends a, b", ORDER),
    Case(
        "a base named twice",
        Warn.DUPLICATE_BASE,
        "job.rst:11",
        "job extends 'a' twice",
        {"job.rst": REST + ".. extends:: a, a", "a.rst": job("A", work="a")},
    ),
    Case(
        "a base named by two directives",
        Warn.DUPLICATE_BASE,
        "job.rst:13",
        "job extends 'a' twice",
        {"job.rst": REST + ".. extends:: a\n\n.. extends:: a", "a.rst": job("A", work="a")},
    ),
    Case(
        "without of names that lack a comma",
        Warn.WITHOUT,
        "job.rst:11",
        "names after ':without:' stand between commas; write ':without: work, rest'",
        {
            "job.rst": REST + ".. extends:: a\n   :without: work rest",
            "a.rst": job("A", work=":key:`work` Much\n- :key:`rest` Little"),
        },
    ),
    Case(
        "without of what is not inherited",
        Warn.WITHOUT,
        "job.rst:11",
        "'wrk', so ':without:' has nothing to remove; did you mean 'work'?",
        {
            "job.rst": REST + ".. extends:: a\n   :without: wrk",
            "a.rst": job("A", work=":key:`work` Much"),
        },
    ),
    # -- duplicates
    Case(
        "two role pages of one name",
        Warn.DUPLICATE_ROLE,
        "job.rst:4",
        "'job' is already on the page 'a/job'",
        {"a/job.rst": job("A"), "job.rst": REST},
    ),
    *pair(
        "two levels of one name",
        Warn.DUPLICATE_LEVEL,
        (21, 19),
        "level 'senior' stands twice",
        REST + REST_LEVEL + REST_LEVEL.replace("Senior", "Second").replace("Lead", "Second"),
        MYST + MYST_LEVEL + MYST_LEVEL.replace("Senior", "Second").replace("Lead", "Second"),
    ),
    *pair(
        "two expectations with one key",
        Warn.DUPLICATE_KEY,
        (12, 11),
        "key 'a' names two expectations of job, the first in line 1",
        REST + "* :key:`a` One\n* :key:`a` Two",
        MYST + "* {key}`a` One\n* {key}`a` Two",
    ),
    *pair(
        "the same text twice",
        Warn.DUPLICATE_TEXT,
        (11, 10),
        "job says this twice",
        REST + "* work.",
        MYST + "* work.",
    ),
    *pair(
        "two role markers in one section",
        Warn.DUPLICATE_MARKER,
        (6, 5),
        "already marked by 'role' in line",
        REST.replace("role::", "role::\n\n.. role::\n   :name: other"),
        MYST.replace("```\n", "```\n```{role}\n:name: other\n```\n", 1),
    ),
    *pair(
        "two level markers in one section",
        Warn.DUPLICATE_MARKER,
        (18, 17),
        "already marked by 'level' in line",
        REST + REST_LEVEL + ".. level:: staff",
        MYST + MYST_LEVEL + "```{level} staff\n```",
    ),
    *pair(
        "a level marker beside the role marker",
        Warn.DUPLICATE_MARKER,
        (6, 5),
        "already marked by 'role' in line",
        REST.replace("role::", "role::\n\n.. level:: senior"),
        MYST.replace("```\n", "```\n```{level} senior\n```\n", 1),
    ),
    # -- in the wrong place
    *(
        case
        for what, rest, myst in (
            ("a paragraph", "Say :key:`a`", "Say {key}`a`"),
            ("the middle of an item", "* Say :key:`a`", "* Say {key}`a`"),
            ("a prose list", "Salary\n------\n* :key:`a` it", "## Salary\n\n* {key}`a` it"),
            ("a heading", "Say :key:`a`\n---------------", "## Say {key}`a`"),
            ("a bold text", "**Say** it :key:`a`", "**Say** it {key}`a`"),
        )
        for case in pair(
            f"a key in {what}",
            Warn.KEY,
            (11 + rest.split(":key:")[0].count("\n"), 10 + myst.split("{key}")[0].count("\n")),
            "key 'a' does not stand at the start of an expectation",
            REST + rest,
            MYST + myst,
        )
    ),
    Case(
        "a second key of an item",
        Warn.KEY,
        "job.rst:11",
        "key 'b'",
        {"job.rst": REST + "* :key:`a` :key:`b` Text"},
    ),
    Case(
        "a key on an ordinary page",
        Warn.KEY,
        "job.rst:1",
        "key 'a'",
        {"job.rst": "* :key:`a` Text"},
    ),
    Case(
        "a key in a table",
        Warn.KEY,
        "job.rst:17",
        "key 'a'",
        {"job.rst": REST + "Salary\n------\n\n.. list-table::\n\n   * - x\n     - :key:`a`"},
    ),
    *pair(
        "markup of the other language",
        Warn.MARKUP,
        (11, 10),
        "`a` is how another language writes it; on this page, write ",
        REST + "* {key}`a` Text\n* {key}`b` More",
        MYST + "* :key:`a` Text\n* :key:`b` More",
    ),
    *pair(
        "level outside a role page",
        Warn.OUTSIDE,
        (4, 3),
        "'level' stands outside a role page",
        "Job\n===\n\n.. level:: senior",
        "# Job\n\n```{level} senior\n```",
    ),
    *pair(
        "extends outside a role page",
        Warn.OUTSIDE,
        (4, 3),
        "'extends' stands outside a role page",
        "Job\n===\n\n.. extends:: a",
        "# Job\n\n```{extends} a\n```",
    ),
    *(
        case
        for kind, rest, myst in (
            ("role", ".. roles:role::", "```{role}\n```"),
            ("level", ".. level:: senior", "```{level} senior\n```"),
            ("extends", ".. extends:: job", "```{extends} job\n```"),
        )
        for parent, before, lines in (
            ("block quote", ("   ", "> "), (11, 10)),
            ("list item", ("* x\n\n  ", "* x\n\n  "), (13, 12)),
            ("note", (".. note::\n\n   ", "````{note}\n"), (13, 11)),
            ("definition", ("term\n   ", ""), (12, 0)),
            ("topic", (".. topic:: T\n\n   ", ""), (13, 0)),
        )
        for case in pair(
            f"{kind} in a {parent}",
            Warn.PLACEMENT,
            lines,
            f"'{kind}' stands inside another block ({parent})",
            REST + before[0] + rest,
            MYST + before[1] + myst.replace("\n", "\n> " if ">" in before[1] else "\n  "),
        )
        if before[1] or case.name.endswith("reST")
    ),
    Case(
        "a directive in a table",
        Warn.PLACEMENT,
        "job.rst:17",
        "'level' stands inside another block (cell)",
        {
            "job.rst": REST
            + "Salary\n------\n\n.. list-table::\n\n   * - x\n     - .. level:: senior"
        },
    ),
    *pair(
        "a role page without a title",
        Warn.TITLE,
        (1, 1),
        "no title above the 'role' directive",
        ".. role::\n   :name: job\n\n**Pluses**\n\n- Work",
        "```{role}\n:name: job\n```\n\n**Pluses**\n\n- Work",
    ),
    *pair(
        "role before the title",
        Warn.TITLE,
        (1, 1),
        "no title above the 'role' directive",
        ".. role::\n\n" + REST.replace(".. role::", ""),
        "```{role}\n```\n\n" + MYST.replace("```{role}\n```", ""),
    ),
    # -- levels on pages of their own
    Case(
        "a level of nobody",
        Warn.LEVEL_PAGE,
        "senior.rst:4",
        "level 'senior' is of 'jop', which is no role page; did you mean 'job'?",
        {"job.rst": REST, "senior.rst": level_page("jop", ".. extends:: job")},
    ),
    Case(
        "a level of a level",
        Warn.LEVEL_PAGE,
        "senior.rst:4",
        "did you mean 'job'?",
        {"job.rst": REST + REST_LEVEL, "senior.rst": level_page("job/senior")},
    ),
    Case(
        "a level page of no role page",
        Warn.OUTSIDE,
        "a/senior.rst:4",
        "name its role page, as in ':role: backend-engineer'",
        {"job.rst": REST, "a/senior.rst": level_page("", "Extra\n-----\n\n+---+\n| A |\n+---+\n")},
    ),
    Case(
        "a level page beside a role page with a name of its own",
        Warn.OUTSIDE,
        "a/senior.rst:4",
        "as in ':role: chief'",
        {
            "a/index.rst": job("Chief").replace("role::", "role::\n   :name: chief"),
            "a/senior.rst": level_page(""),
        },
    ),
    *pair(
        "a level of another role page on a role page",
        Warn.LEVEL_PAGE,
        (14, 12),
        "level 'senior' stands on the role page 'job', so it is no level of 'other'",
        REST + REST_LEVEL.replace("senior\n", "senior\n   :role: other\n"),
        MYST + MYST_LEVEL.replace("senior\n", "senior\n:role: other\n"),
    ),
    Case(
        "a role page in a level page",
        Warn.LEVEL_PAGE,
        "other.rst:4",
        "level 'senior' has a role page in its section",
        {
            "job.rst": REST,
            "other.rst": level_page("job", "Inside\n------\n\n.. role::\n\n+ Pluses\n\n  + Walk"),
        },
    ),
    Case(
        "a role page and a level in one section",
        Warn.DUPLICATE_MARKER,
        "other.rst:4",
        "already marked by 'role'",
        {"job.rst": REST, "other.rst": level_page("job", ".. role::")},
    ),
    Case(
        "two pages of one level",
        Warn.DUPLICATE_LEVEL,
        "b.rst:4",
        "level 'senior' is already on the page 'a'; rename one",
        {"job.rst": REST, "a.rst": level_page("job"), "b.rst": level_page("job")},
    ),
    Case(
        "a level page before its title",
        Warn.TITLE,
        "senior.rst:1",
        "no title above the 'level' directive",
        {"job.rst": REST, "senior.rst": ".. level:: senior\n   :role: job\n\n- Lead\n"},
    ),
    Case(
        "this role in the title of a level page",
        Warn.THIS,
        "senior.rst:1",
        "a heading on a level's own page cannot show 'this role'; write it out",
        {
            "job.rst": REST,
            "senior.rst": level_page("job").replace("Senior\n", "Senior :this:`role`\n", 1),
        },
    ),
    # -- levels in tables
    *pair(
        "levels without a table",
        Warn.TABLE,
        (11, 10),
        "'levels' is followed by no table",
        REST + ".. levels::\n\nText.",
        MYST + "```{levels}\n```\n\nText.",
    ),
    *pair(
        "two rows of one name",
        Warn.TABLE,
        (11, 16),
        "row 3 of the table is called 'Clay', as row 2 is; rename one",
        table("", "Clay, Mix, Buy", "Clay, Sieve, Sell"),
        myst_table("", "Clay | Mix | Buy", "Clay | Sieve | Sell"),
    ),
    *pair(
        "two equal headers",
        Warn.TABLE,
        (11, 13),
        "column 3 of the table is another 'low'; rename one",
        table("", "Clay, Mix, Buy", head="Area, Low, Low"),
        myst_table("", "Clay | Mix | Buy", head="Area | Low | Low"),
    ),
    Case(
        "more cells than headers",
        Warn.TABLE,
        "job.rst:11",
        "column 4 of the table names no level",
        {"job.rst": table("", "Clay, Mix, Buy, Sell")},
    ),
    Case(
        "more names than columns",
        Warn.TABLE,
        "job.rst:11",
        "':names:' has 3 entries for 2 columns",
        {"job.rst": table(":names: a, b, c", "Clay, Mix, Buy")},
    ),
    Case(
        "fewer grades than columns",
        Warn.TABLE,
        "job.rst:11",
        "':grades:' has 1 entries for 2 columns",
        {"job.rst": table(":grades: a", "Clay, Mix, Buy")},
    ),
    Case(
        "a table without rows",
        Warn.TABLE,
        "job.rst:11",
        "has no rows below its header",
        {"job.rst": table(":header-rows: 2", "Clay, Mix, Buy")},
    ),
    Case(
        "a column of nobody",
        Warn.TABLE,
        "other.rst:4",
        "called 'jop', which is no level and no role page; did you mean 'job'?",
        {
            "job.rst": REST,
            "other.rst": "Other\n=====\n\n.. levels::\n   :names: jop\n\n"
            ".. csv-table::\n   :header: Area, Job\n\n   Clay, Mix\n",
        },
    ),
    Case(
        "a part that levels does not know",
        Warn.TABLE,
        "job.rst:11",
        "'levels' has no 'plus' for ':part:'",
        {"job.rst": table(":part: plus", "Clay, Mix, Buy")},
    ),
    Case(
        "a number of headers that is none",
        Warn.TABLE,
        "job.rst:11",
        "'levels' has no 'some' for ':header-rows:'",
        {"job.rst": table(":header-rows: some", "Clay, Mix, Buy")},
    ),
    Case(
        "depths without a scale",
        Warn.TABLE,
        "job.rst:11",
        "':cells: depth' needs the depths in conf.py",
        {"job.rst": table(":cells: depth", "Clay, B, B")},
    ),
    *(
        Case(
            f"a depth that is none, {language}",
            Warn.TABLE,
            where,
            "the cell in row 2, column 3 says 'Basik', which is no depth of 'roles_depths'; "
            "did you mean 'Basic'?",
            files,
            {"roles_depths": {"B": "Basic"}},
        )
        for language, where, files in (
            ("reST", "job.rst:11", {"job.rst": table(":cells: depth", "Clay, B, Basik")}),
            ("MyST", "job.md:16", {"job.md": myst_table(":cells: depth", "Clay | B | Basik")}),
        )
    ),
    Case(
        "levels with an argument",
        Warn.ARGUMENT,
        "job.rst:11",
        "'levels' takes no argument; write ':names: a, b'",
        {"job.rst": table("", "Clay, Mix, Buy").replace("levels::", "levels:: a, b")},
    ),
    Case(
        "a key that a section of the level has as well",
        Warn.DUPLICATE_KEY,
        "job.rst:24",
        "key 'clay'",
        {
            "job.rst": table("", "Clay, Mix, Buy")
            + "\nLow\n---\n\n.. level:: low\n\n- :key:`clay` Glaze\n"
        },
    ),
    # -- what is written in a directive
    *pair(
        "unknown option of role",
        Warn.OPTION,
        (4, 3),
        "'role' has no option 'trak'; did you mean 'track'?",
        REST.replace("role::", "role::\n   :trak: x\n   :summary: y"),
        MYST.replace("{role}", "{role}\n:trak: x\n:summary: y"),
    ),
    *pair(
        "an option without its first colon",
        Warn.OPTION,
        (4, 3),
        "'role' reads 'track: x' as text; write ':track: x'",
        REST.replace("role::", "role::\n\n   track: x"),
        MYST.replace("{role}", "{role}\n\ntrack: x"),
    ),
    *pair(
        "unknown option of level",
        Warn.OPTION,
        (14, 12),
        "'level' has no option 'grades'; did you mean 'grade'?",
        REST + REST_LEVEL.replace("level:: senior", "level:: senior\n   :grades: 1"),
        MYST + MYST_LEVEL.replace("{level} senior", "{level} senior\n---\ngrades: 1\n---"),
    ),
    *pair(
        "unknown option of extends",
        Warn.OPTION,
        (18, 17),
        "'extends' has no option 'xyz' [",
        REST + REST_LEVEL + ".. extends:: job\n   :xyz:",
        MYST + MYST_LEVEL + "```{extends} job\n:xyz:\n```",
    ),
    *pair(
        "role with an argument",
        Warn.ARGUMENT,
        (4, 3),
        "'role' takes no argument; write ':name: boss'",
        REST.replace("role::", "roles:role:: boss"),
        MYST.replace("{role}", "{roles:role} boss"),
    ),
    *pair(
        "level without an argument",
        Warn.ARGUMENT,
        (14, 12),
        "'level' needs a name",
        REST + REST_LEVEL.replace("level:: senior", "level::"),
        MYST + MYST_LEVEL.replace("{level} senior", "{level}"),
    ),
    *pair(
        "extends without an argument",
        Warn.ARGUMENT,
        (11, 10),
        "'extends' needs the name",
        REST + ".. extends::",
        MYST + "```{extends} ,\n```",
    ),
    *pair(
        "content in role",
        Warn.CONTENT,
        (4, 3),
        "'role' takes no content",
        REST.replace("role::", "roles:role::\n\n   Text"),
        MYST.replace("{role}\n", "{roles:role}\n\nText\n"),
    ),
    *pair(
        "content in level",
        Warn.CONTENT,
        (14, 12),
        "'level' takes no content",
        REST + REST_LEVEL.replace("level:: senior\n\n", "level:: senior\n\n   "),
        MYST + MYST_LEVEL.replace("senior\n```\n\n- Lead\n", "senior\n\n- Lead\n```\n"),
    ),
    *pair(
        "content in extends",
        Warn.CONTENT,
        (18, 17),
        "'extends' takes no content",
        REST + REST_LEVEL + ".. extends:: job\n\n   - More",
        MYST + MYST_LEVEL + "```{extends} job\n\n- More\n```",
    ),
    *pair(
        "a slash in a level's name",
        Warn.NAME,
        (14, 12),
        "'a/b' has a character with a meaning of its own (one of / # , < >); it counts as 'a-b'",
        REST + REST_LEVEL.replace(":: senior", ":: a/b"),
        MYST + MYST_LEVEL.replace("{level} senior", "{level} a/b"),
    ),
    *pair(
        "a hash in a role page's name",
        Warn.NAME,
        (4, 3),
        "it counts as 'c-'",
        REST.replace("role::", "role::\n   :name: c#"),
        MYST.replace("{role}", "{role}\n:name: c#"),
    ),
    *pair(
        "a comma in a key",
        Warn.NAME,
        (11, 10),
        "it counts as 'a-b'",
        REST + "* :key:`a,b` Text",
        MYST + "* {key}`a,b` Text",
    ),
    # -- nothing said
    *pair(
        "an empty level",
        Warn.EMPTY,
        (14, 12),
        "level job/senior is empty",
        REST + REST_LEVEL.replace("- Lead", ""),
        MYST + MYST_LEVEL.replace("- Lead", ""),
    ),
    *pair(
        "a role page without expectations",
        Warn.EMPTY,
        (4, 3),
        "nothing on role page job is an expectation",
        REST.replace("Pluses", "Coffee").replace("- Work", "Work"),
        MYST.replace("Pluses", "Coffee").replace("- Work", "Work"),
    ),
    # -- what is read as nothing, and what is read as text; more in the tests of recognition
    *pair(
        "a list below an unknown heading",
        Warn.IGNORED,
        (14, 12),
        "the list below 'Coffee' is ignored; say in conf.py what the heading is: "
        'roles_parts = {"responsibilities": ["Coffee"]} (or "requirements" or "pluses"), '
        '{"areas": ["Coffee"]} or {"prose": ["Coffee"]} [',
        REST + "Coffee\n------\n\n* :key:`a` it",
        MYST + "## Coffee\n\n* {key}`a` it",
    ),
    *pair(
        "no blank line below a bold line",
        Warn.BLANK_LINE,
        (11, 8),
        "a blank line is missing between 'Deep' and the list beside it",
        REST.replace("- Work", "- Work\n- Play\n\n**Deep**\n- Sea").replace("- Work\n", ""),
        MYST.replace("- Work", "- Work\n**Deep**\n- Sea"),
    ),
    Case(
        "colon fences that are not enabled",
        Warn.COLON_FENCE,
        "job.md:10",
        "':::{level}' is read as text; add 'colon_fence' to 'myst_enable_extensions' in conf.py",
        {"job.md": MYST + ":::{level} senior\n:::"},
    ),
    Case(
        "a key that is nearly an inherited one",
        Warn.NEAR_KEY,
        "job.rst:18",
        "did you mean 'scope'?",
        {"job.rst": REST + "* :key:`scope` All\n\n" + REST_LEVEL[:-8] + "- :key:`scpoe` More"},
    ),
    # -- this
    *pair(
        "this of something unknown",
        Warn.THIS,
        (11, 10),
        "there is no fact 'rolle' for 'this'; choose from role, level, track, a role, a level; "
        "did you mean 'role'?",
        REST + "Be :this:`rolle`.",
        MYST + "Be {this}`rolle`.",
    ),
    *pair(
        "this outside a role page",
        Warn.THIS,
        (4, 3),
        "the page is neither a role page nor a shared intro",
        "Text\n====\n\n:this:`role`",
        "# Text\n\n{this}`role`",
    ),
    Case(
        "this behind reST in MyST",  # which leaves MyST-Parser without line numbers
        Warn.THIS,
        "job.md:13",
        "there is no fact 'x'",
        {"job.md": MYST + "```{eval-rst}\nText\n```\n{this}`x`"},
    ),
    Case(
        "a fact that the page does not say",
        Warn.FACT,
        "job.rst:11",
        "shows 'this track' but does not say it; add ':track:'",
        {"job.rst": REST + "See :this:`track`"},
    ),
    Case(
        "a fact that the intro shows and the page does not say",
        Warn.FACT,
        "job.rst:4",
        "shows 'this track' but does not say it; add ':track:'",
        {"job.rst": REST, "intro.rst": "Intro\n=====\n\n:this:`track`\n"},
        {"roles_intro": "intro"},
    ),
    # -- views; more in the tests of each
    *pair(
        "a view of something unknown",
        Warn.VIEW,
        (11, 10),
        "'ladder' finds no role page or level named 'jop'; did you mean 'job'?",
        REST + ".. roles:ladder:: jop",
        MYST + "```{roles:ladder} jop\n```",
    ),
    *pair(
        "a view of nothing",
        Warn.NOTHING,
        (11, 10),
        "'ladder' has nothing to show: the role page 'job' has no levels",
        REST + ".. roles:ladder::",
        MYST + "```{roles:ladder}\n```",
    ),
]


def build(project: Project, case: Case, builder: str = "dummy", **conf: Any) -> Built:
    if not (project.srcdir / "index.rst").exists():
        index = "Handbook\n========\n\nText.\n"
        project.write({"conf.py": ORPHANS, "index.rst": index, **case.files})
    return project.build(builder, **{"roles_intro": None, **case.conf, **conf})


def parameters(cases: list[Case]) -> list[Any]:
    marks = {True: (needs_myst,), False: ()}
    return [pytest.param(c, id=c.name, marks=marks["job.md" in c.files]) for c in cases]


@pytest.mark.versions
@pytest.mark.parametrize("case", parameters(CASES))
def test_one_warning_and_the_build_goes_on(project: Project, case: Case) -> None:
    built = build(project, case)
    assert len(built.warnings) == 1, built.warnings
    (warning,) = built.warnings
    assert warning.startswith(f"{case.where}: WARNING: "), warning
    assert case.says in warning
    assert warning.endswith(f"[roles.{case.kind.subtype}]")
    pages = {name.partition(".")[0] for name in case.files}
    excluded = {name.partition(".")[0] for name in case.conf.get("exclude_patterns", [])}
    assert pages - {*built.written} == excluded
    # the same again where nothing is read again: a mistake does not go away by itself
    again = build(project, case)
    assert (again.read, again.warnings) == ([], built.warnings)


@pytest.mark.versions
def test_warnings_fail_a_strict_build(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    """Three mistakes, of which each can be suppressed by its own name."""
    mistakes = "Say :key:`a` :craft:`b` :this:`c`"
    said = (
        ORPHANS + "extensions = ['sphinx_roles']\nroles_intro = None\nshow_warning_types = True\n"
    )
    project.write({"conf.py": said, "index.rst": "Text\n====\n", "job.rst": REST + mistakes})
    command = ["-q", "-W", "--keep-going", "-b", "dummy", str(project.srcdir)]
    assert main([*command, str(project.root / "strict")]) == 1
    errors = capfd.readouterr().err
    kinds = [f"roles.{kind.subtype}" for kind in (Warn.KEY, Warn.CRAFT, Warn.THIS)]
    assert [errors.count(f"[{kind}]") for kind in kinds] == [1, 1, 1]
    assert "Traceback" not in errors
    project.write({"conf.py": f"{said}suppress_warnings = {kinds}\n"})
    assert main([*command, str(project.root / "suppressed")]) == 0


def test_every_kind_of_warning_is_tested() -> None:
    tested = {case.kind for case in CASES if "job.md" not in case.files}
    # the other two have modules of their own: test_mistakes and test_neighbours
    assert tested | {Warn.COLON_FENCE, Warn.NEIGHBOUR} == {*Warn}


def test_all_our_warnings_are_suppressed_at_once(project: Project) -> None:
    case = Case("", Warn.KEY, "", "", {"job.rst": REST + "Say :key:`a` :craft:`b` :this:`c`"})
    assert len(build(project, case).warnings) == 3
    assert build(project, case, suppress_warnings=["roles"]).warnings == []


ODD_NAMES = [
    "a" * 300,
    "über-ingénieur",
    "後端工程師",
    "مهندس",
    "🦉",
    "e\N{COMBINING ACUTE ACCENT}",
    "c++",
    "a b",
    "1",
    "-",
    "%s %(name)s {0} 100%",
    'it\'s "quoted" & odd',
    "..",
    "$(x) \\d+ [a]",
]


def test_odd_names_are_names(project: Project) -> None:
    """Of a role page, a level and a key; and their anchors are found on the page."""
    files = {}
    for number, name in enumerate(ODD_NAMES):
        files[f"job{number}.rst"] = (
            REST.replace("role::", f"role::\n   :name: {name}")
            + f"* :roles:key:`{name.replace(chr(92), chr(92) * 2)}` Own\n\n"
            + REST_LEVEL.replace("level:: senior", f"level:: {name}")
            + f".. extends:: {name}"
        )
    built = build(project, Case("", Warn.NAME, "", "", files), "html")
    assert built.warnings == []
    holders = built.data["holders"]
    assert set(holders) == {n for name in ODD_NAMES for n in (name, f"{name}/{name}")}
    for number, name in enumerate(ODD_NAMES):
        assert f"{name}#{name}" in holders[f"{name}/{name}"]["effective"]
        own = [e for e in built.data["expectations"].values() if e["holder"].startswith(name)]
        urls = [e["url"] for e in own if e["url"].startswith(f"job{number}.html")]
        urls += [holders[name]["url"], holders[f"{name}/{name}"]["url"]]
        anchors = [url.partition("#")[2] for url in urls]
        assert len(anchors) == len(set(anchors)) == 5
        ids = {tag["id"] for tag in built.main(f"job{number}").find_all(id=True)}
        assert set(anchors) <= ids


def test_odd_names_in_warnings(project: Project) -> None:
    said = {"base": ".. extends:: {}", "key": ".. extends:: a\n   :without: {}"}
    files = {"a.rst": job("A", work="Other")}
    for number, name in enumerate(ODD_NAMES):
        for kind, text in said.items():
            files[f"{kind}{number}.rst"] = REST + text.replace("{}", name)
    warnings = build(project, Case("", Warn.NAME, "", "", files)).warnings
    assert len(warnings) == 2 * len(ODD_NAMES)
    for number, name in enumerate(ODD_NAMES):
        for kind in said:
            (warning,) = (w for w in warnings if w.startswith(f"{kind}{number}.rst:"))
            assert repr(name) in warning


# -- whatever else: markers, headings, lists and blocks in any order

REST_DIRECTIVES = [
    ".. {}::",
    ".. {}:: a",
    ".. {}:: a, b/a\n   :without: k\n   :name: a",
    ".. {}:: k\n\n   x",
]
REST_FRAGMENTS = [
    *(d.format(n) for n in ("role", "roles:role", "level", "extends") for d in REST_DIRECTIVES),
    ".. role::\n   :name: a\n   :intro: a",
    ".. role:: code(literal)",
    *(f"{title}\n{adornment * 20}" for title in ("Pluses", "A", "a") for adornment in "=-~"),
    "**Pluses**:",
    "**Area**",
    "* :key:`k` Work with :craft:`c` as :this:`level`",
    "* :key:`k`\n* :key:`` x\n* :key:`k` :key:`l`",
    "*",
    "1. :key:`k` One\n\n   * Two\n\n     .. level:: x",
    "Say :role:`a`, :level:`a/b`, :expectation:`a#k`, :any:`a` or :this:`nothing` [1]_ |x|",
    ".. [1] A note with :key:`k`.",
    ".. note::\n\n   .. extends:: a\n\n   * :key:`k` Text",
    ".. list-table::\n\n   * - .. role::\n     - :key:`k`",
    ".. only:: html\n\n   .. level:: b\n\n   * x",
    ".. contents::",
    "----",
    ".. comment",
    "   quoted\n\n   .. level:: q",
]

MYST_DIRECTIVES = [
    "```{{{}}}\n```",
    "```{{{}}} a\n```",
    ":::{{{}}} a, b/a\n:without: k\n:name: a\n:::",
    "```{{{}}} k\n---\ngrade: [1\n---\nx\n```",
]
MYST_FRAGMENTS = [
    *(d.format(n) for n in ("role", "roles:role", "level", "extends") for d in MYST_DIRECTIVES),
    "```{role}\n:name: a\n:intro: a\n```",
    "```{role} code(literal)\n```",
    *(f"{marks} {title}" for title in ("Pluses", "A", "a") for marks in ("#", "##", "####")),
    "**Pluses**:",
    "**Area**",
    "- {key}`k` Work with {craft}`c` as {this}`level`",
    "- {key}`k`\n- {key}`` x\n- {key}`k` {key}`l`\n- [ ] {key}`m`",
    "-",
    "1. {key}`k` One\n\n   - Two\n     ```{level} x\n     ```",
    "Say {role}`a`, {level}`a/b`, {expectation}`a#k`, {any}`a` or {this}`nothing` [^1] [x](#a)",
    "[^1]: A note with {key}`k`.",
    ":::{note}\n```{extends} a\n```\n- {key}`k` Text\n:::",
    "| a | b |\n| - | - |\n| {key}`k` | {this}`role` |",
    # no heading: two of one name end MyST-Parser itself
    "```{eval-rst}\n.. level:: b\n\n.. role::\n\n* :key:`k` :this:`x`\n```",
    "<div>",
    "---",
    "% comment",
    "> quoted\n> ```{level} q\n> ```",
]


def documents(fragments: list[str]) -> st.SearchStrategy[list[str]]:
    document = st.lists(st.sampled_from(fragments), max_size=12).map("\n\n".join)
    return st.lists(document, min_size=1, max_size=4)


def check_any(suffix: str, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        project = Project(Path(root))
        # a, b, ... so that names and references meet; c is a craft page as well
        files = {f"{'abcd'[i]}.{suffix}": text + "\n" for i, text in enumerate(texts)}
        project.write({"index.rst": "Text\n====\n", **files})
        conf = {"roles_intro": "b", "roles_craft": ["c"]}
        if suffix == "md":
            conf["myst_enable_extensions"] = ["colon_fence", "tasklist"]
        for builder in ("html", "dummy"):
            built = project.build(builder, **conf)
            ours = [warning for warning in built.warnings if "[roles." in warning]
            assert not [warning for warning in ours if warning[0] not in "abcd"], ours
            assert "Logging error" not in "".join(built.warnings)
            assert len(set(ours)) == len(ours)
        assert all((project.root / f"html/{name[0]}.html").is_file() for name in files)


fuzz = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@fuzz
@given(documents(REST_FRAGMENTS))
def test_any_rest_builds(texts: list[str]) -> None:
    check_any("rst", texts)


@needs_myst
@fuzz
@given(documents(MYST_FRAGMENTS))
def test_any_myst_builds(texts: list[str]) -> None:
    check_any("md", texts)


@pytest.mark.versions
@needs_myst
def test_lines_after_eval_rst(project: Project) -> None:
    """MyST-Parser leaves docutils' count of lines behind there."""
    text = "# Job\n\n```{eval-rst}\n.. note:: One\n```\n\nBe {key}`k`,\n\nsee {craft}`nowhere`.\n"
    warnings = project.write({"index.md": text}).build().warnings
    assert [warning.partition(": ")[0] for warning in warnings] == ["index.md:7", "index.md:9"]
