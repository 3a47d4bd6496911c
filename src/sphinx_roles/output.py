"""What a build writes besides its pages: `roles.json`.

Belongs here: rendering each expectation for the data, and writing the file. The shape of the
data is `export`'s.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from sphinx_roles.export import Rendered, export
from sphinx_roles.headings import plain_text
from sphinx_roles.incremental import write_atomically
from sphinx_roles.pieces import SIZE
from sphinx_roles.targets import craft_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_roles.domain import RolesDomain

FILE = "roles.json"


class Capture:
    """Text and HTML of every expectation of the pages that this build resolves."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.rendered: dict[tuple[str, str], Rendered] = {}
        """(docname, anchor) → the expectation."""

    def take(self, document: nodes.document, docname: str) -> None:
        """Take the expectations of a resolved document, before it is written."""
        items = [item for item in document.findall(nodes.list_item) if SIZE in item]
        builder = self._builder
        if not items:
            return
        # As the builder itself does before it writes the page.
        settings, document.settings = document.settings, builder.docsettings  # type: ignore[attr-defined]
        _prepare(builder, document, docname)  # type: ignore[arg-type]
        visitor: Any = builder.create_translator(document, builder)
        for item in items:
            place = _docname_of(item) or docname, item["ids"][-1]
            written = item.children[: item[SIZE]]
            start = len(visitor.body)
            for child in written:
                child.walkabout(visitor)
            markup = "".join(visitor.body[start:]).strip()
            text = " ".join(plain_text(child) for child in written).strip()
            self.rendered[place] = {"text": text, "markup": markup}
        document.settings = settings


def _docname_of(node: nodes.Node | None) -> str | None:
    while node is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    return None if node is None else str(node["docname"])


def _prepare(builder: StandaloneHTMLBuilder, document: nodes.document, docname: str) -> None:
    """Set what translators ask of a builder while it writes a page."""
    uri = builder.get_target_uri(docname)
    builder.current_docname = docname
    builder.imgpath = relative_uri(uri, builder.imagedir)
    builder.dlpath = relative_uri(uri, "_downloads")
    builder.secnumbers = builder.env.toc_secnumbers.get(docname, {})
    builder.fignumbers = builder.env.toc_fignumbers.get(docname, {})
    builder.post_process_images(document)


def write(app: Sphinx, domain: RolesDomain) -> None:
    """Write `roles.json` beside `objects.inv`, where the builder writes one."""
    builder = app.builder
    file = Path(builder.outdir, FILE)
    if not Path(builder.outdir, "objects.inv").is_file():
        return
    rendered = _rendered(domain, file)

    def url(docname: str, anchor: str) -> str:
        address = builder.get_target_uri(docname).partition("#")[0]
        return f"{address}#{anchor}" if anchor else address

    data = export(
        domain.handbook,
        url=url,
        rendered=rendered,
        craft=lambda xref: craft_page(app.env, xref, domain.config.craft),
    )
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if not file.is_file() or file.read_bytes() != text.encode():
        write_atomically(file, text)


def _rendered(domain: RolesDomain, file: Path) -> dict[str, Rendered]:
    """Every expectation, rendered in this build or, on pages that did not change, before."""
    before = _before(file)
    found: dict[str, Rendered] = {}
    captured = domain.build.capture.rendered
    for holder in domain.handbook.holders.values():
        for own in holder.own:
            place = (own.place.docname, own.anchor)
            if place not in captured and own.id in before:
                found[own.id] = before[own.id]
                continue
            if place not in captured:  # the file was lost or damaged
                domain.env.get_and_resolve_doctree(own.place.docname, domain.build.builder)
            if place in captured:
                found[own.id] = captured[place]
    return found


def _before(file: Path) -> dict[str, Rendered]:
    try:
        expectations = json.loads(file.read_text(encoding="utf-8"))["expectations"]
        return {
            name: {"text": str(old["text"]), "markup": str(old["markup"])}
            for name, old in expectations.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
