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
from cleanpage.text_columns import CONTEXT_NAMES, ROW_NAMES, Columns, context_columns, text_rows

_PAGE_NAMES: Final = ("page_blocks", "page_words", "page_prose", "page_links", "text_cue", "script_share")
_LINK_FEATURES: Final = frozenset(
    {"link_density", "link_count", "prev_link_density", "next_link_density", "page_links"}
    | {name for name in CONTEXT_NAMES if name.startswith("window_links")}
)

NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType(
    {
        "html": (*ROW_NAMES, *CONTEXT_NAMES, *_PAGE_NAMES, *HTML_NAMES, *KIND_NAMES),
        "text": tuple(
            name
            for name in (*ROW_NAMES, *CONTEXT_NAMES, *_PAGE_NAMES, *LINE_NAMES)
            if name not in _LINK_FEATURES
        ),
    }
)
"""The features of each format, in the order of their rows."""

_SAMPLE_CHARS: Final = 5_000
"""Characters that tell a page's script."""


def measure(document: Document, token_weights: Mapping[str, float]) -> Measured:
    """Return the features of every block of a document.

    `token_weights` maps class-name tokens to the log-odds that text so named is main content.
    """
    blocks = document.blocks
    if not blocks:
        return Measured(document=document, words=(), rows=(), language="", declares_article=False, cues=())
    words = [count_words(block.text) for block in blocks]
    script, language = _language(blocks, words)
    columns = text_rows(blocks, words, stopwords().get(language, frozenset()))
    text_cues = [cue_of_text(block.text, count) for block, count in zip(blocks, words, strict=True)]
    prose_weights = _prose_weights(words, columns["link_density"])
    columns.update(context_columns(blocks, words, columns, _title(document), prose_weights))
    columns.update(_page_columns(blocks, words, columns, text_cues, script))
    cues: Sequence[Sort] = text_cues
    declares_article = False
    if document.format == "html":
        more, name_cues = html_columns(
            document, words, columns["prose"], columns["commas"], text_cues, token_weights  # type: ignore[arg-type]
        )
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
        rows=tuple(zip(*[columns[name] for name in names], strict=True)),
        language=language,
        declares_article=declares_article,
        cues=tuple(cues),
    )


def count_words(text: str) -> int:
    """Return the word tokens of a text; two characters make a word in scripts without spaces.

    >>> count_words("A plain sentence."), count_words("普通の文です。")
    (3, 4)
    """
    if text.isascii():
        return len(text.split())
    unspaced = len(UNSPACED.findall(text))
    return len(text.split()) if not unspaced else (unspaced + 1) // 2 + len(UNSPACED.sub(" ", text).split())


def _language(blocks: Sequence[Block], words: Sequence[int]) -> tuple[str, str]:
    """Return the script and language of the page's longer blocks, or of all where none is long."""
    long = [block.text for block, count in zip(blocks, words, strict=True) if count >= 10]
    sample = " ".join(long) if long else " ".join(block.text for block in blocks)
    script = script_of(sample[:_SAMPLE_CHARS])
    return script, language_of(sample.lower().split(), script)


def _prose_weights(words: Sequence[int], link_density: Sequence[float]) -> list[float]:
    """Return what each block adds to a run of main content.

    Words outside links, less a toll that lines shorter than that cannot pay: 12 gave the
    best runs of 8, 12 and 16 on pages of news.
    """
    return [min(count, 60) * (1 - links) - 12 for count, links in zip(words, link_density, strict=True)]


def _title(document: Document) -> str:
    """Return what the page calls itself: `<title>`, or the first line of a text dump."""
    return document.markup.title if document.format == "html" else document.blocks[0].text


def _page_columns(
    blocks: Sequence[Block], words: Sequence[int], columns: Columns, cues: Sequence[Sort], script: str
) -> Columns:
    """Return what is the same for all blocks of a page, and each block's cue and script agreement."""
    count = len(blocks)
    total = sum(words) or 1
    prose_words = sum(n for n, prose in zip(words, columns["prose"], strict=True) if prose)
    chars = sum(columns["chars"])
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
