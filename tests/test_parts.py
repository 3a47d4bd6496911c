"""Which headings and bold paragraphs open parts and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import HAS_MYST, Project
from sphinx_roles.handbook.headings.parts import Titles

if TYPE_CHECKING:
    from conftest import Built

SYNONYMS = {
    "responsibilities": [
        "Responsibilities",
        "Role Responsibilities",
        "Role Description",
        "Additional Responsibilities",
        "Key Responsibilities",
        "Examples of Behaviours and Responsibilities",
        "Expectations",
        "What you'll do",
        "You will",
    ],
    "requirements": [
        "Requirements",
        "Qualifications",
        "Basic Qualifications",
        "Minimum Qualifications",
        "Skills and Experience",
        "Must have",
        "What we're looking for",
    ],
    "pluses": [
        "The following are considered a plus",
        "Considered a plus",
        "Nice to have",
        "Nice to haves",
        "Nice-to-haves",
        "Preferred Qualifications",
        "Desirable",
        "Desirable Experience",
        "Desirable Skills",
        "Bonus points",
        "Pluses",
    ],
}

VARIANTS = {
    "responsibilities": [
        "responsibilities",
        "RESPONSIBILITIES:",
        "Responsibilities -",
        "Responsibilities…",
        "What you\N{RIGHT SINGLE QUOTATION MARK}ll do:",
        "What you will do",
        "Key  Responsibilities",
        "Backend Engineer Responsibilities",
        "backend engineer responsibilities:",
        "Backend Engineer: Responsibilities",
        "Backend Engineer - Responsibilities",
        "Responsibilities (Backend Engineer)",
        "Backend Engineer's Responsibilities",
        "Backend Engineer\N{RIGHT SINGLE QUOTATION MARK}s Responsibilities",
    ],
    "requirements": [
        "Skills & Experience",
        "What we\N{RIGHT SINGLE QUOTATION MARK}re looking for?",
        "Must-haves",
    ],
    "pluses": ["Nice to have!", "Nice to have(s)", "Nice to have(s):", "Pluses."],
}

# On pages that have a part besides: elsewhere all lists are responsibilities.
NO_PART = ["Levels", "Backend Engineer Levels", "Backend Engineer", "Our Dog", "Hiring Process"]
BY_WORDS = {
    "Frontend Engineer Responsibilities": "responsibilities",
    "Responsibilities we do not have": "responsibilities",
    "Job Requirements Process": "requirements",
    "Things that are not essential": "pluses",
}


def heading(text: str, item: str = "- Work") -> str:
    return f"{text}\n{'-' * 80}\n\n{item}\n\n"


def bold(text: str) -> str:
    return f"**{text}**\n\n- Work\n"


def bold_colon(text: str) -> str:
    return f"**{text}**:\n\n- Work\n"


def line(text: str) -> str:
    return f"{text.rstrip(':')}:\n\n- Work\n"


def sub_heading(text: str) -> str:
    return f"Work\n{'-' * 80}\n\n{text}\n{'~' * 80}\n\n- Work\n"


PART = f"Pluses\n{'-' * 80}\n\n- More\n\n"
INSIDE = f"{PART}Tea\n{'~' * 80}\n\n"


def page(body: str) -> str:
    return f"Backend Engineer\n{'=' * 80}\n\n.. role::\n\n{body}"


EVERY = [
    (part, text)
    for table in (SYNONYMS, VARIANTS)
    for part, synonyms in table.items()
    for text in synonyms
]


FORMS = {
    "heading": heading,
    "bold": bold,
    "colon": bold_colon,
    "line": line,
    "sub-heading": sub_heading,
}
CASES = [
    *((part, make(text), f"{form} {text}") for form, make in FORMS.items() for part, text in EVERY),
    *((None, PART + heading(text), f"no part {text}") for text in NO_PART),
    *((None, PART + heading("Tea", "") + bold(text), f"bold, no part {text}") for text in NO_PART),
    *((part, PART + heading(text), f"by words {text}") for text, part in BY_WORDS.items()),
    *(
        (part, PART + heading("Tea", "") + bold(text), f"bold, by words {text}")
        for text, part in BY_WORDS.items()
    ),
    (None, PART + "Tea\n---\n\n**Responsibilities** are many.\n\n- Work\n", "bold in a sentence"),
    (None, PART + "Tea\n---\n\nResponsibilities\n\n- Work\n", "a line without a colon"),
    ("responsibilities", "- Work\n", "nothing opens a part"),
    ("responsibilities", heading("Our Dog"), "nothing opens a part below headings"),
    (
        None,
        heading("Our Dog", "- Dig\n") + heading("Annual salary"),
        "words that can only be prose",
    ),
    (
        "responsibilities",
        heading("Our Dog", "- Dig\n") + heading("Your training"),
        "words that may be an area",
    ),
    ("pluses", heading("Nice to have :)"), "a face"),
    # Below a sub-heading of a part only whole headings open another one.
    *(
        (part, INSIDE + bold(text), f"whole, in a part {text}")
        for part, text in {
            "responsibilities": "Duties & Accountabilities",
            "requirements": "Skills, Experience",
            "pluses": "It is desirable if you know tea",
        }.items()
    ),
    (
        "responsibilities",
        INSIDE + bold("What a keeper does day to day"),
        "whole, with other words in it",
    ),
    ("pluses", INSIDE + bold("Duties and tea"), "half a heading"),
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Page → the part of "Work", where that is an expectation: one build for all cases."""
    project = Project(tmp_path_factory.mktemp("parts"))
    project.write({f"p{i}.rst": page(body) for i, (_, body, _) in enumerate(CASES)})
    built = project.build("roles", roles_intro=None, root_doc="p0")
    found = built.data["expectations"].values()
    return {e["holder"]: e["part"] for e in found if e["text"] == "Work"}


