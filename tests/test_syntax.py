"""What an author may write: every directive and inline role, in every spelling."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from conftest import HAS_MYST, Project
from sphinx_roles.handbook.names import default_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Built

    Write = Callable[..., str]

needs_myst = pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")

Options = dict[str, str]


def rest(name: str, argument: str, options: Options) -> str:
    lines = [f".. {name}:: {argument}".rstrip(), *(f"   :{k}: {v}" for k, v in options.items())]
    return "\n".join(lines)


def myst(name: str, argument: str, options: Options, *, fence: str, is_yaml: bool) -> str:
    said = [f"{k}: {v}" if is_yaml else f":{k}: {v}" for k, v in options.items()]
    block = ["---", *said, "---"] if is_yaml else said
    return "\n".join([f"{fence}{{{name}}} {argument}".rstrip(), *block, fence])


def spellings() -> Iterator[tuple[str, tuple[str, Write]]]:
    """What it is called, the suffix of the file, and a function that writes a directive."""
    for prefix in ("", "roles:"):
        yield f"reST {prefix or 'bare'}", ("rst", lambda n, a, o, p=prefix: rest(p + n, a, o))
        for fence in ("```", ":::", "~~~"):
            for is_yaml in (False, True):
                yield (
                    f"MyST {fence} {prefix or 'bare'} {'YAML' if is_yaml else 'lines'}",
                    (
                        "md",
                        lambda n, a, o, p=prefix, f=fence, y=is_yaml: myst(
                            p + n, a, o, fence=f, is_yaml=y
                        ),
                    ),
                )


def rest_page(title: str, *blocks: str) -> str:
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *map(dedent, blocks)]) + "\n"


def build(project: Project, files: dict[str, str], builder: str = "roles", **conf: Any) -> Built:
    """Build a handbook without an intro; nothing may be wrong with it."""
    extensions = ["colon_fence", "tasklist"]
    built = project.write(files).build(
        builder,
        **{
            "roles_intro": None,
            "root_doc": "index",
            **({"myst_enable_extensions": extensions} if HAS_MYST else {}),
            **conf,
        },
    )
    assert [w for w in built.warnings if "isn't included in any toctree" not in w] == []
    return built


def texts(built: Built, holder: str) -> list[str]:
    """What a holder is expected to do, in words."""
    data = built.data
    return [data["expectations"][i]["text"] for i in data["holders"][holder]["effective"]]


SPELLINGS = dict(spellings())


def spelt(name: str, suffix: str, write: Write) -> str:
    """A role page with every directive, written in one of the spellings."""
    options = {"name": name, "track": "Engineering", "summary": "Writes code.", "intro": "none"}
    parts = [
        (1, "Engineer", write("role", "", options)),
        (2, "Responsibilities", "- Plan\n- Write code"),
        (2, "Senior", write("level", "senior", {"grade": "3", "summary": "Leads."})),
        (3, "Responsibilities", "- Lead"),
        (2, "Staff", write("level", "staff", {"grade": "4"})),
        (3, "Heritage", write("extends", "senior, base", {"without": "a, b"})),
    ]
    return "".join(
        (f"{'#' * depth} {title}" if suffix == "md" else f"{title}\n{' =-~'[depth] * 40}")
        + f"\n\n{body}\n\n"
        for depth, title, body in parts
    )


@pytest.fixture(scope="module")
def every_spelling(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A page in each spelling: one handbook for all of them."""
    base = """\
        .. role::

        Responsibilities
        ----------------

        - :key:`a` Eat
        - :key:`b` Sleep
        - :key:`c` Rest
        """
    files = {
        "index.rst": rest_page("Handbook", "How we work."),
        "base.rst": rest_page("Base", base),
    }
    for number, (suffix, write) in enumerate(SPELLINGS.values()):
        if suffix == "rst" or HAS_MYST:
            files[f"job{number}.{suffix}"] = spelt(f"eng{number}", suffix, write)
    return build(Project(tmp_path_factory.mktemp("spelt")), files)


