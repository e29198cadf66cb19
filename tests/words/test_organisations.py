import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.organisations import is_organisation


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Reuters", True, id="agency"),
        pytest.param("dpa/red", True, id="agency-and-office"),
        pytest.param("APA/AP", True, id="two-agencies"),
        pytest.param("MND Staff", True, id="staff"),
        pytest.param("Team Foston", True, id="team-first"),
        pytest.param("News Desk", True, id="desk"),
        pytest.param("The Foston editors", True, id="editors"),
        pytest.param("FO-Redaktion", True, id="hyphen"),
        pytest.param("Rédaction", True, id="french"),
        pytest.param("редакция", True, id="russian"),
        pytest.param("朝夕新聞デジタル", True, id="japanese"),
        pytest.param("Foston Institute", True, id="institute"),
        pytest.param("Foston Media GmbH", True, id="company"),
        pytest.param("example.org", True, id="domain"),
        pytest.param("ZDF Landesstudio", True, id="broadcaster"),
        pytest.param("Jane Doe", False, id="person"),
        pytest.param("Marie-Luise Muster", False, id="hyphenated"),
        pytest.param("J. R. Press", False, id="surname-press"),
        pytest.param("Emily Post", False, id="surname-post"),
        pytest.param("river_fan7", False, id="nickname"),
        pytest.param("JGD", False, id="initials"),
        pytest.param("田中太郎", False, id="japanese-person"),
        pytest.param("", False, id="empty"),
    ],
)
def test_is_organisation(name: str, expected: bool) -> None:
    assert is_organisation(name) is expected


@given(st.text(max_size=80))
def test_any_text_is_judged(name: str) -> None:
    assert is_organisation(name) in (True, False)
