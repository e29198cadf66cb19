import pytest

from cleanpage.metadata.image_credits import read_image_credit


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
