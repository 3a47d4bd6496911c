# ruff: noqa: UP031, T201 - braces are the markup here; a script prints
"""A handbook that is edited at random: every incremental build must equal a clean one.

Run by itself for longer than the test suite does: `python tests/fuzzing.py --minutes 10`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import version_info
from sphinx.util.docutils import docutils_namespace

sys.path.insert(0, str(Path(__file__).parent))
from conftest import HAS_MYST, Built, Project, Stopped
from sphinx_roles.build.edit import since
from sphinx_roles.build.edit.kept import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Sphinx leaves the titles of neighbours stale in its navigation, so pages show none.
LAYOUT = """<html><head><title>{{ title|striptags }}</title></head>
<body>{% block body %}{% endblock %}</body></html>
"""
FOLDERS = ("", "eng/", "eng/platform/", "product/")
KEYS = ("scope", "shipping", "review", "rota", "größe")
WORDS = ("build", "correct", "write", "read", "plan", "test", "ship", "watch", "teach", "ask")
CRAFTS = ("code-review", "releases", "incidents")
DEPTHS = ("B", "D", "")
SCOPES = ("one task", "one team", "every team")
VIEWS = (
    "index::",
    "grades::",
    "grades::\n   :track: Product, Eng",
    "index::\n   :track: Eng\n   :depth: 1",
    "index::\n   :download:",
    "expected-of::",
    "expected-of:: code-review",
    "expected-of:: nowhere",
    "map::",
    "map::\n   :track: Eng\n   :depth: 2",
    "map:: role1",
    "map:: role2/l1",
    "compare:: role0 role1",
    "compare:: role2/l0, role2/l1",
    "compare:: role3/l1 role3",
    "compare:: role1 role1",
    "ladder:: role0",
    "ladder:: role2\n   :levels: l1, l2\n   :inherited: off",
    "ladder:: role4/l0\n   :parts: responsibilities",
    "ladder::",
    "ladder:: role1",
    "levels:: role0",
    "levels:: role3/l1",
    "levels::",
    "expectations::\n   :part: requirements\n   :track: Eng, Product",
    "expectations::\n   :key: scope, rota, nothing\n   :show: effective",
    "expectations::\n   :of: role1, role1/l0, role2/l1\n   :show: effective\n   :format: table",
    "expectations::\n   :craft: code-review, releases\n   :format: table",
    "checklist:: role1",
    "checklist:: role3/l1",
    "changes::\n   :since: /edition.json",
)
"""Directives as reStructuredText: names are those of the pages and levels below."""
BUILDERS = (
    "html",
    "epub",
    "text",
    "dirhtml",
    "singlehtml",
    "json",
    "latex",
    "man",
    "texinfo",
    "xml",
)
BLOCKS = (
    "area",
    "code",
    "download",
    "figure",
    "footnote",
    "image",
    "include",
    "list",
    "maths",
    "note",
    "number",
    "only",
    "raw",
)
TAGLESS = {"text", "xml"}
"""Builders for which Sphinx itself does not notice other tags."""
DAMAGES = ("deleted", "cut", "older", "another's", "other version", "without basis", "other basis")
"""What may happen to a file that is kept beside the doctrees."""
STOPS = ("doctree-read", "env-updated", "env-get-updated", "doctree-resolved", "build-finished")
"""Events at which a build may be stopped."""


@dataclass
class Item:
    text: str
    key: str | None = None
    block: str | None = None
    """One of `BLOCKS`: what else belongs to it."""


@dataclass
class Level:
    name: str
    title: str
    items: list[Item]
    grade: str | None = None
    extends: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


@dataclass
class Page:
    name: str
    folder: str
    suffix: str
    title: str
    parts: dict[str, list[Item]]
    track: str | None = None
    intro: str | None = None
    extends: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    marked: bool = True
    name_option: str | None = None
    second: Page | None = None
    """Another role page in the same document."""
    table: Table | None = None

    @property
    def file(self) -> str:
        return f"{self.folder}{self.name}{self.suffix}"

    @property
    def label(self) -> str:
        return f"label{self.name.removeprefix('role')}" + self.folder.replace("/", "-")


@dataclass
class Table:
    """A table of levels, its cells in a file of their own."""

    names: list[str]
    cells: list[list[str]]
    """With a name for each row in front."""
    options: list[str]

    def csv(self) -> str:
        rows = [["Area", *(name.title() for name in self.names)], *self.cells]
        return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)

    def directive(self, file: str, *, is_myst: bool) -> str:
        if is_myst:
            options = "".join(f"{option}\n" for option in self.options)
            table = f"```{{csv-table}}\n:file: /{file}\n:header-rows: 1\n```\n"
            return f"```{{levels}}\n{options}```\n\n{table}"
        options = "".join(f"   {option}\n" for option in self.options)
        return f".. levels::\n{options}\n.. csv-table::\n   :file: /{file}\n   :header-rows: 1\n"


class Handbook:
    """The files of a handbook, and ways to edit it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        # After a build of some files, plain Sphinx leaves figures on other pages with their old
        # numbers: a handbook has figures on its pages, or such builds.
        self.has_figures = seed // 2 % 2 == 1
        self.blocks = [block for block in BLOCKS if block != "figure" or self.has_figures]
        self.random = random.Random(seed)
        self.pages = [self.page(f"role{n}") for n in range(6)]
        self.crafts = {name: name.title() for name in CRAFTS}
        self.intros = {"": "Grow as a {this}`role`."}
        self.plain = {"about": ["About", self.sentence()], "team": ["Team", self.sentence()]}
        self.views = list(VIEWS)
        self.seconds = 0
        self.lone = [self.lone_level(n) for n in range(3)]
        """Levels on pages of their own: file, role page and level."""
        self.matrix = self.table(["role0", "role1", "role2/l0"], DEPTHS)
        self.matrix.options = [":cells: depth", ":names: role0, role1, role2/l0"]
        self.pages[1].table = self.table(["l0", "l1", "l7"])
        self.shared = "Shared text."
        """What pages include."""
        self.picture = 0
        self.conf: dict[str, Any] = {}
        self.depths = dict(zip(DEPTHS[:2], ("Basic", "Deep"), strict=True))
        self.builder = "html"
        self.tags: tuple[str, ...] = ()
        self.numbers = 0
        self.parallel = 1
        self.lost = ""
        """A folder that is lost before the next build, `doctrees` or that of the output."""
        self.damage = ""
        """One of `DAMAGES`: what happens to the kept files before the next build."""

    # -- random pieces

    def sentence(self) -> str:
        r = self.random
        words = " ".join(r.choice(WORDS) for _ in range(r.randint(2, 5)))
        links = (
            lambda: "{craft}`%s`" % r.choice([*CRAFTS, "nowhere"]),
            lambda: "{craft}`our way <%s>`" % r.choice(CRAFTS),
            lambda: "{doc}`/craft/%s`" % r.choice(CRAFTS),
            lambda: "{role}`role%d`" % r.randrange(7),
            lambda: "{level}`role%d/l%d`" % (r.randrange(7), r.randrange(3)),
            lambda: "{expectation}`role%d#%s`" % (r.randrange(7), r.choice(KEYS)),
            lambda: "{this}`%s`" % r.choice(["role", "level", "track"]),
            lambda: "{ref}`label%s`" % r.choice(["intro", *range(7)]),
        )
        if r.random() < 0.5:
            words += f" as {r.choice(links)()}"
        return f"{words.capitalize()}."

    def items(self) -> list[Item]:
        r = self.random
        keys = [*r.sample(KEYS, r.randint(0, 3)), None, None]
        return [Item(self.sentence(), key, self.block()) for key in keys]

    def block(self) -> str | None:
        return self.random.choice(self.blocks) if self.random.random() < 0.15 else None

    def level(self, number: int) -> Level:
        r = self.random
        title = f"{r.choice(['Junior', 'Senior', 'Staff'])} {number}"
        return Level(f"l{number}", title, self.items() if r.random() < 0.8 else [])

    def page(self, name: str) -> Page:
        r = self.random
        parts = {"Responsibilities": self.items(), "Requirements": self.items()[:2]}
        return Page(
            name=name,
            folder=r.choice(FOLDERS),
            suffix=r.choice([".md", ".rst"]) if HAS_MYST else ".rst",
            title=f"{r.choice(['Backend', 'Data', 'Site'])} {name}",
            parts=parts,
            track=r.choice([None, "Eng"]),
            extends=[self.target()] if r.random() < 0.6 else [],
            levels=[self.level(n) for n in range(r.randint(0, 3))],
        )

    def target(self) -> str:
        r = self.random
        role = f"role{r.randrange(7)}"
        return r.choice([role, role, f"{role}/l{r.randrange(3)}", f"l{r.randrange(3)}", "nobody"])

    def lone_level(self, number: int) -> tuple[str, str | None, Level]:
        r = self.random
        level = self.level(r.randrange(5))
        level.items = self.items()
        level.extends = [self.target()] if r.random() < 0.5 else []
        folder = r.choice(FOLDERS)
        return f"{folder}lone{number}.rst", r.choice(["role0", "role1", "role1", None]), level

    def table(self, names: list[str], depths: Sequence[str] = ()) -> Table:
        cells = [[area, *(self.cell(depths) for _ in names)] for area in ("Clay", "scope", "Team")]
        return Table(names, cells, [self.random.choice([":chain:", ":part: pluses"])])

    def cell(self, depths: Sequence[str] = ()) -> str:
        if depths:
            return self.random.choice(depths)
        text = rst(self.sentence())
        return self.random.choice([text, text, "", "same", f"- {text}\n- More."])

    # -- edits

    def edit_lone(self) -> None:
        number = self.random.randrange(3)
        self.lone = [entry for entry in self.lone if f"lone{number}" not in entry[0]]
        if self.random.random() < 0.8:
            self.lone.insert(self.random.randint(0, len(self.lone)), self.lone_level(number))

    def edit_lone_text(self) -> None:
        for _file, _role, level in self.lone[:1]:
            level.items = self.items()

    def edit_lone_order(self) -> None:
        self.random.shuffle(self.lone)

    def edit_cell(self) -> None:
        tables = [page.table for page in self.pages if page.table]
        table = self.random.choice([self.matrix, *tables])
        row = self.random.choice(table.cells)
        depths = DEPTHS if table is self.matrix else ()
        row[self.random.randrange(1, len(row))] = self.cell(depths)

    edit_cell_again = edit_cell

    def edit_table(self) -> None:
        page = self._page()
        names = self.random.sample(["l0", "l1", "l2", "l7", "role3"], 3)
        page.table = None
        if self.random.random() < 0.7:
            page.table = self.table(names)
            if self.random.random() < 0.5:
                page.table.options.append(f":names: {', '.join(names)}")

    def edit_matrix(self) -> None:
        names = self.random.sample(["role0", "role1", "role2/l0", "role3", "nobody"], 3)
        self.matrix = self.table(names, DEPTHS)
        self.matrix.options = [":cells: depth", f":names: {', '.join(names)}"]

    def edit_depths(self) -> None:
        names = self.random.choice([("Basic", "Deep"), ("Some", "Much")])
        self.depths = dict(zip(DEPTHS[:2], names, strict=True))

    def edit(self) -> str:
        """Make one edit; its name."""
        r = self.random
        names = [name for name in dir(self) if name.startswith("edit_")]
        name = r.choice(names)
        getattr(self, name)()
        return name

    def _page(self) -> Page:
        return self.random.choice(self.pages)

    def _holder(self) -> Page | Level:
        page = self._page()
        page = self.random.choice([page, page.second or page])
        return self.random.choice([page, *page.levels])

    def _list(self) -> list[Item]:
        holder = self._holder()
        if isinstance(holder, Page):
            return self.random.choice(list(holder.parts.values()))
        return holder.items

    def edit_text(self) -> None:
        items = self._list()
        if items:
            self.random.choice(items).text = self.sentence()

    edit_text_again = edit_text

    def edit_nothing(self) -> None:
        """Build again."""

    def edit_block(self) -> None:
        items = self._list()
        if items:
            self.random.choice(items).block = self.random.choice([None, *self.blocks])

    def edit_shared(self) -> None:
        self.shared = self.sentence()

    def edit_picture(self) -> None:
        self.picture += 1

    def edit_second(self) -> None:
        page = self._page()
        page.second = None
        if self.random.random() < 0.7:
            page.second = self.page(f"role{self.random.randrange(7)}")
            page.second.name_option = page.second.name
            self.seconds += 1
            page.second.folder = f"second{self.seconds}/"  # for a label of its own

    def edit_name(self) -> None:
        self._page().name_option = self.random.choice([None, "role0", "role6"])

    def edit_suffix(self) -> None:
        self._page().suffix = self.random.choice([".md", ".rst"]) if HAS_MYST else ".rst"

    def edit_add_item(self) -> None:
        item = Item(self.sentence(), self.random.choice([None, *KEYS]), self.block())
        self._list().append(item)

    def edit_delete_item(self) -> None:
        items = self._list()
        if items:
            items.remove(self.random.choice(items))

    def edit_key(self) -> None:
        items = self._list()
        if items:
            self.random.choice(items).key = self.random.choice([None, *KEYS])

    def edit_extends(self) -> None:
        holder = self._holder()
        holder.extends = [self.target() for _ in range(self.random.randint(0, 2))]

    edit_extends_again = edit_extends

    def edit_without(self) -> None:
        holder = self._holder()
        holder.without = self.random.sample(KEYS, self.random.randint(0, 2))

    def edit_levels(self) -> None:
        page = self._page()
        page.levels = [self.level(n) for n in range(self.random.randint(0, 3))]

    def edit_title(self) -> None:
        self._holder().title += self.random.choice([" I", " II"])

    def edit_track(self) -> None:
        self._page().track = self.random.choice([None, "Eng", "Product"])

    def edit_grade(self) -> None:
        levels = self._page().levels
        if levels:
            self.random.choice(levels).grade = self.random.choice([None, "1", "7b"])

    def edit_marked(self) -> None:
        page = self._page()
        page.marked = not page.marked

    def edit_add_page(self) -> None:
        self.pages.append(self.page(f"role{self.random.randrange(7)}"))
        self._drop_double_files()

    def edit_delete_page(self) -> None:
        if len(self.pages) > 2:
            self.pages.remove(self._page())

    def edit_move_page(self) -> None:
        self._page().folder = self.random.choice(FOLDERS)
        self._drop_double_files()

    def edit_rename_page(self) -> None:
        self._page().name = f"role{self.random.randrange(7)}"
        self._drop_double_files()

    def _drop_double_files(self) -> None:
        by_docname = {f"{page.folder}{page.name}": page for page in self.pages}
        self.pages = list(by_docname.values())

    def edit_intro(self) -> None:
        folder = self.random.choice(FOLDERS)
        self.intros[folder] = f"{self.sentence()} Grow as a {{this}}`role`."

    def edit_delete_intro(self) -> None:
        self.intros.pop(self.random.choice(FOLDERS), None)

    def edit_intro_option(self) -> None:
        self._page().intro = self.random.choice([None, None, "none", "about", "/craft/releases"])

    def edit_craft(self) -> None:
        name = self.random.choice(CRAFTS)
        if name in self.crafts and self.random.random() < 0.5:
            del self.crafts[name]
        else:
            self.crafts[name] = f"{name.title()} {self.random.randrange(9)}"

    def edit_plain(self) -> None:
        self.random.choice(list(self.plain.values()))[self.random.randrange(2)] = self.sentence()

    def edit_views(self) -> None:
        self.views = self.random.sample(VIEWS, self.random.randint(0, len(VIEWS)))

    def edit_conf(self) -> None:
        r = self.random
        name, values = r.choice(
            [
                ("roles_inherited", ["fold", "open", "link"]),
                ("roles_intro", ["intro", None, "about"]),
                ("roles_craft", [["craft"], ["craft", "eng"], []]),
                ("roles_parts", [{}, {"pluses": ["Requirements"]}]),
                ("roles_keys", [{}, {"scope": "Scope of work"}, {"review": "Reviews"}]),
                ("roles_data", [["json"], ["json", "jsonld-head"], ["json", "csv"]]),
                ("exclude_patterns", [[], ["eng/**"], ["craft/releases.rst", "intro.rst"]]),
            ]
        )
        self.conf[name] = r.choice(values)

    def edit_builder(self) -> None:
        self.builder = self.random.choice([*BUILDERS[:2] * 4, *BUILDERS])

    edit_builder_again = edit_builder

    def edit_parallel(self) -> None:
        self.parallel = self.random.choice([1, 2])

    def edit_tags(self) -> None:
        self.tags = self.random.choice([(), ("secret",)])

    def edit_numbers(self) -> None:
        """Another figure and equation before those that others refer to by number."""
        self.numbers = self.random.randrange(3)

    def edit_lost(self) -> None:
        self.lost = self.random.choice(["doctrees", self.builder])

    def edit_kept(self) -> None:
        self.damage = self.random.choice(DAMAGES)

    @property
    def tags_now(self) -> tuple[str, ...]:
        """The tags, where Sphinx notices other ones."""
        return () if self.builder in TAGLESS else self.tags

    # -- files

    def files(self) -> dict[str, str]:
        """File name → text."""
        lone = "".join(f"   {file.removesuffix('.rst')}\n" for file, _, _ in self.lone)
        contents = f".. toctree::\n   :glob:\n\n{lone}   *\n   **/*\n"
        found = {"index.rst": f"Handbook\n========\n\n{contents}"}
        for file, role, level in self.lone:
            page = Page(level.name, "", ".rst", level.title, {}, marked=False)
            found[file] = lone_page(page, role, level)
        matrix = self.matrix.directive("files/matrix.csv", is_myst=False)
        found["matrix.rst"] = f"Matrix\n======\n\n{matrix}"
        found["files/matrix.csv"] = self.matrix.csv()
        for number, page in enumerate(self.pages):
            if page.table:
                found[f"files/{number}.csv"] = page.table.csv()
        found["_templates/layout.html"] = LAYOUT
        for name, title in self.crafts.items():
            text = ".. roles:expected-of::" if "expected-of::" in self.views else "Text."
            found[f"craft/{name}.rst"] = f"{title}\n{'=' * 40}\n\n{text}\n"
        for folder, text in self.intros.items():
            label = "" if folder else ".. _labelintro:\n\n"
            heading = f"{label}Intro\n{'=' * 40}\n"
            more = rst_block(("", *self.blocks)[len(text) % (len(self.blocks) + 1)], "")
            view = "\n\n.. roles:map::" if "map::" in self.views else ""
            body = f"{rst(text)}\n\n{rst(text)} Twice.\n\n.. roles:ladder::{view}\n\n{more}"
            found[f"{folder}intro.rst"] = f"{heading}\n{body}"
        for name, (title, text) in self.plain.items():
            # Every page uses the markup, so that Sphinx's own stale titles are corrected too.
            body = rst(f"{text} See {{craft}}`releases`.")
            found[f"{name}.rst"] = f"{title}\n{'=' * 80}\n\n{body}\n"
        views = "\n\n".join(f".. roles:{view}" for view in self.views)
        found["views.rst"] = f"Views\n=====\n\n{views}\n"
        for page in self.pages:
            found[page.file] = (markdown if page.suffix == ".md" else restructured)(page)
            if page.table:
                file = f"files/{self.pages.index(page)}.csv"
                table = page.table.directive(file, is_myst=page.suffix == ".md")
                found[page.file] += f"\n\n{table}"
        more = "\n".join(FIGURE.replace("NAME", f"n{n}") for n in range(self.numbers))
        last = FIGURE.replace("NAME", "plan").replace("eplan", "sum")
        found["a-figures.rst"] = f"Figures\n=======\n\n{more}\n{last}\n"
        found["edition.json"] = '{"version": 2, "expectations": {}, "holders": {}}'
        found["files/shared.txt"] = f"{self.shared}\n"
        found["files/list.csv"] = f"{self.picture}\n"
        # As vector graphics, which are text; LaTeX takes none.
        found["files/picture.svg"] = found["files/picture.pdf"] = SVG % self.picture
        return found


