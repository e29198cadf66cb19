"""What the markup around each block says: containers, names, repeated shapes, headings.

A document with elements goes in; one column of numbers per feature comes out, parallel to
its blocks. Each element is looked at once, then its findings are handed to the blocks in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Document, Element, Sort
from cleanpage.lexicon import cue_of_names, name_tokens
from cleanpage.text_columns import PROSE_LINK_DENSITY, Columns

DECAY: Final = 0.6
"""How much of an enclosing element's name evidence reaches the element inside it."""

CONTAINER_LEVELS: Final = 4
"""Elements, from a block's own outwards, whose text and links are measured."""

MIN_PARAGRAPH_WORDS: Final = 8
"""Words from which a block speaks for its container; Readability asks for 25 characters."""

_ANCESTORS: Final = {
    name: 1 << bit
    for bit, name in enumerate(
        ("article", "main", "nav", "aside", "footer", "header", "form", "li", "table", "button", "blockquote", "hidden",
         "comment", "related", "chrome", "detail", "section", "h")
    )
}  # fmt: skip
"""Bits for what an element or one around it is; the last ones come from name cues."""

_TAG_BITS: Final = {
    **{name: _ANCESTORS[name] for name in _ANCESTORS if name not in ("hidden", "comment", "related", "chrome", "detail", "h")},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _ANCESTORS["h"]),
    "ul": 0,
    "dialog": _ANCESTORS["chrome"],
}
_CUE_BITS: Final[Mapping[Sort, int]] = {
    "": 0,
    "comment": _ANCESTORS["comment"],
    "related": _ANCESTORS["related"],
    **dict.fromkeys(("navigation", "legal", "login", "cookie", "newsletter", "ad", "share"), _ANCESTORS["chrome"]),
    **dict.fromkeys(("byline", "date", "caption", "tags", "counter"), _ANCESTORS["detail"]),
}
_BIT_NAMES: Final = tuple(name for name in _ANCESTORS if name not in ("h", "section"))

_TAG_CODES: Final = {
    **dict.fromkeys(("h1",), 8.0),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), 7.0),
    "p": 10.0,
    "blockquote": 9.0,
    "pre": 9.5,
    "li": 5.0,
    "dd": 5.5,
    "dt": 5.4,
    "td": 4.0,
    "th": 4.1,
    "figcaption": 3.0,
    "a": 1.0,
    "button": 0.5,
    "label": 0.6,
    "option": 0.2,
    "legend": 0.6,
}
_OTHER_TAG: Final = 6.0

HTML_NAMES: Final = (
    "tag", "heading_level", "depth", "element_blocks", *(f"in_{name}" for name in _BIT_NAMES),
    "names_own", "names_inline", "names_sum", "names_min", "names_max", "names_decayed",
    *(f"box{level}_{what}" for level in range(CONTAINER_LEVELS) for what in ("share", "links", "prose")),
    "best_steps", "best_share", "best_score", "same_shape", "same_shape_share", "same_shape_links",
    "words_since_heading", "words_to_heading", "heading_cue", "own_cue",
)  # fmt: skip

CUE_CODES: Final[Mapping[Sort, float]] = {
    sort: float(code)
    for code, sort in enumerate(
        (
            "", "title", "other", "caption", "date", "byline", "tags", "counter", "legal", "related", "comment", "ad",
            "newsletter", "cookie", "login", "share", "navigation",
        )
    )
}  # fmt: skip
"""Sorts as numbers, roughly from what stands within articles to what never does."""


class _Boxes(NamedTuple):
    """Sums over all that is inside each element, by element index."""

    words: list[int]
    chars: list[int]
    link_chars: list[int]
    prose_words: list[int]
    blocks: list[int]
    votes: list[float]


