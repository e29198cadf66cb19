"""Each rule that decides an encoding, and what the text looks like whichever decided."""

from __future__ import annotations

import codecs
import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Dump
from cleanpage.decode.charsets import BINARY_FORMATS, CODECS, LABELS, TEXT_FORMATS
from cleanpage.decode.decoder import HEAD_BYTES, decode
from cleanpage.errors import OptionsError

RUSSIAN = "Поезд на Казань отправился с опозданием из-за ремонта путей у моста."
GERMAN = "Die Fähre über die Förde fährt während der Bauarbeiten nur zweimal täglich."
CHINESE = "开往上海的列车因为线路故障晚点二十分钟出发，居民们请求不要关闭市场旁边的老图书馆。"
JAPANESE = "港町の朝市は五時に始まり、漁師たちが獲れたばかりの魚を並べている。"


def page(text: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}<title>A page</title></head>\n<body><p>{text}</p></body>\n"


def found(dump: Dump) -> tuple[str, str]:
    return dump.encoding, dump.encoding_source


# --- the order of the rules -----------------------------------------------------------------------------


def test_a_str_is_text_already() -> None:
    dump = decode(page(RUSSIAN, "<meta charset=koi8-r>"), encoding="latin1", content_type="a/b; charset=big5")
    assert found(dump) == ("", "str")
    assert RUSSIAN in dump.text


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        pytest.param(codecs.BOM_UTF8, "utf-8", "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le", id="utf-16le"),
        pytest.param(codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be", id="utf-16be"),
        pytest.param(codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le", id="utf-32le"),
        pytest.param(codecs.BOM_UTF32_BE, "utf-32-be", "utf-32be", id="utf-32be"),
    ],
)
def test_byte_order_mark_beats_every_claim(mark: bytes, codec: str, name: str) -> None:
    text = page(CHINESE, "<meta charset=koi8-r>")
    dump = decode(mark + text.encode(codec), encoding="windows-1252", content_type="text/html; charset=big5")
    assert dump == Dump(text=text, encoding=name, encoding_source="bom")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        pytest.param("koi8-r", "koi8-r", id="label"),
        pytest.param("  KOI8-R\n", "koi8-r", id="case-and-space"),
        pytest.param("koi8_r", "koi8-r", id="label-with-underscore"),
        pytest.param("cp866", "ibm866", id="label-that-is-no-name"),
        pytest.param("windows_1251", "windows-1251", id="python-alias"),
        pytest.param("mac_cyrillic", "x-mac-cyrillic", id="python-codec-of-a-known-encoding"),
        pytest.param("cp855", "cp855", id="python-only"),
    ],
)
def test_argument(encoding: str, name: str) -> None:
    data = page(RUSSIAN, "<meta charset=utf-8>").encode(CODECS.get(name, name))
    dump = decode(data, encoding=encoding, content_type="text/html; charset=utf-8")
    assert found(dump) == (name, "argument")
    assert RUSSIAN in dump.text


def test_argument_is_obeyed_even_if_wrong() -> None:
    dump = decode(GERMAN.encode("cp1252"), encoding="utf-8")
    assert found(dump) == ("utf-8", "argument")
    assert dump.replaced == dump.text.count("\ufffd") == 6


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("klingon", id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("a\0b", id="nul"),
        pytest.param("ütf-8", id="not-ascii"),
        pytest.param("rot13", id="text-to-text"),
        pytest.param("zlib", id="bytes-to-bytes"),
        pytest.param("idna", id="idna"),
        pytest.param("punycode", id="punycode"),
        pytest.param("unicode_escape", id="unicode-escape"),
        pytest.param("undefined", id="undefined"),
    ],
)
@pytest.mark.parametrize("dump", [pytest.param(b"text", id="bytes"), pytest.param("text", id="str")])
def test_unknown_argument_raises(dump: bytes | str, encoding: str) -> None:
    with pytest.raises(OptionsError, match=r"utf-8") as caught:
        decode(dump, encoding=encoding)
    assert (caught.value.name, caught.value.value) == ("encoding", encoding)


