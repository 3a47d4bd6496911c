"""What a cross-reference points to, and what a reader sees of it.

Belongs here: reading `pending_xref` nodes, and asking the environment about a target
without resolving the node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_roles.handbook.lookup import find_craft
from sphinx_roles.handbook.records import Xref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


def xref_of(node: addnodes.pending_xref, docname: str) -> Xref:
    """The target of a cross-reference on the page `docname`, made absolute."""
    domain = node.get("refdomain") or ""
    kind = node.get("reftype") or ""
    target = node.get("reftarget") or ""
    if kind == "doc":
        target = docname_join(docname, target)
    elif domain == "doc":  # MyST's links to a path
        target = f"{target}#{node.get('reftargetid') or ''}"
    elif domain in {"", "roles"}:  # may be relative to the page: `any`, MyST, ours
        target = f"{docname}:{target}"
    return Xref(domain, kind, target)


def xrefs(inside: Iterable[nodes.Node], docname: str) -> tuple[Xref, ...]:
    """All cross-references among some nodes, without repetition."""
    found = (xref_of(n, docname) for n in inside if isinstance(n, addnodes.pending_xref))
    return tuple(dict.fromkeys(found))


def craft_page(env: BuildEnvironment, xref: Xref, folders: Sequence[str]) -> str | None:
    """The craft page that a cross-reference rests on, None where it rests on none."""
    docname: str | None = None
    if (xref.domain, xref.type) == ("roles", "craft"):
        return find_craft(xref.target.partition(":")[2], folders, env.all_docs)
    if xref.type == "doc":
        docname = xref.target
    elif xref.domain == "doc":
        docname = xref.target.partition("#")[0]
    elif (xref.domain, xref.type) == ("std", "ref"):
        docname = _label(env, xref.target)[0]
    elif xref.domain == "":
        origin, _, target = xref.target.partition(":")
        docname = docname_join(origin, target)
        if docname not in env.all_docs:
            docname = _label(env, target)[0]
    inside = docname in env.all_docs and any(
        f"{docname}/".startswith(f"{folder.strip('/')}/") for folder in folders
    )
    return docname if inside else None


class Shown:
    """What readers see of targets: changes when a page that links to them is out of date."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._objects: dict[str, list[tuple[object, ...]]] | None = None

    def of(self, xref: Xref) -> tuple[object, ...]:
        """The titles and addresses that a cross-reference may resolve to."""
        return tuple(self._of(xref))

    def _of(self, xref: Xref) -> Iterator[object]:
        env = self._env
        target = xref.target
        if xref.domain == "doc":
            docname, _, anchor = target.partition("#")
            yield self._page(docname)
            if anchor and docname in env.metadata:
                yield env.metadata[docname].get("myst_slugs", {}).get(anchor)
            return
        if xref.type == "doc":
            yield self._page(target)
            return
        if xref.domain in {"", "roles"}:
            origin, _, target = target.partition(":")
            yield self._page(docname_join(origin, target))
        yield _label(env, target)
        # Any other kind of object: nothing is cheaper than asking every domain once.
        yield self._named().get(target.casefold())

    def _page(self, docname: str) -> str | None:
        title = self._env.titles.get(docname)
        return None if title is None else title.astext()

    def _named(self) -> dict[str, list[tuple[object, ...]]]:
        if self._objects is None:
            self._objects = {}
            for name in sorted(self._env.domains):
                if name == "roles":  # compared by what the handbook says
                    continue
                for entry in self._env.domains[name].get_objects():
                    self._objects.setdefault(entry[0].casefold(), []).append((name, *entry[1:5]))
        return self._objects


def _label(env: BuildEnvironment, name: str) -> tuple[str | None, ...]:
    std = env.get_domain("std").data
    name = name.casefold()
    return tuple(std["labels"].get(name) or std["anonlabels"].get(name) or (None,))
