from __future__ import annotations

import inspect
import re

import pytest

from cleanpage.metadata.fields import Metadata
from cleanpage.metadata.html import kinds as page_kinds
from cleanpage.metadata.html.kinds import kind_of_generator, kind_of_type


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("NewsArticle", "article", id="news"),
        pytest.param("ScholarlyArticle", "article", id="paper"),
        pytest.param("BlogPosting", "blog", id="blog"),
        pytest.param("LiveBlogPosting", "blog", id="live-blog"),
        pytest.param("DiscussionForumPosting", "forum", id="thread"),
        pytest.param("QAPage", "forum", id="questions"),
        pytest.param("Product", "product", id="product"),
        pytest.param("og:product", "product", id="open-graph-product"),
        pytest.param("Recipe", "recipe", id="recipe"),
        pytest.param("VideoObject", "video", id="video"),
        pytest.param("video.other", "video", id="open-graph-video"),
        pytest.param("Event", "event", id="event"),
        pytest.param("JobPosting", "job", id="job"),
        pytest.param("Book", "book", id="book"),
        pytest.param("Course", "course", id="course"),
        pytest.param("ProfilePage", "profile", id="profile"),
        pytest.param("CollectionPage", "list", id="list"),
        pytest.param("TechArticle", "documentation", id="documentation"),
        pytest.param(" newsarticle\n", "article", id="white-space"),
        pytest.param("WebPage", None, id="web-page"),
        pytest.param("website", None, id="web-site"),
        pytest.param("Art", None, id="part"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_kind_of_type(name: str, kind: str | None) -> None:
    assert kind_of_type(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("Discourse 3.2.0 - https://github.com/discourse", "forum", id="discourse"),
        pytest.param("phpBB", "forum", id="phpbb"),
        pytest.param("mkdocs-1.5.3, mkdocs-material-9.4", "documentation", id="mkdocs"),
        pytest.param("Docusaurus v3.0", "documentation", id="docusaurus"),
        pytest.param("WordPress 6.4", None, id="wordpress"),
        pytest.param("Made with Discourse", None, id="second-word"),
        pytest.param(" - ", None, id="dash"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_kind_of_generator(name: str, kind: str | None) -> None:
    assert kind_of_generator(name) == kind


def test_the_kinds_are_those_that_are_documented() -> None:
    kinds = {*page_kinds._TYPES.values(), *page_kinds._GENERATORS.values()}
    documented = re.findall(r'"(\w+)"', field_text("kind"))
    assert set(documented) == kinds
    assert len(documented) == len(kinds)


def field_text(name: str) -> str:
    """Return what stands beneath a field of Metadata in its source."""
    source = inspect.getsource(Metadata)
    found = re.search(rf'^    {name}: [^\n]*\n    """(.*?)"""$', source, re.M | re.S)
    assert found
    return found[1]


@pytest.mark.parametrize("names", [page_kinds._TYPES, page_kinds._GENERATORS], ids=["types", "generators"])
def test_names_are_looked_up_in_lower_case(names: dict[str, str]) -> None:
    assert [name for name in names if name != name.lower()] == []
