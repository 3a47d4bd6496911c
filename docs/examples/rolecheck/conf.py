roles_intro = None

roles_check_ignore = [
    "unlinked",  # wherever it is found
    "near-copy: archive/.*",  # on these pages
]