@pytest.mark.versions
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_the_directives(every_spelling: Built, spelling: str) -> None:
    if spelling.startswith("MyST") and not HAS_MYST:
        pytest.skip("needs MyST-Parser")
    name = f"eng{[*SPELLINGS].index(spelling)}"
    holders = every_spelling.data["holders"]
    assert {k: holders[name][k] for k in ("kind", "title", "track", "summary")} == {
        "kind": "role",
        "title": "Engineer",
        "track": "Engineering",
        "summary": "Writes code.",
    }
    senior, staff = holders[f"{name}/senior"], holders[f"{name}/staff"]
    assert (senior["grade"], senior["summary"], senior["position"]) == ("3", "Leads.", 1)
    assert (staff["grade"], staff["summary"], staff["position"]) == ("4", None, 2)
    assert staff["extends"] == [f"{name}/senior", "base"]
    assert staff["without"] == ["a", "b"]
    assert texts(every_spelling, f"{name}/staff") == ["Lead", "Plan", "Write code", "Rest"]


REST = """\
    Backend Engineer
    ================

    .. role::
       :track: Engineering

    You are a {o}this{c}`role` in {o}this{c}`track`.

    Responsibilities
    ----------------

    - {o}key{c}`scope` Solve *hard* problems.
    - Review as {o}craft{c}`code-review` or {o}craft{c}`our reviews <code-review>` say.
    - {o}key{c}`ship`

      Ship it, as {o}role{c}`backend-engineer` does.

    Levels
    ------

    Senior
    ~~~~~~

    .. level:: senior

    .. extends:: backend-engineer

    - {o}key{c}`scope` Solve harder problems than {o}expectation{c}`backend-engineer#scope`,
      {o}this{c}`level`, {o}level{c}`backend-engineer/senior`.
    """

MYST = """\
    # Backend Engineer

    ```{{role}}
    :track: Engineering
    ```

    You are a {o}this{c}`role` in {o}this{c}`track`.

    ## Responsibilities

    - {o}key{c}`scope` Solve *hard* problems.
    - Review as {o}craft{c}`code-review` or {o}craft{c}`our reviews <code-review>` say.
    - {o}key{c}`ship`

      Ship it, as {o}role{c}`backend-engineer` does.

    ## Levels

    ### Senior

    ```{{level}} senior
    ```

    ```{{extends}} backend-engineer
    ```

    - {o}key{c}`scope` Solve harder problems than {o}expectation{c}`backend-engineer#scope`,
      {o}this{c}`level`, {o}level{c}`backend-engineer/senior`.
    """


@pytest.mark.versions
@pytest.mark.parametrize(
    ("suffix", "prefix"),
    [
        ("rst", ""),
        ("rst", "roles:"),
        pytest.param("md", "", marks=needs_myst),
        pytest.param("md", "roles:", marks=needs_myst),
    ],
)
def test_every_spelling_of_the_inline_roles(project: Project, suffix: str, prefix: str) -> None:
    text, (left, right) = (MYST, "{}") if suffix == "md" else (REST, "::")
    files = {
        "index.rst": rest_page("Handbook", "How we work."),
        "craft/code-review.rst": rest_page("Code review", "Be kind."),
        f"backend-engineer.{suffix}": text.format(o=left + prefix, c=right),
    }
    built = build(project, files, "html")
    body = built.main("backend-engineer")
    assert "You are a Backend Engineer in Engineering." in body.get_text()
    linked = [a.get_text() for a in body.select("a.internal:not(.headerlink)")]
    assert {"Code review", "our reviews", "Backend Engineer", "Senior"} < set(linked)
    assert texts(built, "backend-engineer/senior") == [
        "Solve harder problems than Backend Engineer: Scope, Senior, Senior.",
        "Review as Code review or our reviews say.",
        "Ship it, as Backend Engineer does.",
    ]
    assert built.data["craft"] == {
        "craft/code-review": [
            i for i, e in built.data["expectations"].items() if e["text"].startswith("Review")
        ]
    }


