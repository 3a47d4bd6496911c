"""The stylesheet and the script of a page.

Belongs here: what an HTML page loads, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT_PLACE = "<!--sphinx-roles:script-->"
"""In the body of a page: where the script runs, if the page loads any."""
_STYLESHEET = "sphinx-roles.css"
_SCRIPT = "sphinx-roles.js"


def load(app: Sphinx, context: dict[str, Any], *, is_folding: bool) -> None:
    """Have this page load its assets, and no other page. For `html-page-context`.

    The script stands where the body has a place for it, before the first fold. Themes load
    scripts where they like, some of them last, when a fold that is to be open has been seen
    closed, and the page would jump.
    """
    app.add_css_file(_STYLESHEET)
    if not is_folding:
        return
    body = context.get("body") or ""
    # A builder of data, such as `json`, knows no tags: its pages say by name what they need.
    is_placed = SCRIPT_PLACE in body and "js_tag" in context
    app.add_js_file(_SCRIPT, loading_method=None if is_placed else "defer")
    tag = ""
    if is_placed:
        files = context["script_files"]
        script = next(file for file in files if _name(file).endswith(_SCRIPT))
        context["script_files"] = [file for file in files if file is not script]
        tag = context["js_tag"](script)
    context["body"] = body.replace(SCRIPT_PLACE, tag, 1).replace(SCRIPT_PLACE, "")


def _name(file: Any) -> str:
    return str(getattr(file, "filename", file))
