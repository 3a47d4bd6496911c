"""The stylesheets and the scripts of a page.

Belongs here: what an HTML page loads, and where.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_roles.show.slots import SCRIPT
from sphinx_roles.show.views.checklist import BUTTON

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_STATIC = Path(__file__).parent / "static"
_VIEW = re.compile(r'class="[^"]*\broles-view\b')
"""In the body of a page that shows a view."""
_FILE = "sphinx-roles.js"
_CHECKLIST = "sphinx-roles-checklist.js"


def offer(app: Sphinx) -> None:
    """Have Sphinx copy the assets into the output folder."""
    if str(_STATIC) not in app.config.html_static_path:
        app.config.html_static_path = [*app.config.html_static_path, str(_STATIC)]


def load_all(app: Sphinx, *, has_view: bool, has_button: bool) -> None:
    """Have all pages load the assets."""
    _add_stylesheets(app, has_view=has_view)
    app.add_js_file(_FILE, loading_method="defer")
    if has_button:
        app.add_js_file(_CHECKLIST, loading_method="defer")


def load(app: Sphinx, context: dict[str, Any], *, is_browser: bool) -> None:
    """Have this page load its assets, and no other page. For `html-page-context`.

    The script stands where the body has a place for it, before the first fold. Themes load
    scripts where they like, some of them last, when a fold that is to be open has been seen
    closed, and the page would jump.
    """
    body = context.get("body") or ""  # what it shows may come with a shared intro
    has_view = "roles-view" in body and _VIEW.search(body) is not None
    if not is_browser:
        _add_stylesheets(app, has_view=has_view)
        return
    load_all(app, has_view=has_view, has_button=BUTTON in body)
    tag = ""
    # A builder of data, such as `json`, knows no tags: its pages say by name what they need.
    if SCRIPT in body and "js_tag" in context:
        app.add_js_file(_FILE)  # at once, not deferred
        scripts = [file for file in context["script_files"] if _name(file).endswith(_FILE)]
        tag = context["js_tag"](scripts[-1])
        # In place: it is the builder's list, to which others add after us.
        others = [file for file in context["script_files"] if file not in scripts]
        context["script_files"][:] = others
    context["body"] = body.replace(SCRIPT, tag, 1).replace(SCRIPT, "")


def _add_stylesheets(app: Sphinx, *, has_view: bool) -> None:
    app.add_css_file("sphinx-roles.css")
    if has_view:
        app.add_css_file("sphinx-roles-views.css")


def _name(file: Any) -> str:
    return str(getattr(file, "filename", file))


def has_equations(document: nodes.document) -> bool:
    """Whether a page needs MathJax. Before 8.2, Sphinx asks what was read, not what is shown."""
    return any(document.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))))
