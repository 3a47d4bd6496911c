"""Registration: every `add_*` and `connect` in one place."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from sphinx_roles import __version__, config, rolecheck_config
from sphinx_roles.build.course import Course
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.build.writing import show_for
from sphinx_roles.builders.rolecheck import RolecheckBuilder
from sphinx_roles.builders.roles import RolesBuilder
from sphinx_roles.i18n import CATALOG, LOCALE_DIR
from sphinx_roles.read import neighbours
from sphinx_roles.read.noted import note_colon_fences
from sphinx_roles.read.outline.transform import Outline
from sphinx_roles.read.this_in_titles import ThisInLabels, ThisInTitles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def register(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    config.refuse_namesake()
    app.add_message_catalog(CATALOG, str(LOCALE_DIR))
    config.add_config_values(app)
    rolecheck_config.add_config_values(app)
    app.add_domain(RolesDomain)
    app.add_builder(RolesBuilder)
    app.add_builder(RolecheckBuilder)
    # The bare spellings; those with the domain's name come with the domain.
    app.connect("config-inited", neighbours.register, priority=900)
    for name, role in RolesDomain.roles.items():
        app.add_role(name, role)
    text_roles = neighbours.TextRoles(RolesDomain.roles)
    course = Course(app)
    for transform in (ThisInLabels, Outline, ThisInTitles):
        app.add_transform(transform)
    app.add_post_transform(show_for(course))
    app.connect("config-inited", config.check)
    app.connect("config-inited", rolecheck_config.check)
    app.connect("builder-inited", neighbours.watch_domains)
    app.connect("builder-inited", text_roles.note)
    app.connect("builder-inited", course.prepare)
    app.connect("env-get-outdated", course.begin)
    app.connect("source-read", note_colon_fences)
    app.connect("source-read", text_roles.restore)
    app.connect("doctree-read", course.note, priority=900)  # after Sphinx's collectors
    app.connect("env-updated", course.resolve)
    app.connect("env-get-updated", course.name_outdated, priority=900)  # after Sphinx's numbers
    app.connect("doctree-resolved", course.finish_nodes, priority=900)
    app.connect("warn-missing-reference", course.warn_missing)
    app.connect("html-page-context", course.finish_html, priority=100)
    app.connect("html-collect-pages", course.leave_out_intros)
    app.connect("build-finished", course.end)
    # What is loaded stays until the build ends. The garbage collector would look through it again
    # and again, which takes a tenth of a build after an edit.
    app.connect("config-inited", lambda *_: gc.freeze(), priority=999)  # all modules
    app.connect("builder-inited", lambda *_: gc.freeze(), priority=999)  # and the environment
    app.connect("build-finished", lambda *_: gc.unfreeze(), priority=999)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
