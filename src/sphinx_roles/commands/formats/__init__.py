"""The formats in which changes are written: for a terminal, for pull requests, as data.

Belongs here: one module for each format, and the words that they share.
"""
