import dataclasses
import datetime
import json
import pickle
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_elements
from cleanpage import Options, OptionsError
from cleanpage import metas as metas_module
from cleanpage.blocks import Block, Document, Link, Markup
from cleanpage.dates import is_later
from cleanpage.html_items import Item
from cleanpage.metadata import MAX_CATEGORIES, MAX_FEEDS, read_metadata
from cleanpage.page import Counters, Metadata
from fixture_pages import Fixture, read_fixtures

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
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
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
    return read_metadata(document, url=url, language=language, kept=kept, words=words, now=now)


def items(*rows: tuple[int, str, str, str]) -> tuple[Item, ...]:
    """Return microdata of (row of the item it is in, names, type, value)."""
    return tuple(Item(0, inside, tuple(names.split()), kind, value) for inside, names, kind, value in rows)


def sources(metadata: Metadata, field: str) -> list[tuple[str, str]]:
    """Return the values of a field that nothing speaks against, with where they stand."""
    return [(one.value, one.source) for one in metadata.found if one.field == field and not one.objection]


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
    tagged = Markup(metas=(("article:tag", "rain"), ("article:tag", "Rain"), ("article:tag", "Foston, May")))
    assert read(markup=tagged).tags == ("rain", "Foston, May")
    assert read(markup=Markup(metas=metas(keywords="rain, river"))).tags == ("rain", "river")
    many = ", ".join(f"tag {number}" for number in range(99))
    assert len(read(markup=Markup(metas=metas(keywords=many))).tags) == 30


def test_counters_of_json_ld_come_before_the_visible_ones() -> None:
    blocks = (heading("Rain in May"), Block("7 comments", element=5), Block("945 views", element=5))
    assert read(blocks=blocks).counters == Counters(comments=7, views=945)
    assert read(blocks=blocks, markup=Markup(json_ld=json_ld(commentCount=9))).counters.comments == 9


# ------------------------------------------------------------------ who is behind it


ARTICLE = (-1, "", "https://schema.org/NewsArticle", "")
HEADED = (0, "headline", "", "Rain in May")


@pytest.mark.parametrize(
    ("markup", "publisher", "source"),
    [
        pytest.param(
            Markup(json_ld=json_ld(publisher={"@type": "Organization", "name": "Rain Press"})),
            "Rain Press",
            "json-ld [0].publisher.name",
            id="json-ld",
        ),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "publisher", "Organization", "Rain Press"))),
            "Rain Press",
            "microdata [0].publisher.name",
            id="microdata",
        ),
        pytest.param(
            Markup(metas=metas(citation_publisher="Rain Press")),
            "Rain Press",
            "meta citation_publisher",
            id="meta",
        ),
        pytest.param(
            Markup(json_ld=json_ld(publisher={"name": "Rain Press"}), metas=metas(publisher="Snow Press")),
            "Rain Press",
            "json-ld [0].publisher.name",
            id="json-ld-before-meta",
        ),
        pytest.param(Markup(metas=metas(article__publisher="https://example.net/rain")), None, None, id="address"),
        pytest.param(Markup(), None, None, id="nothing"),
    ],
)
def test_publisher(markup: Markup, publisher: str | None, source: str | None) -> None:
    found = read(markup=markup)
    assert (found.publisher, found.source("publisher")) == (publisher, source)


