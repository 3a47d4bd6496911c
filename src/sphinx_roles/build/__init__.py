"""One build from beginning to end.

Belongs here: the domain and its events, which pages are out of date, and the files that are
written and kept. Only `read`, `build`, `builders` and `commands` use Sphinx's environment.
"""
