"""Boxes that ask something of the visitor: an age, an address for a newsletter, to open an app, to allow notifications.

A scored page comes in; which blocks are in such a box goes out. It is small, says little else, and has a button or
lies over the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.select.rules.banners.boxes import LIKELY_SCORE, MAX_BUTTON_WORDS, PAGE_TAGS, add_up
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import BOX_KINDS, Appeal, appeals_in, appeals_to_visitor, names_what_is_asked

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
    blocks = measured.document.blocks
    nothing = [False] * len(blocks)
    if not measured.document.elements:
        return nothing
    is_button = [
        count <= MAX_BUTTON_WORDS and (block.kind == "control" or block.link_chars >= LINK_SHARE * len(block.text) > 0)
        for block, count in zip(blocks, measured.words, strict=True)
    ]
    appeals = _appeals_to_any(case, is_button)
    if not appeals:
        return nothing
    gone = _Boxes(case, is_button).that_ask(appeals)
    return [gone[block.element] > 0 for block in blocks]


def _appeals_to_any(case: Case, is_button: Sequence[bool]) -> Sequence[Appeal]:
    """Return what the blocks may ask that may be kept and have a button or link close by: on most pages nothing."""
    measured = case.measured
    rows = zip(measured.document.blocks, measured.words, case.scores, strict=True)
    can_ask = [
        block.text
        for index, (block, count, score) in enumerate(rows)
        if score > MIN_SCORE
        and MIN_ASKING_WORDS <= count <= MAX_BOX_WORDS
        and (block.link_chars or True in is_button[max(index - NEAR, 0) : index + NEAR + 1])
    ]
    language = measured.document.markup.lang[:2].lower()
    return appeals_in("\n".join(can_ask), BOX_KINDS, measured.language, language)


class _Boxes:
    """What is in each element of a page, itself and those in it."""

    def __init__(self, case: Case, is_button: Sequence[bool]) -> None:
        self.measured = case.measured
        self.elements = case.measured.document.elements
        size = len(self.elements)
        self.said, self.buttons, self.controls, self.likely = ([0] * size for _ in range(4))
        """Words that are on no button; buttons and links; those that are no links; likely words."""
        self.expected = [0.0] * size
        """Words times score of what is on no button."""
        rows = zip(self.measured.document.blocks, self.measured.words, case.scores, is_button, strict=True)
        for block, count, score, is_one in rows:
            if is_one:
                self.buttons[block.element] += 1
                self.controls[block.element] += block.kind == "control"
            else:
                self.said[block.element] += count
                self.expected[block.element] += count * score
            if score > LIKELY_SCORE:
                self.likely[block.element] += count
        add_up(self.elements.parents, self.said, self.buttons, self.controls, self.likely)
        add_up(self.elements.parents, self.expected)

    def that_ask(self, appeals: Sequence[Appeal]) -> Sequence[int]:
        """Return for each element whether it is a box that makes one of these appeals, or in one."""
        may_be = self._small_ones()
        asking = self._asking(may_be, appeals)
        is_topic = names_what_is_asked(self.measured.document.markup.title, appeals)
        gone = bytearray(len(self.elements))
        for index, parent in enumerate(self.elements.parents):
            if parent >= 0:
                gone[index] = gone[parent]
            if may_be[index] and asking[index] and not gone[index] and self.elements.tags[index] not in PAGE_TAGS:
                gone[index] = self._goes(index, asking[index], is_topic=is_topic)
        return gone

    def _small_ones(self) -> Sequence[int]:
        """Return for each element whether it may be such a box, or is in one."""
        may_be = bytearray(len(self.elements))
        for index, parent in enumerate(self.elements.parents):
            may_be[index] = (parent >= 0 and may_be[parent]) or (
                MIN_ASKING_WORDS <= self.said[index] <= MAX_BOX_WORDS
                and self.elements.tags[index] not in PAGE_TAGS
                and (self.buttons[index] > 0 or _is_named(self.elements.names[index], _OVERLAYS, _BARS))
            )
        return may_be

    def _asking(self, may_be: Sequence[int], appeals: Sequence[Appeal]) -> Sequence[int]:
        """Return the words in blocks that ask of each element."""
        asking = [0] * len(self.elements)
        for block, count in zip(self.measured.document.blocks, self.measured.words, strict=True):
            if (
                may_be[block.element]
                and block.kind != "cell"
                and MIN_ASKING_WORDS <= count <= MAX_BOX_WORDS
                and appeals_to_visitor(block.text, appeals)
            ):
                asking[block.element] += count
        add_up(self.elements.parents, asking)
        return asking

    def _goes(self, index: int, asking: int, *, is_topic: bool) -> bool:
        names, said = self.elements.names[index], self.said[index]
        can_be_asked = self.buttons[index] > 0 or _is_named(names, _BARS)
        is_doubtful = (
            self.measured.declares_article or self.controls[index] > 0 or self.expected[index] <= MAX_SCORE * said
        )
        return (
            said <= MAX_BOX_WORDS
            and asking >= MIN_ASKING_SHARE * said
            and (_is_named(names, _OVERLAYS) or (can_be_asked and not is_topic and is_doubtful))
            and self.likely[0] - self.likely[index] >= MIN_LEFT_WORDS
        )


def _is_named(names: str, *patterns: re.Pattern[str]) -> bool:
    return names != "" and any(pattern.search(names) for pattern in patterns)
