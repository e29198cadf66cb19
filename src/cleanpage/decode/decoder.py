"""Makes text of a dump: which encoding its bytes are in, and whether they are a page at all.

In: bytes or a string, with what the caller and the server said about the encoding. Out: a `Dump` whose
text has no byte-order mark, no NUL, no lone surrogate and "\\n" at the end of every line, with the rule
that decided. The rules are browsers' (WHATWG Encoding and HTML Standards) and doubt what browsers
believe where the bytes prove it wrong: text that is UTF-8 is hardly ever so by chance. Nothing in a page
raises. It doesn't know HTML beyond the places where a page declares its encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cleanpage.blocks import Dump, EncodingSource
from cleanpage.decode.charsets import (
    BINARY_FORMATS,
    BOMS,
    CODECS,
    CORRECTIONS,
    FILLED,
    LABELS,
    LANGUAGES,
    MULTIBYTE,
    SHIFTS,
    TEXT_FORMATS,
    WIDE,
)
from cleanpage.decode.misread import find_misread, mend_misread, respell_islands
from cleanpage.errors import OptionsError

HEAD_BYTES: Final = 4096
"""Where a declaration, UTF-16 and binary data are looked for. Browsers look for a declaration in the first
1024 bytes; pages that put scripts before it are common, and four times as far still costs nothing."""

MAX_BAD_SHARE: Final = 0.25
"""Undecodable places per byte beyond ASCII up to which a page is still UTF-8: a page with bad spots has
under 0.02, one in another encoding 0.37 (euc-jp) and more. One curly quote outvotes a lone bad byte."""

MAX_BAD_SHARE_AGAINST_CLAIM: Final = 0.01
"""The same where another encoding was claimed: only a cut end or a single accident is forgiven."""

MIN_HIGH_BYTES_AGAINST_CLAIM: Final = {False: 3, True: 12}
"""Bytes beyond ASCII that must all be UTF-8 to overrule a claim of an encoding with one byte a character,
or (True) with two. In one byte, É» is a valid pair by chance and no three bytes are; of GBK's pairs,
one in seven is valid UTF-8, six in a row are not."""

MIN_HIGH_BYTES_AGAINST_WESTERN: Final = 12
"""Bytes beyond ASCII from which a claim of windows-1252 is doubted. It is what servers and templates claim unasked."""

MIN_RUN_SHARE_AGAINST_WESTERN: Final = 0.5
"""Share of them in runs of four and more, as only other scripts have. Of 2,088 pages with such bytes written in
windows-1252, 11 have it, and one would be taken for another encoding: a page that was misread before."""

MIN_HOLE_SHARE: Final = 0.05
"""Undecodable places per byte beyond ASCII from which a claim of another encoding is doubted: one is forgiven."""

MAX_CONTROL_SHARE: Final = 0.05
"""Share of control bytes in the head above which it is binary; 0.1 in compressed data, 0 in a page."""

MIN_CONTROLS: Final = 5
"""Control bytes below which a dump is never binary, however short."""

MIN_WIDE_NULS: Final = 8
"""NUL bytes in the head from which UTF-16 without a byte-order mark is considered."""

MIN_WIDE_SHARE: Final = 0.2
"""Share of characters that must be ASCII, so have a NUL byte, in UTF-16 without a byte-order mark. The tags
of a page are enough in any language; a plain text in Chinese is not recognised."""

_ASCII: Final = bytes(range(0x80))
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x0e\x0f\x1b"})
"""Control bytes but for white space and those with which iso-2022 shifts between character sets."""

_CHARSET: Final = re.compile(
    r"(?<![\w-])charset\s*+=\s*+[\"']?\s*+([^\s\"';,]+)|=\s*+\"(?:[^\"\\]|\\.)*+\"?", re.IGNORECASE
)
"""The charset of a Content-Type; or the quoted value of another parameter, which can say anything."""
_XML_ENCODING: Final = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']\s*([^\s\"'>]+)")
_MARKUP: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title|textarea)\b.*?(?:</\1|\Z)|<meta(?=[\s/])([^>]*)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment or an element that only quotes markup, to be skipped; or a `<meta>` with its attributes."""
_ATTRIBUTE: Final = re.compile(rb"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_REPLACEMENT: Final = "\ufffd".encode()
_RUN: Final = re.compile(rb"[\x80-\xff]{4,}")
_SURROGATE: Final = re.compile(rb"(\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])|\xed[\xa0-\xbf][\x80-\xbf]")
"""A pair of surrogates in UTF-8, as Java and some databases write an emoji (CESU-8), or a lone one."""
_CUT_END: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_GBK_CHAR: Final = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe][\x40-\xfe]|\x80")

