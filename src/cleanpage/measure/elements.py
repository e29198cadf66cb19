"""What the markup around each block says: containers, names, repeated shapes, headings.

A document with elements goes in; one column of numbers per feature comes out, parallel to its
blocks. Each element is looked at once, then its findings are handed to the blocks in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cleanpage.blocks import Block, Document, Sort
from cleanpage.features import CUE_CODES, NONE_WORDS, SHAPE_NAMES, Columns
from cleanpage.measure.containers import article_shares, best_box, box_shares, sum_boxes
from cleanpage.measure.element_names import NameReader, name_columns
from cleanpage.words.lexicon import cue_of_text

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
    boxes = sum_boxes(parents, own, words, columns["chars"], links, prose, columns["commas"])
    votes = boxes.votes
    steps, best = best_box(elements, boxes)
    best_votes = votes[best] or 1.0
    shares, link_shares, prose_shares = box_shares(boxes)
    articles = article_shares(elements, shares)
    children = Counter(parents)
    same_children = Counter(zip(parents, tags, strict=True))
    found, cues = name_columns(elements, blocks, own, boxes.chars, NameReader(token_weights))
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
    return dict(zip(SHAPE_NAMES, zip(*rows, strict=True), strict=True))


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