class CalmHandbook(Handbook):
    """One that has no mistakes and no views most of the time, and texts edited most of the time.

    Only then is a part of the handbook enough for a build after an edit.
    """

    def __init__(self, seed: int) -> None:
        self.texts = 0
        super().__init__(seed)
        self.pages = [self.page(f"role{n}") for n in range(9)]
        for number, page in enumerate(self.pages):
            page.track = "Eng"
            bases = [f"role{number // 3}", f"role{number // 2}"] if number > 3 else ["role0"]
            page.extends = sorted({*bases[: self.random.randint(0, 2)]}) if number else []
            page.levels = [self.level(n) for n in range(3)]
            page.levels[2].extends = self.random.choice([[], ["l1"], ["l0", "l1"]])
        self.lone = [
            (f"lone{n}.rst", f"role{n}", Level(f"l{n + 5}", f"Lone {n}", self.items()))
            for n in range(3)
        ]
        self.matrix.options[1] = ":names: role0, role4, role2/l0"
        for row in self.matrix.cells:
            row[0] += " in depth"
        self.pages[1].table = None
        self.plain = {"about": ["About", "Text."], "team": ["Team", "Text."]}
        self.views = []

    def sentence(self) -> str:
        """Another one each time."""
        r = self.random
        self.texts += 1
        links = (
            lambda: "{craft}`%s`" % r.choice(CRAFTS),
            lambda: "{doc}`/craft/%s`" % r.choice(CRAFTS),
            lambda: "{role}`role%d`" % r.randrange(9),
            lambda: "{level}`role%d/l%d`" % (r.randrange(9), r.randrange(3)),
            lambda: "{expectation}`role%d#%s`" % (r.randrange(9), r.choice(KEYS)),
            lambda: "{this}`role`",
            lambda: "{ref}`label%s`" % r.choice(["intro", *range(9)]),
        )
        link = f" as {r.choice(links)()}" if r.random() < 0.5 else ""
        return f"{r.choice(WORDS).capitalize()} {self.texts}{link}."

    def items(self) -> list[Item]:
        keys = [*self.random.sample(KEYS, self.random.randint(0, 3)), None, None]
        return [Item(self.sentence(), key, self.block()) for key in keys]

    def level(self, number: int) -> Level:
        level = super().level(number)
        level.items = level.items or self.items()
        return level

    def edit_delete_item(self) -> None:
        items = self._list()
        if len(items) > 1:
            items.remove(self.random.choice(items))

    def page(self, name: str) -> Page:
        page = super().page(name)
        for item in page.parts["Requirements"]:
            item.key = None
        return page

    def edit(self) -> str:
        names = ["edit_text"] * 12 + [
            *(
                "edit_block",
                "edit_shared",
                "edit_picture",
                "edit_plain",
                "edit_title",
                "edit_craft",
            ),
            *("edit_builder", "edit_tags", "edit_parallel", "edit_lost", "edit_kept", "edit_kept"),
            *("edit_intro", "edit_numbers", "edit_lone_text", "edit_cell", "edit_nothing"),
            *("edit_add", "edit_delete_item", "edit_unkeyed", "edit_mistake", "edit_view"),
            *("edit_data", "edit_same", "edit_grade"),
        ]
        name = self.random.choice(names)
        getattr(self, name)()
        return name

    def edit_craft(self) -> None:
        name = self.random.choice(CRAFTS)
        self.crafts[name] = f"{name.title()} {self.random.randrange(9)}"

    def edit_intro(self) -> None:
        self.intros[""] = f"{self.sentence()} Grow as a {{this}}`role`."

    def edit_add(self) -> None:
        self._list().append(Item(self.sentence(), None, self.block()))

    def edit_plain(self) -> None:
        self.plain["team"][self.random.randrange(2)] = f"Team {self.random.randrange(9)}"

    def edit_unkeyed(self) -> None:
        items = self._list()
        if items:
            self.random.choice(items).key = None

    def edit_same(self) -> None:
        """Two texts become one, which counts once where both are inherited."""
        one, other = self._list(), self._list()
        if one and other and one is not other:
            self.random.choice(one).text = self.random.choice(other).text

    def edit_mistake(self) -> None:
        self.pages[8].extends = [] if "nobody" in self.pages[8].extends else ["nobody"]

    def edit_view(self) -> None:
        self.views = self.random.choice([[], [], self.random.sample(VIEWS, 3)])

    def edit_data(self) -> None:
        self.conf["roles_data"] = self.random.choice([["json"], ["json"], ["json", "csv"]])

    def files(self) -> dict[str, str]:
        view = "roles:ladder::" if self.views else ""
        return {
            name: text if view else text.replace(".. roles:ladder::", "")
            for name, text in super().files().items()
        }


