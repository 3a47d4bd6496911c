"""The configuration of `rolecheck` as one frozen dataclass, checked at start-up.

Belongs here: names, defaults and checks of the `roles_*` values that pages do not depend on,
except `roles_grades`, which the view of grades reads as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING

from sphinx_roles.config import is_strings, refuse
from sphinx_roles.handbook.finding_kinds import ALL, Kind
from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """What `rolecheck` looks for."""

    check_ignore: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """Kind of finding, or `*`, and the documents in which it is silenced."""
    check_near: float = 85.0
    """The least likeness of near copies, of 100."""
    grades: tuple[str, ...] = ()
    """All grades there are, the lowest first; none where any grade will do."""
    review_days: int | None = None
    """After so many days a page is to be reviewed again; None for never."""

    @classmethod
    def from_sphinx(cls, config: Config) -> CheckConfig:
        """Read and check the values.

        Raises
        ------
        sphinx.errors.ConfigError
            Where a value is wrong: which one, and what it must be.
        """
        near = config.roles_check_near
        if isinstance(near, bool) or not isinstance(near, (int, float)) or not 0 < near <= 100:
            refuse("roles_check_near", near, __("a number above 0, and up to 100"))
        grades = config.roles_grades
        if not is_strings(grades):
            refuse("roles_grades", grades, __("a list of grades, as ['L1', 'L2']"))
        days = config.roles_review_days
        if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 0):
            refuse("roles_review_days", days, __("a number of days, or None"))
        return cls(tuple(_ignored(config)), float(near), tuple(grades), days)


def _ignored(config: Config) -> list[tuple[str, re.Pattern[str]]]:
    entries = config.roles_check_ignore
    what = __("a list of kinds of finding, as ['shared', 'near-copy: archive/.*']")
    kinds = {ALL, *Kind.labels()}
    if not isinstance(entries, (list, tuple)):
        refuse("roles_check_ignore", entries, what)
    found = []
    for entry in entries:
        kind, _, pattern = entry.partition(":") if isinstance(entry, str) else ("", "", "")
        kind = kind.strip()
        if kind not in kinds:
            refuse("roles_check_ignore", entries, what)
        try:
            found.append((kind, re.compile(pattern.strip() or ".*")))
        except re.error as error:
            what = __("a list with regular expressions after the colons (%s)") % error
            refuse("roles_check_ignore", entries, what)
    return found


def check(_app: Sphinx, config: Config) -> None:
    """Refuse a wrong value before anything is read. Connected to `config-inited`."""
    CheckConfig.from_sphinx(config)


def add_config_values(app: Sphinx) -> None:
    """Declare the values. No page changes with them but those with the view of grades."""
    app.add_config_value("roles_check_ignore", [], "", ())
    app.add_config_value("roles_check_near", 85, "", ())
    app.add_config_value("roles_grades", [], "", ())
    app.add_config_value("roles_review_days", None, "", (int, NoneType))