def html_columns(
    document: Document,
    words: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
    text_cues: Sequence[Sort],
    token_weights: Mapping[str, float],
) -> tuple[Columns, list[Sort]]:
    """Return the markup columns, names in HTML_NAMES, and each block's cue from the names around it.

    `token_weights` maps name tokens, and tags as "<tag>", to the log-odds that a text so
    named is main content.
    """
    elements, blocks = document.elements, document.blocks
    names = _Names(elements, token_weights)
    boxes = _sum_boxes(elements, blocks, words, prose, commas)
    steps, best = _best_box(elements, boxes)
    total_words = boxes.words[0] or 1
    box_rows = [
        (
            boxes.words[index] / total_words,
            boxes.link_chars[index] / (boxes.chars[index] or 1),
            boxes.prose_words[index] / (boxes.words[index] or 1),
        )
        for index in range(len(elements))
    ]
    best_votes = boxes.votes[best] or 1.0
    shapes = _Shapes(elements, blocks, words)
    rows = []
    cues: list[Sort] = []
    levels = range(1, CONTAINER_LEVELS)
    bit_values = [_ANCESTORS[name] for name in _BIT_NAMES]
    for block in blocks:
        index = block.element
        element = elements[index]
        bits = names.bits[index]
        row: list[float] = [
            _TAG_CODES.get(element.tag, _OTHER_TAG),
            int(element.tag[1]) if block.kind == "heading" and len(element.tag) == 2 else 0,
            names.depth[index],
            boxes.blocks[index],
        ]
        row += [1 if bits & value else 0 for value in bit_values]
        row += (
            names.own[index], names.of_inline(block.inline_names), names.total[index], names.low[index],
            names.high[index], names.decayed[index],
        )  # fmt: skip
        row += box_rows[index]
        outer = index
        for _ in levels:
            outer = max(elements[outer].parent, 0)
            row += box_rows[outer]
        row += (steps[index], box_rows[best][0], boxes.votes[max(element.parent, 0)] / best_votes)
        row += shapes.row(element)
        rows.append(row)
        cues.append(names.inline_cue(block.inline_names) or names.cues[index])
    columns: Columns = dict(zip(HTML_NAMES, zip(*rows, strict=True), strict=False))
    columns.update(_heading_columns(blocks, words, text_cues))
    columns["own_cue"] = [CUE_CODES[cue] for cue in cues]
    return columns, cues


class _Names:
    """Evidence in tag and class names: for each element, and summed along the path from the root."""

    def __init__(self, elements: Sequence[Element], token_weights: Mapping[str, float]) -> None:
        self._weights = token_weights
        self._seen: dict[tuple[str, str], tuple[float, int, Sort]] = {}
        self._inline: dict[str, tuple[float, Sort]] = {"": (0.0, "")}
        self.own: list[float] = []
        self.total: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.decayed: list[float] = []
        self.bits: list[int] = []
        self.depth: list[int] = []
        self.cues: list[Sort] = []
        for tag, parent, names in elements:
            own, bits, cue = self._look(tag, names)
            self.own.append(own)
            if parent < 0:
                self.total.append(own)
                self.low.append(min(own, 0.0))
                self.high.append(max(own, 0.0))
                self.decayed.append(own)
                self.bits.append(bits)
                self.depth.append(0)
                self.cues.append(cue)
                continue
            self.total.append(self.total[parent] + own)
            self.low.append(min(self.low[parent], own))
            self.high.append(max(self.high[parent], own))
            self.decayed.append(self.decayed[parent] * DECAY + own)
            self.bits.append(self.bits[parent] | bits)
            self.depth.append(self.depth[parent] + 1)
            self.cues.append(cue or self.cues[parent])

    def _look(self, tag: str, names: str) -> tuple[float, int, Sort]:
        key = (tag, names)
        found = self._seen.get(key)
        if found is None:
            tokens = name_tokens(names)
            get = self._weights.get
            own = sum([get(token, 0.0) for token in {*tokens, f"<{tag}>"}])
            # <body> and <html> carry names of the page, not of a part of it.
            cue: Sort = "" if tag in ("body", "html") else cue_of_names(tag, tokens)
            bits = _TAG_BITS.get(tag, 0) | _CUE_BITS.get(cue, 0)
            if "hidden" in tokens:
                bits |= _ANCESTORS["hidden"]
            found = self._seen[key] = (own, bits, cue)
        return found

    def of_inline(self, names: str) -> float:
        """Return the log-odds of the names of a block's inline elements."""
        return self._look_inline(names)[0]

    def inline_cue(self, names: str) -> Sort:
        """Return the sort that the names of a block's inline elements speak for."""
        return self._look_inline(names)[1]

    def _look_inline(self, names: str) -> tuple[float, Sort]:
        found = self._inline.get(names)
        if found is None:
            tokens = name_tokens(names)
            get = self._weights.get
            cue = cue_of_names("", tokens[:8])
            found = self._inline[names] = (sum([get(token, 0.0) for token in set(tokens)]), cue)
        return found


