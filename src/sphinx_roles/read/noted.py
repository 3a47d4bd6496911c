"""What is noted while a document is read, before its records exist.

Belongs here: problems and places that directives and inline roles find. They wait with
Sphinx's data of the current document, which is dropped when the document is read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.problems import Place, Problem
from sphinx_roles.paths import path_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.handbook.records import ThisUse

_PROBLEMS = "sphinx_roles:problems"
_FILES = "sphinx_roles:files"
_THIS = "sphinx_roles:this"
_HAS_THIS = "sphinx_roles:has_this"

_DOCUTILS_ROLE = "sphinx_roles:docutils_role"

RESERVED = re.compile(r"[/#,<>]")


def note_use(env: BuildEnvironment) -> None:
    """Note that the current document uses the extension: others cost nothing."""
    env.temp_data.setdefault(_PROBLEMS, [])


def is_used(env: BuildEnvironment) -> bool:
    """Whether the current document uses the extension."""
    return _PROBLEMS in env.temp_data


def note_problem(env: BuildEnvironment, kind: Warn, place: Place, **words: str) -> None:
    """Note what is wrong; it is reported on every build until it is corrected."""
    note_use(env)
    env.temp_data[_PROBLEMS].append(Problem(kind, place, tuple(words.items())))


def problems(env: BuildEnvironment) -> tuple[Problem, ...]:
    """All problems of the current document so far."""
    found: list[Problem] = env.temp_data.get(_PROBLEMS) or []
    return tuple(found)


def note_has_this(env: BuildEnvironment) -> None:
    """Note that the current document has a `this`: nobody looks for one on other pages."""
    env.temp_data[_HAS_THIS] = True


def has_this(env: BuildEnvironment) -> bool:
    """Whether the current document has a `this`, or had one that is a text now."""
    return _HAS_THIS in env.temp_data


def note_this(env: BuildEnvironment, use: ThisUse) -> None:
    """Note a `this` that is a text from now on."""
    env.temp_data[_THIS] = [*this_uses(env), use]


def this_uses(env: BuildEnvironment) -> list[ThisUse]:
    """The uses of `this` that were noted in the current document."""
    found: list[ThisUse] = env.temp_data.get(_THIS) or []
    return found


def note_docutils_role(env: BuildEnvironment, name: str, where: Place) -> None:
    """Note the first use of docutils' own `role` in the current document."""
    env.temp_data.setdefault(_DOCUTILS_ROLE, (name, where))


def docutils_role(env: BuildEnvironment) -> tuple[str, Place] | None:
    """The name and place of the first use of docutils' own `role` in the current document."""
    found: tuple[str, Place] | None = env.temp_data.get(_DOCUTILS_ROLE)
    return found


def note_colon_fences(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note that colon fences are not enabled. Connected to `source-read`."""
    text = source[0]
    if ":::{" not in text or "colon_fence" in text:
        return
    is_myst = Path(app.env.doc2path(docname)).suffix in {".md", ".myst", ".markdown"}
    if not is_myst or "colon_fence" in getattr(app.config, "myst_enable_extensions", ()):
        return
    found = _COLON_FENCE.search(text)
    if found is not None and len(_FENCE.findall(text[: found.start()])) % 2 == 0:
        where = place(app.env, None, text.count("\n", 0, found.start()) + 1)
        note_problem(app.env, Warn.COLON_FENCE, where, directive=found[1])


_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_COLON_FENCE = re.compile(r"^:{3,}\{(?:roles:)?(role|level|extends)\}", re.MULTILINE)


def place_of(env: BuildEnvironment, node: nodes.Element) -> Place:
    """Where a node was written: its own place, or that of what it first holds or stands in."""
    current = node
    while current.line is None and current.parent is not None:
        inner = next((n for n in current.findall() if n.line is not None), None)
        if inner is not None:
            return place(env, inner.source, inner.line)
        current = current.parent
    return place(env, current.source, current.line)


def place(env: BuildEnvironment, source: str | None, line: int | None) -> Place:
    """A place from what docutils knows of it; the document's own file where that is nothing."""
    files: dict[str | None, str] | None = env.temp_data.get(_FILES)
    if files is None:
        files = env.temp_data[_FILES] = {}
    if source not in files:
        files[source] = _file(env, source)
    return Place(env.docname, files[source], line or 0)


def _file(env: BuildEnvironment, source: str | None) -> str:
    # docutils writes 'file:line:<translated>' and 'docstring of x' where no file is meant.
    # Of included text it gives a path from the working folder, where that is the shorter one.
    is_file = source is not None and Path(source).is_file()
    file = source if is_file and source else str(env.doc2path(env.docname))
    return Path(path_from(file, env.srcdir)).as_posix()


def clean_name(env: BuildEnvironment, name: str, where: Place) -> str:
    """A name with white space folded; reserved characters are a problem and become hyphens."""
    name = " ".join(name.split())
    clean = RESERVED.sub("-", name)
    if clean != name:
        note_problem(env, Warn.NAME, where, name=name, other=clean)
    return clean


def facts(env: BuildEnvironment, options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts of the handbook's own among the options of a directive."""
    return tuple((name, options[name]) for name in env.config.roles_facts if name in options)


def of_role(env: BuildEnvironment, options: Mapping[str, str]) -> dict[str, Any]:
    """What a role page alone may have, and its facts, by the names that its record gives them."""
    return {
        "is_abstract": "abstract" in options,
        "has_posts": "posts" in options,
        "facts": facts(env, options),
    }
