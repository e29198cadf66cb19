"""How often are dates read right, beside dateparser and python-dateutil?

    python -m benchmarks.libraries dates CORPORA

The truth is known because the input was printed from it: by Python for machines, and by Babel from the Unicode CLDR for
people in 42 locales. Without Babel these are left out. A line of a corpus is taken if it is short, near the top of a
text dump, and has the gold date's year, day and month in it. "day" is right if the day is; "moment" if the time, to the
minute, and the offset from UTC are, too, where they are printed. The last table has the pages that get another date if
dateparser finds those that are printed.
"""

from __future__ import annotations

import datetime
import itertools
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

import cleanpage
from benchmarks.libraries.cases.dates import (
    NO_DATES,
    NOW,
    NUMERIC,
    SHORT_YEAR,
    Case,
    corpus_cases,
    line_cases,
    machine_cases,
    numeric_cases,
    printed_cases,
    prose_cases,
    relative_cases,
)
from benchmarks.libraries.comparison import (
    Timed,
    installed,
    is_installed,
    median_ms,
    print_versions,
    read_arguments,
    table,
    timed,
)
from benchmarks.pages.corpus import LabelledPage, read_corpus
from cleanpage.words import dates as own_dates
from cleanpage.words.dates import FoundDate, find_dates, read_date
from cleanpage.words.relative_times import read_relative

ROUNDS: Final = 3
"""Times that each case is read; the least time counts."""

CHANGED_PAGES: Final = 40
"""Pages of each set on which the change is tried."""

_STRICT: Final[dict[str, Any]] = {"STRICT_PARSING": True, "RELATIVE_BASE": NOW.replace(tzinfo=None)}
"""What dateparser is told: to want day, month and year."""
_ABSOLUTE: Final[dict[str, Any]] = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
"""The same for its search: no "now" and "5 min", which `find_dates` doesn't look for either."""

Answer = datetime.date | datetime.datetime
Reader = Callable[[Case], Sequence[Answer]]
"""A case to the dates read in it."""


# ------------------------------------------------------------------ readers


def _value(text: str) -> Answer:
    return datetime.date.fromisoformat(text) if len(text) == 10 else datetime.datetime.fromisoformat(text)


def _own_machine(case: Case) -> list[Answer]:
    value = read_date(case.text, month_first=case.month_first)
    return [_value(value)] if value else []


def _own_line(case: Case) -> list[Answer]:
    return [_value(found.value) for found in find_dates(case.text, month_first=case.month_first)]


def _own_relative(case: Case) -> list[Answer]:
    value = read_relative(case.text, NOW)
    return [_value(value)] if value else []


def _own_any(case: Case) -> list[Answer]:
    return _own_line(case) or _own_relative(case)


def _order(case: Case) -> dict[str, str]:
    """Return how numbers are to be read, as ours are told; nothing where the year must stand first."""
    return {} if case.kind == "machine" else {"DATE_ORDER": "MDY" if case.month_first else "DMY"}


def _parse(case: Case) -> list[Answer]:
    found = import_module("dateparser").parse(case.text, settings=_STRICT | _order(case))
    return [] if found is None else [found]


def _parse_told(case: Case) -> list[Answer]:
    if not case.language:
        return _parse(case)
    found = import_module("dateparser").parse(case.text, languages=[case.language], settings=_STRICT)
    return [] if found is None else [found]


def _search(case: Case) -> list[Answer]:
    search = import_module("dateparser.search").search_dates
    return [found for _, found in search(case.text, settings=_ABSOLUTE | _order(case)) or ()]


def _search_told(case: Case) -> list[Answer]:
    search = import_module("dateparser.search").search_dates
    found = search(case.text, languages=[case.language], settings=_ABSOLUTE | _order(case))
    return [value for _, value in found or ()]


