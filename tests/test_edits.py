"""How much work a build after an edit does: what the edit reaches, and no more."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roles.build import output
from sphinx_roles.build import whole as wholes
from sphinx_roles.build.edit.kept import sealed
from sphinx_roles.build.outdated import Digests
from sphinx_roles.data.export import lines
from sphinx_roles.data.renew import UnlikeError, renewed
from test_incremental import INDEX, role_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built, Project


class Work:
    """Counts of what builds do."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._counts: Counter[str] = Counter()
        self._watch(patch, wholes, "resolve", lambda handbook: len(handbook.holders))
        self._watch(patch, Digests, "of", lambda _digest: 1)
        self._watch(patch, output, "export", lambda data: len(data["holders"]))

    def _watch(
        self, patch: pytest.MonkeyPatch, owner: Any, name: str, size: Callable[[Any], int]
    ) -> None:
        function = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            found = function(*args, **kwargs)
            self._counts[name] += size(found)
            return found

        patch.setattr(owner, name, call)

    def of(self, build: Callable[[], Built]) -> tuple[int, int, int]:
        """Holders resolved, pages digested, holders written as data."""
        self._counts.clear()
        build()
        return tuple(self._counts[name] for name in ("resolve", "of", "export"))  # type: ignore[return-value]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


@pytest.fixture
def handbook(project: Project) -> Project:
    """Three lines of three role pages each, an intro, a craft page and a page that mentions one."""
    pages = {
        f"{line}-{name}.rst": role_page(
            f"{line} {name}".title(),
            extends=f"{line}-{base}" if base else "",
            items=f"- :key:`a` Do a of {name}.\n- Do {line} {name} as :craft:`review`.",
        )
        for line in ("one", "two", "three")
        for name, base in (("base", ""), ("middle", "base"), ("leaf", "middle"))
    }
    return project.write(
        {
            **pages,
            "index.rst": INDEX,
            "intro.rst": "Intro\n=====\n\nGrow.\n",
            "other.rst": "Other\n=====\n\nNo markup.\n",
            "mentions.rst": "Mentions\n========\n\nSee :role:`two-leaf` and :craft:`review`.\n",
            "craft/review.rst": ":orphan:\n\nReview\n======\n\nText.\n",
        }
    )


ALL = (9, 10, 9)
"""Nine role pages, and a page that only mentions one."""

EDITS = [
    # An ordinary page, then prose of a craft page: nothing of ours is worked out.
    ("other.rst", "No markup", "None", (0, 0, 0)),
    ("craft/review.rst", "Text.", "More.", (0, 0, 0)),
    # What shows it, and what that builds on.
    ("one-leaf.rst", "Do one", "Make one", (3, 1, 1)),
    ("one-base.rst", "Do one", "Make one", (3, 3, 3)),
    ("one-middle.rst", "Responsibilities\n", "Prose.\n\nResponsibilities\n", (3, 2, 2)),
    # All show it, and nothing is said of it in the data.
    ("intro.rst", "Grow", "Thrive", (9, 9, 9)),
    # What others may say of a page: its title, its keys. Then all is looked at again.
    ("two-base.rst", "Two Base\n", "Two Bases\n", (12, 10, 9)),
    ("two-leaf.rst", ":key:`a`", ":key:`b`", (12, 10, 9)),
    # The title of a page that all link to.
    ("craft/review.rst", "Review\n", "Reviews\n", ALL),
]


def test_an_edit_costs_what_it_reaches(handbook: Project, work: Work) -> None:
    assert work.of(handbook.build) == ALL
    assert work.of(handbook.build) == (0, 0, 0)
    for name, old, new, expected in EDITS:
        handbook.edit(name, old, new)
        assert work.of(handbook.build) == expected, (name, old, new)
    incremental = handbook.build()
    clean = handbook.build(outdir="clean", doctrees="clean.d")
    for file in clean.outdir.rglob("*.html"):
        other = incremental.outdir / file.relative_to(clean.outdir)
        if file.stem not in {"genindex", "search"}:
            assert other.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), file
    for name in ("roles.json", "objects.inv"):
        assert (incremental.outdir / name).read_bytes() == (clean.outdir / name).read_bytes()


def test_where_a_part_is_not_enough(handbook: Project, work: Work) -> None:
    """With views or a problem all is resolved, but little is digested and written."""
    handbook.write({"views.rst": "Views\n=====\n\n.. roles:index::\n"})
    handbook.build()
    handbook.edit("one-leaf.rst", "Do one", "Make one")
    assert work.of(handbook.build) == (9, 2, 1)  # the leaf, and the page with the view
    handbook.edit("other.rst", "No markup", "None")
    assert work.of(handbook.build) == (0, 0, 0)
    handbook.write({"views.rst": "Views\n=====\n\nNone, see :role:`one-base`.\n"})
    handbook.edit("three-base.rst", ".. role::", ".. role::\n\n.. extends:: nobody")
    handbook.build()
    handbook.edit("one-leaf.rst", "Make one", "Do one")
    assert work.of(handbook.build) == (3, 1, 1)  # the problem is elsewhere
    handbook.edit("three-leaf.rst", "Do three", "Make three")
    assert work.of(handbook.build) == (9, 1, 1)
    assert "[roles.unknown]" in handbook.build().warnings[0]


def test_a_reference_to_what_was_not_resolved(handbook: Project) -> None:
    """A page that an edit does not reach, written by Sphinx: it finds what it links to."""
    handbook.edit("index.rst", "========\n", "========\n\nSee :role:`two-leaf`.\n")
    handbook.build()
    handbook.edit("one-leaf.rst", "Do one", "Make one of :role:`three-leaf` and")
    again = handbook.build()
    assert again.warnings == []
    assert {"index", "one-leaf"} <= set(again.written)
    links = [a["href"] for a in again.main("index").find_all("a", string="Two Leaf")]
    assert any(str(link).startswith("two-leaf.html#") for link in links)
    assert "Three Leaf" in again.main("one-leaf").text


