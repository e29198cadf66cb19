"""Read the metadata of a text dump, which has nothing but its lines.

The blocks and the decision which of them are the article come in. The headline is the
nearest line before the article that looks like one; a date, a byline and counters are
taken only from the lines beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Document
from cleanpage.counters import read_counters
from cleanpage.dates import date_in_url, find_dates
from cleanpage.headline import cut_site, site_labels, site_suffix
from cleanpage.lexicon import cue_of_text
from cleanpage.names import has_lead_in, split_names
from cleanpage.page import Counters, Metadata
from cleanpage.plain_text import is_wide, key

MAX_HEADLINE_CHARS: Final = 250
"""Characters of a headline; longer lines are standfirsts."""
LONG_HEADLINE_CHARS: Final = 120
"""Characters from which a line is a standfirst rather than a headline, when both are there."""
HEAD_LINES: Final = 30
"""Lines before the article in which its headline is looked for."""
TAIL_LINES: Final = 4
"""Lines after the article in which a counter or a date can belong to it; then lists of others begin."""
MAX_BYLINE_CHARS: Final = 100
"""Characters of a byline or date line; longer lines are prose."""

_TITLE_SUFFIX = re.compile(r"(\S.{15,})\s[-–—|•·:]\s((?:\S{1,25}\s){0,3}\S{1,25})$")
"""A headline with the name of the site behind it, as `<title>` has them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS: Final = (".", ":", ";", ",", "…", "。")
_MODIFIED = re.compile(r"updat|modif|aktualisi|stand|actualiza|aggiorn|atualiz|mis à jour|обновл|aktualiz|更新", re.I)
_PUBLISHED = re.compile(r"publi|posted|veröffentl|опубл|opublik", re.I)
_CREDIT = re.compile(
    r"(?:image|photo|picture|foto|bild|source|quelle|fuente|fonte|crédit|credit|источник|фото|zdjęcie|źródło|写真|图)"
    r"[^:：]{0,25}[:：©/]",
    re.I,
)


def read_text_metadata(document: Document, *, url: str | None, language: str, kept: Sequence[bool]) -> Metadata:
    """Return what the lines around the article say about it."""
    blocks = document.blocks
    kept_indices = [index for index, keep in enumerate(kept) if keep]
    if not kept_indices:
        return Metadata(language=language or None)
    first, last = kept_indices[0], kept_indices[-1]
    body = [blocks[index].text for index in kept_indices[:20]]
    headline, title, site_name = _headline(blocks, first, body, site_labels(url))
    # Without a headline, the lines before the article are as likely the page's frame.
    start = headline if headline is not None else max(0, first - 2)
    head = [block.text for block in blocks[max(0, start - 3) : min(first, start + HEAD_LINES)]]
    if headline is not None and headline < first:
        head.remove(blocks[headline].text)
    # Lines that the selector kept between headline and prose can still be byline and date.
    head += [blocks[index].text for index in kept_indices[:3]]
    tail = [block.text for block in blocks[last + 1 : last + 1 + TAIL_LINES]]
    published, modified = _dates(head, tail, month_first=language in ("en", ""))
    between = [block.text for block in blocks[start + 1 : first]] if headline is not None else []
    return Metadata(
        title=title,
        authors=_authors(head, site_name),
        published=published or date_in_url(url or ""),
        modified=modified,
        language=language or None,
        site_name=site_name,
        counters=_counters(between, head, tail),
    )


# ------------------------------------------------------------------ headline