FIGURE = """
.. figure:: /files/picture.*
   :name: NAME

   A plan.

.. math:: 1
   :label: eNAME
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="%d"></svg>
"""


def rst(text: str) -> str:
    return re.sub(r"\{(\w+)\}`", r":\1:`", text)


def rst_block(block: str | None, indent: str) -> str:
    """What else belongs to an item or an intro."""
    lines = {
        "code": [".. code-block:: sh", "", "   make it"],
        "download": [":download:`A list </files/list.csv>`"],
        "footnote": ["Noted [#]_.", "", ".. [#] A note, see :doc:`/craft/releases`."],
        "image": [".. image:: /files/picture.*", "   :alt: A picture"],
        "include": [".. include:: /files/shared.txt"],
        "list": ["- One.", "- Two: {craft}`releases`."],
        "maths": [".. math:: e = 1"],
        "figure": [".. figure:: /files/picture.*", "", "   A figure."],
        "note": [".. note::", "", "   Note :doc:`/craft/releases`."],
        "number": ["See :numref:`plan` and :eq:`sum`."],
        "only": [".. only:: secret", "", "   Secret :doc:`/craft/releases`."],
        "raw": [".. raw:: html", "", "   <ul><li>gate<li>door</ul>"],
    }.get(block or "", [])
    return "".join(f"{indent}{rst(line)}\n" if line else "\n" for line in [*lines, ""])


