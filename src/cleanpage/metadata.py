"""Find out what a page says about itself: title, authors, dates, language and the rest.

A `Document` comes in with the decision which of its blocks are the article, and `Metadata`
goes out. Markup is read first (JSON-LD, then metas), then the visible blocks around the
headline; a text dump has only these. Nothing is guessed: a value no source gives is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from cleanpage.blocks import Document, Markup, Sort
from cleanpage.counters import read_counters
from cleanpage.dates import date_in_url, read_date
from cleanpage.headline import Candidate, choose_headline, site_labels, site_suffix
from cleanpage.jsonld import LinkedData, read_json_ld
from cleanpage.names import join_names, same_person, split_names
from cleanpage.page import Counters, Metadata
from cleanpage.plain_text import key, plain
from cleanpage.visible import Visible, read_visible

MAX_VALUES: Final = 50
"""Metas of one name that are read."""
MAX_TAGS: Final = 30
"""Tags per page; longer lists are for search engines."""
COUNTER_TAIL_BLOCKS: Final = 4
"""Short blocks after the article in which a counter can be its own; then lists of others begin."""
MAX_TAG_CHARS: Final = 60
"""Characters of a tag; longer ones are sentences."""

_AUTHOR_METAS: Final = (
    "citation_author", "parsely-author", "sailthru.author", "byl", "author", "article:author",
    "article:author_name", "dc.creator", "dcterms.creator", "dc.creator.name", "og:article:author",
    "cxenseparse:author", "cse-author", "rbauthors", "creator", "shareaholic:article_author_name",
)  # fmt: skip
_PUBLISHED_METAS: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "cxenseparse:recs:publishtime", "og:published_time",
    "og:pubdate", "datecreated", "citation_date", "date_published", "article.published", "published-date",
    "uploaddate",
)  # fmt: skip
_LOOSE_DATE_METAS: Final = ("dc.date", "date", "last-publish-date")
"""Metas that hold the date of publication, of the last change or of today, as the template pleases."""
_MODIFIED_METAS: Final = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time", "revised", "modified",
    "dateupdate",
)  # fmt: skip
_DESCRIPTION_METAS: Final = ("description", "og:description", "dc.description", "dcterms.description")
_IMAGE_METAS: Final = ("og:image", "og:image:url", "og:image:secure_url")

_WRITTEN_BY = re.compile(
    r"written|author|verfasst|geschrieben|écrit|rédigé|escrito|scritto|geschreven|napisane|skriven|skrevet|автор|написано|autor",
    re.I,
)

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
    document: Document, *, url: str | None, language: str, kept: Sequence[bool], cues: Sequence[Sort] = ()
) -> Metadata:
    """Return what the page says about itself.

    `language` is the ISO 639-1 code measured on the text ("" if unknown), which wins
    over the declared one; `kept` says for each block whether it is main content, and `cues`
    what its words speak for, which is looked up again where it is not given.
    """
    if document.format == "text":
        # Its patterns take longer to compile than an HTML page to read.
        from cleanpage.text_metadata import read_text_metadata

        return read_text_metadata(document, url=url, language=language, kept=kept, cues=cues)
    return _read_html(document, url, language, kept)


def _read_html(document: Document, url: str | None, language: str, kept: Sequence[bool]) -> Metadata:
    markup = document.markup
    metas: dict[str, list[str]] = {}
    for name, content in markup.metas:
        if content and len(contents := metas.setdefault(name, [])) < MAX_VALUES:
            contents.append(content)
    titles = [markup.title, *_values(metas, ("og:title",))]
    linked = read_json_ld(markup.json_ld, url=url or "", titles=titles)
    language = language or _declared_language(markup, metas, linked)
    month_first = _writes_month_first(language, markup, metas, url)
    visible = read_visible(document, kept, [*titles, linked.headline], month_first=month_first)

    names = [plain(name) for name in _values(metas, ("og:site_name", "application-name")) + list(linked.site_names)]
    headings = [heading.text for heading in visible.headings]
    suffix = site_suffix(plain(markup.title), [*headings, *map(plain, titles[1:]), linked.headline])
    sites = [name for name in [*names, suffix, *site_labels(url)] if name]
    title = _title(markup, metas, linked, visible, sites)
    base = urljoin_or_none(url or "", markup.base) or url or ""
    return Metadata(
        title=title,
        authors=_authors(metas, linked, visible, [*sites, title or ""]),
        published=_published(linked, metas, visible, url, month_first),
        modified=_first_date([linked.modified, *_values(metas, _MODIFIED_METAS)], month_first) or visible.modified,
        language=language or None,
        site_name=next((name for name in [*names, suffix] if name and key(name) != key(title or "")), None),
        description=_first_text([*_values(metas, _DESCRIPTION_METAS), linked.description]),
        canonical_url=_canonical(markup, metas, base, url),
        image=_image(markup, metas, linked, base),
        tags=_tags(metas, linked, visible),
        counters=_counters(linked, visible),
    )


def _values(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    """Return the contents of the metas with these names, in the order of the names."""
    return [value for name in names if name in metas for value in metas[name]]


def _first_text(values: Iterable[str]) -> str | None:
    """Return the first value with words in it, as plain text."""
    return next((text for value in values if (text := plain(value))), None)


# ------------------------------------------------------------------ title, authors, dates


def _title(
    markup: Markup, metas: dict[str, list[str]], linked: LinkedData, visible: Visible, sites: Sequence[str]
) -> str | None:
    """Return the headline. The weights say how often a source alone is right on article pages."""
    candidates = [Candidate(heading.text, heading.weight, visible=True) for heading in visible.headings]
    candidates.append(Candidate(linked.headline, 1.0))
    candidates += [Candidate(plain(value), 0.9) for value in metas.get("og:title", ())[:1]]
    candidates += [
        Candidate(plain(value), 0.6)
        for value in _values(metas, ("citation_title", "dc.title", "parsely-title", "sailthru.title"))[:1]
    ]
    candidates += [Candidate(plain(value), 0.5) for value in metas.get("twitter:title", ())[:1]]
    candidates.append(Candidate(plain(markup.title), 0.5))
    return choose_headline([one for one in candidates if one.text], sites)


def _authors(
    metas: dict[str, list[str]], linked: LinkedData, visible: Visible, not_names: Sequence[str]
) -> tuple[str, ...]:
    """Return the names from the first source that gives any."""
    shown = join_names(visible.authors, not_names)
    for values in (linked.authors, *(metas.get(name, ()) for name in _AUTHOR_METAS), _labelled_author(metas)):
        names = join_names(values, not_names)
        if names:
            return _agreed(names, shown, visible)
    return shown or join_names(linked.organisations, not_names)


def _agreed(names: tuple[str, ...], shown: tuple[str, ...], visible: Visible) -> tuple[str, ...]:
    """Return the authors that markup and byline make together.

    Templates name the editor who filed an article or all who ever changed it, where the byline
    names its authors; but bylines often go on with something else.
    """
    if visible.byline and shown:
        if all(any(key(name) == key(other) for other in names) for name in shown):
            return shown
        if not any(same_person(name, other) for name in shown for other in names):
            return shown
    if len(names) == 1 and " " not in names[0] and names[0].isascii():
        full = _full_name(names[0], [*visible.lines, *visible.tail])
        if full == names[0] and shown and all(" " in name for name in shown):
            return shown
        return (full,)
    return tuple(_full_name(name, [*visible.lines, *visible.tail]) for name in names)


def _labelled_author(metas: dict[str, list[str]]) -> list[str]:
    """Return the author that a Twitter card shows ("Written by": "Jane Doe")."""
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if any(_WRITTEN_BY.match(value) for value in metas.get(label, ())):
            return metas.get(data, [])
    return []


def _full_name(name: str, lines: Sequence[str]) -> str:
    """Return the longer form that a visible line gives to a name of one word ("Todd", "toddbates")."""
    if " " not in name:
        for line in lines:
            if len(line) > len(name) and line[0].casefold() == name[0].casefold():
                shown = split_names(line, byline=True)[:1]
                if (
                    shown
                    and 2 <= len(shown[0].split()) <= 4
                    and (key(shown[0]) == key(name) or shown[0].casefold().startswith(name.casefold() + " "))
                ):
                    return shown[0]
    return name


def _published(
    linked: LinkedData, metas: dict[str, list[str]], visible: Visible, url: str | None, month_first: bool
) -> str | None:
    """Return the date that the first source gives, unless the next two agree on another."""
    dates = [
        _first_date([linked.published], month_first),
        _first_date(_values(metas, _PUBLISHED_METAS), month_first),
        visible.published,
        _first_date(_values(metas, _LOOSE_DATE_METAS), month_first),
        date_in_url(url or ""),
    ]
    found = [date for date in dates if date]
    if len(found) > 2 and found[0][:10] != found[1][:10] == found[2][:10]:
        return found[1]
    return found[0] if found else None


def _first_date(values: Iterable[str], month_first: bool) -> str | None:
    """Return the first of the values that is a date."""
    return next((date for value in values if value and (date := read_date(value, month_first=month_first))), None)


# ------------------------------------------------------------------ language


def _declared_language(markup: Markup, metas: dict[str, list[str]], linked: LinkedData) -> str:
    """Return the ISO 639-1 code that the page declares; "" if it declares none that exists."""
    declared = [markup.lang, *_values(metas, ("og:locale", "content-language", "language", "dc.language"))]
    for value in [*declared, linked.language]:
        code = value.strip().lower().replace("_", "-").partition("-")[0]
        code = _LANGUAGE_CODES.get(code, code)
        if len(code) == 2 and code.isascii() and code.isalpha():
            return code
    return ""


def _writes_month_first(language: str, markup: Markup, metas: dict[str, list[str]], url: str | None) -> bool:
    """Return whether 03/04/2024 is March 4th on this page."""
    if language not in ("en", ""):
        return False
    for value in [markup.lang, *_values(metas, ("og:locale",))]:
        region = value.strip().lower().replace("_", "-").partition("-")[2]
        if region:
            return region in _MONTH_FIRST_REGIONS
    try:
        suffix = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        suffix = ""
    return len(suffix) != 2 or suffix in _MONTH_FIRST_REGIONS


# ------------------------------------------------------------------ addresses, tags, counters


def urljoin_or_none(base: str, reference: str) -> str | None:
    """Return an absolute http address; None where there is none."""
    try:
        joined = urljoin(base, reference.strip())
        parts = urlsplit(joined)
        if parts.scheme in ("http", "https") and parts.hostname and " " not in joined and len(joined) < 3000:
            return joined
    except ValueError:
        pass
    return None


def _canonical(markup: Markup, metas: dict[str, list[str]], base: str, url: str | None) -> str | None:
    """Return the address that the page gives for itself."""
    links = [href for rel, href in markup.links if "canonical" in rel.split()]
    deep = bool(url) and _path(url or "") != ""
    for value in links + metas.get("og:url", []):
        address = urljoin_or_none(base, value)
        # Careless templates give the home page's address on every page.
        if address and not (deep and _path(address) == ""):
            return address
    return None


def _path(url: str) -> str:
    """Return the path and query of an address without slashes at its ends."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.path.strip("/") + parts.query).strip()