@pytest.mark.parametrize(
    ("name", "part"),
    [pytest.param(f"p{i}", part, id=what) for i, (part, _, what) in enumerate(CASES)],
)
def test_what_opens_a_part(parts: dict[str, str], name: str, part: str | None) -> None:
    assert parts.get(name) == part


def outline(project: Project, body: str, **conf: Any) -> list[tuple[str, str, str | None, str]]:
    """(holder, part, area, text) of everything on a page."""
    conf = {"roles_intro": None, "suppress_warnings": ["roles.empty"], **conf}
    built: Built = project.write({"index.rst": page(".. x\n\n" + body)}).build(**conf)
    assert built.warnings == []
    found = built.data["expectations"].values()
    fields = ((e["line"], (e["holder"], e["part"], e["area"], e["text"])) for e in found)
    return [what for _, what in sorted(fields)]


def test_areas(project: Project) -> None:
    body = """\
Responsibilities
----------------

- Before any area

Technical
~~~~~~~~~

- Write code

- Read code

**Collaboration**:

- Talk

Deeper
++++++

- Listen

Requirements
------------

- A language

**Nice to haves:**

- Two languages

**For managers**

- Patience

Benefits
--------

- Coffee

**Bold prose**

- Tea
"""
    assert outline(project, body) == [
        ("index", "responsibilities", None, "Before any area"),
        ("index", "responsibilities", "Technical", "Write code"),
        ("index", "responsibilities", "Technical", "Read code"),
        ("index", "responsibilities", "Collaboration", "Talk"),
        ("index", "responsibilities", "Deeper", "Listen"),
        ("index", "requirements", None, "A language"),
        ("index", "pluses", None, "Two languages"),
        ("index", "pluses", "For managers", "Patience"),
    ]


def test_levels(project: Project) -> None:
    """Lists of a level are responsibilities; its own and the role page's titles are ignored."""
    body = """\
Backend Engineer Levels
-----------------------

Prose between levels

Junior Backend Engineer
~~~~~~~~~~~~~~~~~~~~~~~

.. level:: junior

Some prose.

- Learn

**Technical:**

- Write tests

How we hire
+++++++++++

- Coffee first

Mentors of juniors
++++++++++++++++++

- Ask

Senior Backend Engineer
~~~~~~~~~~~~~~~~~~~~~~~

.. level:: senior

Senior Backend Engineer Responsibilities
++++++++++++++++++++++++++++++++++++++++

- Mentor

Senior Backend Engineer\N{RIGHT SINGLE QUOTATION MARK}s Requirements
++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++

- Experience

**The following are considered a plus:**

- Humour

Backend Engineer Requirements
-----------------------------

- Education
"""
    assert outline(project, body) == [
        ("index/junior", "responsibilities", None, "Learn"),
        ("index/junior", "responsibilities", "Technical", "Write tests"),
        ("index/junior", "responsibilities", "Mentors of juniors", "Ask"),
        ("index/senior", "responsibilities", None, "Mentor"),
        ("index/senior", "requirements", None, "Experience"),
        ("index/senior", "pluses", None, "Humour"),
        ("index", "requirements", None, "Education"),
    ]


def test_configured_headings_join_the_default_ones(project: Project) -> None:
    body = heading("Aufgaben:") + "\n" + heading("Pluses").replace("Work", "Extra")
    assert outline(project, body, roles_parts={"responsibilities": ["Aufgaben"]}) == [
        ("index", "responsibilities", None, "Work"),
        ("index", "pluses", None, "Extra"),
    ]


def test_a_configured_heading_may_move_a_default_one(project: Project) -> None:
    conf = {"roles_parts": {"requirements": ["Expectations"]}}
    assert outline(project, heading("Expectations"), **conf) == [
        ("index", "requirements", None, "Work")
    ]


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
@pytest.mark.parametrize(
    "opener", ["## Responsibilities:", "**Responsibilities**:", "__Responsibilities:__ "]
)
@pytest.mark.parametrize("extensions", [[], ["smartquotes", "replacements"]])
def test_markdown(project: Project, opener: str, extensions: list[str]) -> None:
    text = f"# Job\n\n```{{role}}\n```\n\n{opener}\n- Work\n\n**What you'll do**\n- Play\n"
    project.write({"index.md": text})
    built = project.build(roles_intro=None, myst_enable_extensions=extensions)
    assert built.warnings == []
    assert [e["text"] for e in built.data["expectations"].values()] != []
    assert {(e["part"], e["area"], e["text"]) for e in built.data["expectations"].values()} == {
        ("responsibilities", None, "Work"),
        ("responsibilities", None, "Play"),
    }


def test_markup_inside_a_heading(project: Project) -> None:
    """What counts is the text: a heading may hold emphasis or a link."""
    body = "*Backend Engineer* `Responsibilities <https://example.org>`_\n" + "-" * 80
    assert outline(project, body + "\n\n- Work\n") == [("index", "responsibilities", None, "Work")]


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ("engineer manager duties", "duties"),
        ("duties of an engineer's manager", "duties of an manager"),
        ("engineering duties", "engineering duties"),
    ],
)
def test_titles_in_headings(heading: str, left: str) -> None:
    """The longest title first; no word is cut."""
    assert Titles(["Engineer", "Engineer Manager"]).leave_out(heading) == left
