import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup.json_ld import Count, LinkedData, read_json_ld


def read(*values: Any, url: str = "", titles: tuple[str, ...] = ()) -> LinkedData:
    return read_json_ld([json.dumps(value) for value in values], url=url, titles=titles)


ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rain in May",
    "author": {"@type": "Person", "name": "Jane Doe"},
    "datePublished": "2024-05-06",
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
}


def texts(values: Sequence[Value]) -> list[str]:
    return [value.text for value in values]


def test_an_article() -> None:
    found = read(ARTICLE)
    assert found.headline == (Value("Rain in May", "json-ld [0].headline"),)
    assert found.authors == (Value("Jane Doe", "json-ld [0].author.name"),)
    assert found.published == (Value("2024-05-06", "json-ld [0].datePublished"),)
    assert found.publisher == (Value("The Daily Example", "json-ld [0].publisher.name"),)
    assert found.kind == (Value("NewsArticle", "json-ld [0].@type"),)


@pytest.mark.parametrize(
    ("author", "persons", "organisations"),
    [
        pytest.param("Jane Doe", ("Jane Doe",), (), id="string"),
        pytest.param(["Jane Doe", "John Roe"], ("Jane Doe", "John Roe"), (), id="strings"),
        pytest.param([{"name": "Jane Doe"}, {"name": "John Roe"}], ("Jane Doe", "John Roe"), (), id="objects"),
        pytest.param({"name": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe"), (), id="names-in-a-list"),
        pytest.param({"@type": "Organization", "name": "Example"}, (), ("Example",), id="organisation"),
        pytest.param({"name": {"@value": "Jane Doe"}}, ("Jane Doe",), (), id="object-as-name"),
        pytest.param({"name": {"@type": "Person", "name": "Jane Doe"}}, ("Jane Doe",), (), id="person-as-name"),
        pytest.param({"name": {"name": {"name": {"name": {"name": "Jane Doe"}}}}}, (), (), id="too-deep"),
        pytest.param({"@list": [{"name": "Jane Doe"}, "John Roe"]}, ("Jane Doe", "John Roe"), (), id="list-of-persons"),
        pytest.param({"name": [{"@value": "Jane Doe"}]}, ("Jane Doe",), (), id="list-of-objects-as-name"),
        pytest.param({"@list": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe"), (), id="ordered-list"),
        pytest.param({"givenName": "Jane", "familyName": "Doe"}, ("Jane Doe",), (), id="parts-of-a-name"),
        pytest.param({"familyName": "Doe"}, ("Doe",), (), id="one-part-of-a-name"),
        pytest.param({"name": None}, (), (), id="null"),
        pytest.param(7.5, (), (), id="number"),
    ],
)
def test_author_shapes(author: Any, persons: tuple[str, ...], organisations: tuple[str, ...]) -> None:
    found = read({**ARTICLE, "author": author})
    assert texts(found.authors) == list(persons)
    assert texts(found.organisations) == list(organisations)


def test_a_graph_with_references() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "#page", "name": "Rain in May - Example"},
            {"@type": "Article", "headline": "Rain in May", "author": {"@id": "#jane"}},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": "WebSite", "name": "Example"},
        ]
    }
    found = read(graph)
    assert found.authors == (Value("Jane Doe", "json-ld [0].@graph[2].name"),)
    assert found.site_names == (Value("Example", "json-ld [0].@graph[3].name"),)


@pytest.mark.parametrize(
    ("url", "titles"),
    [
        pytest.param("https://www.example.org/rain/?from=feed", (), id="by-address"),
        pytest.param("", ("Rain in May | Example",), id="by-title"),
    ],
)
def test_the_article_of_this_page_wins(url: str, titles: tuple[str, ...]) -> None:
    other = {"@type": "NewsArticle", "headline": "Sun in June", "url": "https://example.org/sun"}
    found = read(other, {**ARTICLE, "url": "https://example.org/rain"}, url=url, titles=titles)
    assert texts(found.headline) == ["Rain in May"]
    assert found.headline[0].path == "json-ld [1].headline"


def test_articles_in_lists_are_other_pages() -> None:
    found = read({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ARTICLE}]})
    assert found.headline == ()


