"""Read the dates of publication and of the last change off the lines around the headline of an HTML page.

Lines come in and `ShownDates` go out. What a line calls its date counts most, then how near the
headline it stands; dates of pictures, of print editions, of users and in sentences are no dates of the text.
`choose_date` weighs what is shown against what the markup says.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Document
from cleanpage.metadata.html.visible.lines import MAX_LINE_CHARS, Line
from cleanpage.words.date_words import says_modified, says_other, says_published, surely_says_published
from cleanpage.words.dates import PRINTED_YEARS, FoundDate, find_dates, is_early, read_date

MAX_BESIDE_WORDS: Final = 14
"""Words beside the dates of a date line: two authors with their roles, the paper, the time; more are a sentence."""
MAX_CAPTION_WORDS: Final = 6
"""The same for a line that neither a name nor a word calls one: it can be the caption of a picture from that day."""
MAX_OVERRULE_BLOCKS: Final = 15
"""Blocks from the headline within which an earlier date is the article's rather than that of another one."""
MAX_NAMED_LINES: Final = 3
"""Lines of a page that markup names as its date of publication; more are a list of articles."""
FAR_COST: Final = 10
"""Blocks that a long line without a telling name counts as further away."""
HEADLINE_COST: Final = 100
"""The same for dates in the headline: they are of what the article is about, but better than none."""
OPENING_CHARS: Final = 60
"""Characters at the front of a text in which its dateline has ended: "Washington, 26 April 2024. "."""
OPENING_BLOCKS: Final = 6
"""Blocks of the main content in which paragraphs that can begin with a dateline are looked for."""
OPENING_PARAGRAPHS: Final = 2
"""Paragraphs that can begin with one."""

_DATE_NAME = re.compile(r"date|time|publish|posted|meta|byline|fecha|datum")
_PUBLISHED_NAME = re.compile(
    r"date[-_]?publi|publi(?:sh|cation)[-_]?(?:ed[-_]?)?(?:date|on|time|at)\b|pub[-_]?date|documentpublished"
)
_ISSUE_NAME = re.compile(r"\bissue\b")
_OTHERS_KINDS: Final = frozenset({"caption", "quote"})
"""Blocks whose dates are of a picture or of an embedded post."""
_OPENING = re.compile(r"\s*(?:uhr\s*)?[.:|–—„“»«\"(\])/-]", re.I)
"""What follows a date that stands at the front of a text; in a sentence, a word or a comma does."""
_UTC: Final = ("Z", "+00:00")
DAY_CHARS: Final = 10
"""Characters of a day in ISO 8601."""
MINUTE_CHARS: Final = 16
"""Characters of a minute in ISO 8601."""
MIN_QUARTERS: Final = -12 * 4
"""Quarters of an hour that the western-most zone is behind UTC."""
MAX_QUARTERS: Final = 14 * 4
"""The same for the eastern-most one, which is ahead."""


class Dated(NamedTuple):
    """A date on a line."""

    cost: int
    """Blocks from the headline, and what speaks against it."""
    value: str
    """ISO 8601."""
    said: bool
    """Whether a word or a name says that it is the date of publication."""
    weak: bool
    """Whether it stands in the headline, in a table or at the front of the text."""
    at: int
    """Index of its block."""


class ShownDates(NamedTuple):
    """The dates shown around the headline, in ISO 8601."""

    published: str | None = None
    modified: str | None = None
    said: bool = False
    """Whether a word or a name says that `published` is the date of publication."""
    weak: bool = False
    """Whether `published` stands in the headline, in a table or at the front of the text."""
    far: bool = False
    """Whether it stands more than MAX_OVERRULE_BLOCKS from the headline."""
    days: frozenset[str] = frozenset()
    """Every day shown there, whatever it is called."""
    published_at: int = -1
    """Index of the block that `published` stands in; -1 for none."""
    modified_at: int = -1
    early: tuple[Dated, ...] = ()
    """Those before MIN_YEAR, which are more often of what the text is about: they bear out what the markup says."""


NO_DATES: Final = ShownDates()


