"""Builds that were killed, damaged caches, pages that are not text, and handbooks of odd sizes."""

from __future__ import annotations

import builtins
import contextlib
import cProfile
import gc
import os
import pstats
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ExtensionError, SphinxError

from conftest import Stopped
from fuzzing import LAYOUT, Handbook, normal, write
from sphinx_roles import extension
from sphinx_roles.build.domain import RolesDomain
from sphinx_roles.handbook import kinds, packed, problems, records, resolved
from sphinx_roles.handbook.packed import version_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built, Project

CONF = """
import os, signal, threading

templates_path = ["_templates"]
exclude_patterns = ["_templates"]
html_theme = "basic"
html_copy_source = False
html_sidebars = {}

# Kills the build, as hard as the kernel does, some time after an event: its first process,
# the one where the event happens, or all of them.
def setup(app):
    if "KILL" not in os.environ:
        return
    event, nth, delay, victim = os.environ["KILL"].split()
    seen = []
    first = os.getpid()

    def kill():
        if victim == "all":
            os.killpg(first, signal.SIGKILL)
        os.kill(first if victim == "first" else os.getpid(), signal.SIGKILL)

    def count(*_):
        seen.append(1)
        if len(seen) == int(nth):
            threading.Timer(float(delay), kill).start() if float(delay) else kill()

    app.connect(event, count, priority=400)
"""
INDEX = "Handbook\n========\n\n.. toctree::\n   :glob:\n\n   *\n"


def page(title: str, items: str, *, extends: str = "", levels: str = "") -> str:
    extends = f".. extends:: {extends}\n\n" if extends else ""
    start = f"{title}\n{'=' * 40}\n\n.. role::\n\n{extends}"
    return f"{start}Responsibilities\n{'-' * 40}\n\n{items}\n\n{levels}"


def small(project: Project) -> Project:
    """A base, its descendant, an intro, and a warning of ours."""
    return project.write(
        {
            "index.rst": INDEX,
            "intro.rst": "Intro\n=====\n\nGrow as a :this:`role`.\n",
            "base.rst": page("Base", "- :key:`a` Do a.\n- Do b."),
            "leaf.rst": page("Leaf", "- :key:`a` Do more.", extends="base, nobody"),
        }
    )


def same(one: Built, other: Built, ours: str = "[roles.") -> None:
    """The same files with the same contents, and the same warnings of ours."""

    def files(built: Built) -> dict[str, object]:
        return {
            file.relative_to(built.outdir).as_posix(): normal(file)
            for file in sorted(built.outdir.rglob("*"))
            if file.is_file() and file.name != ".buildinfo"
        }

    found, expected = files(one), files(other)
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []
    assert [w for w in one.warnings if ours in w] == [w for w in other.warnings if ours in w]


def kill(
    project: Project,
    event: str,
    nth: int = 1,
    delay: float = 0,
    *,
    parallel: int = 1,
    victim: str = "first",
) -> bool:
    """Build in processes that kill one another; whether the build died before the end."""
    extensions = ",".join(project.conf["extensions"])
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"extensions={extensions}"]
    command += ["-j", str(parallel), "-d", str(project.root / "doctrees"), str(project.srcdir)]
    running = subprocess.Popen(
        [*command, str(project.root / "html")],
        env={**os.environ, "KILL": f"{event} {nth} {delay} {victim}"},
        start_new_session=True,
        stderr=subprocess.DEVNULL,  # what Sphinx says of a lost process
    )
    code = running.wait()
    # Sphinx ends with 2 where one of its other processes is gone.
    assert code in {0, -signal.SIGKILL, *([2] if victim == "own" else [])}
    with contextlib.suppress(ProcessLookupError):
        for _ in range(20):  # the others go on for a moment, or wait for the first one for good
            os.killpg(running.pid, 0)
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGKILL)
    info = project.root / "html" / ".buildinfo"
    if info.is_file() and not info.read_bytes():
        # Cut off as it was written: Sphinx cannot read that, with or without us.
        info.unlink()
    return code != 0


@pytest.fixture
def fragile(project: Project) -> Project:
    """A project whose builds can be killed; all its configuration is in its `conf.py`."""
    project.conf = {"extensions": project.conf["extensions"]}
    return project.write({"conf.py": CONF, "_templates/layout.html": LAYOUT})


def clean(project: Project, builder: str = "html") -> Built:
    return project.build(builder, outdir="clean", doctrees="clean-doctrees")


@pytest.mark.parametrize(
    ("event", "nth"),
    [
        ("source-read", 1),
        ("env-updated", 1),
        ("env-check-consistency", 1),
        ("doctree-resolved", 2),
        ("html-page-context", 2),
        ("html-collect-pages", 1),
        ("build-finished", 1),
    ],
)
def test_killed_in_each_phase(fragile: Project, event: str, nth: int) -> None:
    """Killed after an edit: what was written meanwhile is neither lost nor forgotten."""
    small(fragile).build()
    fragile.edit("base.rst", "Do a", "Do all")
    assert kill(fragile, event, nth)
    same(fragile.build(), clean(fragile))


