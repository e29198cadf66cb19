import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_elements
from cleanpage.blocks import Block, Document, Link, Markup
from cleanpage.metadata import read_metadata
from cleanpage.page import Counters, Metadata

URL = "https://www.example.org/news/2024/05/06/rain"
PROSE = "It rained on Foston for thirty days, and the river rose to the second step of the old bridge. " * 2


def metas(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("__", ":"), value) for name, value in values.items())


def read(
    *,
    markup: Markup | None = None,
    blocks: tuple[Block, ...] = (),
    url: str | None = None,
    language: str = "",
) -> Metadata:
    """Read a page of an h1 (element 2), lines named by their elements (3 to 5), and prose."""
    elements = make_elements(
        ("html", -1, ""),
        ("body", 0, ""),
        ("h1", 1, "entry-title"),
        ("p", 1, "byline"),
        ("p", 1, "entry-date"),
        ("p", 1, ""),
    )
    everything = (*blocks, Block(PROSE, element=5), Block(PROSE, element=5))
    document = Document(format="html", blocks=everything, elements=elements, markup=markup or Markup())
    kept = [block.text == PROSE for block in everything]
    return read_metadata(document, url=url, language=language, kept=kept)


def heading(text: str) -> Block:
    return Block(text, kind="heading", element=2)


def json_ld(**values: Any) -> tuple[str, ...]:
    return (json.dumps({"@type": "NewsArticle", **values}),)


@pytest.mark.parametrize(
    ("markup", "blocks", "title"),
    [
        pytest.param(Markup(title="Rain in May | Example"), (), "Rain in May", id="title-and-domain"),
        pytest.param(Markup(title="Rain in May | The Post"), (heading("Rain in May"),), "Rain in May", id="h1"),
        pytest.param(
            Markup(title="Rain - The Post", metas=metas(og__title="Rain - The Post", og__site_name="The Post")),
            (),
            "Rain",
            id="site-name-cut",
        ),
        pytest.param(Markup(json_ld=json_ld(headline="Rain in May")), (), "Rain in May", id="json-ld"),
        pytest.param(
            Markup(title="Rain in May", metas=metas(og__title="Rain in May")),
            (heading("News"),),
            "Rain in May",
            id="section-heading",
        ),
        pytest.param(Markup(json_ld=('{"@type": "WebSite", "name": "The Post"}',)), (), None, id="site-only"),
        pytest.param(Markup(), (), None, id="nothing"),
    ],
)
def test_title(markup: Markup, blocks: tuple[Block, ...], title: str | None) -> None:
    assert read(markup=markup, blocks=blocks, url=URL).title == title


@pytest.mark.parametrize(
    ("markup", "blocks", "authors"),
    [
        pytest.param(Markup(json_ld=json_ld(author="Jane Doe")), (), ("Jane Doe",), id="json-ld"),
        pytest.param(Markup(metas=metas(author="Jane Doe and John Roe")), (), ("Jane Doe", "John Roe"), id="meta"),
        pytest.param(
            Markup(metas=(("citation_author", "Doe, Jane"), ("citation_author", "Roe, John"))),
            (),
            ("Jane Doe", "John Roe"),
            id="citation",
        ),
        pytest.param(Markup(metas=metas(article__author="https://facebook.com/jd")), (), (), id="address"),
        pytest.param(Markup(metas=metas(author="admin")), (), (), id="admin"),
        pytest.param(Markup(metas=metas(author="Example")), (), ("Example",), id="site-alone"),
        pytest.param(
            Markup(metas=metas(twitter__label1="Written by", twitter__data1="Jane Doe")),
            (),
            ("Jane Doe",),
            id="twitter-card",
        ),
        pytest.param(Markup(), (heading("Rain in May"), Block("By Jane Doe", element=3)), ("Jane Doe",), id="byline"),
        pytest.param(
            Markup(),
            (
                heading("Rain in May"),
                Block("Jane Doe, 6 May 2024", element=3, links=(Link("Jane Doe", "/author/jd"),)),
            ),
            ("Jane Doe",),
            id="byline-link",
        ),
        pytest.param(
            Markup(json_ld=json_ld(author="Max Poe")),
            (heading("Rain in May"), Block("By Jane Doe", element=3)),
            ("Jane Doe",),
            id="byline-beats-the-editor-who-filed-it",
        ),
        pytest.param(
            Markup(json_ld=json_ld(author="Jane Doe")),
            (heading("Rain in May"), Block("By Jane Doe For The Example", element=3)),
            ("Jane Doe",),
            id="markup-beats-a-longer-byline",
        ),
        pytest.param(
            Markup(json_ld=json_ld(author="janedoe")),
            (heading("Rain in May"), Block("Jane Doe", element=5)),
            ("Jane Doe",),
            id="full-name-for-a-user-name",
        ),
        pytest.param(
            Markup(json_ld=json_ld(author={"@type": "Organization", "name": "Rain Office"})),
            (heading("Rain in May"), Block("By Jane Doe", element=5)),
            ("Jane Doe",),
            id="person-before-organisation",
        ),
    ],
)
def test_authors(markup: Markup, blocks: tuple[Block, ...], authors: tuple[str, ...]) -> None:
    assert read(markup=markup, blocks=blocks, url=URL).authors == authors


