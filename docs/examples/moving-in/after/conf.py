project = "Handbook"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]

extensions += ["sphinx_roles"]
roles_parts = {
    "areas": ["Release days"],
    "prose": ["Our week"],
}
