import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.dates import date_in_url, find_dates, read_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2024-04-26", "2024-04-26", id="day"),
        pytest.param("2024-04-26T07:05:30Z", "2024-04-26T07:05:30Z", id="utc"),
        pytest.param("2024-04-26 07:05", "2024-04-26T07:05", id="no-zone"),
        pytest.param("2024-04-26T07:05:30.123+0200", "2024-04-26T07:05:30+02:00", id="zone-without-colon"),
        pytest.param("2024-04-26T07:05:30-05", "2024-04-26T07:05:30-05:00", id="zone-of-hours"),
        pytest.param("20240426", "2024-04-26", id="compact"),
        pytest.param("2024/04/26", "2024-04-26", id="slashes"),
        pytest.param("1714115100", "2024-04-26T07:05Z", id="seconds"),
        pytest.param("1714115100000", "2024-04-26T07:05Z", id="milliseconds"),
        pytest.param("Fri, 26 Apr 2024 07:05:30 GMT", "2024-04-26T07:05:30Z", id="rfc-2822"),
        pytest.param("Fri Apr 26 2024 07:05:30 GMT+0200", "2024-04-26T07:05:30+02:00", id="javascript"),
        pytest.param("April 26, 2024 7:05 pm", "2024-04-26T19:05", id="afternoon"),
        pytest.param("2024-04-26T99:05", "2024-04-26", id="impossible-hour"),
        pytest.param("2024-02-30", None, id="impossible-day"),
        pytest.param("0001-01-01T00:00:00", None, id="placeholder"),
        pytest.param("1989-12-31", None, id="before-the-web"),
        pytest.param("2101-01-01", None, id="after-max-year"),
        pytest.param("April 26", None, id="no-year"),
        pytest.param("2024", None, id="year-only"),
        pytest.param("", None, id="empty"),
    ],
)
def test_read_date(value: str, expected: str | None) -> None:
    assert read_date(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Published March 5, 2024", "2024-03-05", id="en-month-first"),
        pytest.param("الثلاثاء 14 نوفمبر 2023 - 01:20 م", "2023-11-14T13:20", id="ar-afternoon"),
        pytest.param("14 نوفمبر 2023 10:05 ص", "2023-11-14T10:05", id="ar-morning"),
        pytest.param("14 Νοεμβρίου 2023", "2023-11-14", id="el"),
        pytest.param("14 בנובמבר 2023", "2023-11-14", id="he"),
        pytest.param("14 ноември 2023", "2023-11-14", id="bg"),
        pytest.param("14 Agustus 2023", "2023-08-14", id="id"),
        pytest.param("2020年3月29日 18時05分", "2020-03-29T18:05", id="ja-clock"),
        pytest.param("5th of March 2024", "2024-03-05", id="en-ordinal"),
        pytest.param("Sept. 5, 2024", "2024-09-05", id="en-abbreviated"),
        pytest.param("5. März 2024", "2024-03-05", id="de"),
        pytest.param("05.03.2024, 09:30 Uhr", "2024-03-05T09:30", id="de-numeric-time"),
        pytest.param("05.03.24", "2024-03-05", id="two-digit-year"),
        pytest.param("le 1er août 2024 à 9h30", "2024-08-01T09:30", id="fr"),
        pytest.param("5 de marzo de 2024", "2024-03-05", id="es"),
        pytest.param("5 de março de 2024", "2024-03-05", id="pt"),
        pytest.param("5 maggio 2024", "2024-05-05", id="it"),
        pytest.param("5 maart 2024", "2024-03-05", id="nl"),
        pytest.param("5 марта 2024 г.", "2024-03-05", id="ru"),
        pytest.param("5 października 2024", "2024-10-05", id="pl"),
        pytest.param("5 augusti 2024", "2024-08-05", id="sv"),
        pytest.param("5. marts 2024", "2024-03-05", id="da"),
        pytest.param("2024年3月5日", "2024-03-05", id="zh-ja"),
        pytest.param("2024년 3월 5일", "2024-03-05", id="ko"),
        pytest.param("25/12/2024", "2024-12-25", id="day-first"),
        pytest.param("12/25/2024", "2024-12-25", id="month-first-forced"),
        pytest.param("Nr 3 26 April 2024", "2024-04-26", id="number-before"),
    ],
)
def test_find_dates(text: str, expected: str) -> None:
    assert [found.value for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("07.07 17:49", id="day-and-time"),
        pytest.param("5 March", id="no-year"),
        pytest.param("10.0.0.2024", id="address"),
        pytest.param("12-03-24", id="dashes-two-digits"),
        pytest.param("5 apples 2024", id="no-month"),
        pytest.param("call 555-12-2024-33", id="telephone"),
    ],
)
def test_find_dates_finds_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("month_first", "expected"),
    [pytest.param(True, "2024-03-04", id="american"), pytest.param(False, "2024-04-03", id="elsewhere")],
)
def test_ambiguous_date_follows_the_region(month_first: bool, expected: str) -> None:
    assert find_dates("03/04/2024", month_first=month_first)[0].value == expected


def test_two_dates_in_one_line() -> None:
    found = find_dates("Published 5 March 2024, updated 6 March 2024 10:15")
    assert [one.value for one in found] == ["2024-03-05", "2024-03-06T10:15"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://example.org/2024/03/05/rain", "2024-03-05", id="folders"),
        pytest.param("https://example.org/2024-03/05/rain", "2024-03-05", id="mixed"),
        pytest.param("https://example.org/rain-2024-03-05.html", "2024-03-05", id="dashes"),
        pytest.param("https://example.org/news/20240305/rain", "2024-03-05", id="compact"),
        pytest.param("https://archive.example.org/web/20240305101112/x", None, id="timestamp"),
        pytest.param("https://example.org/2024/03/rain", None, id="month-only"),
        pytest.param("https://example.org/2024/13/40/", None, id="impossible"),
    ],
)
def test_date_in_url(url: str, expected: str | None) -> None:
    assert date_in_url(url) == expected


@given(st.text(max_size=300))
def test_any_text_gives_dates_of_the_right_shape(text: str) -> None:
    for found in find_dates(text):
        assert found.start < found.stop <= len(text)
        assert 1990 <= int(found.value[:4]) <= 2100
    read_date(text)
    date_in_url(text)
