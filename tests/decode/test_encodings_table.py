"""Every encoding of the Encoding Standard, declared rightly, wrongly and not at all; bytes that are broken or odd."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from cleanpage.decode.charsets import CODECS, LABELS, WIDE
from cleanpage.decode.decoder import decode

STANDARD = {
    "utf-8": 6, "ibm866": 4, "iso-8859-2": 9, "iso-8859-3": 9, "iso-8859-4": 9, "iso-8859-5": 8, "iso-8859-6": 14,
    "iso-8859-7": 12, "iso-8859-8": 11, "iso-8859-8-i": 3, "iso-8859-10": 7, "iso-8859-13": 3, "iso-8859-14": 3,
    "iso-8859-15": 6, "iso-8859-16": 1, "koi8-r": 5, "koi8-u": 2, "macintosh": 4, "windows-874": 6, "windows-1250": 3,
    "windows-1251": 3, "windows-1252": 17, "windows-1253": 3, "windows-1254": 12, "windows-1255": 3, "windows-1256": 3,
    "windows-1257": 3, "windows-1258": 3, "x-mac-cyrillic": 2, "gbk": 9, "gb18030": 1, "big5": 5, "euc-jp": 3,
    "iso-2022-jp": 2, "shift_jis": 8, "euc-kr": 10, "replacement": 6, "utf-16be": 2, "utf-16le": 7, "x-user-defined": 1,
}  # fmt: skip
"""The encodings of the standard with the number of their labels; 228 labels in all."""

OURS = {"utf-32be": 1, "utf-32le": 2}
NO_CODEC = {"iso-2022-cn", "iso-2022-cn-ext", "replacement"}

RUSSIAN = "Поезд на Казань отправился с опозданием из-за ремонта путей у моста."
CENTRAL = "Žluťoučký kůň čekal, až dělníci opraví koleje u řeky, a šel dál přes pole."
WESTERN = "Die Fähre über die Förde fährt während der Bauarbeiten täglich, très tôt, señor."
GREEK = "Η θάλασσα ήταν ήρεμη το πρωί και οι ψαράδες γύριζαν στο λιμάνι με γεμάτα δίχτυα."
HEBREW = "הרכבת לחיפה יצאה באיחור של עשרים דקות בגלל תקלה במסילה."
ARABIC = "انطلق القطار إلى المدينة متأخرا عشرين دقيقة بسبب عطل في السكة."
BALTIC = "Miesto taryba pranešė, kad tilto remontas bus baigtas prieš šventes, o eismas vyks įprastai."
CHINESE = "开往上海的列车因为线路故障晚点二十分钟出发，居民们请求不要关闭市场旁边的老图书馆。"
TAIWANESE = "開往上海的列車因為線路故障晚點二十分鐘出發，居民們請求不要關閉市場旁邊的老圖書館。"
JAPANESE = "港町の朝市は五時に始まり、漁師たちが獲れたばかりの魚を並べている。"
KOREAN = "부산으로 가는 열차가 선로 고장 때문에 이십 분 늦게 출발했다."
TURKISH = "Şehir kütüphanesi yağmur yüzünden kapalı, çarşıdaki küçük sinema ise açık kalacak."

TEXTS = {
    "utf-8": RUSSIAN + CHINESE + "😀",
    "ibm866": RUSSIAN,
    "iso-8859-2": CENTRAL,
    "iso-8859-3": "La ĉevaloj aŭskultis ĝis la ŝipo de la maljuna ĵurnalisto foriris.",
    "iso-8859-4": BALTIC,
    "iso-8859-5": RUSSIAN,
    "iso-8859-6": ARABIC,
    "iso-8859-7": GREEK,
    "iso-8859-8": HEBREW,
    "iso-8859-8-i": HEBREW,
    "iso-8859-10": "Á kvöldin sitja þeir við gluggann og bíða þess að báturinn komi í höfn, ąčęėįšųū.",
    "iso-8859-13": BALTIC,
    "iso-8859-14": "Mae'r tŷ ger y dŵr ar gau, ac mae'r plant yn chwarae wrth yr afon bob dŵr a thŷ.",
    "iso-8859-15": WESTERN + " Il coûte 3 €, cœur.",
    "iso-8859-16": "Trenul spre Iași a întârziat și pasagerii au așteptat în gară două ore, € țară.",
    "koi8-r": RUSSIAN,
    "koi8-u": "Їхній потяг прибув із запізненням, бо біля мосту ґрунтовно ремонтували колію. Быў ў вёсцы.",
    "macintosh": WESTERN,
    "windows-874": "ตลาดเช้าใกล้สถานีรถไฟเปิดตั้งแต่ตีห้าและขายผักสดจากสวน",
    "windows-1250": CENTRAL + " „Ano.“",
    "windows-1251": RUSSIAN + " «Да» — №",
    "windows-1252": WESTERN + " “Yes”, it’s 5 €…",
    "windows-1253": GREEK,
    "windows-1254": TURKISH,
    "windows-1255": HEBREW,
    "windows-1256": ARABIC,
    "windows-1257": BALTIC,
    "windows-1258": "Chúng tôi đi chợ sáng nay và mưa rơi, đường đông xe, giá 5 ₫.",
    "x-mac-cyrillic": RUSSIAN,
    "gbk": CHINESE + "价格€。",
    "gb18030": CHINESE + "㐀😀",
    "big5": TAIWANESE + "李‧四",
    "euc-jp": JAPANESE + "①",
    "iso-2022-jp": JAPANESE,
    "shift_jis": JAPANESE + "①～",
    "euc-kr": KOREAN + "똠",
    "hz-gb-2312": CHINESE,
    "iso-2022-kr": KOREAN,
    "utf-16be": RUSSIAN + CHINESE + "😀",
    "utf-16le": RUSSIAN + CHINESE + "😀",
    "utf-32be": RUSSIAN + CHINESE + "😀",
    "utf-32le": RUSSIAN + CHINESE + "😀",
}


def page(text: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}<title>A page</title></head>\n<body><p>{text}</p></body>\n"


def encode(text: str, name: str) -> bytes:
    """Return the text as a page of the encoding has it."""
    if name == "koi8-u":
        return text.replace("ў", "╝").encode("koi8_u")
    if name == "gbk":
        return b"\x80".join(part.encode("gb18030") for part in text.split("€"))
    if name == "euc-jp":
        return text.encode("euc_jis_2004")
    if name == "windows-1258":
        marks = {"ú": "u\u0301", "ợ": "ơ\u0323", "ư": "ư", "ờ": "ơ\u0300", "ô": "ô"}
        return "".join(marks.get(char, char) for char in text).encode("cp1258", "ignore")
    return text.encode(CODECS[name])


def texts_of(name: str) -> tuple[str, bytes]:
    """Return the text of a table row and its bytes, from which it is read back."""
    text = TEXTS[name]
    if name == "windows-1258":
        text = encode(text, name).decode("cp1258")
    return text, encode(text, name)


each_encoding = pytest.mark.parametrize("name", CODECS)
each_of_bytes = pytest.mark.parametrize("name", [name for name in CODECS if name not in WIDE])


# ------------------------------------------------------------------ the table of the standard


def test_the_names_and_labels_are_those_of_the_standard() -> None:
    assert sum(STANDARD.values()) == 228
    counts: dict[str, int] = {}
    for name in LABELS.values():
        counts[name] = counts.get(name, 0) + 1
    expected = STANDARD | OURS
    # windows-1252 in a <meta>, and the labels that the standard refuses to decode.
    expected["windows-1252"] += expected.pop("x-user-defined")
    assert expected.pop("replacement") == len(NO_CODEC) + 3
    assert counts == expected | {"hz-gb-2312": 1, "iso-2022-kr": 2}
    assert not NO_CODEC & set(LABELS)
    assert set(TEXTS) == set(CODECS) == set(LABELS.values())


HOLES = {
    "iso-8859-3": 7, "iso-8859-6": 45, "iso-8859-7": 3, "iso-8859-8": 36, "iso-8859-8-i": 36, "windows-874": 8,
    "windows-1253": 3, "windows-1255": 10, "windows-1257": 2,
}  # fmt: skip
"""Bytes that the indexes of the standard leave empty, of encodings with one byte a character."""
SINGLE = [name for name in CODECS if name.startswith(("iso-8859", "windows", "koi8", "ibm", "mac", "x-mac"))]


@pytest.mark.parametrize("name", SINGLE)
def test_every_byte_of_an_encoding_with_one_byte_a_character(name: str) -> None:
    data = bytes(range(0x80, 0x100))
    dump = decode(data, encoding=name)
    assert len(dump.text) == len(data)
    assert dump.replaced == dump.text.count("\ufffd") == HOLES.get(name, 0)
    assert len(set(dump.text) - {"\ufffd"}) == len(data) - HOLES.get(name, 0)


# ------------------------------------------------------------------ declared rightly


@each_of_bytes
@pytest.mark.parametrize(
    ("head", "source"),
    [
        pytest.param("<meta charset={}>", "declaration", id="meta"),
        pytest.param('<meta http-equiv="Content-Type" content="text/html; charset={}">', "declaration", id="equiv"),
        pytest.param("", "content-type", id="header"),
    ],
)
def test_declared(name: str, head: str, source: str) -> None:
    text, data = texts_of(name)
    before, after = page("|", head.format(name)).encode().split(b"|")
    content_type = None if head else f"text/html; charset={name}"
    found = cleanpage.extract(before + data + after, options=cleanpage.Options(content_type=content_type))
    assert (found.encoding, found.encoding_source) == (name, source)
    assert (found.text or found.blocks[0].text) == text
    assert (found.replaced, found.misread) == (0, 0)


@each_of_bytes
def test_declared_in_xml(name: str) -> None:
    text, data = texts_of(name)
    dump = decode(f'<?xml version="1.0" encoding="{name}"?>\n<p>'.encode() + data)
    assert (dump.encoding, dump.encoding_source) == (name, "declaration")
    assert dump.text.endswith(text)


@pytest.mark.parametrize("name", sorted(WIDE))
@pytest.mark.parametrize("cut", [0, 1], ids=["whole", "odd-length"])
def test_wide(name: str, cut: int) -> None:
    text = page(TEXTS[name])
    data = text.encode(CODECS[name])
    data = data[: len(data) - cut]
    expected = (text[:-1] + "\ufffd", 1) if cut else (text, 0)
    by_header = decode(data, content_type=f"text/html; charset={name}")
    assert (by_header.encoding, by_header.encoding_source) == (name, "content-type")
    assert (by_header.text, by_header.replaced) == expected
    mark = "\ufeff".encode(CODECS[name])
    by_mark = decode(mark + data, content_type="text/html; charset=windows-1251")
    assert (by_mark.encoding, by_mark.encoding_source, by_mark.text) == (name, "bom", expected[0])
    if name.startswith("utf-16"):
        by_pattern = decode(data)
        assert (by_pattern.encoding, by_pattern.encoding_source, by_pattern.text) == (name, "detected", expected[0])


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("spelling", [str.lower, str.upper, " {}\t".format], ids=["lower", "upper", "spaces"])
def test_every_label(label: str, spelling: type[str]) -> None:
    name = LABELS[label]
    written = spelling(label)
    if name in WIDE:
        # A declaration that can be read as ASCII is wrong.
        dump = decode(page(RUSSIAN, f'<meta charset="{written}">').encode())
        assert (dump.encoding, dump.encoding_source) == ("utf-8", "declaration")
        assert RUSSIAN in dump.text
        return
    text, data = texts_of(name)
    before, after = page("|", f'<meta charset="{written}">').encode().split(b"|")
    dump = decode(before + data + after)
    assert (dump.encoding, dump.encoding_source, dump.replaced) == (name, "declaration", 0)
    assert text in dump.text


# ------------------------------------------------------------------ not declared

UNTOLD = {
    "iso-8859-3", "iso-8859-4", "iso-8859-8", "iso-8859-8-i", "iso-8859-10", "iso-8859-13", "iso-8859-14",
    "iso-8859-15", "iso-8859-16", "iso-8859-7", "macintosh", "windows-1258", "x-mac-cyrillic", "hz-gb-2312", "gb18030",
    "utf-32be", "utf-32le",
}  # fmt: skip
"""Encodings that are not told by their letters: too rare on the web, or read like another one that is told."""


@each_encoding
def test_undeclared(name: str) -> None:
    text, data = texts_of(name)
    if name in WIDE:
        data = page(text).encode(CODECS[name])
    dump = decode(data)
    if name not in UNTOLD:
        assert text in dump.text
        assert dump.encoding_source == ("utf-8" if name == "utf-8" else "detected")
        assert dump.replaced == 0
    elif not dump.binary:
        # Not silently: it says what it was read as, and every place that has no meaning is counted.
        assert dump.encoding_source in ("detected", "fallback", "utf-8")
        assert dump.replaced == dump.text.count("\ufffd")
        assert dump.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("iso-8859-7", GREEK, id="greek"),
        pytest.param("iso-8859-8", HEBREW, id="hebrew"),
        pytest.param("iso-8859-8-i", HEBREW, id="logical-hebrew"),
        pytest.param("gb18030", CHINESE, id="chinese"),
    ],
)
def test_undeclared_and_read_like_another(name: str, text: str) -> None:
    assert decode(encode(text, name)).text == text


# ------------------------------------------------------------------ declared wrongly


@pytest.mark.parametrize(
    ("claim", "actual", "text", "expected"),
    [
        pytest.param("utf-8", "windows-1251", RUSSIAN, "windows-1251", id="utf-8-for-windows-1251"),
        pytest.param("utf-8", "windows-1252", WESTERN, "windows-1252", id="utf-8-for-windows-1252"),
        pytest.param("utf-8", "shift_jis", JAPANESE, "shift_jis", id="utf-8-for-shift_jis"),
        pytest.param("utf-8", "euc-kr", KOREAN, "euc-kr", id="utf-8-for-euc-kr"),
        pytest.param("iso-8859-1", "utf-8", WESTERN, "utf-8", id="latin1-for-utf-8"),
        pytest.param("iso-8859-1", "utf-8", RUSSIAN, "utf-8", id="latin1-for-russian-utf-8"),
        pytest.param("shift_jis", "utf-8", JAPANESE, "utf-8", id="shift_jis-for-utf-8"),
        pytest.param("gb2312", "utf-8", CHINESE, "utf-8", id="gb2312-for-utf-8"),
        pytest.param("windows-1252", "gb18030", CHINESE, "gbk", id="windows-1252-for-gb18030"),
        pytest.param("iso-8859-1", "windows-1251", RUSSIAN, "windows-1251", id="latin1-for-windows-1251"),
        pytest.param("iso-8859-1", "koi8-r", RUSSIAN, "koi8-r", id="latin1-for-koi8-r"),
        pytest.param("us-ascii", "euc-jp", JAPANESE, "euc-jp", id="ascii-for-euc-jp"),
        pytest.param("iso-8859-1", "windows-1256", ARABIC, "windows-1256", id="latin1-for-windows-1256"),
        pytest.param("x-user-defined", "windows-1251", RUSSIAN, "windows-1251", id="x-user-defined"),
        pytest.param("euc-jp", "shift_jis", JAPANESE * 2, "shift_jis", id="euc-jp-for-shift_jis"),
        pytest.param("utf-16", "utf-8", RUSSIAN, "utf-8", id="utf-16-for-utf-8"),
        pytest.param("utf-32", "utf-8", RUSSIAN, "utf-8", id="utf-32-for-utf-8"),
        pytest.param("iso-2022-kr", "utf-8", KOREAN, "utf-8", id="replacement-for-utf-8"),
        pytest.param("iso-2022-cn", "utf-8", CHINESE, "utf-8", id="no-codec-for-utf-8"),
        pytest.param("hz-gb-2312", "utf-8", CHINESE, "utf-8", id="hz-for-utf-8"),
        pytest.param("replacement", "windows-1251", RUSSIAN, "windows-1251", id="replacement-for-windows-1251"),
        pytest.param("utf-7", "utf-8", CHINESE, "utf-8", id="utf-7-for-utf-8"),
    ],
)
@pytest.mark.parametrize("by_header", [False, True], ids=["meta", "header"])
def test_lies(claim: str, actual: str, text: str, expected: str, by_header: bool) -> None:
    data = page(text, "" if by_header else f"<meta charset={claim}>").encode(CODECS[actual])
    found = cleanpage.extract(
        data, options=cleanpage.Options(content_type=f"text/html; charset={claim}" if by_header else None)
    )
    assert found.encoding == expected
    assert (found.text or found.blocks[0].text) == text
    assert found.replaced == 0


@pytest.mark.xfail(strict=True, reason="nearly all of it makes sense in the encoding that is claimed")
@pytest.mark.parametrize(
    ("claim", "actual", "text"),
    [
        pytest.param("shift_jis", "euc-jp", JAPANESE, id="shift_jis-for-euc-jp"),
        pytest.param("big5", "gbk", CHINESE, id="big5-for-gbk"),
        pytest.param("windows-1251", "koi8-r", RUSSIAN, id="windows-1251-for-koi8-r"),
        pytest.param("windows-1252", "windows-1250", CENTRAL, id="windows-1252-for-windows-1250"),
    ],
)
def test_lies_that_are_believed(claim: str, actual: str, text: str) -> None:
    assert text in decode(page(text, f"<meta charset={claim}>").encode(CODECS[actual])).text


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        pytest.param("windows-1252", WESTERN, id="german"),
        pytest.param("windows-1252", "LA NAÏVETÉ DE L’ÉTÉ À ORLÉANS " * 9, id="capitals"),
        pytest.param("windows-1252", "“…” – «…»" * 9, id="marks"),
        pytest.param("windows-1252", "\xa0" * 99 + "©", id="spaces"),
        pytest.param("windows-1252", "Ïîåçä", id="few"),
        pytest.param("windows-1250", CENTRAL, id="czech"),
        pytest.param("windows-1251", RUSSIAN, id="russian"),
        pytest.param("windows-1254", TURKISH, id="turkish"),
    ],
)
def test_true_claims_are_believed(claim: str, text: str) -> None:
    dump = decode(page(text, f"<meta charset={claim}>").encode(CODECS[claim]))
    assert (dump.encoding, dump.encoding_source) == (claim, "declaration")
    assert text in dump.text


def test_short_runs_do_not_make_a_claim_a_lie() -> None:
    data = page("на и с по до за из у к " * 4, "<meta charset=iso-8859-1>").encode("cp1251")
    assert decode(data).encoding_source == "declaration"


def test_one_hole_does_not_make_a_claim_a_lie() -> None:
    data = page(JAPANESE, "<meta charset=shift_jis>").encode("cp932").replace(b"</p>", b"\xff</p>")
    dump = decode(data)
    assert (dump.encoding, dump.encoding_source, dump.replaced) == ("shift_jis", "declaration", 1)


@pytest.mark.parametrize("claim", ["utf-8", "windows-1252", "gbk", "utf-16be", "iso-2022-jp"])
@pytest.mark.parametrize("name", ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"])
def test_a_mark_beats_a_declaration(name: str, claim: str) -> None:
    text = page(RUSSIAN, f"<meta charset={claim}>")
    dump = decode(("\ufeff" + text).encode(CODECS[name]), content_type=f"text/html; charset={claim}")
    assert (dump.encoding, dump.encoding_source, dump.text) == (name, "bom", text)


# ------------------------------------------------------------------ broken bytes

UTF8 = RUSSIAN.encode()


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        pytest.param(UTF8 + b" f\xfcr " + UTF8, f"{RUSSIAN} f\ufffdr {RUSSIAN}", 1, id="island"),
        pytest.param(UTF8 + "№".encode()[:2], RUSSIAN + "\ufffd", 1, id="cut-end"),
        pytest.param(b"It is so" + "’".encode()[:2], "It is so\ufffd", 1, id="cut-end-after-ascii"),
        pytest.param(b"It is so" + "é".encode()[:1], "It is so\ufffd", 1, id="cut-end-of-one-byte"),
        pytest.param("😀".encode()[1:] + UTF8, "\ufffd" * 3 + RUSSIAN, 3, id="cut-beginning"),
        pytest.param(UTF8 + b"\xc0\xaf\xe0\x80\xaf", RUSSIAN + "\ufffd" * 5, 5, id="overlong"),
        pytest.param(UTF8 + b"a\x80b\xbfc", RUSSIAN + "a\ufffdb\ufffdc", 2, id="lone-continuations"),
        pytest.param(UTF8 + b"\xf5\x80\xff\xfe", RUSSIAN + "\ufffd" * 4, 4, id="never-in-utf-8"),
        pytest.param(UTF8 + b"\xf4\x90\x80\x80", RUSSIAN + "\ufffd" * 4, 4, id="beyond-unicode"),
        pytest.param(b"Hi \xed\xa0\xbd\xed\xb8\x80!", "Hi 😀!", 0, id="surrogate-pair"),
        pytest.param(UTF8 + b"\xed\xa0\xbd\xed\xb8\x80", RUSSIAN + "😀", 0, id="surrogate-pair-after-text"),
        pytest.param(b"Hi \xed\xa0\xbd!", "Hi \ufffd!", 1, id="lone-surrogate"),
        pytest.param(UTF8 + b"\xed\xb8\x80\xed\xa0\xbd", RUSSIAN + "\ufffd\ufffd", 2, id="surrogates-turned-round"),
        pytest.param(UTF8 + b"a\0b\0", RUSSIAN + "ab", 0, id="nuls"),
        pytest.param(UTF8 + b"\xc0\x80", RUSSIAN + "\ufffd\ufffd", 2, id="nul-of-java"),
        pytest.param(UTF8 + "\ufffd\ufdd0\uffff".encode(), RUSSIAN + "\ufffd\ufdd0\uffff", 0, id="valid-but-odd"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf" + UTF8, RUSSIAN, 0, id="two-marks"),
        pytest.param(UTF8 + b"&#1084;&#x43c;&eacute;" * 9, RUSSIAN + "&#1084;&#x43c;&eacute;" * 9, 0, id="entities"),
    ],
)
@pytest.mark.parametrize("claim", ["declared", "passed"])
def test_broken_utf8(data: bytes, text: str, replaced: int, claim: str) -> None:
    if claim == "passed":
        dump = decode(data, encoding="utf-8")
    else:
        dump = decode(data, content_type="text/plain; charset=utf-8")
    assert dump.text == text
    assert (dump.encoding, dump.replaced) == ("utf-8", replaced)


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        pytest.param("a\U0001f600".encode("utf-16-le")[:-2], "a\ufffd", 1, id="half-a-pair"),
        pytest.param(b"a\0\0\xd8b\0", "a\ufffdb", 1, id="lone-high"),
        pytest.param(b"a\0\0\xdcb\0", "a\ufffdb", 1, id="lone-low"),
        pytest.param(b"a\0b", "a\ufffd", 1, id="odd"),
        pytest.param(b"a\0\0\0b\0", "ab", 0, id="nul"),
    ],
)
def test_broken_utf16(data: bytes, text: str, replaced: int) -> None:
    dump = decode(codecs.BOM_UTF16_LE + data)
    assert (dump.encoding, dump.text, dump.replaced) == ("utf-16le", text, replaced)


@pytest.mark.parametrize(
    ("name", "data", "text", "replaced"),
    [
        pytest.param("gbk", b"\xc4\xe3\x80\xba\xc3", "你€好", 0, id="euro-of-gbk"),
        pytest.param("gbk", b"\xc4\xe3\xba", "你\ufffd", 1, id="cut-gbk"),
        pytest.param("gb18030", b"\x81\x30\x81\x30\x80\xff", "\x80€\ufffd", 1, id="four-bytes-and-euro"),
        pytest.param("shift_jis", b"\x82\xa0\x82", "あ\ufffd", 1, id="cut-shift_jis"),
        pytest.param("euc-kr", b"\xb0\xa1\xff", "가\ufffd", 1, id="bad-euc-kr"),
        pytest.param("big5", b"\xa4\xa4\xa1\x45\xa4\xe5", "中‧文", 0, id="dot-of-big5"),
        pytest.param("big5", b"\xa4\xa4\x88\x62", "中Ê̄", 0, id="hong-kong"),
        pytest.param("koi8-u", b"\xc2\xd9\xae \xbe", "быў Ў", 0, id="belarusian"),
        pytest.param("windows-1255", b"\xe0\xca\xd9", "א\u05ba\ufffd", 1, id="vowel-sign-and-hole"),
        pytest.param("x-user-defined", b"\xe9", "é", 0, id="x-user-defined"),
    ],
)
def test_broken_others(name: str, data: bytes, text: str, replaced: int) -> None:
    dump = decode(data, encoding=name)
    assert (dump.text, dump.replaced) == (text, replaced)


# ------------------------------------------------------------------ next to nothing


@pytest.mark.parametrize("byte", range(256))
def test_one_byte(byte: int) -> None:
    data = bytes([byte])
    dump = decode(data)
    if byte < 0x80:
        assert (dump.encoding, dump.encoding_source) == ("utf-8", "utf-8")
        assert dump.text == {0: "", 0x0D: "\n"}.get(byte, chr(byte))
    else:
        # Any letter may be meant; it is one, and not lost.
        assert dump.encoding_source in ("detected", "fallback")
        assert len(dump.text) == 1
    assert (dump.replaced, dump.text.count("\ufffd"), dump.misread) == (0, 0, 0)
    assert cleanpage.extract(data).status in ("no_content", "empty")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_only_a_mark(codec: str) -> None:
    found = cleanpage.extract("\ufeff".encode(codec))
    assert (found.status, found.encoding_source, found.replaced) == ("empty", "bom", 0)


def test_nothing() -> None:
    found = cleanpage.extract(b"")
    assert (found.status, found.encoding, found.encoding_source) == ("empty", "utf-8", "utf-8")
    assert cleanpage.extract("").encoding_source == "str"


@pytest.mark.parametrize("name", CODECS)
@given(data=st.binary(max_size=40), cut=st.integers(0, 9))
def test_no_bytes_raise_and_no_hole_is_hidden(name: str, data: bytes, cut: int) -> None:
    _, right = texts_of(name)
    for dump in (
        decode(right[: len(right) - cut] + data, encoding=name),
        decode(f"<meta charset={name}>".encode() + right + data, mend=True),
        decode(right + data, content_type=f"charset={name}"),
    ):
        assert dump.binary or dump.replaced <= dump.text.count("\ufffd") <= dump.replaced + data.count(b"\xff\xfd") + 9
        dump.text.encode()
