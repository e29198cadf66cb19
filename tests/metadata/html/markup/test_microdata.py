from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Item
from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup.json_ld import LinkedData
from cleanpage.metadata.html.markup.microdata import read_microdata

TITLES = ("Rain in May | Example",)


def item(kind: str, inside: int = -1, names: str = "", value: str = "") -> Item:
    return Item(0, inside, tuple(names.split()), kind, value)


def prop(inside: int, names: str, value: str) -> Item:
    return item("", inside, names, value)


def read(*rows: Item) -> LinkedData:
    return read_microdata(rows, url="https://example.org/rain", titles=TITLES)


def texts(values: Sequence[Value]) -> list[str]:
    return [value.text for value in values]


ARTICLE = (
    item("https://schema.org/NewsArticle"),
    prop(0, "headline", "Rain in May"),
    prop(0, "datePublished", "2024-05-06"),
    item("http://schema.org/Person", 0, "author", "Jane Doe, Reporter"),
    prop(3, "name", "Jane Doe"),
    item("Organization", 0, "publisher", "Example"),
    prop(5, "name", "The Example"),
    prop(0, "articleSection", "Weather"),
    prop(0, "articleSection", "News"),
)


def test_an_article() -> None:
    found = read(*ARTICLE)
    assert found.kind == (Value("NewsArticle", "microdata [0].@type[0]"),)
    assert found.headline == (Value("Rain in May", "microdata [0].headline"),)
    assert found.authors == (Value("Jane Doe", "microdata [0].author.name"),)
    assert found.publisher == (Value("The Example", "microdata [0].publisher.name"),)
    assert texts(found.published) == ["2024-05-06"]
    assert texts(found.section) == ["Weather", "News"]


def test_nothing() -> None:
    assert read() == LinkedData()


@pytest.mark.parametrize(
    ("rows", "authors"),
    [
        pytest.param([prop(0, "author", "Jane Doe")], ["Jane Doe"], id="text"),
        pytest.param([item("Person", 0, "author", "Jane Doe")], ["Jane Doe"], id="item-without-name"),
        pytest.param([prop(0, "author", "Jane"), prop(0, "author", "John")], ["Jane", "John"], id="two"),
        pytest.param([prop(0, "author", "Jane Doe is a reporter. " * 9)], [], id="note-about-her"),
        pytest.param([item("Comment", 2, "", ""), prop(2, "author", "Guest")], [], id="in-an-unread-item"),
        pytest.param([item("Comment"), prop(2, "author", "Guest")], [], id="in-a-comment"),
        pytest.param([item("Organization", 0, "author", "The Desk")], [], id="organisation"),
    ],
)
def test_authors(rows: list[Item], authors: list[str]) -> None:
    assert texts(read(*ARTICLE[:2], *rows).authors) == authors


@pytest.mark.parametrize(
    ("rows", "headlines"),
    [
        pytest.param([item("Article"), prop(0, "headline", "Rain in May")], ["Rain in May"], id="the-page"),
        pytest.param([item("Article"), prop(0, "name", "Rain in May")], ["Rain in May"], id="by-name"),
        pytest.param([item("Article"), prop(0, "headline", "Sun in June")], [], id="another-article"),
        pytest.param([item("Recipe"), prop(0, "name", "Rain soup")], [], id="another-work"),
        pytest.param(
            [item("Article"), prop(0, "headline", "Sun"), item("Article"), prop(2, "headline", "Rain in May")],
            ["Rain in May"],
            id="after-another",
        ),
        pytest.param(
            [item("Blog"), item("BlogPosting", 0, "blogPost"), prop(1, "headline", "Rain in May")],
            ["Rain in May"],
            id="post-of-a-blog",
        ),
        pytest.param(
            [item("Article", 0, "", ""), prop(0, "headline", "Rain in May")], [], id="property-that-is-not-read"
        ),
        pytest.param([prop(-1, "headline", "Rain in May")], ["Rain in May"], id="outside-of-items"),
        pytest.param([prop(-1, "headline", "Rain"), prop(-1, "headline", "Sun")], [], id="outside-and-two"),
        pytest.param([prop(-1, "name", "Example")], [], id="name-of-the-site"),
        pytest.param([item("WebPage"), prop(0, "name", "Example")], [], id="name-of-the-web-page"),
    ],
)
def test_whose_headline(rows: list[Item], headlines: list[str]) -> None:
    assert texts(read(*rows).headline) == headlines


@pytest.mark.parametrize(
    ("rows", "dates"),
    [
        pytest.param([item("Article"), prop(0, "datePublished", "1")], ["1"], id="only-article"),
        pytest.param([item("Article"), prop(0, "datePublished", "1"), item("Article")], [], id="one-of-two"),
        pytest.param([item("Product"), prop(0, "datePublished", "1")], [], id="only-product"),
        pytest.param(
            [item("Article"), prop(0, "headline", "Sun in June"), item("Product"), prop(2, "datePublished", "1")],
            [],
            id="product-beside-another-article",
        ),
        pytest.param([item("sioc:Item foaf:Document"), prop(0, "datePublished", "1")], ["1"], id="other-vocabulary"),
        pytest.param([*ARTICLE[:3], prop(-1, "datePublished", "1")], ["2024-05-06", "1"], id="article-before-page"),
    ],
)
def test_what_has_no_title(rows: list[Item], dates: list[str]) -> None:
    assert texts(read(*rows).published) == dates


def test_breadcrumbs() -> None:
    rows = [
        item("BreadcrumbList"),
        item("ListItem", 0, "itemListElement"),
        item("Thing", 1, "item"),
        prop(2, "name", "Home"),
        prop(1, "position", "1"),
        item("ListItem", 0, "itemListElement"),
        prop(5, "name", "Weather"),
        prop(5, "position", "2"),
    ]
    found = read(*rows)
    assert texts(found.breadcrumb) == ["Home", "Weather"]
    assert found.breadcrumb[0].path == "microdata [0].itemListElement[0].item.name"


ROWS = st.lists(
    st.tuples(
        st.integers(-1, 20),
        st.lists(st.sampled_from(["name", "author", "headline", "blogPost", "hasPart", "position"]), max_size=2),
        st.sampled_from(["", "Article", "Person", "WebPage", "BreadcrumbList", "Thing"]),
        st.text(max_size=5),
    ),
    max_size=20,
)


@given(ROWS)
def test_any_rows(rows: list[tuple[int, list[str], str, str]]) -> None:
    items = [
        Item(0, min(inside, index), tuple(names), kind, value)
        for index, (inside, names, kind, value) in enumerate(rows)
    ]
    assert isinstance(read_microdata(items, url="", titles=TITLES), LinkedData)