@pytest.mark.parametrize(
    ("markup", "authors", "organisations"),
    [
        pytest.param(
            Markup(json_ld=json_ld(author={"@type": "Organization", "name": "Foston Flow"})),
            ("Foston Flow",),
            ("Foston Flow",),
            id="said-to-be-one",
        ),
        pytest.param(
            Markup(json_ld=json_ld(author=[{"@type": "Person", "name": "Jane Doe"}])), ("Jane Doe",), (), id="person"
        ),
        pytest.param(
            Markup(
                json_ld=json_ld(
                    author=[
                        {"@type": "Person", "name": "Jane Doe"},
                        {"@type": "Organization", "name": "Foston Flow"},
                    ]
                )
            ),
            ("Jane Doe", "Foston Flow"),
            ("Foston Flow",),
            id="both",
        ),
        pytest.param(
            Markup(metas=metas(author="Foston Water Institute")),
            ("Foston Water Institute",),
            ("Foston Water Institute",),
            id="named-like-one",
        ),
        pytest.param(
            Markup(metas=metas(author="The Post", og__site_name="The Post")), ("The Post",), ("The Post",), id="site"
        ),
    ],
)
def test_organisations_are_told_from_persons(
    markup: Markup, authors: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    found = read(markup=markup, url=URL)
    assert (found.authors, found.organisations) == (authors, organisations)


@pytest.mark.parametrize(
    ("field", "markup", "blocks"),
    [
        pytest.param("organisations", Markup(metas=metas(author="Foston Water Institute")), (), id="organisations"),
        pytest.param(
            "agency", Markup(), (heading("Rain in May"), Block("By Jane Doe, Reuters", element=3)), id="agency"
        ),
    ],
)
def test_what_is_read_off_names_has_a_source(field: str, markup: Markup, blocks: tuple[Block, ...]) -> None:
    assert read(markup=markup, blocks=blocks).source(field) is not None


def test_authors_of_several_lines_stand_in_their_own() -> None:
    links = [(Link(name, "/author/x"),) for name in ("Jane Doe", "John Roe")]
    lines = [Block(f"By {link[0].text}", element=3, inline_names="rel-author", links=link) for link in links]
    found = read(blocks=(heading("Rain in May"), *lines))
    assert found.authors == ("Jane Doe", "John Roe")
    assert sources(found, "authors") == [("Jane Doe", "block 1"), ("John Roe", "block 2")]


def test_microdata_name_authors_and_dates() -> None:
    rows = items(
        ARTICLE,
        HEADED,
        (0, "author", "http://schema.org/Person", "Jane Doe, Reporter"),
        (2, "name", "", "Jane Doe"),
        (0, "datePublished", "", "2024-05-06T10:00"),
        (0, "dateModified", "", "2024-05-07"),
        (0, "commentCount", "", "7"),
    )
    found = read(markup=Markup(title="Rain in May", items=rows))
    assert (found.title, found.authors, found.published, found.modified, found.counters) == (
        "Rain in May",
        ("Jane Doe",),
        "2024-05-06T10:00",
        "2024-05-07",
        Counters(comments=7),
    )
    assert [found.source(name) for name in ("authors", "published", "modified", "counters.comments", "kind")] == [
        "microdata [0].author.name",
        "microdata [0].datePublished",
        "microdata [0].dateModified",
        "microdata [0].commentCount",
        "microdata [0].@type[0]",
    ]


@pytest.mark.parametrize(
    ("blocks", "agency"),
    [
        pytest.param((heading("Rain in May"), Block("FOSTON (Reuters) - " + PROSE, element=5)), None, id="not-kept"),
        pytest.param((heading("Rain in May"), Block("By Jane Doe, Reuters", element=3)), "Reuters", id="byline"),
        pytest.param((heading("Rain in May"),), None, id="none"),
    ],
)
def test_agency(blocks: tuple[Block, ...], agency: str | None) -> None:
    assert read(blocks=blocks).agency == agency


def test_agency_of_a_page() -> None:
    page = f"<h1>Rain in May</h1><p>FOSTON (Reuters) - {PROSE}<p>{PROSE.upper()}"
    assert cleanpage.extract(page).metadata.agency == "Reuters"
    page = f"<h1>Rain in May</h1><p>{PROSE}<p>{PROSE.upper()}<p>(dpa)"
    assert cleanpage.extract(page).metadata.agency == "dpa"


# ------------------------------------------------------------------ where it belongs


def trail(*names: str) -> str:
    steps = [{"@type": "ListItem", "position": number, "name": name} for number, name in enumerate(names, 1)]
    return json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})


@pytest.mark.parametrize(
    ("markup", "categories", "source"),
    [
        pytest.param(
            Markup(title="Rain in May", json_ld=(trail("Home", "News", "Weather", "Rain in May"),)),
            ("News", "Weather"),
            "json-ld [0].itemListElement[1].name",
            id="breadcrumb",
        ),
        pytest.param(
            Markup(
                title="Rain in May floods the bridge of Foston",
                json_ld=(trail("News", "Rain in May floods the bridge…"),),
            ),
            ("News",),
            "json-ld [0].itemListElement[0].name",
            id="breadcrumb-with-a-cut-title",
        ),
        pytest.param(
            Markup(title="Rain", metas=metas(og__site_name="The Post"), json_ld=(trail("The Post", "News"),)),
            ("News",),
            "json-ld [0].itemListElement[1].name",
            id="breadcrumb-with-the-site",
        ),
        pytest.param(
            Markup(json_ld=json_ld(headline="Rain in May", articleSection=["News", "Weather"])),
            ("News", "Weather"),
            "json-ld [0].articleSection[0]",
            id="json-ld",
        ),
        pytest.param(
            Markup(metas=metas(article__section="Weather", category="News")),
            ("Weather",),
            "meta article:section",
            id="meta",
        ),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "articleSection", "", "Weather"))),
            ("Weather",),
            "microdata [0].articleSection",
            id="microdata",
        ),
        pytest.param(
            Markup(
                title="Rain in May",
                json_ld=(trail("News", "Weather"), *json_ld(headline="Rain in May", articleSection="Rain")),
            ),
            ("News", "Weather"),
            "json-ld [0].itemListElement[0].name",
            id="breadcrumb-before-section",
        ),
        pytest.param(Markup(title="Rain in May", json_ld=(trail("Home", "Rain in May"),)), (), None, id="home-only"),
        pytest.param(Markup(metas=metas(section="x" * 61)), (), None, id="sentence"),
    ],
)
def test_categories(markup: Markup, categories: tuple[str, ...], source: str | None) -> None:
    found = read(markup=markup)
    assert (found.categories, found.source("categories")) == (categories, source)


