"""Lists of names and values are kept whole; headings right above a paragraph of the text are kept with it."""

from __future__ import annotations

import pytest

from builders import make_case
from cleanpage.blocks import Dump
from cleanpage.measure import measure
from cleanpage.score import load_weights
from cleanpage.select.rules import Case
from cleanpage.select.rules.units import with_headings, with_whole_rows
from cleanpage.select.rules.units.rows import MAX_ROW_CHARS, rows_alike
from cleanpage.select.rules.units.wholes import MIN_AMID_WORDS
from cleanpage.tokenize import tokenize


def case_of(html: str) -> Case:
    """A page as rules see it, each block sure."""
    document = tokenize(Dump(text=f"<html><body>{html}</body></html>"), "html")
    return make_case(measure(document, load_weights("html").tokens))


def decided(case: Case, kept: str, find: object = with_whole_rows) -> str:
    assert callable(find)
    return "".join("01"[keep] for keep in find(case, tuple(one == "1" for one in kept)))


def items(*texts: str) -> str:
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"


@pytest.mark.parametrize(
    ("html", "kept", "wanted"),
    [
        pytest.param(items("Volume 40 l", "Weight 2 kg", "Length 50 cm"), "011", "111", id="most"),
        pytest.param(items("Volume 40 l", "Weight 2 kg", "Length 50 cm"), "010", "000", id="one-of-nine-words-under"),
        pytest.param(items("Volume four l", "Weight two kg two", "Long"), "001", "000", id="an-eighth"),
        pytest.param(items("Volume 40 l", "Weight 2 kg"), "01", "01", id="two-items"),
        pytest.param(items("Volume 40 l", "Weight 2 kg", "<a href=/a>Length</a>"), "011", "011", id="a-link"),
        pytest.param(items("Volume 40 l", "Weight 2 kg", "a" * MAX_ROW_CHARS), "011", "111", id="long"),
        pytest.param(items("Volume 40 l", "Weight 2 kg", "a" * (MAX_ROW_CHARS + 1)), "011", "011", id="too-long"),
        pytest.param(
            items("Volume 40 l", "Weight 2 kg") + items("Length 50 cm", "Red"), "0111", "0111", id="two-lists"
        ),
        pytest.param("<p>Volume 40 l</p><p>Weight 2 kg</p><p>Length 50 cm</p>", "011", "011", id="no-list"),
    ],
)
def test_rows(html: str, kept: str, wanted: str) -> None:
    assert decided(case_of(html), kept) == wanted


def test_items_that_are_written_otherwise_are_other_rows() -> None:
    document = case_of(
        "<ul><li>a</li><li>b</li><li>c</li><li class=more>d</li><li class=more>e</li><li class=more>f</li></ul>"
    ).measured.document
    assert [(run.start, run.stop) for run in rows_alike(document)] == [(0, 3), (3, 6)]


LONG = " ".join(["owls"] * MIN_AMID_WORDS)
SHORT = " ".join(["owls"] * (MIN_AMID_WORDS - 1))


@pytest.mark.parametrize(
    ("html", "kept", "wanted"),
    [
        pytest.param(f"<p>Owls</p><h2 class=related>Then</h2><p>{LONG}</p>", "101", "111", id="whatever-its-name"),
        pytest.param(f"{items('Owls')}<h2>Then</h2><p>{LONG}</p>", "101", "111", id="below-a-list"),
        pytest.param(f"<p>Owls</p><h2>Then</h2><p>{SHORT}</p>", "101", "101", id="above-a-short-one"),
        pytest.param(f"<p>Owls</p><h2>Then</h2><p>{LONG}</p>", "001", "001", id="below-nothing"),
        pytest.param(f"<p>Owls</p><h2>Then</h2><p>{LONG}</p>", "100", "100", id="above-nothing"),
        pytest.param(f"<p>Owls</p><h2>Read also</h2><p>{LONG}</p>", "101", "101", id="read-also"),
        pytest.param(f"<p>Owls</p><div><h2>Then</h2></div><p>{LONG}</p>", "101", "101", id="another-parent"),
        pytest.param(f"<h2>Then</h2><p>{LONG}</p>", "01", "01", id="first-on-the-page"),
        pytest.param("<p>Owls</p><h2>Then</h2>", "10", "10", id="last-on-the-page"),
    ],
)
def test_headings_above_a_paragraph(html: str, kept: str, wanted: str) -> None:
    assert decided(case_of(html), kept, with_headings) == wanted
