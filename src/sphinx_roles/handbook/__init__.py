"""What a handbook says.

Belongs here: records of what authors wrote, names, parts, problems and their words, and the
resolved handbook that every later step reads. Pure Python: neither docutils nor Sphinx.
"""
