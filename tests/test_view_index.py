"""`roles:index`: the role pages by track, with their levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Built, Project

ROLE = """\
{title}
{line}

.. role::
{options}
Responsibilities
----------------

- Review.

"""
LEVEL = """\
{title}
{line}

.. level:: {name}
   :summary: {title} at length

"""


def role(title: str, *levels: str, **options: str) -> str:
    listed = "".join(f"   :{name}: {value}\n" for name, value in options.items())
    text = ROLE.format(title=title, line="=" * len(title), options=listed)
    for level in levels:
        text += LEVEL.format(title=level, line="-" * len(level), name=level.lower())
    return text


@pytest.fixture
def handbook(project: Project) -> Project:
    project.conf["roles_intro"] = None
    return project.write(
        {
            "zoe.rst": role("Zoe", "Second", "First", track="eng", summary="R&D, <b>"),
            "ada.rst": role("ada", track="eng"),
            "pm.rst": role("Manager", track="Product"),
            "none.rst": role("Nobody"),
        }
    )


def index(project: Project, *options: str, builder: str = "html") -> Built:
    lines = "".join(f"\n   {option}" for option in options)
    pages = "ada zoe pm none".replace(" ", "\n   ")
    text = f"Index\n=====\n\n.. toctree::\n   :hidden:\n\n   {pages}\n\n.. roles:index::{lines}\n"
    return project.write({"index.rst": text}).build(builder)


TEXT = """\
Index
*****

-[ eng ]-

* ada

* Zoe \N{EN DASH} R&D, <b>

  * Second \N{EN DASH} Second at length

  * First \N{EN DASH} First at length

-[ Product ]-

* Manager

-[ Other role pages ]-

* Nobody
"""


def test_the_order_is_the_authors_where_there_is_one(handbook: Project) -> None:
    built = index(handbook, ":track: Product, eng", ":order: zoe, pm", builder="text")
    assert built.warnings == []
    shown = built.file("index.txt")
    places = [shown.index(word) for word in ("Product", "Manager", "eng", "Zoe", "ada")]
    assert places == sorted(places)
    (warning,) = index(handbook, ":order: zo").warnings
    assert "no 'zo' for ':order:'" in warning
    assert "did you mean 'zoe'?" in warning


def test_what_it_shows(handbook: Project) -> None:
    assert index(handbook, builder="text").file("index.txt") == TEXT
    built = index(handbook)
    assert built.warnings == []
    view = built.main("index").select_one("div.roles-index")
    assert view is not None
    assert [p.get_text() for p in view.select("p.roles-group")] == [
        "eng",
        "Product",
        "Other role pages",
    ]
    assert [(a.get_text(), a["href"]) for a in view.select("a")] == [
        ("ada", "ada.html#role.ada"),
        ("Zoe", "zoe.html#role.zoe"),
        ("Second", "zoe.html#zoe.second"),
        ("First", "zoe.html#zoe.first"),
        ("Manager", "pm.html#role.pm"),
        ("Nobody", "none.html#role.none"),
    ]
    zoe = view.select("li")[1]
    assert zoe.p is not None
    assert zoe.p.get_text() == "Zoe \N{EN DASH} R&D, <b>"
    below = zoe.select("li li p")
    assert [p.get_text() for p in below] == [
        "Second \N{EN DASH} Second at length",
        "First \N{EN DASH} First at length",
    ]


def test_lines_stand_close_together_unless_html_compact_lists_says_no(handbook: Project) -> None:
    """As in lists that authors write: the outermost has the class, for those inside as well."""

    def marked() -> list[list[bool]]:
        lists = index(handbook).main("index").select("div.roles-index ul")
        return [[name in ul["class"] for name in ("simple", "roles-list")] for ul in lists]

    assert marked() == [[True, True], [False, True], [True, True], [True, True]]
    handbook.conf["html_compact_lists"] = False
    assert marked() == [[False, True]] * 4


def test_its_options(handbook: Project) -> None:
    view = index(handbook, ":depth: 1", ":track: PRODUCT, eng").main("index")
    assert [a.get_text() for a in view.select("div.roles-index a")] == ["Manager", "ada", "Zoe"]
    one = index(handbook, ":track: Product").main("index")
    assert one.select("p.roles-group") == []


@pytest.mark.parametrize(
    ("option", "message", "shown"),
    [
        (
            ":track: Prodct",
            (
                "'index' has no 'Prodct' for ':track:'; choose from eng, Product; did you mean "
                "'Product'?"
            ),
            4,
        ),
        (
            "Product",
            "'index' takes no name; say what is meant by an option, as ':track: Product'",
            6,
        ),
        (":depth: 3", "'index' has no '3' for ':depth:'; choose from 2, 1", 6),
        (":tracks: eng", "'index' has no option 'tracks'; did you mean 'track'?", 6),
    ],
)
def test_wrong_options(handbook: Project, option: str, message: str, shown: int) -> None:
    built = index(handbook, option)
    (warning,) = built.warnings
    assert warning.startswith(f"index.rst:12: WARNING: {message} [roles.")
    assert len(built.main("index").select("div.roles-index a")) >= shown


def test_no_role_pages(project: Project) -> None:
    built = index(project)
    assert [w for w in built.warnings if "[roles" in w] == [
        (
            "index.rst:12: WARNING: 'index' has nothing to show: no role page fits its options "
            "[roles.nothing]"
        )
    ]
    assert "There are no role pages yet." in built.main("index").get_text()


# -- the data


def links(built: Built, docname: str) -> dict[str, str]:
    found = built.main(docname).select(".roles-download a")
    return {link.get_text(): str(link["href"]) for link in found}


@pytest.mark.parametrize(
    ("builder", "way"), [("html", "../"), ("dirhtml", "../../"), ("singlehtml", "")]
)
def test_the_data_to_download(handbook: Project, builder: str, way: str) -> None:
    """The files that are written, from any folder; each link leads to one."""
    text = "Index\n=====\n\n.. roles:index::\n   :download:\n"
    handbook.write({"team/roles.rst": text})
    index(handbook).warnings.clear()
    handbook.edit("index.rst", "   ada\n", "   ada\n   team/roles\n")
    built = handbook.build(builder, roles_data=["csv", "json"])
    assert built.warnings == []
    page = {"html": "team/roles", "dirhtml": "team/roles/index", "singlehtml": "index"}[builder]
    assert links(built, page) == {f"roles.{form}": f"{way}roles.{form}" for form in ("json", "csv")}
    folder = (built.outdir / page).parent
    assert all((folder / way).resolve() for way in links(built, page).values())
    assert all((folder / name).resolve().is_file() for name in links(built, page).values())
    again = handbook.build(builder, roles_data=["jsonld", "jsonld-head"])
    assert links(again, page) == {"roles.jsonld": f"{way}roles.jsonld"}


@pytest.mark.parametrize("builder", ["epub", "latex", "text", "man", "linkcheck"])
def test_nothing_to_download_elsewhere(handbook: Project, builder: str) -> None:
    built = index(handbook, ":download:", builder=builder)
    assert built.warnings == []
    texts = [file.read_bytes() for file in built.outdir.rglob("*") if file.is_file()]
    assert not any(b"roles.json" in text for text in texts)


def test_no_data_to_download(handbook: Project) -> None:
    handbook.conf["roles_data"] = []
    (warning,) = index(handbook, ":download:").warnings
    assert warning == (
        "index.rst:12: WARNING: 'index' has nothing to download; list a form such as 'json' in "
        "'roles_data', or remove ':download:' [roles.view]"
    )
