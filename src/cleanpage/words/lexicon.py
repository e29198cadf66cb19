"""Recognise boilerplate by its words and by the names that templates give to its containers.

A short text, or the class names of an element, goes in; the sort of boilerplate that they
speak for ("login", "related"…) comes out, or "". A cue is evidence for the scorer and a name
for what was dropped; it decides nothing alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from cleanpage.blocks import Sort
from cleanpage.data import read_data
from cleanpage.words.languages import UNSPACED

HEADING_WORDS: Final = 12
"""Words up to which a cued line can be the heading of the lines below it."""

MAX_CUE_WORDS: Final = 25
"""Words in a line beyond which its beginning says nothing about the rest."""

_MAX_PHRASE_WORDS: Final = 7
"""Words of a phrase looked for at the beginning of a line."""

_MAX_PHRASE_CHARS: Final = 10
"""Characters of such a phrase in a script without spaces."""

_EDGES: Final = (
    " \t\xa0.,:;!?¿¡…|/\\-–—_*•·»«›‹\"'“”„’‘()[]{}<>+&#@=→←↑↓▼▲►▶✓✔×0123456789。、！？：；（）【】「」『』｜％%"
)
"""Characters taken off both ends of a line before it is compared."""

_DIGIT = re.compile(r"\d")
_DIGIT_PAIR = re.compile(r"\d:\d\d|(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)")
"""A time or a whole date; "1.204" and "12.5" are numbers."""
_LABEL = re.compile(r"([^:：|]{2,20}?)\s*[:：|]")
_LABEL_SORTS: Final = frozenset({"caption", "byline", "tags"})
"""Sorts whose phrases also count before a colon: "Photo: …", "Автор: …". For others this hit articles."""

_BRACKETS: Final[Mapping[str, str]] = {"[": "]", "【": "】", "(": ")", "（": "）", "〔": "〕"}
"""Brackets that a label or a button at the front of a line can stand in, and what closes them."""

_BUTTONS = re.compile(r"(?:\[[^\[\]]{1,40}\]\s*+){2,}")
"""A line of nothing but buttons: "[Print] [Share]"."""

_CREDIT_ENDS: Final = ("撮影", "写真提供", "提供写真", "供图", "供圖", "摄", "攝", "翻摄", "翻攝", "사진 제공", "촬영")
"""Ends of a line that name who took its picture, in scripts that put the word last."""

_CREDIT_STARTS: Final = (".", "!", "?", "(", "[", "/", "|", "–", "—", "-", "。", "（", '"', "”", "»")
"""What stands before the word for a picture at a line's end."""

_MAX_CREDIT_CHARS: Final = 50
"""Characters of the name after "Photo:" at a line's end."""

_NAME_LETTERS: Final = bytes([ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)]) + bytes(
    range(128, 256)
)
"""ASCII to lower-case letters and spaces, in UTF-8: translating bytes is four times as fast as translating text."""


@cache
def _phrases() -> tuple[Mapping[str, Sort], Mapping[str, Sort], frozenset[str]]:
    """Return phrases that are a whole line and ones that begin it, with their sorts, and these ones' first words."""
    text = read_data("lexicon.json")
    whole: dict[str, Sort] = {}
    start: dict[str, Sort] = {}
    for sort, phrases in json.loads(text).items():
        whole.update(dict.fromkeys("|".join(phrases["whole"]).split("|"), sort))
        start.update(dict.fromkeys("|".join(phrases["start"]).split("|"), sort))
    firsts = frozenset(phrase.split(" ", 1)[0] for phrase in start)
    return whole, start, firsts


def cue_of_text(text: str, words: int) -> Sort:
    """Return the sort of boilerplate that a line's words speak for; "" for none.

    `words` is the number of words in it.

    >>> cue_of_text("Log in", 2)
    'login'
    """
    if words > MAX_CUE_WORDS:
        return ""
    line = text.lower().strip(_EDGES)
    if not line:
        # Nothing but digits and marks: a date or time, a number, a divider.
        return "date" if _DIGIT_PAIR.search(text) else "counter" if _DIGIT.search(text) else ""
    if "’" in line:
        line = line.replace("’", "'")
    whole, start, firsts = _phrases()
    if line in whole:
        return whole[line]
    if line in start:
        return start[line]
    if not line.isascii() and UNSPACED.match(line):
        for length in range(min(len(line) - 1, _MAX_PHRASE_CHARS), 1, -1):
            found = start.get(line[:length])
            if found:
                return found
    if line.split(" ", 1)[0].rstrip(_EDGES) in firsts:
        beginning = line.split(" ", _MAX_PHRASE_WORDS)[:_MAX_PHRASE_WORDS]
        # The longest beginning first: "published by" names a byline, "published" a date.
        for length in range(len(beginning), 0, -1):
            found = start.get(" ".join(beginning[:length]).rstrip(_EDGES))
            if found:
                return found
    if text[0] in _BRACKETS:
        found = _cue_of_brackets(text, whole)
        if found:
            return found
    if _ends_with_credit(line, whole, start):
        return "caption"
    label = _LABEL.match(line) if ":" in line or "|" in line or "：" in line else None
    if label:
        found = whole.get(label[1])
        if found in _LABEL_SORTS:
            return found
    return ""


