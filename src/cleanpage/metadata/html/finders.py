"""What finds each field of the metadata of an HTML page."""

from __future__ import annotations

from typing import Final

from cleanpage.metadata.fields import Metadata
from cleanpage.metadata.finding import Finder, find_fields
from cleanpage.metadata.html.authors import find_authors
from cleanpage.metadata.html.dates import find_dates
from cleanpage.metadata.html.facts import (
    find_access,
    find_agency,
    find_canonical_url,
    find_categories,
    find_counters,
    find_description,
    find_feeds,
    find_image,
    find_kind,
    find_language,
    find_licence,
    find_publisher,
    find_reading_minutes,
    find_tags,
    find_word_count,
)
from cleanpage.metadata.html.sources import Sources
from cleanpage.metadata.html.titles import find_title_and_site

FINDERS: Final[tuple[Finder[Sources], ...]] = (
    # The others ask for title and site.
    Finder(("title", "site_name"), find_title_and_site),
    Finder(("authors", "organisations"), find_authors),
    Finder(("published", "modified"), find_dates),
    Finder(("language",), find_language),
    Finder(("word_count",), find_word_count),
    Finder(("publisher",), find_publisher),
    Finder(("description",), find_description),
    Finder(("canonical_url",), find_canonical_url),
    Finder(("image",), find_image),
    Finder(("categories",), find_categories),
    Finder(("tags",), find_tags),
    Finder(("licence",), find_licence),
    Finder(("kind",), find_kind),
    Finder(("access",), find_access),
    Finder(("counters",), find_counters),
    Finder(("reading_minutes",), find_reading_minutes),
    Finder(("feeds",), find_feeds),
    Finder(("agency",), find_agency),
)


def read_html(sources: Sources) -> Metadata:
    """Return all fields of an HTML page."""
    return Metadata(**find_fields(FINDERS, sources), evidence=tuple(sources.evidence.rows))
