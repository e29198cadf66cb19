"""Rules for the ends of an article: its standfirst, what follows below it, the next article, embedded posts.

A page and the decision so far go in; which blocks a rule is about comes out, kept or not. The rules
ask where a block stands, which the scores know too little about: a paragraph of the next story
reads like one of this story. Each takes time linear in the size of the page, and is about nothing
where a page has no elements to ask.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Block, Document, Elements, Measured, Scored, Selected
from cleanpage.measure.declared_kind import declares_news
from cleanpage.select.rules.comments import Kept
from cleanpage.words.lexicon import cue_of_text, name_tokens

_WORD = re.compile(r"\w+")

# ------------------------------------------------------------------ below the article

CORE_SHARE: Final = 0.7
"""Share of the likely content that the core holds: the smallest element with it. Tried .6 to .9."""

LIKELY_SCORE: Final = 0.5
"""Score from which a kept block counts for the core, its words by how far the score is above it: a long tail of
doubtful blocks makes no core. Tried .5 to .8."""

MIN_CORE_WORDS: Final = 100
"""Words of likely content from which there is a core: a short text can stand beside longer lists."""

BELOW_SCORE: Final = 0.7
"""Score under which a kept block below the core and outside of it is dropped. Tried .6 to .9."""


ITEM_KINDS: Final = frozenset({"list_item", "cell"})
"""Kinds of blocks that a list or table of the article's own can hold."""


def are_below(scored: Scored, kept: Kept) -> list[bool]:
    """Return whether each block is doubtful and below the last kept one in the core, the element of the article.

    Items without links are spared: the ingredients below the steps of a recipe are no list of other articles.
    """
    measured, scores = scored.measured, scored.scores
    elements, blocks = measured.document.elements, measured.document.blocks
    held = [0.0] * len(elements)
    likely = 0
    for block, words, keep, score in zip(blocks, measured.words, kept, scores, strict=True):
        if keep and elements and score > LIKELY_SCORE:
            held[block.element] += words * (score - LIKELY_SCORE)
            likely += words
    for index in range(len(elements) - 1, 0, -1):
        held[elements.parents[index]] += held[index]
    if likely < MIN_CORE_WORDS:
        return [False] * len(kept)
    # More than half is on one path, and its deepest element comes last in the page.
    core = max([index for index, words in enumerate(held) if words >= CORE_SHARE * held[0]])
    inside = _inside(elements, core)
    last = max([index for index, keep in enumerate(kept) if keep and inside[blocks[index].element]])
    return [
        index > last and score < BELOW_SCORE and not (block.kind in ITEM_KINDS and not block.link_chars)
        for index, (block, score) in enumerate(zip(blocks, scores, strict=True))
    ]


def _inside(elements: Elements, outer: int) -> list[bool]:
    """Return for each element whether it is `outer` or in it."""
    inside = [False] * len(elements)
    inside[outer] = True
    for index in range(outer + 1, len(elements)):
        inside[index] = inside[elements.parents[index]]
    return inside


MIN_TRAILED_BLOCKS: Final = 3
"""Kept blocks that are left when headings at the end are dropped."""


