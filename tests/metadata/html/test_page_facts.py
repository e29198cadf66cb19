import json
from collections.abc import Sequence

import pytest

import cleanpage
from cleanpage.blocks import Block, Link, Markup
from cleanpage.metadata.fields import Counters
from cleanpage.metadata.html.facts import MAX_CATEGORIES, MAX_FEEDS
from metadata_pages import ARTICLE, HEADED, PROSE, URL, heading, items, json_ld, metas, read

# ------------------------------------------------------------------ addresses


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
        pytest.param(Markup(json_ld=json_ld(url=URL)), None, URL, id="json-ld"),
        pytest.param(
            Markup(json_ld=json_ld(**{"@id": "https://www.example.org/rain#article"})),
            URL,
            None,
            id="thing-on-the-page",
        ),
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


def test_feeds() -> None:
    markup = Markup(feeds=("/feed", "https://example.net/rss", "/feed", "javascript:x"))
    found = read(markup=markup, url=URL)
    assert found.feeds == ("https://www.example.org/feed", "https://example.net/rss")
    assert found.source("feeds") == "link alternate"
    assert read(markup=markup).feeds == ("https://example.net/rss",)
    many = Markup(feeds=tuple(f"/{number}" for number in range(MAX_FEEDS + 1)))
    assert len(read(markup=many, url=URL).feeds) == MAX_FEEDS


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
        pytest.param(
            Markup(title="Rain in May", json_ld=json_ld(publisher={"name": "Rain in May"})), None, None, id="headline"
        ),
        pytest.param(
            Markup(
                title="Rain in May",
                json_ld=json_ld(publisher={"name": "Rain in May "}),
                metas=metas(citation_publisher="Rain Press"),
            ),
            "Rain Press",
            "meta citation_publisher",
            id="after-the-headline",
        ),
        pytest.param(Markup(), None, None, id="nothing"),
    ],
)
def test_publisher(markup: Markup, publisher: str | None, source: str | None) -> None:
    found = read(markup=markup)
    assert (found.publisher, found.source("publisher")) == (publisher, source)


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


# ------------------------------------------------------------------ agency


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
