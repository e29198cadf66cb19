import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.jsonld import LinkedData, read_json_ld


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


def test_an_article() -> None:
    found = read(ARTICLE)
    assert found.headline == "Rain in May"
    assert found.authors == ("Jane Doe",)
    assert found.published == "2024-05-06"
    assert found.site_names == ("The Daily Example",)


@pytest.mark.parametrize(
    ("author", "persons", "organisations"),
    [
        pytest.param("Jane Doe", ("Jane Doe",), (), id="string"),
        pytest.param(["Jane Doe", "John Roe"], ("Jane Doe", "John Roe"), (), id="strings"),
        pytest.param([{"name": "Jane Doe"}, {"name": "John Roe"}], ("Jane Doe", "John Roe"), (), id="objects"),
        pytest.param({"name": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe"), (), id="names-in-a-list"),
        pytest.param({"@type": "Organization", "name": "Example"}, (), ("Example",), id="organisation"),
        pytest.param({"name": {"@value": "Jane Doe"}}, (), (), id="object-as-name"),
        pytest.param({"name": None}, (), (), id="null"),
        pytest.param(7.5, (), (), id="number"),
    ],
)
def test_author_shapes(author: Any, persons: tuple[str, ...], organisations: tuple[str, ...]) -> None:
    found = read({**ARTICLE, "author": author})
    assert (found.authors, found.organisations) == (persons, organisations)


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
    assert found.authors == ("Jane Doe",)
    assert found.site_names == ("Example",)


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
    assert found.headline == "Rain in May"


def test_articles_in_lists_are_other_pages() -> None:
    found = read({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ARTICLE}]})
    assert found.headline == ""


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
    assert found.headline == "Rain in May"
    assert found.published == "2024-05-06"
    assert found.authors == ("Jane Doe",)


def test_escaped_backslashes_survive_the_repair() -> None:
    script = TEXT.replace("Rain in May", r"Rain \\ May")[:-1] + ",}"
    assert read_json_ld([script], url="", titles=()).headline == r"Rain \ May"


def test_interaction_counts() -> None:
    statistics = [
        {"interactionType": "https://schema.org/LikeAction", "userInteractionCount": "1,204"},
        {"interactionType": {"@type": "WatchAction"}, "userInteractionCount": 7},
        {"interactionType": ["x"], "userInteractionCount": 7},
        {"interactionType": "ShareAction", "userInteractionCount": True},
    ]
    found = read({**ARTICLE, "commentCount": 3, "interactionStatistic": statistics})
    assert found.counts == (("comments", 3), ("likes", 1204), ("views", 7))


KEYS = (
    "@type @id @graph name headline author publisher image keywords url datePublished isPartOf "
    "mainEntityOfPage interactionStatistic interactionType userInteractionCount commentCount"
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS.split()),
            inner | st.sampled_from(["NewsArticle", "WebPage", "WebSite", "Person", "#a"]),
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
