"""What a heading means: a part, an area, prose, or nothing, as a whole or by its words."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.headings.vocabulary import HEADINGS, MEANINGS
from sphinx_roles.handbook.headings.word_families import FAMILIES
from sphinx_roles.handbook.records import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

AUTHOR = "roles_parts"
HEADING = "heading"
WORDS = "words"


class Meaning(NamedTuple):
    """What a heading is read as."""

    name: str
    """One of `MEANINGS`, or `UNCLEAR` where words say that only the author can know."""
    by: str
    """How that was found: `AUTHOR`, `HEADING` or `WORDS`."""
    word: str = ""
    """The word that decided, where words did."""
    is_sure: bool = True
    """False where the word may also be the name of an area."""


class Headings:
    """The headings that mean something in one handbook.

    Parameters
    ----------
    listed
        One of `MEANINGS` → the author's headings, which may hold `*`.
    language
        Sphinx's `language`: its word families count before the English ones.
    """

    def __init__(
        self, listed: Mapping[str, Sequence[str]] | None = None, language: str = "en"
    ) -> None:
        self._listed = tuple(h for hs in (listed or {}).values() for h in hs if "*" not in h)
        author: dict[str, str] = {}
        patterns: list[tuple[re.Pattern[str], str]] = []
        self._else: str | None = None  # what a lone `*` says of all other headings
        for name in MEANINGS:
            for heading in (listed or {}).get(name, ()):
                if heading.strip() == "*":
                    self._else = name
                elif "*" in heading:
                    patterns.append((_pattern(fold_heading(heading)), name))
                else:
                    author[fold_heading(heading)] = name
        self._author = (author, tuple(patterns))
        own = FAMILIES.get(language.partition("_")[0].casefold(), ())
        english = FAMILIES["en"]
        self._families = own if own is english else (*own, *english)
        self._known: dict[str, Meaning | None] = {}
        self._worded: dict[str, Meaning | None] = {}

    def whole(self, heading: str, titles: Titles | None = None) -> Meaning | None:
        """What a whole heading means, wherever it stands; None for nothing known."""
        text = fold_heading(heading)
        found = self._whole(text)
        if found is None and titles is not None:
            without = titles.leave_out(text)
            if without != text:
                found = self._whole(without)
        return found

    def words(self, heading: str, titles: Titles | None = None) -> Meaning | None:
        """What the words of a heading mean; None for nothing known."""
        text = fold_heading(heading)
        if titles is not None:
            text = titles.leave_out(text)
        if text not in self._worded:
            self._worded[text] = self._words(text)
        found = self._worded[text]
        return found or (Meaning(self._else, AUTHOR) if self._else else None)

    def own_title(self, title: str) -> Meaning | None:
        """What the title of a role page opens: it is no prose, and most are names of jobs."""
        found = self._whole(fold_heading(title))
        if found is None:
            word = _IN_TITLES.search(fold_heading(title))
            found = Meaning(RESPONSIBILITIES, WORDS, word[0]) if word else None
        return found if found is not None and found.name == RESPONSIBILITIES else None

    def known(self) -> tuple[str, ...]:
        """The headings without `*` that may have been meant where one is misspelt."""
        return (*self._listed, *_spelled_out().values())

    def _whole(self, text: str) -> Meaning | None:
        if text not in self._known:
            self._known[text] = self._ask(text)
        return self._known[text]

    def _ask(self, text: str) -> Meaning | None:
        for (exact, patterns), by in ((self._author, AUTHOR), (_defaults(), HEADING)):
            for spelling in _spellings(text):
                name = exact.get(spelling)
                if name is None:
                    fit = (name for pattern, name in patterns if pattern.fullmatch(spelling))
                    name = next(fit, None)
                if name is not None:
                    return Meaning(name, by)
        pieces = [*map(bare, re.split(r" and | or | / |/|, ", text))]
        if len(pieces) > 1:  # "Duties & Responsibilities"
            names = {_defaults()[0].get(piece) for piece in pieces}
            if len(names) == 1 and None not in names:
                return Meaning(str(names.pop()), HEADING)
        return None

    def _words(self, text: str) -> Meaning | None:
        text = without_tail(text)
        for family in self._families:
            found = re.search(family.words, text)
            if found is not None:
                return Meaning(family.meaning, WORDS, found[0], family.is_sure)
        return None


class Titles:
    """Titles that say nothing of a part where a heading repeats them: those of its holders."""

    def __init__(self, titles: Iterable[str]) -> None:
        spelled = {text for title in titles for text in _title_spellings(title)} - {""}
        self._words = sorted(spelled, key=len, reverse=True)
        self._all = "|".join(map(re.escape, self._words))

    def leave_out(self, text: str) -> str:
        """A folded heading without the titles."""
        if not any(word in text for word in self._words):
            return text
        left = re.sub(rf"(?<!\w)(?:{self._all})(?:'s|s'|s)?(?!\w)", " ", text)
        return fold_heading(left)


def fold_heading(heading: str) -> str:
    """A heading as it is compared.

    Case, white space, leading numbers, emoji, outer punctuation and hyphens do not count;
    curly quotes are straight ones, `&` is "and".
    """
    text = heading.translate(_PLAIN).casefold()
    text = re.sub(r"\((?:e?s)\)", "", text)
    text = re.sub(r"(?<=\w)-(?=\w)", " ", text)
    text = re.sub(r"\bbehavior", "behaviour", text)
    text = re.sub(r"\A[\W_]*(?:\d+(?:\.\d+)*[.):\ufe0f\u20e3]*\s+)?(?:(?!\*)[\W_])*", "", text)
    text = re.sub(r"(?:(?![*)])[\W_])+\Z", "", text)
    return " ".join(text.split())


def bare(text: str) -> str:
    """A folded heading without articles, remarks in parentheses and "of this role"."""
    text = re.sub(r"\s*\([^)]*\)\s*", " ", text).strip(" -\N{EN DASH}\N{EM DASH}:,;()")
    return _ARTICLE.sub("", without_tail(text))


def without_tail(text: str) -> str:
    """A folded heading without what says nothing at its end: "for this role", "include"."""
    before = None
    while before != text:
        before = text
        text = _TAIL.sub("", text).strip(" -\N{EN DASH}\N{EM DASH}:,;")
    return text


def _spellings(text: str) -> Iterator[str]:
    yield text
    shorter = bare(text)
    if shorter != text:
        yield shorter


def _title_spellings(title: str) -> Iterator[str]:
    text = fold_heading(title)
    yield text
    yield bare(text)
    yield from (fold_heading(inner) for inner in re.findall(r"\(([^)]+)\)", title))


def _pattern(heading: str) -> re.Pattern[str]:
    """A folded heading with `*` for any words, or none."""
    escaped = re.escape(heading).replace(r"\*", "*")
    escaped = escaped.replace(r"\ *\ ", r"(?:\ .*)?\ ").replace(r"\ *", r"(?:\ .*)?")
    return re.compile(re.sub(r"(?<![.)])\*(?:\\ )?", ".*", escaped))


def expand(heading: str) -> list[str]:
    """All spellings of a heading of `vocabulary`."""
    pieces = re.split(r"(\[[^\]]*\]|<[^>]*>)", heading)
    choices = []
    for piece in pieces:
        if piece.startswith("["):
            choices.append(["", *piece[1:-1].split("|")])
        elif piece.startswith("<"):
            choices.append(piece[1:-1].split("|"))
        else:
            choices.append([piece])
    joined = (" ".join("".join(words).split()) for words in product(*choices))
    return [words.replace(" '", "'") for words in joined]


@cache
def _spelled_out() -> dict[str, str]:
    every = (s for name in MEANINGS for heading in HEADINGS[name] for s in expand(heading))
    return {fold_heading(spelling): spelling for spelling in every if "*" not in spelling}


@cache
def _defaults() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """The default headings: folded → meaning, and patterns of those with `*`."""
    exact: dict[str, str] = {}
    patterns = []
    for name in MEANINGS:
        for spelling in (s for heading in HEADINGS[name] for s in expand(heading)):
            folded = fold_heading(spelling)
            if "*" in folded:
                patterns.append((_pattern(folded), name))
            else:
                exact.setdefault(folded, name)
    return exact, tuple(patterns)


_PLAIN = str.maketrans(
    {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'"}
    | {"\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"'}
    | {"&": " and ", "+": " and ", "\N{NON-BREAKING HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "}
)
_ARTICLE = re.compile(r"\A(?:the|a|an|our|your|their|my|his|her|some|some of the|all)\s+(?=\S)")
_TAIL = re.compile(
    r"(?:\s|\A)(?:(?:of|for|in|as|at|to|on|from)(?: (?:a|an|the|this|your|our|my|each|any|every))?"
    r"(?: (?:role|job|position|post|level))?"
    r"|(?:will |may |can |could |should |typically |usually )*"
    r"(?:includes?|including|are|is|comprises?|consists? of)(?: the following)?(?: but.*)?"
    r"|the following|etc)\Z"
)
_IN_TITLES = re.compile(r"\b(?:respons[ia]b\w*|expectations?|expected|duties|accountabilit\w*)\b")