def myst_block(block: str | None, number: int) -> str:
    """The same in Markdown."""
    lines = {
        "code": ["```sh", "make it", "```"],
        "download": ["{download}`A list </files/list.csv>`"],
        "footnote": [
            f"Noted [^{number}].",
            "",
            f"[^{number}]: A note, see {{doc}}`/craft/releases`.",
        ],
        "image": ["```{image} /files/picture.*", ":alt: A picture", "```"],
        "include": ["```{include} /files/shared.txt", "```"],
        "list": ["- One.", "- Two: {craft}`releases`."],
        "maths": ["```{math}", "e = 1", "```"],
        "figure": ["```{figure} /files/picture.*", "", "A figure.", "```"],
        "note": ["```{note}", "Note {doc}`/craft/releases`.", "```"],
        "number": ["See {numref}`plan` and {eq}`sum`."],
        "only": ["```{only} secret", "Secret {doc}`/craft/releases`.", "```"],
        "raw": ["<ul><li>gate<li>door</ul>"],
    }.get(block or "", [])
    return "".join(f"  {line}\n" if line else "\n" for line in [*lines, ""])


def restructured(page: Page) -> str:
    lines = [f".. _{page.label}:", "", page.title, "=" * 60, ""]

    def directive(name: str, argument: str, /, **options: str | None) -> None:
        lines.append(f".. {name}:: {argument}".rstrip())
        lines.extend(f"   :{k}: {v}" for k, v in options.items() if v)
        lines.append("")

    def listing(items: list[Item]) -> None:
        for item in items:
            key = f":key:`{item.key}` " if item.key else ""
            if item.block == "area":
                lines.extend([f"**{item.text.split()[0]}:**", ""])
            lines.extend([f"- {key}{rst(item.text)}", "", rst_block(item.block, "  ")])
        lines.append("")

    _body(page, lines, directive, listing, lambda title, rule: f"{title}\n{rule * 60}\n")
    return "\n".join([*lines, *([restructured(page.second)] if page.second else [])])


