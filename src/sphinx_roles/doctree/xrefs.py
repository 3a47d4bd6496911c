"""Cross-references as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_roles.handbook.lookup import join_docname
from sphinx_roles.handbook.records import Xref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes


def xref_of(node: addnodes.pending_xref, docname: str) -> Xref:
    """The target of a cross-reference on the page `docname`."""
    domain = node.get("refdomain") or ""
    kind = node.get("reftype") or ""
    target = node.get("reftarget") or ""
    if kind == "doc":
        return Xref(domain, kind, join_docname(docname, target))
    if domain == "doc":  # MyST's links to a path
        return Xref(domain, kind, f"{target}#{node.get('reftargetid') or ''}")
    if node.get("roles:short"):
        target = f"~{target}"
    # `any`, MyST's and ours may be relative to the page
    return Xref(domain, kind, target, docname if domain in {"", "roles"} else "")


def xrefs(inside: Iterable[nodes.Node], docname: str) -> tuple[Xref, ...]:
    """All cross-references among some nodes, without repetition."""
    found = (xref_of(n, docname) for n in inside if isinstance(n, addnodes.pending_xref))
    return tuple(dict.fromkeys(found))
