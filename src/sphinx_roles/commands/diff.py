"""`sphinx-role-pages diff`: what changed between two editions of a handbook, and for whom."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import TYPE_CHECKING

from sphinx_roles.choose.changes import report
from sphinx_roles.commands.formats import as_json, github, markdown, words
from sphinx_roles.commands.formats.text import TextFormat
from sphinx_roles.commands.sources import find_source, find_working_tree
from sphinx_roles.data.compare.changes import KINDS
from sphinx_roles.data.compare.compare import compare

if TYPE_CHECKING:
    from sphinx_roles.commands.sources import Source
    from sphinx_roles.data.compare.changes import Comparison

FORMATS = ("text", "markdown", "json", "github")

_EXAMPLES = """\
examples:
  sphinx-role-pages diff main:
      what the working tree changes, compared with the branch main
  sphinx-role-pages diff v2025:docs v2026:docs
      what changed between two tags; the handbook's conf.py is in the folder docs
  sphinx-role-pages diff old/roles.json build/html
      two files; the second is in an output folder
  sphinx-role-pages diff HEAD^1: --format markdown > comment.md
      a comment for a pull request
  sphinx-role-pages diff main: --fail-on removed,level-removed
      exit status 1 where something was removed

OLD and NEW are each
  FILE          a roles.json
  FOLDER        an output folder with a roles.json, or a source folder with a conf.py
  REV:FOLDER    a revision of the git repository, and a source folder in it
  REV:          the same; the folder is the current one or docs, doc, docs/source, source
Source folders are built, revisions in a temporary worktree.

exit status: 0; 1 where a change is there that --fail-on names; 2 where nothing could be compared
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "diff",
        help="what changed between two editions of a handbook, and for whom",
        description="Say what changed between two editions of a handbook, and for whom.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="the earlier edition")
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="the later edition; without it, the working tree"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text for a terminal, markdown for a comment, json for programs, github for "
        "annotations and the step's summary in GitHub Actions (default: text)",
    )
    parser.add_argument(
        "--fail-on",
        metavar="KINDS",
        type=_kinds,
        default=(),
        help=f"exit with 1 where one of these kinds of change is there; any, or some of "
        f"{', '.join(KINDS)}",
    )
    parser.add_argument(
        "--source",
        metavar="FOLDER",
        help="for annotations: where the sources stand in the repository, if NEW is a file",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="build revisions again that were built before"
    )
    parser.set_defaults(run=run)


def _kinds(value: str) -> tuple[str, ...]:
    kinds = [kind.strip() for kind in value.split(",") if kind.strip()]
    unknown = [kind for kind in kinds if kind not in {*KINDS, "any"}]
    if unknown:
        message = f"no kind of change is called {unknown[0]!r}; choose from any, {', '.join(KINDS)}"
        raise argparse.ArgumentTypeError(message)
    return tuple(KINDS) if "any" in kinds else tuple(kinds)


def run(options: argparse.Namespace) -> int:
    """Compare, print, and return the exit status."""
    old = find_source(options.old, use_cache=not options.no_cache)
    if options.new is None:
        new = find_working_tree(old.folder)
    else:
        new = find_source(options.new, use_cache=not options.no_cache)
    comparison = compare(old.edition, new.edition)
    folder = options.source if options.source is not None else new.folder
    _print(_written(options.format, comparison, old, new, folder or ""))
    found = [(kind, count) for kind, count in comparison.kinds().items() if kind in options.fail_on]
    if found:
        print(f"Fails because of --fail-on: {words.kinds_line(found)}.", file=sys.stderr)  # noqa: T201
    return 1 if found else 0


def _written(form: str, comparison: Comparison, old: Source, new: Source, folder: str) -> str:
    if form == "json":
        return as_json.write(comparison, old.label, new.label)
    shown = report(comparison)
    if form == "markdown":
        return markdown.write(shown)
    if form == "github":
        return github.write(shown, folder)
    is_terminal = sys.stdout.isatty()
    no_colour = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    width = shutil.get_terminal_size().columns if is_terminal else None
    return TextFormat(is_coloured=is_terminal and not no_colour, width=width).write(shown)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, errors="replace").decode(encoding))
