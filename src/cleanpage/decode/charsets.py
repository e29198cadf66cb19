"""The character encodings of the web as data: names, labels, Python codecs, and the letters they carry.

`LABELS` is the label table of the WHATWG Encoding Standard (encoding.spec.whatwg.org, section 4.2);
`LANGUAGES` is what `detector` knows about languages: which letters beyond ASCII are common.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

_ENCODINGS: Final = """
utf-8 utf-8: unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
ibm866 cp866: 866 cp866 csibm866
iso-8859-2 iso8859-2: csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso-8859-3 iso8859-3: csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso-8859-4 iso8859-4: csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso-8859-5 iso8859-5: csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
iso-8859-6 iso8859-6: arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e
 iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
iso-8859-7 iso8859-7: csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597
 iso_8859-7 iso_8859-7:1987 sun_eu_greek
iso-8859-8 iso8859-8: csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598
 iso_8859-8 iso_8859-8:1988 visual
iso-8859-8-i iso8859-8: csiso88598i logical
iso-8859-10 iso8859-10: csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
iso-8859-13 iso8859-13: iso8859-13 iso885913
iso-8859-14 iso8859-14: iso8859-14 iso885914
iso-8859-15 iso8859-15: csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
iso-8859-16 iso8859-16:
koi8-r koi8-r: cskoi8r koi koi8 koi8_r
koi8-u koi8-u: koi8-ru
macintosh mac-roman: csmacintosh mac x-mac-roman
windows-874 cp874: dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
windows-1250 cp1250: cp1250 x-cp1250
windows-1251 cp1251: cp1251 x-cp1251
windows-1252 cp1252: ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1
 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 x-user-defined
windows-1253 cp1253: cp1253 x-cp1253
windows-1254 cp1254: cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9
 iso_8859-9:1989 l5 latin5 x-cp1254
windows-1255 cp1255: cp1255 x-cp1255
windows-1256 cp1256: cp1256 x-cp1256
windows-1257 cp1257: cp1257 x-cp1257
windows-1258 cp1258: cp1258 x-cp1258
x-mac-cyrillic mac-cyrillic: x-mac-ukrainian
gbk gb18030: chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
gb18030 gb18030:
big5 cp950: big5-hkscs cn-big5 csbig5 x-x-big5
euc-jp euc_jp: cseucpkdfmtjapanese x-euc-jp
iso-2022-jp iso2022_jp_ext: csiso2022jp
shift_jis cp932: csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
euc-kr cp949: cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601
 windows-949
hz-gb-2312 hz:
iso-2022-kr iso2022_kr: csiso2022kr
utf-16be utf-16-be: unicodefffe
utf-16le utf-16-le: csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
utf-32be utf-32-be:
utf-32le utf-32-le: utf-32
"""
"""An encoding to a line: its name, Python's codec, then its other labels.