@needs_myst
def test_both_markups_say_the_same(projects: Any) -> None:
    found = []
    for suffix, text, (left, right) in (("rst", REST, "::"), ("md", MYST, "{}")):
        files = {
            "index.rst": rest_page("Handbook", "How we work."),
            "craft/code-review.rst": rest_page("Code review", "Be kind."),
            f"backend-engineer.{suffix}": text.format(o=left, c=right),
        }
        data = build(projects(suffix), files).data
        for expectation in data["expectations"].values():
            del expectation["source"], expectation["line"]
        found.append(data)
    assert found[0] == found[1]
    assert found[0]["holders"]["backend-engineer/senior"]["raises"] == {
        "backend-engineer/senior#scope": "backend-engineer#scope"
    }


@needs_myst
def test_reST_inside_myst(project: Project) -> None:  # noqa: N802
    text = """\
        # Job

        ```{eval-rst}
        .. role::
           :track: Engineering
        ```

        ## Responsibilities

        - Work
        """
    built = build(project, {"index.md": "# Handbook\n", "job.md": text})
    assert built.data["holders"]["job"]["track"] == "Engineering"
    assert texts(built, "job") == ["Work"]


@pytest.mark.parametrize(
    ("docname", "name"),
    [
        ("engineer", "engineer"),
        ("jobs/engineer", "engineer"),
        ("jobs/engineer/index", "engineer"),
        ("jobs/engineer/README", "engineer"),
        ("jobs/engineer/readme", "engineer"),
        ("index", "index"),  # there is no folder to name it by
        ("README", "README"),
    ],
)
def test_a_role_page_is_named_by_its_file(docname: str, name: str) -> None:
    assert default_name(docname) == name


def test_several_role_pages_in_one_document(project: Project) -> None:
    text = """\
        .. contents::

        Baker
        -----

        .. role::
           :name: baker

        Responsibilities
        ~~~~~~~~~~~~~~~~

        - Bake

        Senior Baker
        ~~~~~~~~~~~~

        .. level:: senior

        - Bake more

        Butcher
        -------

        .. role::
           :name: butcher

        Responsibilities
        ~~~~~~~~~~~~~~~~

        - Cut

        Senior Butcher
        ~~~~~~~~~~~~~~

        .. level:: senior

        .. extends:: butcher, baker/senior

        - Cut more
        """
    built = build(project, {"index.rst": rest_page("Shops", text)})
    assert set(built.data["holders"]) == {"baker", "baker/senior", "butcher", "butcher/senior"}
    assert texts(built, "butcher/senior") == ["Cut more", "Cut", "Bake more", "Bake"]


def test_a_name_is_a_level_of_the_page_before_it_is_a_role(project: Project) -> None:
    page = """\
        .. role::

        Senior
        ------

        .. level:: senior

        - Be {title} senior

        Staff
        -----

        .. level:: staff

        .. extends:: {names}
        """
    files = {
        "index.rst": rest_page("Handbook", "Text."),
        "a.rst": rest_page("A", page.format(title="a", names="senior")),
        "b.rst": rest_page("B", page.format(title="b", names="a/senior")),
        "senior.rst": rest_page("Senior", ".. role::", "Requirements\n------------", "- Be old"),
        "c.rst": rest_page("C", ".. role::", ".. extends:: senior"),
    }
    holders = build(project, files).data["holders"]
    assert holders["a/staff"]["extends"] == ["a/senior"]
    assert holders["b/staff"]["extends"] == ["a/senior"]
    assert holders["c"]["extends"] == ["senior"]


def test_extends_may_stand_several_times(project: Project) -> None:
    files = {
        "index.rst": rest_page("Handbook", "Text."),
        "a.rst": rest_page("A", ".. role::", "Responsibilities\n----------------", "- Do a"),
        "b.rst": rest_page("B", ".. role::", "Responsibilities\n----------------", "- Do b"),
        "c.rst": rest_page("C", ".. role::", ".. extends:: b", ".. extends:: a"),
    }
    built = build(project, files)
    assert built.data["holders"]["c"]["extends"] == ["b", "a"]
    assert texts(built, "c") == ["Do b", "Do a"]


