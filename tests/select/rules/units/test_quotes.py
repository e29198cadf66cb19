"""Quotations between two paragraphs of a post are kept with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import make_scored
from cleanpage.blocks import Dump, Scored
from cleanpage.measure.measurer import measure
from cleanpage.select.rules.units.quotes import MAX_SOURCE_CHARS, quotations
from cleanpage.select.selector import select
from cleanpage.tokenize.tokenizer import tokenize

FIRST = "The owls hunt there, and nobody minds."
LAST = "I would not say so, for it is loud."
SHORT = "The owls hunt."
QUOTE = "nobody ever heard them"


def scored_of(html: str, *scores: float, declares_article: bool = False) -> Scored:
    measured = measure(tokenize(Dump(text=html), "html"), {})
    return Scored(measured=replace(measured, declares_article=declares_article), scores=scores)


def post_of(between: str) -> str:
    return f"<body><div class=post><p>{FIRST}</p>{between}<p>{LAST}</p></div><p>More posts of this week</p>"


@pytest.mark.parametrize(
    ("between", "scores", "kept"),
    [
        pytest.param(f"<blockquote>{QUOTE}</blockquote>", (0.1,), (True,), id="short"),
        pytest.param(f"<blockquote><p>{QUOTE}</p><p>at all</p></blockquote>", (0.1, 0.2), (True, True), id="two"),
        pytest.param(f"<div>Ada:</div><blockquote>{QUOTE}</blockquote>", (0.1, 0.1), (True, True), id="its-source"),
        pytest.param(f"<div>Ada</div><blockquote>{QUOTE}</blockquote>", (0.1, 0.1), (False, False), id="other-line"),
        pytest.param(
            f"<div>{'a' * (MAX_SOURCE_CHARS - 1)}:</div><blockquote>{QUOTE}</blockquote>",
            (0.1, 0.1),
            (True, True),
            id="long-source",
        ),
        pytest.param(
            f"<div>{'a' * MAX_SOURCE_CHARS}:</div><blockquote>{QUOTE}</blockquote>",
            (0.1, 0.1),
            (False, False),
            id="too-long-for-a-source",
        ),
        pytest.param("<blockquote>“Nobody minds.”</blockquote>", (0.1,), (False,), id="pulled-from-the-text"),
        pytest.param(f"<div>{QUOTE}</div>", (0.1,), (False,), id="no-quotation"),
    ],
)
def test_between_two_paragraphs(between: str, scores: tuple[float, ...], kept: tuple[bool, ...]) -> None:
    selected = select(scored_of(post_of(between), 0.9, *scores, 0.9, 0.1))
    assert selected.kept == (True, *kept, True, False)
    assert set(selected.restored.values()) == ({"quote"} if True in kept else set())


def test_an_article_has_pull_quotes() -> None:
    html = post_of(f"<blockquote>{QUOTE}</blockquote>")
    assert select(scored_of(html, 0.9, 0.1, 0.9, 0.1, declares_article=True)).kept == (True, False, True, False)


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        pytest.param((0.9, 0.1, 0.1, 0.1), (True, False, False, False), id="after-it-nothing-is-kept"),
        pytest.param((0.1, 0.1, 0.9, 0.1), (False, False, True, False), id="before-it-nothing-is-kept"),
    ],
)
def test_at_an_edge(scores: tuple[float, ...], kept: tuple[bool, ...]) -> None:
    assert select(scored_of(post_of(f"<blockquote>{QUOTE}</blockquote>"), *scores)).kept == kept


def test_paragraphs_of_two_posts_have_nothing_between_them() -> None:
    html = f"<body><div><p>{SHORT}</p></div><blockquote>{QUOTE}</blockquote><div><p>{LAST}</p></div>"
    assert select(scored_of(html, 0.9, 0.1, 0.9)).kept == (True, False, True)


@pytest.mark.parametrize(("score", "kept"), [(0.9, True), (0.1, False)])
def test_one_that_is_kept_in_part(score: float, kept: bool) -> None:
    html = f"<body><p>{FIRST}<blockquote><p>{LAST}</p><p>{QUOTE}</p></blockquote>"
    assert select(scored_of(html, 0.9, score, 0.1)).kept == (True, kept, kept)


def test_at_the_end_of_the_page() -> None:
    document = tokenize(Dump(text=f"<body><p>{FIRST}<blockquote><p>{LAST}</p><p>{QUOTE}</p></blockquote>"), "html")
    assert [(run.start, run.stop) for run in quotations(document)] == [(1, 3)]
    assert not quotations(make_scored((0.5,), (9,)).measured.document)


@pytest.mark.parametrize(("between", "kept"), [(29, False), (30, True)], ids=["near", "far"])
def test_a_sentence_far_away_is_not_the_one_pulled(between: int, kept: bool) -> None:
    more = "".join(f"<p>Owl {number}</p>" for number in range(between))
    html = f"<body><div><p>{FIRST}</p>{more}<blockquote>“Nobody minds.”</blockquote><p>{LAST}</p></div>"
    selected = select(scored_of(html, 0.9, *[0.9] * between, 0.1, 0.9))
    assert selected.kept[between + 1] == kept


def test_what_another_post_said_is_quoted() -> None:
    said = "They came in the spring of the year before last, and have been heard every night of the week since then."
    html = f"<body><p>{said}</p><div><p>{FIRST}</p><blockquote>{said}</blockquote><p>{LAST}</p></div>"
    selected = select(scored_of(html, 0.9, 0.9, 0.9, 0.9))
    assert selected.kept == (True, True, True, True)
    # Elsewhere it is a copy.
    apart = f"<body><p>{said}</p><div><p>{FIRST}</p></div><blockquote>{said}</blockquote><h2>More</h2>"
    assert select(scored_of(apart, 0.9, 0.9, 0.9, 0.1)).kept == (True, True, False, False)
