from __future__ import annotations

from collections.abc import Sequence

import pytest
from benchmarks.pages.fixtures import read_fixtures
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_measured
from cleanpage import Options
from cleanpage.blocks import Block, Document, Format, Overrule, Scored
from cleanpage.measure.measurer import measure
from cleanpage.select.rules.applying import Overruled, apply_rules, find_foreign
from cleanpage.select.rules.dumps.islands import (
    ISLAND_SCORE,
    MAX_GAP_SCORE,
    MAX_ISLAND_SHARE,
    MIN_GAP_LINES,
    are_islands,
)
from cleanpage.select.rules.dumps.scripts import MIN_SCRIPT_CHARS, MIN_SCRIPT_MARKS, are_scripts
from cleanpage.select.rules.dumps.signatures import (
    HEADING_LINES,
    MAX_ITEM_LINES,
    MAX_SIGNED_CHARS,
    MAX_SIGNED_WORDS,
    MIN_SIGNATURES,
    MIN_TEXT_SHARE,
    MIN_TEXT_SHARE_CUED,
    MIN_TEXT_SHARE_HEADED,
    MIN_TEXT_WORDS,
    are_signed_comments,
    are_signed_teasers,
)
from cleanpage.select.rules.dumps.teasers import (
    MAX_BETWEEN_WORDS,
    MAX_TEASER_WORDS,
    MIN_PROSE_WORDS,
    MIN_TEASER_WORDS,
    MIN_TEASERS,
    OTHER_TOLL,
    PROSE_LINE_WORDS,
    PROSE_SCORE,
    TEASER_SCORE,
    are_teasers,
)
from cleanpage.select.rules.posts import (
    MAX_POST_CHARS,
    MAX_POST_LINES,
    MAX_SIGNATURE_WORDS,
    POST_SCORE,
    are_quoted_posts,
)
from cleanpage.select.rules.related import (
    HEADING_SCORE,
    MAX_HEADING_WORDS,
    MAX_RELATED_LINES,
    RELATED_SCORE,
    RESUMING_SCORE,
    RESUMING_WORDS,
    are_below_related,
)
from cleanpage.select.rules.rule import ONE_ARTICLE_SCORE, ONE_ARTICLE_SHARE, Case, is_one_article
from cleanpage.select.selector import select

Line = tuple[str | int, float, bool]
"""Text or number of words, score, and whether the cut keeps it."""

HAIR = 0.001


def text_of(words: int, number: int = 0, end: str = "") -> str:
    """Return so many words; texts of other numbers are others."""
    return " ".join([f"owl{number}"] * words) + end


def dump(lines: Sequence[Line], format: Format = "text") -> Scored:
    texts = [text if isinstance(text, str) else text_of(text, number) for number, (text, _, _) in enumerate(lines)]
    blocks = [Block(text, line=number) for number, text in enumerate(texts, 1)]
    measured = measure(Document(format="text", blocks=tuple(blocks)), {}) if format == "text" else make_measured(blocks)
    return Scored(measured=measured, scores=tuple(score for _, score, _ in lines))


def dump_case(lines: Sequence[Line], format: Format = "text") -> Case:
    return Case(dump(lines, format))


def kept_of(lines: Sequence[Line]) -> tuple[bool, ...]:
    return tuple(keep for _, _, keep in lines)


def bits(found: Sequence[bool]) -> str:
    return "".join("01"[is_it] for is_it in found)


def signed(lines: Sequence[Line], why: Overrule) -> str:
    find = are_signed_comments if why == "comment" else are_signed_teasers
    return bits(find(Case(dump(lines)), kept_of(lines)))


def ruled(lines: Sequence[Line], *, comments: bool = False, captions: bool = False) -> tuple[str, Overruled]:
    """What becomes of a dump by all rules after the cut; and why."""
    after, overruled, _ = apply_rules(Case(dump(lines), comments=comments, captions=captions), kept_of(lines))
    return bits(after), overruled


def dropped(first: int, last: int, why: Overrule) -> Overruled:
    return dict.fromkeys(range(first, last + 1), why)


