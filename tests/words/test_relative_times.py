from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words import relative_times
from cleanpage.words.relative_times import is_relative, read_relative, relative_at_end

NOW = datetime(2024, 4, 26, 7, 5, 30, tzinfo=UTC)
THREE_HOURS_AGO = "2024-04-26T04:05Z"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3 hours ago", id="en"),
        pytest.param("3h ago", id="en-short"),
        pytest.param("vor 3 Stunden", id="de"),
        pytest.param("il y a 3 heures", id="fr"),
        pytest.param("il y a environ 3 heures", id="fr-about"),
        pytest.param("hace 3 horas", id="es"),
        pytest.param("3 horas atrás", id="pt"),
        pytest.param("3 ore fa", id="it"),
        pytest.param("fa 3 hores", id="ca"),
        pytest.param("3 uur geleden", id="nl"),
        pytest.param("för 3 timmar sedan", id="sv"),
        pytest.param("for 3 timer siden", id="da-no"),
        pytest.param("3 tuntia sitten", id="fi"),
        pytest.param("3 tundi tagasi", id="et"),
        pytest.param("pirms 3 stundām", id="lv"),
        pytest.param("prieš 3 valandas", id="lt"),
        pytest.param("3 godziny temu", id="pl"),
        pytest.param("před 3 hodinami", id="cs"),
        pytest.param("pred 3 hodinami", id="sk"),
        pytest.param("pred 3 urami", id="sl"),
        pytest.param("prije 3 sata", id="hr"),
        pytest.param("пре 3 сата", id="sr"),
        pytest.param("преди 3 часа", id="bg"),
        pytest.param("3 часа назад", id="ru"),
        pytest.param("3 години тому", id="uk"),
        pytest.param("acum 3 ore", id="ro"),
        pytest.param("3 órával ezelőtt", id="hu"),
        pytest.param("3 órája", id="hu-one-word"),
        pytest.param("πριν από 3 ώρες", id="el"),
        pytest.param("3 saat önce", id="tr"),
        pytest.param("منذ 3 ساعات", id="ar"),
        pytest.param("לפני 3 שעות", id="he"),
        pytest.param("3 ساعت پیش", id="fa"),
        pytest.param("3 घंटे पहले", id="hi"),
        pytest.param("3 ঘণ্টা আগে", id="bn"),
        pytest.param("3 jam yang lalu", id="id"),
        pytest.param("3 giờ trước", id="vi"),
        pytest.param("3 ชั่วโมงที่แล้ว", id="th"),
        pytest.param("3時間前", id="ja"),
        pytest.param("約3時間前", id="ja-about"),
        pytest.param("3 小时前", id="zh"),
        pytest.param("3시간 전", id="ko"),
        pytest.param("Updated 3 hours ago", id="with-lead"),
    ],
)
def test_hours_in_many_languages(text: str) -> None:
    assert is_relative(text)
    assert read_relative(text, NOW) == THREE_HOURS_AGO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("5 min ago", "2024-04-26T07:00Z", id="minutes"),
        pytest.param("an hour ago", "2024-04-26T06:05Z", id="a-word-for-one"),
        pytest.param("un'ora fa", "2024-04-26T06:05Z", id="article-runs-in"),
        pytest.param("час назад", "2024-04-26T06:05Z", id="no-word-for-one"),
        pytest.param("před hodinou", "2024-04-26T06:05Z", id="no-word-for-one-after"),
        pytest.param("acum 20 de minute", "2024-04-26T06:45Z", id="word-before-unit"),
        pytest.param("2 days ago", "2024-04-24", id="days"),
        pytest.param("vor 2 Wochen", "2024-04-12", id="weeks"),
        pytest.param("2 months ago", "2024-02-26", id="months"),
        pytest.param("il y a 4 mois", "2023-12-26", id="months-into-last-year"),
        pytest.param("1 year ago", "2023-04-26", id="year"),
        pytest.param("yesterday", "2024-04-25", id="yesterday"),
        pytest.param("vorgestern", "2024-04-24", id="day-before"),
        pytest.param("Heute", "2024-04-26", id="today"),
        pytest.param("gestern 12:30", "2024-04-25T12:30", id="day-and-clock"),
        pytest.param("Yesterday at 4:25 PM", "2024-04-25T16:25", id="afternoon"),
        pytest.param("昨天12:30", "2024-04-25T12:30", id="clock-runs-in"),
        pytest.param("just now", "2024-04-26T07:05Z", id="now"),
    ],
)
def test_read_relative(text: str, expected: str) -> None:
    assert is_relative(text)
    assert read_relative(text, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3 hours", id="no-ago"),
        pytest.param("ago", id="no-number"),
        pytest.param("3 ago", id="no-unit"),
        pytest.param("for 3 years", id="duration"),
        pytest.param("12.5", id="number"),
        pytest.param("1000 years ago", id="history"),
        pytest.param("yesterday 25:00", id="no-clock"),
        pytest.param("today only", id="more-words"),
        pytest.param("The rain began 3 hours ago and has not stopped since", id="sentence"),
        pytest.param("", id="empty"),
    ],
)
def test_other_texts_are_not_relative(text: str) -> None:
    assert not is_relative(text)
    assert read_relative(text, NOW) is None


def test_the_last_day_of_a_shorter_month() -> None:
    assert read_relative("1 month ago", datetime(2024, 3, 31)) == "2024-02-29"
    assert read_relative("1 year ago", datetime(2024, 2, 29)) == "2023-02-28"


def test_the_zone_is_that_of_now() -> None:
    east = timezone(timedelta(hours=2))
    assert read_relative("2 hours ago", datetime(2024, 4, 26, 1, 0, tzinfo=east)) == "2024-04-25T23:00+02:00"
    assert read_relative("2 hours ago", datetime(2024, 4, 26, 1, 0)) == "2024-04-25T23:00"


def test_before_the_first_year_is_none() -> None:
    assert read_relative("999 years ago", datetime(900, 1, 1)) is None
    assert read_relative("999 weeks ago", datetime(1, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("Ada Bird 2 hours ago", "2 hours ago", id="name"),
        pytest.param("Ada Bird | Published 4 months ago", "Published 4 months ago", id="lead"),
        pytest.param("Ada Bird17 minutes ago", "17 minutes ago", id="name-runs-in"),
        pytest.param("Ada Bird vor 3 Stunden", "vor 3 Stunden", id="de"),
        pytest.param("3時間前", "3時間前", id="whole"),
        pytest.param("2 hours ago by Ada Bird", None, id="not-at-the-end"),
        pytest.param("Ada Bird yesterday", None, id="no-number"),
    ],
)
def test_relative_at_end(text: str, rest: str | None) -> None:
    start = relative_at_end(text)
    assert (None if start is None else text[start:]) == rest


def test_every_language_has_seven_units() -> None:
    lines = relative_times._NEXT_LANGUAGE.split(relative_times._LANGUAGES.strip())
    assert all(len(line.split("|")) == 9 for line in lines)
    assert len({line[:2] for line in lines}) >= 40


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    value = read_relative(text, NOW)
    assert value is None or is_relative(text)
    relative_at_end(text)
