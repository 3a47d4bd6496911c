"""The ways to write the handbook down: each variant turns a model into the files of a project.

Belongs here: what authors type in each variant. Those who copy by hand type what
sphinx-roles adds to a page, too, so that readers see the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.model import CRAFT, PARTS, Bullet, Role, craft_docname

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.model import Handbook

Files = dict[str, str]
"""Path in the source folder → text."""

LEVELS = ("Junior", "Mid", "Senior")


def floor(handbook: Handbook) -> Files:
    """Own bullets only, in plain MyST; nothing inherited is shown."""
    return _plain(handbook, _written_out, is_shown=False)


def loaded(handbook: Handbook) -> Files:
    """`floor` with sphinx-roles loaded and not used: what the extension costs by itself."""
    return {**floor(handbook), "conf.py": _conf("sphinx_roles")}


def copied(handbook: Handbook) -> Files:
    """All that is inherited, copied by hand onto each page, in plain MyST."""
    return _plain(handbook, _written_out)


def include(handbook: Handbook) -> Files:
    """As `copied`, each list that others inherit a file of its own, in MyST's `include`."""
    files = _plain(handbook, _included)
    for role in handbook.roles:
        for part in PARTS:
            for bullets in _split(role.part(part)):
                files[_fragment(part, role, bullets)] = _page([_list(bullets)])
    return files


def needs(handbook: Handbook) -> Files:
    """sphinx-needs: each expectation a need, what is inherited a `needlist` of the ancestors.

    It shows the titles of needs, without the markup in them, and lists what a level raises.
    """
    types = [
        {"directive": part.lower(), "title": part, "prefix": "", "color": "", "style": "node"}
        for part in PARTS
    ]
    files: Files = {}
    for role in handbook.roles:
        ancestors = [ancestor.name for ancestor in role.line]
        blocks = [f"# {role.title}", *_intro(handbook, role.title)]
        if role.base is not None:
            blocks.append(f"Builds on {_link(role.base.title, role.base)}.")
            blocks.append(_needlist(ancestors[1:]))
        blocks += ["## Responsibilities", *_needs(PARTS[0], role, role.responsibilities)]
        blocks.append("## Levels")
        for index, title in enumerate(_level_titles(role)):
            blocks += [f"### {title}", *_level(handbook, role, index)]
            blocks += [_needlist(ancestors)] if _extends(handbook, index) else []
        blocks += ["#### Responsibilities", *_needs(PARTS[0], role, role.senior, "senior")]
        blocks += ["## Requirements", *_needs(PARTS[1], role, role.requirements)]
        blocks += ["**Considered a plus:**", *_needs(PARTS[2], role, role.pluses)]
        files[f"{role.docname}.md"] = _page(blocks)
    conf = _conf("sphinx_needs", f"needs_types = {types!r}\n")
    return {**files, **_around(handbook), "conf.py": conf}


def _needs(part: str, role: Role, bullets: Sequence[Bullet], level: str = "") -> Iterator[str]:
    for index, bullet in enumerate(bullets):
        name = f"{role.number:05}_{level or part}_{index}".upper()
        options = f":id: {name}\n:tags: {role.name}{level and '-'}{level}"
        # A title has no markup.
        title = re.sub(r"\[(.*?)\]\(.*?\)|[*`]", r"\1", bullet.text)
        yield _directive(part.lower(), title, options)


def _needlist(ancestors: Sequence[str]) -> str:
    tests = " or ".join(f"('{name}' in tags)" for name in ancestors)
    return _directive("needlist", "", f":filter: {tests}")


def ours(handbook: Handbook) -> Files:
    """sphinx-roles: each expectation stands once."""
    files: Files = {}
    for role in handbook.roles:
        base = [_directive("extends", role.base.name)] if role.base else []
        blocks = [
            f"# {role.title}",
            _directive("role", "", ":track: Engineering"),
            *base,
            "## Responsibilities",
            _keyed(role.responsibilities),
            "## Levels",
        ]
        bases = (role.name, *map(str.lower, LEVELS))
        for index, title in enumerate(_level_titles(role)):
            level = _directive("level", LEVELS[index].lower(), f":grade: {index + 1}")
            blocks += [f"### {title}", level]
            if _extends(handbook, index):
                base = bases[index] if handbook.extending == "all" else role.name
                blocks.append(_directive("extends", base))
        blocks += ["#### Responsibilities", _keyed(role.senior)]
        blocks += ["## Requirements", _keyed(role.requirements)]
        blocks += ["**Considered a plus:**", _keyed(role.pluses)]
        files[f"{role.docname}.md"] = _page(blocks)
    intro = ["# How to read a role page", *_intro(handbook, "{this}`role`")]
    return {
        **files,
        **_around(handbook),
        "intro.md": _page(intro),
        "conf.py": _conf("sphinx_roles", 'roles_inherited = "open"\nroles_next = False\n'),
    }


