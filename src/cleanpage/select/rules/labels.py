"""What stands within a text and is none of it: labels of controls, options of forms, pull quotes.

A scored page and the decision of its cut come in; which kept blocks are such goes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import is_label, label_pieces
from cleanpage.words.lexicon import cue_of_text

MAX_LABEL_WORDS: Final = 8
"""Words of the longest label."""

_TEXT_KINDS: Final = frozenset({"heading", "cell", "definition"})
"""Kinds of blocks that name what the text is about, and labels too."""

MIN_NUMBERS: Final = 3
"""Lines of a block of code that are line numbers."""

MAX_DIGITS: Final = 6

MAX_NUMBER_CHARS: Final = 20_000

MIN_QUOTE_WORDS: Final = 5
MAX_QUOTE_WORDS: Final = 60
MAX_QUOTES: Final = 40
MAX_QUOTED_CHARS: Final = 20_000
"""Characters of a block that is looked at for what is quoted."""
"""Words of a pull quote, and how many of a page are looked at."""

MAX_THREAD_LEVELS: Final = 8
"""Elements around a quotation that are looked at for a thread."""

_THREAD_NAMES = re.compile(r"bbcode|bb[A-Z]|message|repl(?:y|ies)|topic|thread|forum|comment|cooked", re.I)
"""Names of the parts of a thread."""

_QUOTE_NAMES = re.compile(r"pull-?_?quote|quote|tweet|bctt|callout|highlight", re.I)
_QUOTE_TAGS: Final = frozenset({"aside", "blockquote", "figure", "q"})
_QUOTE_EDGES: Final = " \"'“”„‟«»‹›‘’「」『』.,;:!?…—–-"


def are_labels(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a label of a control, an option of a form or a column of line numbers."""
    measured = case.measured
    tags = measured.document.elements.tags
    found = []
    for block, words, keep in zip(measured.document.blocks, measured.words, kept, strict=True):
        if not keep or (words > MAX_LABEL_WORDS and block.kind not in ("code", "control")):
            found.append(False)
        elif block.kind == "code":
            found.append(_are_numbers(block.text))
        else:
            is_option = (
                block.kind == "control"
                and block.element < len(tags)
                and tags[block.element] in ("option", "select", "optgroup")
            )
            can_be = words <= MAX_LABEL_WORDS and block.kind not in _TEXT_KINDS
            # A list of commands has "Edit" and "Play" among its items.
            can_be = can_be and (block.kind != "list_item" or words > 1)
            found.append(is_option or (can_be and _is_label(block.text)))
    if any(block.kind == "code" for block in measured.document.blocks):
        _mark_numbers(measured.document.blocks, kept, found)
    return found


def _mark_numbers(blocks: Sequence[Block], kept: Kept, found: list[bool]) -> None:
    """Mark the lines that count up right before or after a block of code: the numbers of its lines."""
    start = 0
    while start < len(blocks):
        end = start
        while (
            end < len(blocks)
            and _is_number(blocks[end])
            and int(blocks[end].text) == int(blocks[start].text) + end - start
        ):
            end += 1
        around = [blocks[at].kind for at in (start - 1, end) if 0 <= at < len(blocks)]
        if end - start >= MIN_NUMBERS and "code" in around:
            found[start:end] = kept[start:end]
        start = max(end, start + 1)


def _is_number(block: Block) -> bool:
    return len(block.text) <= MAX_DIGITS and block.text.isdecimal() and block.kind in ("paragraph", "list_item", "cell")


def _is_label(text: str) -> bool:
    if is_label(text):
        return True
    pieces = label_pieces(text) if len(text) <= MAX_QUOTE_WORDS else []
    return len(pieces) > 1 and all(
        is_label(piece) or cue_of_text(piece, len(piece.split())) == "ad" for piece in pieces
    )


def _are_numbers(text: str) -> bool:
    """Return whether a block of code is a column of numbers that count up."""
    if not text[:1].isdecimal() or len(text) > MAX_NUMBER_CHARS:
        return False
    numbers = text.split()
    if len(numbers) < MIN_NUMBERS or not all(it.isdecimal() and len(it) <= MAX_DIGITS for it in numbers):
        return False
    return all(int(number) == int(numbers[0]) + index for index, number in enumerate(numbers))


def are_pull_quotes(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is set apart and repeats a sentence of another kept one.

    In a thread, a quotation says what is answered.
    """
    measured = case.measured
    elements, blocks = measured.document.elements, measured.document.blocks
    found = [False] * len(blocks)
    if not elements:
        return found
    apart: dict[int, bool] = {}
    candidates: list[int] = []
    for index, (block, words, keep) in enumerate(zip(blocks, measured.words, kept, strict=True)):
        if keep and MIN_QUOTE_WORDS <= words <= MAX_QUOTE_WORDS and len(candidates) < MAX_QUOTES:
            at = block.element
            if at not in apart:
                apart[at] = _is_set_apart(elements, at) or _is_set_apart(elements, elements.parents[at])
            if (apart[at] or block.kind == "quote") and not _is_in_thread(elements, at):
                candidates.append(index)
    if candidates:
        quotes = set(candidates)
        others = [block for at, block in enumerate(blocks) if kept[at] and at not in quotes]
        texts = "\n".join([_plain(block) for block in others if len(block.text) <= MAX_QUOTED_CHARS])
        for index in candidates:
            quote = _plain(blocks[index]).strip(_QUOTE_EDGES)
            found[index] = quote != "" and quote in texts
    return found


def _is_set_apart(elements: Elements, index: int) -> bool:
    return index >= 0 and (
        elements.tags[index] in _QUOTE_TAGS or _QUOTE_NAMES.search(elements.names[index]) is not None
    )


def _is_in_thread(elements: Elements, index: int) -> bool:
    """Return whether an element around a quotation is named as a part of a thread."""
    for _, (_, names) in zip(range(MAX_THREAD_LEVELS), elements.path(index), strict=False):
        if _THREAD_NAMES.search(names):
            return True
    return False


def _plain(block: Block) -> str:
    return block.text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
