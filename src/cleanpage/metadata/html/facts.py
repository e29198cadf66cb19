"""Read what a page says of itself besides title, authors and dates: addresses, language, kind, numbers and so on.

`Sources` come in; each function gives one field of `Metadata`, and notes all that was found for it.
"""

from __future__ import annotations

import dataclasses
from typing import Final, Literal, cast

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.fields import Counters
from cleanpage.metadata.headline import is_home
from cleanpage.metadata.html.addresses import absolute, is_deep
from cleanpage.metadata.html.kinds import kind_of_generator, kind_of_type
from cleanpage.metadata.html.markup import (
    ACCESS,
    CATEGORIES,
    DESCRIPTIONS,
    GENERATORS,
    IMAGES,
    KINDS,
    LICENCES,
    PUBLISHERS,
    TAGS,
)
from cleanpage.metadata.html.sources import Sources, texts
from cleanpage.metadata.reading_time import read_reading_minutes
from cleanpage.words import agencies
from cleanpage.words.counters import Counted, read_counters
from cleanpage.words.plain_text import key, plain

MAX_TAGS: Final = 30
"""Tags per page; longer lists are for search engines."""
MAX_FEEDS: Final = 10
MAX_CATEGORIES: Final = 10
"""Steps of a breadcrumb trail; shops have six."""
COUNTER_TAIL_BLOCKS: Final = 4
"""Short blocks after the article in which a counter can be its own; then lists of others begin."""
MAX_TAG_CHARS: Final = 60
"""Characters of a tag; longer ones are sentences."""
OPENING_BLOCKS: Final = 3
"""Kept blocks that can begin with a dateline that names an agency."""

_ACCESS: Final = {
    "free": "free", "true": "free", "paywalled": "paywalled", "metered": "paywalled", "locked": "paywalled",
    "paid": "paywalled", "premium": "paywalled", "false": "paywalled",
}  # fmt: skip
"""What a content tier says; metered articles are shown to a reader a few times a month."""


def find_canonical_url(sources: Sources) -> str | None:
    """Return the address that the page gives for itself."""
    links = [Value(href, "link canonical") for rel, href in sources.document.markup.links if "canonical" in rel.split()]
    # In JSON-LD "#article" names a thing on the page, not the page.
    linked = [value for value in sources.linked.url if "#" not in value.text]
    found = sources.addresses([*links, *sources.metas.values(("og:url", "twitter:url", "parsely-link")), *linked])
    # Careless templates give the home page's address on every page.
    deep = is_deep(sources.url or "")
    wrong = [value for value in found if deep and not is_deep(value.text)]
    for value in wrong:
        sources.evidence.reject("canonical_url", value, "the address of the home page")
    found = [value for value in found if value not in wrong]
    sources.evidence.note("canonical_url", found)
    return found[0].text if found else None


def find_image(sources: Sources) -> str | None:
    """Return the address of the lead picture."""
    metas = sources.metas
    links = [Value(href, "link image_src") for rel, href in sources.document.markup.links if rel == "image_src"]
    found = sources.addresses([*metas.values(IMAGES[:3]), *sources.linked.image, *metas.values(IMAGES[3:]), *links])
    found += sources.addresses(sources.micro.image)
    sources.evidence.note("image", found)
    return found[0].text if found else None


def find_feeds(sources: Sources) -> tuple[str, ...]:
    """Return the addresses of the site's feeds, at most MAX_FEEDS."""
    found = sources.addresses([Value(href, "link alternate") for href in sources.document.markup.feeds])[:MAX_FEEDS]
    sources.evidence.note("feeds", found)
    return tuple(dict.fromkeys(texts(found)))


def find_licence(sources: Sources) -> str | None:
    """Return the address or name of the licence that the markup or a link marked as one gives."""
    links = [Value(href, "link license") for rel, href in sources.document.markup.links if "license" in rel.split()]
    for index, block in enumerate(sources.document.blocks):
        if "rel-license" in block.inline_names:
            links += [Value(link.href, f"block {index}") for link in block.links[:1]]
    stated = [
        Value(absolute(sources.base, text) or text, path) if text.startswith(("http", "/")) else Value(text, path)
        for text, path in (*sources.linked.licence, *sources.micro.licence, *sources.metas.values(LICENCES))
    ]
    links = sources.addresses(links)
    return sources.first("licence", [*stated[:1], *links, *stated[1:]])


