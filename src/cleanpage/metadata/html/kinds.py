"""Name the kind of page that the markup declares, for `Metadata.kind`: article, forum, product, recipe and so on.

Types of schema.org and OpenGraph, and the program that made the page, come in; one word goes out. A declaration is
what a site says of its pages and not always so: `Metadata.kind` comes with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TYPES: Final[Mapping[str, str]] = {
    kind: name
    for name, kinds in {
        "blog": "blogposting liveblogposting blog",
        "forum": "discussionforumposting qapage question discussion forum",
        "product": "product productgroup individualproduct productmodel vehicle softwareapplication mobileapplication "
        "webapplication offer og:product product.item",
        "recipe": "recipe howto",
        "video": "videoobject video video.movie video.episode video.other movie tvepisode clip",
        "event": "event businessevent musicevent sportsevent educationevent theaterevent exhibitionevent",
        "job": "jobposting",
        "book": "book books.book",
        "course": "course",
        "profile": "profilepage person profile",
        "list": "collectionpage itemlist searchresultspage offercatalog",
        "documentation": "techarticle apireference",
        "article": "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle "
        "backgroundnewsarticle reviewnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle "
        "medicalscholarlyarticle report review claimreview news",
    }.items()
    for kind in kinds.split()
}
"""Types of schema.org and OpenGraph, in lower case, to what they make a page."""

_GENERATORS: Final[Mapping[str, str]] = {
    "discourse": "forum", "phpbb": "forum", "vbulletin": "forum", "xenforo": "forum", "mybb": "forum",
    "invision": "forum", "flarum": "forum", "sphinx": "documentation", "docutils": "documentation",
    "docusaurus": "documentation", "mkdocs": "documentation", "gitbook": "documentation", "docfx": "documentation",
    "vitepress": "documentation", "antora": "documentation", "doxygen": "documentation", "hevea": "documentation",
    "mdbook": "documentation", "rustdoc": "documentation", "javadoc": "documentation", "typedoc": "documentation",
}  # fmt: skip
"""Programs that make one kind of page, by the first word of their name in `<meta name=generator>`."""


def kind_of_type(name: str) -> str | None:
    """Return the kind that a type of schema.org or OpenGraph stands for; None for a web page or site, or another.

    >>> kind_of_type("NewsArticle"), kind_of_type("WebPage")
    ('article', None)
    """
    return _TYPES.get(name.strip().lower())


def kind_of_generator(name: str) -> str | None:
    """Return the only kind of page that a program makes; None if it makes several.

    >>> kind_of_generator("Discourse 3.2.0 - https://github.com/discourse"), kind_of_generator("WordPress 6.4")
    ('forum', None)
    """
    words = name.lower().replace("-", " ").split()
    return _GENERATORS.get(words[0]) if words else None
