"""Find the headline of a text dump: the nearest line before the article that looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Sort
from cleanpage.metadata.headline import cut_site, site_suffix
from cleanpage.metadata.image_credits import read_image_credit
from cleanpage.words.dates import find_dates
from cleanpage.words.names import has_lead_in
from cleanpage.words.plain_text import is_wide, key

MAX_HEADLINE_CHARS: Final = 250
"""Characters of a headline; longer lines are standfirsts."""

LONG_HEADLINE_CHARS: Final = 120
"""Characters from which a line is a standfirst rather than a headline, when both are there."""

HEAD_LINES: Final = 30
"""Lines before the article in which its headline is looked for."""

BODY_CHARS: Final = 1500
"""Characters of them that are read."""

MIN_WIDE_CHARS: Final = 4
"""Characters of a headline in a script without spaces: two words."""

LAST_LATIN: Final = "\u024f"
"""The last letter of Latin Extended-B."""

SCRIPT_CHARS: Final = 120
"""Characters of a line that tell its script."""

AGREEMENT_BONUS: Final = 0.8
"""Added to a headline's merit for sharing all words with the first line, `<title>` in Common Crawl's dumps."""

MIN_FRAME_LINES: Final = 8
"""Lines before the article from which the first one can be the `<title>` rather than the article's own."""

MIN_TITLE_LINE_WORDS: Final = 4
"""Words from which the first line can be the `<title>`; with fewer it is the beginning of a menu."""

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


def find_headline(
    blocks: Sequence[Block], cues: Sequence[Sort], first: int, body: Sequence[str], labels: Sequence[str]
) -> tuple[int | None, str | None, str | None]:
    """Return (index of the headline's block, headline, name of the site); None where there is none.

    `first` is the index of the article's first block, `body` its first lines, `labels` what the address calls the site.
    """
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
