"""Make names of authors from what markup and bylines say.

Strings such as "By Jane Doe and John Roe, Reuters | 5 March" come in, names go out in
order. What can't be a name (addresses, menu words, sentences, the site itself) is dropped
and not repaired: no author is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cleanpage.dates import is_month
from cleanpage.plain_text import key, plain

MAX_NAME_WORDS: Final = 6
"""Words of a name; "María del Carmen de la Fuente" has six."""
MAX_NAME_CHARS: Final = 60
"""Characters of a name, "Redaktionsnetzwerk Deutschland" included."""
MAX_AUTHORS: Final = 20
"""Names per page; papers in physics have thousands of authors, of whom these are the first."""
MAX_BYLINE_CHARS: Final = 300
"""Characters of one string that are read."""

MAX_LEAD_IN_CHARS: Final = 20
"""Characters of a line that holds a lead-in alone: "Ein Gastbeitrag von"."""
MAX_ROLE_WORDS: Final = 4
"""Words of a line with a role: "Senior Politics Reporter, Foston"."""

_LEAD_IN = re.compile(
    r"\s*(?:(?:(?:article|story|text|words|written|posted|published|reported|reviewed|created|submitted"
    r"|analysis|opinion)"
    r"\s+)?by\b(?:\s+(?:our|the)\s+(?=staff))?"
    r"|(?:ein\s+(?:beitrag|artikel|gastbeitrag|kommentar|essay|interview)|geschrieben|veröffentlicht|verfasst)?"
    r"\s*\bvon\b"
    r"|(?:post\s+)?(?:text|texte|texto|testo|tekst|autor(?:in|en|innen)?|auteure?s?|autore?s?|autrices?|autora"
    r"|verfasser(?:in)?|author(?:\(s\)|s)?|writer|words|redaktion|redakteur(?:in)?|skribent|författare|forfatter"
    r"|journalist"
    r"|автор(?:ы)?|текст|tekijä|yazar)\s*(?:[:：]|\bby\b|\bvon\b)"
    r"|(?:post\s+)?(?:authors?|autor(?:in|en)?(?:/autor(?:in)?)?|auteurs?|autore)\s+(?=\w+\s\w)"
    r"|(?:écrit\s+|publié\s+|rédigé\s+)?par\b|(?:escrito\s+|publicado\s+)?por\b"
    r"|(?:scritto\s+|pubblicato\s+)?\b(?:di|da)\b"
    r"|door\b|av\b|af\b|vom\b|escriben?\b|(?-i:[Bb]y(?=[A-Z]\S))|автор(?:ы)?\b"
    r"|كتبت?\s*[:：]|بقلم\b"
    r"|作者\s*[:：]?|文\s*[/／:：]|記者\s*[:：]?|取材・文\s*[:：]?)"
    r"[\s:：]*",
    re.I,
)
"""What stands before names in bylines of en de fr es pt it nl sv da no ru zh ja fi tr ar."""

_INNER_LEAD_IN = re.compile(
    r"(?:(?<=\w\s)by|(?<=[|•·–—/,\d)-]\s)(?:by|von|vom|par|por|door|author:?|autor(?:in)?:|auteur\s?:|автор:?)"
    r"|(?:kolumne|beitrag|artikel|kommentar|text|interview|erstellt|eingestellt|geschrieben|gepostet|verfasst|publié"
    r"|rédigé|écrit|publicado|escrito|pubblicato|scritto)\s+(?:von|vom|par|por|da|di))\s+(?=[^\W\d_])",
    re.I,
)
"""A lead-in behind a date or a label: "Posted on May 5, 2024 by Jane Doe"."""

_INNER_WORDS: Final = ("by ", "von ", "vom ", "par ", "por ", "door ", "aut", "автор", "da ", "di ")
"""One of these is in every text that _INNER_LEAD_IN finds something in."""

_STRUCTURED_LEAD_IN = re.compile(
    r"(?:(?:written|posted|words|text)\s+)?by[\s:]+|von\s+(?=[A-ZÄÖÜ])|par\s+(?=[A-ZÉÈ])|por\s+(?=[A-ZÁÉÓ])"
    r"|(?:автор|autor(?:in)?|author|auteur|text)\s*:\s*",
    re.I,
)
"""The few that templates also write into metas; shorter, as names begin with Di, Da and Af."""

_TAIL = re.compile(
    r"\s[|•·–—»/]\s|\s-\s|\d+(?![\w])|[(\[<]|[:：]\s"
    r"|,?\s\b(?:on|am|vom|le|el|il|em|op|den|published|updated|posted|last"
    r"|contributor|staff writer|senior|special to|for|in|under)\s(?=[^\W\d_])",
    re.I,
)
"""Where the names of a byline end at the latest: a divider, a number, a label or a date."""

_DIVIDER = re.compile(
    r"\s*[;|•·\n、]\s*|\s+/\s+|(?<=\w\w)/(?=\w\w)|\s*,\s*(?:and|und|et|y|e|och|og|en|и)\s+|\s*,\s*"
    r"|\s+(?:and|und|et|y|e|och|og|en|i|и|та|with|mit|con|avec)\s+|\s*&\s*"
)
_ADDRESS = re.compile(r"\S*(?:@|https?:|www\.)\S*|\S+\.(?:com|org|net|html?|php|co\.uk|de|fr)\b\S*", re.I)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|mph|mba|m\.?\s?sc|b\.?\s?sc|m\.?a|b\.?a|j\.?d|esq|rdn?|rn|cfp|cpa|dds|d\.?o|pharm\.?\s?d"
    r"|jr|sr|dvm|lcsw|cfa|mla|msn|np|pe|ii|iii)\.?®?",
    re.I,
)
"""A part between commas that is a degree or a suffix."""

_ROLE_WORDS = (
    "editor reporter correspondent writer journalist redakteur redakteurin korrespondent korrespondentin "
    "autorin redacteur rédacteur rédactrice journaliste periodista redactor redactora giornalista "
    "contributor columnist photographer photojournalist producer freelance freelancer freier freie "
    "researcher analyst analista strategist specialist manager director producer president founder ceo cto "
    "coo chefredakteur volontär volontärin volontaer fotograf fotografin корреспондент редактор журналист "
    "обозреватель korespondent dziennikarz journalistin chair intern updated published senior fellow staff "
    "bureau editor-in-chief officer head expert experte geschäftsführer posted parent"
)
_ROLES: Final = frozenset(_ROLE_WORDS.split())
"""Words that mark a part between commas as what somebody is, not who."""

_STAMPS: Final = frozenset({"updated", "published", "posted", "parent"})
"""Those of them that are no role."""

_NOT_NAME_WORDS = (
    "admin administrator webmaster user guest anonymous unknown author authors autor autoren auteur autore "
    "автор editor editorial home menu login share search news blog contact kontakt about impressum press "
    "presse team staff subscribe newsletter follow facebook twitter instagram linkedin youtube whatsapp "
    "pinterest email e-mail comments comment kommentare none null undefined n/a na web online website root "
    "system publisher default super wordpress sponsored advertisement anzeige by von par por di more mehr "
    "read gast pressemitteilung superuser super-user test stand quelle source posted gesponserte "
    "startseite nachrichten name agencies agenturen bio archives tags category categories kategorien "
    "date published この記事を書いた人 コラム"
)
_NOT_NAMES: Final = frozenset(_NOT_NAME_WORDS.split())
"""Whole names that templates put where an author should be."""

_NOT_NAME_PHRASES: Final = (
    "all rights", "more from", "read more", "follow", "view all", "see all", "sign in", "log in", "cookie",
    "contact us", "about the author", "über den autor", "more by", "view profile", "posts by", "all posts",
    "min read", "mehr von", "alle artikel", "has been", "click", "super user", "site admin", "web admin",
    "guest author", "no author", "not specified", "published", "updated", "subscribe", "minutes",
    "lesezeit", "posted on", "eingetragen", "artikel von", "last update", "the author", "geposted",
    "gepostet", "written by", "image", "foto:", "photo:", "copyright", "©", "sponsored", "gesponsert",
)  # fmt: skip
"""Parts of longer strings that are no name."""

_WORD = re.compile(r"[^\W_]+")
_EDGES: Final = " \t,:;|-–—*\"'“”„_/·•"
"""Characters that are no part of a name's ends; a full stop can be ("R. R.")."""
_PARTICLES = re.compile(r"\s+(?:am|um|on|at|vom|le|il|op|den|d\.|kl\.?|the|for)$|\s?(?:기자|記者)$", re.I)
"""What a date leaves behind when it is cut off: "Jane Doe on"."""