def test_a_trail_has_so_many_steps() -> None:
    names = [f"Step {number}" for number in range(MAX_CATEGORIES + 2)]
    assert read(markup=Markup(json_ld=(trail(*names),))).categories == tuple(names[:MAX_CATEGORIES])


def test_sections_beside_a_trail_are_found_too() -> None:
    found = read(markup=Markup(json_ld=(trail("News"),), metas=metas(article__section="Sport")))
    assert [(one.value, one.source) for one in found.others("categories")] == [("Sport", "meta article:section")]


def test_tags_of_visible_links() -> None:
    block = Block("Rain", element=5, inline_names="rel-tag", links=(Link("Rain", "/tag/rain"), Link("River", "/t/r")))
    found = read(blocks=(heading("Rain in May"), block), markup=Markup(metas=metas(keywords="rain, snow")))
    assert (found.tags, found.source("tags")) == (("Rain", "River"), "block 1")
    assert [one.value for one in found.others("tags")] == ["snow"]


@pytest.mark.parametrize(
    ("markup", "tags", "source"),
    [
        pytest.param(
            Markup(json_ld=json_ld(headline="R", keywords="rain, river")),
            ("rain", "river"),
            "json-ld [0].keywords",
            id="json-ld",
        ),
        pytest.param(
            Markup(metas=metas(article__tag="rain", keywords="x"), json_ld=json_ld(keywords="y")),
            ("rain",),
            "meta article:tag",
            id="article-tag-first",
        ),
        pytest.param(
            Markup(metas=metas(keywords="x"), json_ld=json_ld(keywords="rain")),
            ("rain",),
            "json-ld [0].keywords",
            id="keywords-last",
        ),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "keywords", "", "#rain; river"))),
            ("rain", "river"),
            "microdata [0].keywords",
            id="microdata",
        ),
    ],
)
def test_tags_by_source(markup: Markup, tags: tuple[str, ...], source: str) -> None:
    found = read(markup=markup)
    assert (found.tags, found.source("tags")) == (tags, source)


def test_categories_are_named_once() -> None:
    assert read(markup=Markup(json_ld=(trail("News", "News"),))).categories == ("News",)


def test_a_title_without_letters_is_no_step() -> None:
    markup = Markup(title="???", json_ld=(trail("News", "Weather"),))
    assert read(markup=markup, blocks=(heading("???"),)).categories == ("News", "Weather")


def test_feeds() -> None:
    markup = Markup(feeds=("/feed", "https://example.net/rss", "/feed", "javascript:x"))
    found = read(markup=markup, url=URL)
    assert found.feeds == ("https://www.example.org/feed", "https://example.net/rss")
    assert found.source("feeds") == "link alternate"
    assert read(markup=markup).feeds == ("https://example.net/rss",)
    many = Markup(feeds=tuple(f"/{number}" for number in range(MAX_FEEDS + 1)))
    assert len(read(markup=many, url=URL).feeds) == MAX_FEEDS


# ------------------------------------------------------------------ what may be done with it

CC = "https://creativecommons.example/by/4.0/"


