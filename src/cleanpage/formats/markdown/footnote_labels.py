"""Find the footnotes that Markdown can have, and name them.

A tree goes in, labels by the identifier of their note come out. Notes without one are written as paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cleanpage.formats.markdown.inline import label_of
from cleanpage.formats.tree import Anchor, Code, Details, Figure, Node, Note, NoteMark, Text, Tree

MAX_LABEL_CHARS: Final = 100
"""Characters of the label of a footnote. CommonMark reads 999; what is longer than a few is no mark."""


def find_labels(tree: Tree, links: bool) -> dict[str, str]:
    """Return the labels of the footnotes that can be written, by identifier: those that something refers to."""
    notes: set[str] = set()
    _collect_notes(tree, notes)
    labels: dict[str, str] = {}
    taken: set[str] = set()
    # A note that only notes refer to is not shown by all readers, and there are no marks within links.
    for mark in _find_leaves(tree, (Note, Anchor) if links else (Note,)) if notes else ():
        if not isinstance(mark, NoteMark) or mark.note not in notes or mark.note in labels:
            continue
        label = label_of(mark.label)
        while label.casefold() in taken and len(label) < MAX_LABEL_CHARS:
            label += "'"  # No word, as a number would be.
        if label.casefold() not in taken and len(label) <= MAX_LABEL_CHARS:
            labels[mark.note] = label
            taken.add(label.casefold())
    return labels


def _collect_notes(nodes: Sequence[Node], notes: set[str]) -> None:
    for node in nodes:
        if isinstance(node, Note):
            if any(leaf.text.strip() for leaf in _find_leaves(node.content) if isinstance(leaf, Text | Code)):
                notes.add(node.note)
        elif isinstance(node, Figure | Details):
            _collect_notes(node.content, notes)


def _find_leaves(part: object, passed: tuple[type, ...] = ()) -> Iterator[object]:
    """Give what is in a part of the tree and holds no other parts, but for what is in parts of the types `passed`."""
    if isinstance(part, tuple):
        for inner in part:
            yield from _find_leaves(inner, passed)
    elif not isinstance(part, passed):
        holds = [getattr(part, name) for name in _PARTS if hasattr(part, name)]
        if holds:
            yield from _find_leaves(tuple(holds), passed)
        else:
            yield part


_PARTS: Final = ("summary", "content", "items", "entries", "rows", "caption")
"""Fields that hold parts of the tree."""
