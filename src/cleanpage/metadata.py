"""Find out what a page says about itself: title, authors, dates, language and the rest.

A `Document` comes in with the decision which of its blocks are the article, and `Metadata`
goes out. Markup is read first (JSON-LD, then metas, then microdata), then the visible blocks around
the headline; a text dump has only these. Nothing is guessed: a value no source gives is None.
All that was found is kept as evidence beside the values.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast
from urllib.parse import urlsplit

from cleanpage.agencies import find_agency
from cleanpage.authors import choose_authors
from cleanpage.blocks import Document, Markup, Sort
from cleanpage.counters import read_counters
from cleanpage.dates import date_in_url, is_later, read_date
from cleanpage.evidence import Evidence
from cleanpage.headline import Candidate, choose_headline, is_home, name_site
from cleanpage.html_dates import choose_date, read_named_date
from cleanpage.jsonld import LinkedData, read_json_ld
from cleanpage.jsonld_places import Value
from cleanpage.line_notes import read_reading_minutes
from cleanpage.metas import (
    ACCESS,
    AUTHORS,
    CATEGORIES,
    DESCRIPTIONS,
    GENERATORS,
    IMAGES,
    KINDS,
    LANGUAGES,
    LICENCES,
    LOOSE_DATES,
    MODIFIED,
    PUBLISHED,
    PUBLISHERS,
    SITES,
    TAGS,
    TITLES,
    Metas,
)
from cleanpage.microdata import read_microdata
from cleanpage.name_words import is_full_name
from cleanpage.organisations import is_organisation
from cleanpage.page import Counters, Metadata
from cleanpage.page_addresses import absolute, is_deep
from cleanpage.page_kinds import kind_of_generator, kind_of_type
from cleanpage.plain_text import key, plain
from cleanpage.relative_times import read_relative
from cleanpage.visible import read_visible

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

_MONTH_FIRST_REGIONS: Final = frozenset({"us", "ph", "ca", ""})
"""Regions of English that write 03/04 for March 4th; "" is English that does not say where from."""

_LANGUAGE_CODES: Final = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it",
    "nld": "nl", "dut": "nl", "rus": "ru", "pol": "pl", "swe": "sv", "dan": "da", "zho": "zh", "chi": "zh",
    "jpn": "ja", "kor": "ko", "ara": "ar", "nb": "no", "nn": "no", "nor": "no", "iw": "he",
    "jp": "ja", "cn": "zh",
}  # fmt: skip
"""ISO 639-1 codes for other codes that pages declare."""


def read_metadata(
    document: Document,
    *,
    url: str | None,
    language: str,
    kept: Sequence[bool],
    cues: Sequence[Sort] = (),
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
) -> Metadata:
    """Return what the page says about itself.

    `language` is the ISO 639-1 code measured on the text ("" if unknown), which wins
    over the declared one; `kept` says for each block whether it is main content, `words` how many
    it has (not given: not counted), and `cues` what its words speak for, which is looked up again
    where it is not given. `now` is when the page was dumped.
    """
    if document.format == "text":
        # Its patterns take longer to compile than an HTML page to read.
        from cleanpage.text_metadata import read_text_metadata

        return read_text_metadata(document, url=url, language=language, kept=kept, cues=cues, words=words, now=now)
    return _Reader(document, url, language, kept, now).read(words)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The value of a field and all that was found for it."""

    value: str | None
    found: Sequence[Value]


