"""Editions of the handbook as data: this one, and earlier ones that it keeps as files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles.data.export import export
from sphinx_roles.data.load import edition, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_roles.data.load import Edition
    from sphinx_roles.handbook.records import Said
    from sphinx_roles.handbook.resolved import Handbook


class Editions:
    """What views compare.

    Parameters
    ----------
    srcdir
        The source folder.
    handbook
        The handbook as it is now.
    read
        From pieces of text to what readers see.
    """

    def __init__(
        self, srcdir: Path, handbook: Handbook, read: Callable[[Sequence[Said]], str]
    ) -> None:
        self._srcdir = srcdir
        self._handbook = handbook
        self._read = read

    @cached_property
    def current(self) -> Edition:
        """The handbook as it is now; addresses are docnames and anchors."""
        data = export(self._handbook, url="{}#{}".format, read=self._read)
        return edition(data, "the handbook")

    def earlier(self, name: str) -> Edition:
        """The edition in a file of the source folder.

        Raises
        ------
        sphinx_roles.data.load.DataError
            Where that cannot be read.
        """
        return load(Path(self._srcdir, name), name)
