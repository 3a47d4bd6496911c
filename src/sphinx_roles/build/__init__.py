"""One build from beginning to end.

Belongs here: the domain and its events, which pages are out of date, and the files that are
written and kept. Only this folder and `read` touch the environment.
"""