_LONE_CR: Final = re.compile(rb"\r(?!\n)")

_NOT_FOR_PAGES: Final = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""Python codecs that are no character encodings."""


def decode(
    dump: bytes | str, *, encoding: str | None = None, content_type: str | None = None, mend: bool = False
) -> Dump:
    """Return the dump as text, with its encoding, the rule that found it, or what binary data it is.

    The first that applies: a `str` is text already; a byte-order mark; the caller's `encoding` (a label
    of the WHATWG Encoding Standard, which reads "latin1" as windows-1252, or the name of a Python codec);
    the charset of `content_type`; the page's own declaration; UTF-16 or iso-2022-jp by its pattern;
    UTF-8 if nearly all of it is valid; the letters of the text (`detector`); windows-1252.
    A claim of the server or page is passed over if the text is UTF-8 and the claim another encoding, or
    the other way round. Text that was misread before it came into the dump ("cafÃ©") is counted, and mended with
    `mend`, which also reads lone bytes of windows-1252 in UTF-8. Time grows with the size of the dump, memory to some
    six times it.

    >>> decode(b"<meta charset=latin1><p>Caf\\xe9\\r\\n").text
    '<meta charset=latin1><p>Café\\n'

    Raises:
        OptionsError: an `encoding` that neither the standard nor Python knows.
    """
    argument = _resolve_argument(encoding) if encoding is not None else ""
    found = _read_str(dump) if isinstance(dump, str) else _read_bytes(dump, argument, content_type)
    if mend and found.replaced and found.encoding == "utf-8" and isinstance(dump, bytes):
        mended = respell_islands(dump)
        found = _read(mended, "utf-8", found.encoding_source)
    if not mend:
        damage = find_misread(found.text, found.utf8)
        return replace(found, misread_as=damage.encoding, misread=damage.places) if damage.places else found
    text, damage = mend_misread(found.text, found.utf8)
    if not damage.places:
        return found
    return replace(found, text=text, utf8=b"", misread_as=damage.encoding, misread=damage.places)


def _read_bytes(dump: bytes, argument: str, content_type: str | None) -> Dump:
    for mark, name in BOMS:
        if dump.startswith(mark):
            return _read(dump, name, "bom")
    head = dump[:HEAD_BYTES]
    server = _resolve(_charset_of(content_type or ""))
    wide = _wide_by_nuls(head)
    if binary := _binary_format(head, wide=bool(wide or {argument, server} & WIDE)):
        return Dump(text="", encoding_source="fallback", binary=binary)
    if argument:
        return _read(dump, argument, "argument")
    if wide and server not in WIDE:
        return _read(dump, wide, "detected")
    return _read_claimed(dump, server, _declared(head))


def _charset_of(content_type: str) -> str:
    """Return the charset that a Content-Type names; "" if none.

    >>> _charset_of('text/html; x="charset=a"; charset=utf-8')
    'utf-8'
    """
    return next((charset[1] for charset in _CHARSET.finditer(content_type) if charset[1]), "")


def _resolve_argument(encoding: str) -> str:
    if isinstance(encoding, str) and ((name := _resolve(encoding)) or (name := _resolve_python(encoding))):
        return name
    hint = 'pass a name such as "utf-8" or "windows-1251", or None to detect the encoding'
    raise OptionsError("encoding", encoding, hint)


def _resolve(label: str) -> str:
    return LABELS.get(label.strip("\t\n\f\r ").lower(), "")


def _resolve_python(label: str) -> str:
    try:
        name = codecs.lookup(label.strip()).name.lower().replace("_", "-")
        if name in _NOT_FOR_PAGES:
            return ""
        # Some codecs don't decode bytes to text, or only what they like.
        bytes(range(256)).decode(name, "replace")
    except (LookupError, ValueError, TypeError):
        return ""
    return LABELS.get(name) or next((known for known, codec in CODECS.items() if codec == name), name)


def _read_str(dump: str) -> Dump:
    # One character, one byte, so that the magic numbers show in binary data decoded as latin-1.
    if binary := _binary_format(dump[:HEAD_BYTES].encode("latin-1", "replace"), wide=False):
        return Dump(text="", binary=binary)
    try:
        # Encoding is the cheapest search for surrogates, and for NULs too: in bytes it takes memchr.
        utf8 = dump.encode()
    except UnicodeEncodeError:
        text = _join_surrogates(dump)
        return _finish(text, "", "str", replaced=text.count("\ufffd") - dump.count("\ufffd"), has_nul=True)
    if b"\r" in utf8 or dump.startswith("\ufeff"):
        return _finish(dump, "", "str", replaced=0, has_nul=b"\0" in utf8)
    return _finish(dump, "", "str", replaced=0, has_nul=b"\0" in utf8, utf8=utf8)


def _read_claimed(dump: bytes, server: str, declared: str) -> Dump:
    """Read a dump by what server or page claim about it, where the bytes don't contradict, or by itself."""
    text, utf8, bad_places, bad_share = _try_utf8(dump)
    claims: tuple[tuple[str, EncodingSource], ...] = ((server, "content-type"), (declared, "declaration"))
    for name, source in claims:
        if name == "utf-8" and (bad_share <= MAX_BAD_SHARE or (bad_places == 1 and _CUT_END.search(dump[-3:]))):
            return _finish(text, name, source, replaced=bad_places, has_nul=b"\0" in dump, utf8=utf8)
        if name and name != "utf-8" and not _is_utf8_instead(dump, name, bad_share):
            found = _read(dump, name, source)
            return _read_instead(dump, found) or found
    if b"\x1b" in dump:
        for shift, name in SHIFTS:
            if shift in dump:
                return _read(dump, name, "detected")
    if bad_share <= MAX_BAD_SHARE:
        return _finish(text, "utf-8", "utf-8", replaced=bad_places, has_nul=b"\0" in dump, utf8=utf8)
    from cleanpage.decode.detector import detect_charset  # few pages need it

    if detected := detect_charset(dump):
        return _read(dump, detected, "detected")
    return _read(dump, "windows-1252", "fallback")


