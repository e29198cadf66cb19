"""Embedded posts of social networks, in HTML and in text dumps."""

from __future__ import annotations

import re
from typing import Final

from cleanpage.blocks import Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.lexicon import name_tokens

_POST_TOKENS: Final = frozenset({"tweet", "embed", "embedded", "instagram", "tiktok"})
"""Name tokens of the quotation that social networks give for embedding a post."""

POST_LEVELS: Final = 3
"""Elements from a block's own outwards among which the quotation is."""


def are_embedded_posts(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is in an embedded post of a social network."""
    document = case.measured.document
    return [
        keep and block.kind == "quote" and _is_post(document.elements, block.element)
        for keep, block in zip(kept, document.blocks, strict=True)
    ]


def _is_post(elements: Elements, element: int) -> bool:
    for _ in range(POST_LEVELS):
        if element < 0:
            break
        if elements.tags[element] == "blockquote":
            return not _POST_TOKENS.isdisjoint(name_tokens(elements.names[element]))
        element = elements.parents[element]
    return False


MAX_POST_CHARS: Final = 300
"""Characters above its signature that belong to a post: a short one has 280."""

MAX_POST_LINES: Final = 6

MAX_SIGNATURE_WORDS: Final = 16

POST_SCORE: Final = 0.9
"""Score from which a line above the signature is the article's."""

_HANDLE = re.compile(r"\(@\w{2,20}\)\D{0,20}\d")
"""The name of an account, and a date after it: what social networks give for embedding ends so."""


def are_quoted_posts(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is of an embedded post: its text, or "A. Writer (@writer) May 3, 2024"."""
    measured = case.measured
    blocks = measured.document.blocks
    signed = [
        count <= MAX_SIGNATURE_WORDS and "(@" in block.text and _HANDLE.search(block.text) is not None
        for block, count in zip(blocks, measured.words, strict=True)
    ]
    found = [False] * len(kept)
    for signature, is_one in enumerate(signed):
        if not is_one:
            continue
        found[signature] = True
        chars = 0
        for index in range(signature - 1, max(-1, signature - 1 - MAX_POST_LINES), -1):
            chars += len(blocks[index].text)
            if signed[index] or chars > MAX_POST_CHARS or case.scores[index] >= POST_SCORE:
                break
            found[index] = True
    return found
