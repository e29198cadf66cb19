import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.dates import (
    ALL_YEARS,
    MAX_YEAR,
    MIN_YEAR,
    PRINTED_YEARS,
    YEARS,
    date_in_url,
    find_dates,
    is_month,
    may_hold_date,
    read_date,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2024-04-26", "2024-04-26", id="day"),
        pytest.param("2024-04-26T07:05:30Z", "2024-04-26T07:05:30Z", id="utc"),
        pytest.param("2024-04-26 07:05", "2024-04-26T07:05", id="no-zone"),
        pytest.param("2024-04-26T07:05:30.123+0200", "2024-04-26T07:05:30+02:00", id="zone-without-colon"),
        pytest.param("2024-04-26T07:05:30-05", "2024-04-26T07:05:30-05:00", id="zone-of-hours"),
        pytest.param("2024-04-26T07:05+99:00", "2024-04-26T07:05", id="no-such-zone"),
        pytest.param("2024-04-26T07:05+٠٢:٠٠", "2024-04-26T07:05+02:00", id="zone-in-other-digits"),
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
        pytest.param("05.03.99", "1999-03-05", id="two-digit-year-of-the-last-century"),
        pytest.param("05.03.69", "2069-03-05", id="last-two-digit-year-of-this-century"),
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
        pytest.param("By Ada BirdDec. 21, 2023 11:00 pm", "2023-12-21T23:00", id="name-runs-in"),
        pytest.param("3 de mayo de 202207:59 hs", "2022-05-03", id="clock-runs-in"),
        pytest.param("Apr 042013", "2013-04-04", id="day-runs-into-year"),
        pytest.param("8.Dezember 2010 um 09:43", "2010-12-08T09:43", id="dot-without-space"),
        pytest.param("26 | 01 | 2022", "2022-01-26", id="bars"),
        pytest.param("4. 2. 2022.", "2022-02-04", id="dots-and-spaces"),
        pytest.param("26-Apr-24", "2024-04-26", id="short-year-between-dashes"),
        pytest.param("4 de mayo 2022, 12:00 A. M.", "2022-05-04T00:00", id="spaced-half"),
        pytest.param("2024 April 26", "2024-04-26", id="year-first"),
        pytest.param("２０２４年４月２６日", "2024-04-26", id="full-width-digits"),
    ],
)
def test_find_dates(text: str, expected: str) -> None:
    assert [found.value for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("26. dubna 2024", id="cs"),
        pytest.param("26. apríla 2024", id="sk"),
        pytest.param("26. aprila 2024", id="sl"),
        pytest.param("26. travnja 2024.", id="hr"),
        pytest.param("26. априла 2024.", id="sr-cyrillic"),
        pytest.param("26. aprila 2024.", id="sr-latin"),
        pytest.param("26 април 2024", id="bg"),
        pytest.param("26 апреля 2024 г.", id="ru"),
        pytest.param("26 квітня 2024 року", id="uk"),
        pytest.param("26 красавіка 2024", id="be"),
        pytest.param("26 kwietnia 2024", id="pl"),
        pytest.param("2024. április 26.", id="hu"),
        pytest.param("26 aprilie 2024", id="ro"),
        pytest.param("26 Nisan 2024", id="tr"),
        pytest.param("26 Απριλίου 2024", id="el"),
        pytest.param("26 ΑΠΡΙΛΙΟΥ 2024", id="el-capitals"),
        pytest.param("26 prill 2024", id="sq"),
        pytest.param("2024 m. balandžio 26 d.", id="lt"),
        pytest.param("2024. gada 26. aprīlis", id="lv"),
        pytest.param("26. aprill 2024", id="et"),
        pytest.param("26. huhtikuuta 2024", id="fi"),
        pytest.param("26. apríl 2024", id="is"),
        pytest.param("26 d'abril de 2024", id="ca"),
        pytest.param("26 April 2024", id="id"),
        pytest.param("Ngày 26 tháng 4 năm 2024", id="vi"),
        pytest.param("26 Aprili 2024", id="sw"),
        pytest.param("26 Abril 2024", id="tl"),
        pytest.param("26 أبريل 2024", id="ar-egypt"),
        pytest.param("26 نيسان 2024", id="ar-levant"),
        pytest.param("26 أفريل 2024", id="ar-maghreb"),
        pytest.param("٢٦ أبريل ٢٠٢٤", id="ar-digits"),
        pytest.param("26 באפריל 2024", id="he"),
        pytest.param("۲۶ آوریل ۲۰۲۴", id="fa"),
        pytest.param("26 اپریل 2024", id="ur"),
        pytest.param("26 अप्रैल 2024", id="hi"),
        pytest.param("২৬ এপ্রিল, ২০২৪", id="bn"),
        pytest.param("26 ஏப்ரல் 2024", id="ta"),
        pytest.param("26 აპრილი, 2024", id="ka"),
        pytest.param("26 ապրիլի 2024", id="hy"),
        pytest.param("26 сәуір 2024", id="kk"),
    ],
)
def test_month_names_of_many_languages(text: str) -> None:
    assert [found.value for found in find_dates(text)] == ["2024-04-26"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("令和6年4月26日", "2024-04-26", id="reiwa"),
        pytest.param("平成31年4月30日", "2019-04-30", id="heisei"),
        pytest.param("令和元年5月1日", "2019-05-01", id="first-year"),
        pytest.param("民國113年4月26日", "2024-04-26", id="taiwan"),
        pytest.param("26 เมษายน 2567", "2024-04-26", id="thai"),
        pytest.param("26 เม.ย. 67", "2024-04-26", id="thai-short"),
        pytest.param("26/04/2567", "2024-04-26", id="thai-numeric"),
        pytest.param("۱ فروردین ۱۴۰۳", "2024-03-20", id="persian-new-year"),
        pytest.param("۳۰ اسفند ۱۳۹۹", "2021-03-20", id="persian-leap-day"),
        pytest.param("۱۴۰۰/۰۱/۰۱", "2021-03-21", id="persian-numeric"),
        pytest.param("26. listopada 2024.", "2024-10-26", id="croatian-october"),
        pytest.param("26 listopada 2024", "2024-11-26", id="polish-november"),
    ],
)
def test_other_calendars_and_months(text: str, expected: str) -> None:
    assert [found.value for found in find_dates(text)] == [expected]


