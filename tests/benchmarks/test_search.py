"""The search for elements that cost the parser too much finds them, and finds none behind the guard."""

from __future__ import annotations

import pytest
from benchmarks.robustness import search

NAMES = "b a p li dd td table svg math foreignObject template select option object script h1 frameset x-y"
ELEMENTS = NAMES.split()


@pytest.mark.parametrize("first", ELEMENTS)
def test_nothing_passes_the_guard(first: str) -> None:
    screened = search.screen(first, ELEMENTS, search.FORMS)
    assert len(screened) == len(ELEMENTS) * len(search.FORMS)
    assert [page for page in screened if page.leaks] == []


@pytest.mark.parametrize(
    ("first", "second", "form"),
    [
        pytest.param("div", "section", "start", id="depth"),
        pytest.param("svg", "math", "start", id="drawings"),
        pytest.param("b", "i", "start", id="formatting"),
    ],
)
def test_what_the_guard_is_there_for_is_found(
    first: str, second: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleanpage.tokenize.html.source.parser_guard.guard", lambda page: page)
    assert any(page.leaks for page in search.screen(first, [second], [form]))


def test_the_worst_of_each_form_are_measured() -> None:
    pages = search.screen("div", ["b", "p", "li"], search.FORMS)
    chosen = search.worst(pages, 1)
    assert {page.form for page in chosen} == set(search.FORMS)
    assert len(chosen) == len(set(chosen)) < len(pages)


def test_growth_is_measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pages = search.screen("div", ["b"], ["start"])
    assert search.print_growth(pages, 5) == 0
    assert "div b" in capsys.readouterr().out
    monkeypatch.setattr(search, "SPARE_MB", -1e9)
    assert search.print_growth(pages, 5) == 1
