"""What kind of page the markup declares."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Markup
from cleanpage.features import KIND_NAMES
from cleanpage.measure.declared_kind import MAX_JSON_LD_CHARS, DeclaredKind, declared_kind


def kind(**values: int) -> DeclaredKind:
    nothing = DeclaredKind(says_article=0, says_forum=0, says_product=0, says_list=0, slug_words=-1, path_depth=-1)
    return nothing._replace(**values)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param('{"@type": "NewsArticle"}', kind(says_article=2), id="article"),
        pytest.param('{"@type" : ["BlogPosting", "Thing"]}', kind(says_article=2), id="list-of-types"),
        pytest.param('{"@type":"Recipe"}', kind(says_article=2), id="recipe"),
        pytest.param('{"@type":"Review"}', kind(says_article=2), id="review"),
        pytest.param('{"@type":"ReviewPage"}', kind(), id="review-of-another-sort"),
        pytest.param('{"@graph":[{"@type":"WebPage"},{"@type":"Article"}]}', kind(says_article=2), id="graph"),
        pytest.param('{"@type":"DiscussionForumPosting"}', kind(says_forum=1), id="forum"),
        pytest.param('{"@type":"QAPage","mainEntity":{"@type":"Question"}}', kind(says_forum=1), id="questions"),
        pytest.param('{"@type":"Question"}', kind(says_forum=1), id="question"),
        pytest.param('{"@type":"Product","offers":{"@type":"Offer"}}', kind(says_product=1), id="product"),
        pytest.param('{"@type":"ProductReviewStuff"}', kind(), id="longer-than-product"),
        pytest.param('{"@type":"ItemList"}', kind(says_list=1), id="list"),
        pytest.param('{"@type":"CollectionPage"}', kind(says_list=1), id="collection"),
        pytest.param('{"name":"Article"}', kind(), id="name-is-no-type"),
        pytest.param('{"@type": Article}', kind(), id="broken"),
        pytest.param("", kind(), id="empty"),
    ],
)
def test_types_in_json_ld(script: str, expected: DeclaredKind) -> None:
    assert declared_kind(Markup(json_ld=("{}", script))) == expected


def test_only_the_beginning_of_a_script_is_looked_at() -> None:
    blank = " " * (MAX_JSON_LD_CHARS - len('{"@type":"Article"'))
    assert declared_kind(Markup(json_ld=(blank + '{"@type":"Article"}',))).says_article == 2
    assert declared_kind(Markup(json_ld=(blank + '  {"@type":"Article"}',))).says_article == 0


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        pytest.param((("og:type", "Article"),), kind(says_article=1), id="article"),
        pytest.param((("og:type", "og:product"),), kind(says_product=1), id="product"),
        pytest.param((("og:type", "website"),), kind(), id="website"),
        pytest.param((("type", "article"),), kind(), id="another-name"),
        pytest.param((("og:url", "https://example.org/a/rain-in-may"),), kind(slug_words=3, path_depth=2), id="url"),
    ],
)
def test_open_graph(metas: tuple[tuple[str, str], ...], expected: DeclaredKind) -> None:
    assert declared_kind(Markup(metas=metas)) == expected


def test_json_ld_says_more_than_open_graph() -> None:
    markup = Markup(metas=(("og:type", "article"),), json_ld=('{"@type":"Article"}',))
    assert declared_kind(markup).says_article == 2


@pytest.mark.parametrize(
    ("address", "slug_words", "path_depth"),
    [
        pytest.param("https://example.org/news/rain-in_may.html?a=b-c#d-e", 3, 2, id="page"),
        pytest.param("https://example.org/2024/05/06/rain/", 1, 4, id="slash-at-the-end"),
        pytest.param("https://example.org/", 0, 0, id="home"),
        pytest.param("https://example.org", 0, 0, id="home-without-slash"),
        pytest.param("//example.org/a--b", 2, 1, id="no-scheme"),
        pytest.param("/a/b", 1, 2, id="relative"),
        pytest.param("https://example.org/a?next=/b/c", 1, 1, id="query"),
        pytest.param("https://example.org/a#b-c/d", 1, 1, id="fragment"),
        pytest.param("https://example.org/a.b-c", 1, 1, id="suffix"),
    ],
)
def test_address(address: str, slug_words: int, path_depth: int) -> None:
    expected = kind(slug_words=slug_words, path_depth=path_depth)
    assert declared_kind(Markup(links=(("icon", "/x/y/z"), ("canonical", address)))) == expected


def test_the_canonical_address_beats_open_graph() -> None:
    markup = Markup(links=(("canonical", "/a"),), metas=(("og:url", "/a/b/c"),))
    assert declared_kind(markup).path_depth == 1


def test_no_markup_declares_nothing() -> None:
    assert declared_kind(Markup()) == kind()
    assert tuple(kind()._asdict()) == KIND_NAMES
