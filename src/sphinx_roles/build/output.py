"""What a build writes besides its pages: the handbook as data.

Belongs here: addresses as the builder has them, and the files. Their shapes are those of `data`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_roles import report
from sphinx_roles.build.kept import write_atomically
from sphinx_roles.data.export import FILES, export, lines
from sphinx_roles.data.json_ld import linked_data, text_of
from sphinx_roles.data.table import table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_roles.build.targets import Targets
    from sphinx_roles.handbook.resolved import Handbook


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


def put(app: Sphinx, file: Path, pieces: Iterable[str]) -> bool:
    """Write a file for readers; whether that was possible.

    Where it was not, the file is what it was before, one sentence says why, and the build fails.
    """
    try:
        write_atomically(file, pieces)
    except OSError as error:
        report.fail(app, file, error)
        return False
    return True


def data_of(builder: Builder, handbook: Handbook, targets: Targets) -> dict[str, Any]:
    """The handbook as data, with the addresses of a builder's pages."""
    root = builder.config.root_doc

    @cache
    def address(docname: str) -> str:
        # Empty for the start page, and for all of a single page.
        start = f"{root}{builder.out_suffix}"  # type: ignore[attr-defined]
        return builder.get_target_uri(docname).partition("#")[0] or start

    def url(docname: str, anchor: str) -> str:
        return f"{address(docname)}#{anchor}"

    return export(handbook, url=url, read=targets.read)


def write(
    app: Sphinx,
    data: Callable[[], Mapping[str, Any]],
    title: Callable[[str], str],
    forms: Collection[str],
) -> list[Path] | None:
    """Write the data in some forms beside `objects.inv`, where the builder writes one; the files.

    The builder `roles` writes them, too. None where a file cannot be written.

    Parameters
    ----------
    data
        Gives the handbook, as `data_of` does.
    title
        From the docname of a craft page to its title.
    forms
        Which of `FILES`; a file in another form is removed.
    """
    builder = app.builder
    if builder.name != "roles" and not Path(builder.outdir, "objects.inv").is_file():
        return []
    files = {form: Path(builder.outdir, name) for form, name in FILES.items()}
    wanted = [form for form in FILES if form in forms]
    for form, file in files.items():
        if form not in wanted and file.exists():
            file.unlink()
    base = builder.config.html_baseurl
    texts: dict[str, Callable[[], Iterable[str]]] = {
        "json": lambda: lines(data()),
        "csv": lambda: [table(data(), title, base)],
        "jsonld": lambda: [text_of(linked_data(data(), base))],
    }
    if not all(put(app, files[form], texts[form]()) for form in wanted):
        return None
    return [files[form] for form in wanted]
