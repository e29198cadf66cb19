"""The labels and the exits that training finds."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from benchmarks.pages.corpus import LabelledPage

from cleanpage.blocks import Document, Dump
from cleanpage.measure import measure
from cleanpage.tokenize.tokenizer import tokenize

pytest.importorskip("numpy")
pytest.importorskip("lightgbm")
pytest.importorskip("rapidfuzz")

import numpy as np
from benchmarks.training.examples import FLAT, Example, _flattened, is_weak, weak_labels
from benchmarks.training.passes import MAX_LOST_SHARE, _find_exits, label_pages
from benchmarks.training.transplants import TRANSPLANT

PAGE = """<body><ul class=menu><li>Home</li><li>News</li></ul>
<h1>Owl cake</h1><ul class=parts><li>100 g flour</li><li>2 eggs</li><li>A pinch of salt</li></ul>
<p>Bake it for an hour in a warm oven.</p><p>Sign up for our letters</p></body>"""
NAN = math.nan


def document_of(html: str = PAGE) -> Document:
    return tokenize(Dump(text=html), "html")


@pytest.mark.parametrize(
    ("required", "forbidden", "wanted"),
    [
        pytest.param(["2 eggs"], [], [NAN, NAN, NAN, 1, 1, 1, NAN, NAN], id="items-of-a-list"),
        pytest.param([], ["News"], [0, 0, NAN, NAN, NAN, NAN, NAN, NAN], id="forbidden"),
        pytest.param(["for an hour"], ["Sign up"], [NAN] * 6 + [1, 0], id="paragraphs-for-themselves"),
        pytest.param(
            ["Bake it for an hour in a warm oven. Sign up for our letters"], [], [NAN] * 6 + [1, 1], id="parts"
        ),
    ],
)
def test_snippets_label_a_few_blocks(required: list[str], forbidden: list[str], wanted: list[float]) -> None:
    assert weak_labels(document_of(), required, forbidden) == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize(
    ("required", "forbidden"), [(["Owls"], []), ([], []), (["2 eggs"], ["eggs"])], ids=["not there", "none", "both"]
)
def test_snippets_that_label_nothing(required: list[str], forbidden: list[str]) -> None:
    assert weak_labels(document_of(), required, forbidden) is None


def example_of(labels: list[float]) -> Example:
    page = LabelledPage(
        id="1", set="a", domain="a.example", url="", lang="en", page_type="", variant="html", dump=PAGE, gold_text=None
    )
    return Example(page, document_of(), labels)


def test_unlabelled_blocks_weigh_nothing() -> None:
    weak, full = example_of([NAN] * 6 + [1.0, 0.0]), example_of([0.0] * 6 + [1.0, 0.0])
    assert (is_weak(weak), is_weak(full)) == (True, False)
    measured = measure(document_of(), {})
    pages = label_pages([weak, full], [measured, measured], "html")
    assert not pages.weights[:6].any()
    assert pages.weights[6:].all()
    assert pages.labels.tolist() == [0.0] * 6 + [1.0, 0.0] + [0.0] * 6 + [1.0, 0.0]
    # Nine and five words.
    assert pages.weights[6] / pages.weights[7] == pytest.approx(9 / 5)


def dump_of(variant: str) -> Example:
    page = LabelledPage(
        id="1", set="a", domain="a.example", url="", lang="en", page_type="", variant=variant, dump="Owls\nhunt",
        gold_text=None, line_labels=[0, 1],
    )  # fmt: skip
    return Example(page, tokenize(Dump(text="Owls\nhunt"), "text"), [0.0, 1.0])


def test_the_layouts_of_a_dump_share_its_weight() -> None:
    """Transplanted and flattened pages are there once."""
    examples = [dump_of(variant) for variant in ("wet", "layout", FLAT, TRANSPLANT)]
    labelled = label_pages(examples, [measure(example.document, {}) for example in examples], "text")
    assert labelled.weights.tolist() == pytest.approx([0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5])


def test_a_page_of_html_is_a_flattened_dump() -> None:
    html = "<title>Owl cake</title><p>Home</p><p>Bake it for an hour in a warm oven, with two eggs.</p><p>Log in</p>"
    page = LabelledPage(
        id="1", set="a", domain="a.example", url="", lang="en", page_type="", variant="html", dump=html,
        gold_text="Bake it for an hour in a warm oven, with two eggs.",
    )  # fmt: skip
    example = _flattened(page)
    assert example is not None and example.page.variant == FLAT
    assert [block.text for block in example.document.blocks][:2] == ["Owl cake", "Home"]
    assert example.labels == [0.0, 0.0, 1.0, 0.0]
    assert _flattened(replace(page, gold_text="Something else that is not in the page")) is None
    assert _flattened(replace(page, gold_text=None)) is None


def test_blocks_leave_where_hardly_one_is_lost() -> None:
    count = 4000
    staged = np.array([np.linspace(-6, 6, count)])
    log_odds = np.linspace(-8, 8, count)
    (exit_,) = _find_exits([20], staged, log_odds)
    leaves = staged[0] < exit_.below
    lost = log_odds[leaves] > math.log(0.2 / 0.8)
    assert exit_.trees == 20
    assert 0.3 < leaves.mean() < 0.5
    assert lost.mean() <= MAX_LOST_SHARE
    assert exit_.offset == pytest.approx(float((log_odds - staged[0])[leaves].mean()), abs=0.01)


def test_a_later_exit_does_not_count_those_that_left() -> None:
    staged = np.array([np.linspace(-6, 6, 4000)] * 2)
    first, second = _find_exits([20, 50], staged, np.linspace(-8, 8, 4000))
    assert second.below >= first.below
    stays = staged[0] >= first.below
    assert (np.linspace(-8, 8, 4000)[stays & (staged[1] < second.below)] > math.log(0.25)).sum() <= 4
