"""One build: what is known only while it runs, and never stored.

Belongs here: the builder, and what is computed at most once in a build.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_roles.incremental import Written, digests
from sphinx_roles.output import Capture
from sphinx_roles.transplant import Origins

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_roles.domain import RolesDomain


class Build:
    """What one build needs to know."""

    def __init__(self, domain: RolesDomain, builder: Builder) -> None:
        self.builder = builder
        self.origins = Origins(domain.env)
        """The documents that copies are made from."""
        self.capture = Capture(builder)
        """The expectations as this build renders them."""
        self.written = Written(builder)
        """The digests with which the output folder was written."""
        self._domain = domain

    @property
    def is_folding(self) -> bool:
        """Whether the pages are HTML that a browser shows, and not a book."""
        return self.builder.format == "html" and self.builder.name != "epub"

    @cached_property
    def digests(self) -> dict[str, str]:
        """docname → digest of what it shows from elsewhere, now."""
        return digests(self._domain, self.origins)
