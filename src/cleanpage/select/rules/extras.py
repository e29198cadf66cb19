"""Keep or drop what stands beside an article: readers' comments, captions, its headline, "read also" lines.

A scored page and the decision of its cut go in; the decision with the options and then the rules
applied comes out. Hardly a rule asks the scores again: a comment is a text by itself and scores
like one, so what it is part of decides. Comments and captions are dropped only where a page holds
an article: in a forum thread, below a question and in a list they are the page, and there the cut
has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Final

from cleanpage.blocks import Measured, Overrule, Scored
from cleanpage.select.rules.article_rules import (
    are_ad_labels,
    are_below,
    are_copyright_lines,
    are_embedded_posts,
    are_in_next_articles,
    are_trailing_headings,
    share_in,
    with_standfirst,
    words_in,
)
from cleanpage.select.rules.comments import SECTION_ENDS, Kept, below_comment_line, in_comment_section, with_comments
from cleanpage.select.rules.dump_rules import (
    are_below_related,
    are_islands,
    are_quoted_posts,
    are_signed,
    find_signatures,
    is_one_article,
)
from cleanpage.words.lexicon import MAX_CUE_WORDS, cue_of_text

MAX_COMMENT_SHARE: Final = 0.6
"""Share of an article's kept words up to which comments are beside it. Tried .1 to .7 on cross-validated pages:
at .7 a thread that declares itself an article loses its answers, and below .6 articles keep some of their comments."""

MAX_CAPTION_SHARE: Final = 0.3
"""Share of an article's kept words up to which captions are beside it; some templates name the whole
text so. Tried .05 to .4: news has whole galleries."""

_CAPTION_KINDS: Final = frozenset({"caption", "paragraph", "list_item"})
"""Kinds of a figure's caption. The `<caption>` of a table is none: it is the table's first line."""

Overruled = dict[int, Overrule]
"""Index of a block to why it was dropped although its score passes."""


def apply_extras(scored: Scored, kept: Kept, *, comments: bool, captions: bool) -> tuple[Kept, Overruled]:
    """Return the decision with comments and captions kept (True) or left out (False), and why blocks were dropped.

    A page of which nothing is kept stays as it is.
    """
    measured = scored.measured
    overruled: Overruled = {}
    if True not in kept:
        return kept, overruled
    if comments:
        kept = with_comments(measured, kept)
    if captions:
        kept = _with_captions(measured, kept)
    for why, find, max_share in _rules(scored, comments=comments, captions=captions):
        after = _without(measured, kept, find(measured, kept), max_share)
        if after is not kept:
            overruled.update(
                {index: why for index, (was, is_) in enumerate(zip(kept, after, strict=True)) if was > is_}
            )
            kept = after
    if measured.declares_article:
        kept = with_standfirst(measured, kept, overruled)
    return kept, overruled


MAX_BOX_SHARE: Final = 0.2
"""Share of the kept words up to which author boxes, sign-up boxes, embedded posts or copyright lines stand beside the
text: some articles are a list of posts. The same for elements named after related articles, shares or ads loses more
than it gains."""

_Find = Callable[[Measured, Kept], Sequence[bool]]
"""Finds the blocks that a rule drops, whether they are kept or not."""


def _rules(scored: Scored, *, comments: bool, captions: bool) -> Iterator[tuple[Overrule, _Find, float]]:
    """Yield the rules for this page in order: name, blocks, and the share of the kept words that they must not reach.

    A headline may be all there is: `select` looks whether any text is left. What an option asks for is no copyright
    line, and does not stand below the article.
    """
    text_dump = scored.measured.document.format == "text"
    article = scored.measured.declares_article and not text_dump
    one_article = text_dump and is_one_article(scored)
    signatures = find_signatures(scored.measured) if one_article else []

    def asked_comments(measured: Measured, kept: Kept) -> Sequence[bool]:
        if comments and text_dump:
            return below_comment_line(measured, kept, SECTION_ENDS)
        return in_comment_section(measured) if comments and article else [False] * len(kept)

    def unasked(find: _Find) -> _Find:
        def find_unasked(measured: Measured, kept: Kept) -> Sequence[bool]:
            section = asked_comments(measured, kept)
            return [
                is_it and not section[index] and not (captions and _is_caption(measured, index))
                for index, is_it in enumerate(find(measured, kept))
            ]

        return find_unasked

    yield "repeat", _are_repeats, 1.0
    if not comments and text_dump:
        yield "comment", lambda measured, kept: below_comment_line(measured, kept, frozenset()), 1.0
    if not comments and one_article:
        yield "comment", lambda _, kept: are_signed(scored, kept, signatures, "comment"), 1.0
    if not comments and article:
        yield "comment", lambda measured, _: in_comment_section(measured), MAX_COMMENT_SHARE
    yield "related", _are_related, 1.0
    if article:
        yield "byline", lambda measured, _: [cue == "byline" for cue in measured.cues], MAX_BOX_SHARE
        yield "newsletter", lambda measured, _: [cue == "newsletter" for cue in measured.cues], MAX_BOX_SHARE
        yield "headline", _are_headline, inf
    if one_article:
        yield "related", lambda _, kept: are_signed(scored, kept, signatures, "related"), 1.0
        yield "related", unasked(lambda _, kept: are_below_related(scored, kept)), 1.0
    if text_dump:
        yield "embed", unasked(lambda _, kept: are_quoted_posts(scored, kept)), MAX_BOX_SHARE
    if one_article:
        yield "apart", unasked(lambda _, kept: are_islands(scored, kept)), 1.0
    if not text_dump:
        yield "legal", unasked(are_copyright_lines), MAX_BOX_SHARE
        yield "ad", unasked(are_ad_labels), MAX_BOX_SHARE
    if article:
        yield "next", are_in_next_articles, 1.0
        yield "embed", are_embedded_posts, MAX_BOX_SHARE
        yield "below", unasked(lambda _, kept: are_below(scored, kept)), 1.0
        yield "below", are_trailing_headings, 1.0
    if not captions and (text_dump or article):
        yield "caption", _are_captions, MAX_CAPTION_SHARE


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


def _are_repeats(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each kept block is a later copy of a long text that is kept."""
    seen = set()
    found = []
    for block, words, keep in zip(measured.document.blocks, measured.words, kept, strict=True):
        is_long = keep and words >= MIN_REPEAT_WORDS
        found.append(is_long and block.text in seen)
        if is_long:
            seen.add(block.text)
    return found