def _image(markup: Markup, metas: dict[str, list[str]], linked: LinkedData, base: str) -> str | None:
    links = [href for rel, href in markup.links if rel == "image_src"]
    for value in [*_values(metas, _IMAGE_METAS), linked.image, *_values(metas, ("twitter:image",)), *links]:
        address = urljoin_or_none(base, value) if value else None
        if address:
            return address
    return None


def _tags(metas: dict[str, list[str]], linked: LinkedData, visible: Visible) -> tuple[str, ...]:
    """Return the tags of the first source that gives any, each once."""
    keywords = _values(metas, ("news_keywords", "keywords", "parsely-tags", "sailthru.tags"))
    for values in (metas.get("article:tag", ()), linked.keywords, visible.tags, keywords[:1]):
        tags: dict[str, str] = {}
        for value in values:
            for tag in plain(value).replace(";", ",").split(","):
                tag = tag.strip(" #\"'")
                if 1 < len(tag) <= MAX_TAG_CHARS:
                    tags.setdefault(tag.casefold(), tag)
        if tags:
            return tuple(tags.values())[:MAX_TAGS]
    return ()


def _counters(linked: LinkedData, visible: Visible) -> Counters:
    """Return the counts of JSON-LD, completed by the visible ones."""
    shown = read_counters(visible.lines)
    if shown == Counters():
        shown = read_counters(visible.tail[:COUNTER_TAIL_BLOCKS])
    counts = dict(reversed(linked.counts))
    return Counters(
        views=counts.get("views", shown.views),
        comments=counts.get("comments", shown.comments),
        likes=counts.get("likes", shown.likes),
        shares=counts.get("shares", shown.shares),
    )
