"""Graph algorithms of inheritance: the C3 order, circles, paths, bases before descendants.

Belongs here: functions on names and lists of names, without recursion, so that no handbook
is too deep. Does not belong here: what holders or expectations are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def c3(name: str, mros: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The C3 linearisation of a class, as CPython's `mro_implementation` computes it.

    Parameters
    ----------
    name
        The class.
    mros
        The linearisation of each of its bases, in the order of the bases.

    Returns
    -------
    The class and all its ancestors, or None where no consistent order exists.

    Source: K. Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996;
    M. Simionato, "The Python 2.3 Method Resolution Order".
    """
    if len(mros) < 2:
        return (name, *(mros[0] if mros else ()))
    bases = [mro[0] for mro in mros]
    # A shortcut: the end that all lists share stays as it is, and only what stands before it is
    # merged. Most diamonds are small, below many ancestors. If a base is in that end, the order
    # in which the bases are named counts, too, and all of it is merged.
    last = _common_end(mros)
    if any(base in last for base in bases):
        last = ()
    rows = [*(mro[: len(mro) - len(last)] for mro in mros), bases]
    heads = [0] * len(rows)
    tails = Counter(entry for row in rows for entry in row[1:])
    order = [name]
    while True:
        waiting = [row[head] for row, head in zip(rows, heads, strict=True) if head < len(row)]
        if not waiting:
            return (*order, *last)
        good = next((entry for entry in waiting if not tails[entry]), None)
        if good is None:
            return None
        order.append(good)
        for index, row in enumerate(rows):
            head = heads[index]
            if head < len(row) and row[head] == good:
                heads[index] = head + 1
                if head + 1 < len(row):
                    tails[row[head + 1]] -= 1


def _common_end(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The longest end that all rows share."""
    count = 0
    for entries in zip(*map(reversed, rows), strict=False):
        if any(entry != entries[0] for entry in entries):
            break
        count += 1
    return rows[0][len(rows[0]) - count :]


def bases_first(graph: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield every node of an acyclic graph after all those that it points to."""
    done: set[str] = set()
    for start in graph:
        stack = [start]
        while stack:
            node = stack[-1]
            if node in done:
                stack.pop()
                continue
            missing = [target for target in graph[node] if target not in done]
            if missing:
                stack.extend(missing)
                continue
            done.add(node)
            stack.pop()
            yield node


def circles(graph: Mapping[str, Sequence[str]]) -> list[set[str]]:
    """The strongly connected components of more than one node.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972, with a stack
    of its own in place of recursion.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    pending: list[str] = []
    is_pending: set[str] = set()
    found = []
    for start in graph:
        if start in index:
            continue
        work = [(start, iter(graph[start]))]
        index[start] = low[start] = len(index)
        pending.append(start)
        is_pending.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    pending.append(target)
                    is_pending.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in is_pending:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    component = set()
                    while node not in component:
                        component.add(pending.pop())
                    is_pending -= component
                    if len(component) > 1:
                        found.append(component)
    return found


def path(graph: Mapping[str, Sequence[str]], start: str, end: str) -> list[str] | None:
    """A path between two nodes, both included; None where there is none."""
    came_from: dict[str, str] = {start: start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == end:
            steps = [node]
            while steps[-1] != start:
                steps.append(came_from[steps[-1]])
            return steps[::-1]
        for target in graph.get(node, ()):
            if target not in came_from:
                came_from[target] = node
                stack.append(target)
    return None