class _Reader:
    """Reads one HTML page: what each source says is gathered once, and asked for field by field."""

    def __init__(
        self,
        document: Document,
        url: str | None,
        language: str,
        kept: Sequence[bool],
        now: datetime.datetime | None,
    ) -> None:
        markup = document.markup
        self.document = document
        self.kept = kept
        self.url = url
        self.now = now
        self.metas = metas = Metas(markup)
        titles = [markup.title, *[value.text for value in metas.values(("og:title",))]]
        self.linked = read_json_ld(markup.json_ld, url=url or "", titles=titles)
        self.micro = read_microdata(markup.items, url=url or "", titles=titles) if markup.items else LinkedData()
        self.languages = self._languages(language)
        self.language = self.languages[0].text if self.languages else ""
        self.month_first = _writes_month_first(self.language, markup, metas, url)
        called = [*titles, *_texts(self.linked.headline[:1])]
        self.visible = read_visible(document, kept, called, month_first=self.month_first)
        self.base = absolute(url or "", markup.base) or url or ""
        self.evidence = Evidence()

    def read(self, words: Sequence[int]) -> Metadata:
        """Return all fields."""
        title, sites = self._title_and_site()
        authors, organisations = self._authors(title, sites)
        published, modified = self._dates()
        evidence = self.evidence
        note = evidence.note
        note("language", self.languages)
        counted = sum([count for count, keep in zip(words, self.kept, strict=True) if keep]) if words else 0
        if counted:
            note("word_count", [Value(str(counted), "text")])
        stated = self._word_count()
        return Metadata(
            title=title,
            authors=authors,
            organisations=organisations,
            published=published,
            modified=modified,
            language=self.language or None,
            site_name=sites[0],
            publisher=self._first("publisher", [*self.linked.publisher, *self.micro.publisher, *self._publishers()]),
            description=self._first("description", self._both("description", DESCRIPTIONS)),
            canonical_url=self._canonical(),
            image=self._image(),
            categories=self._categories(title, sites),
            tags=self._tags(),
            licence=self._licence(),
            kind=self._kind(),
            access=self._access(),
            counters=self._counters(),
            reading_minutes=self._reading_minutes(),
            word_count=counted or stated,
            feeds=self._feeds(),
            agency=self._agency(),
            evidence=tuple(evidence.rows),
        )

    # ------------------------------------------------------------------ helpers

    def _both(self, field: str, names: Sequence[str]) -> list[Value]:
        """Return what metas, JSON-LD and microdata say."""
        return [*self.metas.values(names), *getattr(self.linked, field), *getattr(self.micro, field)]

    def _first(self, field: str, values: Iterable[Value], accept: Callable[[str], str | None] = plain) -> str | None:
        """Return the first value that is accepted, in the form that `accept` gives it."""
        found = [Value(text, value.path) for value in values if (text := accept(value.text))]
        self.evidence.note(field, found)
        return found[0].text if found else None

    # ------------------------------------------------------------------ title, authors, dates

    def _title_and_site(self) -> tuple[str | None, tuple[str | None, tuple[str, ...]]]:
        """Return the headline and (name of the site, all names that markup or address give it).

        The weights say how often a source alone is right on article pages.
        """
        metas, linked, micro = self.metas, self.linked, self.micro
        page_title = plain(self.document.markup.title)
        shown = [Value(heading.text, f"block {heading.at}") for heading in self.visible.headings]
        candidates = [
            Candidate(heading.text, heading.weight, True, heading.kicker) for heading in self.visible.headings
        ]
        marked = [*linked.headline[:1], *metas.values(("og:title",))[:1]]
        others = metas.values(TITLES[1:-2])[:1]
        last = metas.values(("twitter:title",))[:1]
        candidates += [Candidate(text, 1.0) for value in marked if (text := plain(value.text))]
        candidates += [Candidate(text, 0.6) for value in others if (text := plain(value.text))]
        candidates += [Candidate(text, 0.5) for value in last if (text := plain(value.text))]
        candidates += [Candidate(value.text, 1.0) for value in micro.headline[:1]]
        if page_title:
            candidates.append(Candidate(page_title, 0.5))
        declared = metas.values(SITES[:2])
        publishers = [*linked.site_names, *linked.publisher, *micro.site_names]
        site = name_site(
            [plain(value.text) for value in declared],
            _texts(publishers),
            page_title,
            [heading.text for heading in self.visible.headings],
            [text for value in reversed(marked) if (text := plain(value.text))],
            self.url,
        )
        title = choose_headline([one for one in candidates if one.text], site.names)
        titles = [*shown, *marked, *others, *last, *micro.headline[:1], Value(page_title, "<title>")]
        self.evidence.note("title", titles)
        parts = [Value(site.name, "<title>")] if site.name and site.name in page_title else []
        name = site.name if site.name and key(site.name) != key(title or "") else None
        self.evidence.note("site_name", [*declared, *publishers, *parts, *metas.values(SITES[2:])])
        return title, (name, site.given)

    def _authors(
        self, title: str | None, sites: tuple[str | None, tuple[str, ...]]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the authors, and those of them that are organisations."""
        linked, metas, micro, visible = self.linked, self.metas, self.micro, self.visible
        by_name = [metas.values((name,)) for name in AUTHORS]
        labelled = metas.author_label()
        site_names = [*[plain(value.text) for value in metas.values(PUBLISHERS)], *sites[1]]
        authors = choose_authors(
            _texts(linked.authors),
            _texts(linked.organisations),
            [*map(_texts, by_name), _texts(labelled), _texts(micro.authors)],
            visible,
            sites=site_names,
            title=title or "",
        )
        note = self.evidence.note
        note("authors", [*linked.authors, *linked.organisations])
        note("authors", [value for values in by_name for value in values])
        note("authors", [*labelled, *micro.authors, *micro.organisations])
        shown = zip(visible.byline.names, visible.byline.at, strict=True)
        note("authors", [Value(name, f"block {at}") for name, at in shown])
        if not authors:
            return (), ()
        # On a personal site, the site's name is a person's.
        persons = set(map(key, filter(is_full_name, _texts([*linked.authors, *micro.authors]))))
        offices = set(map(key, [*site_names, *_texts([*linked.organisations, *micro.organisations])])) - persons
        organisations = tuple([name for name in authors if key(name) in offices or is_organisation(name)])
        self.evidence.copy("authors", "organisations", organisations)
        return authors, organisations

    def _dates(self) -> tuple[str | None, str | None]:
        """Return the dates of publication and of the last change."""
        shown = self.visible.dates
        metas, linked, micro = self.metas, self.linked, self.micro
        stated = (linked.published, metas.values(PUBLISHED), micro.published, metas.values(LOOSE_DATES))
        *marked, loose = [self._iso("published", values) for values in stated]
        in_url = self._past("published", [Value(date, "url")] if (date := date_in_url(self.url or "")) else [])
        if shown.published and not self._past("published", [Value(shown.published, f"block {shown.published_at}")]):
            shown = shown._replace(published=None)
        if shown.modified and not self._past("modified", [Value(shown.modified, f"block {shown.modified_at}")]):
            shown = shown._replace(modified=None)
        published = choose_date(
            [values[0].text if values else None for values in marked],
            shown,
            [values[0].text if values else None for values in (loose, in_url)],
        )
        note = self.evidence.note
        for values in marked:
            note("published", values)
        if shown.published:
            note("published", [Value(shown.published, f"block {shown.published_at}")])
        note("published", [*loose, *in_url])
        if published is None:
            named = self._iso("published", metas.named("publi", "pubdate"))
            note("published", named)
            published = named[0].text if named else None
        if published is None and (date := read_named_date(self.document, self.month_first)):
            marked_once = self._past("published", [Value(date, "<time>")])
            note("published", marked_once)
            published = date if marked_once else None
        if published is None and self.now:
            published = self._relative(self.now)
        changed = self._iso("modified", [*linked.modified, *metas.values(MODIFIED), *micro.modified])
        if shown.modified:
            changed.append(Value(shown.modified, f"block {shown.modified_at}"))
        note("modified", changed)
        return published, changed[0].text if changed else None

    def _iso(self, field: str, values: Iterable[Value]) -> list[Value]:
        """Return the values that are dates, in ISO 8601, without those after the page was dumped."""
        month_first = self.month_first
        dates = [Value(date, path) for text, path in values if (date := read_date(text, month_first=month_first))]
        return self._past(field, dates)

    def _past(self, field: str, dates: list[Value]) -> list[Value]:
        """Return the dates that are not after the page was dumped."""
        if self.now is None:
            return dates
        late = [date for date in dates if is_later(date.text, self.now)]
        for date in late:
            self.evidence.reject(field, date, "later than the page was dumped")
        return [date for date in dates if date not in late]

    def _relative(self, now: datetime.datetime) -> str | None:
        """Return the date of the first line around the headline that is a time before `now` ("3 hours ago")."""
        for text, at in zip(self.visible.lines, self.visible.lines_at, strict=True):
            date = read_relative(text, now)
            if date:
                self.evidence.note("published", [Value(date, f"block {at}")])
                return date
        return None

    # ------------------------------------------------------------------ language

    def _languages(self, measured: str) -> list[Value]:
        """Return the ISO 639-1 codes that the text and then the markup give."""
        declared = [Value(self.document.markup.lang, "<html lang>"), *self.metas.values(LANGUAGES)]
        found = [Value(measured, "text")] if measured else []
        for text, path in [*declared, *self.linked.language, *self.micro.language]:
            code = text.strip().lower().replace("_", "-").partition("-")[0]
            code = _LANGUAGE_CODES.get(code, code)
            if len(code) == 2 and code.isascii() and code.isalpha():
                found.append(Value(code, path))
        return found

    # ------------------------------------------------------------------ addresses

    def _addresses(self, values: Iterable[Value]) -> list[Value]:
        """Return the values that are addresses, made absolute."""
        return [Value(address, path) for text, path in values if text and (address := absolute(self.base, text))]

    def _canonical(self) -> str | None:
        """Return the address that the page gives for itself."""
        links = [
            Value(href, "link canonical") for rel, href in self.document.markup.links if "canonical" in rel.split()
        ]
        found = self._addresses(
            [*links, *self.metas.values(("og:url", "twitter:url", "parsely-link")), *self.linked.url]
        )
        # Careless templates give the home page's address on every page.
        deep = is_deep(self.url or "")
        wrong = [value for value in found if deep and not is_deep(value.text)]
        for value in wrong:
            self.evidence.reject("canonical_url", value, "the address of the home page")
        found = [value for value in found if value not in wrong]
        self.evidence.note("canonical_url", found)
        return found[0].text if found else None

    def _image(self) -> str | None:
        metas = self.metas
        links = [Value(href, "link image_src") for rel, href in self.document.markup.links if rel == "image_src"]
        found = self._addresses([*metas.values(IMAGES[:3]), *self.linked.image, *metas.values(IMAGES[3:]), *links])
        found += self._addresses(self.micro.image)
        self.evidence.note("image", found)
        return found[0].text if found else None

    def _feeds(self) -> tuple[str, ...]:
        found = self._addresses([Value(href, "link alternate") for href in self.document.markup.feeds])[:MAX_FEEDS]
        self.evidence.note("feeds", found)
        return tuple(dict.fromkeys(_texts(found)))

    def _licence(self) -> str | None:
        links = [Value(href, "link license") for rel, href in self.document.markup.links if "license" in rel.split()]
        for index, block in enumerate(self.document.blocks):
            if "rel-license" in block.inline_names:
                links += [Value(link.href, f"block {index}") for link in block.links[:1]]
        stated = [
            Value(absolute(self.base, text) or text, path) if text.startswith(("http", "/")) else Value(text, path)
            for text, path in (*self.linked.licence, *self.micro.licence, *self.metas.values(LICENCES))
        ]
        links = self._addresses(links)
        return self._first("licence", [*stated[:1], *links, *stated[1:]])

    # ------------------------------------------------------------------ what the page is and where it belongs

    def _publishers(self) -> list[Value]:
        return [value for value in self.metas.values(PUBLISHERS) if "://" not in value.text]

    def _categories(self, title: str | None, sites: tuple[str | None, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the steps of the breadcrumb trail between home page and page, else the sections that markup names."""
        headings = [heading.text for heading in self.visible.headings]
        not_categories = {key(name) for name in (title or "", *headings, *sites[1], sites[0] or "")}
        trail = [
            value
            for value in self.linked.breadcrumb[:MAX_CATEGORIES]
            if key(value.text) not in not_categories and not is_home(value.text)
        ]
        named = [*self.linked.section, *self.metas.values(CATEGORIES), *self.micro.section]
        title_key = key(title or "")
        if trail and title_key and key(trail[-1].text).startswith(title_key[:20]):
            trail.pop()  # The page itself, with its name cut short.
        found = trail or [
            Value(part, path) for text, path in named[:MAX_CATEGORIES] if 1 < len(part := plain(text)) <= MAX_TAG_CHARS
        ]
        self.evidence.note("categories", found or named)
        if trail:
            self.evidence.note("categories", named)
            return tuple(dict.fromkeys(_texts(trail)))
        first = _stem(found[0].path) if found else ""
        return tuple(dict.fromkeys(text for text, path in found if _stem(path) == first))

    def _tags(self) -> tuple[str, ...]:
        """Return the tags of the first source that gives any, each once."""
        metas = self.metas
        shown = [Value(text, f"block {at}") for text, at in self.visible.tags]
        tags: tuple[str, ...] = ()
        for values in (
            metas.values(TAGS[:2]),
            self.linked.keywords,
            shown,
            metas.values(TAGS[2:])[:1],
            self.micro.keywords,
        ):
            found: dict[str, Value] = {}
            for text, path in values:
                # One value is a list, of several each is a tag, which may hold a comma.
                for tag in plain(text).replace(";", ",").split(",") if len(values) == 1 else (plain(text),):
                    tag = tag.strip(" #\"'")
                    if 1 < len(tag) <= MAX_TAG_CHARS:
                        found.setdefault(tag.casefold(), Value(tag, path))
            self.evidence.note("tags", list(found.values())[:MAX_TAGS])
            tags = tags or tuple(value.text for value in found.values())[:MAX_TAGS]
        return tags

    def _kind(self) -> str | None:
        types = [*self.linked.kind, *self.metas.values(KINDS), *self.micro.kind]
        made_by = [
            Value(kind, path) for text, path in self.metas.values(GENERATORS) if (kind := kind_of_generator(text))
        ]
        found = [Value(kind, path) for text, path in types if (kind := kind_of_type(text))]
        # OpenGraph calls everything an article.
        found.sort(key=lambda value: value.path.startswith("meta"))
        return self._first("kind", [*made_by, *found])

    def _access(self) -> Literal["free", "paywalled"] | None:
        said = [*self.linked.access, *self.metas.values(ACCESS), *self.micro.access]
        found = self._first("access", said, lambda text: _ACCESS.get(text.strip().lower()))
        if found == "free" and any(value.text == "paywalled" for value in self.linked.access):
            return "paywalled"  # The page is free and a part of it is not.
        return cast('Literal["free", "paywalled"] | None', found)

    # ------------------------------------------------------------------ numbers

    def _counters(self) -> Counters:
        """Return the counts of JSON-LD, completed by the visible ones."""
        visible = self.visible
        shown = read_counters(visible.lines)
        lines = list(zip(visible.lines, visible.lines_at, strict=True))
        if shown == Counters():
            lines = list(zip(visible.tail, visible.tail_at, strict=True))[:COUNTER_TAIL_BLOCKS]
            shown = read_counters([text for text, _ in lines])
        given = [*self.linked.counts, *self.micro.counts]
        counts: dict[str, int] = {}
        for count in given:
            counts.setdefault(count.field, count.number)
            self.evidence.note(f"counters.{count.field}", [Value(str(count.number), count.path)])
        if shown != Counters():
            for field in Counters.__dataclass_fields__:
                number = getattr(shown, field)
                if number is not None:
                    at = next(at for text, at in lines if getattr(read_counters([text]), field) == number)
                    self.evidence.note(f"counters.{field}", [Value(str(number), f"block {at}")])
                    counts.setdefault(field, number)
        return Counters(**counts) if counts else Counters()

    def _reading_minutes(self) -> int | None:
        found = [*self.linked.time_required, *self.micro.time_required]
        labelled = self.metas.reading_label()
        lines = [*zip(self.visible.lines, self.visible.lines_at, strict=True)]
        found += [
            Value(str(minutes), path)
            for text, path in [
                # A card gives the bare "4 minutes" under its label.
                *((f"Reading time: {value.text}", value.path) for value in labelled),
                *((text, f"block {at}") for text, at in lines),
            ]
            if (minutes := read_reading_minutes(text))
        ]
        self.evidence.note("reading_minutes", found)
        return int(found[0].text) if found else None

    def _word_count(self) -> int | None:
        found = [*self.linked.word_count, *self.micro.word_count]
        self.evidence.note("word_count", found)
        return int(found[0].text) if found else None

    def _agency(self) -> str | None:
        """Return the news agency that the dateline, the byline or the last lines name."""
        blocks, kept = self.document.blocks, self.kept
        if True not in kept:
            return None
        indices = [index for index, keep in enumerate(kept) if keep]
        opening = [blocks[index].text for index in indices[:OPENING_BLOCKS]]
        ending = [blocks[indices[-1]].text, *self.visible.tail[:COUNTER_TAIL_BLOCKS]]
        agency = find_agency(opening, self.visible.lines, ending)
        if agency:
            places = [*indices[:OPENING_BLOCKS], *self.visible.lines_at, indices[-1], *self.visible.tail_at]
            at = next((at for at in places if agency.casefold() in blocks[at].text.casefold()), None)
            self.evidence.note("agency", [Value(agency, "text" if at is None else f"block {at}")])
        return agency


def _stem(path: str) -> str:
    """Return a path without the position in a last list: the values of one list have the same."""
    return path.rpartition("[")[0] if path.endswith("]") else path


def _texts(values: Iterable[Value]) -> list[str]:
    return [value.text for value in values]


def _writes_month_first(language: str, markup: Markup, metas: Metas, url: str | None) -> bool:
    """Return whether 03/04/2024 is March 4th on this page."""
    if language not in ("en", ""):
        return False
    for value in [markup.lang, *_texts(metas.values(("og:locale",)))]:
        region = value.strip().lower().replace("_", "-").partition("-")[2]
        if region:
            return region in _MONTH_FIRST_REGIONS
    try:
        suffix = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        suffix = ""
    return len(suffix) != 2 or suffix in _MONTH_FIRST_REGIONS
