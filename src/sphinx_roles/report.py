"""From problem to warning: its place, and its words in the reader's language.

Belongs here: all that a build says goes through here. The words are in `handbook`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_roles.handbook.problems import wording
from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_roles.handbook.problems import Problem

logger = logging.getLogger(__name__)


def report(problem: Problem, srcdir: Path) -> None:
    """Show a problem as a warning of type `roles.<subtype>`, located in the author's file."""
    place = problem.place
    # The file, not the document: an author corrects included text where it stands.
    location = str(srcdir / place.source)
    logger.warning(
        "%s",
        wording(problem, __),
        type="roles",
        subtype=problem.kind.subtype,
        location=f"{location}:{place.line or 1}",  # without a colon it would be a docname
    )


def fail(app: Sphinx, file: Path, error: OSError) -> None:
    """Say that a file cannot be written, and have the build end as a failed one."""
    logger.error(__("%s cannot be written: %s."), file, error.strerror or error)
    app.statuscode = 1


def summarise(line: str, details: Iterable[str]) -> None:
    """Show the closing line of a build, and with `-v` what it counts."""
    for detail in details:
        logger.verbose("%s", detail)
    logger.info("%s", line)
