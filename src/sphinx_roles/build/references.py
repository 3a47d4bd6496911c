"""What cross-references to the handbook lead to.

Belongs here: finding a role page, a level or an expectation by what an author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_roles.choose.quotes import facts
from sphinx_roles.handbook.names import key_label, level_name
from sphinx_roles.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder

    from sphinx_roles.handbook.records import Expectation
    from sphinx_roles.handbook.resolved import Handbook, Holder


class Target(NamedTuple):
    """What a cross-reference leads to."""

    text: str
    """What the reader sees."""
    docname: str
    anchor: str


class References:
    """Cross-references into a handbook.

    Parameters
    ----------
    handbook
        The resolved handbook.
    keys
        Key → label, as configured.
    """

    def __init__(self, handbook: Handbook, keys: Mapping[str, str]) -> None:
        self._handbook = handbook
        self._keys = keys

    def find(
        self, kind: str, target: str, docname: str, *, is_short: bool = False
    ) -> Target | None:
        """What `target`, written on the page `docname`, leads to; None where that is nothing.

        Parameters
        ----------
        kind
            `role`, `level` or `expectation`.
        is_short
            Whether the reader sees the last part of the name only.
        """
        is_short = is_short or target.startswith("~")
        target = target.removeprefix("~")
        if kind == "expectation":
            name, _sep, key = target.rpartition("#")
            holder = self._holder(name, docname)
            found = holder.find(key) if holder else None
            if holder is None or found is None:
                return None
            text = label(holder.title, found, self._keys, is_short=is_short)
            return Target(text, found.place.docname, found.anchor)
        holder = self._holder(target, docname)
        if holder is None or holder.is_level != (kind == "level"):
            return None
        text = holder.record.name if is_short else holder.title
        return Target(text, holder.docname, holder.anchor)

    def any(self, target: str, docname: str) -> list[tuple[str, Target]]:
        """All that a target may lead to, with the kind of each."""
        kinds = ("role", "level", "expectation")
        found = ((kind, self.find(kind, target, docname)) for kind in kinds)
        return [(kind, one) for kind, one in found if one is not None]

    def known(self, kind: str) -> list[str]:
        """The names that a reference of a kind can lead to."""
        holders = self._handbook.holders.values()
        if kind == "expectation":
            return [own.id for holder in holders for own in holder.own if own.key is not None]
        return [holder.name for holder in holders if holder.is_level == (kind == "level")]

    def facts(self, holder: str) -> Mapping[str, str]:
        """What `this` reads in the text of a holder: fact → text."""
        found = self._handbook.holders.get(holder)
        return facts(found) if found else {}

    def _holder(self, target: str, docname: str) -> Holder | None:
        """A role page, a level by its full name, or one of the role page on `docname`."""
        holders = self._handbook.holders
        here = dict.fromkeys(h.role.name for h in self._handbook.pages.get(docname, ()))
        names = (target, *(level_name(role, target) for role in here))
        return next((holders[name] for name in names if name in holders), None)


def label(holder: str, expectation: Expectation, keys: Mapping[str, str], *, is_short: bool) -> str:
    """How an expectation of a holder with this title is called."""
    text = key_label(expectation.key, keys) if expectation.key else expectation.text[:60]
    return text if is_short else _("%s: %s") % (holder, text)


def reference(
    builder: Builder,
    fromdocname: str,
    target: Target,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.reference:
    """The node that a cross-reference becomes."""
    if not node.get("refexplicit"):
        contnode = contnode.copy()
        contnode += nodes.Text(target.text)
    try:
        return make_refnode(builder, fromdocname, target.docname, target.anchor, contnode)
    except NoUri:  # a page that this book does not have: its title says enough
        return contnode  # type: ignore[return-value]
