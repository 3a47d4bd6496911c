"""What a page is judged to be: a role page, a level, a ladder, a shared intro.

Belongs here: judgements on outlines, each with its reason. Does not belong here: syntax, files.
"""
