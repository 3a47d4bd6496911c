"""What some tests need besides Python's packages: Java, a browser, TeX.

Belongs here: skipping where it is missing, except where everything must be there.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import NoReturn

import pytest

# In CI nothing may be skipped, where tox installs all that is needed.
IS_COMPLETE = "CI" in os.environ and os.environ.get("TOX_ENV_NAME", "default") in {
    "default",
    "slow",
}


def missing(what: str) -> NoReturn:
    """Skip, or fail in CI."""
    if IS_COMPLETE:
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")


def package(name: str) -> None:
    """Go on only with this package."""
    if find_spec(name) is None:
        missing(name)
