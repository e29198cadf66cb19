from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_elements, make_measured, make_scored
from cleanpage.blocks import Block, Document, Format, Kind, Scored
from cleanpage.measure.measurer import measure
from cleanpage.options import Favor
from cleanpage.select.rules.dumps.teasers import MIN_TEASERS
from cleanpage.select.selector import (
    BETA,
    DOUBTFUL_F1,
    LIKELY_SCORE,
    MIN_DOUBTFUL_WORDS,
    MIN_EXPECTED_F1,
    MIN_LIKELY_WORDS,
    MIN_LONGEST_WORDS,
    MIN_RECALLED_F1,
    MIN_SURE_SHARE,
    NO_CONTENT_CONFIDENCE,
    SHARPEN,
    SURE_SCORE,
    calibrate,
    select,
)

Blocks = list[tuple[float, int]]
"""Score and words of each block."""

# Of few different values, so that ties are frequent and all sums are exact.
SCORES = st.integers(0, 32).map(lambda number: number / 32)
WORDS = st.integers(MIN_LONGEST_WORDS, 60) | st.integers(500, 2000)
PAGES: st.SearchStrategy[Blocks] = st.lists(st.tuples(SCORES, WORDS), min_size=1, max_size=8)
FAVORS = st.sampled_from(get_args(Favor))

each_format = pytest.mark.parametrize("format", get_args(Format))
each_favor = pytest.mark.parametrize("favor", get_args(Favor))


def scored_of(blocks: Blocks, *, declares_article: bool = False) -> Scored:
    scores, words = [score for score, _ in blocks], [count for _, count in blocks]
    return make_scored(scores, words, declares_article=declares_article)


def kept_of(blocks: Blocks, favor: Favor = "balanced", *, declares_article: bool = False) -> tuple[bool, ...]:
    return select(scored_of(blocks, declares_article=declares_article), favor).kept


def expected_f(blocks: Blocks, kept: Sequence[bool], beta: float = 1.0) -> float:
    """F-measure of the expected counts of words: kept and content, kept, and content."""
    hits = math.fsum(score * count for (score, count), keep in zip(blocks, kept, strict=True) if keep)
    size = sum(count for (_, count), keep in zip(blocks, kept, strict=True) if keep)
    content = math.fsum(score * count for score, count in blocks)
    precision, recall = hits / size if size else 0.0, hits / content if content else 0.0
    if not precision or not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def selections(blocks: Blocks) -> Iterator[tuple[bool, ...]]:
    return product((False, True), repeat=len(blocks))


def verdicts(blocks: Blocks, favor: Favor = "balanced", scores: Blocks | None = None) -> set[bool]:
    """Whether the best selection is kept: one answer, or both where equally good ones or the last digits differ.

    `scores` are those before they were sharpened.
    """
    likely = any(score >= LIKELY_SCORE and count >= MIN_LIKELY_WORDS for score, count in scores or blocks)
    found = {}
    for selection in selections(blocks):
        hits = math.fsum(score * count for (score, count), keep in zip(blocks, selection, strict=True) if keep)
        found[selection] = (expected_f(blocks, selection), hits)
    best = max(f1 for f1, _ in found.values())
    return {
        f1 + slack >= MIN_RECALLED_F1
        if favor == "recall"
        else f1 + slack >= MIN_EXPECTED_F1
        and (f1 + slack >= DOUBTFUL_F1 or hits + slack >= MIN_DOUBTFUL_WORDS or likely)
        for f1, hits in found.values()
        if f1 > best - 1e-9
        for slack in (-1e-9, 1e-9)
    }


def has_an_article(blocks: Blocks) -> bool:
    sure = math.fsum(score * count for score, count in blocks if score >= SURE_SCORE)
    return sure >= MIN_SURE_SHARE * math.fsum(score * count for score, count in blocks)


def sharpened(blocks: Blocks) -> Blocks:
    """The lines of a dump with an article, their log-odds multiplied, worked out by way of the logarithm."""
    if not has_an_article(blocks):
        return blocks
    changed = []
    for score, count in blocks:
        log_odds = math.log(score / (1 - score)) if 0 < score < 1 else (score - 0.5) * math.inf
        changed.append((1 / (1 + math.exp(-SHARPEN * log_odds)), count))
    return changed


# ------------------------------------------------------------------ the best selection


