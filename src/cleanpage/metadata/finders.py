"""Find out what a page says about itself: title, authors, dates, language and the rest.

A `Document` comes in with the decision which of its blocks are the article, and `Metadata`
goes out. Markup is read first (JSON-LD, then metas, then microdata), then the visible blocks around
the headline; a text dump has only these. Nothing is guessed: a value no source gives is None.
All that was found is kept as evidence beside the values.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cleanpage.blocks import Document, Sort
from cleanpage.metadata import facts as page_facts
from cleanpage.metadata.authors import choose_authors
from cleanpage.metadata.dates import choose_dates
from cleanpage.metadata.headline import Candidate, Site, choose_headline, name_site
from cleanpage.metadata.markup.json_ld_places import Value
from cleanpage.metadata.markup.metas import AUTHORS, DESCRIPTIONS, PUBLISHERS, SITES, TITLES
from cleanpage.metadata.sources import Sources, texts
from cleanpage.page import Metadata
from cleanpage.words.name_words import is_full_name
from cleanpage.words.organisations import is_organisation
from cleanpage.words.plain_text import key, plain


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
        from cleanpage.metadata.dump.reader import read_text_metadata

        return read_text_metadata(document, url=url, language=language, kept=kept, cues=cues, words=words, now=now)
    return _read_html(Sources(document, url=url, language=language, kept=kept, now=now), words)


def _read_html(sources: Sources, words: Sequence[int]) -> Metadata:
    """Return all fields of an HTML page."""
    title, site = _title_and_site(sources)
    authors, organisations = _authors(sources, title, site)
    published, modified = choose_dates(sources)
    evidence = sources.evidence
    evidence.note("language", sources.languages)
    counted = sum([count for count, keep in zip(words, sources.kept, strict=True) if keep]) if words else 0
    if counted:
        evidence.note("word_count", [Value(str(counted), "text")])
    stated = page_facts.choose_word_count(sources)
    return Metadata(
        title=title,
        authors=authors,
        organisations=organisations,
        published=published,
        modified=modified,
        language=sources.language or None,
        site_name=site.name,
        publisher=page_facts.choose_publisher(sources),
        description=sources.first("description", sources.both("description", DESCRIPTIONS)),
        canonical_url=page_facts.choose_canonical(sources),
        image=page_facts.choose_image(sources),
        categories=page_facts.choose_categories(sources, title, site),
        tags=page_facts.choose_tags(sources),
        licence=page_facts.choose_licence(sources),
        kind=page_facts.choose_kind(sources),
        access=page_facts.choose_access(sources),
        counters=page_facts.choose_counters(sources),
        reading_minutes=page_facts.choose_reading_minutes(sources),
        word_count=counted or stated,
        feeds=page_facts.choose_feeds(sources),
        agency=page_facts.choose_agency(sources),
        evidence=tuple(evidence.rows),
    )


def _title_and_site(sources: Sources) -> tuple[str | None, Site]:
    """Return the headline and what the site is called, which is not called like its headline.

    The weights say how often a source alone is right on article pages.
    """
    metas, linked, micro = sources.metas, sources.linked, sources.micro
    page_title = plain(sources.document.markup.title)
    shown = [Value(heading.text, f"block {heading.at}") for heading in sources.visible.headings]
    candidates = [Candidate(heading.text, heading.weight, True, heading.kicker) for heading in sources.visible.headings]
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
        texts(publishers),
        page_title,
        [heading.text for heading in sources.visible.headings],
        [text for value in reversed(marked) if (text := plain(value.text))],
        sources.url,
    )
    title = choose_headline([one for one in candidates if one.text], site.names)
    titles = [*shown, *marked, *others, *last, *micro.headline[:1], Value(page_title, "<title>")]
    sources.evidence.note("title", titles)
    parts = [Value(site.name, "<title>")] if site.name and site.name in page_title else []
    sources.evidence.note("site_name", [*declared, *publishers, *parts, *metas.values(SITES[2:])])
    if site.name and key(site.name) == key(title or ""):
        site = site._replace(name=None)
    return title, site


def _authors(sources: Sources, title: str | None, site: Site) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors, and those of them that are organisations."""
    linked, metas, micro, visible = sources.linked, sources.metas, sources.micro, sources.visible
    by_name = [metas.values((name,)) for name in AUTHORS]
    labelled = metas.author_label()
    site_names = [*[plain(value.text) for value in metas.values(PUBLISHERS)], *site.given]
    authors = choose_authors(
        texts(linked.authors),
        texts(linked.organisations),
        [*map(texts, by_name), texts(labelled), texts(micro.authors)],
        visible,
        sites=site_names,
        title=title or "",
    )
    note = sources.evidence.note
    note("authors", [*linked.authors, *linked.organisations])
    note("authors", [value for values in by_name for value in values])
    note("authors", [*labelled, *micro.authors, *micro.organisations])
    shown = zip(visible.byline.names, visible.byline.at, strict=True)
    note("authors", [Value(name, f"block {at}") for name, at in shown])
    if not authors:
        return (), ()
    # On a personal site, the site's name is a person's.
    persons = set(map(key, filter(is_full_name, texts([*linked.authors, *micro.authors]))))
    offices = set(map(key, [*site_names, *texts([*linked.organisations, *micro.organisations])])) - persons
    organisations = tuple([name for name in authors if key(name) in offices or is_organisation(name)])
    sources.evidence.copy("authors", "organisations", organisations)
    return authors, organisations
