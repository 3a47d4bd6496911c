"""What another tool's handbook says that Sphinx must be told in its own words.

Belongs here: navigation, links, includes and admonitions of mdBook, MkDocs and plain folders.
Does not belong here: role pages (see `judge`), files (see `commands`).
"""
