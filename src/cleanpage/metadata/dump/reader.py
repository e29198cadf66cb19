"""Read the metadata of a text dump, which has nothing but its lines.

The blocks and the decision which of them are the article come in. The headline is the
nearest line before the article that looks like one; a date, a byline, credits and counters
are taken only from the lines beside it, and other articles only from those after it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Document, Sort
from cleanpage.metadata.dump.bylines import MAX_BYLINE_CHARS, read_authors, read_signatures
from cleanpage.metadata.dump.evidence_lines import Refused, note_lines, reject_lines
from cleanpage.metadata.dump.related_items import read_related
from cleanpage.metadata.evidence import LATER, SITE, UNSAID, Evidence
from cleanpage.metadata.headline import cut_site, site_labels, site_suffix
from cleanpage.metadata.line_notes import read_image_credit, read_reading_minutes
from cleanpage.metadata.markup.json_ld_places import Value
from cleanpage.page import Counters, Metadata
from cleanpage.words.agencies import find_agency
from cleanpage.words.counters import read_counters
from cleanpage.words.date_words import opens_with_published, says_end, says_modified, says_published
from cleanpage.words.dates import PRINTED_YEARS, date_in_url, find_dates, is_early, is_later
from cleanpage.words.lexicon import cue_of_text
from cleanpage.words.names import has_lead_in
from cleanpage.words.organisations import is_organisation
from cleanpage.words.plain_text import is_wide, key
from cleanpage.words.relative_times import read_relative

MAX_HEADLINE_CHARS: Final = 250
"""Characters of a headline; longer lines are standfirsts."""
LONG_HEADLINE_CHARS: Final = 120
"""Characters from which a line is a standfirst rather than a headline, when both are there."""
HEAD_LINES: Final = 30
"""Lines before the article in which its headline is looked for."""
BODY_LINES: Final = 12
"""Lines of the article whose words its headline shares."""
BODY_CHARS: Final = 1500
"""Characters of them that are read."""
OPENING_LINES: Final = 3
"""Kept lines that can still be byline, date or credit, and the paragraphs that can begin with a dateline."""
FRAME_LINES: Final = 400
"""Lines above the headline in which the site's sections stand."""
ABOVE_LINES: Final = 3
"""Lines above the headline in which its date or byline can stand."""
TAIL_LINES: Final = 4
"""Lines after the article in which a counter or a date can belong to it; then lists of others begin."""
COMMENT_LINES: Final = 100
"""Lines after the article in which the heading of its comments is looked for."""
BIO_LINES: Final = 15
"""Lines after the article in which a line about its author can stand."""
SHOWN_COUNTERS: Final = 4
"""Bare numbers in a row that can be counters; more of them are a table or a list of pages."""
MIN_WIDE_CHARS: Final = 4
"""Characters of a headline in a script without spaces: two words."""
LAST_LATIN: Final = "\u024f"
"""The last letter of Latin Extended-B."""
SCRIPT_CHARS: Final = 120
"""Characters of a line that tell its script."""
AGREEMENT_BONUS: Final = 0.8
"""Added to a headline's merit for sharing all words with the first line, `<title>` in Common Crawl's dumps."""
TITLE_LINE_HEAD: Final = 14
"""Lines before the article that are read where the headline is only in the `<title>`."""
MAX_DATE_LINE_WORDS: Final = 9
"""Words beside the dates of a line that says when the text was published: byline, role, newspaper."""
MIN_FRAME_LINES: Final = 8
"""Lines before the article from which the first one can be the `<title>` rather than the article's own."""
MIN_TITLE_LINE_WORDS: Final = 4
"""Words from which the first line can be the `<title>`; with fewer it is the beginning of a menu."""

