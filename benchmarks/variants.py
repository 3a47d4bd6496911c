"""The ways to write the handbook down: each variant turns a model into the files of a project.

Belongs here: what authors type in each variant. The words that sphinx-roles adds to a page
stand in `_Written`, where the hand-copied variant writes them too.
"""

from __future__ import annotations

from html.parser import HTMLParser
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.model import CRAFT, PARTS, craft_docname

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.model import Bullet, Handbook, Role

Files = dict[str, str]
"""Path in the source folder → text."""

_LEVELS = ("Junior", "Mid", "Senior")


def floor(handbook: Handbook) -> Files:
    """Own bullets only, in plain MyST; nothing inherited is shown."""
    return _plain(handbook, lambda _bullets: [])


def loaded(handbook: Handbook) -> Files:
    """`floor` with sphinx-roles loaded and not used: what the extension costs by itself."""
    return {**floor(handbook), "conf.py": _conf("sphinx_roles")}


def copied(handbook: Handbook) -> Files:
    """All that is inherited, copied by hand onto each page, in plain MyST."""
    return _plain(handbook, lambda groups: [b for _, _, bs in groups for b in _items(bs)])


def include(handbook: Handbook) -> Files:
    """As `copied`, each list that others inherit a file of its own, in MyST's `include`."""
    files = _plain(
        handbook,
        lambda groups: [_directive("include", f"/{_fragment(*group)}") for group in groups],
        shows_own=lambda role, part: [
            _directive("include", f"/{_fragment(part, role, bullets)}")
            for bullets in _split(role.part(part))
        ],
    )
    for role in handbook.roles:
        for part in PARTS:
            for bullets in _split(role.part(part)):
                files[_fragment(part, role, bullets)] = _page(_items(bullets))
    return files


def needs(handbook: Handbook) -> Files:
    """sphinx-needs: each expectation a need, what is inherited a `needlist` of the ancestors.

    It shows the titles of needs, without markup in them, and what a level raises stays.
    """
    types = "".join(
        f'    {{"directive": "{part.lower()}", "title": "{part}", "prefix": "", "color": "#fff", '
        '"style": "node"},\n'
        for part in PARTS
    )
    files: Files = {}
    for role in handbook.roles:
        blocks = [f"# {role.title}", *_intro(handbook, role.title)]

        def own(part: str, bullets: Sequence[Bullet], holder: str, prefix: str) -> Iterator[str]:
            for index, bullet in enumerate(bullets):
                options = f":id: {prefix}{index}\n:tags: {holder}"
                yield _directive(part.lower(), bullet.text, options)

        def inherited(*ancestors: str) -> list[str]:
            tests = " or ".join(f'"{name}" in tags' for name in ancestors)
            return [_directive("needlist", "", f":filter: {tests}")] if tests else []

        names = [ancestor.name for ancestor in role.line]
        number = f"{role.number:05}"
        blocks += [
            *_Written(role).extends(role.title, [role.base] if role.base else []),
            *inherited(*names[1:]),
            "## Responsibilities",
            *own(PARTS[0], role.responsibilities, role.name, f"A{number}_"),
            "## Levels",
        ]
        for index, level in enumerate(_LEVELS):
            blocks += [
                f"### {level} {role.title}",
                *_Written(role).level(index, is_shown=False),
                *inherited(*names),
            ]
        blocks += [
            "#### Responsibilities",
            *own(PARTS[0], role.senior, f"{role.name}-senior", f"S{number}_"),
            "## Requirements",
            *own(PARTS[1], role.requirements, role.name, f"B{number}_"),
            "**Considered a plus:**",
            *own(PARTS[2], role.pluses, role.name, f"C{number}_"),
        ]
        files[f"{role.docname}.md"] = _page(blocks)
    conf = _conf("sphinx_needs", f"needs_types = [\n{types}]\nneeds_id_regex = '^[A-Z0-9_]+'\n")
    return {**files, **_around(handbook), "conf.py": conf}


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
            *_keyed(role.responsibilities),
            "## Levels",
        ]
        for index, level in enumerate(_LEVELS):
            bases = (role.name, "junior", "mid")
            blocks += [
                f"### {level} {role.title}",
                _directive("level", level.lower(), f":grade: {index + 1}"),
                _directive("extends", bases[index]),
            ]
        blocks += ["#### Responsibilities", *_keyed(role.senior)]
        blocks += ["## Requirements", *_keyed(role.requirements)]
        blocks += ["**Considered a plus:**", *_keyed(role.pluses)]
        files[f"{role.docname}.md"] = _page(blocks)
    intro = ["# How to read a role page", *_intro(handbook, "{this}`role`")]
    return {
        **files,
        **_around(handbook),
        "intro.md": _page(intro),
        "conf.py": _conf("sphinx_roles", 'roles_inherited = "open"\n'),
    }