@given(blocks=PAGES, favor=FAVORS)
def test_no_selection_is_better(blocks: Blocks, favor: Favor) -> None:
    kept = kept_of(blocks, favor)
    if any(kept):
        best = max(expected_f(blocks, other, BETA[favor]) for other in selections(blocks))
        assert expected_f(blocks, kept, BETA[favor]) == pytest.approx(best, abs=1e-9)


@given(blocks=PAGES, favor=FAVORS)
def test_nothing_is_kept_where_no_selection_is_worth_it(blocks: Blocks, favor: Favor) -> None:
    assert any(kept_of(blocks, favor)) in verdicts(blocks, favor)


@given(blocks=PAGES, declares_article=st.booleans())
def test_favours_keep_more_and_more(blocks: Blocks, declares_article: bool) -> None:
    fewest = kept_of(blocks, "precision", declares_article=declares_article)
    middle = kept_of(blocks, "balanced", declares_article=declares_article)
    most = kept_of(blocks, "recall", declares_article=declares_article)
    for strict, balanced, generous in zip(fewest, middle, most, strict=True):
        assert strict <= balanced <= generous


@pytest.mark.parametrize(
    ("doubtful", "kept"),
    [
        # A fifth of the kept words may be a line of copyright: it is more beside less text, and less beside more.
        pytest.param(0.5, [(True, False, False), (True, False, True), (True, False, True)], id="precision"),
        pytest.param(0.2, [(True, True, False), (True, True, False), (True, True, True)], id="recall"),
    ],
)
def test_favours_are_nested_whatever_the_rules_say(doubtful: float, kept: list[tuple[bool, ...]]) -> None:
    texts = [" ".join(["owls"] * 29), "© 2024 Harbour Gazette. All rights reserved by us.", " ".join(["mill"] * 199)]
    document = Document(
        format="html", blocks=tuple(Block(text, element=0) for text in texts), elements=make_elements(("body", -1, ""))
    )
    scored = Scored(measured=measure(document, {}), scores=(0.95, 0.95, doubtful))
    found = [select(scored, favor) for favor in ("precision", "balanced", "recall")]
    assert [selected.kept for selected in found] == kept
    for selected in found:
        assert set(selected.overruled.values()) == ({"legal"} if not selected.kept[1] else set())
        assert not any(selected.kept[index] for index in selected.overruled)


@given(blocks=PAGES, favor=FAVORS, declares_article=st.booleans())
def test_ties_go_together(blocks: Blocks, favor: Favor, declares_article: bool) -> None:
    kept = kept_of(blocks, favor, declares_article=declares_article)
    for score in {score for score, _ in blocks}:
        assert len({keep for (other, _), keep in zip(blocks, kept, strict=True) if other == score}) == 1


@given(blocks=PAGES, favor=FAVORS, declares_article=st.booleans())
def test_what_is_said_about_the_selection(blocks: Blocks, favor: Favor, declares_article: bool) -> None:
    scored = scored_of(blocks, declares_article=declares_article)
    selected = select(scored, favor)
    assert selected.scored is scored
    assert len(selected.kept) == len(blocks)
    kept = [score for (score, _), keep in zip(blocks, selected.kept, strict=True) if keep]
    assert selected.cut == (min(kept) if kept else 1.0)
    expected = calibrate(expected_f(blocks, selected.kept)) if kept else NO_CONTENT_CONFIDENCE
    assert selected.confidence == pytest.approx(expected)
    assert 0.0 <= selected.confidence <= 1.0
    assert selected.overruled == {}


@given(blocks=PAGES, favor=FAVORS)
def test_the_order_of_the_blocks_is_no_matter(blocks: Blocks, favor: Favor) -> None:
    assert kept_of(blocks[::-1], favor) == kept_of(blocks, favor)[::-1]


