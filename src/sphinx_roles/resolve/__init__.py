"""What follows from the records.

Belongs here: bases, the order of ancestors (C3), what is expected of everybody, and what is
wrong. Pure Python.
"""