# ------------------------------------------------------------------ what the page is and where it belongs


def find_publisher(sources: Sources) -> str | None:
    """Return who answers for the site."""
    given = [*sources.linked.publisher, *sources.micro.publisher, *sources.metas.values(PUBLISHERS)]
    title = key(sources.title or "")
    named = [value for value in given if "://" not in value.text and key(value.text) != title]
    for value in given:
        if value not in named:
            sources.evidence.reject("publisher", value, "the headline or an address")
    return sources.first("publisher", named)


def find_categories(sources: Sources) -> tuple[str, ...]:
    """Return the steps of the breadcrumb trail between home page and page, else the sections that markup names."""
    title, site = sources.title, sources.site
    headings = [heading.text for heading in sources.visible.headings]
    not_categories = {key(name) for name in (title or "", *headings, *site.given, site.name or "")}
    trail = [
        value
        for value in sources.linked.breadcrumb[:MAX_CATEGORIES]
        if key(value.text) not in not_categories and not is_home(value.text)
    ]
    shown = [Value(text, f"block {at}") for text, at in sources.visible.sections]
    named = [*sources.linked.section, *sources.metas.values(CATEGORIES), *sources.micro.section, *shown]
    title_key = key(title or "")
    if trail and title_key and key(trail[-1].text).startswith(title_key[:20]):
        trail.pop()  # The page itself, with its name cut short.
    found = trail or [
        Value(part, path) for text, path in named[:MAX_CATEGORIES] if 1 < len(part := plain(text)) <= MAX_TAG_CHARS
    ]
    sources.evidence.note("categories", found or named)
    if trail:
        sources.evidence.note("categories", named)
        return tuple(dict.fromkeys(texts(trail)))
    first = _stem(found[0].path) if found else ""
    return tuple(dict.fromkeys(text for text, path in found if _stem(path) == first))


def find_tags(sources: Sources) -> tuple[str, ...]:
    """Return the tags of the first source that gives any, each once."""
    metas = sources.metas
    shown = [Value(text, f"block {at}") for text, at in sources.visible.tags]
    tags: tuple[str, ...] = ()
    for values in (
        metas.values(TAGS[:2]),
        sources.linked.keywords,
        shown,
        metas.values(TAGS[2:])[:1],
        sources.micro.keywords,
    ):
        found: dict[str, Value] = {}
        for text, path in values:
            # One value is a list, of several each is a tag, which may hold a comma.
            for tag in plain(text).replace(";", ",").split(",") if len(values) == 1 else (plain(text),):
                tag = tag.strip(" #\"'")
                if 1 < len(tag) <= MAX_TAG_CHARS:
                    found.setdefault(tag.casefold(), Value(tag, path))
        sources.evidence.note("tags", list(found.values())[:MAX_TAGS])
        tags = tags or tuple(value.text for value in found.values())[:MAX_TAGS]
    return tags


def find_kind(sources: Sources) -> str | None:
    """Return what kind of page the program that made it and the types in the markup say it is."""
    types = [*sources.linked.kind, *sources.metas.values(KINDS), *sources.micro.kind]
    made_by = [
        Value(kind, path) for text, path in sources.metas.values(GENERATORS) if (kind := kind_of_generator(text))
    ]
    found = [Value(kind, path) for text, path in types if (kind := kind_of_type(text))]
    # OpenGraph calls everything an article.
    found.sort(key=lambda value: value.path.startswith("meta"))
    return sources.first("kind", [*made_by, *found])