# ------------------------------------------------------------------ single pages


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        pytest.param([], (), id="no-blocks"),
        pytest.param([(0.9, 50), (0.1, 5)], (True, False), id="clear"),
        pytest.param([(0.4, 150), (0.05, 50)], (True, False), id="doubtful-but-the-best-there-is"),
        pytest.param([(0.9, 50), (0.38, 50)], (True, False), id="under-the-cut"),
        pytest.param([(0.9, 50), (0.41, 50)], (True, True), id="over-the-cut"),
        # Either way 0.75.
        pytest.param([(1.0, 90), (0.375, 160)], (True, False), id="as-good-with-as-without"),
        pytest.param([(0.02, 50)] * 4, (False,) * 4, id="hopeless"),
        pytest.param([(0.0, 50)], (False,), id="certainly-not"),
        pytest.param([(1.0, 50)], (True,), id="certainly"),
        # 2p / (1 + p) is MIN_EXPECTED_F1 at a ninth.
        pytest.param([(0.110, 500)], (False,), id="just-hopeless"),
        pytest.param([(0.112, 500)], (True,), id="just-worth-it"),
        # 2p / (1 + p) is DOUBTFUL_F1 at three sevenths.
        pytest.param([(0.25, 4 * MIN_DOUBTFUL_WORDS)], (True,), id="doubtful-and-long"),
        pytest.param([(0.25, 4 * MIN_DOUBTFUL_WORDS - 1)], (False,), id="doubtful-and-short"),
        pytest.param([(0.425, 50)], (False,), id="just-doubtful-and-short"),
        pytest.param([(0.43, 50)], (True,), id="just-not-doubtful"),
        pytest.param([(0.43, MIN_LONGEST_WORDS)], (True,), id="just-not-doubtful-and-very-short"),
        # The words of the best selection count, 15 of the 60 to be expected.
        pytest.param([(0.8, 19), *[(0.1, 50)] * 9], (False,) * 10, id="doubtful-words-besides"),
        pytest.param([(0.8, MIN_LIKELY_WORDS), *[(0.1, 50)] * 9], (True, *[False] * 9), id="a-likely-paragraph"),
    ],
)
def test_pages(blocks: Blocks, kept: tuple[bool, ...]) -> None:
    assert kept_of(blocks) == kept


@pytest.mark.parametrize(
    ("favor", "kept"),
    [
        pytest.param("precision", (True, False, False), id="precision"),
        pytest.param("balanced", (True, True, False), id="balanced"),
        pytest.param("recall", (True, True, True), id="recall"),
    ],
)
def test_favor(favor: Favor, kept: tuple[bool, ...]) -> None:
    assert kept_of([(0.95, 50), (0.55, 30), (0.3, 30)], favor) == kept


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([(0.04, 40), (0.01, 400)], id="hopeless"),
        pytest.param([(0.9, 3), (0.8, 3)], id="no-block-of-four-words"),
    ],
)
@each_favor
def test_hopeless_pages_are_so_whatever_is_favoured(blocks: Blocks, favor: Favor) -> None:
    selected = select(scored_of(blocks), favor)
    assert (selected.kept, selected.cut) == ((False, False), 1.0)


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([(0.4, 50), (0.35, 40)], id="doubtful"),
        pytest.param([(0.9, 19), (0.05, 1000)], id="a-sure-line-in-doubtful-text"),
        pytest.param([(0.09, 90), (0.09, 90)], id="little-to-expect"),
    ],
)
def test_recall_brings_back_what_scores_best(blocks: Blocks) -> None:
    assert kept_of(blocks, "precision") == kept_of(blocks) == (False, False)
    assert kept_of(blocks, "recall")[0]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([], id="no-blocks"),
        pytest.param([(0.05, 40), (0.01, 400)], id="hopeless"),
        pytest.param([(0.4, 40)], id="doubtful"),
        pytest.param([(0.0, 40)], id="certainly-not"),
        pytest.param([(0.9, MIN_LONGEST_WORDS - 1)] * 9, id="buttons"),
    ],
)
@pytest.mark.parametrize("declares_article", [False, True], ids=["any-page", "declared-article"])
def test_the_confidence_in_keeping_nothing_is_the_same_everywhere(blocks: Blocks, declares_article: bool) -> None:
    selected = select(scored_of(blocks, declares_article=declares_article))
    assert (any(selected.kept), selected.cut, selected.confidence) == (False, 1.0, NO_CONTENT_CONFIDENCE)
    assert selected.overruled == {}


