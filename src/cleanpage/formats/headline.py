"""The headline before the text, where it is asked for.

A `Selected` and the title of the metadata go in; the title comes out, unless the text has it already. The metadata
have it from the markup and what is shown, so that it is there for text dumps too.
"""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Selected
from cleanpage.words.plain_text import key

MAX_BLOCKS_BEFORE: Final = 3
"""Kept blocks among which the text can have its headline: a section's name or a byline may stand above it."""


def missing_headline(selected: Selected, title: str | None) -> str:
    """Return the title as it is to stand before the text; "" if the text begins with it, or there is none of either."""
    first = [index for index, keep in enumerate(selected.kept) if keep][:MAX_BLOCKS_BEFORE]
    if not first or not title:
        return ""
    blocks = selected.scored.measured.document.blocks
    return "" if any(is_same(blocks[index].text, title) for index in first) else title


def is_same(text: str, title: str) -> bool:
    """Tell whether two texts are one headline: but for case and signs, and for what one of them adds at its end."""
    one, other = sorted((key(text), key(title)), key=len)
    return other.startswith(one) and 5 * len(one) >= 4 * len(other) > 0