@pytest.mark.parametrize(
    ("markup", "blocks", "licence", "source"),
    [
        pytest.param(
            Markup(links=(("license", "/terms"),)),
            (),
            "https://www.example.org/terms",
            "link license",
            id="link",
        ),
        pytest.param(
            Markup(links=(("license nofollow", "/terms"),)),
            (),
            "https://www.example.org/terms",
            "link license",
            id="link-with-more",
        ),
        pytest.param(Markup(json_ld=json_ld(license=CC)), (), CC, "json-ld [0].license", id="json-ld"),
        pytest.param(
            Markup(json_ld=json_ld(license={"@type": "CreativeWork", "name": "CC BY", "url": CC})),
            (),
            CC,
            "json-ld [0].license.url",
            id="json-ld-object",
        ),
        pytest.param(Markup(metas=metas(dcterms__license="CC BY 4.0")), (), None, None, id="other-name"),
        pytest.param(
            Markup(metas=(("dcterms.license", "CC BY 4.0"),)),
            (),
            "CC BY 4.0",
            "meta dcterms.license",
            id="meta",
        ),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "license", "", CC))),
            (),
            CC,
            "microdata [0].license",
            id="microdata",
        ),
        pytest.param(
            Markup(),
            (Block("CC BY 4.0", element=5, inline_names="rel-license", links=(Link("CC BY 4.0", CC),)),),
            CC,
            "block 0",
            id="rel-license",
        ),
        pytest.param(
            Markup(json_ld=json_ld(license=CC), links=(("license", "/terms"),)),
            (),
            CC,
            "json-ld [0].license",
            id="json-ld-first",
        ),
        pytest.param(Markup(), (Block("CC BY", element=5, links=(Link("CC BY", CC),)),), None, None, id="another-link"),
    ],
)
def test_licence(markup: Markup, blocks: tuple[Block, ...], licence: str | None, source: str | None) -> None:
    found = read(markup=markup, blocks=blocks, url=URL)
    assert (found.licence, found.source("licence")) == (licence, source)


@pytest.mark.parametrize(
    "rel",
    [
        pytest.param("license", id="alone"),
        pytest.param("license nofollow", id="first"),
        pytest.param("nofollow license", id="second"),
    ],
)
def test_a_link_to_the_licence_in_a_page(rel: str) -> None:
    link = f"<a rel='{rel}' href='{CC}'>CC BY</a>"
    page = f"<h1>Rain in May</h1><p>{PROSE}<p>{PROSE.upper()}<p>Published under {link}"
    assert cleanpage.extract(page).metadata.licence == CC


@pytest.mark.parametrize(
    ("markup", "access", "source"),
    [
        pytest.param(
            Markup(json_ld=json_ld(isAccessibleForFree=True)), "free", "json-ld [0].isAccessibleForFree", id="free"
        ),
        pytest.param(
            Markup(json_ld=json_ld(isAccessibleForFree="False")),
            "paywalled",
            "json-ld [0].isAccessibleForFree",
            id="paywalled",
        ),
        pytest.param(
            Markup(json_ld=json_ld(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False})),
            "paywalled",
            "json-ld [0].hasPart.isAccessibleForFree",
            id="part",
        ),
        pytest.param(
            Markup(json_ld=json_ld(isAccessibleForFree=True, hasPart=[{"isAccessibleForFree": "false"}])),
            "paywalled",
            "json-ld [0].hasPart[0].isAccessibleForFree",
            id="free-but-for-a-part",
        ),
        pytest.param(
            Markup(metas=metas(article__content_tier="locked")),
            "paywalled",
            "meta article:content_tier",
            id="locked",
        ),
        pytest.param(
            Markup(metas=metas(article__content_tier="Free")),
            "free",
            "meta article:content_tier",
            id="tier-free",
        ),
        pytest.param(
            Markup(metas=metas(article__content_tier="metered")), "paywalled", "meta article:content_tier", id="metered"
        ),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "isAccessibleForFree", "", "false"))),
            "paywalled",
            "microdata [0].isAccessibleForFree",
            id="microdata",
        ),
        pytest.param(Markup(metas=metas(article__content_tier="gold")), None, None, id="unknown"),
        pytest.param(Markup(), None, None, id="nothing"),
    ],
)
def test_access(markup: Markup, access: str | None, source: str | None) -> None:
    found = read(markup=markup)
    assert (found.access, found.source("access")) == (access, source)


# ------------------------------------------------------------------ what it is


