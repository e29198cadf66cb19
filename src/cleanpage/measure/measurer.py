"""Measure every block: the numbers that the scorer weighs.

A `Document` and the token weights go in; a `Measured` goes out, with the columns of `features` for each block.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

from cleanpage.blocks import Block, Document, Measured
from cleanpage.features import BLOCK_NAMES, KIND_NAMES, PAGE_NAMES, Columns
from cleanpage.limits import UNLIMITED, Limits
from cleanpage.measure.context import context_columns, link_columns, prose_blocks
from cleanpage.measure.declared_kind import declared_kind, declares_news
from cleanpage.measure.declared_text import declared_columns, declared_text
from cleanpage.measure.elements import html_columns
from cleanpage.measure.line_odds import line_log_odds
from cleanpage.measure.lines import cue_codes, line_columns, line_cues
from cleanpage.measure.lines_around import odds_columns
from cleanpage.measure.runs import core_run
from cleanpage.measure.wording import text_rows
from cleanpage.words.languages import UNSPACED, language_of, script_of, script_share, stopwords

_SAMPLE_CHARS: Final = 5_000
"""Characters that tell a page's script."""

LONG_WORDS: Final = 10
"""Words from which a block tells the page's language; menus are often in another one."""


def measure(document: Document, token_weights: Mapping[str, float], limits: Limits = UNLIMITED) -> Measured:
    """Return the features of every block of a document; OutOfTime if the limits' time is over before.

    `token_weights` maps tokens to the log-odds that text is main content: of class names in HTML, of the words and
    shapes of lines in text dumps.
    """
    blocks = document.blocks
    if not blocks:
        nothing = (0,) * len(PAGE_NAMES[document.format])
        return Measured(
            document=document,
            words=(),
            columns=((),) * len(BLOCK_NAMES[document.format]),
            page_row=nothing,
            language="",
            declares_article=False,
            cues=(),
        )
    pack = packer(len(blocks))
    is_large = sum([len(block.text) for block in blocks]) > SHARED_CHARS
    tokens = _shared_words(blocks) if is_large else [block.text.lower().split() for block in blocks]
    limits.check()
    words = [
        len(own) if block.text.isascii() else count_words(block.text, len(own))
        for block, own in zip(blocks, tokens, strict=True)
    ]
    script, language = _language(blocks, words, tokens)
    columns = pack(text_rows(blocks, words, tokens, stopwords().get(language, frozenset())))
    links = columns["link_density"]
    prose = prose_blocks(words, links)
    columns.update(
        pack(context_columns(blocks, words, tokens, columns, prose, _title(document), core_run(words, links)))
    )
    columns.update(_page_columns(words, prose))
    limits.check()
    is_article = is_news = False
    if document.format == "html":
        columns.update(pack(link_columns(blocks, columns["chars"])))
        columns.update(pack(declared_columns(declared_text(document.markup), tokens, words)))
        columns["page_links"] = [_link_share(blocks, columns["chars"])]
        kind = declared_kind(document.markup)
        columns.update({name: [value] for name, value in zip(KIND_NAMES, kind, strict=True)})
        is_article = kind.says_article > 0 and not kind.says_forum
        is_news = declares_news(document.markup)
        of_markup, cues = html_columns(document, words, prose, columns, token_weights)
        columns.update(pack(of_markup))
    else:
        cues = line_cues(blocks, words, language, _chrome_language(words, tokens, blocks))
        columns["script_share"] = [script_share(block.text, script) for block in blocks]
        columns.update(pack(line_columns(blocks, words, columns, cues)))
        odds = line_log_odds(tokens, words, columns, cue_codes(cues), token_weights)
        columns.update(pack(odds_columns(odds, words)))
    limits.check()
    return Measured(
        document=document,
        words=tuple(words),
        columns=tuple([columns[name] for name in BLOCK_NAMES[document.format]]),
        page_row=tuple([columns[name][0] for name in PAGE_NAMES[document.format]]),
        language=language,
        declares_article=is_article,
        declares_news=is_news,
        cues=tuple(cues),
    )


PACKED_BLOCKS: Final = 10_000
"""Blocks from which columns are kept as plain numbers. A page of so many would else take three kilobytes of memory for
each block; packing takes a twentieth of the time, and pages are seldom a tenth as long."""


