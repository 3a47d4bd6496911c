"""The domain: what it keeps per document, and cross-references to what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from conftest import HAS_MYST
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.handbook.problems import Place
from sphinx_roles.handbook.records import DocumentRecord, ThisUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


def test_clear_doc(domain: RolesDomain) -> None:
    domain.note_document("a", record("a"))
    domain.note_document("b", record("b"))
    before = domain.handbook
    domain.clear_doc("a")
    assert domain.documents == {"b": record("b")}
    assert [p.place.docname for p in before.problems] == ["a", "b"]
    assert [p.place.docname for p in domain.handbook.problems] == ["b"]
    domain.clear_doc("never noted")
    assert domain.documents == {"b": record("b")}


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
    assert {p.place.docname for p in domain.handbook.problems} == {"a", "b", "kept"}


def build(project: Project, text: str, page: str = "", **conf: Any) -> Built:
    """A handbook with one role page, `engineer`, and one ordinary page, `index`."""
    toctree = ".. toctree::\n   :hidden:\n\n   engineer\n   craft/code-review\n"
    files = {"index.rst": f"Handbook\n========\n\n{text}\n\n{toctree}", **CRAFT}
    files["engineer.rst"] = ENGINEER.format(text=page)
    return project.write(files).build(**{"roles_intro": None, **conf})


def test_get_objects(project: Project) -> None:
    built = build(project, "Text.")
    inventory = built.outdir / "objects.inv"
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
        for _project, _version, uri, _title in entries.values():
            page, _, anchor = uri.partition("#")
            assert page == "engineer.html"
            assert built.main("engineer").find(id=anchor) is not None


LINKS = [
    ("role", "engineer", "Software Engineer", "role.engineer"),
    ("role", "~engineer", "engineer", "role.engineer"),
    ("role", "our coders <engineer>", "our coders", "role.engineer"),
    ("role", "!engineer", "engineer", None),
    ("level", "engineer/senior", "Senior Engineer", "engineer.senior"),
    ("level", "~engineer/senior", "senior", "engineer.senior"),
    ("level", "the seniors <engineer/senior>", "the seniors", "engineer.senior"),
    ("expectation", "engineer#scope", "Software Engineer: scope", "engineer.scope"),
    ("expectation", "~engineer#scope", "scope", "engineer.scope"),
    ("expectation", "engineer/senior#lead", "Senior Engineer: lead", "engineer.senior.lead"),
    # what is inherited is found by the holder's name, and stands where it is declared
    ("expectation", "engineer/senior#scope", "Senior Engineer: scope", "engineer.scope"),
    ("expectation", "what they do <engineer#scope>", "what they do", "engineer.scope"),
    ("craft", "code-review", "Code review", ""),
    ("craft", "our reviews <code-review>", "our reviews", ""),
    ("any", "engineer/senior", "Senior Engineer", "engineer.senior"),
    ("any", "engineer#scope", "Software Engineer: scope", "engineer.scope"),
    ("any", "these <engineer/senior>", "these", "engineer.senior"),
]


def link(built: Built, docname: str, text: str) -> str | None:
    """The address that a text is linked to."""
    body = built.main(docname)
    found = [a["href"] for a in body("a") if a.get_text() == text]
    assert len(found) <= 1
    assert text in body.get_text()
    return str(found[0]) if found else None


@pytest.mark.parametrize(("kind", "target", "text", "anchor"), LINKS)
@pytest.mark.parametrize("prefix", ["", "roles:"])
def test_cross_references(
    project: Project, prefix: str, kind: str, target: str, text: str, anchor: str | None
) -> None:
    name = kind if kind == "any" else prefix + kind
    built = build(project, f"See :{name}:`{target}`!", nitpicky=True)
    assert built.warnings == []
    href = link(built, "index", text)
    if anchor is None:
        assert href is None
    elif kind == "craft":
        assert href == "craft/code-review.html"
    else:
        assert href == f"engineer.html#{anchor}"
        assert built.main("engineer").find(id=anchor) is not None


@needs_myst
@pytest.mark.parametrize(
    ("markup", "text", "href"),
    [
        ("{role}`engineer`", "Software Engineer", "#role.engineer"),
        ("{level}`~engineer/senior`", "senior", "#engineer.senior"),
        ("{roles:expectation}`it <engineer#scope>`", "it", "#engineer.scope"),
        ("[coders](<project:#engineer/senior>)", "coders", "#engineer.senior"),
    ],
)
def test_cross_references_in_myst(project: Project, markup: str, text: str, href: str) -> None:
    project.write({"page.md": f"---\norphan: true\n---\n\n# Page\n\nSee {markup}!\n"})
    built = build(project, "Text.", nitpicky=True)
    assert built.warnings == []
    assert link(built, "page", text) == f"engineer.html{href}"


@pytest.mark.parametrize(
    ("markup", "text", "anchor"),
    [
        (":level:`senior`", "Senior Engineer", "engineer.senior"),
        (":expectation:`the lead <senior#lead>`", "the lead", "engineer.senior.lead"),
        (":any:`up <senior>`", "up", "engineer.senior"),
    ],
)
def test_names_are_relative_to_the_role_page(
    project: Project, markup: str, text: str, anchor: str
) -> None:
    built = build(project, "Text.", f"See {markup}!", nitpicky=True)
    assert built.warnings == []
    see = next(p for p in built.main("engineer")("p") if p.get_text().startswith("See "))
    assert [(a.get_text(), a["href"]) for a in see("a")] == [(text, f"#{anchor}")]


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        (":role:`enginer`", "no role page is named 'enginer'"),
        (":role:`engineer/senior`", "no role page is named 'engineer/senior'"),
        (":level:`engineer`", "no level is named 'engineer'"),
        (":level:`senior`", "no level is named 'senior'; write 'role/level'"),
        (":expectation:`engineer#lead`", "no expectation is named 'engineer#lead'"),
        (":expectation:`engineer`", "no expectation is named 'engineer'"),
    ],
)
def test_a_dangling_reference_is_one_located_warning(
    project: Project, markup: str, says: str
) -> None:
    built = build(project, f"See {markup}!")
    (warning,) = built.warnings
    assert warning.startswith("index.rst:4: WARNING: ")
    assert says in warning
    kind = markup.split(":")[1]
    assert warning.endswith(f"[ref.{kind}]")
    assert link(built, "index", markup.split("`")[1]) is None


def test_any_that_may_mean_several_things_is_reported(project: Project) -> None:
    """A document and a role page of one name: Sphinx says which ones."""
    built = build(project, "See :any:`engineer`!")
    (warning,) = built.warnings
    assert "more than one target found for 'any' cross-reference 'engineer'" in warning
    assert ":roles:role:`Software Engineer`" in warning


EXTERNAL = [
    (":role:`engineer`", "Software Engineer", "#role.engineer"),
    (":role:`coders <engineer>`", "coders", "#role.engineer"),
    (":level:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
    (":expectation:`engineer#scope`", "Software Engineer: scope", "#engineer.scope"),
    (":roles:level:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
    (":external+base:roles:role:`engineer`", "Software Engineer", "#role.engineer"),
    (":external+base:roles:level:`up <engineer/senior>`", "up", "#engineer.senior"),
    (":external:roles:expectation:`engineer#scope`", "Software Engineer: scope", "#engineer.scope"),
    (":any:`engineer/senior`", "Senior Engineer", "#engineer.senior"),
]


@pytest.mark.parametrize(("markup", "text", "href"), EXTERNAL)
def test_intersphinx(projects: Callable[[str], Project], markup: str, text: str, href: str) -> None:
    """From one handbook to another, through its inventory."""
    inventory = build(projects("base"), "Text.").outdir / "objects.inv"
    project = projects("other").write({"index.rst": f"Other\n=====\n\nSee {markup}!\n"})
    project.conf["extensions"] += ["sphinx.ext.intersphinx"]
    mapping = {"base": ("https://example.org/base/", str(inventory))}
    built = project.build(nitpicky=True, intersphinx_mapping=mapping)
    assert built.warnings == []
    assert link(built, "index", text) == f"https://example.org/base/engineer.html{href}"
