"""Moving a handbook in: from the text of its pages to edits of them.

Belongs here: what a page's lines say, what they are judged to be, and the lines that say so to
the extension. Text goes in, edits come out. Does not belong here: files (see `commands`).
"""