def _headline(
    blocks: Sequence[Block], first: int, body: Sequence[str], labels: Sequence[str]
) -> tuple[int | None, str | None, str | None]:
    """Return (index of the headline's block, headline, name of the site); None where there is none."""
    opening = blocks[0].text
    script = _script(" ".join(body)[:2000])
    vocabulary = set(_LETTERS.findall(" ".join(body)[:6000].casefold()))
    best, best_merit = None, 0.0
    for index in (0, *range(max(1, first - HEAD_LINES), first + 1)):
        text = blocks[index].text
        if index == first and (len(text) > MAX_HEADLINE_CHARS or text.endswith(_STOPS) or len(body) < 2):
            continue
        if not _like_headline(text, script):
            continue
        words = _LETTERS.findall(text.casefold())
        shared = sum(word in vocabulary for word in words) / len(words)
        distance = (first - index) / HEAD_LINES if index else 0.3
        merit = 1.0 - 0.5 * distance + 0.5 * min(len(words), 8) / 8 + 0.7 * shared
        if text.endswith(_STOPS):
            merit -= 0.6
        if len(text) > LONG_HEADLINE_CHARS:
            merit -= 0.3
        # `<title>` repeats the headline; a short beginning of it may be a section.
        if index and 3.5 * len(text) > len(opening) and key(opening).startswith(key(text)):
            merit += 1.0
        if merit > best_merit:
            best, best_merit = index, merit
    if best is None:
        return None, None, None
    title = blocks[best].text
    suffix = site_suffix(opening, [title]) if best else ""
    if not best and (match := _TITLE_SUFFIX.match(title)):
        title, suffix = match[1], match[2]
    sites = [site for site in map(key, [suffix, *labels]) if site]
    return best, cut_site(title, sites) or title, suffix or None


def _like_headline(text: str, script: str) -> bool:
    """Return whether a line can be a headline over a text in this script."""
    if len(text) > MAX_HEADLINE_CHARS:
        return False
    words = sum(map(is_wide, text)) // 2 if script == "wide" else len(_LETTERS.findall(text))
    if words < 2 or _script(text) != script:
        return False
    if cue_of_text(text, words) or _CREDIT.match(text) or has_lead_in(text):
        return False
    dates = find_dates(text)
    return not (dates and dates[0].stop - dates[0].start > len(text) / 2)


def _script(text: str) -> str:
    """Return the script that most letters of a text are in, roughly: latin, cyrillic, wide, other."""
    latin = cyrillic = wide = other = 0
    for char in text[:500]:
        if char.isalpha():
            code = ord(char)
            if code < 0x250:
                latin += 1
            elif 0x400 <= code < 0x530:
                cyrillic += 1
            elif is_wide(char):
                wide += 2
            else:
                other += 1
    counts = {"latin": latin, "cyrillic": cyrillic, "wide": wide, "other": other}
    return max(counts, key=lambda name: counts[name])


# ------------------------------------------------------------------ byline, dates, counters


def _authors(head: Sequence[str], site_name: str | None) -> tuple[str, ...]:
    """Return the names on the first line that begins like a byline."""
    for text in head:
        if len(text) <= MAX_BYLINE_CHARS and has_lead_in(text):
            names = tuple(name for name in split_names(text, byline=True) if key(name) != key(site_name or ""))
            if names:
                return names
    return ()


def _dates(head: Sequence[str], tail: Sequence[str], *, month_first: bool) -> tuple[str | None, str | None]:
    """Return (published, modified) from short lines with a full date beside the headline."""
    published = modified = None
    lines = [text for text in head if len(text) <= MAX_BYLINE_CHARS]
    lines += [text for text in tail if len(text) <= MAX_BYLINE_CHARS and _PUBLISHED.match(text)]
    for text in lines:
        stop = 0
        for found in find_dates(text, month_first=month_first):
            before = text[stop : found.start]
            stop = found.stop
            if _MODIFIED.search(before) and not _PUBLISHED.search(before):
                modified = modified or found.value
            else:
                published = published or found.value
    return published, modified


def _counters(between: Sequence[str], head: Sequence[str], tail: Sequence[str]) -> Counters:
    """Return the counters that have a noun, or else the bare numbers between headline and text.

    News sites put the number of views first and that of comments second; a lone number
    could be either and is left alone.
    """
    counters = read_counters([*between, *head])
    numbers = [int(text) for text in between if len(text) < 10 and text.isascii() and text.isdigit()]
    if counters == Counters() and len(numbers) > 1:
        return Counters(views=numbers[0], comments=numbers[1])
    return counters if counters != Counters() else read_counters(tail)
