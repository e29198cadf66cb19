"""Notes of the publisher at the ends of an article."""

import pytest

from builders import make_elements, make_measured
from cleanpage.blocks import Block, Kind, Scored
from cleanpage.select.rules.articles.end_notes import MAX_NOTE_WORDS, are_end_notes
from cleanpage.select.rules.rule import Case

ELEMENTS = make_elements(("article", -1, ""))


def found_in(texts: list[str], *, title: str = "", kind: Kind = "paragraph") -> list[int]:
    blocks = [Block(text, kind, element=0) for text in texts]
    measured = make_measured(blocks, elements=ELEMENTS, title=title, declares_article=True)
    found = are_end_notes(Case(Scored(measured=measured, scores=(0.9,) * len(texts))), (True,) * len(texts))
    return [index for index, is_it in enumerate(found) if is_it]


@pytest.mark.parametrize(
    "text",
    [
        "Disclaimer: The mill takes no responsibility for bread baked at home.",
        "Haftungsausschluss: Die Mühle haftet nicht für fremdes Brot.",
        "免责声明：本文仅供参考。",
        "The views expressed here are those of the miller.",
        "Las opiniones vertidas en este texto son del molinero.",
        "This story was originally published in the Harbour Post.",
        "Dieser Beitrag erschien zuerst im Hafenblatt.",
        "(本文来源：海港报)",
        "This post may contain affiliate links, which help us to keep the mill running.",
        "If you buy flour, we may receive a small commission.",
        "Cet article contient des liens affiliés.",
        "The Harbour Post, all rights reserved.",
        "Harbour Post. Todos los derechos reservados.",
        "More information: Ada Bird et al, On millstones, Stones (2024). DOI: 10.1/stones",
    ],
)
def test_a_note_is_known_by_its_words(text: str) -> None:
    owls = [f"The owls of mill {number} hunt at night." for number in range(8)]
    assert found_in([*owls, text]) == [8]
    assert found_in([text, *owls]) == [0]
    assert found_in([*owls, text, *owls]) == []
    assert found_in([*owls, text], title="Legal notes of the mill") == []
    assert found_in([*owls, text], kind="heading") == []
    assert found_in([*owls, text + " owl" * MAX_NOTE_WORDS]) == []


@pytest.mark.parametrize(
    "text",
    [
        "The commission of the town met in this mill, and some of its members stayed.",
        "The owls reserve the best of the voles for their young.",
        "This story was told by the miller to his first child.",
        "For more information, ask the miller at the bridge.",
        "His views, expressed at length, were those of an old man.",
    ],
)
def test_other_sentences_are_none(text: str) -> None:
    assert found_in(["The owls hunt at night.", text]) == []
