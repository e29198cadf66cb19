"""Read dates: from attributes written for machines, from visible text and from addresses.

Strings come in and ISO 8601 strings go out, a day or a day with the time and zone that
stood beside it. A date without its year is no date here, the clock is never looked at,
and a year outside of YEARS is taken for some other number, unless the caller asks for more.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from cleanpage.words.month_names import month_number, names_month, persian_month

MIN_YEAR: Final = 1990
"""The web is not older; earlier dates on a page are about its subject."""
MAX_YEAR: Final = 2100
"""Upper bound of what is taken for a year."""
YEARS: Final = range(MIN_YEAR, MAX_YEAR + 1)
"""Years of what is on the web."""
PRINTED_YEARS: Final = range(1500, MAX_YEAR + 1)
"""The same with all of printing but its first decades: archives have papers of the 17th century."""
ALL_YEARS: Final = range(1, 10_000)
"""The same with what no page can be from."""

LAST_CENTURY: Final = 70
"""Years of two digits from which they are of the last century, nearly as in POSIX (69)."""

MAX_DATE_CHARS: Final = 200
"""Characters of one string that are searched; the longest visible date line is about half of that."""

MAX_ZONE_HOURS: Final = 14
"""Hours that a zone is ahead of or behind UTC."""
MAX_MONTH_CHARS: Final = 24
"""Characters of a month's name, with a name that runs into it: "Jane RichardsSeptember 5, 2024"."""

BUDDHIST_YEARS: Final = 543
"""Years by which the Thai calendar is ahead."""
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The years before the first of each era of Japan, and of the Republic of China."""
PERSIAN_YEARS: Final = range(1369, 1410)
"""Years of the Persian calendar in numeric dates, 1990 to 2031; from 1410 on, they can be Islamic ones."""
_PERSIAN_LEAP_YEARS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
"""Years of each cycle of 33 that have a day more; right from 1244 to 1472 (1865 to 2094)."""
_PERSIAN_EPOCH: Final = 226529
"""Proleptic ordinal of the day before the calendar's year 0, so that 1403 began on 20 March 2024."""

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d|[+-]\d\d\b)?)?",
    re.I,
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")
_CLOCK = re.compile(
    r"(?:\s*+[,|•·–—-]?\s*+(?:um|at|à|a las|às|alle|ore|om|kl\.?|в|o|o godz\.)?\s*+|T)"
    r"\b([01]?\d|2[0-3])[:.h時时]([0-5]\d)(?::([0-5]\d))?(?:\s*(?:([ap])\.?\s?m|([مص]))(?-i:(?![a-z])))?"
    r"(?:\s*(Z\b|(?:GMT|UTC)?[+-]\d\d:?\d\d|GMT|UTC))?",
    re.I,
)
_ORDINAL: Final = r"(?:st|nd|rd|th|er|re|e|º|ª|°)?"
_LETTER: Final = r"[^\s\d!-/:-@\[-`{-~«»–—·•،؛、。，：]"
_MONTH: Final = rf"(?:tháng\s\d\d?|(?:تشرين|كانون)\s\S{{5,7}}|[ก-๎]{{1,3}}\.[ก-๎]|{_LETTER}{{2,{MAX_MONTH_CHARS}}})"
_YEAR_END: Final = r"(?:(?!\d)|(?=\d\d?[.:\s]))"
"""A clock or another date can follow without a space."""
_VISIBLE = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<y1>\d{4})\s?[-/.／．]\s?(?P<m1>\d\d?)\s?[-/.／．]\s?(?P<d1>\d\d?)(?![\d-])"
    r"|(?P<y2>\d{4})\s?[年년]\s?(?P<m2>\d\d?)\s?[月월]\s?(?P<d2>\d\d?)\s?[日일号號]"
    r"|(?P<d3>\d\d?)\s?(?P<sep>[./|／．-])\s?(?P<m3>\d\d?)\s?(?P=sep)\s?(?P<y3>\d{4}|\d\d)(?!\d|[./-]\d)"
    rf"|(?P<d4>\d\d?){_ORDINAL}(?P<dot>\.?),?(?:[\s-]|(?<=\.))(?:de |of |d['’])?\s?(?P<m4>{_MONTH})[.,،]{{0,2}}[\s-],?"
    rf"(?:de |del |of |năm )?\s?(?P<y4>\d{{4}}{_YEAR_END}|\d\d(?!\d))"
    r"|(?P<y6>\d{4})(?:\.?\sgada|\.|\sm\.)?[\s-]"
    rf"(?:(?P<m6>{_MONTH})\.?[\s-](?P<d6>\d\d?)(?!\d|:\d)|(?P<d7>\d\d?)\.?[\s-](?P<m7>{_MONTH}))"
    r")"
    rf"|(?<![^\W\d_])(?P<m5>{_MONTH})\.?\s(?P<d5>\d\d?){_ORDINAL}(?:\s?[,،]\s?|\s|(?<=\d\d)(?=(?:19|20)\d\d))"
    rf"(?:\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s)?)?(?P<y5>\d{{4}}){_YEAR_END}"
    r"|(?P<era>令和|平成|昭和|民國|民国)\s?(?P<y8>\d{1,3}|元)\s?年\s?(?P<m8>\d\d?)\s?月\s?(?P<d8>\d\d?)\s?[日號号]",
    re.I,
)
_YEAR = re.compile(r"\d(?:\d\d\d|\s?[./-]\s?\d\d?\s?[./-]\s?\d\d|-[^\W\d_]{3,9}-\d\d)")
"""What every date has that names its year; cheaper to look for."""
_SHORT_YEAR = re.compile(r"[\d元]\s?年|[ก-๎]\.\s?\d\d")
"""The same for years of an era, and for Thai ones without their century."""
_URL_DAY = re.compile(
    r"[/_=-](?:(\d{4})(?:[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))"
    r"|(0[1-9]|[12]\d|3[01])[/_-](0[1-9]|1[0-2])[/_-](\d{4}))(?=[/_.?#-]|$)"
)


