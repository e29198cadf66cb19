"""Make names of authors from what markup and bylines say.

Strings such as "By Jane Doe and John Roe, Reuters | 5 March" come in, names go out in
order. What can't be a name (addresses, menu words, sentences, the site itself) is dropped
and not repaired: no author is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cleanpage.words.agencies import agency_of
from cleanpage.words.dates import find_dates, is_month
from cleanpage.words.name_words import (
    MAX_NAME_WORDS,
    ROLE_BEGINNINGS,
    ROLES,
    is_full_name,
    is_role_word,
    is_small_name,
    plausible,
)
from cleanpage.words.organisations import LEGAL_WORDS, is_organisation
from cleanpage.words.plain_text import key, plain

MAX_AUTHORS: Final = 20
"""Names per page; papers in physics have thousands of authors, of whom these are the first."""
MAX_BYLINE_CHARS: Final = 300
"""Characters of one string that are read."""

MAX_LEAD_IN_CHARS: Final = 20
"""Characters of a line that holds a lead-in alone: "Ein Gastbeitrag von"."""
MAX_OTHER_ROLE_CHARS: Final = 30
"""Characters of a line that holds nothing but "Scientifically reviewed by"."""
MAX_ROLE_WORDS: Final = 4
"""Words of a line with a role: "Senior Politics Reporter, Foston"."""

_LEAD_IN = re.compile(
    r"\s*+(?:(?:(?:article|story|text|words|written|posted|published|reported|reviewed|created|submitted"
    r"|analysis|opinion)"
    r"\s+)?by\b(?:\s+(?:our|the)\s+(?=staff))?"
    r"|(?:eine?\s+(?:beitrag|artikel|gastbeitrag|kommentar|essay|interview|kolumne|analyse|reportage|glosse|rezension)"
    r"|geschrieben|veröffentlicht|verfasst)?"
    r"\s*+\bvon\b"
    r"|(?:post\s+)?(?:text|texte|texto|testo|tekst|autor(?:/?in|en|innen)?|auteure?s?|autore?s?|autrices?|autora"
    r"|verfasser(?:in)?|author(?:\(s\)|s)?|contributors?|writer|words|redaktion|redakteur(?:in)?|skribent|författare|forfatter"
    r"|journalist"
    r"|автор(?:ы)?|текст|tekijä|yazar|szerző|συντάκτης|autorka)\s*+(?:[:：]|\bby\b|\bvon\b)"
    r"|(?:post\s+)?(?:authors?|autor(?:in|en)?(?:/autor(?:in)?)?|auteurs?|autore)\s+(?=\w+\s\w)"
    r"|(?:écrit\s+|publié\s+|rédigé\s+)?par\b|(?:escrito\s+|publicado\s+)?por\b"
    r"|(?:scritto\s+|pubblicato\s+)?\b(?:di|da)\b"
    r"|door\b|av\b|af\b|vom\b|escriben?\b|(?-i:[Bb]y(?=[A-Z]\S))|автор(?:ы)?\b"
    r"|كتبت?\s*[:：]|بقلم\b"
    r"|(?:thread|discussion|topic) (?:starter|started by)\b|themen(?:starter|ersteller)(?:in)?\b"
    r"|napisała?\b|írta\b|γράφει(?:\s+[οη])?\b"
    r"|作者\s*+[:：]?|文\s*[/／:：=＝]|本?[記记]者\s*+[:：]?|取材・文\s*+[:：]?|撰文\s*+[:：]?|글\s*[:：=])"
    r"[\s:：]*",
    re.I,
)
"""What stands before names in bylines of en de fr es pt it nl sv da no ru zh ja fi tr ar."""

_INNER_LEAD_IN = re.compile(
    r"(?:(?<=\w\s)(?:by|(?:author|autor(?:/?in)?|auteur\s?|автор):)|(?<=[|•·–—/,\d)-]\s)(?:by|von|vom|par|por|door|author:?|autor(?:/?in)?:|auteur\s?:|автор:?)"
    r"|(?:kolumne|beitrag|artikel|kommentar|text|interview|erstellt|eingestellt|geschrieben|gepostet|verfasst|publié"
    r"|rédigé|écrit|publicado|escrito|pubblicato|scritto)\s+(?:von|vom|par|por|da|di))\s+(?=[^\W\d_])",
    re.I,
)
"""A lead-in behind a date or a label: "Posted on May 5, 2024 by Jane Doe"."""

_INNER_WORDS: Final = ("by ", "von ", "vom ", "par ", "por ", "door ", "aut", "автор", "da ", "di ")
"""One of these is in every text that _INNER_LEAD_IN finds something in."""

_STRUCTURED_LEAD_IN = re.compile(
    r"(?:(?:written|posted|words|text)\s+)?by[\s:]+|[记記]者[:：]?|von\s+(?=[A-ZÄÖÜ])|par\s+(?=[A-ZÉÈ])|por\s+(?=[A-ZÁÉÓ])"
    r"|(?:автор|autor(?:/?in)?|author|auteur|text)\s*:\s*",
    re.I,
)
"""The few that templates also write into metas; shorter, as names begin with Di, Da and Af."""

_TAIL = re.compile(
    r"\s[|•·–—»/→]\s?|\s-\s|(?<!\w)\d+(?!\w)|(?<=[^\W\d_])\d{1,2}\s?(?:min|hour|day)|[(\[<]|[:：]\s"
    r"|,?\s\b(?:on|am|vom|le|el|il|em|op|den|published|updated|posted|last"
    r"|contributor|staff writer|senior|special to|for|in|under)\s(?=[^\W\d_])",
    re.I,
)
"""Where the names of a byline end at the latest: a divider, a number, a label or a date."""

_DIVIDER = re.compile(
    r"\s*[;|•·\n、，،；]\s*|\s+/\s+|(?<=\w\w)/(?=\w\w)|\s*,\s*(?:[Aa]nd|und|et|y|e|och|og|en|и|και)\s+|\s*,\s*"
    r"|\s+(?:[Aa]nd|AND|und|et|y|e|och|og|en|i|и|та|і|και|ja|és|ve|with|mit|con|avec)\s+|\s+و\s?(?=\S{2})|\s*&\s*"
)
_CONJUNCTION = re.compile(r"\s+(?:and|und|et|y|e|och|og|en|и)\s+|\s*&\s*")
"""What can stand inside the name of an office: "Telegram & Gazette"."""
_ASIDE = re.compile(r"\s[-–—|]\s|\s[Ff]or\s(?:The|the|USA)\s|\s[Oo]n behalf of\s")
"""What ends a single name in a meta: "Jane Doe - Foston Daily", "Jane Doe For The Example"."""
_SLUG = re.compile(r"[^\W\d_]{2,20}(?:-[^\W\d_]{2,20}){1,3}")
_AUTHOR_ADDRESS = re.compile(
    r"https?://[^\s?#]{1,200}/(?:authors?|autor(?:en|es)?|auteurs?|autori|staff|people|reporters?|contributors?)/"
    r"([^\s/?#]{2,60}?)(?:-\d{1,12})?(?:\.html?)?/?(?:#\w{1,20})?",
    re.I,
)
"""The address of an author's page that ends in the author's name."""
_OTHER_ROLE = re.compile(
    r"(?:(?:medical(?:ly)?|clinical(?:ly)?|expert|scientific(?:ally)?|legal(?:ly)?|fact)[-\s]?)?"
    r"(?:reviewed|checked|edited|translated|illustrated|photographed|curated|narrated|filmed|transcribed)\s+by\b"
    r"|\b(?:(?:with )?contributions?|additional reporting|reporting assistance)\s+(?:from|by)\b\s*:?"
    r"|\b(?:photos?|photograph(?:s|y)?|pictures?|images?|illustrations?|graphics?|videos?)\s*(?:by\b|:)"
    r"|\b(?:fotos?|bild(?:er)?|grafik|illustration)\s*(?:von\b|:)|\bübersetz(?:t|ung)\b|\bbearbeitet\s+von\b"
    r"|\btraduit\s+par\b|\btraducido\s+por\b|\btraduzione\s+di\b|\beditado\s+por\b|\bперевод\b|\bфото\s*:"
    r"|撮影|翻訳|摄影|攝影|翻译|翻譯",
    re.I,
)
"""What stands before the names of those who worked on a text and did not write it."""
_OTHER_ROLE_MARKS: Final = (
    "ed by", "ions from", "ions by", "ing by", "s by", "o by", "y by", "c by", "e by", "h by", "n by", ":", " von",
    "bersetz", "traduc", "tradui", "traduz", "editado", "перевод", "撮影", "翻", "摄影", "攝影",
)  # fmt: skip
"""One of these is in every text that _OTHER_ROLE finds something in."""
_WRITTEN = re.compile(r"\b(?:written|words|text|story|authored)\s*(?:by\b|:)|\bgeschrieben\s+von\b|\bтекст\s*:", re.I)
_ABOUT = re.compile(
    r"(?:about|meet|über)(?:\s+(?:the\s+author|den\s+autor|die\s+autorin)s?\s*[:：-])?\s+(?=[A-ZÄÖÜ]\w+$|[A-ZÄÖÜ]\w+\s[A-ZÄÖÜ])",
    re.I,
)
"""The head of a box about an author, which is named by its class."""
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})\d{1,2}$")
_ADDRESS = re.compile(r"\S*(?:@|https?:|www\.)\S*|\S+\.(?:com|org|net|html?|php|co\.uk|de|fr)\b\S*", re.I)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|mph|mba|m\.?\s?sc|b\.?\s?sc|m\.?a|b\.?a|j\.?d|esq|rdn?|rn|cfp|cpa|dds|d\.?o|pharm\.?\s?d"
    r"|jr|sr|dvm|lcsw|cfa|mla|msn|np|pe|ii|iii)\.?®?",
    re.I,
)
"""A part between commas that is a degree or a suffix."""

_STAMPS: Final = frozenset({"updated", "published", "posted", "parent"})
"""Those of them that are no role."""

_GLUED: Final = frozenset(
    {"follow", "follower", "followers", "shares", "share", "updated", "published", "posted", "premium", "subscribe"}
)
"""Words that buttons and labels leave behind a name."""
_BUTTONS: Final = (
    "log in", "sign in", "sign up", "log on", "subscribe", "register", "follow", "share", "my ", "try ", "view ",
    "switch to", "create ", "request ", "get ", "free ", "all ", "join ", "start ", "read ", "see ",
)  # fmt: skip
"""What buttons begin with; their next word would end a byline."""
_SEGMENT = re.compile(r"\s*[|•·–—»→/]\s*|\s-\s")
_DIVIDED = re.compile(r"\s*[|•·–—,]|\s-\s")
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
    if not byline:
        return _value_names(text)
    text = _ABOUT.sub("", written_part(text).lstrip(_EDGES), count=1)
    lead_in = _LEAD_IN.match(text) or _INNER_LEAD_IN.search(text)
    if lead_in:
        return _byline_names(text[lead_in.end() :], led=True)
    return _byline_names(text) or names_after_date(text)


def names_after_date(text: str, *, divided: bool = False) -> tuple[str, ...]:
    """Return the full names of persons behind the date that a text begins with; none if it begins with none.

    With `divided` there must be more than a space between: "5 March 2024 World News" is a section.

    >>> names_after_date("5 March 2024 | 3 min read | Jane Doe")
    ('Jane Doe',)
    """
    dates = find_dates(text)
    if not dates or dates[0].start > MAX_LEAD_IN_CHARS:
        return ()
    rest = text[dates[0].stop :]
    if divided and not _DIVIDED.match(rest):
        return ()
    for segment in _SEGMENT.split(rest):
        names = tuple(name for name in _byline_names(segment.strip(_EDGES)) if is_full_name(name))
        if names:
            return names
    return ()


def _value_names(text: str) -> tuple[str, ...]:
    """Return the names in a value of a meta or of JSON-LD."""
    lead_in = _STRUCTURED_LEAD_IN.match(text)
    if lead_in:
        text = text[lead_in.end() :]
    text = _BRACKETS.sub(" ", text)
    first = text.split(",", 1)[0]
    if not LEGAL_WORDS.isdisjoint(first.lower().split()):
        # A company with its address: "Foston Media GmbH & Co. KG, Foston".
        name = " ".join(first.split())
        return (name,) if " " in name and plausible(name) else ()
    text = _ADDRESS.sub(" ", text).strip(" ,;|")
    if _SLUG.fullmatch(text) and text.islower() and "-" in text:
        text = text.replace("-", " ").title()
    if not _is_list(text):
        text = _ASIDE.split(text, maxsplit=1)[0]
        words = _CONJUNCTION.split(text)
        if len(words) == 2 and " " in words[0] and " " not in words[1].strip() and is_organisation(words[0]):
            return (text,) if plausible(text) and not agency_of(words[1]) else _names([words[0]])
    parts = [part for part in _DIVIDER.split(text) if part and part.strip()]
    if len(parts) == 2 and "," in text and len(parts[0].split()) == 1:
        given = parts[1].split()
        if (len(given) == 1 and not _DEGREE.fullmatch(given[0])) or (given and given[-1][1:] == "."):
            parts = [f"{parts[1].strip()} {parts[0].strip()}"]  # "Doe, Jane"
    return _names(parts, lower=True)


def _byline_names(text: str, *, led: bool = False) -> tuple[str, ...]:
    """Return the names that a visible text begins with; `led` says that a lead-in stood before it."""
    text = _ADDRESS.sub(" ", _BRACKETS.sub(" ", text)).strip(" ,;|")
    if not led and len(text) < 2 * MAX_LEAD_IN_CHARS and any(map(text.lower().startswith, _BUTTONS)):
        return ()
    tail = _TAIL.search(text, 1)
    if tail:
        dated = text[tail.start()].isdigit()
        text = text[: tail.start()].rstrip(" ,")
        before, _, last = text.rpartition(" ")
        if dated and is_month(last):
            text = before
    names = _names([part for part in _DIVIDER.split(_unglued(text)) if part and part.strip()])
    # "Von der Quelle bis zur Mündung" is no byline.
    return tuple(name for name in names if not (led and name[0].islower() and " " in name))


def _names(parts: Sequence[str], *, lower: bool = False) -> tuple[str, ...]:
    """Return the parts that can be names, cleaned; with `lower`, two words in small letters can."""
    long_names = any(len(part.split()) > 1 for part in parts)
    names: dict[str, str] = {}
    for part in parts:
        name = _PARTICLES.sub("", part.strip(_EDGES)).strip(_EDGES)
        if " " in name:
            name = _without_employer(name)
            name = _FOOTNOTE.sub("", name)
            if name[-1] == "." and name[-4:].isalpha() is False and len(name.split()[-1]) > 4:
                name = name[:-1]
        name = " ".join(_without_role(name.split()))
        if _DEGREE.fullmatch(name) or not (plausible(name) or (lower and is_small_name(name))):
            continue
        # Beside full names, a lone word is a town, an agency or a degree.
        if long_names and len(parts) > 1 and len(name.split()) == 1 and name.upper() != name.lower():
            continue
        names.setdefault(key(name), name)
    return tuple(names.values())[:MAX_AUTHORS]


def _without_role(words: list[str]) -> list[str]:
    """Return a name's words without the role before it: "Staff Writer Jane Doe", "Gastautor Karl Muster"."""
    roles = 0
    while roles < len(words) - 2 and _names_role(words[roles].lower()):
        roles += 1
    rest = words[roles:]
    return rest if roles and is_full_name(" ".join(rest)) else words


