"""Rules for lines of a text dump that are no part of the article: leaked scripts, teasers, comments, embedded posts.

A scored text dump and the decision so far go in; which blocks a rule is about comes out, kept or
not. There is no element to ask where a line stands, so the rules ask the lines around it. Those
that hold for articles only ask first if the page is one: in a thread or a list, what stands apart
is content too. Each takes time linear in the size of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import Final

from cleanpage.blocks import Measured, Overrule, Scored
from cleanpage.features import BLOCK_NAMES
from cleanpage.select.rules.comments import Kept
from cleanpage.words.line_shapes import shape_of

SURE_SCORE: Final = 0.9
MIN_SURE_SHARE: Final = 0.4
"""Share of the expected content that scores at least SURE_SCORE, from which a text dump is one article. Of the mixed
kinds of page in wcxb-dev 40 % pass, of news 85 %; mean score, length of lines and dates tell them apart no better."""


def is_one_article(scored: Scored) -> bool:
    """Return whether most of what is likely content is surely so."""
    expected = [score * words for score, words in zip(scored.scores, scored.measured.words, strict=True)]
    sure = sum([part for part, score in zip(expected, scored.scores, strict=True) if score >= SURE_SCORE])
    return 0 < sure >= MIN_SURE_SHARE * sum(expected)


def find_foreign(scored: Scored) -> dict[int, Overrule]:
    """Return which blocks of a text dump can be no content, and why: they are left out before the cut is chosen.

    They can be longer than the article and would draw the cut down.
    """
    if scored.measured.document.format != "text":
        return {}
    teasers, scripts = are_teasers(scored), are_scripts(scored)
    rows = enumerate(zip(scripts, teasers, strict=True))
    return {index: "script" if script else "related" for index, (script, teaser) in rows if script or teaser}


# ------------------------------------------------------------------ scripts

MIN_SCRIPT_MARKS: Final = 10
"""Marks of program code or data from which a line is a script that leaked into the text. Lines of code shown in
documents have fewer; with 5 some are lost."""

_SCRIPT_MARK = re.compile(r'":\s?[\[{"\d]|","|\\n|\\u00|<!--|</\w{1,20}>|function\s?\(|\w\(\)|\);|=\{|&&|\|\|')

MIN_SCRIPT_CHARS: Final = 8 * MIN_SCRIPT_MARKS
_SCRIPT_HINTS: Final = ('":', '","', "\\", "<", "()", ");", "={", "&&", "||", "function")
"""Characters of a short such line, and what one of its marks holds; cheaper to look for."""


def are_scripts(scored: Scored) -> list[bool]:
    """Return whether each block is a line of JSON, HTML or JavaScript that was meant for a program."""
    return [_is_script(block.text) for block in scored.measured.document.blocks]


def _is_script(text: str) -> bool:
    if len(text) < MIN_SCRIPT_CHARS or not any(map(text.__contains__, _SCRIPT_HINTS)):
        return False
    return next(islice(_SCRIPT_MARK.finditer(text), MIN_SCRIPT_MARKS - 1, None), None) is not None


# ------------------------------------------------------------------ teasers

MIN_TEASER_WORDS: Final = 12
MAX_TEASER_WORDS: Final = 45
"""Words of a teaser without a sentence's end. Headlines in lists are as long as short captions, items and table rows;
with 8 as many articles lose such lines as pages gain."""

MIN_TEASERS: Final = 12
"""Such lines that are a column of teasers, apart from lines of MAX_BETWEEN_WORDS. With 8 some articles lose the items
of a list."""

MAX_BETWEEN_WORDS: Final = 3
"""Words of a line between two teasers: a number, a button, a section's name."""

OTHER_TOLL: Final = 3
"""Teasers that another line between them costs."""

TEASER_SCORE: Final = 0.8
"""Score under which a line can be one of them."""

MIN_PROSE_WORDS: Final = 200
PROSE_LINE_WORDS: Final = 15
PROSE_SCORE: Final = 0.6
"""Words of likely sentences on a page that has something beside its headlines: lines of PROSE_LINE_WORDS or more with a
sentence's end and PROSE_SCORE or more."""

SENTENCE_END: Final = 3
"""The feature "last_char" from which a line ends like a sentence, or in an ellipsis."""

_LAST_CHAR: Final = BLOCK_NAMES["text"].index("last_char")
_DIGIT_SHARE: Final = BLOCK_NAMES["text"].index("digit_share")


def are_teasers(scored: Scored) -> list[bool]:
    """Return whether each block is in a column of teasers: long lines without a sentence's end, one after the other.

    Half of what some news pages show is such a column, longer than their article and thus deciding the cut.
    """
    measured = scored.measured
    words, scores = measured.words, scored.scores
    ended = [last >= SENTENCE_END for last in measured.columns[_LAST_CHAR]]
    prose = sum(
        [
            count
            for count, end, score in zip(words, ended, scores, strict=True)
            if end and count >= PROSE_LINE_WORDS and score >= PROSE_SCORE
        ]
    )
    found = [False] * len(scores)
    if prose < MIN_PROSE_WORDS:
        return found
    values = [
        0
        if count <= MAX_BETWEEN_WORDS
        else 1
        if MIN_TEASER_WORDS <= count <= MAX_TEASER_WORDS and not end and score < TEASER_SCORE
        else -OTHER_TOLL
        for count, end, score in zip(words, ended, scores, strict=True)
    ]
    for start, stop in _columns(values):
        found[start:stop] = [score < TEASER_SCORE for score in scores[start:stop]]
    return found


