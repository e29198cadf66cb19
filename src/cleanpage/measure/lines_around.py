"""What the lines around each line speak for, by the log-odds that `line_odds` gave to each of them alone.

Log-odds and words of a page's lines go in; one column of numbers per feature comes out. The main
content of a dump is lines that stand together: the runs, chains and windows here say where.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp, log
from typing import Final

from cleanpage.features import CHAINS, FAR_WORDS, RADII, Columns
from cleanpage.measure.runs import maximum_run, windows

EDGE: Final = -5.0
"""Log-odds of what stands before the first line and after the last one."""

MAX_LINE_WORDS: Final = 60
"""Words of a line that count at most, so that one wall of text does not outweigh an article."""

MAX_CHAIN_ODDS: Final = 4.0
"""Log-odds that one line adds to a chain at most."""

SURE_WORDS: Final = 10
"""Words from which a line that is rather content than not is a landmark."""


def odds_columns(log_odds: Sequence[float], words: Sequence[int]) -> Columns:
    """Return the columns of ODDS_NAMES and ODDS_PAGE_NAMES, of at least one line."""
    chances = [1 / (1 + exp(-value)) for value in log_odds]
    sizes = [(n if n < MAX_LINE_WORDS else MAX_LINE_WORDS) + 0.5 for n in words]
    likely_seen = list(accumulate(map(float.__mul__, chances, map(float, words)), initial=0.0))
    words_seen = list(accumulate(words, initial=0))
    likely = likely_seen[-1]
    columns: Columns = {
        "line_odds": log_odds,
        "prev_odds": [EDGE, *log_odds[:-1]],
        "next_odds": [*log_odds[1:], EDGE],
        "likely_before": [seen / likely for seen in likely_seen[:-1]] if likely else [0.0] * len(words),
        "odds_rank": _ranks(log_odds, words, likely),
        "likely_words": [likely],
        "likely_share": [likely / (words_seen[-1] or 1)],
    }
    weighted = list(map(float.__mul__, sizes, chances))
    columns["likely_words_20"] = windows(list(accumulate(weighted, initial=0.0)), RADII[-1])
    columns.update(_means(log_odds, sizes))
    columns.update(_run_columns(chances, sizes, words_seen, likely_seen))
    columns.update(_landmark_columns(chances, words))
    for name, stay, share in CHAINS:
        columns[name] = chain_log_odds(log_odds, stay, share)
    return columns


def chain_log_odds(log_odds: Sequence[float], stay: float, share: float) -> list[float]:
    """Return the log-odds of each line given all of them: the forward-backward algorithm on two states.

    `stay` is the chance that the next line is of the same kind; `share` of each line's log-odds counts.
    """
    leave = 1 - stay
    limit = MAX_CHAIN_ODDS / share
    odds = [exp(share * (-limit if value < -limit else value if value < limit else limit)) for value in log_odds]
    found = []
    state = 1.0
    for own in odds:
        state = (stay * state + leave) / (leave * state + stay) * own
        found.append(state)
    state = 1.0
    for index in range(len(odds) - 1, -1, -1):
        found[index] = log(found[index] * state)
        state *= odds[index]
        state = (stay * state + leave) / (leave * state + stay)
    return found


def _ranks(log_odds: Sequence[float], words: Sequence[int], likely: float) -> list[float]:
    """Return the words of the lines down to each in the order of their log-odds, over the likely words of content."""
    ranks = [0.0] * len(words)
    unit = likely if likely > 1 else 1.0
    seen = 0
    for index in sorted(range(len(words)), key=log_odds.__getitem__, reverse=True):
        seen += words[index]
        ranks[index] = seen / unit
    return ranks


def _means(log_odds: Sequence[float], sizes: Sequence[float]) -> Columns:
    """Return the mean log-odds of the lines around each line by their words, itself left out."""
    weighted = list(map(float.__mul__, sizes, log_odds))
    weighted_seen = list(accumulate(weighted, initial=0.0))
    sizes_seen = list(accumulate(sizes, initial=0.0))
    return {
        f"odds_{radius}": [
            (around - own) / (room - size) if room > size else EDGE
            for around, own, room, size in zip(
                windows(weighted_seen, radius), weighted, windows(sizes_seen, radius), sizes, strict=True
            )
        ]
        for radius in RADII
    }


def _run_columns(
    chances: Sequence[float], sizes: Sequence[float], words_seen: Sequence[int], likely_seen: Sequence[float]
) -> Columns:
    """Return where each line stands to the run of lines that is most likely content."""
    count = len(sizes)
    start, stop = maximum_run([(chance - 0.5) * size for chance, size in zip(chances, sizes, strict=True)])
    inside = stop - start
    room = sum(sizes[start:stop])
    held = sum([chance * size for chance, size in zip(chances[start:stop], sizes[start:stop], strict=True)])
    return {
        "in_likely_run": [0] * start + [1] * inside + [0] * (count - stop),
        "words_from_run": [
            *[seen - words_seen[start] for seen in words_seen[:start]],
            *[0] * inside,
            *[seen - words_seen[stop] + 1 for seen in words_seen[stop:count]],  # 0 is inside
        ],
        "run_share": [(likely_seen[stop] - likely_seen[start]) / likely_seen[-1] if likely_seen[-1] else 0.0],
        "run_chance": [held / room if room else 0.0],
    }


def _landmark_columns(chances: Sequence[float], words: Sequence[int]) -> Columns:
    """Return how many landmarks stand before each line, and the words up to the next one."""
    is_landmark = [chance > 0.5 and n >= SURE_WORDS for chance, n in zip(chances, words, strict=True)]
    distances = []
    distance = FAR_WORDS
    for landmark, count in zip(reversed(is_landmark), reversed(words), strict=True):
        distances.append(distance if distance < FAR_WORDS else FAR_WORDS)
        distance = 0 if landmark else distance + count
    return {
        "likely_lines_before": list(accumulate(is_landmark[:-1], initial=0)),
        "words_to_likely": distances[::-1],
    }
