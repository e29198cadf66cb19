"""Find the headline of an HTML page, and what its site is called."""

from __future__ import annotations

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.headline import Candidate, choose_headline, name_site
from cleanpage.metadata.html.markup import SITES, TITLES
from cleanpage.metadata.html.sources import Sources, texts
from cleanpage.words.plain_text import key, plain


def find_title_and_site(sources: Sources) -> tuple[str | None, str | None]:
    """Return the headline and what the site is called, which is not called like its headline.

    Both are kept in `sources` for the fields found later. The weights say how often a source alone is right on article
    pages.
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
    sources.title, sources.site = title, site
    return title, site.name
