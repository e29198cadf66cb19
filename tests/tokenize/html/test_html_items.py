import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.blocks import Item
from cleanpage.tokenize.html.items import ITEM_ATTRIBUTES, MAX_NODES, MAX_VALUE_CHARS, read_items


def nodes_of(page: str) -> tuple[LexborHTMLParser, list[tuple[int, LexborNode]]]:
    """The parser, which owns the nodes, and the nodes that the tokenizer will hand over."""
    parser = LexborHTMLParser(page)
    body = parser.body
    assert body is not None
    return parser, [(0, node) for node in body.traverse() if not ITEM_ATTRIBUTES.isdisjoint(node.attributes)]


def read(page: str) -> list[tuple[int, tuple[str, ...], str, str]]:
    _, nodes = nodes_of(page)
    return [item[1:] for item in read_items(nodes)]


@pytest.mark.parametrize(
    ("element", "value"),
    [
        pytest.param("<p itemprop=headline> Rain\n in <b>May</b></p>", "Rain in May", id="text"),
        pytest.param("<p itemprop=headline>Rain<br>in May</p>", "Rain in May", id="line-break"),
        pytest.param("<p itemprop=headline>Rain<script>x</script></p>", "Rain", id="script"),
        pytest.param("<p itemprop=headline content=Rain>Sun</p>", "Rain", id="content"),
        pytest.param("<time itemprop=headline datetime=Rain>Sun</time>", "Rain", id="datetime"),
        pytest.param("<abbr itemprop=headline title=Rain>Sun</abbr>", "Rain", id="abbreviation"),
        pytest.param("<p itemprop=headline title=Sun>Rain</p>", "Rain", id="no-abbreviation"),
        pytest.param("<a itemprop=headline href=/sun>Rain</a>", "Rain", id="link"),
        pytest.param("<p itemprop=headline>" + "Rain " * 9999, ("Rain " * 9999)[:MAX_VALUE_CHARS], id="long"),
    ],
)
def test_values(element: str, value: str) -> None:
    assert read(element) == [(-1, ("headline",), "", value)]


@pytest.mark.parametrize(
    ("element", "value"),
    [
        pytest.param("<a itemprop=url href=' /rain '>Rain</a>", "/rain", id="href"),
        pytest.param("<img itemprop=image src=/rain.png>", "/rain.png", id="src"),
        pytest.param("<span itemprop=url>https://example.org</span>", "https://example.org", id="text"),
    ],
)
def test_addresses(element: str, value: str) -> None:
    assert read(element)[0][3] == value


@pytest.mark.parametrize(
    ("attribute", "names"),
    [
        pytest.param("itemprop='datepublished headline'", ("datePublished", "headline"), id="case-and-several"),
        pytest.param("itemprop='https://schema.org/headline'", ("headline",), id="address"),
        pytest.param("property='schema:headline'", ("headline",), id="prefix"),
        pytest.param("property='dc:date dc:created'", ("datePublished", "datePublished"), id="other-vocabulary"),
        pytest.param("itemprop='articleBody author'", ("author",), id="one-is-not-read"),
    ],
)
def test_names(attribute: str, names: tuple[str, ...]) -> None:
    assert read(f"<p {attribute}>x</p>") == [(-1, names, "", "x")]


def test_properties_stand_in_their_items() -> None:
    page = (
        "<div itemscope itemtype=http://schema.org/Article><p><span itemprop=author itemscope itemtype=Person>"
        "<b itemprop=name>Jane Doe</b></span></p><i itemprop=headline>Rain</i></div><i itemprop=keywords>May</i>"
    )
    assert read(page) == [
        (-1, (), "http://schema.org/Article", ""),
        (0, ("author",), "Person", "Jane Doe"),
        (1, ("name",), "", "Jane Doe"),
        (0, ("headline",), "", "Rain"),
        (-1, ("keywords",), "", "May"),
    ]


def test_rdfa() -> None:
    page = "<div typeof=schema:Article><span property=schema:author typeof=Person><b property=name>J</b></span></div>"
    assert [row[:3] for row in read(page)] == [
        (-1, (), "schema:Article"),
        (0, ("author",), "Person"),
        (1, ("name",), ""),
    ]


def test_an_item_in_an_item_is_no_property_of_it() -> None:
    assert [row[:3] for row in read("<div itemscope><div itemscope itemtype=Article></div></div>")] == [
        (-1, (), "Thing"),
        (-1, (), "Article"),
    ]


def test_an_item_that_is_an_unread_property_is_in_itself() -> None:
    assert [row[0] for row in read("<p itemscope><b itemprop=comment itemscope><i itemprop=name>x</i></b></p>")] == [
        -1,
        1,
        1,
    ]


def test_the_block_is_passed_on() -> None:
    parser, nodes = nodes_of("<p itemprop=headline>x</p>")
    assert read_items([(7, node) for _, node in nodes]) == (Item(7, -1, ("headline",), "", "x"),)
    assert parser.root is not None


def test_no_more_than_the_limit_is_read() -> None:
    assert len(read("<b itemprop=name>x</b>" * (MAX_NODES + 9))) == MAX_NODES


TAGS = st.sampled_from(["<div itemscope>", "<p itemprop='name author'>", "</div>", "</p>", "x<br>", "<i typeof=a>"])


@given(st.lists(TAGS, max_size=30))
def test_an_item_comes_before_its_properties(tags: list[str]) -> None:
    rows = read("".join(tags))
    assert all(row[0] <= index and (row[0] < 0 or rows[row[0]][2]) for index, row in enumerate(rows))
