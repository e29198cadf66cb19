"""Read the dates of publication and of the last change off the lines around the headline of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanpage.blocks import Document
from cleanpage.dates import find_dates, read_date
from cleanpage.html_lines import MAX_LINE_CHARS, Line

_DATE_NAME = re.compile(r"date|time|publish|posted|meta|byline|fecha|datum")
_MODIFIED: Final = (
    "updat", "modif", "aktualisi", "geändert", "bearbeitet", "mis à jour", "mise à jour", "actualiza", "aggiorn",
    "atualiz", "bijgewerkt", "обновл", "aktualiz", "uppdater", "opdater", "oppdater", "更新", "päivitet", "revis",
    "edited",
)  # fmt: skip
_STAND = re.compile(r"\bstand\b")
_PUBLISHED: Final = (
    "publi", "posted", "veröffentlich", "erstellt", "erschienen", "geplaatst", "опубл", "opublikow", "julkaist",
    "発表", "公開", "发布", "created", "written",
)  # fmt: skip


def read_dates(document: Document, lines: list[Line], month_first: bool) -> tuple[str | None, str | None]:
    """Return (published, modified) as the lines near the headline give them."""
    published: tuple[int, str] | None = None
    modified: tuple[int, str] | None = None
    unsure: str | None = None
    for line, value, before in _dated(document, lines, month_first):
        # The nearest words decide; a class "updated" is on most dates of some templates.
        words = before.lower()
        said = _says_modified(words) and not says_published(words)
        named = _says_modified(line.names) and not says_published(line.names + words)
        cost = line.distance + (0 if _DATE_NAME.search(line.names) or len(line.text) < 40 else 10)
        if said or named:
            if not said:
                unsure = unsure or value
            if modified is None or cost < modified[0]:
                modified = (cost, value)
        elif published is None or cost < published[0]:
            published = (cost, value)
    if published is None and unsure is not None:
        return unsure, None
    return published and published[1], modified and modified[1]


def _says_modified(text: str) -> bool:
    return any(map(text.__contains__, _MODIFIED)) or ("stand" in text and _STAND.search(text) is not None)


def says_published(text: str) -> bool:
    """Return whether lower-case text has a word for publishing in it ("posted", "veröffentlicht")."""
    return any(map(text.__contains__, _PUBLISHED))


def _dated(document: Document, lines: list[Line], month_first: bool) -> Iterator[tuple[Line, str, str]]:
    """Yield (line, date, the words before it) for the dates on the lines; <time> gives the value."""
    times: dict[int, list[str]] = {}
    for index, value in document.markup.times:
        times.setdefault(index, []).append(value)
    for line in lines:
        dates = [date for value in times.get(line.at, ()) if (date := read_date(value, month_first=month_first))]
        prose = len(line.text) > MAX_LINE_CHARS
        shown = find_dates(line.text, month_first=month_first) if line.year else []
        stop = 0
        for number, found in enumerate(shown):
            before = line.text[stop : found.start]
            stop = found.stop
            yield line, dates[number] if len(dates) == len(shown) else found.value, before
        if not shown:
            for date in dates:
                yield line, date, "" if prose else line.text
