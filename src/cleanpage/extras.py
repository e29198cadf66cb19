"""Keep or drop what stands beside an article: readers' comments, captions, its headline, "read also" lines.

A scored page and the decision of its cut go in; the decision with the options applied comes
out. The scores are not asked again: a comment is a text by itself and scores like one, so what
it is part of decides. Comments and captions are dropped only where a page holds an article: in a
forum thread, below a question and in a list they are the page, and there the cut has the last word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from typing import Final

from cleanpage.blocks import Block, Elements, Measured, Overrule, Sort
from cleanpage.features import BLOCK_NAMES
from cleanpage.lexicon import MAX_CUE_WORDS, cue_of_text, name_tokens
from cleanpage.sorter import HEADING_WORDS, shape_of

_IN_COMMENT: Final = BLOCK_NAMES["html"].index("in_comment")
_WORD = re.compile(r"\w+")

Kept = tuple[bool, ...]
"""Whether each block of a page is kept."""

MAX_COMMENT_SHARE: Final = 0.5
"""Share of an article's kept words up to which comments are beside it. Tried .1 to .7 on cross-validated pages:
at .7 a thread that declares itself an article loses its answers, and below .5 articles keep some of their comments."""

MAX_LINE_SHARE: Final = 0.2
"""Share of a text dump's kept words that may come after the line "Comments". Tried .1 to .3: with more, the
last answers of forum threads go too."""

MIN_THREAD_SHARE: Final = 0.1
"""Share of a text dump's kept words from which a line "Reply" is within the text, and not at its headline."""

MAX_CAPTION_SHARE: Final = 0.2
"""Share of an article's kept words up to which captions are beside it; some templates name the whole
text so. Tried .05 to .2: news has whole galleries."""

MIN_COMMENT_WORDS: Final = 4
"""Words from which a block without the end of a sentence can be a comment; fewer are names and buttons."""

MIN_LINE_WORDS: Final = 15
"""The same in a text dump, where no markup tells headlines from comments."""

MAX_COPIES: Final = 2
"""How often a comment may stand on the page; what stands there more often is a button."""

MAX_LINK_SHARE: Final = 0.5
"""Share of its characters in links up to which a block can be a comment."""

LEVELS: Final = 4
"""Elements from a block's own outwards whose names tell whether it is a comment's text or what surrounds it."""

_COMMENT_NAMES: Final = frozenset({"comment", "comment-body", "comment-content", "comment-text"})
"""Whole names of the element of a comment or of its text."""

_CONTENT_NAMES: Final = frozenset({"content", "text", "body"})
"""Name tokens of the element of a comment's text."""

_SIGNATURE_NAMES: Final = frozenset(
    {"author", "byline", "avatar", "vcard", "username", "user", "meta", "metadata", "date", "time", "timestamp"}
)
"""Name tokens of what a comment is signed with."""

_SERVICE_WORDS: Final = (
    "author byline avatar vcard username user meta metadata date time timestamp reply replies respond action actions "
    "vote votes like likes report share form log login signin register subscribe toolbar sort sorting filter "
    "pagination navigation nav count title notice note notes rules guidelines policy disclaimer privacy akismet error "
    "loading recent recentcomments widget sidebar related button badge header footer"
)
_SERVICE_NAMES: Final = frozenset(_SERVICE_WORDS.split())
"""Name tokens of what surrounds a comment's text."""

_SERVICE_TAGS: Final = frozenset({"form", "button", "label", "select", "details", "summary", "nav", "header", "footer"})

_TEXT_KINDS: Final = frozenset({"paragraph", "list_item", "quote", "code", "definition", "cell"})
_CAPTION_KINDS: Final = frozenset({"caption", "paragraph", "list_item"})
"""Kinds of a figure's caption. The `<caption>` of a table is none: it is the table's first line."""

_SENTENCE_ENDS: Final = (".", "!", "?", "。", "！", "？", "।", "؟", ")", "”", "»")
_SECTION_ENDS: Final[frozenset[Sort]] = frozenset({"related", "newsletter", "legal", "cookie"})


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
        kept = _with_comments(measured, kept)
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
    return _without(measured, kept, _below_comment_line(measured, kept, frozenset()), 1.0)


def _without_comment_section(measured: Measured, kept: Kept) -> Kept:
    return _without(measured, kept, _in_comment_section(measured), MAX_COMMENT_SHARE)


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


# ------------------------------------------------------------------ comments


