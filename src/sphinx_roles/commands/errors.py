"""The error that a command ends with."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot do its work: one sentence says why, and what to do."""
