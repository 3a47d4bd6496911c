"""The `roles` domain: what documents hold, and cross-references to it."""

from __future__ import annotations

from functools import cached_property
from secrets import token_hex
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, ObjType
from sphinx.util import logging

from sphinx_roles.build.references import References, Target, reference
from sphinx_roles.build.targets import Targets, label, page_title
from sphinx_roles.build.whole import Whole, put_together
from sphinx_roles.config import RolesConfig
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.lookup import CraftPages, join_docname
from sphinx_roles.handbook.messages import DID_YOU_MEAN
from sphinx_roles.handbook.names import key_label
from sphinx_roles.handbook.packed import VERSION, Records, pack, unpack
from sphinx_roles.handbook.resolved import declared
from sphinx_roles.i18n import _, __
from sphinx_roles.read.directives import (
    ExtendsDirective,
    LevelDirective,
    LevelsTableDirective,
    RoleDirective,
)
from sphinx_roles.read.inline import KeyRole, RolesXRefRole
from sphinx_roles.read.this import ThisRole
from sphinx_roles.read.view_directives import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.edit.part import Part
    from sphinx_roles.handbook.records import DocumentRecord


logger = logging.getLogger(__name__)


class RolesDomain(Domain):
    """Role pages, levels and expectations."""

    name = "roles"
    label = "Roles"
    object_types: ClassVar[dict[str, ObjType]] = {
        "role": ObjType(_("role"), "role"),
        "level": ObjType(_("level"), "level"),
        "expectation": ObjType(_("expectation"), "expectation"),
    }
    directives: ClassVar[dict[str, Any]] = {
        "role": RoleDirective,
        "level": LevelDirective,
        "levels-table": LevelsTableDirective,
        "extends": ExtendsDirective,
        **VIEWS,
    }
    roles: ClassVar[dict[str, Any]] = {
        "role": RolesXRefRole(warn_dangling=True),
        "level": RolesXRefRole(warn_dangling=True),
        "expectation": RolesXRefRole(warn_dangling=True),
        "craft": RolesXRefRole(),
        "key": KeyRole(),
        "this": ThisRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "documents": {},
        "edition": "",
        "declared": ("", b""),  # of which edition, and what: see `get_objects`
    }
    data_version = VERSION
    dangling_warnings: ClassVar[dict[str, str]] = {
        "role": "no role page is named %(target)r",
        "level": "no level is named %(target)r; write 'role/level'",
        "expectation": "no expectation is named %(target)r; write 'role#key' or 'role/level#key'",
    }

    holds: Callable[[str], bool] = staticmethod(lambda _expression: True)
    """Whether the expression of an `only` directive holds in the build that runs."""

    _unpacked: tuple[bytes, tuple[tuple[str, str, str, str, str, int], ...]] = (b"", ())
    _whole: Whole | None = None
    part: Part | None = None
    """What the build makes do with, after an edit that does not reach the rest."""

    @cached_property
    def config(self) -> RolesConfig:
        """The configuration of the handbook."""
        return RolesConfig.from_sphinx(self.env.config)

    # -- what documents hold

    @cached_property
    def documents(self) -> Records:
        """docname → what the document holds. Documents without markup of ours are not there."""
        return Records(self.data["documents"])

    @property
    def edition(self) -> str:
        """Another one whenever a document is read or removed, or other `only` directives hold."""
        # With other tags the same documents say something else.
        return " ".join([self.data["edition"], *self.held])

    @property
    def held(self) -> list[str]:
        """The expressions of `only` directives that hold in the build that runs."""
        return sorted(filter(self.holds, self.documents.only()))

    def note_document(self, docname: str, record: DocumentRecord) -> None:
        """Note what a document holds."""
        self.documents.note(docname, record)
        self._whole = self.part = None

    def clear_doc(self, docname: str) -> None:
        # Sphinx clears a document before it reads it, here and not in a process of its own.
        self.data["documents"].pop(docname, None)
        self.data["edition"] = token_hex(8)
        self._whole = self.part = None

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.data["documents"][docname] = otherdata["documents"][docname]
        self._whole = self.part = None

    @property
    def whole(self) -> Whole:
        """The whole handbook, put together when it is asked for and a document has changed."""
        if self._whole is None:
            self._whole = put_together(self.env, self.config, self.documents, self.holds)
        return self._whole

    @property
    def known(self) -> Whole:
        """The part of the handbook that the build makes do with, or the whole."""
        return self.part.whole if self.part is not None else self.whole

    def forget(self) -> None:
        """Forget what the last build has worked out, when another one begins."""
        self._whole = self.part = None
        self.__dict__.pop("config", None)

    def put_together_again(self) -> Whole:
        """The same once all documents are read: other pages may have come or gone."""
        self._whole = self.part = None
        self.data["declared"] = (self.edition, pack(tuple(self._objects())))
        return self.whole

    # -- cross-references

    @property
    def targets(self) -> Targets:
        """What readers see of targets."""
        crafts = CraftPages(self.config.craft, self.env.all_docs)
        return Targets(self.env, References(self.known.handbook, self.config.keys), crafts)

    @property
    def references(self) -> References:
        """Cross-references into the handbook."""
        return References(self.whole.handbook, self.config.keys)

    def _references_to(self, target: str, docname: str) -> References:
        if self.part is not None and self.part.knows(target, docname):
            return References(self.part.whole.handbook, self.config.keys)
        return self.references

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        if typ == "craft":
            page = CraftPages(self.config.craft, env.all_docs).find(target)
            if page is None:  # reported as a problem of the handbook, not once more
                return contnode  # type: ignore[return-value]
            found: Target | None = Target(page_title(env, page) or page, page, "")
        else:
            # What is inherited stands on another page than its author's.
            written_on = node.get("roles:docname", fromdocname)
            is_short = node.get("roles:short", False)
            references = self._references_to(target, written_on)
            found = references.find(typ, target, written_on, is_short=is_short)
        return found and reference(builder, fromdocname, found, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        written_on = node.get("roles:docname", fromdocname)
        # Others find a page or a label of this name. On the same page it is no second target.
        page = join_docname(node.get("refdoc", fromdocname), target)
        theirs = {page, label(env, target)[0]}
        return [
            (f"roles:{kind}", reference(builder, fromdocname, found, node, contnode))
            for kind, found in self._references_to(target, written_on).any(target, written_on)
            if found.docname not in theirs
        ]

    def warn_missing(self, domain: Domain | None, node: pending_xref) -> bool | None:
        """Warn of a reference that leads nowhere, with the name that was meant."""
        kind, target = str(node["reftype"]), str(node["reftarget"]).removeprefix("~")
        if domain is not self or kind not in self.dangling_warnings:
            return None
        meant = hint(target, self.references.known(kind))
        said = self.dangling_warnings[kind] % {"target": target}
        said += __(DID_YOU_MEAN) % meant if meant else ""
        logger.warning("%s", said, location=node, type="ref", subtype=kind)
        return True

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        # Asked for twice in every build, even where nothing has changed.
        edition, packed = self.data["declared"]
        if edition != self.edition:
            yield from self._objects()
            return
        if self._unpacked[0] is not packed:
            self._unpacked = packed, unpack(packed)
        yield from self._unpacked[1]

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        labels: dict[str, str] = {}
        of_key = _("%s: %s")
        for thing in declared(self.whole.handbook):
            shown, priority = thing.title, 1
            if thing.key is not None:  # found by its text, so not by its name in a search
                if thing.key not in labels:
                    labels[thing.key] = key_label(thing.key, self.config.keys)
                shown, priority = of_key % (thing.title, labels[thing.key]), -1
            yield thing.name, shown, thing.kind, thing.docname, thing.anchor, priority