def _in_comment_section(measured: Measured) -> list[bool]:
    """Return whether each block of HTML is inside elements named after comments, or below such a heading."""
    inside = []
    below = False
    for block, words, row in zip(measured.document.blocks, measured.words, measured.block_rows, strict=True):
        if block.kind == "heading":
            below = cue_of_text(block.text, words) == "comment"
        inside.append(below or row[_IN_COMMENT] > 0)
    return inside


def _below_comment_line(measured: Measured, kept: Kept, ends: frozenset[Sort]) -> list[bool]:
    """Return whether each line of a text dump comes after one that speaks for comments, below the article.

    The section goes to the next line that speaks for one of `ends`, or to the end. There is none where such
    lines stand within the text too, as they do below each post of a thread.
    """
    total = sum([words for words, keep in zip(measured.words, kept, strict=True) if keep])
    above = 0
    below = False
    found = []
    for words, cue, keep in zip(measured.words, measured.cues, kept, strict=True):
        if cue == "comment" and words <= HEADING_WORDS and above >= MIN_THREAD_SHARE * total:
            if above < (1 - MAX_LINE_SHARE) * total:
                return [False] * len(kept)
            below = True
        elif cue in ends:
            below = False
        found.append(below)
        if keep:
            above += words
    return found


def _with_comments(measured: Measured, kept: Kept) -> Kept:
    """Return the decision with the texts of the comments, but not the names, dates and buttons around them.

    A comment is signed: before it in its section stands a name or a date. Where nothing does, the section
    holds rules and a form.
    """
    document = measured.document
    if document.format == "text":
        section = _below_comment_line(measured, kept, _SECTION_ENDS)
        min_words = MIN_LINE_WORDS
    else:
        section = _in_comment_section(measured)
        min_words = MIN_COMMENT_WORDS
    if True not in section:
        return kept
    copies = Counter(block.text for block, inside in zip(document.blocks, section, strict=True) if inside)
    surroundings = _Surroundings(document.elements)
    signed = False
    found = []
    for block, words, cue, inside in zip(document.blocks, measured.words, measured.cues, section, strict=True):
        if not inside:
            signed = False
            found.append(False)
            continue
        service, shape = surroundings(block), shape_of(block.text, words)
        signed = signed or shape == "date" or cue in ("byline", "date") or _is_signature(block, service)
        found.append(
            signed
            and not service
            and not shape
            and cue in ("", "comment")
            and copies[block.text] <= MAX_COPIES
            and _reads_like_comment(block, words, min_words)
        )
    return tuple([keep or is_it for keep, is_it in zip(kept, found, strict=True)])


def _is_signature(block: Block, service: Set[str]) -> bool:
    """Return whether the names around or in a block are those of a comment's author or date."""
    return not _SIGNATURE_NAMES.isdisjoint(service) or not _SIGNATURE_NAMES.isdisjoint(name_tokens(block.inline_names))


def _reads_like_comment(block: Block, words: int, min_words: int) -> bool:
    """Return whether a text can be a comment: a sentence, or some words that are no cue."""
    text = block.text
    if block.kind not in _TEXT_KINDS or block.link_chars >= MAX_LINK_SHARE * len(text) or text.endswith((":", "：")):
        return False
    is_sentence = words > 1 and text.endswith(_SENTENCE_ENDS) and not text.endswith("...") and text[-3:-2] != " "
    return (words >= min_words or is_sentence) and not cue_of_text(text, words)


class _Surroundings:
    """Tells what the names around a block speak for: author, date, buttons, form; nothing for a comment's text."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._known: dict[int, Set[str]] = {-1: frozenset()}

    def __call__(self, block: Block) -> Set[str]:
        found = self._known.get(block.element)
        if found is None:
            found = self._known[block.element] = self._look(block.element)
        return found

    def _look(self, index: int) -> Set[str]:
        for _ in range(LEVELS):
            tag, names = self._elements.tags[index], self._elements.names[index]
            # A whole name first: the element of a comment can have its author's name, "comment comment-author-ada".
            if not _COMMENT_NAMES.isdisjoint(names.split()):
                break
            tokens = name_tokens(names).keys()
            service = tokens & _SERVICE_NAMES
            if service or tag in _SERVICE_TAGS:
                return service | {tag}
            index = self._elements.parents[index]
            if index < 0 or not _CONTENT_NAMES.isdisjoint(tokens):
                break
        return frozenset()


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
