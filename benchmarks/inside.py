"""Builds that are watched from inside the process: with clocks, or with cProfile.

`python -m benchmarks.inside ARGUMENTS` builds with the arguments of `sphinx-build` and
prints, as JSON, the seconds that each of `CLOCKS` ran.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.cmd.build import build_main

if TYPE_CHECKING:
    from collections.abc import Callable

CLOCKS = {
    "resolve": "sphinx_roles.build.whole:resolve",
    "digests": "sphinx_roles.build.outdated:Digests.of",
    "data": "sphinx_roles.build.output:write",
}
"""Clock → the function that it times, as the module that calls it knows it."""


def timed(arguments: list[str]) -> dict[str, float]:
    """Build; return the seconds of processor time that each of `CLOCKS` ran."""
    seconds = dict.fromkeys(CLOCKS, 0.0)

    def clock(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                seconds[name] += time.process_time() - start

        return call

    for name, place in CLOCKS.items():
        module, _, path = place.partition(":")
        *around, attribute = path.split(".")
        found: Any = reduce(getattr, around, import_module(module))
        setattr(found, attribute, clock(name, getattr(found, attribute)))
    _build(arguments)
    return seconds


def profile(arguments: list[str], *, top: int, order: str, only: str) -> None:
    """Build, and print the functions that took most of the time."""
    profiler = cProfile.Profile()
    profiler.runcall(_build, arguments)
    pstats.Stats(profiler).sort_stats(order).print_stats(only, top)


def _build(arguments: list[str]) -> None:
    if build_main(arguments):
        raise RuntimeError("the build failed")


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(timed(sys.argv[1:])) + "\n")
