"""What counts as an expectation: each rule, on pages in reStructuredText and in MyST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sphinx.cmd.build import main
from sphinx.util.console import strip_colors

from conftest import HAS_MYST, ORPHANS, Built, Project
from outlines import (
    MD,
    RST,
    Bold,
    Heading,
    Keyed,
    List,
    Table,
    Terms,
    Text,
    Wrapped,
    Written,
    level,
    role,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outlines import Block

LANGUAGES = [RST, pytest.param(MD, marks=pytest.mark.skipif(not HAS_MYST, reason="no MyST"))]
CONF: dict[str, Any] = {
    "roles_intro": None,
    "roles_parts": {
        "responsibilities": ["A week of *"],
        "requirements": ["Outcomes"],
        "areas": ["Stewardship"],
        "prose": ["This includes the following"],
    },
    "myst_enable_extensions": ["deflist", "fieldlist", "tasklist"],
}


class Case(NamedTuple):
    """A page, and what is found on it."""

    what: str
    blocks: Sequence[Block]
    own: Sequence[str]
    """`part: text`, or `part, area: text`; of a level `level/part`."""
    ignored: Sequence[str] = ()
    """Headings. Each is on one page only, because each is reported once."""
    read: Sequence[str] = ()
    """The same for headings that are read by their words: `heading → meaning`."""


R, Q, P = "responsibilities", "requirements", "pluses"
ONE = List(["Sweep"])
PLUS = Heading("Pluses", [List(["Paint"])])
PLUS_OWN = f"{P}: Paint"

WHAT_OPENS_A_PART = [
    Case("a heading", [Heading("Duties", [ONE])], [f"{R}: Sweep"]),
    Case("a bold line", [Bold("Duties"), ONE], [f"{R}: Sweep"]),
    Case("punctuation behind it", [Bold("Considered a plus", ":"), ONE], [f"{P}: Sweep"]),
    Case("a line with a colon", [Text("The skills that you need are:"), ONE], [f"{Q}: Sweep"]),
    Case("the last sentence", [Text("We are few. You need:"), ONE], [f"{Q}: Sweep"]),
    Case("no list behind it", [Text("You need:"), Text("Luck."), ONE], [f"{R}: Sweep"]),
    Case("a number", [Heading("2. Skills", [ONE])], [f"{Q}: Sweep"]),
    Case("an emoji", [Heading("🎯 Skills", [ONE])], [f"{Q}: Sweep"]),
    Case(
        "curly quotes",
        [Heading("What you\N{RIGHT SINGLE QUOTATION MARK}ll bring", [ONE])],
        [f"{Q}: Sweep"],
    ),
    Case("its own title in it", [Heading("Its own title in it: skills", [ONE])], [f"{Q}: Sweep"]),
    Case(
        "Expectations of all",
        [ONE, Heading("Skills", [List(["Paint"])])],
        [f"{R}: Sweep", f"{Q}: Paint"],
    ),
    Case("the author's heading first", [Heading("Outcomes", [ONE])], [f"{Q}: Sweep"]),
    Case("a pattern", [PLUS, Heading("A week of sweeping", [ONE])], [PLUS_OWN, f"{R}: Sweep"]),
    Case(
        "a whole heading in a part",
        [Heading("Duties", [ONE, Heading("Skills", [List(["Paint"])])])],
        [f"{R}: Sweep", f"{Q}: Paint"],
    ),
    Case(
        "words in a part",
        [Heading("Duties", [ONE, Heading("Experience with paint", [List(["Paint"])])])],
        [f"{R}: Sweep", f"{R}, Experience with paint: Paint"],
    ),
    Case(
        "words outside parts",
        [PLUS, Heading("Experience with brooms", [ONE])],
        [PLUS_OWN, f"{Q}: Sweep"],
        read=["Experience with brooms → requirements"],
    ),
    Case(
        "words for prose",
        [PLUS, Heading("How hiring is done", [ONE])],
        [PLUS_OWN],
        read=["How hiring is done → prose"],
    ),
]
WHAT_ENDS_IT = [
    Case(
        "the next part",
        [Bold("Duties"), ONE, Bold("Skills"), List(["Paint"])],
        [f"{R}: Sweep", f"{Q}: Paint"],
    ),
    Case(
        "a heading of its rank",
        [Heading("Duties", [ONE]), Heading("Brooms", [List(["Paint"])])],
        [f"{R}: Sweep"],
        ignored=["Brooms"],
    ),
    Case(
        "any heading behind a bold line",
        [Heading("Cellar", [Bold("Duties"), ONE, Heading("Mops", [List(["Paint"])])])],
        [f"{R}: Sweep"],
        ignored=["Mops"],
    ),
    Case(
        "a long line with a colon",
        [
            Bold("Duties"),
            ONE,
            Text("What follows is no more than a remark of ours:"),
            PLUS.blocks[0],
        ],
        [f"{R}: Sweep"],
        ignored=["What follows is no more than a remark of ours:"],
    ),
    Case(
        "nothing opens a part",
        [ONE, Heading("Impact", [List(["Paint"])]), Bold("Pace"), List(["Rest"])],
        [f"{R}: Sweep", f"{R}, Impact: Paint", f"{R}, Pace: Rest"],
    ),
]
AREAS = [
    Case(
        "sub-headings, bold lines and lines with a colon",
        [
            Heading(
                "Skills",
                [
                    Bold("Bold", ":"),
                    ONE,
                    Text("Up to six words are enough:"),
                    List(["Paint"]),
                    Heading("Below", [List(["Rest"]), Bold("Inner"), List(["Read"])]),
                ],
            )
        ],
        [
            f"{Q}, Bold: Sweep",
            f"{Q}, Up to six words are enough: Paint",
            f"{Q}, Below: Rest",
            f"{Q}, Inner: Read",
        ],
    ),
    Case(
        "items that are labels",
        [
            Heading(
                "Skills",
                [
                    List(
                        [
                            ("**Bold of any number of words at all**", [ONE]),
                            ("Up to four words", [List(["Paint"], "*")]),
                            ("As many as five words", [List(["Rest"])]),
                            ("Outer", [List([("Inner:", [List(["Read"])])])]),
                        ]
                    )
                ],
            )
        ],
        [
            f"{Q}, Bold of any number of words at all: Sweep",
            f"{Q}, Up to four words: Paint",
            f"{Q}: As many as five words Rest",
            f"{Q}, Inner: Read",
        ],
    ),
    Case(
        "a level",
        [
            level("x", "X", ONE, Bold("Pace"), List(["Paint"]), Heading("Any", [List(["Rest"])])),
            level("y", "Y", Heading("Skills", [List(["Read"]), Heading("Deep", [List(["Dig"])])])),
        ],
        [
            f"x/{R}: Sweep",
            f"x/{R}, Pace: Paint",
            f"x/{R}, Any: Rest",
            f"y/{Q}: Read",
            f"y/{Q}, Deep: Dig",
        ],
    ),
    Case(
        "a part below an area",
        [Heading("Duties", [Heading("Paintwork", [Bold("Nice to have"), ONE])])],
        [f"{P}, Paintwork: Sweep"],
    ),
    Case(
        "an area outside all parts",
        [PLUS, Heading("Stewardship", [ONE])],
        [PLUS_OWN, f"{R}, Stewardship: Sweep"],
    ),
    Case(
        "a line that names an area, and a bold line that names none",
        [Text("Stewardship:"), ONE, Bold("Pebbles"), List(["Paint"]), PLUS],
        [f"{R}, Stewardship: Sweep", PLUS_OWN],
        ["Pebbles"],
    ),
    Case(
        "a bold line that names an area ends with the next bold line",
        [PLUS, Heading("Attic", [Bold("Stewardship"), ONE, Bold("Sand"), List(["Paint"])])],
        [PLUS_OWN, f"{R}, Stewardship: Sweep"],
        ["Sand"],
    ),
    Case(
        "the same in two areas",
        [Heading("Duties", [Bold("Hall"), ONE, Bold("Yard"), ONE])],
        [f"{R}, Hall: Sweep", f"{R}, Yard: Sweep"],
    ),
]


def in_a_part(what: str, *blocks: Block, own: Sequence[str] = (f"{R}: Sweep",)) -> Case:
    return Case(what, [Heading("Duties", [*blocks])], own)


WHERE_LISTS_COUNT = [
    in_a_part("in a quote", Text("Thus:"), Wrapped("quote", [ONE])),
    in_a_part("in a container", Wrapped("container box", [ONE])),
    in_a_part("in an admonition", Wrapped("note", [Wrapped("admonition Read", [ONE])])),
    in_a_part("in what holds", Wrapped("only not nothing", [ONE])),
    in_a_part(
        "in what does not hold", PLUS.blocks[0], Wrapped("only nothing", [ONE]), own=[f"{R}: Paint"]
    ),
    in_a_part(
        "behind a label in a container",
        Wrapped("container box", [Bold("Pace"), ONE]),
        own=[f"{R}, Pace: Sweep"],
    ),
    in_a_part("numbered", List(["Sweep"], "1.")),
    in_a_part("a task", Written("- Sweep", "- [ ] Sweep")),
    in_a_part(
        "definitions",
        Terms([("Brooms", "Sweep"), ("Pots?", "Paint")]),
        own=[f"{R}: Brooms: Sweep", f"{R}: Pots? Paint"],
    ),
    in_a_part("fields", Terms([("Brooms", "Sweep")], is_fields=True), own=[f"{R}: Brooms: Sweep"]),
    in_a_part(
        "a whole item",
        List([("Sweep with as much force as", [List(["a storm"]), Text("has.")])]),
        own=[f"{R}: Sweep with as much force as a storm has."],
    ),
    in_a_part("not in a sidebar", ONE, Wrapped("sidebar Tea", [List(["Paint"])])),
    in_a_part("not in a table of contents of the page", ONE, Wrapped("contents Inside", [])),
]
KEYS = [
    in_a_part("a paragraph", Text("They:"), Keyed("clean", "Sweep"), own=[f"{R}: #clean Sweep"]),
    in_a_part(
        "behind a bold label",
        Keyed("clean", "Sweep", "Impact"),
        Keyed("paint", "Paint"),
        own=[f"{R}, Impact: #clean Sweep", f"{R}: #paint Paint"],
    ),
    Case(
        "a paragraph of a level",
        [level("x", "X", Keyed("clean", "Sweep"))],
        [f"x/{R}: #clean Sweep"],
    ),
    in_a_part(
        "a nested item",
        Written(
            "- A sentence as a label.\n\n  - :key:`clean` Sweep\n  - Paint",
            "- A sentence as a label.\n\n  - {key}`clean` Sweep\n  - Paint",
        ),
        own=[f"{R}, A sentence as a label: #clean Sweep", f"{R}, A sentence as a label: Paint"],
    ),
    Case(
        "a paragraph outside all parts",
        [PLUS, Heading("Kitchen", [Keyed("clean", "Sweep")])],
        [PLUS_OWN],
        ignored=["Kitchen"],
    ),
]
PROSE = [
    Case("a heading of the defaults", [PLUS, Heading("See also", [ONE, Table(["a"])])], [PLUS_OWN]),
    Case("and all below it", [PLUS, Heading("Salary", [Heading("Bands", [ONE])])], [PLUS_OWN]),
    Case(
        "a line of the author's",
        [Bold("Duties"), ONE, Text("This includes the following:"), List(["Paint"])],
        [f"{R}: Sweep"],
    ),
    Case(
        "a bold line, up to the next heading",
        [
            Heading("Duties", [List(["Read"]), Bold("Books"), List(["Paint"])]),
            Heading("Skills", [ONE]),
        ],
        [f"{R}: Read", f"{Q}: Sweep"],
    ),
    in_a_part("in a part", ONE, Heading("See also", [List(["Paint"])])),
    in_a_part("paragraphs", ONE, Text("Paint")),
]
IGNORED = [
    Case("a list", [PLUS, Heading("Attic", [ONE])], [PLUS_OWN], ["Attic"]),
    Case("a table", [PLUS, Heading("Stairs", [Table(["Sweep"])])], [PLUS_OWN], ["Stairs"]),
    Case(
        "raw HTML",
        [PLUS, Heading("Gate", [Written(".. raw:: html\n\n   <ul><li>a</ul>", "<ul><li>a</ul>")])],
        [PLUS_OWN],
        ["Gate"],
    ),
    Case(
        "no raw HTML of another kind",
        [PLUS, Heading("Door", [Written(".. raw:: html\n\n   <br>", "<br>")])],
        [PLUS_OWN],
    ),
    Case(
        "a part of paragraphs",
        [PLUS, Heading("Main Duties", [Text("Sweep")])],
        [PLUS_OWN],
        ["Main Duties"],
    ),
    Case(
        "a table beside a list",
        [Heading("Core Duties", [ONE, Table(["Paint"])])],
        [f"{R}: Sweep"],
        ["Core Duties"],
    ),
    Case(
        "a list behind a bold line",
        [PLUS, Heading("Yard", [Bold("Gravel"), ONE])],
        [PLUS_OWN],
        ["Gravel"],
    ),
    Case(
        "a list of the areas that follow",
        [
            Heading("Skills of every sort", [List(["Hall", "Yard: outside"])]),
            Heading("Duties", [Bold("Hall"), ONE, Bold("Yard"), List(["Paint"])]),
        ],
        [f"{R}, Hall: Sweep", f"{R}, Yard: Paint"],
        ["Skills of every sort"],
        ["Skills of every sort → requirements"],
    ),
    Case(
        "no table of contents of the page",
        [
            Text("On this page:"),
            Written("- `Cellar`_\n\n  - `Cellar`_", "- [Cellar](#cellar)\n  - [Wine](#cellar)"),
            Heading("Cellar", [Written("- `Cellar`_", "- [Cellar](#cellar)"), Text("Wine")]),
            PLUS,
        ],
        [PLUS_OWN],
    ),
    Case(
        "a list that is a list of options",
        [PLUS, Heading("Shed", [Written("-a  All", "```{eval-rst}\n-a  All\n```")])],
        [PLUS_OWN],
        ["Shed"],
    ),
]
GROUPS = {
    "what opens a part": WHAT_OPENS_A_PART,
    "what ends it": WHAT_ENDS_IT,
    "areas": AREAS,
    "where lists count": WHERE_LISTS_COUNT,
    "keys": KEYS,
    "prose": PROSE,
    "ignored": IGNORED,
}
CASES = [(f"{group}: {case.what}", case) for group, cases in GROUPS.items() for case in cases]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """All cases, built once in each language."""
    done: dict[str, Built] = {}

    def build(language: str) -> Built:
        if language not in done:
            project = Project(tmp_path_factory.mktemp(language))
            pages = {
                f"p{number}.{language}": role(case.what.capitalize(), case.blocks, language) + "\n"
                for number, (_, case) in enumerate(CASES)
            }
            pages["conf.py"] = ORPHANS
            done[language] = project.write(pages).build("roles", root_doc="p0", **CONF)
        return done[language]

    return build


@pytest.mark.versions
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "case"), [pytest.param(n, case, id=what) for n, (what, case) in enumerate(CASES)]
)
def test_what_counts(built: Callable[[str], Built], number: int, case: Case, language: str) -> None:
    data = built(language).data
    assert found(data, f"p{number}") == sorted(case.own)
    page = f"p{number}.{language}"
    ignored = [left["heading"] for left in data["ignored"] if left["source"] == page]
    assert sorted(ignored) == sorted(case.ignored)
    read = [f"{h['heading']} → {h['read_as']}" for h in data["headings"] if h["source"] == page]
    assert sorted(read) == sorted(case.read)
    warnings = [w for w in built(language).warnings if w.startswith(f"{page}:")]
    assert len(warnings) == len(case.ignored)
    assert all(any(repr(heading) in w for w in warnings) for heading in case.ignored)


def found(data: dict[str, Any], page: str) -> list[str]:
    """The expectations of a role page and its levels, as a case has them."""
    lines = []
    for one in data["expectations"].values():
        name, _, rung = one["holder"].partition("/")
        if name == page:
            part = f"{rung}/{one['part']}" if rung else one["part"]
            area = f", {one['area']}" if one["area"] else ""
            key = f"#{one['key']} " if one["key"] else ""
            lines.append(f"{part}{area}: {key}{one['text']}")
    return sorted(lines)


# -- what a build says at its end

WORDED = """
Cook
====

