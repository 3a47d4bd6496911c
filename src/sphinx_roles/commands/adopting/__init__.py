"""`sphinx-role-pages adopt`: a handbook moves in.

Belongs here: what the command reads, builds, writes and says. What becomes of the pages is
worked out by `adopt`.
"""
