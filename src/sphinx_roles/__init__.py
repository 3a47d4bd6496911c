"""Role pages for engineering handbooks built with Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension. Called by Sphinx."""
    # Imported late, so that the pure modules can be used where Sphinx is not installed.
    from sphinx_roles.extension import register

    return register(app)