_FRAME: Final = frozenset({"navigation", "login", "related", "cookie", "legal", "newsletter", "ad"})
"""Cues of lines that tell nothing about the article."""
_CREDIT_MARKS: Final = (":", "：", "©", "/", "(", "[", "=")
"""One of these is in every credit."""
_TITLE_SUFFIX = re.compile(r"(\S.{15,})\s[-–—|•·:]\s((?:\S{1,25}\s){0,3}\S{1,25})$")
"""A headline with the name of the site behind it, as `<title>` has them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS: Final = (".", ":", ";", ",", "…", "。")
_CREDIT = re.compile(
    r"(?:image|photo|picture|foto|bild|source|quelle|fuente|fonte|crédit|credit|источник|фото|zdjęcie|źródło|写真|图)"
    r"[^:：]{0,25}[:：©/]",
    re.I,
)


def read_text_metadata(
    document: Document,
    *,
    url: str | None,
    language: str,
    kept: Sequence[bool],
    cues: Sequence[Sort] = (),
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
) -> Metadata:
    """Return what the lines around the article say about it.

    `cues` are the sorts that the words of each line speak for, looked up here if they are not given.
    """
    blocks = document.blocks
    evidence = Evidence()
    measured = [Value(language, "text")] if language else []
    date = date_in_url(url or "")
    in_url = [Value(date, "url")] if date else []
    if date and now and is_later(date, now):
        evidence.reject("published", in_url.pop(), LATER)
    evidence.note("language", measured)
    if True not in kept:
        return Metadata(language=language or None, evidence=tuple(evidence.rows))
    if not cues:
        cues = [cue_of_text(block.text, len(block.text.split())) for block in blocks]
    lines = _lines_of(blocks, kept)
    headline, title, site_name = _headline(blocks, cues, lines, site_labels(url))
    between, head = _head(blocks, cues, headline, lines)
    tail = [block.text for block in blocks[lines.last + 1 : lines.last + 1 + BIO_LINES]]
    above = min(headline or lines.first, lines.first)
    frame = blocks[max(1, above - FRAME_LINES) : above]
    counted = sum([count for count, keep in zip(words, kept, strict=True) if keep]) if words else 0
    month_first = language in ("en", "")
    dates = _dates(head, tail[:TAIL_LINES], month_first=month_first, now=now)
    notes = [text for text in head if text not in lines.body or len(text) <= MAX_BYLINE_CHARS]
    found = Metadata(
        title=title,
        authors=read_authors(head, tail, frame, site_name),
        published=dates.published or (in_url[0].text if in_url else dates.early),
        modified=dates.modified,
        language=language or None,
        site_name=site_name,
        counters=_counters(between, head, tail[:TAIL_LINES], _comment_headings(blocks, cues, lines.last)),
        agency=find_agency(lines.body[:OPENING_LINES], notes, [blocks[lines.last].text, *tail[:TAIL_LINES]]),
        image_credit=next((credit for text in head if (credit := read_image_credit(text))), None),
        reading_minutes=next((minutes for text in head if (minutes := read_reading_minutes(text))), None),
        word_count=counted or None,
        related=read_related(blocks, kept, cues, start=lines.first + 1, title=title),
    )
    near = [*blocks[max(0, above - TITLE_LINE_HEAD) : lines.first + BODY_LINES], blocks[0], *frame]
    near += blocks[lines.last : lines.last + 1 + BIO_LINES]
    if headline is not None:
        near.insert(0, blocks[headline])
    note_lines(evidence, found, near, in_url)
    refused = dates.refused
    if not found.authors and site_name:
        refused += [Refused("authors", name, text, SITE) for name, text in read_signatures(head, site_name)]
    reject_lines(evidence, refused, near)
    organisations = tuple(name for name in found.authors if is_organisation(name) or key(name) == key(site_name or ""))
    evidence.copy("authors", "organisations", organisations)
    return replace(found, organisations=organisations, evidence=tuple(evidence.rows))


class _Lines(NamedTuple):
    """Where the article stands."""

    first: int
    """Index of its first block."""
    last: int
    """Index of its last block."""
    body: list[str]
    """Its first BODY_LINES lines."""


def _lines_of(blocks: Sequence[Block], kept: Sequence[bool]) -> _Lines:
    first, last = kept.index(True), len(kept) - 1
    while not kept[last]:
        last -= 1
    body: list[str] = []
    for index in range(first, last + 1):
        if kept[index]:
            body.append(blocks[index].text)
            if len(body) == BODY_LINES:
                break
    return _Lines(first, last, body)


def _head(
    blocks: Sequence[Block], cues: Sequence[Sort], headline: int | None, lines: _Lines
) -> tuple[list[str], list[str]]:
    """Return the lines between headline and text, and those of them and beside them that can tell about the text.

    Without a headline, the lines before the article are as likely the page's frame; where it is
    only in the page's first line, what is about the article stands right before it.
    """
    first = lines.first
    if headline == 0 and first > HEAD_LINES:
        start = first - TITLE_LINE_HEAD
        between: list[str] = []
    elif headline is None:
        start, between = max(0, first - 2), []
    else:
        start = headline + 1
        between = [block.text for block in blocks[start:first]]
    order = [*range(start, min(first, start + HEAD_LINES))]
    head = [blocks[index].text for index in order if cues[index] not in _FRAME] + lines.body[:OPENING_LINES]
    if headline:
        # Above a headline there can be its date, and that of today, too.
        above = range(max(0, headline - ABOVE_LINES), min(headline, first))
        head += [blocks[index].text for index in above if cues[index] not in _FRAME]
    return between, head


# ------------------------------------------------------------------ headline


def _headline(
    blocks: Sequence[Block], cues: Sequence[Sort], lines: _Lines, labels: Sequence[str]
) -> tuple[int | None, str | None, str | None]:
    """Return (index of the headline's block, headline, name of the site); None where there is none."""
    first, body = lines.first, lines.body
    sample = " ".join(body)[:BODY_CHARS]
    script = _script(sample)
    folded = sample.casefold()
    opening = blocks[0].text
    opening_key = key(opening)
    opening_words: frozenset[str] = frozenset()
    best, best_merit = None, 0.0
    for index in (0, *range(max(1, first - HEAD_LINES), first + 1)):
        text = blocks[index].text
        if index == first and (len(text) > MAX_HEADLINE_CHARS or text.endswith(_STOPS) or len(body) < 2):
            continue
        if cues[index] or len(text) > MAX_HEADLINE_CHARS:
            continue
        words = _LETTERS.findall(text.casefold())
        if len(words) < 2 and (script != "wide" or len(text) < MIN_WIDE_CHARS or not words):
            continue
        # A single letter is in every text.
        shared = sum(len(word) > 1 and word in folded for word in words) / len(words)
        distance = (first - index) / HEAD_LINES if index else 0.3
        merit = 1.0 - 0.5 * distance + 0.5 * min(len(words), 8) / 8 + 0.7 * shared
        if text.endswith(_STOPS):
            merit -= 0.6
        if len(text) > LONG_HEADLINE_CHARS:
            merit -= 0.3
        if index == 0:
            if len(words) >= MIN_TITLE_LINE_WORDS and first >= MIN_FRAME_LINES:
                opening_words = frozenset(words)
        else:
            # `<title>` repeats the headline, at least its words; a short beginning of it may be a section.
            if 3.5 * len(text) > len(opening) and text[:1] == opening[:1] and opening_key.startswith(key(text)):
                merit += 1.0
            merit += AGREEMENT_BONUS * _agreement(words, opening_words)
        # What costs most is asked last.
        if merit > best_merit and _like_headline(text, script):
            best, best_merit = index, merit
    if best is None:
        return None, None, None
    title = blocks[best].text
    suffix = site_suffix(opening, [title]) if best else ""
    if not best and (match := _TITLE_SUFFIX.match(title)):
        title, suffix = match[1], match[2]
    sites = [site for site in map(key, [suffix, *labels]) if site]
    return best, cut_site(title, sites) or title, suffix or None


def _agreement(words: Sequence[str], others: frozenset[str]) -> float:
    """Return the F1 of the words of two lines, 0.0 to 1.0."""
    return 2 * len(others.intersection(words)) / (len(words) + len(others)) if others else 0.0


def _like_headline(text: str, script: str) -> bool:
    """Return whether a line of several words, without a cue, can be a headline over a text in this script."""
    if _script(text) != script or (script == "wide" and sum(map(is_wide, text)) < MIN_WIDE_CHARS):
        return False
    if any(map(text.__contains__, _CREDIT_MARKS)) and (_CREDIT.match(text) or read_image_credit(text)):
        return False
    if has_lead_in(text):
        return False
    dates = find_dates(text)
    return not (dates and dates[0].stop - dates[0].start > len(text) / 2)


def _script(text: str) -> str:
    """Return the script that most letters of a text are in, roughly: latin, cyrillic, wide, other."""
    if text.isascii():
        return "latin"
    text = text[:SCRIPT_CHARS]
    letters = [char for char in text if char > LAST_LATIN and char.isalpha()]
    if len(letters) < len(text) / 4:
        return "latin"
    cyrillic = sum("\u0400" <= char < "\u0530" for char in letters)
    wide = 2 * sum(map(is_wide, letters))
    latin = sum(map(str.isalpha, text)) - len(letters)
    other = len(letters) - cyrillic - wide // 2
    most = max(latin, cyrillic, wide, other)
    return "latin" if latin == most else "cyrillic" if cyrillic == most else "wide" if wide == most else "other"


# ------------------------------------------------------------------ dates, counters


class _Dates(NamedTuple):
    """The dates that lines beside the headline give."""

    published: str | None
    modified: str | None
    early: str | None
    """One before MIN_YEAR that a word calls the date of publication."""
    refused: list[Refused]
    """Those that can't be one of these."""


def _dates(head: Sequence[str], tail: Sequence[str], *, month_first: bool, now: datetime.datetime | None) -> _Dates:
    """Return what short lines with a full date beside the headline say.

    With `now`, "3 hours ago" is a date too, and a date after it none.
    """
    published = modified = relative = early = None
    refused: list[Refused] = []
    lines = [text for text in head if len(text) <= MAX_BYLINE_CHARS]
    lines += [text for text in tail if len(text) <= MAX_BYLINE_CHARS and opens_with_published(text.lower())]
    for text in lines:
        stop = 0
        dates = find_dates(text, month_first=month_first, years=PRINTED_YEARS)
        if now and not dates:
            relative = relative or read_relative(text, now)
        if dates and text.count(" ") - text[dates[0].start : dates[-1].stop].count(" ") > MAX_DATE_LINE_WORDS:
            continue  # The caption of a picture from that day.
        for found in dates:
            before = text[stop : found.start].lower()
            stop = found.stop
            if says_end(before):
                continue
            if now and is_later(found.value, now):
                refused.append(Refused("published", found.value, text, LATER))
            elif is_early(found.value):
                if says_published(before):
                    early = early or found.value
                else:
                    refused.append(Refused("published", found.value, text, UNSAID))
            elif says_modified(before) and not says_published(before):
                modified = modified or found.value
            else:
                published = published or found.value
    return _Dates(published or relative, modified, early, refused)


def _counters(between: Sequence[str], head: Sequence[str], tail: Sequence[str], headings: Sequence[str]) -> Counters:
    """Return the counters that have a noun, or else the bare numbers between headline and text.

    News sites put the number of views first and that of comments second; a lone number
    could be either and is left alone. The heading of the comments counts them, if it is the only one.
    """
    counters = read_counters(head)
    if counters == Counters():
        numbers = _row_of_numbers(between)
        # More comments than views are another pair of numbers.
        if 1 < len(numbers) <= SHOWN_COUNTERS and numbers[0] >= numbers[1]:
            return Counters(views=numbers[0], comments=numbers[1])
        counters = read_counters(tail)
    if counters.comments is None and len(headings) == 1:
        counters = replace(counters, comments=read_counters(headings).comments)
    return counters


def _comment_headings(blocks: Sequence[Block], cues: Sequence[Sort], last: int) -> list[str]:
    """Return the lines after the article such as "Comments (3)"; "3 comments" is said of other articles, too."""
    return [
        block.text
        for block, cue in zip(
            blocks[last + 1 : last + COMMENT_LINES], cues[last + 1 : last + COMMENT_LINES], strict=False
        )
        if cue == "comment"
        and len(block.text) <= MAX_BYLINE_CHARS
        and block.text[0].isalpha()
        and read_counters([block.text]).comments
    ]


def _row_of_numbers(lines: Sequence[str]) -> list[int]:
    """Return the first bare numbers that stand on lines one after another."""
    numbers: list[int] = []
    for text in lines:
        if len(text) < 10 and text.isascii() and text.isdigit():
            numbers.append(int(text))
        elif len(numbers) > 1:
            break
        else:
            numbers.clear()
    return numbers if len(numbers) > 1 else []
