import pytest

from cleanpage.metadata.reading_time import MAX_MINUTES, read_reading_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("5 min read", 5, id="english"),
        pytest.param("12-minute read", 12, id="hyphen"),
        pytest.param("Lesezeit: 4 Minuten", 4, id="german"),
        pytest.param("28.04.2024, 17:19 Uhr • Lesezeit: 8 Minuten", 8, id="behind-a-date"),
        pytest.param("Время чтения: 3 мин", 3, id="russian"),
        pytest.param("3 мин. чтения", 3, id="russian-number-first"),
        pytest.param("Tiempo de lectura: 3 min", 3, id="spanish"),
        pytest.param("Temps de lecture : 5 min", 5, id="french"),
        pytest.param("3 min de lecture", 3, id="french-number-first"),
        pytest.param("Tempo di lettura: 2 minuti", 2, id="italian"),
        pytest.param("Leestijd 3 min", 3, id="dutch"),
        pytest.param("Czas czytania: 6 min", 6, id="polish"),
        pytest.param("Okuma süresi: 4 dk", 4, id="turkish"),
        pytest.param("読了時間 約3分", 3, id="japanese"),
        pytest.param("所要時間：５分", 5, id="wide-digits"),
        pytest.param("阅读时间：4分钟", 4, id="chinese"),
        pytest.param(f"{MAX_MINUTES} min read", MAX_MINUTES, id="longest"),
        pytest.param(f"{MAX_MINUTES + 1} min read", None, id="too-long"),
        pytest.param("3 Min.", None, id="no-word-for-reading"),
        pytest.param("0 min read", None, id="nothing-to-read"),
        pytest.param("1.5 min read", None, id="fraction"),
        pytest.param("5 minutes ready-made", None, id="longer-word"),
        pytest.param("min read", None, id="no-number"),
    ],
)
def test_read_reading_minutes(text: str, minutes: int | None) -> None:
    assert read_reading_minutes(text) == minutes