@pytest.mark.parametrize(
    ("written", "title", "page"),
    [
        (":role:`one-base`", "One Base", "one-base"),  # which the edit rests on
        (":role:`two-leaf`", "Two Leaf", "two-leaf"),
        (":level:`two-leaf/senior`", "Senior", "two-leaf"),
        (":any:`two-leaf`", "Two Leaf", "two-leaf"),
        (":any:`three-leaf/senior`", "Senior", "three-leaf"),
    ],
)
def test_references_in_a_part(
    handbook: Project, work: Work, written: str, title: str, page: str
) -> None:
    """Pages written after an edit find what is resolved again and what is not."""
    level = "\nSenior\n------\n\n.. level:: senior\n\n- Guide.\n"
    for line in ("two", "three"):
        file = handbook.srcdir / f"{line}-leaf.rst"
        file.write_text(file.read_text(encoding="utf-8") + level, encoding="utf-8")
    handbook.edit("index.rst", "========\n", f"========\n\nSee {written}, :role:`three-base`.\n")
    handbook.edit("one-leaf.rst", "Do one", f"Do as {written} one")
    handbook.build()
    handbook.edit("one-leaf.rst", "Do as", "Make as")
    assert work.of(handbook.build)[1:] == (1, 1)
    handbook.edit("one-leaf.rst", "Make as", "Do as")
    again = handbook.build()
    assert again.warnings == []
    for docname in ("index", "one-leaf"):
        assert docname in again.written
        (link,) = {
            (a.text, str(a["href"]).partition("#")[0])
            for a in again.main(docname).select("a.reference.internal")
            if a.text == title and a.find_parent("li", class_="toctree-l1") is None
        }
        assert link == (title, f"{page}.html")


def test_an_edit_that_makes_a_problem(handbook: Project, work: Work) -> None:
    """It may concern more than the page, so all is resolved."""
    handbook.build()
    handbook.edit("one-leaf.rst", ":craft:`review`", ":craft:`revue`")
    assert work.of(handbook.build)[0] == 3 + 9  # the part first
    (warning,) = handbook.build().warnings
    assert warning.startswith("one-leaf.rst:")
    assert "revue" in warning


def kept(project: Project) -> Path:
    (file,) = (project.root / "doctrees").glob("sphinx-roles-*.json")
    return file


@pytest.mark.parametrize(
    "basis",
    ["", "{", "[]", "{}", '{"reaches": {"one-base": []}}', '{"reaches": {}, "read": {}, "x": 1}'],
)
def test_a_basis_of_another_version(handbook: Project, work: Work, basis: str) -> None:
    """It is thrown away: all is worked out again."""
    handbook.build()
    found = json.loads(kept(handbook).read_text(encoding="utf-8"))[1]
    text = sealed(json.dumps({**found, "basis": basis}))
    kept(handbook).write_text(text, encoding="utf-8")
    handbook.edit("one-leaf.rst", "Do one", "Make one")
    assert work.of(handbook.build) == ALL


def test_a_builder_with_the_same_doctrees_has_seen_other_edits(
    handbook: Project, work: Work
) -> None:
    """Sphinx keeps what is declared once, for all output folders."""
    handbook.build()
    handbook.edit("one-leaf.rst", ":key:`a`", ":key:`b`")
    handbook.build("text")
    handbook.edit("one-leaf.rst", ":key:`b`", ":key:`a`")
    assert work.of(handbook.build) == (9, 1, 1)
    inventory = (handbook.root / "html" / "objects.inv").read_bytes()
    clean = handbook.build(outdir="clean", doctrees="clean.d")
    assert inventory == (clean.outdir / "objects.inv").read_bytes()


def test_bytes_kept_for_a_page(handbook: Project) -> None:
    """What `docs/performance.md` says."""
    handbook.build()
    assert kept(handbook).stat().st_size < 1000 * 11


NAMES = ["a", "a/b", "a-c", "ä", 'q"uote\\', "z"]


def data_of(names: list[str], text: str) -> dict[str, Any]:
    ids = sorted(f"{name}#{key}" for name in names for key in ("k", "0a"))
    return {
        "version": 2,
        "expectations": {i: {"text": text} for i in ids},
        "holders": {name: {"own": text} for name in sorted(names)},
        "craft": {page: ids for page in ("p", "q") if ids},
        "headings": [{"heading": text}],
        "ignored": [],
    }


@pytest.mark.parametrize("names", [NAMES, [], ["a"], ["z"], ["a", "z", "ä"], NAMES[1:5]])
def test_lines_are_replaced_in_place(names: list[str]) -> None:
    before = data_of(NAMES, "before")
    new = data_of(names, "after")
    after = {
        **{name: {**before[name], **new[name]} for name in ("expectations", "holders")},
        "craft": before["craft"],
    }
    text = "".join(lines(before)).encode()
    for has_words in (False, True):
        whole = {"version": 2, **after, "headings": (new if has_words else before)["headings"]}
        whole["ignored"] = []
        found = b"".join(renewed(text, new, names, has_words=has_words))
        assert found.decode() == "".join(lines(whole))


@pytest.mark.parametrize("text", ["", "{}", "[]\n", "\x00", '{\n"version": 1,\n"expectations": {'])
def test_a_text_that_is_no_data_is_not_renewed(text: str) -> None:
    with pytest.raises(UnlikeError):
        renewed(text.encode(), data_of([], ""), [], has_words=True)
