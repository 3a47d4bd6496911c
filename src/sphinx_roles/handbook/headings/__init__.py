"""What a heading means.

Belongs here: the headings and words that open a part, an area or prose, and how they are
compared. Pure Python.
"""
