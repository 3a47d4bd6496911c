"""Sphinx configuration of this project's own documentation."""

import sys
from pathlib import Path

from sphinx_roles import __version__

HERE = Path(__file__).parent
sys.path.append(str(HERE / "_ext"))

project = "sphinx-roles"
author = "The sphinx-roles contributors"
project_copyright = f"2026, {author}"
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx_roles", "from_code"]
nitpicky = True
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Examples are shown as files. One of them is a part of this documentation as well, so that
# readers can look at the result.
SHOWN = "start"
exclude_patterns = [
    "_build",
    *(f"examples/{folder.name}" for folder in HERE.glob("examples/*") if folder.name != SHOWN),
    f"examples/{SHOWN}/rst",
]
roles_craft = [f"examples/{SHOWN}/md/craft"]

html_theme = "furo"
html_title = f"{project} {version}"
html_copy_source = False

epub_title = project
epub_author = epub_publisher = author
epub_description = "Role pages for engineering handbooks"
epub_show_urls = "no"
epub_identifier = epub_uid = "sphinx-roles"
# The whole table of contents, down to the levels of each role page.
epub_tocscope = "includehidden"
epub_tocdepth = 5
epub_tocdup = False
