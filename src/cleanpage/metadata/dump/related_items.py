"""Read the lists of other articles that a text dump shows after its own, as data.

Blocks and the decision which are the article go in, `RelatedItem`s come out. A dump keeps no
links, so a list is known by what repeats: lines of time, count and headline in one order
again and again; or by a heading that says "related". Comments repeat names and times too
and are no list of articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Sort
from cleanpage.metadata.fields import RelatedItem
from cleanpage.words.counters import read_count
from cleanpage.words.dates import find_dates, is_month
from cleanpage.words.plain_text import is_wide, key
from cleanpage.words.relative_times import is_relative

MAX_ITEMS: Final = 50
"""Items of one page."""
MAX_LINES: Final = 250
"""Dropped lines that are looked at; behind them are archives and footers."""
MAX_TIME_CHARS: Final = 45
"""Characters of a line that is a time and nothing else: weekday, day, month, year, clock and zone."""
MAX_HEADING_CHARS: Final = 60
"""Characters of a line that heads a list."""
MAX_TITLE_CHARS: Final = 200
"""Characters of a headline in a list; longer lines are teasers."""
MIN_TITLE_WORDS: Final = 3
"""Words of a headline that has a time or count; "Rates rise" is left out, as are menu entries."""
MIN_PLAIN_WORDS: Final = 4
"""Words of a headline that stands only under a heading."""
MEAN_PLAIN_WORDS: Final = 5
"""Mean words of such headlines; lists of products and of a site's services have fewer."""
MAX_META_CHARS: Final = 80
"""Characters of a line that holds an item's author or section and its date."""
MAX_META_WORDS: Final = 5
"""Words before the date of such a line; with more it is a headline with a date in it."""
MIN_DATED: Final = 3
"""Times that make a list, as in `explain.line_runs`; two are enough below a heading, or with counts."""
MAX_PERIOD: Final = 6
"""Lines from one item to the next: kicker, headline, teaser, author, time, count."""
MAX_OTHERS: Final = 2
"""Lines in a row that are no headline after which a list without times has ended."""

FIRST_WIDE: Final = "\u3040"
"""The first letter of the scripts without spaces; see `plain_text.is_wide`."""

_BREAKS: Final = frozenset({"comment", "newsletter", "legal", "cookie", "login", "tags"})
"""Cues that end a list."""
_BUTTON_KEYS = (
    "more readmore learnmore showmore seemore viewmore loadmore seeall viewall continuereading mehr mehrerfahren "
    "mehranzeigen weiterlesen alleanzeigen ensavoirplus voirplus lirelasuite vermás leermás vermais saibamais "
    "leggitutto leggidipiù подробнее читатьдалее więcej czytajdalej czytajwięcej leesmeer läsmer læsmere lesmer "
    "luelisää もっと見る 続きを読む 更多 더보기 archives archiv headlines nextarticle previousarticle nextpost "
    "previouspost latest aktuelles"
)
_BUTTONS: Final = frozenset(_BUTTON_KEYS.split())
"""Lines with a "related" cue that are a button beside an item, or head a list of something else."""

