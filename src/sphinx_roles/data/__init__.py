"""The handbook as data for other programs.

Belongs here: `roles.json` and its schema. Pure Python.
"""
