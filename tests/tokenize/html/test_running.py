"""Running text: what does not break a sentence, and what parts two words."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Dump
from cleanpage.tokenize.html.walk import tokenize_html


def texts(page: str) -> list[str]:
    return [block.text for block in tokenize_html(Dump(text=page)).blocks]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<div>Sown <relative-time>3 weeks</relative-time> ago.</div>", ["Sown 3 weeks ago."]),
        ("<p><x-text>The barn</x-text> <x-text>is empty.</x-text></p>", ["The barn is empty."]),
        ("<div>A <x-tip><x-word>sickle</x-word></x-tip> is sharp.</div>", ["A sickle is sharp."]),
        ("<p>Rye in <st1:place>Norfolk</st1:place>.<o:p></o:p></p>", ["Rye in Norfolk."]),
        ("<slot>The barn</slot>", ["The barn"]),
        ("<p>The barn<x-icon></x-icon>, empty</p>", ["The barn, empty"]),
    ],
)
def test_unknown_elements_within_a_sentence_do_not_break_it(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<x-card>Rye</x-card><x-card>Oats</x-card>", ["Rye", "Oats"]),
        ("<div>Rye <x-box><div>Oats</div></x-box></div>", ["Rye", "Oats"]),
        ("<div>Rye is <x-ad>Advertisement</x-ad> sown late.</div>", ["Rye is", "Advertisement", "sown late."]),
        ("<div>Rye <x-long>" + "<b>oats </b>" * 99 + "</x-long></div>", ["Rye", ("oats " * 99).strip()]),
    ],
)
def test_unknown_elements_that_stand_apart_are_blocks(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<li><span class=k>Volume</span><span class=v>40 l</span>", "Volume 40 l"),
        ("<li><span class=k>Back</span><span class=v>long</span>", "Back long"),
        ("<div><strong>Rain cover</strong><span>included</span></div>", "Rain cover included"),
        ("<div><span>€189.00</span><span>€149.00</span></div>", "€189.00 €149.00"),
        ("<div><a href=/a>oats</a><a href=/b>rye</a></div>", "oats rye"),
        ("<div><b>Sown:</b><span>May</span></div>", "Sown: May"),
        ("<h2><span>Chapter 3</span>The mill</h2>", "Chapter 3 The mill"),
        ("<p>Comments<span class=count>12</span></p>", "Comments 12"),
        ("<p><i class=label>Sowing</i>spring</p>", "Sowing spring"),
        ("<p>the engine<picture><img src=e.png></picture>has</p>", "the engine has"),
        ("<p>the engine<svg><title>x</title></svg>has</p>", "the engine has"),
        ("<div><a href=/a><span>Plough</span><span>99 €</span></a></div>", "Plough 99 €"),
    ],
)
def test_words_that_a_style_parts_are_two(page: str, expected: str) -> None:
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p><span class=drop>T</span><span class=small>he old</span> mill</p>", "The old mill"),
        ("<p><b>Hay</b>stack, <i>hay</i><b>fork</b></p>", "Haystack, hayfork"),
        ("<p><span class=c1>hay</span><span class=c3>fork</span></p>", "hayfork"),
        ("<p><span style='x'>hay</span><span style='y'>fork</span></p>", "hayfork"),
        ("<div><span>CO</span><sub>2</sub></div>", "CO2"),
        ("<p>the <span class=number>3</span>rd</p>", "the 3rd"),
        ("<p><code><span class=n>sow</span><span class=m>Rye</span></code></p>", "sowRye"),
        ("<pre><span class=k>Volume</span><span class=v>40 l</span></pre>", "Volume40 l"),
        ("<div><span class=a>標題</span><span class=b>內容</span></div>", "標題內容"),
        ("<p><b>3</b>D</p>", "3D"),
        ("<p><a href=/a>oats</a><a href=/a>eed</a></p>", "oatseed"),
    ],
)
def test_a_styled_part_of_a_word_stays_in_it(page: str, expected: str) -> None:
    assert texts(page) == [expected]
