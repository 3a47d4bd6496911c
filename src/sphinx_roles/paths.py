"""The path from a folder to a file, on any system.

Belongs here: what `os.path` does not do on all of them.
"""

from __future__ import annotations

from os import path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike


def path_from(file: str | PathLike[str], folder: str | PathLike[str]) -> str:
    """The way to a file from a folder, or the whole path where Windows has them on two drives."""
    try:
        return path.relpath(file, folder)
    except ValueError:
        return path.abspath(file)  # noqa: PTH100 - of the same module