def read_dates(document: Document, lines: Sequence[Line], month_first: bool) -> ShownDates:
    """Return the dates that the lines near the headline give."""
    published: list[Dated] = []
    modified: list[Dated] = []
    unsure: list[Dated] = []
    early: list[Dated] = []
    days: set[str] = set()
    for line, value, before in _dated(document, lines, month_first):
        days.add(value[:10])
        kind = document.blocks[line.at].kind
        headline = line.distance == 0 and kind == "heading"
        # The nearest words decide; a class "updated" is on most dates of some templates.
        words = before.lower()
        said = says_published(words)
        changed = says_modified(words) and not said and not headline
        said = surely_says_published(words) or _PUBLISHED_NAME.search(line.names) is not None
        named = not said and says_modified(line.names) and not says_published(line.names + words)
        cost = line.distance + (0 if _DATE_NAME.search(line.names) or len(line.text) < 40 else FAR_COST)
        cost += HEADLINE_COST if headline else 0
        found = Dated(cost, value, said, headline or kind == "cell", line.at)
        if is_early(value):
            early.append(found)
        elif changed or named:
            modified.append(found)
            if not changed:
                unsure.append(found)
        else:
            published.append(found)
    # min() keeps the first of equals.
    first = min(published, key=_cost) if published else unsure[0] if unsure else None
    last = min(modified, key=_cost) if modified and (published or not unsure) else None
    shown = ShownDates(days=frozenset(days), early=tuple(early))
    if last is not None:
        shown = shown._replace(modified=last.value, modified_at=last.at)
    if first is None:
        return shown
    return with_published(shown, first)


def with_published(shown: ShownDates, found: Dated) -> ShownDates:
    """Return the dates with another one as that of publication."""
    far = found.cost > MAX_OVERRULE_BLOCKS
    return shown._replace(published=found.value, said=found.said, weak=found.weak, far=far, published_at=found.at)


def with_early(shown: ShownDates, stated: Collection[str]) -> ShownDates:
    """Return the dates with one before MIN_YEAR as that of publication, where none is and it is borne out.

    `stated` are the days that other sources give: either one of them is the same, or there are none and
    a word or a name says that it is the date of publication.
    """
    if shown.published:
        return shown
    for found in shown.early:
        if found.value[:DAY_CHARS] in stated or (found.said and not found.weak and not stated):
            return with_published(shown, found)
    return shown


def _cost(found: Dated) -> int:
    return found.cost


def read_named_date(document: Document, month_first: bool) -> str | None:
    """Return the day that markup alone marks, wherever it stands on the page: as that of publication, or by a <time>.

    None where it marks several, which are those of other articles.
    """
    names_of = document.elements.names
    found = []
    for block in document.blocks:
        if len(block.text) > MAX_LINE_CHARS:
            continue
        names = f"{block.inline_names} {names_of[block.element] if block.element >= 0 else ''}".lower()
        if (
            "publi" in names
            and _PUBLISHED_NAME.search(names)
            and (dates := find_dates(block.text, month_first=month_first, years=PRINTED_YEARS))
        ):
            found.append(dates[-1].value)
            if len(found) > MAX_NAMED_LINES:
                return None
    if not found:
        found = [date for _, value in document.markup.times if (date := read_date(value, month_first=month_first))]
    return found[0] if len({value[:10] for value in found}) == 1 else None


def read_opening(blocks: Sequence[Block], kept: Sequence[bool], month_first: bool) -> ShownDates:
    """Return the date that the main content begins with, as a press release does ("Berlin, 26 April 2024 – ")."""
    if True not in kept:
        return NO_DATES
    first = kept.index(True)
    opening = [
        (index, block)
        for index, block in enumerate(blocks[first : first + OPENING_BLOCKS], first)
        if block.kind == "paragraph"
    ]
    for index, block in opening[:OPENING_PARAGRAPHS]:
        dates = find_dates(block.text[: 2 * OPENING_CHARS], month_first=month_first)
        if dates and dates[0].stop < OPENING_CHARS:
            before = block.text[: dates[0].start].split()
            if len(before) <= 4 and _OPENING.match(block.text, dates[0].stop):
                return ShownDates(dates[0].value, weak=True, published_at=index)
    return NO_DATES


