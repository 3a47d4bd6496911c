"""Every kind of warning, in one Enum: subtype, message, cause and cure.

Belongs here: the words of diagnostics. They are plain data, so that the pure modules can
name a kind; `report` turns a problem into a warning of Sphinx's.
"""

from __future__ import annotations

from enum import Enum

from sphinx_roles.handbook import messages
from sphinx_roles.handbook.messages import N_


class Warn(Enum):
    """The kinds of warning, each of type `roles.<subtype>`.

    Attributes
    ----------
    subtype : str
        What `suppress_warnings` names after the dot.
    message : str
        What is wrong and what to do, with `%(word)s` for the particulars. The word `hint` is
        the name that was meant, `others` how many more pages are concerned.
    cause, cure : str
        The same for the table in the documentation.
    """

    INTRO = (
        "intro",
        messages.INTRO,
        "The shared intro that a role page names, or `roles_intro`, does not exist or is excluded.",
        "Write the page, correct the name, or say `roles_intro = None` (`:intro: none` on a page).",
    )
    INTRO_IS_ROLE = (
        "intro_role",
        messages.INTRO_IS_ROLE,
        "A page used as shared intro holds a `role` directive of its own.",
        "Remove the directive from the intro, or name another intro.",
    )
    CRAFT = (
        "craft",
        N_("no craft page %(target)r in %(folders)s%(hint)s"),
        "A `craft` reference names a page that no folder of `roles_craft` has.",
        "Correct the name, write the page, or add its folder to `roles_craft`.",
    )
    UNKNOWN = (
        "unknown",
        N_("%(holder)s extends %(name)r, which is no level of its role page and no role%(hint)s"),
        "An `extends` names a role page or level that does not exist.",
        "Correct the name. A level of another role page is written `role/level`.",
    )
    SELF = (
        "self",
        N_("%(holder)s extends itself; remove %(name)r from its 'extends'"),
        "A role page or level extends itself.",
        "Remove the name. The base is usually the role page or the level below.",
    )
    CYCLE = (
        "cycle",
        messages.CYCLE,
        "Holders extend one another in a circle.",
        "Remove one `extends` of the circle. The one named here is left out.",
    )
    ORDER = (
        "order",
        messages.ORDER,
        "There is no order of the bases that fits; see the page on inheritance.",
        "Name the more specific base before the more general one, or drop the latter.",
    )
    DUPLICATE_BASE = (
        "duplicate_base",
        N_("%(holder)s extends %(name)r twice; remove one"),
        "A role page or level extends the same one twice.",
        "Remove one.",
    )
    DUPLICATE_ROLE = (
        "duplicate_role",
        N_("role %(name)r is already on the page %(other)r; give this one another ':name:'"),
        "Two role pages have the same name.",
        "Give one a `:name:` of its own. Until then the second one is ignored.",
    )
    DUPLICATE_LEVEL = (
        "duplicate_level",
        N_("level %(name)r stands twice on this role page, first in line %(other)s; rename one"),
        "Two levels of a role page have the same name.",
        "Rename one. Until then the second one is ignored.",
    )
    DUPLICATE_KEY = (
        "duplicate_key",
        messages.DUPLICATE_KEY,
        "Two expectations of one role page or level have the same key.",
        "Rename one. Until then the second one counts as one without a key.",
    )
    DUPLICATE_TEXT = (
        "duplicate_text",
        N_("%(holder)s says this twice, first in line %(other)s; remove one"),
        "The same text stands twice in one role page or level.",
        "Remove one. It counts once.",
    )
    DUPLICATE_MARKER = (
        "duplicate_marker",
        N_("this section is already marked by %(other)r in line %(line)s; remove one marker"),
        "Two `role` or `level` directives stand in one section.",
        "Remove one. The first one counts.",
    )
    WITHOUT = (
        "without",
        N_("%(holder)s does not inherit %(key)r, so ':without:' has nothing to remove%(hint)s"),
        "`:without:` names a key that is not inherited.",
        "Correct or remove it. Only expectations with a key can be left out.",
    )
    KEY = (
        "key",
        messages.KEY,
        "A `key` does not stand at the start of an expectation, or `roles_strict_keys` forbids it.",
        "Move it to the start of the list item, add the heading to `roles_parts`, correct the key.",
    )
    OUTSIDE = (
        "outside",
        N_("%(directive)r stands outside a role page; mark a section around it by 'role'"),
        "`level` or `extends` stands in no section that belongs to a role page.",
        "Add `role` below the page's title, nest the heading below it, or give `level` a `:role:`.",
    )
    LEVEL_PAGE = (
        "level_page",
        messages.LEVEL_PAGE,
        "A level on a page of its own names a role page that does not exist, or the wrong one.",
        "Correct `:role:`: it is the name of a role page.",
    )
    PLACEMENT = (
        "placement",
        messages.PLACEMENT,
        "`role`, `level` or `extends` stands in a table, a list, a block quote and the like.",
        "Move it out, right below the heading of its section.",
    )
    TITLE = (
        "title",
        messages.TITLE,
        "A `role` or `level` directive stands before the page's first heading, or there is none.",
        "Put the directive below the page's title.",
    )
    OPTION = (
        "option",
        N_("%(directive)r has no option %(option)r%(hint)s"),
        "A directive has an option that it does not know, or that lacks its first colon.",
        "Correct or remove it.",
    )
    ARGUMENT = (
        "argument",
        N_("'level' needs a name, as in 'level senior'"),
        "A directive lacks its argument, or has one that it does not take.",
        "`level` takes a name, `extends` one or more, `role` none (its name is `:name:`).",
    )
    CONTENT = (
        "content",
        N_("%(directive)r takes no content; put the text below the directive, not inside it"),
        "Text is indented below a marker.",
        "Put it below the directive, without indentation. It is shown as if it stood there.",
    )
    NAME = (
        "name",
        messages.NAME,
        "The name of a role, level or key holds one of `/ # , < >`.",
        "Use letters, digits, dots and hyphens.",
    )
    EMPTY = (
        "empty",
        messages.EMPTY,
        "A level says nothing, or nothing on a role page is recognised as an expectation.",
        "Write what is expected. A list counts below a heading that `roles_parts` knows.",
    )
    IGNORED = (
        "ignored",
        messages.IGNORED,
        "A list, table or part of a role page counts as nothing: its heading is not known.",
        "Say what the heading is in `roles_parts`, or correct it. See :doc:`/reference/headings`.",
    )
    NEAR_KEY = (
        "near_key",
        messages.NEAR_KEY,
        "A key is one or two letters away from an inherited one, so nothing is replaced.",
        "Correct the key. Until then both wordings count.",
    )
    MARKUP = (
        "markup",
        messages.MARKUP,
        "Inline markup is written as in reStructuredText on a Markdown page, or the reverse.",
        "Put ``{key}`` in front of the name in Markdown, ``:key:`` in reStructuredText.",
    )
    BLANK_LINE = (
        "blank_line",
        messages.BLANK_LINE,
        "A bold line stands right above or right below a list, without a blank line.",
        "Add the blank line.",
    )
    COLON_FENCE = (
        "colon_fence",
        messages.COLON_FENCE,
        "A colon fence stands on a page for which MyST-Parser does not read them.",
        'Set `myst_enable_extensions = ["colon_fence"]`, or use backticks.',
    )
    THIS = (
        "this",
        N_("'this' has no meaning here: the page is neither a role page nor a shared intro"),
        "`this` names no fact, or stands on a page that is neither a role page nor an intro.",
        "Use `role`, `level` or `track`, on a role page or in a shared intro.",
    )
    FACT = (
        "fact",
        messages.FACT,
        "A shared intro, or the page itself, shows a fact that the role page does not give.",
        "Add the option to the `role` directive.",
    )
    VIEW = (
        "view",
        N_("%(view)r finds no role page or level named %(name)r%(hint)s"),
        "A view such as `roles:index` is asked for something that does not exist.",
        "Correct the argument or option that the message names.",
    )
    NOTHING = (
        "nothing",
        N_("%(view)r has nothing to show"),
        "A view finds nothing in the handbook that it could show.",
        "Correct its argument and options, or remove it until there is something to show.",
    )
    TABLE = (
        "table",
        messages.NO_TABLE,
        "What `levels` says does not fit the table behind it, or there is none.",
        "Correct the row or column that the message names.",
    )
    NEIGHBOUR = (
        "neighbour",
        messages.NEIGHBOUR,
        "Another extension has a directive of this name, and it stands here without an argument.",
        "Write the long names: `roles:role`, `roles:level`, `roles:extends`.",
    )

    def __init__(self, subtype: str, message: str, cause: str, cure: str) -> None:
        self.subtype = subtype
        self.message = message
        self.cause = cause
        self.cure = cure

    @classmethod
    def of(cls, subtype: str) -> Warn:
        """The kind with a subtype; KeyError where there is none."""
        return {kind.subtype: kind for kind in cls}[subtype]