def packer(blocks: int) -> Callable[[Columns], Columns]:
    """Return what columns of so many blocks are put through."""
    return _packed if blocks > PACKED_BLOCKS else _as_is


def _as_is(columns: Columns) -> Columns:
    return columns


def _packed(columns: Columns) -> Columns:
    """Return the columns as arrays: eight bytes for a number, and none for the object that it was."""
    packed: Columns = {}
    for name, column in columns.items():
        if isinstance(column, range):
            packed[name] = column
            continue
        try:
            packed[name] = array("q", column)
        except TypeError:
            packed[name] = array("d", column)
    return packed


SHARED_CHARS: Final = 1_000_000
"""Characters from which equal words are kept as one: each takes 50 bytes and more."""
_WORD: Final = re.compile(r"\S+")


def _shared_words(blocks: Sequence[Block]) -> list[list[str]]:
    """Return the lower-case words of each block, equal ones as one object, never with all of a block's beside them."""
    known: dict[str, str] = {}
    return [
        [known.setdefault(word, word) for word in map(itemgetter(0), _WORD.finditer(block.text.lower()))]
        for block in blocks
    ]


_SAMPLE_BLOCKS: Final = 20
_SHORT_CHARS: Final = 1_500
"""Blocks and characters that tell the language where nothing else hangs on it."""

CHARS_PER_WORD: Final = 6
"""Characters of an English word with its space, roughly."""


def likely_text(document: Document) -> tuple[list[bool], str]:
    """Return the blocks of the densest run of text that are prose, and their language, without measuring the rest.

    A stand-in for a selection where only the surroundings of the article matter; words are estimated.
    """
    blocks = document.blocks
    if not blocks:
        return [], ""
    words = [
        len(text) // CHARS_PER_WORD if text.isascii() else count_words(text, text.count(" ") + 1)
        for text in [block.text for block in blocks]
    ]
    links = [block.link_chars / len(block.text) if block.link_chars else 0.0 for block in blocks]
    start, stop = core_run(words, links)
    prose = prose_blocks(words, links)
    likely = [start <= index < stop and is_prose for index, is_prose in enumerate(prose)]
    text = " ".join([blocks[index].text for index in range(start, stop) if prose[index]][:_SAMPLE_BLOCKS])[
        :_SHORT_CHARS
    ]
    return likely, language_of(text.lower().split(), script_of(text))


def count_words(text: str, pieces: int) -> int:
    """Return the word tokens of a text that has so many `pieces` between its spaces.

    Two characters make a word in scripts without spaces.

    >>> count_words("A plain sentence.", 3), count_words("普通の文です。", 1)
    (3, 4)
    """
    if not UNSPACED.search(text):
        return pieces
    return (len(UNSPACED.findall(text)) + 1) // 2 + len(UNSPACED.sub(" ", text).split())


def _language(blocks: Sequence[Block], words: Sequence[int], tokens: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the script and language of the page's longer blocks, or of all where none is long."""
    long = [index for index, count in enumerate(words) if count >= LONG_WORDS] or range(len(blocks))
    script = script_of(" ".join([blocks[index].text for index in long])[:_SAMPLE_CHARS])
    return script, language_of(chain.from_iterable([tokens[index] for index in long]), script)


def _chrome_language(words: Sequence[int], tokens: Sequence[Sequence[str]], blocks: Sequence[Block]) -> str:
    """Return the language of the page's short lines, which can be another than the article's."""
    short = [index for index, count in enumerate(words) if count < LONG_WORDS]
    script = script_of(" ".join([blocks[index].text for index in short])[:_SAMPLE_CHARS])
    return language_of(chain.from_iterable([tokens[index] for index in short]), script)


def _title(document: Document) -> str:
    """Return what the page calls itself: `<title>`, or the first line of a text dump."""
    return document.markup.title if document.format == "html" else document.blocks[0].text


def _link_share(blocks: Sequence[Block], chars: Sequence[float]) -> float:
    return sum([block.link_chars for block in blocks]) / sum(chars)


def _page_columns(words: Sequence[int], prose: Sequence[bool]) -> Columns:
    """Return how much is on the page, once each and not for every block."""
    total = sum(words)
    prose_words = sum([n for n, is_prose in zip(words, prose, strict=True) if is_prose])
    return {"page_blocks": [len(words)], "page_words": [total], "page_prose": [prose_words / (total or 1)]}
