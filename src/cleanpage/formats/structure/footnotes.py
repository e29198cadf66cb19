"""Footnotes: which links are the marks of notes, and which elements are the notes.

The kept passages of a page go in. A mark is a short link ("1", "[2]", "*") within or after words
to something further down the page; the link back from the note leads up. Most pages have none,
and cost a look at their links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Document
from cleanpage.tokenize.html.second_walk import Passage, Replay

MAX_LABEL_CHARS: Final = 10
"""Characters of a mark: "[note 12]"."""

_LABEL: Final = re.compile(
    r"[\[(]?\s*(?:(?:note|nb|fn|n|anm)?\.?\s*\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶⁎]{1,4}|[⁰¹²³⁴-⁹]{1,4})\s*[\])]?", re.I
)
"""What the marks of notes look like."""

NOTE_TAGS: Final = frozenset({"li", "p", "dd", "div", "aside"})
"""Elements that a note can be; what is larger holds several, or is a part of the text."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a page."""

    marks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """Identifier of the note for each (block, address of the link) that is a mark."""
    elements: Mapping[int, str] = field(default_factory=dict)
    """Identifier of the note for each element that is one."""


def find_notes(document: Document, found: Replay) -> Notes:
    """Return the footnotes among the kept blocks, and the links that refer to them."""
    candidates: list[tuple[Passage, str, str]] = []
    labels: dict[str, set[str]] = {}
    for entry in found.entries:
        if isinstance(entry, Passage):
            for link in document.blocks[entry.block].links:
                if "#" in link.href and len(link.text) <= MAX_LABEL_CHARS and _LABEL.fullmatch(link.text):
                    note = link.href.split("#", 1)[1]
                    candidates.append((entry, link.href, note))
                    labels.setdefault(note, set()).add(link.text)
    if not candidates:
        return Notes()
    # A list of sources that all marks lead to is no note.
    candidates = [one for one in candidates if len(labels[one[2]]) == 1]
    targets = _targets(found, {note for _, _, note in candidates if note})
    marks: dict[tuple[int, str], str] = {}
    elements: dict[int, str] = {}
    shared: set[int] = set()
    for passage, href, note in candidates:
        block = document.blocks[passage.block]
        target = targets.get(note)
        if target is None:
            if note in targets and _looks_like_mark(passage, href):
                marks[passage.block, href] = note
        elif target > block.element and (_looks_like_mark(passage, href) or document.elements.tags[target] == "li"):
            marks[passage.block, href] = note
            if document.elements.tags[target] in NOTE_TAGS and elements.setdefault(target, note) != note:
                shared.add(target)
    # An element that several marks refer to by different names holds several notes.
    return Notes(marks=marks, elements={key: note for key, note in elements.items() if key not in shared})


def _looks_like_mark(passage: Passage, href: str) -> bool:
    """Tell whether a link is raised or in brackets, and has words before it: a number in a list of contents is
    neither."""
    for index, (style, text, _) in enumerate(passage.pieces):
        if ("link", href) in style:
            raised = ("superscript", "") in style
            return index > 0 and (raised or text.strip()[:1] in ("[", "(", "*", "†") or not text.strip().isascii())
    return False


def _targets(found: Replay, wanted: set[str]) -> dict[str, int | None]:
    """Return the innermost kept block-level element that each identifier is at; None where that was dropped, and no
    entry where the page does not have it."""
    index_of = {node.mem_id: index for index, node in found.nodes.items()}
    targets: dict[str, int | None] = {}
    root = found.nodes.get(0)
    for node in root.css("[id],a[name]") if root is not None else []:
        attributes = node.attributes
        for name in (attributes.get("id"), attributes.get("name")):
            if name in wanted and name not in targets:
                targets[name] = _element(node, index_of)
    return targets


def _element(node: LexborNode, index_of: Mapping[int, int]) -> int | None:
    """Return the index of the kept element that a node is or is in as running text; None if it was dropped."""
    climbing: LexborNode | None = node
    while climbing is not None:
        if climbing.mem_id in index_of:
            return index_of[climbing.mem_id]
        if climbing.tag in NOTE_TAGS or climbing.tag in ("ol", "ul", "section", "footer", "td", "tr", "table"):
            return None
        climbing = climbing.parent
    return None
