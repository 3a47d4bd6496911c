"""Registration: every `add_*` and `connect` in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_roles import __version__, config
from sphinx_roles.build import outdated, output
from sphinx_roles.build.book import leave_out_intros
from sphinx_roles.build.current import Build
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.build.writing import Show
from sphinx_roles.doctree.transplant import join_anchors, note_equations, silence_copies
from sphinx_roles.garbage import paused
from sphinx_roles.html import assets, search
from sphinx_roles.html.splice import splice
from sphinx_roles.i18n import CATALOG, LOCALE_DIR
from sphinx_roles.read.collect import collect
from sphinx_roles.read.directives import ExtendsDirective, LevelDirective
from sphinx_roles.read.docutils_role import RoleDispatch
from sphinx_roles.read.noted import note_colon_fences
from sphinx_roles.read.outline import Outline
from sphinx_roles.report import report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_roles.handbook.problems import Problem

STATIC = Path(__file__).parent / "html" / "static"


def register(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    app.add_message_catalog(CATALOG, str(LOCALE_DIR))
    config.add_config_values(app)
    app.add_domain(RolesDomain)
    # The bare spellings; those with the domain's name come with the domain.
    app.add_directive("role", RoleDispatch, override=True)
    app.add_directive("level", LevelDirective)
    app.add_directive("extends", ExtendsDirective)
    for name, role in RolesDomain.roles.items():
        app.add_role(name, role)
    app.add_transform(Outline)
    app.add_post_transform(Show)
    silence_copies()
    app.connect("config-inited", config.check)
    app.connect("builder-inited", _on_builder_inited)
    app.connect("env-get-outdated", _on_env_get_outdated)
    app.connect("source-read", note_colon_fences)
    app.connect("doctree-read", collect, priority=900)  # after Sphinx's collectors
    app.connect("env-updated", _on_env_updated)
    app.connect("doctree-resolved", _on_doctree_resolved, priority=900)
    app.connect("html-page-context", _on_html_page_context, priority=100)
    app.connect("html-collect-pages", _on_html_collect_pages)
    app.connect("build-finished", _on_build_finished)
    return {
        "version": __version__,
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _domain(env: BuildEnvironment) -> RolesDomain:
    domain = env.domains["roles"]
    assert isinstance(domain, RolesDomain)
    return domain


def _on_builder_inited(app: Sphinx) -> None:
    domain = _domain(app.env)
    domain.build = Build(app, domain, __version__)
    search.teach(app.builder)
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]


def _on_env_get_outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    domain = _domain(env)
    is_needed = added or changed or removed or not outdated.is_current(domain)
    return domain.unreadable() if is_needed else []


def _on_env_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    domain = _domain(env)
    if domain.users and domain.build.is_folding and not domain.build.is_splicing:
        # Pages as data (JSON) share one list of files, and processes of their own do not fill it.
        views = {view.kind for record in domain.documents.values() for view in record.views}
        assets.load_all(app, has_view=bool(views), has_button="checklist" in views)
    before = domain.build.written.before
    if before is not None and outdated.is_current(domain):
        _report(app, before.problems)
        return []
    with paused():  # all that the handbook is made of is kept
        handbook = domain.resolve_again()
        stale = list(outdated.outdated(domain))
    _report(app, handbook.problems)
    outdated.note_intros(env, domain)
    return stale


def _report(app: Sphinx, problems: Iterable[Problem]) -> None:
    for problem in problems:
        report(problem, Path(app.srcdir))


def _on_doctree_resolved(app: Sphinx, document: nodes.document, _docname: str) -> None:
    _domain(app.env).build.written.forget()  # pages are written from here on
    join_anchors(document, app.builder)


def _on_html_page_context(
    app: Sphinx,
    docname: str,
    _template: str,
    context: dict[str, Any],
    document: nodes.document | None,
) -> None:
    domain = _domain(app.env)
    is_ours = app.builder.name == "singlehtml" or docname in domain.users
    if not is_ours or not domain.users:
        return
    splice(app, domain.build, docname, context)
    if "has_maths_elements" not in context and document is not None:
        note_equations(app.env, docname, document)
    assets.load(app, context, is_folding=domain.build.is_folding)


def _on_html_collect_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    if app.builder.name == "epub":
        leave_out_intros(app, _domain(app.env).handbook)
    return []


def _on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    domain = _domain(app.env)
    written = domain.build.written
    if exception is None and (written.is_forgotten or not outdated.is_current(domain)):
        with paused():  # it keeps all of it until it is written
            file = output.write(app, domain)
        state = outdated.State(
            edition=outdated.edition(domain),
            pages=domain.build.digests,
            problems=list(domain.handbook.problems),
            data=outdated.stamp(file),
        )
        written.write(state)
