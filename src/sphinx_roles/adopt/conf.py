"""A handbook's `conf.py`: one made anew, or lines added to one that is there.

The file that is there is read by Python's own parser. It is not written anew: lines are added
at its end, and all others stay.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_roles.adopt.pages.lines import Edit, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

EXTENSION = "sphinx_roles"
LINE = f'extensions += ["{EXTENSION}"]'


@dataclass(slots=True)
class Settings:
    """What `conf.py` must say."""

    title: str = "Handbook"
    root: str = "index"
    language: str = "en"
    intro: str | None = None
    parts: dict[str, list[str]] = field(default_factory=dict)
    excluded: list[str] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)
    """Extensions of MyST-Parser."""
    schemes: list[str] = field(default_factory=list)
    """Of addresses, besides the usual ones."""
    suffixes: list[str] = field(default_factory=list)
    """Of Markdown pages, besides `.md`."""
    suppressed: dict[str, int] = field(default_factory=dict)
    """Kinds of warning that say nothing of links or role pages → how many there are."""


def new_conf(settings: Settings) -> str:
    """A `conf.py` for a handbook that had none."""
    lines = [
        "# Sphinx reads this file. Written by 'sphinx-role-pages adopt'.",
        f"project = {_quoted(settings.title)}",
        'extensions = ["myst_parser", "sphinx_roles"]',
    ]
    if settings.root != "index":
        lines.append(f"root_doc = {_quoted(settings.root)}")
    if settings.language != "en":
        lines.append(f"language = {_quoted(settings.language)}")
    if settings.suffixes:
        pairs = {".rst": "restructuredtext"} | dict.fromkeys(
            [".md", *settings.suffixes], "markdown"
        )
        lines.append(f"source_suffix = {_value(pairs)}")
    excluded = ["_build", "requirements.txt", *settings.excluded]
    lines.append(f"exclude_patterns = {_value(excluded)}")
    lines += ["", "# Links to headings, as code hosts name them.", "myst_heading_anchors = 6"]
    if settings.markdown:
        lines.append(f"myst_enable_extensions = {_value(settings.markdown)}")
    if settings.schemes:
        lines.append(f"myst_url_schemes = {_value(settings.schemes)}")
    lines += ["", *_ours(settings)]
    return "\n".join(lines) + "\n"


def trial_conf(settings: Settings, pages: Sequence[str]) -> str:
    """A `conf.py` for a build that only has to recognise what some pages say."""
    named = [re.sub(r"([*?\[\]])", r"[\1]", page) for page in pages]
    root = pages[0].rpartition(".")[0]
    lines = [f"root_doc = {_quoted(root)}", f"include_patterns = {_value(named)}"]
    return new_conf(settings) + "\n".join([*lines, ""])


def _ours(settings: Settings) -> Iterable[str]:
    yield f"roles_intro = {_quoted(settings.intro) if settings.intro else None}"
    if settings.parts:
        yield f"roles_parts = {_value(settings.parts)}"
    if settings.suppressed:
        yield ""
        yield "# Remarks on how pages are written. Take a line away to see them."
        yield f"suppress_warnings = {_value(list(settings.suppressed))}"


@dataclass(frozen=True, slots=True)
class Conf:
    """A `conf.py` that is there."""

    text: Text
    names: Collection[str]
    """What it assigns, at the top level."""
    has_extension: bool
    is_tuple: bool
    """Whether `extensions` is a tuple."""

    @classmethod
    def read(cls, content: str) -> Conf | None:
        """None where Python cannot read it."""
        text = Text.of(content)
        try:
            tree = ast.parse(text.content)
        except (SyntaxError, ValueError):
            return None
        names: dict[str, ast.expr | None] = {}
        strings: set[str] = set()
        for node in ast.walk(tree):
            targets: list[ast.expr] = []
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
                targets = [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    names[target.id] = node.value  # type: ignore[attr-defined]
                    if target.id == "extensions":
                        strings |= {
                            c.value
                            for c in ast.walk(node)
                            if isinstance(c, ast.Constant) and isinstance(c.value, str)
                        }
        found = names.get("extensions")
        return cls(text, frozenset(names), EXTENSION in strings, isinstance(found, ast.Tuple))

    def edits(self, settings: Settings) -> list[Edit]:
        """The lines that it lacks, at its end."""
        lines: list[str] = []
        if not self.has_extension:
            name = f'("{EXTENSION}",)' if self.is_tuple else f'["{EXTENSION}"]'
            lines.append(f"extensions {'+=' if 'extensions' in self.names else '='} {name}")
        if "roles_intro" not in self.names:
            lines.append(f"roles_intro = {_quoted(settings.intro) if settings.intro else None}")
        if settings.parts and "roles_parts" not in self.names:
            lines += f"roles_parts = {_value(settings.parts)}".split("\n")
        if settings.suppressed:
            before = ["*suppress_warnings"] if "suppress_warnings" in self.names else []
            more = [*before, *map(_quoted, settings.suppressed)]  # before: a list, or a tuple
            lines.append(f"suppress_warnings = [{', '.join(more)}]")
        at = len(self.text.lines)
        if self.text.lines[-1] == "":  # the file ends with a newline
            at -= 1
        return [Edit(at, 0, tuple(lines))] if lines else []


def _value(value: Mapping[str, object] | list[str]) -> str:
    """A value as one writes it in Python, in lines of their own where it is long."""
    if isinstance(value, list):
        one = f"[{', '.join(map(_quoted, value))}]"
        if len(one) <= _WIDTH:
            return one
        return "\n".join(["[", *(f"    {_quoted(entry)}," for entry in value), "]"])
    lines = ["{"]
    for name, inside in value.items():
        shown = _value(inside) if isinstance(inside, list) else _quoted(str(inside))
        lines.append(f"    {_quoted(name)}: {shown},".replace("\n", "\n    "))
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    plain = re.sub(r"[\x00-\x1f]", " ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


_WIDTH = 76
