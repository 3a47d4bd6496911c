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
TAKES_NO_NAME = __("%(view)r takes no name; say what is meant by an option, as ':holder: %(name)s'")
NOTHING_KNOWN = __("%(view)r knows nothing in the handbook for ':%(option)s: %(value)s'%(hint)s")
NOT_EXPECTED_OF = __("%(view)r has nothing to show: nothing is expected of %(name)r")
NO_EXPECTATIONS = __("%(view)r has nothing to show: no expectation fits its options")
NO_ROLES = __("%(view)r has nothing to show: no role page fits its options")