VIEWS = (
    "index",
    "expected-of {craft}",
    "map",
    "ladder {role}",
    "compare {role} {role}/senior",
    "checklist {role}/senior",
    "expectations\n:of: {role}",
)
"""What the pages of `views` show, in turn: directives, with names of this handbook."""


def views(handbook: Handbook) -> Files:
    """`ours` with 20 pages more, a view on each, written after the role pages."""
    return _with_views(handbook, "view")


def views_first(handbook: Handbook) -> Files:
    """The same, written before the role pages, which they quote."""
    return _with_views(handbook, "a-view")


def _with_views(handbook: Handbook, prefix: str) -> Files:
    files = ours(handbook)
    for number in range(20):
        turn, index = divmod(number, len(VIEWS))
        craft = craft_docname(CRAFT[turn % len(CRAFT)]).partition("/")[2]
        role = handbook.roles[turn % len(handbook.roles)].name
        view, _, options = VIEWS[index].format(craft=craft, role=role).partition("\n")
        name, _, argument = view.partition(" ")
        blocks = [f"# View {number}", _directive(f"roles:{name}", argument, options)]
        files[f"{prefix}-{number:02}.md"] = _page(blocks)
    toctree = _directive("toctree", "", ":glob:", body=f"{prefix}-*")
    return {**files, "index.md": f"{files['index.md']}\n{toctree}\n"}


VARIANTS: dict[str, Callable[[Handbook], Files]] = {
    f.__name__: f for f in (floor, loaded, copied, include, needs, ours, views, views_first)
}


def available() -> list[str]:
    """The variants whose packages are installed."""
    has_needs = find_spec("sphinx_needs") is not None
    return [name for name in VARIANTS if name != "needs" or has_needs]


def write(files: Files, srcdir: Path) -> int:
    """Write the files that are new or changed; return how many."""
    count = 0
    for name, text in files.items():
        file = srcdir / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            count += 1
    return count


# -- pages in plain MyST

_Lists = Callable[[str, Role, Sequence[Bullet], bool], list[str]]
"""How expectations of one part of a role page are written, with their origin or without: the
blocks of a page."""


def _written_out(
    part: str, role: Role, bullets: Sequence[Bullet], is_noted: bool = False
) -> list[str]:
    if not is_noted:
        return [_list(bullets)]
    # The first note of an origin is a link, the others are words.
    notes = [f" from {role.title}"] * len(bullets)
    if part == PARTS[0]:
        notes[:1] = [f" from {_link(role.title, role)}"]
    return [_list(bullets, notes=notes)]


def _included(
    part: str, role: Role, bullets: Sequence[Bullet], _is_noted: bool = False
) -> list[str]:
    return [_directive("include", f"/{_fragment(part, role, b)}") for b in _split(bullets)]


def _plain(handbook: Handbook, lists: _Lists, *, is_shown: bool = True) -> Files:
    files: Files = {}
    for role in handbook.roles:
        ancestors = role.line[1:]
        raised = [bullet.raises for bullet in role.senior if bullet.raises]
        blocks = [f"# {role.title}", *_intro(handbook, role.title)]
        if role.base is not None:
            blocks.append(f"Builds on {_link(role.base.title, role.base)}.")
            blocks += _inherited(ancestors, [], lists) if is_shown else []
        blocks += ["## Responsibilities", *lists(PARTS[0], role, role.responsibilities)]
        blocks.append("## Levels")
        for index, title in enumerate(_level_titles(role)):
            is_last = index == len(LEVELS) - 1
            blocks += [f"### {title}", *_level(handbook, role, index, is_shown=is_shown)]
            if is_shown and _extends(handbook, index):
                blocks += _inherited(role.line, raised if is_last else [], lists)
        blocks += ["#### Responsibilities", _list(role.senior, role if is_shown else None)]
        blocks += ["## Requirements", *lists(PARTS[1], role, role.requirements)]
        blocks += ["**Considered a plus:**", *lists(PARTS[2], role, role.pluses)]
        files[f"{role.docname}.md"] = _page(blocks)
    return {**files, **_around(handbook), "conf.py": _conf()}


def _level_titles(role: Role) -> list[str]:
    return [f"{level} {role.title}" for level in LEVELS]


def _extends(handbook: Handbook, index: int) -> bool:
    return handbook.extending == "all" or index == len(LEVELS) - 1


def _level(handbook: Handbook, role: Role, index: int, *, is_shown: bool = False) -> list[str]:
    """What sphinx-roles says at the top of a level.

    Where what is inherited is shown, paper has a line instead of what stands above on the
    page; the text of a page has both.
    """
    titles = _level_titles(role)
    facts = [f"Grade {index + 1}", f"Level {index + 1} of {len(titles)}"]
    if index > 0:
        facts.append(f"Previous: {_link(LEVELS[index - 1], role)}")
    if index < len(titles) - 1:
        facts.append(f"Next: {_link(LEVELS[index + 1], role)}")
    is_chain = handbook.extending == "all" and index
    base = _link(titles[index - 1] if is_chain else role.title, role)
    said = [" \N{MIDDLE DOT} ".join(facts)]
    if not _extends(handbook, index):
        return [*said, f"Shares all that is expected of {base}."]
    said.append(f"Builds on {base}.")
    if is_shown:
        said.append(f"All that this page lists for {base} is expected here, too.")
    if index < len(titles) - 1:
        said.append(f"Nothing more is expected here than of {base}.")
    return said


