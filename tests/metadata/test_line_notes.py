import pytest

from cleanpage.metadata.image_credits import read_image_credit
from cleanpage.metadata.reading_time import MAX_MINUTES, read_reading_minutes


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        pytest.param("Image source: example.org", "example.org", id="source"),
        pytest.param("(Image credit: Lanternworks)", "Lanternworks", id="brackets"),
        pytest.param("Photo: Jane Doe / Agency", "Jane Doe / Agency", id="photographer-and-agency"),
        pytest.param("Photo by Jane Doe on Unsplash", "Jane Doe on Unsplash", id="by"),
        pytest.param("The harbour in May. Foto: Ana Díaz", "Ana Díaz", id="behind-a-caption"),
        pytest.param("Am Hafen. Bild: Ana Díaz/Archiv", "Ana Díaz/Archiv", id="german"),
        pytest.param("Bildnachweis: Hafenmuseum", "Hafenmuseum", id="german-source"),
        pytest.param("Foto: Ana Díaz (Getty)", "Ana Díaz (Getty)", id="agency-in-brackets"),
        pytest.param("Crédit photo : Anaïs Doré", "Anaïs Doré", id="french"),
        pytest.param("Фото: Иван Петров / ТАСС", "Иван Петров / ТАСС", id="russian"),
        pytest.param("Источник фото: example.ru", "example.ru", id="russian-source"),
        pytest.param("写真：港新聞社", "港新聞社", id="japanese"),
        pytest.param("图片来源：青湾日报", "青湾日报", id="chinese"),
        pytest.param("[사진 출처 = 항구 박물관]", "항구 박물관", id="korean"),
        pytest.param("© Jane Doe / Agency", "Jane Doe / Agency", id="sign"),
        pytest.param("Photo: A boat on the river", None, id="description"),
        pytest.param("Foto: Männer am Fluss", None, id="german-description"),
        pytest.param("© 2024 Foston Media Group", None, id="site"),
        pytest.param("Source: the mayor", None, id="no-picture"),
        pytest.param("Photos and videos", None, id="section"),
        pytest.param("Image 3 of 5", None, id="gallery"),
        pytest.param("", None, id="empty"),
    ],
)
def test_read_image_credit(text: str, credit: str | None) -> None:
    assert read_image_credit(text) == credit


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
