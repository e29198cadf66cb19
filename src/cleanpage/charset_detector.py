"""Guesses the encoding of a page that declares none, from the letters of its text.

In: the bytes of a page that is not UTF-8. Out: the encoding under which its words are the least
surprising, or "". Each language of `charsets.LANGUAGES` is a small model of what its text costs in
bits: a frequent letter little, a foreign one much, a byte without meaning most. Costs of the same bytes
compare across encodings, one byte a character or two. Only words with bytes beyond ASCII are read, which
leaves out nearly all of the markup, scripts and styles. It doesn't know what a page declares.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import Final

from cleanpage.charsets import CODECS, LANGUAGES, Language

WINDOW_BYTES: Final = 32_768
"""Bytes read at the first byte beyond ASCII, and again from the middle of what follows."""

MAX_SAMPLE_BYTES: Final = 1_500
"""Bytes of words from each window: two hundred words; more changed no answer in our measurements."""

ASCII_BITS: Final = 4.0
"""Cost of an ASCII letter in any encoding; about the entropy of a letter alone (Shannon 1951: 4.1)."""

NBSP_BITS: Final = 2.0
"""Cost of a no-break space; next to nothing, for pages use hundreds of them to lay out their text."""

MARK_BITS: Final = 7.0
"""Cost of a mark that every language uses: about one in a hundred characters."""

OTHER_BITS: Final = {"latin": 12.0, "alphabet": 12.0, "cjk": 14.0}
"""Cost of a letter that is not on the language's list: one in 128 or in 7,000, and rarely so."""

SENSELESS_BITS: Final = 25.0
"""Cost of a byte that the encoding gives no meaning, or only that of a control or private character."""

UPPER_BITS: Final = 4.0
"""What a capital costs beside its small letter: one letter in twenty or so is one."""

ODD_PAIR_BITS: Final = 4.0
"""Cost of two letters that seldom meet: a small one and then a capital, letters of two scripts."""

RARER_BITS: Final = 3.0
"""What each encoding costs beside the one before it in its language's list."""

FOREIGN_BITS: Final = 5.0
"""What any encoding but windows-1252 costs: the others are thirty times as rare, or more."""

STATED_LANGUAGE_BITS: Final = 10.0
"""What the language that the page states (`<html lang>`) is spared."""

MAX_MEAN_BITS: Final = {"latin": 11.0, "alphabet": 11.0, "cjk": 14.5}
"""Cost per character beyond ASCII above which a language was not recognised: text in its own encoding
costs 4 to 8 bits, or 8 to 13 in the large scripts, and random bytes 14 and more."""

_MARKS: Final = frozenset("’‘“”„«»–—…·•©®°€§")
_LANG: Final = re.compile(rb"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
_WORD_BREAKS: Final = bytes(0x20 if byte < 0x40 and not 0x30 <= byte <= 0x39 else byte for byte in range(256))
"""Turns to spaces what is never the second byte of a character: controls, `<`, `>`, quotes and such."""


def detect_charset(data: bytes) -> str:
    """Return the encoding, by its WHATWG name, whose languages fit the text best; "" if none fits.

    For bytes that are neither UTF-8 nor UTF-16. Reads a bounded sample, so the time doesn't grow with the
    page. Below some ten letters beyond ASCII the answer is a bet, within Latin script always: windows-1252
    and windows-1250 share many letters.
    """
    sample = _sample(data)
    stated = _LANG.search(data[:4096])
    stated_language = stated.group(1).decode("ascii").lower() if stated else ""
    pairs_of: dict[str, Counter[tuple[str, str]]] = {}
    best_bits, best = math.inf, ""
    for language in LANGUAGES:
        for rank, encoding in enumerate(language.encodings):
            if encoding not in pairs_of:
                text = " " + sample.decode(CODECS[encoding], "replace")
                pairs_of[encoding] = Counter(itertools.pairwise(text))
            bits, mean_foreign_bits = _cost(pairs_of[encoding], language)
            if mean_foreign_bits > MAX_MEAN_BITS[language.kind]:
                continue
            bits += rank * RARER_BITS + (FOREIGN_BITS if encoding != "windows-1252" else 0.0)
            if language.code == stated_language:
                bits -= STATED_LANGUAGE_BITS
            if bits < best_bits:
                best_bits, best = bits, encoding
    return best


def _sample(data: bytes) -> bytes:
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 64) if first else 0
    middle = (start + len(data)) // 2
    # Each word once: the labels of buttons and menus outnumber the words of the text.
    words: dict[bytes, None] = {}
    for window_start in {start, max(middle, start + WINDOW_BYTES)}:
        window = data[window_start : window_start + WINDOW_BYTES].translate(_WORD_BREAKS)
        size = 0
        for word in window.split():
            if not word.isascii() and word not in words and size < MAX_SAMPLE_BYTES:
                words[word[:MAX_SAMPLE_BYTES]] = None
                size += len(word) + 1
    return b" ".join(words)


def _letter_bits(language: Language) -> dict[str, float]:
    """Return the cost of each letter on the language's list, by Zipf's law over its ranks."""
    letters = language.letters
    scale = sum(1 / rank for rank in range(1, len(letters) + 1))
    bits = dict.fromkeys(_MARKS, MARK_BITS) | {"\xa0": NBSP_BITS}
    for rank, letter in enumerate(letters, 1):
        bits[letter] = math.log2(2 * scale * rank)
        if letter.upper() != letter and len(letter.upper()) == 1:
            bits[letter.upper()] = bits[letter] + UPPER_BITS
    return bits


def _cost(pairs: Counter[tuple[str, str]], language: Language) -> tuple[float, float]:
    """Return what the text costs in the language, and a character beyond ASCII on average, in bits."""
    letter_bits = _letter_bits(language)
    other = OTHER_BITS[language.kind]
    latin, alphabet = language.kind == "latin", language.kind == "alphabet"
    ascii_bits, foreign_bits, foreign_chars = 0.0, 0.0, 0
    for (before, char), count in pairs.items():
        bits = 0.0
        if before.isalpha() and char.isalpha():
            same_side = (before < "\x80") == (char < "\x80")
            uneven = latin and same_side and char >= "\x80"
            if (before.islower() and char.isupper()) or (alphabet and not same_side) or uneven:
                bits += ODD_PAIR_BITS
        if char < "\x80":
            ascii_bits += (bits + (ASCII_BITS if char != " " else 0.0)) * count
        else:
            foreign_bits += (bits + (letter_bits.get(char, 0.0) or _unlisted_bits(char, other))) * count
            foreign_chars += count
    return ascii_bits + foreign_bits, foreign_bits / max(foreign_chars, 1)


def _unlisted_bits(char: str, other: float) -> float:
    senseless = char < "\xa0" or char == "\ufffd" or "\ue000" <= char <= "\uf8ff"
    return SENSELESS_BITS if senseless else other