def _inherited(line: Sequence[Role], raised: Sequence[Bullet], lists: _Lists) -> list[str]:
    """What sphinx-roles shows as inherited from some role pages, without what is raised."""
    groups = [
        (part, role, [bullet for bullet in role.part(part) if bullet not in raised])
        for part in PARTS
        for role in line
    ]
    counts = [
        f"{sum(len(bullets) for _, origin, bullets in groups if origin is role)}"
        f" from {_link(role.title, role)}"
        for role in line
    ]
    *firsts, last = counts
    blocks = [
        f"Also expected: {', '.join(firsts)} and {last}" if firsts else f"Also expected: {last}"
    ]
    for part in PARTS:
        blocks.append(_directive("rubric", part))
        for _, role, bullets in (group for group in groups if group[0] == part):
            blocks += lists(part, role, bullets, len(line) > 1)
    return blocks


def _list(bullets: Sequence[Bullet], raises: Role | None = None, notes: Sequence[str] = ()) -> str:
    """A list; with the earlier wording of what it raises of a role page."""
    lines = []
    for bullet, note in zip(bullets, notes or [""] * len(bullets), strict=True):
        lines.append(f"- {bullet.text}{note}")
        if raises is not None and bullet.raises is not None:
            earlier = f"{_link(raises.title, raises)}: {bullet.raises.text}"
            lines.append(f"\n  Replaces what {raises.title} says\n\n  {earlier}\n")
    return "\n".join(lines)


def _keyed(bullets: Sequence[Bullet]) -> str:
    return "\n".join(f"- {{key}}`{b.key}` {b.text}" if b.key else f"- {b.text}" for b in bullets)


def _split(bullets: Sequence[Bullet]) -> list[Sequence[Bullet]]:
    """What a senior level raises, and what it does not: files that can be included apart."""
    keyed = [bullet for bullet in bullets if bullet.key]
    return [part for part in (keyed, [b for b in bullets if not b.key]) if part]


def _fragment(part: str, role: Role, bullets: Sequence[Bullet]) -> str:
    return f"_lists/{role.name}-{part.lower()}-{len(bullets)}.md"


# -- pieces


def _around(handbook: Handbook) -> Files:
    """The pages that are the same in every variant."""
    crafts = [craft_docname(craft) for craft in CRAFT]
    docnames = [*crafts, *(role.docname for role in handbook.roles)]
    index = ["# Handbook", _directive("toctree", "", body="\n".join(docnames))]
    return {
        "index.md": _page(index),
        **{
            f"{craft_docname(craft)}.md": _page([f"# {craft}", text])
            for craft, text in zip(CRAFT, handbook.craft, strict=True)
        },
    }


def _intro(handbook: Handbook, title: str) -> list[str]:
    return [text.replace("{role}", title) for text in handbook.intro]


def _link(title: str, role: Role) -> str:
    return f"[{title}](/{role.docname}.md)"


def _directive(name: str, argument: str, options: str = "", body: str = "") -> str:
    inside = "".join(f"{text}\n" for text in (options, body) if text)
    return f"```{{{name}}} {argument}".rstrip() + f"\n{inside}```"


def _page(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _conf(extension: str = "", values: str = "") -> str:
    names = [name for name in ("myst_parser", extension) if name]
    return (
        'project = "Handbook"\nauthor = "The team"\nlanguage = "en"\n'
        f'extensions = {names!r}\nexclude_patterns = ["_lists"]\n{values}'
    )


# -- what a reader sees


class _Text(HTMLParser):
    """The text of the body of a page, with a line for each block."""

    _INLINE = frozenset({"a", "b", "code", "del", "em", "i", "ins", "mark", "span", "strong"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._main: str | None = None
        """The tag of the element that holds the body, once it is open."""
        self._depth = 0
        self._skipped: str | None = None
        """The tag of an open control: a permalink or a button."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("role", "main") in attrs:
            self._main = tag
        self._depth += tag == self._main
        classes = (dict(attrs).get("class") or "").split()
        if tag == "button" or "headerlink" in classes:
            self._skipped = tag
        self.pieces.append("" if tag in self._INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self._main
        if not self._depth:
            self._main = None
        if tag == self._skipped:
            self._skipped = None
        self.pieces.append("" if tag in self._INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if self._depth and self._skipped is None:
            self.pieces.append(data.replace("\n", " "))


def visible_text(html: str) -> list[str]:
    """The text that a reader sees on a page, block by block."""
    parser = _Text()
    parser.feed(html)
    lines = "".join(parser.pieces).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]
