"""From what an author typed to the records of one document.

Belongs here: directives, inline roles, headings and lists. No other document is looked at.
"""
