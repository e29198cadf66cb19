"""Appeals below the article of a text dump; scores are given, so no weights have a say."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Dump, Scored
from cleanpage.measure import measure
from cleanpage.select.rules.dumps import are_appeal_lines
from cleanpage.select.rules.rule import Case
from cleanpage.tokenize import tokenize

ASKING = "Follow the Owl Post on WhatsApp"
NEWSLETTER = "Sign up for our newsletter and read it every day"


def words(count: int) -> str:
    return " ".join([f"owl{number}" for number in range(count)])


def gone(lines: list[str], score: float = 0.7, title: str = "Owls at dusk") -> list[str]:
    """Return the lines that are left out if all are kept; lines of owls score 0.9."""
    measured = measure(tokenize(Dump(text="\n".join([title, *lines])), "text"), {})
    texts = [block.text for block in measured.document.blocks]
    scored = Scored(measured=measured, scores=tuple([0.9 if "owl" in text else score for text in texts]))
    found = are_appeal_lines(Case(scored), (True,) * len(texts))
    return [text for drop, text in zip(found, texts, strict=True) if drop]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(ASKING, True, id="channel"),
        pytest.param("Support independent journalism with a small sum", True, id="support"),
        pytest.param("Follow WhatsApp on its way", False, id="no-appeal"),
        pytest.param(NEWSLETTER, True, id="newsletter"),
        pytest.param("Support independent journalism with money", True, id="five-words"),
        pytest.param("Support our independent journalism", False, id="four-words"),
        pytest.param(f"{ASKING} {'and so on ' * 18}", True, id="sixty-words"),
        pytest.param(f"{ASKING} {'and so on ' * 18}too", False, id="sixty-one-words"),
    ],
)
def test_lines_that_ask_below_an_article(line: str, expected: bool) -> None:
    assert gone([words(100), line]) == [" ".join(line.split())] * expected


@pytest.mark.parametrize(("score", "expected"), [(0.79, True), (0.8, False)])
def test_a_sure_line_is_of_the_article(score: float, expected: bool) -> None:
    assert gone([words(100), ASKING], score) == [ASKING] * expected


@pytest.mark.parametrize(("below", "expected"), [(60, True), (61, False)])
def test_most_of_the_article_stands_above(below: int, expected: bool) -> None:
    """97 and the three of the title stand above: 100 of 166 or 167 words."""
    assert gone([words(97), ASKING, words(below)]) == [ASKING] * expected


def test_the_language_around_the_article_is_known() -> None:
    chrome = ["Iniciar sessão", "Leia também", "O que é o nosso jornal e para que serve"]
    asking = "Siga a Folha do Estreito no WhatsApp para não perder nada"
    assert gone([*chrome, words(100), asking]) == [asking]


def test_what_the_page_is_about_is_asked_of_nobody() -> None:
    assert gone([words(100), ASKING], title="WhatsApp for owls") == []
