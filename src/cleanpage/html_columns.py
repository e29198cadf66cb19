"""What the markup around each block says: containers, names, repeated shapes, headings.

A document with elements goes in; a row of numbers for each of its blocks comes out. Each
element is looked at once, then its findings are handed to the blocks in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cleanpage.blocks import Block, Document, Element, FeatureRow, Sort
from cleanpage.lexicon import cue_of_text, read_names
from cleanpage.text_columns import NONE_WORDS, PROSE_LINK_DENSITY

DECAY: Final = 0.6
"""How much of an enclosing element's name evidence reaches the element inside it."""

MIN_PARAGRAPH_WORDS: Final = 8
"""Words from which a block speaks for its container; Readability asks for 25 characters."""

_BIT_NAMES: Final = (
    "article", "main", "nav", "aside", "footer", "header", "form", "li", "table", "button",
    "hidden", "comment", "related", "chrome",
)  # fmt: skip
_BITS: Final = {name: 1 << bit for bit, name in enumerate(_BIT_NAMES)}
"""Bits for what an element, or one around it, is by its tag (article to button) or by its names."""

_TAG_BITS: Final[Mapping[str, int]] = {name: _BITS[name] for name in _BIT_NAMES[:10]} | {"dialog": _BITS["chrome"]}
_CUE_BITS: Final[Mapping[Sort, int]] = {
    "comment": _BITS["comment"],
    "related": _BITS["related"],
    "navigation": _BITS["chrome"],
    "legal": _BITS["chrome"],
    "login": _BITS["chrome"],
    "cookie": _BITS["chrome"],
    "newsletter": _BITS["chrome"],
    "ad": _BITS["chrome"],
    "share": _BITS["chrome"],
}

_TAG_CODES: Final[Mapping[str, float]] = {
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
_HEADING_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}

HTML_NAMES: Final = (
    "tag", "heading_level", "depth", *(f"in_{name}" for name in _BIT_NAMES),
    "names_own", "names_inline", "names_sum", "names_min", "names_max", "names_decayed",
    "box0_links", *(f"box{level}_{what}" for level in (1, 2, 3) for what in ("share", "links", "prose")),
    "best_steps", "best_share", "best_score", "same_shape", "same_shape_share", "same_shape_links",
    "words_since_heading", "words_to_heading", "heading_cue", "own_cue",
)  # fmt: skip

_CUE_ORDER: Final[tuple[Sort, ...]] = (
    "", "title", "other", "caption", "date", "byline", "tags", "counter", "legal", "related", "comment", "ad",
    "newsletter", "cookie", "login", "share", "navigation",
)  # fmt: skip
CUE_CODES: Final[Mapping[Sort, int]] = {sort: code for code, sort in enumerate(_CUE_ORDER)}
"""Sorts as numbers, roughly from what stands within articles to what never does."""


def html_rows(
    document: Document,
    words: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
    token_weights: Mapping[str, float],
    before: Iterable[FeatureRow],
    after: FeatureRow,
) -> tuple[list[FeatureRow], list[Sort]]:
    """Return the features of each block, and each block's cue from the names around it.

    A row is `before` for that block, the markup features as in HTML_NAMES, and `after`. The
    `token_weights` map name tokens, and tags as "<tag>", to the log-odds that a text so named
    is main content.
    """
    elements, blocks = document.elements, document.blocks
    parents = [max(element.parent, 0) for element in elements]
    look = _NameReader(token_weights)
    names = _read_names(elements, look)
    boxes, votes = _sum_boxes(parents, blocks, words, prose, commas)
    steps, best = _best_box(elements, boxes, votes)
    total_words = boxes[0][0] or 1
    shares = [
        (box[0] / total_words, box[2] / box[1] if box[1] else 0.0, box[3] / box[0] if box[0] else 0.0) for box in boxes
    ]
    best_share, best_votes = shares[best][0], votes[best] or 1.0
    shapes = _shapes(elements, parents, blocks, words)
    flags: dict[int, tuple[int, ...]] = {}
    rows = []
    cues: list[Sort] = []
    for block, text_part, heading in zip(blocks, before, _heading_rows(blocks, words), strict=True):
        index = block.element
        parent = parents[index]
        outer = parents[parent]
        tag = elements[index].tag
        total, low, high, decayed, bits, depth, own, cue = names[index]
        inline, _, inline_cue = look.inline(block.inline_names)
        inside = flags.get(bits)
        if inside is None:
            inside = flags[bits] = tuple([1 if bits & value else 0 for value in _BITS.values()])
        number, shape_words, shape_chars, shape_links = shapes[index]
        cue = inline_cue or cue
        cues.append(cue)
        rows.append(
            (
                *text_part,
                _TAG_CODES.get(tag, _OTHER_TAG), _HEADING_LEVELS.get(tag, 0), depth, *inside,
                own, inline, total, low, high, decayed,
                shares[index][1], *shares[parent], *shares[outer], *shares[parents[outer]],
                steps[index], best_share, votes[parent] / best_votes,
                number, shape_words / total_words, shape_links / shape_chars,
                *heading, CUE_CODES[cue],
                *after,
            )
        )  # fmt: skip
    return rows, cues