def test_the_confidence_is_of_what_is_kept_in_the_end() -> None:
    blocks = [Block(" ".join(["owl"] * 80)), Block(" ".join(["Ada"] * 12), kind="caption", element=0)]
    measured = make_measured(blocks, elements=make_elements(("figcaption", -1, "")), declares_article=True)
    scored = Scored(measured=measured, scores=(0.9, 0.9))
    numbers = [(0.9, 80), (0.9, 12)]
    for captions in (False, True):
        selected = select(scored, captions=captions)
        assert selected.kept == (True, captions)
        # A caption that is left out is no loss.
        of_the_content = numbers if captions else numbers[:1]
        assert selected.confidence == pytest.approx(calibrate(expected_f(of_the_content, (True, True)[: 1 + captions])))


def test_recall_keeps_what_balanced_does_though_the_rest_is_hopeless() -> None:
    # A short sure block, and so much doubtful text that all of it has an F1 under the minimum.
    blocks: Blocks = [(1.0, 48), (0.09, 3800)]
    assert expected_f(blocks, (True, True)) < MIN_EXPECTED_F1 < expected_f(blocks, (True, False))
    assert kept_of(blocks, "balanced") == (True, False)
    assert kept_of(blocks, "recall")[0]


# ------------------------------------------------------------------ confidence


@each_format
def test_who_expects_more_is_more_confident(format: Format) -> None:
    confidences = [calibrate(number / 1000, format) for number in range(1001)]
    for before, after in pairwise(confidences):
        # No jumps either: pages that are alike are believed alike.
        assert 0.0 < after - before < 0.004


@each_format
def test_the_ends_of_the_confidence(format: Format) -> None:
    assert calibrate(0.0, format) == 0.0
    assert calibrate(1.0, format) == calibrate(math.nextafter(1.0, 2.0), format) == pytest.approx(0.98)


def test_dumps_are_believed_less() -> None:
    assert all(calibrate(number / 100, "text") < calibrate(number / 100, "html") for number in range(85, 100))


# ------------------------------------------------------------------ text dumps with an article


def dump_of(blocks: Blocks) -> Scored:
    scored = scored_of(blocks)
    document = replace(scored.measured.document, format="text")
    return replace(scored, measured=replace(scored.measured, document=document))


def test_dumps_with_an_article_lose_their_doubtful_lines() -> None:
    blocks: Blocks = [(0.8, 60), *[(0.45, 12)] * 4]
    assert kept_of(blocks) == kept_of(blocks, declares_article=True) == (True,) * 5
    assert select(dump_of(blocks)).kept == (True, *[False] * 4)


def test_dumps_with_an_article_keep_their_likely_lines() -> None:
    assert select(dump_of([(0.95, 60), *[(0.6, 12)] * 4])).kept == (True,) * 5


@given(
    blocks=st.lists(st.tuples(st.integers(1, 31).map(lambda number: number / 32), WORDS), min_size=1, max_size=5),
    favor=FAVORS,
)
def test_dumps_are_judged_by_sharper_scores(blocks: Blocks, favor: Favor) -> None:
    # In a longer one lines can stand apart, which a rule for dumps drops.
    kept = select(dump_of(blocks), favor).kept
    believed = sharpened(blocks)
    best = max(expected_f(believed, other, BETA[favor]) for other in selections(blocks))
    if any(kept):
        assert expected_f(believed, kept, BETA[favor]) == pytest.approx(best, abs=1e-9)
    assert any(kept) in verdicts(believed, favor, blocks)


@pytest.mark.parametrize(
    ("sure", "doubtful", "kept"),
    [
        # 80 and 120 words expected: two fifths.
        pytest.param((SURE_SCORE, 100), (0.375, 320), (True, False), id="two-fifths-are-sure"),
        pytest.param((SURE_SCORE, 100), (0.375, 321), (True, True), id="less-is-sure"),
        pytest.param((SURE_SCORE, 100), (0.375, 200), (True, False), id="sure-enough"),
        pytest.param((math.nextafter(SURE_SCORE, 0), 100), (0.375, 320), (True, True), id="not-quite-sure"),
        pytest.param((0.7, 100), (0.375, 320), (True, True), id="a-list"),
    ],
)
def test_a_dump_needs_sure_text(sure: tuple[float, int], doubtful: tuple[float, int], kept: tuple[bool, bool]) -> None:
    assert MIN_SURE_SHARE == 0.4
    assert select(dump_of([sure, doubtful])).kept == kept
    # HTML is not looked at so.
    assert kept_of([sure, doubtful]) == (True, True)


