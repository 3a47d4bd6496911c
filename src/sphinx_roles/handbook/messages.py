"""What is wrong with a view: messages of the kinds `Warn.VIEW` and `Warn.NOTHING`.

Belongs here: the words, with `%(word)s` for the particulars. The word `view` is the directive's
name, `hint` the name that was meant.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a message for the catalogue. It is translated when it is shown."""
    return message


NEEDS_A_NAME = N_("%(view)r needs a name here, as in %(example)r")
NO_SUCH_CHOICE = N_("%(view)r has no %(value)r for ':%(option)s:'; choose from %(choices)s%(hint)s")
IN_ITEM = N_(
    "%(view)r stands inside an expectation, and is not shown where that is inherited; move it "
    "out of the list item"
)
NO_SUCH_CRAFT = N_("%(view)r finds no craft page %(name)r in the folders of 'roles_craft'%(hint)s")
NO_CRAFT_PAGE = N_(
    "%(view)r does not stand on a craft page, so it needs the name of one, as in %(example)r"
)
NOT_EXPECTED = N_("%(view)r has nothing to show: no expectation refers to the page %(name)r")
TAKES_NO_NAME = N_(
    "%(view)r takes no name; say what is meant by an option, as ':%(option)s: %(name)s'"
)
NOTHING_KNOWN = N_("%(view)r knows nothing in the handbook for ':%(option)s: %(value)s'%(hint)s")
NOT_EXPECTED_OF = N_("%(view)r has nothing to show: nothing is expected of %(name)r")
NO_ROLES = N_("%(view)r has nothing to show: no role page fits its options")
NO_EXPECTATIONS = N_("%(view)r has nothing to show: no expectation fits its options")
NOT_A_ROLE = N_("%(view)r shows the levels of a role page, not of %(level)r; write %(role)r")
NO_LEVELS = N_("%(view)r has nothing to show: the role page %(role)r has no levels")
TWO_NAMES = N_("%(view)r needs two names, the earlier one first, as in 'roles:compare mid senior'")
SAME = N_("%(view)r compares %(name)r with itself; name two different ones")
NEEDS_SINCE = N_(
    "%(view)r needs an earlier edition to compare with, as in ':since: editions/2025.json'"
)
NO_EDITION = N_("%(view)r has nothing to compare with: %(why)s")
NEITHER = N_("%(view)r has nothing to show: nothing is expected of %(earlier)r or of %(later)r")

# Other messages of a kind than its usual one, named by the word `message` of a problem.
ROLE_TAKES_NO_ARGUMENT = N_("'role' takes no argument; write ':name: %(argument)s'")
EXTENDS_NEEDS_A_NAME = N_("'extends' needs the name of a role or level, as in 'extends engineer'")
NOTHING_EXPECTED = N_(
    "nothing on role page %(role)s is an expectation; put lists below a heading such as "
    "'Responsibilities', or add your headings to 'roles_parts'"
)
NO_SUCH_FACT = N_("there is no fact %(fact)r for 'this'; choose from %(facts)s%(hint)s")

# Ends of messages.
DID_YOU_MEAN = N_("; did you mean %r?")
AND_MORE_PAGES = N_(" (and %s more role pages)")
