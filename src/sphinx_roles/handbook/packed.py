"""The records of all documents, as Sphinx stores them with its environment.

Belongs here: what of a record is at hand in every build, and what is unpacked when it is needed.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles import __version__
from sphinx_roles.handbook import kinds, problems, records, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sphinx_roles.handbook.records import DocumentRecord


def version_of(*modules: ModuleType) -> int:
    """A number that is another one when a class of the modules has other fields or members.

    Nobody has to remember to raise it. Records of before cannot be unpacked, or say less.
    """
    classes = (
        (module.__name__, name, tuple(getattr(thing, "__members__", thing.__annotations__)))
        for module in modules
        for name, thing in sorted(vars(module).items())
        if isinstance(thing, type) and thing.__module__ == module.__name__
    )
    # Another version of the extension may read pages in another way.
    return int(sha256(repr((__version__, *classes)).encode()).hexdigest()[:8], 16)


class Packed(NamedTuple):
    """The record of one document.

    A build in which nothing has changed needs little of it. To load all records of 400 role pages
    as objects costs such a build a fifth of its time, most of it in the garbage collector.
    """

    record: bytes
    only: tuple[str, ...]
    """The expressions of the `only` directives in it."""
    has_views: bool
    digest: str
    """Of the record: another one where the document says something else."""


class Records(Mapping[str, "DocumentRecord"]):
    """docname → what the document holds, unpacked when it is asked for.

    Parameters
    ----------
    packed
        docname → its record. Others may change it.
    """

    def __init__(self, packed: dict[str, Packed]) -> None:
        self._packed = packed
        self._unpacked: dict[str, tuple[Packed, DocumentRecord]] = {}

    def note(self, docname: str, record: DocumentRecord) -> None:
        """Store a record."""
        packed = pack(record)
        self._packed[docname] = Packed(
            packed,
            record.only,
            bool(record.views),
            sha256(packed).hexdigest()[:16],
        )

    def __getitem__(self, docname: str) -> DocumentRecord:
        packed = self._packed[docname]
        found = self._unpacked.get(docname)
        if found is None or found[0] is not packed:
            found = self._unpacked[docname] = packed, unpack(packed.record)
        return found[1]

    def __contains__(self, docname: object) -> bool:
        return docname in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    # -- what every build asks for

    def digest(self, docname: str) -> str:
        """Digest of what a document holds; '' where it holds nothing of ours."""
        packed = self._packed.get(docname)
        return packed.digest if packed is not None else ""

    def only(self) -> set[str]:
        """The expressions of all `only` directives."""
        return {expression for packed in self._packed.values() for expression in packed.only}

    def has_views(self) -> bool:
        """Whether any document has a view."""
        return any(packed.has_views for packed in self._packed.values())


def pack(thing: object) -> bytes:
    """Records as bytes."""
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Any:
    """The same as objects again."""
    return pickle.loads(packed)


VERSION = version_of(records, problems, kinds, resolved, sys.modules[__name__])
"""The version of what is stored."""