@pytest.mark.parametrize(
    ("markup", "blocks", "published", "modified"),
    [
        pytest.param(
            Markup(json_ld=json_ld(datePublished="2024-05-06T10:00:00Z", dateModified="2024-05-07")),
            (),
            "2024-05-06T10:00:00Z",
            "2024-05-07",
            id="json-ld",
        ),
        pytest.param(Markup(metas=metas(article__published_time="2024-05-06")), (), "2024-05-06", None, id="meta"),
        pytest.param(
            Markup(times=((1, "2024-05-06T10:00"),)),
            (heading("Rain in May"), Block("yesterday", element=4)),
            "2024-05-06T10:00",
            None,
            id="time-element",
        ),
        pytest.param(
            Markup(),
            (heading("Rain in May"), Block("6 May 2024 (updated 7 May 2024)", element=4)),
            "2024-05-06",
            "2024-05-07",
            id="visible",
        ),
        pytest.param(
            Markup(),
            (heading("Rain in May"), Block("Updated 7 May 2024", element=4)),
            None,
            "2024-05-07",
            id="updated",
        ),
        pytest.param(
            Markup(json_ld=json_ld(datePublished="2024-05-01"), metas=metas(pubdate="2024-05-06")),
            (heading("Rain in May"), Block("6 May 2024", element=4)),
            "2024-05-06",
            None,
            id="two-against-one",
        ),
        pytest.param(Markup(), (heading("Rain in May"), Block("6 May", element=4)), None, None, id="no-year"),
        pytest.param(Markup(metas=metas(article__modified_time="2024-05-07")), (), None, "2024-05-07", id="modified"),
    ],
)
def test_dates(markup: Markup, blocks: tuple[Block, ...], published: str | None, modified: str | None) -> None:
    found = read(markup=markup, blocks=blocks)
    assert (found.published, found.modified) == (published, modified)


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert read(url=URL).published == "2024-05-06"
    assert read(url=URL, markup=Markup(metas=metas(date="2024-05-05"))).published == "2024-05-05"


@pytest.mark.parametrize(
    ("lang", "language", "expected"),
    [
        pytest.param("de-AT", "", "de", id="declared"),
        pytest.param("de-AT", "en", "en", id="measured-wins"),
        pytest.param("deu", "", "de", id="three-letters"),
        pytest.param("", "", None, id="unknown"),
        pytest.param("{{lang}}", "", None, id="template"),
    ],
)
def test_language(lang: str, language: str, expected: str | None) -> None:
    assert read(markup=Markup(lang=lang), language=language).language == expected


@pytest.mark.parametrize(
    ("lang", "url", "expected"),
    [
        pytest.param("en-US", None, "2024-03-04", id="american"),
        pytest.param("en-GB", None, "2024-04-03", id="british"),
        pytest.param("en", "https://example.co.uk/a", "2024-04-03", id="british-site"),
        pytest.param("de", None, "2024-04-03", id="german"),
    ],
)
def test_ambiguous_dates_follow_the_region(lang: str, url: str | None, expected: str) -> None:
    blocks = (heading("Rain in May"), Block("03/04/2024", element=4))
    assert read(markup=Markup(lang=lang), blocks=blocks, url=url).published == expected


