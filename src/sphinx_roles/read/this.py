"""Inline `this`: a fact of the page that a text is shown on."""

from __future__ import annotations

from docutils import nodes

from sphinx_roles.doctree.markers import this_fact
from sphinx_roles.doctree.this_text import article_of
from sphinx_roles.handbook.hints import hint
from sphinx_roles.handbook.kinds import Warn
from sphinx_roles.handbook.messages import NO_SUCH_FACT
from sphinx_roles.i18n import _
from sphinx_roles.read.inline import LocatedRole
from sphinx_roles.read.noted import note_has_this, note_problem, note_use

FACTS = ("role", "level", "track")
TITLES = ("role", "level")
"""Those that may have an article: `a role`."""


class ThisRole(LocatedRole):
    """``this``: a fact of the page that the text is shown on."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        note_use(self.env)
        fact = " ".join(self.text.split())
        own = self.config.roles_facts
        article, name = article_of(fact)
        known = (*FACTS, *own)
        if name not in known or (article and name not in TITLES):
            facts = ", ".join((*known, *(f"a {title}" for title in TITLES)))
            words = {"message": NO_SUCH_FACT, "fact": fact, "facts": facts}
            words["hint"] = hint(fact, known)
            note_problem(self.env, Warn.THIS, self.place, **words)
            return [nodes.Text(fact)], []
        note_has_this(self.env)
        text = own[name] if name in own else unknown_fact(name)
        node = this_fact(self.rawtext, text, fact=fact, holder="")
        self.set_source_info(node)
        return [node], []


def unknown_fact(fact: str) -> str:
    """What `this` reads where the page has no such fact: in the intro's own document, say."""
    return {"role": _("this role"), "level": _("this level"), "track": _("this track")}[fact]