def _try_utf8(dump: bytes) -> tuple[str, bytes, int, float]:
    """Return the text read as UTF-8, its undecodable places, and these per byte beyond ASCII.

    In second place is what was decoded, with "\\n" for line ends if it holds no NUL; empty if some was no UTF-8.
    """
    try:
        utf8 = dump if b"\0" in dump else _unify_lines(dump)
        return utf8.decode(), utf8, 0, 0.0
    except UnicodeDecodeError:
        joined = _SURROGATE.sub(_join_utf8, dump) if b"\xed" in dump else dump
        text = joined.decode("utf-8", "replace")
        bad_places = text.count("\ufffd") - dump.count(_REPLACEMENT)
        # A lone surrogate is a bad place, but none that speaks against UTF-8.
        lone = joined.count(_REPLACEMENT) - dump.count(_REPLACEMENT)
        return text, b"", bad_places, (bad_places - lone) / _count_high(dump)


def _join_utf8(surrogates: re.Match[bytes]) -> bytes:
    return _join_surrogates(surrogates.group().decode("utf-8", "surrogatepass")).encode()


def _read_instead(dump: bytes, found: Dump) -> Dump | None:
    """Return the dump read in another encoding than was claimed, if its letters say so; else None."""
    high = _count_high(dump)
    western = (
        found.encoding == "windows-1252"
        and high >= MIN_HIGH_BYTES_AGAINST_WESTERN
        and sum(map(len, _RUN.findall(dump))) >= MIN_RUN_SHARE_AGAINST_WESTERN * high
    )
    if not western and not found.replaced > max(1, MIN_HOLE_SHARE * high):
        return None
    from cleanpage.decode.detector import detect_charset

    detected = detect_charset(dump)
    if not detected or (western and not any(detected in it.encodings for it in LANGUAGES if it.kind != "latin")):
        return None
    instead = _read(dump, detected, "detected")
    return instead if instead.replaced * 2 <= found.replaced else None


def _is_utf8_instead(dump: bytes, claim: str, bad_share: float) -> bool:
    if claim in WIDE:
        return not bad_share and b"\0" not in dump
    if bad_share > MAX_BAD_SHARE_AGAINST_CLAIM:
        return False
    return _count_high(dump) >= MIN_HIGH_BYTES_AGAINST_CLAIM[claim in MULTIBYTE]


def _count_high(dump: bytes) -> int:
    return len(dump.translate(None, _ASCII))


def _read(dump: bytes, name: str, source: EncodingSource) -> Dump:
    codec = CODECS.get(name, name)
    # UTF-8 can hold a U+FFFD of its own; of its kin too, but there it is rare.
    own = dump.count(_REPLACEMENT) if name == "utf-8" else 0
    if name == "utf-8" and b"\xed" in dump:
        dump = _SURROGATE.sub(_join_utf8, dump)
    try:
        text = _decode_big5(dump) if name == "big5" else dump.decode(codec)
    except UnicodeError:
        text = _decode_with_holes(dump, name, codec)
    for python, standard in CORRECTIONS.get(name, {}).items():
        text = text.replace(python, standard)
    if name not in CODECS:
        text = _join_surrogates(text)
    return _finish(text, name, source, replaced=text.count("\ufffd") - own, has_nul="\0" in text)


