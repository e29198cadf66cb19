"""What banners and the labels of controls say, in the languages of the web.

A line goes in, and what it says comes out. Where it stands is not asked.
"""

from cleanpage.words.boilerplate.appeals import (
    BOX_KINDS,
    LINE_KINDS,
    Appeal,
    appeals_in,
    appeals_to_visitor,
    names_what_is_asked,
)
from cleanpage.words.boilerplate.consent import CONSENT_STEMS, YES_WORDS, asks_for_consent, cookie_words
from cleanpage.words.boilerplate.furniture import is_label, label_pieces

__all__ = [
    "BOX_KINDS",
    "CONSENT_STEMS",
    "LINE_KINDS",
    "YES_WORDS",
    "Appeal",
    "appeals_in",
    "appeals_to_visitor",
    "asks_for_consent",
    "cookie_words",
    "is_label",
    "label_pieces",
    "names_what_is_asked",
]
