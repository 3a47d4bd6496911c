"""What a page shows of the handbook, as plain data.

Belongs here: which expectations, in which order. Does not belong here: nodes and wording.
Pure Python.
"""