# ------------------------------------------------------------------ one article


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # With 40 words surely expected: of 100 and of 101.
        pytest.param([(1.0, 40), (0.5, 120)], True, id="share-of-an-article"),
        pytest.param([(1.0, 40), (0.5, 122)], False, id="less"),
        pytest.param([(ONE_ARTICLE_SCORE, 50)], True, id="sure"),
        pytest.param([(ONE_ARTICLE_SCORE - HAIR, 50)], False, id="not-quite-sure"),
        pytest.param([(0.0, 50)], False, id="nothing-expected"),
        pytest.param([], False, id="no-lines"),
    ],
)
def test_one_article(blocks: list[tuple[float, int]], expected: bool) -> None:
    assert is_one_article(dump_case([(words, score, True) for score, words in blocks])) is expected


def test_the_cases_of_articles_stand_on_both_sides_of_the_limit() -> None:
    assert 40 / 101 < ONE_ARTICLE_SHARE <= 40 / 100


# ------------------------------------------------------------------ scripts

MARKS = ('":[', '": 7', '","', "\\n", "\\u00", "<!--", "</div>", "function (", "run()", ");", "={", "&&", "||")
SCRIPT = '{"name":"owl","legs":2,"of":["mill","barn"],"wings":{"left":1,"right":1},"eyes":2,"seen":"twice","by":"Ada"}'


def marked(mark: str, count: int, chars: int) -> str:
    """Return a line with so many marks between words, padded to so many characters."""
    return f" owl {mark} ".join([""] * (count + 1)).ljust(chars, "x")


@pytest.mark.parametrize("mark", MARKS)
def test_lines_with_many_marks_are_scripts(mark: str) -> None:
    texts = [marked(mark, count, 2 * MIN_SCRIPT_CHARS) for count in (MIN_SCRIPT_MARKS - 1, MIN_SCRIPT_MARKS)]
    assert bits(are_scripts(dump_case([(text, 0.5, True) for text in texts]))) == "01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SCRIPT, True, id="json"),
        pytest.param("</i>" * 19 + "</b>", True, id="as-short-as-can-be"),
        pytest.param("</i>" * 18 + "</b></", False, id="too-short"),
        pytest.param("for (let i = 0; i < owls.length && hungry; i += 1) { feed(owls[i], mice()); }", False, id="code"),
        pytest.param('He says it\'s (in a sense) "over", and <b> is a tag; 3 < 4 & 5 > 4. ' * 9, False, id="prose"),
        pytest.param("a function of time, of place, and of weather " * 9, False, id="a-word-of-programs"),
    ],
)
def test_scripts(text: str, expected: bool) -> None:
    assert are_scripts(dump_case([(text, 0.5, True)])) == [expected]


def test_the_cases_of_scripts_stand_on_both_sides_of_the_limit() -> None:
    assert len("</i>" * 19 + "</b>") == MIN_SCRIPT_CHARS


# ------------------------------------------------------------------ teasers

TEASER: Line = (MIN_TEASER_WORDS, 0.5, True)
LONGEST: Line = (MAX_TEASER_WORDS, TEASER_SCORE - HAIR, True)
PROSE: Line = (text_of(MIN_PROSE_WORDS, end="."), 0.9, True)
BETWEEN: Line = (MAX_BETWEEN_WORDS, 0.5, True)
OTHER: Line = (MAX_BETWEEN_WORDS + 1, 0.5, True)


