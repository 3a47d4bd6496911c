"""The words of a report of changes, which all formats for people share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_roles.choose.change_lines import Fact, Line, Where
    from sphinx_roles.choose.changes import Group, Reach, Report, Whom
    from sphinx_roles.data.text_changes import Piece

KINDS = {
    "added": ("1 added", "{} added"),
    "removed": ("1 removed", "{} removed"),
    "reworded": ("1 reworded", "{} reworded"),
    "deeper": ("1 expected in another depth", "{} expected in another depth"),
    "moved": ("1 moved", "{} moved"),
    "raised": ("1 raised", "{} raised"),
    "replaced": ("1 replaced", "{} replaced"),
    "renamed": ("1 name changed", "{} names changed"),
    "page-added": ("1 role page added", "{} role pages added"),
    "page-removed": ("1 role page removed", "{} role pages removed"),
    "page-moved": ("1 page moved", "{} pages moved"),
    "level-added": ("1 level added", "{} levels added"),
    "level-removed": ("1 level removed", "{} levels removed"),
    "levels-reordered": ("1 ladder in another order", "{} ladders in another order"),
    "retitled": ("1 title changed", "{} titles changed"),
    "regraded": ("1 grade changed", "{} grades changed"),
    "track": ("1 track changed", "{} tracks changed"),
    "bases": ("1 builds on others", "{} build on others"),
}
_PARTS = {
    RESPONSIBILITIES: "Responsibilities",
    REQUIREMENTS: "Requirements",
    PLUSES: "Pluses",
}
_LABELS = {
    "added": "Added",
    "removed": "Removed",
    "reworded": "Reworded",
    "deeper": "Depth changed",
    "moved": "Moved",
    "raised": "Raised",
    "replaced": "Replaced",
    "renamed": "Name changed",
}


class Markup(NamedTuple):
    """How a format writes what comes from the handbook."""

    text: Callable[[str], str]
    code: Callable[[str], str]
    """A name, or a place in a file."""


PLAIN = Markup(str, "'{}'".format)
"""Of plain text."""


def marked(pieces: Iterable[Piece]) -> str:
    """A wording in plain text; what changed is marked where only some of it did."""
    listed = list(pieces)
    if len(listed) == 1:
        return listed[0].text
    marks = {"removed": "[-{}-]", "added": "{{+{}+}}", "kept": "{}"}
    return " ".join(marks[piece.kind].format(piece.text) for piece in listed)


def plural(count: int, one: str, many: str) -> str:
    """The first text for one, else the second, with the number in the place of `{}`."""
    return (one if count == 1 else many).format(count)


def enumeration(entries: Iterable[str]) -> str:
    """`a, b and c`."""
    *firsts, last = entries
    return f"{', '.join(firsts)} and {last}" if firsts else last


def headline(report: Report) -> str:
    """The first line: how much changed, and for how many."""
    if not report.changes:
        return "Nothing changed in what is expected."
    changes = plural(report.changes, "1 change", "{} changes")
    if not report.reach.total:
        return f"{changes}, and nothing else is expected of anybody"
    return f"{changes}, for {reach_count(report.reach)}"


def kinds_line(kinds: Iterable[tuple[str, int]]) -> str:
    """`2 added, 1 reworded`."""
    return ", ".join(plural(count, *KINDS[kind]) for kind, count in kinds)


def reach_count(reach: Reach) -> str:
    """`1 role page and 4 levels`."""
    pages = plural(reach.pages, "1 role page", "{} role pages")
    levels = plural(reach.levels, "1 level", "{} levels")
    return enumeration([*[pages] * bool(reach.pages), *[levels] * bool(reach.levels)])


def reach_names(reach: Reach, most: int | None = None) -> str:
    """`Backend Engineer and its 4 levels, Senior Data Engineer`."""
    names = [name for group in reach.groups for name in _group(group)]
    if most is not None and len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return ", ".join(names)


def _group(group: Group) -> list[str]:
    if group.has_all and group.has_page:
        return [f"{group.page.title} and its {len(group.levels)} levels"]
    if group.has_all:
        return [f"all {len(group.levels)} levels of {group.page.title}"]
    return [*[group.page.title] * group.has_page, *(level.title for level in group.levels)]


def reach_line(reach: Reach, most: int | None = None) -> str:
    """`for 1 role page and 4 levels: Backend Engineer and its 4 levels`; `most` names."""
    if not reach.total:
        return "nothing else is expected of anybody"
    if reach.is_here_only:
        return "only here"
    count = f"for {reach_count(reach)}"
    return count if most == 0 else f"{count}: {reach_names(reach, most)}"


def label(line: Line) -> str:
    """`Reworded`, `Raised and moved`."""
    labels = [_LABELS[line.kind]]
    also = [kind for kind in line.kinds if kind != line.kind]
    if line.kind in {"raised", "replaced"}:
        also = [kind for kind in also if kind != "added"]
    return enumeration([*labels, *(_LABELS[kind].lower() for kind in also)])


def notes(line: Line, markup: Markup) -> list[str]:
    """What else there is to say of a change."""
    other = markup.text(line.other)
    found = []
    if line.kind == "raised":
        found.append(f"raises what {other} says")
    elif line.kind == "replaced":
        found.append(f"replaces what {other} says")
    elif line.copy == "gone":
        found.append(f"only the copy is gone: {other} says the same")
    elif line.copy == "new":
        found.append(f"{other} said it already")
    if line.was is not None and line.now is not None:
        found.append(_moved(line.was, line.now, markup))
    if line.depths is not None:
        found.append(f"depth {' → '.join(markup.text(depth or 'none') for depth in line.depths)}")
    if line.names is not None:
        before, after = (markup.code(name) if name else "" for name in line.names)
        if not before:
            found.append(f"has the name {after} now")
        elif not after:
            found.append(f"has no name any more, it was {before}")
        else:
            found.append(f"its name is {after} now, it was {before}")
    return found


def _moved(was: Where, now: Where, markup: Markup) -> str:
    start = f"moved here from {markup.text(was.title)}" if was.title else "moved"
    if (was.part, was.area) == (now.part, now.area):
        return start
    before, after = markup.text(_place(was)), markup.text(_place(now))
    return (
        f"{start}, from {before} to {after}" if was.title else f"{start} from {before} to {after}"
    )


def _place(where: Where) -> str:
    part = _PARTS.get(where.part, where.part)
    return f"{part}: {where.area}" if where.area else part


def fact(found: Fact, markup: Markup) -> str:
    """What happened to a role page or level, in a few words."""
    before, after = (markup.text(text or "none") for text in (found.before, found.after))
    code_before, code_after = markup.code(found.before), markup.code(found.after)
    own = plural(
        int(found.after) if found.after.isdigit() else 0,
        "1 expectation of its own",
        "{} expectations of its own",
    )
    sentences = {
        "page-added": f"new role page, with {own}",
        "page-removed": f"role page removed, with {own}",
        "level-added": f"new level, with {own}",
        "level-removed": f"level removed, with {own}",
        "renamed": f"its name is {code_after} now, it was {code_before}: links to it change",
        "retitled": f"its title was {before}",
        "regraded": f"grade {before} → {after}",
        "track": f"track {before} → {after}",
        "bases": f"builds on {after}; it was {before}",
        "page-moved": f"moved from {code_before} to {code_after}",
        "levels-reordered": f"levels in another order: {after}",
    }
    return sentences[found.kind]


def whom(found: Whom) -> str:
    """`2 added, 1 reworded, because of Every Engineer`."""
    counts = (
        ("added", found.added),
        ("removed", found.removed),
        ("reworded", found.reworded),
        ("moved", found.moved),
    )
    state = [f"{found.state}:"] if found.state else []
    counted = ", ".join(f"{count} {kind}" for kind, count in counts if count)
    return " ".join([*state, counted]) + because(found)


def because(found: Whom) -> str:
    """`, because of Every Engineer`; nothing where all is its own."""
    titles = [named.title for named in found.because]
    if not titles:
        return ""
    most = 6
    if len(titles) > most:
        titles = [*titles[:most], f"{len(titles) - most} more"]
    itself = ["itself"] if found.is_own and not found.state else []
    return f", because of {enumeration([*titles, *itself])}"
