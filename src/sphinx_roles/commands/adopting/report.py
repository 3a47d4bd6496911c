"""What the command says in the end."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_roles.adopt.sources.book import KINDS
from sphinx_roles.handbook.headings.vocabulary import PROSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_roles.adopt.judge.verdicts import Doubt
    from sphinx_roles.commands.adopting.planning import Adopted

_MOST = 40
"""So many lines of one kind are shown, unless all are asked for."""


def lines(adopted: Adopted, *, is_dry: bool, target: str, shows_all: bool) -> Iterator[str]:
    """The report."""
    plan = adopted.plan
    pages = [page for page in plan.pages if page not in plan.excluded]
    data = adopted.tried.data or {}
    levels = sum(holder["kind"] == "level" for holder in data.get("holders", {}).values())
    found = Counter(one["part"] for one in data.get("expectations", {}).values())
    kind = KINDS[plan.book.kind]
    with_roles = len({page for role in plan.roles for page in role.pages})
    yield f"{kind[0].upper()}{kind[1:]}: {plan.book.title}"
    yield f"  {_count(len(pages), 'page')}, {with_roles} of them with role pages"
    yield f"  {_count(len(plan.roles), 'role page')}, {_count(levels, 'level')}"
    yield f"  {_count(sum(found.values()), 'expectation')} recognised" + (
        f" ({', '.join(f'{n} {part}' for part, n in found.items())})" if found else ""
    )
    if plan.settings.intro:
        count = len({page for users in plan.intros.values() for page in users})
        yield f"  one introduction for {_count(count, 'page')}: {plan.settings.intro}.md"
    copies = copied(data)
    if copies:
        yield (
            f"  {_count(copies, 'expectation')} said again elsewhere in the same words: "
            "a page that others extend would say each once"
        )
    yield from _section("Role pages", _roles(adopted), shows_all=shows_all)
    prose = [f"{v.heading!r}: {v.reason}" for v in plan.judged if v.meaning == PROSE]
    yield from _section("Headings judged as prose, to check", prose, shows_all=shows_all)
    other = [
        f"{v.heading!r} opens {v.meaning}: {v.reason}"
        for v in plan.judged
        if v.meaning and v.meaning != PROSE
    ]
    yield from _section("Headings judged by their lists, to check", other, shows_all=shows_all)
    yield from _section("Doubts", _doubts(plan.doubts), shows_all=shows_all)
    keys = [f"{place}: {text}" for place, text in adopted.suggested]
    yield from _section("Keys that you may want", keys, shows_all=shows_all)
    broken = [_said(w.page, w.line, w.message) for w in adopted.broken]
    yield from _section("Links that were broken before", broken, shows_all=shows_all)
    silenced = [f"{kind} ({number})" for kind, number in plan.settings.suppressed.items()]
    yield from _section("Warnings that conf.py silences", silenced, shows_all=shows_all)
    others = [_said(w.page, w.line, w.message) for w in adopted.others]
    yield from _section("Other warnings, as before", others, shows_all=shows_all)
    yield from _next_steps(adopted, is_dry=is_dry, target=target)


def _roles(adopted: Adopted) -> Iterator[str]:
    for role in adopted.plan.roles:
        names = ", ".join(level.name for level in role.levels)
        builds = f"; builds on {', '.join(role.extends)}" if role.extends else ""
        yield f"{role.page}: {role.title}" + (f" ({names})" if names else "") + builds


def _doubts(doubts: Iterable[Doubt]) -> list[str]:
    return [*dict.fromkeys(_said(doubt.page, doubt.line, doubt.reason) for doubt in doubts)]


def _next_steps(adopted: Adopted, *, is_dry: bool, target: str) -> Iterator[str]:
    yield ""
    yield "Next:"
    if adopted.advice:
        yield f"  - add to conf.py, which Python cannot read as it is: {adopted.advice}"
    if is_dry:
        yield "  - nothing is written; run the command without --dry-run"
        return
    if adopted.tried.failure:
        yield f"  - Sphinx stops: {adopted.tried.failure}"
    if adopted.is_bare:
        yield "  - install what conf.py needs, take this back, and run the command again"
    has_warnings = adopted.broken or adopted.others or adopted.tried.failure
    is_clean = not (has_warnings or adopted.is_bare)
    strict = " -W" if is_clean else ""
    yield f"  - sphinx-build -n{strict} -b html {target} {target}/_build/html"
    if adopted.plan.doubts:
        yield "  - go through the doubts"
    yield f"  - sphinx-role-pages adopt --strip {target} takes all of it back"


def _section(title: str, found: Iterable[str], *, shows_all: bool) -> Iterator[str]:
    listed = [*found]
    if not listed:
        return
    yield ""
    yield f"{title}: {len(listed)}"
    for line in listed if shows_all else listed[:_MOST]:
        yield f"  {line}"
    if not shows_all and len(listed) > _MOST:
        yield f"  ... and {len(listed) - _MOST} more; --all shows them"


def diff(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """What would be changed, as a patch."""
    for path in sorted(after):
        old = before.get(path, "").splitlines()
        new = after[path].splitlines()
        yield from difflib.unified_diff(
            old, new, f"a/{path}" if path in before else "/dev/null", f"b/{path}", lineterm=""
        )


def copied(data: Mapping[str, Any]) -> int:
    """How many expectations say what another one of another role page says."""
    roles = {name: holder["role"] for name, holder in data.get("holders", {}).items()}
    seen: dict[str, set[str]] = {}
    count = 0
    for one in data.get("expectations", {}).values():
        text = " ".join(one["text"].split()).casefold().rstrip(".;,")
        others = seen.setdefault(text, set())
        role = roles.get(one["holder"], one["holder"])
        count += bool(others - {role})
        others.add(role)
    return count


def _said(page: str, line: int, text: str) -> str:
    place = f"{page}:{line}" if line else page
    return f"{place}: {text}" if place else text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
