"""Label the blocks of a page by aligning its words with the gold text.

The words of all blocks, in page order, and the words of the gold are aligned by their longest
common subsequence, which keeps the order of both; a block's label is the share of its words
that are matched. Looking for n-grams of the gold in each block alone would also mark menus and
teasers that repeat its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from benchmarks.metrics import word_score, words

MIN_ORACLE_F1 = 0.8
"""Word F1 of the blocks labelled as content against the gold; pages under it don't hold their gold."""

MAX_CELLS = 2_000_000_000
"""Page words × gold words up to which a page is aligned: a quarter of a gigabyte of bits."""


def align(texts: Sequence[str], gold: str, min_oracle_f1: float = MIN_ORACLE_F1) -> list[float] | None:
    """Return the share of each block's words that the gold holds; None if the gold isn't in the page.

    It isn't if the right blocks have a word F1 under `min_oracle_f1`.
    """
    gold_words = words(gold.lower())
    block_words = [words(text.lower()) for text in texts]
    page_words = [word for block in block_words for word in block]
    if not gold_words or not page_words or len(page_words) * len(gold_words) > MAX_CELLS:
        return None
    number = {word: index for index, word in enumerate(dict.fromkeys([*page_words, *gold_words]))}
    codes = LCSseq.opcodes([number[word] for word in page_words], [number[word] for word in gold_words])
    matched = bytearray(len(page_words))
    for code in codes:
        if code.tag == "equal":
            matched[code.src_start : code.src_end] = b"\1" * (code.src_end - code.src_start)
    labels = []
    seen = 0
    for block in block_words:
        labels.append(sum(matched[seen : seen + len(block)]) / len(block) if block else 0.0)
        seen += len(block)
    kept = "\n".join(text for text, label in zip(texts, labels, strict=True) if label > 0.5)
    return labels if word_score(kept, gold).f1 >= min_oracle_f1 else None
