"""Dates whose day is known: printed by Python for machines and by Babel for people, found in corpora, and none."""

from __future__ import annotations

import datetime
import importlib
import itertools
import re
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from benchmarks.libraries.comparison import corpus_files
from benchmarks.pages.corpus import read_corpus

NOW: Final = datetime.datetime(2024, 4, 26, 7, 5, tzinfo=datetime.UTC)
"""What relative times are told from."""

_EAST: Final = datetime.timezone(datetime.timedelta(hours=2))
_WEST: Final = datetime.timezone(-datetime.timedelta(hours=4, minutes=30))
MOMENTS: Final = (
    datetime.datetime(2024, 4, 26, 7, 5, 30, tzinfo=datetime.UTC),
    datetime.datetime(2019, 12, 1, 23, 59, 1, tzinfo=_EAST),
    datetime.datetime(2023, 3, 4, 0, 10, tzinfo=_WEST),
    datetime.datetime(2001, 9, 9, 14, 46, 41, tzinfo=datetime.UTC),
    datetime.datetime(2024, 2, 29, 12, 0, tzinfo=_EAST),
    datetime.datetime(2012, 10, 11, 5, 45, 9, tzinfo=_WEST),
)
DAYS: Final = tuple(
    datetime.date(*day) for day in ((2024, 4, 26), (2019, 12, 1), (2023, 3, 14), (2011, 9, 30), (2025, 8, 5))
)

LOCALES: Final = (
    "en_US", "en_GB", "de", "fr", "es", "pt_BR", "it", "nl", "sv", "da", "nb", "fi", "is", "et",
    "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "hu", "ro", "bg", "mk", "ru", "uk",
    "el", "tr", "he", "ar_EG", "hi", "bn", "th", "vi", "id", "ja", "ko", "zh_Hans", "zh_Hant", "ca",
)  # fmt: skip
"""Locales whose dates are printed; of the big ones, those of the Gregorian calendar."""
STYLES: Final = ("full", "long", "medium")

LINES: Final = (
    "Jane Doe | {} | 5 comments",
    "{} · Foston Herald",
    "Foston, {} (FH)",
    "No. 14, {}, 3 pages",
)
"""Lines in which a date stands, with other numbers."""

NUMERIC: Final = ("{0:02}/{1:02}/{2}", "{0}/{1}/{2}", "{0:02}.{1:02}.{2}", "{0:02}-{1:02}-{2}")
"""Day, month and year as people write them: {0} is the day where the day stands first."""
SHORT_YEAR: Final = ("{0:02}/{1:02}/{2:02}", "{0}/{1}/{2:02}", "{0:02}.{1:02}.{2:02}")
NUMERIC_DAYS: Final = (
    (3, 4), (12, 11), (1, 2), (9, 9), (26, 4), (31, 12), (5, 10), (13, 1), (7, 8), (10, 12), (28, 2), (2, 6),
)  # fmt: skip
"""Day and month: most can be read both ways, four only in one."""

SPANS: Final = (
    ("minute", 5), ("minute", 40), ("hour", 1), ("hour", 3), ("day", 2), ("day", 6), ("week", 2), ("month", 3),
    ("year", 2),
)  # fmt: skip
"""Times that CLDR prints as told from now."""
SECONDS: Final = MappingProxyType({"minute": 60, "hour": 3600, "day": 86400, "week": 604800})

YESTERDAY: Final = (
    "yesterday", "gestern", "hier", "ayer", "ontem", "ieri", "gisteren", "igår", "i går", "eilen",
    "vakar", "wczoraj", "včera", "jučer", "вчера", "вчора", "вчора", "χθες", "dün", "أمس",
    "אתמול", "कल", "昨日", "昨天", "어제", "kemarin", "hôm qua", "เมื่อวาน", "ahir", "tegnap",
)  # fmt: skip
"""Words for yesterday."""

