"""Choose the headline among what a page calls itself.

The titles that markup and headings give come in, with the names of the site; one headline
goes out, without the site's name. No source is right on every page: a title is believed
because others, above all a visible heading, say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from cleanpage.plain_text import is_wide, key

MAX_TITLE_CHARS: Final = 400
"""Characters of a title; longer ones are texts in the wrong place."""

MAX_SITE_CHARS: Final = 60
"""Characters of a site's name in a title."""
AGREEMENT: Final = 0.3
"""F1 of words with a title in the markup from which a heading is about the same thing. Swept 0.01 to 0.3."""
AGREEMENT_BONUS: Final = 0.3
"""Added to such a heading's weight. Swept 0.2 to 1.2: readers take the heading for
the title, publishers' feeds the markup's."""

_DIVIDER = re.compile(
    r"\s+[-–—|•·»«:~/\\<>]{1,3}\s+|\s*[|｜]\s*|\s*::\s*|:\s+|\s-(?=\w)|(?<=\w)-\s|\s*_\s*(?=\S+$)|[–—]"
)
"""What stands between a headline and a site's name."""

_WORD = re.compile(r"[^\W_]+")


class Candidate(NamedTuple):
    """Something that may be the headline."""

    text: str
    weight: float
    """How far its source is trusted; headings near the article most."""
    visible: bool = False
    """Whether it is a heading of the page, not a value in its markup."""


def choose_headline(candidates: Sequence[Candidate], sites: Sequence[str]) -> str | None:
    """Return the headline that its source and its agreement with the other candidates speak for.

    `sites` are names of the site, which are cut off the ends and are never a headline.
    """
    site_keys = [site_key for site_key in map(key, sites) if len(site_key) > 1]
    # Most sources give the same few texts.
    texts = {text: cut_site(text[:MAX_TITLE_CHARS], site_keys) for text in {one.text for one in candidates}}
    cut = [Candidate(texts[text], weight, visible) for text, weight, visible in candidates if texts[text]]
    if not cut:
        return None
    words_of = {text: _words(text) for text in set(texts.values())}
    words = [words_of[candidate.text] for candidate in cut]
    best, best_merit = "", -1.0
    for index, candidate in enumerate(cut):
        merit = candidate.weight
        agreed = False
        for other, reference in enumerate(cut):
            if other != index:
                agreement = _agreement(words[index], words[other])
                merit += agreement * reference.weight
                agreed = agreed or (agreement >= AGREEMENT and not reference.visible)
        if agreed and candidate.visible and candidate.weight > 1.0:
            merit += AGREEMENT_BONUS
        if merit > best_merit:
            best, best_merit = candidate.text, merit
    return best


def cut_site(title: str, site_keys: Sequence[str]) -> str:
    """Return a title without the site's name at its end or its beginning; "" if it is nothing else.

    `site_keys` are names in the form of `plain_text.key`.

    >>> cut_site("Rain in May | The Daily Example", ["dailyexample"])
    'Rain in May'
    """
    while True:
        if len(title) <= MAX_SITE_CHARS and _is_site(key(title), site_keys, whole=True):
            return ""
        marks = list(_DIVIDER.finditer(title))
        if not marks:
            return title.strip()
        last, first = marks[-1], marks[0]
        # A name may hold a divider itself: "Headline - News - Example" with the site "News - Example".
        for mark in marks:
            if len(title) - MAX_SITE_CHARS <= mark.end() < len(title) and _is_site(key(title[mark.end() :]), site_keys):
                last = mark
                break
        if len(title) - last.end() <= MAX_SITE_CHARS and _is_site(key(title[last.end() :]), site_keys):
            title = title[: last.start()]
        elif 0 < first.start() <= MAX_SITE_CHARS and _is_site(key(title[: first.start()]), site_keys):
            title = title[first.end() :]
        else:
            return title.strip()


def site_suffix(title: str, headlines: Iterable[str]) -> str:
    """Return what a title adds after one of these headlines, as a site's name; "" if none fits.

    >>> site_suffix("Rain in May - Example News", ["Rain in May"])
    'Example News'
    """
    for headline in headlines:
        if headline and len(headline) < len(title) and title.startswith(headline):
            mark = _DIVIDER.match(title, len(headline))
            if mark:
                return title[mark.end() :].strip()
    return ""


def site_labels(url: str | None) -> tuple[str, ...]:
    """Return the parts of an address's host that may be the site's name: ("example", "example.co.uk").

    >>> site_labels("https://www.example.co.uk/news")
    ('example', 'example.co.uk')
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ()
    host = host.removeprefix("www.")
    labels = host.split(".")
    while len(labels) > 2 and len(labels[0]) < 4:
        labels = labels[1:]
    if len(labels) < 2:
        return ()
    # The registered name stands before the suffix, which may be of two short parts ("co.uk").
    name = labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2]
    return tuple(dict.fromkeys((name, host)))


def _is_site(text_key: str, site_keys: Sequence[str], *, whole: bool = False) -> bool:
    """Return whether a key is the site's name, or nearly: "theguardian" for "guardian"."""
    if not text_key:
        return not whole
    text_key = text_key.removeprefix("the") or text_key
    for site in site_keys:
        site = site.removeprefix("the") or site
        if text_key == site:
            return True
        short, long = sorted((text_key, site), key=len)
        if (
            not whole
            and len(short) > 3
            and len(long) <= 2.5 * len(short)
            and (long.startswith(short) or long.endswith(short))
        ):
            return True
    return False


def _words(text: str) -> frozenset[str]:
    """Return the words of a title, in scripts without spaces its characters."""
    words = _WORD.findall(text.casefold())
    if not text.isascii():
        words += [char for word in words if is_wide(word[0]) for char in word]
    return frozenset(words)


def _agreement(words: frozenset[str], others: frozenset[str]) -> float:
    """Return the F1 of two sets of words, 0.0 to 1.0."""
    total = len(words) + len(others)
    return 2 * len(words & others) / total if total else 0.0