def _dateutil(case: Case, *, fuzzy: bool = False) -> list[Answer]:
    """Return what python-dateutil reads, if it is the same whatever day stands for what the text doesn't say."""
    parse = import_module("dateutil.parser").parse
    day_first = case.kind != "machine" and not case.month_first
    first, second = (
        parse(case.text, default=default, dayfirst=day_first, fuzzy=fuzzy)
        for default in (datetime.datetime(2000, 2, 3), datetime.datetime(1996, 5, 7))
    )
    return [first] if first == second else []


def _fuzzy(case: Case) -> list[Answer]:
    return _dateutil(case, fuzzy=True)


PARSERS: Final[dict[str, tuple[str, Reader]]] = {
    "dateparser": ("dateparser", _parse),
    "dateparser, told the language": ("dateparser", _parse_told),
    "dateutil": ("dateutil", _dateutil),
}
SEARCHERS: Final[dict[str, tuple[str, Reader]]] = {
    "dateparser search": ("dateparser", _search),
    "dateparser search, told the language": ("dateparser", _search_told),
    "dateutil fuzzy": ("dateutil", _fuzzy),
}
"""Name to the module that it needs and the function."""
_UNTOLD: Final = {name: (PARSERS | SEARCHERS)[name] for name in ("dateparser", "dateutil", "dateparser search")}


# ------------------------------------------------------------------ measuring


class Group(NamedTuple):
    """Cases of one kind, and who reads them."""

    title: str
    cases: Iterable[Case]
    own: Reader
    others: dict[str, tuple[str, Reader]]


def groups(corpora: Path | None) -> Iterator[Group]:
    """Yield the groups of cases."""
    has_babel = is_installed("babel")
    yield Group("formats of machines", machine_cases(), _own_machine, PARSERS)
    if has_babel:
        yield Group("printed dates", printed_cases(), _own_line, PARSERS)
        yield Group("printed dates in lines", line_cases(), _own_line, SEARCHERS)
    yield Group("numbers, four digits of year", numeric_cases(NUMERIC, 2024), _own_line, PARSERS)
    yield Group("numbers, two digits of year", numeric_cases(SHORT_YEAR, 24), _own_line, PARSERS)
    if has_babel:
        yield Group("times told from now", relative_cases(), _own_relative, PARSERS)
    untold = _UNTOLD | {"dateutil fuzzy": SEARCHERS["dateutil fuzzy"]}
    yield Group("lines of numbers, no date", (Case(text, None) for text in NO_DATES), _own_any, untold)
    if corpora:
        if has_babel:
            yield Group("lines of corpora with the gold date", corpus_cases(corpora), _own_line, SEARCHERS)
        yield Group("prose of corpora, no digit", prose_cases(corpora), _own_any, SEARCHERS)


def group_rows(corpora: Path | None) -> Iterator[Sequence[object]]:
    """Yield a row for each group and reader."""
    for group in groups(corpora):
        cases = list(group.cases)
        own_ms = 0.0
        for name, read in ({"cleanpage": group.own} | installed(group.others)).items():
            answers = [timed(read, case, ROUNDS) for case in cases]
            ms = median_ms(answers)
            own_ms = own_ms or ms
            yield group.title, name, *_counts(cases, answers), f"{ms:.3f}", f"{own_ms / ms:.3f}" if ms else ""


def _counts(cases: Sequence[Case], answers: Sequence[Timed]) -> tuple[str, str, int]:
    """Return the cases with the right day and moment, and those in which another date was read, not none."""
    days = moments = wrong = 0
    for case, answer in zip(cases, answers, strict=True):
        found = answer.value or []
        is_right = is_right_day(found, case)
        days += is_right
        moments += is_right and (case.moment is None or any(_is_moment(one, case) for one in found))
        wrong += bool(found) and not is_right
    return f"{days} / {len(cases)}", f"{moments} / {len(cases)}", wrong


def is_right_day(found: Sequence[Answer], case: Case) -> bool:
    """Say whether the day of a case is among the dates that were read; whether there are none where it has no day."""
    days = [one.date() if isinstance(one, datetime.datetime) else one for one in found]
    return case.day in days if case.day else not days


