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
from typing import Final, NamedTuple

from cleanpage.decode.charsets import CODECS, LANGUAGES, Language

WINDOW_BYTES: Final = 32_768
"""Bytes read at the first byte beyond ASCII, at the next after these, and in the middle of the rest."""

CONTEXT_BYTES: Final = 64
"""Bytes read before the first one beyond ASCII, for the beginning of its word."""

MAX_SAMPLE_BYTES: Final = 1_500
"""Bytes of words from each window: two hundred words; more changed no answer in our measurements."""

ASCII_BITS: Final = 4.0
"""Cost of an ASCII letter in any encoding; about the entropy of a letter alone (Shannon 1951: 4.1)."""

LAYOUT_BITS: Final = 2.0
"""Cost of a no-break space or soft hyphen; next to nothing, for some pages hold hundreds of them."""

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

FOREIGN_BITS: Final = {"latin": 2.0, "alphabet": 10.0, "cjk": 10.0}
"""What any encoding but windows-1252 costs, to decide where few letters do: a page with one odd byte in a
hundred English words is common, a page with one Russian letter is not."""

STATED_LANGUAGE_BITS: Final = 10.0
"""What the language that the page states (`<html lang>`) is spared."""

MIN_FOREIGN_BYTES: Final = 6
"""Bytes beyond ASCII with which charset-normalizer is asked; of fewer, any encoding makes something."""

MAX_MEAN_BITS: Final = {"latin": 8.0, "alphabet": 8.0, "cjk": 14.0}
"""Cost per character beyond ASCII above which a language was not recognised: text in its own encoding
costs 3 to 7 bits, or 9 to 13 in the large scripts, and random bytes at least 9, or 15."""

_QUOTES: Final = "’‘“”„«»‹›–—…·•"
_SYMBOLS: Final = frozenset("©®°€£¢¥§†‰™½¼¾×±²³´")
"""Marks that stand beside numbers or alone: between letters they are letters of another encoding."""
_MARKS: Final = _SYMBOLS | {*_QUOTES}
_HIGH_BYTE: Final = re.compile(rb"[\x80-\xff]")
_LANG: Final = re.compile(rb"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
_WORD_BREAKS: Final = bytes(0x20 if byte < 0x40 and not 0x30 <= byte <= 0x39 else byte for byte in range(256))
"""Turns to spaces what is never the second byte of a character: controls, `<`, `>`, quotes and such."""


class _Reading(NamedTuple):
    """The sample as one encoding reads it."""

    foreign: Counter[str]
    """How often each character beyond ASCII occurs."""
    ascii_chars: int
    """Other characters, spaces left out."""
    odd_pairs: dict[bool, int]
    """Pairs of characters that seldom meet: where the alphabet is Latin (True), and where it isn't."""


def detect_charset(data: bytes) -> str:
    """Return the encoding, by its WHATWG name, whose languages fit the text best; "" if none is found.

    Text in none of the languages known here goes to charset-normalizer, which knows other ones and
    is right less often on these (docs/decisions/0004).

    For bytes that are neither UTF-8 nor UTF-16. Reads a bounded sample, so the time hardly grows with the
    page. With fewer than some six letters beyond ASCII the answer is a bet, and longer between encodings
    of Latin script, which share many letters, or of one alphabet (windows-1256, iso-8859-6).
    """
    sample = _sample(data)
    stated = _LANG.search(data[:4096])
    stated_language = stated.group(1).decode("ascii").lower() if stated else ""
    readings: dict[str, _Reading] = {}
    best_bits, best = math.inf, ""
    for language in LANGUAGES:
        for rank, encoding in enumerate(language.encodings):
            if encoding not in readings:
                readings[encoding] = _read(sample.decode(CODECS[encoding], "replace"))
            reading = readings[encoding]
            foreign_bits = _foreign_bits(reading.foreign, language)
            if foreign_bits > MAX_MEAN_BITS[language.kind] * reading.foreign.total():
                continue
            odd_pairs = reading.odd_pairs[language.kind == "latin"]
            bits = foreign_bits + ASCII_BITS * reading.ascii_chars + ODD_PAIR_BITS * odd_pairs
            bits += rank * RARER_BITS
            if encoding != "windows-1252":
                bits += FOREIGN_BITS[language.kind]
            if stated_language and language.code == stated_language:
                bits -= STATED_LANGUAGE_BITS
            if bits < best_bits:
                best_bits, best = bits, encoding
    return best or _ask_normalizer(sample)


def _ask_normalizer(sample: bytes) -> str:
    """Return the encoding that charset-normalizer reads in words without markup; "" if it finds none we know."""
    if sum(byte >= 0x80 for byte in sample) < MIN_FOREIGN_BYTES:
        return ""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=sorted(set(CODECS.values())), preemptive_behaviour=False).best()
    if found is None:
        return ""
    return next((name for name, codec in CODECS.items() if codec == found.encoding), "")


def _sample(data: bytes) -> bytes:
    """Return words with bytes beyond ASCII, each once: labels of buttons outnumber the words of the text."""
    words: dict[bytes, None] = {}
    end = 0
    for part in ("first", "next", "middle"):
        found = _HIGH_BYTE.search(data, (end + len(data)) // 2 if part == "middle" else end)
        if not found:
            break
        start = max(end, found.start() - CONTEXT_BYTES)
        end = start + WINDOW_BYTES
        size = 0
        for word in data[start:end].translate(_WORD_BREAKS).split():
            if not word.isascii() and word not in words and size < MAX_SAMPLE_BYTES:
                words[word[:MAX_SAMPLE_BYTES]] = None
                size += len(word) + 1
    return b" ".join(words)


def _read(text: str) -> _Reading:
    chars = Counter(text)
    ascii_chars = sum(count for char, count in chars.items() if char < "\x80" and char != " ")
    odd_pairs = {True: 0, False: 0}
    for (before, char), count in Counter(itertools.pairwise(text)).items():
        if before < "\x80" and char < "\x80":
            continue
        both_foreign = before >= "\x80" and char >= "\x80"
        if before.isalpha() and char.isalpha():
            falls = before.islower() and char.isupper()
            odd_pairs[True] += count * (both_foreign or falls)
            odd_pairs[False] += count * (not both_foreign or falls)
        elif (before in _SYMBOLS and char.isalpha()) or (char in _SYMBOLS and before.isalpha()):
            odd_pairs[True] += count
            odd_pairs[False] += count
    foreign = Counter({char: count for char, count in chars.items() if char >= "\x80"})
    return _Reading(foreign, ascii_chars, odd_pairs)


def _foreign_bits(foreign: Counter[str], language: Language) -> float:
    """Return what the characters beyond ASCII cost in the language, in bits.

    By Zipf's law over the ranks of its letters, which make half of its characters beyond ASCII.
    """
    letters = language.letters
    scale = 2 * sum(1 / rank for rank in range(1, len(letters) + 1))
    bits = dict.fromkeys(_MARKS, MARK_BITS) | dict.fromkeys("\xa0\xad", LAYOUT_BITS)
    for rank, letter in enumerate(letters, 1):
        bits[letter] = math.log2(scale * rank)
        if letter.upper() != letter:
            bits[letter.upper()] = bits[letter] + UPPER_BITS
    other = OTHER_BITS[language.kind]
    return sum(count * (bits.get(char) or _unlisted_bits(char, other)) for char, count in foreign.items())


def _unlisted_bits(char: str, other: float) -> float:
    senseless = char < "\xa0" or char == "\ufffd" or "\ue000" <= char <= "\uf8ff"
    return SENSELESS_BITS if senseless else other
