"""Tell readers' comments from the text that they are about.

A measured page and what is kept of it go in; which blocks are in a section of comments, or the decision with
the texts of the comments, comes out. A section is known by the names of its elements, by the heading above it,
or in a text dump by the line above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Final

from cleanpage.blocks import Block, Elements, Measured, Sort
from cleanpage.features import BLOCK_NAMES
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.threads import is_thread
from cleanpage.words.lexicon import HEADING_WORDS, cue_of_text, name_tokens
from cleanpage.words.line_shapes import shape_of

_IN_COMMENT: Final = BLOCK_NAMES["html"].index("in_comment")

MAX_LINE_SHARE: Final = 0.2
"""Share of a text dump's kept words that may come after the line "Comments". Tried .1 to .3: with more, the
last answers of forum threads go too."""

MIN_THREAD_SHARE: Final = 0.1
"""Share of a text dump's kept words from which a line "Reply" is within the text, and not at its headline."""

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
_SENTENCE_ENDS: Final = (".", "!", "?", "。", "！", "？", "।", "؟", ")", "”", "»")
SECTION_ENDS: Final[frozenset[Sort]] = frozenset({"related", "newsletter", "legal", "cookie"})


REST_SCORE: Final = 0.8
"""Score from which what is kept beside the comments is surely an article's. Tried .7 to .9."""

MIN_REST_WORDS: Final = 60
"""Words of it with which there is an article. How long the comments are says nothing: a short piece of news has pages
of them."""

MIN_REST_SHARE: Final = 0.3
MIN_SHORT_WORDS: Final = 30
"""Share of the words beside the comments, and the words, that do where there are fewer than that."""


def are_comments(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block of HTML is in a section of comments, beside an article that is sure without them."""
    measured = case.measured
    section = in_comment_section(measured)
    rest = sure = 0
    for words, score, keep, inside in zip(measured.words, case.scores, kept, section, strict=True):
        if keep and not inside:
            rest += words
            sure += words * (score >= REST_SCORE)
    needed = max(MIN_SHORT_WORDS, min(MIN_REST_WORDS, MIN_REST_SHARE * rest))
    if True not in section or sure < needed or is_thread(case, kept, section):
        return [False] * len(kept)
    return section


def are_below_comment_line(case: Case, kept: Kept) -> list[bool]:
    """Return whether each line of a text dump comes after the line "Comments", to the end of the page."""
    return below_comment_line(case.measured, kept, frozenset())


def comments_asked_for(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is in the section of comments that an option keeps."""
    if case.comments and case.holds("dump"):
        return below_comment_line(case.measured, kept, SECTION_ENDS)
    if case.comments and case.holds("article"):
        return in_comment_section(case.measured)
    return [False] * len(kept)


def in_comment_section(measured: Measured) -> list[bool]:
    """Return whether each block of HTML is inside elements named after comments, or below such a heading."""
    inside = []
    below = False
    in_comment = measured.columns[_IN_COMMENT]
    for block, words, named in zip(measured.document.blocks, measured.words, in_comment, strict=True):
        if block.kind == "heading":
            below = cue_of_text(block.text, words) == "comment"
        inside.append(below or named > 0)
    return inside


def below_comment_line(measured: Measured, kept: Kept, ends: frozenset[Sort]) -> list[bool]:
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


def with_comments(case: Case, kept: Kept) -> Kept:
    """Return the decision with the texts of the comments, but not the names, dates and buttons around them.

    A comment is signed: before it in its section stands a name or a date. Where nothing does, the section
    holds rules and a form.
    """
    measured = case.measured
    document = measured.document
    if document.format == "text":
        section = below_comment_line(measured, kept, SECTION_ENDS)
        min_words = MIN_LINE_WORDS
    else:
        section = in_comment_section(measured)
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
