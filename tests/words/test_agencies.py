import pytest

from cleanpage.words.agencies import agency_of, find_agency, read_credit_line, read_dateline, read_ending


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        pytest.param("PARIS, March 3 (Reuters) - The river rose.", "Reuters", id="english"),
        pytest.param("FOSTON (AP) — The river rose.", "AP", id="no-day"),
        pytest.param("NEW FOSTON: (PTI) The river rose.", None, id="neither-alone-nor-closed"),
        pytest.param("(AFP) The river rose.", "AFP", id="alone"),
        pytest.param("Fossstadt (dpa/lno) - Der Fluss steigt.", "dpa", id="german-with-region"),
        pytest.param("МОСКВА, 3 марта. /ТАСС/. Река поднялась.", "ТАСС", id="slashes"),
        pytest.param("МОСКВА, 3 мар — РИА Новости. Река поднялась.", "РИА Новости", id="dash"),
        pytest.param("Москва. 3 марта. ИНТЕРФАКС - Река поднялась.", "Интерфакс", id="sentences"),
        pytest.param("MADRID, 3 Mar. (EUROPA PRESS) - El río sube.", "Europa Press", id="spanish"),
        pytest.param("(ANSA) - ROMA, 03 MAR - Il fiume sale.", "ANSA", id="italian"),
        pytest.param("新华社北京3月3日电 河水上涨。", "新华社", id="chinese"),
        pytest.param("【中新社北京3月3日电】河水上涨。", "中新社", id="chinese-brackets"),
        pytest.param("(서울=연합뉴스) 홍길동 기자 = 강물이 불었다.", "연합뉴스", id="korean"),
        pytest.param("TSAMTO, April 26th. The river rose.", "TSAMTO", id="name-and-day"),
        pytest.param("ORVO-INFORM, March 3rd. The river rose.", "ORVO-INFORM", id="made-like-an-agency"),
        pytest.param("FOSTON, May 6. The river rose.", None, id="town-and-day"),
        pytest.param("FOSTON (Foston Daily) — The river rose.", None, id="newspaper"),
        pytest.param("The mayor (Reuters spoke to her) said so.", None, id="sentence"),
        pytest.param("The mayor said on Monday (AP) - as she did before.", None, id="behind-a-sentence"),
        pytest.param("Bloomberg: rates rise again in May.", None, id="said-by"),
        pytest.param("", None, id="empty"),
    ],
)
def test_read_dateline(text: str, agency: str | None) -> None:
    assert read_dateline(text) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        pytest.param("By Associated Press", "AP", id="by"),
        pytest.param("Von dpa", "dpa", id="von"),
        pytest.param("By Jane Doe, Associated Press", "AP", id="with-a-name"),
        pytest.param("Quelle: ntv.de, dpa", "dpa", id="source"),
        pytest.param("Источник: ТАСС", "ТАСС", id="russian"),
        pytest.param("来源：新华社", "新华社", id="chinese"),
        pytest.param("© 2024 AFP", "AFP", id="copyright"),
        pytest.param("(dpa)", "dpa", id="brackets"),
        pytest.param("/TASS/", "TASS", id="slashes"),
        pytest.param("Jane Doe/AFP", None, id="photographer"),
        pytest.param("AFP", None, id="alone-may-be-a-picture's"),
        pytest.param("By Petra", None, id="first-name"),
        pytest.param("© 2024 The Foston Daily", None, id="site"),
        pytest.param("Source: Reuters reporters who had seen the papers of the town hall", None, id="sentence"),
    ],
)
def test_read_credit_line(text: str, agency: str | None) -> None:
    assert read_credit_line(text) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        pytest.param("The river fell again. (AP)", "AP", id="brackets"),
        pytest.param("Der Fluss sinkt.“ (dpa/lno)", "dpa", id="after-a-quotation"),
        pytest.param("The river fell again. — Reuters", "Reuters", id="dash"),
        pytest.param("河水下降。（共同）", "共同通信", id="japanese"),
        pytest.param("He joined the Australian Associated Press (AAP)", None, id="abbreviation"),
        pytest.param("The river fell again. (Jane Doe)", None, id="name"),
    ],
)
def test_read_ending(text: str, agency: str | None) -> None:
    assert read_ending(text) == agency


def test_small_letters_are_something_else() -> None:
    assert (agency_of("TT"), agency_of("tt"), agency_of("spa")) == ("TT", None, None)


def test_the_dateline_comes_before_the_credits() -> None:
    assert find_agency(["FOSTON (AP) — Rain."], ["By Reuters"], ["It rained. (dpa)"]) == "AP"
    assert find_agency(["Rain."], ["By Reuters"], ["It rained. (dpa)"]) == "Reuters"
    assert find_agency(["Rain."], [], ["It rained. (dpa)"]) == "dpa"
    assert find_agency(["Rain."], [], ["It rained.", "A photo of the week. (dpa)"]) is None
