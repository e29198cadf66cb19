"""What the words of each block say, and where it stands among the others.

Blocks go in; one column of numbers per feature comes out, parallel to the blocks. Both formats
share these features. Nothing here looks at markup, except that links are counted where a block
has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block
from cleanpage.features import (
    ROW_NAMES,
    Columns,
)

MENU_WORDS: Final = 3
"""Words under which a block is taken to hold no sentence, so that its stop words and commas are not counted."""


_ENDERS: Final = ".!?…。！？।؟۔։።"
_COMMAS: Final = ",;，、；،؛"
_CLOSERS: Final = "\"'”’»)]）」』\xa0 "
_CLOSED: Final = -1
_LAST: Final = {
    **dict.fromkeys(".!?。！？।؟۔։።", 4),
    **dict.fromkeys("…", 3),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys(",;，、；،", 1),
    **dict.fromkeys(_CLOSERS, _CLOSED),
}
"""Terminal punctuation by how much it speaks for a sentence: end 4, ellipsis 3, colon 2, comma 1; or that
what stands before it tells."""


def text_rows(
    blocks: Sequence[Block], words: Sequence[int], tokens: Sequence[Sequence[str]], stopwords: frozenset[str]
) -> Columns:
    """Return the columns that need nothing but the block itself; names in ROW_NAMES.

    `tokens` are the lower-case words of each block, divided at spaces.
    """
    texts = [block.text for block in blocks]
    chars = [len(text) for text in texts]
    page = "\n".join(texts)
    # Most pages use few of these marks, even where they are not in ASCII.
    enders = [mark for mark in _ENDERS if mark in page]
    comma_marks = [mark for mark in _COMMAS if mark in page]
    densities: list[float] = []
    sentences: list[int] = []
    commas: list[int] = []
    is_stopword = stopwords.__contains__
    for text, count, own in zip(texts, words, tokens, strict=True):
        if count < MENU_WORDS:
            densities.append(0.0)
            sentences.append(0)
            commas.append(0)
            continue
        densities.append(sum(map(is_stopword, own)) / len(own))
        if text.isascii():
            sentences.append(text.count(".") + text.count("!") + text.count("?"))
            commas.append(text.count(",") + text.count(";"))
        else:
            sentences.append(sum(map(text.count, enders)))
            commas.append(sum(map(text.count, comma_marks)))
    columns: tuple[Sequence[float], ...] = (
        chars,
        [length / count if count else 0.0 for length, count in zip(chars, words, strict=True)],
        densities,
        sentences,
        commas,
        _last_chars(texts),
        [block.link_chars / length for block, length in zip(blocks, chars, strict=True)],
    )
    return dict(zip(ROW_NAMES, map(tuple, columns), strict=True))


def _last_chars(texts: Sequence[str]) -> list[int]:
    """Return what each text ends with, see _LAST; quotes and brackets that close it are looked through."""
    found = [_LAST.get(text[-1], 0) for text in texts]
    if _CLOSED in found:
        found = [
            _LAST.get(text.rstrip(_CLOSERS)[-1:], 0) if last == _CLOSED else last
            for text, last in zip(texts, found, strict=True)
        ]
    return found
