"""Sphinx configuration of the Fernwood Handbook."""

project = "Fernwood Handbook"
author = "Fernwood"
project_copyright = "2026, Fernwood"
version = release = "2026.1"
language = "en"

extensions = ["myst_parser", "sphinx_roles"]
exclude_patterns = ["_build", "Thumbs.db", ".DS_Store"]
nitpicky = True

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 2

# What a key is called where expectations are shown side by side. Everything else about
# role pages works as it comes.
roles_keys = {
    "scope": "Scope",
    "shipping": "Shipping",
    "review": "Code review",
    "writing": "Writing",
    "upkeep": "Upkeep",
    "privacy": "Privacy",
    "rota": "On-call rota",
    "contracts": "Interfaces",
    "migrations": "Migrations",
    "observability": "Alerts",
    "performance": "Performance",
    "tests": "Tests",
    "mentoring": "Mentoring",
    "interviews": "Interviews",
    "direction": "Direction",
    "restraint": "Restraint",
    "languages": "Languages",
    "databases": "Databases",
}

# The start page links both files.
roles_data = ["json", "csv"]

html_theme = "furo"
html_title = project

epub_title = project
epub_author = author
epub_publisher = author
epub_description = "What each role at Fernwood is responsible for, level by level."
epub_show_urls = "no"
epub_identifier = epub_uid = "fernwood-handbook"
# The whole table of contents, down to the levels of each role page.
epub_tocscope = "includehidden"
epub_tocdepth = 5
epub_tocdup = False
