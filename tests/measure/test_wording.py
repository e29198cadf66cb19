"""What is measured on the words of a block and its place; every expected number is worked out by hand."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block
from cleanpage.features import CONTEXT_NAMES, LINK_NAMES, NONE_BLOCKS, NONE_WORDS, ROW_NAMES, Columns
from cleanpage.measure.context import PROSE_WORDS, context_columns, link_columns, prose_blocks
from cleanpage.measure.runs import CORE_MAX_WORDS, CORE_TOLL, core_run, maximum_run, windows
from cleanpage.measure.wording import text_rows

STOPWORDS = frozenset({"a", "the", "of"})


def rows_of(*blocks: Block, words: list[int] | None = None) -> Columns:
    tokens = [block.text.lower().split() for block in blocks]
    return text_rows(blocks, words or [len(own) for own in tokens], tokens, STOPWORDS)


# --- the block itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A plain sentence.", (17, 17 / 3, 1 / 3, 1, 0, 4, 0.0), id="sentence"),
        pytest.param("The end of the day", (18, 18 / 5, 3 / 5, 0, 0, 0, 0.0), id="no-end"),
        pytest.param("One, two; three! Four? Five.", (28, 28 / 5, 0.0, 3, 2, 4, 0.0), id="commas-and-ends"),
        pytest.param("The end.", (8, 4.0, 0.0, 0, 0, 4, 0.0), id="two-words-are-no-sentence"),
        pytest.param("Été, à Foston; été…", (19, 19 / 4, 0.0, 1, 2, 3, 0.0), id="not-ascii"),
        pytest.param("word " * 16 + "a", (81, 81 / 17, 1 / 17, 0, 0, 0, 0.0), id="long"),
    ],
)
def test_text_rows(text: str, expected: tuple[float, ...]) -> None:
    columns = rows_of(Block(text))
    assert tuple(columns) == ROW_NAMES
    assert [columns[name][0] for name in ROW_NAMES] == pytest.approx(expected)


def test_scripts_without_spaces_are_counted_in_the_words_given() -> None:
    columns = rows_of(Block("普通の文、です。次の文！"), words=[5])
    expected = {"chars": 12, "word_length": 12 / 5, "sentences": 2, "commas": 1, "last_char": 4}
    assert {name: columns[name][0] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Done.", 4, id="full-stop"),
        pytest.param("Done!", 4, id="exclamation"),
        pytest.param("完了。", 4, id="ideographic-full-stop"),
        pytest.param("पूरा।", 4, id="danda"),
        pytest.param("هل تم؟", 4, id="arabic-question"),
        pytest.param("And so on…", 3, id="ellipsis"),
        pytest.param("As follows:", 2, id="colon"),
        pytest.param("如下：", 2, id="wide-colon"),
        pytest.param("First,", 1, id="comma"),
        pytest.param("Title", 0, id="letter"),
        pytest.param("He said “no.”", 4, id="closing-quote"),
        pytest.param("(See below.)", 4, id="closing-bracket"),
        pytest.param('"Well:" » )', 2, id="several-closers"),
        pytest.param("(below)", 0, id="bracket-after-a-letter"),
        pytest.param("” »", 0, id="closers-alone"),
    ],
)
def test_last_char(text: str, expected: int) -> None:
    assert rows_of(Block(text))["last_char"] == (expected,)


@pytest.mark.parametrize(
    ("text", "link_chars", "expected"),
    [
        pytest.param("Home News", 9, 1.0, id="all-link"),
        pytest.param("A plain sentence.", 0, 0.0, id="no-link"),
        pytest.param("See more", 4, 0.5, id="half"),
    ],
)
def test_link_density(text: str, link_chars: int, expected: float) -> None:
    assert rows_of(Block(text, link_chars=link_chars))["link_density"] == (expected,)


# --- its place among the others ---------------------------------------------------------------------------

RAIN = "Heavy rain fell on Foston harbour for days, and nobody there had seen so much of it in one month."  # 20
FERRY = RAIN[:-1] + " or so, while the ferry to the islands stayed in."  # 30
PAGE = [Block("Home News"), Block(RAIN), Block("Foston ferry news"), Block(FERRY), Block("Home News")]
WORDS = [2, 20, 3, 30, 2]  # 57 in all; the second and fourth are prose, the fourth is the densest run


@pytest.fixture(scope="module")
def page() -> Columns:
    tokens = [block.text.lower().split() for block in PAGE]
    assert [len(own) for own in tokens] == WORDS
    rows = text_rows(PAGE, WORDS, tokens, STOPWORDS)
    prose = prose_blocks(WORDS, rows["link_density"])
    core = core_run(WORDS, rows["link_density"])
    return context_columns(PAGE, WORDS, tokens, rows, prose, "Foston: the Ferry, the rain", core)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("position", [0.0, 0.25, 0.5, 0.75, 1.0]),
        ("word_position", [0.0, 2 / 57, 22 / 57, 25 / 57, 55 / 57]),
        ("from_start", [0, 1, 2, 3, 4]),
        ("from_end", [4, 3, 2, 1, 0]),
        ("words", [2, 20, 3, 30, 2]),
        ("next_words", [20, 3, 30, 2, 0]),
        ("next_last_char", [4, 0, 4, 0, 0]),
        ("prose_rank", [0.0, 0.0, 0.5, 0.5, 1.0]),
        ("prose_before", [0, 0, 1, 1, 2]),
        ("prose_after", [2, 1, 1, 0, 0]),
        ("core_distance", [-3, -2, -1, 0, 1]),
        ("core_share", [30 / 57] * 5),
        ("copies", [2, 1, 1, 1, 2]),
        ("copies_before", [0, 0, 0, 0, 1]),
        ("words_seen_before", [0, 0, 0, 0, 2]),
        # "foston:" and "ferry," carry a mark; of the title's long words "rain" alone stands bare.
        ("title_overlap", [0.0, 1 / 3, 0.0, 1 / 3, 0.0]),
        # The second block is the first of two that hold "rain", and so the likely headline.
        ("title_match", [1 / 3] * 5),
        ("words_since_title", [-1, 0, 20, 23, 53]),
        # Longer words of the second block: heavy rain fell foston harbour days, nobody there seen much month.
        ("core_overlap", [0.0, 10 / 11, 2 / 3, -1.0, 0.0]),
        ("window_prose_5", [2, 2, 2, 2, 2]),
        ("window_words_15", [57, 57, 57, 57, 57]),
    ],
)
def test_context_columns(page: Columns, name: str, expected: list[float]) -> None:
    assert list(page[name]) == pytest.approx(expected)


def test_context_columns_are_the_named_ones(page: Columns) -> None:
    assert tuple(page) == CONTEXT_NAMES


def test_distance_to_prose(page: Columns) -> None:
    since, until = list(page["blocks_since_prose"]), list(page["blocks_to_prose"])
    assert since[2:] == [0, 1, 0]
    assert until[:3] == [0, 1, 0]
    assert min(since[:2] + until[3:]) >= NONE_BLOCKS


def context_of(blocks: list[Block], words: list[int], title: str = "") -> Columns:
    tokens = [block.text.lower().split() for block in blocks]
    rows = text_rows(blocks, words, tokens, STOPWORDS)
    prose = prose_blocks(words, rows["link_density"])
    return context_columns(blocks, words, tokens, rows, prose, title, core_run(words, rows["link_density"]))


def test_a_lone_block_is_at_the_beginning() -> None:
    columns = context_of([Block("word")], [1])
    assert list(columns["position"]) == [0.0]
    assert list(columns["core_distance"]) == [1]
    assert list(columns["core_share"]) == [0.0]


@pytest.mark.parametrize(
    ("values", "size", "expected"),
    [
        pytest.param([1, 2, 4, 8, 16], 0, [1, 2, 4, 8, 16], id="itself"),
        pytest.param([1, 2, 4, 8, 16], 1, [3, 7, 14, 28, 24], id="one-on-each-side"),
        pytest.param([1, 2, 4, 8, 16], 2, [7, 15, 31, 30, 28], id="two-on-each-side"),
        pytest.param([1, 2, 4, 8, 16], 3, [15, 31, 31, 31, 30], id="more-than-half-the-page"),
        pytest.param([1, 2, 4, 8, 16], 4, [31] * 5, id="just-the-page"),
        pytest.param([1, 2, 4, 8, 16], 20, [31] * 5, id="more-than-the-page"),
        pytest.param([3], 5, [3], id="one-block"),
        pytest.param([-1.5, 0.0, 2.0], 1, [-1.5, 0.5, 2.0], id="negative"),
        pytest.param([], 2, [], id="nothing"),
    ],
)
def test_windows(values: list[float], size: int, expected: list[float]) -> None:
    assert windows(list(accumulate(values, initial=0)), size) == expected


@given(st.lists(st.integers(-99, 99), max_size=30), st.integers(0, 35))
def test_windows_of_any_page(values: list[int], size: int) -> None:
    expected = [sum(values[max(0, index - size) : index + size + 1]) for index in range(len(values))]
    assert windows(list(accumulate(values, initial=0)), size) == expected


def test_windows_end_at_the_page() -> None:
    columns = context_of([Block("word")] * 12, [PROSE_WORDS] * 12)
    assert list(columns["window_prose_5"]) == [6, 7, 8, 9, 10, 11, 11, 10, 9, 8, 7, 6]
    columns = context_of([Block("word")] * 20, [1] * 20)
    assert list(columns["window_words_15"]) == [16, 17, 18, 19, *[20] * 12, 19, 18, 17, 16]


def test_no_long_block_is_the_title() -> None:
    blocks = [Block("rain " * 39 + "rain"), Block("rain " * 40 + "rain")]
    assert list(context_of(blocks, [40, 41], title="Rain")["title_overlap"]) == [1.0, 0.0]


def test_copies_before() -> None:
    columns = context_of([Block("Log in now"), Block("other"), Block("Log in now"), Block("Log in now")], [3, 1, 3, 3])
    assert list(columns["copies"]) == [3, 1, 3, 3]
    assert list(columns["copies_before"]) == [0, 0, 1, 2]
    assert list(columns["words_seen_before"]) == [0, 0, 3, 6]


HOME, RAIN_HEADING, RAIN_NEWS = Block("Home"), Block("Heavy rain", kind="heading"), Block("Heavy rain falls")


@pytest.mark.parametrize(
    ("blocks", "title", "match", "since"),
    [
        pytest.param([HOME, RAIN_NEWS], "", 0.0, [-1, -1], id="no-title"),
        pytest.param([HOME, RAIN_NEWS], "Dry spell", 0.0, [-1, -1], id="nothing-shared"),
        pytest.param([HOME, RAIN_NEWS, HOME, HOME], "Heavy rain", 1.0, [-1, 0, 3, 4], id="words-below-it"),
        pytest.param([RAIN_NEWS, HOME, RAIN_NEWS], "Heavy rain", 1.0, [0, 3, 4], id="first-of-equals"),
        pytest.param([RAIN_NEWS, HOME, RAIN_HEADING], "Heavy rain", 1.0, [-1, -1, 0], id="rather-a-heading"),
        # Three of four words and 0.3 for the heading, against all four.
        pytest.param(
            [Block("heavy rain hits town"), Block("heavy rain town", kind="heading"), HOME],
            "Heavy rain hits town",
            0.75,
            [-1, 0, 3],
            id="a-heading-may-be-shorter",
        ),
        pytest.param(
            [Block("heavy rain hits town"), Block("heavy rain", kind="heading"), HOME],
            "Heavy rain hits town",
            1.0,
            [0, 4, 6],
            id="a-heading-of-half-the-words-is-another",
        ),
        # The second heading shares nothing: it gets no 0.3 that would outweigh a quarter.
        pytest.param(
            [Block("Heavy"), Block("Other news", kind="heading"), HOME],
            "Heavy rain hits town",
            0.25,
            [0, 1, 3],
            id="other-heading",
        ),
    ],
)
def test_since_title(blocks: list[Block], title: str, match: float, since: list[int]) -> None:
    columns = context_of(blocks, [len(block.text.split()) for block in blocks], title)
    assert list(columns["title_match"]) == [match] * len(blocks)
    assert list(columns["words_since_title"]) == since


def test_words_since_the_title_are_counted_up_to_a_limit() -> None:
    blocks = [RAIN_HEADING, *[Block("word")] * 3]
    columns = context_of(blocks, [2, NONE_WORDS - 3, 5, 5], "Heavy rain")
    assert list(columns["words_since_title"]) == [0, 2, NONE_WORDS - 1, NONE_WORDS]


def test_link_columns() -> None:
    blocks = [Block("ten chars.", link_chars=10), *[Block("ten chars.")] * 5]
    columns = link_columns(blocks, [10] * 6)
    assert tuple(columns) == LINK_NAMES
    assert list(columns["window_links_2"]) == pytest.approx([1 / 3, 1 / 4, 1 / 5, 0, 0, 0])
    assert list(columns["window_links_5"]) == pytest.approx([1 / 6] * 6)
    assert list(columns["window_links_15"]) == pytest.approx([1 / 6] * 6)


def test_link_columns_weigh_blocks_by_their_length() -> None:
    blocks = [Block("word", link_chars=4), Block("a word of so")]
    assert list(link_columns(blocks, [4, 12])["window_links_2"]) == [0.25, 0.25]


@pytest.mark.parametrize(
    ("words", "link_density", "expected"),
    [
        pytest.param(15, 0.0, True, id="long"),
        pytest.param(14, 0.0, False, id="short"),
        pytest.param(15, 0.32, True, id="few-links"),
        pytest.param(15, 0.33, False, id="links"),
    ],
)
def test_prose_blocks(words: int, link_density: float, expected: bool) -> None:
    assert prose_blocks([words], [link_density]) == [expected]


@pytest.mark.parametrize(
    ("words", "link_density", "expected"),
    [
        pytest.param([2, 20, 3, 30, 2], [0.0] * 5, (3, 4), id="a-short-block-costs-more-than-it-bridges"),
        pytest.param([2, 40, 3, 30, 2], [0.0] * 5, (1, 4), id="a-short-block-is-bridged"),
        pytest.param([30, 30], [0.0, 1.0], (0, 1), id="links-do-not-count"),
        pytest.param([30, 30, 0, 0, 30], [0.0] * 5, (0, 2), id="earlier-of-two-runs"),
        pytest.param([CORE_TOLL, CORE_TOLL], [0.0, 0.0], (0, 0), id="nothing-above-the-toll"),
        pytest.param([CORE_TOLL + 1], [0.0], (0, 1), id="one-word-above-the-toll"),
        pytest.param([500, 0, 0, 0, 0, 40, 40], [0.0] * 7, (5, 7), id="a-wall-of-text-counts-as-sixty-words"),
        pytest.param([], [], (0, 0), id="nothing"),
    ],
)
def test_core_run(words: list[int], link_density: list[float], expected: tuple[int, int]) -> None:
    assert CORE_MAX_WORDS == 60
    assert core_run(words, link_density) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], (0, 0), id="nothing"),
        pytest.param([-1.0, 0.0, -2.0], (0, 0), id="nothing-above-zero"),
        pytest.param([-1.0, 0.5, -1.0], (1, 2), id="one"),
        pytest.param([2.0, -1.0, 2.0], (0, 3), id="bridged"),
        pytest.param([2.0, -3.0, 2.5], (2, 3), id="too-dear-a-bridge"),
        pytest.param([2.0, -2.0, 2.0], (0, 1), id="first-of-equals"),
        pytest.param([-1.0, 0.0, 1.0], (2, 3), id="no-zeros-in-front"),
        pytest.param([1.0, 0.0], (0, 1), id="no-zeros-behind"),
    ],
)
def test_maximum_run(values: list[float], expected: tuple[int, int]) -> None:
    assert maximum_run(values) == expected


@given(st.lists(st.integers(-9, 9), max_size=12))
def test_no_run_has_a_larger_sum(values: list[int]) -> None:
    start, stop = maximum_run(values)
    sums = {(a, b): sum(values[a:b]) for a in range(len(values)) for b in range(a + 1, len(values) + 1)}
    assert sum(values[start:stop]) == max([0, *sums.values()])
    assert (start < stop) == (max(values, default=0) > 0)
