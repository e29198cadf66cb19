"""Read dates: from attributes written for machines, from visible text and from addresses.

Strings come in and ISO 8601 strings go out, a day or a day with the time and zone that
stood beside it. A date without its year is no date here, the clock is never looked at,
and a year outside MIN_YEAR to MAX_YEAR is taken for some other number.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

MIN_YEAR: Final = 1990
"""The web is not older; earlier dates on a page are about its subject."""
MAX_YEAR: Final = 2100
"""Upper bound of what is taken for a year."""

MAX_DATE_CHARS: Final = 200
"""Characters of one string that are searched; the longest visible date line is about half of that."""

_MONTH_NAMES: Final = (
    # Names and abbreviations in en de fr es pt it nl ru pl sv da no, then fi cs tr uk ro hu; without dots.
    "january jan januar januari janvier janv enero ene janeiro gennaio gen jänner january января январь "
    "янв stycznia styczeń stycz sty tammikuuta ledna leden ocak oca січня ianuarie január",
    "february feb februar februari février fevrier févr fev febrero fevereiro febbraio febb febr feber "
    "февраля февраль фев февр lutego luty lut helmikuuta února únor şubat şub лютого februarie február",
    "march mar märz maerz mrz mär mars marzo março marco maart mrt марта март мар marca marzec marts "
    "maaliskuuta března březen mart березня martie március",
    "april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień kwi huhtikuuta dubna duben "
    "nisan nis квітня aprilie április",
    "may mai mayo maio maggio mag mei мая май maja maj toukokuuta května květen mayıs травня május",
    "june jun juni juin junio junho giugno giu июня июнь июн czerwca czerwiec cze kesäkuuta června červen "
    "haziran haz червня iunie június",
    "july jul juli juillet juil julio julho luglio lug июля июль июл lipca lipiec lip heinäkuuta července "
    "červenec temmuz tem липня iulie július",
    "august aug août aout agosto ago agustus augustus augusti августа август авг sierpnia sierpień sie "
    "elokuuta srpna srpen ağustos ağu серпня augusztus",
    "september sep sept septembre septiembre setiembre setembro set settembre sett сентября сентябрь сен "
    "сент września wrzesień wrz syyskuuta září eylül eyl вересня septembrie szeptember",
    "october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь окт października "
    "październik paź lokakuuta října říjen ekim eki жовтня octombrie október",
    "november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad lis marraskuuta "
    "listopadu kasım kas листопада noiembrie",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабря декабрь дек "
    "grudnia grudzień gru joulukuuta prosince prosinec aralık ara грудня decembrie",
)
_OTHER_MONTH_NAMES: Final = (
    # The same in ar el he bg id.
    "يناير ιανουαρίου ינואר בינואר януари",
    "فبراير φεβρουαρίου פברואר בפברואר февруари",
    "مارس μαρτίου מרץ במרץ maret",
    "أبريل ابريل إبريل απριλίου אפריל באפריל април",
    "مايو μαΐου μαίου מאי במאי май",
    "يونيو يونيه ιουνίου יוני ביוני юни",
    "يوليو يوليه ιουλίου יולי ביולי юли",
    "أغسطس اغسطس αυγούστου אוגוסט באוגוסט agustus",
    "سبتمبر σεπτεμβρίου ספטמבר בספטמבר септември",
    "أكتوبر اكتوبر οκτωβρίου אוקטובר באוקטובר октомври",
    "نوفمبر νοεμβρίου נובמבר בנובמבר ноември",
    "ديسمبر δεκεμβρίου דצמבר בדצמבר декември desember",
)
_MONTHS: Final = {
    name: month
    for table in (_OTHER_MONTH_NAMES, _MONTH_NAMES)
    for month, names in enumerate(table, 1)
    for name in names.split()
}

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d|[+-]\d\d\b)?)?",
    re.I,
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")
_CLOCK = re.compile(
    r"(?:\s*[,|•·–—-]?\s*(?:um|at|à|a las|às|alle|ore|om|kl\.?|в|o|o godz\.)?\s*|T)"
    r"\b([01]?\d|2[0-3])[:.h時时]([0-5]\d)(?::([0-5]\d))?(?:\s*(?:([ap])\.?m|([مص]))\b)?"
    r"(?:\s*(Z\b|(?:GMT|UTC)?[+-]\d\d:?\d\d|GMT|UTC))?",
    re.I,
)
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|º|ª|°)?"
_VISIBLE = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<y1>\d{4})\s?[-/.]\s?(?P<m1>\d\d?)\s?[-/.]\s?(?P<d1>\d\d?)(?![\d-])"
    r"|(?P<y2>\d{4})\s?[年년]\s?(?P<m2>\d\d?)\s?[月월]\s?(?P<d2>\d\d?)\s?[日일号]"
    r"|(?P<a3>\d\d?)\s?(?P<sep>[./-])\s?(?P<b3>\d\d?)\s?(?P=sep)\s?(?P<y3>\d{4}|\d\d)(?![\d./-])"
    rf"|(?P<d4>\d\d?){_ORDINAL}[.,]?[\s-](?:de |of |d')?\s?(?P<m4>[^\W\d_]{{3,14}})[.,]?[\s-],?"
    r"(?:de |del |of )?\s?(?P<y4>\d{4})(?!\d)"
    r")"
    rf"|(?<![^\W\d_])(?P<m5>[^\W\d_]{{3,14}})\.?\s(?P<d5>\d\d?){_ORDINAL}(?:\s?,\s?|\s)"
    r"(?:\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{3,4}\s)?)?(?P<y5>\d{4})(?!\d)",
    re.I,
)
_YEAR = re.compile(r"\d{4}|\d\s?[./-]\s?\d\d?\s?[./-]\s?\d\d")
"""What every date has; cheaper to look for."""
_URL_DAY = re.compile(
    r"[/_=-](\d{4})(?:[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d"
    r"|3[01]))(?=[/_.-]|$)"
)


class Found(NamedTuple):
    """A date in a string."""

    value: str
    """ISO 8601."""
    start: int
    """Index of its first character in the string."""
    stop: int
    """Index after its last character."""


def read_date(value: str, *, month_first: bool = False) -> str | None:
    """Return the ISO 8601 form of a date written for machines; None if it is none.

    Understands ISO 8601 with its usual slips, seconds or milliseconds since 1970, and
    whatever `find_dates` finds in visible text (RFC 2822, JavaScript's toString).
    `month_first` reads 03/04/2024 as March 4th.

    >>> read_date("2024-04-26T07:05:00.000+0200")
    '2024-04-26T07:05:00+02:00'
    >>> read_date("Fri, 26 Apr 2024 07:05:00 GMT")
    '2024-04-26T07:05:00Z'
    """
    match = _ISO.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return _iso(int(year), int(month), int(day), hour, minute, second, zone)
    match = _EPOCH.match(value)
    if match:
        moment = datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC)
        return _iso(moment.year, moment.month, moment.day, str(moment.hour), str(moment.minute), None, "Z")
    found = find_dates(value, month_first=month_first)
    return found[0].value if found else None


def find_dates(text: str, *, month_first: bool = False) -> list[Found]:
    """Return the full dates in the first MAX_DATE_CHARS characters of a visible text, in order.

    Numeric dates and month names in the languages of _MONTH_NAMES. A date must name
    its year; two digits are read as 20xx, and only between dots or slashes.
    `month_first` reads 03/04/2024 as March 4th, where it can be read both ways.

    >>> [found.value for found in find_dates("26 de abril de 2024 a las 9:30")]
    ['2024-04-26T09:30']
    """
    found: list[Found] = []
    text = text[:MAX_DATE_CHARS]
    if not _YEAR.search(text):
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
            value = _iso(*day, *_hours(clock))
            stop = clock.end()
        value = value or _iso(*day)
        if value:
            found.append(Found(value, match.start(), stop))
    return found


def date_in_url(url: str) -> str | None:
    """Return the day in an address such as /2024/04/26/ or /2024-04-26-; None if there is none.

    >>> date_in_url("https://example.org/news/2024/4/26/rain.html")
    '2024-04-26'
    """
    for match in _URL_DAY.finditer(url[:1000]):
        value = _iso(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        if value:
            return value
    return None


def is_month(word: str) -> bool:
    """Return whether a word is the name of a month in one of the languages known here.

    >>> is_month("März")
    True
    """
    return word.lower().rstrip(".") in _MONTHS


def _day(match: re.Match[str], month_first: bool) -> tuple[int, int, int] | None:
    """Return (year, month, day) of a match of _VISIBLE; None if its word is no month."""
    group = match.groupdict()
    if group["y1"]:
        return int(group["y1"]), int(group["m1"]), int(group["d1"])
    if group["y2"]:
        return int(group["y2"]), int(group["m2"]), int(group["d2"])
    if group["y3"]:
        first, second, year = int(group["a3"]), int(group["b3"]), group["y3"]
        if len(year) == 2:
            if group["sep"] == "-":
                return None
            year = "20" + year
        slashed = group["sep"] == "/"
        if second > 12 or (month_first and slashed and first <= 12):
            first, second = second, first
        return int(year), second, first
    word, day, year = (
        (group["m4"], group["d4"], group["y4"]) if group["y4"] else (group["m5"], group["d5"], group["y5"])
    )
    month = _MONTHS.get(word.lower())
    return (int(year), month, int(day)) if month else None


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
    year: int,
    month: int,
    day: int,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    """Return the ISO 8601 string of a moment; None for a day or year that is none."""
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    try:
        value = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return value
    value += f"T{int(hour):02}:{minute:0>2}"
    if second and int(second) < 60:
        value += f":{second}"
    if zone:
        zone = zone.upper()
        if zone != "Z":
            digits = zone[1:].replace(":", "").ljust(4, "0")
            zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
        value += zone
    return value