def choose_date(marked: Sequence[str | None], shown: ShownDates, others: Sequence[str | None]) -> str | None:
    """Return the date of publication on which most agree.

    `marked` are those of JSON-LD and metas, best first; `others`, those of sources that are
    often about something else, best first. What is shown to readers beats the markup where it says
    that it is the date of publication, where it is the same moment in the page's own zone, and where
    it is earlier, for templates mark the day of a page's last change as that of its publication more
    often than they show a wrong one.
    """
    found = [date for date in marked if date]
    first = found[0] if found else None
    visible = shown.published
    if first and visible and first[:10] != visible[:10] and not shown.weak:
        if _same_moment(first, visible) or shown.said:
            return visible
        if not shown.far and first[:10] not in shown.days and visible[:10] < first[:10]:
            return visible
    last = shown.modified
    # What was published after its last change was not published then.
    others = [last if date and last and last[:10] < date[:10] else date for date in others]
    dates = [date for date in (*marked, visible, *others) if date]
    if len(dates) > 2 and dates[0][:10] != dates[1][:10] == dates[2][:10]:
        return dates[1]
    return dates[0] if dates else None


def _same_moment(marked: str, shown: str) -> bool:
    """Return whether two dates, a day apart, can be the same moment, the shown one in the page's own zone."""
    days = datetime.date.fromisoformat(shown[:10]) - datetime.date.fromisoformat(marked[:10])
    if abs(days.days) != 1:
        return False
    if len(shown) == DAY_CHARS:
        return marked.endswith(_UTC)
    if len(marked) == DAY_CHARS or shown.endswith(_UTC):
        return False
    instant = datetime.datetime.fromisoformat(marked)
    ahead = datetime.datetime.fromisoformat(shown[:MINUTE_CHARS]) - instant.replace(tzinfo=None, second=0)
    ahead += instant.utcoffset() or datetime.timedelta()
    quarters, rest = divmod(ahead, datetime.timedelta(minutes=15))
    return not rest and MIN_QUARTERS <= quarters <= MAX_QUARTERS


def _dated(document: Document, lines: Sequence[Line], month_first: bool) -> Iterator[tuple[Line, str, str]]:
    """Yield (line, date, the words before it) for the dates on the lines that can be of the article."""
    times: dict[int, list[str]] = {}
    for index, value in document.markup.times:
        times.setdefault(index, []).append(value)
    for line in lines:
        if not (line.year or line.timed) or document.blocks[line.at].kind in _OTHERS_KINDS:
            continue
        if "caption" in line.names or _ISSUE_NAME.search(line.names):
            continue
        dates = [
            date
            for value in times.get(line.at, ())
            if (date := read_date(value, month_first=month_first, years=PRINTED_YEARS))
        ]
        shown = find_dates(line.text, month_first=month_first, years=PRINTED_YEARS) if line.year else []
        if shown:
            yield from _shown(line, shown, dates if len(dates) == len(shown) else [])
        else:
            before = "" if len(line.text) > MAX_LINE_CHARS else line.text
            for date in dates:
                if not is_early(date):  # Readers don't see it, and 1970 stands for no date.
                    yield line, date, before


def _shown(line: Line, shown: Sequence[FoundDate], dates: Sequence[str]) -> Iterator[tuple[Line, str, str]]:
    """Yield (line, date, the words before it) for the dates in a line's text, with the values of its <time>s."""
    beside = line.text.count(" ") - sum(line.text.count(" ", one.start, one.stop) for one in shown)
    named = _DATE_NAME.search(line.names) or says_published(line.text.lower()) or says_modified(line.text.lower())
    if not dates and beside > (MAX_BESIDE_WORDS if named else MAX_CAPTION_WORDS):
        return
    starts = [0, *(one.stop for one in shown)]
    found = [
        (_told(one.value, dates[number] if dates else None), line.text[starts[number] : one.start])
        for number, one in enumerate(shown)
    ]
    if len(found) == 2 and not any(map(str.isalpha, found[1][1])) and says_modified(line.names):
        # Both dates of a text, in an order that only the styles know; it was changed after it was published.
        first, last = sorted(value for value, _ in found)
        yield line, first, found[0][1]
        if last != first:
            yield line, last, "updated"
        return
    for value, before in found:
        if not says_other(before.lower()):
            yield line, value, before


def _told(shown: str, timed: str | None) -> str:
    """Return the date of a <time>, which is exact, unless readers see another day."""
    if timed is None:
        return shown
    # 03/04/2024 can be read both ways.
    swapped = f"{shown[:5]}{shown[8:10]}-{shown[5:7]}"
    return timed if timed[:10] in (shown[:10], swapped) else shown
