"""Handbooks of other tools for the tests of `adopt`, and running it on them."""

from __future__ import annotations

from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from textwrap import dedent
from typing import TYPE_CHECKING

from sphinx.cmd.build import main as sphinx_build
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace

from sphinx_roles.commands.main import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

TESTER = """\
# Tester

{{#include intro.md}}

## Responsibilities

- Find what is broken before readers do.
- Read every change of the week as [review](/craft/review.md) says.

## Levels

### Junior Tester

As described above.

### Tester

- Write a test for each mistake that was found.

### Senior Tester

The Senior Tester role extends the Tester role.

- Write a test for each mistake that may be found.

## Considered a plus

- Knows one more language than we use.
"""
DESIGNER = """\
# Designer

{{#include intro.md}}

## What a designer does

- Draws each page before it is built.

## Our week

- Monday
- [Board](https://example.org/board)
"""
MDBOOK: dict[str, str] = {
    "book.toml": '[book]\ntitle = "Blue Book"\nsrc = "pages"\n',
    "pages/SUMMARY.md": """\
# Summary

[Welcome](welcome.md)

# Work

- [Roles](roles/README.md)
  - [Tester](roles/tester.md)
  - [Drawing]()
    - [Designer](roles/designer.md)
- [Review](craft/review.md)
""",
    "pages/welcome.md": (
        "# Welcome\n\nRead [the roles](roles/) and [review](craft/review.html#ask).\n"
    ),
    "pages/roles/README.md": "# Roles\n\n{{#include ../notes.txt:2:3}}\n",
    "pages/roles/intro.md": "We build maps that nobody gets lost with.\n",
    "pages/roles/tester.md": TESTER,
    "pages/roles/designer.md": DESIGNER,
    "pages/craft/review.md": "# Review\n\n## Ask\n\nAsk before you tell. [Gone](gone.md)\n",
    "pages/notes.txt": "one\ntwo\nthree\nfour\n",
}
MKDOCS: dict[str, str] = {
    "mkdocs.yml": """\
site_name: Green Site
theme:
  name: material
  language: en-GB
markdown_extensions:
  - admonition
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - People:
      - careers/engineer.md
      - Elsewhere: https://example.org/
""",
    "docs/index.md": (
        '# Green\n\n--8<-- "snippets/hello.txt"\n\nSee [engineers](careers/engineer/).\n'
    ),
    "docs/snippets/hello.txt": "Hello from a snippet.\n",
    "docs/other.md": "# Other\n\nNobody links here.\n",
    "docs/careers/engineer.md": """\
---
title: Engineer
---

Our engineers keep the lights on.

!!! note "How to read this"
    Each level builds on the one before.

    !!! warning
        - Not a promise.

## Junior

- Asks when a task is not clear.
- Ships small changes with help.

## Senior

- Ships large changes without help.
- Splits a task so that others can help.

### On call

Who is on call keeps all of us asleep.
=== "By day"

    - Answers each alarm within the hour.

    ```text
    === "no tab"
    ```

=== "By night"
    - Wakes nobody without a good reason.

    !!! tip "Sleep"
        === "Before"
            Sleep well.

- Keeps a list of alarms.

    === "On paper"

        Ink is blue.

    ```
    !!! note
    ```
""",
}
PLAIN: dict[str, str | bytes] = {
    "README.md": "# Team book\n\nStart with [the analyst](jobs/analyst.md).\n",
    "jobs/analyst.md": """\
# Analyst

We are a small team that counts birds, in every weather.

## Responsibilities

- Counts birds at dawn.

## Requirements

- Owns a warm coat and boots.

## Red flags

- Wakes the birds while counting.

## Flocks

| Year | Flocks |
| --- | --- |
| 2024 | 300 |
""",
    "jobs/ranger.md": """\
# Ranger

We are a small team that counts birds, in every weather.

## Responsibilities

- Keeps the paths open.
- In addition to the responsibilities of an Analyst, a Ranger reports fires.
- > Greets all guests.
- > Greets all guests.

All flocks:

- Counts the flocks of the lake.
""",
    "jobs/warden.md": """\
# Warden

We are a small team that counts birds, in every weather.

## Responsibilities

In addition to the responsibilities of a Ranger, a Warden signs permits.

- Signs the permits of the year.
""",
    "jobs/latin.md": b"# Caf\xe9\n",
    "guides/how-to-count.md": "## How to count\n\n- Look up.\n- Say a number aloud.\n",
}
AWKWARD: dict[str, str | bytes] = {
    "roles/keeper.md": """\
# Keeper

## Responsibilities

A keeper lights the lamp at dusk, and puts it out at dawn.

Call [the harbour](tel:+4912345) when the lamp fails.

## On the hill

We are proud of this lamp. Each night in the year brings us lights, ships and the sea:

- Watches the sea for lights.
- Writes down each ship that passes.

## Tools

| Tool | Where |
| --- | --- |
| Oil | Cellar |

## Numbers

| Year | Ships |
| --- | --- |
| 2024 | 300 |

## Pictures

<table><tr><td>Lamp</td></tr></table>

## Levels

### Junior Keeper

### Senior Keeper

- Trains the junior keepers.
- Trains the junior keepers.

### Chief Keeper

Comfortable with all the responsibilities of a Baker of bread.

- Signs for the oil of the year.
- Writes the rota of the month.

## Skills by grade

| Skill | Junior Keeper | Senior Keeper |
| --- | --- | --- |
| Light | Lights the lamp with a match | Lights the lamp in any storm |
| Light | Cleans the glass once a week | Cleans the glass in any frost |

```python
print("{{ this is code }}")
```
""",
    "roles/smith.md": """\
# Smith

The role extends the Wright role.

## Responsibilities

- [ ] Mends what the sea breaks.

{{< figure src="anvil.png" >}}
""",
    "roles/wright.markdown": """\
# Wright

The role extends the Smith role.

## Responsibilities

- Builds carts for the smith.
""",
    "roles/ferry/index.md": """\
# Ferry pilot

- Place: the old harbour
- Grade: 4

## Responsibilities

- Brings the ferry over.

| Boat | Length |
| --- | --- |
| Tern | 9 m |
""",
    "roles/ferry/senior.md": """\
# Senior ferry pilot

Everything expected of the previous level.

- Brings the ferry over in fog.
""",
    "roles/ferry/junior.md": "# Junior ferry pilot\n\n- Brings the ferry over with help.\n",
    "roles/smith.markdown": "# Smith\n\nThe same name.\n",
    "notes/open.md": "### Deep heading\n\nText.\n\n```nosuchlanguage\nopen",
    "notes/index.md": "# Notes\n\n```\nan open fence",
}


@dataclass(frozen=True)
class Run:
    """What the command left behind."""

    out: Path
    said: str
    status: int

    def file(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put files into a folder."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return folder


def adopt(capsys: pytest.CaptureFixture[str], *arguments: str | Path, out: Path) -> Run:
    """Run the command."""
    status = main(["adopt", *map(str, arguments)])
    captured = capsys.readouterr()
    return Run(out, captured.out + captured.err, status)


def build(folder: Path, work: Path) -> list[str]:
    """Build with `-n`; the warnings."""
    errors = StringIO()
    options = ["-q", "-n", "-D", "html_theme=basic", "-d", str(work / "doctrees")]
    with redirect_stderr(errors), docutils_namespace():
        status = sphinx_build([*options, "-b", "html", str(folder), str(work / "html")])
    assert status == 0, errors.getvalue()
    lines = strip_colors(errors.getvalue()).replace(f"{folder}/", "").splitlines()
    return [line for line in lines if "WARNING" in line or "ERROR" in line]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without git's."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
