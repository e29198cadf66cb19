"""Choose the dates of an HTML page: of publication and of the last change.

What the markup, the lines around the headline and the address give is read here, and noted with what
speaks against it where no page can have such a date; `visible.dates.choose_date` weighs the others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup import LOOSE_DATES, MODIFIED, PUBLISHED
from cleanpage.metadata.html.sources import Sources
from cleanpage.metadata.html.visible import DAY_CHARS, ShownDates, choose_date, read_named_date, with_early
from cleanpage.metadata.objections import LATER, NO_DATE, TOO_LATE, UNSAID, UNSEEN
from cleanpage.words.dates import ALL_YEARS, MAX_YEAR, PRINTED_YEARS, date_in_url, is_early, is_later, read_date
from cleanpage.words.relative_times import read_relative

_NUMERIC = re.compile(r"\d\s?[./-]\s?\d\d?\s?[./-]\s?\d")
"""A date in numbers alone: whether its day or its month comes first can't be told if both are 12 at most."""


def find_dates(sources: Sources) -> tuple[str | None, str | None]:
    """Return the dates of publication and of the last change."""
    metas, linked, micro = sources.metas, sources.linked, sources.micro
    stated = (linked.published, metas.values(PUBLISHED), micro.published, metas.values(LOOSE_DATES))
    *marked, loose = [_iso(sources, "published", values) for values in stated]
    date = date_in_url(sources.url or "") or date_in_url(sources.url or "", years=PRINTED_YEARS)
    in_url = _possible(sources, "published", [Value(date, "url")] if date else [])
    shown = _shown(sources, {value.text[:DAY_CHARS] for values in (*marked, loose, in_url) for value in values})
    published = choose_date(
        [values[0].text if values else None for values in marked],
        shown,
        [values[0].text if values else None for values in (loose, in_url)],
    )
    note = sources.evidence.note
    for values in marked:
        note("published", values)
    if shown.published:
        note("published", [Value(shown.published, f"block {shown.published_at}")])
    note("published", [*loose, *in_url])
    if published is None:
        named = _iso(sources, "published", metas.named("publi", "pubdate"), claimed=False)
        note("published", named)
        published = named[0].text if named else None
    if published is None and (date := read_named_date(sources.document, sources.month_first)):
        marked_once = _possible(sources, "published", [Value(date, "<time>")], seen=True)
        note("published", marked_once)
        published = date if marked_once else None
    if published is None and sources.now:
        published = _relative(sources, sources.now)
    changed = _iso(sources, "modified", [*linked.modified, *metas.values(MODIFIED), *micro.modified])
    if shown.modified:
        changed.append(Value(shown.modified, f"block {shown.modified_at}"))
    note("modified", changed)
    return published, changed[0].text if changed else None


def _shown(sources: Sources, stated: set[str]) -> ShownDates:
    """Return the dates on the page that can be the text's; `stated` are the days that the markup gives."""
    shown = _as_stated(sources, sources.visible.dates, stated)
    published = Value(shown.published or "", f"block {shown.published_at}")
    if shown.published and not _possible(sources, "published", [published]):
        shown = shown._replace(published=None)
    if shown.modified and not _possible(sources, "modified", [Value(shown.modified, f"block {shown.modified_at}")]):
        shown = shown._replace(modified=None)
    shown = with_early(shown, stated)
    for found in shown.early:
        value = Value(found.value, f"block {found.at}")
        if found.said:
            sources.evidence.note("published", [value])
        elif found.value[:DAY_CHARS] not in stated:
            sources.evidence.reject("published", value, UNSAID)
    return shown


def _as_stated(sources: Sources, shown: ShownDates, stated: set[str]) -> ShownDates:
    """Return the dates with that of publication read month first between dots too, if the markup gives it so."""
    if shown.published is None or not sources.month_first:
        return shown
    day, clock = shown.published[:DAY_CHARS], shown.published[DAY_CHARS:]
    other = f"{day[:4]}-{day[8:]}-{day[5:7]}"
    if day in stated or other not in stated:
        return shown
    line = sources.document.blocks[shown.published_at].text
    return shown._replace(published=other + clock) if _NUMERIC.search(line) else shown


def _iso(sources: Sources, field: str, values: Iterable[Value], *, claimed: bool = True) -> list[Value]:
    """Return the values that are dates the page can have, in ISO 8601.

    Those that are no dates are noted if their place has `claimed` that they are.
    """
    month_first = sources.month_first
    dates = []
    for value in values:
        date = read_date(value.text, month_first=month_first)
        date = date or read_date(value.text, month_first=month_first, years=ALL_YEARS)
        if date:
            dates.append(Value(date, value.path))
        elif claimed:
            sources.evidence.reject(field, value, NO_DATE)
    return _possible(sources, field, dates)


def _possible(sources: Sources, field: str, dates: list[Value], *, seen: bool = False) -> list[Value]:
    """Return the dates that the page can have; the others are noted. `seen` says that readers see them."""
    possible = []
    for date in dates:
        objection = _objection(sources, date.text, seen)
        if objection:
            sources.evidence.reject(field, date, objection)
        else:
            possible.append(date)
    return possible


def _objection(sources: Sources, date: str, seen: bool) -> str:
    """Return why the page can't have this date; "" if it can."""
    if sources.now and is_later(date, sources.now):
        return LATER
    if int(date[:4]) > MAX_YEAR:
        return TOO_LATE
    shown = sources.visible.dates.early
    if is_early(date) and not seen and not any(found.value.startswith(date[:DAY_CHARS]) for found in shown):
        return UNSEEN
    return ""


def _relative(sources: Sources, now: datetime.datetime) -> str | None:
    """Return the date of the first line around the headline that is a time before `now` ("3 hours ago")."""
    for text, at in zip(sources.visible.lines, sources.visible.lines_at, strict=True):
        date = read_relative(text, now)
        if date:
            sources.evidence.note("published", [Value(date, f"block {at}")])
            return date
    return None
