"""Judge whether words can be a name: the words that no name holds, and what names look like.

A string comes in, cleaned of what stands around it, and a yes or no goes out. Better no name
than a wrong one: what templates, menus and labels put in a name's place is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.words.dates import is_month
from cleanpage.words.organisations import DESK_WORDS, is_organisation

MAX_NAME_WORDS: Final = 6
"""Words of a name; "María del Carmen de la Fuente" has six."""
MAX_NAME_CHARS: Final = 60
"""Characters of a name, "Redaktionsnetzwerk Deutschland" included."""
MAX_FULL_NAME_WORDS: Final = 5
"""Words of a person's name by which it is known for one; longer ones are also headlines."""

_ROLE_WORDS = (
    "editor reporter correspondent writer journalist redakteur redakteurin korrespondent korrespondentin autorin "
    "redacteur rédacteur rédactrice journaliste periodista redactor redactora giornalista contributor columnist "
    "photographer photojournalist producer freelance freelancer freier freie researcher analyst analista "
    "strategist specialist manager director president founder ceo cto coo chefredakteur volontär volontärin "
    "volontaer fotograf fotografin корреспондент редактор журналист обозреватель korespondent dziennikarz "
    "journalistin chair intern updated published senior fellow staff bureau editor-in-chief officer head expert "
    "experte geschäftsführer posted parent admin moderator leitender leitende"
)
ROLES: Final = frozenset(_ROLE_WORDS.split())
"""Words that mark a part between commas as what somebody is, not who."""

_ROLE_ENDINGS: Final = (
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "reporterin",
    "leiterin",
    "editor",
)
"""How compounds of them end."""

ROLE_BEGINNINGS: Final = ("experte", "expertin", "autor", "autorin", "reporter")
"""How other compounds end that stand before a name."""

_NOT_NAME_WORDS = (
    "admin administrator webmaster user guest anonymous unknown author authors autor autoren auteur autore автор "
    "editor editorial home menu login share search news blog contact kontakt about impressum press presse team "
    "staff subscribe newsletter follow facebook twitter instagram linkedin youtube whatsapp pinterest email "
    "e-mail comments comment kommentare none null undefined n/a na web online website root system publisher "
    "default super wordpress sponsored advertisement anzeige by von par por di more mehr read gast "
    "pressemitteilung superuser super-user test stand quelle source posted gesponserte startseite nachrichten "
    "name agencies agenturen bio archives tags category categories kategorien date published この記事を書いた人 コラム "
    "sun mon tue wed thu fri sat sunday monday tuesday wednesday thursday friday saturday montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag lunes martes miércoles jueves viernes lundi mardi mercredi jeudi vendredi "
    "samedi dimanche anónimo anonym anonyme cortesía data datum at in on um le text texte foto fotos bild video "
    "audio red red. tiktok bluesky mastodon medium github threads reddit telegram rss 新規登録 ログイン 会員登録 "
    "advertorial promotion print listen save reply topic username moderator member members follow-us"
)
_NOT_NAMES: Final = frozenset(_NOT_NAME_WORDS.split())
"""Whole names that templates put where an author should be."""

_LABEL_WORD_LIST = (
    "account aktualisiert aktualisierung archives article articles artikel beitrag categories certified checklist "
    "checklists comments consultant contents cookies course demo disclosure download downloads edition explore "
    "kommentare latest letters library location menu navigation newsletter overview partnership password policy "
    "popular posts profile publikation related richtlinien settings store subscription summary topic topics "
    "trending trial videos visit website"
)
_LABEL_WORDS: Final = frozenset(_LABEL_WORD_LIST.split())
"""Words that stand in labels and no names."""

_NOT_NAME_PHRASES: Final = (
    "all rights", "more from", "read more", "follow", "view all", "see all", "sign in", "log in", "cookie",
    "contact us", "about the author", "über den autor", "more by", "view profile", "posts by", "all posts",
    "min read", "mehr von", "alle artikel", "has been", "click", "super user", "site admin", "web admin",
    "guest author", "no author", "not specified", "published", "updated", "subscribe", "minutes",
    "lesezeit", "posted on", "eingetragen", "artikel von", "last update", "the author", "geposted",
    "gepostet", "written by", "image", "foto:", "photo:", "copyright", "©", "sponsored", "gesponsert",
    "learn more", "more about", "reviewed", "fact check", "fact-check", "sign up", "your name", "table of contents",
    "reading time", "privacy", "anmelden", "read time", "reply", "topic author", "original poster", " starter",
)  # fmt: skip
"""Parts of longer strings that are no name."""

