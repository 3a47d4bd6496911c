"""`sphinx-role-pages adopt`: arguments, and what is done in which order."""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.commands.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_roles.commands.adopting.planning import Adopted
    from sphinx_roles.commands.adopting.reading import Found

_EXAMPLES = """\
examples:
  sphinx-role-pages adopt handbook --out adopted
      a folder of Markdown, an mdBook or a MkDocs site, as a Sphinx handbook in a new folder
  sphinx-role-pages adopt docs
      a Sphinx handbook, in place
  sphinx-role-pages adopt handbook --out adopted --roles 'careers/*.md'
      these pages are the role pages, and no other
  sphinx-role-pages adopt --strip adopted
      take it back: the pages are as they were, byte for byte

Nothing is written before all of it is worked out and built. What the command is not sure of is a
list in the end, with file and line.

exit status: 0; 2 where the handbook could not be adopted
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "adopt",
        help="move a handbook in: mark its role pages up",
        description="Make a Sphinx handbook of role pages from one that is there.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        type=Path,
        help="the folder of a Sphinx handbook (with conf.py), an mdBook (book.toml), a MkDocs "
        "site (mkdocs.yml), or of Markdown",
    )
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="write a new folder, and leave SOURCE alone"
    )
    parser.add_argument(
        "--roles",
        metavar="GLOB",
        action="append",
        default=[],
        help="paths of the role pages, as 'careers/*.md'; may be given several times. Without it "
        "each page is judged by what it holds",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing; print the changes and the list"
    )
    parser.add_argument(
        "--force", action="store_true", help="write over other content or uncommitted changes"
    )
    parser.add_argument("--all", action="store_true", help="shorten no list of the report")
    parser.add_argument(
        "--strip",
        action="store_true",
        help="take back what adopt put into SOURCE, or write that to --out",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Adopt, print, and return the exit status."""
    if importlib.util.find_spec("myst_parser") is None:
        message = "adopt needs MyST-Parser: run pip install 'sphinx-role-pages[myst]'."
        raise CommandError(message)
    if not options.source.is_dir():
        message = f"{options.source} is no folder: name the folder of a handbook."
        raise CommandError(message)
    return _strip(options) if options.strip else _adopt(options)


def _adopt(options: argparse.Namespace) -> int:
    # What parses pages is loaded where it is needed: MyST-Parser may not be installed.
    from sphinx_roles.adopt.record import RECORD  # noqa: PLC0415
    from sphinx_roles.commands.adopting import planning, report, writing  # noqa: PLC0415
    from sphinx_roles.commands.adopting.reading import find  # noqa: PLC0415

    found = find(options.source)
    out: Path | None = options.out
    if not options.dry_run:
        _refuse(options, found)
    with tempfile.TemporaryDirectory(prefix="sphinx-role-pages-") as work:
        adopted = planning.adopt(found, options.roles, Path(work).resolve())
    if options.dry_run:
        before = {page: str(text) for page, text in found.book.pages.items()}
        if (found.folder / planning.CONF).is_file():
            before[planning.CONF] = (found.folder / planning.CONF).read_text(
                encoding="utf-8", errors="surrogateescape"
            )
        shown = {path: text for path, text in adopted.texts.items() if path != RECORD}
        _print(report.diff(before, shown))
    elif out is not None:
        writing.write_new(out, found.folder, _copied(found), _bytes(adopted))
    else:
        writing.write_over(found.folder, _bytes(adopted))
    target = str(out or found.folder)
    said = report.lines(adopted, is_dry=options.dry_run, target=target, shows_all=options.all)
    _print(said)
    return 0


def _refuse(options: argparse.Namespace, found: Found) -> None:
    from sphinx_roles.commands.adopting import writing  # noqa: PLC0415

    if options.out is not None:
        writing.refuse_to_cover(options.out, found.folder, force=options.force)
    else:
        writing.refuse_to_lose(found.folder, force=options.force)


def _copied(found: Found) -> list[str]:
    from sphinx_roles.adopt.sources.book import SPHINX  # noqa: PLC0415
    from sphinx_roles.commands.adopting.reading import files_of  # noqa: PLC0415

    if found.book.kind == SPHINX:
        return files_of(found.folder, with_hidden=True)
    return sorted(found.book.files)


def _bytes(adopted: Adopted) -> dict[str, bytes]:
    return {path: text.encode("utf-8", "surrogateescape") for path, text in adopted.texts.items()}


def _strip(options: argparse.Namespace) -> int:
    from sphinx_roles.commands.adopting import stripping, writing  # noqa: PLC0415
    from sphinx_roles.commands.adopting.reading import files_of  # noqa: PLC0415

    folder: Path = options.source
    stripped = stripping.strip_folder(folder)
    if options.dry_run:
        _print(sorted([*stripped.texts, *(f"{path} (removed)" for path in stripped.gone)]))
        return 0
    if options.out is not None:
        writing.refuse_to_cover(options.out, folder, force=options.force)
        files = files_of(folder, with_hidden=True)
        kept = [path for path in files if path not in stripped.gone]
        writing.write_new(options.out, folder, kept, stripped.texts)
    else:
        writing.refuse_to_lose(folder, force=options.force)
        writing.write_over(folder, stripped.texts, stripped.gone)
    _print([f"{len(stripped.texts)} files are as they were, {len(stripped.gone)} are removed."])
    _print(f"{path}:{line}: edited since, and left as it is" for path, line in stripped.lost)
    return 0


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line.encode("utf-8", "replace").decode("utf-8"))  # noqa: T201 - a command prints