.. role::

Pluses
------

- Bake

Experience with pans
--------------------

- Fry

Cellar
------

- Sweep

Senior
------

.. level:: senior

- Lead
"""


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("", ["1 role page, 1 level, 3 expectations; 1 heading read by its words, 1 ignored"]),
        ("-q", []),
        (
            "-v",
            [
                (
                    "index.rst:13: 'Experience with pans' is read as requirements because of "
                    "'experience' (1 place)"
                ),
                "index.rst:20: 'Cellar' is ignored (1 place)",
                "1 role page, 1 level, 3 expectations; 1 heading read by its words, 1 ignored",
            ],
        ),
    ],
)
def test_the_closing_line(
    project: Project, capsys: pytest.CaptureFixture[str], option: str, says: list[str]
) -> None:
    project.write(
        {"index.rst": WORDED, "conf.py": "extensions = ['sphinx_roles']\nroles_intro = None\n"}
    )
    command = [str(project.srcdir), str(project.root / "out"), "-b", "html", *option.split()]
    for lines in (says, []):  # nothing where nothing was written
        assert main(command) == 0
        out = strip_colors(capsys.readouterr().out).splitlines()
        assert [line for line in out if line.startswith("roles: ")] == [
            f"roles: {s}" for s in lines
        ]


# -- only

KEEPER = """
Keeper
======

