"""What a build writes besides its pages: the handbook as data.

Belongs here: addresses as the builder has them, and the files. Their shapes are those of `data`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from sphinx_roles.build.kept import write_atomically
from sphinx_roles.data.export import export, lines
from sphinx_roles.data.json_ld import linked_data, text_of
from sphinx_roles.data.table import table
from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sphinx.builders import Builder

    from sphinx_roles.build.targets import Targets
    from sphinx_roles.handbook.resolved import Handbook

FILES = {"json": "roles.json", "csv": "roles.csv", "jsonld": "roles.jsonld"}
"""Form of the data → file."""


def is_new(builder: Builder) -> bool:
    """Whether nothing is in the output folder yet, doctrees aside."""
    doctrees = Path(builder.doctreedir)
    return all(entry == doctrees for entry in Path(builder.outdir).iterdir())


def page_file(builder: Builder, docname: str) -> Path | None:
    """The file of a page, where a builder writes one file for each."""
    suffix = getattr(builder, "out_suffix", None)
    if not isinstance(suffix, str):
        return None
    for name in ("get_output_path", "get_outfilename"):  # of HTML, since 8.2 and before
        if hasattr(builder, name):
            return Path(getattr(builder, name)(docname))
    return Path(builder.outdir, f"{docname}{suffix}")


def put(file: Path, pieces: Iterable[str]) -> None:
    """Write a file for readers.

    Raises
    ------
    sphinx.errors.SphinxError
        Where it cannot be written: which one, and why. The file is then what it was before.
    """
    try:
        write_atomically(file, pieces)
    except OSError as error:
        message = __("%s cannot be written: %s.")
        raise SphinxError(message % (file, error.strerror or error)) from error


def write(
    builder: Builder, handbook: Handbook, targets: Targets, forms: Collection[str]
) -> list[Path]:
    """Write the data in some forms beside `objects.inv`, where the builder writes one; the files.

    The builder `roles` writes them, too. A handbook without role pages has no such files.
    """
    if builder.name != "roles" and not Path(builder.outdir, "objects.inv").is_file():
        return []
    files = {form: Path(builder.outdir, name) for form, name in FILES.items()}
    wanted = forms if handbook.holders else ()
    for form, file in files.items():
        if form not in wanted and file.exists():
            file.unlink()
    if not wanted:
        return []
    root = builder.config.root_doc

    @cache
    def address(docname: str) -> str:
        # Empty for the start page, and for all of a single page.
        start = f"{root}{builder.out_suffix}"  # type: ignore[attr-defined]
        return builder.get_target_uri(docname).partition("#")[0] or start

    def url(docname: str, anchor: str) -> str:
        return f"{address(docname)}#{anchor}"

    data = export(handbook, url=url, read=targets.read)
    base = builder.config.html_baseurl
    texts: dict[str, Callable[[], Iterable[str]]] = {
        "json": lambda: lines(data),
        "csv": lambda: [table(data, targets.title, base)],
        "jsonld": lambda: [text_of(linked_data(data, base))],
    }
    for form in wanted:
        put(files[form], texts[form]())
    return [files[form] for form in FILES if form in wanted]
