"""The values between the stages can't be changed, and their names are the ones in use."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from cleanpage.blocks import Block, Document, Dump, Elements, Kind, Link, Markup, Measured, Scored, Selected, Sort
from cleanpage.features import CUE_CODES
from cleanpage.tokenize.html.walk import tokenize_html

ELEMENTS = Elements(tags=("html",), parents=(-1,), names=("",))
DOCUMENT = Document(format="html", blocks=(Block("word", element=0),), elements=ELEMENTS)
MEASURED = Measured(document=DOCUMENT, words=(1,), columns=((0.0,),), language="en", declares_article=False, cues=("",))
SCORED = Scored(measured=MEASURED, scores=(0.5,))
SELECTED = Selected(scored=SCORED, kept=(True,), cut=0.5, confidence=0.5)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Dump(text="a"), id="Dump"),
        pytest.param(Markup(), id="Markup"),
        pytest.param(ELEMENTS, id="Elements"),
        pytest.param(DOCUMENT, id="Document"),
        pytest.param(MEASURED, id="Measured"),
        pytest.param(SCORED, id="Scored"),
        pytest.param(SELECTED, id="Selected"),
    ],
)
def test_a_value_cannot_be_changed(value: Dump | Markup | Elements | Document | Measured | Scored | Selected) -> None:
    for field in dataclasses.fields(value):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, field.name, getattr(value, field.name))
    assert not hasattr(value, "__dict__")
    hash(value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Block("a"), id="Block"),
        pytest.param(Link("a", "/b"), id="Link"),
    ],
)
def test_what_is_made_once_per_block_is_a_plain_tuple(value: Block | Link) -> None:
    with pytest.raises(AttributeError):
        setattr(value, value._fields[0], "b")
    assert value == tuple(value)


def test_every_sort_has_a_number_of_its_own() -> None:
    assert set(CUE_CODES) == set(get_args(Sort))
    assert sorted(CUE_CODES.values()) == list(range(len(CUE_CODES)))
    assert CUE_CODES[""] == 0


def test_every_kind_is_found_in_some_page() -> None:
    page = (
        "<h1>a</h1><p>b</p><ul><li>c</ul><blockquote>d</blockquote><pre>e</pre><table><td>f</table>"
        "<figcaption>g</figcaption><dl><dd>h</dl><button>i</button>"
    )
    kinds = [block.kind for block in tokenize_html(Dump(text=page)).blocks]
    assert kinds == list(get_args(Kind))
