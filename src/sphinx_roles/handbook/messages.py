"""The messages of warnings that are too long for `kinds`, or that one kind has several of.

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
NO_VALUE = N_("%(view)r takes no value for ':%(option)s:'; remove %(value)r")
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
NO_FILES = N_(
    "%(view)r has nothing to download; list a form such as 'json' in 'roles_data', or remove "
    "':download:'"
)
NO_GRADES = N_("%(view)r has nothing to show: no level has a ':grade:'")
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
OPTION_NEEDS_COLONS = N_("%(directive)r reads %(line)r as text; write ':%(option)s: %(value)s'")
NAMES_NEED_COMMAS = N_("names after ':without:' stand between commas; write ':without: %(names)s'")

# What is ignored. The word `kinds` says what it is, by the names in `IGNORED_KINDS`.
IGNORED = N_(
    "%(kinds)s below %(heading)r is ignored%(elsewhere)s; say in conf.py what the heading is: "
    'roles_parts = {"responsibilities": [%(quoted)s]} (or "requirements" or "pluses"), '
    '{"areas": [%(quoted)s]} or {"prose": [%(quoted)s]}%(hint)s'
)
IGNORED_IN_PART = N_(
    "%(kinds)s below %(heading)r is ignored%(elsewhere)s; write it as a list, or put a heading "
    'above it and list that one in conf.py: roles_parts = {"prose": [...]}'
)
EMPTY_PART = N_(
    "nothing below %(heading)r is an expectation%(elsewhere)s; write a list, put 'key' at the "
    'start of a paragraph, or say in conf.py: roles_parts = {"prose": [%(quoted)s]}'
)
IGNORED_KINDS = {
    "list": N_("the list"),
    "table": N_("the table"),
    "html": N_("the raw HTML"),
    "paragraph": N_("the paragraph with a key"),
}
IN_ONE_MORE_PLACE = N_(" (and in 1 more place)")
IN_MORE_PLACES = N_(" (and in %s more places)")

# Ends of messages.
DID_YOU_MEAN = N_("; did you mean %r?")
AND_MORE_PAGES = N_(" (and %s more role pages)")

# Levels in tables.
NO_TABLE = N_(
    "'levels' is followed by no table; put it right before one, or write 'roles:levels' for a "
    "list of levels"
)
NO_ROWS = N_("the table behind 'levels' has no rows below its header")
NO_NAME = N_(
    "column %(column)s of the table names no level; give it a header, or a name in ':names:'"
)
SAME_COLUMN = N_("column %(column)s of the table is another %(name)r; rename one")
SAME_ROW = N_("row %(row)s of the table is called %(name)r, as row %(other)s is; rename one")
WRONG_NUMBER = N_(
    "':%(option)s:' has %(names)s entries for %(columns)s columns of the table; write one for "
    "each level, between commas"
)
NO_DEPTHS = N_("':cells: depth' needs the depths in conf.py, as in roles_depths = {'B': 'Basic'}")
NO_DEPTH = N_(
    "the cell in row %(row)s, column %(column)s says %(text)r, which is no depth of "
    "'roles_depths'%(hint)s"
)
COLUMN_OF_NOBODY = N_(
    "a column of the table is called %(name)r, which is no level and no role page%(hint)s; "
    "correct it, or say the name in ':names:'"
)
LEVELS_TAKES_NO_ARGUMENT = N_("'levels' takes no argument; write ':names: %(argument)s'")

# Levels on pages of their own.
LEVEL_OUTSIDE = N_(
    "'level' stands outside a role page; mark a section around it by 'role', or name its role "
    "page, as in ':role: %(example)s'"
)
LEVEL_PAGE = N_("level %(level)r is of %(role)r, which is no role page%(hint)s")
LEVEL_OF_ANOTHER = N_(
    "level %(level)r stands on the role page %(other)r, so it is no level of %(role)r; remove "
    "':role:', or move the level to a page of its own"
)
LEVEL_AROUND_ROLE = N_(
    "level %(level)r has a role page in its section; give each a page of its own, or a section "
    "beside the other's"
)
LEVEL_ELSEWHERE = N_("level %(name)r is already on the page %(other)r; rename one")
THIS_IN_A_LEVELS_TITLE = N_(
    "a heading on a level's own page cannot show 'this %(fact)s'; write it out"
)

# The longer ones of the usual messages of a kind.
NEAR_KEY = N_(
    "key %(key)r of %(holder)s is used nowhere else, and %(holder)s inherits one that is "
    "nearly the same%(hint)s"
)
MARKUP = N_("%(wrong)s is how another language writes it; on this page, write %(right)s")
BLANK_LINE = N_(
    "a blank line is missing between %(label)r and the list beside it, so they are read "
    "as one paragraph; add it"
)
COLON_FENCE = N_(
    "':::{%(directive)s}' is read as text; add 'colon_fence' to 'myst_enable_extensions' "
    "in conf.py, or write ```{%(directive)s}"
)
FACT = N_(
    "the role page %(role)s shows 'this %(fact)s' but does not say it; add ':%(fact)s:' "
    "to its 'role' directive"
)
TITLE = N_(
    "this page has no title above the %(directive)r directive; start the page with a heading"
)
INTRO = N_(
    "no shared intro %(intro)r is found beside this page or in a folder above it; write "
    "it, correct the name, or say ':intro: none' here or 'roles_intro = None' in conf.py"
    "%(others)s"
)
INTRO_IS_ROLE = N_(
    "this page is the shared intro of others, so it cannot be a role page itself; "
    "remove its 'role' directive"
)
CYCLE = N_(
    "%(holder)s cannot extend %(name)r, which already descends from it: %(path)s; "
    "remove one 'extends' of the circle"
)
ORDER = N_(
    "%(holder)s extends %(names)s, for which no consistent order exists; name the more "
    "specific one first"
)
DUPLICATE_KEY = N_(
    "key %(key)r names two expectations of %(holder)s, the first in line %(other)s; rename one"
)
KEY = N_(
    "key %(key)r does not stand at the start of an expectation; move it to the start of "
    "a list item in a part of a role page, or remove it"
)
UNKNOWN_KEY = N_(
    "'roles_strict_keys' does not allow the key %(key)r, which 'roles_keys' does not have%(hint)s"
)
PLACEMENT = N_(
    "%(directive)r stands inside another block (%(parent)s); it marks a section, so put it "
    "below the heading by itself"
)
NAME = N_(
    "the name %(name)r has a character with a meaning of its own (one of / # , < >); "
    "it counts as %(other)r"
)
EMPTY = N_(
    "level %(level)s is empty; say what it expects, or in a sentence that it shares the "
    "role page's expectations"
)
NEIGHBOUR = N_(
    "%(directive)r is a directive of %(owner)s in this handbook; if you mean a role page's, "
    "write %(long)r"
)
