"""Which headings and bold paragraphs open parts and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import HAS_MYST, Project

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

PROSE = [
    "Levels",
    "Backend Engineer Levels",
    "Backend Engineer",
    "Frontend Engineer Responsibilities",
    "Responsibilities we do not have",
    "Job Requirements Process",
    "Our Team",
]


def heading(text: str) -> str:
    return f"{text}\n{'-' * 80}\n\n- Work\n"


def bold(text: str) -> str:
    return f"**{text}**\n\n- Work\n"


def bold_colon(text: str) -> str:
    return f"**{text}**:\n\n- Work\n"


def page(body: str) -> str:
    return f"Backend Engineer\n{'=' * 80}\n\n.. role::\n\n{body}"


EVERY = [
    (part, text)
    for table in (SYNONYMS, VARIANTS)
    for part, synonyms in table.items()
    for text in synonyms
]


CASES = [
    *((f"h{i}", part, heading(text), f"heading {text}") for i, (part, text) in enumerate(EVERY)),
    *((f"b{i}", part, bold(text), f"bold {text}") for i, (part, text) in enumerate(EVERY)),
    *((f"c{i}", part, bold_colon(text), f"colon {text}") for i, (part, text) in enumerate(EVERY)),
    *((f"p{i}", None, heading(text), f"prose {text}") for i, text in enumerate(PROSE)),
    *((f"q{i}", None, bold(text), f"bold prose {text}") for i, text in enumerate(PROSE)),
    ("text", None, "**Responsibilities** are many:\n\n- Work\n", "bold in a sentence"),
    ("plain", None, "Responsibilities:\n\n- Work\n", "a paragraph that is not bold"),
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Page → the part of its only expectation, where it has one: one build for all cases."""
    project = Project(tmp_path_factory.mktemp("parts"))
    project.write({f"{name}.rst": page(body) for name, _, body, _ in CASES})
    built = project.build(roles_intro=None, root_doc="text")
    return {e["holder"]: e["part"] for e in built.data["expectations"].values()}


@pytest.mark.parametrize(
    ("name", "part"), [pytest.param(name, part, id=what) for name, part, _, what in CASES]
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

- Prose between levels

Junior Backend Engineer
~~~~~~~~~~~~~~~~~~~~~~~

.. level:: junior

Some prose.

- Learn

**Technical:**

- Write tests

How we hire juniors
+++++++++++++++++++

- Coffee first

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
