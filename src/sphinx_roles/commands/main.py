"""`sphinx-role-pages`: its commands, and how it ends.

Belongs here: what all commands share. Each command is a module with `add_parser`, which says
what it takes, and sets `run`, which does it and returns the exit status.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING

from sphinx_roles import __version__
from sphinx_roles.commands import diff
from sphinx_roles.commands.adopting import command as adopt
from sphinx_roles.commands.errors import CommandError
from sphinx_roles.data.load import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

COMMANDS = (adopt, diff)

DID_NOT = 2
"""Exit status where a command could not do its work; argparse's own for wrong arguments."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    options = _parser().parse_args(arguments)
    for name in ("SIGTERM", "SIGHUP"):  # as by Ctrl-C: what is temporary is removed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except (CommandError, DataError) as error:
        return _did_not(str(error))
    except KeyboardInterrupt:
        return _did_not("Interrupted; nothing temporary is left behind.")
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _did_not(f"{_reason(error)}.")
    return status


def _reason(error: OSError) -> str:
    """Which file cannot be read or written, and why."""
    if isinstance(error, shutil.Error):  # of a folder: the first of its files
        (file, _, why), *_ = error.args[0]
        return f"{file} cannot be copied: {why}"
    return f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sphinx-role-pages",
        description="Work with handbooks of role pages that sphinx-roles builds.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def _did_not(why: str) -> int:
    print(f"sphinx-role-pages: {why}", file=sys.stderr)  # noqa: T201 - a command prints
    return DID_NOT


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