class FoundDate(NamedTuple):
    """A date in a string."""

    value: str
    """ISO 8601."""
    start: int
    """Index of its first character in the string."""
    stop: int
    """Index after its last character."""


def read_date(value: str, *, month_first: bool = False, years: range = YEARS) -> str | None:
    """Return the ISO 8601 form of a date written for machines; None if it is none.

    Understands ISO 8601 with its usual slips, seconds or milliseconds since 1970, and
    whatever `find_dates` finds in visible text (RFC 2822, JavaScript's toString).
    `month_first` reads 03/04/2024 as March 4th; other years than `years` make no date.

    >>> read_date("2024-04-26T07:05:00.000+0200")
    '2024-04-26T07:05:00+02:00'
    >>> read_date("Fri, 26 Apr 2024 07:05:00 GMT")
    '2024-04-26T07:05:00Z'
    """
    match = _ISO.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return _iso(years, int(year), int(month), int(day), hour, minute, second, zone)
    match = _EPOCH.match(value)
    if match:
        moment = datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC)
        return _iso(years, moment.year, moment.month, moment.day, str(moment.hour), str(moment.minute), None, "Z")
    found = find_dates(value, month_first=month_first, years=years)
    return found[0].value if found else None


def find_dates(text: str, *, month_first: bool = False, years: range = YEARS) -> list[FoundDate]:
    """Return the full dates in the first MAX_DATE_CHARS characters of a visible text, in order.

    Numeric dates and month names in the languages of `month_names`, in any digits, and those of the
    Thai, Persian, Japanese and Taiwanese calendars. A date must name its year; two digits
    stand for 1970 to 2069, and only between dots or slashes. `month_first` reads 03/04/2024 as March 4th, where it
    can be read both ways; other years than `years` make no date.

    >>> [found.value for found in find_dates("26 de abril de 2024 a las 9:30")]
    ['2024-04-26T09:30']
    """
    found: list[FoundDate] = []
    text = text[:MAX_DATE_CHARS]
    if not may_hold_date(text):
        return found
    stop = 0
    while match := _VISIBLE.search(text, stop):
        stop = match.end()
        day = _day(match, month_first)
        if day is None:
            # A word may hide the number that a date begins with: "Nr 3 26 April 2024".
            stop = match.start() + 1
            while stop < match.end() and text[stop].isalnum() and text[stop - 1].isalnum():
                stop += 1
            continue
        clock = _CLOCK.match(text, stop)
        value = None
        if clock:
            value = _iso(years, *day, *_hours(clock))
            stop = clock.end()
        value = value or _iso(years, *day)
        if value:
            word = match["m5"]
            start = match.start() + (_last_capital(word) if word and month_number(word) is None else 0)
            found.append(FoundDate(value, start, stop))
    return found


def may_hold_date(text: str) -> bool:
    """Return whether a text has what every date has, a year or three numbers; cheaper than `find_dates`.

    >>> may_hold_date("Chapter 12"), may_hold_date("Vol. 2024")
    (False, True)
    """
    return _YEAR.search(text) is not None or not (text.isascii() or _SHORT_YEAR.search(text) is None)


def date_in_url(url: str, *, years: range = YEARS) -> str | None:
    """Return the day in an address such as /2024/04/26/, /2024-04-26- or /26-04-2024; None if there is none.

    >>> date_in_url("https://example.org/news/2024/4/26/rain.html")
    '2024-04-26'
    """
    for match in _URL_DAY.finditer(url[:1000]):
        year, month, day = match[1] or match[8], match[2] or match[4] or match[7], match[3] or match[5] or match[6]
        value = _iso(years, int(year), int(month), int(day))
        if value:
            return value
    return None


