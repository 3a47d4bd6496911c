"""What a build writes besides its pages: the handbook as data.

Belongs here: addresses as the builder has them, and the files. Their shapes are those of `data`.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_roles import report
from sphinx_roles.build.edit.kept import last_of, write_atomically
from sphinx_roles.data.export import FILES, export, lines
from sphinx_roles.data.json_ld import linked_data, text_of
from sphinx_roles.data.renew import UnlikeError, renewed
from sphinx_roles.data.roles_csv import table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.build.edit.since import Since
    from sphinx_roles.build.targets import Targets
    from sphinx_roles.handbook.resolved import Handbook


def is_new(builder: Builder) -> bool:
    """Whether nothing is in the output folder yet, doctrees aside."""
    doctrees = Path(builder.doctreedir)
    return all(entry == doctrees for entry in Path(builder.outdir).iterdir())


def _page_file(builder: Builder, docname: str) -> Path | None:
    """The file of a page, where a builder writes one file for each."""
    suffix = getattr(builder, "out_suffix", None)
    if not isinstance(suffix, str):
        return None
    for name in ("get_output_path", "get_outfilename"):  # of HTML, since 8.2 and before
        if hasattr(builder, name):
            return Path(getattr(builder, name)(docname))
    return Path(builder.outdir, f"{docname}{suffix}")


def has_page(builder: Builder, docnames: Iterable[str]) -> bool:
    """Whether the file of any of some pages is there."""
    return any(file.is_file() for file in _page_files(builder, docnames))


def last_page(builder: Builder, written: Iterable[str]) -> tuple[str, int] | None:
    """The file of a page that was written last, of some, and when; None for none."""
    return last_of(_page_files(builder, written), Path(builder.outdir))


def _page_files(builder: Builder, docnames: Iterable[str]) -> Iterator[Path]:
    return filter(None, (_page_file(builder, docname) for docname in docnames))


def put(app: Sphinx, file: Path, pieces: Iterable[str | bytes | memoryview]) -> bool:
    """Write a file for readers; whether that was possible.

    Where it was not, the file is what it was before, one sentence says why, and the build fails.
    """
    try:
        write_atomically(file, pieces)
    except OSError as error:
        report.fail(app, file, error)
        return False
    return True


def data_of(
    builder: Builder, handbook: Handbook, targets: Targets, names: Collection[str] | None = None
) -> dict[str, Any]:
    """The handbook as data, with the addresses of a builder's pages; or some holders of it."""
    root = builder.config.root_doc

    @cache
    def address(docname: str) -> str:
        # Empty for the start page, and for all of a single page.
        start = f"{root}{builder.out_suffix}"  # type: ignore[attr-defined]
        return builder.get_target_uri(docname).partition("#")[0] or start

    def url(docname: str, anchor: str) -> str:
        return f"{address(docname)}#{anchor}"

    return export(handbook, url=url, read=targets.read, names=names)


def write(
    app: Sphinx,
    domain: RolesDomain,
    data: Callable[[], Mapping[str, Any]],
    since: Since | None,
    *,
    is_empty: bool,
) -> list[Path] | None:
    """Write the data in some forms beside `objects.inv`, where the builder writes one; the files.

    The builder `roles` writes them, too. None where a file cannot be written.

    Parameters
    ----------
    data
        Gives the handbook, as `data_of` does.
    since
        How far the edits since the files were written reach; None where that may be everywhere.
    is_empty
        Whether the handbook has no role page: then there are no files.
    """
    builder = app.builder
    if builder.name != "roles" and not Path(builder.outdir, "objects.inv").is_file():
        return []
    files = {form: Path(builder.outdir, name) for form, name in FILES.items()}
    forms = () if is_empty else domain.config.data
    wanted = [form for form in FILES if form in forms]
    if since is not None and not since.affected:
        return [files[form] for form in wanted]
    for form, file in files.items():
        if form not in wanted and file.exists():
            file.unlink()
    base = builder.config.html_baseurl

    def json() -> Iterable[str | bytes | memoryview]:
        if since is not None:
            with suppress(OSError, UnlikeError):
                return _renewed(files["json"].read_bytes(), builder, domain, since)
        return lines(data())

    texts: dict[str, Callable[[], Iterable[str | bytes | memoryview]]] = {
        "json": json,
        "csv": lambda: [table(data(), domain.targets.title, base)],
        "jsonld": lambda: [text_of(linked_data(data(), base))],
    }
    if not all(put(app, files[form], texts[form]()) for form in wanted):
        return None
    return [files[form] for form in wanted]


def _renewed(
    text: bytes, builder: Builder, domain: RolesDomain, since: Since
) -> Iterable[bytes | memoryview]:
    """The text of `roles.json`, with what the pages say now that edits reach."""
    known = domain.known.handbook
    on = (*known.pages.items(), *known.guests.items())
    names = {h.name for docname, holders in on if docname in since.affected for h in holders}
    data = data_of(builder, known, domain.targets, names)
    return renewed(text, data, names, has_words=domain.part is None)
