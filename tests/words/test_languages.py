"""Scripts and languages told from letters and stop words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.languages import (
    MIN_STOPWORD_SHARE,
    SAMPLE_WORDS,
    SHARE_CHARS,
    UNSPACED,
    language_of,
    script_of,
    script_share,
    stopwords,
)

SAMPLES = {
    "en": "The boat that was late came into the harbour with all of its lamps on.",
    "de": "Das Boot kam mit einer Stunde Verspätung in den Hafen, und die Leute waren nicht froh.",
    "fr": "Le bateau est arrivé dans le port avec une heure de retard et les gens ne sont pas contents.",
    "es": "El barco llegó al puerto con una hora de retraso y la gente no estaba contenta con los dueños.",
    "it": "La barca è arrivata nel porto con un'ora di ritardo e la gente non era contenta.",
    "nl": "De boot kwam met een uur vertraging in de haven en de mensen waren niet blij.",
    "ru": "Лодка пришла в порт на час позже, и люди на берегу не были этим довольны.",
    "uk": "Човен прийшов у порт на годину пізніше, і люди на березі не були цим задоволені.",
    "ar": "وصل القارب إلى الميناء في وقت متأخر من اليوم و لم يكن الناس في المدينة سعداء",
    "fa": "قایق با یک ساعت تاخیر به بندر رسید و مردم از این که دیر شد راضی نبودند",
    "ja": "船は一時間遅れて港に着いた。",
    "zh": "船晚了一个小时才到港口。",
    "ko": "배는 한 시간 늦게 항구에 도착했다.",
    "el": "Το πλοίο έφτασε στο λιμάνι με μία ώρα καθυστέρηση.",
    "he": "הסירה הגיעה לנמל באיחור של שעה.",
    "th": "เรือมาถึงท่าเรือช้าไปหนึ่งชั่วโมง",
    "hi": "नाव एक घंटे की देरी से बंदरगाह पर पहुँची और लोग खुश नहीं थे।",
    "ka": "ნავი პორტში ერთი საათის დაგვიანებით შევიდა.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_language_of_a_sentence(language: str) -> None:
    text = SAMPLES[language]
    assert language_of(text.lower().split(), script_of(text)) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain in May", "latin", id="latin"),
        pytest.param("Dźwięk żółwi śpiących", "latin", id="latin-with-marks"),
        pytest.param("Дождь в мае", "cyrillic", id="cyrillic"),
        pytest.param("Дождь в мае: rain in May in Foston, by the sea", "latin", id="mostly-ascii"),
        pytest.param("Дождь в мае по-русски, rain", "cyrillic", id="mostly-cyrillic"),
        pytest.param("五月の雨", "kana", id="japanese"),
        pytest.param("五月的雨下在福斯顿海边的码头上", "han", id="chinese"),
        pytest.param("五月五月五月五月五の", "han", id="a-tenth-of-kana"),
        pytest.param("五月五月五月五月の", "kana", id="a-ninth-of-kana"),
        pytest.param("1234 a дд", "latin", id="over-three-quarters-ascii"),
        pytest.param("123 a дд", "cyrillic", id="three-quarters-ascii-at-most"),
        pytest.param("오월의 비", "hangul", id="hangul"),
        pytest.param("βροχή", "greek", id="greek"),
        pytest.param("12:30, 5 % — !", "", id="no-letters"),
        pytest.param("—»…", "", id="foreign-punctuation"),
        pytest.param("", "", id="empty"),
    ],
)
def test_script_of(text: str, expected: str) -> None:
    assert script_of(text) == expected


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        pytest.param("Rain in May", "latin", 1.0, id="ascii-in-latin"),
        pytest.param("Rain in May", "cyrillic", 0.0, id="ascii-in-another"),
        pytest.param("Дождь rain", "cyrillic", 5 / 9, id="half"),
        pytest.param("Дождь в мае", "cyrillic", 1.0, id="spaces-do-not-count"),
        pytest.param("Дождь", "greek", 0.0, id="foreign-in-another"),
        pytest.param("五月のアメ", "kana", 1.0, id="japanese-with-han"),
        pytest.param("五月のアメ", "han", 2 / 5, id="han-alone"),
        pytest.param("— … —", "cyrillic", 0.0, id="no-letters"),
        pytest.param("д" * SHARE_CHARS + "a" * SHARE_CHARS, "cyrillic", 1.0, id="beginning-only"),
    ],
)
def test_script_share(text: str, script: str, expected: float) -> None:
    assert script_share(text, script) == pytest.approx(expected)


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sentence_is_all_in_its_script(language: str) -> None:
    """Vowel signs and punctuation are no letters of another script; accents are, for Latin."""
    text = SAMPLES[language]
    assert 0.9 < script_share(text, script_of(text)) <= 1.0


def test_words_of_no_language() -> None:
    assert language_of(["lorem", "zxq", "wvk", "brzt"], "latin") == ""
    assert language_of([], "latin") == ""


def test_too_few_stop_words_settle_nothing() -> None:
    """Three stop words in N are enough while 3/N is MIN_STOPWORD_SHARE; two are too few in any text."""
    three = ["the", "of", "and"]
    most = round(len(three) / MIN_STOPWORD_SHARE)
    assert language_of(three + ["zxq"] * (most - 3), "latin") == "en"
    assert language_of(three + ["zxq"] * (most - 2), "latin") == ""
    assert language_of(three[:2], "latin") == ""


def test_only_a_sample_is_looked_at() -> None:
    english, german = SAMPLES["en"].lower().split(), SAMPLES["de"].lower().split()
    words = english * (SAMPLE_WORDS // len(english) + 1) + german * SAMPLE_WORDS
    assert language_of(words, "latin") == "en"
    assert language_of(reversed(words), "latin") == "de"


def test_a_tie_is_settled_the_same_way_in_any_order() -> None:
    words = ["und", "the"]
    assert language_of(words, "latin") == language_of(words[::-1], "latin")


def test_stopwords_are_single_words_in_lower_case() -> None:
    assert len(stopwords()) >= 50
    for words in stopwords().values():
        assert len(words) >= 30
        assert all(word == word.lower() and len(word.split()) == 1 for word in words)


@pytest.mark.parametrize(
    ("char", "unspaced"),
    [
        pytest.param("雨", True, id="han"),
        pytest.param("の", True, id="hiragana"),
        pytest.param("ア", True, id="katakana"),
        pytest.param("ก", True, id="thai"),
        pytest.param("က", True, id="burmese"),
        pytest.param("ក", True, id="khmer"),
        pytest.param("비", False, id="hangul-has-spaces"),
        pytest.param("。", False, id="full-stop"),
        pytest.param("a", False, id="latin"),
        pytest.param("д", False, id="cyrillic"),
    ],
)
def test_unspaced_scripts(char: str, unspaced: bool) -> None:
    assert bool(UNSPACED.match(char)) is unspaced


OF_A_SCRIPT = ["ja", "zh", "th", "am", "lo", "km", "my", "si"]
"""Languages that their script settles, without a list of stop words."""


@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_any_text_has_a_script_and_a_share(text: str, page: str) -> None:
    script = script_of(page)
    assert script_share(text, script) >= 0.0
    assert language_of(text.lower().split(), script) in {"", *OF_A_SCRIPT, *stopwords()}