def ended(words: int, score: float, end: str = ".") -> Line:
    return text_of(words, end=end), score, True


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([TEASER] * MIN_TEASERS, "1" * MIN_TEASERS, id="column"),
        pytest.param([TEASER] * (MIN_TEASERS - 1), "0" * (MIN_TEASERS - 1), id="a-few"),
        pytest.param([LONGEST] * MIN_TEASERS, "1" * MIN_TEASERS, id="longest"),
        pytest.param([(MAX_TEASER_WORDS + 1, 0.5, True)] * 20, "0" * 20, id="longer"),
        pytest.param([(MIN_TEASER_WORDS - 1, 0.5, True)] * 20, "0" * 20, id="captions"),
        pytest.param([(7, 0.5, True)] * 40, "0" * 40, id="verses"),
        pytest.param([(MIN_TEASER_WORDS, TEASER_SCORE, True)] * 20, "0" * 20, id="likely"),
        pytest.param(
            [*[TEASER] * (MIN_TEASERS - 1), (MIN_TEASER_WORDS, TEASER_SCORE, True)],
            "0" * MIN_TEASERS,
            id="a-likely-line-counts-for-none",
        ),
        pytest.param([ended(MIN_TEASER_WORDS, 0.5)] * 20, "0" * 20, id="sentences"),
        pytest.param([ended(MIN_TEASER_WORDS, 0.5, "!” ")] * 20, "0" * 20, id="quotations"),
        pytest.param([ended(MIN_TEASER_WORDS, 0.5, "。」")] * 20, "0" * 20, id="other-scripts"),
        pytest.param([ended(MIN_TEASER_WORDS, 0.5, "…")] * 20, "0" * 20, id="ellipses"),
        pytest.param([ended(MIN_TEASER_WORDS, 0.5, ":")] * 20, "1" * 20, id="colons"),
        pytest.param([TEASER, BETWEEN] * MIN_TEASERS, "1" * (2 * MIN_TEASERS - 1) + "0", id="buttons-between"),
        pytest.param([BETWEEN, *[TEASER] * MIN_TEASERS, BETWEEN], "0" + "1" * MIN_TEASERS + "0", id="buttons-around"),
        pytest.param(
            [TEASER, (1, TEASER_SCORE, True), *[TEASER] * MIN_TEASERS],
            "10" + "1" * MIN_TEASERS,
            id="a-likely-line-stays",
        ),
        pytest.param(
            [*[TEASER] * MIN_TEASERS, OTHER, *[TEASER] * OTHER_TOLL],
            "1" * MIN_TEASERS + "0" * (1 + OTHER_TOLL),
            id="another-line-and-too-few-after-it",
        ),
        pytest.param(
            [*[TEASER] * MIN_TEASERS, OTHER, *[TEASER] * (OTHER_TOLL + 1)],
            "1" * (MIN_TEASERS + OTHER_TOLL + 2),
            id="another-line-and-enough-after-it",
        ),
        pytest.param([*[TEASER] * OTHER_TOLL, OTHER] * 9, "0" * 9 * (OTHER_TOLL + 1), id="paragraphs-between"),
        pytest.param(
            [*[TEASER] * MIN_TEASERS, *[PROSE] * MIN_TEASERS, TEASER, PROSE, *[TEASER] * MIN_TEASERS],
            "1" * MIN_TEASERS + "0" * (MIN_TEASERS + 2) + "1" * MIN_TEASERS,
            id="two-columns",
        ),
    ],
)
def test_teasers(lines: list[Line], found: str) -> None:
    # As many paragraphs as end any column.
    article = [PROSE] * 9
    around = "0" * len(article)
    assert bits(are_teasers(dump_case([*article, *lines, *article]))) == around + found + around
    # To the end of the dump.
    assert bits(are_teasers(dump_case([*article, *lines]))) == around + found


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        pytest.param([ended(MIN_PROSE_WORDS, PROSE_SCORE)], True, id="article"),
        pytest.param([ended(PROSE_LINE_WORDS, 0.9)] * (MIN_PROSE_WORDS // PROSE_LINE_WORDS + 1), True, id="short"),
        pytest.param([ended(PROSE_LINE_WORDS - 1, 0.9)] * MIN_PROSE_WORDS, False, id="shorter"),
        pytest.param([ended(MIN_PROSE_WORDS - 1, 0.9)], False, id="short-article"),
        pytest.param([ended(MIN_PROSE_WORDS, PROSE_SCORE - HAIR)], False, id="unlikely"),
        pytest.param([ended(MIN_PROSE_WORDS, 0.9, "")], False, id="no-sentence"),
        pytest.param([], False, id="list"),
    ],
)
def test_a_page_of_teasers_alone_is_a_list(prose: list[Line], expected: bool) -> None:
    assert any(are_teasers(dump_case([*prose, *[TEASER] * 20]))) is expected


# ------------------------------------------------------------------ before the cut


def test_what_is_foreign() -> None:
    lines = [PROSE, *[TEASER] * MIN_TEASERS, (SCRIPT.replace(" ", ""), 0.5, True), TEASER, PROSE, (SCRIPT, 0.9, True)]
    teasers = dropped(1, MIN_TEASERS + 2, "related")
    assert find_foreign(dump_case(lines)) == {**teasers, MIN_TEASERS + 1: "script", MIN_TEASERS + 4: "script"}
    assert find_foreign(dump_case(lines, "html")) == {}
    assert find_foreign(dump_case([PROSE, TEASER])) == {}


# ------------------------------------------------------------------ below "read also"

