"""Where the rules about banners begin and end; scores are given, so no weights have a say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleanpage.blocks import Dump, Scored
from cleanpage.measure import measure
from cleanpage.select.rules.banners import are_appeals, are_banners
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.tokenize import tokenize

Find = Callable[[Case, Kept], list[bool]]
BUTTON = "<button>Accept all</button>"
ASKING = ("cookies", "newsletter")
SIGN_UP = "<button>Sign up</button>"


def words(count: int, stem: str = "owl") -> str:
    return " ".join([f"{stem}{number}" for number in range(count)])


def gone(
    find: Find, body: str, title: str = "Owls", article: float = 0.9, box: float = 0.9, mark: tuple[str, ...] = ASKING
) -> bool:
    """Return whether the block with one of these marks is left out.

    `box` is the score of the block that asks, `article` that of words on owls; all else scores little.
    """
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    measured = measure(tokenize(Dump(text=html), "html"), {})
    texts = [block.text for block in measured.document.blocks]
    scores = [box if has(text, ASKING) else article if "owl" in text else 0.1 for text in texts]
    found = find(Case(Scored(measured=measured, scores=tuple(scores))), ())
    [answer] = [drop for drop, text in zip(found, texts, strict=True) if has(text, mark)]
    return answer


def has(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)


def consent(asking: int, rest: int = 0, names: str = "", button: str = BUTTON) -> str:
    """Return a box with a line of so many words about cookies, and one of so many about something else."""
    other = f"<p>{words(rest, 'gull')}</p>" if rest else ""
    return f'<div class="{names}"><p>We use cookies {words(asking - 3, "site")}</p>{other}{button}</div>'


ARTICLE = f"<article><p>{words(100)}</p></article>"


@pytest.mark.parametrize(("count", "expected"), [(10, True), (9, False)])
def test_something_must_be_left(count: int, expected: bool) -> None:
    assert gone(are_banners, f"<p>{words(count)}</p>{consent(20, names='cookie-banner')}") is expected


@pytest.mark.parametrize(("count", "expected"), [(40, True), (39, False)])
def test_more_must_be_left_where_the_title_is_about_cookies(count: int, expected: bool) -> None:
    body = f"<p>{words(count)}</p>{consent(20, names='cookie-banner')}"
    assert gone(are_banners, body, title="All about cookies") is expected


@pytest.mark.parametrize(("score", "expected"), [(0.31, True), (0.3, False)])
def test_what_is_left_must_be_likely(score: float, expected: bool) -> None:
    assert gone(are_banners, ARTICLE + consent(20, names="cookie-banner"), article=score) is expected


@pytest.mark.parametrize(("count", "expected"), [(5, True), (4, False)])
def test_a_shorter_line_is_a_link_of_the_footer(count: int, expected: bool) -> None:
    assert gone(are_banners, ARTICLE + consent(count, names="cookie-banner")) is expected


@pytest.mark.parametrize(("rest", "expected"), [(30, True), (31, False)])
def test_what_else_a_banner_says_goes_with_it(rest: int, expected: bool) -> None:
    """Two fifths of the words must speak of cookies; else the line goes that does, and the rest stays."""
    body = ARTICLE + consent(20, rest, names="cookie-banner")
    assert gone(are_banners, body)
    assert gone(are_banners, body, mark=("gull",)) is expected


@pytest.mark.parametrize(("rest", "expected"), [(14, True), (15, False)])
def test_without_a_name_three_fifths_must_speak_of_cookies(rest: int, expected: bool) -> None:
    """21 of 35 or 36 words; a line that begins like such a note would speak for it too."""
    asking = f"Our site {words(16, 'site')} uses cookies here"
    body = f"{ARTICLE}<div><p>{asking}</p><p>{words(rest, 'gull')}</p>{BUTTON}</div>"
    assert gone(are_banners, body, mark=("gull",)) is expected


def appeal(asking: int, rest: int = 0, names: str = "", button: str = SIGN_UP) -> str:
    """Return a box with a line of so many words that asks for an address, and one of so many about something else."""
    other = f"<p>{words(rest, 'gull')}</p>" if rest else ""
    return f'<div class="{names}"><p>Sign up for our newsletter {words(asking - 5, "site")}</p>{other}{button}</div>'


@pytest.mark.parametrize(("count", "expected"), [(40, True), (39, False)])
def test_a_page_must_have_an_article_beside_an_appeal(count: int, expected: bool) -> None:
    assert gone(are_appeals, f"<p>{words(count)}</p>{appeal(20)}") is expected


@pytest.mark.parametrize(("count", "expected"), [(6, True), (5, False)])
def test_an_appeal_is_a_sentence(count: int, expected: bool) -> None:
    assert gone(are_appeals, ARTICLE + appeal(count)) is expected


@pytest.mark.parametrize(("count", "expected"), [(120, True), (121, False)])
def test_an_appeal_is_no_article(count: int, expected: bool) -> None:
    assert gone(are_appeals, ARTICLE + appeal(count)) is expected


@pytest.mark.parametrize(("rest", "expected"), [(30, True), (31, False)])
def test_an_appeal_is_two_fifths_of_its_box(rest: int, expected: bool) -> None:
    assert gone(are_appeals, ARTICLE + appeal(20, rest)) is expected


@pytest.mark.parametrize(("score", "expected"), [(0.21, True), (0.2, False)])
def test_an_appeal_that_is_hardly_kept_is_not_looked_at(score: float, expected: bool) -> None:
    assert gone(are_appeals, ARTICLE + appeal(20), box=score) is expected


@pytest.mark.parametrize(("score", "expected"), [(0.8, True), (0.81, False)])
def test_with_a_link_in_place_of_a_button_it_must_be_doubtful(score: float, expected: bool) -> None:
    assert gone(are_appeals, ARTICLE + appeal(20, button="<p><a href=/join>Sign up</a></p>"), box=score) is expected
