"""docutils nodes.

Belongs here: our own markers, walking a tree, cross-references, and copies of nodes made right
for another document.
"""