HEADING: Line = ("Read also", 0.1, False)
DOUBTFUL: Line = (14, RELATED_SCORE - HAIR, True)
RESUMING: Line = (RESUMING_WORDS, RESUMING_SCORE, True)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([HEADING, DOUBTFUL, DOUBTFUL], "011", id="below-it"),
        pytest.param([DOUBTFUL, HEADING, DOUBTFUL], "001", id="not-above-it"),
        pytest.param([DOUBTFUL] * 3, "000", id="no-heading"),
        pytest.param([HEADING, (14, RELATED_SCORE, True), DOUBTFUL], "001", id="likely"),
        pytest.param([HEADING, DOUBTFUL, RESUMING, DOUBTFUL], "0100", id="the-article-goes-on"),
        pytest.param([HEADING, (RESUMING_WORDS - 1, 0.9, True), DOUBTFUL], "001", id="a-short-line"),
        pytest.param([HEADING, (RESUMING_WORDS, RESUMING_SCORE - HAIR, True), DOUBTFUL], "001", id="a-likely-line"),
        pytest.param(
            [HEADING, *[DOUBTFUL] * (MAX_RELATED_LINES + 2)], "0" + "1" * MAX_RELATED_LINES + "00", id="so-many-lines"
        ),
        pytest.param(
            [HEADING, DOUBTFUL, HEADING, *[DOUBTFUL] * (MAX_RELATED_LINES + 1)],
            "010" + "1" * MAX_RELATED_LINES + "0",
            id="counted-anew",
        ),
        pytest.param([("Read also", HEADING_SCORE - HAIR, False), DOUBTFUL], "01", id="heading-just-unlikely"),
        pytest.param([("Read also", HEADING_SCORE, False), DOUBTFUL], "00", id="heading-likely"),
        pytest.param([("Read also", 0.1, True), DOUBTFUL], "00", id="heading-kept"),
        pytest.param([(f"Read also: {text_of(MAX_HEADING_WORDS - 2)}", 0.1, False), DOUBTFUL], "01", id="long-heading"),
        pytest.param([(f"Read also: {text_of(MAX_HEADING_WORDS - 1)}", 0.1, False), DOUBTFUL], "00", id="no-heading"),
        pytest.param([("Comments", 0.1, False), DOUBTFUL], "00", id="another-cue"),
    ],
)
def test_below_related(lines: list[Line], found: str) -> None:
    assert bits(are_below_related(dump_case(lines), kept_of(lines))) == found


# ------------------------------------------------------------------ islands

SURE: Line = (100, 0.9, True)
GAP: list[Line] = [(5, MAX_GAP_SCORE - HAIR, False)] * MIN_GAP_LINES
SMALL: Line = (20, ISLAND_SCORE - HAIR, True)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([SURE, *GAP, SMALL], "000001", id="below"),
        pytest.param([SMALL, *GAP, SURE], "100000", id="above"),
        pytest.param([SURE, *GAP, SMALL, *GAP, SURE], "00000100000", id="between"),
        pytest.param([SURE, *GAP, SMALL, GAP[0], SMALL, *GAP, SMALL], "000001010000" + "1", id="several-lines"),
        pytest.param([SURE, SMALL, *GAP, SURE], "0000000", id="part-of-the-text"),
        pytest.param([SURE, *GAP[1:], SMALL], "00000", id="a-narrow-gap"),
        pytest.param([SURE, *[(5, MAX_GAP_SCORE + HAIR, False)] * 5, SMALL], "0000000", id="a-doubtful-gap"),
        pytest.param([SURE, *GAP[1:], (5, MAX_GAP_SCORE + 0.1, False), SMALL], "000000", id="a-doubtful-line-in-it"),
        pytest.param([SURE, *GAP, *[(5, 0.0, False)] * 9, (5, 0.9, False), SMALL], "0" * 15 + "1", id="by-its-mean"),
        pytest.param([SURE, *GAP, (20, ISLAND_SCORE, True)], "000000", id="likely"),
        pytest.param([SURE, *GAP, SMALL, (5, 0.9, True)], "0000000", id="with-a-likely-line"),
        pytest.param([(60, 0.9, True), *GAP, (40, 0.5, True)], "000001", id="share-of-the-text"),
        pytest.param([(60, 0.9, True), *GAP, (41, 0.5, True)], "000000", id="more"),
        pytest.param([*GAP, SMALL, *GAP], "000000000", id="all-there-is"),
        pytest.param(GAP, "0000", id="nothing-kept"),
    ],
)
def test_islands(lines: list[Line], found: str) -> None:
    assert bits(are_islands(dump_case(lines), kept_of(lines))) == found


def test_the_cases_of_islands_stand_on_both_sides_of_the_limit() -> None:
    assert 40 / 100 <= MAX_ISLAND_SHARE < 41 / 101


