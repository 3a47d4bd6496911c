"""What paragraphs, headings and list items say at their start and end.

Belongs here: questions about one node. Does not belong here: where it stands on the page.
"""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_roles.doctree.markers import key_mark
from sphinx_roles.read.wording import plain_text

MOST_WORDS_OF_A_LABEL = 6
MOST_WORDS_OF_AN_ITEM_LABEL = 4


def title_of(section: nodes.Element) -> str:
    """The title of a section, or of the first section of a document; '' where there is none."""
    title = next(iter(section.findall(nodes.title)), None)
    if title is None or (title.parent is not section and not isinstance(section, nodes.document)):
        return ""
    return label_text(title)


def leading_bold(paragraph: nodes.Element) -> nodes.strong | None:
    """The bold text of a paragraph that is nothing else but punctuation."""
    # MyST-Parser puts empty text around inline markup.
    inside = [c for c in paragraph.children if not _is_blank(c)]
    if not inside or not isinstance(inside[0], nodes.strong):
        return None
    follows = all(isinstance(n, nodes.Text) and not re.search(r"\w", n) for n in inside[1:])
    return inside[0] if follows else None


def label_text(node: nodes.Node | None) -> str:
    """The text of a heading or label, without comments, white space folded."""
    return plain_text(node) if node is not None else ""


def last_sentence(text: str) -> str:
    """The last sentence of a text that ends with a colon."""
    return re.split(r"(?<=[.!?])\s+(?=[^\W\d_])", text)[-1]


def is_label(text: str, most: int) -> bool:
    """Whether a text is short enough for a label, and one sentence."""
    words = [word for word in text.split() if re.search(r"\w", word)]
    return 0 < len(words) <= most and not re.search(r"[.!?]\s+\S", text)


def is_item_label(paragraph: nodes.paragraph) -> bool:
    """Whether a list item that starts so, around a nested list, is only a label."""
    if leading_bold(paragraph) is not None:
        return True
    text = paragraph.astext().strip()
    return text[-1:] not in ".!?;" and is_label(text, MOST_WORDS_OF_AN_ITEM_LABEL)


def content(element: nodes.Node) -> list[nodes.Element]:
    """The blocks inside an element that a reader sees."""
    return [
        child
        for child in element.children
        if isinstance(child, nodes.Element)
        and not isinstance(child, (nodes.Invisible, nodes.target, nodes.title))
    ]


def key_of(paragraph: nodes.Node | None) -> key_mark | None:
    """The `key` at the start of a paragraph, None where there is none."""
    for child in paragraph.children if isinstance(paragraph, nodes.paragraph) else ():
        if isinstance(child, key_mark):
            return child
        if not _is_blank(child):
            return None
    return None


def label_before_key(paragraph: nodes.paragraph) -> tuple[nodes.strong, key_mark] | None:
    """The bold label of a paragraph and the `key` right after it, as in "**Impact:** ..."."""
    strong: nodes.strong | None = None
    for child in paragraph.children:
        if isinstance(child, key_mark):
            return (strong, child) if strong is not None else None
        if isinstance(child, nodes.strong) and strong is None:
            strong = child
        elif not _is_blank(child) and not (
            strong is not None and isinstance(child, nodes.Text) and not re.search(r"\w", child)
        ):
            return None
    return None


def take_key(mark: key_mark) -> str:
    """Take a `key` out of its paragraph; its name."""
    paragraph = mark.parent
    following = mark.next_node(descend=False, siblings=True)
    paragraph.remove(mark)
    mark.parent = None  # which says that it is taken
    if isinstance(following, nodes.Text):
        paragraph.replace(following, nodes.Text(following.lstrip()))
    return str(mark["key"])


def glued_label(paragraph: nodes.paragraph) -> str | None:
    """A bold line that lacks the blank line before or behind it: its text.

    In reStructuredText the list right below it becomes text of its paragraph, in Markdown it
    becomes text of the list item right above it.
    """
    children = [c for c in paragraph.children if not _is_blank(c) or "\n" in c.astext()]
    for index, child in enumerate(children):
        if not isinstance(child, nodes.strong):
            continue
        before = children[index - 1].astext() if index else ""
        after = children[index + 1].astext() if index + 1 < len(children) else ""
        is_first = index == 0 and _LIST_BELOW.match(after) is not None
        is_last = index == len(children) - (1 if not after else 2) and index > 0
        if is_first or (
            is_last
            and isinstance(paragraph.parent, nodes.list_item)
            and before.rstrip(" ").endswith("\n")
            and not re.search(r"\w", after)
        ):
            return child.astext()
    return None


def other_markup(node: nodes.Node) -> tuple[str, str] | None:
    """Inline markup of ours as the other language writes it; and how this one does.

    In Markdown, the text of ``:key:`scope` `` becomes a literal; in reStructuredText,
    ``{key}`scope` `` stays text.
    """
    if isinstance(node, nodes.Text):
        found = _MYST.search(node) if "}`" in node else None
        if found is None or isinstance(node.parent, (nodes.literal, nodes.literal_block)):
            return None
        return found[0], f":{found[1]}:`{found[2]}`"
    assert node.parent is not None
    index = node.parent.index(node)
    before = node.parent[index - 1] if index else None
    found = _REST.search(before) if isinstance(before, nodes.Text) else None
    if found is None:
        return None
    name, text = found[1], node.astext()
    return f":{name}:`{text}`", f"{{{name}}}`{text}`"


_LIST_BELOW = re.compile(r"[\s:.]*\n\s*[-*+\N{BULLET}]\s")
_REST = re.compile(r"(?<!\S):(?:roles:)?(key|this|craft):\Z")
_MYST = re.compile(r"\{(?:roles:)?(key|this|craft)\}`([^`\n]+)`")


def _is_blank(node: nodes.Node) -> bool:
    # A check box of a task list is raw; targets and index entries show nothing.
    if isinstance(node, nodes.Text):
        return not node.strip()
    return isinstance(node, (nodes.raw, nodes.Invisible, nodes.target)) and not isinstance(
        node, key_mark
    )
