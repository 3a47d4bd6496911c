"""Doctrees as Sphinx stored them after reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from sphinx_roles.i18n import __

if TYPE_CHECKING:
    from docutils import nodes


def forget_loaded(env: BuildEnvironment) -> None:
    """Drop the doctrees that Sphinx keeps as it has loaded them.

    It keeps those of earlier builds of an application, too, when their documents are read again.
    """
    loaded = getattr(env, "_pickled_doctree_cache", None)
    if loaded is not None:
        loaded.clear()


def load(env: BuildEnvironment, docname: str) -> nodes.document:
    """The doctree of a document as it was stored after reading.

    Raises
    ------
    sphinx.errors.SphinxError
        Where it cannot be read: in which file, and what to do.
    """
    try:
        # Not the builder's: some builders replace `env.get_doctree`, and keep what it gives.
        return BuildEnvironment.get_doctree(env, docname)
    except Exception as error:
        file = Path(env.doctreedir, f"{docname}.doctree")
        message = __("The stored doctree of %s cannot be read (%s). Remove %s and build again.")
        raise SphinxError(message % (docname, error, file)) from error
