"""Keep or drop what stands beside an article: readers' comments, captions, its headline, "read also" lines.

A scored page and the decision of its cut go in; the decision with the options applied comes
out. The scores are not asked again: a comment is a text by itself and scores like one, so what
it is part of decides. Comments and captions are dropped only where a page holds an article: in a
forum thread, below a question and in a list they are the page, and there the cut has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from cleanpage.blocks import Measured, Overrule
from cleanpage.comments import Kept, below_comment_line, in_comment_section, with_comments
from cleanpage.lexicon import MAX_CUE_WORDS, cue_of_text

_WORD = re.compile(r"\w+")

MAX_COMMENT_SHARE: Final = 0.5
"""Share of an article's kept words up to which comments are beside it. Tried .1 to .7 on cross-validated pages:
at .7 a thread that declares itself an article loses its answers, and below .5 articles keep some of their comments."""

MAX_CAPTION_SHARE: Final = 0.2
"""Share of an article's kept words up to which captions are beside it; some templates name the whole
text so. Tried .05 to .2: news has whole galleries."""

_CAPTION_KINDS: Final = frozenset({"caption", "paragraph", "list_item"})
"""Kinds of a figure's caption. The `<caption>` of a table is none: it is the table's first line."""

Overruled = dict[int, Overrule]
"""Index of a block to why it was dropped although its score passes."""


def apply_extras(measured: Measured, kept: Kept, *, comments: bool, captions: bool) -> tuple[Kept, Overruled]:
    """Return the decision with comments and captions kept (True) or left out (False), and why blocks were dropped.

    A page of which nothing is kept stays as it is.
    """
    overruled: Overruled = {}
    if True not in kept:
        return kept, overruled
    article, text_dump = measured.declares_article, measured.document.format == "text"
    if comments:
        kept = with_comments(measured, kept)
    if captions:
        kept = _with_captions(measured, kept)
    steps: list[tuple[Overrule, Callable[[Measured, Kept], Kept]]] = [("repeat", _without_repeats)]
    if not comments and text_dump:
        steps.append(("comment", _without_comments_below))
    elif not comments and article:
        steps.append(("comment", _without_comment_section))
    steps.append(("related", _without_related))
    if article:
        steps += [("byline", _without_author_boxes), ("newsletter", _without_newsletter_boxes)]
        steps.append(("headline", _without_headline))
    if not captions and (text_dump or article):
        steps.append(("caption", _without_captions))
    for why, step in steps:
        after = step(measured, kept)
        if after != kept:
            overruled.update(
                {index: why for index, (was, is_) in enumerate(zip(kept, after, strict=True)) if was > is_}
            )
            kept = after
        if True not in kept:
            break
    return kept, overruled


def _without_comments_below(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, below_comment_line(measured, kept, frozenset()), 1.0)


def _without_comment_section(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, in_comment_section(measured), MAX_COMMENT_SHARE)


def _without_captions(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, _are_captions(measured, kept), MAX_CAPTION_SHARE)


MAX_BOX_SHARE: Final = 0.2
"""Share of an article's kept words up to which elements named after authors or newsletters are boxes in it. With it,
trafeval-dev gains .001; the same for elements named after related articles, shares or ads loses more than it gains."""


def _without_author_boxes(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, [cue == "byline" for cue in measured.cues], MAX_BOX_SHARE)


def _without_newsletter_boxes(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, [cue == "newsletter" for cue in measured.cues], MAX_BOX_SHARE)


def _without(measured: Measured, kept: Kept, found: Sequence[bool], max_share: float) -> Kept:
    """Return the decision without the blocks that were found, unless they are too much of what is kept."""
    if True not in found:
        return kept
    total = sum([words for words, keep in zip(measured.words, kept, strict=True) if keep])
    dropped = sum([words for words, keep, is_it in zip(measured.words, kept, found, strict=True) if keep and is_it])
    if dropped >= max_share * total:
        return kept
    return tuple([keep and not is_it for keep, is_it in zip(kept, found, strict=True)])


# ------------------------------------------------------------------ repeats


MIN_REPEAT_WORDS: Final = 15
"""Words from which a text is kept once, however often the page has it: for phones and for screens, or in each
slide of a carousel. Shorter lines are a refrain's."""


def _without_repeats(measured: Measured, kept: Kept) -> Kept:
    """Return the decision without the later copies of long texts."""
    blocks = measured.document.blocks
    long = [
        block.text
        for block, words, keep in zip(blocks, measured.words, kept, strict=True)
        if keep and words >= MIN_REPEAT_WORDS
    ]
    if len(set(long)) == len(long):
        return kept
    seen = set()
    decision = []
    for block, words, keep in zip(blocks, measured.words, kept, strict=True):
        if keep and words >= MIN_REPEAT_WORDS:
            keep = block.text not in seen
            seen.add(block.text)
        decision.append(keep)
    return tuple(decision)


# ------------------------------------------------------------------ headline and "read also"


MAX_RELATED_LINKS: Final = 8
"""Blocks of links after a line "read also" that belong to it. With 3 or 30 as many pages gain."""

RELATED_LINK_SHARE: Final = 0.9
"""Share of its characters in links from which such a block is one of the links."""

HEADLINE_SHARE: Final = 0.9
"""Share of its words that the page's title holds, from which the first heading is the headline."""

MIN_HEADLINE_WORDS: Final = 3


def _without_related(measured: Measured, kept: Kept) -> Kept:
    """Return the decision without lines such as "Read also: …" within the text, and the links right after them."""
    decision = []
    links = 0
    for block, words, keep in zip(measured.document.blocks, measured.words, kept, strict=True):
        if (keep or links) and words <= MAX_CUE_WORDS and cue_of_text(block.text, words) == "related":
            links = MAX_RELATED_LINKS
            keep = False
        elif links and block.link_chars >= RELATED_LINK_SHARE * len(block.text):
            links -= 1
            keep = False
        else:
            links = 0
        decision.append(keep)
    return tuple(decision) if True in decision else kept


def _without_headline(measured: Measured, kept: Kept) -> Kept:
    """Return the decision without the article's headline: the first kept block, if it is a heading like the title."""
    document = measured.document
    first = kept.index(True)
    block = document.blocks[first]
    if block.kind != "heading":
        return kept
    title = set(_WORD.findall(document.markup.title.lower()))
    own = set(_WORD.findall(block.text.lower()))
    if len(own) < MIN_HEADLINE_WORDS or len(own & title) < HEADLINE_SHARE * len(own):
        return kept
    return (*kept[:first], False, *kept[first + 1 :])


# ------------------------------------------------------------------ captions


def _are_captions(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each kept block is a caption: by its element, its names or its words."""
    return [keep and _is_caption(measured, index) for index, keep in enumerate(kept)]


def _is_caption(measured: Measured, index: int) -> bool:
    document = measured.document
    block = document.blocks[index]
    if block.kind not in _CAPTION_KINDS or (block.element >= 0 and document.elements.tags[block.element] == "caption"):
        return False
    return (
        block.kind == "caption"
        or measured.cues[index] == "caption"
        # On a line of a text dump the cue is that of its words.
        or (block.element >= 0 and cue_of_text(block.text, measured.words[index]) == "caption")
    )


def _with_captions(measured: Measured, kept: Kept) -> Kept:
    """Return the decision with the captions from right before the first kept block to right after the last."""
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    while first > 0 and _is_caption(measured, first - 1):
        first -= 1
    while last + 1 < len(kept) and _is_caption(measured, last + 1):
        last += 1
    return tuple([keep or (first <= index <= last and _is_caption(measured, index)) for index, keep in enumerate(kept)])
