"""What finds each field of the metadata of a text dump, which has nothing but its lines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cleanpage.blocks import Document, Sort
from cleanpage.metadata.dump.bylines import MAX_BYLINE_CHARS, read_authors, read_signatures
from cleanpage.metadata.dump.counters import comment_headings, read_dump_counters
from cleanpage.metadata.dump.dates import read_dates
from cleanpage.metadata.dump.evidence_lines import Refused, note_lines, reject_lines
from cleanpage.metadata.dump.related_items import read_related
from cleanpage.metadata.dump.surroundings import OPENING_LINES, Surroundings
from cleanpage.metadata.evidence import Evidence, Value
from cleanpage.metadata.fields import Counters, Metadata, RelatedItem
from cleanpage.metadata.finding import Finder, find_fields
from cleanpage.metadata.image_credits import read_image_credit
from cleanpage.metadata.objections import LATER, SITE
from cleanpage.metadata.reading_time import read_reading_minutes
from cleanpage.words.agencies import find_agency
from cleanpage.words.dates import date_in_url, is_later
from cleanpage.words.organisations import is_organisation
from cleanpage.words.plain_text import key

TAIL_LINES: Final = 4
"""Lines after the article in which a counter or a date can belong to it; then lists of others begin."""


def read_dump(
    document: Document,
    *,
    url: str | None,
    language: str,
    kept: Sequence[bool],
    cues: Sequence[Sort] = (),
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
) -> Metadata:
    """Return what the lines around the article say about it; the parameters are those of `metadata.read_metadata`."""
    evidence = Evidence()
    date = date_in_url(url or "")
    in_url = [Value(date, "url")] if date else []
    if date and now and is_later(date, now):
        evidence.reject("published", in_url.pop(), LATER)
    evidence.note("language", [Value(language, "text")] if language else [])
    if True not in kept:
        return Metadata(language=language or None, evidence=tuple(evidence.rows))
    around = Surroundings(
        document, url=url, in_url=in_url, language=language, kept=kept, cues=cues, words=words, now=now
    )
    found = Metadata(**find_fields(FINDERS, around))
    note_lines(evidence, found, around.near, in_url)
    reject_lines(evidence, around.refused, around.near)
    evidence.copy("authors", "organisations", found.organisations)
    return replace(found, evidence=tuple(evidence.rows))


def _find_title_and_site(around: Surroundings) -> tuple[str | None, str | None]:
    return around.title, around.site_name


def _find_authors(around: Surroundings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors, and those of them that are organisations."""
    site = around.site_name
    authors = read_authors(around.head, around.tail, around.frame, site)
    if not authors and site:
        around.refused += [Refused("authors", name, text, SITE) for name, text in read_signatures(around.head, site)]
    return authors, tuple([name for name in authors if is_organisation(name) or key(name) == key(site or "")])


def _find_dates(around: Surroundings) -> tuple[str | None, str | None]:
    """Return the dates of publication and of the last change."""
    dates = read_dates(around.head, around.tail[:TAIL_LINES], month_first=around.language in ("en", ""), now=around.now)
    around.refused += dates.refused
    return dates.published or (around.in_url[0].text if around.in_url else dates.early), dates.modified


def _find_language(around: Surroundings) -> str | None:
    return around.language or None


def _find_word_count(around: Surroundings) -> int | None:
    return sum([count for count, keep in zip(around.words, around.kept, strict=True) if keep]) if around.words else None


def _find_counters(around: Surroundings) -> Counters:
    headings = comment_headings(around.blocks, around.cues, around.last)
    return read_dump_counters(around.between, around.head, around.tail[:TAIL_LINES], headings)


def _find_reading_minutes(around: Surroundings) -> int | None:
    return next((minutes for text in around.head if (minutes := read_reading_minutes(text))), None)


def _find_agency(around: Surroundings) -> str | None:
    notes = [text for text in around.head if text not in around.body or len(text) <= MAX_BYLINE_CHARS]
    ending = [around.blocks[around.last].text, *around.tail[:TAIL_LINES]]
    return find_agency(around.body[:OPENING_LINES], notes, ending)


def _find_image_credit(around: Surroundings) -> str | None:
    return next((credit for text in around.head if (credit := read_image_credit(text))), None)


def _find_related(around: Surroundings) -> tuple[RelatedItem, ...]:
    return read_related(around.blocks, around.kept, around.cues, start=around.first + 1, title=around.title)


FINDERS: Final[tuple[Finder[Surroundings], ...]] = (
    Finder(("title", "site_name"), _find_title_and_site),
    Finder(("published", "modified"), _find_dates),
    Finder(("authors", "organisations"), _find_authors),
    Finder(("language",), _find_language),
    Finder(("word_count",), _find_word_count),
    Finder(("counters",), _find_counters),
    Finder(("reading_minutes",), _find_reading_minutes),
    Finder(("agency",), _find_agency),
    Finder(("image_credit",), _find_image_credit),
    Finder(("related",), _find_related),
)