def split_names(value: str, *, byline: bool = False) -> tuple[str, ...]:
    """Return the plausible names in a string, in order and each once.

    `byline` says that it is visible text, which may go on with a date or a label
    after the names; a value of a meta tag or of JSON-LD holds names alone.

    >>> split_names("By Jane Doe, Senior Editor and John Roe (Reuters)")
    ('Jane Doe', 'John Roe')
    >>> split_names("Von Ana Díaz | 5. März 2024", byline=True)
    ('Ana Díaz',)
    """
    text = plain(value[:MAX_BYLINE_CHARS])
    lead_in = (_LEAD_IN if byline else _STRUCTURED_LEAD_IN).match(text)
    if lead_in is None and byline:
        lead_in = _INNER_LEAD_IN.search(text)
    if lead_in:
        text = text[lead_in.end() :]
    text = _ADDRESS.sub(" ", _BRACKETS.sub(" ", text)).strip(" ,;|")
    if byline:
        tail = _TAIL.search(text, 1)
        if tail:
            dated = text[tail.start()].isdigit()
            text = text[: tail.start()].rstrip(" ,")
            before, _, last = text.rpartition(" ")
            if dated and is_month(last):
                text = before
        before, space, last = text.rpartition(" ")
        text = before + space + _unglued(last)
    else:
        text = re.split(r"\s[-–—|]\s", text, maxsplit=1)[0] if not _is_list(text) else text
    parts = [part for part in _DIVIDER.split(text) if part and part.strip()]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and "," in text and not byline:
        parts = [f"{parts[1].strip()} {parts[0].strip()}"]  # "Doe, Jane"
    long_names = any(len(part.split()) > 1 for part in parts)
    names: dict[str, str] = {}
    for part in parts:
        name = _PARTICLES.sub("", part.strip(_EDGES)).strip(_EDGES)
        if _DEGREE.fullmatch(name) or not plausible(name):
            continue
        if byline and lead_in and name[0].islower() and " " in name:
            continue  # "Von der Quelle bis zur Mündung" is no byline.
        # Beside full names, a lone word is a town, an agency or a degree.
        if long_names and len(parts) > 1 and len(name.split()) == 1 and name.upper() != name.lower():
            continue
        names.setdefault(key(name), name)
    return tuple(names.values())[:MAX_AUTHORS]


