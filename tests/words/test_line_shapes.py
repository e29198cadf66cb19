import pytest

from cleanpage.words.line_shapes import (
    COUNTER_WORDS,
    DATE_LETTERS,
    MAX_DATED_CHARS,
    MAX_SHAPE_CHARS,
    MONTH_WORDS,
    shape_of,
)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        pytest.param("28.03.2024 18:12", "date", id="day-and-clock"),
        pytest.param("3 hours ago", "date", id="relative"),
        pytest.param("Since: March 2019", "date", id="month-and-year"),
        pytest.param("Stand: 3. Mai 2024", "date", id="few-letters-beside"),
        pytest.param("The owls of the mill were seen on 3 May 2024", "", id="many-letters-beside"),
        pytest.param("Posts: 312", "counter", id="counter"),
        pytest.param("12", "counter", id="bare"),
        pytest.param("3.5K views", "counter", id="unit-is-no-date"),
        pytest.param("owl12@example.org", "", id="address"),
        pytest.param("Owls hunt at night", "", id="no-digit"),
        pytest.param("the 12 owls hunt alone", "", id="too-many-words"),
        pytest.param("", "", id="empty"),
    ],
)
def test_shape_of(text: str, shape: str) -> None:
    assert shape_of(text, len(text.split())) == shape


def test_limits() -> None:
    assert shape_of("9" * MAX_SHAPE_CHARS, 1) == "counter"
    assert shape_of("9" * (MAX_SHAPE_CHARS + 1), 1) == ""
    date = "3 May 2024"
    assert shape_of(f"{'a' * DATE_LETTERS} {date}", 9) == "date"
    assert shape_of(f"{'a' * (DATE_LETTERS + 1)} {date}", 9) == ""
    assert shape_of(date.ljust(MAX_DATED_CHARS, "."), 9) == "date"
    assert shape_of(date.ljust(MAX_DATED_CHARS + 1, "."), 9) == ""
    assert shape_of("on a 3 Sep", MONTH_WORDS) == "date"
    assert shape_of("on a big 3 Sep", MONTH_WORDS + 1) == ""
    assert shape_of("312 of them", COUNTER_WORDS) == "counter"
    assert shape_of("312 of them all", COUNTER_WORDS + 1) == ""
