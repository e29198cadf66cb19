"""Choose the headline among what a page calls itself.

The titles that markup and headings give come in, with the names of the site; one headline
goes out, without the site's name. No source is right on every page: a title is believed
because others, above all a visible heading, say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from cleanpage.words.plain_text import is_wide, key

MAX_TITLE_CHARS: Final = 400
"""Characters of a title; longer ones are texts in the wrong place."""

MAX_SITE_CHARS: Final = 60
"""Characters of a site's name in a title."""
MAX_SECTION_WORDS: Final = 2
"""Words of a section's name between headline and site."""

AGREEMENT: Final = 0.3
"""F1 of words with a title in the markup from which a heading is about the same thing. Swept 0.2 to 0.5."""
AGREEMENT_BONUS: Final = 0.4
"""Added to such a heading's weight. Swept 0.3 to 0.6: readers take the heading for
the title, publishers' feeds the markup's."""
REPEAT: Final = 0.3
"""Weight that each further source of the same text adds. Templates print one field into many metas, so
they are no more witnesses for it. Swept 0.1 to 0.4."""
SPLIT: Final = 0.5
"""F1 of words below which two titles in the markup are different ones, written for search engines, for
feeds or for shares: then the heading decides. Swept 0.0 to 0.8."""

MAX_LABEL_WORDS: Final = 2
"""Words of a heading that can be a label, of a part of the page ("Main content", "User"). Swept 1 to 4."""
LABEL_TRUST: Final = 0.5
"""Share of the weight that a heading so short keeps if no title in the markup has anything of it. Swept 0.2 to 0.7."""
MIN_STEM_CHARS: Final = 4
"""Letters of a word that is looked for inside of longer ones: "history" in "prehistory"."""

KICKER_TRUST: Final = 0.9
"""Trust in a title from which it tells kicker and headline apart that one heading holds."""
JOINED_TRUST: Final = 1.4
"""Trust in a title from which the line above the headline is part of it: all of the markup says so."""
WHOLE_TRUST: Final = 1.0
"""Trust in a title from which a heading with the same words is whole, and another that it begins with is a part."""
MIN_CORE_CHARS: Final = 12
"""Characters of a headline that is told apart from its kicker."""

_DIVIDER = re.compile(r"\s[-–—|•·»«:~/\\<>]{1,3}\s|\s?[|｜]\s?|\s?::\s?|:\s|\s-(?=\w)|(?<=\w)-\s|\s?_\s?(?=\S+$)|[–—]")
"""What stands between a headline and a site's name, in a text with no more than one space at a place."""
_JOINTS: Final = ":-–—,;&+("
"""Marks that make what stands before and after them one headline."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_NO_NAME_WORDS = (
    "home homepage startseite start website accueil inicio blog index front frontpage hauptseite hem hjem forside "
    "etusivu domů začetek główna stronagłówna páginainicial paginainicial início inizio anasayfa trangchủ главная "
    "головна ホーム トップ トップページ 首页 首頁 홈 الرئيسية"
)
_NO_NAMES: Final = frozenset(["", *_NO_NAME_WORDS.split()])
"""What templates give as a site's name or a page's title that is none, in the form of `plain_text.key`."""
_WORD = re.compile(r"[^\W_]+")


class Candidate(NamedTuple):
    """Something that may be the headline."""

    text: str
    weight: float
    """How far its source is trusted; headings near the article most."""
    visible: bool = False
    """Whether it is a heading of the page, not a value in its markup."""
    kicker: str = ""
    """The short line directly before a heading."""


class Site(NamedTuple):
    """What a site is called."""

    name: str | None
    """Its name without a slogan; None if nothing tells it."""
    given: tuple[str, ...]
    """All names that the markup or the address gives."""
    names: tuple[str, ...]
    """These and what the page's title adds to its headline, which on a personal site is an author's name."""


def choose_headline(candidates: Sequence[Candidate], sites: Sequence[str]) -> str | None:
    """Return the headline that its source and its agreement with the other candidates speak for.

    `sites` are names of the site, which are cut off the ends and are a headline only where
    there is no other, as on home pages.
    """
    if not candidates:
        return None
    site_keys = [site_key for site_key in map(key, sites) if len(site_key) > 1]
    # Most sources give the same few texts.
    texts = {text: _cut(text[:MAX_TITLE_CHARS], site_keys) for text in {one.text for one in candidates}}
    cut = [one._replace(text=texts[one.text]) for one in candidates if texts[one.text]]
    if not cut:
        return max(candidates, key=lambda one: one.weight).text[:MAX_TITLE_CHARS]
    opinions: dict[str, float] = {}
    for text, weight, visible, _ in cut:
        if not visible:
            opinions[text] = max(weight, opinions[text]) + REPEAT if text in opinions else weight
    cut = [one._replace(text=_without_kicker(one, opinions)) if one.visible else one for one in cut]
    words_of = {text: _words(text) for text in {*opinions, *(one.text for one in cut)}}
    called = frozenset().union(*(words_of[text] for text in opinions))
    cut = [
        one._replace(weight=LABEL_TRUST * one.weight) if one.visible and _is_label(words_of[one.text], called) else one
        for one in cut
    ]
    split = any(_agreement(words_of[one], words_of[other]) < SPLIT for one in opinions for other in opinions)
    best, best_merit = "", -1.0
    for text, weight, visible, _ in cut:
        shares = [(_agreement(words_of[text], words_of[other]), trust) for other, trust in opinions.items()]
        merit = sum(share * trust for share, trust in shares)
        if not visible:
            seen = [one.weight * _agreement(words_of[text], words_of[one.text]) for one in cut if one.visible]
            merit += max(seen, default=0.0)
        else:
            merit += weight
            if weight > 1.0 and (split or any(share >= AGREEMENT for share, _ in shares)):
                merit += AGREEMENT_BONUS
        if merit > best_merit:
            best, best_merit = text, merit
    return _whole(best, [one.text for one in cut if one.visible and opinions.get(one.text, 0.0) >= WHOLE_TRUST])


def _whole(best: str, sure: Sequence[str]) -> str:
    """Return a headline, or the one of those that are surely whole of which it is but the first half."""
    return next((one for one in sure if len(one) >= 2 * len(best) and one.startswith(best)), best)


def _is_label(words: frozenset[str], called: frozenset[str]) -> bool:
    """Return whether a heading of these words is so short, and so far from all words of the titles, that it is none."""
    if len(words) > MAX_LABEL_WORDS or not called:
        return False
    return not any(
        word == other or (min(len(word), len(other)) >= MIN_STEM_CHARS and (word in other or other in word))
        for word in words
        for other in called
    )


def _cut(title: str, site_keys: Sequence[str]) -> str:
    """Return a title without the site's name, unless only "Home" would be left."""
    cut = cut_site(title, site_keys)
    return title if cut and key(cut) in _NO_NAMES else cut