NO_DATES: Final = (
    # prices and amounts
    "$1,299.00", "from 19.99 to 24.99 EUR", "€ 12.50 – € 14.20", "USD 2,024.10", "Was £45.00, now £30.00 (-33%)",
    "1.234.567,89 kr", "10 × 0.75 l", "2 for 5.00", "3/4 cup of flour", "1 1/2 tsp salt", "0.5/1.2/2.4 kg",
    # telephone numbers
    "Tel. 030 12 34 56 78", "+44 20 7946 0958", "(555) 010-2024", "555-01-20-24", "0800/12 10 20",
    "Fax: 06-12-34-56-78",
    "Call 1-800-555-0199 today", "02.03.55.01.20 24/7",
    # versions and identifiers
    "Version 10.12.3", "Python 3.11.7", "v2.0.12-rc1", "Build 2024.4", "Windows 10 22H2", "ISBN 978-3-16-148410-0",
    "Order 2024-0042", "RFC 2822", "ISO 9001:2015", "192.168.10.12", "10.0.19045.2024", "Ref. 12/345/67", "ID 20244567",
    "CVE-2024-12345", "doi:10.1000/182", "#12-4-99A",
    # ratings, scores, shares
    "4/5 stars", "4.5 / 5 (1,204 ratings)", "9/10", "Rated 3 of 5", "12 of 31 found this helpful", "2:1 (1:0)",
    "6-4 6-3 7-5", "21-19, 18-21, 21-12", "Page 3 of 12", "Step 2/10", "1 / 24", "99 %", "10-12 minutes", "Up 3.5%",
    # sizes, places, times and numbers that are no day
    "1920 x 1080", "12.5 x 8.25 x 3 in", "52.5200, 13.4050", "48° 12' 30\"", "Room 12.04", "12 May Street",
    "7 March Road, Foston", "Section 3.4.1", "Chapter 12", "Art. 5 Abs. 2 Nr. 3", "§ 12 Abs. 3", "Route 66",
    "Open 9:00 - 17:30", "Mon-Fri 8.30-12.00", "07:05", "5 min read", "Length 1:12:30", "3 comments", "2.4k views",
    "12 people like this", "A380", "Formula 1", "Boeing 737-800", "2024 words", "The Class of 1999", "In 2024",
    "1914-1918", "2023/24 season", "Summer 2024", "Q3 2024", "May I help you?", "March on, said the owl",
    "Augustus and his 12 owls", "Mark 12:30", "Psalm 23", "Apollo 11", "Highway 12/26", "Bus 12, 26 and 104",
    "Second of 3 parts", "The 4th of 12", "Top 10", "© 2024 Foston Herald", "Copyright 2001-2024", "Est. 1987",
    "Sat on the wall", "Jan and Mai are 12", "Sun 12°, wind 4-5", "10k", "No. 5", "+1", "1234567", "31.12", "12.5.",
)  # fmt: skip
"""Lines without a full date, and without a time told from now."""

MAX_LINE_CHARS: Final = 60
MAX_CORPUS_LINES: Final = 400
MAX_LINE_NUMBER: Final = 60
"""Lines at the top of a dump that are looked at."""
MAX_PROSE_LINES: Final = 200
"""Lines of gold texts, without any digit, in which there is no full date to find."""


class Case(NamedTuple):
    """A text, what it says, and what a reader may know about it."""

    text: str
    day: datetime.date | None
    moment: datetime.datetime | None = None
    """With the time, where the text has one."""
    month_first: bool = False
    language: str = ""
    kind: Literal["machine", "absolute", "relative"] = "absolute"


