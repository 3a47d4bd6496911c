"""The handbook that every variant writes: the same one each time, from its sizes alone.

Belongs here: what the handbook says. Does not belong here: how a variant writes it down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

EDITS = ("ordinary", "intro", "leaf", "base")

PARTS = ("Responsibilities", "Requirements", "Pluses")
CRAFT = ("Code review", "Design documents", "Incidents", "Releases")

_RESPONSIBILITIES, _REQUIREMENTS, _PLUSES, _SENIOR, _RAISED = 11, 10, 4, 10, 5
_AREAS = ("Backend", "Frontend", "Storage", "Search", "Billing", "Mobile", "Network", "Security")
_ACTIONS = ("Develop", "Review", "Plan", "Document", "Measure", "Simplify", "Release", "Support")
_THINGS = (
    "features and improvements of the {} services",
    "the interfaces that other teams build on, wherever they meet the {} code",
    "the tests and dashboards that tell the {} team about trouble before its users do",
    "proposals, discussions and rollout plans of {} projects from concept to production",
    "small and large changes to the {} platform together with their owners",
)
_REASONS = (
    "in a secure, well-tested and performant way",
    "to maintain a high bar for quality in a *fast-paced* environment",
    "with minimal guidance and support from other members of the team",
    "so that `make release` stays a matter of minutes",
)


@dataclass(frozen=True, eq=False)
class Bullet:
    """An expectation."""

    text: str
    """Inline Markdown."""
    key: str | None = None
    raises: Bullet | None = None
    """The inherited one of the same key."""


@dataclass(frozen=True, eq=False)
class Role:
    """A role page with its three levels: junior, mid and senior."""

    number: int
    base: Role | None
    folder: str
    responsibilities: tuple[Bullet, ...]
    requirements: tuple[Bullet, ...]
    pluses: tuple[Bullet, ...]
    senior: tuple[Bullet, ...]

    @property
    def name(self) -> str:
        return f"role-{self.number:05}"

    @property
    def title(self) -> str:
        return _title(self.number)

    @property
    def docname(self) -> str:
        return f"{self.folder}{self.name}"

    @cached_property
    def line(self) -> tuple[Role, ...]:
        """The role and all that it descends from."""
        return (self, *(self.base.line if self.base else ()))

    def part(self, part: str) -> tuple[Bullet, ...]:
        """Its own expectations of one of `PARTS`."""
        lists = (self.responsibilities, self.requirements, self.pluses)
        return lists[PARTS.index(part)]


@dataclass(frozen=True, eq=False)
class Handbook:
    """All role pages and the shared intro."""

    roles: tuple[Role, ...]
    intro: tuple[str, ...]
    """Paragraphs; `{role}` stands for the title of the page."""
    extending: str = "senior"
    """Which levels extend: `senior` alone, its role; or `all`, each the one before."""
    craft: tuple[str, ...] = ()
    """The text of each of `CRAFT`."""

    def descendants(self, role: Role) -> int:
        """How many role pages inherit from one."""
        return sum(role in other.line[1:] for other in self.roles)


def handbook(
    pages: int,
    *,
    fan: int = 8,
    folders: int = 1,
    extending: str = "senior",
    edited: frozenset[str] = frozenset(),
) -> Handbook:
    """Make the handbook.

    Parameters
    ----------
    pages
        How many role pages.
    fan
        Role k extends role k // fan; role 0 extends nothing.
    folders
        Over how many folders they are spread.
    extending
        Which levels extend, and so show what they inherit.
    edited
        Which of `EDITS` its authors have made: the text of a craft page (`ordinary`, no role
        page), the intro, one responsibility of the last role (`leaf`), and one of role 1
        (`base`), which every `fan`-th page inherits.
    """
    roles: list[Role] = []
    for number in range(pages):
        revised = ("leaf", pages - 1), ("base", 1)
        area = f"{_AREAS[number % len(_AREAS)]} {number}"
        texts = [_text(index, number, area) for index in range(35)]
        if any(edit in edited and number == k for edit, k in revised):  # one that no level raises
            texts[10] = f"{texts[10][:-1]}, and say so."
        bullets = [Bullet(text) for text in texts]
        for index in range(_RAISED):
            key = f"key-{index}-of-{number}"
            bullets[index] = Bullet(texts[index], key)
            bullets[25 + index] = Bullet(texts[25 + index], key, raises=bullets[index])
        own = iter(bullets)
        roles.append(
            Role(
                number=number,
                base=roles[number // fan] if number else None,
                folder=f"team-{number % folders}/" if folders > 1 else "",
                responsibilities=tuple(next(own) for _ in range(_RESPONSIBILITIES)),
                requirements=tuple(next(own) for _ in range(_REQUIREMENTS)),
                pluses=tuple(next(own) for _ in range(_PLUSES)),
                senior=tuple(next(own) for _ in range(_SENIOR)),
            )
        )
    craft = ["How the work is done."] * len(CRAFT)
    craft[-1] += " And when." if "ordinary" in edited else ""
    return Handbook(tuple(roles), _intro("intro" in edited), extending, tuple(craft))


def _title(number: int) -> str:
    return f"{_AREAS[number % len(_AREAS)]} Engineer {number}"


def _text(index: int, number: int, area: str) -> str:
    """A text that no other expectation has: action and thing tell the index, area the page."""
    action = _ACTIONS[(index + number) % len(_ACTIONS)]
    thing = _THINGS[index // len(_ACTIONS)].format(area)
    if index % 5 == 1:
        craft = CRAFT[(index + number) % len(CRAFT)]
        link = f"[{craft.lower()}](/{craft_docname(craft)}.md)"
        return f"{action} {thing}, as the page on {link} describes."
    return f"{action} {thing} {_REASONS[(index + number) % len(_REASONS)]}."


def craft_docname(craft: str) -> str:
    """The docname of a craft page, from its title."""
    return f"craft/{craft.lower().replace(' ', '-')}"


def _intro(is_edited: bool) -> tuple[str, ...]:
    what = (
        "What follows is what {role} means here: the work itself, what changes from one level "
        "to the next, and what we look for when we hire. It was written by people who do the "
        f"work, and a change to it is [reviewed like code](/{craft_docname(CRAFT[0])}.md)."
    )
    use = (
        "Use it to plan, not to keep score. Nobody does everything listed here in any one month, "
        "and moving up a level confirms what you have *already* been doing for some time."
    )
    return what, use + (" Ask your manager about it." if is_edited else "")
