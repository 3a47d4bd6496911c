"""From a handbook on the disk to a plan that has been tried."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_roles.adopt.answers import settle
from sphinx_roles.adopt.answers.prose import name_lists_of_links, take_back_prose
from sphinx_roles.adopt.answers.unread import leave_unread
from sphinx_roles.adopt.conf import LINE, Conf, new_conf, trial_conf
from sphinx_roles.adopt.convert import add_navigation, convert
from sphinx_roles.adopt.judge.verdicts import Doubt
from sphinx_roles.adopt.keys import suggest
from sphinx_roles.adopt.mark import judge, marked_pages, share_intro
from sphinx_roles.adopt.plan import start
from sphinx_roles.adopt.record import RECORD, Record, write_record
from sphinx_roles.adopt.sources.book import SPHINX
from sphinx_roles.commands.adopting.trying import Tried, try_build
from sphinx_roles.handbook.headings.vocabulary import PROSE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_roles.adopt.answers.settle import Warned
    from sphinx_roles.adopt.pages.lines import Change, Text
    from sphinx_roles.adopt.plan import Plan
    from sphinx_roles.commands.adopting.reading import Found

CONF = "conf.py"
_MOST_BUILDS = 6
_MOST_ROUNDS = 3
_STOPS = "Sphinx stops here, so pages were read without the handbook's own extensions:"


class Adopted(NamedTuple):
    """A handbook as it will be."""

    plan: Plan
    texts: dict[str, str]
    """Path → text of each file that is changed or new."""
    tried: Tried
    """The last build."""
    advice: str
    """What must be added to `conf.py` by hand, '' for nothing."""
    suggested: list[tuple[str, str]]
    """(place, pair of expectations that may be one said anew)."""
    is_bare: bool
    """Whether the handbook's own `conf.py` fails, so that our extension alone was loaded."""

    @property
    def broken(self) -> list[Warned]:
        """The links that led nowhere before."""
        return [warning for warning in self.tried.warned if warning.kind in settle.LINKS]

    @property
    def others(self) -> list[Warned]:
        """What the build warns of besides: as before, since nothing new is left."""
        if self.is_bare:  # these are for want of the handbook's extensions, and of its other pages
            return []
        silenced = {*settle.LINKS, *self.plan.settings.suppressed}
        return [warning for warning in self.tried.warned if warning.kind not in silenced]


def adopt(found: Found, wanted: Sequence[str], work: Path) -> Adopted:
    """Plan, build, and plan again until the build has nothing more to say."""
    plan = start(found.book)
    plan.doubts += [Doubt(path, 0, reason) for path, reason in found.book.troubles]
    plan.settings.excluded += [path for path, _ in found.book.troubles]
    is_sphinx = found.book.kind == SPHINX
    stage = _stage(found, work)
    is_bare = False
    if is_sphinx:
        before = try_build(stage, work / "before", "dummy", is_ours=False)
        if before.failure:
            is_bare = True
            plan.doubts.append(Doubt(CONF, 0, f"{_STOPS} {before.failure}"))
    else:
        convert(plan)
    judge(plan, wanted)
    name_lists_of_links(plan)
    if not is_sphinx:
        share_intro(plan)
        add_navigation(plan)
    adopted = _try(plan, found, stage, work, is_bare=is_bare)
    if adopted.tried.failure and not is_sphinx:
        plan.doubts.append(Doubt(CONF, 0, f"Sphinx stops: {adopted.tried.failure}"))
    return adopted


def _stage(found: Found, work: Path) -> Path:
    """A copy of the handbook that may be built: with what stands around it, for its `conf.py`."""
    root = found.folder.resolve()
    top = _repository(root) if found.book.kind == SPHINX else root
    ignored = shutil.ignore_patterns(".git", "node_modules", "__pycache__", "_build", ".venv")
    copy = work / "stage"
    if found.book.kind == SPHINX:
        shutil.copytree(top, copy, ignore=ignored, symlinks=True, ignore_dangling_symlinks=True)
        return copy / root.relative_to(top)
    for path in found.book.files:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copy / path)
    return copy


