"""Log-odds of single lines: which tokens a line has, and that their weights are added up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.features import Columns
from cleanpage.measure.line_odds import (
    MAX_HEAD_WORDS,
    MAX_TAIL_WORDS,
    MAX_WHOLE_WORDS,
    SIZES,
    line_log_odds,
    shape_tokens,
    word_tokens,
)

FORTY = [f"w{number}" for number in range(40)]


def columns_of(
    *, last: int = 0, first: int = 0, titles: float = 0.0, capitals: float = 0.0, digits: float = 0.0, lines: int = 1
) -> Columns:
    return {
        "last_char": [last] * lines,
        "first_char": [first] * lines,
        "title_share": [titles] * lines,
        "upper_share": [capitals] * lines,
        "digit_share": [digits] * lines,
    }


def odds_by(table: dict[str, float], *lines: str) -> list[float]:
    pieces = [line.split() for line in lines]
    counts = [len(own) for own in pieces]
    return line_log_odds(pieces, counts, columns_of(lines=len(lines)), [0] * len(lines), table)


# --- tokens -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(["home"], ["home", "^ home", "$ home", "= home"], id="one-word"),
        pytest.param(["read", "more"], ["read", "more", "^ read", "$ more", "= read more"], id="two-words"),
        pytest.param(
            ["a", "b", "a", "b"], ["a", "b", "a", "b", "^ a", "$ b", "= a b a b"], id="as-long-as-a-whole-line-may-be"
        ),
        pytest.param(["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "e", "^ a", "$ e"], id="no-whole-line"),
        pytest.param(FORTY, [*FORTY, "^ w0", "$ w39"], id="forty-words"),
        pytest.param(
            [*FORTY, "end"],
            [*[f"w{n}" for n in range(28)], *[f"w{n}" for n in range(29, 40)], "end", "^ w0", "$ end"],
            id="the-middle-of-a-long-line-is-left-out",
        ),
    ],
)
def test_word_tokens(line: list[str], expected: list[str]) -> None:
    assert (MAX_HEAD_WORDS, MAX_TAIL_WORDS, MAX_WHOLE_WORDS) == (28, 12, 4)
    assert word_tokens(line) == expected


@pytest.mark.parametrize(
    ("words", "size"),
    [
        pytest.param(words, size, id=f"{words}-words")
        for size, both_ends in enumerate(
            [(0, 1), (2, 2), (3, 4), (5, 7), (8, 12), (13, 20), (21, 35), (36, 70), (71, 5000)]
        )
        for words in sorted(set(both_ends))
    ],
)
def test_sizes(words: int, size: int) -> None:
    assert len(SIZES) == 8
    assert list(shape_tokens([words], columns_of(), [0])) == [(f"#S {size}.0.0.0", f"#C 0.{size}", f"#D 00.{size}")]


@pytest.mark.parametrize(
    ("columns", "cue", "expected"),
    [
        pytest.param(columns_of(last=4), 0, ("#S 2.4.0.0", "#C 0.2", "#D 00.2"), id="sentence-end"),
        pytest.param(columns_of(first=3), 0, ("#S 2.0.3.0", "#C 0.2", "#D 00.2"), id="digit-first"),
        pytest.param(columns_of(), 14, ("#S 2.0.0.0", "#C 14.2", "#D 00.2"), id="cue"),
        pytest.param(columns_of(titles=1.0), 0, ("#S 2.0.0.3", "#C 0.2", "#D 00.2"), id="all-capitalised"),
        # Whole quarters are rounded down, so that 1.0 needs no fifth number.
        pytest.param(columns_of(titles=0.5), 0, ("#S 2.0.0.1", "#C 0.2", "#D 00.2"), id="half-capitalised"),
        pytest.param(columns_of(titles=0.51), 0, ("#S 2.0.0.2", "#C 0.2", "#D 00.2"), id="more-than-half-capitalised"),
        pytest.param(columns_of(digits=0.01), 0, ("#S 2.0.0.0", "#C 0.2", "#D 10.2"), id="some-digits"),
        pytest.param(columns_of(digits=0.29), 0, ("#S 2.0.0.0", "#C 0.2", "#D 10.2"), id="not-many-digits"),
        pytest.param(columns_of(digits=0.3), 0, ("#S 2.0.0.0", "#C 0.2", "#D 20.2"), id="many-digits"),
        pytest.param(columns_of(capitals=0.5), 0, ("#S 2.0.0.0", "#C 0.2", "#D 00.2"), id="half-in-capitals"),
        pytest.param(columns_of(capitals=0.6), 0, ("#S 2.0.0.0", "#C 0.2", "#D 01.2"), id="in-capitals"),
    ],
)
def test_shape_tokens(columns: Columns, cue: int, expected: tuple[str, str, str]) -> None:
    assert list(shape_tokens([4], columns, [cue])) == [expected]


def test_no_word_is_another_kind_of_token() -> None:
    """Words hold no space, and all other tokens do."""
    tokens = [*word_tokens(["$", "^"]), *next(shape_tokens([4], columns_of(), [0]))]
    assert [token for token in tokens if " " not in token] == ["$", "^"]


# --- log-odds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "weights", "expected"),
    [
        pytest.param("read more", {}, 0.0, id="no-weights"),
        pytest.param("read more", {"": -0.5}, -0.5, id="bias"),
        pytest.param("read more", {"": -0.5, "other": 9.0, "^ more": 9.0, "$ read": 9.0}, -0.5, id="tokens-it-has-not"),
        pytest.param("read more", {"read": 0.25, "more": -2.0}, -1.75, id="words"),
        pytest.param("read more", {"^ read": 1.0, "$ more": 2.0, "= read more": 4.0}, 7.0, id="ends-and-whole"),
        pytest.param("read more", {"#S 1.0.0.0": 1.0, "#C 0.1": 2.0, "#D 00.1": 4.0}, 7.0, id="shape"),
        pytest.param("more more more", {"": 0.5, "more": 1.0}, 1.5, id="a-word-counts-once"),
        pytest.param("more and more", {"more": 1.0, "^ more": 2.0, "$ more": 4.0}, 7.0, id="but-at-the-ends-again"),
        pytest.param("a b c d e", {"= a b c d e": 9.0}, 0.0, id="five-words-are-no-whole-line"),
        pytest.param(" ".join([*FORTY, "end"]), {"w27": 1.0, "w29": 2.0}, 3.0, id="long-line"),
        pytest.param(" ".join([*FORTY, "end"]), {"w28": 1.0}, 0.0, id="middle-of-a-long-line"),
        pytest.param(" ".join([*FORTY, "end"]), {"^ w0": 1.0, "$ end": 2.0}, 3.0, id="ends-of-a-long-line"),
    ],
)
def test_log_odds(line: str, weights: dict[str, float], expected: float) -> None:
    assert odds_by(weights, line) == [expected]


def test_each_line_has_its_own() -> None:
    assert odds_by({"": 1.0, "home": -3.0, "said": 0.5}, "home", "she said", "none") == [-2.0, 1.5, 1.0]


def test_the_words_that_are_counted_are_those_given() -> None:
    """In scripts without spaces a line has more words than pieces."""
    weights = {"#C 0.0": 1.0, "#C 0.3": 2.0}
    assert line_log_odds([["普通の文です。"]], [5], columns_of(), [0], weights) == [2.0]


def test_no_lines() -> None:
    assert line_log_odds([], [], columns_of(lines=0), [], {"": 1.0}) == []


def test_columns_of_another_page_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        line_log_odds([["a"], ["b"]], [1, 1], columns_of(lines=1), [0, 0], {})


WORDS = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=50)


@given(WORDS, st.lists(st.floats(-3, 3), min_size=10, max_size=10))
def test_weights_are_added_in_the_order_of_the_line(line: list[str], values: list[float]) -> None:
    """To the last digit, whatever the hashes of this run: trees compare the sum with thresholds."""
    weights = dict(zip("abcdefghij", values, strict=True))
    head = [*line[:28], *line[-12:]] if len(line) > 40 else line
    in_order = sorted(set(head), key=head.index)
    assert odds_by(weights, " ".join(line)) == [sum([weights[word] for word in in_order])]


@given(WORDS)
def test_log_odds_are_the_sum_over_the_different_tokens(line: list[str]) -> None:
    weights = {token: 2.0 ** (-index) for index, token in enumerate(["", *"abcdefghij", "^ a", "$ b", "= c", "= a b"])}
    seen = {"", *word_tokens(line)}
    assert odds_by(weights, " ".join(line)) == [sum(weight for token, weight in weights.items() if token in seen)]
