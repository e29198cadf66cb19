"""Text that a reader of the page does not see: closed dialogs, phrases for screen readers, copies, what waits unseen.

A scored page comes in; which blocks are in such an element goes out. Most hidden text of the web is content that is
shown on a click or by a script (tabs, accordions, what streams in), so what is hidden alone decides little: the
element's names, its place and what else the page shows decide with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from cleanpage.blocks import Block, Elements, Unseen
from cleanpage.select.rules.rule import Case, Kept

LIKELY_SCORE: Final = 0.5
"""Score from which a block counts as likely content here."""

MIN_SCORE: Final = 0.25
"""Score up to which a block is hardly kept on any page."""

MIN_SHOWN_WORDS: Final = 40
"""Likely words that the page must show, or what is hidden is what it is about."""

MAX_HIDDEN: Final = 4
"""Times as many likely words as are shown, from which what is hidden is the article: a script shows it, or a paywall
covers it. Terms of republishing are three times as long as a short article at most."""

CORE_SHARE: Final = 0.7
"""Share of the likely content shown that the core holds: the smallest element with it."""

MAX_SMALL_WORDS: Final = 30
"""Words of a hidden element among the text of the article up to which it goes; longer ones are .9 content."""

MAX_READER_WORDS: Final = 25
"""Words of a phrase for screen readers; longer texts of such classes are tables and cells told in words."""

MANY_ALIKE: Final = 4
"""Hidden elements of one shape from which they are the items that "show more" shows."""

MIN_COPY_WORDS: Final = 30
COPY_SHARE: Final = 0.9
"""Words of a hidden element, and share of its runs of three words that the page shows, from which it is a copy."""

MAX_RUNS_CHARS: Final = 200_000
"""Characters that are looked at for copies, at some 30 times as much memory."""

MIN_COPIED_CHARS: Final = 60
"""Characters from which two blocks of the same text are copies."""

LEVELS: Final = 3
"""Elements from a hidden one outwards whose names tell what it is."""

_DIALOG = re.compile(r"dialog|modal|pop-?up|lightbox|overlay|fancybox|tooltip|popover|fly-?out|off-?canvas", re.I)
"""Names of what lies over the page once it is called."""

_ON_CLICK = re.compile(
    r"tab|accordi|collaps|expan|toggle|disclos|faq|paywall|answer|more|panel|carousel|slide|swiper|region|content|drawer"
    r"|truncat|summary|detail|spoiler|step|\bS:",
    re.I,
)
"""Names of what a click opens within the text, or a script fills in."""

_ITEM_TAGS: Final = frozenset({"tr", "td", "th", "tbody", "thead", "li", "dd", "dt", "pre", "option"})
"""Parts of lists, tables and code, which are kept or dropped with these."""

_PAGE_TAGS: Final = frozenset({"html", "body", "main", "article"})
"""Elements that are hidden only until a script has run."""

_DIALOG_NAME = re.compile(r"(?<![\w-])(?:alert)?dialog(?![\w-])")


def are_unseen(case: Case, _: Kept) -> list[bool]:
    """Return whether each block is in an element that is not shown, and is not what the page is about."""
    document = case.measured.document
    elements, blocks = document.elements, document.blocks
    unseen = _unseen(elements)
    if not unseen:
        return [False] * len(blocks)
    inside = bytearray(len(elements))
    for index, parent in enumerate(elements.parents):
        inside[index] = index in unseen or (parent >= 0 and inside[parent])
    if not any(score > MIN_SCORE and inside[block.element] for block, score in zip(blocks, case.scores, strict=True)):
        # None of them may be kept.
        return [False] * len(blocks)
    page = _Page(case, unseen, inside)
    if page.shown_words < MIN_SHOWN_WORDS:
        return [False] * len(blocks)
    gone = bytearray(len(elements))
    for index, parent in enumerate(elements.parents):
        if parent >= 0:
            gone[index] = gone[parent]
        if index in unseen and not gone[index]:
            gone[index] = page.drops(index, unseen[index], is_outermost=parent < 0 or not inside[parent])
    return [gone[block.element] > 0 for block in blocks]


def _unseen(elements: Elements) -> Mapping[int, Unseen]:
    """Return the elements that are not shown by themselves; dialogs, by their role, are shown when they are called."""
    unseen = {index: why for index, why in elements.unseen.items() if elements.tags[index] not in _PAGE_TAGS}
    if "dialog" in "\n".join(elements.names):
        for index, names in enumerate(elements.names):
            if (
                "dialog" in names
                and index not in unseen
                and _DIALOG_NAME.search(names)
                and elements.tags[index] not in _PAGE_TAGS
            ):
                unseen[index] = "dialog"
    return unseen


class _Page:
    """What a page shows, and what it does not."""

    def __init__(self, case: Case, unseen: Mapping[int, Unseen], inside: Sequence[int]) -> None:
        """`inside` says of each element whether it is one of the unseen, or in one."""
        measured = case.measured
        self.elements = measured.document.elements
        self.blocks = measured.document.blocks
        self.declares_article = measured.declares_article
        self.unseen = unseen
        self.alike = Counter([self._shape(index) for index in unseen])
        size = len(self.elements)
        parents = self.elements.parents
        self.words = [0] * size
        self.likely = [0] * size
        held = [0.0] * size
        self.shown_words = 0
        shown: list[Block] = []
        self.doubtful: set[str] = set()
        self.first, self.last = [len(self.blocks)] * size, [-1] * size
        rows = zip(self.blocks, measured.words, case.scores, strict=True)
        for position, (block, words, score) in enumerate(rows):
            self.words[block.element] += words
            self.first[block.element] = min(self.first[block.element], position)
            self.last[block.element] = position
            if score > LIKELY_SCORE:
                self.likely[block.element] += words
                if not inside[block.element]:
                    held[block.element] += words * (score - LIKELY_SCORE)
                    self.shown_words += words
                    shown.append(block)
            elif not inside[block.element] and len(block.text) >= MIN_COPIED_CHARS:
                self.doubtful.add(block.text)
        for index in range(size - 1, 0, -1):
            self.words[parents[index]] += self.words[index]
            self.likely[parents[index]] += self.likely[index]
            held[parents[index]] += held[index]
            self.first[parents[index]] = min(self.first[parents[index]], self.first[index])
            self.last[parents[index]] = max(self.last[parents[index]], self.last[index])
        self.core = max([index for index, share in enumerate(held) if share >= CORE_SHARE * held[0]])
        self.in_core = bytearray(size)
        self.around_core = frozenset(self._outwards(self.core, size))
        for index in range(self.core, size):
            self.in_core[index] = index == self.core or self.in_core[parents[index]]
        self.runs = frozenset(_runs(shown))

    def drops(self, index: int, why: Unseen, *, is_outermost: bool) -> bool:
        """Return whether an element that is not shown is no content; `is_outermost` if it is in no other such one."""
        words = self.words[index]
        is_one_of_many = self.alike[self._shape(index)] >= MANY_ALIKE
        if why == "reader":
            return words <= MAX_READER_WORDS and (words <= 3 or not is_one_of_many)
        if index in self.around_core or self.likely[index] > MAX_HIDDEN * self.shown_words:
            return False
        if self._is_dialog(index, why):
            return True
        if is_outermost and self._is_copy(index):
            return True
        if why not in ("hidden", "class") or self._opens_on_click(index):
            return False
        if not self.in_core[index]:
            if is_outermost and self._stands_for_copy(index):
                return False
            return why == "hidden" or self.declares_article
        return words <= MAX_SMALL_WORDS and not is_one_of_many and self.elements.tags[index] not in _ITEM_TAGS

    def _shape(self, index: int) -> tuple[str, str]:
        return self.elements.tags[index], self.elements.names[index]

    def _outwards(self, index: int, levels: int) -> list[int]:
        """Return an element and so many in all outwards."""
        found: list[int] = []
        while index >= 0 and len(found) < levels:
            found.append(index)
            index = self.elements.parents[index]
        return found

    def _names_around(self, index: int) -> str:
        """Return the names of an element and of those around it that hold nothing of the core."""
        around = [it for it in self._outwards(index, LEVELS) if it == index or it not in self.around_core]
        return " ".join([self.elements.names[it] for it in around])

    def _is_dialog(self, index: int, why: Unseen) -> bool:
        return why == "dialog" or _DIALOG.search(self._names_around(index)) is not None or self._holds_dialog(index)

    def _holds_dialog(self, index: int) -> bool:
        """Return whether the element's one part is named as a dialog."""
        inner = index + 1
        return (
            inner < len(self.elements)
            and self.elements.parents[inner] == index
            and _DIALOG.search(self.elements.names[inner]) is not None
            and self.words[inner] == self.words[index]
        )

    def _opens_on_click(self, index: int) -> bool:
        return any(_ON_CLICK.search(self.elements.names[it]) for it in self._outwards(index, LEVELS))

    def _is_copy(self, index: int) -> bool:
        """Return whether the page shows the words of an element elsewhere."""
        if self.words[index] < MIN_COPY_WORDS:
            return False
        own = set(_runs(self._blocks_in(index)))
        return len(own & self.runs) >= COPY_SHARE * len(own) > 0

    def _stands_for_copy(self, index: int) -> bool:
        """Return whether the page shows an element's texts elsewhere in blocks that, as copies, score low."""
        long = [block.text for block in self._blocks_in(index) if len(block.text) >= MIN_COPIED_CHARS]
        copied = sum([text in self.doubtful for text in long])
        return copied > len(long) / 2

    def _blocks_in(self, index: int) -> Sequence[Block]:
        return self.blocks[self.first[index] : self.last[index] + 1]


def _runs(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """Return the runs of three words of these blocks, across their ends."""
    words = " ".join([block.text[:MAX_RUNS_CHARS] for block in blocks])[:MAX_RUNS_CHARS].lower().split()
    return list(zip(words, words[1:], words[2:], strict=False))