def _names_role(word: str) -> bool:
    return is_role_word(word) or word.endswith(ROLE_BEGINNINGS)


def _without_employer(name: str) -> str:
    """Return a person's name without the paper or agency behind it: "Jane Doe The Associated Press"."""
    words = name.split()
    for place in range(2, len(words)):
        if words[place] == "The" or agency_of(" ".join(words[place:])):
            return " ".join(words[:place])
    return name


def written_part(text: str) -> str:
    """Return a byline without those who reviewed, edited, translated or photographed.

    >>> written_part("By Jane Doe. Medically reviewed by John Roe")
    'By Jane Doe'
    >>> written_part("Fact-checked by John Roe — Written by Jane Doe")
    'Written by Jane Doe'
    """
    lower = text.lower()
    if not any(map(lower.__contains__, _OTHER_ROLE_MARKS)):
        return text
    other = _OTHER_ROLE.search(text)
    if other is None:
        return text
    if any(map(str.isalpha, text[: other.start()])):
        return text[: other.start()].rstrip(" .,;|—–-")
    written = _WRITTEN.search(text, other.end())
    if written:
        return text[written.start() :]
    # A review of a book or a game is by its reviewer.
    return text if lower.lstrip().startswith("reviewed by") else ""


def join_names(values: Iterable[str], site_names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in several structured values, without names of the site."""
    names: dict[str, str] = {}
    sites: set[str] = set()
    for value in values:
        sites = sites or {key(site) for site in site_names}
        if key(value) in sites:
            continue
        for name in split_names(value):
            names.setdefault(key(name), name)
    return tuple(name for name_key, name in names.items() if name_key not in sites)[:MAX_AUTHORS]


def site_author(values: Iterable[str], site_names: Iterable[str]) -> str | None:
    """Return the first of these authors that is the site itself, as the page spells it; None if none is.

    >>> site_author(["By Foston Daily"], ["Foston Daily"])
    'Foston Daily'
    """
    sites: set[str] = set()
    for value in values:
        sites = sites or {key(site) for site in site_names if "://" not in site}
        text = plain(value[:MAX_BYLINE_CHARS]).strip(_EDGES)
        lead_in = _LEAD_IN.match(text)
        for name in (text, text[lead_in.end() :] if lead_in else ""):
            if len(name) > 1 and len(name.split()) <= MAX_NAME_WORDS and key(name) in sites and not name.isdigit():
                return _ADDRESS.sub("", _BRACKETS.sub("", name)).strip() or name
    return None


def without_site(names: Sequence[str], site_names: Iterable[str], *, signs: bool) -> tuple[str, ...]:
    """Return visible names without those that are the site's name gone on with, or cut short.

    The first only beside other names ("Jane Doe, Foston Daily Sports"), the second only if the
    site `signs` in the markup: "Foston on Rain" may be read as "Foston".

    >>> without_site(["Jane Doe", "Foston", "Foston Daily Sports"], ["Foston Daily"], signs=True)
    ('Jane Doe',)
    """
    sites = [site.casefold().split() for site in site_names if site and names]
    longer, shorter = set(), set()
    for name in names:
        words = name.casefold().split()
        if any(len(words) > len(site) and words[: len(site)] == site for site in sites):
            longer.add(name)
        elif signs and len(words) == 1 and any(len(site) > 1 and site[0] == words[0] for site in sites):
            shorter.add(name)
    kept = tuple(name for name in names if name not in shorter)
    return tuple(name for name in kept if name not in longer) or kept


def name_in_address(url: str) -> str | None:
    """Return the name that the address of an author's page ends in; None if it ends in none.

    >>> name_in_address("https://example.org/authors/jane-doe-12/")
    'Jane Doe'
    """
    match = _AUTHOR_ADDRESS.fullmatch(url.strip()[:300])
    if match is None or not _SLUG.fullmatch(match[1]):
        return None
    names = _value_names(match[1].lower())
    return names[0] if len(names) == 1 and is_full_name(names[0]) else None


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


def _unglued(text: str) -> str:
    """Return names without the month or role that a dump wrote right behind one: "DoeDec.", "DoeReporter"."""
    words = text.split(" ")
    for place, word in enumerate(words):
        for index in range(2, len(word)):
            if word[index].isupper() and word[index - 1].islower():
                rest = word[index:].rstrip(".").lower()
                if is_month(rest) or rest in ROLES or rest in _GLUED:
                    return " ".join([*words[:place], word[:index]])
    return text


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
        and (words[-1] in ROLES or words[0] in ROLES)
    )


def is_other_role(text: str) -> bool:
    """Return whether a line says what others did to the text and nothing else: "Reviewed by", "Photos:".

    >>> is_other_role("Fact-checked by"), is_other_role("Edited by Jane Doe")
    (True, False)
    """
    return len(text) <= MAX_OTHER_ROLE_CHARS and _OTHER_ROLE.fullmatch(text.strip()) is not None


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