def machine_cases() -> Iterator[Case]:
    """Yield moments in the formats of machines."""
    for moment in MOMENTS:
        utc = moment.astimezone(datetime.UTC)
        millis = int(moment.timestamp()) * 1000
        zone = moment.strftime("%z")
        for text in (
            moment.isoformat(),
            moment.isoformat().replace("+00:00", "Z"),
            moment.isoformat(timespec="milliseconds"),
            moment.strftime("%Y-%m-%d %H:%M:%S %z"),
            moment.strftime("%Y%m%dT%H%M%S%z"),
            format_datetime(moment),
            moment.strftime("%a %b %d %Y %H:%M:%S GMT%z"),
            moment.strftime(f"%Y/%m/%d %H:%M:%S {zone}"),
        ):
            yield Case(text, moment.date(), moment, kind="machine")
        for text in (
            str(millis // 1000),
            str(millis),
            f"/Date({millis})/",
            utc.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            utc.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
            utc.strftime("%Y-%m-%d %H:%M:%S UTC"),
        ):
            yield Case(text, utc.date(), utc, kind="machine")
        naive = moment.replace(tzinfo=None)
        for text in (naive.isoformat(), naive.strftime("%Y-%m-%d %H:%M"), naive.strftime("%a %b %d %H:%M:%S %Y")):
            yield Case(text, naive.date(), naive, kind="machine")
        for text in (naive.date().isoformat(), naive.strftime("%Y%m%d"), naive.strftime("%G-W%V-%u")):
            yield Case(text, naive.date(), kind="machine")


def printed_cases() -> Iterator[Case]:
    """Yield days as CLDR prints them in each locale."""
    babel = importlib.import_module("babel.dates")
    for locale, style, day in itertools.product(LOCALES, STYLES, DAYS):
        text = babel.format_date(day, style, locale=locale).replace("\u200f", "")
        yield Case(text, day, month_first=locale == "en_US", language=locale[:2])


def line_cases() -> Iterator[Case]:
    """Yield the long form of printed days in lines with other words and numbers."""
    printed = [
        case for number, case in enumerate(printed_cases()) if len(DAYS) <= number % (3 * len(DAYS)) < 2 * len(DAYS)
    ]
    for number, case in enumerate(printed):
        yield case._replace(text=LINES[number % len(LINES)].format(case.text))


def numeric_cases(formats: Sequence[str], year: int) -> Iterator[Case]:
    """Yield days in numbers, the day first and the month first, as the reader is told."""
    for form, (day, month), month_first in itertools.product(formats, NUMERIC_DAYS, (False, True)):
        if month_first and "/" not in form:
            continue  # nobody writes so
        pair = (month, day) if month_first else (day, month)
        yield Case(form.format(*pair, year), datetime.date(2000 + year % 100, month, day), month_first=month_first)


def relative_cases() -> Iterator[Case]:
    """Yield times told from NOW, as CLDR prints them, and the words for yesterday."""
    babel = importlib.import_module("babel.dates")
    for locale, (unit, count) in itertools.product(LOCALES, SPANS):
        seconds = SECONDS.get(unit) or (365.25 / 12 * 86400 if unit == "month" else 365.25 * 86400)
        delta = datetime.timedelta(seconds=-count * seconds)
        text = babel.format_timedelta(delta, unit, threshold=99, add_direction=True, locale=locale)
        if unit in ("minute", "hour"):
            moment = NOW + delta
            yield Case(text, moment.date(), moment, language=locale[:2], kind="relative")
        elif unit in SECONDS:
            yield Case(text, (NOW + delta).date(), language=locale[:2], kind="relative")
        else:
            months = NOW.year * 12 + NOW.month - 1 - count * (12 if unit == "year" else 1)
            yield Case(
                text, datetime.date(months // 12, months % 12 + 1, NOW.day), language=locale[:2], kind="relative"
            )
    for word in YESTERDAY:
        yield Case(word, NOW.date() - datetime.timedelta(days=1), kind="relative")


def empty_cases() -> Iterator[Case]:
    """Yield lines of numbers without a date."""
    return (Case(text, None) for text in NO_DATES)


def corpus_cases(folder: Path) -> Iterator[Case]:
    """Yield the first short line of each text dump that has the gold date in it, each line once."""
    return itertools.islice(_dated_lines(folder), MAX_CORPUS_LINES)


def _dated_lines(folder: Path) -> Iterator[Case]:
    seen = set()
    # The set with many languages first.
    for path in sorted(folder.glob("textdump-*.jsonl.xz"), key=lambda path: ("fundus" not in path.name, path.name)):
        for page in read_corpus(path):
            if page.variant != "wet" or not page.date or not isinstance(page.dump, str):
                continue
            day = datetime.date.fromisoformat(page.date)
            language = (page.lang or "en")[:2]
            month = _month_pattern(day.month, language)
            for line in page.dump.split("\n")[:MAX_LINE_NUMBER]:
                if len(line) <= MAX_LINE_CHARS and _holds(line, day, month) and line not in seen:
                    seen.add(line)
                    yield Case(line, day, month_first=is_american(line, language), language=language)
                    break


def is_american(line: str, language: str) -> bool:
    """Return whether 03/04/2024 in a line is to be read as March 4th, for all readers alike."""
    return language == "en" and "/" in line


def _holds(line: str, day: datetime.date, month: re.Pattern[str]) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    if day.year not in numbers or day.day not in numbers:
        return False
    rest = [number for number in numbers if number != day.year]
    return month.search(line) is not None or (day.month in rest and len(rest) - (day.day != day.month) >= 1)


def _month_pattern(month: int, language: str) -> re.Pattern[str]:
    babel = importlib.import_module("babel.dates")
    names = {f"{month}月"}
    for locale, width, context in itertools.product(
        {language, "en"}, ("wide", "abbreviated"), ("format", "stand-alone")
    ):
        try:
            names.add(babel.get_month_names(width, context, locale)[month].rstrip("."))
        except Exception:
            continue
    return re.compile("|".join(rf"(?<![^\W\d_]){re.escape(name)}" for name in names if len(name) > 1), re.I)


def prose_cases(folder: Path) -> Iterator[Case]:
    """Yield lines of gold texts in which no digit stands, so no date that names its year."""
    lines: dict[str, str] = {}
    for path in corpus_files(folder):
        fresh = 0
        for page in read_corpus(path):
            for line in (page.gold_text or "").split("\n"):
                if 20 <= len(line) <= 200 and not re.search(r"\d", line) and line not in lines and fresh < 120:
                    lines[line] = (page.lang or "")[:2]
                    fresh += 1
                    break
    return (Case(line, None, language=language) for line, language in itertools.islice(lines.items(), MAX_PROSE_LINES))
