"""Finds text that was UTF-8, was read in another encoding and written again ("cafÃ©", "Ð¡Ð°Ð½ÐºÑ‚"), and mends it.

In: a decoded page. Out: how many places are damaged so, by which encoding, and the text without. A search of the
bytes for pairs that right text hardly has comes first, so that nearly every page pays for nothing else. Then each run
of characters that would be UTF-8 as bytes is judged by what it would be and by what stands around it: "NESTLÉ®",
"Spaß“" and "été »" would be UTF-8 too, and are right. A place in doubt counts only beside certain ones
of its kind. Scripts and style sheets are left alone, for their programs speak of such text and readers never see it.
"""

from __future__ import annotations

import bisect
import functools
import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from cleanpage.decode.charsets import CODECS
from cleanpage.decode.in_pieces import PIECES, join, substitute

MAX_PASSES: Final = 4
"""How often text is mended: "ÃƒÂ©" was misread twice. Five times the length of the right text is seen, not more."""

MIN_LETTERS: Final = 2
"""Letters of one script in a row, from which a word in another script than Latin is certain."""

MAX_KNOWN_RUNS: Final = 1024
"""Runs whose outcome is remembered: a page of one language repeats a few dozen."""

MAX_KNOWN_CHARS: Final = 64
"""Characters of such a run."""

_ANY: Final = (
    rb"(?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2))"
)
"""What windows-1252 and latin-1 read in a continuation byte of UTF-8, in UTF-8."""

_WESTERN: Final = re.compile(
    rb"\xc3(?:[\x82-\x85\x88]ANY|[\xa1\xa2\xaf]ANY{2}|\xb0ANY{3}|[\xa0\xa3-\xad]ANY{2}\xc3[\xa0-\xad]ANY{2}"
    rb"|[\x8e-\x9b]ANY\xc3[\x8e-\x9b]ANY)".replace(b"ANY", _ANY)
)
"""Where a page may be damaged by windows-1252: it begins with a single byte, which is what `re` searches fastest."""

_CYRILLIC: Final = re.compile(rb"\xc2(?<=\xd0\xa0\xc2)[\xb0\xb5]")
"""The same by windows-1251: "Р°" and "Рµ" are а and е. (Quotation marks and dashes begin with "вЂ".)"""

_CENTRAL: Final = re.compile(rb"\xc4[\x82\xb9]")
"""The same by windows-1250: Ă and Ĺ begin é and ř."""

_ENTITIES: Final = re.compile(
    rb"&(?:A(?:tilde|circ|ring|uml)|acirc|#(?:19[4-7]|226|xc[2-5]|xe2));[&\xc2\xc5\xc6\xcb\xe2]"
)
_ENTITY_RUN: Final = re.compile(r"(?:&(?:[A-Za-z]{2,8}|#[0-9]{2,4}|#x[0-9A-Fa-f]{2,4});|[^\0-\x7f])++")
"""Possessive, as `_Reading.runs`: for each turn of another repetition `re` keeps some 100 bytes till the run's end."""

_ISLAND: Final = re.compile(rb"(?<=[\0-\x7f])[\x80-\xff](?=[\0-\x7f])")
"""A byte that is never UTF-8."""

