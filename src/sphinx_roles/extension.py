"""Registration: every `add_*` and `connect` in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_roles import __version__, config, incremental, output
from sphinx_roles.build import Build
from sphinx_roles.collect import collect
from sphinx_roles.directives import ExtendsDirective, LevelDirective
from sphinx_roles.docutils_role import RoleDispatch
from sphinx_roles.domain import RolesDomain
from sphinx_roles.i18n import CATALOG, LOCALE_DIR
from sphinx_roles.outline import Outline
from sphinx_roles.pieces import add_permalinks
from sphinx_roles.render import Show
from sphinx_roles.report import report
from sphinx_roles.transplant import COPY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


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
    app.add_css_file("sphinx-roles.css")
    app.connect("config-inited", config.check)
    app.connect("builder-inited", _on_builder_inited)
    app.connect("doctree-read", collect, priority=900)  # after Sphinx's collectors
    app.connect("env-updated", _on_env_updated)
    app.connect("warn-missing-reference", _on_missing_reference, priority=400)  # before Sphinx's
    app.connect("doctree-resolved", _on_doctree_resolved, priority=900)
    app.connect("build-finished", _on_build_finished)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _domain(env: BuildEnvironment) -> RolesDomain:
    domain = env.domains["roles"]
    assert isinstance(domain, RolesDomain)
    return domain


def _on_builder_inited(app: Sphinx) -> None:
    domain = _domain(app.env)
    domain.build = Build(domain, app.builder)
    app.config.html_static_path.append(str(STATIC))


def _on_env_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    domain = _domain(env)
    handbook = domain.resolve_again()
    for problem in handbook.problems:
        report(problem, Path(app.srcdir))
    incremental.note_intros(env, domain)
    return list(incremental.outdated(domain))


def _on_missing_reference(_app: Sphinx, _domain: Domain | None, node: nodes.Element) -> bool | None:
    """Silence the warning for a copy: the page of origin has its own."""
    return True if node.get(COPY) else None


def _on_doctree_resolved(app: Sphinx, document: nodes.document, docname: str) -> None:
    _domain(app.env).build.capture.take(document, docname)
    add_permalinks(document, app.builder)


def _on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        domain = _domain(app.env)
        output.write(app, domain)
        domain.build.written.write(domain.build.digests)
