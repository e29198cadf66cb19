"""Measure every block: the numbers that the scorer weighs.

A `Document` and the name weights go in; a `Measured` goes out, with a row of features for
each block. NAMES gives their order, which weights files are checked against. What a text
dump cannot give (links, tags, class names) is absent from its rows, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Block, Document, Format, Measured, Sort
from cleanpage.html_columns import CUE_CODES, HTML_NAMES, html_columns
from cleanpage.kinds import KIND_NAMES, declared_kind
from cleanpage.languages import UNSPACED, language_of, letters_of, script_of, stopwords
from cleanpage.lexicon import cue_of_text
from cleanpage.line_columns import LINE_NAMES, line_columns
from cleanpage.text_columns import (
    CONTEXT_NAMES,
    ROW_NAMES,
    Columns,
    context_columns,
    core_run,
    prose_blocks,
    text_rows,
)

_PAGE_NAMES: Final = ("page_blocks", "page_words", "page_prose", "page_links", "text_cue", "script_share")

NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType(
    {
        "html": (*ROW_NAMES, *CONTEXT_NAMES, *_PAGE_NAMES, *HTML_NAMES, *KIND_NAMES),
        "text": tuple(
            name for name in (*ROW_NAMES, *CONTEXT_NAMES, *_PAGE_NAMES, *LINE_NAMES) if "link" not in name
        ),
    }
)
"""The features of each format, in the order of their rows."""

_SAMPLE_CHARS: Final = 5_000
"""Characters that tell a page's script."""

LONG_WORDS: Final = 10
"""Words from which a block tells the page's language; menus are often in another one."""


def measure(document: Document, token_weights: Mapping[str, float]) -> Measured:
    """Return the features of every block of a document.

    `token_weights` maps class-name tokens to the log-odds that text so named is main content.
    """
    blocks = document.blocks
    if not blocks:
        return Measured(document=document, words=(), rows=(), language="", declares_article=False, cues=())
    words = [count_words(block.text) for block in blocks]
    tokens = [block.text.lower().split() for block in blocks]
    script, language = _language(blocks, words, tokens)
    columns = text_rows(blocks, words, tokens, stopwords().get(language, frozenset()))
    text_cues = [cue_of_text(block.text, count) for block, count in zip(blocks, words, strict=True)]
    core = core_run(words, columns["link_density"])
    columns.update(context_columns(blocks, words, tokens, columns, _title(document), core))
    prose = prose_blocks(words, columns["link_density"])
    columns.update(_page_columns(blocks, words, prose, text_cues, script))
    cues: Sequence[Sort] = text_cues
    declares_article = False
    if document.format == "html":
        more, name_cues = html_columns(document, words, prose, columns["commas"], text_cues, token_weights)
        columns.update(more)
        kind = declared_kind(document.markup)
        declares_article = kind.says_article > 0 and not kind.says_forum
        columns.update({name: [value] * len(blocks) for name, value in zip(KIND_NAMES, kind, strict=True)})
        cues = [text or name for text, name in zip(text_cues, name_cues, strict=True)]
    else:
        columns.update(line_columns(blocks, words, columns, text_cues))
    names = NAMES[document.format]
    return Measured(
        document=document,
        words=tuple(words),
        # Floats only: comparing an int with a tree's threshold takes CPython three times as long.
        rows=tuple(zip(*[map(float, columns[name]) for name in names], strict=True)),
        language=language,
        declares_article=declares_article,
        cues=tuple(cues),
    )


def count_words(text: str) -> int:
    """Return the word tokens of a text; two characters make a word in scripts without spaces.

    >>> count_words("A plain sentence."), count_words("普通の文です。")
    (3, 4)
    """
    if text.isascii() or not UNSPACED.search(text):
        return len(text.split())
    unspaced = len(UNSPACED.findall(text))
    return (unspaced + 1) // 2 + len(UNSPACED.sub(" ", text).split())


def _language(
    blocks: Sequence[Block], words: Sequence[int], tokens: Sequence[Sequence[str]]
) -> tuple[str, str]:
    """Return the script and language of the page's longer blocks, or of all where none is long."""
    long = [index for index, count in enumerate(words) if count >= LONG_WORDS] or range(len(blocks))
    script = script_of(" ".join([blocks[index].text for index in long])[:_SAMPLE_CHARS])
    return script, language_of([word for index in long for word in tokens[index]], script)


def _title(document: Document) -> str:
    """Return what the page calls itself: `<title>`, or the first line of a text dump."""
    return document.markup.title if document.format == "html" else document.blocks[0].text


def _page_columns(
    blocks: Sequence[Block], words: Sequence[int], prose: Sequence[bool], cues: Sequence[Sort], script: str
) -> Columns:
    """Return what is the same for all blocks of a page, and each block's cue and script agreement."""
    count = len(blocks)
    total = sum(words) or 1
    prose_words = sum([n for n, is_prose in zip(words, prose, strict=True) if is_prose])
    chars = sum([len(block.text) for block in blocks])
    link_chars = sum(block.link_chars for block in blocks)
    letters = letters_of(script)
    shares = []
    for block in blocks:
        text = block.text
        if text.isascii():
            shares.append(1.0 if script == "latin" else 0.0)
        else:
            all_letters = sum(map(str.isalpha, text[:200]))
            shares.append(len(letters.findall(text[:200])) / all_letters if all_letters else 0.0)
    return {
        "page_blocks": [count] * count,
        "page_words": [total] * count,
        "page_prose": [prose_words / total] * count,
        "page_links": [link_chars / chars] * count,
        "text_cue": [CUE_CODES[cue] for cue in cues],
        "script_share": shares,
    }
