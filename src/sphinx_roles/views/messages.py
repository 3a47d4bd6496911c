"""What is wrong with a view: messages of the kinds `Warn.VIEW` and `Warn.NOTHING`.

Belongs here: the words, with `%(word)s` for the particulars. The word `view` is the directive's
name, `hint` the name that was meant.
"""

from __future__ import annotations

from sphinx_roles.warnings import __

NEEDS_A_NAME = __("%(view)r needs a name here, as in %(example)r")
NO_SUCH_CHOICE = __("%(view)r has no %(value)r for ':%(option)s:'; choose from %(choices)s%(hint)s")
IN_ITEM = __(
    "%(view)r stands inside an expectation, and is not shown where that is inherited; move it "
    "out of the list item"
)
NO_SUCH_CRAFT = __("%(view)r finds no craft page %(name)r in the folders of 'roles_craft'%(hint)s")
NO_CRAFT_PAGE = __(
    "%(view)r does not stand on a craft page, so it needs the name of one, as in %(example)r"
)
NOT_EXPECTED = __("%(view)r has nothing to show: no expectation refers to the page %(name)r")
TAKES_NO_NAME = __(
    "%(view)r takes no name; say what is meant by an option, as ':%(option)s: %(name)s'"
)
NOTHING_KNOWN = __("%(view)r knows nothing in the handbook for ':%(option)s: %(value)s'%(hint)s")
NOT_EXPECTED_OF = __("%(view)r has nothing to show: nothing is expected of %(name)r")
NO_ROLES = __("%(view)r has nothing to show: no role page fits its options")
NO_EXPECTATIONS = __("%(view)r has nothing to show: no expectation fits its options")
NOT_A_ROLE = __("%(view)r shows the levels of a role page, not of %(level)r; write %(role)r")
NO_LEVELS = __("%(view)r has nothing to show: the role page %(role)r has no levels")
TWO_NAMES = __("%(view)r needs two names, the earlier one first, as in 'roles:compare mid senior'")
SAME = __("%(view)r compares %(name)r with itself; name two different ones")
NEITHER = __("%(view)r has nothing to show: nothing is expected of %(earlier)r or of %(later)r")