@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param("text/html; charset=windows-1251", id="plain"),
        pytest.param("text/html;charset=WINDOWS-1251", id="case"),
        pytest.param('text/html; charset="windows-1251"', id="double-quotes"),
        pytest.param("text/html; charset='windows-1251'", id="single-quotes"),
        pytest.param("text/html;  charset = cp1251 ; boundary=x", id="spaces-and-more"),
        pytest.param("charset=x-cp1251", id="alone"),
        pytest.param('text/html; x="; charset=koi8-r;"; charset=cp1251', id="behind-quotes"),
        pytest.param('text/html; x="\\"; charset=koi8-r"; charset=cp1251', id="behind-escaped-quotes"),
        pytest.param("text/html; xcharset=koi8-r; charset=cp1251", id="behind-another-name"),
    ],
)
def test_content_type_beats_the_declaration(content_type: str) -> None:
    dump = decode(page(RUSSIAN, "<meta charset=koi8-r>").encode("cp1251"), content_type=content_type)
    assert found(dump) == ("windows-1251", "content-type")
    assert RUSSIAN in dump.text


@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param("text/html", id="none"),
        pytest.param("", id="empty"),
        pytest.param("text/html; charset=", id="no-value"),
        pytest.param("text/html; charset=none", id="unknown"),
        pytest.param("text/html; x-charset=cp1251", id="another-name"),
        pytest.param('text/html; x="charset=cp1251"', id="in-quotes"),
    ],
)
def test_content_type_without_a_known_charset_is_passed_over(content_type: str) -> None:
    dump = decode(page(RUSSIAN, "<meta charset=koi8-r>").encode("koi8-r"), content_type=content_type)
    assert found(dump) == ("koi8-r", "declaration")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("<meta charset=koi8-r>", "koi8-r", id="meta"),
        pytest.param("<META CHARSET='KOI8-R' />", "koi8-r", id="upper-case"),
        pytest.param('<meta charset="koi8-r"/>', "koi8-r", id="self-closing"),
        pytest.param("<meta charset=koi8-r/>", "koi8-r", id="self-closing-bare"),
        pytest.param('<meta\nname="x"\ncharset = " koi8-r ">', "koi8-r", id="line-breaks"),
        pytest.param('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", id="http-equiv"),
        pytest.param("<meta content='text/html;charset=koi8-r' http-equiv=content-type>", "koi8-r", id="content-first"),
        pytest.param("<meta charset=none><meta charset=koi8-r>", "koi8-r", id="unknown-then-known"),
        pytest.param("<!-- <meta charset=big5> --><meta charset=koi8-r>", "koi8-r", id="comment"),
        pytest.param("<script>s='<meta charset=big5>'</script><meta charset=koi8-r>", "koi8-r", id="script"),
        pytest.param("<title><meta charset=big5></title><meta charset=koi8-r>", "koi8-r", id="title"),
        pytest.param("<meta name=keywords content='charset=big5'><meta charset=koi8-r>", "koi8-r", id="name"),
        pytest.param("<metadata charset=big5><meta charset=koi8-r>", "koi8-r", id="other-element"),
        pytest.param("<script>" + "x" * 3000 + "</script><meta charset=koi8-r>", "koi8-r", id="late"),
        pytest.param("<meta charset=koi>", "koi8-r", id="label"),
    ],
)
def test_declaration(head: str, expected: str) -> None:
    data = page(RUSSIAN, head).encode("koi8-r")
    dump = decode(data)
    assert found(dump) == (expected, "declaration")
    assert dump.text == data.decode(CODECS[expected])


def test_xml_declaration() -> None:
    data = f'<?xml version="1.0" encoding="koi8-r"?>\n<html><body><p>{RUSSIAN}'.encode("koi8-r")
    assert found(decode(data)) == ("koi8-r", "declaration")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("<!-- <meta charset=big5> -->", id="in-comment"),
        pytest.param("<!-- <meta charset=big5>", id="in-open-comment"),
        pytest.param("<script><meta charset=big5>", id="in-open-script"),
        pytest.param(" " * HEAD_BYTES + "<meta charset=big5>", id="too-late"),
    ],
)
def test_no_declaration(head: str) -> None:
    assert found(decode(page(RUSSIAN, head).encode("koi8-r"))) == ("koi8-r", "detected")


