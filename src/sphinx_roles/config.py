"""The configuration as one frozen dataclass, checked at start-up.

Belongs here: names, defaults and checks of the `roles_*` values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from types import NoneType
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from sphinx_roles.handbook.headings.parts import Headings
from sphinx_roles.handbook.headings.vocabulary import MEANINGS
from sphinx_roles.handbook.names import fold
from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

INHERITED = ("fold", "open", "link")
INHERITED_BOOK = ("once", "open")
OPTIONS = frozenset(
    {
        "abstract",
        "grade",
        "intro",
        "level",
        "name",
        "posts",
        "role",
        "short",
        "summary",
        "track",
        "unread",
    }
)
"""What facts of a handbook's own cannot be called."""
HEAD = "jsonld-head"
"""Linked data in the head of pages."""
DATA = ("json", "csv", "jsonld", HEAD)


@dataclass(frozen=True)
class RolesConfig:
    """The `roles_*` values of a handbook's `conf.py`."""

    intro: str | None
    """Name of the shared intro, looked up from the page upwards; None for none."""
    craft: tuple[str, ...]
    """Folders with craft pages, from the source folder."""
    parts: Mapping[str, tuple[str, ...]]
    """What headings can mean → the author's headings, besides the default ones."""
    keys: Mapping[str, str]
    """Key → its label in views."""
    strict_keys: bool
    """Whether no other keys are allowed."""
    facts: Mapping[str, str]
    """Option of `role` and `level` → the label of the fact that it gives."""
    inherited: str
    """How HTML shows what is inherited: one of `INHERITED`."""
    inherited_book: str
    """How paper, books and plain text show it: one of `INHERITED_BOOK`."""
    next: bool
    """Whether each level folds up what changes at the next one."""
    depths: Mapping[str, str]
    """What cells of tables say → the depth that it means, from the least one on."""
    data: tuple[str, ...]
    """In which forms the handbook is written as data: of `DATA`."""

    language: str = "en"
    """Sphinx's language: its words open parts besides the English ones."""

    @cached_property
    def headings(self) -> Headings:
        """What headings mean."""
        return Headings(self.parts, self.language)

    @cached_property
    def edition(self) -> str:
        """Another one where any value is another."""
        return sha256(repr(self).encode(errors="surrogatepass")).hexdigest()[:16]

    @classmethod
    def from_sphinx(cls, config: Config) -> RolesConfig:
        """Read and check the values.

        Raises
        ------
        sphinx.errors.ConfigError
            Where a value is wrong: which one, and what it must be.
        """
        intro = config.roles_intro
        if intro is not None and not (isinstance(intro, str) and intro.strip("/")):
            refuse("roles_intro", intro, __("the name of a page, or None"))
        if intro is not None and intro.endswith((*config.source_suffix, ".md", ".rst")):
            refuse("roles_intro", intro, __("the name of a page without the suffix of its file"))
        craft = config.roles_craft
        if not is_strings(craft):
            refuse("roles_craft", craft, __("a list of folders, as ['craft']"))
        if any({"", "..", "."} & {*folder.strip("/").split("/")} for folder in craft):
            refuse("roles_craft", craft, __("a list of folders below the source folder"))
        parts = config.roles_parts
        if not isinstance(parts, dict) or not all(
            part in MEANINGS and is_strings(headings) for part, headings in parts.items()
        ):
            what = __("a dictionary from %s to lists of headings")
            refuse("roles_parts", parts, what % ", ".join(repr(part) for part in MEANINGS))
        _check_headings(parts)
        keys = config.roles_keys
        if not isinstance(keys, dict) or not is_strings([*keys, *keys.values()]):
            refuse("roles_keys", keys, __("a dictionary from keys to labels"))
        _flag(config, "roles_strict_keys")
        facts = config.roles_facts
        if not isinstance(facts, dict) or not is_strings([*facts, *facts.values()]):
            refuse("roles_facts", facts, __("a dictionary from names of options to labels"))
        if taken := sorted({*facts} & OPTIONS):
            what = __("a dictionary without %s, which 'role' or 'level' has already")
            refuse("roles_facts", facts, what % ", ".join(map(repr, taken)))
        depths = config.roles_depths
        if not isinstance(depths, dict) or not is_strings([*depths, *depths.values()]):
            refuse("roles_depths", depths, __("a dictionary from what cells say to depths"))
        inherited = _choice(config, "roles_inherited", INHERITED)
        inherited_book = _choice(config, "roles_inherited_book", INHERITED_BOOK)
        _flag(config, "roles_next")
        data = config.roles_data
        if not is_strings(data) or not set(data) <= set(DATA):
            what = __("a list of some of %s")
            refuse("roles_data", data, what % ", ".join(map(repr, DATA)))
        return cls(
            intro=intro,
            craft=tuple(craft),
            parts={part: tuple(headings) for part, headings in parts.items()},
            keys=dict(keys),
            strict_keys=config.roles_strict_keys,
            facts=dict(facts),
            inherited=inherited,
            inherited_book=inherited_book,
            next=config.roles_next,
            depths=dict(depths),
            data=tuple(data),
            language=config.language or "en",
        )