Three liberties with the standard. `x-user-defined` is windows-1252, as a `<meta>` has it. Where the
standard refuses to decode (its "replacement" encoding, against attacks that no text extractor has to
fear), hz-gb-2312 and iso-2022-kr are decoded, and iso-2022-cn, for which Python has no codec, is
unknown. The utf-32 names are ours: the standard has none, dumps do.
"""


def _parse_encodings() -> tuple[dict[str, str], dict[str, str]]:
    codecs, labels = {}, {}
    for line in _ENCODINGS.replace("\n ", " ").strip().splitlines():
        head, _, rest = line.partition(": " if ": " in line else ":")
        name, codec = head.split()
        codecs[name] = codec
        labels.update(dict.fromkeys([name, *rest.split()], name))
    return codecs, labels


_codecs, _labels = _parse_encodings()

CODECS: Final[Mapping[str, str]] = MappingProxyType(_codecs)
"""Python codec for each encoding, by its name in lower case."""

LABELS: Final[Mapping[str, str]] = MappingProxyType(_labels)
"""Name of the encoding for each label in lower case."""

_GB18030: Final = {
    "\ue5e5": "\u3000",
    **dict(zip("\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796", "︐︒︑︓︔︕︖︗︘︙", strict=True)),
    "\ue7c7": "ḿ",
    **dict(zip("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "龴龵龶龷龸龹龺龻", strict=True)),
}

CORRECTIONS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "koi8-u": {"╝": "ў", "╬": "Ў"},
        "shift_jis": dict.fromkeys("\uf8f0\uf8f1\uf8f2\uf8f3", "\ufffd"),
        "euc-jp": {"〜": "～", "‖": "∥", "−": "－", "¢": "￠", "£": "￡", "¬": "￢"},
        "gbk": _GB18030,
        "gb18030": _GB18030,
    }
)
"""Characters that the standard reads otherwise than Python: Belarusian letters, bytes without meaning, Japanese signs,
and Chinese characters that were for private use before they were in Unicode."""

FILLED: Final[Mapping[tuple[str, int], str]] = MappingProxyType({("windows-1255", 0xCA): "\u05ba"})
"""Bytes of an encoding to which the standard gives a meaning and Python none: a Hebrew vowel sign."""

WIDE: Final = frozenset({"utf-16le", "utf-16be", "utf-32le", "utf-32be"})
"""Encodings in which ASCII letters take more than a byte."""

SHIFTS: Final = ((b"\x1b$B", "iso-2022-jp"), (b"\x1b$@", "iso-2022-jp"), (b"\x1b$)C", "iso-2022-kr"))
"""Escapes that begin a run of Japanese or Korean; all its bytes are ASCII, so it would pass for UTF-8."""

MULTIBYTE: Final = frozenset({"gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr"})
"""Encodings in which two bytes beyond ASCII make most characters."""

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32le"),
    (b"\0\0\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
"""Byte-order marks; the longer one first where one begins with another."""

TEXT_FORMATS: Final = (
    (b"%PDF-", "a PDF document"),
    (b"%!PS-", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
)
"""Beginnings of document formats whose first bytes can be plain ASCII."""

BINARY_FORMATS: Final = (
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"PK\3\4", "a ZIP archive (or an Office document)"),
    (0, b"PK\5\6", "a ZIP archive (or an Office document)"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
    (0, b"\x1f\x8b", "gzip-compressed data"),
    (0, b"BZh", "bzip2-compressed data"),
    (0, b"\xfd7zXZ\0", "xz-compressed data"),
    (0, b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\7", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"\0\1\0\0\0", "a font"),
    (4, b"ftyp", "a video, audio or image file (MP4 family)"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (8, b"AVI ", "an AVI video"),
    (8, b"WAVE", "a WAV audio file"),
    (0, b"OggS", "an Ogg audio or video file"),
    (0, b"fLaC", "a FLAC audio file"),
    (0, b"ID3", "an MP3 audio file"),
    (0, b"SQLite format 3\0", "an SQLite database"),
)
"""(offset, magic number, words) of formats that hold control bytes close to their beginning."""


class Language(NamedTuple):
    """What tells a language's encoding: its letters and the encodings they travel in."""

    code: str
    """ISO 639-1 code; empty for a mixture."""
    kind: Literal["latin", "alphabet", "cjk"]
    """How its letters stand: among ASCII letters, apart from them, or without spaces."""
    encodings: tuple[str, ...]
    """Encodings it is found in on the web, the most usual one first."""
    letters: str
    """Its characters beyond ASCII, roughly from the most to the least frequent, in lower case."""


_WESTERN: Final = ("windows-1252",)
_CENTRAL: Final = ("windows-1250", "iso-8859-2")
_CYRILLIC: Final = ("windows-1251", "koi8-r", "iso-8859-5", "ibm866")
_UKRAINIAN: Final = ("windows-1251", "koi8-u")
_ARABIC: Final = ("windows-1256", "iso-8859-6")