def lone_page(page: Page, role: str | None, level: Level) -> str:
    """A level on a page of its own."""
    text = restructured(replace(page, levels=[level]))
    before, start, after = text.partition(f"{level.title}\n~")
    option = f"   :role: {role}\n" if role else ""
    head = f"{level.title}\n{'=' * 60}\n"
    assert start, before
    marker = f".. level:: {level.name}\n"
    return head + after.lstrip("~").replace(marker, marker + option, 1)


def markdown(page: Page) -> str:
    lines = [f"({page.label})=", f"# {page.title}", ""]

    def directive(name: str, argument: str, /, **options: str | None) -> None:
        lines.append(f"```{{{name}}} {argument}".rstrip())
        lines.extend(f":{k}: {v}" for k, v in options.items() if v)
        lines.extend(["```", ""])

    def listing(items: list[Item]) -> None:
        for item in items:
            key = f"{{key}}`{item.key}` " if item.key else ""
            if item.block == "area":
                lines.extend([f"**{item.text.split()[0]}:**", ""])
            lines.extend([f"- {key}{item.text}", "", myst_block(item.block, len(lines))])
        lines.append("")

    rules = {"-": "##", "~": "###"}
    _body(page, lines, directive, listing, lambda title, rule: f"{rules[rule]} {title}\n")
    return "\n".join([*lines, *([markdown(page.second)] if page.second else [])])


