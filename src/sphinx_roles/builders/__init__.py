"""Builders for `sphinx-build -b`.

Belongs here: builders of our own. What they write is worked out by the steps before.
"""