def _without_kicker(heading: Candidate, opinions: Mapping[str, float]) -> str:
    """Return a heading's text as the markup has it, if a kicker or a subtitle is all the difference.

    Both are often a line of their own inside the heading, so that no mark stands between.
    """
    text = heading.text
    for title, trust in opinions.items():
        if trust < KICKER_TRUST or len(title) < MIN_CORE_CHARS:
            continue
        if len(title) > len(text):
            if key(title) == key(text) and (core := _after_unmarked_kicker(text, title)):
                return core
            if heading.kicker and trust >= JOINED_TRUST and key(title) == key(heading.kicker) + key(text):
                return title
        elif 2 * len(title) < len(text):
            continue
        elif text.endswith(title):
            before = text[: -len(title)].rstrip()[-1:]
            if before and before not in _JOINTS and not title[0].islower():
                return title
        elif text.startswith(title + " ") and title[-1] not in _JOINTS and text[len(title) + 1 :][:1].isupper():
            longer = any(other != title and other.startswith(title) for other in opinions)
            if not longer:
                return title
    return text


def _after_unmarked_kicker(text: str, title: str) -> str:
    """Return what follows a divider of a title, where the heading with the same words has none; "" if nothing does."""
    for mark in _DIVIDER.finditer(title):
        rest = title[mark.end() :]
        if mark[0].strip() != ":" and text.endswith(" " + rest) and text[: -len(rest)].rstrip()[-1:].isalnum():
            return rest
    return ""


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
        first = marks[0]
        for index, mark in enumerate(marks):
            if len(title) - mark.end() <= MAX_SITE_CHARS and _is_site_from(title, marks[index:], site_keys):
                title = title[: mark.start()]
                break
        else:
            # A section, a product or the subject may begin like the site ("Example Cup: ..."): the name alone counts.
            if not 0 < first.start() <= MAX_SITE_CHARS or not _is_site(
                key(title[: first.start()]), site_keys, whole=True
            ):
                return title.strip()
            title = title[first.end() :]


def _is_site_from(title: str, marks: Sequence[re.Match[str]], site_keys: Sequence[str]) -> bool:
    """Return whether the site's part begins at the first of these dividers, which are all that follow in the title.

    It is the name, which may hold a divider itself ("News - Example"), the name and a slogan,
    or a section and the name.
    """
    start, loose = marks[0].end(), _is_loose(marks[0][0])
    if len(marks) == 1:
        return _is_site(key(title[start:]), site_keys, whole=loose)
    section = title[start : marks[1].start()]
    if _is_site(key(title[start:]), site_keys, whole=True) or _is_site(key(section), site_keys, whole=True):
        return True
    return (
        len(marks) == 2
        and not loose
        and len(section.split()) <= MAX_SECTION_WORDS
        and _is_site(key(title[marks[1].end() :]), site_keys)
    )


def _is_loose(divider: str) -> bool:
    """Return whether a divider stands within headlines more often than before a name: ": ", "- ", "–"."""
    return divider.strip() in ":-–—" and not (divider[0].isspace() and divider[-1].isspace())