@pytest.mark.slow
def test_killed_at_random(fragile: Project) -> None:
    """Killed again and again at any moment, between edits, in every phase."""
    handbook = Handbook(0)
    chance = random.Random(0)
    settings = ("_templates/layout.html", "conf.py")
    kept = {name: (fragile.srcdir / name).read_text(encoding="utf-8") for name in settings}
    died = 0
    for _ in range(4):
        write(fragile, {**handbook.files(), **kept})
        event = chance.choice(["builder-inited", "source-read", "env-updated", "write-started"])
        died += kill(fragile, event, 1, chance.uniform(0, 0.3))
        for _ in range(2):
            handbook.edit_text()
    write(fragile, {**handbook.files(), **kept})
    same(fragile.build(), clean(fragile))
    assert died


@pytest.mark.parametrize(
    ("parallel", "victim"),
    [pytest.param(*one, marks=pytest.mark.slow) for one in [(2, "own"), (8, "all")]],
)
def test_killed_in_parallel(fragile: Project, parallel: int, victim: str) -> None:
    """The same with several processes, of which one or all are killed."""
    seed = parallel + len(victim)
    handbook = Handbook(seed)
    # Sphinx splits more than five pages.
    handbook.pages = [handbook.page(f"role{n}") for n in range(8)]
    chance = random.Random(seed)
    settings = ("_templates/layout.html", "conf.py")
    kept = {name: (fragile.srcdir / name).read_text(encoding="utf-8") for name in settings}
    write(fragile, {**handbook.files(), **kept})
    fragile.build(parallel=parallel)
    died = 0
    for event in ("doctree-read", "doctree-resolved", "html-page-context"):
        for _ in range(4):
            handbook.edit_text()
            handbook.edit_shared()
        write(fragile, {**handbook.files(), **kept})
        delay = chance.choice([0, chance.uniform(0, 0.1)])
        nth = chance.randint(1, 3)
        died += kill(fragile, event, nth, delay, parallel=parallel, victim=victim)
    write(fragile, {**handbook.files(), **kept})
    same(fragile.build(parallel=parallel), clean(fragile))
    assert died


@pytest.mark.parametrize("name", ["doctrees/sphinx-roles-*.json", "html/roles.json"])
@pytest.mark.parametrize("seed", range(2))
def test_damaged_file(fragile: Project, name: str, seed: int) -> None:
    """A file of ours that was cut short, then one with a byte changed."""
    small(fragile).build()
    (file,) = fragile.root.glob(name)
    chance = random.Random(seed)
    whole = file.read_bytes()
    place = chance.randrange(len(whole))
    file.write_bytes(whole[:place] if seed else whole[:place] + b"\xff" + whole[place + 1 :])
    fragile.edit("base.rst", "Do b", "Do bb")
    same(fragile.build(), clean(fragile))


def test_a_damaged_doctree_of_a_base(fragile: Project) -> None:
    """The error names the file, and what to do."""
    small(fragile).build()
    (fragile.root / "doctrees" / "base.doctree").write_bytes(b"damaged")
    fragile.edit("leaf.rst", "Do more", "Do even more")
    with pytest.raises(SphinxError, match=r"base\.doctree"):
        fragile.build()