def _columns(values: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the (start, stop) of each run whose sum comes to MIN_TEASERS, up to where the sum is highest."""
    start = best_stop = run = best = 0
    for index, value in enumerate([*values, -len(values) * OTHER_TOLL]):
        if run == 0:
            start = index
        run = max(0, run + value)
        if run > best:
            best, best_stop = run, index + 1
        if run == 0:
            if best >= MIN_TEASERS:
                yield start, best_stop
            best = 0


# ------------------------------------------------------------------ below "related"

MAX_HEADING_WORDS: Final = 12
"""Words of a line such as "Read also" or "More from this author"."""

MAX_RELATED_LINES: Final = 20
"""Lines below it that can belong to it. Tried 4 to 40: the more the better, to 20."""

HEADING_SCORE: Final = 0.3
"""Score under which such a line is surely no heading of the article's own."""

RELATED_SCORE: Final = 0.6
"""Score under which they do. At .7 standfirsts and short paragraphs are lost."""

RESUMING_SCORE: Final = 0.7
RESUMING_WORDS: Final = 15
"""Score and words of the line with which the article goes on."""


def are_below_related(scored: Scored, kept: Kept) -> list[bool]:
    """Return whether each block is doubtful and below a line such as "Read also", before the article goes on."""
    measured = scored.measured
    found = []
    left = 0
    for count, cue, score, keep in zip(measured.words, measured.cues, scored.scores, kept, strict=True):
        is_heading = cue == "related" and count <= MAX_HEADING_WORDS and score < HEADING_SCORE and not keep
        if is_heading:
            left = MAX_RELATED_LINES + 1
        elif score >= RESUMING_SCORE and count >= RESUMING_WORDS:
            left = 0
        found.append(left > 0 and not is_heading and score < RELATED_SCORE)
        left -= left > 0
    return found


# ------------------------------------------------------------------ islands

MIN_GAP_LINES: Final = 4
MAX_GAP_SCORE: Final = 0.15
"""Dropped lines between two kept ones that part them, and their mean score: what is doubtful parts nothing. With .2
news gains as much again, and lists lose."""

MAX_ISLAND_SHARE: Final = 0.4
"""Share of the kept words that an island has at most."""

ISLAND_SCORE: Final = 0.7
"""Score that no line of an island reaches. At .8 lists lose ten times as much."""


def are_islands(scored: Scored, kept: Kept) -> list[bool]:
    """Return whether each block is kept and doubtful, and lines that surely are none part it from the rest."""
    words, scores = scored.measured.words, scored.scores
    total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
    found = [False] * len(kept)
    rows = [index for index, keep in enumerate(kept) if keep]
    seen = [0.0, *accumulate(scores)]
    starts = [
        at
        for at, (one, two) in enumerate(pairwise(rows), start=1)
        if two - one > MIN_GAP_LINES and seen[two] - seen[one + 1] < MAX_GAP_SCORE * (two - one - 1)
    ]
    for begin, end in pairwise([0, *starts, len(rows)]):
        island = rows[begin:end]
        if (
            len(island) < len(rows)
            and sum([words[index] for index in island]) <= MAX_ISLAND_SHARE * total
            and max([scores[index] for index in island]) < ISLAND_SCORE
        ):
            for index in island:
                found[index] = True
    return found


# ------------------------------------------------------------------ embedded posts

MAX_POST_CHARS: Final = 300
"""Characters above its signature that belong to a post: a short one has 280."""

MAX_POST_LINES: Final = 6
MAX_SIGNATURE_WORDS: Final = 16

POST_SCORE: Final = 0.9
"""Score from which a line above the signature is the article's."""

_HANDLE = re.compile(r"\(@\w{2,20}\)\D{0,20}\d")
"""The name of an account, and a date after it: what social networks give for embedding ends so."""


def are_quoted_posts(scored: Scored, kept: Kept) -> list[bool]:
    """Return whether each block is of an embedded post: its text, or "A. Writer (@writer) May 3, 2024"."""
    measured = scored.measured
    blocks = measured.document.blocks
    signed = [
        count <= MAX_SIGNATURE_WORDS and "(@" in block.text and _HANDLE.search(block.text) is not None
        for block, count in zip(blocks, measured.words, strict=True)
    ]
    found = [False] * len(kept)
    for signature, is_one in enumerate(signed):
        if not is_one:
            continue
        found[signature] = True
        chars = 0
        for index in range(signature - 1, max(-1, signature - 1 - MAX_POST_LINES), -1):
            chars += len(blocks[index].text)
            if signed[index] or chars > MAX_POST_CHARS or scored.scores[index] >= POST_SCORE:
                break
            found[index] = True
    return found


# ------------------------------------------------------------------ dated items

MIN_SIGNATURES: Final = 3
"""Signatures with kept text between them that make a section of comments, or of teasers."""

MAX_ITEM_LINES: Final = 15
"""Lines from one signature to the next."""

MAX_COUNT_WORDS: Final = 4
"""Words of a line such as "41 comments"."""

MAX_SIGNED_WORDS: Final = 14
MAX_SIGNED_CHARS: Final = 90
"""Words and characters of a line that says who wrote a comment, or when."""

MIN_TEXT_SHARE: Final = 0.6
MIN_TEXT_SHARE_CUED: Final = 0.4
MIN_TEXT_SHARE_HEADED: Final = 0.2
MIN_TEXT_WORDS: Final = 150
"""Share and words of the expected content that stand before the first item; the second share where a line such as
"Reply" or "Leave a comment" is among them, the third where one such as "41 comments" or "Read also" stands above.
Answers to a question are longer than it, and comments mostly shorter than their article."""

HEADING_LINES: Final = 8
"""Lines above the first signature in which that heading is looked for."""

SHAPE_CHARS: Final = 14
"""Characters at a signature's end that tell one template of dates from another."""

_TIMED = re.compile(r"(?=.*(?:\d:\d\d|\bago\b|\bsays\b|\bwrites\b)).*(?:\d{4}|\bago\b)", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def find_signatures(measured: Measured) -> list[int]:
    """Return the lines that say when something was written, and often by whom."""
    shares = measured.columns[_DIGIT_SHARE]
    return [index for index, share in enumerate(shares) if share and _is_signature(measured, index)]


def are_signed(scored: Scored, kept: Kept, signatures: Sequence[int], why: Overrule) -> list[bool]:
    """Return whether each block is in a section of dated items below the article that are "comment" or "related".

    The section is a row of `signatures` with kept text between them. In a thread the first post is signed like
    the others, so no signature of the same shape may stand above.
    """
    measured = scored.measured
    blocks, words = measured.document.blocks, measured.words
    found = [False] * len(kept)
    expected = [score * count if keep else 0.0 for score, count, keep in zip(scored.scores, words, kept, strict=True)]
    seen = [0.0, *accumulate(expected)]
    if len(signatures) - bisect_left(signatures, bisect_left(seen, MIN_TEXT_WORDS)) < MIN_SIGNATURES:
        return found
    kept_before = [0, *accumulate(kept)]
    shapes: set[str] = set()
    for row in _rows(signatures):
        own = {_signature_shape(blocks[index].text) for index in row}
        items = sum([kept_before[two] > kept_before[one + 1] for one, two in pairwise(row)])
        begin, end = max(0, row[0] - 1), min(len(kept), row[-1] + MAX_ITEM_LINES + 1)
        heading = _heading(measured, range(max(0, begin - HEADING_LINES), row[0]))
        if heading:
            share = MIN_TEXT_SHARE_HEADED
        else:
            share = MIN_TEXT_SHARE_CUED if "comment" in measured.cues[max(0, begin - 2) : end] else MIN_TEXT_SHARE
        if (
            items >= MIN_SIGNATURES - 1
            and own.isdisjoint(shapes)
            and seen[row[0]] >= max(MIN_TEXT_WORDS, share * seen[-1])
        ):
            if why == (heading or "comment"):
                # A name; a long line is the article's last.
                start = begin if words[begin] <= MAX_SIGNED_WORDS else row[0]
                found[start:end] = [True] * (end - start)
            break
        shapes |= own
    return found


def _rows(signatures: Sequence[int]) -> list[list[int]]:
    """Return the signatures in rows of which each is MAX_ITEM_LINES from the next at most."""
    rows = [[signatures[0]]]
    for one, two in pairwise(signatures):
        if two - one <= MAX_ITEM_LINES:
            rows[-1].append(two)
        else:
            rows.append([two])
    return rows


def _is_signature(measured: Measured, index: int) -> bool:
    text, words = measured.document.blocks[index].text, measured.words[index]
    if words > MAX_SIGNED_WORDS or len(text) > MAX_SIGNED_CHARS:
        return False
    return shape_of(text, words) == "date" or _TIMED.match(text) is not None


def _heading(measured: Measured, lines: Sequence[int]) -> Overrule | None:
    """Return what the last of these lines that is a heading is of: comments that it counts, or other articles."""
    for index in reversed(lines):
        cue, words = measured.cues[index], measured.words[index]
        if cue == "related" and words <= MAX_HEADING_WORDS:
            return "related"
        if cue == "comment" and words <= MAX_COUNT_WORDS and _DIGITS.search(measured.document.blocks[index].text):
            return "comment"
    return None


def _signature_shape(text: str) -> str:
    return _LETTERS.sub("a", _DIGITS.sub("9", text))[-SHAPE_CHARS:]
