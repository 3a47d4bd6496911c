"""One page as lines and as an outline, whatever its syntax.

Belongs here: reading Markdown and reStructuredText, by their own parsers, and edits by lines.
Does not belong here: what anything means.
"""