def _cue_of_brackets(text: str, whole: Mapping[str, Sort]) -> Sort:
    """Return "caption" for a line that begins with a picture's label in brackets, "navigation" for one of buttons."""
    label, _, rest = text[1:].partition(_BRACKETS[text[0]])
    if rest and whole.get(label.strip().lower()) == "caption":
        return "caption"
    return "navigation" if _BUTTONS.fullmatch(text) else ""


def _ends_with_credit(line: str, whole: Mapping[str, Sort], start: Mapping[str, Sort]) -> bool:
    """Return whether a line without its edges ends in who took its picture: "The pier at dawn. Photo: Ann Lee"."""
    if line.endswith(_CREDIT_ENDS):
        return True
    for colon in (":", "：", "="):
        before, found, name = line.rpartition(colon)
        if found and 0 < len(name) <= _MAX_CREDIT_CHARS and "." not in name.rstrip("."):
            sentence, _, label = before.rstrip().rpartition(" ")
            word = label.strip(_EDGES)
            if "caption" in (whole.get(word), start.get(word)) and (
                label[0] in _CREDIT_STARTS or sentence.endswith(_CREDIT_STARTS)
            ):
                return True
    return False


_NAME_WORDS: Final[Mapping[Sort, str]] = {
    "comment": "comment comments commentlist commentlists disqus respond reply replies discussion fbcomments",
    "related": "related recommended recommend recommendations recirc recirculation popular trending mostread latest "
    "teaser teasers similar outbrain taboola also readmore upnext crosslinks",
    "share": "share sharing shares social socials sharebar sharedaddy addthis facebook twitter whatsapp follow",
    "newsletter": "newsletter subscribe subscription subscriptions signup mailchimp optin",
    "login": "login signin account register paywall logout",
    "ad": "ad ads advert adverts advertisement advertising sponsor sponsored promo promotion promoted banner "
    "dfp adsense",
    "cookie": "cookie cookies consent gdpr onetrust",
    "legal": "footer copyright legal disclaimer imprint privacy colophon siteinfo",
    "navigation": "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager sidebar topbar toolbar "
    "masthead header skip search toc tabs submenu dropdown megamenu navmenu",
    "byline": "byline bylines author authors contributor contributors avatar vcard bio authorbox writer reporter",
    "date": "date dates dateline time timestamp published updated pubdate datetime datepublished datemodified",
    "caption": "caption captions figcaption credit credits photocredit",
    "tags": "tag tags topics categories category keywords hashtags taglist",
    "counter": "views counter counters likes votes stats count viewcount rating",
}
_CUE_OF_NAME: Final[Mapping[str, Sort]] = {word: sort for sort, words in _NAME_WORDS.items() for word in words.split()}
"""English words, since class names are English on sites in any language."""

_CUE_OF_TAG: Final[Mapping[str, Sort]] = {
    "nav": "navigation",
    "footer": "legal",
    "figcaption": "caption",
    "caption": "caption",
    "time": "date",
}


_POST_MARKS: Final = ("hentry", "status-publish")
"""Names that WordPress gives to the element of a post, along with the post's subjects (its `post_class`)."""

_SUBJECTS: Final = ("tag-", "category-")
"""Beginnings of the names that carry a post's subjects: "category-login" is an article about logins."""


_HUMP = re.compile("[A-Z][a-z]{2,}|(?<![A-Za-z])[a-z]{3,}(?=[A-Z])")
"""A word of a name in camel case, from three letters; the names that build tools make up have shorter ones."""


def name_tokens(names: str) -> dict[str, None]:
    """Return the lower-case letter runs of class, id and role names, in order and each once.

    After them come the words of names in camel case. The subjects that WordPress writes into the names of a
    post are left out.

    >>> list(name_tokens("entry-content post_12 imageCaption"))
    ['entry', 'content', 'post', 'imagecaption', 'image', 'caption']
    """
    if _POST_MARKS[0] in names or _POST_MARKS[1] in names:
        names = " ".join([name for name in names.split() if not name.startswith(_SUBJECTS)])
    data = names.encode("utf-8", "surrogatepass")
    tokens = dict.fromkeys(data.translate(_NAME_LETTERS).decode("utf-8", "surrogatepass").split())
    if data != data.lower():
        for word in _HUMP.findall(names):
            tokens[word.lower()] = None
    return tokens


def read_names(tag: str, names: str) -> tuple[dict[str, None], Sort, bool]:
    """Return the name tokens of an element, the sort of boilerplate they speak for, and if it is hidden.

    The first token that speaks for a sort decides, then the tag. <html> and <body> carry
    names of the page, not of a part of it, and speak for none.
    """
    cue = _CUE_OF_TAG.get(tag, "")
    if not names:
        return {}, cue, False
    tokens = name_tokens(names)
    if tag in ("html", "body"):
        return tokens, cue, False
    for token in tokens:
        if token in _CUE_OF_NAME:
            cue = _CUE_OF_NAME[token]
            break
    return tokens, cue, "hidden" in tokens and "hidden" in names.split()
