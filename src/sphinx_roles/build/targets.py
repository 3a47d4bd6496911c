"""What readers see of the target of a cross-reference.

Belongs here: asking the environment and the handbook about a target, without resolving a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinx_roles.doctree.this_text import read_fact
from sphinx_roles.handbook.lookup import join_docname

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.references import References
    from sphinx_roles.handbook.lookup import CraftPages
    from sphinx_roles.handbook.records import Said, Xref


class Targets:
    """Titles and addresses, as they are now."""

    def __init__(self, env: BuildEnvironment, references: References, crafts: CraftPages) -> None:
        self._env = env
        self._references = references
        self._crafts = crafts
        self._objects: dict[str, list[tuple[object, ...]]] | None = None

    # -- what a page that refers to it is made of

    def of(self, xref: Xref) -> tuple[object, ...]:
        """All that a cross-reference may show and lead to; another value when that changes."""
        return tuple(self._of(xref))

    def _of(self, xref: Xref) -> Iterator[object]:
        target = xref.target
        if xref.domain == "doc":
            yield self._page(target.partition("#")[0])
            yield self._slug(target)
            return
        if xref.type == "doc":
            yield self._page(target)
            return
        if xref.type == "craft":
            page = self._crafts.find(target)
            yield page and (page, self._page(page))
            return
        if xref.origin:
            yield self._page(join_docname(xref.origin, target))
            yield self._references.any(target, xref.origin)
        if xref.domain == "roles":  # no other domain is asked for it
            return
        yield label(self._env, target)
        if xref.type in {"numref", "eq"}:
            yield from self._numbers(target)
        # Any other kind of object: to ask every domain once is cheapest.
        yield self._named().get(target.casefold())

    def _numbers(self, target: str) -> Iterator[object]:
        """The numbers of a section or figure, or of an equation."""
        env = self._env
        docname, anchor, *_title = (*label(env, target), None)
        if docname is not None:
            sections, figures = env.toc_secnumbers.get(docname), env.toc_fignumbers.get(docname)
            yield sections and sections.get(f"#{anchor}", sections.get(""))
            yield [found.get(anchor or "") for found in (figures or {}).values()]
        equation = env.domains["math"].data["objects"].get(target)
        if equation is not None:
            yield equation, env.toc_fignumbers.get(equation[0], {}).get("displaymath")

    def title(self, docname: str) -> str:
        """The title of a page; its name where it has none."""
        return self._page(docname) or docname

    def _page(self, docname: str) -> str | None:
        return page_title(self._env, docname)

    def _slug(self, target: str) -> tuple[object, ...] | None:
        """What MyST-Parser notes of a heading: line, id and title."""
        docname, _, anchor = target.partition("#")
        slugs = self._env.metadata.get(docname, {}).get("myst_slugs", {})
        return slugs.get(anchor) if anchor else None

    def _named(self) -> dict[str, list[tuple[object, ...]]]:
        if self._objects is None:
            self._objects = {}
            for name in sorted(self._env.domains):
                if name == "roles":  # compared by what the handbook says
                    continue
                for entry in self._env.domains[name].get_objects():
                    self._objects.setdefault(entry[0].casefold(), []).append((name, *entry[1:5]))
        return self._objects

    # -- plain text

    def read(self, pieces: Iterable[Said]) -> str:
        """The text that readers see, white space folded."""
        words = (
            piece if isinstance(piece, str) else self._text(piece[0]) or piece[1]
            for piece in pieces
        )
        return " ".join("".join(words).split())

    def _text(self, xref: Xref) -> str | None:
        """What a cross-reference shows for which its author has given no text."""
        target = xref.target
        if xref.domain == "roles":
            return self._our_text(xref)
        if xref.domain == "doc":
            slug = self._slug(target)
            return str(slug[2]) if slug else self._page(target.partition("#")[0])
        if xref.type == "doc":
            return self._page(target)
        if xref.type not in {"ref", "any", "myst"}:
            return None
        title = (*label(self._env, target), None, None)[2]
        if title is None and xref.domain == "":
            title = self._page(join_docname(xref.origin, target))
            for _kind, ours in self._references.any(target, xref.origin):
                title = title or ours.text
        return title

    def _our_text(self, xref: Xref) -> str | None:
        if xref.type == "craft":
            return self._page(self._crafts.find(xref.target) or "")
        if xref.type == "this":
            return read_fact(self._references.facts(xref.origin), xref.target)
        found = self._references.find(xref.type, xref.target, xref.origin)
        return found and found.text


def page_title(env: BuildEnvironment, docname: str) -> str | None:
    """The title of a page as text, raw tags left out; None where there is no such page."""
    title = env.titles.get(docname)
    if title is None:
        return None
    has_more = any(title.findall(lambda node: isinstance(node, (nodes.raw, nodes.image))))
    return clean_astext(title) if has_more else title.astext()


def label(env: BuildEnvironment, name: str) -> tuple[str | None, ...]:
    """Docname, anchor and, where it has one, title of a label; `(None,)` where there is none."""
    std = env.get_domain("std").data
    name = name.casefold()
    return tuple(std["labels"].get(name) or std["anonlabels"].get(name) or (None,))