_AGE = re.compile(r"\d{1,2}\s?[hd]", re.I)
"""A time told from now without a word for it: "3h"."""
_DAY: Final = (
    r"\d{4}\s?[-/.年]\s?\d\d?\s?[-/.月]\s?\d\d?日?|\d\d?\s?[./-]\s?\d\d?(?:\s?[./-]\s?(?:\d{4}|\d\d))?\.?"
    r"|\d\d?月\d\d?日"
)
_CLOCK: Final = r"\d\d?[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:uhr|gmt|utc|[a-z]{2,4}t))?"
_NUMERIC = re.compile(
    rf"(?:(?:{_DAY})(?:[\s,|•·–—-]+(?:(?:um|at|à|в)\s)?{_CLOCK})?|{_CLOCK}(?:[\s,|•·–—-]+(?:{_DAY}))?)", re.I
)
_CLEARLY_TIME = re.compile(r"\d:\d\d|\d\dh\d\d|\d{1,2}[./-]\d{1,2}[./-]\d|\d{4}[-/.年]|月|^\d\d\.\d\d\.?$|^\d\d/\d\d$")
"""What tells a time from a number: "12.5" is none, "07.07" is."""
_WORDY = re.compile(
    rf"(?:(?:[^\W\d_]{{2,12}}\.?,?\s)?(?:\d\d?(?:st|nd|rd|th|\.|º)?\s(?:de\s)?(?P<m1>[^\W\d_]{{3,14}})\.?"
    rf"|(?P<m2>[^\W\d_]{{3,14}})\.?\s\d\d?(?:st|nd|rd|th)?)"
    rf"(?:,?\s(?:de\s)?\d{{4}})?)(?:[\s,|•·–—-]+(?:(?:um|at|à|в)\s)?{_CLOCK})?",
    re.I,
)
_DIGIT = re.compile(r"\d")
_RANK = re.compile(r"(?:[・･◆■●▶►]\s*|(\d{1,2})([.)．、]|位)?\s+)(?=\S)")
_META = re.compile(r"\s[·•|]\s.*\d|\d.*\s[·•|]\s")
"""A line of author, date and section is no headline."""
_BYLINE = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)(?:\s[^\W\d_a-z]\S*){1,4}$")
_SENTENCE_ENDS: Final = (".", "。", "…", "...", ":", ";", ",")


class _Line(NamedTuple):
    """A dropped line and what it is in a list: time, count, headline or another."""

    kind: str
    """T, C, H or O."""
    text: str
    gap: bool = False
    """Whether an empty line comes before it."""
    number: int = 0
    """What a C counts."""


class _Run(NamedTuple):
    """Dropped lines that may hold a list."""

    lines: list[int]
    """Indices of their blocks."""
    times: int
    """How many of them are times."""
    headed: bool
    """Whether a heading that says "related" stands above."""
    commented: bool
    """Whether a line about comments stands above."""


def read_related(
    blocks: Sequence[Block], kept: Sequence[bool], cues: Sequence[Sort], *, start: int, title: str | None
) -> tuple[RelatedItem, ...]:
    """Return the other articles listed from block `start` on, in page order, each once and at most MAX_ITEMS.

    `cues` are the sorts that the lines' words speak for; `title` is the page's own headline.
    """
    items: dict[str, RelatedItem] = {}
    own = key(title or "")
    for run in _runs(blocks, kept, cues, start):
        lines = (_line(blocks[index], cues[index]) for index in run.lines)
        for item in _headed(lines) if run.times < 2 else _timed(list(lines), run):
            item_key = key(item.title)
            if item_key != own:
                items.setdefault(item_key, item)
        if len(items) >= MAX_ITEMS:
            break
    return tuple(items.values())[:MAX_ITEMS]


def read_time(text: str) -> bool:
    """Return whether a line is a time of publication and nothing else: "28.03 18:12", "2 hours ago", "Mar 3, 2024".

    >>> read_time("28.03 18:12"), read_time("vor 3 Stunden"), read_time("12.5"), read_time("Chapter 3")
    (True, True, False, False)
    """
    if len(text) > MAX_TIME_CHARS or not _DIGIT.search(text):
        return False
    if _NUMERIC.fullmatch(text):
        return _CLEARLY_TIME.search(text) is not None
    if is_relative(text) or _AGE.fullmatch(text):
        return True
    wordy = _WORDY.fullmatch(text)
    return wordy is not None and is_month(wordy["m1"] or wordy["m2"])


# ------------------------------------------------------------------ lines and runs


