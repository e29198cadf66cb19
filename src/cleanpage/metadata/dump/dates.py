"""Read the dates of a text dump off the short lines beside its headline."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanpage.metadata.dump.bylines import MAX_BYLINE_CHARS
from cleanpage.metadata.dump.evidence_lines import Refused
from cleanpage.metadata.objections import LATER, UNSAID
from cleanpage.words.date_words import opens_with_published, says_end, says_modified, says_published
from cleanpage.words.dates import PRINTED_YEARS, find_dates, is_early, is_later
from cleanpage.words.relative_times import read_relative

MAX_DATE_LINE_WORDS: Final = 9
"""Words beside the dates of a line that says when the text was published: byline, role, newspaper."""


class LineDates(NamedTuple):
    """The dates that lines beside the headline give."""

    published: str | None
    modified: str | None
    early: str | None
    """One before MIN_YEAR that a word calls the date of publication."""
    refused: list[Refused]
    """Those that can't be one of these."""


def read_dates(
    head: Sequence[str], tail: Sequence[str], *, month_first: bool, now: datetime.datetime | None
) -> LineDates:
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
    return LineDates(published or relative, modified, early, refused)
