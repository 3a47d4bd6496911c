"""Interface text (`_`) and diagnostics (`__`) in the reader's language.

Belongs here: the message catalogue. Its files are in `locale/`.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "sphinx_roles"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOG)
__ = get_translation(CATALOG, "console")
