"""The handbook as data for other programs.

Belongs here: `roles.json` out and in, its schema, and what two of them differ in. Pure Python.
"""
