"""What HTML alone can do.

Belongs here: lists that are rendered once for many pages, marked words, stylesheets and
scripts, and the search index. Does not belong here: folds, which are nodes (see `show`).
"""