def _body(page: Page, lines: list[str], directive: Any, listing: Any, heading: Any) -> None:
    if page.marked:
        directive("role", "", name=page.name_option, track=page.track, intro=page.intro)
        if page.extends:
            directive("extends", ", ".join(page.extends), without=", ".join(page.without))
    for part, items in page.parts.items():
        lines.append(heading(part, "-"))
        listing(items)
    if page.levels:
        lines.append(heading("Levels", "-"))
    for level in page.levels:
        lines.append(heading(level.title, "~"))
        directive("level", level.name, grade=level.grade)
        if level.extends:
            directive("extends", ", ".join(level.extends), without=", ".join(level.without))
        listing(level.items)


# -- comparing

UNLIKE = {".buildinfo", "content.opf", "last_build", "environment.pickle"}
"""Files that hold a time or a folder."""


def write(project: Project, files: dict[str, str]) -> None:
    """Make the source folder hold these files, touching only what changes."""
    for file in project.srcdir.rglob("*"):
        name = file.relative_to(project.srcdir).as_posix()
        if file.is_file() and name not in files and name != "conf.py":
            file.unlink()
    for name, text in files.items():
        file = project.srcdir / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def normal(file: Path) -> object:
    """The contents of a file, without what Sphinx itself leaves behind."""
    text = file.read_bytes()
    if file.suffix == ".html" and version_info < (8, 1):
        # The digests of scripts: one page of all (`singlehtml`) is written before scripts are
        # copied, and has them only where an earlier build has copied some.
        text = re.sub(rb"\?v=[0-9a-f]{8}(?=\")", b"", text)
    if file.name == "toc.ncx":  # numbered on by an application that writes it again
        return re.sub(rb'(navPoint|playOrder=")\d+', rb"\1", text)
    if file.suffix == ".fjson":  # the titles of neighbours are in the rest
        return json.loads(text).get("body")
    if file.name == "globalcontext.json":  # Sphinx adds MathJax as pages are written
        return re.sub(rb', "https://cdn[^"]*mathjax[^"]*"', b"", text)
    if file.stem != "searchindex":
        return text
    index = json.loads(text[text.index(b"{") : text.rindex(b"}") + 1])
    for name in ("terms", "titleterms"):  # words of earlier texts stay, found nowhere
        index[name] = {word: found for word, found in index[name].items() if found != []}
    # Kinds of objects are numbered as builds first meet them; a build of one file meets some.
    names = index.pop("objtypes"), index.pop("objnames")
    for found in index["objects"].values():
        for entry in found:
            entry[1] = [name[str(entry[1])] for name in names]
    return index


