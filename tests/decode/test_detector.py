"""Sentences of ours in the encodings that pages without a declaration come in."""

from __future__ import annotations

import random

import pytest

from cleanpage.decode.charsets import CODECS, LANGUAGES, Language
from cleanpage.decode.detector import detect_charset

SENTENCES = {
    "ru": "Поезд на Казань отправился с опозданием на двадцать минут из-за ремонта путей.",
    "uk": "Їхній потяг прибув із запізненням, бо біля мосту ремонтували залізничну колію.",
    "bg": "Общината обяви, че ремонтът на моста ще приключи преди празниците.",
    "el": "Η θάλασσα ήταν ήρεμη το πρωί και οι ψαράδες γύριζαν στο λιμάνι με γεμάτα δίχτυα.",
    "he": "הרכבת לחיפה יצאה באיחור של עשרים דקות בגלל תקלה במסילה.",
    "ar": "انطلق القطار إلى المدينة متأخرا عشرين دقيقة بسبب عطل في السكة.",
    "th": "ตลาดเช้าใกล้สถานีรถไฟเปิดตั้งแต่ตีห้าและขายผักสดจากสวน",
    "ja": "港町の朝市は五時に始まり、漁師たちが獲れたばかりの魚を並べている。",
    "zh-hans": "开往上海的列车因为线路故障晚点二十分钟出发，居民们请求不要关闭市场旁边的老图书馆。",
    "zh-hant": "開往上海的列車因為線路故障晚點二十分鐘出發，居民們請求不要關閉市場旁邊的老圖書館。",
    "ko": "부산으로 가는 열차가 선로 고장 때문에 이십 분 늦게 출발했다.",
    "de": "Die Fähre über die Förde fährt während der Bauarbeiten nur zweimal täglich.",
    "fr": "Le vieux pêcheur a réparé ses filets près du phare où la mer était calme après l’orage.",
    "es": "El tren salió mañana y tarde con veinte minutos más por una avería en la vía.",
    "sv": "Färjan över sundet går på måndagar när båten är lagad och hamnen öppen.",
    "pl": "Wójt ogłosił, że most będzie zamknięty aż do świąt, a pociągi pojadą dłuższą drogą.",
    "cs": "Vlak do Plzně vyjel se zpožděním, protože dělníci ještě opravovali koleje u řeky.",
    "hu": "A vonat húsz perc késéssel indult, mert a híd mellett még javították a sérült síneket, őszig.",
    "tr": "Şehir kütüphanesi yağmur yüzünden kapalı, çarşıdaki küçük sinema ise açık kalacak.",
    "lt": "Miesto taryba pranešė, kad tilto remontas bus baigtas prieš šventes, o eismas vyks įprastai.",
}

CASES = [
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("ru", "iso-8859-5"),
    ("ru", "ibm866"),
    ("uk", "windows-1251"),
    ("uk", "koi8-u"),
    ("bg", "windows-1251"),
    ("el", "windows-1253"),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
    ("ar", "iso-8859-6"),
    ("th", "windows-874"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("zh-hans", "gbk"),
    ("zh-hant", "big5"),
    ("ko", "euc-kr"),
    ("de", "windows-1252"),
    ("fr", "windows-1252"),
    ("es", "windows-1252"),
    ("sv", "windows-1252"),
    ("pl", "windows-1250"),
    ("pl", "iso-8859-2"),
    ("cs", "windows-1250"),
    ("cs", "iso-8859-2"),
    ("hu", "windows-1250"),
    ("tr", "windows-1254"),
    ("lt", "windows-1257"),
]


def page(text: str, html: str = "<html>") -> str:
    scripts = "<script>var counter = 1; function count(x) { return x + counter }</script>" * 20
    menu = '<ul class="menu">' + '<li><a href="/index.html">Home</a></li>' * 20 + "</ul>"
    return f"{html}<head><title>{text[:20]}</title>{scripts}</head><body>{menu}<p>{text}</p></body></html>"


@pytest.mark.parametrize(("language", "encoding"), CASES, ids=["-".join(case) for case in CASES])
def test_a_sentence_is_enough(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    assert detect_charset(text.encode(CODECS[encoding])) == encoding
    assert detect_charset(page(text).encode(CODECS[encoding])) == encoding


def test_greek_encodings_read_the_same() -> None:
    text = SENTENCES["el"]
    data = text.encode("iso8859-7")
    assert data.decode(CODECS[detect_charset(data)]) == text


def test_late_text_is_found() -> None:
    data = page("©" + " filler" * 50_000 + SENTENCES["ru"] * 400).encode("cp1251", "replace")
    assert detect_charset(data) == "windows-1251"


SHORT = [
    pytest.param("Казань", "windows-1251", id="ru-windows-1251"),
    pytest.param("Казань сегодня", "koi8-r", id="ru-koi8-r"),
    pytest.param("列车晚点", "gbk", id="zh-gbk"),
    pytest.param("港の朝市", "shift_jis", id="ja-shift_jis"),
    pytest.param("Straße", "windows-1252", id="de-windows-1252"),
    pytest.param("Café", "windows-1252", id="fr-windows-1252"),
    pytest.param("It’s “late” — © 2020", "windows-1252", id="en-windows-1252"),
    pytest.param("Fish £12, pie £9, tea £2 at the café", "windows-1252", id="en-prices"),
    pytest.param(" ".join("\xa0" * n for n in range(9)) + " It’s ©", "windows-1252", id="layout-by-spaces"),
    pytest.param("500\xa0m² à 3\xa0€", "windows-1252", id="no-break-spaces"),
    pytest.param("Fähr\xadver\xadbin\xaddung, Über\xadfahrt\xads\xadzeiten", "windows-1252", id="soft-hyphens"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_a_few_words(text: str, encoding: str) -> None:
    assert detect_charset(page(text).encode(CODECS[encoding])) == encoding


UNRELIABLE = [
    pytest.param("Ostrów", "windows-1250", id="pl-only-o-acute"),
    pytest.param("zámek na Děčíně", "iso-8859-2", id="cs-no-telling-letter"),
    pytest.param("Rīga", "windows-1257", id="lv-one-letter"),
    pytest.param("Hội đồng thành phố", "windows-1258", id="vi-not-known"),
]


@pytest.mark.xfail(strict=True, reason="a letter or two don't tell the encodings of Latin script apart")
@pytest.mark.parametrize(("text", "encoding"), UNRELIABLE)
def test_unreliable_when_short(text: str, encoding: str) -> None:
    assert detect_charset(page(text).encode(CODECS[encoding], "ignore")) == encoding


def test_stated_language_decides_where_letters_do_not() -> None:
    data = "Rīga".encode("cp1257")
    assert detect_charset(page("").encode() + data) != "windows-1257"
    assert detect_charset(page("", '<html lang="lv">').encode() + data) == "windows-1257"


def test_noise_fits_no_language() -> None:
    noise = random.Random(7).randbytes(4000)
    assert detect_charset(noise) == ""


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: f"{it.code or 'mixture'}-{it.encodings[0]}")
def test_letters_are_listed_once_and_in_the_encoding(language: Language) -> None:
    assert len(set(language.letters)) == len(language.letters)
    assert language.letters.encode(CODECS[language.encodings[0]])
    assert not language.letters.isascii()