def _is_moment(answer: Answer, case: Case) -> bool:
    """Say whether an answer has the time of a case to the minute and, where the text has one, the offset."""
    if case.moment is None or not isinstance(answer, datetime.datetime):
        return False
    times = [moment.replace(second=0, microsecond=0, tzinfo=None) for moment in (answer, case.moment)]
    # dateparser takes and gives the moment that times are told from without a zone.
    return times[0] == times[1] and (case.kind == "relative" or answer.utcoffset() == case.moment.utcoffset())


# ------------------------------------------------------------------ pages


class _Search:
    """`find_dates` by dateparser, which is told the language of the page."""

    language = "en"

    def __call__(self, text: str, *, month_first: bool = False, years: range = own_dates.YEARS) -> list[FoundDate]:
        """Return what dateparser finds as `find_dates` would; a time of midnight is taken for none."""
        text = text[: own_dates.MAX_DATE_CHARS]
        if not own_dates.may_hold_date(text):
            return []
        search = import_module("dateparser.search").search_dates
        settings = _ABSOLUTE | {"DATE_ORDER": "MDY" if month_first else "DMY"}
        languages = [code for code in dict.fromkeys((self.language, "en")) if code in _dateparser_languages()]
        found, stop = [], 0
        for words, value in search(text, languages=languages, settings=settings) or ():
            if value.year in years:
                start = max(text.find(words, stop), 0)
                stop = start + len(words)
                is_day = value.time() == datetime.time()
                found.append(FoundDate(value.date().isoformat() if is_day else value.isoformat(), start, stop))
        return found


@cache
def _dateparser_languages() -> frozenset[str]:
    return frozenset(import_module("dateparser.data.languages_info").language_order)


def change_rows(folder: Path) -> Iterator[Sequence[object]]:
    """Yield for each set with gold dates how many pages get another date if dateparser finds the printed ones."""
    own, search = own_dates.find_dates, _Search()
    for path in sorted(folder.glob("*.jsonl.xz")):
        dated = (page for page in read_corpus(path) if page.date and page.variant in ("html", "wet"))
        chosen = list(itertools.islice(dated, CHANGED_PAGES))
        if not chosen:
            continue
        before, ms_before = _published(chosen, search)
        modules = [module for name, module in [*sys.modules.items()] if name.startswith("cleanpage.")]
        changed: list[Any] = [module for module in modules if getattr(module, "find_dates", None) is own]
        for module in changed:
            module.find_dates = search
        try:
            after, ms_after = _published(chosen, search)
        finally:
            for module in changed:
                module.find_dates = own
        gold = [str(page.date) for page in chosen]
        right = (sum(map(str.__eq__, days, gold)) for days in (before, after))
        times = (f"{ms:.0f}" for ms in (ms_before, ms_after))
        yield path.name.partition(".")[0], len(chosen), sum(map(str.__ne__, before, after)), *right, *times


def _published(pages: Sequence[LabelledPage], search: _Search) -> tuple[list[str], float]:
    """Return the days of pages, and the milliseconds that a page took."""
    found = []
    began = time.perf_counter()
    for page in pages:
        search.language = (page.lang or "en")[:2]
        found.append((cleanpage.extract(page.dump, url=page.url).metadata.published or "")[:10])
    return found, 1000 * (time.perf_counter() - began) / len(pages)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("dateparser", "python-dateutil", "Babel")
    head = ("inputs", "reader", "day right", "moment right", "wrong dates", "ms, median", "ours / theirs")
    print(table(head, group_rows(arguments.corpora)))
    if arguments.corpora and is_installed("dateparser"):
        head = ("set", "pages", "other day", "right, ours", "right, dateparser", "ms a page, ours", "ms, dateparser")
        print(table(head, change_rows(arguments.corpora)))
    return 0
