"""What a build of the plan says, and what follows from that for the plan.

Belongs here: an answer to each kind of remark, as local as it can be. Does not belong here: builds.
"""
