"""Big5 and EUC-JP are read as the WHATWG Encoding Standard has them, where Python's codecs do not."""

from __future__ import annotations

import pytest

from cleanpage.decode import decode
from cleanpage.decode.double_bytes import decode_big5, decode_euc_jp

PAIRS = [bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("4142", "AB", id="ascii"),
        pytest.param("a440a4e5", "一文", id="common"),
        pytest.param("c6a1c6a2c6e741", "①②ぁA", id="Hong Kong's, where Microsoft has others"),
        pytest.param("8862", "Ê̄", id="two characters"),
        pytest.param("a3e1f9d6", "€碁", id="Microsoft's"),
        pytest.param("877aa3c0a3e0fedd", "㡵␀␡砉", id="in no codec"),
        pytest.param("814041", "\ufffd@A", id="a letter behind a lead byte is itself"),
        pytest.param("8180a440", "\ufffd一", id="no character"),
        pytest.param("a440a4", "一\ufffd", id="cut"),
        pytest.param("80ff", "\x80\ufffd".replace("\x80", "\ufffd"), id="no lead bytes"),
    ],
)
def test_big5(data: str, text: str) -> None:
    assert decode_big5(bytes.fromhex(data)) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("4142", "AB", id="ascii"),
        pytest.param("c6fccbdca4a2", "日本あ", id="common"),
        pytest.param("fce2b6b6a1c1bbb3f9f5", "髙橋～山﨑", id="IBM's, as NEC placed them"),
        pytest.param("ada1adb5", "①Ⅰ", id="NEC's"),
        pytest.param("8eb1", "ｱ", id="half a width"),
        pytest.param("8fb0a18fa2b7", "丂～", id="JIS X 0212"),
        pytest.param("a2afa4a2", "\ufffdあ", id="no character"),
        pytest.param("8fa1a1a4a2", "\ufffdあ", id="no character of JIS X 0212"),
        pytest.param("a4a2a4", "あ\ufffd", id="cut"),
        pytest.param("a441", "\ufffdA", id="a letter behind a lead byte is itself"),
    ],
)
def test_euc_jp(data: str, text: str) -> None:
    assert decode_euc_jp(bytes.fromhex(data)) == text


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("euc-jp", "a1c1a1ddfce2", "～－髙"),
        ("euc-jp", "a1c1a1ddc6fc", "～－日"),
        ("big5", "c6a1a440", "①一"),
        ("gbk", "a6d9fe59", "︐龴"),
    ],
)
def test_pages_are_read_so(encoding: str, data: str, text: str) -> None:
    dump = decode(b"<p>" + bytes.fromhex(data), encoding=encoding)
    assert (dump.text, dump.replaced) == ("<p>" + text, 0)


def test_what_codecs_agree_on_stays() -> None:
    for pair in PAIRS:
        readings = set()
        for codec in ("cp950", "big5hkscs"):
            try:
                readings.add(pair.decode(codec))
            except UnicodeDecodeError:
                readings.add("")
        if len(readings) == 1:
            (reading,) = readings
            assert not reading or decode_big5(pair) == reading


def test_each_pair_of_euc_jp_has_one_reading() -> None:
    for pair in PAIRS:
        if pair >= b"\xa1\xa1" and pair[1] >= 0xA1:
            assert len(decode_euc_jp(pair)) == 1