@pytest.mark.versions
def test_an_item_is_the_whole_item(project: Project) -> None:
    """Paragraphs, nested lists, code and images, on its page and wherever it is inherited."""
    item = """\
        - :key:`whole` First paragraph.

          Second paragraph.

          - Nested one

            - Nested deeper
          - Nested two

          .. code-block:: python

             print("code")

          .. image:: picture.png
             :alt: A picture
        - Another
        """
    files = {
        "index.rst": rest_page("Handbook", "Text."),
        "base.rst": rest_page("Base", ".. role::", "Responsibilities\n----------------", item),
        "job.rst": rest_page("Job", ".. role::", ".. extends:: base"),
    }
    (project.srcdir / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    built = build(project, files, "html")
    assert len(texts(built, "job")) == 2
    for docname in ("base", "job"):
        whole = next(li for li in built.main(docname)("li") if "First paragraph" in li.get_text())
        assert [p.get_text() for p in whole("p", recursive=False)][1:] == ["Second paragraph."]
        assert [li.get_text().split("\n")[0] for li in whole("li")] == [
            "Nested one",
            "Nested deeper",
            "Nested two",
        ]
        assert 'print("code")' in whole.get_text()
        image = whole.find("img")
        assert image["alt"] == "A picture"
        assert (built.outdir / image["src"]).is_file()
    assert "Nested deeper" in built.data["expectations"]["base#whole"]["text"]


@pytest.mark.parametrize("marks", ["1. 2.", "#. #.", "a) b)", "* *", "+ +"])
def test_every_kind_of_list(project: Project, marks: str) -> None:
    first, second = marks.split()
    text = f"{first} :key:`one` Do one\n{second} Do two"
    files = {"index.rst": rest_page("Job", ".. role::\n   :name: job", "Pluses\n------", text)}
    assert texts(build(project, files), "job") == ["Do one", "Do two"]


@needs_myst
def test_task_lists(project: Project) -> None:
    text = """\
        # Job

        ```{role}
        :name: job
        ```

        ## Requirements

        - [ ] {key}`one` Do one
        - [x] {key}`two` Do two
        - [ ] Do three
        """
    built = build(project, {"index.md": text}, "html")
    assert [e["key"] for e in built.data["expectations"].values()].count(None) == 1
    assert texts(built, "job") == ["Do one", "Do two", "Do three"]
    assert len(built.main("index").select("input[type=checkbox]")) == 3


def test_a_key_shows_as_a_permalink_only(project: Project) -> None:
    item = "- :key:`scope` Solve problems"
    files = {
        "index.rst": rest_page(
            "Job", ".. role::\n   :name: job", "Responsibilities\n----------------", item
        )
    }
    built = build(project, files, "html")
    (li,) = built.main("index")("li")
    link = li.select_one("a.headerlink")
    assert link["href"] == "#job.scope"
    assert li.get_text().replace(link.get_text(), "").strip() == "Solve problems"
    assert built.main("index").find(id="job.scope").name == "li"


def test_names_in_any_script(project: Project) -> None:
    text = """\
        .. role::
           :name: Инженер

        Responsibilities
        ----------------

        - :key:`境界` Solve problems

        上級
        ----

        .. level:: 上級 two

        .. extends:: Инженер

        - :key:`境界` Solve harder problems
        """
    built = build(project, {"index.rst": rest_page("Инженер", text)}, "html")
    assert built.data["holders"]["Инженер/上級 two"]["raises"] == {
        "Инженер/上級 two#境界": "Инженер#境界"
    }
    for expectation in built.data["expectations"].values():
        page, _, anchor = expectation["url"].partition("#")
        assert page == "index.html"
        assert built.main("index").find(id=anchor) is not None


def test_an_include_is_part_of_the_page(project: Project) -> None:
    part = "Responsibilities\n----------------\n\n- Work\n"
    files = {
        "index.rst": rest_page("Job", ".. role::\n   :name: job", ".. include:: part.txt"),
        "part.txt": part,
    }
    built = build(project, files)
    (found,) = built.data["expectations"].values()
    assert (found["text"], found["source"], found["line"]) == ("Work", "part.txt", 4)
