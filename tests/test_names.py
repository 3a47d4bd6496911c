"""Names, labels, suggestions and headings: small functions that all else relies on."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_roles.handbook.headings.parts import Headings, Meaning, Titles
from sphinx_roles.handbook.hints import hint, is_near
from sphinx_roles.handbook.names import fold, full_title, key_label, slug


def distance(one: str, other: str) -> int:
    """Of Damerau and Levenshtein, in its restricted form, straight from the definition."""

    @cache
    def of(i: int, j: int) -> int:
        if not (i and j):
            return i + j
        found = [
            of(i - 1, j) + 1,
            of(i, j - 1) + 1,
            of(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        ]
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            found.append(of(i - 2, j - 2) + 1)
        return min(found)

    return of(len(one), len(other))


keys = st.text("abk1", min_size=1, max_size=9)


@given(keys, keys)
@settings(max_examples=500, deadline=None)
def test_near_keys_are_those_at_a_small_distance(one: str, other: str) -> None:
    """A letter or two, by the length of the shorter one; digits are different on purpose."""
    shorter = min(len(one), len(other))
    without_digits = [re.sub(r"\d", "", key) for key in (one, other)]
    is_close = 0 < distance(one, other) <= (1 if shorter < 6 else 2)
    is_meant = shorter < 4 or without_digits[0] == without_digits[1]
    assert is_near(one, other) == (is_close and not is_meant)


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("Backend Enginer", ["Backend Engineer", "Frontend Engineer"], "Backend Engineer"),
        ("eng/senoir", ["senior", "junior"], ""),  # too long for what it would stand for
        ("eng/senior", ["senior", "junior"], "senior"),
        ("SCOPE", ["scope"], "scope"),
        ("scope", ["Scope", "scopes"], "Scope"),
        ("scope", ["a much longer name with scope"], ""),
        ("abcdefghijkl", ["abcdefghijklmnop"], "abcdefghijklmnop"),  # a third may be wrong
        ("abcdefghijkl", ["abcdefghijklmnopq"], ""),
        ("x", [], ""),
    ],
)
def test_hints(name: str, candidates: list[str], meant: str) -> None:
    assert hint(name, candidates) == meant


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("incident-response", "Incident response"),
        ("on_call.rota  week", "On call rota week"),
        ("sla", "Service levels"),
        ("---", "---"),
        ("größe", "Größe"),
    ],
)
def test_a_key_has_words_for_readers(key: str, label: str) -> None:
    assert key_label(key, {"sla": "Service levels"}) == label


def test_texts_as_they_are_compared() -> None:
    assert fold("  Read \n&  WRITE\N{RIGHT SINGLE QUOTATION MARK}s. ") == "read and write's"
    assert fold("C++") == "c"
    assert slug("Über & more: (all)") == "über-more-all"
    assert slug("+++") == ""
    assert full_title("Senior", "Pilot") == "Pilot: Senior"
    assert full_title("Senior pilot", "Pilot") == "Senior pilot"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Duties & Responsibilities", "responsibilities"),
        ("Responsibilities / duties", "responsibilities"),
        ("Tea and cake", None),  # both unknown: that is no agreement
        ("Responsibilities and cake", None),
        ("Responsibilities and requirements", None),
        ("Tea at five", "areas"),
        ("Five at tea", None),
    ],
)
def test_what_a_heading_means_as_a_whole(heading: str, name: str | None) -> None:
    found = Headings({"areas": ["Tea at *"]}).whole(heading)
    assert (found and found.name) == name


def test_words_count_in_the_language_of_the_handbook() -> None:
    german = Headings(language="DE_at").words("Unsere Aufgaben am Montag")
    assert german is not None
    assert german.name == "responsibilities"
    assert Headings().words("Unsere Aufgaben am Montag") is None


def test_a_lone_star_is_for_all_other_headings() -> None:
    rest = Headings({"prose": ["*"]})
    assert (rest.words("Tea") or Meaning("", "")).name == "prose"
    assert (rest.words("Our duties on Monday") or Meaning("", "")).name == "responsibilities"
    assert Headings().words("Tea") is None


def test_a_known_heading_stays_known_where_a_title_says_the_same() -> None:
    found = Headings().whole("Requirements", Titles(["Requirements"]))
    assert found is not None
    assert found.name == "requirements"
    assert Headings().whole("Pilot requirements", Titles(["Pilot"])) == found