TEXT = json.dumps(ARTICLE)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"<!-- {TEXT} -->", id="comment"),
        pytest.param(f"//<![CDATA[\n{TEXT}\n//]]>", id="cdata"),
        pytest.param(TEXT[:-1] + ",}", id="trailing-comma"),
        pytest.param(TEXT + ";", id="semicolon"),
        pytest.param(TEXT + TEXT, id="two-values"),
        pytest.param(TEXT.replace("Rain in May", "Rain\nin May"), id="newline-in-string"),
        pytest.param(TEXT.replace("Rain in May", r"Rain\ in May"), id="bad-escape"),
        pytest.param(TEXT.replace("Rain in May", "Rain&#32;in May"), id="entity"),
        pytest.param(TEXT[:-1], id="cut-off"),
        pytest.param('{"text": "say "no" to it", ' + TEXT[1:], id="quotes-in-string"),
        pytest.param("[" * 5000 + TEXT + "]" * 5000, id="nested"),
    ],
)
def test_broken_scripts_still_give_the_headline(script: str) -> None:
    found = read_json_ld([script], url="", titles=())
    assert texts(found.headline) == ["Rain in May"]
    assert texts(found.published) == ["2024-05-06"]
    assert texts(found.authors) == ["Jane Doe"]


def test_escaped_backslashes_survive_the_repair() -> None:
    script = TEXT.replace("Rain in May", r"Rain \\ May")[:-1] + ",}"
    assert texts(read_json_ld([script], url="", titles=()).headline) == [r"Rain \ May"]


def test_interaction_counts() -> None:
    statistics = [
        {"interactionType": "https://schema.org/LikeAction", "userInteractionCount": "1,204"},
        {"interactionType": {"@type": "WatchAction"}, "userInteractionCount": 7},
        {"interactionType": ["x"], "userInteractionCount": 7},
        {"interactionType": "ShareAction", "userInteractionCount": True},
    ]
    found = read({**ARTICLE, "commentCount": 3, "interactionStatistic": statistics})
    assert found.counts == (
        Count("comments", 3, "json-ld [0].commentCount"),
        Count("likes", 1204, "json-ld [0].interactionStatistic[0].userInteractionCount"),
        Count("views", 7, "json-ld [0].interactionStatistic[1].userInteractionCount"),
    )


