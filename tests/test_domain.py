"""The domain: what it keeps per document, and cross-references to what it keeps."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from conftest import HAS_MYST
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.handbook.problems import Place
from sphinx_roles.handbook.records import DocumentRecord, ThisUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bs4 import Tag

    from conftest import Built, Project

needs_myst = pytest.mark.skipif(not HAS_MYST, reason="needs MyST-Parser")

ENGINEER = """\
    Software Engineer
    =================

    .. role::

    {text}

    Responsibilities
    ----------------

    - :key:`scope` Solve problems
    - Without a key

    Senior Engineer
    ---------------

    .. level:: senior

    .. extends:: engineer

    - :key:`lead` Lead others
    """
CRAFT = {"craft/code-review.rst": "Code review\n===========\n"}


@pytest.fixture
def domain(project: Project) -> Iterator[RolesDomain]:
    """The domain of an empty handbook."""
    project.write({"index.rst": "Handbook\n========\n"})
    with patch_docutils(str(project.srcdir)), docutils_namespace():
        where: list[Path] = [project.root / name for name in ("out", "doctrees")]
        conf = {"extensions": ["sphinx_roles"]}
        app = Sphinx(
            project.srcdir, None, *where, "html", confoverrides=conf, status=None, warning=None
        )
        found = app.env.domains["roles"]
        assert isinstance(found, RolesDomain)
        yield found


def record(docname: str) -> DocumentRecord:
    return DocumentRecord(this=(ThisUse("role", None, Place(docname, f"{docname}.rst", 1)),))


@pytest.mark.versions
def test_clear_doc(domain: RolesDomain) -> None:
    domain.note_document("a", record("a"))
    domain.note_document("b", record("b"))
    before = domain.whole
    domain.clear_doc("a")
    assert domain.documents == {"b": record("b")}
    assert [p.place.docname for p in before.problems] == ["a", "b"]
    assert [p.place.docname for p in domain.whole.problems] == ["b"]
    domain.clear_doc("never noted")
    assert domain.documents == {"b": record("b")}


@pytest.mark.versions
def test_merge_domaindata(domain: RolesDomain) -> None:
    """Only what the other process has read is taken, and replaces what was there."""
    for name in ("a", "b", "not read there"):
        domain.note_document(name, record(name))
    other = {"documents": dict(domain.data["documents"])}
    domain.data["documents"].clear()
    domain.note_document("a", record("old"))
    domain.note_document("kept", record("kept"))
    domain.merge_domaindata({"a", "b", "without markup"}, other)
    assert domain.documents == {n: record(n) for n in ("a", "b", "kept")}
    assert {p.place.docname for p in domain.whole.problems} == {"a", "b", "kept"}


def handbook(text: str = "Text.", page: str = "") -> dict[str, str]:
    """The files of a handbook with one role page, `engineer`, and one ordinary page, `index`."""
    toctree = ".. toctree::\n   :hidden:\n\n   engineer\n   craft/code-review\n"
    files = {"index.rst": f"Handbook\n========\n\n{text}\n\n{toctree}", **CRAFT}
    files["engineer.rst"] = ENGINEER.format(text=page)
    return files


@pytest.fixture(scope="module")
def plain(build_once: Callable[..., Built]) -> Built:
    """The handbook without cross-references."""
    return build_once(handbook(), roles_intro=None)


@pytest.mark.versions
def test_get_objects(plain: Built) -> None:
    inventory = plain.outdir / "objects.inv"
    assert inventory.is_file()
    from sphinx.util.inventory import InventoryFile

    with inventory.open("rb") as file:
        found = InventoryFile.load(file, "", lambda _base, uri: uri)
    names = {kind: dict(found[f"roles:{kind}"]) for kind in ("role", "level", "expectation")}
    assert {kind: list(entries) for kind, entries in names.items()} == {
        "role": ["engineer"],
        "level": ["engineer/senior"],
        "expectation": ["engineer#scope", "engineer/senior#lead"],  # those with a key
    }
    for entries in names.values():
        for item in entries.values():
            uri = item.uri if hasattr(item, "uri") else item[2]  # a tuple before Sphinx 9
            page, _, anchor = uri.partition("#")
            assert page == "engineer.html"
            assert plain.main("engineer").find(id=anchor) is not None


LINKS = [
    ("role", "engineer", "Software Engineer", "role.engineer"),
    ("role", "~engineer", "engineer", "role.engineer"),
    ("role", "our coders <engineer>", "our coders", "role.engineer"),
    ("role", "!engineer", "engineer", None),
    ("level", "engineer/senior", "Senior Engineer", "engineer.senior"),
    ("level", "~engineer/senior", "senior", "engineer.senior"),
    ("level", "the seniors <engineer/senior>", "the seniors", "engineer.senior"),
    ("expectation", "engineer#scope", "Software Engineer: Scope", "engineer.scope"),
    ("expectation", "~engineer#scope", "Scope", "engineer.scope"),
    ("expectation", "engineer/senior#lead", "Senior Engineer: Lead", "engineer.senior.lead"),
    # what is inherited is found by the holder's name, and stands where it is declared
    ("expectation", "engineer/senior#scope", "Senior Engineer: Scope", "engineer.scope"),
    ("expectation", "what they do <engineer#scope>", "what they do", "engineer.scope"),
    ("craft", "code-review", "Code review", ""),
    ("craft", "our reviews <code-review>", "our reviews", ""),
    ("any", "engineer/senior", "Senior Engineer", "engineer.senior"),
    ("any", "engineer#scope", "Software Engineer: Scope", "engineer.scope"),
    ("any", "these <engineer/senior>", "these", "engineer.senior"),
]


def link(part: Tag, text: str) -> str | None:
    """The address that a text is linked to."""
    found = [str(a["href"]) for a in part("a") if a.get_text() == text]
    assert len(found) <= 1
    assert text in part.get_text()
    return found[0] if found else None


def numbered(markups: Iterable[str]) -> str:
    """A paragraph for each, by which `paragraph` finds it."""
    return "\n\n".join(f"No. {n}: see {markup}!" for n, markup in enumerate(markups))


def paragraph(built: Built, docname: str, number: int) -> Tag:
    start = f"No. {number}: "
    (found,) = (p for p in built.main(docname)("p") if p.get_text().startswith(start))
    return found


SPELT = [
    (f":{name}:`{target}`", text, anchor if kind != "craft" else None)
    for prefix in ("", "roles:")
    for kind, target, text, anchor in LINKS
    for name in [kind if kind == "any" else prefix + kind]
]
MYST = [
    ("{role}`engineer`", "Software Engineer", "#role.engineer"),
    ("{level}`~engineer/senior`", "senior", "#engineer.senior"),
    ("{roles:expectation}`it <engineer#scope>`", "it", "#engineer.scope"),
    ("[coders](<project:#engineer/senior>)", "coders", "#engineer.senior"),
]
RELATIVE = [
    (":level:`senior`", "Senior Engineer", "engineer.senior"),
    (":expectation:`the lead <senior#lead>`", "the lead", "engineer.senior.lead"),
    (":any:`up <senior>`", "up", "engineer.senior"),
]


@pytest.fixture(scope="module")
def linked(build_once: Callable[..., Built]) -> Built:
    """Every cross-reference: on an ordinary page, on the role page itself and in MyST."""
    files = handbook(
        numbered(markup for markup, *_ in SPELT),
        page=indent(numbered(markup for markup, *_ in RELATIVE), " " * 4).strip(),
    )
    if HAS_MYST:
        body = numbered(markup for markup, *_ in MYST)
        files["page.md"] = f"---\norphan: true\n---\n\n# Page\n\n{body}\n"
    return build_once(files, roles_intro=None, nitpicky=True)


@pytest.mark.versions
def test_right_references_cause_no_warning(linked: Built) -> None:
    assert linked.warnings == []


@pytest.mark.versions
@pytest.mark.parametrize("number", range(len(SPELT)), ids=[markup for markup, *_ in SPELT])
def test_cross_references(linked: Built, number: int) -> None:
    markup, text, anchor = SPELT[number]
    href = link(paragraph(linked, "index", number), text)
    if "craft:" in markup:
        assert href == "craft/code-review.html"
    elif anchor is None:
        assert href is None
    else:
        assert href == f"engineer.html#{anchor}"
        assert linked.main("engineer").find(id=anchor) is not None


@pytest.mark.versions
@needs_myst
@pytest.mark.parametrize("number", range(len(MYST)), ids=[markup for markup, *_ in MYST])
def test_cross_references_in_myst(linked: Built, number: int) -> None:
    _, text, href = MYST[number]
    assert link(paragraph(linked, "page", number), text) == f"engineer.html{href}"


@pytest.mark.versions
@pytest.mark.parametrize("number", range(len(RELATIVE)), ids=[m for m, *_ in RELATIVE])
def test_names_are_relative_to_the_role_page(linked: Built, number: int) -> None:
    _, text, anchor = RELATIVE[number]
    see = paragraph(linked, "engineer", number)
    assert [(a.get_text(), a["href"]) for a in see("a")] == [(text, f"#{anchor}")]


DANGLING = [
    (":role:`enginer`", "no role page is named 'enginer'"),
    (":role:`engineer/senior`", "no role page is named 'engineer/senior'"),
    (":level:`engineer`", "no level is named 'engineer'"),
    (":level:`senior`", "no level is named 'senior'; write 'role/level'"),
    (":expectation:`engineer#lead`", "no expectation is named 'engineer#lead'"),
    (":expectation:`engineer`", "no expectation is named 'engineer'"),
]


@pytest.mark.versions
def test_a_dangling_reference_is_one_located_warning(build_once: Callable[..., Built]) -> None:
    files = handbook(numbered(markup for markup, _ in DANGLING))
    built = build_once(files, roles_intro=None)
    assert len(built.warnings) == len(DANGLING)
    for number, (markup, says) in enumerate(DANGLING):
        warning = built.warnings[number]
        assert warning.startswith(f"index.rst:{4 + 2 * number}: WARNING: ")
        assert says in warning
        kind = markup.split(":")[1]
        assert warning.endswith(f"[ref.{kind}]")
        assert link(paragraph(built, "index", number), markup.split("`")[1]) is None


def test_any_that_means_one_place(build_once: Callable[..., Built]) -> None:
    """A role page and its document, or a label on it, have one name: that is one target."""
    files = handbook("See :any:`engineer` and :any:`chief`!")
    files["boss.rst"] = (
        ":orphan:\n\n.. _chief:\n\nChief\n=====\n\n.. role::\n   :name: chief\n\n"
        "Responsibilities\n----------------\n\n- Lead.\n"
    )
    built = build_once(files, roles_intro=None)
    assert built.warnings == []
    found = built.main("index").select("p a[href]")
    assert [link["href"] for link in found][-2:] == ["engineer.html", "boss.html#chief"]


def test_any_that_may_mean_several_things_is_reported(build_once: Callable[..., Built]) -> None:
    """A document and a role page of one name: Sphinx says which ones."""
    files = handbook("Text.")
    files["team/engineer.rst"] = ":orphan:\n\nEngineers\n=========\n"
    files["team/about.rst"] = ":orphan:\n\nAbout\n=====\n\nSee :any:`engineer`!\n"
    (warning,) = build_once(files, "dummy", roles_intro=None).warnings
    assert "more than one target found for 'any' cross-reference 'engineer'" in warning
    assert ":roles:role:`Software Engineer`" in warning


EXTERNAL = [
    (":role:`engineer`", "Software Engineer", "#role.engineer"),
    (":role:`coders <engineer>`", "coders", "#role.engineer"),
    (":level:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
    (":expectation:`engineer#scope`", "Software Engineer: Scope", "#engineer.scope"),
    (":roles:level:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
    (":external+base:roles:role:`engineer`", "Software Engineer", "#role.engineer"),
    (":external+base:roles:level:`up <engineer/senior>`", "up", "#engineer.senior"),
    (":external:roles:expectation:`engineer#scope`", "Software Engineer: Scope", "#engineer.scope"),
    (":any:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
]


@pytest.fixture(scope="module")
def elsewhere(plain: Built, build_once: Callable[..., Built]) -> Built:
    """Another handbook, which knows this one by its inventory."""
    body = numbered(markup for markup, *_ in EXTERNAL)
    return build_once(
        {"index.rst": f"Other\n=====\n\n{body}\n"},
        extensions=["sphinx_roles", "sphinx.ext.intersphinx"],
        nitpicky=True,
        intersphinx_mapping={
            "base": ("https://example.org/base/", str(plain.outdir / "objects.inv"))
        },
    )


@pytest.mark.versions
@pytest.mark.parametrize("number", range(len(EXTERNAL)), ids=[m for m, *_ in EXTERNAL])
def test_intersphinx(elsewhere: Built, number: int) -> None:
    """From one handbook to another, through its inventory."""
    assert elsewhere.warnings == []
    _, text, href = EXTERNAL[number]
    address = f"https://example.org/base/engineer.html{href}"
    assert link(paragraph(elsewhere, "index", number), text) == address