@pytest.mark.parametrize(
    ("markup", "kind", "source"),
    [
        pytest.param(Markup(json_ld=json_ld()), "article", "json-ld [0].@type", id="json-ld"),
        pytest.param(
            Markup(json_ld=('{"@type": "Recipe", "name": "Rain soup"}',)),
            "recipe",
            "json-ld [0].@type",
            id="recipe",
        ),
        pytest.param(Markup(metas=metas(og__type="article")), "article", "meta og:type", id="meta"),
        pytest.param(
            Markup(title="Rain in May", items=items((-1, "", "https://schema.org/BlogPosting", ""), HEADED)),
            "blog",
            "microdata [0].@type[0]",
            id="microdata",
        ),
        pytest.param(
            Markup(metas=metas(og__type="article"), json_ld=('{"@type": "Product", "name": "Rain coat"}',)),
            "product",
            "json-ld [0].@type",
            id="json-ld-before-meta",
        ),
        pytest.param(
            Markup(
                metas=metas(og__type="article"),
                title="Rain in May",
                items=items((-1, "", "https://schema.org/Event", ""), (0, "name", "", "Rain in May")),
            ),
            "event",
            "microdata [0].@type[0]",
            id="microdata-before-meta",
        ),
        pytest.param(
            Markup(metas=metas(generator="Discourse 3.2"), json_ld=json_ld()), "forum", "meta generator", id="generator"
        ),
        pytest.param(Markup(metas=metas(og__type="website", generator="WordPress 6.4")), None, None, id="site"),
        pytest.param(Markup(), None, None, id="nothing"),
    ],
)
def test_kind(markup: Markup, kind: str | None, source: str | None) -> None:
    found = read(markup=markup)
    assert (found.kind, found.source("kind")) == (kind, source)


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("markup", "words", "count", "source"),
    [
        pytest.param(Markup(json_ld=json_ld(wordCount=512)), (), 512, "json-ld [0].wordCount", id="json-ld"),
        pytest.param(Markup(json_ld=json_ld(wordCount=512)), (20, 18), 38, "text", id="counted"),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "wordCount", "", "1,024"))),
            (),
            1024,
            "microdata [0].wordCount",
            id="microdata",
        ),
        pytest.param(Markup(), (), None, None, id="nothing"),
        pytest.param(Markup(), (0, 0), None, None, id="no-words"),
    ],
)
def test_word_count(markup: Markup, words: Sequence[int], count: int | None, source: str | None) -> None:
    found = read(markup=markup, words=words)
    assert (found.word_count, found.source("word_count")) == (count, source)


def test_another_number_of_words_is_found_too() -> None:
    found = read(markup=Markup(json_ld=json_ld(wordCount=512)), words=(20, 18))
    assert [(one.value, one.source) for one in found.others("word_count")] == [("512", "json-ld [0].wordCount")]


def test_words_of_the_main_content_are_counted() -> None:
    assert read(blocks=(heading("Rain in May"),), words=(3, 20, 18)).word_count == 38


@pytest.mark.parametrize(
    ("markup", "line", "minutes", "source"),
    [
        pytest.param(
            Markup(json_ld=json_ld(timeRequired="PT1H5M10S")),
            "",
            66,
            "json-ld [0].timeRequired",
            id="json-ld",
        ),
        pytest.param(
            Markup(metas=metas(twitter__label1="Est. reading time", twitter__data1="4 minutes")),
            "",
            4,
            "meta twitter:data1",
            id="card",
        ),
        pytest.param(
            Markup(metas=metas(twitter__label1="Price", twitter__data1="4 minutes")), "", None, None, id="another-card"
        ),
        pytest.param(Markup(), "6 min read", 6, "block 1", id="line"),
        pytest.param(
            Markup(json_ld=json_ld(timeRequired="PT3M")),
            "6 min read",
            3,
            "json-ld [0].timeRequired",
            id="json-ld-first",
        ),
        pytest.param(Markup(), "6 May", None, None, id="no-such-line"),
    ],
)
def test_reading_minutes(markup: Markup, line: str, minutes: int | None, source: str | None) -> None:
    blocks = (heading("Rain in May"), Block(line, element=5)) if line else ()
    found = read(markup=markup, blocks=blocks)
    assert (found.reading_minutes, found.source("reading_minutes")) == (minutes, source)


def test_counters_come_with_their_sources() -> None:
    shown = (heading("Rain in May"), Block("7 comments", element=5), Block("945 views", element=5))
    stated = {"@type": "InteractionCounter", "interactionType": "LikeAction", "userInteractionCount": 12}
    markup = Markup(json_ld=json_ld(headline="Rain in May", commentCount=9, interactionStatistic=stated))
    found = read(blocks=shown, markup=markup)
    assert found.counters == Counters(views=945, comments=9, likes=12)
    assert found.source("counters.views") == "block 2"
    assert found.source("counters.comments") == "json-ld [0].commentCount"
    assert found.source("counters.likes") == "json-ld [0].interactionStatistic.userInteractionCount"
    assert [(one.value, one.source) for one in found.others("counters.comments")] == [("7", "block 1")]


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("url", "canonical", "rejected"),
    [
        pytest.param(URL, None, True, id="page"),
        pytest.param("https://www.example.org/?p=3", None, True, id="query"),
        pytest.param("https://www.example.org", "https://www.example.org/", False, id="home"),
        pytest.param(None, "https://www.example.org/", False, id="unknown"),
    ],
)
def test_the_home_page_is_not_the_page(url: str | None, canonical: str | None, rejected: bool) -> None:
    found = read(markup=Markup(links=(("canonical", "https://www.example.org/"),)), url=url)
    assert found.canonical_url == canonical
    others = [(one.value, one.source, one.objection) for one in found.others("canonical_url")]
    told = ("https://www.example.org/", "link canonical", "the address of the home page")
    assert others == ([told] if rejected else [])


