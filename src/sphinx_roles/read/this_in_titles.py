"""`this` in titles and labels, filled in while the document is read.

Titles go into tables of contents, the search index, `objects.inv` and other pages, where no
step of ours can fill them in later. On a role page the text is known: it is the page's own.
Elsewhere, as in a shared intro, titles say "this role", and a `heading` keeps what their
author wrote for the pages that show a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_roles.doctree.markers import heading, marker, this_fact
from sphinx_roles.doctree.walk import parents, pick
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import THIS_IN_A_LEVELS_TITLE
from sphinx_roles.handbook.records import ThisUse
from sphinx_roles.read import noted
from sphinx_roles.read.wording import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class ThisInLabels(SphinxTransform):
    """Gives `this` its text in titles and prose, by which parts and areas are recognised.

    In lists it stays as it was: names of expectations are made of their texts, and must not
    change with a title.
    """

    default_priority = 14  # before `Outline`, 15

    def apply(self, **_kwargs: object) -> None:
        if not noted.has_this(self.env):
            return
        for use in pick(self.document, this_fact)[0]:  # titles before what they stand above
            give_text(use)


class ThisInTitles(SphinxTransform):
    """Puts the text itself into titles, translated ones too."""

    default_priority = 25  # after Sphinx's Locale, 20

    def apply(self, **_kwargs: object) -> None:
        if not noted.has_this(self.env):
            return
        for use in pick(self.document, this_fact)[0]:
            if not use["holder"]:  # a translation has made it
                use["holder"] = "/".join(_names(marks_around(use)))
                give_text(use)
            title = next((outer for outer in parents(use) if isinstance(outer, nodes.title)), None)
            if title is None or not isinstance(title.parent, nodes.section):
                continue
            marks = marks_around(use)
            if not marks and not isinstance(_following(title), heading):
                written = heading("", *(child.deepcopy() for child in title.children))
                title.parent.insert(title.parent.index(title) + 1, written)
            names = _names(marks)
            place = noted.place_of(self.env, use)
            noted.note_this(self.env, ThisUse(use["fact"], names[0] if names else None, place))
            if len(marks) == 1 and marks[0]["kind"] == "level" and "level" not in use["fact"]:
                words = {"message": THIS_IN_A_LEVELS_TITLE, "fact": use["fact"]}
                noted.note_problem(self.env, Warn.THIS, place, **words)
            use.parent.replace(use, use.children)


_LISTED = (nodes.list_item, nodes.definition_list_item, nodes.field, nodes.entry)


def give_text(use: this_fact) -> None:
    """Set the text of a `this` where the page around it has such a fact, lists aside."""
    text = facts_around(use).get(use["fact"])
    if text and not any(isinstance(outer, _LISTED) for outer in parents(use)):
        use.children = []
        use += nodes.Text(text)


def facts_around(use: this_fact) -> Mapping[str, str]:
    """Fact → text at a place of a role page; on a level's own page, of the level alone."""
    marks = marks_around(use)
    facts = {}
    if marks and marks[-1]["kind"] == "role":
        role = marks[-1]
        facts = {"role": _title(role, use), "track": role["options"].get("track", "")}
    if marks and marks[0]["kind"] == "level":
        facts["level"] = _title(marks[0], use)
    return facts


def marks_around(node: nodes.Node) -> list[marker]:
    """The markers of the level and of the role page around a node, the role page's last.

    On a level's own page there is none of the role page.
    """
    found: list[marker] = []
    for outer in parents(node):
        marks = [c for c in outer.children if isinstance(c, marker) and c["kind"] in _HOLDERS]
        found += [mark for mark in marks[:1] if not found or mark["kind"] == "role"]
        if found and found[-1]["kind"] == "role":
            return found
    return found


_HOLDERS = ("role", "level")


def _names(marks: list[marker]) -> list[str]:
    """The names of the role page and of the level that are marked."""
    names = [str(mark["name"]) for mark in reversed(marks)]
    if marks and marks[-1]["kind"] == "level":
        return [str(marks[-1]["owner"]), *names]
    return names


def _title(mark: marker, use: this_fact) -> str:
    title = next((c for c in mark.parent.children if isinstance(c, nodes.title)), None)
    if title is None or any(outer is title for outer in parents(use)):
        return ""  # a title cannot say itself
    return plain_text(title)


def _following(title: nodes.title) -> nodes.Node | None:
    return title.next_node(descend=False, siblings=True)
