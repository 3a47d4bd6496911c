"""The command `sphinx-role-pages`.

Belongs here: arguments, what a command reads and writes, and its words. Commands are in English.
What they work out belongs to the steps before.
"""
