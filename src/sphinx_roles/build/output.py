"""What a build writes besides its pages: `roles.json`.

Belongs here: addresses as the builder has them, and the file. The shape is `data.export`'s.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.build.kept import write_atomically
from sphinx_roles.data.export import export, lines

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_roles.build.targets import Targets
    from sphinx_roles.handbook.resolved import Handbook

FILE = "roles.json"


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


def write(builder: Builder, handbook: Handbook, targets: Targets) -> Path | None:
    """Write `roles.json` beside `objects.inv`, where the builder writes one; the file.

    So does the builder `roles`. A handbook without role pages has no such file.
    """
    file = Path(builder.outdir, FILE)
    if builder.name != "roles" and not Path(builder.outdir, "objects.inv").is_file():
        return None
    if not handbook.holders:
        file.unlink(missing_ok=True)
        return None
    root = builder.config.root_doc

    @cache
    def address(docname: str) -> str:
        # Empty for the start page, and for all of a single page.
        start = f"{root}{builder.out_suffix}"  # type: ignore[attr-defined]
        return builder.get_target_uri(docname).partition("#")[0] or start

    def url(docname: str, anchor: str) -> str:
        return f"{address(docname)}#{anchor}"

    data = export(handbook, url=url, read=targets.read)
    write_atomically(file, lines(data))
    return file