def test_the_next_address_is_taken_instead_of_the_home_page() -> None:
    markup = Markup(links=(("canonical", "/"),), metas=metas(og__url="/rain"))
    found = read(markup=markup, url=URL)
    assert (found.canonical_url, found.source("canonical_url")) == ("https://www.example.org/rain", "meta og:url")


# ------------------------------------------------------------------ now

NOW = datetime.datetime(2024, 5, 10, 12)
PLUS_TWO = datetime.timezone(datetime.timedelta(hours=2))
LATER = "later than the page was dumped"


@pytest.mark.parametrize(
    ("date", "now", "later"),
    [
        pytest.param("2024-05-10", NOW, False, id="same-day"),
        pytest.param("2024-05-11T23:00", NOW, False, id="next-day"),
        pytest.param("2024-05-12", NOW, True, id="two-days"),
        pytest.param("2024-05-11", NOW.replace(hour=0), False, id="midnight"),
        pytest.param("2024-05-12", NOW.replace(tzinfo=PLUS_TWO), True, id="zone"),
        pytest.param("2025-01-01", NOW, True, id="next-year"),
    ],
)
def test_is_later(date: str, now: datetime.datetime, later: bool) -> None:
    assert is_later(date, now) is later


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(Markup(json_ld=json_ld(datePublished="2024-06-01")), id="json-ld"),
        pytest.param(Markup(metas=metas(article__published_time="2024-06-01")), id="meta"),
        pytest.param(Markup(metas=metas(date="2024-06-01")), id="loose-meta"),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "datePublished", "", "2024-06-01"))),
            id="microdata",
        ),
    ],
)
def test_dates_after_the_dump_are_not_believed(markup: Markup) -> None:
    assert read(markup=markup).published == "2024-06-01"
    found = read(markup=markup, now=NOW)
    assert found.published is None
    assert [(one.value, one.objection) for one in found.others("published")] == [("2024-06-01", LATER)]
    assert read(markup=markup, now=NOW.replace(month=7)).published == "2024-06-01"


def test_another_date_is_taken_instead_of_one_after_the_dump() -> None:
    markup = Markup(json_ld=json_ld(datePublished="2024-06-01"), metas=metas(date="2024-05-06"))
    found = read(markup=markup, now=NOW)
    assert (found.published, found.source("published")) == ("2024-05-06", "meta date")


@pytest.mark.parametrize(
    ("blocks", "url"),
    [
        pytest.param((heading("Rain in May"), Block("1 June 2024", element=4)), None, id="line"),
        pytest.param((), "https://www.example.org/2024/06/01/rain", id="address"),
    ],
)
def test_shown_dates_after_the_dump_are_not_believed(blocks: tuple[Block, ...], url: str | None) -> None:
    found = read(blocks=blocks, url=url, now=NOW)
    assert found.published is None
    assert [(one.value, one.objection) for one in found.others("published")] == [("2024-06-01", LATER)]


def test_a_change_after_the_dump_is_told_as_one() -> None:
    found = read(markup=Markup(metas=metas(article__modified_time="2024-06-01")), now=NOW)
    assert found.modified is None
    assert [(one.value, one.objection) for one in found.others("modified")] == [("2024-06-01", LATER)]
    assert found.others("published") == ()


@pytest.mark.parametrize(
    ("text", "now", "published"),
    [
        pytest.param("3 hours ago", NOW, "2024-05-10T09:00", id="hours"),
        pytest.param("3 hours ago", NOW.replace(tzinfo=PLUS_TWO), "2024-05-10T09:00+02:00", id="hours-with-zone"),
        pytest.param("2 days ago", NOW, "2024-05-08", id="days"),
        pytest.param("vor 3 Stunden", NOW, "2024-05-10T09:00", id="german"),
        pytest.param("3 hours ago", None, None, id="without-now"),
        pytest.param("3 hours of rain", NOW, None, id="other-words"),
    ],
)
def test_times_before_now(text: str, now: datetime.datetime | None, published: str | None) -> None:
    found = read(blocks=(heading("Rain in May"), Block(text, element=4)), now=now)
    assert (found.published, found.source("published")) == (published, "block 1" if published else None)


def test_a_date_comes_before_a_time_before_now() -> None:
    blocks = (heading("Rain in May"), Block("3 hours ago", element=4))
    assert read(blocks=blocks, markup=Markup(metas=metas(date="2024-05-06")), now=NOW).published == "2024-05-06"


@pytest.mark.parametrize(
    ("now", "published"),
    [
        pytest.param(datetime.datetime.min, None, id="first"),
        pytest.param(datetime.datetime.max, "2024-05-06", id="last"),
    ],
)
def test_any_moment_is_a_now(now: datetime.datetime, published: str | None) -> None:
    blocks = (heading("Rain in May"), Block("3 years ago", element=4))
    assert read(blocks=blocks, markup=Markup(metas=metas(date="2024-05-06")), now=now).published == published


