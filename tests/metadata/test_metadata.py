import dataclasses
import datetime
import json
import pickle
from functools import cache
from typing import Any

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from cleanpage import OptionsError
from cleanpage.blocks import Block, Document, Item, Link, Markup
from cleanpage.metadata import read_metadata
from cleanpage.metadata.fields import Counters, Metadata
from cleanpage.metadata.html.markup import metas as metas_module
from metadata_pages import ARTICLE, HEADED, NOW, PROSE, URL, heading, items, json_ld, metas, read, sources


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
    ("author", "byline", "authors", "refused"),
    [
        pytest.param("The Post", "By Jane Doe", ("Jane Doe",), ["The Post"], id="beside-a-byline"),
        pytest.param(["The Post", "Jane Doe"], "It rained.", ("Jane Doe",), ["The Post"], id="beside-a-person"),
        pytest.param("The Post", "It rained.", ("The Post",), [], id="it-signs"),
        pytest.param("Example", "By Jane Doe", ("Jane Doe",), ["Example"], id="as-in-the-address"),
        pytest.param("Max Poe", "By Jane Doe", ("Jane Doe",), [], id="a-person"),
    ],
)
def test_the_sites_name_is_told_as_such(
    author: str | list[str], byline: str, authors: tuple[str, ...], refused: list[str]
) -> None:
    markup = Markup(
        title="Rain in May | The Post",
        metas=metas(og__site_name="The Post", og__url=URL, og__title="The Post"),
        json_ld=json_ld(author=author, headline="Rain in May"),
    )
    found = read(markup=markup, blocks=(heading("Rain in May"), Block(byline, element=3)), url=URL)
    assert found.authors == authors
    told = [(one.value, one.objection) for one in found.others("authors")]
    assert [value for value, objection in told if objection == "the site's name"] == refused
    assert [(one.value, one.objection) for one in found.others("title")] == [("The Post", "the site's name")]


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


def test_site_name_and_description() -> None:
    found = read(markup=Markup(metas=metas(og__site_name="The Post", description="Thirty&nbsp;days.")))
    assert (found.site_name, found.description) == ("The Post", "Thirty days.")
    assert read(markup=Markup(title="Rain in May | The Post"), blocks=(heading("Rain in May"),)).site_name == "The Post"


# ------------------------------------------------------------------ who is behind it


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


# ------------------------------------------------------------------ without a selection

FIXTURES = read_fixtures()
each_fixture = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.slug)

DIFFERENT = {
    "dump-forum-pt": "title authors published",  # The densest run is the longest post and not the first.
    "dump-lyrics-en": "title",  # It is the verses without the line above them.
    "dump-mail-wrapped-en": "title authors published",  # It is another article of the letter.
    "dump-oneline-en": "title authors",  # A menu and the article are cut from one line.
    "dump-recipe-fr": "title authors published modified",  # It is the steps, far below the headline.
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
