"""Every kind of finding, in one Enum: name, message, cause and cure.

Belongs here: the words of `rolecheck`. They are in English, as those of commands.
"""

from __future__ import annotations

from enum import Enum

ALL = "*"
"""Stands for all kinds in `roles_check_ignore`."""


class Kind(Enum):
    """The kinds of finding.

    Attributes
    ----------
    label : str
        What comments, `roles_check_ignore` and the output call it.
    message : str
        What is found, with `%(word)s` for the particulars.
    cause, cure : str
        The same for the table in the documentation.
    """

    COPY = (
        "copy",
        "%(holder)s says again what it inherits from %(other)s (%(there)s): %(text)s",
        "An expectation without a key says the same as an inherited one.",
        "Remove the line. What is inherited holds without it.",
    )
    NEAR_COPY = (
        "near-copy",
        "%(holder)s nearly repeats what %(other)s says (%(there)s, %(like)s %%): %(text)s",
        "An expectation without a key says nearly the same as an inherited one: both hold.",
        "Remove the line, or give it the key of the inherited one, so that it replaces that.",
    )
    SAME_OVERRIDE = (
        "same-override",
        "%(holder)s replaces %(key)r of %(other)s (%(there)s) by the same words: %(text)s",
        "An expectation with the key of an inherited one has the same words.",
        "Remove the line, or say what is different.",
    )
    SHARED = (
        "shared",
        "%(holders)s say the same, and none inherits it from another: %(text)s",
        "The same text stands on several role pages or levels of which none extends another.",
        "Write it once, on a page that all of them extend, and remove the other lines.",
    )
    NEAR_SHARED = (
        "near-shared",
        "%(holders)s say nearly the same, and none inherits it from another: %(text)s",
        "The same, in nearly the same words: copies that drift apart.",
        "Write it once, as above, or make clear what is different.",
    )
    TWICE = (
        "twice",
        "%(holder)s says the same twice (first in %(there)s)%(how)s: %(text)s",
        "The same text stands twice in one role page or level, or is a requirement and a plus.",
        "Remove one of them.",
    )
    ADDS_NOTHING = (
        "adds-nothing",
        "%(holder)s expects what %(other)s expects, and nothing else",
        "A level has the same expectations as what it builds on.",
        "Say what is different, or remove the level.",
    )
    NEAR_KEY = (
        "near-key",
        "the key %(key)r is nearly %(other)r, which %(why)s",
        "A key is one or two letters away from another key of the handbook.",
        "Correct it. Two keys that have labels in `roles_keys` are both right.",
    )
    IGNORED = (
        "ignored",
        "%(kinds)s below %(heading)r: nothing there is read as an expectation%(elsewhere)s",
        "A list, table or part of a role page counts as nothing: its heading is not known.",
        "Say what the heading is in `roles_parts`, or correct it.",
    )
    SAYS_EXTENDS = (
        "says-extends",
        "%(holder)s says %(phrase)r and has no 'extends': %(text)s",
        'The text says "in addition to", "all of the above" and the like, and nothing is extended.',
        "Add `extends`. Then the sentence may go.",
    )
    UNLINKED = (
        "unlinked",
        "no page links to the role page %(holder)s, and no toctree shows it",
        "A role page is found by its address or by a search alone.",
        "Link to it, or show it in a view such as `roles:index`.",
    )
    UNUSED_CRAFT = (
        "unused-craft",
        "no expectation rests on the craft page %(page)r",
        "A page in a folder of `roles_craft` is one that no expectation refers to.",
        "Refer to it where it is expected that people work so.",
    )
    UNUSED_ABSTRACT = (
        "unused-abstract",
        "nothing extends %(holder)s, which is there to be extended",
        "A role page with `:abstract:` has no heirs.",
        "Extend it, or remove the page.",
    )
    UNKNOWN_GRADE = (
        "unknown-grade",
        "%(holder)s has the grade %(grade)r, which 'roles_grades' does not have%(hint)s",
        "A grade is not listed in `roles_grades`.",
        "Correct it, or list it.",
    )
    OVERDUE = (
        "overdue",
        "%(holder)s was last reviewed on %(date)s, %(days)s days ago",
        "The fact `reviewed` is older than `roles_review_days`.",
        "Review the page, and write the new date.",
    )
    NO_DATE = (
        "no-date",
        "%(holder)s has %(date)r for 'reviewed', which is no date such as %(today)s",
        "The fact `reviewed` is not a date of the form 2026-01-31.",
        "Correct it.",
    )

    def __init__(self, label: str, message: str, cause: str, cure: str) -> None:
        self.label = label
        self.message = message
        self.cause = cause
        self.cure = cure

    @classmethod
    def labels(cls) -> list[str]:
        """The names of all kinds, in alphabetical order."""
        return sorted(kind.label for kind in cls)