@pytest.mark.parametrize("label", ["utf-16", "utf-16be", "unicode", "ucs-2"])
def test_utf16_declared_in_ascii_is_utf8(label: str) -> None:
    assert found(decode(page(RUSSIAN, f"<meta charset={label}>").encode())) == ("utf-8", "declaration")


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=utf-16"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, CHINESE], ids=["german", "russian", "chinese"])
def test_utf16_without_mark(text: str, content_type: str | None) -> None:
    dump = decode(page(text).encode("utf-16-le"), content_type=content_type)
    assert (dump.encoding, dump.text, dump.binary) == ("utf-16le", page(text), "")
    if content_type is None:
        assert found(decode(page(text).encode("utf-16-be"))) == ("utf-16be", "detected")


def test_utf8_without_claim() -> None:
    assert decode(page(RUSSIAN).encode()) == Dump(text=page(RUSSIAN), encoding="utf-8", encoding_source="utf-8")
    assert found(decode(b"<p>All ASCII.</p>")) == ("utf-8", "utf-8")
    assert found(decode(b"")) == ("utf-8", "utf-8")


def test_iso_2022_jp_is_not_taken_for_ascii() -> None:
    assert decode(page(JAPANESE).encode("iso2022_jp")) == Dump(
        text=page(JAPANESE), encoding="iso-2022-jp", encoding_source="detected"
    )


def test_fallback_maps_every_byte() -> None:
    dump = decode(bytes(range(0x80, 0x100)))
    assert found(dump) == ("windows-1252", "fallback")
    assert dump.replaced == 0
    assert len(dump.text) == 128
    assert [char for char in dump.text if char < "\xa0"] == list("\x81\x8d\x8f\x90\x9d")


# --- claims that the bytes contradict -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        pytest.param("iso-8859-1", "It’s late", ("utf-8", "utf-8"), id="one-curly-quote"),
        pytest.param("iso-8859-1", GERMAN, ("utf-8", "utf-8"), id="umlauts"),
        pytest.param("windows-1251", RUSSIAN, ("utf-8", "utf-8"), id="russian"),
        pytest.param("gbk", CHINESE, ("utf-8", "utf-8"), id="multibyte"),
        pytest.param("gbk", "It’s late", ("gbk", "declaration"), id="multibyte-one-curly-quote"),
        pytest.param("iso-8859-1", "All ASCII.", ("windows-1252", "declaration"), id="ascii"),
        pytest.param("iso-8859-1", "\u00c9\u00bb".encode("cp1252").decode(), ("windows-1252", "declaration"),
                     id="one-pair-by-chance"),
    ],
)  # fmt: skip
def test_utf8_beats_a_wrong_claim(claim: str, text: str, expected: tuple[str, str]) -> None:
    data = page(text, f"<meta charset={claim}>").encode()
    assert found(decode(data)) == expected
    assert found(decode(data, content_type=f"text/html; charset={claim}"))[0] == expected[0]


def test_a_cut_end_does_not_save_a_wrong_claim() -> None:
    data = (page(RUSSIAN * 3, "<meta charset=iso-8859-1>").rpartition("</p>")[0] + "ж").encode()[:-1]
    assert found(decode(data)) == ("utf-8", "utf-8")


def test_utf16_claimed_of_utf8_is_passed_over() -> None:
    assert found(decode(page(GERMAN).encode(), content_type="text/html; charset=utf-16")) == (
        "utf-8",
        "utf-8",
    )
    assert found(decode(b"<p>All ASCII.</p>", content_type="text/html; charset=utf-16")) == ("utf-8", "utf-8")