def join_names(values: Iterable[str], site_names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in several structured values, without names of the site."""
    names: dict[str, str] = {}
    for value in values:
        for name in split_names(value):
            names.setdefault(key(name), name)
    if not names:
        return ()
    sites = {key(site) for site in site_names}
    return tuple(name for name_key, name in names.items() if name_key not in sites)[:MAX_AUTHORS]


def has_lead_in(text: str, *, inside: bool = False) -> bool:
    """Return whether a visible text begins like a byline ("By ", "Von ", "Автор:"), or goes on like one.

    `inside` also looks behind a date or label at its beginning.
    """
    match = _LEAD_IN.match(text)
    if match is None and inside and any(map(text.lower().__contains__, _INNER_WORDS)):
        match = _INNER_LEAD_IN.search(text)
    if match is None or match.end() >= len(text):
        return False
    following = text[match.end()]
    return not following.islower() and following.isalpha()


def _unglued(word: str) -> str:
    """Return a name without the month or role that a dump wrote right behind it: "DoeDec.", "DoeReporter"."""
    for index in range(2, len(word)):
        if word[index].isupper() and word[index - 1].islower():
            rest = word[index:].rstrip(".")
            if is_month(rest) or rest.lower() in _ROLES:
                return word[:index]
    return word


def is_lead_in(text: str) -> bool:
    """Return whether a line is a lead-in and nothing else: the name is on the next one.

    >>> is_lead_in("By"), is_lead_in("Von:"), is_lead_in("By and large")
    (True, True, False)
    """
    return len(text) <= MAX_LEAD_IN_CHARS and text[:1].isalpha() and _LEAD_IN.fullmatch(text) is not None


def is_role(text: str) -> bool:
    """Return whether a line says what somebody is and not who: "Staff Writer", "Redakteurin".

    >>> is_role("Senior Editor"), is_role("Jane Doe"), is_role("Letters to the editor of this paper")
    (True, False, False)
    """
    words = text.lower().replace(",", " ").split()
    return (
        0 < len(words) <= MAX_ROLE_WORDS
        and not _STAMPS.intersection(words)
        and (words[-1] in _ROLES or words[0] in _ROLES)
    )


def plausible(name: str) -> bool:
    """Return whether a string can be the name of a person or of an office that signs."""
    if not 2 <= len(name) <= MAX_NAME_CHARS:
        return False
    words = name.split()
    if len(words) > MAX_NAME_WORDS:
        return False
    lower = name.lower()
    if lower in _NOT_NAMES or not name[0].isalpha() or any(mark in name for mark in "/\\@#{}=<>?!"):
        return False
    digits = sum(map(str.isdigit, name))
    # Members of forums sign with a word that may hold digits.
    if digits and (len(words) > 1 or digits > len(name) / 2):
        return False
    if is_month(lower) or any(phrase in lower for phrase in _NOT_NAME_PHRASES):
        return False
    if any(_WORD.fullmatch(word) and word in _ROLES for word in lower.split()):
        # "MND Staff" signs; "Staff Writer" and "Senior Editor" do not.
        return len(words) > 1 and words[-1].lower() in ("staff", "team") and words[0].lower() not in _ROLES
    # A name of several words has capitals where the script has them, and at its end ("van der Berg").
    return len(words) == 1 or not words[-1][0].islower()


def same_person(name: str, other: str) -> bool:
    """Return whether one name is the other, or the other with something after it.

    >>> same_person("Jane Doe", "Jane Doe For The Example")
    True
    """
    short, long = sorted((key(name), key(other)), key=len)
    return long.startswith(short)


def _is_list(text: str) -> bool:
    """Return whether dividers other than dashes divide the text."""
    return "," in text or ";" in text
