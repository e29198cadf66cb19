"""Read the `<meta>` and `<link>` elements of a page, by what they say and not by who invented them.

OpenGraph, Twitter cards, Dublin Core, the names that scholarly search engines, newsletters and page counters ask for: a
field has many names. Each tuple has those of one field, the best first: names that say exactly this before names that
templates fill with what they have. Values come out with the name that they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cleanpage.blocks import Markup
from cleanpage.metadata.evidence import Value

MAX_VALUES: Final = 50
"""Metas of one name that are read."""

TITLES: Final = ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
                 "twitter:title", "headline")  # fmt: skip
AUTHORS: Final = (
    "citation_author", "citation_authors", "parsely-author", "sailthru.author", "byl", "author",
    "article:author", "article:author_name", "article:byline", "dc.creator", "dcterms.creator",
    "dc.creator.name", "og:article:author", "og:author", "article_author", "articleauthor", "authors", "byline",
    "cxenseparse:author", "cse-author", "rbauthors", "creator", "shareaholic:article_author_name",
)  # fmt: skip
PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date.created", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "cxenseparse:recs:publishtime", "og:published_time",
    "og:pubdate", "datecreated", "citation_date", "date_published", "article.published", "published-date",
    "uploaddate",
)  # fmt: skip
LOOSE_DATES: Final = ("dc.date", "dcterms.date", "date", "last-publish-date", "ms.date")
"""Metas that hold the date of publication, of the last change or of today, as the template pleases."""
MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time", "revised", "modified",
    "dateupdate",
)  # fmt: skip
SITES: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "dc.source")
PUBLISHERS: Final = ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "article:publisher")
DESCRIPTIONS: Final = ("description", "og:description", "dc.description", "dcterms.description", "twitter:description",
                       "sailthru.description", "abstract")  # fmt: skip
LANGUAGES: Final = ("og:locale", "content-language", "language", "dc.language", "dcterms.language", "inlanguage")
IMAGES: Final = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
                 "parsely-image-url", "sailthru.image.full", "thumbnail", "thumbnailurl")  # fmt: skip
CATEGORIES: Final = ("article:section", "og:article:section", "parsely-section", "articlesection", "sailthru.section",
                     "cxenseparse:category", "dc.type.articletype", "section", "category")  # fmt: skip
TAGS: Final = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "citation_keywords",
               "dc.subject", "dcterms.subject", "keywords", "tags")  # fmt: skip
LICENCES: Final = ("dcterms.license", "dc.rights.license", "license", "dc.rights", "dcterms.rights", "cc:license")
ACCESS: Final = ("article:content_tier", "og:article:content_tier", "content_tier", "isaccessibleforfree")
KINDS: Final = ("og:type", "dc.type", "parsely-type", "cxenseparse:pageclass")
GENERATORS: Final = ("generator",)

_READING_LABEL = re.compile(
    r"(?:est\.?\s+)?read(?:ing)?\s*time|lesezeit|lesedauer|temps de lecture|durée de lecture|tiempo de lectura"
    r"|tempo (?:di lettura|de leitura)|leestijd|lästid|lesetid|læsetid|время (?:на )?чтени|czas czytania|lukuaika",
    re.I,
)
_AUTHOR_LABEL = re.compile(
    r"written|author|verfasst|geschrieben|écrit|rédigé|escrito|scritto|geschreven|napisane|skriven|skrevet|автор"
    r"|написано|autor",
    re.I,
)


class Metas:
    """The metas of a page by their names."""

    def __init__(self, markup: Markup) -> None:
        self._contents: dict[str, list[str]] = {}
        for name, content in markup.metas:
            if content and len(contents := self._contents.setdefault(name, [])) < MAX_VALUES:
                contents.append(content)

    def values(self, names: Iterable[str]) -> list[Value]:
        """Return the contents of the metas with these names, in the order of the names."""
        contents = self._contents
        return [Value(value, f"meta {name}") for name in names if name in contents for value in contents[name]]

    def named(self, *parts: str) -> list[Value]:
        """Return the contents of the metas with one of these parts in their names."""
        return self.values([name for name in self._contents if any(map(name.__contains__, parts))])

    def author_label(self) -> list[Value]:
        """Return the authors that a Twitter card shows ("Written by": "Jane Doe")."""
        return self._labelled(_AUTHOR_LABEL)

    def reading_label(self) -> list[Value]:
        """Return the time to read that a Twitter card shows ("Est. reading time": "4 minutes")."""
        return self._labelled(_READING_LABEL)

    def _labelled(self, label: re.Pattern[str]) -> list[Value]:
        for number in "12":
            if any(label.match(value) for value in self._contents.get(f"twitter:label{number}", ())):
                return self.values((f"twitter:data{number}",))
        return []
