"""What is shown between kept blocks: whether a picture or video belongs to the article.

Where it stands goes in. It belongs if most of the text around it was kept: that of the smallest
element around it that has text. A picture in a list of other articles, in a byline or in a page's
head stands beside text that was dropped, and goes with it. Captions do not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanpage.blocks import Document
from cleanpage.tokenize.html.second_walk import LEAD_BLOCKS, TAIL_BLOCKS, Replay, Shown


class Surroundings:
    """Tells what stands within the article."""

    def __init__(self, document: Document, kept: Sequence[bool], found: Replay) -> None:
        self._kept = kept
        self._parents = document.elements.parents
        self._kept_chars = found.kept_chars
        self._dropped_chars = found.dropped_chars
        where = [index for index, keep in enumerate(kept) if keep]
        self._first, self._last = (where[0], where[-1]) if where else (0, -1)

    def belongs(self, shown: Shown) -> bool:
        """Tell whether what is shown belongs to the article."""
        if not self._first - LEAD_BLOCKS <= shown.before <= self._last + TAIL_BLOCKS:
            return False
        index = shown.element
        while index > 0 and not self._kept_chars[index] and not self._dropped_chars[index]:
            index = self._parents[index]
        return self._kept_chars[index] > self._dropped_chars[index]

    def parts_text(self, shown: Shown) -> bool:
        """Tell whether a line across stands between two kept blocks."""
        return self._first < shown.before <= self._last and self._kept[shown.before - 1] and self._kept[shown.before]