def is_later(date: str, now: datetime.datetime) -> bool:
    """Return whether a date of ISO 8601 is more than a day after a moment: zones differ by as much."""
    try:
        return datetime.date.fromisoformat(date[:10]) - now.date() > datetime.timedelta(days=1)
    except ValueError:
        return False


def is_early(date: str) -> bool:
    """Return whether a date of ISO 8601 is before MIN_YEAR.

    >>> is_early("1989-12-31"), is_early("1990-01-01")
    (True, False)
    """
    return int(date[:4]) < MIN_YEAR


def is_month(word: str) -> bool:
    """Return whether a word alone is the name of a month in one of the languages known here.

    >>> is_month("März")
    True
    """
    return names_month(word.rstrip("."))


def _day(match: re.Match[str], month_first: bool) -> tuple[int, int, int] | None:
    """Return (year, month, day) of a match of _VISIBLE in our calendar; None if its word is no month."""
    group = match.groupdict()
    which = next(number for number in "12345678" if group["d" + number])
    day, month_text, year_text = group["d" + which], group["m" + which], group["y6" if which == "7" else "y" + which]
    if which == "8":
        year = _ERAS[group["era"]] + (1 if year_text == "元" else int(year_text))
        return year, int(month_text), int(day)
    if which in "12":
        return _common(int(year_text), int(month_text), int(day))
    if which == "3":
        first, second = int(day), int(month_text)
        if second > 12 or (month_first and group["sep"] == "/" and first <= 12):
            first, second = second, first
        if len(year_text) == 2:
            return (_with_century(int(year_text)), second, first) if group["sep"] in "./／" else None
        return _common(int(year_text), second, first)
    month = _month(month_text, dotted_day=bool(group["dot"]))
    if len(year_text) == 2:
        # Only Thai leaves out the century as a rule; elsewhere, the two digits are more often something else.
        thai = "ก" <= month_text[0] <= "๎"
        if not (thai or f"-{month_text}-".lower() in match[0].lower()):
            return None
        year_text = "25" + year_text if thai else str(_with_century(int(year_text)))
    if month is None:
        month = persian_month(month_text)
        return _from_persian(int(year_text), month, int(day)) if month else None
    return _common(int(year_text), month, int(day))


def _with_century(year: int) -> int:
    """Return a year that was given by its last two digits."""
    return year + (1900 if year >= LAST_CENTURY else 2000)


def _month(word: str, *, dotted_day: bool) -> int | None:
    """Return the month that a word names, or its end from the last capital on ("Jane DoeDec. 21, 2024")."""
    if word[-1].isdecimal():
        return int(word.split()[1])  # Vietnamese, which numbers them: "tháng 4".
    month = month_number(word, dotted_day=dotted_day)
    return month or month_number(word[_last_capital(word) :])


def _last_capital(word: str) -> int:
    return next((index for index in range(len(word) - 1, 0, -1) if word[index].isupper()), 0)


def _common(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Return a day in our calendar that was given in the Thai or the Persian one, as its year tells."""
    if year in PERSIAN_YEARS:
        return _from_persian(year, month, day) or (year, month, day)
    return (year - BUDDHIST_YEARS if year - BUDDHIST_YEARS >= MIN_YEAR else year), month, day


def _from_persian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return a day of the Persian calendar in ours; None if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)) or year // 100 not in (13, 14):
        return None
    cycles, rest = divmod(year, 33)
    leaps = 8 * cycles + sum(leap < rest for leap in _PERSIAN_LEAP_YEARS)
    before = 31 * (month - 1) - max(0, month - 7)
    date = datetime.date.fromordinal(_PERSIAN_EPOCH + 365 * year + leaps + before + day)
    return date.year, date.month, date.day


def _hours(clock: re.Match[str]) -> tuple[str, str, str | None, str | None]:
    """Return (hour, minute, second, zone) of a match of _CLOCK."""
    hour, minute, second, half, arabic, zone = clock.groups()
    half = half or arabic
    if half and int(hour) <= 12:
        hour = str(int(hour) % 12 + (12 if half in "pPم" else 0))
    if zone:
        zone = zone.upper().removeprefix("GMT").removeprefix("UTC") or "Z"
    return hour, minute, second, zone


def _iso(
    years: range,
    year: int,
    month: int,
    day: int,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    """Return the ISO 8601 string of a moment; None for a day or year that is none."""
    if year not in years:
        return None
    try:
        value = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return value
    value += f"T{int(hour):02}:{int(minute):02}"
    if second and int(second) < 60:
        value += f":{int(second):02}"
    return value + _zone(zone or "")


def _zone(zone: str) -> str:
    """Return a zone such as "+0200" in ISO 8601; "" for one that does not exist."""
    if zone in ("Z", "z", ""):
        return zone.upper()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    return f"{zone[0]}{hours:02}:{minutes:02}" if hours <= MAX_ZONE_HOURS and minutes < 60 else ""