VARIANTS: dict[str, Callable[[Handbook], Files]] = {
    f.__name__: f for f in (floor, loaded, copied, include, needs, ours)
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

_Group = tuple[str, "Role", "Sequence[Bullet]"]
"""Inherited bullets: their part, and the role page they stand on."""


class _Written:
    """What sphinx-roles says on a role page, as somebody would write it by hand."""

    def __init__(
        self, role: Role, shows: Callable[[list[_Group]], list[str]] = lambda _: []
    ) -> None:
        self.role = role
        self.shows = shows

    def extends(self, holder: str, bases: list[Role]) -> list[str]:
        links = [_link(base.title, base) for base in bases]
        return [f"{holder} extends {links[0]}."] if links else []

    def level(self, index: int, *, is_shown: bool) -> list[str]:
        role = self.role
        titles = [f"{level} {role.title}" for level in _LEVELS]
        facts = [f"Grade {index + 1}", f"Level {index + 1} of {len(titles)}"]
        if index > 0:
            facts.append(f"Previous: {_link(titles[index - 1], role)}")
        if index < len(titles) - 1:
            facts.append(f"Next: {_link(titles[index + 1], role)}")
        base = titles[index - 1] if index else role.title
        said = [" \N{MIDDLE DOT} ".join(facts), f"{titles[index]} extends {_link(base, role)}."]
        is_senior = index == len(titles) - 1
        if not is_senior:
            said.append(f"{titles[index]} adds nothing to {_link(base, role)}.")
        raised = [b.raises for b in role.senior if b.raises] if is_senior else []
        return said + (self.inherited(role.line, raised) if is_shown else [])

    def inherited(self, line: Sequence[Role], raised: Sequence[Bullet] = ()) -> list[str]:
        """All that is inherited from some role pages, without what is raised."""
        groups = [
            (part, role, [b for b in role.part(part) if b not in raised])
            for part in PARTS
            for role in line
        ]
        if not groups:
            return []
        *firsts, last = [
            f"{sum(len(b) for _, r, b in groups if r is role)} more from {_link(role.title, role)}"
            for role in line
        ]
        blocks = [f"{', '.join(firsts)} and {last}" if firsts else last]
        for part, role, bullets in groups:
            heading = f"{part} from {_link(role.title, role)}"
            blocks += [_directive("rubric", heading), *self.shows([(part, role, bullets)])]
        return blocks


def _plain(
    handbook: Handbook,
    shows: Callable[[list[_Group]], list[str]],
    shows_own: Callable[[Role, str], list[str]] = lambda role, part: _items(role.part(part)),
) -> Files:
    is_shown = bool(shows([(PARTS[0], handbook.roles[0], handbook.roles[0].responsibilities)]))
    files: Files = {}
    for role in handbook.roles:
        written = _Written(role, shows)
        blocks = [
            f"# {role.title}",
            *_intro(handbook, role.title),
            *written.extends(role.title, [role.base] if role.base else []),
            *(written.inherited(role.line[1:]) if is_shown else []),
            "## Responsibilities",
            *shows_own(role, PARTS[0]),
            "## Levels",
        ]
        for index, level in enumerate(_LEVELS):
            blocks += [f"### {level} {role.title}", *written.level(index, is_shown=is_shown)]
        blocks += [
            "#### Responsibilities",
            *_items(role.senior, role if is_shown else None),
            "## Requirements",
            *shows_own(role, PARTS[1]),
            "**Considered a plus:**",
            *shows_own(role, PARTS[2]),
        ]
        files[f"{role.docname}.md"] = _page(blocks)
    return {**files, **_around(handbook), "conf.py": _conf()}


def _items(bullets: Sequence[Bullet], raised_from: Role | None = None) -> list[str]:
    """A list, as one block; with the earlier wording of what it raises."""
    lines = []
    for bullet in bullets:
        lines.append(f"- {bullet.text}")
        if raised_from is not None and bullet.raises is not None:
            earlier = f"Earlier, for {_link(raised_from.title, raised_from)}: {bullet.raises.text}"
            lines.append(f"\n  Raises {raised_from.title}'s\n\n  {earlier}\n")
    return ["\n".join(lines)]


def _keyed(bullets: Sequence[Bullet]) -> list[str]:
    return ["\n".join(f"- {{key}}`{b.key}` {b.text}" if b.key else f"- {b.text}" for b in bullets)]


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
            f"{craft_docname(craft)}.md": _page([f"# {craft}", "How the work is done."])
            for craft in CRAFT
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

    _INLINE = frozenset({"a", "b", "code", "em", "i", "span", "strong", "sup"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._depth = 0
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "div" and (self._depth or found.get("role") == "main"):
            self._depth += 1
        elif tag == "article" and found.get("role") == "main":  # furo
            self._depth += 1
        if "headerlink" in (found.get("class") or "").split():
            self._hidden = tag
        if tag not in self._INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag in {"div", "article"}:
            self._depth -= 1
        if tag == self._hidden:
            self._hidden = None
        if tag not in self._INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._depth and self._hidden is None:
            self.pieces.append(data.replace("\n", " "))


def visible_text(html: str) -> list[str]:
    """The text that a reader sees on a page, block by block."""
    parser = _Text()
    parser.feed(html)
    lines = ("".join(parser.pieces)).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]