# ------------------------------------------------------------------ embedded posts

SIGNATURE: Line = ("— Ada Bird (@ada_bird) May 3, 2024", 0.5, True)
POST: Line = (9, 0.5, True)


def of_chars(count: int) -> Line:
    return "x" * count, 0.5, True


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([POST, SIGNATURE, POST], "110", id="post"),
        pytest.param([("The owls are back! — Ada (@ada) 3 May 2024", 0.5, True)], "1", id="on-one-line"),
        pytest.param([POST, POST, SIGNATURE, POST, SIGNATURE], "11111", id="two-posts"),
        pytest.param([(9, POST_SCORE, True), POST, SIGNATURE], "011", id="below-the-article"),
        pytest.param([(9, POST_SCORE - HAIR, True), SIGNATURE], "11", id="likely-text"),
        pytest.param([POST] * 9 + [SIGNATURE], "000" + "1" * (MAX_POST_LINES + 1), id="so-many-lines"),
        pytest.param([of_chars(MAX_POST_CHARS), SIGNATURE], "11", id="long"),
        pytest.param([of_chars(MAX_POST_CHARS + 1), SIGNATURE], "01", id="too-long"),
        pytest.param([of_chars(MAX_POST_CHARS // 2 + 1), of_chars(MAX_POST_CHARS // 2), SIGNATURE], "011", id="in-all"),
        pytest.param([POST, ("Ada Bird (@ada_bird) is back", 0.5, True)], "00", id="no-date"),
        pytest.param([POST, ("Ada Bird @ada_bird May 3, 2024", 0.5, True)], "00", id="no-brackets"),
        pytest.param([POST, ("Ada Bird (ada@mill.example) May 3", 0.5, True)], "00", id="an-address"),
        pytest.param(
            [POST, (f"{text_of(MAX_SIGNATURE_WORDS - 4)} (@ada) May 3, 2024", 0.5, True)], "11", id="long-signature"
        ),
        pytest.param(
            [POST, (f"{text_of(MAX_SIGNATURE_WORDS - 3)} (@ada) May 3, 2024", 0.5, True)], "00", id="a-sentence"
        ),
    ],
)
def test_quoted_posts(lines: list[Line], found: str) -> None:
    assert bits(are_quoted_posts(dump_case(lines), kept_of(lines))) == found
    # What stands above is sure.
    assert ruled([SURE, SURE, SURE, *lines]) == (
        "111" + bits([not is_it for is_it in kept_of_bits(found)]),
        {3 + index: "embed" for index, is_it in enumerate(found) if is_it == "1"},
    )


def kept_of_bits(found: str) -> list[bool]:
    return [is_it == "1" for is_it in found]


def test_a_list_of_posts_is_the_page() -> None:
    lines = [(60, 0.9, True), *[POST, SIGNATURE] * 3]
    assert ruled(lines) == ("1111111", {})


# ------------------------------------------------------------------ dated items


def at(day: int, by: str = "") -> Line:
    """When somebody commented."""
    return f"{by}{day} May 2024, 12:30", 0.1, False


def article(words: int = MIN_TEXT_WORDS) -> Line:
    return words, 1.0, True


def section(*items: int, first: int = 1, by: str = "") -> list[Line]:
    """Comments of so many words, each below its date."""
    return [line for day, words in enumerate(items, first) for line in (at(day, by), (words, 1.0, True))]


FAR: list[Line] = [(1, 0.1, False)] * MAX_ITEM_LINES
"""What parts a line from the section below."""

SECTION = "1" * 6
ALL = "1" + SECTION
"""The section and the name above it."""


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([article(), *section(30, 30, 30)], "0" + SECTION, id="comments"),
        pytest.param([article(), ("Ada", 0.1, False), *section(30, 30, 30)], "0" + ALL, id="named"),
        pytest.param([article(), (MAX_SIGNED_WORDS, 0.9, True), *section(9, 9, 9)], "0" + ALL, id="name-and-more"),
        pytest.param([article(), (MAX_SIGNED_WORDS + 1, 0.9, True), *section(9, 9, 9)], "00" + SECTION, id="text"),
        pytest.param([article(MIN_TEXT_WORDS - 1), (5, 0.1, False), *section(9, 9, 9, 9)], "0" * 10, id="little-text"),
        pytest.param([article(), *section(30, 30)], "0" * 5, id="two-dates"),
        pytest.param([article(), *section(30, 30), at(3)], "011111", id="the-last-without-text"),
        pytest.param([article(), *[at(1), (9, 0.9, False)] * 3], "0" * 7, id="no-kept-text-between"),
        pytest.param([article(), at(1), at(2), (9, 0.9, True), at(3)], "0" * 5, id="too-little-between"),
        # 150 of 250 and of 251 words.
        pytest.param([article(), *section(30, 30, 40)], "0" + SECTION, id="shorter-than-the-article"),
        pytest.param([article(), *section(30, 30, 41)], "0" * 7, id="answers"),
        # 150 of 375 and of 376 words.
        pytest.param([article(), *section(75, 75, 75), ("Reply", 0.1, False)], "0" + ALL, id="cued"),
        pytest.param([article(), *section(75, 75, 76), ("Reply", 0.1, False)], "0" * 8, id="answers-with-buttons"),
        pytest.param([article(), ("Reply", 0.1, False), *section(75, 75, 75)], "0" + ALL, id="cued-above"),
        pytest.param(
            [article(), ("Reply", 0.1, False), *[(1, 0.1, False)] * 2, *section(75, 75, 75)],
            "000" + ALL,
            id="cued-further-up",
        ),
        pytest.param(
            [article(), ("Reply", 0.1, False), *[(1, 0.1, False)] * 3, *section(75, 75, 75)],
            "0" * 11,
            id="cued-too-far-up",
        ),
        # 150 of 750 and of 751 words.
        pytest.param([article(), ("3 comments", 0.1, False), *section(200, 200, 200)], "0" + ALL, id="headed"),
        pytest.param([article(), ("3 comments", 0.1, False), *section(200, 200, 201)], "0" * 8, id="headed-answers"),
        pytest.param(
            [article(), ("3 comments", 0.1, False), *[(1, 0.1, False)] * (HEADING_LINES), *section(200, 200, 200)],
            "0" * HEADING_LINES + "0" + ALL,
            id="heading-further-up",
        ),
        pytest.param(
            [article(), ("3 comments", 0.1, False), *[(1, 0.1, False)] * (HEADING_LINES + 1), *section(200, 200, 200)],
            "0" * (HEADING_LINES + 9),
            id="heading-too-far-up",
        ),
        pytest.param(
            [article(), *section(30), *[(1, 0.1, False)] * (MAX_ITEM_LINES - 2), *section(30, 30, first=2)],
            "0" + "1" * (MAX_ITEM_LINES + 4),
            id="as-far-apart-as-can-be",
        ),
        pytest.param(
            [article(), *section(30), *[(1, 0.1, False)] * (MAX_ITEM_LINES - 1), *section(30, 30, first=2)],
            "0" * (MAX_ITEM_LINES + 6),
            id="too-far-apart",
        ),
        pytest.param(
            [article(), *section(9, 9, 9), *[(1, 0.1, False)] * MAX_ITEM_LINES],
            "0" + "1" * (5 + MAX_ITEM_LINES) + "0",
            id="to-where-the-next-date-could-be",
        ),
        pytest.param(
            [("9 April 2023, 8:15", 0.1, False), article(), *FAR, *section(30, 30, 30)],
            "0" * (8 + MAX_ITEM_LINES),
            id="a-thread-whose-first-post-is-dated-like-the-others",
        ),
        pytest.param(
            [
                ("Ada Bird of the mill, 9 April 2023, 8:15", 0.1, False),
                article(),
                *FAR,
                *section(30, 30, 30, by="Cy B, "),
            ],
            "0" * (8 + MAX_ITEM_LINES),
            id="a-thread-whose-first-post-is-signed-too",
        ),
        pytest.param(
            [("3.5.2024", 0.1, False), article(), *FAR, *section(30, 30, 30)],
            "0" * (1 + MAX_ITEM_LINES) + ALL,
            id="an-article-dated-otherwise",
        ),
    ],
)
def test_dated_comments(lines: list[Line], found: str) -> None:
    assert signed(lines, "comment") == found
    assert "1" not in signed(lines, "related")


