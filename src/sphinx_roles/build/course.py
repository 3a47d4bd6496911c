"""The course of a build, from beginning to end: what happens at which event of Sphinx.

Belongs here: the order of things. Each step is a call to the module that does it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx_roles
from sphinx_roles import report
from sphinx_roles.build import output
from sphinx_roles.build.current import Build
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.build.edit.kept import State, stamps
from sphinx_roles.build.stored_doctrees import forget_loaded
from sphinx_roles.data.summary import Counts, closing_line, details
from sphinx_roles.doctree import copies
from sphinx_roles.html import assets, book, search
from sphinx_roles.html.single_page import join_anchors
from sphinx_roles.html.splice import Splicer, mark_items
from sphinx_roles.read.collect import collect
from sphinx_roles.show.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.handbook.problems import Problem


class Course:
    """The builds of one application, one after the other."""

    build: Build
    """The build that runs, or the last one."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app

    @property
    def domain(self) -> RolesDomain:
        """What all documents hold."""
        domain = self._app.env.domains["roles"]
        assert isinstance(domain, RolesDomain)
        return domain

    # -- 1. The builder is there. (`builder-inited`)

    def prepare(self, app: Sphinx) -> None:
        """Get ready for builds."""
        search.teach(app.builder)
        copies.silence()  # now that all extensions are there
        self.domain.holds = app.builder.tags.eval_condition
        self.build = Build(app, self.domain)

    # -- 2. A build begins; an application may build many times. (`env-get-outdated`)

    def begin(
        self,
        app: Sphinx,
        _env: BuildEnvironment,
        _added: set[str],
        _changed: set[str],
        _removed: set[str],
    ) -> list[str]:
        """Forget what the last build knew. No document has to be read because of us."""
        self.domain.forget()
        self.domain.holds = app.builder.tags.eval_condition
        self.build = Build(app, self.domain)
        return []

    # -- 3. Each document is read. (`doctree-read`, once for each; perhaps in several processes)

    def note(self, app: Sphinx, document: nodes.document) -> None:
        """Record what a document holds."""
        record = collect(app.env, document)
        if record is not None:
            self.domain.note_document(app.env.docname, record)

    # -- 4. All documents are read. (`env-updated`)

    def resolve(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Put the whole handbook together, and warn of what is wrong."""
        forget_loaded(env)
        build = self.build
        if self.domain.documents:
            self._offer_assets(app)
        if build.kept.before is not None and self._is_current():
            build.problems = build.kept.before.problems
            self._report(build.problems)
            return
        self._report(build.put_together())
        self._note_intros(app.env)

    # -- 5. Sphinx has numbered sections and figures. (`env-get-updated`)

    def name_outdated(self, _app: Sphinx, _env: BuildEnvironment) -> Iterable[str]:
        """The pages that must be written again because of what others say."""
        # Where there are no pages, Sphinx would store its environment again for nothing.
        if not self.build.has_pages or self._is_current():
            return []
        self.build.look_at_links()
        return list(self._outdated())

    def _offer_assets(self, app: Sphinx) -> None:
        assets.offer(app)
        build = self.build
        if build.is_browser and not (build.is_spliced or build.builder.name == "singlehtml"):
            # Pages as data (JSON) share one list of files. Other processes do not fill it, and an
            # application that builds again takes nothing off it: so it has all of them.
            assets.load_all(app, has_view=True, has_button=True)

    def _is_current(self) -> bool:
        """Whether nothing was read or removed since the output folder was written."""
        kept = self.build.kept
        is_same = kept.before is not None and kept.before.edition == self._edition()
        return is_same and kept.is_output_here()

    def _edition(self) -> str:
        domain, more = self.domain, (self._app.config.roles_grades, sorted(self._app.tags))
        return f"{sphinx_roles.__version__} {domain.config.edition} {domain.edition} {more}"

    def _outdated(self) -> Iterator[str]:
        """The pages whose output is not what the handbook says now."""
        kept, docs = self.build.kept, self._app.env.all_docs
        if kept.before is None:
            # To a new folder Sphinx writes all pages itself, and names would have it do more.
            self.build.is_cut_off = not output.is_new(self._app.builder)
            yield from sorted(docs) if self.build.is_cut_off else []
            return
        before = kept.before.pages if kept.is_output_here() else {}
        for docname, digest in self.build.digests.items():
            if before.get(docname) != digest and docname in docs:
                yield docname

    def _note_intros(self, env: BuildEnvironment) -> None:
        """Tell Sphinx that intros are included elsewhere, so that no toctree need have them."""
        handbook = self.domain.known.handbook
        for role, intro in handbook.intros.items():
            if intro is not None:
                docname = handbook.holders[role].docname
                env.included.setdefault(docname, set()).add(intro)

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            report.report(problem, Path(self._app.srcdir))

    # -- 6. Each page: our nodes are replaced (`writing`), references resolved. (`doctree-resolved`)

    def finish_nodes(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Note that the page is written, and mark the nodes that `finish_html` looks for."""
        self.build.kept.forget()
        self.build.written.add(docname)
        if self.build.is_browser and self.build.is_ours(docname):
            join_anchors(document, app.builder)
            mark_items(document)

    def warn_missing(
        self, _app: Sphinx, domain: Domain | None, node: addnodes.pending_xref
    ) -> bool | None:
        """Warn of a reference that leads nowhere, for `warn-missing-reference`."""
        return self.domain.warn_missing(domain, node)

    # -- 7. Its HTML is there, before the template gets it. (`html-page-context`)

    def finish_html(
        self,
        app: Sphinx,
        docname: str,
        _template: str,
        context: dict[str, Any],
        document: nodes.document | None,
    ) -> None:
        """Put shared HTML in its place, and have the page load its assets."""
        build = self.build
        if not build.is_ours(docname):
            return
        body = context.get("body")
        if body and build.is_browser:
            slots = build.slots.pop(docname, Slots())
            context["body"] = Splicer(app.builder, build.fragments, docname, slots).finish(body)
        if "has_maths_elements" not in context and document is not None:
            has_equations = app.env.domains["math"].data["has_equations"]
            has_equations[docname] = assets.has_equations(document) or has_equations.get(docname)
        assets.load(app, context, is_browser=build.is_browser)
        context["metatags"] = context.get("metatags", "") + build.head(docname)

    # -- 8. All pages are written. (`html-collect-pages`)

    def leave_out_intros(self, app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
        """Leave shared intros out of an ePub that no toctree has and no page links to."""
        if app.builder.name == "epub":
            in_toctrees = {name for names in app.env.toctree_includes.values() for name in names}
            intros = set(self.domain.whole.handbook.intros.values()) - in_toctrees
            book.leave_out(app, {name for name in intros if name in app.env.all_docs})
        return []

    # -- 9. The end. (`build-finished`)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the data, and keep what the output folder was written from."""
        build, kept = self.build, self.build.kept
        if exception is not None or (self._is_current() and not build.written):
            return
        basis = build.basis()
        found = Counts(*basis.counts)
        if not (is_empty := not found.roles):
            verbose = details(self.domain.whole.handbook) if app.verbosity else ()
            report.summarise(closing_line(found), verbose)
        files = output.write(app, self.domain, lambda: build.data, build.since, is_empty=is_empty)
        left = app.env.all_docs.keys() - build.written if build.is_cut_off else ()
        # A build of some files alone leaves the other pages as they were cut off.
        if files is None or output.has_page(app.builder, left):
            return  # the next build tries again
        before = kept.before.pages if kept.before is not None else {}
        digests = build.digests if build.has_pages else {}
        if build.since is not None:
            digests = {**before, **digests}
        pages = {
            docname: digest if docname in build.written else before.get(docname, "")
            for docname, digest in digests.items()
        }
        is_whole = pages == digests
        state = State(
            edition=self._edition() if is_whole else "",
            pages=pages,
            problems=list(build.problems),
            data=stamps(files),
            last=output.last_page(app.builder, build.written)
            or (kept.before.last if kept.before is not None else None),
            basis=basis.packed(),
        )
        kept.write(state)