def _runs(blocks: Sequence[Block], kept: Sequence[bool], cues: Sequence[Sort], start: int) -> Iterator[_Run]:
    """Yield the dropped lines where a list can be, divided where the article goes on, one ends or another begins."""
    run: list[int] = []
    headed = commented = False
    times = 0
    stop = min(len(blocks), start + MAX_LINES)
    for index in range(start, stop):
        heads, cue = False, cues[index]
        if not kept[index]:
            text = blocks[index].text
            if cue == "related":
                heads = _is_heading(text)
            # "12 comments" inside a list counts those of an item.
            counted = cue == "comment" and run and read_count(text) is not None
            if not heads and (cue not in _BREAKS or counted):
                if cue != "ad":
                    run.append(index)
                    if len(text) <= MAX_TIME_CHARS and (cue == "date" or (not cue and read_time(text))):
                        times += 1
                continue
        # Most runs hold no list: their lines are not told apart.
        if run and (headed or times > 1):
            yield _Run(run, times, headed, commented)
        commented = not (heads or kept[index]) and (commented or cue == "comment")
        if run or headed or heads:
            run, headed, times = [], heads, 0
    if run and (headed or times > 1):
        yield _Run(run, times, headed, commented)


def _is_heading(text: str) -> bool:
    return len(text) <= MAX_HEADING_CHARS and key(text) not in _BUTTONS


def _line(block: Block, cue: Sort) -> _Line:
    text, gap = block.text, block.gap
    length = len(text)
    digits = _DIGIT.search(text) is not None
    if digits and length <= MAX_TIME_CHARS:
        if read_time(text):
            return _Line("T", text, gap)
        count = read_count(text)
        if count is not None:
            return _Line("C", text, gap, count)
    if (cue and cue != "counter") or length > MAX_TITLE_CHARS or length < 6:
        return _Line("O", text, gap)
    if _words(text) < MIN_TITLE_WORDS or _BYLINE.match(text):
        return _Line("O", text, gap)
    if digits and length <= MAX_META_CHARS:
        dates = find_dates(text)
        if dates and _words(text[: dates[0].start].rstrip(" ,|·•–—-")) <= MAX_META_WORDS:
            return _Line("T", text[dates[0].start : dates[0].stop], gap)
        if ("·" in text or "|" in text or "•" in text) and _META.search(text):
            return _Line("O", text, gap)
    return _Line("H", text, gap)


def _words(text: str) -> int:
    """Return the number of words, two characters to a word in scripts without spaces."""
    if text.isascii() or max(text) < FIRST_WIDE:
        return text.count(" ") + 1
    wide = sum(map(is_wide, text))
    return wide // 2 if wide > len(text) / 3 else text.count(" ") + 1


# ------------------------------------------------------------------ items


def _timed(lines: Sequence[_Line], run: _Run) -> list[RelatedItem]:
    """Return the items of a run by their times or, where these make no list, by the headlines below the heading.

    Below a line about comments, only what has a time and a count each is believed.
    """
    items: list[RelatedItem] = []
    for group in _groups([index for index, line in enumerate(lines) if line.kind == "T"]):
        counts = sum(line.kind == "C" for line in lines[group[0] : group[-1]])
        enough = 2 if run.headed or counts else MIN_DATED
        if len(group) >= enough and (not run.commented or counts >= len(group) - 1):
            items += _dated(lines, group)
    return _without_ranks(items) if items or not run.headed else _headed(lines)


