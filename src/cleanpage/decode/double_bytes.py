"""Read Big5 and EUC-JP as browsers do, which know more characters than Python's codecs.

Bytes come in and text goes out, with U+FFFD for bytes that mean nothing. Each part of an encoding is left to the
codec that reads it as the WHATWG Encoding Standard does: in Big5, Microsoft's for most and Hong Kong's for its own
additions; in EUC-JP, that of Shift_JIS, whose table has the additions of NEC and IBM at the same places.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_BIG5_PART: Final = re.compile(
    rb"(?P<cp950>(?:[\x00-\x7f]|[\xa1\xa2\xa4-\xc5\xc9-\xf8][\x40-\x7e\xa1-\xfe]|"
    rb"\xa3[\x40-\x7e\xa1-\xbf\xe1]|\xc6[\x40-\x7e]|\xf9[\x40-\x7e\xa1-\xd5])++)"
    rb"|(?P<hkscs>[\x81-\xfe][\x40-\x7e\x80-\xfe])|(?s:.)"
)
"""What Big5 and Microsoft have in common, or one character that only Hong Kong's table has as browsers read it."""

_BIG5_FILLED: Final = """
877a㡵𡵓𣚞𦀡㻬 87a1𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘
87c9穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋 8e69箸 8e6f簆 8e7e糎 8eab緒 8eb4縝 8ecd者 8ed0耨 8f57菁
8f69蒨 8f6e萏 8fcb覦覩 8ffe起 906d都 907a銹 90dc靜 90f1響 91bf鼖 9244蔃 92af兙兛兝兞 92c8鍮 92d1瑹 9447浧
94ca禛 95d9邗 9644靝 96ed瀞 96fc嬨 9b76爁 9b78矗 9b7b纇 9bc6駖 9bde釔 9bec惞 9bf6澶 9c42輶 9c53侻 9c62營
9c68鄄 9c6b鷰 9c77菏 9cbc尐秣 9cd0婧 9d57輋 9d5a筑 9dc4拐 9ea9恢 9eef痹 9efd汊 9f60鬮 9f66鼗 9fcb僭 9fd8弌
a063蠏 a077拎 a0d5瑨 a0df煢 a0e4牐 a3c0␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡
c6cf廴 c6d3无 c6d5癶 c6d7隶 c6de〃仝 fa5f倩 fa66偽 fabd包 fac5卄 fad5卿 fb48嘅 fbb8婷 fbf3幵 fbf9廐 fc4f彘
fc6c悤 fcb9撐 fce2晴 fcf1杞 fdb7沜渝 fdbb港 fdf1煮 fe52猪 fe6f瑜 feaa瓩 fedd砉
"""
"""Characters of Big5 that the standard has (its index-big5.txt) and no codec of Python: the first of some in a row."""

_EUC_PART: Final = re.compile(
    rb"(?P<jis0208>(?:[\x00-\x7f]|\x8e[\xa1-\xdf]|[\xa1-\xfe][\xa1-\xfe])++)"
    rb"|(?P<jis0212>\x8f[\xa1-\xfe][\xa1-\xfe])|(?s:.)"
)
_EUC_CHAR: Final = re.compile(rb"\x8e(.)|([\xa1-\xfe])(.)", re.DOTALL)

_SHIFTED: Final = re.compile(rb"[\x00-\x7f\xa1-\xdf]|..", re.DOTALL)
"""A character of Shift_JIS."""

_FIRST: Final = 0xA1
"""The lowest byte of a character of EUC-JP."""


def decode_big5(dump: bytes) -> str:
    """Return the text of Big5 with the additions of Microsoft and Hong Kong."""
    return "".join([_big5_part(part) for part in _BIG5_PART.finditer(dump)])


def decode_euc_jp(dump: bytes) -> str:
    """Return the text of EUC-JP with the additions of NEC and IBM."""
    return "".join([_euc_part(part) for part in _EUC_PART.finditer(dump)])


def _big5_part(part: re.Match[bytes]) -> str:
    char = part["hkscs"]
    if char is None:
        return _strict(part[0], "cp950") or "\ufffd"
    # The second byte of a character that is none can be a letter of its own.
    return _filled().get(char) or _strict(char, "big5hkscs") or "\ufffd" + char[1:].decode("ascii", "ignore")


def _strict(part: bytes, codec: str) -> str:
    """Return the text of some bytes; "" if a part of them means nothing."""
    try:
        return part.decode(codec)
    except UnicodeDecodeError:
        return ""


@cache
def _filled() -> dict[bytes, str]:
    """Return the characters that the codecs lack, by their bytes."""
    found = {}
    for run in _BIG5_FILLED.split():
        start = int(run[:4], 16)
        found.update({(start + at).to_bytes(2): char for at, char in enumerate(run[4:])})
    return found


def _euc_part(part: re.Match[bytes]) -> str:
    if not part["jis0208"]:
        # The wide tilde is the one character of JIS X 0212 that the codec reads otherwise.
        return _strict(part[0], "euc_jp").replace("~", "～") or "\ufffd"
    chars = _EUC_CHAR.sub(_shifted, part[0])
    return _strict(chars, "cp932") or "".join(
        [_strict(char[0], "cp932") or "\ufffd" for char in _SHIFTED.finditer(chars)]
    )


def _shifted(char: re.Match[bytes]) -> bytes:
    """Return the bytes of a character in Shift_JIS, which has two rows of JIS X 0208 for one lead byte."""
    if char[1]:
        return char[1]
    row, cell = char[2][0] - _FIRST, char[3][0] - _FIRST
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 63)
    return bytes((lead, trail))
