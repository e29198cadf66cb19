import pytest

from cleanpage.words import month_names
from cleanpage.words.month_names import month_number, names_month, persian_month


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("march", 3, id="lower-case"),
        pytest.param("MÄRZ", 3, id="capitals"),
        pytest.param("fevrier", 2, id="without-accent"),
        pytest.param("ARALIK", 12, id="turkish-capitals"),
        pytest.param("ابريل", 4, id="arabic-without-hamza"),
        pytest.param("تشرين الثاني", 11, id="two-words"),
        pytest.param("मई", 5, id="indian-vowels-stay"),
        pytest.param("rain", None, id="no-month"),
        pytest.param("12", None, id="number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_month_number(word: str, expected: int | None) -> None:
    assert month_number(word) == expected


def test_every_language_has_twelve_months() -> None:
    names = month_names._NAMES.split()
    assert len(names) % 13 == 0
    assert all(len(code) == 2 for code in names[::13])


def test_no_name_is_that_of_two_months() -> None:
    seen: dict[str, int] = {}
    for index, forms in enumerate(month_names._bare(month_names._NAMES).split()):
        for form in forms.split("/") if index % 13 and forms != "-" else ():
            assert seen.setdefault(form, index % 13) == index % 13, form


def test_a_dot_after_the_day_is_croatian() -> None:
    assert month_number("listopada") == 11
    assert month_number("listopada", dotted_day=True) == 10


def test_persian_month() -> None:
    assert persian_month("فروردین") == 1
    assert persian_month("april") is None


def test_persons_names_are_months_only_in_dates() -> None:
    assert month_number("Marta") == 3
    assert not names_month("Marta")