TEXT_DUMP = "Rain in May floods Foston\n{}\n" + f"{PROSE}\n{PROSE.upper()}\n{PROSE.title()}\n"


@pytest.mark.parametrize(
    ("line", "now", "published"),
    [
        pytest.param("6 May 2024", NOW, "2024-05-06", id="before"),
        pytest.param("1 June 2024", None, "2024-06-01", id="no-now"),
        pytest.param("1 June 2024", NOW, None, id="after"),
        pytest.param("3 hours ago", NOW, "2024-05-10T09:00", id="relative"),
        pytest.param("3 hours ago", None, None, id="relative-without-now"),
    ],
)
def test_now_in_a_text_dump(line: str, now: datetime.datetime | None, published: str | None) -> None:
    page = cleanpage.extract(TEXT_DUMP.format(line), input_format="text", options=Options(now=now))
    assert page.metadata.published == published


# ------------------------------------------------------------------ without a selection

FIXTURES = read_fixtures()
each_fixture = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.slug)

DIFFERENT = {
    "dump-forum-pt": "title authors published",  # The densest run is the longest post and not the first.
    "dump-ja-news": "title published",  # It begins after the first paragraphs.
    "dump-mail-wrapped-en": "title authors",  # It is another article of the letter.
    "dump-oneline-en": "title authors",  # A menu and the article are cut from one line.
    "dump-recipe-fr": "title",  # It is the steps without the list of what is needed.
}
"""Text dumps whose metadata, beside the densest run of text, are not those beside the main content."""


@cache
def both(slug: str) -> tuple[cleanpage.Page, cleanpage.Page]:
    """Return a fixture's page, and that with metadata only."""
    fixture = next(fixture for fixture in FIXTURES if fixture.slug == slug)
    full, only = [cleanpage.extract(fixture.dump, url=fixture.url, metadata_only=only) for only in (False, True)]
    return full, only


@each_fixture
def test_metadata_only_has_no_text(fixture: Fixture) -> None:
    full, only = both(fixture.slug)
    assert (only.status, only.text, only.blocks, only.selected, only.confidence) == ("metadata_only", "", (), None, 0.0)
    for name in ("format", "encoding", "encoding_source", "url"):
        assert getattr(only, name) == getattr(full, name)
    data = only.to_dict()
    assert json.loads(json.dumps(data)) == data


@each_fixture
def test_metadata_only_are_those_of_the_page(fixture: Fixture) -> None:
    full, only = [page.metadata for page in both(fixture.slug)]
    different = DIFFERENT.get(fixture.slug, "").split()
    names = [field.name for field in dataclasses.fields(Metadata) if field.name != "evidence"]
    if fixture.format == "text":
        names = ["title", "authors", "published", "modified", "language"]
    else:
        names.remove("word_count")  # Words that are not kept are not counted.
    assert [name for name in names if getattr(only, name) != getattr(full, name)] == different


@pytest.mark.parametrize(
    ("dump", "status"),
    [
        pytest.param(b"", "empty", id="no-bytes"),
        pytest.param(b"<html><body><script>fill()</script></body></html>", "empty", id="no-text"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "binary", id="binary"),
        pytest.param(b"<html><body><button>Sign in</button></body></html>", "metadata_only", id="no-content"),
    ],
)
def test_metadata_only_of_what_has_no_text(dump: bytes, status: str) -> None:
    page = cleanpage.extract(dump, metadata_only=True)
    assert (page.status, page.text, page.blocks) == (status, "", ())


@pytest.mark.parametrize("value", [1, 0, "yes", None])
def test_metadata_only_is_true_or_false(value: Any) -> None:
    with pytest.raises(OptionsError, match="pass True or False") as error:
        cleanpage.extract(PROSE, metadata_only=value)
    assert (error.value.name, error.value.value) == ("metadata_only", value)


# ------------------------------------------------------------------ what was found

FOUND_FIELDS = [
    *[field.name for field in dataclasses.fields(Metadata) if field.name not in ("counters", "related", "evidence")],
    *[f"counters.{field.name}" for field in dataclasses.fields(Counters)],
]


def value_of(metadata: Metadata, field: str) -> Any:
    name, _, counter = field.partition(".")
    value = getattr(metadata, name)
    return getattr(value, counter) if counter else value


def unfounded(metadata: Metadata) -> list[str]:
    """Return the fields whose value stands nowhere on the page, as far as what was found says."""
    stands = {one.field for one in metadata.found if not one.objection}
    return [field for field in FOUND_FIELDS if value_of(metadata, field) not in (None, ()) and field not in stands]


