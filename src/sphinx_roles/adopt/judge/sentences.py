"""Sentences that say on whom a role page or level builds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.adopt.judge.content import opens_part
from sphinx_roles.adopt.pages.outline import LIST, PARAGRAPH
from sphinx_roles.handbook.headings.parts import fold_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roles.adopt.judge.verdicts import LevelVerdict, RoleVerdict
    from sphinx_roles.adopt.pages.outline import Section


class Said(NamedTuple):
    """A sentence that says what a holder builds on."""

    line: int
    text: str
    base: str | None
    """The title or name of the base as it is said; None for the level before."""


_THINGS = (
    "requirements|responsibilities|expectations|duties|competenc(?:ies|es)|skills|"
    "qualifications|attributes|behaviou?rs|criteria"
)
_THING = (
    rf"(?:all |any |everything |each )?(?:of )?(?:the |its |their )?(?:same )?(?:{_THINGS})"
    rf"(?:(?:,| and| &| or) (?:{_THINGS}))*"
)
_LINK = r"(?:(?:expected|listed|defined|required|outlined) )?(?:of|for|from|in|at|as)"
_ADDS = (
    r"(?:in addition to|on top of|beyond|comfortable with|embod(?:y|ies)|meets?|fulfil(?:s|ls)?|"
    r"includes?|inherits?|demonstrates?)"
)
_BASE = r"(?:the |an? |all )?(?P<base>.+?)(?: roles?| positions?| levels?| expectations)?"
_NAMED = (
    re.compile(
        rf"\b(?:role|position|level) (?:extends|builds (?:up)?on) (?:that of )?{_BASE}[.,;:]"
    ),
    re.compile(rf"\b{_ADDS} {_THING} {_LINK} {_BASE}[.,;:(]"),
    re.compile(rf"\b{_THING} {_LINK} {_BASE} (?:are )?(?:still|also) (?:applicable|appl(?:y|ies))"),
    re.compile(
        r"\b(?:everything|all) (?:that )?(?:is |that is )?(?:expected |required )?"
        rf"(?:of|from|in|as) {_BASE}(?:,? (?:plus|and)|[.,;:])"
    ),
    re.compile(rf"\bsame (?:{_THINGS} )?as {_BASE}(?:,| but| plus| with|[.;:])"),
)
_BEFORE = re.compile(
    r"\b(?:build(?:s|ing)? (?:up)?on|extends?|includes?|in addition to|embod(?:y|ies)|on top of|"
    r"inherits?|assumes?|meets?|masters?|all|everything (?:in|from|of|expected|required)|"
    r"comfortable with)\b[^.;]*"
    r"\b(?:(?:the |all )?(?:preceding|previous|prior|lower|earlier|less senior|more junior) "
    r"(?:levels?|roles?|grades?|ones?|positions?|rungs?|stages?)|level (?:below|before)|"
    r"previous (?:expectations|responsibilities))"
)
_EVERY = re.compile(
    r"\b(?:each|every|all|higher|these|the) levels?\b[^.;]*\b(?:build(?:s|ing)? (?:up)?on|"
    r"include[sd]?|extends?|inherits?|assumes?|cumulative|additive|on top of|in addition to)\b|"
    r"\blevels? (?:are|is) (?:cumulative|additive)\b|\bexpectations (?:are|is) cumulative\b|"
    r"\b(?:cumulative|additive)\b[^.;]*\blevels?\b"
)
_SELF = re.compile(r"\b(?:above|below|this|following|you|company|team|all engineers)\b")


def in_section(section: Section) -> list[Said]:
    """What the paragraphs right below a heading say, and those in the parts below it."""
    found = []
    parts = [inside for inside in section.sections if opens_part(inside.title)]
    for block in (block for inside in (section, *parts) for block in inside.blocks):
        texts = [block.text] if block.kind == PARAGRAPH else []
        texts += block.items[:1] if block.kind == LIST else []
        for text in texts:
            for sentence in re.split(r"(?<=[.!?:])\s+", text):
                said = _read(sentence, block.start)
                if said is not None:
                    found.append(said)
    return found


def _read(sentence: str, line: int) -> Said | None:
    plain = " ".join(sentence.split())
    plain = plain if plain[-1:] in ".,;:!?" else f"{plain}."
    lower = plain.casefold()
    if re.search(r"\b(?:not|doesn't|don't|never)\b", lower):
        return None
    if _BEFORE.search(lower):
        return Said(line, plain, None)
    for pattern in _NAMED:
        found = pattern.search(lower)
        if found is not None and not _SELF.search(found["base"]) and len(found["base"].split()) < 8:
            return Said(line, plain, found["base"])
    return None


def says_every_level(section: Section) -> Said | None:
    """A sentence that says that each level builds on the one before."""
    for block in section.blocks:
        for text in (block.text, *block.items):
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                if _EVERY.search(sentence.casefold()) and not re.search(r"\bnot\b", sentence):
                    return Said(block.start, sentence, None)
    return None


def name_bases(roles: Sequence[RoleVerdict]) -> list[tuple[str, int, str]]:
    """Give each role page and level the bases that sentences name; what no name was found for.

    The second: page, line from 1, and the reason.
    """
    doubts: list[tuple[str, int, str]] = []
    titles: dict[str, RoleVerdict] = {}
    for role in roles:
        for name in _names(role.title):
            titles.setdefault(name, role)
    for role in roles:
        is_every = says_every_level(role.section) is not None
        for at, level in enumerate(role.levels):
            before = role.levels[at - 1] if at else None
            said = in_section(level.section)
            if not said and is_every and before is not None:
                level.extends = [before.name]
            for one in said:
                base = _level(one, role, level, before, titles)
                if base is not None:
                    level.extends = level.extends or [base]
                elif one.base is not None:
                    reason = f"no role page or level is found for {one.base!r} in: {one.text}"
                    doubts.append((level.page or role.page, one.line + 1, reason))
        for one in in_section(role.section):
            base_role = _role(one.base, titles)
            if base_role is not None and base_role is not role and not role.extends:
                role.extends = [base_role.name]
    return doubts


def _level(
    said: Said,
    role: RoleVerdict,
    level: LevelVerdict,
    before: LevelVerdict | None,
    titles: dict[str, RoleVerdict],
) -> str | None:
    """The name that `extends` takes for what a sentence in a level says."""
    if said.base is None:
        return before.name if before is not None else None
    wanted = {*_names(said.base)}
    for other in role.levels:
        if other is not level and wanted & {*_names(other.section.title), other.name}:
            return other.name
    found = _role(said.base, titles)
    return found.name if found is not None else None


def _role(base: str | None, titles: dict[str, RoleVerdict]) -> RoleVerdict | None:
    if base is None:
        return None
    return next((titles[name] for name in _names(base) if name in titles), None)


def _names(title: str) -> list[str]:
    text = fold_heading(re.sub(r"\([^)]*\)", " ", title))
    text = re.sub(r"\A(?:the|an?|any|every) ", "", text)
    inner = [fold_heading(found) for found in re.findall(r"\(([^)]+)\)", title)]
    singular = re.sub(r"s\Z", "", text)
    return [name for name in dict.fromkeys([text, singular, *inner]) if name]
