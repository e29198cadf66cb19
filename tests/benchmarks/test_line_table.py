"""Weights of line tokens, learned from a few invented pages."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from cleanpage.blocks import Dump, Measured
from cleanpage.features import NAMES
from cleanpage.measure.line_odds import BIAS
from cleanpage.measure.measurer import measure
from cleanpage.tokenize.text.lines import tokenize_text
from paths import ROOT

pytest.importorskip("numpy")
pytest.importorskip("scipy")

from benchmarks.training.line_table import MAX_TOKENS, MIN_SITES, OTHER_LANGUAGES, PARTS, LineTable, Page, tokens_of

CONTENT = "The mayor of Foston said that the harbour will have a new wall by the end of the year."
MENU = "Subscribe now"
SITES = 2 * MIN_SITES
"""Two sites in each part."""


def measured_of(*lines: str, weights: Mapping[str, float] | None = None) -> Measured:
    return measure(tokenize_text(Dump(text="\n".join(lines))), weights or {})


def page_of(site: int, *labelled: tuple[str, float], language: str = "en") -> Page:
    measured = measured_of(*[line for line, _ in labelled])
    assert len(measured.words) == len(labelled)
    return Page(measured, [label for _, label in labelled], site % PARTS, f"{site}.example", language)


def pages() -> list[Page]:
    """All have the same two lines; as few sites as a token needs have a third, and one less a fourth."""
    found = []
    for site in range(SITES):
        lines = [(MENU, 0.0), (CONTENT, 1.0)]
        if site < MIN_SITES:
            lines.append(("Enough of it", 0.0))
        if site < MIN_SITES - 1:
            lines.append(("Seldom seen", 0.0))
        found.append(page_of(site, *lines))
    return found


@pytest.fixture(scope="module")
def table() -> LineTable:
    return LineTable(pages())


# --- tokens -----------------------------------------------------------------------------------------------


def test_tokens_of_lines() -> None:
    first, second = tokens_of(measured_of("Read more", "more 2024 and more and more"))
    assert first[:5] == ["read", "more", "^ read", "$ more", "= read more"]
    assert second[:5] == ["more", "2024", "and", "^ more", "$ more"]
    assert [len(tokens) for tokens in (first, second)] == [5 + 3, 5 + 3]
    assert tokens_of(measured_of("")) == []


def test_what_is_learned_from_is_what_is_measured() -> None:
    """The package adds up the weights of just these tokens."""
    lines = ("LOG IN | 2024", CONTENT, "12 May", "普通の文です。", "Enough of it", f"{CONTENT} {CONTENT} {CONTENT}")
    tokens = tokens_of(measured_of(*lines))
    known = sorted({token for line in tokens for token in line})
    weights = {BIAS: -0.5} | {token: round(math.sin(index), 2) for index, token in enumerate(known)}
    index = NAMES["text"].index("line_odds")
    found = [row[index] for row in measured_of(*lines, weights=weights).rows]
    assert found == pytest.approx([weights[BIAS] + sum(weights[token] for token in line) for line in tokens])


# --- weights ----------------------------------------------------------------------------------------------


def test_words_speak_for_and_against(table: LineTable) -> None:
    weights = table.weights()
    for token in ("subscribe", "^ subscribe", "$ now", "= subscribe now"):
        assert weights[token] < -0.1, token
    for token in ("said", "harbour", "^ the", "$ year."):
        assert weights[token] > 0.1, token
    content, menu = measured_of(CONTENT, MENU, weights=weights).rows
    index = NAMES["text"].index("line_odds")
    assert content[index] > 1 > -1 > menu[index]


def test_a_token_needs_sites(table: LineTable) -> None:
    assert table.weights()["= enough of it"] < 0
    assert not {"seldom", "seen", "= seldom seen"} & set(table.weights())


def test_many_pages_of_one_site_are_one_site() -> None:
    repeated = [*pages(), *[page_of(0, ("Again and again", 0.0), (CONTENT, 1.0)) for _ in range(MIN_SITES)]]
    assert "again" not in LineTable(repeated).weights()
    spread = [*pages(), *[page_of(site, ("Again and again", 0.0), (CONTENT, 1.0)) for site in range(MIN_SITES)]]
    assert LineTable(spread).weights()["again"] < 0


def test_without_a_part_its_sites_are_not_seen() -> None:
    """Enough sites have the line, and all of them are in part 0."""
    found = [
        page_of(site, (MENU, 0.0), (CONTENT, 1.0), *([("Ownpart word", 0.0)] if site % PARTS == 0 else []))
        for site in range(PARTS * MIN_SITES)
    ]
    table = LineTable(found)
    assert "ownpart" in table.weights()
    assert "ownpart" not in table.weights(0)
    assert all("ownpart" in table.weights(part) for part in range(1, PARTS))
    assert all("subscribe" in table.weights(part) for part in range(PARTS))


def test_without_a_part_is_as_if_its_pages_were_not_there(table: LineTable) -> None:
    for part in (0, PARTS - 1):
        others = LineTable([page for page in pages() if page.part != part])
        assert table.weights(part) == others.weights() != table.weights()


def test_a_part_without_pages_misses_nothing() -> None:
    found = LineTable([page for page in pages() if page.part])
    assert found.weights(0) == found.weights()


def test_the_same_pages_give_the_same_table(table: LineTable) -> None:
    again = LineTable(pages())
    for part in (None, *range(PARTS)):
        assert list(again.weights(part).items()) == list(table.weights(part).items())


def test_weights_have_two_decimals_and_the_bias_is_first(table: LineTable) -> None:
    weights = table.weights()
    assert next(iter(weights)) == BIAS
    assert all(value == round(value, 2) for value in weights.values())


def test_only_the_tokens_that_tell_most_are_kept(monkeypatch: pytest.MonkeyPatch, table: LineTable) -> None:
    monkeypatch.setattr("benchmarks.training.line_table.MAX_TOKENS", 6)
    few = LineTable(pages()).weights()
    assert len(few) == 6 + 1
    # Those of the line that stands on most pages and weighs most.
    assert {token for token in few if token != BIAS} <= {
        token for line in tokens_of(measured_of(CONTENT)) for token in line
    }
    # Fitted again, so that fewer tokens say what all did.
    assert max(map(abs, few.values())) > max(map(abs, table.weights().values()))


def test_other_languages_weigh_more() -> None:
    """The same lines, labelled one way in English and the other way elsewhere."""

    def bias_of_lines(language: str) -> float:
        found = [page_of(site, ("Foston", 1.0), ("Foston", 1.0), language="en") for site in range(SITES)]
        found += [page_of(site, ("Foston", 0.0), ("Foston", 0.0), language=language) for site in range(SITES)]
        weights = LineTable(found).weights()
        index = NAMES["text"].index("line_odds")
        return measured_of("Foston", weights=weights).rows[0][index]

    assert OTHER_LANGUAGES > 1
    assert bias_of_lines("de") < bias_of_lines("en") - 0.5


@pytest.mark.parametrize(
    "shares",
    [pytest.param([0.75], id="one"), pytest.param([0.75, 0.6, 0.1], id="three")],
)
def test_shares_are_learned_as_shares(shares: list[float]) -> None:
    lines = ["Foston", "Harbour", "Owls"][: len(shares)]
    table = LineTable([page_of(site, *zip(lines, shares, strict=True)) for site in range(SITES)])
    index = NAMES["text"].index("line_odds")
    rows = measured_of(*lines, weights=table.weights()).rows
    assert [1 / (1 + math.exp(-row[index])) for row in rows] == pytest.approx(shares, abs=0.02)


def test_tokens_that_tell_nothing_are_left_out() -> None:
    weights = LineTable([page_of(site, ("Owls here", 1.0), ("Mills here", 0.0)) for site in range(SITES)]).weights()
    assert weights["owls"] > 0 > weights["mills"]
    assert "here" not in weights


def test_pages_without_lines_or_content_do_no_harm(table: LineTable) -> None:
    empty = Page(measured_of(""), [], 0, "empty.example", "en")
    assert LineTable([empty, *pages()]).weights() == table.weights()
    bare = [*pages(), *[page_of(site, (MENU, 0.0)) for site in range(SITES)]]
    assert all(map(math.isfinite, LineTable(bare).weights().values()))


@pytest.mark.parametrize(
    "statement",
    [
        f"{MIN_SITES} sites (MIN_SITES)",
        f"{MAX_TOKENS:,} tokens (MAX_TOKENS)",
        f"{PARTS} parts (PARTS)",
        f"{OTHER_LANGUAGES:.0f} times (OTHER_LANGUAGES)",
    ],
    ids=lambda value: value.replace(" ", "-"),
)
def test_the_numbers_are_in_the_document(statement: str) -> None:
    text = (ROOT / "docs/algorithm.md").read_text("utf-8")
    assert statement in " ".join(text.split())
