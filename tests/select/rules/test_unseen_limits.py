"""Where the rule about unseen text begins and ends; scores are given, so no weights have a say."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Dump, Scored
from cleanpage.measure import measure
from cleanpage.select.rules.hidden import are_unseen
from cleanpage.select.rules.rule import Case
from cleanpage.tokenize import tokenize

SHOWN, HIDDEN = 0.9, 0.9


def words(count: int, stem: str = "owl") -> str:
    return " ".join([f"{stem}{number}" for number in range(count)])


def gone(body: str, shown: float = SHOWN, hidden: float = HIDDEN) -> bool:
    """Return whether the blocks of hidden text, which have a word that begins with "hid", are left out: all or none."""
    measured = measure(tokenize(Dump(text=f"<html><body>{body}</body></html>"), "html"), {})
    blocks = measured.document.blocks
    scores = tuple([hidden if "hid" in block.text else shown for block in blocks])
    found = are_unseen(Case(Scored(measured=measured, scores=scores), comments=False, captions=False), ())
    assert not any(drop for drop, block in zip(found, blocks, strict=True) if "hid" not in block.text)
    [answer] = {drop for drop, block in zip(found, blocks, strict=True) if "hid" in block.text}
    return answer


def dialog(count: int = 20) -> str:
    return f"<dialog><p>{words(count, 'hid')}</p></dialog>"


@pytest.mark.parametrize(("count", "expected"), [(40, True), (39, False)])
def test_the_page_must_show_something(count: int, expected: bool) -> None:
    assert gone(f"<p>{words(count)}</p>{dialog()}") is expected


@pytest.mark.parametrize(("score", "expected"), [(0.51, True), (0.5, False)])
def test_what_it_shows_must_be_likely(score: float, expected: bool) -> None:
    assert gone(f"<p>{words(80)}</p>{dialog()}", shown=score) is expected


@pytest.mark.parametrize(("score", "expected"), [(0.26, True), (0.25, False)])
def test_what_is_hardly_kept_is_not_looked_at(score: float, expected: bool) -> None:
    assert gone(f"<p>{words(80)}</p>{dialog()}", hidden=score) is expected


@pytest.mark.parametrize(("count", "expected"), [(200, True), (201, False)])
def test_the_longer_part_is_the_article(count: int, expected: bool) -> None:
    assert gone(f"<p>{words(50)}</p>{dialog(count)}") is expected


@pytest.mark.parametrize(("count", "expected"), [(70, True), (69, False)])
def test_the_core_holds_most_of_the_content(count: int, expected: bool) -> None:
    """A long hidden part beside the core goes, one in it stays."""
    parts = f"<div><p>{words(count)}</p></div><div><p>{words(100 - count)}</p></div>"
    assert gone(f"{parts}<div hidden><p>{words(60, 'hid')}</p></div>") is expected


@pytest.mark.parametrize(("count", "expected"), [(30, True), (31, False)])
def test_a_small_part_amid_the_article_goes(count: int, expected: bool) -> None:
    assert gone(f"<p>{words(50)}</p><div hidden>{words(count, 'hid')}</div><p>{words(50)}</p>") is expected


@pytest.mark.parametrize(("count", "expected"), [(25, True), (26, False)])
def test_a_phrase_for_screen_readers_is_short(count: int, expected: bool) -> None:
    assert gone(f"<p>{words(50)}</p><div class=sr-only>{words(count, 'hid')}</div>") is expected


@pytest.mark.parametrize(("count", "expected"), [(3, True), (4, False)])
def test_many_alike_are_items_that_a_click_shows(count: int, expected: bool) -> None:
    items = f"<div hidden class=item>{words(10, 'hid')}</div>" * count
    assert gone(f"<p>{words(50)}</p>{items}<p>{words(50)}</p>") is expected


@pytest.mark.parametrize(("count", "expected"), [(30, True), (29, False)])
def test_a_copy_has_so_many_words(count: int, expected: bool) -> None:
    """A click opens it, so nothing else than being a copy is against it. Its mark is not among the words compared."""
    copied = words(count)
    assert copies(copied, copied) is expected


@pytest.mark.parametrize(("changed", "expected"), [(10, True), (11, False)])
def test_a_copy_has_nearly_all_runs_of_words(changed: int, expected: bool) -> None:
    """Of 102 words, 100 runs of three; words changed at the end take a run each."""
    copied = words(102)
    kept = " ".join(copied.split()[: 102 - changed])
    assert copies(copied, f"{kept} {words(changed, 'crow')}") is expected


def copies(shown: str, hidden: str) -> bool:
    body = f"<p>{shown} and {words(60, 'gull')}</p><div hidden class=tab-panel>{hidden}</div>"
    measured = measure(tokenize(Dump(text=f"<html><body>{body}</body></html>"), "html"), {})
    scored = Scored(measured=measured, scores=(SHOWN, HIDDEN))
    return are_unseen(Case(scored, comments=False, captions=False), ()) == [False, True]
