roles_intro = None
