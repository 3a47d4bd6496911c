"""Nodes of one document made right in another.

The shared intro and every expectation is parsed once, on its own page, and copied from its
doctree as it is stored after reading, before references are resolved: what is relative to
the page of origin is made absolute here, and the resolvers of Sphinx and MyST-Parser then
work as for text that was written on the new page.

Belongs here: what must change in a copy. Does not belong here: what is copied, and where to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.util.osutil import relative_uri

from sphinx_roles.doctree import copies
from sphinx_roles.doctree.markers import ITEM, this_fact
from sphinx_roles.doctree.origins import is_dropped
from sphinx_roles.doctree.this_text import read_fact
from sphinx_roles.doctree.walk import parents
from sphinx_roles.handbook.lookup import join_docname
from sphinx_roles.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sphinx.builders import Builder

    from sphinx_roles.doctree.foreign import Writer

    Footnotes = Mapping[str, nodes.footnote]
    """Those of one document, by id."""


class Transplant:
    """One lot of copies onto one page.

    Parameters
    ----------
    builder
        The builder that the page is made for.
    writer
        What its writer can do with nodes of other extensions.
    docs
        The docnames of all pages.
    docname
        The page.
    prefix
        Starts the ids that copies need, unique on the page.
    facts
        What `this` reads there: fact → text.
    number
        Gives the number of the next footnote on the page.
    """

    def __init__(
        self,
        builder: Builder,
        writer: Writer,
        docs: Collection[str],
        docname: str,
        prefix: str,
        facts: Mapping[str, str],
        number: Callable[[], int],
    ) -> None:
        self._builder = builder
        self._writer = writer
        self._docs = docs
        self._docname = docname
        self._prefix = prefix
        self._facts = facts
        self._number = number
        self._ids = 0
        self._footnotes: dict[tuple[str, str], tuple[nodes.footnote, str]] = {}

    def copy(
        self, originals: Sequence[nodes.Node], footnotes: Footnotes, docname: str
    ) -> list[nodes.Node]:
        """Copies of some nodes of the document `docname`, which has these footnotes."""
        anchor = next(filter(None, map(_anchor, originals)), "")
        around = nodes.Element("", *(node.deepcopy() for node in originals))
        return self._make_right(around, anchor, footnotes, docname)

    def take(self, plain: Iterable[nodes.Node], docname: str) -> list[nodes.Node]:
        """Some plain nodes of the document `docname` themselves, if nobody else needs them."""
        return self._make_right(nodes.Element("", *plain), "", {}, docname)

    def _make_right(
        self, around: nodes.Element, anchor: str, footnotes: Footnotes, docname: str
    ) -> list[nodes.Node]:
        self._leave_out(around, anchor)
        self._adapt(around, footnotes, docname)
        return around.children

    def footnotes(self) -> list[nodes.Node]:
        """The footnotes that the copies so far refer to, to be put behind them."""
        return [footnote for footnote, _id in self._footnotes.values()]

    def _leave_out(self, around: nodes.Element, anchor: str) -> None:
        """Put links in the place of nodes that stand on the page of origin alone."""
        for node in self._writer.left_out(around, lambda: _pointed(around.findall(nodes.Element))):
            text = _("Shown where this is written.")
            link = nodes.reference("", text, internal=True, refid=anchor)
            is_inline = isinstance(node.parent, nodes.TextElement)
            kind = nodes.inline if is_inline else nodes.paragraph
            node.replace_self(kind("", "", link, classes=["roles-elsewhere"]))

    def _adapt(self, around: nodes.Element, footnotes: Footnotes, docname: str) -> None:
        elements = list(around.findall(nodes.Element))
        pointed = _pointed(elements)
        renamed = {i: self._new_id() for node in elements for i in node["ids"] if i in pointed}
        for node in elements:
            self._strip(node, renamed)
            if node is around:
                continue
            if is_dropped(node):
                node.parent.remove(node)
            elif isinstance(node, nodes.target):
                node.parent.replace(node, node.children)
            elif isinstance(node, this_fact):
                text = read_fact(self._facts, node["fact"])
                node.replace_self(nodes.Text(text or node.astext()))
            elif isinstance(node, addnodes.pending_xref):
                self._adapt_xref(node, docname)
            elif isinstance(node, nodes.footnote_reference):
                self._adapt_footnote(node, footnotes, docname)
            elif isinstance(node, nodes.problematic):
                node.attributes.pop("refid", None)
            elif isinstance(node, nodes.reference) and "refid" in node:
                self._refer(node, docname, node.attributes.pop("refid"))
            elif isinstance(node, nodes.reference) and "refuri" in node:
                node["refuri"] = self._rebased(node["refuri"], docname)
            elif isinstance(node, nodes.math_block):
                node["number"] = None
                node.attributes.pop("label", None)

    def _strip(self, node: nodes.Element, renamed: Mapping[str, str]) -> None:
        has_id = bool(node["ids"])
        kept = [renamed[i] for i in node["ids"] if i in renamed]
        for attribute in ("ids", "names", "dupnames", "backrefs"):
            node[attribute] = []
        node.attributes.pop(ITEM, None)
        node.document = None  # type: ignore[assignment]  # a copy would keep that of its original
        copies.mark(node)
        if kept or (has_id and isinstance(node, self._writer.numbered)):
            node["ids"] = kept or [self._new_id()]
        for name, value in node.attributes.items():
            if name.startswith("aria-") and isinstance(value, str):
                node[name] = renamed.get(value, value)

    def _new_id(self) -> str:
        self._ids += 1
        return f"{self._prefix}.copy-{self._ids}"

    def _adapt_xref(self, node: addnodes.pending_xref, docname: str) -> None:
        if node.get("reflocalid"):  # MyST's last resort, an anchor on its own page
            reference = nodes.reference("", "", *node.children, internal=True)
            node.replace_self(reference)
            self._refer(reference, docname, node["reflocalid"])
            return
        node["refdoc"] = self._docname
        absolute = join_docname(docname, node["reftarget"])
        if node["reftype"] == "doc" or (
            node["reftype"] in {"any", "myst"}
            and node.get("refdomain") != "doc"
            and absolute in self._docs
        ):
            node["reftarget"] = f"/{absolute}"

    def _refer(self, node: nodes.reference, docname: str, identifier: str) -> None:
        """Point a reference to an id on the page of origin."""
        if docname == self._docname:
            node["refid"] = identifier
            return
        try:
            uri = self._builder.get_relative_uri(self._docname, docname)
        except NoUri:
            node.parent.replace(node, node.children)
        else:
            node["refuri"] = f"{uri}#{identifier}" if identifier else uri
            node["internal"] = True

    def _rebased(self, uri: str, docname: str) -> str:
        """An address as written on the page of origin, as it must read on this one."""
        parts = urlsplit(uri)
        is_relative = not (parts.scheme or parts.netloc or parts.path.startswith("/"))
        if not (is_relative and self._builder.format == "html"):
            return uri
        origin, here = map(self._builder.get_target_uri, (docname, self._docname))
        if origin.partition("#")[0] == here.partition("#")[0]:
            return uri
        return relative_uri(here, urljoin(origin, uri))

    def _adapt_footnote(
        self, node: nodes.footnote_reference, footnotes: Footnotes, docname: str
    ) -> None:
        original = footnotes.get(node.get("refid", ""))
        if original is not None and docname == self._docname:
            return  # it stands on this page
        if original is None:  # docutils has warned of it
            node.replace_self(nodes.superscript("", node.astext()))
            return
        key = (docname, original["ids"][0])
        if key not in self._footnotes:
            self._footnotes[key] = self._copy_footnote(original, key, footnotes)
        footnote, identifier = self._footnotes[key]
        label = next(iter(footnote.findall(nodes.label)), None)
        node["ids"] = [self._new_id()]
        node["refid"] = identifier
        node["docname"] = self._docname
        footnote["backrefs"].append(node["ids"][0])
        node.children = []
        node += nodes.Text(label.astext() if label is not None else "*")

    def _copy_footnote(
        self, original: nodes.footnote, key: tuple[str, str], footnotes: Footnotes
    ) -> tuple[nodes.footnote, str]:
        copy, identifier = original.deepcopy(), self._new_id()
        label = next(iter(copy.findall(nodes.label)), None)
        if label is not None:
            label.children = []
            label += nodes.Text(str(self._number()))
        # Known before it is adapted: a footnote may refer to itself.
        self._footnotes[key] = (copy, identifier)
        self._leave_out(copy, identifier)
        self._adapt(copy, footnotes, key[0])
        copy["ids"] = [identifier]
        copy["docname"] = self._docname
        return self._footnotes[key]


def _pointed(elements: Iterable[nodes.Element]) -> set[str]:
    """The ids that attributes point to: the tabs of other extensions and their panels."""
    return {
        value
        for node in elements
        for name, value in node.attributes.items()
        if name.startswith("aria-") and isinstance(value, str)
    }


def _anchor(node: nodes.Node) -> str:
    """The anchor of the expectation that a node is or stands in; '' elsewhere."""
    around = [node, *parents(node)]
    return str(next((e[ITEM] for e in around if isinstance(e, nodes.Element) and ITEM in e), ""))