@pytest.mark.parametrize(("language", "kept"), [("en", (True, True)), ("de", (True, True)), ("pl", (True, False))])
def test_less_must_be_sure_in_languages_that_were_hardly_learned_from(language: str, kept: tuple[bool, ...]) -> None:
    scored = dump_of([(SURE_SCORE, 100), (0.375, 321)])
    assert select(replace(scored, measured=replace(scored.measured, language=language))).kept == kept


@pytest.mark.parametrize(("doubtful", "kept"), [(2266, (True, False)), (2267, (True, True))])
def test_there_three_twentieths_must_be_sure(doubtful: int, kept: tuple[bool, ...]) -> None:
    """80 words are expected of the first line, and 453.2 or 453.4 of the other."""
    scored = dump_of([(SURE_SCORE, 100), (0.2, doubtful)])
    assert select(replace(scored, measured=replace(scored.measured, language="pl"))).kept == kept


def test_the_confidence_in_a_dump_is_that_of_its_sharper_scores() -> None:
    blocks: Blocks = [(0.9, 100), (0.25, 100)]
    selected = select(dump_of(blocks))
    assert selected.confidence == pytest.approx(calibrate(expected_f(sharpened(blocks), (True, False)), "text"))
    assert selected.cut == 0.9


def test_a_dump_without_words_or_scores() -> None:
    assert select(dump_of([])).kept == ()
    assert select(dump_of([(0.0, 50), (0.0, 0)])).kept == (False, False)
    assert select(dump_of([(1.0, 50), (0.0, 50)])).kept == (True, False)


def test_the_factor_can_be_chosen() -> None:
    blocks: Blocks = [(0.9, 100), (0.4, 100), (0.3, 100)]
    scored = dump_of(blocks)
    assert select(scored) == select(scored, sharpen=SHARPEN)
    assert select(scored, sharpen=1.0).kept == kept_of(blocks) != select(scored).kept


# ------------------------------------------------------------------ what is dropped by rule


def texts_of(*blocks: tuple[str, float], title: str = "") -> Scored:
    """A declared article of blocks with (text, score); "# " begins a heading, and "> " a link."""
    made = []
    for number, (text, _) in enumerate(blocks):
        words = text.removeprefix("# ").removeprefix("> ")
        kind: Kind = "heading" if text.startswith("# ") else "paragraph"
        made.append(Block(words, kind, element=number + 1, link_chars=len(words) if text.startswith("> ") else 0))
    elements = make_elements(("article", -1, ""), *[("div", 0, f"part-{number}") for number in range(len(blocks))])
    measured = make_measured(made, elements=elements, title=title, declares_article=True)
    return Scored(measured=measured, scores=tuple(score for _, score in blocks))


TEXTS = tuple(" ".join([word] * 50) for word in ("owl", "mill", "vole"))
HEADLINE = "Owls of the old mill"


def test_what_is_dropped_by_rule_is_said_and_moves_no_cut() -> None:
    blocks = [(f"# {HEADLINE}", 0.9), (TEXTS[0], 0.8), (TEXTS[0], 0.99), ("Read also", 0.7), (TEXTS[1], 0.75)]
    selected = select(texts_of(*blocks, title=HEADLINE))
    assert selected.kept == (False, True, False, False, True)
    assert selected.overruled == {0: "headline", 2: "repeat", 3: "related"}
    assert selected.cut == 0.7


@pytest.mark.parametrize(
    ("blocks", "dropped"),
    [
        pytest.param([(TEXTS[0], 0.9), (TEXTS[1], 0.8), (TEXTS[0], 0.9)], [2], id="copy"),
        pytest.param([(TEXTS[0], 0.9), (TEXTS[1], 0.8), (f"Read also: {'a ' * 20}", 0.9)], [2], id="read-also"),
        # What the rules leave alone counts as before, below the cut too.
        pytest.param([(TEXTS[0], 0.9), (TEXTS[0], 0.9), (TEXTS[1], 0.1)], [1], id="boilerplate-besides"),
    ],
)
def test_what_is_dropped_by_rule_is_no_expected_content(blocks: list[tuple[str, float]], dropped: list[int]) -> None:
    selected = select(texts_of(*blocks))
    assert list(selected.overruled) == dropped
    left = [block for number, block in enumerate(blocks) if number not in dropped]
    assert selected.confidence == pytest.approx(select(texts_of(*left)).confidence)


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        pytest.param([], (True,), id="headline-alone"),
        pytest.param([("Read also", 0.9), (f"> {TEXTS[0]}", 0.9)], (True, True, True), id="headline-and-links"),
        pytest.param([("Owls are back", 0.9)], (True, True), id="headline-and-three-words"),
        pytest.param([("Owls are back again", 0.9)], (False, True), id="headline-and-four-words"),
    ],
)
def test_where_the_rules_leave_no_text_the_cut_has_the_last_word(
    rest: list[tuple[str, float]], kept: tuple[bool, ...]
) -> None:
    headline = f"# {HEADLINE} {' '.join(TEXTS[0].split())}"
    blocks = [(headline, 0.9), *rest]
    selected = select(texts_of(*blocks, title=headline))
    assert selected.kept == kept
    assert selected.cut == 0.9
    assert len(selected.overruled) == kept.count(False)
    assert selected.confidence > 0.8


