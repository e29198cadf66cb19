"""Boxes that ask something of the visitor: an age, an address for a newsletter, to open an app, to allow notifications.

A scored page comes in; which blocks are in such a box goes out. It is small, says little else, and has a button or
lies over the page.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.select.rules.banners.boxes import LIKELY_SCORE, MAX_BUTTON_WORDS, PAGE_TAGS, add_up
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import BOX_KINDS, appeals_in, appeals_to_visitor, names_what_is_asked

MAX_BOX_WORDS: Final = 120
"""Words of the largest box, without its buttons."""

MIN_ASKING_WORDS: Final = 6
"""Words of the shortest line that asks; shorter ones are links."""

MIN_SCORE: Final = 0.2
"""Score up to which a block is hardly kept on any page."""

NEAR: Final = 4
"""Blocks between what asks and a button, at most."""

MIN_ASKING_SHARE: Final = 0.4
"""Share of a box's words in blocks that ask."""

MIN_LEFT_WORDS: Final = 40
"""Likely words that must be left of the page."""

MAX_SCORE: Final = 0.8
"""Mean score up to which a box with a link instead of a button goes where the page declares no article: shops and
services have such boxes as content. Tried .75 to 1."""

LINK_SHARE: Final = 0.9
"""Share of a block's characters in links from which it is a link."""

_OVERLAYS = re.compile(r"dialog|modal|pop-?up|overlay|banner|toast|snackbar|interstitial|lightbox", re.I)
"""Names of what lies over a page."""

_BARS = re.compile(r"sticky|notice|(?<![a-z])bar(?![a-z])|notification|alert|drawer|fly-?out|slide-?in", re.I)
"""Names of what may lie at its edge; a bar can have its links within one line."""


def are_appeals(case: Case, _: Kept) -> list[bool]:
    """Return whether each block is in a box that asks something of the visitor."""
    measured = case.measured
    document = measured.document
    blocks, elements, words = document.blocks, document.elements, measured.words
    size, parents = len(elements), elements.parents
    nothing = [False] * len(blocks)
    if not size:
        return nothing
    is_button = [
        count <= MAX_BUTTON_WORDS and (block.kind == "control" or block.link_chars >= LINK_SHARE * len(block.text) > 0)
        for block, count in zip(blocks, words, strict=True)
    ]
    # Most pages are done here: nothing that may be kept and has a button or link close by asks for anything.
    can_ask = [
        block.text
        for index, (block, count, score) in enumerate(zip(blocks, words, case.scores, strict=True))
        if score > MIN_SCORE
        and MIN_ASKING_WORDS <= count <= MAX_BOX_WORDS
        and (block.link_chars or True in is_button[max(index - NEAR, 0) : index + NEAR + 1])
    ]
    appeals = appeals_in("\n".join(can_ask), BOX_KINDS, measured.language, document.markup.lang[:2].lower())
    if not appeals:
        return nothing
    said, buttons, controls, asking, likely = ([0] * size for _ in range(5))
    expected = [0.0] * size
    for block, count, score, is_one in zip(blocks, words, case.scores, is_button, strict=True):
        if is_one:
            buttons[block.element] += 1
            controls[block.element] += block.kind == "control"
        else:
            said[block.element] += count
            expected[block.element] += count * score
        if score > LIKELY_SCORE:
            likely[block.element] += count
    add_up(parents, said, buttons, controls, likely)
    add_up(parents, expected)
    # What may be such a box, or is in one.
    may_be = bytearray(size)
    for index, parent in enumerate(parents):
        may_be[index] = (parent >= 0 and may_be[parent]) or (
            MIN_ASKING_WORDS <= said[index] <= MAX_BOX_WORDS
            and elements.tags[index] not in PAGE_TAGS
            and (buttons[index] > 0 or _is_named(elements.names[index], _OVERLAYS, _BARS))
        )
    if 1 not in may_be:
        return nothing
    for block, count in zip(blocks, words, strict=True):
        if (
            may_be[block.element]
            and block.kind != "cell"
            and MIN_ASKING_WORDS <= count <= MAX_BOX_WORDS
            and appeals_to_visitor(block.text, appeals)
        ):
            asking[block.element] += count
    add_up(parents, asking)
    if not asking[0]:
        return nothing
    is_topic = names_what_is_asked(document.markup.title, appeals)
    gone = bytearray(size)
    for index, parent in enumerate(parents):
        if parent >= 0:
            gone[index] = gone[parent]
        if not may_be[index] or gone[index] or not asking[index] or elements.tags[index] in PAGE_TAGS:
            continue
        names = elements.names[index]
        can_be_asked = buttons[index] > 0 or _is_named(names, _BARS)
        is_doubtful = measured.declares_article or controls[index] or expected[index] <= MAX_SCORE * said[index]
        gone[index] = (
            said[index] <= MAX_BOX_WORDS
            and asking[index] >= MIN_ASKING_SHARE * said[index]
            and (_is_named(names, _OVERLAYS) or (can_be_asked and not is_topic and is_doubtful))
            and likely[0] - likely[index] >= MIN_LEFT_WORDS
        )
    return [gone[block.element] > 0 for block in blocks]


def _is_named(names: str, *patterns: re.Pattern[str]) -> bool:
    return names != "" and any(pattern.search(names) for pattern in patterns)