_SCRIPT: Final = re.compile(r"<(script|style)\b([^>]{0,400})", re.IGNORECASE)
_SCRIPT_END: Final = MappingProxyType({name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")})

_QUOTES: Final = frozenset("“”‘’«»‹›±¶")
_MARKS: Final = frozenset("®™©ªº°¹²³´")
_SOFT: Final = _QUOTES | _MARKS | frozenset("\xa0\xad…–—•·†‡")
"""What follows a letter in right text: what ends a quotation or a heading, trademarks, powers, notes; "1.5 Å±0.1"."""

_KINDS: Final = (
    (0x80, 0x17F, "latin"),
    (0x192, 0x192, "latin"),
    (0x218, 0x21B, "latin"),
    (0x2C6, 0x2DC, "latin"),
    (0x386, 0x3CE, "greek"),
    (0x400, 0x45F, "cyrillic"),
    (0x490, 0x491, "cyrillic"),
    (0x5B0, 0x5F4, "hebrew"),
    (0x60C, 0x6F9, "arabic"),
    (0x900, 0xDFF, "indic"),
    (0xE01, 0xE5B, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1E00, 0x1EFF, "vietnamese"),
    (0x2000, 0x2BFF, "symbol"),
    (0x3000, 0x30FF, "cjk"),
    (0x4E00, 0x9FFF, "cjk"),
    (0xAC00, 0xD7A3, "cjk"),
    (0xFE00, 0xFE0F, "symbol"),
    (0xFEFF, 0xFEFF, "symbol"),
    (0xFF01, 0xFF65, "cjk"),
    (0xFFFD, 0xFFFD, "symbol"),
    (0x1F000, 0x1FAFF, "symbol"),
)
"""Characters that pages are written in, by their kinds (Unicode's blocks); what would be another one is no damage."""

_KIND_STARTS: Final = tuple(first for first, _, _ in _KINDS)

_SINGLE: Final = frozenset({"latin", "symbol", "vietnamese"})
"""Kinds of which one alone stands in words of ASCII letters."""


class Damage(NamedTuple):
    """What is damaged in a text."""

    encoding: str = ""
    """WHATWG name of the encoding that UTF-8 was read in; of several, the one with most places. Empty for none."""
    places: int = 0
    """Runs of damaged characters."""


class _Reading(NamedTuple):
    """An encoding that UTF-8 is misread in."""

    name: str
    byte_of: Mapping[str, int]
    """Byte for each character beyond ASCII."""
    runs: re.Pattern[str]
    """One or more characters' worth of UTF-8; nothing follows, so none is ever given back."""


class _Sign(NamedTuple):
    """A character that may have been misread, and what it is now."""

    char: str
    kind: str
    """Its entry in _KINDS; empty if it has none."""
    source: str
    """How it was misread: two to four characters."""
    before: str
    """The character before it in the text, empty at its beginning."""
    after: str
    """The character after it, mended if it belongs to the run."""


class _Run(NamedTuple):
    """Characters one after the other that are UTF-8 as bytes."""

    before: str
    """The character before it, and `after` the one behind; empty at an end of the text."""
    text: str
    after: str


def find_misread(text: str, utf8: bytes = b"") -> Damage:
    """Return how much of the text is UTF-8 misread in another encoding, and in which.

    `utf8` is the text in UTF-8, if it is at hand. Takes some 0.05 ms for 100 kB of a page without damage.

    >>> find_misread("Le cafÃ© est fermÃ©.")
    Damage(encoding='windows-1252', places=2)
    >>> find_misread("NESTLÉ® à Paris")
    Damage(encoding='', places=0)
    """
    suspects = _suspects(text, utf8)
    return _mend(text, suspects)[1] if suspects else Damage()


def mend_misread(text: str, utf8: bytes = b"") -> tuple[str, Damage]:
    """Return the text with its damaged places mended, as often as they were misread, and what was damaged.

    >>> mend_misread("Le cafÃ© est fermÃƒÂ©.")[0]
    'Le café est fermé.'
    """
    suspects = _suspects(text, utf8)
    if not suspects:
        return text, Damage()
    text, damage = _mend(text, suspects)
    for _ in range(MAX_PASSES - 1):
        text, more = _mend(text, suspects)
        if not more.places:
            break
    # A byte-order mark is mended too ("ï»¿"), and may be in front.
    return text.lstrip("\ufeff"), damage


def respell_islands(data: bytes) -> bytes:
    """Return nearly valid UTF-8 with lone bytes between ASCII that make sense in windows-1252 spelled in UTF-8.

    What was cut off in the middle of a character stays as it is.

    >>> respell_islands(b"Mitgef\\xfchl w\\xe4hlen, it\\x92s a caf\\xe9, cut off\\xc3...").decode("utf-8", "replace")
    'Mitgefühl wählen, it’s a café, cut off�...'
    """
    return _ISLAND.sub(_respell, data)


def _respell(island: re.Match[bytes]) -> bytes:
    byte, after = island.group()[0], island.string[island.end() : island.end() + 1]
    if byte >= 0xC0 and not after.isalpha():
        # As a character that was cut off, it would be a capital here or stand before the end.
        before = island.string[island.start() - 1 : island.start()]
        if byte < 0xE0 or not (before.isalpha() and after in b" ,;:!?-\n"):
            return island.group()
    return island.group().decode("cp1252", "replace").encode()


def _suspects(text: str, utf8: bytes) -> list[str]:
    """Return the encodings that the text may have been misread in; hardly a right text gives any."""
    # It never has a lone surrogate, but the rest of the package must not depend on that here.
    data = utf8 or text.encode("utf-8", "replace")
    suspects = ["windows-1252"] if _WESTERN.search(data) or _ENTITIES.search(data) else []
    if b"\xd0" in data and (_CYRILLIC.search(data) or ("Ђ" in text and "вЂ" in text)):
        suspects.append("windows-1251")
    if b"\xc4" in data and _CENTRAL.search(data):
        suspects.append("windows-1250")
    return suspects


def _mend(text: str, suspects: list[str]) -> tuple[str, Damage]:
    """Return the text mended once, with the places that were."""
    damages = [Damage()]
    for name in suspects:
        text, places = _mend_one(text, _reading(name))
        damages.append(Damage(name, places))
    most = max(damages, key=lambda it: it.places)
    return text, Damage(most.encoding, sum(it.places for it in damages))


def _mend_one(text: str, reading: _Reading) -> tuple[str, int]:
    has_entities = "&" in text and reading.name == "windows-1252"

    def pieces() -> Iterator[tuple[str, bool]]:
        # Cut anew each time: they are a copy of the page.
        for piece, is_shown in _pieces(text):
            yield _unescape(piece, reading) if is_shown and has_entities else piece, is_shown

    is_certain = _known(functools.partial(_is_certain, reading))
    kinds_in = _known(functools.partial(_certain_kinds, reading))
    certain: set[tuple[str, int]] = set()
    for piece, is_shown in pieces():
        if is_shown:
            for run in reading.runs.finditer(piece):
                certain |= kinds_in(_in_context(run))
    if not certain:
        return text, 0

    def mend(run: _Run) -> str:
        is_damaged = is_certain(run)
        if not is_damaged and not all(sign.kind for sign in _signs(reading, run)):
            return run.text
        return join(
            sign.char if sign.kind and (is_damaged or _is_alike(sign, certain, reading)) else sign.source
            for sign in _signs(reading, run)
        )

    places = 0
    mend_known = _known(mend)

    def mend_run(run: re.Match[str]) -> str:
        nonlocal places
        mended = mend_known(_in_context(run))
        places += mended != run.group()
        return mended

    mended = join(substitute(reading.runs, mend_run, piece) if is_shown else piece for piece, is_shown in pieces())
    return mended, places


_Outcome = TypeVar("_Outcome", bool, str, frozenset[tuple[str, int]])


def _known(judge: Callable[[_Run], _Outcome]) -> Callable[[_Run], _Outcome]:
    """Return a function that remembers what it said of the last short runs."""
    remembered = functools.lru_cache(MAX_KNOWN_RUNS)(judge)
    return lambda run: remembered(run) if len(run.text) <= MAX_KNOWN_CHARS else judge(run)


def _in_context(run: re.Match[str]) -> _Run:
    start, end = run.span()
    return _Run(run.string[start - 1 : start] if start else "", run.group(), run.string[end : end + 1])


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, with False for the scripts and style sheets of a page; JSON-LD is for readers."""
    start = position = 0
    while found := _SCRIPT.search(text, position):
        position = found.end()
        if "ld+json" in found.group(2).lower():
            continue
        end = _SCRIPT_END[found.group(1).lower()].search(text, position)
        yield text[start : found.start()], True
        start = position = end.start() if end else len(text)
        yield text[found.start() : start], False
    yield text[start:], True


def _unescape(piece: str, reading: _Reading) -> str:
    """Return the piece with the character references ("&Atilde;&copy;") made characters that damage may be in."""

    def unescape(run: re.Match[str]) -> str:
        if "&" not in run.group():
            return run.group()
        plain = join(map(html.unescape, _cut_behind_entities(run.group())))
        if any(char < "\x80" for char in plain):
            return run.group()
        suspect = any(
            sign.kind for found in reading.runs.finditer(plain) for sign in _signs(reading, _Run("", found.group(), ""))
        )
        return plain if suspect else run.group()

    return substitute(_ENTITY_RUN, unescape, piece)


def _cut_behind_entities(run: str) -> Iterator[str]:
    """Yield a run of character references in parts of about so many characters as there are PIECES."""
    start = 0
    while start < len(run):
        stop = run.find(";", start + PIECES) + 1 or len(run)
        yield run[start:stop]
        start = stop


def _signs(reading: _Reading, run: _Run) -> Iterator[_Sign]:
    """Yield the characters of a run."""
    text = run.text
    chars = bytes(map(reading.byte_of.__getitem__, text)).decode()
    before, end = run.before, 0
    for char, following in zip(chars, itertools.chain(itertools.islice(chars, 1, None), [run.after]), strict=True):
        start, end = end, end + (2 if char < "\u0800" else 3 if char < "\U00010000" else 4)
        yield _Sign(char, _kind(char), text[start:end], before, following)
        before = text[end - 1]


def _kind(char: str) -> str:
    """Return the entry of _KINDS that the character is in; empty if there is none."""
    code = ord(char)
    _, last, kind = _KINDS[bisect.bisect_right(_KIND_STARTS, code) - 1]
    return kind if code <= last else ""


def _is_certain(reading: _Reading, run: _Run) -> bool:
    """Say whether a run is damaged, whatever the rest of the page is like."""
    if any(sign.kind in _SINGLE and _is_certain_alone(sign, reading) for sign in _signs(reading, run)):
        return True
    if reading.name == "windows-1252" and any(
        one.char == other.char == "\xa0" for one, other in itertools.pairwise(_signs(reading, run))
    ):
        return True
    for kind, same in itertools.groupby(_signs(reading, run), key=lambda it: it.kind):
        if kind and kind not in _SINGLE and _is_certain_word(same, reading):
            return True
    return False


def _certain_kinds(reading: _Reading, run: _Run) -> frozenset[tuple[str, int]]:
    """Return the kinds of characters that are certainly damaged in a run, with the first byte of each."""
    if not _is_certain(reading, run):
        return frozenset()
    return frozenset((sign.kind, reading.byte_of[sign.source[0]]) for sign in _signs(reading, run) if sign.kind)


def _is_certain_word(letters: Iterator[_Sign], reading: _Reading) -> bool:
    """Say whether letters of one script after each other are damage: enough of them, and one that is hard."""
    found_hard = False
    for count, letter in enumerate(letters, 1):
        if reading.name == "windows-1251":
            # Nothing but a degree sign or such tells from capitals.
            found_hard = found_hard or any(char in "°±µ¶№" for char in letter.source[1:])
        else:
            found_hard = found_hard or any(map(_is_hard, letter.source[1:]))
        if found_hard and count >= MIN_LETTERS:
            return True
    return False


def _is_certain_alone(sign: _Sign, reading: _Reading) -> bool:
    lead, rest = sign.source[0], sign.source[1:]
    first = reading.byte_of[lead]
    if first >= 0xE0:
        # "â€": the pair itself has no sense in any language, nor has "вЂ".
        return (first == 0xE2 and reading.byte_of[rest[0]] == 0x80) or any(map(_is_hard, rest))
    if reading.name == "windows-1251":
        return False
    if _is_hard(rest):
        return True
    if lead.isupper() and sign.before.islower():
        return True
    if reading.name == "windows-1250" and rest.isalpha():
        return False
    if sign.before.isalpha():
        return rest in _MARKS and first <= 0xC3 and sign.after.islower()
    if first > 0xC3:
        return rest in _QUOTES and sign.after.islower()
    if rest == "\xa0":
        return first == 0xC2 and bool(sign.before) and not sign.before.isspace()
    return rest in _MARKS or rest.isalpha() or (rest in _QUOTES and sign.after.islower())


def _is_hard(char: str) -> bool:
    """Say whether the character never follows a letter in right text."""
    return char in "ƒŸµ" or not (char in _SOFT or char.isalpha())


def _is_alike(sign: _Sign, certain: Set[tuple[str, int]], reading: _Reading) -> bool:
    """Say whether a place in doubt is damaged, as others of its kind certainly are."""
    first = reading.byte_of[sign.source[0]]
    if reading.name == "windows-1251" and first < 0xD0:
        # В is a word, before a quotation or a space.
        return sign.source[1] == "»"
    if sign.kind == "latin":
        if reading.name == "windows-1250" and sign.before.isalpha() and sign.after.islower():
            return True
        near = any(kind == "latin" and (first == lead or max(first, lead) <= 0xC3) for kind, lead in certain)
        capital = sign.before.isupper() and not sign.after.islower()
        return near and (not capital or _is_hard(sign.source[1]))
    return any(kind == sign.kind for kind, _ in certain)


@functools.cache
def _reading(name: str) -> _Reading:
    byte_of: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        # What the encoding leaves undefined, and all that pure latin-1 has there, is the control character.
        if byte < 0xA0:
            byte_of[chr(byte)] = byte
        char = bytes([byte]).decode(CODECS[name], "replace")
        byte_of[chr(byte) if char == "\ufffd" else char] = byte

    def chars(first: int, last: int) -> str:
        listed = "".join(char for char, byte in byte_of.items() if first <= byte <= last)
        return f"[{re.escape(listed)}]"

    trail = chars(0x80, 0xBF)
    # Table 3-7 of the Unicode Standard: neither overlong forms nor surrogates.
    forms = (
        (chars(0xC2, 0xDF), trail),
        (chars(0xE0, 0xE0), chars(0xA0, 0xBF) + trail),
        (chars(0xE1, 0xEC), trail + trail),
        (chars(0xED, 0xED), chars(0x80, 0x9F) + trail),
        (chars(0xEE, 0xEF), trail + trail),
        (chars(0xF0, 0xF0), chars(0x90, 0xBF) + trail + trail),
    )
    # The first character on its own, for `re` is several times as fast if a pattern begins with a set.
    first = chars(0xC2, 0xF0) + "(?:" + "|".join(f"(?<={lead}){rest}" for lead, rest in forms) + ")"
    more = "|".join(lead + rest for lead, rest in forms)
    return _Reading(name, MappingProxyType(byte_of), re.compile(f"{first}(?:{more})*+"))