def site_suffix(title: str, headings: Sequence[str], declared: Sequence[str] = (), sites: Sequence[str] = ()) -> str:
    """Return the part of a title that is no headline, as a site's name; "" if there is none.

    `headings` stand on the page, `declared` are what the markup calls it, and `sites` names of
    the site. Its part mostly follows the headline; it comes first where what follows it is a headline.

    >>> site_suffix("Rain in May - Example News", ["Rain in May"])
    'Example News'
    >>> site_suffix("Example News: Rain in May", ["Example News"], ["Rain in May"])
    'Example News'
    """
    site_keys = [site_key for site_key in map(key, sites) if len(site_key) > 1]
    for headline in (*headings, *declared):
        if not headline or len(headline) >= len(title) or not title.startswith(headline):
            continue
        mark = _DIVIDER.match(title, len(headline))
        if not mark:
            continue
        rest = title[mark.end() :].strip()
        if _is_site(key(headline), site_keys, whole=True):
            return ""
        if not _is_site(key(rest), site_keys, whole=True):
            if rest in headings and headline not in headings:
                return ""
            if rest in (headings if mark[0].strip() == "»" else declared):
                return headline if headline in headings else ""
        if _is_loose(mark[0]):
            continue
        start = mark.end() if rest in headings else list(_DIVIDER.finditer(title, mark.start()))[-1].end()
        part = _without_slogan(rest, site_keys)
        part = title[start:].strip() if part == rest else part
        if len(part) <= MAX_SITE_CHARS:
            return part
    return ""


def is_home(name: str) -> bool:
    """Return whether a name is what sites call their home page: "Home", "Startseite"."""
    return key(name) in _NO_NAMES


def site_labels(url: str | None) -> tuple[str, ...]:
    """Return the parts of an address's host that may be the site's name: ("example", "example.co.uk").

    >>> site_labels("https://www.example.co.uk/news")
    ('example', 'example.co.uk')
    """
    url = url or ""
    # An archive's address ends with that of the page it keeps.
    url = url[max(url.rfind("/http://"), url.rfind("/https://")) + 1 :]
    try:
        host = urlsplit(url).hostname or ""
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


def name_site(
    declared: Sequence[str],
    others: Sequence[str],
    title: str,
    headings: Sequence[str],
    called: Sequence[str],
    url: str | None,
) -> Site:
    """Return what the site is called.

    `declared` are names that the markup gives as the site's and `others` names that may be its
    publisher's; `title` is the content of `<title>`, `headings` stand on the page, and
    `called` are the titles that other markup gives.
    """
    labels = site_labels(url)
    label_keys = list(map(key, labels))
    title_keys = set(map(key, called))
    named: list[str] = []
    likely: list[str] = []
    unlikely: list[str] = []
    for place, name in enumerate((*declared, *others)):
        name = _without_slogan(name, label_keys)
        like = _is_like(name, labels)
        # Templates give "Home" as a site's name, or the page's title, with which `<title>` begins too.
        titled = key(name) in title_keys and (not title or key(title).startswith(key(name)))
        if key(name) not in _NO_NAMES and (like or not titled):
            (named if place < len(declared) else likely if like else unlikely).append(name)
    part = _like_part(title, labels)
    given = (*named, *likely, *unlikely, *labels)
    suffix = site_suffix(title, headings, called, [*given, part])
    best = next(filter(None, (*named, *likely, part, *unlikely, suffix)), None)
    return Site(best, given, tuple(filter(None, (*given, part, suffix))))


def _like_part(title: str, labels: Sequence[str]) -> str:
    """Return the last or first part of a title that is like the address; "" if neither is."""
    marks = list(_DIVIDER.finditer(title))
    if not marks:
        return ""
    last, first = title[marks[-1].end() :].strip(), title[: marks[0].start()].strip()
    if len(last) <= MAX_SITE_CHARS and _is_like(last, labels) and not last.startswith("by "):
        return last
    # The subject may begin like the site ("Example Cup: ...").
    return first if key(first) and _is_site(key(first), list(map(key, labels)), whole=True) else ""


def _is_like(name: str, labels: Sequence[str]) -> bool:
    """Return whether a name is like a part of the address, or its initials are one: "Office of Safe Health", "osh"."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
    if initials in labels:
        return True
    # Addresses have no umlauts and no accents: "Köln" is "koeln" or "koln" there.
    forms = {name, name.translate(_UMLAUTS)}
    name_keys = {key(unicodedata.normalize("NFKD", form)) for form in forms}
    return any(name_key and _is_site(name_key, list(map(key, labels))) for name_key in name_keys)


def _without_slogan(name: str, label_keys: Sequence[str]) -> str:
    """Return the part of a site's name that is like its address, if the name has parts."""
    parts = [part for part in _DIVIDER.split(name) if key(part)] if len(name) <= 3 * MAX_SITE_CHARS else []
    if len(parts) > 1:
        return next((part.strip() for part in parts if _is_site(key(part), label_keys)), name)
    return name


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