def test_the_cases_of_dated_items_stand_on_both_sides_of_the_limits() -> None:
    assert (MIN_TEXT_WORDS, MIN_SIGNATURES) == (150, 3)
    assert 150 / 251 < MIN_TEXT_SHARE <= 150 / 250
    assert 150 / 376 < MIN_TEXT_SHARE_CUED <= 150 / 375
    assert 150 / 751 < MIN_TEXT_SHARE_HEADED <= 150 / 750


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        pytest.param("Read also", "related", id="related"),
        pytest.param(f"Read also: {text_of(MAX_HEADING_WORDS - 2)}", "related", id="long"),
        pytest.param(f"Read also: {text_of(MAX_HEADING_WORDS - 1)}", None, id="too-long"),
        pytest.param("3 comments", "comment", id="comments"),
        pytest.param("Comments (3)", "comment", id="counted-behind"),
        pytest.param("Comments", None, id="not-counted"),
        pytest.param("News", None, id="none"),
    ],
)
def test_the_heading_of_dated_items(heading: str, why: Overrule | None) -> None:
    lines: list[Line] = [article(), (heading, 0.1, False), (1, 0.1, False), *section(200, 200, 200)]
    found = {rule: signed(lines, rule) for rule in ("comment", "related")}
    assert found == {rule: ("00" + ALL if rule == why else "0" * 9) for rule in found}