.. role::

Duties
------

- Lock the gate.

.. only:: internal

   - Count the keys.

.. only:: internal

   Night
   -----

   .. level:: night

   - Know the door.
"""
HEAD = """
Head
====

.. role::
.. extends:: keeper

Duties
------

- Lead.
"""


@pytest.mark.versions
def test_only_on_shared_doctrees(project: Project) -> None:
    """With other tags, pages, data and objects say something else, and nothing is read again."""
    project.write({"index.rst": KEEPER, "head.rst": HEAD.replace("keeper", "index")})
    conf = {"roles_intro": None}

    def build(tags: str) -> tuple[list[str], bool, bool, list[str]]:
        project.write({"conf.py": f"{ORPHANS}\n{tags}\n"})
        built = project.build(**conf)
        data = built.data
        effective = data["holders"]["head"]["effective"]
        texts = [data["expectations"][name]["text"] for name in effective]
        is_inherited = "Count the keys." in built.main("head").get_text()
        assert ("Count" in built.main("index").get_text()) is is_inherited
        assert built.warnings == []
        return texts, is_inherited, "index/night" in data["holders"], built.read

    public = ["Lead.", "Lock the gate."]
    assert build("") == (public, False, False, ["head", "index"])
    assert build("tags.add('internal')") == ([*public, "Count the keys."], True, True, [])
    assert build("") == (public, False, False, [])


# -- what stays unread on purpose


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
@pytest.mark.parametrize("tags", [[], ["inside"]])
def test_a_role_page_for_some_readers_alone(project: Project, tags: list[str]) -> None:
    """Without the tag there is no role page and no level, and nothing extends it."""
    role = "Digger\n------\n\n.. role::\n\nDuties\n~~~~~~\n\n- Sweep.\n\n"
    level = "Deep\n~~~~\n\n.. level:: deep\n\n- Dig.\n"
    inside = (role + level).replace("\n", "\n   ")
    other = "Other\n=====\n\n.. toctree::\n\n   index\n\n.. role::\n\nDuties\n------\n\n- Rest.\n"
    project.write({"index.rst": f"Index\n=====\n\n.. only:: inside\n\n   {inside}\n"})
    project.write({"other.rst": other})
    built = project.build("roles", root_doc="other", roles_intro=None, tags=tags)
    assert built.warnings == []
    assert list(built.data["holders"]) == [*(["index", "index/deep"] if tags else []), "other"]


def test_what_a_page_leaves_unread_on_purpose(project: Project) -> None:
    """Without a warning, below these headings of this page alone; lists of a part still count."""
    table = "| A | B |\n| --- | --- |\n| c | d |\n"
    body = f"- [A link](https://example.org)\n\n## Duties\n\n- Sweep\n\n{table}\n## Odds\n\n- End\n"
    unread = ":unread: A baker; duties:\n"
    project.write(
        {
            "index.md": f"# A baker\n\n```{{role}}\n{unread}```\n\n{body}",
            "cook.md": f"# Cook\n\n```{{role}}\n```\n\n## Duties\n\n- Stir\n\n{table}",
        }
    )
    built = project.build(roles_intro=None)
    assert sorted(one["text"] for one in built.data["expectations"].values()) == ["Stir", "Sweep"]
    left = {(one["heading"], one["source"]) for one in built.data["ignored"]}
    assert left == {("Duties", "cook.md"), ("Odds", "index.md")}


@pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")
def test_the_role_page_says_it_for_its_levels(project: Project) -> None:
    table = "| A | B |\n| --- | --- |\n| c | d |\n"
    project.write(
        {
            "index.md": (
                "# Baker\n\n```{role}\n:unread: Junior; Duties\n```\n\n- Bake\n\n## Junior\n\n"
                f"```{{level}} junior\n```\n\n- Sift\n\n{table}\n"
            ),
            "senior.md": (
                "# Senior\n\n```{level} senior\n:role: index\n:unread: senior\n```\n\n- Burn\n\n"
                f"{table}"
            ),
        }
    )
    assert project.build(roles_intro=None).data["ignored"] == []
