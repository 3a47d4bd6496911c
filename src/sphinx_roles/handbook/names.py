"""The names of things: of levels, of expectations, of places on a page.

Pure functions on strings. What is compared is folded here, and nowhere else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def level_name(role: str, level: str) -> str:
    """The full name of a level: `backend-engineer/senior`."""
    return f"{role}/{level}"


def default_name(docname: str) -> str:
    """The name of a role page: the last component, or the folder's for an index."""
    *folders, name = docname.split("/")
    return folders[-1] if folders and is_index(docname) else name


def is_index(docname: str) -> bool:
    """Whether a page is the first one of its folder."""
    return docname.rpartition("/")[2].casefold() in {"index", "readme"}


def fold(text: str) -> str:
    """Text as it is compared: white space, case and final punctuation aside.

    Typographic apostrophes and `&` count as their plain spellings: editors differ.
    """
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("&", " and ")
    folded = " ".join(plain.split())
    end = len(folded)
    while end and not folded[end - 1].isalnum():
        end -= 1
    return folded[:end].casefold()


def key_label(key: str, labels: Mapping[str, str]) -> str:
    """What readers call a key: its label, or `Incident response` for `incident-response`."""
    words = " ".join(re.split(r"[-_.\s]+", key)).strip() or key
    return labels.get(key) or words[:1].upper() + words[1:]


def slug(title: str) -> str:
    """A name made of a title; '' where it has no letter."""
    return re.sub(r"[\W_]+", "-", title.casefold()).strip("-")


def full_title(title: str, role: str) -> str:
    """The title of a holder, with that of its role page before it where it does not name that."""
    return title if role.casefold() in title.casefold() else f"{role}: {title}"


@lru_cache(maxsize=4096)  # every level is named by others
def without_title(title: str, role: str) -> str:
    """The title of a level without that of its role page; '' where nothing else is in it."""
    rest = re.sub(rf"(?i)(?<!\w){re.escape(role)}(?!\w)", " ", title)
    return re.sub(r"\A[\W_]+|[\W_]+\Z", "", " ".join(rest.split()))


def text_name(text: str) -> str:
    """The name of an expectation without a key: eight hex digits of its folded text."""
    return sha256(fold(text).encode()).hexdigest()[:8]


def anchor(*parts: str) -> str:
    """A URL fragment from names, valid as an XML name so that e-readers take it.

    Joined by dots: no id that docutils makes of a heading holds one.
    """
    joined = ".".join(map(fragment, parts))
    return joined if joined[:1].isalpha() or joined[:1] == "_" else f"_{joined}"


@lru_cache(maxsize=4096)  # every page repeats the names of others
def fragment(name: str) -> str:
    """A part of an anchor."""
    return re.sub(r"[^\w.-]+", "-", name)