def _repository(folder: Path) -> Path:
    try:
        command = ["git", "rev-parse", "--show-toplevel"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return folder
    return Path(done.stdout.strip() or folder).resolve()


def _try(plan: Plan, found: Found, stage: Path, work: Path, *, is_bare: bool) -> Adopted:
    """Build what is planned, until nothing of it changes.

    Parameters
    ----------
    is_bare
        Whether our extension alone is loaded, since the handbook's own `conf.py` fails.
    """
    is_ours = found.book.kind != SPHINX

    def build(builder: str) -> Tried:
        if builder == "html" or not (is_ours or is_bare):
            return try_build(stage, work, builder, is_ours=is_ours)
        if not plan.roles:
            return Tried((), None, "")
        trial = work / "trial"
        trial.mkdir(exist_ok=True)
        pages = sorted({page for role in plan.roles for page in role.pages}) + sorted(
            {*plan.intros, *plan.made}
        )
        (trial / CONF).write_text(trial_conf(plan.settings, pages), encoding="utf-8")
        return try_build(stage, work, builder, is_ours=is_ours, conf=trial)

    before: dict[tuple[str, str], int] = {}
    marked_before: dict[str, Text] = {}
    prose: frozenset[str] = frozenset()
    is_settled = False
    for _ in range(_MOST_BUILDS):
        marked, texts, advice = _write_plan(plan, found, stage)
        tried = build("roles")
        ours = [warning for warning in tried.warned if warning.kind.startswith(settle.OURS)]
        now = tried.places
        lost = [(at[0], line) for at, line in before.items() if at not in now]
        if take_back_prose(plan, _prose(plan) - prose, marked_before, lost):
            continue
        before, marked_before, prose = now, marked, _prose(plan)
        is_settled = bool(tried.failure) or not settle.settle(plan, marked, ours, tried.left)
        if is_settled:
            break
    if not is_settled:
        marked, texts, advice = _write_plan(plan, found, stage)
        tried = build("roles")
        ours = [warning for warning in tried.warned if warning.kind.startswith(settle.OURS)]
    for _ in range(_MOST_ROUNDS):
        if not leave_unread(plan, tried.left):
            break
        marked, texts, advice = _write_plan(plan, found, stage)
        tried = build("roles")
        ours = [warning for warning in tried.warned if warning.kind.startswith(settle.OURS)]
    if settle.suppress_rest(plan, ours):
        marked, texts, advice = _write_plan(plan, found, stage)
    pages = build("roles" if is_bare else "html")
    others = [w for w in pages.warned if not w.kind.startswith(settle.OURS)]
    if is_ours and settle.settle(plan, marked, others, []):
        marked, texts, advice = _write_plan(plan, found, stage)
    return Adopted(plan, texts, pages, advice, suggestions(pages.data or {}), is_bare)


def _write_plan(
    plan: Plan, found: Found, stage: Path
) -> tuple[dict[str, Text], dict[str, str], str]:
    """Write what is planned into the copy: pages with markers, all files, and advice."""
    marked = marked_pages(plan)
    texts, advice = _texts(plan, found, marked)
    # All pages: one whose markers were taken back is as it was, and still marked in the copy.
    _write(stage, {page: str(text) for page, text in marked.items()} | texts)
    return marked, texts, advice


def _prose(plan: Plan) -> frozenset[str]:
    return frozenset(plan.settings.parts.get(PROSE, ()))


def _texts(plan: Plan, found: Found, marked: dict[str, Text]) -> tuple[dict[str, str], str]:
    """All files that are changed or new; and what to add to `conf.py` by hand."""
    texts = {
        page: str(text) for page, text in marked.items() if str(text) != str(found.book.pages[page])
    }
    texts |= plan.made
    made = {*plan.made}
    changes: dict[str, list[tuple[Change, ...]]] = {**plan.changes}
    advice = ""
    if found.book.kind != SPHINX:
        texts[CONF] = new_conf(plan.settings)
        made.add(CONF)
    else:
        conf = Conf.read((found.folder / CONF).read_bytes().decode("utf-8", "surrogateescape"))
        if conf is None:
            advice = LINE
        else:
            text, done = conf.text.edited(conf.edits(plan.settings))
            texts[CONF] = str(text)
            changes[CONF] = [done]
    with_markers = {page for role in plan.roles for page in role.pages}
    texts[RECORD] = write_record(Record(changes, made, with_markers))
    return texts, advice


def suggestions(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Keys to suggest, along the ladder of each role page."""
    said = []
    texts = {id_: one["text"] for id_, one in data.get("expectations", {}).items()}
    for name, holder in data.get("holders", {}).items():
        own = {id_: texts[id_] for id_ in holder["own"]}
        above = {id_: texts[id_] for id_ in holder["effective"] if id_ not in own}
        for pair in suggest(above, own):
            mine = data["expectations"][pair.own]
            base = data["expectations"][pair.base]
            there = f"{base['source']}:{base['line']}"
            why = f"{name} says anew what {base['holder']} says"
            here = f"{mine['source']}:{mine['line']}"
            said.append((here, f"{{key}}`{pair.key}`, also in {there}: {why}"))
    return said


def _write(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode("utf-8", "surrogateescape")
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)
