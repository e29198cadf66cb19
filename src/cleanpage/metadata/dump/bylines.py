"""Find the authors of a text dump in the lines between its headline and its text.

Lines go in and names come out. A name without "By" looks like a section or a town: it is
taken only where something beside it says that it signs, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block
from cleanpage.words.agencies import agency_of
from cleanpage.words.dates import find_dates, is_month
from cleanpage.words.name_words import plausible
from cleanpage.words.names import has_lead_in, is_lead_in, is_role, split_names
from cleanpage.words.plain_text import key
from cleanpage.words.relative_times import relative_at_end

MAX_BYLINE_CHARS: Final = 100
"""Characters of a byline or date line; longer lines are prose."""

MAX_NAME_WORDS: Final = 4
"""Words of a name that has nothing before it."""

_NAME = re.compile(
    r"[^\W\d_a-zß-ÿа-я][\w'’.-]*(?:\s(?:(?:van|von|de|der|den|da|di|del|la|le|bin|al|dos|du"
    r"|zu)\s){0,2}[^\W\d_a-zß-ÿа-я][\w'’.-]*){1,3}"
)
"""Two to four words with capitals; scripts without capitals pass, too."""

_REPORTER = re.compile(
    "(?:记者|記者|作者|撰文)\\s?[:：/／]\\s?([\u3041-\u30ff\u4e00-\u9fff·]{2,8})(?![\u3041-\u30ff\u4e00-\u9fff])"
    "|(?<![\uac00-\ud7af])([\uac00-\ud7af]{2,4})\\s기자(?![\uac00-\ud7af])"
)
"""The Chinese and Korean forms, which stand among other things: "来源：… 记者：…", "홍길동 기자"."""

_DIGIT = re.compile(r"\d")
_DIVIDED = re.compile(r"\s?[|·•]\s?|\s/\s")
_ROLE_BEHIND = re.compile(
    r"([^\W\d_a-z]\S+\s(?:[^\W\d_a-z]\.\s)?[^\W\d_a-z]\S*?)"
    r"(?:,?\s(?:[A-Z]\w+\s){0,2}|(?<=[a-zß-ÿ])(?:[A-Z]\w+\s(?:[A-Z&]\w*\s){0,2})?)"
    r"(?:Reporter|Writer|Columnist|Correspondent|Redakteur|Redakteurin|Korrespondent|Korrespondentin|Redactora?)"
)
"""A name and a role on one line, or one right behind the other: "Jane DoeTravel Reporter"."""
_RANK_WORDS = (
    "Chief Deputy Senior Associate Assistant Lead Executive Special Foreign Political Contributing National Digital "
    "News Sports Science Business Our Staff Guest"
)
_RANKS: Final = frozenset(_RANK_WORDS.split())
"""Words that a role of three words begins with: "Chief Political Correspondent" is no name."""
_REVIEWED = re.compile(r"(?:reviewed|edited|fact[ -]?checked|geprüft|photos?|video)\b", re.I)
"""Beginnings of lines about somebody who did not write the text."""
_AND = re.compile(r"\s?[,|/•·]\s?|\s(?:and|und|et|y|e|och|og|en|и|&)\s|\s[–-]\s")
_ARTICLES: Final = ("The ", "A ", "An ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ")
_STAMPED = re.compile(
    r"updat|modif|aktualis|\bstand\b|actualiz|aggiorn|atualiz|mis à jour|обновл|aktualiz|publi|posted|veröff"
    r"|erschien|опубл|zuletzt",
    re.I,
)
"""Words before a date that say what happened on it."""

_AFTER_NAME = re.compile(r"\s?(?:[|•·–—,/-]|\bon\b|\bam\b|\d)?\s?$")
_CLOCK_BEFORE = re.compile(r"\s\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:on|am|le|el))?\s*$", re.I)
_BIO = re.compile(
    r"\s(?:is|was|covers?|writes|reports|joined|has|ist|schreibt|berichtet|arbeitet|est|es|è|är|er|jest|pisze)\s|@",
    re.I,
)


def read_authors(
    head: Sequence[str], tail: Sequence[str], frame: Sequence[Block], site_name: str | None
) -> tuple[str, ...]:
    """Return the names on the first line that signs; () where none does.

    `head` are the lines between headline and text, `tail` those after it, `frame` those
    before the headline: what stands there is a section of the site and signs nothing.
    """
    site = key(site_name or "")
    for index, text in enumerate(head):
        if len(text) > MAX_BYLINE_CHARS or _REVIEWED.match(text):
            continue
        if is_lead_in(text) and index + 1 < len(head) and _like_names(head[index + 1]):
            text = f"{text.rstrip(' :：')} {head[index + 1]}"
        if has_lead_in(text):
            names = tuple(name for name in split_names(text, byline=True) if key(name) != site)
            if names:
                # An agency signs where nobody else does.
                return tuple(name for name in names if not agency_of(name)) or names
    for index, text in enumerate(head):
        if len(text) <= MAX_BYLINE_CHARS and not _REVIEWED.match(text):
            if not text.isascii() and (reporter := _REPORTER.search(text)):
                return (reporter[1] or reporter[2],)
            name = _dated_name(text) or _bare_name(text, head[index + 1 : index + 2], tail)
            if name and not agency_of(name) and key(name) not in {site, *(key(block.text) for block in frame)}:
                return (name,)
    return ()


def read_signatures(head: Sequence[str], site_name: str) -> list[tuple[str, str]]:
    """Return (name, line) for the lines that the site itself signs, which names no author."""
    site = key(site_name)
    lines = [text for text in head if len(text) <= MAX_BYLINE_CHARS and has_lead_in(text)]
    return [(name, text) for text in lines for name in split_names(text, byline=True) if key(name) == site]


def _dated_name(text: str) -> str | None:
    """Return the name beside the date of a line ("Jane Doe | 5 May 2024"); None where there is none."""
    if not _DIGIT.search(text):
        return None
    ago = relative_at_end(text)
    if ago is not None:
        start, stop = ago, len(text)
    else:
        dates = find_dates(text)
        if len(dates) != 1:
            return None
        start, stop = dates[0].start, dates[0].stop
    if start > MAX_BYLINE_CHARS * 0.6:
        return None
    # Divided lines go on with the newspaper or a label; what begins with its date, with the name.
    before = _DIVIDED.split(text[:start])[0] if start > 2 else _DIVIDED.sub("", text[stop:], count=1)
    before = _DIVIDED.split(before)[0] if start <= 2 else before
    before = _AFTER_NAME.sub("", _CLOCK_BEFORE.sub("", before)).rstrip(" ,|–—-")
    return before if _like_name(before) and not _STAMPED.search(before) else None


def _bare_name(text: str, following: Sequence[str], tail: Sequence[str]) -> str | None:
    """Return the name that a line is, where a role is with it or a line about this person stands below the text."""
    role = _ROLE_BEHIND.fullmatch(text)
    if role:
        return role[1] if _like_name(role[1]) and role[1].split()[0] not in _RANKS else None
    if not _like_name(text):
        return None
    if any(is_role(line) for line in following):
        return text
    return text if any(line.startswith(text) and _BIO.match(line, len(text)) for line in tail) else None


def _like_names(text: str) -> bool:
    """Return whether a line below a lone "By" goes on with names, rather than with the next thing on the page."""
    if len(text) > MAX_BYLINE_CHARS or text.startswith(_ARTICLES) or _REVIEWED.match(text) or text.endswith((".", ":")):
        return False
    return _like_name(_AND.split(text, maxsplit=1)[0])


def _like_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= MAX_NAME_WORDS
        and _NAME.fullmatch(text) is not None
        and plausible(text)
        and not any(is_month(word) for word in words)
        and not (text.isupper() and len(words) > 3)
    )
