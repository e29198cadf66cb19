"""Tell lines that are a date or a counter by their digits alone.

The text of a line and its words go in; "date", "counter" or "" comes out.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from cleanpage.blocks import Sort
from cleanpage.words.dates import find_dates, is_month
from cleanpage.words.relative_times import is_relative

COUNTER_WORDS: Final = 3
"""Words up to which a line with a digit is a counter ("Posts: 312")."""

MONTH_WORDS: Final = 4
"""Words of a line that is a date without a day or a year: "3 Sep", "Since: March 2019"."""

MAX_SHAPE_CHARS: Final = 40
"""Characters of a line whose shape alone can make it a date or a counter."""

MAX_DATED_CHARS: Final = 80
"""Characters of a line that holds whole dates and little else."""

DATE_LETTERS: Final = 12
"""Letters beside each whole date of such a line: "Updated", "aktualisiert", a weekday."""

_DATE = re.compile(
    r"(?=.*\d)(?:[\d\s.,:/|–—-]|am|pm|gmt|utc|[a-zа-я]{1,4}\b|年|月|日|時|分|时|\w{3,12}day|jan\w*|feb\w*|mar\w*|apr\w*|may|"
    r"jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)++$",
    re.I,
)

_WORD = re.compile(r"\w\w+")

_DIGIT = re.compile(r"\d")

_LETTER = re.compile(r"[^\W\d_]")

_TIME = re.compile(
    r"\d:\d\d|(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d|[kKMкК%]|\s?(?:тыс|млн|万|千))|\b(?:19|20)\d\d\b|\d[年月日時时]"
)

_ADDRESS = re.compile(r"://|\w@\w")


def shape_of(text: str, words: int) -> Sort:
    """Return "date" or "counter" for a short line that is one by its digits alone; "" for others."""
    if len(text) > MAX_DATED_CHARS or not _DIGIT.search(text):
        return ""
    if len(text) <= MAX_SHAPE_CHARS and ((_TIME.search(text) and _DATE.match(text)) or is_relative(text)):
        return "date"
    if words <= MONTH_WORDS and any(map(is_month, _WORD.findall(text))):
        return "date"
    dates = find_dates(text)
    if dates:
        beside = text[: dates[0].start] + "".join([text[one.stop : two.start] for one, two in pairwise(dates)])
        letters = len(_LETTER.findall(beside + text[dates[-1].stop :]))
        if letters <= DATE_LETTERS * len(dates):
            return "date"
    is_short = words <= COUNTER_WORDS and len(text) <= MAX_SHAPE_CHARS
    return "counter" if is_short and not _ADDRESS.search(text) else ""
