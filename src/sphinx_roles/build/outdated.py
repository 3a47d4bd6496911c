"""Which pages must be written again because of what other pages say.

Belongs here: the digest of all that is put into a page from elsewhere, and the record of
the digests with which an output folder was last written.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.choose.page import page
from sphinx_roles.doctree.markers import tree
from sphinx_roles.doctree.xrefs import Shown, craft_page, xrefs
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.choose.page import Group, Item
    from sphinx_roles.doctree.origins import Origins
    from sphinx_roles.handbook.records import Xref


def digests(domain: RolesDomain, origins: Origins) -> dict[str, str]:
    """docname → digest of what it shows from elsewhere, for all documents that use our markup."""
    shown = Shown(domain.env)
    intros: dict[str, tuple[object, ...]] = {}
    seen: dict[Xref, str] = {}

    def describe(xref: Xref) -> str:
        if xref not in seen:
            ours = _ours(domain, xref) if xref.domain in {"roles", ""} else None
            seen[xref] = repr((shown.of(xref), ours))
        return seen[xref]

    def intro(docname: str) -> tuple[object, ...]:
        if docname not in intros:
            document = origins.intro(docname).document
            intros[docname] = (
                _digest(document.pformat()),
                *map(describe, xrefs(tree(document), docname)),
            )
        return intros[docname]

    def linked(item: Item) -> list[str]:
        return [describe(link) for link in expectations[item.docname, item.anchor].links]

    def group(group: Group) -> str:  # many pages share one
        if id(group) not in groups:
            groups[id(group)] = _digest(repr((group, [linked(item) for item in group.items])))
        return groups[id(group)]

    expectations = {
        (e.place.docname, e.anchor): e
        for holder in domain.handbook.holders.values()
        for e in holder.own
    }
    groups: dict[int, str] = {}
    found = {}
    for docname, record in domain.documents.items():
        shows = page(domain.handbook, docname)
        everything = (
            domain.build.version,  # another one may show the same in other words
            # When it was read: perhaps in a build for another output, because of a file that it
            # includes. Sphinx compares the age of a page with that of its source alone.
            domain.env.all_docs.get(docname),
            shows._replace(inherited=()),
            [(name, i.adds_nothing_to, *map(group, i.groups)) for name, i in shows.inherited],
            [linked(item) for item in shows.items()],
            [intro(name) for _, name in shows.intros if name],
            [describe(link) for link in record.links],
        )
        found[docname] = _digest(repr(everything))
    return found


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]


def _ours(domain: RolesDomain, xref: Xref) -> object:
    """What a reference to something of ours resolves to."""
    docname, _, target = xref.target.partition(":")
    if xref.type == "craft":
        page = craft_page(domain.env, xref, domain.config.craft)
        return page and (page, domain.env.titles[page].astext())
    expectation = domain.find_expectation(target, docname) if "#" in target else None
    if expectation is not None:
        holder, found = expectation
        label = domain.expectation_label(holder.title, found, short=False)
        return (label, found.place.docname, found.anchor)
    holder_found = domain.find_holder(target, docname)
    if holder_found is None:
        return None
    return (holder_found.title, holder_found.docname, holder_found.anchor)


@dataclass
class State:
    """What an output folder was last written from."""

    edition: str
    """See `edition`."""
    pages: dict[str, str]
    """docname → digest."""
    problems: list[Problem]
    data: list[int] | None
    """Size and time of `roles.json` as it was written, None where the builder writes none."""


class Written:
    """The record of what an output folder was last written from.

    Kept with the doctrees, one file for each output: builders that share the doctrees write
    at different times. A build that did not end leaves no record: nobody knows which of the
    pages it wrote, so the next one writes them all.
    """

    def __init__(self, builder: Builder) -> None:
        self._file = state_file(builder, ".json")
        self._outdir = Path(builder.outdir)
        self.is_forgotten = False

    @cached_property
    def before(self) -> State | None:
        """The state after the last complete build; None where there is no such record."""
        try:
            found = json.loads(_unsealed(self._file.read_text(encoding="utf-8")))
            problems = [
                Problem(
                    Warn.of(subtype),
                    Place(docname, source, int(line)),
                    tuple((str(word), str(text)) for word, text in words),
                )
                for subtype, docname, source, line, words in found["problems"]
            ]
            pages = {str(name): str(digest) for name, digest in found["pages"].items()}
            return State(str(found["edition"]), pages, problems, found["data"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def forget(self) -> None:
        """Remove the record while pages are written; `before` still has it."""
        self._file.unlink(missing_ok=True)
        self.is_forgotten = True

    def write(self, state: State) -> None:
        """Record a complete build."""
        problems = [
            [p.kind.subtype, p.place.docname, p.place.source, p.place.line, p.words]
            for p in state.problems
        ]
        found = {**vars(state), "problems": problems}
        write_atomically(self._file, [_sealed(json.dumps(found, indent=0, sort_keys=True))])

    def is_data_here(self) -> bool:
        """Whether `roles.json` is still the file that the last build wrote."""
        if self.before is None or self.before.data is None:
            return True
        return self.before.data == stamp(self._outdir / "roles.json")


def _sealed(text: str) -> str:
    """JSON with its digest before it."""
    return f'["{sha256(text.encode()).hexdigest()}",\n{text}]'


def _unsealed(sealed: str) -> str:
    """The JSON that was sealed; ValueError where anybody has changed it since."""
    text = sealed.partition("\n")[2].removesuffix("]")
    if sealed != _sealed(text):
        raise ValueError
    return text


def stamp(file: Path | None) -> list[int] | None:
    """Size in bytes and time of change in nanoseconds; None where there is no file."""
    if file is None or not file.is_file():
        return None
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def is_current(domain: RolesDomain) -> bool:
    """Whether nothing was read or removed since the output folder was written."""
    written = domain.build.written
    return (
        written.before is not None
        and written.before.edition == edition(domain)
        and written.is_data_here()
    )


def edition(domain: RolesDomain) -> str:
    """What changes whenever a document is read or removed, or the extension is another one."""
    return f"{domain.build.version} {domain.edition}"


def outdated(domain: RolesDomain) -> Iterator[str]:
    """The pages whose output is not what the handbook says now."""
    written = domain.build.written
    if written.before is None:  # cut off, pages and the search index may be half written
        yield from sorted(domain.env.all_docs)
        return
    before = written.before.pages if written.is_data_here() else {}
    for docname, digest in domain.build.digests.items():
        if before.get(docname) != digest and docname in domain.env.all_docs:
            yield docname


def state_file(builder: Builder, suffix: str) -> Path:
    """A file of ours with the doctrees, one for each output folder."""
    output = os.path.relpath(builder.outdir, builder.doctreedir)
    name = sha256(f"{builder.name}:{output}".encode(errors="surrogateescape")).hexdigest()[:16]
    return Path(builder.doctreedir, f"sphinx-roles-{name}{suffix}")


def note_intros(env: BuildEnvironment, domain: RolesDomain) -> None:
    """Tell Sphinx that intros are included elsewhere, so that no toctree need have them."""
    for role, intro in domain.handbook.intros.items():
        if intro is not None:
            docname = domain.handbook.holders[role].docname
            env.included.setdefault(docname, set()).add(intro)


def write_atomically(file: Path, pieces: Iterable[str]) -> None:
    """Write a file so that a killed build leaves the old one or the new one."""
    temporary = file.with_name(f"{file.name}.tmp")
    with temporary.open("w", encoding="utf-8") as text:
        text.writelines(pieces)
    temporary.replace(file)
