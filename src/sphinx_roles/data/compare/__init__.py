"""Two editions of a handbook, compared: what changed, and for whom.

Belongs here: what is the same in both, the changes, and whom each of them reaches. Does not
belong here: how the changes are worded or shown. Pure Python.
"""