def _decode_with_holes(dump: bytes, name: str, codec: str) -> str:
    if name.startswith("windows-"):
        # WHATWG: what Windows left undefined between 0x80 and 0x9F is the control character there.
        chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
        chars = [FILLED.get((name, byte), char) for byte, char in enumerate(chars)]
        chars[0x80:0xA0] = [chr(b) if chars[b] == "\ufffd" else chars[b] for b in range(0x80, 0xA0)]
        return codecs.charmap_decode(dump, "replace", "".join(chars))[0]
    if codec == "gb18030" and b"\x80" in dump:
        # The euro sign of Microsoft, which browsers read.
        dump = _GBK_CHAR.sub(lambda char: b"\xa2\xe3" if char.group() == b"\x80" else char.group(), dump)
    if name == "euc-jp":
        from cleanpage.decode.double_bytes import decode_euc_jp  # few pages need it

        return decode_euc_jp(dump)
    return dump.decode(codec, "replace")


def _decode_big5(dump: bytes) -> str:
    from cleanpage.decode.double_bytes import decode_big5

    return decode_big5(dump)


def _join_surrogates(text: str) -> str:
    """Return the text with surrogate pairs made one character and lone surrogates U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _finish(text: str, name: str, source: EncodingSource, *, replaced: int, has_nul: bool, utf8: bytes = b"") -> Dump:
    """Return the dump without NULs, byte-order mark and carriage returns; `utf8` holds none of the latter two."""
    if has_nul:
        text = text.replace("\0", "")
        utf8 = b""
    text = text.lstrip("\ufeff")
    if not utf8 and "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Dump(text=text, encoding=name, encoding_source=source, replaced=replaced, utf8=utf8)


def _unify_lines(text: bytes) -> bytes:
    """Return the text with every line end made "\\n"; to search for two bytes takes five times as long as for one."""
    if b"\r" not in text:
        return text
    if not _LONE_CR.search(text):
        return text.replace(b"\r", b"")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _wide_by_nuls(head: bytes) -> str:
    """Return "utf-16le" or "utf-16be" if NULs fill every other byte of what is otherwise text; else ""."""
    if b"\0" not in head:
        return ""
    for name, nuls in (("utf-16le", head[1::2]), ("utf-16be", head[::2])):
        if nuls.count(0) >= max(MIN_WIDE_NULS, MIN_WIDE_SHARE * len(nuls)):
            chars = head.decode(CODECS[name], "replace").encode("latin-1", "replace")
            if _count_controls(chars) <= MAX_CONTROL_SHARE * len(chars):
                return name
    return ""


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _binary_format(head: bytes, *, wide: bool) -> str:
    """Return what binary data begins like this, in words; "" for text. `wide` text may look binary."""
    for magic, words in TEXT_FORMATS:
        if head.startswith(magic):
            return words
    controls = _count_controls(head)
    if not controls:
        return ""
    for offset, magic, words in BINARY_FORMATS:
        if head.startswith(magic, offset):
            return words
    if not wide and controls >= MIN_CONTROLS and controls > MAX_CONTROL_SHARE * len(head):
        return "binary data"
    return ""


def _declared(head: bytes) -> str:
    """Return the encoding that the page declares, in a `<meta>` or else in an XML declaration; "" if none."""
    for label in _declared_labels(head):
        if name := _resolve(label.decode("latin-1")):
            # It could be read as ASCII, so it is wrong: what a browser concludes too.
            return "utf-8" if name in WIDE else name
    return ""


def _declared_labels(head: bytes) -> Iterator[bytes]:
    for markup in _MARKUP.finditer(head):
        if markup.group(2) is None:
            continue
        attributes: dict[bytes, bytes] = {}
        for key, double_quoted, quoted, bare in _ATTRIBUTE.findall(markup.group(2)):
            attributes.setdefault(key.lower(), double_quoted or quoted or bare)
        if b"charset" in attributes:
            yield attributes[b"charset"].strip(b"/")
        elif attributes.get(b"http-equiv", b"").strip().lower() == b"content-type":
            content = attributes.get(b"content", b"").decode("latin-1")
            if charset := _charset_of(content):
                yield charset.encode("latin-1")
    if declaration := _XML_ENCODING.match(head):
        yield declaration.group(1)
