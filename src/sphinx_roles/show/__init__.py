"""From plain data to standard docutils nodes.

Belongs here: the nodes, and the words that readers see.
"""
