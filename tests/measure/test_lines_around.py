"""What the lines around each line speak for; every expected number is worked out by hand, or by brute force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from math import exp, isfinite, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.features import CHAINS, FAR_WORDS, ODDS_NAMES, ODDS_PAGE_NAMES, RADII
from cleanpage.measure.lines_around import (
    EDGE,
    MAX_CHAIN_ODDS,
    MAX_LINE_WORDS,
    SURE_WORDS,
    chain_log_odds,
    odds_columns,
)

# Chances of 1/5, 1/2, 3/4 and 4/5.
FIFTH, HALF, THREE_QUARTERS, FOUR_FIFTHS = -log(4), 0.0, log(3), log(4)
NEVER, EVER = -30.0, 30.0
"""Log-odds of what is surely boilerplate, and surely content."""


def column(name: str, log_odds: Sequence[float], words: Sequence[int]) -> list[float]:
    return list(odds_columns(log_odds, words)[name])


# --- one line after the other -----------------------------------------------------------------------------

LOG_ODDS = [FIFTH, FOUR_FIFTHS, HALF, THREE_QUARTERS]
WORDS = [5, 20, 10, 8]
# Likely words: 1 + 16 + 5 + 6 = 28 of 43.


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("line_odds", LOG_ODDS),
        ("prev_odds", [EDGE, FIFTH, FOUR_FIFTHS, HALF]),
        ("next_odds", [FOUR_FIFTHS, HALF, THREE_QUARTERS, EDGE]),
        ("likely_before", [0.0, 1 / 28, 17 / 28, 22 / 28]),
        # The second line leads, then the fourth, the third, the first.
        ("odds_rank", [43 / 28, 20 / 28, 38 / 28, 28 / 28]),
        ("likely_words", [28.0]),
        ("likely_share", [28 / 43]),
        # Lines weigh half a word more than they have: 1.1 + 16.4 + 5.25 + 6.375.
        ("likely_words_20", [29.125] * 4),
        ("in_likely_run", [0, 1, 1, 1]),
        ("words_from_run", [-5, 0, 0, 0]),
        ("run_share", [27 / 28]),
        ("run_chance", [28.025 / 39.5]),
        ("words_to_likely", [0, FAR_WORDS, FAR_WORDS, FAR_WORDS]),
        ("likely_lines_before", [0, 0, 1, 1]),
    ],
)
def test_a_page_of_four_lines(name: str, expected: list[float]) -> None:
    assert column(name, LOG_ODDS, WORDS) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("line_odds", [FOUR_FIFTHS]),
        ("prev_odds", [EDGE]),
        ("next_odds", [EDGE]),
        ("likely_before", [0.0]),
        ("odds_rank", [10 / 8]),
        ("likely_words", [8.0]),
        ("likely_share", [0.8]),
        ("likely_words_20", [0.8 * 10.5]),
        *[(f"odds_{radius}", [EDGE]) for radius in RADII],
        ("in_likely_run", [1]),
        ("words_from_run", [0]),
        ("run_share", [1.0]),
        ("run_chance", [0.8]),
        ("words_to_likely", [FAR_WORDS]),
        ("likely_lines_before", [0]),
        ("chain_odds_95", [0.7 * FOUR_FIFTHS]),
        ("chain_odds_80", [FOUR_FIFTHS]),
    ],
)
def test_a_page_of_one_line(name: str, expected: list[float]) -> None:
    assert column(name, [FOUR_FIFTHS], [10]) == pytest.approx(expected)


def test_a_column_for_each_name() -> None:
    assert set(odds_columns(LOG_ODDS, WORDS)) == {*ODDS_NAMES, *ODDS_PAGE_NAMES}


# --- windows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("radius", "log_odds", "words", "expected"),
    [
        pytest.param(1, [1.0, 2.0, 4.0], [9, 9, 9], [2.0, 2.5, 2.0], id="without-itself"),
        # Weights 0.5, 1.5 and 3.5.
        pytest.param(1, [1.0, 2.0, 4.0], [0, 1, 3], [2.0, (0.5 + 14) / 4, 2.0], id="by-words"),
        pytest.param(
            1,
            [1.0, 0.0, 4.0],
            [MAX_LINE_WORDS, 1, 5000],
            [0.0, 2.5, 0.0],
            id="a-wall-of-text-counts-as-sixty-words",
        ),
        pytest.param(3, [*[0.0] * 4, 6.0, *[0.0] * 4], [9] * 9, [0, 1.5, 1.2, 1, 0, 1, 1.2, 1.5, 0], id="three"),
        pytest.param(8, [18.0, *[0.0] * 9], [9] * 10, [0, *[2.0] * 8, 0], id="eight"),
        pytest.param(20, [20.0, *[0.0] * 21], [9] * 22, [0, *[20 / 21] * 20, 0], id="twenty"),
    ],
)
def test_mean_log_odds_around(radius: int, log_odds: list[float], words: list[int], expected: list[float]) -> None:
    assert column(f"odds_{radius}", log_odds, words) == pytest.approx(expected)


def test_likely_words_near() -> None:
    """A chance of 3/4 of 9.5 words, 20 lines on each side."""
    found = column("likely_words_20", [THREE_QUARTERS] * 50, [9] * 50)
    lines = [*range(21, 41), *[41] * 10, *range(40, 20, -1)]
    assert found == pytest.approx([count * 0.75 * 9.5 for count in lines])


def test_likely_words_near_are_sixty_of_a_line() -> None:
    assert column("likely_words_20", [HALF], [5000]) == [(MAX_LINE_WORDS + 0.5) / 2]
    assert column("likely_words_20", [HALF], [MAX_LINE_WORDS - 1]) == [(MAX_LINE_WORDS - 0.5) / 2]


# --- ranks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log_odds", "words", "expected"),
    [
        pytest.param([EVER, NEVER], [10, 30], [1.0, 4.0], id="content-first"),
        pytest.param([NEVER, EVER], [30, 10], [4.0, 1.0], id="content-last"),
        pytest.param([EVER, EVER], [10, 10], [0.5, 1.0], id="equals-in-the-order-of-the-page"),
        pytest.param([HALF, NEVER], [1, 8], [1.0, 9.0], id="of-less-than-a-word"),
        pytest.param([HALF, NEVER], [0, 0], [0.0, 0.0], id="no-words"),
    ],
)
def test_ranks(log_odds: list[float], words: list[int], expected: list[float]) -> None:
    assert column("odds_rank", log_odds, words) == pytest.approx(expected)


# --- the likeliest run ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log_odds", "words", "inside", "distances"),
    [
        pytest.param([NEVER, EVER, NEVER], [3, 9, 4], [0, 1, 0], [-3, 0, 1], id="one-line"),
        pytest.param(
            [NEVER, NEVER, EVER, NEVER, NEVER], [3, 5, 9, 4, 7], [0, 0, 1, 0, 0], [-8, -5, 0, 1, 5], id="distances"
        ),
        pytest.param([EVER, NEVER, EVER], [9, 8, 9], [1, 1, 1], [0, 0, 0], id="bridged"),
        pytest.param([EVER, NEVER, EVER], [9, 10, 9], [1, 0, 0], [0, 1, 11], id="too-long-a-bridge"),
        pytest.param([EVER, HALF, EVER], [9, 500, 9], [1, 1, 1], [0, 0, 0], id="even-odds-cost-nothing"),
        # Half a word and more: what has no words lies beside the run, not in it.
        pytest.param([NEVER, EVER, NEVER], [0, 9, 0], [0, 1, 0], [0, 0, 1], id="lines-without-words"),
        pytest.param([NEVER, NEVER], [3, 4], [0, 0], [1, 4], id="none"),
        # At most 60 words a line: 60.5 are less than twice 40.5.
        pytest.param(
            [EVER, NEVER, NEVER, EVER, EVER], [5000, *[40] * 4], [0, 0, 0, 1, 1], [-5080, -80, -40, 0, 0], id="wall"
        ),
    ],
)
def test_the_likeliest_run(log_odds: list[float], words: list[int], inside: list[int], distances: list[int]) -> None:
    assert column("in_likely_run", log_odds, words) == inside
    assert column("words_from_run", log_odds, words) == distances


@pytest.mark.parametrize(
    ("log_odds", "words", "share", "chance"),
    [
        # 15 likely words, and 2 beside them.
        pytest.param([THREE_QUARTERS, FIFTH], [20, 10], 15 / 17, 0.75, id="beside"),
        # 7.5 likely words, and 5 beside them.
        pytest.param([THREE_QUARTERS, HALF], [10, 10], 7.5 / 12.5, 0.75, id="even-odds-lengthen-nothing"),
        pytest.param([THREE_QUARTERS, FOUR_FIFTHS], [9, 59], 1.0, (0.75 * 9.5 + 0.8 * 59.5) / 69, id="by-words"),
        pytest.param([FIFTH, FIFTH], [9, 9], 0.0, 0.0, id="none"),
        pytest.param([EVER], [0], 0.0, 1.0, id="no-words"),
    ],
)
def test_what_is_in_the_run(log_odds: list[float], words: list[int], share: float, chance: float) -> None:
    assert column("run_share", log_odds, words) == pytest.approx([share])
    assert column("run_chance", log_odds, words) == pytest.approx([chance])


# --- landmarks --------------------------------------------------------------------------------------------

UP = 0.001


@pytest.mark.parametrize(
    ("log_odds", "words", "before", "until"),
    [
        pytest.param([UP, NEVER], [SURE_WORDS, 3], [0, 1], [999, 999], id="a-landmark"),
        pytest.param([UP, NEVER], [SURE_WORDS - 1, 3], [0, 0], [999, 999], id="too-short"),
        pytest.param([HALF, NEVER], [SURE_WORDS, 3], [0, 0], [999, 999], id="even-odds"),
        pytest.param([NEVER, NEVER, UP], [3, 4, 10], [0, 0, 0], [4, 0, 999], id="words-between"),
        pytest.param([UP, UP, NEVER, UP], [10, 11, 7, 12], [0, 1, 2, 2], [0, 7, 0, 999], id="several"),
        pytest.param([NEVER, NEVER, UP], [1, 998, 10], [0, 0, 0], [998, 0, 999], id="just-near"),
        pytest.param([NEVER, NEVER, UP], [1, 5000, 10], [0, 0, 0], [999, 0, 999], id="far"),
    ],
)
def test_landmarks(log_odds: list[float], words: list[int], before: list[int], until: list[int]) -> None:
    assert column("likely_lines_before", log_odds, words) == before
    assert column("words_to_likely", log_odds, words) == until


# --- chains -----------------------------------------------------------------------------------------------


def brute_force(log_odds: Sequence[float], stay: float, share: float) -> list[float]:
    """Log-odds of each line by the weights of all 2ⁿ ways to label the page."""
    capped = [max(-MAX_CHAIN_ODDS, min(MAX_CHAIN_ODDS, share * value)) for value in log_odds]
    sums = [[0.0, 0.0] for _ in log_odds]
    for labels in product((0, 1), repeat=len(log_odds)):
        weight = exp(sum(value for value, label in zip(capped, labels, strict=True) if label))
        for one, next_one in pairwise(labels):
            weight *= stay if one == next_one else 1 - stay
        for pair, label in zip(sums, labels, strict=True):
            pair[label] += weight
    return [log(content / boilerplate) for boilerplate, content in sums]


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=6), st.sampled_from([(0.95, 0.7), (0.8, 1.0), (0.5, 0.3)]))
def test_chains_are_the_sum_over_all_labellings(log_odds: list[float], chain: tuple[float, float]) -> None:
    assert chain_log_odds(log_odds, *chain) == pytest.approx(brute_force(log_odds, *chain), abs=1e-9)


@pytest.mark.parametrize(
    ("log_odds", "stay", "share", "expected"),
    [
        pytest.param([2.0], 0.9, 1.0, [2.0], id="one-line"),
        pytest.param([2.0], 0.9, 0.5, [1.0], id="a-share-of-it"),
        pytest.param([EVER], 0.9, 0.5, [4.0], id="at-most-four"),
        pytest.param([NEVER], 0.9, 1.0, [-4.0], id="at-least-minus-four"),
        pytest.param([2.0, -1.0, 0.5], 0.5, 1.0, [2.0, -1.0, 0.5], id="neighbours-that-tell-nothing"),
        # Odds of 4 next door: 0.75 · 4 + 0.25 against 0.25 · 4 + 0.75. Two doors off 46 against 34.
        pytest.param([FOUR_FIFTHS, 0.0], 0.75, 1.0, [log(4), log(3.25 / 1.75)], id="a-likely-line-before"),
        pytest.param([0.0, FOUR_FIFTHS], 0.75, 1.0, [log(3.25 / 1.75), log(4)], id="a-likely-line-after"),
        pytest.param(
            [FOUR_FIFTHS, 0.0, FOUR_FIFTHS],
            0.75,
            1.0,
            [log(4 * 23 / 17), 2 * log(3.25 / 1.75), log(4 * 23 / 17)],
            id="both",
        ),
    ],
)
def test_chains(log_odds: list[float], stay: float, share: float, expected: list[float]) -> None:
    assert chain_log_odds(log_odds, stay, share) == pytest.approx(expected)


def test_the_chains_of_a_page() -> None:
    assert CHAINS == (("chain_odds_95", 0.95, 0.7), ("chain_odds_80", 0.8, 1.0))
    for name, stay, share in CHAINS:
        assert column(name, LOG_ODDS, WORDS) == pytest.approx(brute_force(LOG_ODDS, stay, share))


def test_long_chains_stay_in_range() -> None:
    """Ten thousand sure lines overflow nothing, and the ends of a long run are as sure as its middle."""
    for sure in (EVER, NEVER):
        found = chain_log_odds([sure] * 10_000, 0.95, 0.7)
        assert max(map(abs, found)) < MAX_CHAIN_ODDS + 2 * log(19)


# --- any page ---------------------------------------------------------------------------------------------

LINES = st.lists(
    st.tuples(st.floats(-30, 30) | st.sampled_from([NEVER, HALF, EVER]), st.integers(0, 5000) | st.integers(0, 30)),
    min_size=1,
    max_size=60,
)


@given(LINES)
def test_columns_of_any_page(lines: list[tuple[float, int]]) -> None:
    log_odds, words = [value for value, _ in lines], [count for _, count in lines]
    columns = odds_columns(log_odds, words)
    for name, values in columns.items():
        assert len(values) == (1 if name in ODDS_PAGE_NAMES else len(lines)), name
        assert all(map(isfinite, values)), name
    for name in ("likely_before", "run_share", "run_chance", "likely_share"):
        assert all(0.0 <= value <= 1.0 + 1e-12 for value in columns[name]), name
    for name in ("in_likely_run", "words_from_run", "words_to_likely", "likely_lines_before"):
        assert all(value == int(value) for value in columns[name]), name


@given(LINES)
def test_the_page_upside_down(lines: list[tuple[float, int]]) -> None:
    """Windows and chains look both ways alike."""
    log_odds, words = [value for value, _ in lines], [count for _, count in lines]
    there, back = odds_columns(log_odds, words), odds_columns(log_odds[::-1], words[::-1])
    for name in (*[f"odds_{radius}" for radius in RADII], "chain_odds_95", "chain_odds_80", "likely_words_20"):
        assert list(there[name]) == pytest.approx(list(back[name])[::-1], abs=1e-6), name
    assert list(there["prev_odds"]) == list(back["next_odds"])[::-1]
