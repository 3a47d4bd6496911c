"""The `roles` domain: what documents hold, and cross-references to it.

Belongs here: the data of the domain, its clear and merge, and the resolution of references
to role pages, levels, expectations and craft pages.
"""

from __future__ import annotations

from functools import cached_property
from pickle import HIGHEST_PROTOCOL, dumps, loads
from secrets import token_hex
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_roles.choose.all_views import with_views
from sphinx_roles.choose.request import Sources
from sphinx_roles.config import RolesConfig
from sphinx_roles.doctree.xrefs import craft_page
from sphinx_roles.handbook.lookup import craft_names, find_craft
from sphinx_roles.handbook.names import level_name
from sphinx_roles.handbook.records import declared
from sphinx_roles.i18n import _
from sphinx_roles.read.directives import (
    ExtendsDirective,
    KeyRole,
    LevelDirective,
    RoleDirective,
    RolesXRefRole,
    ThisRole,
)
from sphinx_roles.read.view_directives import VIEWS
from sphinx_roles.resolve.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.current import Build
    from sphinx_roles.handbook.records import Declared, DocumentRecord, Expectation
    from sphinx_roles.handbook.resolved import Handbook, Holder


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
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}, "edition": ""}
    data_version = 3
    dangling_warnings: ClassVar[dict[str, str]] = {
        "role": "no role page is named %(target)r",
        "level": "no level is named %(target)r; write 'role/level'",
        "expectation": "no expectation is named %(target)r; write 'role#key' or 'role/level#key'",
    }

    _handbook: Handbook | None = None

    build: Build
    """What one build needs to know; set when the build starts, never stored."""

    @cached_property
    def config(self) -> RolesConfig:
        """The configuration of the handbook."""
        return RolesConfig.from_sphinx(self.env.config)

    # -- what documents hold

    @cached_property
    def documents(self) -> Mapping[str, DocumentRecord]:
        """docname → what the document holds. Documents without markup of ours are not there.

        Stored packed: a build in which nothing has changed does not unpack them.
        """
        return {docname: loads(packed) for docname, (packed, _) in self._stored.items()}

    @property
    def _stored(self) -> dict[str, tuple[bytes, tuple[Declared, ...]]]:
        """docname → its packed record, and what it declares."""
        stored: dict[str, tuple[bytes, tuple[Declared, ...]]] = self.data["documents"]
        return stored

    def unreadable(self) -> list[str]:
        """The documents whose records this version cannot unpack: they must be read again."""
        found = []
        for docname, stored in self._stored.items():
            try:
                loads(stored[0])
            except Exception:  # noqa: BLE001 - a pickle can raise anything
                found.append(docname)
        return found

    @property
    def edition(self) -> str:
        """Another one whenever a document is read or removed."""
        edition: str = self.data["edition"]
        return edition

    @property
    def users(self) -> Collection[str]:
        """The docnames of the documents that use our markup."""
        return self._stored

    def note_document(self, docname: str, record: DocumentRecord) -> None:
        """Note what a document holds."""
        self._stored[docname] = (dumps(record, HIGHEST_PROTOCOL), tuple(declared(record)))
        self._forget()

    def _forget(self) -> None:
        self.__dict__.pop("documents", None)
        self._handbook = None

    def clear_doc(self, docname: str) -> None:
        # Sphinx clears a document before it reads it, here and not in a process of its own.
        self._stored.pop(docname, None)
        self._forget()
        self.data["edition"] = token_hex(8)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames:
            if docname in otherdata["documents"]:
                self._stored[docname] = otherdata["documents"][docname]
        self._forget()

    @property
    def handbook(self) -> Handbook:
        """All of it, resolved once and again whenever a document or the set of them changes."""
        if self._handbook is None:
            env, folders = self.env, self.config.craft
            handbook = resolve(
                self.documents,
                docs=env.all_docs,
                intro=self.config.intro,
                craft=folders,
                known_headings=self.config.headings.known(),
                holds=self.build.builder.tags.eval_condition,
            )
            sources = Sources(
                handbook,
                keys=self.config.keys,
                craft=lambda xref: craft_page(env, xref, folders),
                find_craft=lambda name: find_craft(name, folders, env.all_docs),
                craft_names=lambda: craft_names(folders, env.all_docs),
                title=lambda docname: env.titles[docname].astext(),
            )
            self._handbook = with_views(sources, self.documents)
        return self._handbook

    def resolve_again(self) -> Handbook:
        """Resolve the handbook once all documents are read: other pages came or went."""
        self._handbook = None
        return self.handbook

    # -- cross-references

    def find_holder(self, target: str, docname: str) -> Holder | None:
        """A role page, a level by its full name, or one of the role page on `docname`."""
        holders = self.handbook.holders
        if target in holders:
            return holders[target]
        record = self.documents.get(docname)
        names = (level_name(role.name, target) for role in record.roles) if record else ()
        return next((holders[name] for name in names if name in holders), None)

    def find_expectation(self, target: str, docname: str) -> tuple[Holder, Expectation] | None:
        """`holder#key`, where the holder inherits or declares the key."""
        name, _sep, key = target.rpartition("#")
        holder = self.find_holder(name, docname)
        expectation = holder.find(key) if holder else None
        return (holder, expectation) if holder and expectation else None

    def expectation_label(self, holder: str, expectation: Expectation, *, short: bool) -> str:
        """How an expectation of a holder with this title is called."""
        name = expectation.key or expectation.text[:60]
        label = self.config.keys.get(name, name)
        return label if short else _("%s: %s") % (holder, label)

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
            return self._resolve_craft(env, fromdocname, builder, target, node, contnode)
        # What is inherited stands on another page than its author's.
        written_on = node.get("roles:docname", fromdocname)
        short = node.get("roles:short", False)
        if typ == "expectation":
            found = self.find_expectation(target, written_on)
            if found is None:
                return None
            declared_for, expectation = found
            text = self.expectation_label(declared_for.title, expectation, short=short)
            docname, anchor = expectation.place.docname, expectation.anchor
        else:
            holder = self.find_holder(target, written_on)
            if holder is None or holder.is_level != (typ == "level"):
                return None
            text = holder.record.name if short else holder.title
            docname, anchor = holder.docname, holder.anchor
        return self._reference(builder, fromdocname, docname, anchor, text, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = []
        for typ in ("role", "level", "expectation"):
            args = (env, fromdocname, builder, typ, target, node, contnode)
            reference = self.resolve_xref(*args)
            if reference is not None:
                found.append((f"roles:{typ}", reference))
        return found

    def _resolve_craft(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        docname = find_craft(target, self.config.craft, env.all_docs)
        if docname is None:  # reported as a problem of the handbook, not once more
            return contnode  # type: ignore[return-value]
        text = env.titles[docname].astext()
        return self._reference(builder, fromdocname, docname, "", text, node, contnode)

    def _reference(
        self,
        builder: Builder,
        fromdocname: str,
        docname: str,
        anchor: str,
        text: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        if not node.get("refexplicit"):
            contnode = contnode.copy()
            contnode += nodes.Text(text)
        try:
            return make_refnode(builder, fromdocname, docname, anchor, contnode)
        except NoUri:  # a page that this book does not have: its title says enough
            return contnode  # type: ignore[return-value]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        # Asked for in every build, even where nothing has changed.
        roles: dict[str, str] = {}
        for docname in sorted(self._stored):
            for thing in self._stored[docname][1]:
                if roles.setdefault(thing.role, docname) != docname:
                    continue  # the second role page of a name has no say
                label, priority = thing.title, 1
                if thing.key is not None:  # found by its text, so not by its name in a search
                    key = self.config.keys.get(thing.key, thing.key)
                    label, priority = _("%s: %s") % (thing.title, key), -1
                yield thing.name, label, thing.kind, docname, thing.anchor, priority