def is_plain_picture(clean: Built, file: Path) -> bool:
    """Whether only the page without markup of ours shows a picture.

    Sphinx leaves such a page and its picture as they are in the output of one builder, once another
    builder with the same doctrees has read the new picture.
    """
    if file.parent.name != "_images":
        return False
    pages = clean.outdir.rglob("*html")
    shown = {page.stem for page in pages if file.name.encode() in page.read_bytes()}
    return shown == {"a-figures"}


def is_plain_number(file: Path, other: Path) -> bool:
    """Whether only the numbers of the page without markup of ours differ.

    Sphinx has a page written again where its numbers changed since they were last read. It forgets
    that where the build is stopped after reading.
    """
    if file.stem != "a-figures" or file.suffix != ".html":
        return False
    number = re.compile(rb'(class="(?:caption-number|eqno)">)[^<]*')
    return number.sub(rb"\1", file.read_bytes()) == number.sub(rb"\1", other.read_bytes())


def compare(handbook: Handbook, incremental: Built, clean: Built) -> list[str]:
    """What differs between the two, a line each."""
    differences = []
    for file in sorted(clean.outdir.rglob("*")):
        name = file.relative_to(clean.outdir).as_posix()
        if file.is_dir() or name.endswith(".epub") or name in UNLIKE:
            continue
        other = incremental.outdir / name
        if not other.is_file():
            differences.append(f"missing: {name}")
        elif normal(other) != normal(file) and not (
            is_plain_picture(clean, file) or is_plain_number(file, other)
        ):
            differences.append(f"differs: {name}")
    ours = [[w for w in b.warnings if "[roles." in w] for b in (incremental, clean)]
    if ours[0] != ours[1]:
        differences.append(f"warnings of ours differ: {set(ours[0]) ^ set(ours[1])}")
    new = [w for w in incremental.warnings if w not in clean.warnings]
    # What Sphinx says of its own state, not of pages.
    new = [w for w in new if not re.search(r"unknown mimetype|build_info|copy_overwrite", w)]
    new = [w for w in new if "[app.add_" not in w]  # of two applications at once
    # A single page asks for the start page's tree, which an application keeps from its first build.
    new = [w for w in new if "[toc.not_readable]" not in w]
    if new:
        differences.append(f"warnings that a clean build does not give: {new}")
    return differences