LANGUAGES: Final = (
    Language("en", "latin", _WESTERN, "’”“—–‘…£é©®"),
    Language("de", "latin", _WESTERN, "üäöß–„“é"),
    Language("fr", "latin", _WESTERN, "éèà’êçôâîûùëïœ«»"),
    Language("es", "latin", _WESTERN, "óíáéñúü¿¡ºª"),
    Language("pt", "latin", _WESTERN, "ãçáéíóêõúâàôºª"),
    Language("it", "latin", _WESTERN, "èàùò’ìé"),
    Language("nl", "latin", _WESTERN, "ëé’ïöèüê"),
    Language("sv", "latin", _WESTERN, "äöå–é”"),
    Language("da", "latin", _WESTERN, "øåæ–é"),
    Language("is", "latin", _WESTERN, "íáðéöóþúæý"),
    Language("", "latin", _WESTERN, "éáíóäöüàèñãç’“”–«»ßåøêõúôâîûëïìòùæœ"),
    Language("pl", "latin", _CENTRAL, "łąęóżśćńź–„”"),
    Language("cs", "latin", _CENTRAL, "íáéěřžýčšůúďťňó"),
    Language("sk", "latin", _CENTRAL, "áíčéžýšúľťôňäďóĺŕ"),
    Language("hu", "latin", _CENTRAL, "áéöóőíüűú–"),
    Language("hr", "latin", _CENTRAL, "čšžćđ"),
    Language("ro", "latin", _CENTRAL, "ăîâţş"),
    Language("tr", "latin", ("windows-1254",), "ıüşğçöİâ’î"),
    Language("lt", "latin", ("windows-1257",), "ėšąžūųįčę–„“"),
    Language("lv", "latin", ("windows-1257",), "āīēšņļžūģčķ"),
    Language("et", "latin", ("windows-1252", "windows-1257"), "äõüöšž"),
    Language("ru", "alphabet", _CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё—«»№"),
    Language("uk", "alphabet", _UKRAINIAN, "оаинтівреслкудмпязьгбчйхцїжюєшщфґ—«»’"),
    Language("bg", "alphabet", ("windows-1251",), "аоиетнрсвлкдпмзбучягъцйжщхюшфь„“"),
    Language("sr", "alphabet", ("windows-1251",), "аиоенртсјкудвпмлзгбчшцњљжћхђфџ„“"),
    Language("el", "alphabet", ("windows-1253", "iso-8859-7"), "αοιετνσηυρπκμλςωάίδέγήόχθύφώβξζψϊ«»"),
    Language("he", "alphabet", ("windows-1255",), "יוהלארתבשמנםדכעחקפגטסצזןךץף–"),
    Language("ar", "alphabet", _ARABIC, "اليمنرتبوةعدفهسكقحجأصشطىخإذزءضغثئظآؤ،؟"),
    Language("fa", "alphabet", ("windows-1256",), "ايرندمهتوسبشكزگخلفعقپحجآچغصضطذ،"),
    Language("th", "alphabet", ("windows-874",), "านรอกเงยมลวดทสตะปบคหั่้ีิ์ไแจพชขใโุูำผซถศฟษธณฝภ็ฐญ"),
    Language(
        "ja",
        "cjk",
        ("shift_jis", "euc-jp"),
        "のいしたにはとをるが、。てかでなっんらもれすさまりこきくあつよけうせ日ーそ年ンみちえろおスト大人ルめ月"
        "わどイ本じ一ク会ラリ「」国だシ中ドア事ばレ時出者カグタフ見生行テ上間今バマ分ロ後部前ジサプチ気東地コ新"
        "ニ京メャム・ュョパデキブ　",
    ),
    Language(
        "zh",
        "cjk",
        ("gbk",),
        "的，一。是在不了人有、和中大国为年上这个我以会时到来们地要出他就对说生发成可后子行多能用于也“”学月"
        "日过市下作家分方新本进自公业前动现理经部法同工面所开全高得民长好将小体车主那天去并实物场事最点"
        "加关从水通政品：）（",
    ),
    Language(
        "zh",
        "cjk",
        ("big5",),
        "的，一。是在不了人有、和中大國為年上這個我以會時到來們地要出他就對說生發成可後子行多能用於也「」學月"
        "日過市下作家分方新本進自公業前動現理經部法同工面所開全高得民長好將小體車主那天去並實物場事最點"
        "加關從水通政品：）（",
    ),
    Language(
        "ko",
        "cjk",
        ("euc-kr",),
        "이다는에을의가고한하지로은자를사기어도해서대아시인일리나정수라전제있그보장스부원주들상구으경국성"
        "과여면게조공만세선안적드문회용비위신했오화마치무연학업개된우방물발동내소유실년되였르할때계",
    ),
)
"""Languages whose legacy encodings `detector` tells apart.

The order of the letters is ours; only their rank is used, so neighbours may be exchanged freely.
"""
