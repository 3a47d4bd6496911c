"""The structure of one document, by its author's own words.

Belongs here: which sections belong to whom, and what their headings, paragraphs and lists say.
Does not belong here: records (see `read.collect`).
"""