class Incremental:
    """The builds of one output folder: some files alone, stopped, or many by one application."""

    def __init__(self, project: Project, handbook: Handbook) -> None:
        self._project = project
        self._handbook = handbook
        self._open = ExitStack()
        self._settings: tuple[Any, ...] | None = None
        self._tags: tuple[str, ...] = ()
        self._build: Callable[..., Built]
        self.counts = {"named": 0, "stopped": 0, "again": 0}

    def build(self, conf: dict[str, Any], *, is_lost: bool) -> Built:
        """Build all, after what else may happen before."""
        handbook = self._handbook
        chance = handbook.random.random()
        options = {"parallel": handbook.parallel, "tags": handbook.tags_now, **conf}
        settings = (handbook.builder, *options.items())
        if self._settings == settings and not is_lost and chance < 0.7:
            self.counts["again"] += 1
        else:
            self.close()
            if chance < 0.2:
                self._stopped(conf)
            self._settings = settings
            self._build = self._open.enter_context(
                self._project.application(handbook.builder, **options)
            )
        # Sphinx takes a build of some files with other tags for one of all of them.
        is_tagged_anew, self._tags = self._tags != handbook.tags_now, handbook.tags_now
        is_due = handbook.random.random() < 0.2
        if is_due and not is_tagged_anew and not handbook.has_figures:
            self.counts["named"] += 1
            names = sorted(name for name in handbook.files() if name.endswith((".md", ".rst")))
            self._build(handbook.random.choice(names))
        return self._build()

    def _stopped(self, conf: dict[str, Any]) -> None:
        handbook = self._handbook
        stop = (handbook.random.choice(STOPS), handbook.random.randrange(4))
        try:
            self._project.build(handbook.builder, tags=handbook.tags_now, stop=stop, **conf)
        except Stopped:
            self.counts["stopped"] += 1

    def close(self) -> None:
        """Leave the application that is there."""
        self._settings = None
        self._open.close()


def fuzz(root: Path, seed: int, edits: int, *, until: float = float("inf")) -> int:
    """Edit, build and compare; the number of edits that passed.

    Raises AssertionError with the seed and the edits that led to a difference.
    """
    handbook = CalmHandbook(seed) if seed % 2 else Handbook(seed)
    project = Project(root)
    builds = Incremental(project, handbook)
    project.is_inside = True
    try:
        with docutils_namespace():
            return _fuzz(builds, project, handbook, edits, until)
    finally:
        builds.close()
        COUNTS.update(builds.counts)


COUNTS: Counter[str] = Counter()
"""What else has happened among the edits."""


def counted(name: str) -> None:
    """Count how often a step of the builds does its work."""
    step = getattr(since, name)

    def call(*args: Any) -> Any:
        found = step(*args)
        COUNTS[f"{name}: {bool(found)}"] += 1
        return found

    setattr(since, name, call)


for name in ("compare", "narrow", "is_within"):
    counted(name)


class Keeper:
    """Damages what a build has kept beside the doctrees."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._older: dict[str, bytes] = {}

    def do(self, damage: str) -> None:
        """Damage the files that are there, and remember what they were."""
        files = sorted(self._folder.glob("sphinx-roles-*.json"))
        texts = {file.name: file.read_bytes() for file in files}
        for file in files:
            COUNTS[damage] += bool(damage)
            text = texts[file.name]
            if damage == "deleted":
                file.unlink()
            elif damage == "cut":
                file.write_bytes(text[: len(text) // 2])
            elif damage == "older":
                file.write_bytes(self._older.get(file.name, text))
            elif damage == "another's":
                file.write_bytes(texts[files[0].name])
            elif damage:
                try:
                    found = json.loads(text)[1]
                except ValueError:  # cut off before; no build of its folder has written it since
                    continue
                if damage == "other version":
                    found["edition"] = f"0.0 {found['edition']}"
                elif damage == "without basis":
                    found.pop("basis", None)
                else:
                    found["basis"] = json.dumps({"ground": 1, "reaches": {}})
                file.write_text(sealed(json.dumps(found)), encoding="utf-8")
        self._older |= texts


def _fuzz(
    builds: Incremental, project: Project, handbook: Handbook, edits: int, until: float
) -> int:
    root, history = project.root, list[str]()
    keeper = Keeper(root / "doctrees")
    for number in range(edits):
        if time.monotonic() > until:
            return number
        if number:
            edits_now = handbook.random.choice([1, 1, 1, 2, 3])
            history += [handbook.edit() for _ in range(edits_now)]
        write(project, handbook.files())
        conf = {"templates_path": ["_templates"], "html_sidebars": {}, **handbook.conf}
        conf |= {"numfig": True, "math_numfig": True, "roles_depths": handbook.depths}
        conf["exclude_patterns"] = ["_templates", *handbook.conf.get("exclude_patterns", [])]
        for folder in [handbook.lost] * bool(handbook.lost) + ["clean", "clean-doctrees"]:
            shutil.rmtree(root / folder, ignore_errors=True)
        keeper.do(handbook.damage)
        incremental = builds.build(conf, is_lost=bool(handbook.lost))
        handbook.lost = handbook.damage = ""
        folders = {"outdir": "clean", "doctrees": "clean-doctrees"}
        clean = project.build(handbook.builder, tags=handbook.tags_now, **folders, **conf)
        differences = compare(handbook, incremental, clean)
        where = f"seed {handbook.seed}, edit {number}, {handbook.builder}, {history[-4:]}"
        assert not differences, f"{where}: {differences}"
    return edits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--edits", type=int, default=50, help="for each seed")
    args = parser.parse_args()
    until = time.monotonic() + args.minutes * 60
    seed, passed = args.seed, 0
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory() as folder:
            passed += fuzz(Path(folder), seed, args.edits, until=until)
        print(f"seed {seed}: {passed} edits passed so far, {dict(COUNTS)}", flush=True)
        seed += 1


if __name__ == "__main__":
    main()
