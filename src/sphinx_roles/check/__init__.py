"""What in a handbook is copied, drifts apart or is not maintained.

Belongs here: the findings of `rolecheck`, each with a place and a cure, and which of them are
silenced. Pure Python.
"""
