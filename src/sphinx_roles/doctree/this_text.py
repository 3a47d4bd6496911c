"""What `this` reads: a fact, or a title with its article.

Belongs here: articles. English has two, and the sound of a title decides. The catalogues of other
languages say that a title stands there without one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roles.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_ARTICLES = ("a ", "A ")
_SILENT_H = re.compile(r"heir|honest|hono|hour", re.IGNORECASE)
_NO_VOWEL = re.compile(
    r"eu|ewe|one\b|once\b|ubi|uk|uni(?!n|m)|ura|uro|us[aeu]|uti|utop", re.IGNORECASE
)
"""Words that are written with a vowel and said with a consonant: European, one, unit, user."""
_INITIALS = re.compile(r"[A-Z0-9&]{2,}\b|[A-Z]\b|\d")
_SAID_WITH_A_VOWEL = frozenset("AEFHILMNORSX8")


def article_of(fact: str) -> tuple[str, str]:
    """The article that is asked for, `a` or `A` or nothing, and the name of the fact."""
    return (fact[:1], fact[2:]) if fact.startswith(_ARTICLES) else ("", fact)


def read_fact(facts: Mapping[str, str], fact: str) -> str | None:
    """What `this` reads where the page has these facts; None where it has not this one."""
    article, name = article_of(fact)
    text = facts.get(name)
    if not article or text is None:
        return text
    if is_said_with_a_vowel(text):
        said = _("an {title}")
    else:
        said = _("a {title}")
    said = said.format(title=text)
    return said[:1].upper() + said[1:] if article == "A" else said


def is_said_with_a_vowel(title: str) -> bool:
    """Whether an English title begins with the sound of a vowel: "hour", not "user"."""
    initials = _INITIALS.match(title)
    if initials:
        return title[0] in _SAID_WITH_A_VOWEL
    if _SILENT_H.match(title):
        return True
    return title[:1].casefold() in {*"aeiou"} and not _NO_VOWEL.match(title)