def _groups(times: Sequence[int]) -> list[list[int]]:
    """Return the times in groups in which one follows another within MAX_PERIOD lines."""
    groups: list[list[int]] = []
    for index in times:
        if groups and index - groups[-1][-1] <= MAX_PERIOD:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _dated(run: Sequence[_Line], times: Sequence[int]) -> list[RelatedItem]:
    """Return the items around a group of times; none where they are no list of headlines.

    Whether a time opens its item or closes it, the lines at both ends of the group tell.
    """
    steps = sorted(later - earlier for earlier, later in pairwise(times))
    period = steps[len(steps) // 2]
    if period < 2:
        return []
    first, last = times[0], times[-1]
    before = range(max(0, first - period + 1), first)
    after = range(last + 1, min(len(run), last + period))
    if _opens_items(run, times, before, after):
        bounds = [*times, min(len(run), last + period)]
        spans = [range(start, stop) for start, stop in pairwise(bounds)]
    else:
        trailing = _trailing_counts(run, times)
        starts = [max(before.start, first - period + 1 + trailing), *(index + 1 + trailing for index in times[:-1])]
        spans = [range(start, index + 1 + trailing) for start, index in zip(starts, times, strict=True)]
    items = [item for span in spans if (item := _item([run[index] for index in span if index < len(run)]))]
    # Comments are sentences with times; a list has a headline for nearly every time.
    prose = sum(item.title.endswith((".", "。")) for item in items)
    if len(items) < 0.7 * len(times) or prose > 0.5 * len(items):
        return []
    return items


def _opens_items(run: Sequence[_Line], times: Sequence[int], before: range, after: range) -> bool:
    """Return whether each time is the first line of its item, rather than one after the headline."""
    above = [run[index] for index in before if run[index].kind == "H"]
    below = [run[index] for index in after if run[index].kind == "H"]
    if not above or not below:
        return not above
    heads = [line for line in run[times[0] : times[-1]] if line.kind == "H"]
    gaps_at_times = sum(run[index].gap for index in times)
    gaps_at_heads = sum(line.gap for line in heads)
    if gaps_at_times != gaps_at_heads:
        return gaps_at_times > gaps_at_heads
    usual = sorted(len(line.text) for line in heads)[len(heads) // 2] if heads else 0
    return len(above[-1].text) < usual / 2


def _trailing_counts(run: Sequence[_Line], times: Sequence[int]) -> int:
    """Return how many counts follow each time that closes an item."""
    for extra in range(3):
        following = [run[index + extra + 1].kind for index in times[:-1] if index + extra + 1 < len(run)]
        if following.count("C") <= len(following) / 2:
            return extra
    return 3


def _item(lines: Sequence[_Line]) -> RelatedItem | None:
    """Return the item that these lines make; None without a headline."""
    title = next((line.text for line in lines if line.kind == "H"), None)
    if title is None:
        return None
    time = next((line.text for line in lines if line.kind == "T"), None)
    return RelatedItem(title=title, time=time, counts=tuple(line.number for line in lines if line.kind == "C"))


def _without_ranks(items: list[RelatedItem]) -> list[RelatedItem]:
    """Return the items without the marks and ranks ("・", "1.", "2位") that their headlines begin with.

    A bare number is one only where the headline before or after has its neighbour.
    """
    ranks = [_RANK.match(item.title) for item in items]
    numbers = [int(rank[1] or 0) if rank else 0 for rank in ranks]
    cut = []
    for index, (item, rank) in enumerate(zip(items, ranks, strict=True)):
        near = [0, *numbers, 0][index : index + 3]
        if rank and (rank[2] or not rank[1] or near[0] == near[1] - 1 > 0 or near[2] == near[1] + 1):
            item = replace(item, title=item.title[rank.end() :])
        cut.append(item)
    return cut


def _headed(lines: Iterable[_Line]) -> list[RelatedItem]:
    """Return the headlines that stand right below a heading, with counts if each has its own."""
    items: list[RelatedItem] = []
    others = 0
    for line in lines:
        text = line.text
        if line.kind == "H" and not text.endswith(_SENTENCE_ENDS) and _words(text) >= MIN_PLAIN_WORDS:
            items.append(RelatedItem(title=text))
            others = 0
        elif line.kind == "T" and items and items[-1].time is None:
            items[-1] = RelatedItem(title=items[-1].title, time=text)
        elif line.kind in "OH":
            others += 1
            if others > MAX_OTHERS or len(items) > MAX_ITEMS:
                break
    if len(items) < 2 or sum(_words(item.title) for item in items) < MEAN_PLAIN_WORDS * len(items):
        return []
    return _without_ranks(items)