def _sum_boxes(
    elements: Sequence[Element],
    blocks: Sequence[Block],
    words: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
) -> _Boxes:
    count = len(elements)
    boxes = _Boxes([0] * count, [0] * count, [0] * count, [0] * count, [0] * count, [0.0] * count)
    all_words, chars, link_chars, prose_words, number, votes = boxes
    for block, block_words, is_prose, block_commas in zip(blocks, words, prose, commas, strict=True):
        index = block.element
        length = len(block.text)
        all_words[index] += block_words
        chars[index] += length
        link_chars[index] += block.link_chars
        number[index] += 1
        if is_prose:
            prose_words[index] += block_words
        if block_words >= MIN_PARAGRAPH_WORDS and block.link_chars < PROSE_LINK_DENSITY * length:
            # Readability's vote: one point, one for each comma, up to three for length; whole to
            # the container, half to the one around it.
            vote = 1 + block_commas + min(3.0, block_words / 20)
            parent = max(elements[index].parent, 0)
            votes[parent] += vote
            votes[max(elements[parent].parent, 0)] += vote / 2
    for index in range(count - 1, 0, -1):
        parent = elements[index].parent
        all_words[parent] += all_words[index]
        chars[parent] += chars[index]
        link_chars[parent] += link_chars[index]
        prose_words[parent] += prose_words[index]
        number[parent] += number[index]
    return boxes


def _best_box(elements: Sequence[Element], boxes: _Boxes) -> tuple[list[int], int]:
    """Return how many levels up from the best container each element first meets it, and its index.

    The best container has most votes after a deduction for links, as in Readability; 0
    levels means inside it.
    """
    scores = [
        vote * (1 - links / chars) if vote else 0.0
        for vote, links, chars in zip(boxes.votes, boxes.link_chars, [n or 1 for n in boxes.chars], strict=True)
    ]
    best = max(range(len(elements)), key=lambda index: scores[index])
    steps = [-1] * len(elements)
    index, level = best, 0
    while index >= 0:
        steps[index] = level
        index = elements[index].parent
        level += 1
    for index, element in enumerate(elements):
        if steps[index] < 0:
            steps[index] = steps[element.parent]
    return steps, best


class _Shapes:
    """Repeated shapes: blocks whose element has the same tag and names, under the same parent tag."""

    def __init__(self, elements: Sequence[Element], blocks: Sequence[Block], words: Sequence[int]) -> None:
        self._elements = elements
        self._sums: dict[tuple[str, str, str], list[int]] = {}
        self._total = sum(words) or 1
        for block, count in zip(blocks, words, strict=True):
            sums = self._sums.setdefault(self._key(elements[block.element]), [0, 0, 0, 0])
            sums[0] += 1
            sums[1] += count
            sums[2] += len(block.text)
            sums[3] += block.link_chars

    def _key(self, element: Element) -> tuple[str, str, str]:
        return element.tag, element.names, self._elements[max(element.parent, 0)].tag

    def row(self, element: Element) -> tuple[float, float, float]:
        """Return blocks of this shape, their share of the page's words, their link density."""
        number, count, chars, link_chars = self._sums[self._key(element)]
        return number, count / self._total, link_chars / chars


def _heading_columns(blocks: Sequence[Block], words: Sequence[int], cues: Sequence[Sort]) -> Columns:
    """Return the distance to the last and next heading in words, and what the last one speaks for."""
    since: list[float] = []
    heading_cue: list[float] = []
    distance, cue = 9999, 0.0
    for block, count, own in zip(blocks, words, cues, strict=True):
        since.append(distance)
        heading_cue.append(cue)
        if block.kind == "heading":
            distance, cue = 0, CUE_CODES[own]
        else:
            distance += count
    until: list[float] = []
    distance = 9999
    for block, count in zip(reversed(blocks), reversed(words), strict=True):
        until.append(distance)
        distance = 0 if block.kind == "heading" else distance + count
    return {"words_since_heading": since, "heading_cue": heading_cue, "words_to_heading": until[::-1]}
