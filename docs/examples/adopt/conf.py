# Sphinx reads this file. Written by 'sphinx-role-pages adopt'.
project = "Harbour Handbook"
extensions = ["myst_parser", "sphinx_roles"]
root_doc = "README"
exclude_patterns = ["_build", "requirements.txt", "SUMMARY.md"]

# Links to headings, as code hosts name them.
myst_heading_anchors = 6

roles_intro = "intro"
roles_parts = {
    "areas": ["Night shifts"],
}
