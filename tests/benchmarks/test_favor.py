"""What the benchmark of `favor` counts."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from benchmarks.metrics import Score
from benchmarks.pages.corpus import LabelledPage
from benchmarks.quality import favor

from cleanpage.blocks import Dump, Scored
from cleanpage.measure import measure
from cleanpage.select import select
from cleanpage.tokenize.tokenizer import tokenize

TEXTS = [" ".join([f"{word}{number}" for number in range(40)]) for word in ("owl", "mill", "gull")]


@pytest.mark.parametrize(
    ("score", "beta", "value"),
    [
        pytest.param(Score(0.5, 1.0, 2 / 3), 1.0, 2 / 3, id="f1"),
        pytest.param(Score(0.5, 1.0, 2 / 3), 0.5, 0.5555555, id="precision-counts-more"),
        pytest.param(Score(0.5, 1.0, 2 / 3), 2.0, 0.8333333, id="recall-counts-more"),
        pytest.param(Score(0.0, 1.0, 0.0), 2.0, 0.0, id="no-precision"),
    ],
)
def test_f_beta(score: Score, beta: float, value: float) -> None:
    assert favor.f_beta(score, beta) == pytest.approx(value)


def page_of(*scores: float) -> Scored:
    html = "".join(f"<p>{text}</p>" for text in TEXTS)
    return Scored(measured=measure(tokenize(Dump(text=html), "html"), {}), scores=scores)


def test_nested() -> None:
    less, more = select(page_of(0.9, 0.1, 0.1)), select(page_of(0.9, 0.9, 0.1))
    assert favor.is_nested([less, more, more])
    assert not favor.is_nested([less, more, less])


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Precision keeps the first, balanced the first two, recall all three; the first two are right.
    scored = page_of(0.95, 0.5, 0.3)
    kept = [sum(select(scored, name).kept) for name in favor.ORDER]
    assert kept == [1, 2, 3]
    page = LabelledPage(
        id="1", set="set", domain="a.example", url="", lang="en", page_type="", variant="html", dump="",
        gold_text="\n".join(TEXTS[:2]),
    )  # fmt: skip
    path = tmp_path / "folds.pkl"
    path.write_bytes(pickle.dumps([(page, scored)]))
    assert favor.main([str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == ("| set | 1.000 / 0.500 | 1.000 / 1.000 | 0.667 / 1.000 | 0.833 (1.000) | 0.909 (1.000) |")
    assert lines[-1] == "Not nested: 0 of 1 pages."
