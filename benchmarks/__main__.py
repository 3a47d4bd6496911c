"""The command line: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks import growth, inside, measure, model, report, variants


def main() -> None:
    """Parse the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure builds.")
    commands = parser.add_subparsers(required=True)

    run = commands.add_parser("run", help="compare the variants of one handbook")
    run.add_argument("--pages", type=int, default=400, help="how many role pages")
    run.add_argument("--folders", type=int, default=1, help="over how many folders they spread")
    run.add_argument("--rounds", type=int, default=3)
    run.add_argument("--extending", choices=("senior", "all"), default="senior")
    run.add_argument("--variants", type=_names, default=variants.available(), metavar="NAME,...")
    run.set_defaults(do=_run)

    grow = commands.add_parser("growth", help="time against the size of many shapes")
    shapes = [shape.__name__ for shape in growth.SHAPES]
    grow.add_argument("--shapes", type=_names, default=shapes, metavar="NAME,...")
    grow.add_argument("--most", type=int, default=5000, help="the largest size to build")
    grow.set_defaults(do=_growth)

    for command in (run, grow):
        command.add_argument("--json", type=Path, help="write all figures here")
        command.add_argument("--plot", type=Path, help="draw them here; needs matplotlib")

    profile = commands.add_parser("profile", help="cProfile of one clean build")
    profile.add_argument("variant", choices=variants.VARIANTS)
    profile.add_argument("--pages", type=int, default=200)
    profile.add_argument("--top", type=int, default=40, help="how many functions")
    profile.add_argument("--sort", default="cumulative", help="`cumulative` or `tottime`")
    profile.add_argument("--only", default="", help="a regular expression, `sphinx_roles` say")
    profile.set_defaults(do=_profile)

    for command in (run, grow, profile):
        command.add_argument("--theme", default="basic")
    options = parser.parse_args()
    options.do(options)


def _names(text: str) -> list[str]:
    return text.split(",")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _run(options: argparse.Namespace) -> None:
    names = options.variants
    unknown = [name for name in names if name not in variants.available()]
    if unknown:
        raise SystemExit(f"not known, or its package is not installed: {', '.join(unknown)}")
    settings = {
        key: getattr(options, key) for key in ("pages", "folders", "theme", "rounds", "extending")
    }
    runs, facts = measure.compare(names, **settings, say=_say)
    found = {"settings": settings, **facts, "runs": report.as_data(runs)}
    _report(options, found, report.tables(runs))
    if options.plot:
        report.plot(runs, options.plot)


def _growth(options: argparse.Namespace) -> None:
    series = growth.grow(options.shapes, most=options.most, theme=options.theme, say=_say)
    _report(options, {"growth": series}, report.growth_table(series))
    if options.plot:
        report.plot_growth(series, options.plot)


def _report(options: argparse.Namespace, found: dict[str, Any], text: str) -> None:
    environment = report.environment()
    words = ", ".join(f"{name} {value}" for name, value in environment.items())
    sys.stdout.write(f"{text}\n{words}\n")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps({"environment": environment, **found}, indent=1)
        options.json.write_text(f"{data}\n", encoding="utf-8")


def _profile(options: argparse.Namespace) -> None:
    folder = measure.WORK / "profile"
    shutil.rmtree(folder, ignore_errors=True)
    handbook = model.handbook(options.pages)
    variants.write(variants.VARIANTS[options.variant](handbook), folder / "source")
    arguments = measure.arguments(folder / "source", folder / "out", options.theme)
    inside.profile(arguments, top=options.top, order=options.sort, only=options.only)


if __name__ == "__main__":
    main()