@pytest.mark.parametrize("text", [RUSSIAN, "Один №"], ids=["sentence", "two-words"])
def test_wrong_claim_of_utf8_goes_on(text: str) -> None:
    wrong, right = "<meta charset=utf-8>", "<meta charset=windows-1251>"
    assert found(decode(page(text, wrong).encode("cp1251")))[1] in {"detected", "fallback"}
    dump = decode(page(text, right).encode("cp1251"), content_type="text/html; charset=utf-8")
    assert found(dump) == ("windows-1251", "declaration")


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        pytest.param(page(GERMAN).encode().replace(b"A page", b"A p\xe4ge"), 1, id="one-bad-byte"),
        pytest.param(page(GERMAN).encode().replace(b"p>", b"p>\xff", 2), 2, id="two-bad-bytes"),
        pytest.param(GERMAN.encode() + "ä".encode()[:1], 1, id="cut-in-two-bytes"),
        pytest.param(GERMAN.encode() + "’".encode()[:2], 1, id="cut-in-three-bytes"),
        pytest.param("It’s caf".encode() + b"\xe9!", 1, id="bad-byte-and-curly-quote"),
        pytest.param(GERMAN.encode() + "\ufffd\ufffd".encode(), 0, id="replaced-before"),
    ],
)
@pytest.mark.parametrize("declared", [False, True], ids=["undeclared", "declared"])
def test_nearly_utf8_stays_utf8(data: bytes, replaced: int, declared: bool) -> None:
    if declared:
        data = b"<meta charset=utf-8>" + data
    dump = decode(data)
    assert found(dump) == ("utf-8", "declaration" if declared else "utf-8")
    assert dump.replaced == replaced
    assert dump.text == data.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(CHINESE, "gbk", id="gbk"),
        pytest.param(JAPANESE, "euc-jp", id="euc-jp"),
        pytest.param(JAPANESE, "shift_jis", id="shift_jis"),
        pytest.param(RUSSIAN, "windows-1251", id="windows-1251"),
        pytest.param(RUSSIAN, "koi8-r", id="koi8-r"),
        pytest.param(GERMAN, "windows-1252", id="windows-1252"),
    ],
)
def test_other_encodings_are_not_nearly_utf8(text: str, encoding: str) -> None:
    dump = decode(page(text).encode(CODECS[encoding]))
    assert dump == Dump(text=page(text), encoding=encoding, encoding_source="detected")


def test_an_accent_is_not_a_cut_end() -> None:
    assert decode("Das Café öffnet um elf.".encode("cp1252")).text == "Das Café öffnet um elf."
    assert decode("Das Café".encode("cp1252")).text == "Das Café"


# --- labels and codecs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_a_codec(label: str) -> None:
    assert label == label.lower()
    assert codecs.lookup(CODECS[LABELS[label]])
    assert decode(b"", encoding=label).encoding == LABELS[label]


@pytest.mark.parametrize(
    ("label", "name", "data", "text"),
    [
        pytest.param("iso-8859-1", "windows-1252", b"\x93a\x94 \x80", "“a” €", id="latin1"),
        pytest.param("ascii", "windows-1252", b"\x85", "…", id="ascii"),
        pytest.param("iso-8859-9", "windows-1254", b"\xfe\x92", "ş’", id="latin5"),
        pytest.param("tis-620", "windows-874", b"\xa1\x85\x81", "ก…\x81", id="tis-620"),
        pytest.param("gb2312", "gbk", b"\x81\x30\x81\x30\xb5\xc4", "\x80的", id="gb2312"),
        pytest.param("x-sjis", "shift_jis", b"\x87\x40\xed\x40", "①纊", id="shift_jis"),
        pytest.param("euc-jp", "euc-jp", b"\xa4\xa2\xad\xa1", "あ①", id="euc-jp-nec"),
        pytest.param("big5", "big5", b"\xa4\xa4\xf9\xd6", "中碁", id="big5-eten"),
        pytest.param("big5", "big5", b"\xa4\xa4\xa3\xe1", "中€", id="big5-euro"),
        pytest.param("ks_c_5601-1987", "euc-kr", b"\x8c\x63\xb0\xa1", "똠가", id="euc-kr"),
        pytest.param("iso-8859-8-i", "iso-8859-8-i", b"\xe0", "א", id="logical-hebrew"),
        pytest.param("windows-1253", "windows-1253", b"\xe1\xd2\x81", "α\ufffd\x81", id="undefined"),
        pytest.param("hz-gb-2312", "hz-gb-2312", b"~{VPND~}", "中文", id="hz"),
    ],
)
def test_encoding_reads_as_browsers_do(label: str, name: str, data: bytes, text: str) -> None:
    dump = decode(data, encoding=label)
    assert (dump.encoding, dump.text) == (name, text)
    assert dump.replaced == text.count("\ufffd")