@pytest.mark.parametrize(
    ("more", "field", "expected"),
    [
        pytest.param({"headline": "A", "name": "B"}, "headline", ["A", "B"], id="headline-before-name"),
        pytest.param({"alternativeHeadline": "Wet"}, "alternative_headline", ["Wet"], id="alternative-headline"),
        pytest.param({"articleSection": ["News", "Weather", "News"]}, "section", ["News", "Weather"], id="sections"),
        pytest.param({"keywords": ["a", {"name": "b"}]}, "keywords", ["a", "b"], id="keywords"),
        pytest.param({"dateCreated": "2024-05-05"}, "published", ["2024-05-06", "2024-05-05"], id="dates"),
        pytest.param({"dateModified": "2024-05-07"}, "modified", ["2024-05-07"], id="modified"),
        pytest.param({"publisher": "https://example.org"}, "publisher", [], id="publisher-as-string"),
        pytest.param({"image": [{"url": "/a.png"}, "/b.png"]}, "image", ["/a.png", "/b.png"], id="images"),
        pytest.param({"image": {"url": ["/a.png"]}}, "image", ["/a.png"], id="list-of-addresses"),
        pytest.param({"image": {"height": 9}}, "image", [], id="image-without-address"),
        pytest.param(
            {"license": {"@id": "https://example.org/by"}}, "licence", ["https://example.org/by"], id="licence"
        ),
        pytest.param({"mainEntityOfPage": {"@id": "/a"}, "url": "/b"}, "url", ["/b", "/a"], id="addresses"),
        pytest.param({"inLanguage": "en-GB"}, "language", ["en-GB"], id="language"),
        pytest.param({"@type": ["Article", "schema:NewsArticle"]}, "kind", ["NewsArticle", "Article"], id="types"),
        pytest.param({"@type": ["Thing", "http://schema.org/Report"]}, "kind", ["Report", "Thing"], id="type-of-rank"),
        pytest.param({"wordCount": "1,204"}, "word_count", ["1204"], id="word-count"),
        pytest.param({"wordCount": 0}, "word_count", [], id="no-words"),
        pytest.param({"timeRequired": "PT4M10S"}, "time_required", ["5"], id="minutes"),
        pytest.param({"timeRequired": "P0DT1H5M"}, "time_required", ["65"], id="hours"),
        pytest.param({"timeRequired": "PT120S"}, "time_required", ["2"], id="seconds"),
        pytest.param({"timeRequired": "PT0M"}, "time_required", [], id="no-time"),
        pytest.param({"timeRequired": "P3D"}, "time_required", [], id="days"),
        pytest.param({"timeRequired": "5 min"}, "time_required", [], id="no-duration"),
        pytest.param({"isAccessibleForFree": True}, "access", ["free"], id="free"),
        pytest.param({"isAccessibleForFree": "False"}, "access", ["paywalled"], id="paywalled"),
        pytest.param({"isAccessibleForFree": "http://schema.org/True"}, "access", ["free"], id="access-as-address"),
        pytest.param({"isAccessibleForFree": "perhaps"}, "access", [], id="unclear"),
        pytest.param(
            {"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}]},
            "access",
            ["paywalled"],
            id="paid-part",
        ),
    ],
)
def test_fields(more: dict[str, Any], field: str, expected: list[str]) -> None:
    assert texts(getattr(read({**ARTICLE, "headline": "", **more}), field)) == expected


def test_a_picture_elsewhere_in_the_graph() -> None:
    graph = [{**ARTICLE, "image": {"@id": "#lead"}}, {"@type": "ImageObject", "@id": "#lead", "url": "/lead.png"}]
    assert read({"@graph": graph}).image == (Value("/lead.png", "json-ld [0].@graph[1].url"),)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([{"name": "Home"}, {"name": "Weather"}], ["Home", "Weather"], id="names"),
        pytest.param([{"item": {"name": "Home"}}, {"item": {"@id": "/b", "name": "B"}}], ["Home", "B"], id="items"),
        pytest.param([{"position": 2, "name": "B"}, {"position": "1", "name": "A"}], ["A", "B"], id="positions"),
        pytest.param({"name": "Home"}, ["Home"], id="single"),
        pytest.param(["Home", None, {"item": "/a"}, {"name": 7}], ["7"], id="junk"),
    ],
)
def test_breadcrumbs(items: Any, expected: list[str]) -> None:
    trail = {"@type": "BreadcrumbList", "itemListElement": items}
    assert texts(read(ARTICLE, trail).breadcrumb) == expected
    assert texts(read({"@type": "WebPage", "breadcrumb": trail}).breadcrumb) == expected


def test_values_of_the_article_come_before_those_of_the_page() -> None:
    page = {"@type": "WebPage", "datePublished": "2020-01-01", "description": "All about rain", "mainEntity": ARTICLE}
    found = read(page)
    assert texts(found.published) == ["2024-05-06", "2020-01-01"]
    assert found.description == (Value("All about rain", "json-ld [0].description"),)


def test_two_deep_and_equal_pages() -> None:
    page = '{"@type": "WebPage", "x": ' + "[" * 900 + "]" * 900 + "}"
    assert texts(read_json_ld([page, page], url="", titles=()).kind) == ["WebPage"]


KEYS = (
    "@type @id @graph name headline author publisher image keywords url datePublished isPartOf "
    "mainEntityOfPage interactionStatistic interactionType userInteractionCount commentCount hasPart license "
    "isAccessibleForFree timeRequired wordCount breadcrumb itemListElement item position articleSection"
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS.split()),
            inner
            | st.sampled_from(["NewsArticle", "WebPage", "WebSite", "Person", "BreadcrumbList", "#a", "True", "PT5M"]),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON_VALUES, max_size=3))
def test_any_value_in_any_place(values: list[Any]) -> None:
    assert isinstance(read(*values, url="https://example.org/a", titles=("a",)), LinkedData)


@given(st.lists(st.text(max_size=100), max_size=3), st.text(max_size=30))
def test_any_script(scripts: list[str], url: str) -> None:
    assert isinstance(read_json_ld(scripts, url=url, titles=[url]), LinkedData)