# ------------------------------------------------------------------ what no text dump is about

SCRIPT = '{"name":"owl","legs":2,"of":["mill","barn"],"wings":{"left":1,"right":1},"seen":"twice","by":"Ada"}'
LONG_SCRIPT = f"{SCRIPT} " * 300


def lines_of(*lines: tuple[str, float]) -> Scored:
    """A text dump of lines with (text, score)."""
    document = Document(format="text", blocks=tuple(Block(text.strip()) for text, _ in lines))
    return Scored(measured=measure(document, {}), scores=tuple(score for _, score in lines))


def test_a_script_moves_no_cut() -> None:
    lines = [(TEXTS[0] + TEXTS[1], 0.6), (TEXTS[2] + TEXTS[1], 0.35), (LONG_SCRIPT, 0.99)]
    selected = select(lines_of(*lines), sharpen=1.0)
    alone = select(lines_of(*lines[:2]), sharpen=1.0)
    assert (selected.kept, selected.cut) == ((*alone.kept, False), alone.cut) == ((True, True, False), 0.35)
    assert (selected.overruled, alone.overruled) == ({2: "script"}, {})
    assert selected.confidence == alone.confidence
    # HTML has elements for its scripts: what is shown is meant to be.
    assert select(texts_of(*lines), sharpen=1.0).kept == (True, False, True)


def test_a_script_under_the_cut_needs_no_rule() -> None:
    selected = select(lines_of((TEXTS[0], 0.9), (SCRIPT, 0.3)))
    assert (selected.kept, selected.overruled) == ((True, False), {})


def test_a_dump_of_scripts_has_no_content() -> None:
    selected = select(lines_of((SCRIPT, 0.9), (LONG_SCRIPT, 0.99)))
    assert (selected.kept, selected.cut, selected.overruled) == ((False, False), 1.0, {})


def test_a_script_is_left_out_where_the_rules_leave_no_text() -> None:
    selected = select(lines_of(("Owls are back", 0.9), (f"Read also: {'owls ' * 20}", 0.9), (SCRIPT, 0.95)))
    assert (selected.kept, selected.overruled) == ((True, True, False), {2: "script"})


@pytest.mark.parametrize("comments", [False, True], ids=["left-out", "kept"])
def test_comments_without_full_stops_are_no_teasers_where_they_are_asked_for(comments: bool) -> None:
    article = f"{TEXTS[0]} {TEXTS[1]} " * 9 + "."
    remarks = [(f"{'mill ' * 20} {number}", 0.75) for number in range(MIN_TEASERS)]
    selected = select(lines_of((article, 0.7), ("9 comments", 0.1), ("3 May 2024", 0.1), *remarks), comments=comments)
    assert selected.kept == (True, False, False, *[comments] * MIN_TEASERS)
    assert set(selected.overruled.values()) == (set() if comments else {"related"})


# ------------------------------------------------------------------ menus and buttons


@pytest.mark.parametrize(
    ("longest", "kept"),
    [
        pytest.param(MIN_LONGEST_WORDS, (True, True), id="a-few-words"),
        pytest.param(MIN_LONGEST_WORDS - 1, (False, False), id="buttons"),
    ],
)
def test_what_is_kept_has_a_block_of_some_words(longest: int, kept: tuple[bool, ...]) -> None:
    assert kept_of([(0.9, 1), (0.9, longest)]) == kept