# --- the text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "replaced"),
    [
        pytest.param("a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd", 0, id="line-ends"),
        pytest.param("\ufeffa\ufeffb", "a\ufeffb", 0, id="mark"),
        pytest.param("a\0b\0\r\0\n", "ab\n", 0, id="nul"),
        pytest.param("a\ud800b\udfff", "a\ufffdb\ufffd", 2, id="lone-surrogates"),
        pytest.param("a\ud83d\ude00b\ufffd", "a😀b\ufffd", 0, id="surrogate-pair"),
        pytest.param("\ud800\r\n\0", "\ufffd\n", 1, id="surrogate-and-line-end"),
        pytest.param("a\x85b\u2028c\x0b\x0c", "a\x85b\u2028c\x0b\x0c", 0, id="no-line-ends"),
        pytest.param("", "", 0, id="empty"),
    ],
)
def test_text_is_normalised(text: str, expected: str, replaced: int) -> None:
    dump = decode(text)
    assert (dump.text, dump.replaced) == (expected, replaced)
    if not replaced and "\ud83d" not in text:
        assert decode(text.encode()).text == expected
        assert decode(text.encode("utf-16")).text == expected


def test_python_codecs_that_make_surrogates() -> None:
    dump = decode(b"+2AA-a", encoding="utf-7")
    assert (dump.text, dump.replaced) == ("\ufffda", 1)


# --- binary data ----------------------------------------------------------------------------------------

NOISE = zlib.compress(bytes(range(256)) * 8 + GERMAN.encode() * 3)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>", "a PDF document", id="pdf"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + NOISE, "a JPEG image", id="jpeg"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image", id="png"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8 ", "a WebP image", id="webp"),
        pytest.param(b"PK\x03\x04\x14\0\x06\0", "a ZIP archive (or an Office document)", id="zip"),
        pytest.param(gzip.compress(page(GERMAN).encode()), "gzip-compressed data", id="gzip"),
        pytest.param(b"\0\0\0\x20ftypisom", "a video, audio or image file (MP4 family)", id="mp4"),
        pytest.param(bytes(range(256)) * 4, "binary data", id="every-byte"),
        pytest.param(b"\0" * 1000, "binary data", id="zeros"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "utf-8"])
def test_binary_data(data: bytes, expected: str, encoding: str | None) -> None:
    dump = decode(data, encoding=encoding, content_type="text/html; charset=utf-8")
    assert (dump.binary, dump.text) == (expected, "")
    assert decode(data.decode("latin-1")).binary == expected


def test_binary_data_read_as_utf8_by_the_caller() -> None:
    noise = b"".join(zlib.compress(f"{n} {n * 7919}".encode()) for n in range(300))
    assert decode(noise.decode("utf-8", "replace")).binary == "binary data"


@pytest.mark.parametrize("magic", [magic for _, magic, _ in BINARY_FORMATS] + [m for m, _ in TEXT_FORMATS])
def test_magic_numbers_are_bytes_at_an_offset(magic: bytes) -> None:
    offset, words = next(
        ((offset, words) for offset, known, words in BINARY_FORMATS if known == magic),
        (0, dict(TEXT_FORMATS).get(magic, "")),
    )
    assert decode(b" " * offset + magic + b"\1").binary == words


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(JAPANESE.encode("iso2022_jp"), id="iso-2022-jp"),
        pytest.param(JAPANESE.encode("shift_jis"), id="shift_jis"),
        pytest.param(CHINESE.encode("gb18030"), id="gb18030"),
        pytest.param(page(RUSSIAN).encode("utf-16"), id="utf-16"),
        pytest.param(page(RUSSIAN).encode("utf-32"), id="utf-32"),
        pytest.param(page(RUSSIAN).encode("utf-16-le"), id="utf-16-without-mark"),
        pytest.param(RUSSIAN.encode("cp866"), id="ibm866"),
        pytest.param(b"a\0b", id="stray-nul"),
        pytest.param(b"GIF89a is a format; MZ begins a program; PK is a person.", id="magic-as-words"),
        pytest.param(b"MZ was a band.\n\f\n\x1b[1mBold\x1b[0m", id="form-feed-and-escape"),
        pytest.param(page(GERMAN * 60).encode() + bytes(range(32)) * 4, id="noise-at-the-end"),
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert decode(data).binary == ""


