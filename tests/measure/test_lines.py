"""What the layout of a text dump says; every expected number is worked out by hand."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Dump
from cleanpage.features import CUE_CODES, LINE_NAMES, NAMES
from cleanpage.measure.lines import MAX_CASED_WORDS, NEAR, cue_codes
from cleanpage.measure.measurer import measure
from cleanpage.tokenize.text.lines import tokenize_text

LOGIN, SHARE, NEWSLETTER = CUE_CODES["login"], CUE_CODES["share"], CUE_CODES["newsletter"]
SENTENCE = "This line of eight words is a sentence."
LONG = "word " * 24 + "word"  # 25 words


def column(name: str, *lines: str) -> list[float]:
    measured = measure(tokenize_text(Dump(text="\n".join(lines))), {})
    index = NAMES["text"].index(name)
    return [row[index] for row in measured.rows]


def test_line_names_are_features_of_text() -> None:
    assert set(LINE_NAMES) <= set(NAMES["text"])


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        pytest.param("indent", ("a", "  b", "", "\t\tc"), [0, 2, 2], id="indent"),
        pytest.param("gap", ("a", "  b", "", "c"), [0, 0, 1], id="gap"),
        pytest.param("window_words_2", ("word",) * 8, [3, 4, 5, 5, 5, 5, 4, 3], id="window_words_2"),
        pytest.param("window_words_5", ("word",) * 8, [6, 7, 8, 8, 8, 8, 7, 6], id="window_words_5"),
        pytest.param("long_line_share", ("word " * 20, "word " * 5), [0.8, 0.8], id="long_line_share"),
        pytest.param("long_line_share", ("word " * 19, "word"), [0.0, 0.0], id="no-long-line"),
    ],
)
def test_layout(name: str, lines: tuple[str, ...], expected: list[float]) -> None:
    assert column(name, *lines) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("12 May", "3 June", "May"), [2, 2, 1], id="digits"),
        pytest.param(("Home", "News", "home page"), [2, 2, 1], id="letters-of-short-lines"),
        pytest.param(("Home >", "News >", "News"), [2, 2, 1], id="marks-of-short-lines"),
        pytest.param(("one two three", "one, two three"), [1, 1], id="three-words-are-short"),
        pytest.param(("one two three four", "six words are in this line"), [2, 2], id="four-to-eight-words"),
        pytest.param(("one two three four", "nine words are in this line that goes on"), [1, 1], id="nine-words"),
        pytest.param(("word " * 20, "word " * 9, "word " * 21), [2, 2, 1], id="twenty-one-words"),
        pytest.param(("one two three four", "one two three four."), [1, 1], id="full-stop"),
        pytest.param(("one two three four", "- one two three four"), [1, 1], id="bullet"),
        pytest.param(("one two three four", "  one two three four"), [1, 1], id="indent"),
    ],
)
def test_lines_of_the_same_shape(lines: tuple[str, ...], expected: list[float]) -> None:
    assert column("same_shape", *lines) == expected


def test_line_cue() -> None:
    assert column("line_cue", "Log in", "A line of words", "Share this") == [LOGIN, 0, SHARE]


APPEAL = "Follow the Owl Post on WhatsApp and get the stories of the day first"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("Ferry runs late", APPEAL), NEWSLETTER, id="asks"),
        pytest.param(("WhatsApp runs late", APPEAL), 0, id="what-the-page-is-about"),
        pytest.param(("Ferry runs late", APPEAL + " word" * 60), 0, id="long-paragraph"),
        pytest.param(("Ferry runs late", "Join us on WhatsApp"), SHARE, id="the-lexicon-first"),
        pytest.param(
            (
                "Паром опоздал на два часа, сообщили в порту, и его ждали на причале",
                "Следите за нами в Telegram",
            ),
            NEWSLETTER,
            id="other-language",
        ),
    ],
)
def test_a_line_that_asks_is_worded_like_a_newsletter_box(lines: tuple[str, ...], expected: int) -> None:
    assert column("line_cue", *lines)[-1] == expected


def test_the_language_around_the_article_asks_too() -> None:
    article = ("La mairie a ouvert le canal avec les habitants et les enfants de la commune pour la saison.",) * 4
    chrome = ("Войти на сайт", "Читайте также", "О нас и нашей работе", "Подписывайтесь на «Вестник» в Telegram")
    assert column("line_cue", *article, *chrome)[-1] == NEWSLETTER


def test_cues_near() -> None:
    assert column("cues_near", "Log in", "A line of words", "Share this") == [2, 2, 2]
    assert column("cues_near", "Log in", *["A line of words"] * (NEAR - 1), "Log in")[::NEAR] == [2, 2]
    assert column("cues_near", "Log in", *["A line of words"] * NEAR, "Log in")[:: NEAR + 1] == [1, 1]


def test_cues_are_the_numbers_that_html_has() -> None:
    assert cue_codes(["login", "", "share", "login"]) == [LOGIN, 0, SHARE, LOGIN]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("Log in", "a line", "a line"), [0, LOGIN, LOGIN], id="goes-on"),
        pytest.param(("Log in", "Share this", "a line"), [0, LOGIN, SHARE], id="until-the-next"),
        pytest.param(("Log in", LONG, "a line"), [0, LOGIN, 0], id="until-25-words"),
        pytest.param(("Log in", LONG[5:], "a line"), [0, LOGIN, LOGIN], id="not-24-words"),
        pytest.param(("Leave a comment on our new pages", "a line"), [0, 0], id="seven-words-head-nothing"),
        pytest.param(("Leave a comment on our pages", "a line"), [0, CUE_CODES["comment"]], id="six-words-do"),
    ],
)
def test_the_last_cue_before_a_line(lines: tuple[str, ...], expected: list[float]) -> None:
    assert column("cue_before", *lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(SENTENCE, 1, id="eight-words"),
        pytest.param("This line of seven words is none.", 0, id="seven-words"),
        pytest.param(SENTENCE[:-1], 0, id="no-end"),
        pytest.param(SENTENCE[:-1] + ":", 0, id="colon"),
        pytest.param(SENTENCE[:-1] + "…", 1, id="ellipsis"),
    ],
)
def test_a_sentence_near(line: str, expected: int) -> None:
    assert column("sentence_near", *["a line"] * NEAR, line) == [expected] * (NEAR + 1)
    assert column("sentence_near", *["a line"] * (NEAR + 1), line)[0] == 0


@pytest.mark.parametrize(
    ("line", "digits", "titles", "capitals", "first"),
    [
        pytest.param("Rain in May 2024", 4 / 16, 2 / 4, 0.0, 2, id="title-and-year"),
        pytest.param("BBC news", 0.0, 0.0, 1 / 2, 2, id="capitals"),
        pytest.param("lower case", 0.0, 0.0, 0.0, 1, id="lower-case"),
        pytest.param("7 Days", 1 / 6, 1 / 2, 0.0, 3, id="digit-first"),
        pytest.param("«Rain»", 0.0, 1.0, 0.0, 0, id="quote-first"),
        pytest.param("雨の日", 0.0, 0.0, 0.0, 0, id="no-case"),
        pytest.param("Rain " * MAX_CASED_WORDS + "is wet", 0.0, 1.0, 0.0, 2, id="the-first-words"),
        pytest.param("Rain " * (MAX_CASED_WORDS - 1) + "is wet", 0.0, 19 / 20, 0.0, 2, id="the-last-of-them-too"),
    ],
)
def test_letters(line: str, digits: float, titles: float, capitals: float, first: int) -> None:
    names = ("digit_share", "title_share", "upper_share", "first_char")
    assert [column(name, line)[0] for name in names] == pytest.approx([digits, titles, capitals, first])
