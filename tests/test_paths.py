"""Ways from folder to file, as Windows has them too."""

from __future__ import annotations

import ntpath
from typing import TYPE_CHECKING

from sphinx_roles import paths

if TYPE_CHECKING:
    import pytest


def test_on_one_drive_and_on_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "path", ntpath)
    assert paths.path_from(r"C:\book\out\html", r"C:\book\doctrees") == r"..\out\html"
    assert paths.path_from(r"D:\out\html", r"C:\book\doctrees") == r"D:\out\html"