def test_utf16_claimed_by_the_caller_is_not_binary() -> None:
    data = CHINESE.encode("utf-16-le")
    assert decode(data, encoding="utf-16le").text == CHINESE
    assert decode(data, content_type="text/plain; charset=utf-16").text == CHINESE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("é\nb", "é\nb", id="str"),
        pytest.param("é\r\nb", "", id="str-with-line-ends"),
        pytest.param("\ufeffé", "", id="str-with-mark"),
        pytest.param("é\nb".encode(), "é\nb", id="utf-8"),
        pytest.param("é\r\nb\r\n".encode(), "é\nb\n", id="utf-8-with-line-ends"),
        pytest.param("é\rb\r\n\r".encode(), "é\nb\n\n", id="utf-8-with-lone-returns"),
        pytest.param("é\r\0\nb".encode(), "", id="utf-8-with-nul"),
        pytest.param("é".encode() * 9 + b"\xe9", "", id="nearly-utf-8"),
        pytest.param("é".encode("cp1252"), "", id="another-encoding"),
    ],
)
def test_utf8_that_is_at_hand_is_kept(data: bytes | str, expected: str) -> None:
    dump = decode(data)
    assert dump.utf8.decode() == expected
    assert expected in ("", dump.text)


# --- properties -----------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t<>&é’ж的"))
FRAGMENTS = (
    *("<meta ", "charset=", "utf-16", "koi8-r>", "http-equiv=content-type content=", "<?xml encoding='"),
    *(
        "<!--",
        "-->",
        "<script",
        "</script",
        "'",
        '"',
        "=",
        ">",
        "\ufeff",
        "\r\n",
        "\r",
        "\0",
        "\x1b$B",
        "é",
        "ж",
    ),
)
MARKUP = st.lists(st.sampled_from(FRAGMENTS)).map("".join)


@given(TEXTS)
def test_bytes_str_and_crlf_are_the_same_text(text: str) -> None:
    expected = decode(text)
    assert expected.text == text.lstrip("\ufeff")
    assert decode(text.encode()).text == expected.text
    crlf = text.replace("\n", "\r\n")
    assert decode(crlf).text == decode(crlf.encode()).text == expected.text
    assert decode(text.encode("utf-16")).text == text.removeprefix("\ufeff").lstrip("\ufeff")


@given(st.binary() | MARKUP.map(str.encode) | st.builds(bytes.__add__, MARKUP.map(str.encode), st.binary()))
def test_no_bytes_raise(data: bytes) -> None:
    check(decode(data))
    check(decode(data, content_type="text/html; charset=" + data[:12].decode("latin-1")))


@given(st.binary(), st.sampled_from([*CODECS, "utf-7", "cp037", "utf-8-sig", "johab"]))
def test_no_bytes_raise_in_any_encoding(data: bytes, encoding: str) -> None:
    check(decode(data, encoding=encoding))
    check(decode(data, content_type=f"charset={encoding}"))
    check(decode(f"<meta charset={encoding}>".encode() + data))


@given(st.text(st.characters() | st.characters(categories=["Cs"])) | MARKUP)
def test_no_str_raises(text: str) -> None:
    dump = decode(text)
    check(dump)
    if not dump.binary:
        assert decode(dump.text).text == dump.text


def check(dump: Dump) -> None:
    assert not dump.text.startswith("\ufeff")
    assert "\r" not in dump.text
    assert "\0" not in dump.text
    assert dump.utf8 in (b"", dump.text.encode())
    assert 0 <= dump.replaced <= dump.text.count("\ufffd")
    assert not (dump.binary and dump.text)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(b"<meta ", id="meta"),
        pytest.param(b"<meta charset='", id="open-quote"),
        pytest.param(b"<script \xe9", id="script"),
        pytest.param(b"<!-- ", id="comment"),
        pytest.param(b"<", id="less-than"),
        pytest.param(b"\xe9", id="one-long-word"),
        pytest.param(b"\xe9 \xc3\xa9", id="half-utf-8"),
        pytest.param(b"\x1b$B", id="escapes"),
    ],
)
def test_no_page_takes_long(unit: bytes) -> None:
    data = unit * (500_000 // len(unit))
    start = time.process_time()
    decode(data)
    # Some 0.01 to 0.5 s; anything that grew with the square would take many seconds.
    assert time.process_time() - start < 3