# ------------------------------------------------------------------ headline and "read also"


MAX_RELATED_LINKS: Final = 8
"""Blocks of links after a line "read also" that belong to it. With 3 or 30 as many pages gain."""

RELATED_LINK_SHARE: Final = 0.9
"""Share of its characters in links from which such a block is one of the links."""

HEADLINE_SHARE: Final = 0.9
"""Share of its words that the page's title holds, from which the first heading is the headline."""

MIN_HEADLINE_WORDS: Final = 3


def _are_related(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each block is a line such as "Read also: …" within the text, or one of the links right after.

    Where the line is dropped anyhow, what was kept of its links goes too.
    """
    blocks = measured.document.blocks
    is_link = [block.link_chars >= RELATED_LINK_SHARE * len(block.text) for block in blocks]
    found = []
    links = 0
    rows = zip(blocks, measured.words, measured.cues, kept, is_link, [*is_link[1:], False], strict=True)
    for block, words, cue, keep, link, next_link in rows:
        if block.element >= 0:
            # The cue was that of the names around it. To look for its words takes time.
            cue = cue_of_text(block.text, words) if keep or links or (next_link and not link) else ""
        if cue == "related" and words <= MAX_CUE_WORDS:
            links = MAX_RELATED_LINKS
            found.append(True)
        elif links and link:
            links -= 1
            found.append(True)
        else:
            links = 0
            found.append(False)
    return found


def _are_headline(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each block is the article's headline: the first kept one, if it is a heading like the title."""
    found = [False] * len(kept)
    first = kept.index(True)
    block = measured.document.blocks[first]
    if block.kind == "heading":
        title = words_in(measured.document.markup.title)
        found[first] = len(words_in(block.text)) >= MIN_HEADLINE_WORDS and share_in(block.text, title) >= HEADLINE_SHARE
    return found


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
