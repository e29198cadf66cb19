"""What stands around the article of a text dump: its headline, the lines beside it and those after it.

The blocks and the decision which of them are the article come in. The headline is looked for first; a date, a byline,
credits and counters are taken only from the lines beside it, and other articles only from those after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Document, Sort
from cleanpage.metadata.dump.evidence_lines import Refused
from cleanpage.metadata.dump.headline import HEAD_LINES, find_headline
from cleanpage.metadata.evidence import Value
from cleanpage.metadata.headline import site_labels
from cleanpage.words.lexicon import cue_of_text

BODY_LINES: Final = 12
"""Lines of the article whose words its headline shares."""

OPENING_LINES: Final = 3
"""Kept lines that can still be byline, date or credit, and the paragraphs that can begin with a dateline."""

FRAME_LINES: Final = 400
"""Lines above the headline in which the site's sections stand."""

ABOVE_LINES: Final = 3
"""Lines above the headline in which its date or byline can stand."""

BIO_LINES: Final = 15
"""Lines after the article in which a line about its author can stand."""

TITLE_LINE_HEAD: Final = 14
"""Lines before the article that are read where the headline is only in the `<title>`."""

_FRAME: Final = frozenset({"navigation", "login", "related", "cookie", "legal", "newsletter", "ad"})
"""Cues of lines that tell nothing about the article."""


class Surroundings:
    """The lines around the article of one dump, and the evidence that they give."""

    def __init__(
        self,
        document: Document,
        *,
        url: str | None,
        in_url: Sequence[Value],
        language: str,
        kept: Sequence[bool],
        cues: Sequence[Sort] = (),
        words: Sequence[int] = (),
        now: datetime.datetime | None = None,
    ) -> None:
        """Find the headline and the lines beside it; the parameters are those of `metadata.read_metadata`.

        At least one block is kept.
        """
        blocks = document.blocks
        self.blocks = blocks
        self.kept = kept
        self.cues = cues or [cue_of_text(block.text, len(block.text.split())) for block in blocks]
        self.words = words
        self.language = language
        self.now = now
        self.in_url = in_url
        """The date that the address gives, if any."""
        self.first = kept.index(True)
        """Index of the article's first block."""
        self.last = len(kept) - 1
        """Index of its last block."""
        while not kept[self.last]:
            self.last -= 1
        self.body = [blocks[index].text for index in range(self.first, self.last + 1) if kept[index]][:BODY_LINES]
        """Its first BODY_LINES lines."""
        self.headline, self.title, self.site_name = find_headline(
            blocks, self.cues, self.first, self.body, site_labels(url)
        )
        self.between, self.head = self._head()
        """The lines between headline and text, and those of them and beside them that can tell about the text."""
        self.tail = [block.text for block in blocks[self.last + 1 : self.last + 1 + BIO_LINES]]
        """The lines after the article, in which one about its author can stand."""
        self.above = min(self.headline or self.first, self.first)
        """Index of the headline, or of the article without one."""
        self.frame = blocks[max(1, self.above - FRAME_LINES) : self.above]
        """The lines above it, in which the site's sections stand."""
        self.refused: list[Refused] = []
        """Values that can't be, with their lines; finders add to it."""

    @property
    def near(self) -> list[Block]:
        """The lines on which a value can stand, the likelier ones first."""
        near = [*self.blocks[max(0, self.above - TITLE_LINE_HEAD) : self.first + BODY_LINES], self.blocks[0]]
        near += [*self.frame, *self.blocks[self.last : self.last + 1 + BIO_LINES]]
        return near if self.headline is None else [self.blocks[self.headline], *near]

    def _head(self) -> tuple[list[str], list[str]]:
        """Return the lines between headline and text, and those of them and beside them that can tell about the text.

        Without a headline, the lines before the article are as likely the page's frame; where it is
        only in the page's first line, what is about the article stands right before it.
        """
        blocks, cues, headline, first = self.blocks, self.cues, self.headline, self.first
        if headline == 0 and first > HEAD_LINES:
            start = first - TITLE_LINE_HEAD
            between: list[str] = []
        elif headline is None:
            start, between = max(0, first - 2), []
        else:
            start = headline + 1
            between = [block.text for block in blocks[start:first]]
        order = [*range(start, min(first, start + HEAD_LINES))]
        head = [blocks[index].text for index in order if cues[index] not in _FRAME] + self.body[:OPENING_LINES]
        if headline:
            # Above a headline there can be its date, and that of today, too.
            above = range(max(0, headline - ABOVE_LINES), min(headline, first))
            head += [blocks[index].text for index in above if cues[index] not in _FRAME]
        return between, head