def test_the_found_span_leaves_out_a_name_that_runs_in() -> None:
    text = "By Ada BirdDec. 21, 2023"
    found = find_dates(text)[0]
    assert text[found.start : found.stop] == "Dec. 21, 2023"


def test_the_first_of_dates_that_run_into_each_other_is_whole() -> None:
    assert [one.value for one in find_dates("20 janvier 202021 janvier 2020")] == ["2020-01-20"]


@pytest.mark.parametrize("text", ["26.04.24", "26-Apr-24", "令和6年4月26日", "26 เม.ย. 67", "26 April 2024"])
def test_what_holds_a_date_may_hold_one(text: str) -> None:
    assert may_hold_date(text) and find_dates(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("März", True, id="month"),
        pytest.param("Sept.", True, id="abbreviation"),
        pytest.param("Marta", False, id="name"),
        pytest.param("Mac", False, id="malay-march"),
        pytest.param("Rain", False, id="other-word"),
    ],
)
def test_is_month(word: str, expected: bool) -> None:
    assert is_month(word) is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("07.07 17:49", id="day-and-time"),
        pytest.param("5 March", id="no-year"),
        pytest.param("10.0.0.2024", id="address"),
        pytest.param("12-03-24", id="dashes-two-digits"),
        pytest.param("5 apples 2024", id="no-month"),
        pytest.param("call 555-12-2024-33", id="telephone"),
        pytest.param("5 Apr 24", id="short-year-between-spaces"),
        pytest.param("5:26 2024 May 12:30", id="clock-for-day"),
        pytest.param("31 اردیبهشت 1603", id="persian-year-far-off"),
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
        pytest.param("https://example.org/news/29-10-2021", "2021-10-29", id="day-first"),
        pytest.param("https://example.org/2024/13/40/", None, id="impossible"),
    ],
)
def test_date_in_url(url: str, expected: str | None) -> None:
    assert date_in_url(url) == expected


@given(st.text(max_size=300))
def test_any_text_gives_dates_of_the_right_shape(text: str) -> None:
    for found in find_dates(text):
        assert found.start < found.stop <= len(text)
        assert 1990 <= datetime.datetime.fromisoformat(found.value).year <= 2100
    read_date(text)
    date_in_url(text)


@given(st.text(alphabet="0123456789٣۴३ -/.:TZ+年月日令和元AprilMay|,", max_size=60))
def test_anything_like_a_date_gives_iso_8601(text: str) -> None:
    for value in [read_date(text), date_in_url(f"/{text}/"), *(found.value for found in find_dates(text))]:
        assert value is None or MIN_YEAR <= datetime.datetime.fromisoformat(value).year <= MAX_YEAR


@pytest.mark.parametrize(
    ("year", "years"),
    [
        pytest.param(0, [], id="none"),
        pytest.param(1, [ALL_YEARS], id="placeholder"),
        pytest.param(1499, [ALL_YEARS], id="before-printing"),
        pytest.param(1500, [ALL_YEARS, PRINTED_YEARS], id="printing"),
        pytest.param(1989, [ALL_YEARS, PRINTED_YEARS], id="before-the-web"),
        pytest.param(1990, [ALL_YEARS, PRINTED_YEARS, YEARS], id="first-of-the-web"),
        pytest.param(2100, [ALL_YEARS, PRINTED_YEARS, YEARS], id="last"),
        pytest.param(2101, [ALL_YEARS], id="too-late"),
    ],
)
def test_years_that_make_a_date(year: int, years: list[range]) -> None:
    day = f"{year:04}-05-06"
    for one in (ALL_YEARS, PRINTED_YEARS, YEARS):
        expected = day if one in years else None
        assert read_date(day, years=one) == expected
        assert [found.value for found in find_dates(f"6 May {year:04}", years=one)] == ([expected] if expected else [])
        assert date_in_url(f"https://example.org/{year:04}/05/06/rain", years=one) == expected
    assert read_date(day) == read_date(day, years=YEARS)
