"""UTF-8 that was misread: found and mended, in words, pages and dumps; right text is neither."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from cleanpage.decode import in_pieces
from cleanpage.decode import misread as misread_module
from cleanpage.decode.decoder import decode
from cleanpage.decode.misread import Damage, find_misread, mend_misread, respell_islands

RUSSIAN = "Поезд на Казань отправился с опозданием из-за ремонта путей у моста."
CZECH = "Příliš žluťoučký kůň, „řekla“ a šla dál přes pole."
POLISH = "Wójt ogłosił, że most będzie zamknięty aż do świąt."
CHINESE = "开往上海的列车因为线路故障晚点二十分钟出发。"
FRENCH = "Le vieux pêcheur a réparé ses filets près du phare où la mer était calme ; voilà l’œuvre, à 5 €."


def misread(text: str, codec: str, times: int = 1) -> str:
    """Return the text as UTF-8 read in a codec; what that leaves undefined is the control character, as in browsers."""
    for _ in range(times):
        text = "".join(
            chr(byte) if char == "\ufffd" else char
            for byte in text.encode()
            for char in [bytes([byte]).decode(codec, "replace")]
        )
    return text


def found(text: str) -> tuple[str, int]:
    return find_misread(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("café", id="last-letter"),
        pytest.param("é", id="a-letter"),
        pytest.param("été", id="first-and-last"),
        pytest.param("Il est à Paris, là.", id="grave-a"),
        pytest.param(FRENCH, id="french"),
        pytest.param("“Yes”, it’s 5 € – or £4…", id="marks"),
        pytest.param("It’s", id="an-apostrophe"),
        pytest.param("NESTLÉ® et L’ÉTÉ", id="capitals"),
        pytest.param("Größe in m², 20°, ½", id="german"),
        pytest.param("yıl şehir ğ İstanbul", id="turkish"),
        pytest.param(RUSSIAN, id="russian"),
        pytest.param("Санкт", id="a-russian-word"),
        pytest.param("Ελληνικά", id="greek"),
        pytest.param("עברית", id="hebrew"),
        pytest.param("العربية", id="arabic"),
        pytest.param("ไทยแลนด์", id="thai"),
        pytest.param("हिन्दी", id="hindi"),
        pytest.param(CHINESE, id="chinese"),
        pytest.param("日本語のページ", id="japanese"),
        pytest.param("한국어", id="korean"),
        pytest.param("Tiếng Việt, Hội đồng", id="vietnamese"),
        pytest.param("Nice 😀 ✓ → ★ ™", id="emoji"),
        pytest.param(CZECH, id="czech"),
        pytest.param(POLISH, id="polish"),
    ],
)
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_western(text: str, codec: str, times: int) -> None:
    damaged = misread(text, codec, times)
    assert found(damaged)[0] == "windows-1252"
    assert mend_misread(damaged)[0] == text


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        pytest.param(RUSSIAN, "cp1251", "windows-1251", id="russian"),
        pytest.param("Санкт-Петербург", "cp1251", "windows-1251", id="a-word"),
        pytest.param("Он сказал: «Никогда» — и ушёл на Неву.", "cp1251", "windows-1251", id="with-marks"),
        pytest.param("не на", "cp1251", "windows-1251", id="short-words"),
        pytest.param("Он ел, а «да» — «нет».", "cp1251", "windows-1251", id="quoted-words"),
        pytest.param("It’s “late” – here…", "cp1251", "windows-1251", id="english"),
        pytest.param(CZECH, "cp1250", "windows-1250", id="czech"),
        pytest.param(POLISH, "cp1250", "windows-1250", id="polish"),
        pytest.param("Árvíztűrő tükörfúrógép, és egy hűtőgép is.", "cp1250", "windows-1250", id="hungarian"),
    ],
)
def test_eastern(text: str, codec: str, name: str) -> None:
    damaged = misread(text, codec)
    assert found(damaged)[0] == name
    assert mend_misread(damaged)[0] == text


RIGHT = [
    pytest.param("NESTLÉ® nescafÉ® und NESCAFÉ®, CAFÉ™, TÉLÉ©", id="trademarks"),
    pytest.param("été » à « été », «\xa0été\xa0», Pelé\xa0– Müller, está…", id="spaces"),
    pytest.param("„Spaß“, ‘Spaß’, »SKÅ« og »BLÅ«, „Groß“…", id="quotes"),
    pytest.param("DÉJÀ VU… L’ÉTÉ” ÉTÉ — À", id="capitals"),
    pytest.param("NÃO SÃO PÃO. IRMÃ… «IRMÃ» MAÇÃ® Ã", id="portuguese"),
    pytest.param("10.2 Å³, 1.5 Å±0.1, 5 Å–10 Å, 3 Å², 5 Å\xa0wide, Å·mol", id="angstrom"),
    pytest.param("ÄÖÜ¶ Ä¶ HEADING Ü¶", id="pilcrow"),
    pytest.param("5 ×\xa03, ×2, 2×½ cup, Ø» Ø¼", id="times"),
    pytest.param("Hâlâ… hâlâ” «está» ¿qué? Viá»…", id="circumflex"),
    pytest.param("Ăştia, Ăsta, VĂD… BĂ®", id="romanian"),
    pytest.param("В\xa0Москве, «С», С° Р— СІРІ Р\xa0С\xa0Р\xa0С, Рёв, Сёстры, СРОЧНО", id="russian"),
    pytest.param("СІРІ, ЄВРОПЕЙСЬКІ СТРІЛИ, РІСТ", id="ukrainian"),
    pytest.param("СРБИЈА, РЈЕКА, СЉЕМЕ", id="serbian"),
    pytest.param("ĹUBÍ, VĹN, KĹB…", id="slovak"),
    pytest.param("Þórður, Ð og ð, JÖRÐ…", id="icelandic"),
    pytest.param("Â A Ã Ä, â ê î, Â\xa0\n", id="letters"),
    pytest.param(FRENCH + CZECH + RUSSIAN + CHINESE, id="sentences"),
    pytest.param("&Auml;&ouml; &Eacute;&reg; &amp;acirc;&amp;euro; &Atilde;o", id="references"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_is_left_alone(text: str) -> None:
    assert find_misread(text) == Damage()
    assert mend_misread(text) == (text, Damage())


@pytest.mark.parametrize("text", [one for one in RIGHT if one.id not in ("letters", "portuguese")])
def test_right_text_beside_damage(text: str) -> None:
    damaged = misread("Le café est fermé, dit-il.", "cp1252")
    mended, damage = mend_misread(f"{text}\n{damaged}\n{text}")
    assert mended == f"{text}\nLe café est fermé, dit-il.\n{text}"
    assert damage == ("windows-1252", 2)


def test_right_russian_beside_damage() -> None:
    right = "В\xa0Москве, С\xa0Дона, В «Заре», СІРІ"
    mended = mend_misread(f"{right} {misread(RUSSIAN, 'cp1251')}")[0]
    assert mended == f"{right} {RUSSIAN}"


def test_places_in_doubt_follow_certain_ones() -> None:
    # A lone "à" and a trademark in capitals would be right by themselves.
    assert find_misread("Ã\xa0 la NOMADÂ®") == Damage()
    assert mend_misread("Ã\xa0 la maison fermÃ©e, Â\xa0x")[0] == "à la maison fermée, \xa0x"


@pytest.mark.parametrize(
    ("text", "mended", "places"),
    [
        pytest.param("isn&acirc;&euro;&trade;t", "isn’t", 1, id="names"),
        pytest.param("caf&Atilde;&copy; cr&#195;&#168;me", "café crème", 2, id="names-and-numbers"),
        pytest.param("cafÃ&copy; &amp; cr&#xc3;&#xA8;me &lt;", "café &amp; crème &lt;", 2, id="mixed"),
        pytest.param("isn&#226;&#8364;&#8482;t &eacute;", "isn’t &eacute;", 1, id="numbers"),
    ],
)
def test_character_references(text: str, mended: str, places: int) -> None:
    assert mend_misread(text) == (mended, Damage("windows-1252", places))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("<script>s.replace('â€™', \"'\")</script><p>Right.", 0, id="script"),
        pytest.param("<style>a:before{content:'â€¢'}</style><p>Right.", 0, id="style"),
        pytest.param("<SCRIPT src=x>'â€™'</SCRIPT ><p>Right.", 0, id="capitals"),
        pytest.param("<p>Right.<script>'â€™'", 0, id="open"),
        pytest.param("<script>'â€™'</script><p>Itâ€™s", 1, id="and-text"),
        pytest.param('<script type=\'application/ld+json\'>{"name": "CafÃ©"}</script>', 1, id="json-ld"),
    ],
)
def test_programs_are_left_alone(text: str, places: int) -> None:
    mended, damage = mend_misread(text)
    assert damage.places == places
    assert ("'â€" in mended) == ("'â€" in text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"Mitgef\xfchl w\xe4hlen", "Mitgefühl wählen", id="letters"),
        pytest.param(b"it\x92s \x93so\x94 \x96 5 \x80", "it’s “so” – 5 \ufffd", id="marks"),
        pytest.param(b"a caf\xe9, un caf\xe9 noir", "a café, un café noir", id="end-of-word"),
        pytest.param(b"papieros\xc3 ...<b>\xe2</b>", "papieros\ufffd ...<b>\ufffd</b>", id="cut"),
        pytest.param("Größe".encode(), "Größe", id="utf-8"),
        pytest.param(b"\x81 \xe2\x80 ", "\x81 \ufffd ", id="no-sense"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_islands(data: bytes, expected: str) -> None:
    text = respell_islands(data).decode("utf-8", "replace")
    assert text.replace("\x81", "\ufffd") == expected.replace("\x81", "\ufffd")


# ------------------------------------------------------------------ pages

ARTICLE = (
    "<html><head><title>Le café</title></head><body><nav><a href=/>Menu</a></nav><article><h1>Le café</h1>"
    + "".join(f"<p>{FRENCH} {word}" for word in ("Un", "Deux", "Trois"))
    + "</article></body></html>"
)
DUMP = "\n".join([FRENCH * 3, FRENCH * 2, "À l’été."])


@pytest.mark.parametrize("page", [ARTICLE, DUMP], ids=["html", "text"])
@pytest.mark.parametrize("as_bytes", [False, True], ids=["str", "bytes"])
def test_pages(page: str, as_bytes: bool) -> None:
    right = cleanpage.extract(page)
    damaged: str | bytes = misread(page, "cp1252")
    if as_bytes:
        damaged = str(damaged).encode()
    found = cleanpage.extract(damaged)
    assert (found.misread_as, found.misread > 9) == ("windows-1252", True)
    assert "Ã©" in found.text
    mended = cleanpage.extract(damaged, options=cleanpage.Options(mend_encoding=True))
    assert mended.text == right.text
    assert mended.metadata == right.metadata
    assert (mended.misread, mended.misread_as) == (found.misread, found.misread_as)
    assert (right.misread, right.misread_as) == (0, "")
    assert mended.to_dict()["misread_as"] == "windows-1252"


def test_a_damaged_paragraph_in_a_right_page() -> None:
    page = ARTICLE.replace(" Deux", misread(" Déjà l’été", "cp1252"))
    mended = cleanpage.extract(page.encode("utf-8"), options=cleanpage.Options(mend_encoding=True))
    assert mended.text == cleanpage.extract(ARTICLE.replace(" Deux", " Déjà l’été")).text
    assert (mended.misread_as, mended.misread) == ("windows-1252", 4)


def test_an_island_in_a_page() -> None:
    data = ARTICLE.encode().replace(b" Deux", b" D\xe9j\xe0 deux")
    assert (cleanpage.extract(data).replaced, cleanpage.extract(data).misread) == (2, 0)
    mended = cleanpage.extract(data, options=cleanpage.Options(mend_encoding=True))
    assert mended.replaced == 0
    assert mended.text == cleanpage.extract(ARTICLE.replace(" Deux", " Déjà deux")).text


def test_a_misread_mark_at_the_beginning() -> None:
    assert decode("ï»¿Un texte", mend=True).text == "Un texte"


def test_replacements_that_were_misread_are_counted() -> None:
    # The letters are lost; that they are is worth knowing.
    assert find_misread("Color ï¿½ view") == ("windows-1252", 1)


# ------------------------------------------------------------------ properties

PIECES = st.lists(
    st.sampled_from(["é", "Ã", "©", "â€", "™", "Â", "\xa0", "Ð", "°", "Р", "С", "µ", "Ă", "Ĺ", "™", " ", "a", "A",
                     "&Atilde;", "&copy;", "<script>", "</script>", "ð", "Ÿ", "\x98", "\x80", "ï", "»", "¿"])
)  # fmt: skip


@given(PIECES.map("".join) | st.text())
def test_nothing_raises_and_mending_ends(text: str) -> None:
    damage = find_misread(text)
    mended, counted = mend_misread(text)
    assert counted == damage
    assert (mended == text.lstrip("\ufeff")) or damage.places
    assert bool(damage.encoding) == bool(damage.places)
    assert mend_misread(text) == (mended, counted)
    decode(text.encode(), mend=True)
    decode(text, mend=True)


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_is_misread_whole_and_found_is_mended(text: str) -> None:
    damaged = misread(text, "latin-1")
    mended, damage = mend_misread(f"fermÃ©e {damaged}")
    assert damage.places
    assert len(mended) <= len(damaged) + 8


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("Ã©", id="one-run"),
        pytest.param("é Ã© ", id="places"),
        pytest.param("&Atilde;&copy;", id="references"),
        pytest.param("&Atilde;", id="half-references"),
        pytest.param("Ã©<script>", id="scripts"),
        pytest.param("Ã©<script></style>", id="wrong-ends"),
        pytest.param("Ã<script >", id="leads"),
        pytest.param("Р°<style", id="tags"),
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    mend_misread(text)
    # Some 0.01 to 0.8 s; with the square of the length it would be minutes.
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        pytest.param("ÃƒÂ©", 4, id="one-run"),
        pytest.param("Ã© ", 12, id="places"),
        pytest.param("&Atilde;&copy;", 4, id="references"),
    ],
)
def test_memory_is_a_few_times_the_text(unit: str, times: int) -> None:
    text = unit * (200_000 // len(unit))
    tracemalloc.start()
    find_misread(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Some 2 to 8 times, with 50 kB for pieces that are not yet together; a value for each character is a hundred times.
    assert peak < times * len(text) + 500_000


def test_memory_for_runs_that_all_differ() -> None:
    text = " ".join([misread("".join([chr(0x430 + int(digit)) for digit in str(n)]), "latin-1") for n in range(20_000)])
    tracemalloc.start()
    find_misread(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Without a bound on what is remembered it is 100 times the text.
    assert peak < 16 * len(text) + 2_000_000


@given(
    st.lists(st.sampled_from(["Ã©", "ÃƒÂ©", "é ", "Ð¡Ð°", "&Atilde;&copy;", "x", "Å¾", "â€œ", "Â\xa0", "<script>Ã©"]))
)
def test_pieces_and_memory_change_nothing(parts: list[str]) -> None:
    text = "".join(parts) * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(misread_module, "PIECES", 2)
        patch.setattr(in_pieces, "PIECES", 2)
        patch.setattr(misread_module, "MAX_KNOWN_CHARS", 2)
        mended = mend_misread(text)
    assert mended == mend_misread(text)


def test_right_pages_pay_next_to_nothing() -> None:
    text = (FRENCH + CZECH + RUSSIAN + CHINESE) * 2000
    data = text.encode()
    times = []
    for _ in range(5):
        start = time.process_time()
        find_misread(text, data)
        times.append(time.process_time() - start)
    # About 0.1 ms for 100 kB; reading each character would take fifty times as long.
    assert min(times) / len(data) * 1e5 < 0.001