def are_trailing_headings(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each block comes after the last kept one that is no heading."""
    left = [index for index, keep in enumerate(kept) if keep]
    while len(left) > MIN_TRAILED_BLOCKS and measured.document.blocks[left[-1]].kind == "heading":
        left.pop()
    end = left[-1] + 1 if left else len(kept)
    return [index >= end for index in range(len(kept))]


# ------------------------------------------------------------------ the next article

MIN_ARTICLE_WORDS: Final = 100
"""Kept words of each of two articles. With 50 the same pages change."""

MIN_H1_WORDS: Final = 3
"""Words from which an `<h1>` is a headline, and not the name of a section."""

OWN_H1_SHARE: Final = 0.6
"""Share of its words that the page's title holds, from which an `<h1>` is the article's headline."""

NEXT_H1_SHARE: Final = 0.5
"""The same share, under which it is the headline of another article."""


def are_in_next_articles(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each block comes after the headline of the next article: some pages add articles as one scrolls.

    That is an `<h1>` unlike the title, in another branch of the page than the one like the title,
    and each branch holds MIN_ARTICLE_WORDS of kept text. An `<h1>` between the paragraphs of an
    article is in its branch.
    """
    document = measured.document
    title = words_in(document.markup.title)
    headlines = [
        (index, share_in(block.text, title))
        for index, (block, words) in enumerate(zip(document.blocks, measured.words, strict=True))
        if words >= MIN_H1_WORDS and _is_h1(document, block)
    ]
    own = next((index for index, share in headlines if share >= OWN_H1_SHARE), len(kept))
    others = [index for index, share in headlines if index > own and share < NEXT_H1_SHARE]
    end = _next_headline(measured, kept, own, others) if others else len(kept)
    return [index >= end for index in range(len(kept))]


def _next_headline(measured: Measured, kept: Kept, own: int, others: Sequence[int]) -> int:
    """Return the first of the other headlines that begins an article, as `own` does; the number of blocks if none."""
    document = measured.document
    meets, branches = _branches(document.elements, document.blocks[own].element)
    by_meet = [0] * (max(meets) + 1)
    by_branch = [0] * len(meets)
    for block, words, keep in zip(document.blocks[own:], measured.words[own:], kept[own:], strict=True):
        if keep:
            by_meet[meets[block.element]] += words
            by_branch[branches[block.element]] += words
    below = [0, *accumulate(by_meet)]
    for index in others:
        element = document.blocks[index].element
        if below[meets[element]] >= MIN_ARTICLE_WORDS <= by_branch[branches[element]]:
            return index
    return len(kept)


def _is_h1(document: Document, block: Block) -> bool:
    """Return whether a block's element, or the one around it, is an `<h1>`."""
    tags, parents = document.elements.tags, document.elements.parents
    return block.element >= 0 and "h1" in (tags[block.element], tags[max(0, parents[block.element])])


def words_in(text: str) -> set[str]:
    """Return the different words of a text, in lower case."""
    return set(_WORD.findall(text.lower()))


def share_in(text: str, words: set[str]) -> float:
    """Return the share of a text's different words that are among these; 0.0 for a text without words."""
    own = words_in(text)
    return len(own & words) / len(own) if own else 0.0


def _branches(elements: Elements, element: int) -> tuple[list[int], list[int]]:
    """Return where each element meets the path from `element` up to the root, and by which branch.

    0 is `element` itself. A branch is the element right below the path; elements on the path are their own.
    """
    on_path: dict[int, int] = {}
    while element >= 0:
        on_path[element] = len(on_path)
        element = elements.parents[element]
    meets: list[int] = []
    branches: list[int] = []
    for index, parent in enumerate(elements.parents):
        if index in on_path:
            meets.append(on_path[index])
            branches.append(index)
        else:
            meets.append(meets[parent])
            branches.append(index if parent in on_path else branches[parent])
    return meets, branches


# ------------------------------------------------------------------ embedded posts

_POST_TOKENS: Final = frozenset({"tweet", "embed", "embedded", "instagram", "tiktok"})
"""Name tokens of the quotation that social networks give for embedding a post."""

POST_LEVELS: Final = 3
"""Elements from a block's own outwards among which the quotation is."""


def are_embedded_posts(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each kept block is in an embedded post of a social network."""
    document = measured.document
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


# ------------------------------------------------------------------ copyright lines

MAX_COPYRIGHT_WORDS: Final = 40
"""Words of a line that begins with a copyright sign, up to which it is nothing else."""

_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)\s?(?:copyright\b|(?:19|20)\d\d))", re.I)
"""The sign; "(c)" alone can be the third of a list."""


def are_copyright_lines(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each kept block is a line such as "© 2024 A. Writer"."""
    rows = zip(kept, measured.words, measured.document.blocks, strict=True)
    return [
        keep and words <= MAX_COPYRIGHT_WORDS and _COPYRIGHT.match(block.text) is not None
        for keep, words, block in rows
    ]


# ------------------------------------------------------------------ labels of advertising

MAX_AD_WORDS: Final = 4
"""Words of a line that says that an advertisement is here: "Article continues below"."""


def are_ad_labels(measured: Measured, kept: Kept) -> list[bool]:
    """Return whether each kept block says that an advertisement is here, in any language of the lexicon.

    The advertisement itself is filled in by a script and not in the dump.
    """
    rows = zip(kept, measured.words, measured.document.blocks, strict=True)
    return [keep and words <= MAX_AD_WORDS and cue_of_text(block.text, words) == "ad" for keep, words, block in rows]


# ------------------------------------------------------------------ standfirst

MAX_STANDFIRST_BLOCKS: Final = 40
"""Blocks above the first kept one among which the standfirst is: byline, buttons and captions can be between."""

MIN_STANDFIRST_WORDS: Final = 8
STANDFIRST_SHARE: Final = 0.8
"""Share of its words that the page's description holds, from which a block is the standfirst. Tried .6 to .9."""

MAX_STANDFIRST_LINKS: Final = 0.3
"""Share of its characters in links up to which a block can be it."""


def with_standfirst(measured: Measured, kept: Kept, dropped: Container[int]) -> Kept:
    """Return the decision with the line between a news article's headline and its text, which is also its description.

    Blocks in `dropped` stay so. Other kinds of article repeat their first sentence or an advertising line there.
    """
    index = _find_standfirst(measured, kept, dropped)
    return kept if index < 0 else (*kept[:index], True, *kept[index + 1 :])


def standfirst_of(selected: Selected) -> int:
    """Return the index of the block that `with_standfirst` kept against the cut; -1 where it kept none."""
    measured, kept = selected.scored.measured, selected.kept
    if True not in kept or not measured.declares_article:
        return -1
    first = kept.index(True)
    if selected.scored.scores[first] >= selected.cut:
        return -1
    # A caption that an option asks for can be first, too.
    others = (*kept[:first], False, *kept[first + 1 :])
    return first if _find_standfirst(measured, others, selected.overruled) == first else -1


def _find_standfirst(measured: Measured, kept: Kept, dropped: Container[int]) -> int:
    """Return the index of the standfirst above the first kept block; -1 if there is none."""
    markup = measured.document.markup
    if True not in kept or not declares_news(markup):
        return -1
    first = kept.index(True)
    described = {word for key, value in markup.metas if "description" in key for word in _WORD.findall(value.lower())}
    title = set(_WORD.findall(markup.title.lower()))
    for index in range(max(0, first - MAX_STANDFIRST_BLOCKS), first):
        block = measured.document.blocks[index]
        if (
            measured.words[index] >= MIN_STANDFIRST_WORDS
            and index not in dropped
            and block.kind != "caption"
            and block.link_chars <= MAX_STANDFIRST_LINKS * len(block.text)
            and share_in(block.text, described) >= STANDFIRST_SHARE
            and share_in(block.text, title) < STANDFIRST_SHARE
        ):
            return index
    return -1
