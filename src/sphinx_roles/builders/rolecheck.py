"""The builder `rolecheck`: it looks for copies, and for what nobody looks after.

Belongs here: what Sphinx asks of a builder, and what is written. What is found is worked out by
`check`.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_roles import report
from sphinx_roles.build import output
from sphinx_roles.build.whole import craft_pages
from sphinx_roles.builders.pages import read_pages
from sphinx_roles.check.check import check
from sphinx_roles.check.formats import github
from sphinx_roles.check.formats.lines import json_lines, text_lines
from sphinx_roles.check.silence import is_commented, is_configured
from sphinx_roles.check.subject import Subject
from sphinx_roles.data.annotations import SUMMARY
from sphinx_roles.i18n import __
from sphinx_roles.paths import path_from
from sphinx_roles.rolecheck_config import CheckConfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_roles.build.domain import RolesDomain
    from sphinx_roles.check.check import Checked
    from sphinx_roles.handbook.finding_kinds import Kind
    from sphinx_roles.handbook.problems import Place

logger = logging.getLogger(__name__)

NO_RAPIDFUZZ = __(
    "near copies are not looked for, because rapidfuzz is not installed; run: pip install rapidfuzz"
)


class RolecheckBuilder(Builder):
    """Checks the whole handbook, whatever was read anew."""

    name = "rolecheck"
    epilog = __("All findings are in %(outdir)s/output.txt and output.json.")
    allow_parallel = True
    has_pages = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self._application = app

    def init(self) -> None:
        self.tags.add("html")  # what pages say, as the builder `roles` sees them

    def get_outdated_docs(self) -> Iterable[str]:
        return []

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        return docname

    def write(self, *_names: object) -> None:  # type: ignore[misc]
        """Write no page, and resolve none to be written."""

    def finish(self) -> None:
        checked = check(self._subject())
        findings = checked.findings
        for name, lines in (("output.txt", text_lines), ("output.json", json_lines)):
            output.put(self._application, Path(self.outdir, name), lines(findings))
        self._report(checked)
        if findings:
            self._application.statuscode = 1

    def _subject(self) -> Subject:
        domain: RolesDomain = self.env.domains["roles"]  # type: ignore[assignment]
        config = CheckConfig.from_sphinx(self.config)
        pages = read_pages(domain)
        whole = domain.whole

        @cache
        def lines(source: str) -> Sequence[str]:
            try:
                text = Path(self.srcdir, source).read_text(encoding="utf-8-sig", errors="replace")
            except OSError:  # included from a place that is gone meanwhile
                return ()
            return text.splitlines()

        @cache
        def is_silenced(place: Place, kind: Kind) -> bool:
            return is_configured(config.check_ignore, kind, place) or is_commented(
                lines(place.source), place.line, kind.label
            )

        return Subject(
            whole.handbook,
            whole.documents,
            config=config,
            keys=domain.config.keys,
            crafts=craft_pages(self.env, domain.config),
            read=domain.targets.read,
            paragraphs=pages.paragraphs,
            linked=pages.linked,
            today=_today(),
            file=self._file,
            is_silenced=is_silenced,
        )

    def _file(self, docname: str) -> str:
        return Path(path_from(self.env.doc2path(docname), self.srcdir)).as_posix()

    def _report(self, checked: Checked) -> None:
        findings = checked.findings
        if not checked.has_near:
            logger.warning(NO_RAPIDFUZZ, type="roles", subtype="check")
        if self._application.quiet:  # as linkcheck does
            for finding in findings:
                location = f"{Path(self.srcdir, finding.place.source)}:{finding.place.line or 1}"
                logger.warning("[%s] %s", finding.kind.label, finding.message, location=location)
        else:
            for line in text_lines(findings):
                logger.info("%s", line.rstrip("\n"))
        closing = _closing(checked)
        logger.info("%s", closing)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            folder = path_from(self.srcdir, os.environ.get("GITHUB_WORKSPACE", Path.cwd()))
            encoding = sys.stdout.encoding or "utf-8"  # on Windows not every letter has a place
            for line in github.shown(findings, Path(folder).as_posix()):
                sys.stdout.write(f"{line}\n".encode(encoding, "replace").decode(encoding))
            sys.stdout.flush()
        if file := os.environ.get(SUMMARY):
            try:
                with Path(file).open("a", encoding="utf-8") as text:
                    text.write(github.summary(findings, closing))
            except OSError as error:
                report.fail(self._application, Path(file), error)


def _closing(checked: Checked) -> str:
    number = len(checked.findings)
    files = len({finding.place.source for finding in checked.findings})
    said = "nothing found" if not number else f"{number} finding{'s' * (number > 1)}"
    where = f" in {files} file{'s' * (files > 1)}" if number else ""
    silenced = f", {checked.silenced} silenced" if checked.silenced else ""
    return f"rolecheck: {said}{where}{silenced}."


def _today() -> date:
    """The day of the check, or the one that `SOURCE_DATE_EPOCH` names."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds and seconds.isdecimal() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), tz=UTC).date()
    return datetime.now().astimezone().date()