class _NameReader:
    """Tells what a tag and its names speak for."""

    def __init__(self, token_weights: Mapping[str, float]) -> None:
        self._weights = token_weights
        self._inline: dict[str, tuple[float, int, Sort]] = {"": (0.0, 0, "")}

    def __call__(self, tag: str, names: str) -> tuple[float, int, Sort]:
        """Return the log-odds, the bits and the cue of an element."""
        weights = self._weights
        own = weights.get(f"<{tag}>", 0.0)
        tokens, cue, hidden = read_names(tag, names)
        for token in tokens:
            if token in weights:
                own += weights[token]
        bits = _TAG_BITS.get(tag, 0) | _CUE_BITS.get(cue, 0)
        return own, bits | _BITS["hidden"] if hidden else bits, cue

    def inline(self, names: str) -> tuple[float, int, Sort]:
        """Return the same for the joined names of a block's inline elements."""
        found = self._inline.get(names)
        if found is None:
            found = self._inline[names] = self("", names)
        return found


NameRow = tuple[float, float, float, float, int, int, float, Sort]
"""Sum, lowest, highest and decayed sum of the log-odds on the path; bits on the path; depth; own; cue."""


def _read_names(elements: Sequence[Element], look: _NameReader) -> list[NameRow]:
    """Return the evidence in tag and class names for each element, summed along the path from the root."""
    rows: list[NameRow] = []
    outside: NameRow = (0.0, 0.0, 0.0, 0.0, 0, -1, 0.0, "")
    seen: dict[tuple[str, str], tuple[float, int, Sort]] = {}
    for tag, parent, names in elements:
        found = seen.get((tag, names))
        if found is None:
            found = seen[tag, names] = look(tag, names)
        own, own_bits, own_cue = found
        total, low, high, decayed, bits, depth, _, cue = rows[parent] if parent >= 0 else outside
        rows.append(
            (
                total + own,
                own if own < low else low,
                own if own > high else high,
                decayed * DECAY + own,
                bits | own_bits,
                depth + 1,
                own,
                own_cue or cue,
            )
        )
    return rows


def _sum_boxes(
    parents: Sequence[int],
    blocks: Sequence[Block],
    words: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
) -> tuple[list[list[int]], list[float]]:
    """Return, by element, [words, characters, characters in links, words of prose] inside it, and its votes."""
    boxes = [[0, 0, 0, 0] for _ in parents]
    votes = [0.0] * len(parents)
    for block, count, is_prose, block_commas in zip(blocks, words, prose, commas, strict=True):
        index = block.element
        length = len(block.text)
        box = boxes[index]
        box[0] += count
        box[1] += length
        box[2] += block.link_chars
        if is_prose:
            box[3] += count
        if count >= MIN_PARAGRAPH_WORDS and block.link_chars < PROSE_LINK_DENSITY * length:
            # Readability's vote: one point, one for each comma, up to three for length; whole to
            # the container, half to the one around it.
            vote = 1 + block_commas + min(3.0, count / 20)
            parent = parents[index]
            votes[parent] += vote
            votes[parents[parent]] += vote / 2
    for index in range(len(parents) - 1, 0, -1):
        count, length, links, prose_words = boxes[index]
        if count:
            box = boxes[parents[index]]
            box[0] += count
            box[1] += length
            box[2] += links
            box[3] += prose_words
    return boxes, votes


def _best_box(
    elements: Sequence[Element], boxes: Sequence[Sequence[int]], votes: Sequence[float]
) -> tuple[list[int], int]:
    """Return how many levels up from the best container each element first meets it, and its index.

    The best container has most votes after a deduction for links, as in Readability; 0
    levels means inside it.
    """
    scores = [vote * (1 - box[2] / box[1]) if vote and box[1] else 0.0 for vote, box in zip(votes, boxes, strict=True)]
    best = scores.index(max(scores))
    above: dict[int, int] = {}
    index = best
    while index >= 0:
        above[index] = len(above)
        index = elements[index].parent
    steps: list[int] = []
    for index, (_, parent, _) in enumerate(elements):
        steps.append(above[index] if index in above else steps[parent])
    return steps, best


def _shapes(
    elements: Sequence[Element], parents: Sequence[int], blocks: Sequence[Block], words: Sequence[int]
) -> dict[int, list[int]]:
    """Return, by element, [blocks, words, characters, characters in links] of all blocks of its shape.

    A shape is an element's tag and names under its parent's tag.
    """
    sums: dict[tuple[str, str, str], list[int]] = {}
    found: dict[int, list[int]] = {}
    for block, count in zip(blocks, words, strict=True):
        index = block.element
        shape = found.get(index)
        if shape is None:
            tag, _, names = elements[index]
            shape = found[index] = sums.setdefault((tag, names, elements[parents[index]].tag), [0, 0, 0, 0])
        shape[0] += 1
        shape[1] += count
        shape[2] += len(block.text)
        shape[3] += block.link_chars
    return found


def _heading_rows(blocks: Sequence[Block], words: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Return words since the last heading, words to the next one, and what the last one speaks for."""
    since: list[int] = []
    heading_cue: list[int] = []
    distance, cue = NONE_WORDS, 0
    for block, count in zip(blocks, words, strict=True):
        since.append(distance)
        heading_cue.append(cue)
        if block.kind == "heading":
            distance, cue = 0, CUE_CODES[cue_of_text(block.text, count)]
        else:
            distance += count
            if distance > NONE_WORDS:
                distance = NONE_WORDS
    until: list[int] = []
    distance = NONE_WORDS
    for block, count in zip(reversed(blocks), reversed(words), strict=True):
        until.append(distance)
        distance = 0 if block.kind == "heading" else min(distance + count, NONE_WORDS)
    return zip(since, until[::-1], heading_cue, strict=True)