def test_the_last_heading_counts() -> None:
    for headings, why in ((("Read also", "3 comments"), "comment"), (("3 comments", "Read also"), "related")):
        lines = [article(), *[(heading, 0.1, False) for heading in headings], *section(200, 200, 200)]
        assert ("1" in signed(lines, "comment")) is (why == "comment")
        assert ("1" in signed(lines, "related")) is (why == "related")


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        pytest.param("3 May 2024", True, id="date"),
        pytest.param("May 3, 2024 at 12:30", True, id="date-and-time"),
        pytest.param("5 hours ago", True, id="ago"),
        pytest.param("Ada Bird of the old mill by the bridge, 5 hours ago", True, id="name-and-ago"),
        pytest.param("Ada Bird of the old mill by the bridge says: in May 2024", True, id="says"),
        pytest.param("Ada Bird of the old mill by the bridge WRITES in 2024", True, id="writes"),
        pytest.param("Ada Bird of the old mill by the bridge 12:30 in 2024", True, id="time"),
        pytest.param("Ada Bird of the old mill by the bridge in 2024", False, id="a-year"),
        pytest.param("Ada Bird of the old mill by the bridge at 12:30", False, id="a-time-alone"),
        pytest.param("long ago in the old mill", False, id="no-digits"),
        pytest.param(f"{text_of(MAX_SIGNED_WORDS - 3)} 5 hours ago", True, id="many-words"),
        pytest.param(f"{text_of(MAX_SIGNED_WORDS - 2)} 5 hours ago", False, id="too-many-words"),
        pytest.param(f"{'x' * (MAX_SIGNED_CHARS - 12)} 5 hours ago", True, id="many-characters"),
        pytest.param(f"{'x' * (MAX_SIGNED_CHARS - 11)} 5 hours ago", False, id="too-many-characters"),
    ],
)
def test_signatures(signature: str, expected: bool) -> None:
    items: list[Line] = [(signature, 0.1, False), (20, 0.9, True)]
    lines = [article(), *items * 3]
    assert ("1" in signed(lines, "comment")) is expected


# ------------------------------------------------------------------ what the options leave

ARTICLE: list[Line] = [(300, 0.95, True), (300, 0.95, True)]
THREAD: list[Line] = [(300, 0.8, True), (300, 0.8, True)]
"""As likely, but nothing in it is sure."""

BLOG_COMMENTS = section(30, 30, 30)
TEASERS: list[Line] = [HEADING, *[(14, 0.5, True)] * 3]


@pytest.mark.parametrize(
    ("lines", "found", "why"),
    [
        pytest.param(BLOG_COMMENTS, "000000", "comment", id="dated-comments"),
        pytest.param([HEADING, *BLOG_COMMENTS], "0000000", "related", id="dated-teasers"),
        pytest.param(TEASERS, "0000", "related", id="below-related"),
        pytest.param([*GAP, SMALL], "00000", "apart", id="island"),
    ],
)
def test_rules_for_articles_only(lines: list[Line], found: str, why: Overrule) -> None:
    after, overruled = ruled([*ARTICLE, *lines])
    assert after == "11" + found
    assert set(overruled) == {2 + index for index, keep in enumerate(kept_of(lines)) if keep}
    assert set(overruled.values()) == {why}
    assert ruled([*THREAD, *lines]) == ("11" + bits(kept_of(lines)), {})
    page = [*ARTICLE, *lines]
    assert apply_rules(dump_case(page, "html"), kept_of(page)) == (kept_of(page), {}, {})


