"""The variants of the benchmark build, and readers of `copied` and `ours` see the same text."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("myst_parser")

ROOT = Path(__file__).parents[1]


class Bench:
    """The benchmark, small: four generations, links between folders, every edit made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.model, self.variants, self.measure, self.growth = (
            import_module(f"benchmarks.{name}")
            for name in ("model", "variants", "measure", "growth")
        )
        self.handbooks = {
            extending: self.model.handbook(
                8, fan=2, folders=2, extending=extending, edited=frozenset(self.model.EDITS)
            )
            for extending in ("senior", "all")
        }

    def build(self, variant: str, extending: str = "senior") -> Path:
        """Build a variant once, any warning an error; return the output folder."""
        name = f"{variant}-{extending}"
        source, out = self.root / name, self.root / f"{name}-out"
        if not out.exists():
            handbook = self.handbooks[extending]
            self.variants.write(self.variants.VARIANTS[variant](handbook), source)
            self.measure.build(source, out, "basic")
        return out

    def text(self, variant: str) -> list[str]:
        """What a reader sees on the last role page."""
        page = self.build(variant) / "team-1" / "role-00007.html"
        lines: list[str] = self.variants.visible_text(page.read_text(encoding="utf-8"))
        return lines


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        found = Bench(tmp_path_factory.mktemp("bench"))
        patch.setattr(found.measure, "WORK", found.root)
        yield found


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "variant",
    [
        "copied",
        "ours",
        *(pytest.param(more, marks=SLOW) for more in ("floor", "loaded", "include", "needs")),
    ],
)
def test_every_variant_shows_what_a_page_says_itself(bench: Bench, variant: str) -> None:
    if variant == "needs":
        pytest.importorskip("sphinx_needs")
    text = "\n".join(bench.text(variant))
    assert text.startswith("Security Engineer 7\nWhat follows is what Security Engineer 7 means")
    # The last sentence of the intro, and an own responsibility: both edited.
    assert "Ask your manager" in text
    assert "the Security 7 code" in text
    assert ", and say so." in text


@pytest.mark.parametrize(
    ("variant", "count"), [pytest.param("floor", 1, marks=SLOW), ("copied", 4), ("ours", 4)]
)
def test_what_is_inherited_is_shown_on_the_role_page_and_the_senior_level(
    bench: Bench, variant: str, count: int
) -> None:
    # The two edited responsibilities: an own one and one of an ancestor, on the level too.
    assert sum(", and say so." in line for line in bench.text(variant)) == count


@pytest.mark.parametrize("extending", ["senior", pytest.param("all", marks=SLOW)])
def test_readers_of_copied_and_ours_see_the_same(bench: Bench, extending: str) -> None:
    same: Callable[..., None] = bench.measure.check_same_text
    handbook = bench.handbooks[extending]
    same(handbook, bench.build("copied", extending), bench.build("ours", extending))


@SLOW
def test_a_difference_is_an_error(bench: Bench) -> None:
    handbook = bench.handbooks["senior"]
    with pytest.raises(RuntimeError, match="role-00000 reads differently"):
        bench.measure.check_same_text(handbook, bench.build("floor"), bench.build("ours"))


@SLOW
@pytest.mark.parametrize(("variant", "name"), [("views", "view"), ("views_first", "a-view")])
def test_views_are_pages_on_which_each_view_finds_something(
    bench: Bench, variant: str, name: str
) -> None:
    out = bench.build(variant)  # a view that finds nothing would be a warning, and that an error
    pages = sorted(path.stem for path in out.glob(f"{name}-*.html"))
    assert pages == [f"{name}-{number:02}" for number in range(20)]
    for number, view in enumerate(bench.variants.VIEWS):
        html = (out / f"{pages[number]}.html").read_text(encoding="utf-8")
        assert f'class="roles-view roles-{view.split()[0]} ' in html
        assert 'href="team-' in html
    role = "team-1/role-00007.html"
    texts = [(bench.build(v) / role).read_text(encoding="utf-8") for v in ("ours", variant)]
    assert bench.variants.visible_text(texts[0]) == bench.variants.visible_text(texts[1])


@SLOW
def test_views_say_the_same_before_and_after_the_role_pages(bench: Bench) -> None:
    for number in range(len(bench.variants.VIEWS)):
        after, before = (
            (bench.build(variant) / f"{name}-{number:02}.html").read_text(encoding="utf-8")
            for variant, name in (("views", "view"), ("views_first", "a-view"))
        )
        assert bench.variants.visible_text(after) == bench.variants.visible_text(before)


def test_only_files_with_another_text_are_written(bench: Bench, tmp_path: Path) -> None:
    before = bench.model.handbook(8)
    after = bench.model.handbook(8, edited=frozenset({"intro"}))
    for variant, count in (("copied", 8), ("ours", 1)):
        files = bench.variants.VARIANTS[variant]
        bench.variants.write(files(before), tmp_path / variant)
        assert bench.variants.write(files(after), tmp_path / variant) == count


def test_growth_is_measured_with_clocks(bench: Bench) -> None:
    (point,) = bench.growth.grow(["diamonds"], most=10, theme="basic", say=lambda _: None)[
        "diamonds"
    ]
    assert point["pages"] == 31
    assert all(0 < point[clock] < point["cpu"] for clock in ("resolve", "digests", "data"))