@pytest.mark.parametrize(
    ("markup", "url", "expected"),
    [
        pytest.param(Markup(links=(("canonical", "/rain"),)), URL, "https://www.example.org/rain", id="relative"),
        pytest.param(
            Markup(links=(("canonical", "rain"),), base="https://example.net/x/"),
            URL,
            "https://example.net/x/rain",
            id="base",
        ),
        pytest.param(Markup(links=(("canonical", "https://www.example.org/"),)), URL, None, id="site-root"),
        pytest.param(Markup(metas=metas(og__url="https://example.org/r")), None, "https://example.org/r", id="og"),
        pytest.param(Markup(links=(("canonical", "/rain"),)), None, None, id="no-base"),
        pytest.param(Markup(links=(("canonical", "http://[bad"),)), URL, None, id="unreadable"),
        pytest.param(Markup(links=(("canonical", "javascript:alert(1)"),)), URL, None, id="javascript"),
    ],
)
def test_canonical_url(markup: Markup, url: str | None, expected: str | None) -> None:
    assert read(markup=markup, url=url).canonical_url == expected


def test_image_is_absolute() -> None:
    assert read(markup=Markup(metas=metas(og__image="/a.jpg")), url=URL).image == "https://www.example.org/a.jpg"
    found = read(markup=Markup(json_ld=json_ld(image=[{"url": "https://example.org/b.jpg"}])))
    assert found.image == "https://example.org/b.jpg"
    assert read(markup=Markup(metas=metas(og__image="data:image/png;base64,AA"))).image is None


def test_site_name_and_description() -> None:
    found = read(markup=Markup(metas=metas(og__site_name="The Post", description="Thirty&nbsp;days.")))
    assert (found.site_name, found.description) == ("The Post", "Thirty days.")
    assert read(markup=Markup(title="Rain in May | The Post"), blocks=(heading("Rain in May"),)).site_name == "The Post"


def test_tags() -> None:
    tagged = Markup(metas=(("article:tag", "rain"), ("article:tag", "Rain, river"), ("keywords", "x, y")))
    assert read(markup=tagged).tags == ("rain", "river")
    assert read(markup=Markup(metas=metas(keywords="rain, river"))).tags == ("rain", "river")
    many = ", ".join(f"tag {number}" for number in range(99))
    assert len(read(markup=Markup(metas=metas(keywords=many))).tags) == 30


def test_counters_of_json_ld_come_before_the_visible_ones() -> None:
    blocks = (heading("Rain in May"), Block("7 comments", element=5), Block("945 views", element=5))
    assert read(blocks=blocks).counters == Counters(comments=7, views=945)
    assert read(blocks=blocks, markup=Markup(json_ld=json_ld(commentCount=9))).counters.comments == 9


def test_a_page_without_blocks() -> None:
    assert read_metadata(Document(format="html", blocks=()), url=None, language="", kept=()) == Metadata()


TEXT = st.text(max_size=60)
NAME = st.sampled_from(["og:title", "author", "date", "keywords", "og:url", "og:image", "og:locale"]) | TEXT
PAIRS = st.lists(st.tuples(NAME, TEXT), max_size=5).map(tuple)


@given(
    st.builds(
        Markup,
        title=TEXT,
        lang=TEXT,
        metas=PAIRS,
        links=st.lists(st.tuples(st.sampled_from(["canonical", "image_src"]), TEXT), max_size=3).map(tuple),
        json_ld=st.lists(TEXT, max_size=2).map(tuple),
        times=st.lists(st.tuples(st.integers(0, 9), TEXT), max_size=3).map(tuple),
        base=TEXT,
    ),
    st.lists(
        st.builds(
            Block,
            st.text(min_size=1, max_size=80),
            st.sampled_from(["heading", "paragraph", "control"]),
            st.integers(-1, 5),
            inline_names=TEXT,
        ),
        max_size=6,
    ).map(tuple),
    st.none() | TEXT,
    st.sampled_from(["", "en", "ru"]),
)
def test_any_page_gives_metadata(markup: Markup, blocks: tuple[Block, ...], url: str | None, language: str) -> None:
    found = read(markup=markup, blocks=blocks, url=url, language=language)
    assert found == read(markup=markup, blocks=blocks, url=url, language=language)
    json.dumps([found.title, found.authors, found.tags]).encode("utf-8")
    text = Document(format="text", blocks=tuple(Block(block.text) for block in blocks))
    read_metadata(text, url=url, language=language, kept=[True] * len(blocks))
