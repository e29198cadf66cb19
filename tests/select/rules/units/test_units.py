"""Units are kept or dropped whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_case
from cleanpage.blocks import Document, Dump
from cleanpage.measure import measure
from cleanpage.options import Favor, Options
from cleanpage.score import load_weights
from cleanpage.select.rules import Case, apply_rules
from cleanpage.select.rules.units import (
    data_tables,
    whole_blocks,
    whole_lists,
    with_headings,
    with_whole_lists,
    with_whole_tables,
)
from cleanpage.tokenize import tokenize

BEFORE = "Every boat of the harbour is weighed in spring, before it goes back into the water of the bay."
AFTER = "The weights are written on the wall of the boat house, where everybody can read them at any time."
HARBOUR = (
    "<table><caption>Boats and what they weigh</caption><tr><th>Boat</th><th>Weight</th></tr>"
    "<tr><td>Gull</td><td>two tons</td></tr><tr><td>Tern</td><td>four tons</td></tr></table>"
)


def case_of(html: str) -> Case:
    """A page as rules see it, each block sure."""
    document = tokenize(Dump(text=f"<html><body>{html}</body></html>"), "html")
    return make_case(measure(document, load_weights("html").tokens))


def document_of(html: str) -> Document:
    return case_of(html).measured.document


def bits(case: Case, kept: str, unit: str = "table") -> str:
    """What becomes of the blocks of which "1" is kept."""
    assert len(kept) == len(case.scores)
    find = with_whole_tables if unit == "table" else with_whole_lists
    return "".join("01"[keep] for keep in find(case, tuple(one == "1" for one in kept)))


def rows_of(rows: Sequence[Sequence[str]], tag: str = "td") -> str:
    cells = ("".join(f"<{tag}>{cell}</{tag}>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [
        pytest.param("1111110", "1111111", id="most"),
        pytest.param("1100000", "1111111", id="the-caption"),
        pytest.param("0000001", "0000000", id="one-cell"),
        pytest.param("0000000", "0000000", id="none"),
    ],
)
def test_a_data_table_is_kept_whole_or_dropped_whole(kept: str, wanted: str) -> None:
    assert bits(case_of(HARBOUR), kept) == wanted


def test_a_table_amid_the_text_belongs_to_it() -> None:
    case = case_of(f"<p>{BEFORE}</p>{HARBOUR}<p>{AFTER}</p>")
    assert bits(case, "1" + "0" * 7 + "1") == "1" * 9
    assert bits(case, "1" + "0" * 7 + "0") == "1" + "0" * 8
    short = case_of(f"<div><p>Boats</p></div>{HARBOUR}<p>{AFTER}</p>")
    assert bits(short, "1" + "0" * 7 + "1") == "1" + "0" * 7 + "1"
    siblings = case_of(f"<p>Boats</p>{HARBOUR}<p>{AFTER}</p>")
    assert bits(siblings, "1" + "0" * 7 + "1") == "1" * 9
    headed = case_of(f"<h2>Boats</h2>{HARBOUR}<p>{AFTER}</p>")
    assert bits(headed, "1" + "0" * 7 + "1") == "1" + "0" * 7 + "1"


def test_buttons_of_a_table_stay_as_they_were() -> None:
    case = case_of(HARBOUR.replace("</table>", "<tr><td colspan=2><button>Show more</button></td></tr></table>"))
    assert bits(case, "11111100") == "11111110"
    assert bits(case, "00000001") == "00000000"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        pytest.param(HARBOUR, 1, id="headed"),
        pytest.param(rows_of([["a", "b"]] * 3), 1, id="regular"),
        pytest.param(rows_of([["a", "b"]] * 2), 0, id="two-rows"),
        pytest.param(rows_of([["a", "b"]] * 2, "th"), 1, id="two-headed-rows"),
        pytest.param(rows_of([["a"]] * 6), 0, id="one-column"),
        pytest.param(rows_of([["a", "b"], ["c"], ["d", "e", "f"], ["g", "h", "i", "j"]]), 0, id="irregular"),
        pytest.param(rows_of([[BEFORE * 3, "b"]] * 3), 0, id="long-cells"),
        pytest.param(rows_of([["a", "b"], ["c", "d"], ["e", "g" * 700]] + [["a", "b"]] * 9), 0, id="one-long-cell"),
        pytest.param(rows_of([["<a href=/a>boats</a>", "b"]] * 3), 0, id="links"),
        pytest.param(rows_of([["<h3>boats</h3>", "b"]] * 3), 0, id="headings"),
        pytest.param(rows_of([["<form>boats</form>", "b"]] * 3), 0, id="forms"),
        pytest.param(rows_of([["a", rows_of([["a", "b"]] * 3)]] * 2), 2, id="nested-only-the-inner-ones"),
        pytest.param("<p>no table</p>", 0, id="none"),
    ],
)
def test_what_a_data_table_is(html: str, count: int) -> None:
    assert len(data_tables(document_of(html))) == count


STEPS = "<ol><li>Lift the boat</li><li>Read the scale<ul><li>twice</li></ul></li><li>Lower the boat</li></ol>"


@pytest.mark.parametrize(
    ("html", "kept", "wanted"),
    [
        pytest.param(STEPS, "1000", "1111", id="steps"),
        pytest.param(STEPS, "0000", "0000", id="nothing"),
        pytest.param(STEPS.replace("ol>", "ul>"), "1000", "1000", id="other-lists-stay"),
        pytest.param("<ul class=ingredients><li>salt</li><li>a large cup of flour</li></ul>", "10", "11", id="named"),
        pytest.param("<div class=steps><ul><li>Stir</li><li>Wait a night</li></ul></div>", "10", "11", id="around"),
        pytest.param("<ul><li itemprop=recipeIngredient>salt</li><li>oil</li></ul>", "01", "11", id="on-items"),
        pytest.param("<dl><dt>Length</dt><dd>nine metres</dd></dl>", "01", "11", id="definitions"),
        pytest.param("<dl><dt>Length over all</dt><dd>nine</dd></dl>", "01", "00", id="too-little-of-it"),
        pytest.param("<dl class='py method'><dt>weigh(boat)</dt><dd>Say it</dd></dl>", "10", "11", id="code"),
        pytest.param("<ol><li>" + "long " * 300 + "</li><li>b</li></ol>", "10", "10", id="texts"),
        pytest.param("<ol><li><a href=/a>Gulls</a></li><li><a href=/b>Terns</a></li></ol>", "10", "10", id="links"),
        pytest.param("<ol><li>Gulls<form>Send</form></li><li>Terns</li></ol>", "100", "100", id="forms"),
        pytest.param("<ol class=comments><li>So true</li><li>Really</li></ol>", "10", "10", id="comments"),
    ],
)
def test_lists(html: str, kept: str, wanted: str) -> None:
    assert bits(case_of(html), kept, "list") == wanted


SECTIONS = f"<h1>Boats</h1><h2>Gulls</h2><p>{BEFORE}</p><h2>Terns</h2><h3>Small ones</h3><p>{AFTER}</p><h2>Swans</h2>"


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [
        pytest.param("1111111", "1111110", id="none-at-the-end"),
        pytest.param("1111100", "1110000", id="none-without-text"),
        pytest.param("1110010", "1110010", id="two-headings-are-not-amid"),
        pytest.param("1000000", "1000000", id="the-headline-stays"),
    ],
)
def test_headings_go_with_what_they_head(kept: str, wanted: str) -> None:
    case = make_case(case_of(SECTIONS).measured, (0.4,) * 7)
    assert "".join("01"[keep] for keep in with_headings(case, tuple(one == "1" for one in kept))) == wanted
    sure = make_case(case.measured, (0.6,) * 7)
    assert with_headings(sure, tuple(one == "1" for one in kept)) == tuple(one == "1" for one in kept)


@pytest.mark.parametrize(("heading", "kept"), [("Gulls", True), ("Read also", False), ("Gulls " * 21, False)])
def test_a_heading_amid_the_text(heading: str, kept: bool) -> None:
    case = case_of(f"<p>{BEFORE}</p><h2>{heading}</h2><p>{AFTER}</p>")
    assert with_headings(case, (True, False, True)) == (True, kept, True)


def test_what_was_decided_is_said() -> None:
    case = case_of(HARBOUR)
    kept = (True,) * 6 + (False,)
    assert apply_rules(case, kept) == ((True,) * 7, {}, {6: "table"})
    kept = (False,) * 6 + (True,)
    assert apply_rules(case, kept) == ((False,) * 7, {6: "table"}, {})


def test_a_page() -> None:
    page = cleanpage.extract(
        f"<title>The weights of the boats</title><article><h1>The weights of the boats</h1>"
        f"<p>{BEFORE} {AFTER}</p><p>{BEFORE}</p>"
        f"{HARBOUR}<p>{AFTER}</p>{STEPS}<p>Nobody has ever seen the scale at rest, they say there.</p></article>"
    )
    assert "Boats and what they weigh\nBoat | Weight\nGull | two tons\nTern | four tons\n" in page.text
    assert "Lift the boat\nRead the scale\ntwice\nLower the boat" in page.text


_PIECES = st.sampled_from(
    [
        *(
            "<table>",
            "<tr>",
            "<td>",
            "<th>",
            "</table>",
            "<ol>",
            "<li>",
            "</ol>",
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<p>",
        ),
        *("<ul class=steps>", "</ul>", "<form>", "<button>", BEFORE, "boat", "two tons"),
    ]
)


@given(pieces=st.lists(_PIECES, max_size=60), chosen=st.integers(0, 2**40 - 1), more=st.integers(0, 2**40 - 1))
def test_units_are_whole_and_more_keeps_more(pieces: Sequence[str], chosen: int, more: int) -> None:
    case = case_of("".join(pieces))
    count = len(case.scores)
    few = tuple(bool(chosen >> index % 40 & 1) for index in range(count))
    many = tuple(keep or bool(more >> index % 40 & 1) for index, keep in enumerate(few))
    document = case.measured.document
    for find, runs in ((with_whole_tables, data_tables(document)), (with_whole_lists, whole_lists(document))):
        after, after_many = find(case, few), find(case, many)
        assert all(a <= b for a, b in zip(after, after_many, strict=True))
        assert find(case, after) == after
        for run in runs:
            comments = "comment" in case.measured.cues[run.start : run.stop]
            assert comments or len({after[index] for index in whole_blocks(document, run)}) < 2


@pytest.mark.parametrize("favor", ["precision", "balanced", "recall"])
def test_no_page_breaks_it(favor: Favor) -> None:
    deep = "<table><tr><td>a<ol><li>" * 2000
    assert cleanpage.extract(deep, options=Options(favor=favor)).status in ("ok", "no_content")


def test_a_hidden_cell_is_in_no_whole_table() -> None:
    kept = (True,) * 6 + (False,)
    assert apply_rules(case_of(HARBOUR), kept, {6}) == (kept, {}, {})
