"""One view directive, asked of the handbook.

Belongs here: what all views share in reading their argument and options, and in naming what
they show. Whatever is wrong becomes a problem, and the view shows what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook import messages
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import N_
from sphinx_roles.handbook.names import fold, level_name
from sphinx_roles.handbook.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_roles.choose.sources import Sources
    from sphinx_roles.handbook.records import Expectation, ViewRecord
    from sphinx_roles.handbook.resolved import Holder


class Nothing(NamedTuple):
    """A view that has nothing to show."""

    why: str
    """Tells readers, in English: its translation is looked up when it is shown."""


class Request:
    """What one directive asks for.

    Parameters
    ----------
    sources
        What is asked.
    record
        The directive.
    holder
        Full name of the holder on whose page the view is shown, None outside role pages.
    problems
        Where problems are noted.
    is_intro
        Whether the page is a shared intro's own: the view speaks of the pages that it opens, so
        that it is no mistake if none is around.
    """

    def __init__(
        self,
        sources: Sources,
        record: ViewRecord,
        holder: str | None,
        problems: list[Problem],
        *,
        is_intro: bool = False,
    ) -> None:
        self.sources = sources
        self.handbook = sources.handbook
        self.record = record
        self.argument = record.argument
        self.around = self.handbook.holders.get(holder or "")
        self._options = dict(record.options)
        self._problems = problems
        self._is_intro = is_intro

    def note(self, kind: Warn, **words: str) -> None:
        """Note what is wrong; the word `message` names another message than the kind's own."""
        found = {"view": self.record.kind, **words}
        self._problems.append(Problem(kind, self.record.place, tuple(found.items())))

    # -- options

    def text(self, name: str) -> str:
        """The value of an option; '' where it is not given."""
        return self._options.get(name, "").strip()

    def flag(self, name: str) -> bool:
        """Whether an option without a value is given."""
        if self.text(name):
            self.note(Warn.VIEW, message=messages.NO_VALUE, option=name, value=self.text(name))
        return name in self._options

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of an option, between commas; none where it is not given."""
        entries = (" ".join(entry.split()) for entry in self._options.get(name, "").split(","))
        return tuple(entry for entry in entries if entry)

    def choices(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """The entries of an option that are known, case aside, in the order of `known`.

        All that are known where it is not given, or has no entry that is.
        """
        found = self.listed(name, known)
        return tuple(choice for choice in known if choice in found) or tuple(known)

    def listed(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """The entries of an option that are known, case aside, in the order of the author."""
        by_fold = {choice.casefold(): choice for choice in known}
        found = []
        for entry in self.words(name):
            if entry.casefold() in by_fold:
                found.append(by_fold[entry.casefold()])
            else:
                self.refuse(name, entry, known)
        return tuple(dict.fromkeys(found))

    def narrow(self, name: str, known: Iterable[str]) -> frozenset[str] | None:
        """The entries of an option that the handbook has, folded; None for no narrowing.

        What is known may hold commas itself.
        """
        pieces = self.words(name)
        names = sorted(set(known)) if pieces else []
        folded = {fold(choice) for choice in names}
        found = set()
        while pieces:
            ends = range(len(pieces), 0, -1)
            end = next((e for e in ends if fold(", ".join(pieces[:e])) in folded), 0)
            if end:
                found.add(fold(", ".join(pieces[:end])))
            else:
                hint = self.sources.hints.of(pieces[0], names, name)
                words = {"option": name, "value": pieces[0], "hint": hint}
                self.note(Warn.VIEW, message=messages.NOTHING_KNOWN, **words)
            pieces = pieces[end or 1 :]
        return frozenset(found) or None

    def choice(self, name: str, known: Sequence[str]) -> str:
        """The value of an option, one of the known ones; the first where it is not given."""
        value = self._options.get(name, known[0]).strip()
        if value in known:
            return value
        self.refuse(name, value, known)
        return known[0]

    def refuse(self, option: str, value: str, known: Sequence[str]) -> None:
        """Note a value that an option does not know."""
        self.note(
            Warn.VIEW,
            message=messages.NO_SUCH_CHOICE,
            option=option,
            value=value,
            choices=", ".join(known) or "-",
            hint=self.sources.hints.of(value, known, option),
        )

    # -- holders and expectations

    def refuse_argument(self, option: str) -> None:
        """Note an argument where there should be none, but perhaps this option."""
        if self.argument:
            self.note(Warn.VIEW, message=messages.TAKES_NO_NAME, option=option, name=self.argument)

    def holder(self, name: str) -> Holder | None:
        """A holder by its full name, or a level of the role page around by its bare one."""
        found = self.find(name)
        if found is None:
            ladders = [full for full in self.handbook.holders if full.endswith(f"/{name}")]
            meant = min(ladders, default="")
            hint = meant or self.sources.hints.of(name, self.handbook.holders, "holders")
            self.note(Warn.VIEW, name=name, hint=hint)
        return found

    def find(self, name: str) -> Holder | None:
        """The same, where it is no mistake that there is none."""
        around = self.around
        candidates = [name, *([level_name(around.role.name, name)] if around else [])]
        holders = self.handbook.holders
        return next((holders[c] for c in candidates if c in holders), None)

    def holder_or_around(self, example: str) -> Holder | None:
        """The holder that the argument names, or the one around where there is no argument."""
        if self.argument:
            return self.holder(self.argument)
        if self.around is None and not self._is_intro:
            self.note(Warn.VIEW, message=messages.NEEDS_A_NAME, example=example)
        return self.around

    def ladder(self, why: str) -> Holder | Nothing:
        """The role page whose levels are asked for; `why` says that there is none."""
        holder = self.holder_or_around(f"roles:{self.record.kind} backend-engineer")
        if holder is None:
            return Nothing(why)
        role = self.handbook.holders[holder.role.name]
        if self.argument and holder.is_level:
            words = {"level": holder.name, "role": role.name}
            self.note(Warn.VIEW, message=messages.NOT_A_ROLE, **words)
        if not self.handbook.ladders[role.name]:
            self.note(Warn.NOTHING, message=messages.NO_LEVELS, role=role.name)
            return Nothing(N_("This role page has no levels."))
        return role

    def craft_or_around(self, example: str) -> str | None:
        """The docname of the craft page that the argument names, else of the one it stands on."""
        if self.argument:
            found = self.sources.crafts.find(self.argument)
            if found is None:
                hint = self.sources.hints.of(self.argument, self.sources.crafts.names(), "craft")
                words = {"name": self.argument, "hint": hint}
                self.note(Warn.VIEW, message=messages.NO_SUCH_CRAFT, **words)
            return found
        docname = self.record.place.docname
        if self.sources.crafts.has(docname):
            return docname
        self.note(Warn.VIEW, message=messages.NO_CRAFT_PAGE, example=example)
        return None

    def raised_by(self, expectation: Expectation) -> Iterator[Expectation]:
        """What an expectation raises, and what that raises in turn."""
        holders = self.handbook.holders
        earlier = holders[expectation.holder].raises.get(expectation.name)
        while earlier is not None:
            yield earlier
            earlier = holders[earlier.holder].raises.get(earlier.name)