def test_doctrees_that_cannot_be_written(fragile: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build into a new folder writes nothing beside them that plain Sphinx does not write."""
    small(fragile).build()
    doctrees = fragile.root / "doctrees"
    expected = clean(fragile).warnings
    before = {file: file.stat().st_mtime_ns for file in doctrees.rglob("*")}

    def refusing(opens: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if mode[0] in "wax" and Path(str(file)).is_relative_to(doctrees):
                raise PermissionError(file)
            return opens(file, mode, *args, **options)

        return call

    def refuse(file: Path, *_args: object, **_options: object) -> None:
        raise PermissionError(file)

    monkeypatch.setattr(builtins, "open", refusing(builtins.open))
    monkeypatch.setattr(Path, "open", refusing(Path.open))
    monkeypatch.setattr(Path, "unlink", refuse)
    assert fragile.build(outdir="new").warnings == expected
    assert {file: file.stat().st_mtime_ns for file in doctrees.rglob("*")} == before


def test_a_record_changed_by_hand(fragile: Project) -> None:
    """What is still well-formed is not believed either: its warnings would be other ones."""
    small(fragile).build()
    (state,) = (fragile.root / "doctrees").glob("sphinx-roles-*.json")
    text = state.read_text(encoding="utf-8")
    assert "nobody" in text
    state.write_text(text.replace("nobody", "nobodi"), encoding="utf-8")
    same(fragile.build(), clean(fragile))


@pytest.mark.versions
def test_older_version(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doctrees of another version of the extension are read again."""
    with monkeypatch.context() as patch:
        patch.setattr(RolesDomain, "data_version", 0)
        small(project).build()
    again = project.build()
    assert set(again.read) == {"index", "intro", "base", "leaf"}
    same(again, clean(project))
    assert project.build().read == []


def test_records_with_other_fields_are_of_another_version() -> None:
    """Nobody has to remember to raise a number."""

    def module(*fields: str) -> ModuleType:
        found = ModuleType("records")
        annotations = dict.fromkeys(fields, str)
        space = {"__module__": "records", "__annotations__": annotations}
        found.Record = type("Record", (), space)  # type: ignore[attr-defined]
        return found

    assert version_of(module("name")) == version_of(module("name"))
    numbers = {version_of(module(*fields)) for fields in ((), ("name",), ("name", "title"))}
    assert len(numbers) == 3
    assert RolesDomain.data_version == version_of(records, problems, kinds, resolved, packed)


@pytest.mark.parametrize(
    "builder",
    [
        *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext"),
        *("xml", "pseudoxml", "json", "htmlhelp", "changes", "dummy", "linkcheck"),
        *("roles", "rolecheck"),
    ],
)
def test_source_folder_is_left_alone(project: Project, builder: str) -> None:
    """Nothing is written beside the sources, so that they may be read-only."""

    def listing() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in [src, *src.rglob("*")]}

    src = small(project).srcdir
    before = listing()
    for file in before:
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        project.build(builder)
    finally:
        for file in before:
            file.chmod(0o755 if file.is_dir() else 0o644)
    assert listing() == before


@pytest.mark.parametrize("name", ["leaf.rst", "intro.rst"])
def test_not_utf_8(project: Project, projects: Callable[[str], Project], name: str) -> None:
    """The build goes on, or ends, as it does without the extension."""

    def outcome(found: Project, extensions: list[str]) -> tuple[str, list[str]]:
        found.conf["extensions"] = extensions
        file = found.srcdir / name
        file.write_bytes(file.read_bytes() + "\nGrüße\n".encode("latin-1"))
        try:
            warnings = found.build().warnings
        except Exception as error:  # noqa: BLE001 - whatever Sphinx raises
            return type(error).__name__, []
        return "", [w for w in warnings if "decod" in w]

    plain = projects("plain").write(
        {"index.rst": INDEX, "intro.rst": "Intro\n=====\n", "leaf.rst": "Leaf\n====\n"}
    )
    ours, expected = outcome(small(project), ["sphinx_roles"]), outcome(plain, [])
    assert ours[0] == expected[0]
    assert len(ours[1]) == len(expected[1])


def test_two_builders_at_once(fragile: Project) -> None:
    """Side by side, each with doctrees of its own."""
    small(fragile)
    builders = ("html", "text")
    command = [sys.executable, "-m", "sphinx", "-q", "-D"]
    command += [f"extensions={','.join(fragile.conf['extensions'])}", str(fragile.srcdir), "-b"]
    running = [
        subprocess.Popen([*command, b, "-d", str(fragile.root / f"{b}-dt"), str(fragile.root / b)])
        for b in builders
    ]
    assert [process.wait() for process in running] == [0, 0]
    for builder in builders:
        alone = fragile.build(builder, outdir=f"{builder}-alone", doctrees=f"{builder}-alone-dt")
        for file in alone.outdir.rglob("*.html" if builder == "html" else "*.txt"):
            other = fragile.root / builder / file.relative_to(alone.outdir)
            assert other.read_bytes() == file.read_bytes(), file


# -- odd sizes


def deep_list(depth: int) -> str:
    return "\n\n".join("  " * d + f"- Depth {d}." for d in range(depth))


def test_huge_expectations(project: Project) -> None:
    huge = {
        "long": ("- " + " ".join(f"word{n}" for n in range(5_000)), "word4999"),
        "nested": (deep_list(60), "Depth 59."),
        "many": ("\n".join(f"- Do {n}." for n in range(500)), "Do 499."),
    }
    for name, (items, _) in huge.items():
        files = {f"{name}.rst": page(name, items), f"{name}2.rst": page("Leaf", "", extends=name)}
        small(project).write(files)
    built = project.build(suppress_warnings=["roles.duplicate_text"])
    texts = [e["text"] for e in built.data["expectations"].values()]
    for name, (_, expected) in huge.items():
        (folded,) = built.main(f"{name}2").select("details.roles-inherited")
        assert expected in folded.text
        assert any(expected in text for text in texts)