_PARTICLE_WORDS = "van von de der den del della di da du des dos la le el ter ten zu bin ibn al af av y e"
_NOBILITY: Final = frozenset(_PARTICLE_WORDS.split())
"""Words inside names that have no capital."""
_GLUE = re.compile(r"(?<!\w)(?!Fitz)[^\W\d_]{3,30}[a-zß-ÿ][A-ZÀ-Þ]")
"""Two words without a space between; "McDonald" and "DeLuca" have fewer letters before the capital."""
_DOTTED = re.compile(r"[a-z]{2}\.[a-z]{2,20}\.[a-z]{2}")
"""A path in a template that was never filled in: "page.extra.author"."""
_WORD = re.compile(r"[^\W_]+")


def plausible(name: str) -> bool:
    """Return whether a string can be the name of a person or of an office that signs."""
    if not 2 <= len(name) <= MAX_NAME_CHARS:
        return False
    words = name.split()
    if len(words) > MAX_NAME_WORDS:
        return False
    lower = name.lower()
    if lower in _NOT_NAMES or not name[0].isalpha() or any(mark in name for mark in "/\\@#{}=<>?!:„«"):
        return False
    if not _has_name_digits(name, words) or _DOTTED.search(name):
        return False
    if is_month(lower) or any(phrase in lower for phrase in _NOT_NAME_PHRASES):
        return False
    last = words[-1].lower()
    if not _LABEL_WORDS.isdisjoint(lower.split()):
        return False
    if any(_WORD.fullmatch(word) and is_role_word(word) for word in lower.split()):
        # "MND Staff" signs; "Staff Writer" and "Senior Editor" do not.
        return len(words) > 1 and last in DESK_WORDS and words[0].lower() not in ROLES
    # A name of several words has capitals where the script has them, and at its end ("van der Berg").
    return len(words) == 1 or not words[-1][0].islower() or last in DESK_WORDS


def is_full_name(name: str) -> bool:
    """Return whether a plausible name can only be a person's: two to four words, all with capitals.

    >>> is_full_name("Vincent van der Berg"), is_full_name("Berg"), is_full_name("News Desk")
    (True, False, False)
    """
    words = name.split()
    return (
        2 <= len(words) <= MAX_FULL_NAME_WORDS
        and all((word[0].isupper() and len(word) > 1) or word in _NOBILITY for word in words)
        and words[0][0].isupper()
        and not any(map(str.isdigit, name))
        and not _GLUE.search(name)
        and not is_organisation(name)
        and not any(word in _NOT_NAMES or is_role_word(word) for word in name.lower().split())
    )


def is_small_name(name: str) -> bool:
    """Return whether a name is two words in small letters, as some members give theirs."""
    words = name.split()
    return (
        len(words) == 2
        and name.islower()
        and all(word.isalpha() and len(word) > 2 for word in words)
        and not any(word in ROLES or word in _NOT_NAMES or word in DESK_WORDS for word in words)
    )


def _has_name_digits(name: str, words: Sequence[str]) -> bool:
    """Return whether the digits in a name, if any, can be part of it."""
    digits = sum(map(str.isdigit, name))
    if not digits:
        return True
    if len(words) == 1:
        # Members of forums sign with a word that may hold digits.
        return digits <= len(name) / 2 or sum(map(str.isalpha, name)) > 3
    # "BR24 Redaktion" signs; "5 Comments" and "May 2024" do not.
    return all(word[:2].isalpha() and digits < 4 for word in words if any(map(str.isdigit, word)))


def is_role_word(word: str) -> bool:
    """Return whether a word in small letters is what somebody is: "editor", "wirtschaftsredakteur"."""
    return word in ROLES or word.endswith(_ROLE_ENDINGS)
