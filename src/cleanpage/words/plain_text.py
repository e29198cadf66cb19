"""Make a string from a page's markup fit to be shown: one line, no tags, no control characters.

Values of meta tags and JSON-LD come in as the page's author wrote them; what goes out
can be printed, encoded and compared. What the string means is not known here.
"""

from __future__ import annotations

import html
import re

MAX_CHARS = 2000
"""Characters of one value that are read. The longest descriptions on real pages are a few hundred."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_UNPRINTABLE = re.compile("[\u00ad\u200b\u2060\ufeff]|([\x00-\x1f\x7f-\x9f\ud800-\udfff])")


def plain(value: str) -> str:
    r"""Return the words of `value` on one line, at most MAX_CHARS characters.

    Entities that are still escaped are resolved and tags dropped; soft hyphens,
    zero-width spaces, control characters and lone surrogates go.

    >>> plain(" Caf&eacute; <em>am\u00ad Markt</em>\n")
    'Café am Markt'
    """
    text = value[:MAX_CHARS]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isprintable():
        text = _UNPRINTABLE.sub(lambda match: " " if match[1] else "", text)
    return " ".join(text.split())


def key(text: str) -> str:
    """Return `text` in a form for comparing: its letters and digits, case folded.

    >>> key("Head-line, 2nd")
    'headline2nd'
    """
    return "".join(filter(str.isalnum, text.casefold()))


def is_wide(char: str) -> bool:
    """Return whether a character is kana, Han or Hangul, where a word is about two characters.

    A comparison, as compiling such ranges into a pattern takes milliseconds at import.

    >>> is_wide("雨"), is_wide("r")
    (True, False)
    """
    return "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
