"""Whether the extension reads levels that do not stand on their role page.

Belongs here: this one question. Markers that the extension does not know are not written.
"""

from __future__ import annotations

from functools import cache

from sphinx_roles.build.domain import RolesDomain


@cache
def can_read_levels_in_tables() -> bool:
    """Whether a table's columns can be levels."""
    return "levels-table" in RolesDomain.directives  # "levels" for short