def ladder(count: int, *, chained: bool) -> str:
    """A role page of many levels, each of which may extend the one before."""
    rungs = []
    for n in range(count):
        extends = f".. extends:: {f'l{n - 1}' if n else 'tall'}\n\n" if chained else ""
        mark = f".. level:: l{n}\n\n{extends}"
        rungs.append(f"Level {n}\n{'~' * 20}\n\n{mark}- :key:`a` Do {n}.\n\n")
    levels = f"Levels\n{'-' * 40}\n\n{''.join(rungs)}"
    return page("Tall", "- :key:`a` Do.\n- Stay.", levels=levels)


def test_lists_as_deep_as_the_text_builder_takes_them(project: Project) -> None:
    """Sphinx's own writer has no columns left from 35 on; what inherits comes as far."""
    small(project).write({"base.rst": page("Base", deep_list(34))})
    text = project.build("text").file("leaf.txt")
    assert "Depth33." in "".join(text.split())


@pytest.mark.slow
def test_many_levels(project: Project) -> None:
    """A ladder that is longer than Python's stack is deep. `test_resolve` has one as well."""
    count = 1100
    built = small(project).write({"tall.rst": ladder(count, chained=True)}).build("text")
    text = " ".join(built.file("tall.txt").split())
    assert f"Level {count} of {count}" in text
    assert text.count("* Stay.") == 1  # a book says it once, and names who has said it
    assert f"All that this page lists for Level {count - 2} is expected here, too." in text


@pytest.mark.parametrize(
    ("builder", "chained"),
    [
        ("html", True),
        pytest.param("html", False, marks=pytest.mark.slow),
        pytest.param("text", True, marks=pytest.mark.slow),
    ],
)
def test_work_grows_as_the_output(
    projects: Callable[[str], Project], builder: str, *, chained: bool
) -> None:
    """Four times the levels: the calls of all functions, which no other program disturbs."""
    calls, size = [], []
    for count in (25, 100):
        project = small(projects(str(count))).write({"tall.rst": ladder(count, chained=chained)})
        profile = cProfile.Profile()
        built = profile.runcall(project.build, builder)
        ours = str(Path(extension.__file__).parent)
        stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
        calls.append(sum(made for (file, *_), (_, made, *_) in stats.items() if ours in file))
        pages = [*built.outdir.glob("tall.*"), *built.outdir.glob("roles.json")]
        size.append(sum(file.stat().st_size for file in pages))
    assert calls[0] > 500
    assert size[1] > 3 * size[0]
    assert calls[1] / calls[0] < 1.1 * size[1] / size[0]


@pytest.mark.slow
def test_diamonds(project: Project) -> None:
    """64 bases over one, and diamonds on top of one another. `test_resolve` has them as well."""
    bases = {f"m{n}": page(f"M {n}", f"- Do {n}.", extends="base") for n in range(64)}
    bases["bottom"] = page("Bottom", "- Do it.", extends=", ".join(bases))
    for n in range(1, 11):
        above = f"both{n - 1}" if n > 1 else "bottom"
        bases[f"left{n}"] = page(f"Left {n}", "- Go left.", extends=above)
        bases[f"right{n}"] = page(f"Right {n}", "- Go right.", extends=above)
        bases[f"both{n}"] = page(f"Both {n}", f"- Both {n}.", extends=f"left{n}, right{n}")
    small(project).write({f"{name}.rst": text for name, text in bases.items()})
    holders = project.build().data["holders"]
    assert holders["bottom"]["mro"] == ["bottom", *(f"m{n}" for n in range(64)), "base"]
    # own, left, right, of each layer the sentence that is new; the bottom's 64 + 1 + 2
    assert len(holders["both10"]["effective"]) == 10 + 2 + 65 + 2


CATCHES = """
import gc

def setup(app):
    app.add_config_value("is_broken", False, "")
    app.connect("env-updated", note)
    app.connect("doctree-resolved", lambda app, *_: 1 // (not app.config.is_broken))

def note(app, env):
    with open(app.outdir / "frozen.txt", "w") as file:
        file.write(str(gc.get_freeze_count()))
"""


def test_the_garbage_collector_gets_all_back(project: Project) -> None:
    """What a build keeps from it is its own again at the end, which may be an error.

    A stopped build tells nobody of its end: then it is the end of the next one.
    """
    small(project).write({"conf.py": CATCHES}).build()
    assert int((project.root / "html" / "frozen.txt").read_text()) > 1000
    assert gc.get_freeze_count() == 0
    project.edit("base.rst", "Do a", "Do all")
    with pytest.raises(ExtensionError):
        project.build(is_broken=True)
    assert gc.get_freeze_count() == 0
    with pytest.raises(Stopped):
        project.build(stop=("env-updated", 0))
    project.build()
    assert gc.get_freeze_count() == 0
