"""Warnings of copies: what is wrong in one is reported where it was written.

Belongs here: marking copies, and keeping their warnings back.
"""

from __future__ import annotations

import logging

from docutils import nodes


def mark(node: nodes.Element) -> None:
    """Mark a node as a copy. No writer sees the mark."""
    node._roles_copy = True  # type: ignore[attr-defined]


def silence() -> None:
    """Have each mistake reported once: by its own page, not by the copies.

    Sphinx's extensions warn through a logger each. Their records pass the filters of that one
    logger, also in other processes. The event `warn-missing-reference` would not do: Sphinx
    calls all that listen to it, whatever the first says.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if name.startswith("sphinx.") and isinstance(logger, logging.Logger):
            logger.addFilter(_is_of_no_copy)


def _is_of_no_copy(record: logging.LogRecord) -> bool:
    location = getattr(record, "location", None)
    return not (isinstance(location, nodes.Element) and hasattr(location, "_roles_copy"))