def _flag(config: Config, name: str) -> None:
    value = getattr(config, name)
    if not isinstance(value, bool):
        refuse(name, value, __("True or False"))


def _choice(config: Config, name: str, choices: Sequence[str]) -> str:
    value = getattr(config, name)
    if value not in choices:
        refuse(name, value, __("one of %s") % ", ".join(map(repr, choices)))
    return str(value)


def _check_headings(parts: Mapping[str, Collection[str]]) -> None:
    opens: dict[str, str] = {}
    for part, headings in parts.items():
        for heading in headings:
            if not re.search(r"[^\W_]|\*", heading):
                message = __(
                    "The configuration value roles_parts has a heading without a word: %r."
                )
                raise ConfigError(message % heading)
            other = opens.setdefault(fold(heading), part)
            if other != part:
                message = __(
                    "The configuration value roles_parts has the heading %r below %r and below "
                    "%r. Leave it below one of them."
                )
                raise ConfigError(message % (heading, other, part))


def is_strings(value: object) -> bool:
    """Whether a value is a list of strings, none of them empty."""
    return isinstance(value, (list, tuple)) and all(
        isinstance(entry, str) and entry.strip() for entry in value
    )


def refuse(name: str, value: object, what: str) -> None:
    """Raise a `ConfigError`: which value is wrong, and what it must be."""
    message = __("The configuration value %s must be %s, not %r.")
    raise ConfigError(message % (name, what, value))


DISTRIBUTION, NAMESAKE = "sphinx-role-pages", "sphinx-roles"
"""Our distribution, and another one with an import package of the same name."""


def refuse_namesake() -> None:
    """Refuse to run in what two distributions have written to.

    Raises
    ------
    sphinx.errors.ConfigError
        Where the other one is installed beside ours: which, and what to do.
    """
    try:
        for name in (NAMESAKE, DISTRIBUTION):
            distribution(name)
    except PackageNotFoundError:
        return
    message = __(
        "The distributions %s and %s are installed side by side, and both bring the Python "
        "package sphinx_roles. Run 'pip uninstall %s' and then "
        "'pip install --force-reinstall --no-deps %s'."
    )
    raise ConfigError(message % (NAMESAKE, DISTRIBUTION, NAMESAKE, DISTRIBUTION))


def check(_app: Sphinx, config: Config) -> None:
    """Refuse a wrong value before anything is read. Connected to `config-inited`."""
    RolesConfig.from_sphinx(config)


def add_config_values(app: Sphinx) -> None:
    """Declare the values. The checks are `RolesConfig.from_sphinx`'s."""
    app.add_config_value("roles_intro", "intro", "env", (str, NoneType))
    app.add_config_value("roles_craft", ["craft"], "env", (list, tuple))
    app.add_config_value("roles_parts", {}, "env", ())
    app.add_config_value("roles_keys", {}, "env", ())
    app.add_config_value("roles_strict_keys", False, "env", ())
    app.add_config_value("roles_facts", {}, "env", ())
    app.add_config_value("roles_inherited", "fold", "html", ())
    app.add_config_value("roles_inherited_book", "once", "html", ())
    app.add_config_value("roles_next", True, "html", ())
    app.add_config_value("roles_depths", {}, "env", ())
    app.add_config_value("roles_data", ["json"], "html", ())