def find_access(sources: Sources) -> Literal["free", "paywalled"] | None:
    """Return whether all of the page is free to read."""
    said = [*sources.linked.access, *sources.metas.values(ACCESS), *sources.micro.access]
    found = sources.first("access", said, lambda text: _ACCESS.get(text.strip().lower()))
    if found == "free" and any(value.text == "paywalled" for value in sources.linked.access):
        return "paywalled"  # The page is free and a part of it is not.
    return cast('Literal["free", "paywalled"] | None', found)


# ------------------------------------------------------------------ the text


def find_language(sources: Sources) -> str | None:
    """Return the ISO 639-1 code of the language that the text, else the markup, is in."""
    sources.evidence.note("language", sources.languages)
    return sources.language or None


def find_description(sources: Sources) -> str | None:
    """Return what the page says that it is about."""
    return sources.first("description", sources.both("description", DESCRIPTIONS))


# ------------------------------------------------------------------ numbers


def find_counters(sources: Sources) -> Counters:
    """Return the counts of JSON-LD, completed by the visible ones."""
    visible = sources.visible
    shown = read_counters(visible.lines)
    lines = list(zip(visible.lines, visible.lines_at, strict=True))
    if not shown:
        lines = list(zip(visible.tail, visible.tail_at, strict=True))[:COUNTER_TAIL_BLOCKS]
        shown = read_counters([text for text, _ in lines])
    given = [*sources.linked.counts, *sources.micro.counts]
    counts: dict[str, int] = {}
    for count in given:
        counts.setdefault(count.field, count.number)
        sources.evidence.note(f"counters.{count.field}", [Value(str(count.number), count.path)])
    for field in dataclasses.fields(Counters):
        number = shown.get(cast(Counted, field.name))
        if number is not None:
            at = next(at for text, at in lines if read_counters([text]).get(cast(Counted, field.name)) == number)
            sources.evidence.note(f"counters.{field.name}", [Value(str(number), f"block {at}")])
            counts.setdefault(field.name, number)
    return Counters(**counts)


def find_reading_minutes(sources: Sources) -> int | None:
    """Return the minutes that the page says it takes to read."""
    found = [*sources.linked.time_required, *sources.micro.time_required]
    labelled = sources.metas.reading_label()
    lines = [*zip(sources.visible.lines, sources.visible.lines_at, strict=True)]
    found += [
        Value(str(minutes), path)
        for text, path in [
            # A card gives the bare "4 minutes" under its label.
            *((f"Reading time: {value.text}", value.path) for value in labelled),
            *((text, f"block {at}") for text, at in lines),
        ]
        if (minutes := read_reading_minutes(text))
    ]
    sources.evidence.note("reading_minutes", found)
    return int(found[0].text) if found else None


def find_word_count(sources: Sources) -> int | None:
    """Return the words of the main content, else those that the markup counts."""
    counted = (
        sum([count for count, keep in zip(sources.words, sources.kept, strict=True) if keep]) if sources.words else 0
    )
    if counted:
        sources.evidence.note("word_count", [Value(str(counted), "text")])
    stated = [*sources.linked.word_count, *sources.micro.word_count]
    sources.evidence.note("word_count", stated)
    return counted or (int(stated[0].text) if stated else None)


def find_agency(sources: Sources) -> str | None:
    """Return the news agency that the dateline, the byline or the last lines name."""
    blocks, kept = sources.document.blocks, sources.kept
    if True not in kept:
        return None
    indices = [index for index, keep in enumerate(kept) if keep]
    opening = [blocks[index].text for index in indices[:OPENING_BLOCKS]]
    ending = [blocks[indices[-1]].text, *sources.visible.tail[:COUNTER_TAIL_BLOCKS]]
    agency = agencies.find_agency(opening, sources.visible.lines, ending)
    if agency:
        places = [*indices[:OPENING_BLOCKS], *sources.visible.lines_at, indices[-1], *sources.visible.tail_at]
        at = next((at for at in places if agency.casefold() in blocks[at].text.casefold()), None)
        sources.evidence.note("agency", [Value(agency, "text" if at is None else f"block {at}")])
    return agency


def _stem(path: str) -> str:
    """Return a path without the position in a last list: the values of one list have the same."""
    return path.rpartition("[")[0] if path.endswith("]") else path
