"""What the markup around each block says: containers, names, repeated shapes, headings.

A document with elements goes in; one column of numbers per feature comes out, parallel to its
blocks. Each element is looked at once, then its findings are handed to the blocks in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Document, Elements, Sort
from cleanpage.lexicon import cue_of_text, read_names
from cleanpage.text_columns import NONE_WORDS, PROSE_LINK_DENSITY, Columns

DECAY: Final = 0.6
"""How much of an enclosing element's name evidence reaches the element inside it."""

MIN_PARAGRAPH_WORDS: Final = 8
"""Words from which a block speaks for its container; Readability asks for 25 characters."""

_BIT_NAMES: Final = (
    "article",
    "main",
    "nav",
    "footer",
    "form",
    "li",
    "table",
    "hidden",
    "comment",
    "related",
    "chrome",
)
BITS: Final = {name: 1 << bit for bit, name in enumerate(_BIT_NAMES)}
"""Bits for what an element, or one around it, is by its tag (article to table) or by its names."""

_TAG_BITS: Final[Mapping[str, int]] = {name: BITS[name] for name in _BIT_NAMES[:7]} | {"dialog": BITS["chrome"]}
_CUE_BITS: Final[Mapping[Sort, int]] = {
    "comment": BITS["comment"],
    "related": BITS["related"],
    "navigation": BITS["chrome"],
    "legal": BITS["chrome"],
    "login": BITS["chrome"],
    "cookie": BITS["chrome"],
    "newsletter": BITS["chrome"],
    "ad": BITS["chrome"],
    "share": BITS["chrome"],
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

_SHAPE_NAMES: Final = ("same_shape", "same_shape_share", "same_shape_links", "same_shape_words")

HTML_NAMES: Final = (
    "tag", "heading_level", *(f"in_{name}" for name in _BIT_NAMES),
    "names_inline", "depth", "names_own", "names_sum", "names_min", "names_max", "names_decayed",
    "box0_links", *(f"box{level}_{what}" for level in (1, 2, 3) for what in ("share", "links", "prose")),
    "best_steps", "best_score", *_SHAPE_NAMES,
    "siblings", "same_siblings", "article_share",
    "words_since_heading", "words_to_heading", "heading_cue", "own_cue",
)  # fmt: skip

_CUE_ORDER: Final[tuple[Sort, ...]] = (
    "", "title", "other", "caption", "date", "byline", "tags", "counter", "legal", "related", "comment", "ad",
    "newsletter", "cookie", "login", "share", "navigation",
)  # fmt: skip
CUE_CODES: Final[Mapping[Sort, int]] = {sort: code for code, sort in enumerate(_CUE_ORDER)}
"""Sorts as numbers, roughly from what stands within articles to what never does."""


def html_columns(
    document: Document,
    words: Sequence[int],
    prose: Sequence[bool],
    columns: Columns,
    token_weights: Mapping[str, float],
) -> tuple[Columns, list[Sort]]:
    """Return the columns of HTML_NAMES and "best_share", and the cue of each block from the names around it.

    `columns` are those of `text_rows`. The `token_weights` map name tokens, and tags as "<tag>",
    to the log-odds that a text so named is main content. "best_share" is the best container's
    share of the page's words.
    """
    elements, blocks = document.elements, document.blocks
    tags = elements.tags
    # The root is taken for its own parent, so that every block has three containers.
    parents = [0, *elements.parents[1:]]
    own = [block.element for block in blocks]
    outer = [parents[index] for index in own]
    outer2 = [parents[index] for index in outer]
    outer3 = [parents[index] for index in outer2]
    own_tags = [tags[index] for index in own]
    links = [block.link_chars for block in blocks]
    boxes = _sum_boxes(parents, own, words, columns["chars"], links, prose, columns["commas"])
    votes = boxes.votes
    steps, best = _best_box(elements, boxes)
    best_votes = votes[best] or 1.0
    shares, link_shares, prose_shares = _box_shares(boxes)
    articles = _article_shares(elements, shares)
    children = Counter(parents)
    same_children = Counter(zip(parents, tags, strict=True))
    found, cues = _name_columns(elements, blocks, own, boxes.chars, NameReader(token_weights))
    found |= {
        "tag": [_TAG_CODES.get(tag, _OTHER_TAG) for tag in own_tags],
        "heading_level": [_HEADING_LEVELS.get(tag, 0) for tag in own_tags],
        "box0_links": [link_shares[index] for index in own],
        "best_steps": [steps[index] for index in own],
        "best_score": [votes[index] / best_votes for index in outer],
        "siblings": [children[index] for index in outer],
        "same_siblings": [same_children[key] for key in zip(outer, own_tags, strict=True)],
        "article_share": [articles[index] for index in own],
        "own_cue": [CUE_CODES[cue] for cue in cues],
        "best_share": [shares[best]],
    }
    for level, around in ((1, outer), (2, outer2), (3, outer3)):
        found[f"box{level}_share"] = [shares[index] for index in around]
        found[f"box{level}_links"] = [link_shares[index] for index in around]
        found[f"box{level}_prose"] = [prose_shares[index] for index in around]
    names = elements.names
    shapes = zip(own_tags, [names[index] for index in own], [tags[index] for index in outer], strict=True)
    found.update(_shape_columns(shapes, words, columns["chars"], links))
    found.update(_heading_columns(blocks, words))
    return found, cues


class NameReader:
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
        return own, bits | BITS["hidden"] if hidden else bits, cue

    def inline(self, names: str) -> tuple[float, int, Sort]:
        """Return the same for the joined names of a block's inline elements."""
        found = self._inline.get(names)
        if found is None:
            found = self._inline[names] = self("", names)
        return found


PathRow = tuple[int, float, float, float, float, float, int, Sort]
"""Depth; own log-odds; sum, lowest, highest and decayed sum of the log-odds on the path; its bits and its cue."""


def _name_columns(
    elements: Elements, blocks: Sequence[Block], own: Sequence[int], chars_in: Sequence[float], look: NameReader
) -> tuple[Columns, list[Sort]]:
    """Return what the names in and around each block speak for, and its cue: that of the names nearest to it."""
    paths = _read_paths(elements, chars_in, look)
    depth, own_odds, total, low, high, decayed, bits, path_cues = zip(*[paths[index] for index in own], strict=True)
    inline = [0.0] * len(blocks)
    cues: list[Sort] = list(path_cues)
    for position, block in enumerate(blocks):
        if block.inline_names:
            inline[position], _, cue = look.inline(block.inline_names)
            if cue:
                cues[position] = cue
    columns: Columns = {
        "names_inline": inline,
        "depth": depth,
        "names_own": own_odds,
        "names_sum": total,
        "names_min": low,
        "names_max": high,
        "names_decayed": decayed,
    }
    flags = {value: tuple([1 if value & bit else 0 for bit in BITS.values()]) for value in set(bits)}
    for name, column in zip(_BIT_NAMES, zip(*[flags[value] for value in bits], strict=True), strict=True):
        columns[f"in_{name}"] = column
    return columns, cues


def _read_paths(elements: Elements, chars_in: Sequence[float], look: NameReader) -> list[PathRow]:
    """Return the evidence in tag and class names for each element that holds text, summed along the path to it."""
    paths: list[PathRow] = []
    outside: PathRow = (-1, 0.0, 0.0, 0.0, 0.0, 0.0, 0, "")
    seen: dict[tuple[str, str], tuple[float, int, Sort]] = {}
    keys = zip(elements.tags, elements.names, strict=True)
    for key, parent, chars in zip(keys, elements.parents, chars_in, strict=True):
        if not chars:
            paths.append(outside)
            continue
        found = seen.get(key)
        if found is None:
            found = seen[key] = look(*key)
        own, own_bits, own_cue = found
        depth, _, total, low, high, decayed, bits, cue = paths[parent] if parent >= 0 else outside
        paths.append(
            (
                depth + 1,
                own,
                total + own,
                own if own < low else low,
                own if own > high else high,
                decayed * DECAY + own,
                bits | own_bits,
                own_cue or cue,
            )
        )
    return paths


class _Boxes(NamedTuple):
    """What is inside each element, itself and those in it: a column each."""

    words: list[float]
    chars: list[float]
    link_chars: list[float]
    prose_words: list[float]
    votes: list[float]
    """Readability's votes of the paragraphs in it: one point, one for each comma, up to three for length; whole
    to the container, half to the one around it."""


def _sum_boxes(
    parents: Sequence[int],
    own: Sequence[int],
    words: Sequence[int],
    chars: Sequence[float],
    links: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
) -> _Boxes:
    """Return the boxes of all elements; `own` is the element of each block."""
    words_in, chars_in, links_in, prose_in, votes = boxes = _Boxes(*[[0.0] * len(parents) for _ in range(5)])
    columns = zip(own, words, chars, links, prose, commas, strict=True)
    for index, count, length, linked, is_prose, block_commas in columns:
        words_in[index] += count
        chars_in[index] += length
        links_in[index] += linked
        if is_prose:
            prose_in[index] += count
        if count >= MIN_PARAGRAPH_WORDS and linked < PROSE_LINK_DENSITY * length:
            vote = 1 + block_commas + min(3.0, count / 20)
            parent = parents[index]
            votes[parent] += vote
            votes[parents[parent]] += vote / 2
    for index in range(len(parents) - 1, 0, -1):
        count = words_in[index]
        if count:
            parent = parents[index]
            words_in[parent] += count
            chars_in[parent] += chars_in[index]
            links_in[parent] += links_in[index]
            prose_in[parent] += prose_in[index]
    return boxes


def _box_shares(boxes: _Boxes) -> tuple[list[float], list[float], list[float]]:
    """Return each element's words of the page's words, its characters in links and its words of prose, as shares."""
    words = boxes.words
    total = words[0] or 1
    return (
        [count / total for count in words],
        [links / chars if chars else 0.0 for links, chars in zip(boxes.link_chars, boxes.chars, strict=True)],
        [prose / count if count else 0.0 for prose, count in zip(boxes.prose_words, words, strict=True)],
    )


def _best_box(elements: Elements, boxes: _Boxes) -> tuple[list[int], int]:
    """Return how many levels up from the best container each element first meets it, and its index.

    The best container has most votes after a deduction for links, as in Readability; 0
    levels means inside it.
    """
    columns = zip(boxes.votes, boxes.link_chars, boxes.chars, strict=True)
    scores = [vote * (1 - links / chars) if vote and chars else 0.0 for vote, links, chars in columns]
    best = scores.index(max(scores))
    above: dict[int, int] = {}
    index = best
    while index >= 0:
        above[index] = len(above)
        index = elements.parents[index]
    steps: list[int] = []
    for index, parent in enumerate(elements.parents):
        steps.append(above[index] if index in above else steps[parent])
    return steps, best


def _article_shares(elements: Elements, shares: Sequence[float]) -> list[float]:
    """Return for each element which share of the page's words its `<article>` holds; -1 outside of any."""
    if "article" not in elements.tags:
        return [-1.0] * len(elements)
    found: list[float] = []
    for tag, parent, share in zip(elements.tags, elements.parents, shares, strict=True):
        found.append(share if tag == "article" else found[parent] if parent >= 0 else -1.0)
    return found


def _shape_columns(
    shapes: Iterable[tuple[str, str, str]], words: Sequence[int], chars: Sequence[float], links: Sequence[int]
) -> Columns:
    """Return what the blocks of each block's shape are: how many; their share of the words and links; words in each.

    A shape is an element's tag and names under its parent's tag.
    """
    sums: dict[tuple[str, str, str], list[float]] = {}
    rows = []
    for shape, count, length, linked in zip(shapes, words, chars, links, strict=True):
        row = sums.get(shape)
        if row is None:
            row = sums[shape] = [0, 0, 0, 0]
        row[0] += 1
        row[1] += count
        row[2] += length
        row[3] += linked
        rows.append(row)
    total = sum(words) or 1
    for row in sums.values():
        number, in_words, in_chars, in_links = row
        row[:] = number, in_words / total, in_links / in_chars, in_words / number
    return dict(zip(_SHAPE_NAMES, zip(*rows, strict=True), strict=True))


def _heading_columns(blocks: Sequence[Block], words: Sequence[int]) -> Columns:
    """Return words since the last heading, words to the next one, and what the last one speaks for."""
    since: list[int] = []
    until: list[int] = []
    cues: list[int] = []
    is_heading = [block.kind == "heading" for block in blocks]
    distance, cue = NONE_WORDS, 0
    for block, count, heading in zip(blocks, words, is_heading, strict=True):
        since.append(distance)
        cues.append(cue)
        if heading:
            distance, cue = 0, CUE_CODES[cue_of_text(block.text, count)]
        else:
            distance += count
    distance = NONE_WORDS
    for count, heading in zip(reversed(words), reversed(is_heading), strict=True):
        until.append(distance)
        distance = 0 if heading else distance + count
    return {
        "words_since_heading": [n if n < NONE_WORDS else NONE_WORDS for n in since],
        "words_to_heading": [n if n < NONE_WORDS else NONE_WORDS for n in until[::-1]],
        "heading_cue": cues,
    }
