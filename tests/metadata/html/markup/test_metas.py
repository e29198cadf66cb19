from __future__ import annotations

import pytest

from cleanpage.blocks import Markup
from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup import metas
from cleanpage.metadata.html.markup.metas import MAX_VALUES, Metas

NAMES = {
    name: value
    for name, value in vars(metas).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, tuple)
}


def read(*pairs: tuple[str, str]) -> Metas:
    return Metas(Markup(metas=pairs))


def test_values_come_in_the_order_of_the_names() -> None:
    found = read(("author", "B"), ("byl", "A"), ("author", "C"), ("title", "D")).values(("byl", "none", "author"))
    assert found == [Value("A", "meta byl"), Value("B", "meta author"), Value("C", "meta author")]


def test_empty_metas_say_nothing() -> None:
    assert read(("author", ""), ("author", "B")).values(("author",)) == [Value("B", "meta author")]


def test_a_name_has_so_many_values() -> None:
    pairs = [("article:tag", str(number)) for number in range(MAX_VALUES + 1)]
    found = read(*pairs, ("author", "B"))
    assert [value.text for value in found.values(("article:tag",))] == [str(number) for number in range(MAX_VALUES)]
    assert found.values(("author",)) == [Value("B", "meta author")]


def test_metas_with_a_part_in_their_names() -> None:
    found = read(("x-published-on", "A"), ("news.pubdate", "B"), ("public", "C"), ("author", "D"))
    assert [value.path for value in found.named("publish", "pubdate")] == ["meta x-published-on", "meta news.pubdate"]


@pytest.mark.parametrize(
    ("label", "author", "reading"),
    [
        pytest.param("Written by", True, False, id="written"),
        pytest.param("Verfasst von", True, False, id="verfasst"),
        pytest.param("Écrit par", True, False, id="ecrit"),
        pytest.param("Автор", True, False, id="russian"),
        pytest.param("Est. reading time", False, True, id="estimated"),
        pytest.param("Reading time", False, True, id="reading"),
        pytest.param("Lesezeit", False, True, id="lesezeit"),
        pytest.param("Durée de lecture est.", False, True, id="duree"),
        pytest.param("Price", False, False, id="price"),
        pytest.param("Not written by", False, False, id="not-at-the-front"),
    ],
)
@pytest.mark.parametrize("number", ["1", "2"])
def test_twitter_cards(label: str, author: bool, reading: bool, number: str) -> None:
    found = read((f"twitter:label{number}", label), (f"twitter:data{number}", "X"), ("twitter:data3", "Y"))
    value = [Value("X", f"meta twitter:data{number}")]
    assert found.author_label() == (value if author else [])
    assert found.reading_label() == (value if reading else [])


def test_the_second_label_is_of_the_second_datum() -> None:
    found = read(
        ("twitter:label1", "Written by"),
        ("twitter:data1", "Jane Doe"),
        ("twitter:label2", "Est. reading time"),
        ("twitter:data2", "4 minutes"),
    )
    assert found.author_label() == [Value("Jane Doe", "meta twitter:data1")]
    assert found.reading_label() == [Value("4 minutes", "meta twitter:data2")]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_in_lower_case_and_once(name: str) -> None:
    # As `Markup.metas` has them.
    assert [one for one in NAMES[name] if one != one.lower().strip()] == []
    assert len(set(NAMES[name])) == len(NAMES[name])


def test_a_name_is_of_one_field() -> None:
    everything = [name for names in NAMES.values() for name in names]
    assert len(everything) > 100
    assert len(set(everything)) == len(everything)