@each_fixture
@pytest.mark.parametrize("only", [False, True], ids=["full", "metadata-only"])
def test_every_value_has_a_source(fixture: Fixture, only: bool) -> None:
    metadata = both(fixture.slug)[only].metadata
    assert unfounded(metadata) == []
    assert {one.field for one in metadata.found} <= set(FOUND_FIELDS)
    for name in ("authors", "tags", "categories"):
        stand = {one.value for one in metadata.found if one.field == name and not one.objection}
        assert {value for value in getattr(metadata, name) if value not in stand} == set()
    page = both(fixture.slug)[0]
    texts: dict[str, str] = {}
    for index, block in enumerate(page.blocks):
        place = block.origin if page.format == "text" else f"block {index}"
        texts[place] = f"{texts.get(place, '')} {block.text}"
    for one in metadata.found:
        if one.source.startswith(("block ", "line ")):
            assert one.source in texts
            if one.field in ("title", "authors", "tags", "image_credit"):
                assert one.value in texts[one.source]


def test_a_page_without_blocks() -> None:
    assert read_metadata(Document(format="html", blocks=()), url=None, language="", kept=()) == Metadata()


SHORT = st.sampled_from(
    [
        "Rain in May", "Rain in May | The Post", "The Post", "Jane Doe", "By Jane Doe and John Roe", "2024-05-06",
        "6 May 2024", "2024-05-07T10:00Z", "3 hours ago", "945 views", "7 comments", "6 min read", "https://example.org/",
        "https://example.org/rain?a=1&copy=2", "/a.jpg", "en", "NewsArticle", "PT3M", "false", "rain, river", "News",
        "Reuters", "By Jane Doe, Reuters", "\ud800",
    ]
) | st.text(max_size=12)  # fmt: skip
THING = st.recursive(
    SHORT | st.booleans() | st.integers(-3, 5000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@type", "name", "url"]), inner),
    max_leaves=3,
)
PROPERTIES = (
    "@type", "headline", "author", "publisher", "datePublished", "dateModified", "description", "image", "inLanguage",
    "keywords", "articleSection", "license", "isAccessibleForFree", "wordCount", "timeRequired", "commentCount",
    "hasPart", "url", "name", "itemListElement",
)  # fmt: skip
ARTICLES = st.dictionaries(st.sampled_from(PROPERTIES), THING, max_size=6).map(
    lambda thing: json.dumps({"@type": "NewsArticle", **thing})
)
META_NAMES = st.sampled_from(
    [name for names in vars(metas_module).values() if isinstance(names, tuple) for name in names]
)
ROWS = st.lists(
    st.builds(
        Item,
        st.just(0),
        st.integers(-1, 3),
        st.lists(st.sampled_from(PROPERTIES[1:]), max_size=2).map(tuple),
        st.sampled_from(["", "", "https://schema.org/Article", "Person", "Organization"]),
        SHORT,
    ),
    max_size=5,
).map(lambda rows: tuple(row._replace(inside=min(row.inside, at - 1)) for at, row in enumerate(rows)))


@given(
    st.builds(
        Markup,
        title=SHORT,
        lang=SHORT,
        metas=st.lists(st.tuples(META_NAMES, SHORT), max_size=6).map(tuple),
        links=st.lists(st.tuples(st.sampled_from(["canonical", "image_src", "license"]), SHORT), max_size=3).map(tuple),
        json_ld=st.lists(ARTICLES, max_size=2).map(tuple),
        times=st.lists(st.tuples(st.integers(0, 5), SHORT), max_size=2).map(tuple),
        feeds=st.lists(SHORT, max_size=2).map(tuple),
        items=ROWS,
    ),
    st.lists(
        st.builds(
            Block,
            SHORT.filter(bool),
            st.sampled_from(["heading", "paragraph"]),
            st.integers(2, 5),
            inline_names=st.sampled_from(["", "rel-tag", "rel-license", "author"]),
            links=st.lists(st.builds(Link, SHORT, SHORT), max_size=1).map(tuple),
        ),
        max_size=5,
    ).map(tuple),
    st.sampled_from([None, URL, "https://www.example.org/"]),
    st.sampled_from([None, NOW]),
)
def test_what_was_found_agrees_with_the_values(
    markup: Markup, blocks: tuple[Block, ...], url: str | None, now: datetime.datetime | None
) -> None:
    found = read(markup=markup, blocks=blocks, url=url, now=now)
    assert {one.field for one in found.found} <= set(FOUND_FIELDS)
    assert unfounded(found) == []
    data = found.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert pickle.loads(pickle.dumps(found)).found == found.found


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