def test_comments_that_are_asked_for_are_no_section_of_comments() -> None:
    assert ruled([*ARTICLE, *BLOG_COMMENTS], comments=True) == ("11010101", {})
    assert ruled([*ARTICLE, HEADING, *BLOG_COMMENTS], comments=True)[0] == "11" + "0" * 7


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        pytest.param([*GAP, SMALL], "apart", id="island"),
        pytest.param([POST, SIGNATURE], "embed", id="post"),
    ],
)
def test_comments_that_are_asked_for_stay(lines: list[Line], why: Overrule) -> None:
    kept = bits(kept_of(lines))
    below_comments = [*ARTICLE, ("2 comments", 0.1, False), *lines]
    assert ruled(below_comments, comments=True) == (f"110{kept}", {})
    assert ruled(below_comments)[0] == "110" + "0" * len(lines)
    # Elsewhere the option changes nothing.
    for comments in (False, True):
        after, overruled = ruled([*ARTICLE, *lines], comments=comments)
        assert (after, set(overruled.values())) == ("11" + "0" * len(lines), {why})
    # The section ends where other articles begin.
    assert ruled([*below_comments[:3], HEADING, *lines], comments=True)[0] == "1100" + "0" * len(lines)


@pytest.mark.parametrize("captions", [False, True], ids=["left-out", "kept"])
def test_captions_that_are_asked_for_are_no_islands(captions: bool) -> None:
    lines = [*ARTICLE, *GAP, ("Photo: Ada Bird, from the old mill", 0.5, True)]
    after, overruled = ruled(lines, captions=captions)
    assert (after[-1], overruled.get(len(lines) - 1)) == (("1", None) if captions else ("0", "apart"))


# ------------------------------------------------------------------ whole pages

OF_DUMPS: frozenset[Overrule] = frozenset({"script", "apart", "embed"})


@pytest.mark.parametrize("slug", ["dump-lyrics-en", "dump-listing-es", "dump-forum-en", "dump-forum-pt"])
def test_verses_lists_and_threads_stay_whole(slug: str) -> None:
    fixture = next(fixture for fixture in read_fixtures() if fixture.slug == slug)
    page = cleanpage.extract(fixture.dump, url=fixture.url, options=Options(comments=True))
    assert page.selected
    assert find_foreign(Case(page.selected.scored)) == {}
    content = {block.text for block in fixture.blocks if block.label == "content"}
    dropped = [block for block in page.blocks if block.label == "boilerplate" and block.overrule]
    assert content.isdisjoint({block.text for block in dropped})
    # One rule of the forum stands apart from its posts.
    assert [block.overrule for block in dropped if block.overrule in OF_DUMPS] == ["apart"] * (slug == "dump-forum-pt")


TEXTS = st.sampled_from(
    ["Read also", "3 comments", "Reply", SCRIPT, "5 hours ago", "3 May 2024, 12:30", str(SIGNATURE[0]), "Owls"]
) | st.integers(1, 60)
LINES = st.tuples(TEXTS, st.integers(0, 20).map(lambda number: number / 20), st.booleans())


@given(lines=st.lists(LINES, max_size=40), repeated=st.integers(1, 4), options=st.booleans())
def test_any_dump(lines: list[Line], repeated: int, options: bool) -> None:
    lines = lines * repeated
    case, kept = dump_case(lines), kept_of(lines)
    for found in (
        are_scripts(case),
        are_teasers(case),
        are_below_related(case, kept),
        are_islands(case, kept),
        are_quoted_posts(case, kept),
        are_signed_comments(case, kept),
        are_signed_teasers(case, kept),
    ):
        assert len(found) == len(lines)
        assert set(found) <= {False, True}
    assert all(not is_it or keep for is_it, keep in zip(are_islands(case, kept), kept, strict=True))
    assert "1" not in signed(lines, "comment") or "1" not in signed(lines, "related")
    after, overruled, _ = apply_rules(Case(dump(lines), comments=options, captions=options), kept)
    assert any(after) == any(kept)
    assert not any(after[index] for index in overruled)
    scored = dump(lines)
    selected = select(scored, comments=options, captions=options)
    assert not any(selected.kept[index] for index in selected.overruled)
    if any(selected.kept) and not options:
        for score, keep, index in zip(scored.scores, selected.kept, range(len(lines)), strict=True):
            assert (score >= selected.cut) == (keep or index in selected.overruled)
