"""What a build after an edit need not do again.

Belongs here: what is kept of the last build for that, how far an edit reaches, and the part of the
handbook that such a build makes do with.
"""
